"""A panel lacks the class `collapse`, so it is open from the start.

The style of `collapse` hides the panel; without it the text is visible while the
control announces it as closed, and the first click "opens" what is open already.

Add `collapse` to the panel's classes. The fix does, but is not applied without asking:
perhaps the control was meant to open something else.

See: <https://getbootstrap.com/docs/5.3/components/collapse/#how-it-works>
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
    Page,
    PageRule,
    Related,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `collapse-class-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each panel of *page* that a control opens and nothing hides."""
    seen: set[int] = set()
    for toggle in page.toggles:
        if toggle.kind != "collapse" or not ctx.site.is_read(toggle):
            continue
        panels = ctx.site.matches(page, toggle) or ()
        # A copy of the panel's id on something else is the fault of the copy.
        sound = {p.value("id") for p in panels if not is_open_unasked(p)}
        for panel in panels:
            if panel.index in seen or not is_open_unasked(panel):
                continue
            if panel.value("id") in sound - {None}:
                continue
            seen.add(panel.index)
            name = panel.value("id")
            yield Violation(
                panel.name_span,
                f"Panel{f' `{name}`' if name else ''} lacks the class `collapse`, "
                "so it is open from the start",
                fix=Fix("Add the class `collapse`", (edit(panel),), Safety.UNSAFE),
                related=(Related(toggle.element.span, "the control"),),
            )


def is_open_unasked(panel: Element) -> bool:
    """Tell whether nothing hides *panel*; with `show` Bootstrap copes."""
    if any(a.is_computed and a.name != "id" for a in panel.attributes):
        return False
    classes = (panel.value("class") or "").split()
    return not {"collapse", "collapsing", "show"} & set(classes)


def edit(panel: Element) -> Edit:
    """Return the edit that adds the class."""
    classes = panel.attribute("class")
    if classes is None:
        end = panel.name_span.end
        return Edit(Span(end, end), ' class="collapse"')
    written = f"collapse {classes.value or ''}".strip()
    span = classes.value_span
    if span is None or span.end == classes.span.end:
        # Not quoted, or without a value.
        return Edit(classes.span, f'class="{written}"')
    space = " " if classes.value else ""
    return Edit(Span(span.start, span.start), f"collapse{space}")


CONTROL = '<a data-bs-toggle="collapse" href="#find" aria-expanded="false">Go</a>\n'

EXAMPLES = (
    Bad(
        f'{CONTROL}<«div» class="box" id="find">…</div>\n',
        message="Panel `find` lacks the class `collapse`, so it is open from the start",
        fixed=f'{CONTROL}<div class="collapse box" id="find">…</div>\n',
    ),
    Bad(
        f'{CONTROL}<«div» id="find">…</div>\n',
        fixed=f'{CONTROL}<div class="collapse" id="find">…</div>\n',
    ),
    Bad(
        f'{CONTROL}{CONTROL}<«div» id="find" class=box>…</div>\n',
        fixed=f'{CONTROL}{CONTROL}<div id="find" class="collapse box">…</div>\n',
        note="two controls, one panel, one finding",
    ),
    Bad(
        f'{CONTROL}<«div» id="find" class="">…</div>\n',
        fixed=f'{CONTROL}<div id="find" class="collapse">…</div>\n',
    ),
    Good(f'{CONTROL}<div class="collapse" id="find">…</div>\n'),
    Good(f'{CONTROL}<div class="accordion-collapse collapse show" id="find">…</div>\n'),
    Good(
        f'{CONTROL}<div class="show" id="find">…</div>\n',
        note="Bootstrap adds the class when it closes the panel",
    ),
    Good(
        f'{CONTROL}<div class="collapse" id="find">…</div>\n<p id="find">…</p>\n',
        note="the id was copied to something that is no panel",
    ),
    Good('<div id="find">…</div>\n'),
    Good('<a data-bs-toggle="tab" href="#find">Go</a>\n<div id="find">…</div>\n'),
    Good(
        f"{CONTROL}\n## Find\n", note="a heading of Markdown has no classes to look at"
    ),
)

RULE = PageRule(
    code="BS009",
    name="collapse-class-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
