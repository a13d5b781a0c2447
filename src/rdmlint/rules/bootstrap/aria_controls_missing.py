"""A control does not say which panel it opens.

`aria-controls` lets a screen reader jump from the control to its panel, which may stand
far away on the page. Bootstrap's own examples have it on every control that opens a
single panel; it adds nothing itself.

Write `aria-controls` with the id of the panel. Controls that open several panels, or
select by class, may go without.

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
    RuleOptions,
    Severity,
    Span,
    Toggle,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `aria-controls-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it opens one panel and does not name it."""
    target = toggle.target
    if (
        toggle.kind != "collapse"
        or target is None
        or toggle.ids is None
        or len(toggle.ids) != 1
        or not ctx.site.is_read(toggle)
        or ctx.site.missing_ids(ctx.page, toggle)
    ):
        return
    element = toggle.element
    controls = element.attribute("aria-controls")
    if element.may_have("aria-controls"):
        return
    name = toggle.ids[0]
    written = f'aria-controls="{name}"'
    edit = (
        Edit(controls.span, written)
        if controls
        else Edit(Span(target.span.end, target.span.end), f" {written}")
    )
    yield Violation(
        controls.span if controls else element.name_span,
        f"Control does not say that it opens `{name}`; write {written}",
        fix=None if set(name) & set("\"'<>&") else Fix(f"Write {written}", (edit,)),
    )


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<«button» data-bs-toggle="collapse" data-bs-target="#find" '
        f'aria-expanded="false">Go</button>\n{PANEL}',
        message='Control does not say that it opens `find`; write aria-controls="find"',
        fixed='<button data-bs-toggle="collapse" data-bs-target="#find" '
        f'aria-controls="find" aria-expanded="false">Go</button>\n{PANEL}',
    ),
    Bad(
        f'<a data-bs-toggle="collapse" href="#find" «aria-controls=""»>Go</a>\n{PANEL}',
        fixed='<a data-bs-toggle="collapse" href="#find" aria-controls="find">Go</a>\n'
        f"{PANEL}",
    ),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target="#find" aria-controls="find">'
        f"Go</button>\n{PANEL}"
    ),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target=".all">All</button>\n'
        '<div class="collapse all" id="find">…</div>\n'
    ),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target="#gone">Go</button>\n',
        note="there is no panel to name",
    ),
    Good('<button data-bs-toggle="modal" data-bs-target="#find">Go</button>\n'),
)

RULE = PageRule(
    code="BS005",
    name="aria-controls-missing",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
