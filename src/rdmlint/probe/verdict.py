"""What requests and their history come to: ok, dead, or unverifiable, and why."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import msgspec

from rdmlint.model import Answer, Cause, Hop, Verdict
from rdmlint.probe.fetch import Reply, asked_for
from rdmlint.probe.page import is_for_sale, lost_its_way, says_nothing_is_there

PROVING: Final = frozenset({Cause.GONE, Cause.UNKNOWN_HOST})
"""What makes an address dead, once it is confirmed."""

FOR_SALE: Final = "leads to a domain that is for sale, or parked"

DAY: Final = 86_400.0
"""Seconds that lie between two failures of an address with a history that prove it."""

_DENIED: Final = frozenset({401, 402, 403, 405, 406, 407, 415, 418, 421, 426, 451, 999})
_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def is_redirect(hop: Hop) -> bool:
    """Tell whether the answer sends on to another address."""
    return hop.status in _REDIRECTS and hop.location is not None


def is_success(hop: Hop) -> bool:
    """Tell whether the answer is that the thing is there."""
    return hop.status is not None and 200 <= hop.status < 300


def is_busy(hop: Hop) -> bool:
    """Tell whether the server asks to be left alone for a while."""
    return hop.status == 429 or (hop.status == 503 and hop.wait is not None)


def judged(url: str, hops: Sequence[Hop], last: Reply, text: bytes | None) -> Answer:
    """Return what one look at *url* came to, as if it had no history.

    *hops* are all its requests, *last* the reply to the last of them, *text* the
    beginning of the page that is there (None: it was not read).
    """
    hop = last.hop
    if last.trouble is not None:
        return failed(url, hops, last.trouble, hop.error or "")
    if not is_success(hop):
        cause, reason = _of_status(hop)
        return failed(url, hops, cause, reason)
    away = lost_its_way(url, hop.url)
    if away is not None:
        return failed(url, hops, Cause.SOFT_404, away)
    if text is not None or hop.url != url:
        if is_for_sale(text or b"", hop.url):
            return failed(url, hops, Cause.PARKED, FOR_SALE)
        said = says_nothing_is_there(text or b"", url)
        if said is not None:
            reason = f"answers as if all were well, with a page called “{said[:80]}”"
            return failed(url, hops, Cause.SOFT_404, reason)
    return Answer(url, Verdict.OK, hops=tuple(hops), moved_to=moved_to(url, hops))


def failed(url: str, hops: Sequence[Hop], cause: Cause, reason: str) -> Answer:
    """Return that *url* is not known to be well, for *reason*."""
    return Answer(url, Verdict.UNVERIFIABLE, cause, reason, tuple(hops))


def _of_status(hop: Hop) -> tuple[Cause, str]:
    status = hop.status or 0
    reason = f"answers {said(status)}"
    if status in (404, 410):
        return Cause.GONE, reason
    if is_busy(hop):
        return Cause.BUSY, reason
    if status in _DENIED:
        return Cause.DENIED, reason
    if status >= 500 and status != 999:
        return Cause.SERVER, reason
    return Cause.STATUS, reason


def said(status: int) -> str:
    """Return *status* with its name, where it has one."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def moved_to(url: str, hops: Sequence[Hop]) -> str | None:
    """Return the address that *url* was moved to for good; None: to none.

    Permanent redirects count as long as no other comes between.
    """
    at = url
    target: str | None = None
    for hop in hops:
        if hop.url != at or not is_redirect(hop) or hop.location is None:
            continue
        if hop.status not in _PERMANENT:
            break
        target = hop.location
        at = asked_for(target)
    return target if target is not None and asked_for(target) != url else None


# --- History ------------------------------------------------------------------------


def settled(now: Answer, past: Answer | None, *, confirmed: bool) -> Answer:
    """Return *now*, the last of this run's looks, in the light of the *past*.

    *confirmed*: two looks of this run came to the same. Without a past that makes an
    address dead. With one it must have failed before, and a day ago at least: till
    then it is unverifiable, and `since` says since when. What was proven stays so
    until it answers. A failure that proves nothing neither begins nor ends the row.
    """
    if now.verdict is Verdict.OK:
        return now
    since = past.since if past is not None else None
    if now.cause not in PROVING:
        return msgspec.structs.replace(now, since=since)
    if past is None:
        is_dead = confirmed
    else:
        is_old = since is not None and now.checked - since >= DAY
        is_dead = is_old or past.verdict is Verdict.DEAD
    return msgspec.structs.replace(
        now,
        verdict=Verdict.DEAD if is_dead else Verdict.UNVERIFIABLE,
        since=now.checked if since is None else since,
    )


def is_offline(answers: Sequence[Answer]) -> bool:
    """Tell whether no host answered at all, so that this machine may be the reason."""
    return bool(answers) and not any(
        hop.status is not None for answer in answers for hop in answer.hops
    )


def host_of(url: str) -> str:
    """Return the host of *url*, as it is looked up and paced; "" for no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
