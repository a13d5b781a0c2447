"""The report for GitHub Actions: annotations, and nothing that content could order."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import ROOT, finding, report

from rdmlint.model import Diagnostic, RelatedPlace, Report, Severity
from rdmlint.report import render
from rdmlint.report.view import View
from rdmlint.report.visible import visible
from rdmlint.text import Position

VIEW = View(base=ROOT, quiet=True, token="t0k3n")
URL = "https://rdmlint.readthedocs.io/rules/aria-controls-mismatch/"


def lines(*shown: Diagnostic, view: View = VIEW) -> list[str]:
    """Return the lines of the report on what is *shown*."""
    return render([report(*shown)], "github", view).main.splitlines()


def of_severity(severity: Severity, number: int) -> list[Diagnostic]:
    """Return that many findings, told apart by their lines."""
    return [
        finding("«x»", severity=severity, number=at + 1, message=f"No. {at + 1}")
        for at in range(number)
    ]


def test_a_finding_is_an_annotation_and_stands_in_the_list() -> None:
    assert lines(finding("ab«c»", new="d", message="Names `b`: 5%, or so")) == [
        "::error file=content/a.md,line=1,endLine=1,col=3,endColumn=4,"
        "title=BS004 aria-controls-mismatch::"
        f"Names `b`: 5%25, or so%0Afix: write `a`%0A{URL}",
        "::group::1 finding",
        "::stop-commands::t0k3n",
        "content/a.md:1:3: error[BS004] Names `b`: 5%, or so",
        "::t0k3n::",
        "::endgroup::",
    ]


def test_a_place_of_several_lines_has_no_columns() -> None:
    shown = finding("«two\nlines»")
    assert lines(shown)[0].startswith(
        "::error file=content/a.md,line=1,endLine=2,title=BS004 "
    )


def test_severities_are_the_levels_of_github() -> None:
    for severity, level in (
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFO, "notice"),
    ):
        assert lines(*of_severity(severity, 1))[0].startswith(f"::{level} file=")


def test_a_level_has_ten_annotations_and_a_notice_counts_the_rest() -> None:
    shown = [
        *of_severity(Severity.INFO, 11),
        *of_severity(Severity.ERROR, 12),
        *of_severity(Severity.WARNING, 10),
    ]
    said = lines(*shown)
    commands = said[: said.index("::group::33 findings")]
    assert [re.split("[: ]+", line)[1] for line in commands] == [
        *["error"] * 10,
        *["warning"] * 10,
        *["notice"] * 10,
    ]
    # 2 errors and, because the count is a notice itself, 2 notices.
    assert commands[-1] == (
        "::notice title=rdmlint::4 more findings: the log of this step lists them all"
    )
    assert sum(line.startswith("content/a.md:") for line in said) == 33


def test_ten_of_each_need_no_count() -> None:
    shown = [each for s in Severity for each in of_severity(s, 10)]
    assert not any("more finding" in line for line in lines(*shown))


def test_without_findings_there_is_no_command() -> None:
    assert lines() == []
    assert render([report()], "github", View(base=ROOT)).main == (
        "No faults found: 12 pages and 3,456 links checked against 57 rules.\n"
    )


def test_the_token_cannot_be_guessed() -> None:
    view = msgspec.structs.replace(VIEW, token=None)
    tokens = {lines(finding("«x»"), view=view)[2] for _ in range(3)}
    assert len(tokens) == 3
    assert all(re.fullmatch("::stop-commands::[0-9a-f]{32}", t) for t in tokens)


# --- Hostile content, in every format ---------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            [
                *(
                    "::",
                    "::error::",
                    "##[error]",
                    "##vso[",
                    "\n",
                    "\r",
                    "\u2028",
                    "\x85",
                ),
                *("\x1b[31m", "\u202e", "\x0b", "%0A", "::stop-commands::x", " ", ":"),
                *("\udcff", "a", "/", "|", "#", "##", "["),
            ]
        ),
        max_size=8,
    ).map("".join),
)
FORMATS = ("text", "concise", "github")


def hostile(path: str, message: str, line: str, title: str) -> Report:
    """Return a report in which content speaks everywhere."""
    other = RelatedPlace(path, Position(1, 1), Position(1, 2), message)
    shown = finding(
        "x", path=path, message=message, new="y", title=title, related=(other,)
    )
    shown = msgspec.structs.replace(shown, excerpt=line)
    return report(shown, notes=(message,), not_judged=((title, 1),))


@pytest.mark.parametrize("format", FORMATS)
@given(path=HOSTILE, message=HOSTILE, line=HOSTILE, title=HOSTILE)
def test_content_is_shown_and_never_obeyed(
    format: str, path: str, message: str, line: str, title: str
) -> None:
    path = path.replace("\0", "") or "x"
    view = View(base=ROOT, statistics=True, show_unknown=True, token="t0k3n")
    said = render([hostile(path, message, line, title)], format, view)
    for text in (said.main, said.aside):
        # No break of a line but our own, and nothing hidden between them.
        assert text == "".join(f"{row}\n" for row in text.splitlines())
        for row in text.splitlines():
            assert visible(row) == row
            assert not re.search(r"##[A-Za-z]*\[", row)
            if row.lstrip().startswith("::"):
                assert format == "github"
                assert re.match(
                    "::(error file=|group::|endgroup::|stop-commands::t0k3n|t0k3n::)",
                    row,
                )


@pytest.mark.parametrize("format", FORMATS)
def test_the_number_of_lines_does_not_depend_on_content(format: str) -> None:
    view = View(base=ROOT, token="t0k3n")
    plain = render([hostile("a.md", "m", "l", "t")], format, view)
    odd = render([hostile("a\n.md", "\nm\r", "l\u2028", "\x85t\n")], format, view)
    assert odd.main.count("\n") == plain.main.count("\n")
    assert odd.aside.count("\n") == plain.aside.count("\n")
