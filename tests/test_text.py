"""Places in source text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rdmlint.text import Position, SourceText, Span


def test_columns_count_code_points_not_bytes() -> None:
    assert SourceText("å𝒳b".encode()).position(6) == Position(1, 3)


def test_the_end_of_the_file_has_a_position() -> None:
    assert SourceText(b"a\n").position(2) == Position(2, 1)


def test_a_byte_order_mark_takes_no_column() -> None:
    text = SourceText(b"\xef\xbb\xbfab\n")
    assert [text.position(at).column for at in (0, 3, 4)] == [1, 1, 2]
    assert text.line(1) == "ab"


def test_each_byte_that_is_no_utf_8_takes_a_column() -> None:
    assert SourceText(b"\xff\xfeab").position(3) == Position(1, 4)


def test_a_line_goes_without_its_ending() -> None:
    text = SourceText(b"a\r\nb")
    assert (text.line(1), text.line(2)) == ("a", "b")


def test_a_slice_is_the_text_of_a_span() -> None:
    assert SourceText("aåb".encode()).slice(Span(1, 3)) == "å"


def test_an_excerpt_of_a_short_line_is_the_line() -> None:
    assert SourceText(b"one\r\ntwo\r\n").excerpt(6, around=9) == ("two", 1)


def test_an_excerpt_of_a_long_line_is_the_part_around_the_place() -> None:
    text = SourceText(b"one\n" + b"a" * 50 + b"X" + b"b" * 50)
    assert text.excerpt(54, around=3) == ("aaaXbb", 48)


def test_an_excerpt_never_cuts_a_character_in_two() -> None:
    text = SourceText(("å" * 40 + "X" + "å" * 40).encode())
    assert text.excerpt(80, around=5) == ("åååXåå", 38)


def test_an_excerpt_shows_a_replacement_for_each_byte_that_is_no_utf_8() -> None:
    assert SourceText(b"a\xff\xfeb").excerpt(3, around=9) == ("a\ufffd\ufffdb", 1)


@given(st.text(), st.lists(st.integers(0, 200), max_size=8))
def test_a_position_is_the_same_whatever_was_asked_before(
    source: str, asked: list[int]
) -> None:
    data = source.encode("utf-8", "surrogatepass")
    boundaries = [
        len(source[:n].encode("utf-8", "surrogatepass")) for n in range(len(source) + 1)
    ]
    text = SourceText(data)
    for number in asked:
        offset = boundaries[number % len(boundaries)]
        assert text.position(offset) == SourceText(data).position(offset)


def test_many_places_on_a_line_of_megabytes_take_little_time() -> None:
    text = SourceText(b"a" * 4_000_000)
    places = [text.position(at) for at in range(0, 4_000_000, 400)]
    assert places[-1] == Position(1, 4_000_000 - 399)
    assert text.excerpt(3_999_600, around=2)[1] == 4_000_000 - 401
