"""ORCID iDs, DOIs and YouTube video ids: what is wrong with one that is mistyped.

Sources: ORCID, "Structure of the ORCID Identifier" (ISO 7064, MOD 11-2); DOI Handbook
2.2; videos on YouTube have ids of eleven letters of base64url.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from rdmlint.model import Address, AddressKind

_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_ORCID_LIKE: Final = re.compile(r"[\d-]{12,30}[Xx]?")
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_LIKE: Final = re.compile(r"10[.,]?\d{3,}")
_VIDEO: Final = re.compile(r"[\w-]+", re.ASCII)

_PREFIX: Final = re.compile(
    r"(?:https?://)?(?:www\.|dx\.)?(?:doi|orcid)\.org/|(?:doi|orcid):\s*", re.IGNORECASE
)
_AGAIN: Final = ("http:", "https:", "doi.org/", "dx.doi.org/")
_YOUTUBE: Final = frozenset(
    f"{name}{host}"
    for host in ("youtube.com", "youtube-nocookie.com")
    for name in ("", "www.", "m.", "music.")
)
_WATCHED: Final = ("embed", "shorts", "live", "v")
_NO_VIDEOS: Final = ("videoseries", "live_stream", "")

VIDEO_LENGTH: Final = 11


def orcid_fault(text: str) -> str | None:
    """Say what is wrong with an ORCID iD, bare or with its address; None: nothing.

    Text that does not look like one is let pass.
    """
    bare = _PREFIX.sub("", text.strip(), count=1).rstrip("/")
    if _ORCID_LIKE.fullmatch(bare) is None:
        return None
    digits = bare.upper().replace("-", "")
    if len(digits) != 16:
        return f"has {len(digits)} digits, and an ORCID iD has 16"
    if check_digit(digits[:-1]) != digits[-1]:
        return "is no ORCID iD: its digits do not fit its last, which checks them"
    if "-" in bare and _ORCID.fullmatch(bare.upper()) is None:
        return "is not written in four groups of four"
    return None


def check_digit(digits: str) -> str:
    """Return the character that follows *digits* by ISO 7064, MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    rest = (12 - total) % 11
    return "X" if rest == 10 else str(rest)


def doi_fault(text: str) -> str | None:
    """Say what is wrong with a DOI, bare or with its address; None: nothing.

    Text that does not look like one, such as a short DOI, is let pass. Any printable
    character may stand in a DOI, parentheses among them.
    """
    bare = _PREFIX.sub("", text.strip(), count=1)
    if bare != text.strip() and bare.lower().startswith(_AGAIN):
        return "has its address twice"
    bare = unquote(bare).removeprefix("doi:")
    if _DOI_LIKE.match(bare) is None or bare.startswith("10/"):
        return None
    if any(letter.isspace() for letter in bare):
        return "has a space in it"
    if _DOI.fullmatch(bare) is None:
        return "is no DOI, which is written 10.1234/suffix"
    if bare[-1] in ",;":
        return f"ends with `{bare[-1]}`, which is no part of it"
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        return "ends with `)`, which nothing opens"
    return None


def video_fault(name: str) -> str | None:
    """Say what is wrong with the id of a video on YouTube; None: nothing."""
    found = _VIDEO.match(name)
    if found is None or len(found[0]) == VIDEO_LENGTH:
        return None
    if found[0] != name:
        return None  # what follows may be text that YouTube passes over
    count = len(name)
    return f"has {count} characters, and a video on YouTube has {VIDEO_LENGTH}"


def fault(address: Address) -> tuple[str, str] | None:
    """Return the identifier that *address* holds and what is wrong; None: nothing."""
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK):
        return None
    host = (address.host or "").removeprefix("www.")
    if host == "orcid.org":
        name = address.path.strip("/")
        found = orcid_fault(name)
    elif host in ("doi.org", "dx.doi.org"):
        rest = "" if address.query is None else f"?{address.query}"
        name = address.path.lstrip("/") + rest
        is_twice = name.lower().startswith(_AGAIN)
        found = "has its address twice" if is_twice else doi_fault(name)
    else:
        video = _video(address)
        if video is None:
            return None
        name, found = video, video_fault(video)
    return (name, found) if found else None


def _video(address: Address) -> str | None:
    """Return the id of the video that *address* shows; None: it shows none."""
    host = address.host or ""
    parts = address.path.strip("/").split("/")
    if host in ("youtu.be", "www.youtu.be"):
        return parts[0] or None
    if host not in _YOUTUBE:
        return None
    if parts == ["watch"]:
        for pair in (address.query or "").split("&"):
            key, _, value = pair.partition("=")
            if key == "v":
                return value or None
        return None
    if len(parts) >= 2 and parts[0] in _WATCHED and parts[1] not in _NO_VIDEOS:
        return parts[1]
    return None
