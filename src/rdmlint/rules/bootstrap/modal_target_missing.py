"""A control opens a dialog that is not on the page.

Bootstrap 5 stops with an error when it is clicked, version 4 does nothing; either way
the dialog never comes. Most often an id was renamed, or the dialog was taken away and
its control was not.

Write the id of the dialog, the element of class `modal`, into the control.

See: <https://getbootstrap.com/docs/5.3/components/modal/>
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
    """Settings of `modal-target-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it opens a dialog that is nowhere on its page."""
    if toggle.kind == "modal":
        yield from target_missing(toggle, ctx, "dialog", "this control opens")


EXAMPLES = (
    Bad(
        '<button type="button" data-bs-toggle="modal" data-bs-target="«#askk»">Ask'
        '</button>\n<div class="modal" id="ask" tabindex="-1">…</div>\n',
        message="No dialog on this page has the id `askk` that this control opens; "
        "the nearest is `ask`",
    ),
    Bad('<a data-toggle="modal" href="«#ask»" role="button">Ask</a>\n'),
    Good(
        '<button type="button" data-bs-toggle="modal" data-bs-target="#ask">Ask'
        '</button>\n<div class="modal" id="ask" tabindex="-1">…</div>\n'
    ),
    Good(
        files={
            "content/page.md": '<button type="button" data-bs-toggle="modal" '
            'data-bs-target="#ask">Ask</button>\n',
            "layouts/partials/ask.html": '<div class="modal" id="ask"></div>',
        },
        note="a partial has the dialog",
    ),
    Good('<button data-bs-toggle="collapse" data-bs-target="#gone">Go</button>\n'),
)

RULE = PageRule(
    code="BS022",
    name="modal-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
