"""The data files of a site."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site
from rdmlint.model import Mapping, Page, Sequence
from rdmlint.syntax.globs import matcher


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


class Overridden(NamedTuple):
    """A data file at *path* that Hugo drops, for *by* has its name already."""

    path: str
    by: str


def overridden(site: Site, pages: Iterable[Page]) -> Iterator[Overridden]:
    """Yield the site's own data files that Hugo cannot join with others of their name.

    A directory comes first, then files from the last name to the first. Maps are
    joined, and what is a list beside anything else is dropped.

    Source: Hugo, `hugolib/hugo_sites.go`, `handleDataFile`.
    """
    values = {page.path: page.data for page in pages}
    groups: dict[str, list[tuple[str, str]]] = {}
    directories: dict[str, str] = {}
    for virtual, file in site.data:
        path = disk.relative(file, site.root)
        if path not in values:
            continue
        above, _, name = virtual.rpartition("/")
        groups.setdefault(os.path.splitext(virtual)[0], []).append((name, path))
        while above and above not in directories:
            path = posixpath.dirname(path)
            directories[above] = path
            above = above.rpartition("/")[0]
    for key, files in groups.items():
        first = directories.get(key)
        is_map = first is not None
        for _, path in sorted(files, reverse=True):
            value = values[path]
            if not isinstance(value, (Mapping, Sequence)):
                continue
            if first is None:
                first, is_map = path, isinstance(value, Mapping)
            elif not is_map or isinstance(value, Sequence):
                yield Overridden(path, first)


def mention(site: Site, name: str) -> bool:
    """Tell whether *name* stands in any data file, of themes too."""
    wanted = name.encode()
    texts = _texts(tuple(file for _, file in site.data), disk.ground(site.root))
    return any(wanted in text for text in texts)


@lru_cache(maxsize=2)
def _texts(files: tuple[str, ...], ground: str) -> tuple[bytes, ...]:
    """Return the text of these files, of those that can be read."""
    read = (disk.read(file, ground) for file in files)
    return tuple(data for data in read if isinstance(data, bytes))
