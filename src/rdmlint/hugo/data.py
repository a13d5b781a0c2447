"""Data files as Hugo takes them: which there are, and whether templates read any."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site
from rdmlint.model import Known
from rdmlint.syntax.globs import matcher

READ: Final = frozenset(("json", "yaml", "yml", "toml", "xml", "org", "csv"))
"""Extensions that Hugo reads in `data`, in any letter case. Source: HUGO-DATA-1."""


class DataFile(msgspec.Struct, frozen=True):
    """A data file of the site's own.

    *path* is the POSIX path from the site root, *file* the absolute one, *extension*
    lowered, without its dot.
    """

    path: str
    file: str
    extension: str


def data_files(site: Site, *, exclude: tuple[str, ...] = ()) -> Iterator[DataFile]:
    """Yield the data files that are the site's own, but for those *exclude* covers."""
    tops = [
        os.path.normpath(os.path.join(site.root, mount.source))
        for mount in site.config.mounts
        if mount.component == "data" and not mount.is_theme
    ]
    is_excluded = matcher(exclude) if exclude else None
    for _, file in site.data:
        if not any(file == top or file.startswith(top + os.sep) for top in tops):
            continue
        path = disk.relative(file, site.root)
        if is_excluded is None or not is_excluded(path):
            name = os.path.basename(file)
            extension = name.rpartition(".")[2].lower() if "." in name else ""
            yield DataFile(path, file, extension)


def is_read(site: Site) -> Known:
    """Tell whether any template reads data: the first to do so makes Hugo read all.

    UNKNOWN where a theme or module is not on disk. Source: HUGO-DATA-1.
    """
    ground = disk.ground(site.root)
    for _, file in site.layouts:
        data = disk.read(file, ground, limit=_LARGEST)
        if isinstance(data, bytes) and _READS.search(data):
            return Known.YES
    missing = site.config.missing_modules or not site.config.files
    return Known.UNKNOWN if missing else Known.NO


_LARGEST: Final = 1 << 20
_READS: Final = re.compile(rb"(?:[Ss]ite|hugo)\.Data\b")
