"""What a run says in the end: its findings filtered and sorted into a report."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

import msgspec

from rdmlint.engine import directives
from rdmlint.engine.registry import Registered
from rdmlint.engine.run import CRASHED, UNREADABLE, Sources, diagnostic
from rdmlint.engine.select import exactness, is_fixable
from rdmlint.hugo.compose import reaches
from rdmlint.model import (
    Diagnostic,
    Directive,
    FaultKind,
    Page,
    Report,
    Violation,
)
from rdmlint.settings import Settings
from rdmlint.syntax.globs import matcher
from rdmlint.text import Span


class Case(msgspec.Struct, frozen=True):
    """What the filters decide by.

    *rules* are all there are, by name; *active* the names of those that ran. *pages*
    are by path. *foreign* are the paths of files that are not the site's own. *origins*
    are the paths of pages by those of what was built of them.
    """

    settings: Settings
    rules: Mapping[str, Registered]
    active: frozenset[str]
    pages: Mapping[str, Page]
    sources: Sources
    foreign: frozenset[str] = frozenset()
    origins: Mapping[str, str] = {}


Used: TypeAlias = "dict[str, set[Span]]"
"""The places of words of ignore comments that held something back, by path."""

Split: TypeAlias = "tuple[Sequence[Diagnostic], Sequence[Diagnostic]]"
"""The findings that stay, and those that are suppressed."""


def settle(found: Iterable[Diagnostic], case: Case) -> Report:
    """Return the report on what a run *found*."""
    kept: Sequence[Diagnostic] = list(found)
    # A crash counts wherever it happened: nobody can tell what went unsaid.
    has_crashed = any(finding.rule == CRASHED for finding in kept)
    suppressed: list[Diagnostic] = []
    for split in FILTERS:
        kept, held = split(kept, case)
        suppressed.extend(held)
    kept, cut = capped(kept)
    suppressed.extend(cut)
    fail_on = case.settings.fail_on
    return Report(
        case.settings.root,
        shown=tuple(kept),
        suppressed=tuple(sorted(suppressed, key=order)),
        notes=tuple(cut_notes(cut)),
        has_failed=fail_on is not None
        and any(finding.severity.rank <= fail_on.rank for finding in kept),
        has_crashed=has_crashed,
    )


MOST: Final = 1000
"""Findings of one rule in one file that are shown: nobody reads on, and a hostile
file could have hundreds of thousands."""


def capped(found: Iterable[Diagnostic]) -> Split:
    """Return the first `MOST` findings of each rule in each file, and the rest."""
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Diagnostic] = []
    cut: list[Diagnostic] = []
    for finding in found:
        key = finding.path, finding.rule
        seen[key] += 1
        (kept if seen[key] <= MOST else cut).append(finding)
    return kept, cut


def cut_notes(cut: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a sentence for each rule and file of which findings were *cut*."""
    counts = Counter((finding.path, finding.code) for finding in cut)
    for (path, code), count in counts.items():
        yield f"{path} has {count} more findings of {code}, which are not shown"


def set_severities(found: Sequence[Diagnostic], case: Case) -> Split:
    """Give each finding the severity that settings give its rule."""
    if not case.settings.severity:
        return found, ()
    return [with_severity(finding, case) for finding in found], ()


def with_severity(finding: Diagnostic, case: Case) -> Diagnostic:
    """Return *finding* as severe as settings say; what was milder stays milder.

    Of several selectors the most exact decides, of equals the last.
    """
    rule = case.rules[finding.rule].rule
    best, severity = 0, finding.severity
    for selector, wanted in case.settings.severity:
        fit = exactness(selector, rule)
        if fit and fit >= best:
            best, severity = fit, wanted
    if finding.severity.rank > rule.severity.rank:
        severity = max(severity, finding.severity, key=lambda s: s.rank)
    return msgspec.structs.replace(finding, severity=severity)


def heed_ignore_comments(found: Sequence[Diagnostic], case: Case) -> Split:
    """Suppress what comments ask for; add what is wrong with the comments."""
    kept, held, used = silenced(found, case)
    if directives.UNUSED not in case.active:
        return kept, held
    card = case.rules[directives.UNUSED].rule
    own = {card.code, card.name}
    judged = {
        word for name in case.active for word in (name, case.rules[name].rule.code)
    }
    if not case.settings.select:
        judged.add("")
    # Where a rule crashed, or nothing could be read, a comment may be needed.
    unsure = {f.path for f in found if f.rule in (CRASHED, UNREADABLE)}
    pages = [
        page
        for path, page in case.pages.items()
        if page.directives and path not in unsure
    ]
    # A comment can hold back what is said about comments, so that is said in turns:
    # of all others first, then of those that were there for that.
    told, muted, more = silenced(
        [
            *complaints(pages, case, lambda page: directives.faults(page, case.rules)),
            *idle_comments(pages, case, used, judged - own),
        ],
        case,
    )
    for path, spans in more.items():
        used.setdefault(path, set()).update(spans)
    rest = idle_comments(pages, case, used, own)
    return [*kept, *told, *rest], [*held, *muted]


def silenced(
    found: Iterable[Diagnostic], case: Case
) -> tuple[list[Diagnostic], list[Diagnostic], Used]:
    """Return what stays of *found*, what comments hold back, and the words that do."""
    kept: list[Diagnostic] = []
    held: list[Diagnostic] = []
    used: Used = {}
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in found:
        if comments_for(finding.path, case):
            by_path.setdefault(finding.path, []).append(finding)
        else:
            kept.append(finding)
    for path, mine in by_path.items():
        numbers, spans = directives.silenced(mine, comments_for(path, case))
        used.setdefault(case.origins.get(path, path), set()).update(spans)
        for number, finding in enumerate(mine):
            (held if number in numbers else kept).append(finding)
    return kept, held, used


def comments_for(path: str, case: Case) -> Sequence[Directive]:
    """Return the ignore comments that speak of the file at *path*.

    Of a built page, whose source was not found, those about the whole page do.
    """
    page = case.pages.get(path)
    if page is not None:
        return page.directives
    origin = case.pages.get(case.origins.get(path, ""))
    return [
        msgspec.structs.replace(one, last=sys.maxsize)
        for one in (origin.directives if origin is not None else ())
        if one.kind == "file"
    ]


def idle_comments(
    pages: Iterable[Page], case: Case, used: Used, judged: set[str]
) -> list[Diagnostic]:
    """Return findings about words of comments on *pages* that are not in *used*."""

    def idle(page: Page) -> Iterable[Violation]:
        text = case.sources(page.path)
        return directives.idle(page, used.get(page.path, ()), judged, text)

    return complaints(pages, case, idle)


def complaints(
    pages: Iterable[Page], case: Case, say: Callable[[Page], Iterable[Violation]]
) -> list[Diagnostic]:
    """Return what *say* has to say about the comments of *pages*, as findings."""
    card = case.rules[directives.UNUSED].rule
    return [
        with_severity(diagnostic(card, page.path, violation, case.sources), case)
        for page in pages
        for violation in say(page)
    ]


def heed_per_file_ignores(found: Sequence[Diagnostic], case: Case) -> Split:
    """Suppress what settings ask for by path."""
    if not case.settings.per_file_ignores:
        return found, ()
    ignores = [
        (matcher([glob]), selectors)
        for glob, selectors in case.settings.per_file_ignores
    ]

    @cache
    def selectors_for(path: str) -> tuple[str, ...]:
        return tuple(
            selector
            for covers, selectors in ignores
            if covers(path)
            for selector in selectors
        )

    def is_ignored(finding: Diagnostic) -> bool:
        rule = case.rules[finding.rule].rule
        return finding.rule != CRASHED and any(
            exactness(selector, rule) for selector in selectors_for(finding.path)
        )

    return parted(found, is_ignored)


def leave_out_foreign(found: Sequence[Diagnostic], case: Case) -> Split:
    """Drop what is said about files of themes and modules: others mend those."""
    if not case.foreign:
        return found, ()
    return [f for f in found if f.path not in case.foreign or f.rule == CRASHED], ()


def hold_back_cascades(found: Sequence[Diagnostic], case: Case) -> Split:
    """Drop what is only said because something else is damaged."""
    damage = {path: set(damaged(page)) for path, page in case.pages.items()}
    unclosed = {
        path: merged(span for cause, span in each if cause == UNCLOSED)
        for path, each in damage.items()
        if each
    }

    tags = {path: set(malformed(page)) for path, page in case.pages.items()}

    def is_in_tag(finding: Diagnostic) -> bool:
        return finding.rule not in (CRASHED, MALFORMED) and any(
            tag.contains(finding.span) for tag in tags[finding.path]
        )

    def is_caused(finding: Diagnostic) -> bool:
        if finding.rule == CRASHED or finding.path not in unclosed:
            return False
        if finding.rule in ABOUT_NESTING:
            spans = unclosed[finding.path]
            at = bisect_right(spans, finding.span.start, key=_start) - 1
            return at >= 0 and spans[at].contains(finding.span)
        return finding.rule != UNREADABLE and any(
            cause == UNREADABLE and reach.contains(finding.span)
            for cause, reach in damage[finding.path]
        )

    broken = {
        path
        for path, each in damage.items()
        if any(cause == UNREADABLE for cause, _ in each)
    }
    return [
        finding
        for finding in found
        if not (
            (finding.path in broken or finding.rule in ABOUT_NESTING)
            and is_caused(finding)
        )
        and not (tags.get(finding.path) and is_in_tag(finding))
    ], ()


def _start(span: Span) -> int:
    return span.start


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def damaged(page: Page) -> Iterator[tuple[str, Span]]:
    """Yield the reach of each damage on *page*, with the rule that tells of it."""
    for fault in page.faults:
        if fault.kind in (FaultKind.UNREADABLE, FaultKind.READER_CRASHED):
            yield UNREADABLE, Span(0, max(page.size, fault.span.end))
    for span in reaches(page):
        yield UNCLOSED, span


def malformed(page: Page) -> Iterator[Span]:
    """Yield the tags of *page* of which attributes are not what they seem to be."""
    if any(fault.kind is FaultKind.TAG_MALFORMED for fault in page.faults):
        for element in page.elements:
            if element.is_malformed:
                yield element.span


MALFORMED = "tag-malformed"
UNCLOSED = "tag-unclosed"
ABOUT_NESTING = frozenset({"element-misplaced"})
"""Rules that ask what stands in what: behind a tag that is not closed, everything."""


def keep_one_a_place(found: Sequence[Diagnostic], case: Case) -> Split:
    """Keep the first thing that a rule says about a place."""
    first = {(f.path, f.span, f.rule): f for f in reversed(found)}
    return [f for f in found if first[f.path, f.span, f.rule] is f], ()


def withhold_fixes(found: Sequence[Diagnostic], case: Case) -> Split:
    """Take from findings the fixes that settings do not want."""
    if not (case.settings.fixable or case.settings.unfixable):
        return found, ()
    return [
        finding
        if finding.fix is None
        or is_fixable(case.rules[finding.rule].rule, case.settings)
        else msgspec.structs.replace(finding, fix=None, edit_places=())
        for finding in found
    ], ()


def narrow_to_shown(found: Sequence[Diagnostic], case: Case) -> Split:
    """Suppress what lies outside the paths that were asked for."""
    shown = case.settings.shown
    if not shown:
        return found, ()
    directories = tuple(f"{path}/" for path in shown)

    def is_outside(finding: Diagnostic) -> bool:
        path = finding.path
        return finding.rule != CRASHED and not (
            path in shown or path.startswith(directories)
        )

    return parted(found, is_outside)


def sort(found: Sequence[Diagnostic], case: Case) -> Split:
    """Order findings by path, place and code."""
    return sorted(found, key=order), ()


def order(finding: Diagnostic) -> tuple[bytes, Span, str]:
    """Return what findings are sorted by: the same on every system."""
    path = finding.path.encode("utf-8", "surrogateescape")
    return path, finding.span, finding.code


def parted(found: Iterable[Diagnostic], is_held: Callable[[Diagnostic], bool]) -> Split:
    """Return the findings that are not held back, and those that are."""
    kept: list[Diagnostic] = []
    held: list[Diagnostic] = []
    for finding in found:
        (held if is_held(finding) else kept).append(finding)
    return kept, held


FILTERS: tuple[Callable[[Sequence[Diagnostic], Case], Split], ...] = (
    # First, so that all that follows sees the severity the user will see.
    set_severities,
    # Before all that drops findings: a comment is in use if there is something it
    # holds back, whatever else would have held that back as well.
    heed_ignore_comments,
    # After the comments, to drop what was said about those in such files as well.
    leave_out_foreign,
    # After the comments, for what it suppresses still counts for them; before the
    # cascades, which ask the source and not the findings.
    heed_per_file_ignores,
    hold_back_cascades,
    # After all that chooses, so that what is dropped here has its twin in the report.
    keep_one_a_place,
    # Where it stands does not matter, for no other looks at fixes.
    withhold_fixes,
    # Paths narrow what is shown, never what is known: nearly last.
    narrow_to_shown,
    sort,
)
"""What findings go through, in this order."""
