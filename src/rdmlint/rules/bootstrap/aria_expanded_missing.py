"""A control does not say whether its panel is open.

Without `aria-expanded` a screen reader cannot tell that a button opens something, nor
whether it is open. Bootstrap writes the attribute at the first click only, so until
then readers have what the page says. It belongs on the control: on the panel it means
nothing.

Write `aria-expanded="false"`, or `"true"` where the panel has the class `show`.

See: <https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/>
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
    Page,
    PageRule,
    Panel,
    Related,
    RuleOptions,
    Severity,
    Span,
    Toggle,
    Violation,
    without,
)


class Options(RuleOptions, frozen=True):
    """Settings of `aria-expanded-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report controls of *page* without `aria-expanded`, and panels that have it."""
    controls = {toggle.element.index for toggle in page.toggles}
    seen: set[int] = set()
    for toggle in page.toggles:
        if (
            toggle.kind != "collapse"
            or not ctx.site.is_read(toggle)
            or ctx.site.missing_ids(page, toggle)
        ):
            continue
        panels = ctx.site.matches(page, toggle) or ()
        strays = [
            (panel, attribute)
            for panel in panels
            if panel.index not in controls and panel.index not in seen
            for attribute in panel.attributes
            if attribute.name == "aria-expanded"
        ]
        seen.update(panel.index for panel, _ in strays)
        if not toggle.element.may_have("aria-expanded"):
            yield on_control(toggle, ctx.site.panels(page, toggle))
        for panel, attribute in strays:
            yield Violation(
                attribute.span,
                "aria-expanded belongs on the control, not on the panel",
                fix=Fix("Take it away", (without(panel, attribute),)),
                related=(Related(toggle.element.span, "the control"),),
            )


def on_control(toggle: Toggle, panels: tuple[Panel, ...]) -> Violation:
    """Return what is said of a control, with the value its panels call for."""
    element = toggle.element
    expanded = element.attribute("aria-expanded")
    states = {panel.element.has_class("show") for panel in panels}
    message = "Control does not say whether its panel is open"
    if len(states) != 1 or toggle.target is None:
        return Violation(element.name_span, f"{message}; write aria-expanded")
    written = f'aria-expanded="{"true" if states.pop() else "false"}"'
    end = toggle.target.span.end
    edit = (
        Edit(expanded.span, written)
        if expanded
        else Edit(Span(end, end), f" {written}")
    )
    return Violation(
        expanded.span if expanded else element.name_span,
        f"{message}; write {written}",
        fix=Fix(f"Write {written}", (edit,)),
    )


EXAMPLES = (
    Bad(
        '<«button» data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n',
        message="Control does not say whether its panel is open; "
        'write aria-expanded="false"',
        fixed='<button data-bs-toggle="collapse" data-bs-target="#find" '
        'aria-expanded="false">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n',
    ),
    Bad(
        '<a data-bs-toggle="collapse" href="#find" «aria-expanded»>Go</a>\n'
        '<div class="collapse show" id="find">…</div>\n',
        fixed='<a data-bs-toggle="collapse" href="#find" aria-expanded="true">Go</a>\n'
        '<div class="collapse show" id="find">…</div>\n',
    ),
    Bad(
        '<a data-bs-toggle="collapse" href="#find" aria-expanded="false">Go</a>\n'
        '<div class="collapse" «aria-expanded="false"» id="find">…</div>\n',
        message="aria-expanded belongs on the control, not on the panel",
        fixed='<a data-bs-toggle="collapse" href="#find" aria-expanded="false">Go</a>\n'
        '<div class="collapse" id="find">…</div>\n',
    ),
    Bad(
        '<«a» data-bs-toggle="collapse" href="#find">Go</a>\n'
        '<div class="collapse" id="find" «aria-expanded="false"»>…</div>\n',
        fixed='<a data-bs-toggle="collapse" href="#find" aria-expanded="false">Go</a>\n'
        '<div class="collapse" id="find">…</div>\n',
    ),
    Bad(
        '<«a» data-bs-toggle="collapse" href=".all">Go</a>\n'
        '<div class="collapse all">…</div>\n<div class="collapse all show">…</div>\n',
        message="Control does not say whether its panel is open; write aria-expanded",
        note="one panel is open, one is not: the author must say what counts",
    ),
    Good(
        '<a data-bs-toggle="collapse" href="#find" aria-expanded="false">Go</a>\n'
        '<div class="collapse" id="find">…</div>\n'
    ),
    Good(
        '<a data-bs-toggle="collapse" href="#gone">Go</a>\n',
        note="the control is dead: `toggle-target-missing` says so",
    ),
    Good('<button data-bs-toggle="modal" data-bs-target="#x">Go</button>\n'),
)

RULE = PageRule(
    code="BS006",
    name="aria-expanded-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
