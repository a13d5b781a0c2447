"""One host after the other: its pace, its checked addresses, its one small client."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Final

import httpx

from rdmlint.probe.limits import Limits, Network
from rdmlint.probe.resolve import (
    Lookup,
    checked_addresses,
)
from rdmlint.probe.transport import Pinned

FAILURES: Final = 3
"""Connections in a row that fail before a host is taken for down."""


class TooBusyError(Exception):
    """The host asks to be left alone for longer than this run has patience."""


class Host:
    """A host; keeps when it may be asked next, and what was found out about it."""

    def __init__(self, name: str, ground: Ground) -> None:
        self.name = name
        self._ground = ground
        self._slots = asyncio.Semaphore(ground.limits.connections)
        # One at a time waits for the host's time to come, so that one alone is woken.
        self._gate = asyncio.Lock()
        self._lookup: asyncio.Task[tuple[str, ...]] | None = None
        self._transport: Pinned | None = None
        self.interval = ground.limits.interval
        self.next_at = 0.0
        self.quiet_until = 0.0
        self.has_answered = False
        self.failures = 0
        self.trouble = ""
        self.was_read = False
        """Whether a page of it was asked for, to see that it is not for sale."""

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait until the host may be asked; no more are let in than it takes at once.

        Raises `TooBusyError` where that would take longer than there is patience.
        """
        async with self._slots:
            async with self._gate:
                await self._wait()
            async with self._ground.room:
                yield

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            if self.quiet_until - now > self._ground.limits.patience:
                raise TooBusyError
            delay = max(self.next_at, self.quiet_until) - now
            if delay <= 0:
                break
            await asyncio.sleep(delay)
        # Who wakes a little late shortens no other's time, and loses none.
        is_late = now - self.next_at > self.interval / 2
        self.next_at = (now if is_late else self.next_at) + self.interval

    def leave_alone(self, seconds: float) -> None:
        """Ask nothing for *seconds*, and more slowly from then on."""
        now = asyncio.get_running_loop().time()
        self.quiet_until = max(self.quiet_until, now + seconds)
        self.interval = min(max(self.interval * 2, 0.1), 10.0)

    async def transport(self) -> Pinned:
        """Return the client of this host, its addresses looked up once and checked.

        Raises `RefusedError`, `UnknownHostError`, `LookupFailedError`.
        """
        if self._transport is None:
            ground = self._ground
            if self._lookup is None:
                self._lookup = asyncio.create_task(
                    checked_addresses(
                        self.name, ground.lookup, ground.networks, ground.limits.connect
                    )
                )
            # Others wait for the same look-up: who gives up must not stop it.
            addresses = await asyncio.shield(self._lookup)
            if self._transport is None:
                self._transport = Pinned(
                    addresses,
                    connections=ground.limits.connections,
                    seconds=ground.limits.connect,
                    context=lambda: ground.context,
                )
        return self._transport

    def note(self, trouble: str | None) -> None:
        """Remember whether a connection came about, or what was in the way."""
        if trouble is None:
            self.has_answered = True
            self.failures = 0
        else:
            self.failures += 1
            self.trouble = trouble

    @property
    def is_down(self) -> bool:
        """Tell whether so many connections failed that others would too."""
        return not self.has_answered and self.failures >= FAILURES

    def forget_trouble(self) -> None:
        """Give the host another chance."""
        self.failures = 0
        if self._lookup is not None and self._lookup.done():
            failed = self._lookup.cancelled() or self._lookup.exception() is not None
            if failed:
                self._lookup = None

    async def close(self) -> None:
        """Close its connections."""
        if self._lookup is not None and not self._lookup.done():
            self._lookup.cancel()
        if self._transport is not None:
            await self._transport.aclose()


class Ground:
    """All hosts of a run, and what they share."""

    def __init__(
        self, limits: Limits, lookup: Lookup, context: ssl.SSLContext | None = None
    ) -> None:
        self.limits = limits
        self.lookup = lookup
        self.networks: tuple[Network, ...] = limits.allowed_networks()
        self.room = asyncio.Semaphore(limits.together)
        self._context = context
        self._hosts: dict[str, Host] = {}

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Whom connections trust; made when the first of them needs it."""
        return self._context or httpx.create_ssl_context(trust_env=False)

    def host(self, name: str) -> Host:
        """Return the host called *name*, as a URL has it."""
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = Host(name, self)
        return found

    def __iter__(self) -> Iterator[Host]:
        return iter(self._hosts.values())

    async def close(self) -> None:
        """Close all connections to all hosts."""
        for host in self:
            await host.close()
