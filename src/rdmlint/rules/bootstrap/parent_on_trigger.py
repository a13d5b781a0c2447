"""An accordion is named on the control, where Bootstrap does not look for it.

`data-bs-parent` belongs on the panel. From version 5.1 on Bootstrap reads it there
only, so with the attribute on the control alone each panel opens and closes for itself.

Move the attribute to the panel. The fix does, but is not applied without asking: then
the panels do close each other. Nothing is said where the version is not known, or reads
it from the control.

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
    parent = toggle.element.attribute("data-bs-parent")
    version = ctx.site.bootstrap
    if (
        parent is None
        or toggle.kind != "collapse"
        or not parent.value
        or version is None
        or not (5, 1, 0) <= version < (6, 0, 0)
    ):
        return
    panels = ctx.site.panels(ctx.page, toggle)
    if not panels or any(p.element.may_have("data-bs-parent") for p in panels):
        return
    yield Violation(
        parent.span,
        "data-bs-parent belongs on the panel; on the control Bootstrap does not see it",
        fix=moved(toggle, parent, ctx),
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
        edits.append(Edit(Span(last, last), f' data-bs-parent="{parent.value}"'))
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
        message="data-bs-parent belongs on the panel; on the control Bootstrap does "
        "not see it",
        fixed=accordion("", PARENT),
    ),
    Good(files=site("5.3.2", accordion("", PARENT))),
    Good(files=site("5.0.1", accordion(PARENT, "")), note="5.0 reads it there too"),
    Good(accordion(PARENT, ""), note="nothing tells which version is in use"),
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
