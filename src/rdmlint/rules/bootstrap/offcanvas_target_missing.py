"""A control opens a side panel that is not on the page.

Bootstrap stops with an error when it is clicked: nothing slides in, and what the panel
was to show is out of reach.

Write the id of the panel, the element of class `offcanvas`, into the control.

See: <https://getbootstrap.com/docs/5.3/components/offcanvas/>
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
    """Settings of `offcanvas-target-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it opens a side panel that is nowhere on its page."""
    if toggle.kind == "offcanvas":
        yield from target_missing(toggle, ctx, "side panel", "this control opens")


EXAMPLES = (
    Bad(
        '<button type="button" data-bs-toggle="offcanvas" data-bs-target="«#sides»">'
        'Menu</button>\n<div class="offcanvas" id="side" tabindex="-1">…</div>\n',
        message="No side panel on this page has the id `sides` that this control "
        "opens; the nearest is `side`",
    ),
    Good(
        '<button type="button" data-bs-toggle="offcanvas" data-bs-target="#side">'
        'Menu</button>\n<div class="offcanvas" id="side" tabindex="-1">…</div>\n'
    ),
    Good('<button data-bs-toggle="offcanvas" data-bs-target=".side">Menu</button>\n'),
)

RULE = PageRule(
    code="BS024",
    name="offcanvas-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
