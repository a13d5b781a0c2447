"""The wire to one host: httpx over connections to checked addresses alone."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any

import httpcore
import httpx

SslContext = Callable[[], ssl.SSLContext]
"""Gives the one context that all connections share; it is made when first needed."""

HIGH_WATER = 256 << 10
"""Bytes that wait to be read before the other side is made to wait."""


class CertificateInvalid(httpcore.ConnectError):
    """The server cannot prove to be who it is asked as; the text says why."""


class Wire(asyncio.Protocol):
    """One connection; keeps what has come in and was not read yet."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self.waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the *transport*, once in the clear and once more over TLS."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep *data*; more than is read soon has to wait at the other side."""
        self.buffer += data
        if len(self.buffer) > HIGH_WATER and self.transport is not None:
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Know that nothing more will come."""
        self.ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Know that the connection is gone, and why."""
        self.ended = True
        self.error = exc
        self._wake()

    def _wake(self) -> None:
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    async def read(self, most: int) -> bytes:
        """Return up to *most* bytes; none once the other side has closed."""
        while not self.buffer:
            if self.error is not None:
                raise httpcore.ReadError(str(self.error)) from self.error
            if self.ended:
                return b""
            self.waiter = asyncio.get_running_loop().create_future()
            await self.waiter
        data = bytes(self.buffer[:most])
        del self.buffer[:most]
        if self.transport is not None and len(self.buffer) <= HIGH_WATER:
            self.transport.resume_reading()
        return data


class Stream(httpcore.AsyncNetworkStream):
    """A wire as httpcore wants it. Times are bounded by who asks, not here."""

    def __init__(self, wire: Wire, seconds: float) -> None:
        self.wire = wire
        self.seconds = seconds

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come, at most *max_bytes*."""
        return await self.wire.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send *buffer*: a request, so never much."""
        transport = self.wire.transport
        if not buffer:
            return
        if transport is None or transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        transport.write(buffer)

    async def aclose(self) -> None:
        """Close the connection at once: nothing that is under way matters."""
        if self.wire.transport is not None:
            self.wire.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Go on over TLS with a server that proves to be *server_hostname*."""
        loop = asyncio.get_running_loop()
        assert self.wire.transport is not None  # noqa: S101
        try:
            async with asyncio.timeout(self.seconds):
                transport = await loop.start_tls(
                    self.wire.transport,
                    self.wire,
                    ssl_context,
                    server_hostname=server_hostname,
                )
        except TimeoutError as error:
            await self.aclose()
            raise httpcore.ConnectError("TLS does not come about in time") from error
        except ssl.SSLCertVerificationError as error:
            await self.aclose()
            raise CertificateInvalid(error.verify_message) from error
        except OSError as error:
            await self.aclose()
            raise httpcore.ConnectError(f"TLS failed: {_said(error)}") from error
        if transport is None:
            raise httpcore.ConnectError("TLS failed: the connection was closed")
        self.wire.transport = transport
        return self

    def get_extra_info(self, info: str) -> Any:
        """Tell whether something came in that nobody asked for."""
        if info == "is_readable":
            return bool(self.wire.buffer) or self.wire.ended
        return None


def _said(error: OSError) -> str:
    reason: str | None = getattr(error, "reason", None)
    if reason:
        return str(reason).replace("_", " ").lower()
    # What asyncio says itself names the address once more.
    said = os.strerror(error.errno) if error.errno else type(error).__name__
    return f"{said[:1].lower()}{said[1:]}"


class Backend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses it is given, whatever name is asked for."""

    def __init__(self, addresses: Sequence[str], seconds: float) -> None:
        self.addresses = addresses
        self.seconds = seconds

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a connection to the first of the addresses that takes one."""
        loop = asyncio.get_running_loop()
        problem: Exception | None = None
        for address in self.addresses[:3]:
            try:
                async with asyncio.timeout(self.seconds):
                    _, wire = await loop.create_connection(Wire, address, port)
            except TimeoutError:
                problem = httpcore.ConnectError("none comes about in time")
            except OSError as error:
                problem = httpcore.ConnectError(_said(error))
            else:
                return Stream(wire, self.seconds)
        raise problem or httpcore.ConnectError("no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no other site is a file of this machine."""
        raise httpcore.ConnectError("no place on the web")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Body(httpx.AsyncByteStream):
    """What follows the headers of an answer, as it comes, packed as it was sent."""

    def __init__(self, response: httpcore.Response) -> None:
        self.response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self.response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        """Let go of the connection; what was not read closes it."""
        await self.response.aclose()


class Pinned(httpx.AsyncBaseTransport):
    """A client of one host: no redirects, cookies, credentials, proxies, environment.

    All of these belong to httpx's clients, of which there is none here. The name asked
    for stays in `Host` and in TLS; the connection goes to *addresses* alone.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        *,
        connections: int,
        seconds: float,
        context: SslContext,
    ) -> None:
        self.addresses = addresses
        self.connections = connections
        self.seconds = seconds
        self.context = context
        self._pools: dict[bool, httpcore.AsyncConnectionPool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to *request*, its body not read yet."""
        url = request.url
        pool = self._pool(is_secure=url.scheme == "https")
        response = await pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme,
                    host=url.raw_host,
                    port=url.port,
                    target=url.raw_path,
                ),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=Body(response)
        )

    def _pool(self, *, is_secure: bool) -> httpcore.AsyncConnectionPool:
        pool = self._pools.get(is_secure)
        if pool is None:
            # Headers end at h11's 100 KB, and so does what comes before an answer.
            pool = self._pools[is_secure] = httpcore.AsyncConnectionPool(
                ssl_context=self.context() if is_secure else None,
                max_connections=self.connections,
                max_keepalive_connections=self.connections,
                keepalive_expiry=15.0,
                network_backend=Backend(self.addresses, self.seconds),
            )
        return pool

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()
