"""What was read from files, kept between runs: in a database of this user, by site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from importlib.util import find_spec
from time import time
from typing import Final

import msgspec

FORGOTTEN: Final = 30 * 86_400.0
"""Seconds after which the database of a site that nobody checks is removed."""

MAX_SIZE: Final = 1 << 30
"""Bytes of the largest database that is opened."""

READERS: Final = ("pyromark", "yaml")
"""Libraries that decide what is read from a file."""

_ENDING: Final = ".sqlite3"


class FactStore:
    """The facts of one site. What is broken, or cannot be written, is as if empty.

    They are data alone, by a digest of all that they were read from, and count for the
    very code that read them: a change of rdmlint makes every one of them worthless.
    """

    def __init__(self, directory: str, root: str) -> None:
        """Keep the facts of the site at *root* in *directory*, with those of others."""
        self._directory = os.path.join(directory, "facts")
        self._root = os.path.realpath(root)
        self._known: dict[bytes, bytes] = {}

    def read(self) -> dict[bytes, bytes]:
        """Return what is kept, by key."""
        import sqlite3

        self._known = {}
        with suppress(OSError, sqlite3.Error):
            if os.path.getsize(self._file) <= MAX_SIZE:
                os.utime(self._file)
                with closing(sqlite3.connect(self._file)) as base:
                    asked = "SELECT key, facts FROM facts WHERE form = ?"
                    for key, facts in base.execute(asked, (form(),)):
                        if isinstance(key, bytes) and isinstance(facts, bytes):
                            self._known[key] = facts
        return self._known

    def write(self, facts: Mapping[bytes, bytes]) -> None:
        """Keep *facts*, and nothing else that was there when it was read."""
        import sqlite3

        if facts == self._known:
            return
        with suppress(OSError, sqlite3.Error):
            os.makedirs(self._directory, mode=0o700, exist_ok=True)
            self._remove_forgotten()
            try:
                self._write(facts)
            except sqlite3.DatabaseError:
                # What is broken is worth less than what is new.
                os.remove(self._file)
                self._known = {}
                self._write(facts)

    @property
    def _file(self) -> str:
        return os.path.join(
            self._directory, digest(os.fsencode(self._root)).hex() + _ENDING
        )

    def _write(self, facts: Mapping[bytes, bytes]) -> None:
        import sqlite3

        known = self._known
        gone = [(key,) for key in known.keys() - facts.keys()]
        rows = [(x, form(), facts[x]) for x in facts if facts[x] != known.get(x)]
        with closing(sqlite3.connect(self._file)) as base, base:
            base.execute(
                "CREATE TABLE IF NOT EXISTS facts "
                "(key BLOB PRIMARY KEY, form BLOB, facts BLOB)"
            )
            base.execute("DELETE FROM facts WHERE form != ?", (form(),))
            base.executemany("DELETE FROM facts WHERE key = ?", gone)
            base.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)

    def _remove_forgotten(self) -> None:
        for entry in os.scandir(self._directory):
            is_old = entry.stat().st_mtime < time() - FORGOTTEN
            if is_old and entry.name.endswith(_ENDING):
                os.remove(entry.path)


@cache
def form() -> bytes:
    """Return a digest of the code that facts come from.

    But for the version of rdmlint it is not read: its files have sizes and times.
    """
    with open(os.path.join(os.path.dirname(__file__), "__init__.py"), "rb") as stream:
        return digest((stream.read(), sys.version, *stamps(code())))


def digest(value: object) -> bytes:
    """Return a digest of *value*, which `msgspec` can write."""
    from hashlib import blake2b

    return blake2b(msgspec.msgpack.encode(value), digest_size=16).digest()


def code() -> Iterator[str]:
    """Yield the directories of rdmlint and of the `READERS`."""
    yield os.path.dirname(__file__)
    for name in READERS:
        spec = find_spec(name)
        yield from (spec and spec.submodule_search_locations) or ()


def stamps(folders: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of each file below *folders* but compiled ones."""
    for folder in folders:
        for at, _, names in os.walk(folder):
            for name in sorted(names):
                if not name.endswith(".pyc"):
                    status = os.stat(os.path.join(at, name))
                    yield name, status.st_size, status.st_mtime_ns
