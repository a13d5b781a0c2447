"""The links that shortcodes make of what stands in their calls."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.evaluate import Programs
from rdmlint.hugo.written import own_path
from rdmlint.model import AddressKind, Link, Origin, Page, Shortcode
from rdmlint.parse.layout import SHOWN
from rdmlint.syntax.address import parse_address

_INSIDE = (AddressKind.ROOT, AddressKind.RELATIVE, AddressKind.FRAGMENT)


def with_called_links(page: Page, programs: Programs, config: HugoConfig) -> Page:
    """Return *page* with the links inside the site that its shortcodes print.

    Only those in which something of the call stands: what a template alone says is
    judged where it is written.
    """
    if not page.shortcodes:
        return page
    taken = {link.url_span for link in page.links}
    found = [
        link
        for link in _links(page, programs, config)
        if link.url_span not in taken or not link.is_written
    ]
    if not found:
        return page
    links = sorted((*page.links, *found), key=lambda link: link.span)
    return structs.replace(page, links=tuple(links))


def _links(page: Page, programs: Programs, config: HugoConfig) -> Iterator[Link]:
    for number, call in enumerate(page.shortcodes):
        # Only what stands in a call, or in one around it, can become an address.
        if not any(each.arguments for each in _with_parents(page, call)):
            continue
        given = programs.given(page.shortcodes, number)
        if given is None or not given.addresses:
            continue
        is_certain = _is_shown(page, call, programs)
        for one in given.addresses:
            address = parse_address(one.url)
            if address.kind in _INSIDE or (
                one.is_written and own_path(config, address) is not None
            ):
                yield Link(
                    call.span,
                    one.url,
                    one.span,
                    address,
                    SHOWN,
                    Origin.MARKDOWN if one.is_markdown else Origin.SHORTCODE,
                    one.element,
                    is_certain=is_certain,
                    is_written=one.is_written,
                )


def _with_parents(page: Page, call: Shortcode) -> Iterator[Shortcode]:
    yield call
    while call.parent is not None:
        call = page.shortcodes[call.parent]
        yield call


def _is_shown(page: Page, call: Shortcode, programs: Programs) -> bool:
    """Tell whether every call around *call* surely shows what stands in it."""
    while call.parent is not None:
        around = programs.given(page.shortcodes, call.parent)
        if around is None or not around.surely_has_inner:
            return False
        call = page.shortcodes[call.parent]
    return True
