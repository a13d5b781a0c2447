"""A tab says something else than the page shows.

The tab with the class `active` is drawn as chosen, `aria-selected` tells a screen
reader so, and the panel with `active` is the one that is seen. Where they differ,
readers are told that another text is before them, or none is shown at all until the
first click.

Write `active` on the tab and on its panel, `aria-selected="true"` on that tab and
`"false"` on all others.

See: <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    Related,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Toggle,
    Violation,
)

KINDS = ("tab", "pill", "list")


class Options(RuleOptions, frozen=True):
    """Settings of `tab-state-mismatch`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where class, `aria-selected` and panel contradict each other."""
    element = toggle.element
    classes = element.attribute("class")
    if (
        toggle.kind not in KINDS
        or not element.is_certain
        or not ctx.site.is_read(toggle)
        or (classes is None and element.may_have("class"))
        or (classes is not None and classes.is_computed)
        # Bootstrap 3 marks the item around the tab.
        or any(outer.has_class("active") for outer in around(element, ctx))
    ):
        return
    is_active = element.has_class("active")
    selected = element.attribute("aria-selected")
    wanted = "true" if is_active else "false"
    if (
        selected is not None
        and not selected.is_computed
        and selected.value_span is not None
        and (selected.value or "").strip().lower() in ("true", "false")
        and (selected.value or "").strip().lower() != wanted
    ):
        state = "has" if is_active else "lacks"
        yield Violation(
            selected.value_span,
            f"aria-selected is `{selected.value}`, but this tab {state} the class "
            f"`active`; write `{wanted}`",
            fix=Fix(f"Write `{wanted}`", (Edit(selected.value_span, wanted),)),
        )
    if is_active:
        yield from unseen(toggle, ctx)


def around(element: Element, ctx: Context[Options]) -> Iterator[Element]:
    """Yield the list items around *element*."""
    parent = element.parent
    while parent is not None:
        outer = ctx.page.elements[parent]
        if outer.name == "li":
            yield outer
        parent = outer.parent


def unseen(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Yield what is said where the panel of an active tab is not shown."""
    panels = ctx.site.matches(ctx.page, toggle) or ()
    if len(panels) != 1:
        return
    panel = panels[0]
    classes = panel.attribute("class")
    if (
        classes is None
        or classes.is_computed
        or classes.value_span is None
        or not panel.has_class("tab-pane")
        or panel.has_class("active")
    ):
        return
    needs_show = panel.has_class("fade") and not panel.has_class("show")
    added = " show active" if needs_show else " active"
    end = classes.value_span.end
    is_bare = end == classes.span.end
    name = panel.value("id")
    yield Violation(
        classes.value_span,
        f"The tab of panel `{name}` is active, but the panel lacks the class `active`",
        fix=None
        if is_bare
        else Fix(
            "Add the class `active`",
            (Edit(Span(end, end), added),),
            Safety.UNSAFE,
        ),
        related=(Related(toggle.element.span, "the tab"),),
    )


def tabs(tab: str, selected: str, panel: str) -> str:
    """Return a tab with its class and `aria-selected`, and its panel's classes."""
    return (
        f'<div role="tablist"><button type="button" class="{tab}" role="tab" '
        f'data-bs-toggle="tab" data-bs-target="#plan" aria-selected="{selected}">Plan'
        f'</button></div>\n<div class="{panel}" id="plan" role="tabpanel">…</div>\n'
    )


EXAMPLES = (
    Bad(
        tabs("nav-link active", "«false»", "tab-pane active"),
        message="aria-selected is `false`, but this tab has the class `active`; "
        "write `true`",
        fixed=tabs("nav-link active", "true", "tab-pane active"),
    ),
    Bad(
        tabs("nav-link", "«true»", "tab-pane"),
        message="aria-selected is `true`, but this tab lacks the class `active`; "
        "write `false`",
        fixed=tabs("nav-link", "false", "tab-pane"),
    ),
    Bad(
        tabs("nav-link active", "true", "«tab-pane fade»"),
        message="The tab of panel `plan` is active, but the panel lacks the class "
        "`active`",
        fixed=tabs("nav-link active", "true", "tab-pane fade show active"),
    ),
    Good(tabs("nav-link active", "true", "tab-pane fade show active")),
    Good(tabs("nav-link", "false", "tab-pane fade")),
    Good(
        '<ul><li class="active"><a data-toggle="tab" href="#plan" '
        'aria-selected="true">Plan</a></li></ul>\n'
        '<div class="tab-pane active" id="plan">…</div>\n',
        note="so it was in Bootstrap 3",
    ),
)

RULE = PageRule(
    code="BS026",
    name="tab-state-mismatch",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
