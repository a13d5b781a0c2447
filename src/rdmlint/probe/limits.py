"""How far asking other sites may go: times, sizes, numbers, and where to."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final, TypeAlias

import msgspec

Network: TypeAlias = "IPv4Network | IPv6Network"

AGENT: Final = "rdmlint (link check; +https://rdmlint.readthedocs.io/)"
"""What servers are told of us, and where their keepers can read what this is."""

HOPS: Final = 10
"""Redirects that are followed."""

LONGEST_URL: Final = 8_000
"""Characters of an address that is asked for."""

PAGE_ROOM: Final = 64 << 10
"""Bytes of a page that are read to see whether it says that nothing is there."""

FRAGMENT_ROOM: Final = 2 << 20
"""Bytes of a page, unpacked, that are read to look for an id."""


class Limits(msgspec.Struct, frozen=True):
    """How one run asks. All times are in seconds.

    *connections* are those open to one host at a time, *interval* lies between the
    beginnings of two requests to it. *connect*, *request* and *url* bound one
    connection, one request with its answer, and all requests for one address;
    *run* bounds the whole. *requests* is the most that are made. *patience* is the
    longest a server may ask to be left alone and still be asked again in this run.
    *looks* is 2 where what fails is looked at once more, *pause* lies between.
    *together* bounds the requests under way to all hosts. *networks* and *ports* are
    allowed beside what is public. *reads_ids*: pages are searched for the ids that
    fragments name; *reads_pages*: every page is asked for whole, to see what says that
    there is nothing. *agent* is what servers are told of us.
    """

    connections: int = 2
    interval: float = 0.3
    connect: float = 5.0
    request: float = 10.0
    url: float = 20.0
    run: float = 900.0
    requests: int = 2_000
    patience: float = 60.0
    pause: float = 5.0
    together: int = 128
    looks: int = 2
    networks: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    reads_ids: bool = False
    reads_pages: bool = False
    agent: str = AGENT

    def allowed_networks(self) -> tuple[Network, ...]:
        """Return the networks beside the public ones where hosts may be asked."""
        return tuple(ip_network(each) for each in self.networks)
