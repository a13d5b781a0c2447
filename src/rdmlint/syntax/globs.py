r"""Globs on paths as in `.gitignore`, matched in time that grows with their length.

A glob without `/` (but at its end) fits at any depth, another one counts from the
root; what it fits, it covers with all that lies inside. `*` and `?` stay within a
segment, `**` as a segment of its own crosses any number, `[a-z]` and `[!a-z]` are one
character, `\` takes the next one as it is. A `/` at the end fits directories alone. A
glob after `!` takes back what those before it covered.

Source: git's documentation of gitignore. Lists of globs have no comments, and spaces
count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

Ranges: TypeAlias = "tuple[tuple[str, str], ...]"


class _Set(msgspec.Struct, frozen=True):
    """One character: any but `/` where *ranges* is empty and *is_negated*."""

    ranges: Ranges
    is_negated: bool = False


_ANY: Final = _Set((), is_negated=True)
_STAR: Final = "**"

_Part: TypeAlias = "str | _Set"
"""A literal character, a set, or `_STAR`, which is longer than any character."""


class _Glob(msgspec.Struct, frozen=True):
    """A glob taken apart. Segments: None crosses, a string is literal."""

    segments: tuple[str | tuple[_Part, ...] | None, ...]
    is_negated: bool
    is_directory: bool


def matcher(globs: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a POSIX path from the root is covered by *globs*."""
    parsed = tuple(map(_parsed, globs))

    def covers(path: str) -> bool:
        names = path.split("/")
        is_covered = False
        for glob in parsed:
            if is_covered == glob.is_negated and _fits(glob, names):
                is_covered = not glob.is_negated
        return is_covered

    return covers


def _fits(glob: _Glob, names: list[str]) -> bool:
    """Tell whether *glob* fits the file of these *names*, or a directory around it."""
    places = {0}
    last = len(glob.segments) - 1
    for at, segment in enumerate(glob.segments):
        if segment is None:
            # At the end it means all that lies inside, so one segment at least.
            places = set(range(min(places) + (at == last), len(names) + 1))
        else:
            places = {
                place + 1
                for place in places
                if place < len(names) and _names(segment, names[place])
            }
        if not places:
            return False
    return not glob.is_directory or min(places) < len(names)


def _names(segment: str | tuple[_Part, ...], name: str) -> bool:
    """Tell whether *segment* fits *name*; one step back at a time, to the last `*`."""
    if isinstance(segment, str):
        return segment == name
    at = part = 0
    behind = resume = -1
    while at < len(name):
        if part < len(segment) and segment[part] == _STAR:
            part += 1
            behind, resume = part, at
        elif part < len(segment) and _is(segment[part], name[at]):
            part += 1
            at += 1
        elif behind >= 0:
            resume += 1
            part, at = behind, resume
        else:
            return False
    return all(rest == _STAR for rest in segment[part:])


def _is(part: _Part, character: str) -> bool:
    if isinstance(part, str):
        return part == character
    inside = any(low <= character <= high for low, high in part.ranges)
    return inside != part.is_negated


@lru_cache(maxsize=512)
def _parsed(glob: str) -> _Glob:
    is_negated = glob.startswith("!")
    body = glob[1:] if is_negated else glob
    is_directory = body.endswith("/")
    words = body.strip("/").split("/")
    segments = [None if word == "**" else _segment(word) for word in words]
    if "/" not in body.rstrip("/") and words != ["**"]:
        segments.insert(0, None)
    if body.strip("/") == "":
        segments = [""]  # which is the name of no file
    return _Glob(tuple(segments), is_negated, is_directory)


def _segment(word: str) -> str | tuple[_Part, ...]:
    """Return *word* taken apart; as text where nothing in it has a meaning."""
    parts: list[_Part] = []
    at = 0
    while at < len(word):
        character = word[at]
        at += 1
        if character == "*":
            if not parts or parts[-1] != _STAR:
                parts.append(_STAR)
        elif character == "?":
            parts.append(_ANY)
        elif character == "[":
            one, at = _set(word, at)
            parts.append(one)
        else:
            if character == "\\" and at < len(word):
                character = word[at]
                at += 1
            parts.append(character)
    if any(part == _STAR or isinstance(part, _Set) for part in parts):
        return tuple(parts)
    return "".join(str(part) for part in parts)


def _set(word: str, at: int) -> tuple[_Part, int]:
    """Return the set behind the bracket before *at*, and where to go on.

    A bracket that is never closed is one itself.
    """
    start = at
    is_negated = word[at : at + 1] in ("!", "^") and at < len(word)
    at += is_negated
    ranges: list[tuple[str, str]] = []
    while at < len(word) and (word[at] != "]" or not ranges):
        low, at = _member(word, at)
        high = low
        if word[at : at + 1] == "-" and word[at + 1 : at + 2] not in ("", "]"):
            high, at = _member(word, at + 1)
        ranges.append((low, high))
    if at >= len(word):
        return "[", start
    return _Set(tuple(ranges), is_negated), at + 1


def _member(word: str, at: int) -> tuple[str, int]:
    if word[at] == "\\" and at + 1 < len(word):
        at += 1
    return word[at], at + 1
