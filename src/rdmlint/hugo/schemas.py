"""Contracts for front matter: which pages they bind, which keys they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias

from rdmlint.hugo import globs

Matcher: TypeAlias = "Callable[[str], bool]"

_DEEPEST: Final = 8


def matcher(patterns: tuple[str, ...]) -> Matcher:
    """Return what tells whether any of *patterns* matches a path from the site root.

    Patterns are globs as in `.gitignore`. The common `**` and `a/b/**` need no
    library.
    """
    if all(_is_plain(pattern) for pattern in patterns):
        return lambda path: any(globs.matches(pattern, path) for pattern in patterns)
    import pathspec

    spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    return spec.match_file


def _is_plain(pattern: str) -> bool:
    head = pattern.removesuffix("/**")
    return pattern == "**" or (
        head != pattern
        and not any(each in head for each in "*?[]{}!\\")
        and "/" in head
    )


@lru_cache(maxsize=64)
def keys(schema: str) -> frozenset[str]:
    """Return the lowered keys that the JSON Schema at the absolute path *schema* names.

    A schema that cannot be read names none: that is for its own rule to say.
    """
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
