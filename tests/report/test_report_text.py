"""The report for people: the marked place stays under its text, whatever that is."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from reports import ROOT, finding, report

from rdmlint.model import Diagnostic, RelatedPlace, Report, Safety, Severity
from rdmlint.report import render
from rdmlint.report.text import excerpt
from rdmlint.report.view import View
from rdmlint.report.visible import cells, visible
from rdmlint.text import Position
from stopwatch import at_most

QUIET = View(base=ROOT, quiet=True)


def text(*reports: Report, view: View = QUIET) -> str:
    """Return the report without colours."""
    return render(reports, "text", view).main


def block(source: str) -> str:
    """Return *source* without the indentation of a test."""
    return dedent(source).lstrip("\n")


def test_a_finding_shows_its_line_with_the_place_marked() -> None:
    line = '<a aria-controls="«b»" href="#a">'
    found = finding(line, number=52, message="Names `b`, but opens `a`", new="a")
    assert text(report(found)) == block("""
        content/a.md:52:19: error[BS004] Names `b`, but opens `a`
           |
        52 | <a aria-controls="b" href="#a">
           |                   ^ fix: write `a`
    """)


def test_a_fix_that_guesses_is_a_proposal() -> None:
    found = finding("[x](«/y/»)", new="/z/", title="Link to /z/", safety=Safety.UNSAFE)
    assert "^^^ perhaps: link to /z/\n" in text(report(found))


def test_a_fix_that_finds_no_room_stands_on_a_line_of_its_own() -> None:
    found = finding("[x](«/y/»)", new="/z/", title="Write " + "/long" * 20)
    lines = text(report(found), view=View(base=ROOT, width=60)).splitlines()
    assert lines[3] == "  |     ^^^"
    assert lines[4] == "  = fix: write " + "/long" * 20


def test_related_places_follow() -> None:
    other = RelatedPlace(
        "content/b.md", Position(3, 7), Position(3, 9), "the first one"
    )
    lines = text(report(finding("«x»", related=(other,)))).splitlines()
    assert lines[-1] == "  = content/b.md:3:7: the first one"


def test_findings_are_set_apart_by_an_empty_line() -> None:
    said = text(report(finding("«x»"), finding("«y»", number=2)))
    assert said.count("\n\n") == 1
    assert not said.endswith("\n\n")


def test_a_place_without_a_line_to_show_is_told_of_all_the_same() -> None:
    said = text(report(finding("«»", message="File is not UTF-8")))
    assert said == "content/a.md:1:1: error[BS004] File is not UTF-8\n"


# --- The mark ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "drawn", "mark"),
    [
        ("a «bc» d", "a bc d", "  ^^"),
        ("\ta «b»", "    a b", "      ^"),
        ("日本 «語» x", "日本 語 x", "     ^^"),
        ("e\u0301 «e\u0301»", "e\u0301 e\u0301", "  ^"),
        ("\x1b[31m«x»", r"\x1b[31mx", "        ^"),
        ("a\u202e«b»", r"a\u202eb", "       ^"),
        ("a «»b", "a b", "  ^"),
        ("ab«»", "ab", "  ^"),
        ("##[error«]» x", r"##\[error] x", "         ^"),
        ("«two\nlines»", "two", "^^^"),
    ],
)
def test_the_mark_stands_under_its_place(line: str, drawn: str, mark: str) -> None:
    assert excerpt(finding(line), 60) == (drawn, mark)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "before " * 300 + "«here»" + " after" * 300
    drawn, mark = excerpt(finding(line), 40)
    assert drawn == "…re before before here after after afte…"
    assert mark == "                  ^^^^"


def test_what_one_side_does_not_need_goes_to_the_other() -> None:
    drawn, mark = excerpt(finding("ab «here»" + " after" * 300), 40)
    assert drawn == "ab here after after after after after a…"
    assert mark == "   ^^^^"
    drawn, mark = excerpt(finding("before " * 300 + "«here»."), 40)
    assert drawn == "…efore before before before before here."
    assert mark == " " * 35 + "^^^^"


def test_of_a_place_that_is_too_long_the_beginning_is_shown() -> None:
    drawn, mark = excerpt(finding("<a href='«" + "x" * 500 + "»'>"), 40)
    assert drawn == "<a href='" + "x" * 30 + "…"
    assert mark == " " * 9 + "^" * 31


def test_part_of_a_line_is_marked_at_its_own_columns() -> None:
    import msgspec

    found = finding("x" * 500 + " «here» " + "y" * 500)
    part = msgspec.structs.replace(
        found, excerpt=found.excerpt[400:600], excerpt_column=401
    )
    assert excerpt(part, 40) == excerpt(found, 40)
    near = msgspec.structs.replace(found, excerpt=" here yy", excerpt_column=501)
    assert excerpt(near, 40) == ("… here yy", "  ^^^^")


LINES = st.text(max_size=60) | st.text("ab 日\t\u0301\u202e\x1b[:", max_size=60)
PARTS = LINES.map(lambda text: re.sub(r"[\r\n«»#]", "", text))


@given(PARTS, PARTS, PARTS)
def test_where_there_is_room_all_is_shown_and_the_mark_is_exact(
    before: str, marked: str, after: str
) -> None:
    drawn, mark = excerpt(finding(f"{before}«{marked}»{after}"), 5_000)
    left, middle, right = (visible_line(part) for part in (before, marked, after))
    assert drawn == left + middle + right
    assert mark == " " * cells(left) + "^" * max(cells(middle), 1)


@given(PARTS, PARTS, PARTS, st.integers(24, 80))
def test_a_line_fits_its_room_and_the_mark_begins_at_the_place(
    before: str, marked: str, after: str, room: int
) -> None:
    drawn, mark = excerpt(finding(f"{before}«{marked}»{after}"), room)
    assert cells(drawn) <= room
    assert visible(drawn) == drawn
    assert re.fullmatch(r" *\^+", mark)
    first = visible_line(marked)[:1]
    if first and cells(first):
        columns = "".join(each * cells(each) for each in drawn)
        assert columns[mark.index("^")] in (first, "…")


def visible_line(text: str) -> str:
    """Return *text* as it is drawn where nothing is cut."""
    return visible(text.replace("\t", "    "))


def test_a_line_of_megabytes_takes_no_time() -> None:

    found = finding("x\u0301" * 500_000 + "«here»" + "[" * 1_000_000)
    with at_most(1):
        for _ in range(100):
            excerpt(found, 100)


# --- The end ----------------------------------------------------------------------


def test_the_summary_counts_by_severity() -> None:
    shown = (
        finding("«x»"),
        finding("«x»", path="content/b.md"),
        finding("«x»", severity=Severity.WARNING),
        finding("«x»", severity=Severity.INFO),
    )
    said = text(report(*shown), view=View(base=ROOT))
    assert said.endswith(
        "Found 2 errors, 1 warning and 1 info in 2 files "
        "(12 pages and 3,456 links checked).\n"
        "`rdmlint rule BS004` says why, and what to do.\n"
    )


def test_a_clean_run_says_what_it_did_in_one_line() -> None:
    said = text(report(not_judged=(("computed", 3),)), view=View(base=ROOT))
    assert said == (
        "No faults found: 12 pages and 3,456 links checked against 57 rules. "
        "3 questions could not be judged (--show-unknown says why).\n"
    )


def test_a_clean_run_on_some_paths_says_nothing_of_the_others() -> None:
    for paths, where in (
        (("a.md",), "in a.md"),
        (("a.md", "b\n.md"), r"in a.md and b\n.md"),
        (("a", "b", "c", "d"), "in the 4 paths given"),
    ):
        said = text(report(), view=View(base=ROOT, paths=paths))
        assert said.startswith(f"No faults found {where}: 12 pages and ")


def test_a_site_without_pages_is_not_called_clean() -> None:
    assert render([Report(ROOT)], "text", View(base=ROOT)).main == (
        "No faults found, but no pages either.\n"
    )


@pytest.mark.parametrize(
    ("safeties", "offer"),
    [
        (("safe", "safe", None), "2 of them can be mended with --fix."),
        (
            ("safe", "unsafe", "unsafe"),
            "1 of them can be mended with --fix, 2 more perhaps with --unsafe-fixes as "
            "well.",
        ),
        (
            ("unsafe", None),
            "1 of them can perhaps be mended with --fix --unsafe-fixes.",
        ),
        (("safe",), "It can be mended with --fix."),
    ],
)
def test_the_report_says_how_many_findings_can_be_mended(
    safeties: tuple[str | None, ...], offer: str
) -> None:
    shown = (
        finding("«x»", new="y", safety=Safety(safety)) if safety else finding("«x»")
        for safety in safeties
    )
    assert text(report(*shown), view=View(base=ROOT)).endswith(f"\n{offer}\n")


def test_where_nothing_can_be_mended_nothing_is_said_of_it() -> None:
    assert "mended" not in text(report(finding("«x»")), view=View(base=ROOT))


def test_notes_come_last() -> None:
    said = text(report(notes=("Pages were held to x.",)), view=View(base=ROOT))
    assert said.endswith("\n\nnote: Pages were held to x.\n")


def test_statistics_count_the_findings_of_each_rule() -> None:
    shown = (
        finding("«x»"),
        finding("«y»"),
        finding("«z»", code="LK001", rule="x-y", severity=Severity.WARNING),
    )
    said = text(report(*shown), view=View(base=ROOT, quiet=True, statistics=True))
    assert said.endswith(
        "\n\n2  BS004  aria-controls-mismatch  error\n"
        "1  LK001  x-y                     warning\n"
    )


def test_what_was_not_judged_is_listed_with_its_reasons() -> None:
    view = View(base=ROOT, quiet=True, show_unknown=True)
    found = report(not_judged=(("the address is computed", 2), ("a theme", 1_200)))
    assert text(found, view=view) == (
        "Not judged, because it cannot be known from the sources:\n"
        "  1,200  a theme\n"
        "      2  the address is computed\n"
    )
    assert text(report(), view=view) == "Everything could be judged.\n"


def test_several_sites_are_one_report() -> None:
    import msgspec

    other = msgspec.structs.replace(report(finding("«y»")), root="/srv/blog")
    said = text(report(finding("«x»")), other, view=View(base="/srv"))
    assert "site/content/a.md:1:1:" in said
    assert "blog/content/a.md:1:1:" in said
    assert "in 2 files (2 sites, 24 pages and 6,912 links checked)" in said


# --- Colours ----------------------------------------------------------------------


def test_colours_change_no_text() -> None:
    found = report(finding('<a aria-controls="«b»">', new="a"), notes=("A note.",))
    plain = text(found, view=View(base=ROOT, statistics=True))
    coloured = text(found, view=View(base=ROOT, statistics=True, colour=True))
    assert "\x1b[1;31merror[BS004]\x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_a_terminal_gets_a_link_to_the_rule() -> None:
    view = View(base=ROOT, colour=True, hyperlinks=True, quiet=True)
    said = text(report(finding("«x»")), view=view)
    assert (
        "\x1b]8;;https://rdmlint.readthedocs.io/rules/aria-controls-mismatch/\x1b\\"
        "error[BS004]\x1b]8;;\x1b\\"
    ) in said


def test_what_is_about_one_thing_is_shown_together_where_its_first_is() -> None:
    def dead(line: str, path: str, number: int, url: str) -> Diagnostic:
        found = finding(line, path=path, number=number, code="EX001", message="Dead")
        return structs.replace(found, about=url)

    found = [
        dead("[x](«a»)", "content/a.md", 1, "https://a.se/"),
        finding("«x»", path="content/a.md", number=2, message="Other"),
        dead("[x](«b»)", "content/a.md", 3, "https://b.se/"),
        dead("[xy](«a»)", "content/b.md", 9, "https://a.se/"),
    ]
    assert text(report(*found)) == block("""
        content/a.md:1:5: error[EX001] Dead
          |
        1 | [x](a)
          |     ^
          = also at content/b.md:9:6

        content/a.md:2:1: error[BS004] Other
          |
        2 | x
          | ^

        content/a.md:3:5: error[EX001] Dead
          |
        3 | [x](b)
          |     ^
    """)
