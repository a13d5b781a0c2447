"""A control steps through a carousel that is not on the page.

Bootstrap looks for the carousel when the control is clicked, finds none and does
nothing. Most often a carousel was copied, and the names in its controls were not
changed with its id.

Write the id of the carousel into the control.

See: <https://getbootstrap.com/docs/5.3/components/carousel/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Toggle,
    Violation,
    target_missing,
)


class Options(RuleOptions, frozen=True):
    """Settings of `carousel-target-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it names a carousel that is nowhere on its page."""
    if toggle.kind == "carousel":
        yield from target_missing(toggle, ctx, "carousel", "this control names")


EXAMPLES = (
    Bad(
        '<div id="views" class="carousel slide">…\n'
        '<button type="button" data-bs-target="«#view»" data-bs-slide="next">Next'
        "</button></div>\n",
        message="No carousel on this page has the id `view` that this control names; "
        "the nearest is `views`",
    ),
    Bad('<a href="«#views»" role="button" data-slide="prev">Back</a>\n'),
    Good(
        '<div id="views" class="carousel slide">…\n'
        '<button type="button" data-bs-target="#views" data-bs-slide-to="0">1'
        "</button></div>\n"
    ),
    Good('<button type="button" data-bs-slide="next">Next</button>\n'),
)

RULE = PageRule(
    code="BS028",
    name="carousel-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
