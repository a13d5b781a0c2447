"""TOML: what Hugo and tomllib make of it, and where everything stands."""

from __future__ import annotations

import datetime
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hugo_cases import KINDS, Case, cases, same, typed_params
from places import assert_all_places_lie_in
from rdmlint.model import Mapping, Scalar, Sequence, Value, plain
from rdmlint.syntax.front_matter import read as read_page
from rdmlint.syntax.reading import Limits
from rdmlint.syntax.toml import read
from stopwatch import at_most

DATES_OF_HUGO = {
    "C4-0234": "the page's own dates are made of it later, not by the TOML reader",
}


@pytest.mark.parametrize(
    "case",
    [case for case in cases("C4") if not case.input.lstrip().startswith(b"{")],
    ids=lambda case: case.id,
)
def test_hugo_agrees(case: Case) -> None:
    data = b"+++\n" + case.input + b"\n+++\n"
    opened = read_page(data)
    if case.line is not None:
        assert data[: opened.faults[0].span.start].count(b"\n") + 1 == case.line
        return
    assert not opened.faults
    assert opened.front_matter is not None
    root = opened.front_matter.root
    ours = plain(root)
    assert isinstance(ours, dict)
    if case.id in DATES_OF_HUGO:
        assert ours == {"date": "2020-01-02"}
        return
    for name, (kind, value) in typed_params(case.output).items():
        mine = root.get(name)
        assert mine is not None
        assert same(plain(mine), value)
        if kind:
            assert isinstance(mine, Scalar)
            assert mine.kind in KINDS[kind]
    assert {name.lower() for name in ours} == set(typed_params(case.output))


def sliced(text: str, value: Value) -> str:
    return text.encode()[value.span.start : value.span.end].decode()


def test_spans_cover_key_and_value_as_written() -> None:
    text = (
        'title = "é" # ü\n"a key".b = 1\nl = [ 1,\n 2 ]\nd = 2020-01-02 10:00:00\n'
        "[menu.main]\nweight = 3\n\n[[x]]\ny = {z = '''\nq'''}\n[[x]]\n"
    )
    root = read(text.encode()).value
    assert isinstance(root, Mapping)
    keys = {
        e.key: text.encode()[e.key_span.start : e.key_span.end] for e in root.entries
    }
    assert keys == {
        "title": b"title",
        "a key": b'"a key"',
        "l": b"l",
        "d": b"d",
        "menu": b"menu",
        "x": b"x",
    }
    values = {entry.key: sliced(text, entry.value) for entry in root.entries}
    assert values["title"] == '"é"'
    assert values["l"] == "[ 1,\n 2 ]"
    assert values["d"] == "2020-01-02 10:00:00"
    assert values["menu"] == "[menu.main]\nweight = 3"
    assert values["x"] == "[[x]]\ny = {z = '''\nq'''}\n[[x]]"
    assert plain(root) == {
        "title": "é",
        "a key": {"b": 1},
        "l": [1, 2],
        "d": "2020-01-02T10:00:00",
        "menu": {"main": {"weight": 3}},
        "x": [{"y": {"z": "q"}}, {}],
    }


def test_spans_count_from_the_base_and_a_byte_order_mark_is_skipped() -> None:
    root = read(b"\xef\xbb\xbfa = 1\n", base=10).value
    assert isinstance(root, Mapping)
    assert (root.entries[0].key_span.start, root.entries[0].value.span.end) == (13, 18)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a = 1\na = 2", "a = 2", "Key `a` is already written on line 1"),
        ("[a]\nb = 1\n[a]\n", "a]\n", "Key `a` is already written on line 1"),
        ("a = True", "True", "TOML writes `true` in small letters"),
        ("title: x", ": x", "A key and its value are joined by `=` in TOML"),
        ("a =", "", "A value is missing here"),
        ("a = hello there", "hello", None),
        ("a = 2020-02-30", "2020", "`2020-02-30` is no date or time that exists"),
        ("a = 007", "007", None),
        ('a = "x', '"x', "This quote is never closed on its line"),
        ("a = [1,\n2", "[1", "This list is never closed by `]`"),
        ("ü = 1", "ü", None),
        (r'a = "C:\q"', "\\q", None),
        ("a = 1 b = 2", "b", None),
        ("[a", "", None),
    ],
)
def test_a_flaw_stands_where_it_is_mended(
    text: str, place: str, message: str | None
) -> None:
    flaw = read(text.encode()).flaws[0]
    assert text.encode()[flaw.span.start :].decode().startswith(place)
    if message is not None:
        assert flaw.message == message


def test_the_first_of_two_equal_keys_is_kept_and_all_are_reported() -> None:
    reading = read(b"a = 1\na = 2\nb = 1\nb.c = 2\n[a]\nx = 1\n")
    assert [flaw.kind for flaw in reading.flaws] == ["duplicate-key"] * 3
    assert reading.value is not None
    assert plain(reading.value) == {"a": 1, "b": 1}


def test_hugo_takes_what_toml_1_1_will() -> None:
    text = 'a = {b = 1,\n  # why\n c = 2,\n}\nd = 10:20\ne = "\\x41\\e"\n'
    reading = read(text.encode())
    assert not reading.flaws
    assert reading.value is not None
    assert plain(reading.value) == {"a": {"b": 1, "c": 2}, "d": "10:20", "e": "A\x1b"}


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("a = 1\n" * 20, Limits(size=50), "longer than 50 bytes"),
        ("a = " + "[" * 70 + "]" * 70, Limits(), "deeper than 64"),
        ("a = [" + "1, " * 30 + "]", Limits(nodes=20), "more than 20 values"),
        ("a" + ".a" * 100 + " = 1", Limits(), "deeper than 64"),
        ("[a" + ".a" * 100 + "]", Limits(), "deeper than 64"),
    ],
)
def test_hostile_text_is_a_flaw(text: str, limits: Limits, what: str) -> None:
    (flaw,) = read(text.encode(), limits=limits).flaws
    assert flaw.kind == "limit"
    assert what in flaw.message


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = '''" + "'" * 100_000,
        'a = """' + "\\" * 100_000,
        "# " * 50_000,
        "a = " + "1_" * 50_000,
        "a = " + "1" * 100_000,
        "\n" * 100_000,
        'a = "' + "\\u0041" * 16_000,
        "a" * 100_000,
        "[[a]]\n" * 9_000,
        " " * 100_000,
    ],
    ids=lambda text: text[:8],
)
def test_adversarial_text_takes_linear_time(text: str) -> None:
    with at_most(0.5):
        read(text.encode())


def without_dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_dates(inner) for inner in value]
    if isinstance(value, datetime.date | datetime.time):
        return "a date or time"
    return value


def ours(value: Value) -> Any:
    if isinstance(value, Scalar):
        return "a date or time" if value.kind == "datetime" else value.value
    if isinstance(value, Sequence):
        return [ours(item) for item in value.items]
    return {entry.key: ours(entry.value) for entry in value.entries}


toml_like = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            ".",
            " = ",
            "=",
            "\n",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ",",
            '"',
            "'",
            '"""',
            "'''",
            "1",
            "0x",
            "_",
            "-",
            "2020-01-02",
            "T10:00:00",
            "Z",
            "true",
            "inf",
            "#",
            "\\n",
            "\\",
            "\\u00e5",
            "é",
            "\t",
            "\r\n",
            "\x07",
            "1.5",
            "e3",
            "a = 1\n",
            "[a]\n",
            "b.c = 2\n",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(toml_like.map(str.encode), st.binary(max_size=40)))
def test_reading_never_raises_and_every_place_lies_in_the_text(data: bytes) -> None:
    assert_all_places_lie_in(data, read(data, base=7), base=7)


@settings(max_examples=600, deadline=None)
@given(toml_like)
def test_what_tomllib_reads_is_read_alike(text: str) -> None:
    try:
        theirs = tomllib.loads(text)
    except ValueError:
        return
    reading = read(text.encode())
    assert not reading.flaws
    assert reading.value is not None
    assert same(ours(reading.value), without_dates(theirs)) or "\r" in text
