"""Tags that lack a quote or their `>` are read as they were meant."""

from __future__ import annotations

import pytest

from rdmlint.model import Fault
from rdmlint.syntax.html import HtmlFacts, read
from rdmlint.text import Span
from stopwatch import at_most


def meant(source: str, computed: tuple[Span, ...] = ()) -> HtmlFacts:
    return read(source.encode(), computed=computed, as_meant=True)


def told(source: str, computed: tuple[Span, ...] = ()) -> list[str]:
    return [fault.message for fault in meant(source, computed).faults]


def values(source: str) -> list[dict[str, str | None]]:
    """Return name and value of the attributes of each element."""
    return [
        {one.name: one.value for one in element.attributes}
        for element in meant(source).elements
    ]


def mended(source: str) -> str:
    """Return *source* with what the first fault offers."""
    (fault, *_) = meant(source).faults
    assert fault.fix is not None
    (edit,) = fault.fix.edits
    return source[: edit.span.start] + edit.new + source[edit.span.end :]


def test_browsers_read_on_where_a_quote_is_missing() -> None:
    source = '<p class="a>One</p><p class="b">Two</p>'
    assert len(read(source.encode()).elements) == 1
    assert read(source.encode()).faults == ()


@pytest.mark.parametrize(
    ("whole", "at"),
    [
        ('<p class="a">One</p><p class="b" id="c">Two</p>', at)
        for at, character in enumerate('<p class="a">One</p><p class="b" id="c">')
        if character in '">'
    ],
)
def test_whatever_quote_or_bracket_is_missing_the_elements_are_the_same(
    whole: str, at: int
) -> None:
    broken = whole[:at] + whole[at + 1 :]
    assert values(broken) == values(whole), broken
    assert len(told(broken)) == 1
    if broken[at] not in "OT":  # Where the text begins cannot be told.
        assert mended(broken) == whole


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a">One</p',
        "<ul><li>One</li</ul>",
        "<div<p>One</p></div>",
        "<b<i>One</i></b>",
        '<p class="a>One</p>',
        '<p class="a" id="b>One</p>',
        "<p class='a>One</p>",
        "<p class=a'>One</p>",
        '<p class="a"',
        '<p class="a" id=b',
        '<p hidden class=a b" id="c">One</p>',
        '<p hidden class=a" id="c">One</p>',
        '<p "a">One</p>',
        '<p class="a" b">One</p>',
        '<p class"a">One</p>',
        '<p class="a" One</p>',
        "<p title='it's'>One</p>",
        '<br class="a" x"/>',
        '<p class="=" a">One</p>',
        '<p class="a=" b>One</p><p class=c d">Two</p>',
    ],
)
def test_one_slip_is_told_once(source: str) -> None:
    assert len(told(source)) == 1, told(source)


def test_what_a_tag_swallowed_is_there() -> None:
    source = '<div class="a>\n<p id="b">One</p>\n</div>\n<p class="c">Two</p>'
    assert [element.name for element in meant(source).elements] == ["div", "p", "p"]
    assert values(source) == [{"class": "a"}, {"id": "b"}, {"class": "c"}]
    assert meant(source).stray_ends == ()


def test_malformed_elements_know_that_they_are() -> None:
    first, second = meant('<p class=a">One</p><p class="b">Two</p>').elements
    assert (first.is_malformed, second.is_malformed) == (True, False)


def test_an_end_tag_that_does_not_end_ends_its_element() -> None:
    facts = meant('<div>\n<p>One</p\n<p class="b">Two</p></div')
    assert [element.end is None for element in facts.elements] == [False] * 3
    assert [told.message for told in facts.faults] == [
        "</p> does not end: its `>` is missing",
        "</div> does not end: its `>` is missing",
    ]


def test_text_that_a_name_took_in_is_text() -> None:
    facts = meant("<ul><liOne <b>two</b></li><li>See <a>x</a.</li></ul>")
    assert [element.name for element in facts.elements] == ["ul", "li", "b", "li", "a"]
    assert facts.stray_ends == ()
    assert [(told.message, told.fix) for told in facts.faults] == [
        ("<li> does not end: its `>` is missing", None),
        ("</a> does not end: its `>` is missing", None),
    ]


def test_text_behind_a_tag_that_does_not_end_offers_no_place_for_it() -> None:
    (fault,) = meant('<p class="a" One two</p>').faults
    assert fault.fix is None


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a" id=b data-c=\'{"d": "e"}\' hidden>One</p>',
        "<p title='a=' class=\"x=\">One</p>",
        "<a href=/x?a=b&c=d>One</a>",
        "<p title=it's>One</p>",
        '<br/><img src="/a.png" / alt="">',
        '<p class="">One</p>',
        "<b>Map<string<int>></b>",
        "<my-box>One</my-box>",
    ],
)
def test_what_is_well_formed_has_no_fault(source: str) -> None:
    assert told(source) == []
    assert meant(source) == read(source.encode())


@pytest.mark.parametrize(
    "source",
    [
        '<p class="XXX a" XXX b">One</p>',
        '<p class="XXX>One</p>',
        '<p id=b XXX"c">One</p>',
        "<p XXX<b>One</p>",
        '<p XXX class="a"',
        '<p class=XXX b" id="c">One</p>',
    ],
)
def test_nothing_is_told_where_code_may_make_the_rest(source: str) -> None:
    at = source.index("XXX")
    computed = (Span(at, at + 3),)
    assert told(source, computed) == []
    assert meant(source, computed) == read(source.encode(), computed=computed)


def test_a_value_that_took_in_the_next_tag_did_so_whatever_is_computed() -> None:
    source = '<a href="XXX>One</a> <img src="a.png">'
    assert told(source, (Span(9, 12),)) == [
        "The value of href does not end: a quote is missing"
    ]


def test_a_value_with_a_quote_inside_offers_no_fix() -> None:
    faults = [
        *meant('<a href=mailto:"a@b">One</a>').faults,
        *meant('<a class=a"b c" id="d">One</a>').faults,
    ]
    assert [fault.fix for fault in faults] == [None, None]
    assert all(isinstance(fault, Fault) for fault in faults)


@pytest.mark.parametrize(
    "part",
    [
        '<a b="',
        "<a b='>",
        "<a ",
        '<a b="x><c d="',
        "<a b=\"<c d='>",
        '<a b" ',
        '<a b=c d" ',
        "<a x<",
        "</a ",
        '<a b="c d="e ',
        "<a '",
        'a="x y=',
        "<p",
        "</b",
        "<b<",
    ],
)
def test_hostile_tags_are_read_in_linear_time(part: str) -> None:
    with at_most(1.0):
        meant(part * (20_000 // len(part)))
        meant("<a " + part * (20_000 // len(part)) + ">")
