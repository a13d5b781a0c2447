"""Departures from a JSON Schema: those a full validator finds, in their places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rdmlint.hugo import conformity
from rdmlint.hugo.conformity import SHIPPED, Departure
from rdmlint.model import Mapping
from rdmlint.settings import shipped_schema
from rdmlint.syntax.yaml import read
from stopwatch import at_most

SCHEMA: dict[str, Any] = json.loads(Path(shipped_schema(SHIPPED)).read_text("utf-8"))


def mapping(text: str) -> Mapping:
    value = read(text.encode()).value
    assert isinstance(value, Mapping)
    return value


def written(text: str, found: Departure) -> str:
    return text.encode()[found.span.start : found.span.end].decode()


def schema_file(folder: Path, schema: object) -> str:
    file = folder / "schema.json"
    file.write_text(json.dumps(schema), "utf-8")
    return str(file)


# --- What we ship -----------------------------------------------------------------


def test_our_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_has_words_for_an_editor_to_show() -> None:
    for part in ("hugo", "contract", "menuEntry"):
        for name, inner in SCHEMA["$defs"][part]["properties"].items():
            said = inner.get("description", "")
            if "$ref" in inner:
                said = (
                    said
                    or SCHEMA["$defs"][inner["$ref"].rsplit("/")[-1]]["description"]
                )
            assert said.endswith("."), name


@pytest.mark.parametrize(
    ("front_matter", "is_kept"),
    [
        ({"title": "T", "menu": "main", "weight": 1, "toc": True}, True),
        ({"title": "T", "menu": {"main": {"weight": 1}}, "toc": True}, True),
        (
            {"title": "T", "menu": {"main": {"weight": 1}, "foot": {}}, "toc": True},
            False,
        ),
        ({"title": "T", "menu": {"main": {}}, "toc": True}, False),
        ({"title": "T", "menu": "main", "weight": 1}, False),
        ({"title": "T", "menu": "main", "weight": 1, "toc": "no"}, False),
    ],
)
def test_an_editor_that_knows_our_schema_holds_pages_to_the_contract(
    front_matter: dict[str, Any], is_kept: bool
) -> None:
    assert Draft202012Validator(SCHEMA).is_valid(front_matter) is is_kept


names = st.sampled_from(
    [name for name in SCHEMA["$defs"]["hugo"]["properties"] if name != "sites"]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(-2, 2)
    | st.sampled_from(["", "a", "http://x.y", "always", "never", "10", "link"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["render", "list", "src", "name", "weight", "priority", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(names, values, max_size=4))
def test_our_own_check_and_a_full_validator_agree(front_matter: dict[str, Any]) -> None:
    part = {"$ref": "#/$defs/hugo", "$defs": SCHEMA["$defs"]}
    errors = jsonschema_rs.Draft202012Validator(part).iter_errors(front_matter)
    theirs = {tuple(error.instance_path) for error in errors}
    # JSON is YAML, so that the same text serves both.
    text = json.dumps(front_matter, ensure_ascii=False)
    found = conformity.of_hugo(mapping(text), contract=False)
    ours = {tuple(each.path) for each in found}
    assert ours == theirs


# --- A site's own -----------------------------------------------------------------


def test_each_departure_has_its_place_and_what_was_wanted(tmp_path: Path) -> None:
    path = schema_file(
        tmp_path,
        {
            "properties": {
                "phase": {"enum": ["plan", "share"]},
                "editionYear": {"type": "integer"},
                "people": {"items": {"required": ["name"]}},
            },
            "required": ["licence"],
            "additionalProperties": False,
        },
    )
    text = "phase: pla\nEDITIONYEAR: '1'\npeople: [{}, {name: x}]\nodd: 1\n"
    found = conformity.of_schema(path, mapping(text))
    assert [(each.keyword, written(text, each)) for each in found] == [
        ("required", text.strip()),
        ("enum", "pla"),
        ("type", "'1'"),
        ("required", "{}"),
        ("additionalProperties", "odd"),
    ]
    assert found[1].wanted == ("plan", "share")
    assert found[2].path == ("editionYear",)
    assert found[3].keys == ("name",)
    assert found[4].keys == ("odd",)


def test_keys_that_all_branches_miss_are_named(tmp_path: Path) -> None:
    path = schema_file(tmp_path, {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]})
    (found,) = conformity.of_schema(path, mapping("c: 1\n"))
    assert (found.keyword, found.keys) == ("anyOf", ("a", "b"))


def test_what_a_schema_says_of_its_keys(tmp_path: Path) -> None:
    path = schema_file(
        tmp_path,
        {
            "$defs": {"flag": {"type": ["boolean", "null"]}},
            "allOf": [{"properties": {"isOpen": {"$ref": "#/$defs/flag"}}}],
            "properties": {"size": {"type": "integer"}, "toc": {"enum": ["a"]}},
            "if": {"properties": {"size": {"const": 1}}},
            "then": {"properties": {"colour": {"default": 3}}},
            "required": ["size"],
        },
    )
    assert "isopen" in conformity.typed_keys(path, "boolean")
    assert "draft" in conformity.typed_keys(path, "boolean")
    assert "toc" not in conformity.typed_keys(path, "boolean")
    assert "toc" in conformity.typed_keys(None, "boolean")
    assert conformity.typed_keys(path, "number") >= {"size", "weight"}
    assert conformity.defaults(path) == {"colour": 3}
    assert conformity.required_keys(path) == ("size",)
    assert not conformity.is_closed(path)
    assert {"isOpen", "colour", "publishDate"} <= set(conformity.named_keys(path))


def test_values_that_json_lacks_are_judged_as_text_or_as_near_numbers(
    tmp_path: Path,
) -> None:
    path = schema_file(tmp_path, {"properties": {"a": {"type": "string"}}})
    assert not conformity.of_schema(path, mapping("a: .inf\nb: .nan\n"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "no json",
        '{"type": 5}',
        '{"$ref": "https://example.org/x.json"}',
        '{"$ref": "file:///etc/passwd"}',
        '{"properties": {"a": {"pattern": "("}}}',
    ],
)
def test_a_schema_that_cannot_be_used_says_why_and_finds_nothing(
    content: str, tmp_path: Path
) -> None:
    file = tmp_path / "schema.json"
    file.write_text(content)
    assert conformity.problem(str(file)) is not None
    assert conformity.of_schema(str(file), mapping("a: b\n")) == ()
    assert conformity.typed_keys(str(file), "boolean") >= {"draft"}


def test_a_schema_that_can_be_used_has_no_problem(tmp_path: Path) -> None:
    assert conformity.problem(schema_file(tmp_path, {})) is None
    assert conformity.problem(shipped_schema(SHIPPED)) is None


def test_a_pattern_cannot_run_away(tmp_path: Path) -> None:
    path = schema_file(tmp_path, {"properties": {"a": {"pattern": "^(a+)+$"}}})
    with at_most(1):
        conformity.of_schema(path, mapping(f"a: {'a' * 5000}!\n"))
        conformity.of_schema(path, mapping(f"a: {'a' * 5000}!\n"))


def test_a_schema_that_refers_to_itself_comes_to_an_end(tmp_path: Path) -> None:
    path = schema_file(
        tmp_path,
        {"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}},
    )
    assert "draft" in conformity.typed_keys(path, "boolean")
