"""Paths into data: `items[].id` names the id of each record in the list `items`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from rdmlint.model import Entry, Mapping, Sequence, Value

Step: TypeAlias = "str | None"
"""A key, or None for every item of a list or every value of a map."""

_STEP: Final = re.compile(r"(?:\.|\A)(?P<key>[^.\[\]*\"]+)|(?P<each>\[\]|(?:\.|\A)\*)")

LONGEST: Final = 200
"""Characters of a path."""


@lru_cache(maxsize=512)
def steps(path: str) -> tuple[Step, ...] | None:
    """Return the steps of *path*; None: it is none.

    Keys are joined by dots; `[]` means each item of a list, `*` each value of a map.
    The empty path means the whole file.
    """
    found: list[Step] = []
    at = 0
    if path.startswith("."):
        return None
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None or len(path) > LONGEST:
            return None
        found.append(step["key"])
        at = step.end()
    return tuple(found)


def select(value: Value, path: str) -> Iterator[Value]:
    """Yield what *path* leads to in *value*; keys count in their letter case."""
    yield from _walk(value, steps(path) or ())


def _walk(value: Value, left: tuple[Step, ...]) -> Iterator[Value]:
    if not left:
        yield value
        return
    step, *rest = left
    if step is not None:
        entry = entry_of(value, step) if isinstance(value, Mapping) else None
        if entry is not None:
            yield from _walk(entry.value, tuple(rest))
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _walk(item, tuple(rest))
    elif isinstance(value, Mapping):
        for entry in value.entries:
            yield from _walk(entry.value, tuple(rest))


def entry_of(value: Mapping, key: str) -> Entry | None:
    """Return the entry of exactly this *key*; None: there is none."""
    return next((entry for entry in value.entries if entry.key == key), None)
