"""What the user asked for, from files and flags, as one value."""

from __future__ import annotations

from typing import Any

import msgspec

from rdmlint.model import Severity


class Profile(msgspec.Struct, frozen=True):
    """A contract for front matter, bound to files.

    *paths* are globs on POSIX paths from the site root; the last profile that
    matches a page wins. *required* keys must all be there; *schema* is the path of a
    JSON Schema file from the site root (None: none). *name* is for messages.
    """

    name: str
    paths: tuple[str, ...]
    required: tuple[str, ...] = ()
    schema: str | None = None
    is_built_in: bool = False


class Settings(msgspec.Struct, frozen=True):
    """Everything a run depends on besides the site itself. Paths are absolute.

    *root* is the site root. *shown* are POSIX paths from the site root that narrow
    what is shown (empty: the whole site). *select* and *ignore* hold codes, prefixes
    of codes, names or `ALL`. *today* is an ISO date (None: the clock's).
    *config_path* is the file these came from, for messages (None: no file).
    """

    root: str
    shown: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    profiles: tuple[Profile, ...] = ()
    rules: dict[str, dict[str, Any]] = {}
    bootstrap: str | None = None
    hugo_version: str | None = None
    environment: str = "production"
    today: str | None = None
    config_path: str | None = None
