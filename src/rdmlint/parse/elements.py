"""Raw HTML read into facts: elements, and the links, images and ids they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from rdmlint.model import (
    Anchor,
    Attribute,
    Closure,
    Component,
    Element,
    EndTag,
    Fault,
    Heading,
    Image,
    Link,
    Origin,
    Prose,
    Toggle,
)
from rdmlint.syntax import html
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.shortcodes import Fragment
from rdmlint.syntax.tags import attribute_value
from rdmlint.text import Span

_BLANK: Final = bytes(10 if byte == 10 else 32 for byte in range(256))

_ADDRESSES: Final[dict[str, tuple[str, ...]]] = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "img": ("srcset",),
}
"""Attributes that hold addresses; `src` of `img` makes an image instead."""

_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_CANDIDATE: Final = re.compile(rb"[\s,]*+([^\s]*[^\s,])")


class HtmlPart(NamedTuple):
    """Facts of all raw HTML of a file, each kind in source order."""

    elements: tuple[Element, ...]
    stray_ends: tuple[EndTag, ...]
    toggles: tuple[Toggle, ...]
    components: tuple[Component, ...]
    links: list[Link]
    images: list[Image]
    headings: list[Heading]
    anchors: list[Anchor]
    prose: list[Prose]
    open_comment: Span | None = None
    faults: tuple[Fault, ...] = ()


def read(
    data: bytes,
    parts: Sequence[tuple[Fragment, Sequence[Span]]],
    prose: Sequence[Prose],
    code: Sequence[Span],
) -> HtmlPart:
    """Return the facts of the raw HTML of the file *data*.

    *parts* are fragments and where raw HTML stands in them. *prose* and *code* is
    what else readers see. What is certain is read as one text, so that elements may
    reach across shortcodes; each uncertain fragment is read by itself.
    """
    certain = [part for part in parts if part[0].is_certain]
    facts = [_facts(data, certain, prose, code)] if certain else []
    facts += [_uncertain(data, *part) for part in parts if not part[0].is_certain]
    return of_facts(facts[0] if len(facts) == 1 else _merged(facts), data)


def of_facts(merged: html.HtmlFacts, data: bytes) -> HtmlPart:
    """Return the facts that elements of the file *data* make."""
    links: list[Link] = []
    images: list[Image] = []
    headings: list[Heading] = []
    anchors: list[Anchor] = []
    toggles = _toggles(merged.elements)
    driven = {
        toggle.element.index
        for toggle in toggles
        if toggle.target is not None
        and (
            toggle.target.name == "href"
            # Bootstrap follows no link that is a place on the page.
            or (toggle.element.value("href") or "").startswith("#")
        )
    }
    for element in merged.elements:
        name = element.name
        anchors += _anchors(element)
        if name in _ADDRESSES:
            is_toggle = element.index in driven
            links += _links(element, data, is_toggle=is_toggle)
        if name == "img":
            images += _image(element, data)
        elif name in _LEVELS:
            headings.append(_heading(element))
    texts = [
        Prose(span, data[span.start : span.end].decode("utf-8", "replace"), around)
        for span, around in _placed(merged.texts, merged.elements)
    ]
    return HtmlPart(
        merged.elements,
        merged.stray_ends,
        toggles,
        _components(merged.elements),
        links,
        images,
        headings,
        anchors,
        texts,
        _open_comment(merged.comments, data),
        merged.faults,
    )


def _placed(
    texts: Sequence[Span], elements: Sequence[Element]
) -> Iterator[tuple[Span, int]]:
    """Yield *texts*, in source order, with the index of the element around each.

    -1: there is none.
    """
    at = 0
    for span in texts:
        while at < len(elements) and elements[at].span.start < span.start:
            at += 1
        around: int | None = at - 1 if at else None
        while around is not None and _is_over(elements[around], span.start):
            around = elements[around].parent
        yield span, -1 if around is None else around


def _is_over(element: Element, at: int) -> bool:
    """Tell whether *element* has surely ended before *at*, or holds nothing."""
    if element.end is not None:
        return element.end.start <= at
    return element.closure is Closure.VOID


def _open_comment(comments: Sequence[Span], data: bytes) -> Span | None:
    """Return the `<!--` of the last comment where it goes on to the end of *data*."""
    if not comments or comments[-1].end < len(data):
        return None
    start = comments[-1].start
    if not data.startswith(b"<!--", start) or data.endswith(
        (b"-->", b"--!>", b"<!-->")
    ):
        return None
    return Span(start, start + 4)


def in_links(
    images: Sequence[Image], links: Sequence[Link], read: HtmlPart
) -> list[Image]:
    """Return *images* with the link around each, whichever syntax either has."""
    around: list[tuple[int, int, Span, bool]] = [
        (element.span.end, element.end.start, element.span, bool(element.text))
        for element in read.elements
        if element.name == "a" and element.end and element.value("href") is not None
    ]
    around += [
        (link.span.start, link.span.end, link.span, bool(link.text))
        for link in links
        if link.origin in (Origin.MARKDOWN, Origin.REFERENCE)
    ]
    # Links do not nest: the nearest one that begins before is the one around.
    around.sort()
    starts = [one[0] for one in around]
    found: list[Image] = []
    for image in images:
        at = bisect_right(starts, image.span.start) - 1
        if image.link is None and at >= 0 and image.span.end <= around[at][1]:
            image = msgspec.structs.replace(
                image, link=around[at][2], link_has_text=around[at][3]
            )
        found.append(image)
    return found


def in_elements(
    headings: Sequence[Heading], elements: Sequence[Element]
) -> list[Heading]:
    """Return *headings*, in source order, with the raw HTML element around each."""
    found: list[Heading] = []
    around: list[Element] = []
    coming = iter(elements)
    element = next(coming, None)
    for heading in sorted(headings, key=_start):
        start = heading.span.start
        while element is not None and element.span.start < start:
            if element.end is not None:
                around.append(element)
            element = next(coming, None)
        # An element that ended before never comes up again.
        while around and _end(around[-1]) <= start:
            around.pop()
        parent = around[-1].index if around else None
        if parent is not None:
            heading = msgspec.structs.replace(heading, parent=parent)
        found.append(heading)
    return found


def _end(element: Element) -> int:
    return element.end.start if element.end else element.span.end


# --- One text ---------------------------------------------------------------------


def _facts(
    data: bytes,
    parts: Sequence[tuple[Fragment, Sequence[Span]]],
    prose: Sequence[Prose],
    code: Sequence[Span],
) -> html.HtmlFacts:
    """Read the raw HTML of *parts*; all else is blank, but its text is visible."""
    blank = data.translate(_BLANK)
    masked = bytearray(blank)
    for fragment, spans in parts:
        base, end = fragment.span.start, fragment.span.end
        # What is around it, and comes first, fills the place of Markdown with letters.
        masked[base:end] = blank[base:end]
        for span in spans:
            masked[span.start : span.end] = fragment.text[
                span.start - base : span.end - base
            ]
    visible = bytearray(masked)
    for one in prose:
        visible[one.span.start : one.span.end] = data[one.span.start : one.span.end]
    for span in code:
        written = data[span.start : span.end]
        inner = written.strip(b"`")
        if len(inner) < len(written):
            start = span.start + len(written) - len(written.lstrip(b"`"))
            visible[start : start + len(inner)] = inner
    computed = _computed([fragment for fragment, _ in parts])
    return html.read(
        bytes(masked), computed=computed, visible=bytes(visible), as_meant=True
    )


def _computed(fragments: Sequence[Fragment]) -> list[Span]:
    """Return what shortcodes cover: whole pairs, unless their inner text is read."""
    inner = sorted(fragment.span for fragment in fragments)
    starts = [span.start for span in inner]
    spans: list[Span] = []
    for fragment in fragments:
        for span in fragment.computed:
            # A pair begins with its opening tag, so its inner text begins later.
            at = bisect_right(starts, span.start)
            if at < len(inner) and inner[at].end <= span.end:
                spans.append(Span(span.start, inner[at].start))
                spans.append(Span(inner[at].end, span.end))
            else:
                spans.append(span)
    return sorted(spans)


def _uncertain(
    data: bytes, fragment: Fragment, spans: Sequence[Span]
) -> html.HtmlFacts:
    """Read the raw HTML of one fragment that may be shown or not."""
    base = fragment.span.start
    local = [span.shifted(-base) for span in spans]
    masked = bytearray(fragment.text.translate(_BLANK))
    for span in local:
        masked[span.start : span.end] = fragment.text[span.start : span.end]
    facts = html.read(
        bytes(masked),
        computed=[span.shifted(-base) for span in fragment.computed],
        visible=fragment.text,
        as_meant=True,
    )
    # Whether an end tag is astray there depends on the template.
    return html.HtmlFacts(
        tuple(_shifted(element, base) for element in facts.elements),
        (),
        tuple(span.shifted(base) for span in facts.comments),
        tuple(span.shifted(base) for span in facts.texts),
    )


def _shifted(element: Element, by: int) -> Element:
    """Return *element*, uncertain and *by* bytes further on."""
    return msgspec.structs.replace(
        element,
        span=element.span.shifted(by),
        end=element.end and element.end.shifted(by),
        is_certain=False,
        attributes=tuple(
            Attribute(
                one.name,
                one.value,
                one.span.shifted(by),
                one.name_span.shifted(by),
                one.value_span and one.value_span.shifted(by),
                one.is_computed,
            )
            for one in element.attributes
        ),
    )


def _merged(facts: Sequence[html.HtmlFacts]) -> html.HtmlFacts:
    """Return *facts* as one, elements in source order and numbered anew."""
    numbered = sorted(
        (element.span, number, element)
        for number, one in enumerate(facts)
        for element in one.elements
    )
    places = {
        (number, element.index): place
        for place, (_, number, element) in enumerate(numbered)
    }
    elements = tuple(
        msgspec.structs.replace(
            element,
            index=place,
            parent=None if element.parent is None else places[(number, element.parent)],
        )
        for place, (_, number, element) in enumerate(numbered)
    )
    return html.HtmlFacts(
        elements,
        tuple(sorted((tag for one in facts for tag in one.stray_ends), key=_start)),
        tuple(sorted(span for one in facts for span in one.comments)),
        tuple(sorted(span for one in facts for span in one.texts)),
        tuple(fault for one in facts for fault in one.faults),
    )


def _start(fact: EndTag | Heading) -> int:
    return fact.span.start


# --- One element ------------------------------------------------------------------


def _components(elements: tuple[Element, ...]) -> tuple[Component, ...]:
    if not any(
        attribute.name == "class" for e in elements for attribute in e.attributes
    ):
        return ()
    from rdmlint.parse.components import components

    return components(elements)


_TRIGGERS: Final = frozenset(
    {"data-bs-toggle", "data-toggle", "data-bs-slide", "data-slide"}
    | {"data-bs-slide-to", "data-slide-to"}
)


def _toggles(elements: tuple[Element, ...]) -> tuple[Toggle, ...]:
    if not any(
        attribute.name in _TRIGGERS
        for element in elements
        for attribute in element.attributes
    ):
        return ()
    from rdmlint.parse.components import toggles

    return toggles(elements)


def _written(attribute: Attribute, data: bytes) -> str:
    """Return the value, or as written where a shortcode makes it."""
    span = attribute.value_span
    if attribute.is_computed and span is not None:
        return data[span.start : span.end].decode("utf-8", "replace")
    return attribute.value or ""


def _links(element: Element, data: bytes, *, is_toggle: bool) -> Iterator[Link]:
    text = element.text if element.name == "a" else ""
    title = element.value("title")
    for name in _ADDRESSES[element.name]:
        attribute = element.attribute(name)
        if attribute is None or (name == "srcset" and attribute.is_computed):
            continue
        span = attribute.value_span or Span(attribute.span.end, attribute.span.end)
        if name == "srcset":
            found = list(_candidates(attribute, data))
        else:
            found = [(_written(attribute, data), span)]
        for url, url_span in found:
            # Browsers drop white space around it.
            url = url.strip("\t\n\f\r ")
            yield Link(
                element.span,
                url,
                url_span,
                parse_address(url),
                text,
                Origin.HTML,
                element.name,
                title,
                is_toggle,
                element.is_certain,
            )


def _candidates(attribute: Attribute, data: bytes) -> Iterator[tuple[str, Span]]:
    """Yield the addresses of a `srcset`, without what tells their sizes."""
    span = attribute.value_span
    if span is None:
        return
    at = span.start
    while found := _CANDIDATE.match(data, at, span.end):
        start, end = found.span(1)
        yield (
            attribute_value(data[start:end].decode("utf-8", "replace")),
            Span(start, end),
        )
        if data[end : end + 1] == b",":
            at = end + 1
            continue
        comma = data.find(b",", end, span.end)
        if comma < 0:
            return
        at = comma + 1


def _image(element: Element, data: bytes) -> Iterator[Image]:
    source = element.attribute("src")
    alt = element.attribute("alt")
    role = (element.value("role") or "").lower()
    url = _written(source, data).strip("\t\n\f\r ") if source else ""
    place = source.value_span if source else None
    yield Image(
        element.span,
        url,
        place or element.span,
        parse_address(url),
        None if alt is None else _written(alt, data),
        None if alt is None else alt.value_span or alt.span,
        Origin.HTML,
        is_hidden=element.value("aria-hidden") == "true"
        or role in ("presentation", "none"),
        is_certain=element.is_certain,
    )


def _heading(element: Element) -> Heading:
    name = element.attribute("id")
    stop = element.end.start if element.end else element.span.end
    is_known = name is None or not name.is_computed
    return Heading(
        Span(element.span.start, element.end.end if element.end else element.span.end),
        _LEVELS[element.name],
        element.text,
        Span(element.span.end, stop),
        (name.value or None) if name and is_known else None,
        name.value_span if name else None,
        Origin.HTML,
        is_id_known=is_known,
        is_certain=element.is_certain,
    )


def _anchors(element: Element) -> Iterator[Anchor]:
    name = element.attribute("id")
    if name and name.value and not name.is_computed:
        span = name.value_span or name.span
        yield Anchor(name.value, span, "html", element.is_certain)
    if element.name == "a":
        old = element.attribute("name")
        if (
            old
            and old.value
            and not old.is_computed
            and old.value != (name.value if name else None)
        ):
            span = old.value_span or old.span
            yield Anchor(old.value, span, "name", element.is_certain)
