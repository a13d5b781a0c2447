"""A control in a form sends the form.

A `<button>` without `type` sends the form around it: a click opens the panel, and then
the page is gone. Outside a form it does no harm, and nothing is said.

Write `type="button"`.

See: <https://html.spec.whatwg.org/multipage/form-elements.html#attr-button-type>
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
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `button-type-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the controls of *page* that are buttons without a type in a form."""
    del ctx
    inside = in_forms(page) if page.toggles else frozenset[int]()
    for toggle in page.toggles:
        if toggle.element.index in inside:
            yield from judge(toggle.element)


def judge(element: Element) -> Iterator[Violation]:
    """Yield what is said of the control *element*, which stands in a form."""
    kind = element.attribute("type")
    if element.name != "button" or element.may_have("type"):
        return
    end = element.name_span.end
    edit = (
        Edit(kind.span, 'type="button"')
        if kind
        else Edit(Span(end, end), ' type="button"')
    )
    yield Violation(
        kind.span if kind else element.name_span,
        'A click on this button sends the form as well; write type="button"',
        fix=Fix('Write type="button"', (edit,), Safety.UNSAFE),
    )


def in_forms(page: Page) -> frozenset[int]:
    """Return the indices of the elements of *page* that stand in a form."""
    found: set[int] = set()
    for element in page.elements:
        outer = element.parent
        if outer is not None and (
            outer in found or page.elements[outer].name == "form"
        ):
            found.add(element.index)
    return frozenset(found)


EXAMPLES = (
    Bad(
        '<form action="/find">\n<«button» data-bs-toggle="collapse" '
        'data-bs-target="#more">More</button>\n<p class="collapse" id="more">…</p>\n'
        "</form>\n",
        message='A click on this button sends the form as well; write type="button"',
        fixed='<form action="/find">\n<button type="button" data-bs-toggle="collapse" '
        'data-bs-target="#more">More</button>\n<p class="collapse" id="more">…</p>\n'
        "</form>\n",
    ),
    Bad(
        '<form><p><button «type=""» data-bs-toggle="dropdown">Go</button></p></form>\n',
        fixed='<form><p><button type="button" data-bs-toggle="dropdown">Go</button></p>'
        "</form>\n",
    ),
    Good("<form><button>Send</button></form>\n", note="that is what it is for"),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target="#more">More</button>\n'
        '<p class="collapse" id="more">…</p>\n',
        note="there is no form to send",
    ),
    Good('<form><a data-bs-toggle="modal" href="#x" role="button">Go</a></form>\n'),
)

RULE = PageRule(
    code="BS016",
    name="button-type-missing",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
