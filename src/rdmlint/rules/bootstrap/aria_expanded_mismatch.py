"""`aria-expanded` says the opposite of what the page shows.

A panel is open when it has the class `show`, and closed without it. Bootstrap corrects
`aria-expanded` at the first click; until then a screen reader announces a closed panel
as open, or the reverse.

Write `aria-expanded="true"` on the control of a panel with `show`, and `"false"` on all
others.

See: <https://getbootstrap.com/docs/5.3/components/collapse/#accessibility>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Toggle,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `aria-expanded-mismatch`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where `aria-expanded` contradicts its panels."""
    expanded = toggle.element.attribute("aria-expanded")
    if (
        toggle.kind != "collapse"
        or expanded is None
        or expanded.is_computed
        or not expanded.value
        or expanded.value_span is None
        or not ctx.site.is_read(toggle)
    ):
        return
    is_open = ctx.site.is_shown(ctx.page, toggle)
    if is_open is None:
        return
    wanted = "true" if is_open else "false"
    said = expanded.value.strip().lower()
    if said == wanted:
        return
    state = (
        f"but the panel is {'open' if is_open else 'closed'}"
        if said in ("true", "false")
        else "neither `true` nor `false`"
    )
    yield Violation(
        expanded.value_span,
        f"aria-expanded is `{expanded.value}`, {state}; write `{wanted}`",
        fix=Fix(f"Write `{wanted}`", (Edit(expanded.value_span, wanted),)),
        related=tuple(
            Related(panel.element.span, "the panel", panel.path)
            for panel in ctx.site.panels(ctx.page, toggle)[:1]
        ),
    )


def control(expanded: str, classes: str) -> str:
    """Return a page with a control and its panel."""
    return (
        f'<a data-bs-toggle="collapse" href="#find" aria-expanded="{expanded}">Go</a>\n'
        f'<div id="find" class="{classes}">…</div>\n'
    )


EXAMPLES = (
    Bad(
        control("«true»", "collapse"),
        message="aria-expanded is `true`, but the panel is closed; write `false`",
        fixed=control("false", "collapse"),
    ),
    Bad(
        control("«false»", "collapse show"),
        message="aria-expanded is `false`, but the panel is open; write `true`",
        fixed=control("true", "collapse show"),
    ),
    Bad(
        control("«no»", "collapse"),
        message="aria-expanded is `no`, neither `true` nor `false`; write `false`",
        fixed=control("false", "collapse"),
    ),
    Good(control("false", "collapse")),
    Good(control("False", "collapse"), note="letter case does not count"),
    Good(control("true", "collapse show")),
    Good(control("false", "box"), note="not even a panel: `collapse-class-missing`"),
    Good(
        '<a data-bs-toggle="collapse" href=".all" aria-expanded="false">All</a>\n'
        '<div class="collapse all">…</div>\n<div class="collapse show all">…</div>\n',
        note="one is open, one is closed: either value is half right",
    ),
    Good(
        '<a data-bs-toggle="collapse" href="#find" aria-expanded="true">Go</a>\n'
        '<div id="find" class="collapse {{< ref "/" >}}">…</div>\n'
    ),
)

RULE = PageRule(
    code="BS007",
    name="aria-expanded-mismatch",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
