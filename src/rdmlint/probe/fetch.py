"""One request to one host: what came back, bounded in time and size."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from email.utils import mktime_tz, parsedate_tz
from time import perf_counter, time
from typing import Final
from urllib.parse import urljoin

import httpcore
import httpx
import msgspec

from rdmlint.hugo.outward import request_url
from rdmlint.model import Cause, Hop
from rdmlint.probe.hosts import Host
from rdmlint.probe.limits import Limits
from rdmlint.probe.resolve import LookupFailedError, RefusedError, UnknownHostError
from rdmlint.probe.transport import CertificateInvalid
from rdmlint.syntax.address import parse_address

_HEADERS: Final = (
    ("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en,sv;q=0.8,*;q=0.5"),
    # What is packed can be small and huge at once; links are judged by a few bytes.
    ("Accept-Encoding", "identity"),
)


class Reply(msgspec.Struct, frozen=True):
    """What one request gave.

    *trouble* None: an answer came, of the status in *hop*. *is_connected*: so far it
    came at least. *body* is as it was sent, no more than was wanted of it; *is_whole*:
    there was no more.
    """

    hop: Hop
    trouble: Cause | None = None
    is_connected: bool = True
    body: bytes = b""
    is_whole: bool = False
    encoding: str = ""
    media: str = ""


async def ask(
    host: Host, method: str, url: str, limits: Limits, *, seconds: float, want: int = 0
) -> Reply:
    """Return what *host* answers to one request for *url*, within *seconds*.

    Of the body at most *want* bytes are read. Nothing that the other side does makes
    this raise.
    """
    started = perf_counter()
    address: str | None = None
    is_connected = False
    try:
        transport = await host.transport()
        address = transport.addresses[0]
        request = httpx.Request(
            method, url, headers=[("User-Agent", limits.agent), *_HEADERS]
        )
        async with asyncio.timeout(min(seconds, limits.request)):
            response = await transport.handle_async_request(request)
        left = min(seconds, limits.request) - (perf_counter() - started)
        try:
            body, is_whole = await _read(response, want, left)
        finally:
            # What is closed late is closed by the end of the run.
            with suppress(httpcore.ProtocolError, OSError):
                await response.aclose()
    except UnknownHostError as error:
        trouble, said = Cause.UNKNOWN_HOST, str(error)
    except RefusedError as error:
        trouble, said = Cause.UNSAFE, str(error)
    except CertificateInvalid as error:
        trouble, said = Cause.CERTIFICATE, f"has a certificate that fails: {error}"
    except LookupFailedError as error:
        trouble, said = Cause.CONNECTION, str(error)
    except httpcore.ConnectError as error:
        trouble, said = Cause.CONNECTION, f"takes no connection: {str(error)[:200]}"
    except (TimeoutError, httpcore.TimeoutException):
        trouble, said, is_connected = Cause.TIMEOUT, "does not answer in time", True
    except httpcore.NetworkError:
        trouble, said, is_connected = Cause.CONNECTION, _BROKEN, True
    except httpcore.ProtocolError as error:
        trouble, said, is_connected = Cause.PROTOCOL, _NO_HTTP, True
        if "disconnected" in str(error):
            trouble, said = Cause.CONNECTION, _BROKEN
    except (httpx.InvalidURL, ValueError):
        trouble, said = Cause.PROTOCOL, "is an address that cannot be asked for"
    else:
        headers = response.headers
        hop = Hop(
            method,
            url,
            perf_counter() - started,
            address,
            response.status_code,
            location=_location(url, headers.get("location")),
            wait=_longest(headers.get_list("retry-after")),
        )
        encoding = headers.get("content-encoding", "").strip().lower()
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(hop, None, True, body, is_whole, encoding, media)
    seconds = perf_counter() - started
    return Reply(Hop(method, url, seconds, address, error=said), trouble, is_connected)


_BROKEN: Final = "breaks the connection off"

_NO_HTTP: Final = "answers with something that is no HTTP"


async def _read(
    response: httpx.Response, want: int, seconds: float
) -> tuple[bytes, bool]:
    """Return the first *want* bytes of the body, and whether that was all.

    What has not come within *seconds*, or breaks off, is not waited for: that the page
    is there is known. What is read to its end, as the nothing behind a HEAD is, keeps
    the connection.
    """
    body = bytearray()
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)  # noqa: S101
    try:
        async with asyncio.timeout(max(seconds, 0.05)):
            async for part in stream:
                body += part
                if len(body) >= want:
                    return bytes(body[:want]), False
    except (TimeoutError, httpcore.NetworkError, httpcore.ProtocolError):
        return bytes(body), False
    return bytes(body), True


def _location(url: str, written: str | None) -> str | None:
    """Return where an answer for *url* points, absolute; None: nowhere.

    The fragment stays: who links there wants it.
    """
    if not written:
        return None
    with suppress(ValueError):
        return urljoin(url, written.strip())
    return written


def asked_for(url: str) -> str:
    """Return *url* as it is asked for, where that can be said."""
    return request_url(parse_address(url)) or url


_SECONDS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


def retry_after(written: str, now: float) -> float | None:
    """Return for how many seconds a `Retry-After` asks; None: it says nothing.

    A number of seconds, or a date in any of HTTP's three forms; what has passed is 0.

    Source: RFC 9110, sections 10.2.3 and 5.6.7.
    """
    text = written.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    if len(text) > 64 or not text[:1].isalpha():
        return None
    with suppress(ValueError, OverflowError, TypeError):
        parsed = parsedate_tz(text)
        if parsed is not None:
            return max(mktime_tz(parsed) - now, 0.0)
    return None


def _longest(written: list[str]) -> float | None:
    waits = [
        wait for each in written if (wait := retry_after(each, time())) is not None
    ]
    return max(waits, default=None)
