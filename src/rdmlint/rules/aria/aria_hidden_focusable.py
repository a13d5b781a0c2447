"""The keyboard reaches something that a screen reader is told to pass over.

`aria-hidden="true"` takes an element and all it holds away from screen readers, but not
from the Tab key: their users land on a control and hear nothing.

Take `aria-hidden` away, or take the control out of reach with `tabindex="-1"`. What is
not shown at all is left alone: closed dialogs, panels, menus.

See: <https://www.w3.org/TR/wai-aria-1.2/#aria-hidden>
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
    inert,
    tagged,
)

UNSEEN = frozenset(
    (
        *(
            "collapse",
            "d-none",
            "dropdown-menu",
            "fade",
            "hidden",
            "invisible",
            "modal",
        ),
        *("carousel-item", "offcanvas", "tab-pane", "toast"),
    )
)
"""Classes of what is not shown, at first at least."""


class Options(RuleOptions, frozen=True):
    """Settings of `aria-hidden-focusable`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each hidden element of *page* that the keyboard reaches into."""
    around: list[Element | None] = []
    told: set[int] = set()
    asleep = inert(page)
    for element in page.elements:
        outer = None if element.parent is None else around[element.parent]
        hidden = element.attribute("aria-hidden")
        is_hidden = hidden is not None and hidden.value == "true"
        root = outer or (element if is_hidden else None)
        around.append(root)
        if root is None or root.index in told or not aria.is_focusable(element):
            continue
        if is_unseen(element, page) or any(a.contains(element.span) for a in asleep):
            continue
        if is_closed(root, ctx):
            continue
        reason = root.attribute("aria-hidden")
        if reason is None:
            continue
        told.add(root.index)
        thing = "this element" if element is root else f"{tagged(element)} in it"
        yield Violation(
            reason.span,
            f"The keyboard reaches {thing}, which screen readers pass over",
            related=()
            if element is root
            else (Related(element.span, "what is reached"),),
        )


def is_unseen(element: Element, page: Page) -> bool:
    """Tell whether *element* or something around it may not be shown."""
    at: Element | None = element
    while at is not None:
        classes = at.attribute("class")
        if (
            (classes is not None and classes.is_computed)
            or at.attribute("hidden") is not None
            or at.attribute("inert") is not None
            or "none" in (at.value("style") or "")
            or not UNSEEN.isdisjoint(at.classes)
        ):
            return True
        at = None if at.parent is None else page.elements[at.parent]
    return False


def is_closed(root: Element, ctx: Context[Options]) -> bool:
    """Tell whether *root* may be a dialog, or the like, that a script opens."""
    name = root.value("id")
    if root.value("role") in ("dialog", "alertdialog", "menu", "tooltip"):
        return True
    return bool(name) and ctx.site.scripts_name(str(name))


EXAMPLES = (
    Bad(
        '<div «aria-hidden="true"»><p>…</p> <a href="/guide/">Guide</a></div>\n',
        message="The keyboard reaches an <a> in it, which screen readers pass over",
    ),
    Good(
        '<div aria-hidden="true" role="dialog" aria-label="Cookies">'
        '<button type="button">Accept</button></div>\n',
        note="It is closed; a style may say that this is not shown.",
    ),
    Good(
        '<div aria-hidden="true" id="panel"><a href="/guide/">Guide</a></div>\n',
        files={
            "static/site.js": "document.querySelector('#panel').ariaHidden = 'false'"
        },
        note="A script opens it.",
    ),
    Bad(
        '<button type="button" «aria-hidden="true"»>Go</button>\n',
        message="The keyboard reaches this element, which screen readers pass over",
    ),
    Bad(
        '<ul «aria-hidden="true"»><li><a href="/a/">A</a></li>'
        '<li><a href="/b/">B</a></li></ul>\n',
        note="one hidden element, one finding",
    ),
    Good('<i class="icon" aria-hidden="true"></i> <a href="/guide/">Guide</a>\n'),
    Good('<a href="#x" aria-hidden="true" tabindex="-1">#</a>\n'),
    Good('<div aria-hidden="true"><button disabled>Go</button> <a>x</a></div>\n'),
    Good(
        '<div class="modal fade" tabindex="-1" aria-hidden="true">'
        '<button type="button">Close</button></div>\n',
        note="not shown until it opens",
    ),
    Good('<div aria-hidden="true" hidden><a href="/">Home</a></div>\n'),
)

RULE = PageRule(
    code="AR008",
    name="aria-hidden-focusable",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
