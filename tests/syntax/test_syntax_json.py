"""JSON: what Hugo makes of it, and where everything stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hugo_cases import Case, cases, same, typed_params
from places import assert_all_places_lie_in
from rdmlint.model import Mapping, plain
from rdmlint.syntax.front_matter import read as read_page
from rdmlint.syntax.json import read
from rdmlint.syntax.reading import Limits
from stopwatch import at_most


@pytest.mark.parametrize(
    "case",
    [case for case in cases("C4") if case.input.lstrip().startswith(b"{")],
    ids=lambda case: case.id,
)
def test_hugo_agrees(case: Case) -> None:
    opened = read_page(case.input)
    if case.line is not None:
        assert case.input[: opened.faults[0].span.start].count(b"\n") + 1 == case.line
        return
    assert not opened.faults
    assert opened.front_matter is not None
    theirs = {name: value for name, (_, value) in typed_params(case.output).items()}
    for name, value in theirs.items():
        mine = opened.front_matter.root.get(name)
        assert mine is not None
        assert same(plain(mine), value)


def test_spans_cover_key_and_value_as_written() -> None:
    text = '{ "é": [1, -2.5e1] , "b": {"c": null}, "d": "\\u00e5\\"" }\n'
    root = read(text.encode(), base=10).value
    assert isinstance(root, Mapping)
    data = b"." * 10 + text.encode()
    written = {
        data[e.key_span.start : e.key_span.end].decode(): data[
            e.value.span.start : e.value.span.end
        ].decode()
        for e in root.entries
    }
    assert written == {
        '"é"': "[1, -2.5e1]",
        '"b"': '{"c": null}',
        '"d"': '"\\u00e5\\""',
    }
    assert (root.span.start, root.span.end) == (10, len(data) - 1)


def test_the_last_of_two_equal_keys_wins_without_a_flaw() -> None:
    reading = read(b'{"a": 1, "b": 2, "a": 3}')
    assert not reading.flaws
    assert reading.value is not None
    assert plain(reading.value) == {"b": 2, "a": 3}


def test_an_empty_text_has_no_value() -> None:
    assert read(b" \n").value is None
    assert not read(b"").flaws


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{x: 1}", "x", "A key begins with a double quote in JSON"),
        ('{"a": 1,}', ",", "JSON allows no comma before `}`"),
        ("[1,]", ",", "JSON allows no comma before `]`"),
        ('{"a" 1}', '"a"', "A colon is missing behind this key"),
        ('{"a": "b}', '"b', "This quote is never closed"),
        ('{"a": [1, 2}', "}", "A comma or `]` is missing here"),
        ("[1, 2", "[1", "This list is never closed by `]`"),
        ('{"a": 1', "{", "This object is never closed by `}`"),
        ("[01]", "01", "This is no number as JSON writes it"),
        ("[1e999]", "1e", "This number is too big"),
        ("[tru]", "tru", "Text begins with a double quote in JSON"),
        ("['a']", "'a", "Text begins with a double quote in JSON"),
        ('["C:\\Users"]', "\\U", None),
        ('["a\tb"]', "\t", None),
        ("[1] 2", "2", "Something follows the end of the JSON"),
        ("[1] // x", "//", None),
        ('{"a": }', "}", "A value is missing here"),
    ],
)
def test_a_flaw_stands_where_it_is_mended(
    text: str, place: str, message: str | None
) -> None:
    (flaw,) = read(text.encode()).flaws
    assert text[flaw.span.start :].startswith(place)
    if message is not None:
        assert flaw.message == message


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("[" + "1," * 40 + "1]", Limits(size=50), "longer than 50 bytes"),
        ("[" * 70 + "]" * 70, Limits(), "deeper than 64"),
        ("[" + "1," * 40 + "1]", Limits(nodes=20), "more than 20 values"),
        ("1" * 200, Limits(digits=100), "digits"),
    ],
)
def test_hostile_text_is_a_flaw(text: str, limits: Limits, what: str) -> None:
    (flaw,) = read(text.encode(), limits=limits).flaws
    assert flaw.kind == "limit"
    assert what in flaw.message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        "9" * 100_000,
        '"' + "\\u0041" * 16_000,
        " " * 100_000,
        '"' + "a" * 100_000,
        "x" * 100_000,
        "[1," * 30_000,
    ],
    ids=lambda text: text[:6],
)
def test_adversarial_text_takes_linear_time(text: str) -> None:
    with at_most(0.5):
        read(text.encode())


json_like = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            '"',
            '"a"',
            "1",
            "-",
            ".5",
            "e",
            "true",
            "nul",
            "\\u00e5",
            "\\ud83d",
            "\\",
            " ",
            "\n",
            "é",
            "'",
            "//",
            "\t",
            "\x07",
            '"b": ',
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(json_like.map(str.encode), st.binary(max_size=40)))
def test_reading_never_raises_and_every_place_lies_in_the_text(data: bytes) -> None:
    assert_all_places_lie_in(data, read(data, base=7), base=7)


documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(documents, st.booleans(), st.sampled_from([None, 2]))
def test_what_the_standard_library_writes_is_read_back(
    document: Any, ensure_ascii: bool, indent: int | None
) -> None:
    text = json.dumps(document, ensure_ascii=ensure_ascii, indent=indent)
    reading = read(text.encode())
    assert not reading.flaws
    assert reading.value is not None
    assert same(plain(reading.value, lower=False), document)
