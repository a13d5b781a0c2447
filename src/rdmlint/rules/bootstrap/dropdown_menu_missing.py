"""A control opens a menu that is not beside it.

Bootstrap looks for an element of class `dropdown-menu` next to the control. Where there
is none, a click stops with an error and nothing opens.

Put the menu behind its control, in the same element; its class is `dropdown-menu`.

See: <https://getbootstrap.com/docs/5.3/components/dropdowns/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
    Context,
    Element,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
    has_within,
    inside,
)


class Options(RuleOptions, frozen=True):
    """Settings of `dropdown-menu-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each control of *page* where no menu stands beside it."""
    known: dict[int, bool] = {}
    for toggle in page.toggles:
        element = toggle.element
        if toggle.kind != "dropdown" or element.parent is None:
            continue
        if not element.is_certain or not ctx.site.is_read(toggle):
            continue
        if element.may_have("data-reference"):
            continue
        if element.parent not in known:
            known[element.parent] = may_have_menu(page.elements[element.parent], page)
        if not known[element.parent]:
            yield Violation(
                element.name_span,
                "No element of class `dropdown-menu` stands beside this control",
            )


def may_have_menu(parent: Element, page: Page) -> bool:
    """Tell whether a menu stands, or may stand, in *parent*."""
    if parent.closure is not Closure.EXPLICIT or parent.end is None:
        return True
    reach = Span(parent.span.end, parent.end.start)
    # A custom element fills itself; shortcodes and templates may write it.
    return (
        "-" in parent.name
        or has_within(reach, page.shortcodes, page.calls, page.blocks)
        or has_menu(parent, page)
    )


def has_menu(parent: Element, page: Page) -> bool:
    """Tell whether an element in *parent* is a menu, or may be one."""
    for inner in inside(parent, page):
        classes = inner.attribute("class")
        if inner.has_class("dropdown-menu") or (
            classes is not None and classes.is_computed
        ):
            return True
        if classes is None and inner.may_have("class"):
            return True
    return False


EXAMPLES = (
    Bad(
        '<div class="dropdown"><«button» type="button" data-bs-toggle="dropdown">More'
        '</button><ul class="menu"><li>Plan</li></ul></div>\n',
        message="No element of class `dropdown-menu` stands beside this control",
    ),
    Good(
        '<div class="dropdown"><button type="button" data-bs-toggle="dropdown">More'
        '</button><ul class="dropdown-menu"><li>Plan</li></ul></div>\n'
    ),
    Good(
        '<div class="dropdown"><button type="button" data-bs-toggle="dropdown">More'
        "</button>{{< menu >}}</div>\n",
        note="the shortcode may write it",
    ),
    Good('<button type="button" data-bs-toggle="dropdown">More</button>\n'),
)

RULE = PageRule(
    code="BS027",
    name="dropdown-menu-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
