"""YAML: what Hugo makes of it, where everything stands, and what it survives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hugo_cases import KINDS, Case, cases, same, typed_params
from places import assert_all_places_lie_in
from rdmlint.model import Mapping, Scalar, Value, plain
from rdmlint.syntax.front_matter import read as read_page
from rdmlint.syntax.reading import Limits
from rdmlint.syntax.yaml import read
from stopwatch import at_most

NOT_A_QUESTION_OF_YAML = {
    "C3-0109": "params are merged by the site's index, not by the reader",
}
OTHER_LINE = {
    "C3-0115": "Hugo names the first line, having lost the place; we name the alias",
}


def line_of(data: bytes, offset: int) -> int:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


@pytest.mark.parametrize("case", cases("C2", "C3"), ids=lambda case: case.id)
def test_hugo_agrees(case: Case) -> None:
    data = b"---\n" + case.input + b"\n---\n"
    opened = read_page(data)
    if case.line is not None:
        line = line_of(data, opened.faults[0].span.start)
        assert (line == case.line) is (case.id not in OTHER_LINE)
        return
    assert not opened.faults
    assert opened.front_matter is not None
    root = opened.front_matter.root
    if case.id in NOT_A_QUESTION_OF_YAML:
        return
    ours = plain(root)
    assert isinstance(ours, dict)
    theirs = typed_params(case.output) if case.output else {}
    for name, (kind, value) in theirs.items():
        mine = root.get(name)
        assert mine is not None, f"{name} is missing in {sorted(ours)}"
        assert same(plain(mine), value)
        if kind:
            assert isinstance(mine, Scalar)
            assert mine.kind in KINDS[kind]
    assert {name.lower() for name in ours} == set(theirs)


def entries(text: str) -> dict[str, Value]:
    value = read(text.encode()).value
    assert isinstance(value, Mapping)
    return {entry.key: entry.value for entry in value.entries}


def sliced(text: str, value: Value) -> str:
    return text.encode()[value.span.start : value.span.end].decode()


def test_spans_count_bytes_from_the_base() -> None:
    value = read("é: ü # ö\nå: [ä]\n".encode(), base=100).value
    assert isinstance(value, Mapping)
    first, second = value.entries
    assert (first.key_span.start, first.key_span.end) == (100, 102)
    assert (first.value.span.start, first.value.span.end) == (104, 106)
    assert (second.key_span.start, second.value.span.end) == (112, 120)


def test_spans_cover_the_value_as_written() -> None:
    text = (
        "a: plain text   # comment\nb: 'it''s'\nc: |\n  one\n  two\n\nd:\n"
        "  - x\n  - y: 1\n\ne: {f: [1, 2]}\ng: &anchor !!str 12\nh:\n"
    )
    found = entries(text)
    assert {key: sliced(text, value) for key, value in found.items()} == {
        "a": "plain text",
        "b": "'it''s'",
        "c": "|\n  one\n  two",
        "d": "- x\n  - y: 1",
        "e": "{f: [1, 2]}",
        "g": "12",
        "h": "",
    }
    assert found["h"].span.start == text.index("h:") + 2


def test_an_alias_has_its_own_place() -> None:
    text = "a: &x {k: v}\nb: *x\n"
    found = entries(text)
    assert sliced(text, found["b"]) == "*x"
    assert plain(found["b"]) == {"k": "v"}


def test_a_byte_order_mark_is_skipped_and_counted() -> None:
    value = read(b"\xef\xbb\xbfa: 1\n").value
    assert isinstance(value, Mapping)
    assert value.entries[0].key_span.start == 3


def test_bytes_that_are_no_utf8_keep_the_places_behind_them() -> None:
    value = read(b"a: \xff\xfe\nb: c\n").value
    assert isinstance(value, Mapping)
    assert plain(value) == {"a": "\ufffd\ufffd", "b": "c"}
    assert value.entries[1].value.span.start == 9


def test_a_key_written_twice_is_a_flaw_that_names_the_line_of_the_first() -> None:
    reading = read(b"a: 1\nb: 2\na: 3\n", line=5)
    (flaw,) = reading.flaws
    assert flaw.kind == "duplicate-key"
    assert (flaw.span.start, flaw.span.end) == (10, 11)
    assert flaw.message == "Key `a` is already written on line 5"
    assert reading.value is not None
    assert plain(reading.value) == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: b: c", ":", "A value cannot hold `: `; put the whole value in quotes"),
        ("a: @b", "@b", "A value cannot begin with `@`; put it in quotes"),
        ('a: "x', '"x', "This quote is never closed"),
        ("a: [x, y", "[x", "This `[` is never closed"),
        ("a: 1\nb:2\nc: 3", "b:2", "A space is missing behind `b:`"),
        ("a: 1\n\tb: 2", "\t", "A tab cannot stand here; indent with spaces"),
        (r'a: "C:\Users"', "\\U", None),
        (r'a: "x\qy"', "\\q", None),
        ("a: - b", "- b", None),
        ("a: **b**", "**", "A value cannot begin with `*`; put it in quotes"),
        ("a: *b*", "*b", None),
        ("a: {{ x }}", "{ x", None),
        ("just text", "just", None),
    ],
)
def test_a_flaw_stands_where_it_is_mended(
    text: str, place: str, message: str | None
) -> None:
    page = read_page(f"---\n{text}\n---\n".encode())
    fault = page.faults[0]
    rest = f"{text}\n---\n"[fault.span.start - 4 :]
    assert rest.startswith(place) or (place == ":" and rest == ": c\n---\n")
    if message is not None:
        assert fault.message == message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\nb\nc: 1", {"a": "b", "c": 1}),
        ("a:\n\n# x\n[b]\nc: 1", {"a": ["b"], "c": 1}),
        ("a: }", {"a": "}"}),
        ("a: , b", {"a": ", b"}),
        ("a: {b:1, c: d:e}", {"a": {"b": 1, "c": "d:e"}}),
        ("a: {b:[1], c:}", {"a": {"b": [1], "c": None}}),
        ("a:\n  b: %c", {"a": {"b": "%c"}}),
        ("-\ta", ["a"]),
        ("a: b\tc", {"a": "bc"}),
        ("a: 1\n...\nb: [", {"a": 1}),
        ("a: \x07\x85\u2028\ufeff", {"a": "\x07\x85\u2028\ufeff"}),
        ("a: & b\nc: 1", {"a": None, "c": 1}),
        ("k: 2\n<<: {k: 1}", {"k": 1}),
        ("<<: {k: 1}\nk: 2", {"k": 2}),
    ],
)
def test_what_libyaml_refuses_or_reads_otherwise(text: str, value: object) -> None:
    reading = read(text.encode())
    assert not reading.flaws
    assert reading.value is not None
    assert plain(reading.value) == value


def test_spans_survive_the_spaces_that_were_put_in() -> None:
    text = "a: {b:[1], c:{d:2}}\ne: f\n"
    found = entries(text)
    assert sliced(text, found["a"]) == "{b:[1], c:{d:2}}"
    assert sliced(text, found["e"]) == "f"


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("a: " + "x" * 100, Limits(size=50), "longer than 50 bytes"),
        ("[" * 70 + "]" * 70, Limits(), "nests deeper than 64 levels"),
        ("- 1\n" * 30, Limits(nodes=20), "more than 20 values"),
        ("a: &a [1]\nb: [" + "*a, " * 9 + "]", Limits(aliases=5), "aliases"),
        (
            "a: &a [1,1,1,1,1,1,1,1,1]\n"
            + "".join(
                f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]\n"
                for last, name in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            Limits(),
            "aliases",
        ),
    ],
)
def test_hostile_text_is_a_flaw_and_soon(text: str, limits: Limits, what: str) -> None:
    with at_most(0.5):
        (flaw,) = read(text.encode(), limits=limits).flaws
        assert flaw.kind == "limit"
        assert what in flaw.message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 50_000,
        "a: {b:[" * 15_000,
        "a:\nb\n" * 20_000,
        "\t" * 100_000,
        "a: }\n" * 20_000,
        '"' * 100_000,
        "#" * 100_000,
        "&a " * 33_000,
        "a: & b\n" * 14_000,
        "? " * 50_000,
    ],
    ids=lambda text: text[:6],
)
def test_adversarial_text_takes_linear_time(text: str) -> None:
    with at_most(1):
        read(text.encode())


yaml_like = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "#",
            "'",
            '"',
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x",
            "|\n",
            ">",
            "%",
            "@",
            "é",
            "😀",
            "\t",
            "\r\n",
            "1",
            "yes",
            "\x07",
            "\u2028",
            "?",
            "!!str ",
            "---",
            "...",
            "<<: ",
            "\\",
            "a: ",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(yaml_like.map(str.encode), st.binary(max_size=60)))
def test_reading_never_raises_and_every_place_lies_in_the_text(data: bytes) -> None:
    assert_all_places_lie_in(data, read(data, base=7), base=7)


words = (
    st.text(
        st.characters(categories=["L", "N", "So"], include_characters=" -/_"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda w: w and w[0].isalpha() and " #" not in w)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(words, min_size=1, max_size=6, unique=True))
def test_the_place_of_a_plain_scalar_holds_its_text(texts: list[str]) -> None:
    source = "".join(f"k{n}: {text}  # é\n" for n, text in enumerate(texts))
    data = source.encode()
    value = read(data).value
    assert isinstance(value, Mapping)
    written = [
        data[e.value.span.start : e.value.span.end].decode() for e in value.entries
    ]
    assert written == texts
