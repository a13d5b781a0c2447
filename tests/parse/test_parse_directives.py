"""Ignore comments: where they are found, and which lines and rules they stand for."""

from __future__ import annotations

import pytest

from rdmlint.hugo.config import Markup
from rdmlint.model import Directive
from rdmlint.parse.page import parse_page
from stopwatch import at_most


def directives(text: str, extension: str = "md") -> tuple[Directive, ...]:
    return parse_page("content/a.md", text.encode(), extension, Markup()).directives


def only(text: str, extension: str = "md") -> Directive:
    [directive] = directives(text, extension)
    return directive


def words(directive: Directive) -> list[str]:
    return [word for word, _ in directive.words]


def test_a_comment_stands_for_its_own_line() -> None:
    text = "a\n\nb <!-- rdmlint-ignore LK001, broken-anchor -- it is known -->\n"
    directive = only(text)
    assert (directive.kind, directive.first, directive.last) == ("line", 3, 3)
    assert words(directive) == ["LK001", "broken-anchor"]
    assert directive.reason == "it is known"
    span = directive.span
    assert text[span.start : span.end].startswith("<!-- rdmlint-ignore")
    assert text[span.start : span.end].endswith("-->")
    word, place = directive.words[1]
    assert text[place.start : place.end] == word


def test_a_comment_of_several_lines_stands_for_all_of_them() -> None:
    directive = only("<!-- rdmlint-ignore\nLK001\n-->\n")
    assert (directive.first, directive.last) == (1, 3)


def test_without_words_it_stands_for_every_rule_and_without_reason_for_none() -> None:
    directive = only("a <!-- rdmlint-ignore -->\n")
    assert (directive.words, directive.reason) == ((), None)


def test_a_comment_can_stand_for_the_next_line_or_the_file() -> None:
    below = only("<!-- rdmlint-ignore-next-line LK001 -->\na\nb")
    whole = only("a\n<!-- rdmlint-ignore-file LK001 -->\nb\nc")
    assert (below.kind, below.first, below.last) == ("next-line", 2, 2)
    assert (whole.kind, whole.first, whole.last) == ("file", 1, 4)


def test_a_region_goes_from_start_to_end() -> None:
    directive = only(
        "a\n\n<!-- rdmlint-ignore-start A -->\n\nb\n\n<!-- rdmlint-ignore-end -->\nc\n"
    )
    assert (directive.kind, directive.first, directive.last) == ("region", 3, 7)


def test_a_region_that_is_not_ended_goes_to_the_end_of_the_file() -> None:
    directive = only("a\n\n<!-- rdmlint-ignore-start -->\n\nb\n")
    assert (directive.first, directive.last) == (3, 5)


def test_an_end_with_words_ends_the_region_with_the_same_words() -> None:
    outer, inner = directives(
        "<!-- rdmlint-ignore-start A -->\n\n<!-- rdmlint-ignore-start B -->\n\n"
        "<!-- rdmlint-ignore-end A -->\n\nx\n"
    )
    assert (words(outer), outer.last) == (["A"], 5)
    assert (words(inner), inner.last) == (["B"], 7)


def test_an_end_without_a_start_is_at_fault() -> None:
    directive = only("a\n\n<!-- rdmlint-ignore-end -->\n")
    assert directive.fault == "Ignore comment ends a region that is not open"


def test_a_command_there_is_not_is_at_fault() -> None:
    directive = only("<!-- rdmlint-disable LK001 -->\n")
    assert directive.fault
    assert directive.fault.startswith("Ignore comment begins with `rdmlint-disable`")


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("a {{/* rdmlint-ignore A */}}\n", "md"),
        ("a <b>c</b> <!-- rdmlint-ignore A -->\n", "md"),
        ("<div>\n<!-- rdmlint-ignore A -->\n</div>\n", "md"),
        ("- x\n  <!-- rdmlint-ignore A -->\n", "md"),
        ("<p>a</p> <!-- rdmlint-ignore A -->\n", "html"),
        (".. <!-- rdmlint-ignore A -->\n", "rst"),
        ("---\ntitle: a # rdmlint-ignore A\n---\n", "md"),
        ("---\n# rdmlint-ignore A\ntitle: a\n---\n", "md"),
        ("+++\n# rdmlint-ignore A\ntitle = 'a'\n+++\n", "md"),
        ("---\ntags:\n  - a # rdmlint-ignore A -- b\n---\n", "html"),
    ],
)
def test_comments_of_every_syntax_count(text: str, extension: str) -> None:
    assert words(only(text, extension)) == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- rdmlint-ignore A -->`\n",
        "```\n<!-- rdmlint-ignore A -->\n```\n",
        "    <!-- rdmlint-ignore A -->\n",
        "```\n{{/* rdmlint-ignore A */}}\n```\n",
        "---\ntitle: 'a # rdmlint-ignore A'\n---\n",
        "---\ntitle: |\n  # rdmlint-ignore A\n---\n",
        "---\n---\n# rdmlint-ignore A\n",
        "<!-- see rdmlint-ignore A -->\n",
        "<!-- rdmlint-ignore A",
    ],
)
def test_what_is_code_or_text_is_no_comment(text: str) -> None:
    assert directives(text) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<!-- rdmlint-ignore A -->\n",
        "{{/*",
        "<!-- rdmlint-ignore-start A -->\n\n",
        "{{/* rdmlint-ignore a */}} ",
    ],
)
def test_hostile_comments_take_linear_time(unit: str) -> None:
    text = "rdmlint-\n\n" + unit * (100_000 // len(unit))
    with at_most(2):
        directives(text)
