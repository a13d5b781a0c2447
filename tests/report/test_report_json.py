"""The JSON report: what its schema promises, for any finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports import ROOT, finding, report

from rdmlint.model import RelatedPlace, Report, Safety, Severity
from rdmlint.report import render
from rdmlint.report.view import View
from rdmlint.text import Position

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas/report.schema.json").read_text()
)
VALIDATOR = Draft202012Validator(SCHEMA)
VIEW = View(base=ROOT)


def entries(*reports: Report, view: View = VIEW) -> list[dict[str, Any]]:
    """Return the report, which fits its schema."""
    found = json.loads(render(reports, "json", view).main)
    VALIDATOR.validate(found)
    entries: list[dict[str, Any]] = found
    return entries


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_nothing_found_is_an_empty_array() -> None:
    assert render([report()], "json", VIEW).main == "[]\n"
    assert render([], "json", VIEW).main == "[]\n"


def test_a_finding_has_all_fields() -> None:
    other = RelatedPlace("content/b.md", Position(3, 7), Position(3, 9), "the first")
    shown = finding('<a x="«ö»">', new="a", related=(other,), number=52)
    assert entries(report(shown)) == [
        {
            "code": "BS004",
            "name": "aria-controls-mismatch",
            "severity": "error",
            "message": "aria-controls names `b`, but this button opens `a`",
            "path": "content/a.md",
            "range": {
                "start": {"line": 52, "column": 7},
                "end": {"line": 52, "column": 8},
            },
            "url": "https://rdmlint.readthedocs.io/rules/aria-controls-mismatch/",
            "fix": {
                "title": "Write `a`",
                "safety": "safe",
                "edits": [
                    {
                        "range": {
                            "start": {"line": 52, "column": 7},
                            "end": {"line": 52, "column": 8},
                        },
                        "new": "a",
                    }
                ],
            },
            "related": [
                {
                    "path": "content/b.md",
                    "range": {
                        "start": {"line": 3, "column": 7},
                        "end": {"line": 3, "column": 9},
                    },
                    "message": "the first",
                }
            ],
            "fingerprint": entries(report(shown))[0]["fingerprint"],
        }
    ]


def test_where_there_is_no_fix_it_is_null() -> None:
    (entry,) = entries(report(finding("«x»")))
    assert entry["fix"] is None
    assert entry["related"] == []


def test_several_sites_are_one_document() -> None:
    import msgspec

    other = msgspec.structs.replace(report(finding("«x»")), root="/srv/blog")
    found = entries(report(finding("«x»")), other, view=View(base="/srv"))
    assert [entry["path"] for entry in found] == [
        "site/content/a.md",
        "blog/content/a.md",
    ]
    assert len({entry["fingerprint"] for entry in found}) == 2


def test_notes_and_tables_are_aside() -> None:
    found = report(finding("«x»"), notes=("A note.",))
    view = View(base=ROOT, statistics=True)
    said = render([found], "json", view)
    assert said.aside == ("1  BS004  aria-controls-mismatch  error\nnote: A note.\n")
    assert len(json.loads(said.main)) == 1


# --- Fingerprints -----------------------------------------------------------------


def marks(*lines: tuple[str, int]) -> list[str]:
    """Return the fingerprints of findings in *lines* with these numbers."""
    shown = [finding(line, number=number) for line, number in lines]
    return [entry["fingerprint"] for entry in entries(report(*shown))]


def test_a_fingerprint_stays_when_the_line_moves_or_is_indented() -> None:
    assert marks(('<a x="«b c»">', 3)) == marks(('  <p><a x="«b  c»">', 90))


def test_a_fingerprint_changes_with_the_text_of_the_place() -> None:
    assert marks(('<a x="«b»">', 3)) != marks(('<a x="«c»">', 3))


def test_equal_places_of_one_file_are_told_apart() -> None:
    first = marks(("«x»", 3), ("«x»", 4))
    assert first[0] != first[1]
    assert first == marks(("«x»", 13), ("«x»", 14))


def test_an_empty_place_is_known_by_its_line() -> None:
    assert marks(("a «»b", 1)) != marks(("c «»d", 1))
    assert marks(("a «»b", 1)) == marks((" a «»b", 2))


# --- Whatever a finding says ------------------------------------------------------

ANY = st.text(max_size=20)
ANYWHERE = st.text(st.characters(blacklist_characters="\0"), max_size=20)


@given(ANY, ANY, ANYWHERE, ANY, st.sampled_from(Severity), st.sampled_from(Safety))
def test_any_finding_fits_the_schema(
    line: str, message: str, path: str, new: str, severity: Severity, safety: Safety
) -> None:
    shown = finding(
        line, message=message, path=path, new=new, severity=severity, safety=safety
    )
    (entry,) = entries(report(shown))
    assert entry["message"] == "".join(
        "\ufffd" if category(each) == "Cs" else each for each in message
    )


def test_a_name_that_is_no_utf_8_can_be_written() -> None:
    (entry,) = entries(report(finding("«x»", path="content/sm\udcf6r.md")))
    assert entry["path"] == "content/sm\ufffdr.md"
