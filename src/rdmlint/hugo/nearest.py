"""The nearest right answer to a wrong one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice
from posixpath import splitext
from typing import Final

from rdmlint.hugo.paths import CONTENT_EXTENSIONS, normalise
from rdmlint.hugo.published import Published

LONGEST: Final = 200
"""Characters of a word that is still compared; what is longer is no slip."""

MOST: Final = 50_000
"""How many choices are looked at."""

_ALIKE: Final = 80.0
"""From what likeness, in percent, a choice is offered."""

_ALIKE_APART: Final = 65.0
"""How alike paths must be where they differ: all of one folder begin alike."""

MOST_COMPARED: Final = 20_000_000
"""How many paths a run looks at for those that are near: two seconds at most."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like *word*; None: none is near, or two are as near."""
    if not word or len(word) > LONGEST:
        return None
    from rapidfuzz import fuzz, process

    found = process.extract(
        word,
        list(islice(choices, MOST)),
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
        limit=2,
    )
    if not found:
        return None
    if len(found) > 1 and found[0][1] == found[1][1]:
        return None
    return found[0][0]


class Nearby:
    """The published paths near a wrong one; keeps them by last segment and by sort."""

    def __init__(
        self, published: Published, assets: Iterable[str], prefixes: Iterable[str]
    ) -> None:
        """Take what is published, lowered paths of assets, prefixes of languages."""
        self._published = published
        self._assets = tuple(assets)
        self._starts = tuple(f"/{prefix}/" for prefix in prefixes if prefix)
        self._names: dict[str, list[str]] | None = None
        self._sorts: dict[str, list[str]] | None = None
        self._found: dict[str, str | None] = {}
        self._looked_at = 0

    def path(self, wrong: str) -> str | None:
        """Return the path that was probably meant by *wrong*; None: nothing is near.

        A path in a language's part of the site is sought there. One with the same
        last segment comes first, then a file that only its ending tells apart.
        """
        if wrong not in self._found:
            self._found[wrong] = self._path(wrong)
        return self._found[wrong]

    def _path(self, wrong: str) -> str | None:
        start = next((each for each in self._starts if wrong.startswith(each)), "/")
        named = [
            each
            for each in self.named(wrong)
            if each.startswith(start) and self._published.is_written(each)
        ]
        if len(named) == 1:
            return named[0]
        stem, ending = splitext(wrong.lower())
        ending = "/" if wrong.endswith("/") else ending or "/"
        other = self._sort(stem) if ending != "/" else []
        if len(other) == 1:
            return other[0]
        wrong = wrong if ending != "/" else wrong.rstrip("/") + "/"
        choices = as_long(wrong, self._sort(start if ending == "/" else ending))
        self._looked_at += len(choices)
        if self._looked_at > MOST_COMPARED:
            return None
        near = nearest(wrong, choices)
        return near if near and are_alike_apart(wrong, near) else None

    def named(self, path: str) -> list[str]:
        """Return the published paths, assets too, that have *path*'s last segment."""
        if self._names is None:
            self._names = {}
            for known in self._published.paths():
                self._names.setdefault(last_segment(known), []).append(known)
            for asset in self._assets:
                self._names.setdefault(last_segment(asset), []).append("/" + asset)
        return self._names.get(last_segment(path), [])

    def _sort(self, sort: str) -> list[str]:
        """Return the paths of one sort, the shortest first.

        *sort* is `/` or `/fr/` for the pages below it, `.png` for the files that end
        so, `/img/map` for those that only their ending tells apart.
        """
        if self._sorts is None:
            self._sorts = {}
            for known in self._published.paths():
                if not known.endswith("/"):
                    for part in splitext(known.lower()):
                        self._sorts.setdefault(part, []).append(known)
                    continue
                self._sorts.setdefault("/", []).append(known)
                for start in self._starts:
                    if known.startswith(start):
                        self._sorts.setdefault(start, []).append(known)
            for paths in self._sorts.values():
                paths.sort(key=len)
        return self._sorts.get(sort, [])


def as_long(word: str, choices: list[str]) -> list[str]:
    """Return those of *choices*, the shortest first, that are not too long or short.

    Between two texts of which one is half as long again there is no likeness to offer.
    """
    part = _ALIKE / (200 - _ALIKE)
    first = bisect_left(choices, len(word) * part, key=len)
    return choices[first : bisect_right(choices, len(word) / part, key=len)]


def are_alike_apart(one: str, other: str) -> bool:
    """Tell whether two paths have one name, or names that are alike.

    `/img/logos/eosc.png` is much like `/img/logos/osmi.png` and means another file.
    What both have in common, segment by segment, before and behind does not count.
    """
    from rapidfuzz import fuzz

    first, second = (splitext(path.rstrip("/"))[0].split("/") for path in (one, other))
    if first[-1] == second[-1]:
        return True
    while first and second and first[0] == second[0]:
        del first[0], second[0]
    name, near = "/".join(first), "/".join(second)
    return name in near or near in name or fuzz.ratio(name, near) >= _ALIKE_APART


def last_segment(path: str) -> str:
    """Return the last segment of *path* as names are compared."""
    name = normalise(path.rstrip("/").rpartition("/")[2])
    stem, _, extension = name.rpartition(".")
    return stem if extension in CONTENT_EXTENSIONS else name
