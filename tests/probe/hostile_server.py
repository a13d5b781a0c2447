"""A server on the loopback that does whatever servers do to link checkers.

The path says what: `/404`, `/drip`, `/to?https://…`. Everything that is asked is kept
in `asked`. It runs on a thread of its own, speaks HTTP by hand, and never waits for a
client that is gone.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

Writer = asyncio.StreamWriter

PAGE = b"<html><head><title>Units</title></head><body id='top'>ok</body></html>"
NOT_FOUND = b"<html><head><title>Page not found | Facility</title></head></html>"
FOR_SALE = b"<html><body>This domain is for sale! sedoparking.com</body></html>"
IDS = b"<p id=staff>x</p><a name='prices'>y</a><h2 id='a&amp;b'>z</h2>" + b"<i>" * 999


@dataclass
class Request:
    """What was asked: *at* counts seconds of the clock that never goes back."""

    method: str
    path: str
    headers: dict[str, str]
    at: float
    name: str | None = None
    """The name that TLS was asked for."""


@dataclass
class Server:
    """The server: where it listens, and what it was asked."""

    port: int = 0
    asked: list[Request] = field(default_factory=list)
    sent: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    name: str | None = None

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def methods(self, path: str) -> list[str]:
        """Return the methods that *path* was asked with, in order."""
        return [each.method for each in self.asked if each.path == path]

    async def handle(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                line, *rest = head.decode("latin-1").split("\r\n")
                method, target, _ = line.split(" ")
                headers = {
                    key.lower(): value.strip()
                    for key, _, value in (each.partition(":") for each in rest if each)
                }
                self.asked.append(
                    Request(method, target, headers, time.monotonic(), self.name)
                )
                self.counts[f"{method} {target}"] += 1
                path, _, query = target.partition("?")
                self.counts[path] += 1
                act = ACTS.get(path, answer_status)
                await act(self, writer, method, path, unquote(query))
                await writer.drain()
        except (
            asyncio.IncompleteReadError,
            ConnectionError,
            asyncio.LimitOverrunError,
        ):
            pass
        finally:
            writer.transport.abort()


Act = Callable[[Server, Writer, str, str, str], Awaitable[None]]


def send(
    writer: Writer,
    method: str,
    status: int,
    body: bytes = PAGE,
    **headers: str,
) -> None:
    """Write a whole answer; underscores in names of *headers* stand for hyphens."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    head = "\r\n".join([f"HTTP/1.1 {status} Because", *lines, "", ""])
    writer.write(head.encode("latin-1") + (b"" if method == "HEAD" else body))


async def answer_status(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer `/404` with 404, and all else with a page."""
    name = path.strip("/")
    send(writer, method, int(name) if name.isdecimal() else 200)


async def redirect(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer `/301?https://…` with a redirect to there."""
    send(writer, method, int(path.strip("/")), b"", Location=query)


async def chain(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer `/chain?3` with a redirect to `/chain?2`, and `/chain?0` with a page."""
    left = int(query)
    if left == 0:
        send(writer, method, 200)
    else:
        send(writer, method, 302, b"", Location=f"/chain?{left - 1}")


async def busy_once(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer `/429-once?1` with 429 and `Retry-After: 1` once, then with a page."""
    if server.counts[path] == 1:
        send(writer, method, 429, b"", **({"Retry_After": query} if query else {}))
    else:
        send(writer, method, 200)


async def busy(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer 429 for ever."""
    send(writer, method, 429, b"", **({"Retry_After": query} if query else {}))


async def once_gone(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer 404 to the first HEAD and GET, and then with a page."""
    send(writer, method, 404 if server.counts[path] <= 2 else 200)


async def lying_head(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer HEAD with the status of the query, and GET with a page."""
    send(writer, method, int(query) if method == "HEAD" else 200)


async def head_breaks(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Break off at HEAD."""
    if method == "HEAD":
        writer.transport.abort()
    else:
        send(writer, method, 200)


async def head_hangs(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Never answer HEAD."""
    if method == "HEAD":
        await asyncio.sleep(30)
    send(writer, method, 200)


async def head_with_body(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer HEAD with a body that is not allowed there, which looks like an answer."""
    send(writer, "GET", 200, b"HTTP/1.1 404 Because\r\nContent-Length: 0\r\n\r\n")


async def drip(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send headers a byte at a time, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_body(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send a body a byte at a time, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while method != "HEAD":
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send a body for ever, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while method != "HEAD":
        writer.write(b"x" * 65_536)
        server.sent += 65_536
        await writer.drain()


async def endless_headers(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send headers for ever, as fast as they are taken."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-Filler: " + b"x" * 8_000 + b"\r\n")
        server.sent += 8_000
        await writer.drain()


async def endless_continue(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Say `100 Continue` for ever."""
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 500)
        await writer.drain()


async def bomb(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send a page that unpacks to 200 MiB, whatever was accepted."""
    send(writer, method, 200, BOMB, Content_Encoding="gzip")


async def packed(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send a packed page that says that nothing is there."""
    send(writer, method, 200, gzip.compress(NOT_FOUND), Content_Encoding="gzip")


async def reset(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Break off, as routers do, rather than close."""
    linger = struct.pack("ii", 1, 0)
    socket_: socket.socket = writer.get_extra_info("socket")
    socket_.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


async def garbage(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Answer with something that is no HTTP."""
    writer.write(b"220 smtp.example.org ESMTP\r\n\r\n")


async def empty(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Close without a word."""
    writer.close()


async def to_front(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send on to the front page."""
    send(writer, method, 301, b"", Location="/")


def page(body: bytes) -> Act:
    """Return what answers with *body*."""

    async def act(
        server: Server, writer: Writer, method: str, path: str, query: str
    ) -> None:
        send(writer, method, 200, body)

    return act


async def cookie_wall(
    server: Server, writer: Writer, method: str, path: str, query: str
) -> None:
    """Send who has no cookie round in a circle, and give them one."""
    send(writer, method, 302, b"", Location=path, Set_Cookie="seen=1")


BOMB = gzip.compress(b"\0" * (200 << 20), 9)

ACTS: dict[str, Act] = {
    "/301": redirect,
    "/302": redirect,
    "/307": redirect,
    "/308": redirect,
    "/chain": chain,
    "/429-once": busy_once,
    "/429": busy,
    "/404-once": once_gone,
    "/lying-head": lying_head,
    "/head-breaks": head_breaks,
    "/head-hangs": head_hangs,
    "/head-with-body": head_with_body,
    "/drip": drip,
    "/drip-body": drip_body,
    "/endless": endless,
    "/endless-headers": endless_headers,
    "/endless-continue": endless_continue,
    "/bomb": bomb,
    "/packed": packed,
    "/reset": reset,
    "/garbage": garbage,
    "/empty": empty,
    "/soft": page(NOT_FOUND),
    "/for-sale": page(FOR_SALE),
    "/ids": page(IDS),
    "/cookie-wall": cookie_wall,
    "/units/x/": to_front,
    "/units": to_front,
}


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server on all of 127.0.0.0/8, over TLS with a *context*, until the end."""
    server = Server()
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    listeners: list[asyncio.Server] = []

    def note_name(_: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> None:
        server.name = name

    async def serve() -> None:
        if context is not None:
            context.sni_callback = note_name
        listener = await asyncio.start_server(
            server.handle, "0.0.0.0", 0, ssl=context, backlog=512
        )
        listeners.append(listener)
        server.port = listener.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda *_: None)  # clients that go away
        loop.run_until_complete(serve())
        loop.run_forever()
        listeners[0].close()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(5)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
