"""A link is used as a button, so the space key does nothing.

Readers who press Enter on `<a href="#panel" role="button">` open the panel; those who
press the space bar, as one does on a button, scroll the page. Bootstrap documents this
markup and it works with a mouse, so the rule is off unless asked for.

Make the control a `<button type="button">` with `data-bs-target`. The fix does, but is
not applied without asking: style sheets may know the link.

See: <https://www.w3.org/WAI/ARIA/apg/patterns/button/>
"""

from __future__ import annotations

from itertools import pairwise

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
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

KINDS = ("collapse", "modal", "offcanvas")


class Options(RuleOptions, frozen=True):
    """Settings of `toggle-is-link`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it is a link."""
    element = toggle.element
    if (
        element.name != "a"
        or toggle.kind not in KINDS
        or not element.may_have("href")
        or not ctx.site.is_read(toggle)
    ):
        return
    yield Violation(
        element.name_span,
        "This link acts as a button, but does not react to the space key; "
        "write <button>",
        fix=as_button(toggle),
    )


def as_button(toggle: Toggle) -> Fix | None:
    """Return the fix that makes *toggle* a button; None: its end is not known."""
    element, target, end = toggle.element, toggle.target, toggle.element.end
    if element.closure is not Closure.EXPLICIT or end is None or target is None:
        return None
    if element.attribute("type") or any(a.is_computed for a in element.attributes):
        return None
    edits = [
        Edit(element.name_span, 'button type="button"'),
        Edit(Span(end.start + 2, end.start + 3), "button"),
    ]
    href, role = element.attribute("href"), element.attribute("role")
    if target.name == "href":
        wanted = "data-bs-target" if toggle.major == 5 else "data-target"
        if element.attribute(wanted) or target.value != toggle.selector:
            return None
        edits.append(Edit(target.name_span, wanted))
    elif href is not None:
        edits.append(without(element, href))
    if role is not None:
        if (role.value or "").strip().lower() != "button":
            return None
        edits.append(without(element, role))
    spans = sorted(edit.span for edit in edits)
    if any(a.end > b.start for a, b in pairwise(spans)):
        return None
    ordered = sorted(edits, key=lambda edit: edit.span)
    return Fix("Write <button>", tuple(ordered), Safety.UNSAFE)


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<«a» class="btn" data-bs-toggle="collapse" href="#find" role="button">'
        f"Go</a>\n{PANEL}",
        message="This link acts as a button, but does not react to the space key; "
        "write <button>",
        fixed='<button type="button" class="btn" data-bs-toggle="collapse" '
        f'data-bs-target="#find">Go</button>\n{PANEL}',
    ),
    Bad(
        '<«a» class="btn" href="#" data-bs-toggle="modal" data-bs-target="#ask">'
        "Go</a>\n",
        fixed='<button type="button" class="btn" data-bs-toggle="modal" '
        'data-bs-target="#ask">Go</button>\n',
    ),
    Good(
        f'<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n{PANEL}'
    ),
    Good('<a href="#find" role="tab" data-bs-toggle="tab">Find</a>\n'),
)

RULE = PageRule(
    code="BS012",
    name="toggle-is-link",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    default=False,
    over=("content", "template"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
