"""Reports made by hand, as the engine would make them."""

from __future__ import annotations

from rdmlint.model import (
    Diagnostic,
    Edit,
    Fix,
    RelatedPlace,
    Report,
    Safety,
    Severity,
    Stats,
)
from rdmlint.text import Position, SourceText, Span

ROOT = "/srv/site"


def finding(
    line: str,
    *,
    path: str = "content/a.md",
    code: str = "BS004",
    rule: str = "aria-controls-mismatch",
    severity: Severity = Severity.ERROR,
    message: str = "aria-controls names `b`, but this button opens `a`",
    number: int = 1,
    new: str | None = None,
    title: str = "Write `a`",
    safety: Safety = Safety.SAFE,
    related: tuple[RelatedPlace, ...] = (),
) -> Diagnostic:
    """Return a finding at the «marked» place of *line*, which is line *number*.

    *new* replaces the marked text (None: there is no fix).
    """
    before, _, rest = line.partition("«")
    marked, _, after = rest.partition("»")
    text = SourceText((before + marked + after).encode())
    span = Span(len(before.encode()), len((before + marked).encode()))
    start, end = text.position(span.start), text.position(span.end)
    moved = (
        Position(start.line + number - 1, start.column),
        Position(end.line + number - 1, end.column),
    )
    return Diagnostic(
        path=path,
        start=moved[0],
        end=moved[1],
        code=code,
        rule=rule,
        severity=severity,
        message=message,
        span=span,
        fix=None if new is None else Fix(title, (Edit(span, new),), safety),
        related=related,
        excerpt=text.line(start.line),
        edit_places=() if new is None else (moved,),
    )


def report(*shown: Diagnostic, notes: tuple[str, ...] = (), **stats: object) -> Report:
    """Return a report that shows these findings."""
    return Report(
        ROOT,
        shown=shown,
        notes=notes,
        stats=Stats(pages=12, links=3_456, rules=57, **stats),  # type: ignore[arg-type]
        has_failed=any(each.severity is Severity.ERROR for each in shown),
    )
