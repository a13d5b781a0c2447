"""What most pages of a directory do, so that it is no outlier there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname
from typing import Final

import msgspec

from rdmlint import app
from rdmlint.engine.registry import load
from rdmlint.engine.run import CRASHED, run
from rdmlint.engine.select import select
from rdmlint.index import SiteIndex
from rdmlint.model import Diagnostic, Severity

FEWEST: Final = 20
"""Pages that make a custom: of fewer each one can be mended."""


class Custom(msgspec.Struct, frozen=True):
    """That *having* of the *of* pages in *directory* have findings of *rule*."""

    directory: str
    rule: str
    having: int
    of: int


def customs(index: SiteIndex) -> tuple[Custom, ...]:
    """Return what most pages of a directory are reported for, by rule and directory.

    Errors are never customs: what does not work for readers is to be mended.
    """
    rules = load()
    active = select(index.settings, rules)
    sources = app.reader(index.site.root)
    return spread(
        run(index, active, sources, rules[CRASHED].rule),
        tuple(page.path for page in index.pages if not index.file(page).is_theme),
    )


def spread(found: Iterable[Diagnostic], pages: Iterable[str]) -> tuple[Custom, ...]:
    """Return the customs that findings *found* on *pages* (all there are) show."""
    pages = frozenset(page for page in pages if page[:3] != "../")
    reported: dict[str, set[str]] = defaultdict(set)
    for finding in found:
        if finding.severity is not Severity.ERROR and finding.path in pages:
            reported[finding.rule].add(finding.path)
    totals = counts(pages)
    return tuple(
        Custom(directory, rule, having[directory], totals[directory])
        for rule in sorted(reported)
        if len(reported[rule]) >= FEWEST
        for having in (counts(reported[rule]),)
        for directory in alike(having, totals)
    )


def alike(having: Mapping[str, int], totals: Mapping[str, int]) -> Iterator[str]:
    """Yield the topmost directories with *having* of their *totals* in common.

    That is more than half of all pages, and no larger part of them where it is rare:
    there it would be out of line.
    """
    rare = {
        directory
        for directory, of in totals.items()
        if of >= FEWEST and 4 * having.get(directory, 0) < of
    }
    mixed = rare | counts(rare).keys()
    taken: set[str] = set()
    for directory in sorted(filter(None, totals)):
        if dirname(directory) in taken:
            taken.add(directory)
            continue
        count = having.get(directory, 0)
        if directory not in mixed and count >= FEWEST and 2 * count > totals[directory]:
            taken.add(directory)
            yield directory


def counts(pages: Iterable[str]) -> Counter[str]:
    """Return how many of *pages* lie in each directory, those below it included."""
    found: Counter[str] = Counter()
    for page in pages:
        at: str = page
        while at:
            at = dirname(at)
            found[at] += 1
    return found
