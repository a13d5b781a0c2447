"""A block copied along with its id: what to write in the copy instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import Final

from rdmlint.model import Attribute, Edit, Element, Page
from rdmlint.text import Span

SELECTORS: Final = frozenset(
    ("data-bs-target", "data-target", "data-bs-parent", "data-parent", "href")
)
"""Attributes that name an id behind `#`."""
REFERENCES: Final = frozenset(
    (
        *("aria-activedescendant", "aria-controls", "aria-describedby", "aria-details"),
        *("aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns", "for"),
        *("headers", "list"),
    )
)
"""Attributes that name ids as they are."""

MOST: Final = 500
"""So many elements are looked at around an id at most."""
_WORD: Final = re.compile(r"[^\s,]+")
_GAP: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 40


def renamed(
    page: Page, first: Element, copy: Element, taken: Container[str]
) -> tuple[str, tuple[Edit, ...]] | None:
    """Return a name for the id of *copy*, with the edits that write it there.

    *first* is the element before it that has the same id. Everything in the copied
    block that refers to the id is written anew with it: the block is what is around
    *copy* and not around *first*, or where they stand side by side what lies between
    them. The name is that of the control, else of the nearest heading; none that is
    *taken*. None: there is no text to take a name from, or what belongs to which of
    the two cannot be told.
    """
    given = copy.attribute("id")
    if given is None or given.value is None or given.value_span is None:
        return None
    old = given.value
    reach = _block(page, first, copy)
    if reach is None:
        return None
    inside = list(_elements(page, reach))
    if len(inside) > MOST:
        return None
    mentions = [
        (element, span)
        for element in inside
        for attribute in element.attributes
        for span in _mentions(attribute, old)
    ]
    if any(
        _is_mixed(attribute, old) for each in inside for attribute in each.attributes
    ):
        return None
    if mentions and not _is_named(page, old, before=reach.start):
        # What stands between may all belong to the first.
        return None
    name = _name(page, [element for element, _ in mentions], copy, taken)
    if name is None:
        return None
    edits = [Edit(given.value_span, name), *(Edit(span, name) for _, span in mentions)]
    return name, tuple(sorted(edits, key=lambda edit: edit.span))


def _block(page: Page, first: Element, copy: Element) -> Span | None:
    """Return the reach of the block that *copy* was copied with."""
    if first.end is None or copy.end is None or first.end.end > copy.span.start:
        return None
    block = copy
    while block.parent is not None:
        outer = page.elements[block.parent]
        if outer.span.start < first.span.start:
            break
        block = outer
    if block is not copy:
        return Span(block.span.start, block.end.end) if block.end else None
    return Span(first.end.end, copy.end.end)


def _elements(page: Page, reach: Span) -> Iterator[Element]:
    """Yield the elements of *page* that begin in *reach*, not many more than `MOST`."""
    from bisect import bisect_left

    elements: Sequence[Element] = page.elements
    at = bisect_left(elements, reach.start, key=lambda each: each.span.start)
    for element in elements[at : at + MOST + 1]:
        if element.span.start >= reach.end:
            return
        yield element


def _mentions(attribute: Attribute, name: str) -> Iterator[Span]:
    """Yield the places in *attribute* that refer to the id *name*."""
    value, whole = attribute.value, attribute.value_span
    if value is None or whole is None or attribute.is_computed:
        return
    if attribute.name in SELECTORS:
        sign = "#"
    elif attribute.name in REFERENCES:
        sign = ""
    else:
        return
    # With character references in it, places inside cannot be told.
    if len(value.encode()) != whole.end - whole.start:
        return
    for word in _WORD.finditer(value):
        if word.group() == sign + name:
            start = whole.start + len(value[: word.start()].encode()) + len(sign)
            yield Span(start, start + len(name.encode()))


def _is_mixed(attribute: Attribute, name: str) -> bool:
    """Tell whether *attribute* refers to *name* in a way that is not followed."""
    value = attribute.value or ""
    if attribute.name not in SELECTORS or f"#{name}" not in value:
        return False
    return not any(True for _ in _mentions(attribute, name)) and not re.search(
        re.escape(f"#{name}") + r"[\w-]", value
    )


def _is_named(page: Page, name: str, *, before: int) -> bool:
    """Tell whether anything refers to the id *name* ahead of the place *before*."""
    for element in page.elements:
        if element.span.start >= before:
            return False
        for attribute in element.attributes:
            if any(True for _ in _mentions(attribute, name)):
                return True
    return False


def _name(
    page: Page, controls: Sequence[Element], copy: Element, taken: Container[str]
) -> str | None:
    """Return a free id made of the text that names the block; None: there is none."""
    texts = [each.text for each in controls if each.name in ("button", "a", "label")]
    inside = copy.end.start if copy.end else copy.span.end
    headings = [
        heading
        for heading in page.headings
        if heading.span.start < inside and heading.text
    ]
    texts += [
        heading.text for heading in headings if heading.span.start > copy.span.start
    ][:1]
    texts += [headings[-1].text] if headings else []
    for text in texts:
        slug = _slug(text)
        if slug:
            numbers = ("", *(f"-{number}" for number in range(2, 100)))
            return next((slug + n for n in numbers if slug + n not in taken), None)
    return None


def _slug(text: str) -> str:
    """Return *text* as an id that every selector can name; "": nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore")
    slug = _GAP.sub("-", plain.decode()).strip("-")[:_LONGEST].strip("-")
    return slug if slug[:1].isalpha() else ""
