"""Every content file of a site read and parsed, by as many processes as pay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.config import Markup
from rdmlint.hugo.discover import ContentFile, Site
from rdmlint.model import Fault, FaultKind, Page
from rdmlint.parse.page import parse_page
from rdmlint.text import Span

WORTH_PROCESSES: Final = 800
"""Files from which on a second process saves more than it costs (measured)."""

MOST_PROCESSES: Final = 8


def parse_pages(
    site: Site, markup: Markup, *, processes: int | None = None
) -> tuple[Page, ...]:
    """Return the facts of every content file of *site*, in the order of its files.

    Files that the user excluded are left out: they exist, but nobody looks at them.
    *processes* None: one, or for many files as many as there are processors, unless
    files are held. The result is the same for any number. A file that cannot be read
    gives a page that holds nothing but the fault.
    """
    ground = disk.ground(site.root)

    def parse(file: ContentFile) -> Page:
        return read_page(file, ground, markup)

    files = [file for file in site.content if not file.is_excluded]
    count = processes or (1 if disk.is_holding() else processes_for(len(files)))
    if count == 1 or not hasattr(os, "fork"):
        return tuple(parse(file) for file in files)
    return in_processes(parse, files, count)


def processes_for(files: int) -> int:
    """Return how many processes to read so many *files* with."""
    # A fork copies one thread only, and macOS does not let system libraries survive it.
    threads = sys.modules.get("threading")
    is_alone = threads is None or threads.active_count() == 1
    if files < WORTH_PROCESSES or not is_alone or not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def read_page(file: ContentFile, ground: str, markup: Markup) -> Page:
    """Return the facts of *file*; what makes that impossible is a fault of the page."""
    data = disk.read(file.file, ground)
    if isinstance(data, Fault):
        return Page(file.path, faults=(data,))
    # Readers never raise. Should one, that is told of at its file, and the others
    # are still checked: here and around a rule, and nowhere else.
    try:
        return parse_page(file.path, data, file.extension, markup)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        fault = Fault(FaultKind.READER_CRASHED, Span(0, 0), what)
        return Page(file.path, size=len(data), faults=(fault,))


def in_processes(
    parse: Callable[[ContentFile], Page], files: Sequence[ContentFile], count: int
) -> tuple[Page, ...]:
    """Return what *parse* gives for each of *files*, shared out to *count* processes.

    This process takes a share too. What comes back from another one is data only
    (msgpack); a share that does not come back whole is parsed here.
    """
    # Dealt out in turns, so that a directory of long pages is shared too.
    shares = [files[number::count] for number in range(count)]
    others = [start(parse, share) for share in shares[1:]]
    pages: list[Page | None] = [None] * len(files)
    pages[0::count] = [parse(file) for file in shares[0]]
    for number, (share, (child, reader)) in enumerate(
        zip(shares[1:], others, strict=True), 1
    ):
        with open(reader, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        try:
            parsed = msgspec.msgpack.decode(data, type=tuple[Page, ...])
        except msgspec.DecodeError:
            parsed = tuple(parse(file) for file in share)
        pages[number::count] = parsed
    return tuple(page for page in pages if page is not None)


def start(
    parse: Callable[[ContentFile], Page], share: Sequence[ContentFile]
) -> tuple[int, int]:
    """Start a process that parses *share*; return its id and what to read from it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    # From here on in the new process, which must not come back: neither what the
    # old one has yet to print nor its clean-up may happen twice.
    try:
        os.close(reader)
        data = msgspec.msgpack.encode(tuple(parse(file) for file in share))
        with open(writer, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)
