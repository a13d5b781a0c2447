"""The active rules, asked about every page and about the site as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from rdmlint.engine.select import Active
from rdmlint.index import SiteIndex
from rdmlint.model import (
    Diagnostic,
    Fact,
    FaultKind,
    Page,
    Related,
    RelatedPlace,
    Violation,
    facts,
)
from rdmlint.rule import AnyRule, Context, PageRule, RuleOptions, SiteRule, Sort
from rdmlint.text import SourceText, Span

Sources: TypeAlias = Callable[[str], SourceText]
"""Gives the text of the file at a path from the site root; empty where it is gone."""

Said: TypeAlias = "Iterable[tuple[str, Violation]]"
"""What a rule says: paths from the site root with violations in them."""

ByKind: TypeAlias = "dict[type[Fact], list[tuple[PageRule[Any, Any], RuleOptions]]]"
"""Rules with their options, by the kind of fact that they look at."""

CRASHED = "rule-crashed"
UNREADABLE = "file-unreadable"

EXCERPT_REACH = 500
"""Bytes on either side of a place that are kept for showing it."""

MOST_EXCERPTS = 2_000
"""Findings of a rule on one page that keep their excerpt: nobody sees so many."""

CRASH_LENGTH = 200
"""Code points of an exception's text that are kept: it can quote a whole page."""


def run(
    index: SiteIndex, active: Iterable[Active], sources: Sources, crashed: AnyRule
) -> Iterator[Diagnostic]:
    """Yield what the *active* rules say about the site, in no particular order.

    A rule that raises is reported under the card *crashed*, whether or not that is
    active: it is a fault of rdmlint, and what the rule would have said is missing.
    """
    files: dict[Sort, tuple[Page, ...]] = {
        "content": index.pages,
        "template": index.layouts,
        "data": index.data_files,
    }
    active = tuple(active)
    for sort, pages in files.items():
        by_kind = page_rules(active, sort)
        for page in pages:
            count = Counter[str]()
            for card, said in asked(page, by_kind, index, crashed):
                count[card.name] += 1
                has_excerpt = count[card.name] <= MOST_EXCERPTS
                yield diagnostic(
                    card, page.path, said, sources, has_excerpt=has_excerpt
                )
    # After the pages, for one of its rules waits until git has read the history.
    yield from run_site(index, active, sources, crashed)
    yield from findings(crashed, crashes(index), ".", sources, crashed)


def run_site(
    index: SiteIndex, active: Iterable[Active], sources: Sources, crashed: AnyRule
) -> Iterator[Diagnostic]:
    """Yield what those of *active* say that look at the whole site at once."""
    for rule, options in ((entry.rule, entry.options) for entry in active):
        if isinstance(rule, SiteRule):
            home = index.config.files[0] if index.config.files else "."
            yield from findings(
                rule, said_of_site(index, rule, options), home, sources, crashed
            )
        elif rule.name == UNREADABLE:
            yield from findings(rule, unreadable(index), ".", sources, crashed)


def page_rules(active: Iterable[Active], sort: Sort) -> ByKind:
    """Return the rules of *active* that look at files of *sort*, by kind of fact."""
    found: ByKind = {}
    for entry in active:
        if isinstance(entry.rule, PageRule) and sort in entry.rule.over:
            found.setdefault(entry.rule.on, []).append((entry.rule, entry.options))
    return found


def asked(
    page: Page, by_kind: ByKind, index: SiteIndex, crashed: AnyRule
) -> Iterator[tuple[AnyRule, Violation]]:
    """Yield what the rules say about the facts of *page*, each under its card.

    What a rule says that raises ends with a violation under that of *crashed*. Nothing
    stands between a rule and its page: most have nothing to say about most pages, so
    that being asked is what costs time.
    """
    for kind, rules in by_kind.items():
        found = facts(page, kind)
        for rule, options in rules if found else ():
            context = Context(page, index, options)
            try:
                for fact in found:
                    for violation in rule.check(fact, context):
                        yield rule, violation
            except Exception as error:
                yield crashed, crash_of(rule, error)


def said_of_site(index: SiteIndex, rule: SiteRule[Any], options: RuleOptions) -> Said:
    """Yield what *rule* says about the site; nothing runs before the first is asked."""
    yield from rule.check(index, options)


def unreadable(index: SiteIndex) -> Said:
    """Yield the files that could not be read: the findings of `file-unreadable`."""
    of_pages = ((page.path, fault) for page in index.files for fault in page.faults)
    for path, fault in (*index.site.faults, *of_pages):
        if fault.kind is FaultKind.UNREADABLE:
            yield path, Violation(fault.span, fault.message, fault.fix, fault.related)


def crashes(index: SiteIndex) -> Said:
    """Yield the files whose reader raised: findings of `rule-crashed` as well."""
    for page in index.files:
        for fault in page.faults:
            if fault.kind is FaultKind.READER_CRASHED:
                yield (
                    page.path,
                    Violation(fault.span, crash("Reading it", fault.message)),
                )


def crash(who: str, what: str) -> str:
    """Return the sentence that tells of a fault of rdmlint: *what* Python said."""
    said = what.partition("\n")[0].removesuffix(": ")[:CRASH_LENGTH]
    return f"{who} crashed: {said}"


def findings(
    rule: AnyRule, said: Said, path: str, sources: Sources, crashed: AnyRule
) -> Iterator[Diagnostic]:
    """Yield what *rule* said as diagnostics.

    Where the rule raises, its findings end with one of *crashed* about the file it
    spoke of last, or about *path* where it had not spoken yet. Nothing else catches
    a rule's faults.
    """
    for number, one in enumerate(heard(rule, said, path, crashed)):
        yield diagnostic(*one, sources, has_excerpt=number < MOST_EXCERPTS)


def heard(
    rule: AnyRule, said: Said, path: str, crashed: AnyRule
) -> Iterator[tuple[AnyRule, str, Violation]]:
    """Yield what *rule* said, and under whose card; a crash under that of *crashed*."""
    try:
        for path, violation in said:
            yield rule, path, violation
    except Exception as error:
        yield crashed, path, crash_of(rule, error)


def crash_of(rule: AnyRule, error: Exception) -> Violation:
    """Return what is said of a file about which *rule* raised *error*."""
    sentence = crash(f"Rule `{rule.name}`", f"{type(error).__name__}: {error}")
    return Violation(Span(0, 0), sentence)


def diagnostic(
    rule: AnyRule,
    path: str,
    violation: Violation,
    sources: Sources,
    *,
    has_excerpt: bool = True,
) -> Diagnostic:
    """Return *violation* in the file at *path* as the user will read it."""
    text = sources(path)
    span, fix = violation.span, violation.fix
    severity = violation.severity or rule.severity
    excerpt, column = "", 1
    if has_excerpt:
        excerpt, column = text.excerpt(span.start, around=EXCERPT_REACH)
    return Diagnostic(
        path=path,
        start=text.position(span.start),
        end=text.position(span.end),
        code=rule.code,
        rule=rule.name,
        # A violation may be milder than its rule, never worse.
        severity=max(severity, rule.severity, key=lambda s: s.rank),
        message=violation.message,
        span=span,
        fix=fix,
        related=tuple(place(related, path, sources) for related in violation.related),
        excerpt=excerpt,
        excerpt_column=column,
        about=violation.about,
        edit_places=tuple(
            (text.position(edit.span.start), text.position(edit.span.end))
            for edit in (fix.edits if fix else ())
        ),
    )


def place(related: Related, path: str, sources: Sources) -> RelatedPlace:
    """Return *related*, named by a violation in *path*, as the user will read it."""
    where = path if related.path is None else related.path
    text = sources(where)
    return RelatedPlace(
        where,
        text.position(related.span.start),
        text.position(related.span.end),
        related.message,
    )
