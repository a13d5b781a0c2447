"""A button or link has no text.

A screen reader announces "button", or reads out an address, letter by letter; someone
who speaks to the computer has nothing to say. Most often the control shows an icon
only.

Write text into it, or `aria-label`. An image in it needs an alt text, which has a rule
of its own. A link of Markdown, or a bare address, that stands in a link of HTML ends
it: the outer one is left without text. Nothing is said where a script or shortcode may
fill it.

See: <https://www.w3.org/WAI/WCAG22/Understanding/name-role-value.html>
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
    Origin,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
    aria,
    has_within,
    inert,
    inside,
)

NAMING = (
    *("aria-label", "aria-labelledby", "title"),
    *("x-text", "x-html", "v-text", "v-html"),
)
"""Attributes that name an element, or by which a script writes text into it."""
SPEAKING = frozenset({"img", "input", "object", "slot", "embed", "iframe", "video"})
"""Elements that may name what they stand in, or have rules of their own."""

MOST = 100
"""No control holds more elements than this; one that does is left alone."""


class Options(RuleOptions, frozen=True):
    """Settings of `control-name-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each button and link of *page* that nothing names."""
    asleep = inert(page)
    labelled = labelled_buttons(page)
    for element in page.elements:
        role = aria.role(element)
        if role not in ("button", "link") or element.name in ("area", "input", "img"):
            continue
        if element.text or element.end is None or not element.is_certain:
            continue
        if element.index in labelled:
            continue
        if element.closure is not Closure.EXPLICIT or is_named(element, page):
            continue
        if element.value("aria-hidden") == "true" or element.value("tabindex") == "-1":
            continue
        if any(reach.contains(element.span) for reach in asleep):
            continue
        if element.name == "a" and not element.may_have("href"):
            # That it has no address is told elsewhere.
            continue
        name = element.value("id")
        if name and ctx.site.scripts_name(name):
            continue
        advice = "write text into it, or aria-label"
        if element.name == "a" and holds_link(element, page):
            advice = "what stands in it is made a link of its own"
        noun = "Button" if role == "button" else "Link"
        yield Violation(element.span, f"{noun} has no text that names it; {advice}")


def is_named(element: Element, page: Page) -> bool:
    """Tell whether something names *element*, or may."""
    if any(element.may_have(name) for name in NAMING):
        return True
    end = element.end
    if end is None:
        return True
    reach = Span(element.span.end, end.start)
    for number, inner in enumerate(inside(element, page)):
        if number > MOST:
            return True
        if inner.name in SPEAKING or "-" in inner.name:
            return True
        if any(inner.may_have(name) for name in NAMING):
            return True
    return has_within(reach, page.shortcodes, page.calls, page.images)


def holds_link(element: Element, page: Page) -> bool:
    """Tell whether Markdown makes a link of what stands in *element*."""
    if element.end is None:
        return False
    reach = Span(element.span.end, element.end.start)
    return any(
        link.origin in (Origin.LINKIFY, Origin.MARKDOWN) and reach.contains(link.span)
        for link in page.links
    )


def labelled_buttons(page: Page) -> frozenset[int]:
    """Return the indices of the buttons that a `<label>` is for, or around."""
    labels = {e.index for e in page.elements if e.name == "label"}
    if not labels:
        return frozenset()
    wanted = {page.elements[index].value("for") for index in labels} - {None, ""}
    within = set(labels)
    found: set[int] = set()
    for element in page.elements:
        if element.parent in within:
            within.add(element.index)
        is_meant = element.index in within or element.value("id") in wanted
        if element.name == "button" and is_meant:
            found.add(element.index)
    return frozenset(found)


EXAMPLES = (
    Bad(
        '«<button type="button">»<i class="bi bi-list"></i></button>\n',
        message="Button has no text that names it; write text into it, or aria-label",
    ),
    Bad(
        '«<a href="/guide/">»<svg width="8"><path d="M0 0"/></svg></a>\n',
        message="Link has no text that names it; write text into it, or aria-label",
    ),
    Bad(
        'See «<a href="https://a.org/">»https://a.org/</a>.\n',
        message="Link has no text that names it; what stands in it is made a link of "
        "its own",
    ),
    Bad('«<div role="button" tabindex="0">»</div>\n'),
    Good(
        "<label>Send <button type='submit'></button></label>\n"
        "<label for='go'>Go</label> <button type='submit' id='go'></button>\n"
    ),
    Good('<button type="button" aria-label="Menu"><i class="bi"></i></button>\n'),
    Good('<a href="/guide/"><i></i> <span class="visually-hidden">Guide</span></a>\n'),
    Good('<a href="/guide/"><svg><title>Guide</title></svg></a>\n'),
    Good(
        '<a href="/guide/"><img src="x.png" alt=""></a>\n',
        note="`missing-alt-text` speaks of it",
    ),
    Good(
        '<button type="button" :aria-label="open ? `Close` : `Open`"></button>'
        '<button type="button"><span x-text="label"></span></button>\n',
        note="A script names them.",
    ),
    Good('<a name="top"></a> <a href="/guide/">{{< icon >}}</a>\n'),
    Good('<a href="#top" aria-hidden="true" tabindex="-1"></a>\n'),
)

RULE = PageRule(
    code="AR009",
    name="control-name-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
