"""A tab shows a panel that is not on the page.

Bootstrap marks the tab as the active one and shows nothing for it, so readers see an
empty place, or the panel of another tab.

Write the id of the panel, the element of class `tab-pane`, into the tab.

See: <https://getbootstrap.com/docs/5.3/components/navs-tabs/#javascript-behavior>
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

KINDS = ("tab", "pill", "list")


class Options(RuleOptions, frozen=True):
    """Settings of `tab-target-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it shows a panel that is nowhere on its page."""
    if toggle.kind in KINDS:
        yield from target_missing(toggle, ctx, "panel", "this tab shows")


EXAMPLES = (
    Bad(
        '<button type="button" role="tab" data-bs-toggle="tab" '
        'data-bs-target="«#plans»">Plan</button>\n'
        '<div class="tab-pane active" id="plan" role="tabpanel">…</div>\n',
        message="No panel on this page has the id `plans` that this tab shows; "
        "the nearest is `plan`",
    ),
    Bad('<a role="tab" data-toggle="pill" href="«#plan»">Plan</a>\n'),
    Good(
        '<a role="tab" data-bs-toggle="list" href="#plan">Plan</a>\n'
        '<div class="tab-pane active" id="plan" role="tabpanel">…</div>\n'
    ),
)

RULE = PageRule(
    code="BS025",
    name="tab-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
