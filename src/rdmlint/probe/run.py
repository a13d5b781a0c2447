"""Look at many addresses of other sites: all hosts at once, each at its own pace."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from time import time
from typing import Final

import msgspec

from rdmlint.model import Answer, Cause, Hop, Verdict
from rdmlint.probe.fetch import Reply, ask, asked_for
from rdmlint.probe.hosts import Ground, Host, TooBusyError
from rdmlint.probe.limits import FRAGMENT_ROOM, HOPS, PAGE_ROOM, Limits
from rdmlint.probe.page import absent_ids, unpacked
from rdmlint.probe.resolve import Lookup, refusal, system_lookup
from rdmlint.probe.verdict import (
    FOR_SALE,
    PROVING,
    failed,
    host_of,
    is_busy,
    is_offline,
    is_redirect,
    is_success,
    judged,
    settled,
)

RETRIES: Final = 2
"""Times that a busy server is asked again for one address."""

SHY: Final = (2.0, 8.0)
"""Seconds before that, where the server does not say how many."""

LONGEST_WAIT: Final = 86_400.0
"""Seconds that a server is left alone for at most, whatever it asks for."""

_AGAIN: Final = PROVING | {
    Cause.CONNECTION,
    Cause.TIMEOUT,
    Cause.PROTOCOL,
    Cause.SERVER,
}
"""What deserves a second look at the end of the run."""

_HTML: Final = frozenset({"", "text/html", "application/xhtml+xml"})


class Progress(msgspec.Struct, frozen=True):
    """How far a run is. *waiting* are hosts with addresses left, most of them first."""

    done: int
    total: int
    hosts_done: int
    hosts: int
    seconds: float
    waiting: tuple[str, ...] = ()


class Results(msgspec.Struct, frozen=True):
    """What a run found out, by address. *left* were not looked at, for *why*."""

    answers: dict[str, Answer]
    left: tuple[str, ...] = ()
    why: str = ""
    is_interrupted: bool = False


Wanted = Mapping[str, Collection[str]]
"""Addresses, each with the fragments to look for on its page."""


def probe(
    wanted: Wanted,
    limits: Limits,
    *,
    past: Mapping[str, Answer] | None = None,
    report: Callable[[Progress], None] | None = None,
    lookup: Lookup = system_lookup,
    context: ssl.SSLContext | None = None,
) -> Results:
    """Return what came of looking at all *wanted* addresses.

    *past* are earlier answers, *report* is told a few times a second how far it is.
    Ctrl-C ends the run with what is known. *lookup* and *context* stand in for the
    system's name servers and certificates.
    """
    run = Run(wanted, limits, past or {}, Ground(limits, lookup, context))
    return asyncio.run(run.whole(report))


class Run:
    """One run; keeps what was found out so far."""

    def __init__(
        self, wanted: Wanted, limits: Limits, past: Mapping[str, Answer], ground: Ground
    ) -> None:
        self.wanted = wanted
        self.limits = limits
        self.past = past
        self.ground = ground
        self.looks: dict[str, Answer] = {}
        self.confirmed: set[str] = set()
        self.sold: set[str] = set()
        self.requests = 0
        self.why = ""

    async def whole(self, report: Callable[[Progress], None] | None) -> Results:
        """Look at everything, and once more at what failed, while there is time."""
        teller = asyncio.create_task(self._tell(report)) if report else None
        is_interrupted = False
        try:
            async with asyncio.timeout(self.limits.run):
                await self._first_pass()
                await self._second_pass()
        except TimeoutError:
            self.why = self.why or "the run took as long as it may"
        except asyncio.CancelledError:
            is_interrupted = True
            self.why = "the run was interrupted"
        finally:
            if teller is not None:
                teller.cancel()
            await self.ground.close()
        return self._results(is_interrupted=is_interrupted)

    async def _first_pass(self) -> None:
        # Hosts take turns, so that none is waited for alone at the end.
        await _all(self._note(url) for url in self.wanted)

    async def _note(self, url: str) -> None:
        found = await self.look(url)
        if found is not None:
            self.looks[url] = found

    async def _second_pass(self) -> None:
        again = [url for url, each in self.looks.items() if each.cause in _AGAIN]
        if not again or self.limits.looks < 2:
            return
        await asyncio.sleep(self.limits.pause)
        for host in self.ground:
            host.forget_trouble()
        await _all(map(self._look_again, again))

    async def _look_again(self, url: str) -> None:
        before = self.looks[url]
        found = await self.look(url)
        if found is None:
            return
        if found.cause in PROVING and before.cause in PROVING:
            self.confirmed.add(url)
        self.looks[url] = found

    # --- One address ------------------------------------------------------------------

    async def look(self, url: str) -> Answer | None:
        """Return what one look at *url* comes to; None: no request is left for it.

        The first page of a host is asked for whole, which shows a host that is for
        sale; for all others HEAD is enough, unless it lies.
        """
        hops: list[Hop] = []
        at, method = url, "HEAD"
        spent, tries = 0.0, 0
        seen = {url}
        while True:
            refused = refusal(at, self.limits.ports)
            if refused is None and not host_of(at):
                refused = "leads to something that is no address"
            if refused is not None:
                return self._done(failed(url, hops, Cause.UNSAFE, refused))
            host = self.ground.host(host_of(at))
            left = self.limits.url - spent
            if left <= 0:
                late = "does not answer in time"
                return self._done(failed(url, hops, Cause.TIMEOUT, late))
            want = self._room(url)
            try:
                async with host.turn():
                    if host.is_down:
                        down = failed(url, hops, Cause.CONNECTION, host.trouble)
                        return self._done(down)
                    if self.requests >= self.limits.requests:
                        self.why = f"{self.limits.requests:,} requests were made"
                        return None
                    self.requests += 1
                    if at == url and (not host.was_read or self.limits.reads_pages):
                        method = "GET"
                        host.was_read = True
                    reply = await ask(
                        host, method, at, self.limits, seconds=left, want=want
                    )
            except TooBusyError:
                return self._busy(url, hops, host)
            hop = reply.hop
            hops.append(hop)
            spent += hop.seconds
            self._note_trouble(host, reply)
            if is_busy(hop) and tries < RETRIES:
                host.leave_alone(SHY[tries] if hop.wait is None else hop.wait)
                tries += 1
            elif is_redirect(hop):
                at, method = asked_for(hop.location or ""), "HEAD"
                if at in seen or len(seen) > HOPS:
                    return self._done(
                        failed(url, hops, Cause.REDIRECTS, _around(at, seen))
                    )
                seen.add(at)
            elif method == "HEAD" and self._needs_get(url, reply):
                method = "GET"
            elif is_busy(hop):
                return self._busy(url, hops, host)
            else:
                return self._finished(url, hops, reply)

    def _needs_get(self, url: str, reply: Reply) -> bool:
        """Tell whether a HEAD with this *reply* is not the last word.

        Many servers answer HEAD with any error, or break off. A page is read where its
        ids are wanted, and after a redirect: it may say that there is nothing.
        """
        if reply.trouble is not None:
            return reply.is_connected
        if not is_success(reply.hop):
            return True
        if reply.media not in _HTML:
            return False
        return reply.hop.url != url or self._reads_ids(url)

    def _reads_ids(self, url: str) -> bool:
        return self.limits.reads_ids and bool(self.wanted.get(url))

    def _room(self, url: str) -> int:
        return FRAGMENT_ROOM if self._reads_ids(url) else PAGE_ROOM

    def _note_trouble(self, host: Host, reply: Reply) -> None:
        if reply.trouble is None:
            host.note(None)
        elif not reply.is_connected:
            host.note(reply.hop.error or "")

    def _busy(self, url: str, hops: list[Hop], host: Host) -> Answer:
        loop = asyncio.get_running_loop()
        wait = min(max(host.quiet_until - loop.time(), 0.0), LONGEST_WAIT)
        wait = max([wait, *(min(hop.wait or 0.0, LONGEST_WAIT) for hop in hops[-1:])])
        reason = "has a server that asks to be left alone for now"
        answer = self._done(failed(url, hops, Cause.BUSY, reason))
        return msgspec.structs.replace(answer, retry_after=answer.checked + wait)

    def _finished(self, url: str, hops: list[Hop], reply: Reply) -> Answer:
        text = None
        if reply.hop.method == "GET" and reply.media in _HTML:
            text = unpacked(reply.body, reply.encoding, self._room(url))
        answer = judged(url, hops, reply, text)
        if answer.cause is Cause.PARKED:
            # One page of a host that is for sale speaks for all.
            self.sold.add(host_of(reply.hop.url))
        if answer.verdict is Verdict.OK and text is not None and self._reads_ids(url):
            # Of a page that is cut off, what stands further down is not known.
            absent = absent_ids(text, self.wanted[url]) if reply.is_whole else ()
            looked_for = tuple(self.wanted[url])
            answer = msgspec.structs.replace(
                answer, absent=absent, looked_for=looked_for
            )
        return self._done(answer)

    def _done(self, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, checked=time())

    # --- All of them ------------------------------------------------------------------

    def _results(self, *, is_interrupted: bool) -> Results:
        answers = {
            url: settled(each, self.past.get(url), confirmed=url in self.confirmed)
            for url, each in self.looks.items()
        }
        for url, each in answers.items():
            if each.verdict is Verdict.OK and host_of(each.hops[-1].url) in self.sold:
                sold = failed(url, each.hops, Cause.PARKED, FOR_SALE)
                answers[url] = msgspec.structs.replace(sold, checked=each.checked)
        if is_offline(list(answers.values())):
            answers = {url: _perhaps_offline(each) for url, each in answers.items()}
        left = tuple(url for url in self.wanted if url not in answers)
        return Results(answers, left, self.why, is_interrupted)

    async def _tell(self, report: Callable[[Progress], None]) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        hosts = Counter(map(host_of, self.wanted))
        while True:
            waiting = hosts.copy()
            waiting.subtract(map(host_of, self.looks))
            open_ = [host for host, count in waiting.most_common() if count > 0]
            report(
                Progress(
                    done=len(self.looks),
                    total=len(self.wanted),
                    hosts_done=len(hosts) - len(open_),
                    hosts=len(hosts),
                    seconds=loop.time() - started,
                    waiting=tuple(open_[:3]),
                )
            )
            await asyncio.sleep(0.25)


async def _all(looks: Iterable[object]) -> None:
    """Run *looks* together; where one is stopped, stop them all."""
    async with asyncio.TaskGroup() as group:
        for each in looks:
            group.create_task(each)  # type: ignore[arg-type]


def _around(at: str, seen: Collection[str]) -> str:
    if at in seen:
        return "is sent round in a circle"
    return f"is sent on more than {HOPS} times"


def _perhaps_offline(answer: Answer) -> Answer:
    if answer.cause not in PROVING:
        return answer
    return msgspec.structs.replace(
        answer,
        verdict=Verdict.UNVERIFIABLE,
        cause=Cause.CONNECTION,
        reason="has a host that is not found, but nor is any other from here",
        since=None,
    )
