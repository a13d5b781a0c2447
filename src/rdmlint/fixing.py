"""Fixes applied: what findings offer turned into new bytes, and bytes into files."""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

import msgspec

from rdmlint.model import Diagnostic, Edit, Fix, Safety

ROUNDS: Final = 10
"""How often what fixes left is looked at again for more that can be mended."""

SAFE: Final = frozenset({Safety.SAFE})

ANY: Final = frozenset(Safety)


class Mended(msgspec.Struct, frozen=True):
    """A file as fixes leave it.

    *path* is a POSIX path from the site root. *fixed* are the findings that are gone,
    in the order in which they were mended.
    """

    path: str
    before: bytes
    after: bytes
    fixed: tuple[Diagnostic, ...] = ()


# --- Findings to bytes ------------------------------------------------------------


def offered(
    found: Iterable[Diagnostic], safeties: Iterable[Safety]
) -> dict[str, list[Diagnostic]]:
    """Return those of *found* with a fix of one of *safeties*, by path."""
    wanted = frozenset(safeties)
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in found:
        if finding.fix and finding.fix.safety in wanted:
            by_path.setdefault(finding.path, []).append(finding)
    return by_path


def mended(
    data: bytes, found: Iterable[Diagnostic]
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return *data* after the fixes of *found*, and the findings whose fixes it holds.

    Of fixes that overlap or touch, the first by place is applied; the others wait for
    another round, for they were made for other neighbours. Several findings may offer
    one and the same fix. One that changes nothing, or does not fit *data*, is left out.
    """
    taken: list[Edit] = []
    applied: dict[tuple[Edit, ...], list[Diagnostic]] = {}
    for edits, finding in sorted(candidates(found, data), key=first_place):
        if edits in applied:
            applied[edits].append(finding)
        elif not any(touches(edit, taken) for edit in edits):
            applied[edits] = [finding]
            for edit in edits:
                taken.insert(bisect_left(taken, place(edit), key=place), edit)
    fixed = tuple(finding for mine in applied.values() for finding in mine)
    return b"".join(pieces(data, taken)), fixed


def candidates(
    found: Iterable[Diagnostic], data: bytes
) -> Iterator[tuple[tuple[Edit, ...], Diagnostic]]:
    """Yield the edits of each of *found*, by place, where they fit *data*."""
    for finding in found:
        edits = sound(finding.fix, data) if finding.fix else ()
        if edits:
            yield edits, finding


def sound(fix: Fix, data: bytes) -> tuple[Edit, ...]:
    """Return the edits of *fix* by place; empty where they cannot all be applied."""
    edits = tuple(sorted(fix.edits, key=place))
    at = 0
    for edit in edits:
        span = edit.span
        if not at <= span.start <= span.end <= len(data):
            return ()
        at = span.end
    try:
        after = b"".join(pieces(data, edits))
    except UnicodeEncodeError:  # half a character, from a `\ud800` of JSON
        return ()
    return edits if after != data else ()


def place(edit: Edit) -> tuple[int, int]:
    """Return what edits are sorted by: an insertion before what begins there."""
    return edit.span.start, edit.span.end


def first_place(candidate: tuple[tuple[Edit, ...], Diagnostic]) -> tuple[int, int]:
    """Return the place of the first edit of a *candidate*."""
    return place(candidate[0][0])


def touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Tell whether *edit* overlaps or touches one of *taken*, which are by place."""
    at = bisect_left(taken, place(edit), key=place)
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for other in taken[max(at - 1, 0) : at + 1]
    )


def pieces(data: bytes, edits: Iterable[Edit]) -> Iterator[bytes]:
    """Yield the parts of *data* after *edits*, which come by place."""
    at = 0
    for edit in edits:
        yield data[at : edit.span.start]
        yield fitted(edit.new, data, edit.span.start)
        at = edit.span.end
    yield data[at:]


def fitted(text: str, data: bytes, at: int) -> bytes:
    """Return *text* as bytes, its lines ending as the line of byte *at* does."""
    new = text.encode()
    if b"\n" not in new:
        return new
    end = data.find(b"\n", at)
    if end < 0:
        end = data.rfind(b"\n", 0, at)
    new = new.replace(b"\r\n", b"\n")
    return new.replace(b"\n", b"\r\n") if data[max(end - 1, 0) : end] == b"\r" else new


# --- Bytes to files ---------------------------------------------------------------


def refusal(root: str, path: str) -> str | None:
    """Return why the file at *path* below *root* is not written; None: it may be."""
    names = path.split("/")
    file = os.path.join(root, *names)
    if os.path.isabs(path) or os.pardir in names:
        return "lies outside of the site"
    if os.path.realpath(file) != os.path.join(os.path.realpath(root), *names):
        return "is a link, or lies behind one"
    if not os.access(file, os.W_OK):
        return "may not be written"
    return None


def write(root: str, file: Mended) -> str | None:
    """Put what fixes made of *file* in its place; return why not (None: it is done).

    It takes the place of the old one at once, with the same mode, or not at all. A
    file that does not say what it said when it was read stays as it is.
    """
    why = refusal(root, file.path)
    if why is not None:
        return why
    target = os.path.join(root, *file.path.split("/"))
    try:
        status = os.lstat(target)
        if not stat.S_ISREG(status.st_mode) or read(target) != file.before:
            return "has changed meanwhile"
        replace(target, file.after, status)
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    return None


def read(path: str) -> bytes:
    """Return the bytes of the file at *path* as they are on disk now."""
    with open(path, "rb") as stream:
        return stream.read()


def replace(path: str, data: bytes, status: os.stat_result) -> None:
    """Replace the file at *path* by one of *data* with the mode that *status* says."""
    # tempfile would import twenty modules for a name.
    temporary = os.path.join(os.path.dirname(path), f".rdmlint-{os.urandom(8).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if hasattr(os, "chown"):
            # Only root can give files away, and only root needs to.
            with suppress(PermissionError):
                os.chown(temporary, status.st_uid, status.st_gid)
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
