"""Work on many files shared out to as many processes as pay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import msgspec

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_PROCESSES: Final = 8


def processes_for(items: int, worth: int) -> int:
    """Return how many processes to share *items* out to; fewer than *worth*: one."""
    # A fork copies one thread only, and macOS does not let system libraries survive it.
    threads = sys.modules.get("threading")
    is_alone = threads is None or threads.active_count() == 1
    if items < worth or not is_alone or not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def shared(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    result: type[Result],
    *,
    processes: int,
) -> tuple[Result, ...]:
    """Return what *work* gives for each of *items*, in their order.

    This process takes a share too. What comes back from another one is data only
    (msgpack, of the type *result*); a share that does not come back whole is worked
    on here. The result is the same for any number of *processes*.
    """
    if processes == 1 or not hasattr(os, "fork"):
        return tuple(work(item) for item in items)
    # Dealt out in turns, so that a directory of long pages is shared too.
    shares = [items[number::processes] for number in range(processes)]
    others = [start(work, share) for share in shares[1:]]
    found: list[Result | None] = [None] * len(items)
    found[0::processes] = [work(item) for item in shares[0]]
    decoder = msgspec.msgpack.Decoder(tuple[result, ...])  # type: ignore[valid-type]
    for number, (share, (child, reader)) in enumerate(
        zip(shares[1:], others, strict=True), 1
    ):
        with open(reader, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        try:
            done = decoder.decode(data)
        except msgspec.DecodeError:
            done = tuple(work(item) for item in share)
        found[number::processes] = done
    return tuple(each for each in found if each is not None)


def start(work: Callable[[Item], Result], share: Sequence[Item]) -> tuple[int, int]:
    """Start a process that works on *share*; return its id and what to read from it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    # From here on in the new process, which must not come back: neither what the
    # old one has yet to print nor its clean-up may happen twice.
    try:
        os.close(reader)
        data = msgspec.msgpack.encode(tuple(work(item) for item in share))
        with open(writer, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)
