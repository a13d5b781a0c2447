"""Addresses taken apart: the parts of a URL, as a browser finds them."""

from __future__ import annotations

import re
from functools import lru_cache

from rdmlint.model import Address, AddressKind

_ENDS = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_WEB = frozenset({"http", "https"})
_SPECIAL = _WEB | {"ftp", "ws", "wss", "file"}
"""Schemes for which a browser takes `\\` for `/`."""


@lru_cache(maxsize=4096)  # pages of a site repeat a third of their addresses
def parse_address(raw: str) -> Address:
    """Return the parts of *raw*; any text has some, so nothing is raised.

    White space and control characters at the ends, and tabs and line breaks
    anywhere, are passed over as browsers do. A backslash counts as a slash
    where the scheme is one of the web's or there is none.

    Source: WHATWG URL, basic URL parser.
    """
    text = raw
    if not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        text = text.strip(_ENDS).translate(_DROPPED)
    if not text:
        return Address(AddressKind.EMPTY, raw)
    if "{{" in text:
        return Address(AddressKind.COMPUTED, raw)
    if text[0] == "#":
        return Address(AddressKind.FRAGMENT, raw, fragment=text[1:])

    rest, hash_mark, after = text.partition("#")
    fragment = after if hash_mark else None
    rest, question_mark, after = rest.partition("?")
    query = after if question_mark else None

    scheme = None
    found = _SCHEME.match(rest)
    if found:
        scheme = found[1].lower()
        rest = rest[found.end() :]
    is_special = scheme is None or scheme in _SPECIAL
    slashed = rest.replace("\\", "/") if is_special and "\\" in rest else rest

    if scheme in _WEB:
        # Browsers take any number of slashes for the two that belong here.
        start = len(slashed) - len(slashed.lstrip("/"))
        kind = AddressKind.WEB
    elif slashed.startswith("//"):
        start = 2
        kind = AddressKind.OTHER if scheme else AddressKind.NETWORK
    else:
        if scheme:
            kind = AddressKind.OTHER
        elif slashed.startswith("/"):
            kind = AddressKind.ROOT
        else:
            kind = AddressKind.RELATIVE
        return Address(
            kind, raw, scheme=scheme, path=rest, query=query, fragment=fragment
        )

    end = slashed.find("/", start)
    if end < 0:
        end = len(slashed)
    userinfo, host, port = _authority(rest[start:end])
    return Address(
        kind,
        raw,
        scheme=scheme,
        userinfo=userinfo,
        host=host,
        port=port,
        path=rest[end:],
        query=query,
        fragment=fragment,
    )


def _authority(text: str) -> tuple[str | None, str, str | None]:
    """Return userinfo, host and port; None for what is not written."""
    before, at_sign, host = text.rpartition("@")
    userinfo = before if at_sign else None
    colon = host.rfind(":")
    if colon < 0 or host.endswith("]"):
        return userinfo, host.lower(), None
    return userinfo, host[:colon].lower(), host[colon + 1 :]
