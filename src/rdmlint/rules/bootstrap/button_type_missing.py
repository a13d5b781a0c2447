"""A control does not say that it sends no form.

A `<button>` without `type` sends the form around it: once the block is used in one, a
click opens the panel and leaves the page. Bootstrap's own examples all have
`type="button"`.

Write `type="button"`.

See: <https://html.spec.whatwg.org/multipage/form-elements.html#attr-button-type>
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
    RuleOptions,
    Safety,
    Severity,
    Span,
    Toggle,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `button-type-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it is a button without a type."""
    element = toggle.element
    kind = element.attribute("type")
    if element.name != "button" or element.may_have("type"):
        return
    end = element.name_span.end
    edit = (
        Edit(kind.span, 'type="button"')
        if kind
        else Edit(Span(end, end), ' type="button"')
    )
    safety = Safety.UNSAFE if may_send_a_form(toggle, ctx.page) else Safety.SAFE
    yield Violation(
        kind.span if kind else element.name_span,
        'In a form this button would send it; write type="button"',
        fix=Fix('Write type="button"', (edit,), safety),
    )


def may_send_a_form(toggle: Toggle, page: Page) -> bool:
    """Tell whether *toggle* stands in a form, or may do so."""
    element = toggle.element
    if page.format == "template" or not element.is_certain or element.attribute("form"):
        return True
    parent = element.parent
    while parent is not None:
        if page.elements[parent].name == "form":
            return True
        parent = page.elements[parent].parent
    return False


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<«button» data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n'
        f"{PANEL}",
        message='In a form this button would send it; write type="button"',
        fixed='<button type="button" data-bs-toggle="collapse" '
        f'data-bs-target="#find">Go</button>\n{PANEL}',
    ),
    Bad(
        '<form action="/find"><button «type=""» data-bs-toggle="dropdown">Go</button>'
        "</form>\n",
        fixed='<form action="/find"><button type="button" data-bs-toggle="dropdown">Go'
        "</button></form>\n",
    ),
    Good('<button type="submit" data-bs-toggle="tooltip" title="Now">Go</button>\n'),
    Good("<form><button>Send</button></form>\n", note="that is what it is for"),
    Good('<a data-bs-toggle="collapse" href="#find" role="button">Go</a>\n'),
)

RULE = PageRule(
    code="BS016",
    name="button-type-missing",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
