"""Which lines of a site were changed since a commit, as git tells it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from typing import Final

from rdmlint.errors import UsageError

SECONDS: Final = 60
"""How long git may take."""

_HUNK: Final = re.compile(rb"@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@")


class Changes:
    """The changed lines of files; keeps them by path from the site root."""

    def __init__(self, lines: dict[str, list[range]], new: Iterable[str]) -> None:
        self._lines = lines
        self._new = frozenset(new)

    def has(self, path: str, line: int) -> bool:
        """Tell whether *line*, from 1, of the file at *path* was changed or added."""
        return path in self._new or any(
            line in each for each in self._lines.get(path, ())
        )


def since(root: str, commit: str) -> Changes:
    """Return what was changed below *root* since *commit*, new files included.

    Raises `UsageError` where git is not there, the site is no checkout, or there is
    no such commit.
    """
    known = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    diff = _git(
        root,
        "diff",
        *(
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
        ),
        *("--relative", "--src-prefix=a/", "--dst-prefix=b/", "-z"),
        known.decode("ascii", "replace").strip(),
        "--",
        ".",
    )
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return Changes(
        _lines(diff), (os.fsdecode(path) for path in new.split(b"\0") if path)
    )


def _git(root: str, *words: str) -> bytes:
    # Nothing that a checkout brings along is run: no hooks, monitors or drivers.
    quiet = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
    command = ["git", *quiet, "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and git is the user's own
            command, cwd=root, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError("--since needs git, which did not run") from error
    if done.returncode:
        if words[0] == "rev-parse":
            hint = "in a checkout of CI, fetch its history: fetch-depth: 0"
            raise UsageError(f"there is no commit `{words[-1]}` here", hint=hint)
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(f"--since: git says: {said}")
    return done.stdout


def _lines(diff: bytes) -> dict[str, list[range]]:
    """Return the lines that *diff* adds, by path."""
    found: dict[str, list[range]] = {}
    path: str | None = None
    for line in diff.split(b"\n"):
        if line.startswith(b"+++ "):
            name = line[4:].rstrip(b"\t")
            path = os.fsdecode(_unquoted(name)[2:]) if name != b"/dev/null" else None
        elif path is not None and (hunk := _HUNK.match(line)):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(path, []).append(range(start, start + count))
    return found


_ESCAPE: Final = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b"}


def _unquoted(name: bytes) -> bytes:
    """Return a path as it is; git quotes those with odd characters in them."""
    if not name.startswith(b'"'):
        return name

    def letter(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if len(code) == 3:
            return bytes([int(code, 8) & 0xFF])
        return _LETTERS.get(code, code)

    return _ESCAPE.sub(letter, name[1:-1])
