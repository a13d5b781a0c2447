"""What many pages of a directory do, so that it is no outlier there."""

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


_SHARES: Final = {Severity.WARNING: 2, Severity.INFO: 4}
"""One in so many pages makes a custom: of what hardly matters fewer do."""
_MOST: Final = max(_SHARES.values())


class Custom(msgspec.Struct, frozen=True):
    """That *having* of the *of* pages in *directory* have findings of *rule*."""

    directory: str
    rule: str
    having: int
    of: int


def customs(index: SiteIndex) -> tuple[Custom, ...]:
    """Return what many pages of a directory are reported for, by rule and directory.

    A quarter of them is enough for what is `info`.

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
    share = dict[str, int]()
    for finding in found:
        if finding.severity is not Severity.ERROR and finding.path in pages:
            rule = finding.rule
            reported[rule].add(finding.path)
            share[rule] = min(share.get(rule, _MOST), _SHARES[finding.severity])
    totals = counts(pages)
    return tuple(
        Custom(directory, rule, having[directory], totals[directory])
        for rule in sorted(reported)
        if len(reported[rule]) >= FEWEST
        for having in (counts(reported[rule]),)
        for directory in alike(having, totals, share[rule])
    )


def alike(
    having: Mapping[str, int], totals: Mapping[str, int], share: int
) -> Iterator[str]:
    """Yield the topmost directories with *having* of their *totals* in common.

    That is more than one in *share* pages, and no larger part of them where it is less
    than half as frequent: there it would be out of line.
    """
    rare = {
        directory
        for directory, of in totals.items()
        if of >= FEWEST and 2 * share * having.get(directory, 0) < of
    }
    mixed = rare | counts(rare).keys()
    taken: set[str] = set()
    for directory in sorted(filter(None, totals)):
        if dirname(directory) in taken:
            taken.add(directory)
            continue
        count, of = having.get(directory, 0), totals[directory]
        if directory not in mixed and count >= FEWEST and share * count > of:
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
