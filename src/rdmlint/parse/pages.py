"""Every content file of a site read and parsed, by as many processes as pay."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.config import Markup
from rdmlint.hugo.discover import ContentFile, Site
from rdmlint.model import Fault, FaultKind, Page
from rdmlint.parse.page import parse_page
from rdmlint.sharing import processes_for, shared
from rdmlint.text import Span

WORTH_PROCESSES: Final = 800
"""Files from which on a second process saves more than it costs (measured)."""

WORTH_KEEPING: Final = 100
"""Files from which on their facts are kept: fewer are read as soon as looked up."""


class Kept(Protocol):
    """Facts of files, kept between runs by a digest of what they were read from."""

    def read(self) -> Mapping[bytes, bytes]:
        """Return what is kept."""
        ...

    def write(self, facts: Mapping[bytes, bytes]) -> None:
        """Keep *facts* in place of what was read."""
        ...


def parse_pages(
    site: Site,
    markup: Markup,
    *,
    processes: int | None = None,
    kept: Kept | None = None,
) -> tuple[Page, ...]:
    """Return the facts of every content file of *site*, in the order of its files.

    Files that the user excluded are left out: they exist, but nobody looks at them.
    *processes* None: one, or for many files as many as there are processors, unless
    files are held. The result is the same for any number, and whatever is *kept*
    (None: nothing is looked up). A file that cannot be read gives a page that holds
    nothing but the fault.
    """
    ground = disk.ground(site.root)
    files = [file for file in site.content if not file.is_excluded]
    if kept is not None and len(files) >= WORTH_KEEPING:
        return looked_up(files, ground, markup, kept, processes)

    def parse(file: ContentFile) -> Page:
        return page_of(file, disk.read(file.file, ground), markup)

    count = _processes(len(files)) if processes is None else processes
    return shared(parse, files, Page, processes=count)


class _Source(NamedTuple):
    """What *file* holds, and a digest of all that its facts are read from."""

    file: ContentFile
    data: bytes | Fault
    key: bytes


def looked_up(
    files: Iterable[ContentFile],
    ground: str,
    markup: Markup,
    kept: Kept,
    processes: int | None = None,
) -> tuple[Page, ...]:
    """Return the facts of *files*, and read from text only those that are not *kept*.

    Those of these files and no others are kept from then on. They are data only
    (msgpack, of the type `Page`); what does not come back whole is read anew.
    """
    known = kept.read()
    sources = [_source(file, ground, markup) for file in files]
    found = {
        source.key: page
        for source in sources
        if (page := _decoded(known.get(source.key))) is not None
    }
    facts = {key: known[key] for key in found}
    missing = [source for source in sources if source.key not in found]

    def parse(source: _Source) -> Page:
        return page_of(source.file, source.data, markup)

    count = _processes(len(missing)) if processes is None else processes
    fresh = shared(parse, missing, Page, processes=count)
    for source, page in zip(missing, fresh, strict=True):
        found[source.key] = page
        facts |= _encoded(source.key, page)
    kept.write(facts)
    return tuple(found[source.key] for source in sources)


def _source(file: ContentFile, ground: str, markup: Markup) -> _Source:
    from hashlib import blake2b

    data = disk.read(file.file, ground)
    read_from = os.fsencode(file.path), file.extension, markup, data
    key = blake2b(msgspec.msgpack.encode(read_from), digest_size=16).digest()
    return _Source(file, data, key)


def _decoded(facts: bytes | None) -> Page | None:
    if facts is None:
        return None
    try:
        return _DECODER.decode(facts)
    except (msgspec.DecodeError, RecursionError):
        return None


def _encoded(key: bytes, page: Page) -> dict[bytes, bytes]:
    """Return the facts of *page* under *key*; nothing where they cannot be written."""
    try:
        return {key: msgspec.msgpack.encode(page)}
    except (OverflowError, UnicodeError, RecursionError):
        return {}


_DECODER: Final = msgspec.msgpack.Decoder(Page)


def _processes(files: int) -> int:
    return 1 if disk.is_holding() else processes_for(files, WORTH_PROCESSES)


def page_of(file: ContentFile, data: bytes | Fault, markup: Markup) -> Page:
    """Return the facts of *file*, which holds *data*.

    What makes that impossible is a fault of the page.
    """
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
