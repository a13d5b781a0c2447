"""An accordion is named on the control, where Bootstrap does not look for it.

`data-bs-parent` belongs on the panel. From version 5.1 on Bootstrap reads it there
only; before, a control that has it closes those panels that have it themselves. With
the attribute on controls alone each panel opens and closes for itself.

Move the attribute to the panel. The fix does, but is not applied without asking: then
the panels do close each other. It is an error where the version is known to be 5.1 or
newer, else a warning.

See: <https://getbootstrap.com/docs/5.3/components/collapse/#options>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Toggle,
    Violation,
    without,
)


class Options(RuleOptions, frozen=True):
    """Settings of `parent-on-trigger`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it names an accordion and its panels do not."""
    name = "data-bs-parent" if toggle.major == 5 else "data-parent"
    parent = toggle.element.attribute(name)
    if (
        parent is None
        or toggle.kind != "collapse"
        or not parent.value
        or not ctx.site.is_read(toggle)
    ):
        return
    panels = ctx.site.panels(ctx.page, toggle)
    if not panels or any(panel.element.may_have(name) for panel in panels):
        return
    version = ctx.site.bootstrap
    is_blind = version is not None and version >= (5, 1, 0)
    # Before 5.1 it closes those panels that carry the attribute themselves.
    if not is_blind and any(
        component.kind == "collapse" and component.element.may_have(name)
        for component in ctx.page.components
    ):
        return
    yield Violation(
        parent.span,
        f"{name} belongs on the panel; on the control alone it closes no other panel",
        fix=moved(toggle, parent, ctx),
        severity=None if is_blind else Severity.WARNING,
    )


def moved(toggle: Toggle, parent: Attribute, ctx: Context[Options]) -> Fix | None:
    """Return the fix that moves *parent* to the panels of *toggle*."""
    panels = ctx.site.panels(ctx.page, toggle)
    if parent.is_computed or any(panel.path != ctx.page.path for panel in panels):
        return None
    if set('"<>&') & set(parent.value or ""):
        return None
    edits = [without(toggle.element, parent)]
    for panel in panels:
        last = panel.element.attributes[-1].span.end
        edits.append(Edit(Span(last, last), f' {parent.name}="{parent.value}"'))
    ordered = tuple(sorted(edits, key=lambda edit: edit.span))
    return Fix("Move it to the panel", ordered, Safety.UNSAFE)


def site(version: str, content: str) -> dict[str, str | bytes]:
    """Return the files of a site that loads a version of Bootstrap."""
    address = f"https://cdn.jsdelivr.net/npm/bootstrap@{version}/dist/js/bootstrap.js"
    return {
        "content/page.md": content,
        "layouts/_default/baseof.html": f'<script src="{address}"></script>',
    }


def accordion(control: str, panel: str) -> str:
    """Return an accordion with one control and its panel."""
    return (
        '<div class="accordion" id="steps">\n<button type="button" '
        f'data-bs-toggle="collapse" data-bs-target="#one"{control}>One</button>\n'
        f'<div class="collapse" id="one"{panel}>…</div>\n</div>\n'
    )


PARENT = ' data-bs-parent="#steps"'

EXAMPLES = (
    Bad(
        files=site("5.3.2", accordion(' «data-bs-parent="#steps"»', "")),
        message="data-bs-parent belongs on the panel; on the control alone it closes "
        "no other panel",
        fixed=accordion("", PARENT),
    ),
    Good(files=site("5.3.2", accordion("", PARENT))),
    Bad(
        accordion(' «data-bs-parent="#steps"»', ""),
        fixed=accordion("", PARENT),
        severity=Severity.WARNING,
        note="it closes nothing in any version, where no panel has the attribute",
    ),
    Good(
        files=site(
            "5.0.1",
            accordion(PARENT, "") + f'<p class="collapse" id="two"{PARENT}>…</p>\n',
        ),
        note="5.0 closes the other panel, which has the attribute",
    ),
)

RULE = PageRule(
    code="BS019",
    name="parent-on-trigger",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
