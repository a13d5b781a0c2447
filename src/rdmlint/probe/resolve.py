"""Which machines may be asked: hosts looked up once, every address checked first."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import BoundedSemaphore, Thread
from typing import Final, TypeAlias

from rdmlint.model import AddressKind
from rdmlint.probe.limits import LONGEST_URL, Network
from rdmlint.syntax.address import parse_address

Lookup: TypeAlias = Callable[[str], Sequence[str]]
"""Gives all IP addresses of a host; raises `socket.gaierror` where there are none."""

PORTS: Final = {"http": 80, "https": 443}

_PRIVATE: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        ),
    )
)
"""What is not on the public internet, or wraps an address that may not be.

Source: IANA's registries of special-purpose addresses.
"""

_GLOBAL_6: Final = ip_network("2000::/3")
"""All of IPv6 that is given out; wrapped IPv4 and translators lie outside of it."""


class RefusedError(Exception):
    """A place where rdmlint does not go; the text says why, after "for it"."""


class UnknownHostError(Exception):
    """The host does not exist: its name server says so."""


class LookupFailedError(Exception):
    """Whether the host exists could not be found out."""


def is_allowed(address: str, networks: Iterable[Network] = ()) -> bool:
    """Tell whether the machine at *address* may be asked: it is public, or allowed."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(found in network for network in networks):
        return True
    if isinstance(found, IPv6Address) and found not in _GLOBAL_6:
        return False
    return not any(found in network for network in _PRIVATE)


def refusal(url: str, ports: Iterable[int] = ()) -> str | None:
    """Say why *url* is not asked for, whatever its host is; None: it may be."""
    address = parse_address(url)
    if address.kind is not AddressKind.WEB or address.scheme not in PORTS:
        return "leads to something else than a place on the web"
    if len(url) > LONGEST_URL:
        return f"has more than {LONGEST_URL:,} characters"
    if address.userinfo is not None:
        return "holds a user name or password"
    port = address.port
    if port in (None, ""):
        return None
    if port.isdecimal() and (int(port) in (80, 443) or int(port) in ports):
        return None
    return f"leads to port {port}"


def system_lookup(host: str) -> Sequence[str]:
    """Return the addresses that the system knows for *host*."""
    bare = host.removeprefix("[").removesuffix("]")
    found = socket.getaddrinfo(bare, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


_UNSURE: Final = "has a host that could not be looked up"

_ROOM: Final = BoundedSemaphore(32)
"""Look-ups under way: the system offers no way to stop one."""


async def checked_addresses(
    host: str, lookup: Lookup, networks: Sequence[Network], seconds: float
) -> tuple[str, ...]:
    """Return the addresses of *host*, every one of which may be asked.

    Raises `RefusedError` where one may not, `UnknownHostError`, and
    `LookupFailedError` where no answer came within *seconds*.
    """
    # It takes its time from when it is under way, not from when it queues.
    while not _ROOM.acquire(blocking=False):
        await asyncio.sleep(0.02)
    try:
        async with asyncio.timeout(seconds):
            found = await _in_background(lookup, host)
    except TimeoutError as error:
        raise LookupFailedError(
            "has a host that could not be looked up in time"
        ) from error
    except socket.gaierror as error:
        absent = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}
        if error.errno in absent:
            raise UnknownHostError("has a host that does not exist") from error
        raise LookupFailedError(_UNSURE) from error
    except (OSError, UnicodeError) as error:
        raise LookupFailedError(_UNSURE) from error
    refused = [address for address in found if not is_allowed(address, networks)]
    if refused:
        raise RefusedError(
            f"leads to {refused[0]}, which is not on the public internet"
        )
    if not found:
        raise UnknownHostError("has a host without an address")
    return tuple(found)


async def _in_background(lookup: Lookup, host: str) -> Sequence[str]:
    """Look *host* up in a thread that nothing waits for when the program ends.

    It gives back the room that was taken for it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(found or ())

    def work() -> None:
        found, problem = None, None
        try:
            found = lookup(host)
        except Exception as error:
            problem = error
        finally:
            _ROOM.release()
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, found, problem)

    Thread(target=work, daemon=True, name="look-up").start()
    return await future
