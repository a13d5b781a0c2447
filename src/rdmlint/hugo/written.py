"""How addresses are written: taken apart, resolved, and put together again."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import quote

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.model import Address, AddressKind
from rdmlint.syntax.address import parse_address

_PLACEHOLDERS: Final = frozenset(
    ("", "example.org", "example.com", "example.net", "localhost", "127.0.0.1")
)
_PORTS: Final = {"http": "80", "https": "443"}


def own_path(config: HugoConfig, address: Address) -> str | None:
    """Return *address* counted from the host's root; None: it is another site's.

    Query and fragment stay. A site with a placeholder for a base URL has no address
    of its own.
    """
    if address.kind is AddressKind.ROOT:
        return address.raw.strip()
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK):
        return None
    base = _base_address(config.base_url)
    if (base.host or "") in _PLACEHOLDERS or address.host != base.host:
        return None
    if _port(address) != _port(base):
        return None
    path = address.path.replace("\\", "/") or "/"
    if not (path + "/").startswith(config.base_path + "/"):
        return None
    return path + rest(address)


@lru_cache(maxsize=8)
def _base_address(url: str) -> Address:
    return parse_address(url)


def _port(address: Address) -> str:
    """Return the port, "" for the usual one: http and https are one site."""
    usual = _PORTS.get(address.scheme or "", "443")
    return "" if address.port in (None, "", usual) else address.port or ""


def rest(address: Address) -> str:
    """Return query and fragment as written."""
    query = "" if address.query is None else "?" + address.query
    return query + ("" if address.fragment is None else "#" + address.fragment)


def is_free_fragment(fragment: str) -> bool:
    """Tell whether *fragment* needs no id: `#`, `#top`, `#!…`, text, a script's own.

    Source: HTML, "scroll to the fragment"; the text fragment draft.
    """
    return (
        fragment == ""
        or fragment.lower() == "top"
        or fragment.startswith((":~:", "!", "/", "?"))
        or "=" in fragment
    )


def resolve(base: str, path: str) -> str:
    """Return *path* as a browser resolves it against *base*, both without queries.

    `..` stops at the root. Source: WHATWG URL, path state.
    """
    if not path:
        return base
    whole = path if path.startswith("/") else base[: base.rfind("/") + 1] + path
    if "/." not in whole and "//" not in whole:
        return whole
    kept: list[str] = []
    segments = whole.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


class Form(msgspec.Struct, frozen=True):
    """How a link is written, so that another can be written alike.

    *url* is the address of the page it stands on, `/a/` (None: not known).
    """

    url: str | None
    address: Address
    config: HugoConfig

    def write(self, inside: str, *, is_root: bool = False) -> str:
        """Return the address of *inside*, a path without the base path."""
        address = self.address
        if address.kind is AddressKind.RELATIVE and not is_root and self.url:
            start = dirname(self.url)
            path = relpath(inside, start) + ("/" if inside.endswith("/") else "")
            path = "./" if path == "./" else path
            if address.path.startswith("./") and not path.startswith("."):
                path = "./" + path
        elif address.kind is AddressKind.ROOT and (
            self.config.canonify_urls or self.config.relative_urls
        ):
            path = inside
        else:
            path = self.config.base_path + inside
        if address.kind in (AddressKind.WEB, AddressKind.NETWORK):
            scheme = "" if address.scheme is None else address.scheme + ":"
            port = "" if address.port is None else ":" + address.port
            return f"{scheme}//{address.host}{port}{_escape(path)}{rest(address)}"
        return _escape(path) + rest(address)


def _escape(path: str, safe: str = "/") -> str:
    """Percent-encode *path* for an attribute and for Markdown alike."""
    return quote(path, safe="-._~!$*+,;=:@" + safe)


def escape_id(name: str) -> str:
    """Percent-encode in an id what an attribute or Markdown would take amiss."""
    return "".join(quote(each) if each in _AMISS else each for each in name)


_AMISS: Final = frozenset(" \t\n\"'`<>()[]{}#%\\")
