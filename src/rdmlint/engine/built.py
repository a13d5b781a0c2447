"""The active rules, asked about every page of a site that was built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from rdmlint.engine.run import (
    UNREADABLE,
    Sources,
    asked,
    crash,
    diagnostic,
    page_rules,
)
from rdmlint.engine.select import Active
from rdmlint.engine.trace import Heard, told
from rdmlint.hugo import disk
from rdmlint.index import SiteIndex
from rdmlint.model import Diagnostic, FaultKind, Page, Violation
from rdmlint.rule import AnyRule
from rdmlint.sharing import processes_for, shared
from rdmlint.syntax.globs import matcher
from rdmlint.text import SourceText, Span

WORTH_PROCESSES: Final = 100
"""Built pages from which on a second process saves more than it costs (measured)."""


def run_built(
    index: SiteIndex,
    active: Iterable[Active],
    sources: Sources,
    crashed: AnyRule,
    known: Iterable[Diagnostic] = (),
) -> Iterator[Diagnostic]:
    """Yield what the *active* rules say about the built site of *index*.

    Each finding stands where the source of it is, or (where that is not found) in the
    first built page that has it; pages that say the same are counted. What *known*
    findings say about the same place is left out. No finding offers a fix: what is
    built is built again.
    """
    built = index.built
    if built is None:
        return
    active = tuple(active)
    cards = {entry.rule.name: entry.rule for entry in active} | {crashed.name: crashed}
    by_kind = page_rules(active, "built")
    is_excluded = matcher(index.settings.exclude) if index.settings.exclude else None

    def judge(path: str) -> tuple[Heard, ...]:
        page = built.read(path)
        found = list(faults(page, crashed, cards.get(UNREADABLE)))
        found += asked(page, by_kind, index, crashed)
        if not found:
            return ()
        data = built.data(path)
        text = SourceText(data if isinstance(data, bytes) else b"")
        return tuple(heard_at(text, card, path, violation) for card, violation in found)

    paths = [path for path in built.pages if not (is_excluded and is_excluded(path))]
    is_alone = disk.is_holding()
    count = 1 if is_alone else processes_for(len(paths), WORTH_PROCESSES)
    each = shared(judge, paths, tuple[Heard, ...], processes=count)
    everything = [one for page in each for one in page]
    for name, path, violation in told(everything, index, built, sources, known):
        yield diagnostic(cards[name], path, violation, sources)


def faults(
    page: Page, crashed: AnyRule, unreadable: AnyRule | None
) -> Iterator[tuple[AnyRule, Violation]]:
    """Yield what kept *page* from being read, under the card that tells of it."""
    for fault in page.faults:
        if fault.kind is FaultKind.READER_CRASHED:
            sentence = crash("Reading it", fault.message)
            yield crashed, Violation(fault.span, sentence)
        elif unreadable is not None:
            yield unreadable, Violation(fault.span, fault.message)


def heard_at(text: SourceText, card: AnyRule, path: str, said: Violation) -> Heard:
    """Return what *card* has *said* about a page, and what its *text* has there."""
    tag, attribute = start_tag_at(text, said.span)
    return Heard(
        card.name,
        card.code,
        path,
        msgspec.structs.replace(said, fix=None),
        text.slice(said.span),
        tag,
        attribute,
    )


def start_tag_at(text: SourceText, span: Span) -> tuple[str, str]:
    """Return the start tag that *span* is in, and the name of the attribute.

    Both are empty where it is in none.
    """
    data = text.data
    at = data.rfind(b"<", max(0, span.start - LONGEST), span.start + 1)
    found = _START_TAG.match(data, at, at + LONGEST) if at >= 0 else None
    if found is None or found.end() < span.end:
        return "", ""
    named = _ATTRIBUTE.search(data, at, span.start)
    name = named[1].decode("utf-8", "replace").lower() if named else ""
    return found[0].decode("utf-8", "replace"), name


LONGEST: Final = 4000
"""Bytes of a start tag that is compared with the sources."""

_START_TAG: Final = re.compile(rb"<[A-Za-z](?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE: Final = re.compile(rb"[\s\"']([^\s\"'<>/=]++)\s*+=\s*+[\"']?\Z")
