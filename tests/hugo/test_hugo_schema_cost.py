"""Schemas whose work is bounded, and those that may go on without end."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from rdmlint.hugo.schema_cost import is_bounded

SELF: dict[str, Any] = {"$ref": "#"}


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"properties": {"a": {"type": "string"}}, "required": ["a"]},
        {"properties": {"left": SELF, "right": SELF}},
        {"properties": {"items": {"type": "array", "items": SELF}}},
        {"properties": {"next": {"anyOf": [{"type": "null"}, SELF]}}},
        {"$defs": {"a": {"enum": [1]}}, "items": {"$ref": "#/$defs/a"}},
    ],
)
def test_a_schema_that_asks_each_value_once_is_bounded(schema: dict[str, Any]) -> None:
    assert is_bounded(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": {"allOf": [SELF, SELF]}}},
        {"properties": {"a": {"anyOf": [{"items": SELF}, {"items": SELF}]}}},
        {"allOf": [{"properties": {"a": SELF}}], "properties": {"a": SELF}},
        {"$dynamicRef": "#x"},
    ],
)
def test_a_schema_that_leads_back_twice_for_a_value_is_not(
    schema: dict[str, Any],
) -> None:
    assert not is_bounded(schema)


def test_a_schema_that_doubles_with_each_step_is_found_out_at_once() -> None:
    parts: dict[str, Any] = {
        f"p{n}": {"allOf": [{"$ref": f"#/$defs/p{n + 1}"}] * 2} for n in range(64)
    }
    start = process_time()
    assert not is_bounded({"$defs": parts, "$ref": "#/$defs/p0"})
    assert process_time() - start < 0.2
