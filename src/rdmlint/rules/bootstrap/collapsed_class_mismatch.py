"""The arrow of a control points the wrong way.

Bootstrap draws the arrow and colours of an accordion's button by the class
`collapsed`: a closed panel's button has it, an open panel's has not. Bootstrap sets it
at the first click; until then the page shows what is written.

Write `collapsed` on the button of every panel without `show`, and on no other.

See: <https://getbootstrap.com/docs/5.3/components/accordion/>
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
    Span,
    Toggle,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `collapsed-class-mismatch`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where the class `collapsed` contradicts its panels."""
    classes = toggle.element.attribute("class")
    if (
        toggle.kind != "collapse"
        or classes is None
        or classes.is_computed
        or classes.value_span is None
        or not ctx.site.is_read(toggle)
    ):
        return
    is_open = ctx.site.is_shown(ctx.page, toggle)
    names = toggle.element.classes
    if is_open is None or is_open != ("collapsed" in names):
        return
    if is_open:
        fix = take_away(classes.value or "", classes.value_span)
        message = "The panel is open, so its control is not `collapsed`"
    elif "accordion-button" in names:
        end = classes.value_span.end
        is_bare = end == classes.span.end
        added = Edit(Span(end, end), " collapsed")
        fix = None if is_bare else Fix("Add the class `collapsed`", (added,))
        message = "The panel is closed, so its control needs the class `collapsed`"
    else:
        # Only the buttons of accordions show by it what is closed.
        return
    yield Violation(
        classes.value_span,
        message,
        fix=fix,
        related=tuple(
            Related(panel.element.span, "the panel", panel.path)
            for panel in ctx.site.panels(ctx.page, toggle)[:1]
        ),
    )


def take_away(value: str, span: Span) -> Fix | None:
    """Return the fix that takes `collapsed` from the class names in *value*."""
    if len(value.encode()) != span.end - span.start or value.count("collapsed") != 1:
        return None
    at = value.index("collapsed")
    before, after = value[:at], value[at + len("collapsed") :]
    start = len(before.rstrip()) if before.strip() else at
    end = at + len("collapsed")
    if not before.strip():
        end += len(after) - len(after.lstrip())
    edit = Edit(
        Span(
            span.start + len(value[:start].encode()),
            span.start + len(value[:end].encode()),
        ),
        "",
    )
    return Fix("Take the class `collapsed` away", (edit,))


def item(classes: str, panel: str) -> str:
    """Return the button of an accordion and its panel, with these classes."""
    return (
        f'<h2 class="accordion-header"><button class="{classes}" type="button" '
        'data-bs-toggle="collapse" data-bs-target="#find">Find</button></h2>\n'
        f'<div id="find" class="{panel}">…</div>\n'
    )


EXAMPLES = (
    Bad(
        item("«accordion-button»", "accordion-collapse collapse"),
        message="The panel is closed, so its control needs the class `collapsed`",
        fixed=item("accordion-button collapsed", "accordion-collapse collapse"),
    ),
    Bad(
        item("«accordion-button collapsed»", "accordion-collapse collapse show"),
        message="The panel is open, so its control is not `collapsed`",
        fixed=item("accordion-button", "accordion-collapse collapse show"),
    ),
    Bad(
        item("«collapsed  btn»", "collapse show"),
        fixed=item("btn", "collapse show"),
        note="other style sheets go by the class as well",
    ),
    Good(item("accordion-button collapsed", "accordion-collapse collapse")),
    Good(item("accordion-button", "accordion-collapse collapse show")),
    Good(item("btn", "collapse"), note="no arrow shows what is closed"),
    Good(
        item("accordion-button", "accordion-collapse"),
        note="`collapse-class-missing` speaks of the panel",
    ),
)

RULE = PageRule(
    code="BS008",
    name="collapsed-class-mismatch",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
