"""Which addresses Go refuses to take apart, and why.

Source: Go `net/url`, `Parse`.
"""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*+):")
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}")
_USER: Final = re.compile(r"[A-Za-z0-9\-._:~!$&'()*+,;=%@]*+")
_PORT: Final = re.compile(r"(?::[0-9]*+)?+")
_HOST: Final = re.compile(r"[A-Za-z0-9\-_.~!$&'()*+,;=:\[\]<>\"%\x80-\U0010ffff]*+")
_LITERAL: Final = re.compile(r"\[[0-9A-Fa-f]*+:[0-9A-Fa-f:.]*+(?:%25.*)?")
_ASCII_ESCAPE: Final = re.compile(r"%(?!25)[0-7][0-9A-Fa-f]")


def fault(url: str) -> str | None:
    """Say why Go cannot parse *url*, as the end of a sentence; None: it can."""
    url, _, fragment = url.partition("#")
    if _CONTROL.search(url):
        return "holds a control character"
    if url == "*":
        return _bad_escape(fragment)
    if url.startswith(":"):
        return "has nothing before its first `:`"
    scheme = _SCHEME.match(url)
    rest = url[scheme.end() :] if scheme else url
    rest = rest.partition("?")[0]
    if not rest.startswith("/"):
        if scheme:
            return _bad_escape(fragment)
        if ":" in rest.partition("/")[0]:
            return "has a `:` that no scheme is before; write `./` before it"
    elif rest.startswith("//") and (scheme or not rest.startswith("///")):
        authority, slash, path = rest[2:].partition("/")
        rest = slash + path
        is_web = scheme is not None and scheme[1].lower() in ("http", "https")
        if why := _bad_authority(authority, is_web=is_web):
            return why
    return _bad_escape(rest) or _bad_escape(fragment)


def _bad_escape(text: str) -> str | None:
    found = _ESCAPE.search(text)
    return f"holds `{found.group()}`, which is no percent escape" if found else None


def _bad_authority(authority: str, *, is_web: bool) -> str | None:
    user, at, host = authority.rpartition("@")
    if at and not _USER.fullmatch(user):
        return "has a user's name that cannot be"
    if why := _bad_escape(user):
        return why
    if "[" in host:
        literal, closing, port = host.partition("]")
        if not closing or not _LITERAL.fullmatch(literal) or not _PORT.fullmatch(port):
            return "has a `[` in its host that begins no address"
        return None
    colon = host.find(":") if is_web else host.rfind(":")
    if colon >= 0 and not _PORT.fullmatch(host[colon:]):
        return f"has `{host[colon + 1 :]}` for its port, which is no number"
    if why := _bad_escape(host):
        return why
    if not _HOST.fullmatch(host) or _ASCII_ESCAPE.search(host):
        return "has a character in its host that cannot be"
    return None
