"""Addresses that were mistyped: what is wrong in them, and what was meant."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from rdmlint.model import Address, AddressKind


class Slip(msgspec.Struct, frozen=True):
    """A slip in an address.

    *what* is the end of a sentence that begins with the address. *meant* is the
    address that was probably meant (None: that cannot be told). *is_scheme*: only
    its scheme is mistyped. *is_mild*: browsers put it right.
    """

    what: str
    meant: str | None
    is_scheme: bool = False
    is_mild: bool = False


_SCHEME: Final = re.compile(r"(?!ssh)(?=\w*t)[htps]{3,7}")
"""What stands for `http` or `https` where `//` follows: their letters, shuffled."""

_MAIL: Final = frozenset(("maito", "mailt", "mialto", "mailo", "malto", "mailtp"))

_BROKEN_START: Final = re.compile(
    r"(?:h?t{1,3}ps?|https?)(?:[;.,]?//|[;.,:] ?//|:?\\{1,2}|//:|: //)", re.IGNORECASE
)
_WEB_START: Final = re.compile(r"(https?):([/\\]*)", re.IGNORECASE)
_DOUBLED: Final = re.compile(
    r"https?:/{0,2}(?=(?:https?)(?::/{0,2}|/{2}))", re.IGNORECASE
)
_SCHEME_START: Final = re.compile(r"https?:?/{0,2}", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S")
_DOI_HOSTS: Final = ("doi.org", "dx.doi.org", "www.doi.org")
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/:?#]|$)", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"[^/@\s?#]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=\?|$)", re.I)
_ENDINGS: Final = re.compile(
    "com|org|net|edu|gov|int|eu|info|io|ai|dev|se|dk|no|fi|is|de|uk|fr|nl|be|ch|at|es"
    "|it|pt|pl|cz|ie|us|ca|au|nz|jp|cn|in|br|ac"
)
"""Ends of host names that few names of files and directories have."""

_PLAIN_ENDINGS: Final = re.compile("com|org|net|edu|gov|eu|se|uk|de")
"""Those by which a name of two parts without a path is known for a host."""


_DROPPED: Final = str.maketrans("", "", "\t\n\r")
"""What browsers leave out of addresses."""


def slip(address: Address) -> Slip | None:
    """Return what is mistyped in *address*; None: nothing that shows.

    A relative address that looks like a host's name is told as a slip; whether
    something of that name is published is for the caller to ask first.
    """
    kind = address.kind
    if kind is AddressKind.RELATIVE:
        return _relative(address)
    if kind is AddressKind.WEB:
        return _web(address)
    if kind is AddressKind.OTHER:
        return _other(address)
    return None


_FINE: Final = re.compile(
    r"https?://(?!https?[:/]|10\.\d)[a-z0-9.-]+(?:[/:?#][^\s<]*)?", re.IGNORECASE
)
"""An address of the web in which nothing is amiss, as nearly all are."""


def _web(address: Address) -> Slip | None:
    raw = address.raw.strip()
    path = address.path.lstrip("/")
    is_doi = address.host in _DOI_HOSTS and path.endswith("/")
    is_odd = is_doi or "%20%20" in raw or raw.endswith("/=")
    if not is_odd and _FINE.fullmatch(raw):
        return None
    doubled = _DOUBLED.match(raw)
    if doubled:
        rest = raw[doubled.end() :]
        again = _DOUBLED.match(rest)
        rest = rest[again.end() :] if again else rest
        scheme = _SCHEME_START.match(rest)
        end = scheme.end() if scheme else 0
        name = "https" if rest[:5].lower() == "https" else "http"
        return Slip("has two schemes", f"{name}://{rest[end:].lstrip(':/')}")
    start = _WEB_START.match(raw)
    if start and start[2] != "//" and "\\" not in start[2]:
        meant = f"{start[1].lower()}://{raw[start.end() :].lstrip(' :/')}"
        return Slip("has a mistyped scheme", meant, is_scheme=True)
    host = address.host or ""
    if not host:
        return Slip("names no host", None)
    if re.fullmatch(r"10\.\d{4,9}", host):
        rest = raw[start.end() :] if start else raw
        return Slip("has a DOI for a host", f"https://doi.org/{rest}")
    if re.search(r"\s", host):
        return Slip("has a space in its host", _without_spaces(raw, host))
    if host in _DOI_HOSTS and address.path.endswith("/") and _DOI.match(path):
        return Slip("is a DOI with a slash too many", raw.rstrip("/"), is_mild=True)
    if address.path.endswith("/=") and raw.endswith("/="):
        return Slip("has a stray = at its end", raw[:-1], is_mild=True)
    inner = address.path + (address.query or "")
    if "%20%20" in address.path:
        meant = re.sub("(?:%20){2,}", "", raw)
        return Slip("holds spaces in a row", meant, is_mild=True)
    if "<" in inner and ("\n" in raw or '"' in raw or "=" in raw):
        return Slip("runs on into the markup behind it", None)
    if " " in inner:
        if re.search(r"\shttps?://", raw):
            return Slip("holds two addresses", None)
        meant = raw.translate(_DROPPED).replace(" ", "%20")
        return Slip("has a space in it", meant, is_mild=True)
    return None


def _without_spaces(raw: str, host: str) -> str | None:
    squeezed = "".join(host.split())
    at = raw.lower().find(host)
    if at < 0 or not _HOST.fullmatch(squeezed):
        return None
    return raw[:at] + squeezed + raw[at + len(host) :]


def _other(address: Address) -> Slip | None:
    scheme = address.scheme or ""
    raw = address.raw.strip()
    rest = raw[len(scheme) + 1 :]
    if _SCHEME.fullmatch(scheme) and rest.startswith("//"):
        name = "https" if "s" in scheme[-3:] else "http"
        return Slip("has a mistyped scheme", f"{name}:{rest}", is_scheme=True)
    if scheme in _MAIL and "@" in rest:
        return Slip("has a mistyped scheme", f"mailto:{rest}", is_scheme=True)
    if scheme == "doi":
        name = rest.lstrip("/ ")
        meant = f"https://doi.org/{name}" if _DOI.match(name) else None
        return Slip("is a DOI, which browsers do not open", meant)
    host = _HOST.match(raw)
    if host and "." in scheme and _is_host(host[0], has_path=True):
        return Slip("has no scheme", f"https://{raw}")
    return None


def _relative(address: Address) -> Slip | None:
    raw = address.raw.strip()
    broken = _BROKEN_START.match(raw)
    if broken:
        name = "https" if "s" in broken[0].lower() else "http"
        return Slip(
            "has a mistyped scheme",
            f"{name}://{raw[broken.end() :].lstrip(':/ ')}",
            is_scheme=True,
        )
    if _DOI.match(raw):
        return Slip("is a bare DOI", f"https://doi.org/{raw}")
    host = _HOST.match(raw)
    if host and _is_host(host[0], has_path=len(raw) > host.end()):
        return Slip("has no scheme", f"https://{raw}")
    mailbox = _MAILBOX.match(raw)
    if mailbox:
        return Slip("has no scheme", f"mailto:{raw}")
    return None


def _is_host(name: str, *, has_path: bool) -> bool:
    """Tell whether *name* is the name of a host rather than of a file."""
    labels = name.lower().split(".")
    if labels[0] == "www" and len(labels) > 2:
        return True
    ends = _ENDINGS if has_path or len(labels) > 2 else _PLAIN_ENDINGS
    return ends.fullmatch(labels[-1]) is not None
