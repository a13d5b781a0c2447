"""Globs as Hugo reads them, matched in time that grows only with their length."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

import msgspec


class _Any(msgspec.Struct, frozen=True):
    """`?`, `*` or `**`."""

    is_many: bool
    crosses: bool


class _Set(msgspec.Struct, frozen=True):
    """`[abc]`, `[a-z]`, `[!a]`."""

    ranges: tuple[tuple[str, str], ...]
    is_negated: bool


class _Either(msgspec.Struct, frozen=True):
    """`{a,b}`."""

    choices: tuple[tuple[_Part, ...], ...]


_Part: TypeAlias = "str | _Any | _Set | _Either"

_DEEPEST: Final = 8
"""How deep braces may nest; deeper ones match nothing."""


def matches(pattern: str, text: str) -> bool:
    r"""Tell whether the glob *pattern* matches the whole of *text*, letter case aside.

    `*` stays within a path segment, `**` crosses `/`, `?` is one character but `/`;
    `[a-z]`, `[!a]` and `{a,b}` work, `\` takes the next character literally. A
    pattern that cannot be read matches nothing.

    Source: HUGO-FM-24; Hugo's `hugofs/hglob`, which uses gobwas/glob.
    """
    parts = _parse(pattern.lower())
    if parts is None:
        return False
    text = text.lower()
    plain = _plain(parts)
    if plain is not None:
        return text in plain.wholes or text.startswith(plain.starts)
    return len(text) in _reach(parts, text, {0})


class _Plain(msgspec.Struct, frozen=True):
    """A glob that is only whole texts, and beginnings that `**` follows."""

    wholes: frozenset[str]
    starts: tuple[str, ...]


_MOST_CHOICES: Final = 16


@lru_cache(maxsize=512)
def _plain(parts: tuple[_Part, ...]) -> _Plain | None:
    """Return the plain form of a glob such as `/a{,/**}`; None: it has none."""
    heads = [""]
    starts: set[str] = set()
    for part in parts:
        if isinstance(part, str):
            heads = [head + part for head in heads]
        elif isinstance(part, _Either) and len(part.choices) <= _MOST_CHOICES:
            longer: list[str] = []
            for choice in part.choices:
                inner = _plain(choice)
                if inner is None:
                    return None
                longer += [head + whole for head in heads for whole in inner.wholes]
                starts |= {head + start for head in heads for start in inner.starts}
            heads = longer
        elif isinstance(part, _Any) and part.crosses:
            starts.update(heads)
            heads = []
        else:
            return None
        # What follows a `**` is not plain any more.
        if len(heads) > _MOST_CHOICES or (starts and part is not parts[-1]):
            return None
    return _Plain(frozenset(heads), tuple(starts))


def _reach(parts: tuple[_Part, ...], text: str, places: set[int]) -> set[int]:
    """Return where in *text* a match of *parts* from any of *places* can end."""
    for part in parts:
        if not places:
            break
        places = _step(part, text, places)
    return places


def _step(part: _Part, text: str, places: set[int]) -> set[int]:
    if isinstance(part, str):
        size = len(part)
        return {at + size for at in places if text.startswith(part, at)}
    if isinstance(part, _Set):
        return {at + 1 for at in places if at < len(text) and _holds(part, text[at])}
    if isinstance(part, _Either):
        found: set[int] = set()
        for choice in part.choices:
            found |= _reach(choice, text, places)
        return found
    if not part.is_many:
        return {at + 1 for at in places if at < len(text) and text[at] != "/"}
    if part.crosses:
        return set(range(min(places), len(text) + 1))
    found = set()
    for start in sorted(places):
        if start in found:
            continue
        end = text.find("/", start)
        found.update(range(start, (len(text) if end < 0 else end) + 1))
    return found


def _holds(wanted: _Set, character: str) -> bool:
    inside = any(low <= character <= high for low, high in wanted.ranges)
    return inside != wanted.is_negated


@lru_cache(maxsize=512)
def _parse(pattern: str) -> tuple[_Part, ...] | None:
    parts, end = _sequence(pattern, 0, 0)
    return None if parts is None or end < len(pattern) else parts


def _sequence(
    pattern: str, at: int, depth: int
) -> tuple[tuple[_Part, ...] | None, int]:
    """Parse from *at* to the end, or inside braces to the next `,` or `}`."""
    if depth > _DEEPEST:
        return None, at
    parts: list[_Part] = []
    literal: list[str] = []

    def settle() -> None:
        if literal:
            parts.append("".join(literal))
            literal.clear()

    while at < len(pattern):
        character = pattern[at]
        if depth and character in ",}":
            break
        at += 1
        if character == "*":
            settle()
            crosses = pattern.startswith("*", at)
            at += crosses
            parts.append(_Any(is_many=True, crosses=crosses))
        elif character == "?":
            settle()
            parts.append(_Any(is_many=False, crosses=False))
        elif character == "[":
            settle()
            one, at = _set(pattern, at)
            if one is None:
                return None, at
            parts.append(one)
        elif character == "{":
            settle()
            either, at = _either(pattern, at, depth)
            if either is None:
                return None, at
            parts.append(either)
        elif character == "\\" and at < len(pattern):
            literal.append(pattern[at])
            at += 1
        else:
            literal.append(character)
    settle()
    return tuple(parts), at


def _either(pattern: str, at: int, depth: int) -> tuple[_Either | None, int]:
    choices: list[tuple[_Part, ...]] = []
    while True:
        parts, at = _sequence(pattern, at, depth + 1)
        if parts is None or at >= len(pattern):
            return None, at
        choices.append(parts)
        at += 1
        if pattern[at - 1] == "}":
            return _Either(tuple(choices)), at


def _set(pattern: str, at: int) -> tuple[_Set | None, int]:
    end = pattern.find("]", at + 1)
    if end < 0:
        return None, at
    body = pattern[at:end]
    is_negated = body[0] in "!^"
    body = body[1:] if is_negated else body
    ranges: list[tuple[str, str]] = []
    place = 0
    while place < len(body):
        if body[place + 1 : place + 2] == "-" and place + 2 < len(body):
            ranges.append((body[place], body[place + 2]))
            place += 3
        else:
            ranges.append((body[place], body[place]))
            place += 1
    return _Set(tuple(ranges), is_negated), end + 1
