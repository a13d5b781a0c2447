"""What many pages of a directory do, or links of a data file, so it is no outlier."""

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
from rdmlint.model import Diagnostic, Link, Severity
from rdmlint.rule import PageRule

FEWEST: Final = 20
"""Pages that make a custom: of fewer each one can be mended."""


MANY: Final = 100
"""So many pages make a custom though they are a quarter of all: nobody reads them."""

_SHARES: Final = {Severity.WARNING: 2, Severity.INFO: 4}
"""One in so many pages makes a custom: of what hardly matters fewer do."""
_MOST: Final = max(_SHARES.values())


class Custom(msgspec.Struct, frozen=True):
    """That *having* of the *of* pages or links at *place* have findings of *rule*.

    *place* is a directory, of whose pages that is said, or a data file with links.
    """

    place: str
    rule: str
    having: int
    of: int
    is_file: bool = False


def customs(index: SiteIndex) -> tuple[Custom, ...]:
    """Return what many pages of a directory are reported for, by rule and directory.

    A quarter of them is enough for what is `info`, and where they are a hundred. After
    them comes what more than half of the links in a data file are reported for.

    Errors are never customs: what does not work for readers is to be mended.
    """
    rules = load()
    active = select(index.settings, rules)
    sources = app.reader(index.site.root)
    found = tuple(run(index, active, sources, rules[CRASHED].rule))
    pages = tuple(page.path for page in index.pages if not index.file(page).is_theme)
    links = {page.path: len(page.links) for page in index.data_files}
    by_link = {
        name
        for name, each in rules.items()
        if isinstance(each.rule, PageRule) and each.rule.on is Link
    }
    about_links = (each for each in found if each.rule in by_link)
    return (*spread(found, pages), *in_data(about_links, links))


def in_data(
    about_links: Iterable[Diagnostic], links: Mapping[str, int]
) -> Iterator[Custom]:
    """Yield customs of data files, of which *links* says how many links each has."""
    having = Counter(
        (each.path, each.rule)
        for each in about_links
        if each.severity is not Severity.ERROR and each.path in links
    )
    for (path, rule), count in sorted(having.items()):
        if count >= FEWEST and 2 * count > links[path]:
            yield Custom(path, rule, count, links[path], is_file=True)


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

    That is more than one in *share* pages (of `MANY` one in four), and no larger part
    of them where it is less than half as frequent: there it would be out of line.
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
        times = _MOST if count >= MANY else share
        if directory not in mixed and count >= FEWEST and times * count > of:
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
