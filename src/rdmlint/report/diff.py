"""What fixes would change, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

from rdmlint.report.visible import visible

CONTEXT: Final = 3
"""Lines shown around a change."""

MOST_COMPARED: Final = 5_000
"""Lines between the first and the last change up to which each is found.

Beyond, they are one change: comparing takes time that grows with the square.
"""

NO_BREAK: Final = "\\ No newline at end of file"


def unified(path: str, before: bytes, after: bytes, *, is_shown: bool) -> str:
    """Return the diff of the file at *path* from *before* to *after*.

    Bytes that are no UTF-8 are halves of surrogate pairs, as Python writes them back.
    If it *is_shown* at a terminal, nothing in it is obeyed by that; else it is exact.
    """
    lines = "".join(f"{line}\n" for line in rows(path, before, after))
    if not is_shown:
        return lines
    shown = (visible(line.replace("\t", "    ")) for line in lines.split("\n"))
    return "\n".join(shown)


def rows(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of that diff, without their line feeds."""
    old, new = lines_of(before), lines_of(after)
    yield f"--- {name('a/' + path)}"
    yield f"+++ {name('b/' + path)}"
    for hunk in hunks(old, new):
        first, last = hunk[0], hunk[-1]
        yield (f"@@ -{reach(first[1], last[2])} +{reach(first[3], last[4])} @@")
        for tag, start, end, new_start, new_end in hunk:
            if tag == "equal":
                yield from marked(" ", old[start:end])
            else:
                yield from marked("-", old[start:end])
                yield from marked("+", new[new_start:new_end])


def lines_of(data: bytes) -> list[str]:
    """Return the lines of *data* with their line feeds."""
    parts = data.decode("utf-8", "surrogateescape").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + [part for part in parts[-1:] if part]


def hunks(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[list[tuple[str, int, int, int, int]]]:
    """Yield groups of changes, with the lines around them, as difflib names them."""
    from difflib import SequenceMatcher

    same = common(old, new)
    tail = common(old[same:][::-1], new[same:][::-1])
    # What begins and ends alike costs nothing; lines around a change are kept of it.
    at = max(same - CONTEXT, 0)
    keep = max(tail - CONTEXT, 0)
    one, other = old[at : len(old) - keep], new[at : len(new) - keep]
    if len(one) + len(other) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        groups = matcher.get_grouped_opcodes(CONTEXT)
    else:
        head, foot = same - at, tail - keep
        groups = iter([whole(len(one), len(other), head, foot)])
    for group in groups:
        yield [(tag, a + at, b + at, c + at, d + at) for tag, a, b, c, d in group]


def whole(
    old: int, new: int, head: int, foot: int
) -> list[tuple[str, int, int, int, int]]:
    """Return one change of all but *head* and *foot* of *old* and *new* lines."""
    return [
        ("equal", 0, head, 0, head),
        ("replace", head, old - foot, head, new - foot),
        ("equal", old - foot, old, new - foot, new),
    ]


def common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many lines *old* and *new* begin with alike."""
    number = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        number += 1
    return number


def reach(start: int, end: int) -> str:
    """Return the lines from *start* (from 0) up to *end* as a hunk's header says."""
    number = end - start
    first = start + 1 if number else start
    return str(first) if number == 1 else f"{first},{number}"


def marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield *lines* behind *mark*, and what says that the last one has no line feed."""
    for line in lines:
        yield mark + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield NO_BREAK


def name(path: str) -> str:
    """Return *path* as a header holds it: as git quotes it where it is odd."""
    path = path.replace(os.sep, "/")
    if path.isprintable() and not set('"\\') & set(path):
        # A tab ends a name that holds a space.
        return f"{path}\t" if " " in path else path
    raw = path.encode("utf-8", "surrogateescape")
    return '"' + "".join(map(quoted, raw)) + '"'


def quoted(byte: int) -> str:
    """Return *byte* as it stands in a quoted name."""
    if byte in b'"\\':
        return f"\\{chr(byte)}"
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
