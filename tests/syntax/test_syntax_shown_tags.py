"""Tags that Markdown takes for text."""

from __future__ import annotations

import pytest

from rdmlint.hugo.config import Markup
from rdmlint.model import Page
from rdmlint.parse.page import parse_page
from stopwatch import at_most


def page(text: str, *, unsafe: bool = True) -> Page:
    return parse_page("a.md", text.encode(), "md", Markup(unsafe=unsafe))


def shown(text: str) -> list[str]:
    data = text.encode()
    return [data[f.span.start : f.span.end].decode() for f in page(text).faults]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ('One <a href="x>two</a> three', "<a"),
        ("One <a href='x>two</a> three", "<a"),
        ('One <a href="/x/"target="_blank">two</a>', "<a"),
        ('One\n<img src="/x.png alt="X">', "<img"),
        ("One<br<br>two", "<br"),
        ("One<br\ntwo", "<br"),
        ("One <hr", "<hr"),
        ('* One <A HREF="x>two', "<A"),
    ],
)
def test_a_tag_that_readers_see_is_told_where_it_begins(text: str, tag: str) -> None:
    assert shown(text) == [tag]
    assert [tag.name for tag in page(text).stray_ends] == []


@pytest.mark.parametrize(
    "text",
    [
        "0<p<1 and a <b and c, x<y<z",
        '\\<a href="x> &lt;a href="x>',
        '`<a href="x>`',
        '    <a href="x>',
        "<my-tag a='b",
        '<a href="x">two</a><br><br>',
    ],
)
def test_what_is_meant_to_be_seen_is_left_alone(text: str) -> None:
    assert shown(text) == []


def test_end_tags_of_other_paragraphs_are_still_astray() -> None:
    text = 'One <a href="x>two\n\nthree</a> four</i>'
    assert [tag.name for tag in page(text).stray_ends] == ["a", "i"]


def test_it_is_shown_whether_raw_html_passes_or_not() -> None:
    assert len(page('One <a href="x>two', unsafe=False).faults) == 1


@pytest.mark.parametrize("part", ['<a href="x ', "<br", "<", "</a<br>", '<a b="</a>'])
def test_hostile_text_is_read_in_linear_time(part: str) -> None:
    with at_most(5.0):
        page("x " + part * (50_000 // len(part)))
