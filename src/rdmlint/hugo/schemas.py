"""Contracts for front matter: which pages they bind, which keys they name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rdmlint.hugo import disk
from rdmlint.model import Mapping, Sequence, Value
from rdmlint.syntax.reading import DATA_LIMITS

_DEEPEST: Final = 8
_LARGEST: Final = DATA_LIMITS.size + 1


@lru_cache(maxsize=64)
def keys(schema: str) -> frozenset[str]:
    """Return the lowered keys that the JSON Schema at the absolute path *schema* names.

    A schema that cannot be read names none: that is for its own rule to say.
    """
    from rdmlint.syntax import json

    try:
        with open(schema, "rb") as file:
            content = json.read(file.read(_LARGEST), limits=DATA_LIMITS).value
    except OSError:
        return frozenset()
    return frozenset(key.lower() for key in _properties(content, 0))


def beside(root: str, path: str, name: str) -> str | None:
    """Return the absolute path of the file *name*, as the file at *path* names it.

    *path* is POSIX and counts from the absolute *root*. None: there is no such file in
    the repository, or *name* is an address.
    """
    if ":" in name or name.startswith("/") or "\0" in name:
        return None
    file = os.path.realpath(os.path.join(root, *path.split("/")[:-1], name))
    is_there = os.path.isfile(file) and disk.is_within(file, disk.ground(root))
    return file if is_there else None


def _properties(schema: Value | None, depth: int) -> Iterator[str]:
    if not isinstance(schema, Mapping) or depth > _DEEPEST:
        return
    properties = schema.get("properties")
    if isinstance(properties, Mapping):
        yield from (entry.key for entry in properties.entries)
    for word in ("allOf", "anyOf", "oneOf"):
        parts = schema.get(word)
        for part in parts.items if isinstance(parts, Sequence) else ():
            yield from _properties(part, depth + 1)
    for word in ("if", "then", "else"):
        yield from _properties(schema.get(word), depth + 1)
