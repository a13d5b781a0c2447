"""The concise report: a finding a line, for reading with other tools.

Each line is `path:line:column: severity[CODE] message`, and stays so.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdmlint.model import Diagnostic, Report
from rdmlint.report import closing
from rdmlint.report.view import Rendered, View, findings, path_from
from rdmlint.report.visible import shortened, visible

MESSAGE_LENGTH = 1_000
"""Code points of a message that are shown: it can quote an address of any length."""


def render(reports: Sequence[Report], view: View) -> Rendered:
    """Return the findings of *reports* a line each; counts and notes are aside."""
    main = "".join(f"{line(r, d, view)}\n" for r, d in findings(reports))
    paragraphs = list(closing.tables(reports, view))
    if not view.quiet:
        paragraphs += [
            closing.fixes(reports, view),
            [closing.summary(reports, view), *closing.offer(reports)],
            closing.notes(reports),
        ]
    return Rendered(main, "".join(f"{row}\n" for rows in paragraphs for row in rows))


def line(report: Report, diagnostic: Diagnostic, view: View) -> str:
    """Return *diagnostic* as one line."""
    severity = diagnostic.severity.value
    return (
        f"{place(report, diagnostic.path, view)}:"
        f"{diagnostic.start.line}:{diagnostic.start.column}: "
        f"{severity}[{diagnostic.code}] {message(diagnostic)}"
    )


def place(report: Report, path: str, view: View) -> str:
    """Return *path* as it can begin a line."""
    shown = visible(path_from(view.base, report.root, path))
    # GitHub Actions takes a line that begins with `::` for a command, and one colon
    # follows the path anyway.
    return f"./{shown}" if shown.lstrip().startswith(":") else shown


def message(diagnostic: Diagnostic) -> str:
    """Return the message of *diagnostic* on one line."""
    return visible(shortened(diagnostic.message, MESSAGE_LENGTH))
