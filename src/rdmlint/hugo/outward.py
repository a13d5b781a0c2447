"""Links to other sites, wherever they are written, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.written import own_path
from rdmlint.model import (
    Address,
    AddressKind,
    Element,
    ExternalLink,
    Mapping,
    Origin,
    Page,
    Scalar,
    Value,
)
from rdmlint.syntax.address import parse_address
from rdmlint.text import Span

_PORTS: Final = {"http": "80", "https": "443"}

_SAFE: Final = "!#$%&'()*+,-./:;=?@[]_~"
"""What stays as it is in a path or query: all that RFC 3986 knows, and `%`."""

_URL: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
"""An address in running text."""

_HINTS: Final = frozenset({"preconnect", "dns-prefetch", "canonical"})
"""Values of `rel` that prepare for a host, or name the page itself: no places."""

_NO_PLACES: Final = frozenset({"form"})
"""Elements whose addresses take what is sent there, and show nothing by themselves."""


def request_url(address: Address) -> str | None:
    """Return what a browser asks for when it follows *address*; None: it asks nobody.

    Scheme and host are lowered, the usual port and the fragment are left out, other
    letters than ASCII's are percent-encoded, and a host with such is put as IDNA has
    it. An address without scheme is asked for by `https:`.

    Source: WHATWG URL; RFC 3986, section 6.2.
    """
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK) or not address.host:
        return None
    scheme = address.scheme or "https"
    host = _ascii_host(address.host)
    if host is None:
        return None
    port = address.port
    suffix = "" if port in (None, "", _PORTS[scheme]) else f":{port}"
    userinfo = "" if address.userinfo is None else f"{address.userinfo}@"
    path = quote(address.path.replace("\\", "/") or "/", safe=_SAFE)
    query = "" if address.query is None else "?" + quote(address.query, safe=_SAFE)
    return f"{scheme}://{userinfo}{host}{suffix}{path}{query}"


def _ascii_host(host: str) -> str | None:
    if host.isascii():
        return None if re.search(r"[\s\x00-\x20<>%]", host) else host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def external_links(pages: Iterable[Page], config: HugoConfig) -> Iterator[ExternalLink]:
    """Yield the links of *pages* to other sites, in source order for each page.

    Those of Markdown, raw HTML and templates, arguments of shortcodes, and what texts
    of front matter and data files hold. The site's own addresses are none, nor are
    those that are computed, drive a component, or stand in a shortcode that may show
    them as code or not at all. Each place is there once.
    """
    for page in pages:
        found: dict[Span, ExternalLink] = {}
        for link in _of_page(page, config):
            found.setdefault(link.span, link)
        yield from sorted(found.values(), key=lambda link: link.span)


def _of_page(page: Page, config: HugoConfig) -> Iterator[ExternalLink]:
    hints = {each.span for each in page.elements if _is_hint(each)}
    for link in page.links:
        if link.is_toggle or not link.is_certain or link.span in hints:
            continue
        if link.element in _NO_PLACES:
            continue
        yield from _external(
            page, link.address, link.url_span, link.origin, config, link.element
        )
    for image in page.images:
        if image.is_certain:
            yield from _external(
                page, image.address, image.url_span, image.origin, config, "img"
            )
    for call in page.shortcodes:
        for argument in call.arguments:
            if _URL.fullmatch(argument.value.strip()):
                address = parse_address(argument.value.strip())
                span = argument.value_span
                yield from _external(page, address, span, Origin.SHORTCODE, config)
    if page.front_matter is not None and page.front_matter.is_readable:
        for value in _texts(page.front_matter.root):
            yield from _in_text(page, value, Origin.FRONT_MATTER, config)
    for value in _texts(page.data) if page.data is not None else ():
        if not _URL.fullmatch(str(value.value).strip()):  # that is among the links
            yield from _in_text(page, value, Origin.DATA, config)


def _is_hint(element: Element) -> bool:
    words = (element.value("rel") or "").lower().split()
    return element.name == "link" and not _HINTS.isdisjoint(words)


def _external(
    page: Page,
    address: Address,
    span: Span,
    origin: Origin,
    config: HugoConfig,
    element: str = "a",
) -> Iterator[ExternalLink]:
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK):
        return
    url = request_url(address)
    if url is None or own_path(config, address) is not None:
        return
    written = address.raw.strip()
    is_exact = len(written.encode()) == span.end - span.start
    yield ExternalLink(
        url, page.path, span, written, origin, address.fragment, element, is_exact
    )


# --- Texts with addresses in them -----------------------------------------------------


def _texts(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        if value.kind == "string" and isinstance(value.value, str):
            yield value
    elif isinstance(value, Mapping):
        for entry in value.entries:
            yield from _texts(entry.value)
    else:
        for item in value.items:
            yield from _texts(item)


def _in_text(
    page: Page, value: Scalar, origin: Origin, config: HugoConfig
) -> Iterator[ExternalLink]:
    """Yield the addresses in a text of front matter or data, each at its place.

    Where the text is not written as it reads (escapes, folded lines), the place is the
    whole value.
    """
    text = str(value.value)
    if "://" not in text:
        return
    quotes = int(value.style in ("single", "double"))
    start = value.span.start + quotes
    length = value.span.end - value.span.start - 2 * quotes
    is_plain = value.style in ("plain", "single", "double")
    is_literal = is_plain and len(text.encode()) == length
    for found in _URL.finditer(text):
        written = trimmed(found.group())
        address = parse_address(written)
        if is_literal:
            at = start + len(text[: found.start()].encode())
            span = Span(at, at + len(written.encode()))
        else:
            span = value.span
        yield from _external(page, address, span, origin, config)


def trimmed(url: str) -> str:
    """Return *url*, found in running text, without what belongs to the sentence.

    A closing parenthesis stays where one was opened in the address.
    """
    depth = 0
    for at, letter in enumerate(url if ")" in url else ""):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            url = url[:at]
            break
    return url.rstrip(".,;:!?*_")
