"""Hidden characters made visible, and how wide text is on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdmlint.report.visible import cells, shortened, visible
from stopwatch import at_most


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Data, Öl & 日本", "Data, Öl & 日本"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("a\u200bb\ufeffc", r"a\u200bb\ufeffc"),
        ("a\u2028b\x85c", r"a\u2028b\x85c"),
        ("a\U000e0041b", r"a\U000e0041b"),
        ("a\udcffb", r"a\xffb"),
        ("a\ud800b", r"a\ud800b"),
        ("a\xa0b", "a\xa0b"),
        ("##[error]x", r"##\[error]x"),
        ("x ##vso[task.x]", r"x ##vso\[task.x]"),
        ("## [x](y)", "## [x](y)"),
    ],
)
def test_what_is_hidden_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("Öl", 2),
        ("日本", 4),
        ("e\u0301", 1),
        ("🧪", 2),
        ("\u1100\u1161", 2),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_text_is_cut_where_it_is_too_long() -> None:
    assert shortened("abcd", 4) == "abcd"
    assert shortened("abcde", 4) == "abc…"


@pytest.mark.parametrize("text", ["#" * 100_000, "##a" * 50_000, "##" + "a" * 100_000])
def test_text_made_to_take_long_takes_little_time(text: str) -> None:
    with at_most(0.05):
        visible(text)
