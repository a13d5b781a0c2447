"""Every content file of a site read and parsed, by as many processes as pay."""

from __future__ import annotations

from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.config import Markup
from rdmlint.hugo.discover import ContentFile, Site
from rdmlint.model import Fault, FaultKind, Page
from rdmlint.parse.page import parse_page
from rdmlint.sharing import processes_for, shared
from rdmlint.text import Span

WORTH_PROCESSES: Final = 800
"""Files from which on a second process saves more than it costs (measured)."""


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
    if processes is None:
        is_alone = disk.is_holding()
        processes = 1 if is_alone else processes_for(len(files), WORTH_PROCESSES)
    return shared(parse, files, Page, processes=processes)


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
