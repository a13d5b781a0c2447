"""A control is an element that takes no part in using the keyboard.

On a `<div>` or `<span>` Bootstrap reacts to the mouse alone: the Tab key passes the
element over, Enter and the space bar do nothing, and a screen reader announces plain
text. `role="button"` and `tabindex` change what is announced and reached, not what
keys do.

Write a `<button type="button">`. The fix does where what it holds may stand in a
button, but is not applied without asking: a button looks different.

See: <https://www.w3.org/WAI/ARIA/apg/patterns/button/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
    Context,
    Edit,
    Element,
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
    inside,
    tagged,
    without,
)

KINDS = (
    "collapse",
    "modal",
    "offcanvas",
    "tab",
    "pill",
    "list",
    "dropdown",
    "carousel",
)
PASSIVE = frozenset(
    (
        *("article", "aside", "b", "blockquote", "code", "dd", "div", "dl", "dt", "em"),
        *(
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
        ),
        *(
            "i",
            "img",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "path",
            "pre",
            "section",
            "small",
        ),
        *("span", "strong", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
"""Elements that no browser lets the keyboard act on."""
RUNNING_TEXT = frozenset(
    (
        "b",
        "br",
        "code",
        "em",
        "i",
        "img",
        "kbd",
        "path",
        "small",
        "span",
        "strong",
        "svg",
    )
)
"""What a button may hold, of what is common."""


class Options(RuleOptions, frozen=True):
    """Settings of `toggle-not-interactive`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where no key works it."""
    element = toggle.element
    if (
        element.name in PASSIVE
        and toggle.kind in KINDS
        and ctx.site.is_read(toggle)
        and not any(element.may_have(name) for name in ("onkeydown", "onkeyup"))
    ):
        yield Violation(
            element.name_span,
            f"No key works a control that is {tagged(element)}; write <button>",
            fix=as_button(element, ctx),
        )


def as_button(element: Element, ctx: Context[Options]) -> Fix | None:
    """Return the fix that makes *element* a button; None: more would have to change."""
    end = element.end
    if element.name not in ("div", "span") or end is None:
        return None
    if element.closure is not Closure.EXPLICIT or element.attribute("type"):
        return None
    parent = element.parent
    while parent is not None:
        if ctx.page.elements[parent].name in ("a", "button"):
            return None
        parent = ctx.page.elements[parent].parent
    for inner in inside(element, ctx.page):
        if inner.name not in RUNNING_TEXT or inner.attribute("tabindex"):
            return None
    edits = [
        Edit(element.name_span, 'button type="button"'),
        Edit(Span(end.start + 2, end.start + 2 + len(element.name)), "button"),
    ]
    for name in ("role", "tabindex"):
        attribute = element.attribute(name)
        if attribute is not None:
            if attribute.is_computed or attribute.value not in ("button", "0"):
                return None
            edits.append(without(element, attribute))
    ordered = sorted(edits, key=lambda edit: edit.span)
    return Fix("Write <button>", tuple(ordered), Safety.UNSAFE)


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<«div» class="bar" role="button" tabindex="0" data-bs-toggle="collapse" '
        f'data-bs-target="#find"><b>Find</b> data</div>\n{PANEL}',
        message="No key works a control that is a <div>; write <button>",
        fixed='<button type="button" class="bar" data-bs-toggle="collapse" '
        f'data-bs-target="#find"><b>Find</b> data</button>\n{PANEL}',
    ),
    Bad(
        '<«div» data-bs-toggle="collapse" data-bs-target="#find"><p>Find</p></div>\n'
        f"{PANEL}",
        note="a paragraph cannot stand in a button: the author must choose",
    ),
    Bad(
        '<table><«tr» data-bs-toggle="collapse" data-bs-target="#find"><td>Go</td></tr>'
        f"</table>\n{PANEL}"
    ),
    Good(
        f'<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n{PANEL}'
    ),
    Good('<span data-bs-toggle="tooltip" title="More" tabindex="0">Go</span>\n'),
    Good('<input type="checkbox" data-bs-toggle="collapse" data-bs-target="#find">\n'),
    Good(
        '<my-button data-bs-toggle="collapse" data-bs-target="#find">Go</my-button>\n'
    ),
)

RULE = PageRule(
    code="BS014",
    name="toggle-not-interactive",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
