"""The fewest globs for paths that differ in one segment only, such as a version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from posixpath import splitext
from typing import Final, TypeAlias

FEWEST: Final = 3
"""So many paths must differ in a segment before `*` stands for it."""

_WILD: Final = "\0"
"""Begins a segment that may be any; its ending, `.yaml`, follows."""

_Segments: TypeAlias = "tuple[str, ...]"


def folded(paths: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return globs, sorted, that fit *paths* and none of *others*.

    All are paths from the site root, those of directories with a slash behind.
    `docs/1.0/tasks/`, `docs/1.1/tasks/` and `docs/2.0/tasks/` become `docs/*/tasks/`,
    unless `docs/1.2/tasks/` is among the others. Files keep their ending, `cli/*.yaml`.
    """
    left = {tuple(path.split("/")) for path in paths}
    strange = {tuple(path.split("/")) for path in others} - left
    while (most := max(map(len, left), default=0)) > 1:
        fewer = min((_fold(left, at, strange) for at in range(1, most)), key=len)
        if len(fewer) == len(left):
            break
        left = fewer
    return tuple(sorted("/".join(map(_written, each)) for each in left))


def _fold(left: set[_Segments], at: int, strange: set[_Segments]) -> set[_Segments]:
    """Return *left* with `*` for segment *at* where that fits nothing *strange*."""
    alike: defaultdict[_Segments, list[_Segments]] = defaultdict(list)
    for path in left:
        if at < len(path) and not path[at].startswith(_WILD):
            alike[_masked(path, (at,))].append(path)
    masked: dict[tuple[int, ...], set[_Segments]] = {}
    fewer = set(left)
    for pattern, same in alike.items():
        if len(same) < FEWEST:
            continue
        wild = tuple(n for n, each in enumerate(pattern) if each.startswith(_WILD))
        if wild not in masked:
            masked[wild] = {
                _masked(path, wild) for path in strange if len(path) > wild[-1]
            }
        if pattern not in masked[wild]:
            fewer.difference_update(same)
            fewer.add(pattern)
    return fewer


def _masked(path: _Segments, wild: tuple[int, ...]) -> _Segments:
    segments = list(path)
    for at in wild:
        is_last = at == len(path) - 1
        segments[at] = _WILD + (splitext(path[at])[1] if is_last else "")
    return tuple(segments)


def _written(segment: str) -> str:
    if segment.startswith(_WILD):
        return "*" + escaped(segment[1:])
    return escaped(segment)


def escaped(path: str) -> str:
    """Return the glob for *path* alone."""
    return re.sub(r"([\\*?\[\]!])", r"\\\1", path)
