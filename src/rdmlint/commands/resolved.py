"""The links of a page as they are written and as they are resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Final, Literal

import msgspec

from rdmlint.index import LinkFault, Reference, RefFault, SiteIndex, Target
from rdmlint.model import AddressKind, Image, Known, Link, Page
from rdmlint.text import Position, SourceText, Span


class Resolved(msgspec.Struct, frozen=True):
    """A link or image, and where it leads.

    *written* is the address as the page will say it, of a `ref` its argument. *url*
    counts from the host's root and is not percent-encoded (None: outside the site, or
    it cannot be told). *page* is the source of the page that is reached or nearly
    reached (None: none). *why* says what is wrong, or what hides the answer (None:
    nothing is). *instead* is what to write in its place (None: nothing near).
    """

    kind: Literal["link", "image", "ref"]
    written: str
    verdict: Known
    span: Span
    url: str | None = None
    page: str | None = None
    why: str | None = None
    instead: str | None = None


def links_of(index: SiteIndex, page: Page) -> tuple[Resolved, ...]:
    """Return the links, images and references of *page* in source order."""
    return tuple(sorted(_links_of(index, page), key=attrgetter("span")))


def _links_of(index: SiteIndex, page: Page) -> Iterator[Resolved]:
    references: set[int] = set()
    for shortcode in page.shortcodes:
        found = index.reference(page, shortcode)
        if found is not None:
            references.add(shortcode.span.start)
            yield _of_reference(index, found, shortcode.span)
    for link in page.links:
        if link.url_span.start not in references:
            yield _of_link(index, page, link)
    for image in page.images:
        yield _of_target(
            "image", image, index.image_target(page, image), _elsewhere(image)
        )


def _of_link(index: SiteIndex, page: Page, link: Link) -> Resolved:
    elsewhere = "a switch for a component, no link"
    if not link.is_toggle:
        elsewhere = _elsewhere(link)
    return _of_target("link", link, index.target(page, link), elsewhere)


def _elsewhere(fact: Link | Image) -> str:
    return _ELSEWHERE.get(fact.address.kind, "another site")


def _of_target(
    kind: Literal["link", "image"], fact: Link | Image, target: Target, elsewhere: str
) -> Resolved:
    why = target.reason
    if target.fault is not None:
        why = _FAULTS[target.fault](target)
    elif target.exists is Known.UNKNOWN and why is None:
        why = elsewhere
    fragment = fact.address.fragment
    url = target.url
    if url is not None and fragment:
        url = f"{url}#{fragment}"
    return Resolved(
        kind,
        fact.url,
        target.exists,
        fact.url_span,
        url,
        target.page,
        why,
        target.suggestion,
    )


def _of_reference(index: SiteIndex, found: Reference, span: Span) -> Resolved:
    page = index.page(found.page) if found.page is not None else None
    url = index.url_of(page) if page is not None else None
    return Resolved(
        "ref",
        found.word,
        found.exists,
        span,
        url if found.fault in (None, RefFault.FRAGMENT) else None,
        found.page,
        _REF_FAULTS[found.fault] if found.fault is not None else found.reason,
        found.near,
    )


def place(source: SourceText, span: Span) -> Position:
    """Return where *span* begins, in lines and columns from 1."""
    return source.position(span.start)


_ELSEWHERE: Final = {
    AddressKind.EMPTY: "no address",
    AddressKind.OTHER: "no address of a site",
    AddressKind.COMPUTED: "an address that a shortcode makes",
}

_FAULTS: Final[dict[LinkFault, Callable[[Target], str]]] = {
    LinkFault.SCHEME: lambda target: "its scheme is mistyped",
    LinkFault.MALFORMED: lambda target: f"it {target.detail}",
    LinkFault.MISSING: lambda target: "nothing is published there",
    LinkFault.UNPUBLISHED: lambda target: f"{target.page} is {target.detail}",
    LinkFault.NOT_REWRITTEN: lambda target: "it names a source file",
    LinkFault.DEPTH: lambda target: "it counts from the page, not from its file",
    LinkFault.LETTER_CASE: lambda target: "it is published in another letter case",
    LinkFault.STATIC_PREFIX: lambda target: "`static` is no part of addresses",
    LinkFault.FRAGMENT: lambda target: "the page has no such id",
}

_REF_FAULTS: Final = {
    RefFault.EMPTY: "it names no page",
    RefFault.MISSING: "there is no such page",
    RefFault.AMBIGUOUS: "several pages have that name",
    RefFault.UNPUBLISHED: "the page is not published",
    RefFault.UNRENDERED: "the page has no address",
    RefFault.LANGUAGE: "the site has no such language",
    RefFault.FORMAT: "the page has no such output format",
    RefFault.FRAGMENT: "the page has no such id",
}
