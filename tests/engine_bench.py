"""Hand-made pages, rules and sites for the tests of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, cast

from rdmlint.engine.registry import Registered
from rdmlint.engine.run import Sources, run
from rdmlint.engine.select import select
from rdmlint.engine.settle import Case, settle
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.discover import Site
from rdmlint.index import SiteIndex
from rdmlint.model import (
    Diagnostic,
    Directive,
    Heading,
    Origin,
    Page,
    Report,
    Severity,
    Violation,
)
from rdmlint.rule import NEXT, AnyRule, EngineRule, PageRule, RuleOptions
from rdmlint.settings import Settings
from rdmlint.text import SourceText, Span

CRASHED = EngineRule(
    code="RD005",
    name="rule-crashed",
    since=NEXT,
    severity=Severity.ERROR,
    examples=(),
)
UNREADABLE = EngineRule(
    code="RD004",
    name="file-unreadable",
    since=NEXT,
    severity=Severity.ERROR,
    examples=(),
)
UNUSED = EngineRule(
    code="RD001",
    name="suppression-unused",
    since=NEXT,
    severity=Severity.WARNING,
    examples=(),
)


def page_rule(
    code: str,
    name: str,
    check: Callable[..., Iterable[Violation]],
    *,
    on: Any = Page,
    severity: Severity = Severity.ERROR,
    default: bool = True,
) -> AnyRule:
    """Return a rule that does what *check* does."""
    return PageRule(
        code=code,
        name=name,
        since=NEXT,
        severity=severity,
        default=default,
        on=on,
        options=RuleOptions,
        check=check,
        examples=(),
    )


def word_rule(code: str, word: str, severity: Severity = Severity.ERROR) -> AnyRule:
    """Return a rule named *word* that reports each *word* in the prose of a page."""

    def check(page: Page, ctx: Any) -> Iterable[Violation]:
        data = cast("Bench", ctx.site).text(page.path)
        at = data.find(word.encode())
        while at >= 0:
            yield Violation(Span(at, at + len(word)), f"Says {word}")
            at = data.find(word.encode(), at + 1)

    return page_rule(code, word, check, severity=severity)


class Bench:
    """A site of texts by path, seen by rules in place of an index."""

    def __init__(self, texts: dict[str, str], pages: Iterable[Page] = ()) -> None:
        self.texts = texts
        given = {page.path: page for page in pages}
        self.pages = tuple(
            given.get(path) or Page(path, size=len(text.encode()))
            for path, text in texts.items()
        )
        self.site = Site(root="/site", config=HugoConfig())
        self.layouts: tuple[Page, ...] = ()
        self.data_files: tuple[Page, ...] = ()
        self.files = self.pages
        self.config = SimpleNamespace(files=("hugo.toml",))

    def text(self, path: str) -> bytes:
        """Return the bytes of the file at *path*; none where there is no file."""
        return self.texts.get(path, "").encode()

    def source(self, path: str) -> SourceText:
        """Return the text of the file at *path*."""
        return SourceText(self.text(path))


def findings(
    bench: Bench, *rules: AnyRule, settings: Settings | None = None
) -> list[Diagnostic]:
    """Return what *rules* say about *bench*, before it is settled."""
    settings = settings or Settings(root="/site")
    index = cast("SiteIndex", bench)
    return list(run(index, select(settings, known(rules)), bench.source, CRASHED))


def report(bench: Bench, *rules: AnyRule, **settings: Any) -> Report:
    """Return the report of a run of *rules* over *bench*."""
    wanted = Settings(root="/site", **settings)
    found = findings(bench, *rules, settings=wanted)
    sources: Sources = bench.source
    active = select(wanted, known(rules))
    return settle(
        found,
        Case(
            wanted,
            known(rules),
            frozenset(entry.rule.name for entry in active),
            {page.path: page for page in bench.pages},
            sources,
        ),
    )


def known(rules: Iterable[AnyRule]) -> dict[str, Registered]:
    """Return *rules* and the engine's own as the registry gives them."""
    every = {rule.name: rule for rule in (CRASHED, UNREADABLE, UNUSED, *rules)}
    ordered = sorted(every.values(), key=lambda rule: rule.code)
    return {rule.name: Registered(rule, "", "", "") for rule in ordered}


def heading(start: int, end: int) -> Heading:
    """Return a heading at `start:end`."""
    span = Span(start, end)
    return Heading(span, 2, "", span, None, None, Origin.MARKDOWN)


def places(found: Iterable[Diagnostic]) -> list[str]:
    """Return findings as `path:line:column CODE`."""
    return [f"{f.path}:{f.start.line}:{f.start.column} {f.code}" for f in found]


def ignoring(text: str, comment: str, *words: str, **changes: Any) -> Directive:
    """Return the directive for *comment* in *text*, on its own line unless told."""
    start = text.encode().index(comment.encode())
    line = text.encode().count(b"\n", 0, start) + 1
    fields: dict[str, Any] = {"kind": "line", "first": line, "last": line, **changes}
    at = start
    found: list[tuple[str, Span]] = []
    for word in words:
        at = text.encode().index(word.encode(), at)
        found.append((word, Span(at, at + len(word))))
    span = Span(start, start + len(comment.encode()))
    return Directive(span=span, words=tuple(found), **fields)
