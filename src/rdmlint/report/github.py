"""The report for GitHub Actions: annotations at the lines of a pull request.

Source: the limits and escapes of workflow commands, docs.github.com and
`actions/toolkit`, packages/core/src/command.ts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

from rdmlint.model import Diagnostic, Report, Severity
from rdmlint.report import closing, concise
from rdmlint.report.text import remedy
from rdmlint.report.view import Rendered, View, counted, findings, path_from, rule_url
from rdmlint.report.visible import visible

LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

MOST: Final = 10
"""Annotations of one level that GitHub shows for a step; it drops the rest silently."""


def render(reports: Sequence[Report], view: View) -> Rendered:
    """Return at most ten annotations a level, then the whole list in the log."""
    found = list(findings(reports))
    lines = list(beside_lines(found, view))
    if found:
        # Nothing in the list can be a command, but this does not rest on that alone.
        token = view.token or os.urandom(16).hex()
        lines += [
            f"::group::{counted(len(found), 'finding')}",
            f"::stop-commands::{token}",
            *(concise.line(report, diagnostic, view) for report, diagnostic in found),
            f"::{token}::",
            "::endgroup::",
        ]
    for rows in closing.tables(reports, view):
        lines += rows
    if not view.quiet:
        lines += closing.fixes(reports, view)
        lines += [closing.summary(reports, view), *closing.notes(reports)]
    return Rendered("".join(f"{line}\n" for line in lines))


def beside_lines(
    found: Sequence[tuple[Report, Diagnostic]], view: View
) -> Iterator[str]:
    """Yield the worst findings as commands, and one that counts the rest."""
    kept = dict.fromkeys(Severity, MOST)
    by_severity = {
        severity: [pair for pair in found if pair[1].severity is severity]
        for severity in Severity
    }
    if any(len(pairs) > MOST for pairs in by_severity.values()):
        kept[Severity.INFO] = MOST - 1  # the count is a notice itself
    rest = 0
    for severity in Severity:
        pairs = by_severity[severity]
        rest += len(pairs[kept[severity] :])
        for report, diagnostic in pairs[: kept[severity]]:
            yield annotation(report, diagnostic, view)
    if rest:
        more = counted(rest, "more finding")
        yield f"::notice title=rdmlint::{more}: the log of this step lists them all"


def annotation(report: Report, diagnostic: Diagnostic, view: View) -> str:
    """Return the command that puts *diagnostic* beside its line."""
    start, end = diagnostic.start, diagnostic.end
    properties = {
        "file": visible(path_from(view.base, report.root, diagnostic.path)),
        "line": str(start.line),
        "endLine": str(end.line),
    }
    if start.line == end.line:
        # GitHub refuses columns for a range of several lines.
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = f"{diagnostic.code} {diagnostic.rule}"
    listed = ",".join(
        f"{key}={in_property(value)}" for key, value in properties.items()
    )
    body = [concise.message(diagnostic)]
    if diagnostic.fix:
        body.append(remedy(diagnostic.fix))
    body.append(rule_url(diagnostic.rule))
    return f"::{LEVELS[diagnostic.severity]} {listed}::{in_data(chr(10).join(body))}"


def in_data(text: str) -> str:
    """Return *text* as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    """Return *text* as the value of a property of a command."""
    return in_data(text).replace(":", "%3A").replace(",", "%2C")
