"""The JSON report: an array with everything that is known of each finding.

`schemas/report.schema.json` describes it. Fields are only ever added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from rdmlint.model import Diagnostic, Fix, Report
from rdmlint.report import closing
from rdmlint.report.fingerprints import fingerprints
from rdmlint.report.view import Rendered, View, findings, path_from, rule_url
from rdmlint.text import Position

_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"


def render(reports: Sequence[Report], view: View) -> Rendered:
    """Return one JSON document, whatever was found; notes are aside."""
    found = list(findings(reports))
    marks = fingerprints(diagnostic for _, diagnostic in found)
    entries = [
        entry(report, diagnostic, mark, view)
        for (report, diagnostic), mark in zip(found, marks, strict=True)
    ]
    paragraphs = list(closing.tables(reports, view))
    if not view.quiet:
        paragraphs += [closing.fixes(reports, view), closing.notes(reports)]
    aside = "".join(f"{row}\n" for rows in paragraphs for row in rows)
    return Rendered(f"{json.dumps(entries, indent=2, ensure_ascii=False)}\n", aside)


def entry(
    report: Report, diagnostic: Diagnostic, mark: str, view: View
) -> dict[str, Json]:
    """Return *diagnostic*, with the fingerprint *mark*, as an object."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": whole(diagnostic.message),
        "path": whole(path_from(view.base, report.root, diagnostic.path)),
        "range": between(diagnostic.start, diagnostic.end),
        "url": rule_url(diagnostic.rule),
        "fix": fix(diagnostic.fix, diagnostic) if diagnostic.fix else None,
        "related": [
            {
                "path": whole(path_from(view.base, report.root, related.path)),
                "range": between(related.start, related.end),
                "message": whole(related.message),
            }
            for related in diagnostic.related
        ],
        "fingerprint": mark,
    }


def fix(mend: Fix, diagnostic: Diagnostic) -> Json:
    """Return *mend*, the fix of *diagnostic*, as an object."""
    return {
        "title": whole(mend.title),
        "safety": mend.safety.value,
        "edits": [
            {"range": between(start, end), "new": whole(edit.new)}
            for edit, (start, end) in zip(
                mend.edits, diagnostic.edit_places, strict=True
            )
        ],
    }


def between(start: Position, end: Position) -> dict[str, Json]:
    """Return a range: lines and columns from 1 in code points, the end exclusive."""
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }


def whole(text: str) -> str:
    """Return *text* as UTF-8 can hold it: bytes of no character become U+FFFD."""
    return _NO_CHARACTER.sub("\ufffd", text)
