"""Contracts for front matter: which pages they bind, which keys they name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

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
