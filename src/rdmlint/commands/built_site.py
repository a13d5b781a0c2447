"""Which site it is that was built: by where it was built to, and what else is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from rdmlint.errors import SiteError, UsageError
from rdmlint.hugo.discover import find_root, find_sites
from rdmlint.settings import existing, shown_path

MOST_NAMED: Final = 3
"""Sites that are named where one has to be chosen."""


class Located(NamedTuple):
    """A built site: its absolute *folder*, and the *paths* that are checked with it.

    *has_sources* False: there are none; then *find_root* gives the directory that
    paths are counted from.
    """

    folder: str
    paths: list[str]
    has_sources: bool
    find_root: Callable[[str], str]


def located(folder: str, paths: Sequence[str]) -> Located:
    """Return the built site in *folder*, of the sources at *paths* (none: here).

    Without sources here, they are those that *folder* lies in, if it lies in any.
    Raises `UsageError` where there is no directory with pages, or more than one site
    that it could be built from.
    """
    built = existing(folder)
    if not os.path.isdir(built):
        raise UsageError("a built site is a directory", path=folder)
    if not _has_pages(built):
        raise UsageError(
            "there is no built page in this directory",
            path=folder,
            hint="it is what `hugo` writes, mostly `public`",
        )
    if paths:
        _, *others = {find_root(path) for path in paths}
        if others:
            raise UsageError("--built is about one site, and there are several here")
        return Located(built, list(paths), has_sources=True, find_root=find_root)
    site = _site_here(built) or _site_above(built)
    if site is not None:
        return Located(built, [site], has_sources=True, find_root=find_root)
    here = os.getcwd() if _is_inside(built, os.getcwd()) else os.path.dirname(built)

    def at(path: str) -> str:
        del path
        return here

    return Located(built, [here], has_sources=False, find_root=at)


def _site_here(built: str) -> str | None:
    try:
        sites = find_sites(os.curdir)
    except SiteError:
        return None
    holding = [site for site in sites if _is_inside(built, site)]
    if len(holding or sites) > 1:
        some = ", ".join(map(shown_path, (holding or sites)[:MOST_NAMED]))
        raise UsageError("there are several sites here", hint=f"name one, as in {some}")
    return (holding or sites)[0]


def _site_above(built: str) -> str | None:
    try:
        return find_root(os.path.dirname(built))
    except SiteError:
        return None


def _is_inside(path: str, folder: str) -> bool:
    real, above = os.path.realpath(path), os.path.realpath(folder)
    return real == above or real.startswith(above.rstrip(os.sep) + os.sep)


def _has_pages(folder: str) -> bool:
    return any(
        name.endswith((".html", ".htm"))
        for _, _, names in os.walk(folder)
        for name in names
    )
