"""Pages with more in them than can be judged in time are named, and not read."""

from __future__ import annotations

import pytest

from rdmlint.hugo.config import Markup
from rdmlint.model import FaultKind
from rdmlint.parse import budget
from rdmlint.parse.built import parse_built
from rdmlint.parse.page import parse_page
from stopwatch import at_most

SIZE = 5 << 20
"""Bytes of the largest page."""


@pytest.mark.parametrize(
    ("unit", "what"),
    [
        ("[a](/b) ", "links"),
        ("[a][b]\n\n", "links"),
        ("<p>", "tags"),
        ("{{< x >}}", "shortcodes"),
        ("# a\n", "headings"),
        ("a\n=\n", "headings"),
        ("a@b.se ", "addresses"),
    ],
)
def test_a_page_of_nothing_else_is_named_at_once(unit: str, what: str) -> None:
    data = unit.encode() * (SIZE // len(unit))
    with at_most(0.5):
        page = parse_page("content/a.md", data, "md", Markup(unsafe=True))
    (fault,) = page.faults
    assert fault.kind is FaultKind.UNREADABLE
    assert f" {what}, too many to be a page" in fault.message


def test_built_pages_have_the_same_limits() -> None:
    page = parse_built("public/index.html", b"<p>" * 200_001)
    assert page.faults == (budget.excess(b"<p>" * 200_001),)
    assert page.elements == ()


def test_as_many_as_are_allowed_are_read() -> None:
    for mark, most, _ in budget.MARKS:
        assert budget.excess(mark * most) is None
    assert budget.excess(b"x" * SIZE) is None


def test_a_page_full_of_shortcodes_and_text_takes_linear_time() -> None:
    data = b"a\n\n" + b'{{< figure src="/a.png" >}}\n' * 20_000
    with at_most(8):
        assert (
            len(parse_page("content/a.md", data, "md", Markup()).shortcodes) == 20_000
        )
