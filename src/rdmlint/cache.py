"""What other sites answered, kept between runs: in sqlite, or in a file for CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from rdmlint.errors import UsageError
from rdmlint.model import Answer, Cause, Verdict

if TYPE_CHECKING:
    import sqlite3

FORM: Final = 1
"""The form of the records; those of another are not read."""

KEPT_OK: Final = 7 * 86_400.0
"""Seconds that a good answer spares asking again."""

KEPT_BAD: Final = 3_600.0
"""Seconds that any other answer does."""

REMEMBERED: Final = 180 * 86_400.0
"""Seconds after which what became of an address is forgotten."""

MAX_SIZE: Final = 64 << 20
"""Bytes of the largest file of answers that is read."""

DIRECTORY_VARIABLE: Final = "RDMLINT_CACHE_DIR"

_FILE: Final = "links.sqlite3"


class Store(Protocol):
    """Where answers are kept."""

    def read(self, urls: Collection[str]) -> dict[str, Answer]:
        """Return what is kept about *urls*; a store that is broken keeps nothing."""
        ...

    def write(self, answers: Iterable[Answer]) -> None:
        """Keep *answers*, in place of earlier ones; raise `UsageError` if it fails."""
        ...


def is_fresh(answer: Answer, now: float, wanted: Collection[str] | None = None) -> bool:
    """Tell whether *answer* spares asking again at the time *now*.

    A good one does so for days, any other for an hour, or as long as the server asked
    to be left alone. One from the future is none. *wanted* are fragments that must
    have been looked for (None: none were asked for).
    """
    age = now - answer.checked
    if age < 0:
        return False
    if wanted and (answer.looked_for is None or set(wanted) - set(answer.looked_for)):
        return False
    if answer.verdict is Verdict.OK:
        return age < KEPT_OK
    if answer.cause is Cause.BUSY and now < answer.retry_after <= now + 86_400.0:
        return True
    return age < KEPT_BAD


def default_directory(environment: Mapping[str, str]) -> str:
    """Return the directory where this user's answers are kept."""
    named = environment.get(DIRECTORY_VARIABLE)
    if named:
        return os.path.abspath(named)
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "rdmlint")


class SqliteStore:
    """Answers in a database of this user; several runs may use it at once."""

    def __init__(self, directory: str) -> None:
        self.file = os.path.join(directory, _FILE)

    def read(self, urls: Collection[str]) -> dict[str, Answer]:
        """Return what is kept about *urls*; nothing where the database is broken."""
        import sqlite3

        if not os.path.isfile(self.file):
            return {}
        found: dict[str, Answer] = {}
        with suppress(sqlite3.Error), closing(self._open()) as base:
            asked = "SELECT answer FROM links WHERE url = ? AND form = ?"
            for url in urls:
                for (data,) in base.execute(asked, (url, FORM)):
                    answer = _decoded(data)
                    if answer is not None and answer.url == url:
                        found[url] = answer
        return found

    def write(self, answers: Iterable[Answer]) -> None:
        """Keep *answers*, all of them or none."""
        import sqlite3

        rows = [
            (each.url, FORM, each.checked, msgspec.json.encode(each))
            for each in answers
        ]
        try:
            os.makedirs(os.path.dirname(self.file), exist_ok=True)
            try:
                self._write(rows)
            except sqlite3.DatabaseError:
                # What is broken is worth less than what is new.
                with suppress(FileNotFoundError):
                    os.remove(self.file)
                self._write(rows)
        except (OSError, sqlite3.Error) as error:
            message = f"the answers of other sites cannot be kept: {error}"
            raise UsageError(message, path=self.file) from error

    def _write(self, rows: list[tuple[str, int, float, bytes]]) -> None:
        with closing(self._open()) as base, base:
            base.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", rows)
            newest = max((checked for _, _, checked, _ in rows), default=0.0)
            base.execute("DELETE FROM links WHERE checked < ?", (newest - REMEMBERED,))

    def _open(self) -> sqlite3.Connection:
        import sqlite3

        base = sqlite3.connect(self.file, timeout=5.0)
        base.execute(
            "CREATE TABLE IF NOT EXISTS links "
            "(url TEXT PRIMARY KEY, form INTEGER, checked REAL, answer BLOB)"
        )
        return base


class _Kept(msgspec.Struct, frozen=True):
    """The file of answers. *form* is that of the records."""

    form: int
    answers: tuple[Answer, ...]


class JsonStore:
    """Answers in one small file of text, for a cache of CI to save and restore."""

    def __init__(self, file: str) -> None:
        self.file = file

    def read(self, urls: Collection[str]) -> dict[str, Answer]:
        """Return what is kept about *urls*; nothing where the file is none of ours."""
        kept = self._all()
        return {url: kept[url] for url in urls if url in kept}

    def write(self, answers: Iterable[Answer]) -> None:
        """Keep *answers* beside those on other addresses; a reader sees all or none."""
        import tempfile

        kept = self._all() | {each.url: each for each in answers}
        newest = max((each.checked for each in kept.values()), default=0.0)
        rest = [x for x in kept.values() if x.checked > newest - REMEMBERED]
        rest.sort(key=lambda each: each.url)
        data = msgspec.json.encode(_Kept(FORM, tuple(rest)))
        folder = os.path.dirname(os.path.abspath(self.file))
        try:
            handle, draft = tempfile.mkstemp(dir=folder, prefix=".links-")
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.format(data, indent=1))
            os.replace(draft, self.file)
        except OSError as error:
            message = f"the answers of other sites cannot be kept: {error.strerror}"
            raise UsageError(message, path=self.file) from error

    def _all(self) -> dict[str, Answer]:
        try:
            with open(self.file, "rb") as stream:
                data = stream.read(MAX_SIZE + 1)
            kept = msgspec.json.decode(data, type=_Kept)
        except (OSError, msgspec.DecodeError, RecursionError):
            return {}
        return {x.url: x for x in kept.answers} if kept.form == FORM else {}


def _decoded(data: object) -> Answer | None:
    if not isinstance(data, bytes):
        return None
    try:
        return msgspec.json.decode(data, type=Answer)
    except (msgspec.DecodeError, RecursionError):
        return None
