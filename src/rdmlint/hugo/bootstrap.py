"""Which version of Bootstrap a site loads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site

_HEADER_SIZE: Final = 400
_LOCK_LIMIT: Final = 20 << 20
_FILES_LIMIT: Final = 40
"""So many files named after Bootstrap are opened at most."""


def version_loaded(
    site: Site, layouts: Iterable[bytes], roots: Iterable[str]
) -> str | None:
    """Return the version, such as `5.0.1`; None: not found, or several.

    *layouts* are the texts of all templates, comments left out; *roots* the absolute
    directories of the site and its themes. Addresses in layouts count first, those
    of scripts before those of style sheets: the script decides how a page behaves.
    Then `go.mod`, npm's files, and copies of Bootstrap below `assets` or `static`.
    """
    ground = disk.ground(site.root)
    for find in (_in_layouts(layouts), *_in_manifests(roots, ground)):
        if find:
            return find.pop() if len(find) == 1 else None
    copies = _in_copies(site, ground)
    return copies.pop() if len(copies) == 1 else None


def version_on_pages(pages: Iterable[bytes]) -> str | None:
    """Return the version that built *pages* load; None: not found, or several."""
    found = _in_layouts(pages)
    return found.pop() if len(found) == 1 else None


# --- In layouts -------------------------------------------------------------------

_ADDRESS: Final = re.compile(
    rb"(?<![\w-])(?:twitter-)?bootstrap(?:@|/|-)v?(\d+\.\d+\.\d+)(?![\w-])([\w./+-]{0,80})"
)


def _in_layouts(layouts: Iterable[bytes]) -> set[str]:
    scripts: set[str] = set()
    others: set[str] = set()
    for data in layouts:
        if b"bootstrap" not in data:
            continue
        for version, rest in _ADDRESS.findall(data):
            (scripts if b".js" in rest else others).add(version.decode())
    return scripts or others


# --- In manifests -----------------------------------------------------------------

_GO: Final = re.compile(rb"github\.com/twbs/bootstrap(?:/v\d+)?[ \t]+v(\d+\.\d+\.\d+)")
_LOCK: Final = re.compile(
    rb"\"node_modules/bootstrap\"\s*:\s*\{\s*\"version\"\s*:\s*\"(\d+\.\d+\.\d+)\""
)
_NPM: Final = re.compile(rb"\"bootstrap\"\s*:\s*\"([\^~]?)v?(\d+)\.(\d+)\.(\d+)\"")


def _in_manifests(roots: Iterable[str], ground: str) -> tuple[set[str], ...]:
    go: set[str] = set()
    lock: set[str] = set()
    npm: set[str] = set()
    for root in roots:
        data = _read(os.path.join(root, "go.mod"), ground)
        go.update(each.decode() for each in _GO.findall(data))
        data = _read(os.path.join(root, "package.json"), ground)
        wanted = _NPM.findall(data)
        if not wanted:
            continue
        locked = _read(os.path.join(root, "package-lock.json"), ground, _LOCK_LIMIT)
        lock.update(each.decode() for each in _LOCK.findall(locked))
        for range_, *numbers in wanted:
            major, minor, _ = (int(number) for number in numbers)
            # What `^5.1.0` installs may be 5.3, whose selectors work otherwise.
            if range_ != b"^" or (major, minor) >= (5, 3) or major < 5:
                npm.add(".".join(number.decode() for number in numbers))
    return go, lock, npm


def _read(path: str, ground: str, limit: int = disk.SIZE_LIMIT) -> bytes:
    if not os.path.isfile(path):
        return b""
    data = disk.read(path, ground, limit=limit)
    return data if isinstance(data, bytes) else b""


# --- In copies --------------------------------------------------------------------

_HEADER: Final = re.compile(rb"Bootstrap +(?:[A-Za-z]+ +)?v(\d+\.\d+\.\d+)")


def _in_copies(site: Site, ground: str) -> set[str]:
    named = [file for virtual, file in site.assets if _is_copy(virtual)]
    named += [
        os.path.join(site.root, *each.path.split("/"))
        for each in site.static
        if _is_copy(each.url)
    ]
    scripts: set[str] = set()
    others: set[str] = set()
    for file in sorted(named)[:_FILES_LIMIT]:
        if not (os.path.isfile(file) and disk.is_within(file, ground)):
            continue
        try:
            with open(file, "rb") as stream:
                header = stream.read(_HEADER_SIZE)
        except OSError:
            continue
        find = _HEADER.search(header)
        if find:
            found = scripts if file.endswith(".js") else others
            found.add(find.group(1).decode())
    return scripts or others


def _is_copy(path: str) -> bool:
    lowered = path.lower()
    return "bootstrap" in lowered and lowered.endswith((".js", ".css", ".scss"))
