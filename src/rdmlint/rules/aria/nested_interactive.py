"""A control stands in another control.

A screen reader takes a button or tab as one thing and reads its text, so what can be
acted on inside is never found; browsers disagree on which of the two a click is for.

Put the inner control beside the outer one. Links and buttons in links and buttons are
told by `element-misplaced`.

See: <https://html.spec.whatwg.org/multipage/dom.html#interactive-content>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Violation,
    aria,
)

PLAIN = ("a", "button")


class Options(RuleOptions, frozen=True):
    """Settings of `nested-interactive`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each control of *page* that stands in another."""
    around: list[Element | None] = []
    for element in page.elements:
        outer = None if element.parent is None else around[element.parent]
        around.append(element if is_flat(element) else outer)
        if outer is None or not aria.is_interactive(element):
            continue
        if element.name in PLAIN and outer.name in PLAIN:
            continue
        if not element.is_certain:
            continue
        yield Violation(
            element.name_span,
            f"<{element.name}> can be acted on, and stands in "
            f"{'a link' if outer.name == 'a' else 'another control'}",
            related=(Related(outer.span, "the control around it"),),
        )


def is_flat(element: Element) -> bool:
    """Tell whether nothing in *element* is to be acted on."""
    if element.name == "a":
        return element.attribute("href") is not None
    if element.name in ("option", "input"):
        return False
    return element.name == "button" or aria.role(element) in aria.FLAT_ROLES


EXAMPLES = (
    Bad(
        '<button type="button">Find <«input» type="text"></button>\n',
        message="<input> can be acted on, and stands in another control",
    ),
    Bad(
        '<div role="tab" tabindex="0">Plan <«a» href="/plan/">more</a></div>\n',
    ),
    Bad(
        '<a href="/plan/">Plan <«span» tabindex="0">more</span></a>\n',
        message="<span> can be acted on, and stands in a link",
    ),
    Good('<button type="button">Find <span>now</span></button> <input>\n'),
    Good('<a href="/"><button type="button">Go</button></a>\n', note="HT003 tells"),
    Good("<label>Name <input></label> <a>x <input></a>\n"),
    Good('<a href="/"><span tabindex="-1">Go</span></a>\n'),
)

RULE = PageRule(
    code="AR011",
    name="nested-interactive",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
