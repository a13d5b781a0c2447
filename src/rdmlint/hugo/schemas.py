"""Contracts for front matter: which pages they bind, which keys they name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

_DEEPEST: Final = 8


@lru_cache(maxsize=64)
def keys(schema: str) -> frozenset[str]:
    """Return the lowered keys that the JSON Schema at the absolute path *schema* names.

    A schema that cannot be read names none: that is for its own rule to say.
    """
    import json

    try:
        with open(schema, encoding="utf-8") as file:
            content = json.load(file)
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return frozenset(key.lower() for key in _properties(content, 0))


def _properties(schema: Any, depth: int) -> Iterator[str]:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from properties
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word) or ():
            yield from _properties(part, depth + 1)
    for word in ("if", "then", "else"):
        yield from _properties(schema.get(word), depth + 1)
