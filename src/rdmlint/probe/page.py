"""What a page of another site says of itself: that nothing is there, or has an id."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

RATIO: Final = 100
"""How many times larger than sent a page may unpack to be."""

_TITLE: Final = re.compile(rb"<title\b[^>]{0,500}>([^<]{0,1000})", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s[|–—·•:/-]+\s|[|–—·•»«]|:\s")
_NOTHING: Final = re.compile(
    r"(?:error|fel)?\s?:?\s?404(?:\s?error)?[\s!:,.-]{0,3}"
    r"(?:(?:the )?(?:page|file|sidan) ?(?:was )?(?:not found|could not be found"
    r"|hittades inte|kunde inte hittas|finns inte)|not found)?[\s!.]{0,3}"
    r"|(?:the |this |sorry, )?(?:page|content) (?:was )?"
    r"(?:not found|cannot be found|could not be found|can't be found|does not exist"
    r"|doesn't exist|no longer exists|unavailable|missing)[\s!.]{0,3}"
    r"|not found|file not found|nothing found|sidan (?:hittades inte|kunde inte hittas"
    r"|finns inte(?: längre)?|saknas)[\s!.]{0,3}|seite nicht gefunden"
    r"|page introuvable|página no encontrada|pagina non trovata",
    re.IGNORECASE,
)
"""A title, or a part of one, that says that nothing is there."""

_PARKED: Final = re.compile(
    rb"sedoparking\.com|parkingcrew\.net|bodis\.com|above\.com/marketplace|hugedomains"
    rb"\.com|dan\.com/buy-domain|afternic\.com/forsale|parking-lander|domainparking"
    rb"|this domain (?:name )?(?:is|may be) for sale|domain is parked|buy this domain"
    rb"|this domain has expired|domain name has expired",
    re.IGNORECASE,
)
_SELLERS: Final = (
    "sedo.com",
    "sedoparking.com",
    "hugedomains.com",
    "dan.com",
    "afternic.com",
    "bodis.com",
    "parkingcrew.net",
    "undeveloped.com",
    "buydomains.com",
    "domainmarket.com",
)
_SAYS: Final = re.compile(
    r"(?:^|[/_.-])(?:404|error-?404|not-?found|page-?not-?found|sidan-?finns-?inte)"
    r"(?:[/_.?-]|$)",
    re.IGNORECASE,
)


def unpacked(body: bytes, encoding: str, most: int) -> bytes | None:
    """Return *body* as it was before it was sent, at most *most* bytes of it.

    None: it is packed in a way that is not read, or unpacks to more than `RATIO`
    times its size. Nothing larger than *most* is ever held.
    """
    if encoding in ("", "identity"):
        return body[:most]
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return None
    bits = 16 + zlib.MAX_WBITS if "gzip" in encoding else zlib.MAX_WBITS
    try:
        found = zlib.decompressobj(bits).decompress(body, most)
    except zlib.error:
        return None
    return None if len(found) > RATIO * max(len(body), 1) else found


def title(text: bytes) -> str:
    """Return the title of the page; "" where it has none."""
    found = _TITLE.search(text)
    return (
        " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    )


def says_nothing_is_there(text: bytes, url: str) -> str | None:
    """Return the title of a page that says that there is none; None: it does not.

    An address that itself speaks of such pages may well lead to one about them.
    """
    said = title(text)
    path = urlsplit(url).path.lower()
    if not said or "404" in path or "not-found" in path or "not_found" in path:
        return None
    parts = (part.strip() for part in (said, *_PARTS.split(said)))
    return said if any(_NOTHING.fullmatch(part) for part in parts) else None


def is_for_sale(text: bytes, url: str) -> bool:
    """Tell whether the page at *url* offers the domain itself."""
    host = (urlsplit(url).hostname or "").lower()
    if any(host == each or host.endswith(f".{each}") for each in _SELLERS):
        return True
    return len(text) < 32_000 and _PARKED.search(text) is not None


def lost_its_way(asked: str, got: str) -> str | None:
    """Say how a redirect from *asked* to *got* leads away from what was asked for.

    To the front page, though something deeper was meant, or to a page whose address
    says that nothing was found. None: it does not.
    """
    start, end = urlsplit(asked), urlsplit(got)
    if _SAYS.search(end.path) and not _SAYS.search(start.path):
        return f"is sent on to {got}, which says that nothing was found"
    deep = [part for part in start.path.split("/") if part]
    is_front = end.path in ("", "/") and not end.query and not end.fragment
    if is_front and len(deep) > 1 and _site(start.hostname) == _site(end.hostname):
        return f"is sent on to the front page, {got}"
    return None


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


_ID: Final = re.compile(
    rb"""(?:\bid|\bname)["']?\s{0,9}[=:]\s{0,9}(?:"([^"<>]{0,500})"|'([^'<>]{0,500})'"""
    rb"""|([^\s"'<>]{1,500}))""",
    re.IGNORECASE,
)
"""An id or name, of an element or in what a script will make elements of."""


def absent_ids(text: bytes, wanted: Collection[str]) -> tuple[str, ...]:
    """Return those *wanted* fragments that the page surely has no `id` or `name` for.

    What stands in scripts and comments counts as there, for a script may show it. The
    page is searched and not parsed: a parser of HTML in Python takes minutes for two
    hostile megabytes, and knows less of what scripts will do.
    """
    found: set[str] = set()
    for groups in _ID.findall(text):
        found.add(unescape(b"".join(groups).decode("utf-8", "replace")))
    return tuple(
        each for each in wanted if each not in found and unquote(each) not in found
    )
