"""The concise report: a finding a line, whatever the finding says."""

from __future__ import annotations

from reports import ROOT, finding, report

from rdmlint.model import Severity
from rdmlint.report import render
from rdmlint.report.view import Rendered, View

QUIET = View(base=ROOT, quiet=True)


def test_a_finding_is_a_line() -> None:
    shown = (
        finding("ab«c»"),
        finding("«x»", number=7, severity=Severity.WARNING, code="LK001", message="No"),
    )
    assert render([report(*shown)], "concise", QUIET) == Rendered(
        "content/a.md:1:3: error[BS004] "
        "aria-controls names `b`, but this button opens `a`\n"
        "content/a.md:7:1: warning[LK001] No\n"
    )


def test_counts_and_notes_are_aside() -> None:
    view = View(base=ROOT, statistics=True, show_unknown=True)
    found = report(finding("«x»"), notes=("A note.",), not_judged=(("a theme", 1),))
    said = render([found], "concise", view)
    assert said.main.count("\n") == 1
    assert said.aside == (
        "1  BS004  aria-controls-mismatch  error\n"
        "Not judged, because it cannot be known from the sources:\n"
        "  1  a theme\n"
        "Found 1 error in 1 file (12 pages and 3,456 links checked). "
        "1 question could not be judged.\n"
        "note: A note.\n"
    )


def test_paths_are_written_from_where_the_user_is() -> None:
    found = report(finding("«x»"))
    for base, path in (
        (ROOT, "content/a.md"),
        ("/srv", "site/content/a.md"),
        (f"{ROOT}/content", "a.md"),
        ("/srv/other", "../site/content/a.md"),
    ):
        view = View(base=base, quiet=True)
        assert render([found], "concise", view).main.startswith(f"{path}:1:1: ")


def test_a_path_that_looks_like_a_command_does_not_begin_a_line() -> None:
    found = report(finding("«x»", path="::error::x.md"))
    assert render([found], "concise", QUIET).main.startswith("./::error::x.md:1:1: ")


def test_an_endless_message_is_cut() -> None:
    found = report(finding("«x»", message="m" * 5_000))
    (line,) = render([found], "concise", QUIET).main.splitlines()
    assert line.endswith("m…")
    assert len(line) < 1_100
