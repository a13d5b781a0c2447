"""Whether holding anything to a JSON Schema is sure to end soon.

Parts of a schema that look at the same value, and refer to more such parts, double the
work with each step; a schema of a kilobyte can ask for more steps than there is time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias, cast
from urllib.parse import unquote

Schema: TypeAlias = "dict[str, Any]"

MOST: Final = 20_000
"""Parts of a schema, counted as often as they are referred to."""

_UNREAD: Final = frozenset(
    ("$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor")
)
_NOTES: Final = frozenset(
    ("$ref", "$comment", "title", "description", "default", "examples", "deprecated")
)
_SAME_MANY: Final = ("allOf", "anyOf", "oneOf")
_SAME_ONE: Final = ("not", "if", "then", "else", "contains", "unevaluatedItems")
_SAME_NAMED: Final = ("patternProperties", "dependentSchemas", "dependencies")
_INNER_ONE: Final = (
    *("items", "additionalItems", "additionalProperties", "propertyNames"),
    "unevaluatedProperties",
)


def is_bounded(root: Schema) -> bool:
    """Tell whether the work grows with the value and the schema, and no faster."""
    try:
        return _Walk(root).cost(root)[0] <= MOST
    except (_EndlessError, RecursionError):
        return False


class _EndlessError(Exception):
    """The schema may take any time."""


class _Walk:
    """Counts parts; keeps those it is in, and what it found out."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self.inside: set[int] = set()
        self.known: dict[int, tuple[int, int]] = {}

    def cost(self, part: Schema) -> tuple[int, int]:
        """Return how many parts *part* comes to, and how often it leads back.

        Leading back from two parts for one value is work without end.
        """
        name = id(part)
        if name in self.known:
            return self.known[name]
        if name in self.inside:
            return 1, 1
        if _UNREAD & part.keys():
            raise _EndlessError
        self.inside.add(name)
        cost, backs = 1, 0
        ways = 0
        for is_same, inner in self._inner(part):
            its, back = self.cost(inner)
            cost, backs = cost + its, backs + back
            ways += is_same and back > 0
            if cost > MOST:
                raise _EndlessError
        if ways > 1 or (ways and self._leads_back_otherwise(part)):
            raise _EndlessError
        self.inside.discard(name)
        self.known[name] = cost, backs
        return cost, backs

    def _leads_back_otherwise(self, part: Schema) -> bool:
        """Tell whether an inner part leads back beside one for the same value."""
        return any(
            self.cost(inner)[1] for is_same, inner in self._inner(part) if not is_same
        )

    def _inner(self, part: Schema) -> Iterator[tuple[bool, Schema]]:
        """Yield the parts that *part* asks, and whether for one value with others."""
        reference = part.get("$ref")
        if isinstance(reference, str):
            target = self._target(reference)
            if target is not None:
                yield not part.keys() <= _NOTES, target
        for word in _SAME_MANY:
            yield from ((True, each) for each in _schemas(part.get(word)))
        for word in _SAME_ONE:
            yield from ((True, each) for each in _schemas(part.get(word)))
        for word in _SAME_NAMED:
            yield from ((True, each) for each in _named(part.get(word)))
        for word in _INNER_ONE:
            yield from ((False, each) for each in _schemas(part.get(word)))
        yield from ((False, each) for each in _schemas(part.get("prefixItems")))
        yield from ((False, each) for each in _named(part.get("properties")))

    def _target(self, reference: str) -> Schema | None:
        """Return what *reference* inside the file stands for; None: nothing there."""
        if not reference.startswith("#"):
            return None
        found: Any = self.root
        for step in unquote(reference[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = cast("Schema", found).get(name) if isinstance(found, dict) else None
        return cast("Schema", found) if isinstance(found, dict) else None


def _schemas(value: object) -> Iterator[Schema]:
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, dict):
            yield cast("Schema", item)


def _named(value: object) -> Iterator[Schema]:
    if isinstance(value, dict):
        for item in cast("dict[str, object]", value).values():
            yield from _schemas(item)
