"""Reading a site's files without leaving the ground it stands on."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from rdmlint.model import Fault, FaultKind
from rdmlint.text import Span

SIZE_LIMIT = 5 << 20
"""The largest file that is read, in bytes."""


def ground(root: str) -> str:
    """Return the directory that reading must not leave, links resolved.

    The repository that holds *root*, so that a theme beside an example site can be
    read; without one, *root* itself.
    """
    real = os.path.realpath(root)
    at = real
    while True:
        if os.path.lexists(os.path.join(at, ".git")):
            return at
        parent = os.path.dirname(at)
        if parent == at:
            return real
        at = parent


def is_within(path: str, ground: str) -> bool:
    """Tell whether *path*, links resolved, lies in *ground* (links resolved)."""
    real = os.path.realpath(path)
    return real == ground or real.startswith(ground.rstrip(os.sep) + os.sep)


def read(path: str, ground: str, *, limit: int = SIZE_LIMIT) -> bytes | Fault:
    """Return the bytes of a regular file within *ground*, or why there are none.

    While files are held, it is what a file said when it was first read.
    """
    files = _HELD.get()
    if files is None:
        return _read(path, ground, limit)
    real = os.path.realpath(path)
    data = files.get(real)
    if data is not None and is_within(real, ground):
        return too_large(limit) if len(data) > limit else data
    found = _read(path, ground, limit)
    if isinstance(found, bytes):
        files[real] = found
    return found


def _read(path: str, ground: str, limit: int) -> bytes | Fault:
    try:
        # Not blocking: a FIFO in place of a file must not hold up the run.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return unreadable(_REASONS.get(error.errno or 0, "cannot be read"))
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        return unreadable("is no regular file")
    with os.fdopen(handle, "rb") as stream:
        if not is_within(path, ground):
            return unreadable("is a link out of the site")
        if status.st_size > limit:
            return too_large(limit)
        try:
            return stream.read(limit + 1)
        except OSError:
            return unreadable("cannot be read")


@contextmanager
def held() -> Generator[dict[str, bytes], None, None]:
    """Let `read` read each file once, and tell of it what the caller puts in place.

    Gives what was read so far, by real path. What is put there is what the file
    says from then on, whatever the disk says.
    """
    files: dict[str, bytes] = {}
    before = _HELD.set(files)
    try:
        yield files
    finally:
        _HELD.reset(before)


def is_holding() -> bool:
    """Tell whether files are held, which other processes would not share."""
    return _HELD.get() is not None


def too_large(limit: int) -> Fault:
    """Return the fault of a file of more than *limit* bytes."""
    return unreadable(f"is larger than {limit >> 20} MiB")


def unreadable(reason: str) -> Fault:
    """Return the fault of a file that cannot be read, for the *reason* given."""
    return Fault(FaultKind.UNREADABLE, Span(0, 0), f"File {reason}")


def relative(path: str, root: str) -> str:
    """Return *path* as a POSIX path from *root*; it may begin with `../`."""
    return os.path.relpath(path, root).replace(os.sep, "/")


_HELD: Final[ContextVar[dict[str, bytes] | None]] = ContextVar("held", default=None)

_REASONS = {
    errno.EACCES: "may not be read: permission denied",
    errno.ENOENT: "does not exist",
    errno.EISDIR: "is a directory",
    errno.ELOOP: "is a link that leads back to itself",
}
