"""A built page read into facts: what a browser gets, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import structs

from rdmlint.hugo.built import refreshed_to
from rdmlint.model import Element, Fault, FaultKind, Link, Origin, Page
from rdmlint.parse import budget, elements
from rdmlint.syntax import html
from rdmlint.syntax.address import parse_address
from rdmlint.text import Span

ROLES: Final = frozenset({"button", "menuitem", "option", "switch", "tab"})
"""Roles of a link that is there for a script."""

DRIVEN: Final = ("data-", "@", "x-", "v-", ":", "ng-", "on")
"""How attributes begin by which a script finds what it drives."""


def read_built(path: str, data: bytes) -> Page:
    """Return the facts of the built page *data*; nothing in it makes this raise."""
    # As for sources: a reader that raises is told of at its file.
    try:
        return parse_built(path, data)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        fault = Fault(FaultKind.READER_CRASHED, Span(0, 0), what)
        return Page(path, "built", size=len(data), faults=(fault,))


def parse_built(path: str, data: bytes) -> Page:
    """Return the facts of the built page *data* at *path*, POSIX from the site root.

    What a `<template>` holds is left out: scripts fill it in first. Ids in a drawing
    (`svg`) are uncertain: a drawing that is shown twice is the same twice.
    """
    too_much = budget.excess(data)
    if too_much is not None:
        return Page(path, "built", size=len(data), faults=(too_much,))
    read = html.read(data)
    part = elements.of_facts(read, data)
    inert = inside(part.elements, "template")
    drawn = inside(part.elements, "svg")
    starts = {element.span: element for element in part.elements}
    shown = {
        span: element for span, element in starts.items() if element.index not in inert
    }
    links = [
        structs.replace(link, is_toggle=True)
        if not link.is_toggle and is_driven(shown[link.span], link)
        else link
        for link in part.links
        if link.span in shown
    ]
    links += loaded(shown.values())
    spans_drawn = {
        attribute.value_span
        for index in drawn
        for attribute in part.elements[index].attributes
        if attribute.name == "id"
    }
    return Page(
        path,
        "built",
        size=len(data),
        body=Span(0, len(data)),
        links=tuple(links),
        images=tuple(
            image
            for image in elements.in_links(part.images, part.links, part)
            if image.span in shown
        ),
        headings=tuple(part.headings),
        anchors=tuple(
            structs.replace(anchor, is_certain=False)
            if anchor.span in spans_drawn
            else anchor
            for anchor in part.anchors
        ),
        elements=part.elements,
        stray_ends=part.stray_ends,
        toggles=part.toggles,
    )


def inside(found: Sequence[Element], name: str) -> set[int]:
    """Return the indices of the elements that stand in an element called *name*."""
    within: set[int] = set()
    if not any(element.name == name for element in found):
        return within
    for element in found:
        parent = element.parent
        if parent is not None and (parent in within or found[parent].name == name):
            within.add(element.index)
    return within


def is_driven(element: Element, link: Link) -> bool:
    """Tell whether *link* only looks like one: a script does something on a click."""
    if link.element != "a" or link.url.partition("#")[0]:
        return False
    return (element.value("role") or "").lower() in ROLES or any(
        attribute.name.startswith(DRIVEN) or (attribute.name == "id" and not link.url)
        for attribute in element.attributes
    )


def loaded(found: Iterable[Element]) -> Iterator[Link]:
    """Yield the addresses that built pages load or lead to besides those of links."""
    for element in found:
        if element.name == "script":
            attribute = element.attribute("src")
            url = attribute.value if attribute else None
        elif element.name == "meta" and (
            (element.value("http-equiv") or "").lower() == "refresh"
        ):
            attribute = element.attribute("content")
            url = refreshed_to(attribute.value or "") if attribute else None
        else:
            continue
        if attribute is None or url is None or attribute.value_span is None:
            continue
        written = attribute.value or ""
        span = attribute.value_span
        at = written.rfind(url)
        if at > 0 and written.isascii() and len(written) == span.end - span.start:
            span = Span(span.start + at, span.start + at + len(url))
        yield Link(
            element.span,
            url.strip(),
            span,
            parse_address(url.strip()),
            "",
            Origin.HTML,
            element.name,
        )
