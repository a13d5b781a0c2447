"""What Hugo refuses in the way a `cascade` says which pages it is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeGuard

from rdmlint.hugo.config_words import has_open_bracket
from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

KINDS: Final = ("home", "page", "section", "taxonomy", "term")
_MISPLACED: Final = ("kind", "path", "lang", "cascade")
_SPECIAL: Final = frozenset("*?[]{}!\\")


def refused(cascade: Value | None) -> Iterator[tuple[Span, str]]:
    """Yield place and sentence for each thing in a `cascade` at which Hugo stops.

    Source: HUGO-FM-24; Hugo's `resources/page/page_matcher.go`.
    """
    for item in cascade.items if isinstance(cascade, Sequence) else (cascade,):
        for entry in item.entries if isinstance(item, Mapping) else ():
            key = entry.key.lower()
            if key in _MISPLACED:
                yield entry.key_span, _misplaced(key)
            elif key in ("target", "_target"):
                yield from _invalid(entry)


def given_up(cascade: Value | None) -> Iterator[Entry]:
    """Yield the targets in a `cascade` under the name that Hugo will give up.

    It warns of `_target` since 0.156.
    """
    for item in cascade.items if isinstance(cascade, Sequence) else (cascade,):
        if isinstance(item, Mapping) and item.get("target") is None:
            entry = item.entry("_target")
            if entry is not None:
                yield entry


def _misplaced(key: str) -> str:
    if key in ("kind", "path"):
        return f"Hugo allows `{key}` only below the `target` of a cascade"
    return f"Hugo allows no `{key}` in a cascade"


def _invalid(target: Entry) -> Iterator[tuple[Span, str]]:
    """Yield what is wrong with *target*; nothing behind the key is no target."""
    value = target.value
    if isinstance(value, Scalar) and value.value is None:
        return
    if not isinstance(value, Mapping):
        yield value.span, f"`{target.key}` of a cascade must be a map"
        return
    kind = value.get("kind")
    if _is_word(kind) and str(kind.value).lower() not in ("", *KINDS):
        *others, last = (f"`{each}`" for each in KINDS)
        there = f"there are {', '.join(others)} and {last}"
        yield kind.span, f"`{kind.value}` is no kind of page; {there}"
    path = value.get("path")
    if isinstance(path, Scalar) and has_open_bracket(str(path.value)):
        yield path.span, "Hugo reads no glob where a `[` has no `]`"


def _is_word(value: Value | None) -> TypeGuard[Scalar]:
    """Tell whether *value* is a word, and no glob."""
    return (
        isinstance(value, Scalar)
        and value.kind in ("string", "int")
        and not _SPECIAL & {*str(value.value)}
    )
