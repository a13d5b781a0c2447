"""Fixes applied: which bytes change, what is written, and what is left alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bench import known, page_rule
from rdmlint import app, fixing
from rdmlint.fixing import Mended
from rdmlint.model import (
    Diagnostic,
    Edit,
    Fix,
    Page,
    Report,
    Safety,
    Severity,
    Violation,
)
from rdmlint.settings import Settings, built_in_profile
from rdmlint.text import Position, Span

CONFIG = 'baseURL = "https://rdm.example.org/"\n'


def finding(*edits: tuple[int, int, str], safety: Safety = Safety.SAFE) -> Diagnostic:
    """Return a finding in `a.md` whose fix makes these edits."""
    return Diagnostic(
        path="a.md",
        start=Position(1, 1),
        end=Position(1, 1),
        code="ZZ001",
        rule="word",
        severity=Severity.ERROR,
        message="Says a word",
        span=Span(edits[0][0], edits[0][1]),
        fix=Fix(
            "Write it", tuple(Edit(Span(a, b), new) for a, b, new in edits), safety
        ),
    )


def mended(data: bytes, *found: Diagnostic) -> tuple[bytes, int]:
    """Return *data* after the fixes of *found*, and how many were applied."""
    after, fixed = fixing.mended(data, found)
    return after, len(fixed)


# --- Findings to bytes ------------------------------------------------------------


def test_all_edits_of_all_fixes_are_applied() -> None:
    found = [finding((8, 9, "I")), finding((0, 1, "A"), (4, 5, ""))]
    assert mended(b"abcdefghi", *found) == (b"AbcdfghI", 2)


def test_of_fixes_that_overlap_the_first_by_place_is_applied_and_whole() -> None:
    late, early = finding((2, 5, "x"), (8, 9, "y")), finding((1, 3, "Z"))
    assert mended(b"abcdefghi", late, early) == (b"aZdefghi", 1)


@pytest.mark.parametrize("second", [(3, 4, "x"), (3, 3, "x"), (1, 1, "x")])
def test_a_fix_that_touches_another_waits(second: tuple[int, int, str]) -> None:
    assert mended(b"abcdef", finding((1, 3, "")), finding(second))[1] == 1


def test_a_fix_that_several_findings_offer_is_applied_once() -> None:
    found = [finding((1, 1, "x")), finding((1, 1, "x"))]
    assert mended(b"ab", *found) == (b"axb", 2)


@pytest.mark.parametrize(
    "edits",
    [
        ((0, 3, "x"),),
        ((0, 2, "x"), (1, 2, "y")),
        ((1, 0, "x"),),
        ((0, 1, "\ud800"),),
        ((0, 1, "a"),),
    ],
)
def test_a_fix_that_does_not_fit_or_changes_nothing_is_left_out(
    edits: tuple[tuple[int, int, str], ...],
) -> None:
    assert mended(b"ab", finding(*edits)) == (b"ab", 0)


@pytest.mark.parametrize(
    ("data", "at", "after"),
    [
        (b"a\r\nb\r\n", 3, b"a\r\nx\r\nyb\r\n"),
        (b"a\nb\n", 2, b"a\nx\nyb\n"),
        (b"a\r\nb\n", 3, b"a\r\nx\nyb\n"),
        (b"a\nb\r\n", 2, b"a\nx\r\nyb\r\n"),
        (b"a\r\nb", 3, b"a\r\nx\r\nyb"),
        (b"ab", 1, b"ax\nyb"),
    ],
)
def test_new_lines_end_as_the_line_does_where_they_come(
    data: bytes, at: int, after: bytes
) -> None:
    assert mended(data, finding((at, at, "x\ny"))) == (after, 1)
    assert mended(data, finding((at, at, "x\r\ny"))) == (after, 1)


def test_only_fixes_of_the_safeties_that_are_wanted_are_offered() -> None:
    safe, unsafe = finding((0, 1, "x")), finding((0, 1, "x"), safety=Safety.UNSAFE)
    none = msgspec.structs.replace(safe, fix=None)
    assert fixing.offered([safe, unsafe, none], fixing.SAFE) == {"a.md": [safe]}
    assert fixing.offered([safe, unsafe], fixing.ANY) == {"a.md": [safe, unsafe]}


@st.composite
def texts_with_fixes(draw: st.DrawFn) -> tuple[bytes, list[Diagnostic]]:
    """Return bytes, and findings with edits anywhere in them and beyond."""
    data = draw(st.text("ab\r\n\ufeffé", max_size=30)).encode()
    edit = st.tuples(
        st.integers(0, len(data) + 1),
        st.integers(0, len(data) + 1),
        st.text("XY\n", max_size=3),
    )
    fixes = st.lists(st.lists(edit, min_size=1, max_size=3), max_size=6)
    return data, [finding(*edits) for edits in draw(fixes)]


def by_place(found: Diagnostic) -> Diagnostic:
    """Return *found* with the edits of its fix in order."""
    assert found.fix is not None
    edits = tuple(sorted(found.fix.edits, key=fixing.place))
    return msgspec.structs.replace(
        found, fix=msgspec.structs.replace(found.fix, edits=edits)
    )


@given(texts_with_fixes())
def test_bytes_outside_of_the_edits_that_are_applied_never_change(
    case: tuple[bytes, list[Diagnostic]],
) -> None:
    data, found = case
    after, fixed = fixing.mended(data, found)
    # Findings with the same fix share it.
    fixes = {each.fix.edits for each in map(by_place, fixed) if each.fix}
    at = place = 0
    for edit in sorted((edit for each in fixes for edit in each), key=fixing.place):
        kept = data[at : edit.span.start]
        assert after[place : place + len(kept)] == kept
        place += len(kept) + len(fixing.fitted(edit.new, data, edit.span.start))
        at = edit.span.end
    assert after[place:] == data[at:]


# --- Rounds -----------------------------------------------------------------------


def replacing(code: str, old: str, new: str, safety: Safety = Safety.SAFE) -> Any:
    """Return a rule that reports each *old* in the file of a page, with a fix."""

    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        from rdmlint.hugo import disk

        root = ctx.site.site.root
        data = disk.read(os.path.join(root, page.path), disk.ground(root))
        assert isinstance(data, bytes)
        at = data.find(old.encode())
        while at >= 0:
            span = Span(at, at + len(old.encode()))
            fix = Fix(f"Write {new}", (Edit(span, new),), safety)
            yield Violation(span, f"Says {old}", fix)
            at = data.find(old.encode(), span.end)

    return page_rule(code, f"says-{code.lower()}", check)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the root of a site without pages, in a repository."""
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "hugo.toml").write_text(CONFIG)
    return root


def fix(
    site: Path,
    *rules: Any,
    safeties: frozenset[Safety] = fixing.SAFE,
    is_written: bool = True,
    **settings: Any,
) -> app.Mending:
    """Apply the fixes of *rules* to *site*."""
    wanted = Settings(root=str(site), profiles=(built_in_profile(),), **settings)
    return app.fix(wanted, safeties, is_written=is_written, rules=known(rules))


def page(site: Path, text: str | bytes, name: str = "a.md") -> Path:
    """Write the page *name*; return its file."""
    file = site / "content" / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_what_a_fix_brings_up_is_mended_in_the_next_round(site: Path) -> None:
    file = page(site, "one\n")
    rules = replacing("ZZ001", "one", "two"), replacing("ZZ002", "two", "three")
    found = fix(site, *rules)
    assert file.read_text() == "three\n"
    assert [each.code for each in found.report.fixed] == ["ZZ001", "ZZ002"]
    assert found.report.shown == ()


def test_fixes_that_undo_each_other_leave_the_file_as_it_was(site: Path) -> None:
    file = page(site, "one\n")
    rules = replacing("ZZ001", "one", "two"), replacing("ZZ002", "two", "one")
    report = fix(site, *rules).report
    assert file.read_text() == "one\n"
    assert report.fixed == ()
    assert [each.code for each in report.shown] == ["ZZ001"]
    assert "undo each other" in report.notes[0]


def test_fixing_ends_after_ten_rounds(site: Path) -> None:
    file = page(site, "x\n")
    report = fix(site, replacing("ZZ001", "x", "xy")).report
    assert file.read_text() == f"x{'y' * 10}\n"
    assert len(report.fixed) == 10


def test_unsafe_fixes_are_applied_only_when_asked_for(site: Path) -> None:
    file = page(site, "one\n")
    rule = replacing("ZZ001", "one", "two", Safety.UNSAFE)
    assert fix(site, rule).report.fixed == ()
    assert file.read_text() == "one\n"
    fix(site, rule, safeties=fixing.ANY)
    assert file.read_text() == "two\n"


def test_what_is_suppressed_not_shown_or_not_wanted_is_not_mended(site: Path) -> None:
    page(site, "one <!-- rdmlint-ignore ZZ001 -->\n", "a.md")
    page(site, "one\n", "b.md")
    page(site, "one two\n", "c.md")
    rules = replacing("ZZ001", "one", "1"), replacing("ZZ002", "two", "2")
    found = fix(
        site, *rules, shown=("content/a.md", "content/c.md"), unfixable=("ZZ001",)
    )
    assert [(each.path, each.after) for each in found.files] == [
        ("content/c.md", b"one 2\n")
    ]
    assert fix(site, *rules, fixable=("ZZ002",)).files == ()
    assert {each.path for each in fix(site, *rules).files} == {
        "content/b.md",
        "content/c.md",
    }


def test_a_page_of_a_theme_is_not_mended(site: Path) -> None:
    (site / "hugo.toml").write_text(f'{CONFIG}theme = "t"\n')
    (site / "themes/t/content").mkdir(parents=True)
    (site / "themes/t/content/a.md").write_text("one\n")
    assert fix(site, replacing("ZZ001", "one", "two")).files == ()


def test_without_writing_the_report_is_the_same_and_the_disk_too(site: Path) -> None:
    file = page(site, "one\n")
    rule = replacing("ZZ001", "one", "two")
    dry = fix(site, rule, is_written=False)
    assert file.read_text() == "one\n"
    done = fix(site, rule)
    assert done.files == dry.files
    assert done.report.fixed == dry.report.fixed
    assert dry.report.shown == done.report.shown == ()


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfone one\r\n\tone  \r\n",
        b"a\r\none\nb\rone",
        b"one",
        b"\none\n\n\n",
    ],
)
def test_all_other_bytes_of_the_file_are_kept(site: Path, data: bytes) -> None:
    file = page(site, data)
    fix(site, replacing("ZZ001", "one", "two"))
    assert file.read_bytes() == data.replace(b"one", b"two")


def test_a_file_that_is_no_utf_8_is_left_alone(site: Path) -> None:
    file = page(site, b"one \xff\n")
    assert fix(site, replacing("ZZ001", "one", "two")).files == ()
    assert file.read_bytes() == b"one \xff\n"


# --- Writing ----------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_mode_is_kept_and_nothing_else_is_left_behind(
    site: Path, mode: int
) -> None:
    file = page(site, "one\n")
    file.chmod(mode)
    fix(site, replacing("ZZ001", "one", "two"))
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert os.listdir(site / "content") == ["a.md"]


def test_a_link_is_not_written_nor_what_lies_behind_one(site: Path) -> None:
    real = page(site, "one\n")
    (site / "link.md").symlink_to(real)
    (site / "more").symlink_to(site / "content")
    (site.parent / "door").symlink_to(site)
    for path in ("link.md", "more/a.md", "gone/a.md/../../content/a.md", str(real)):
        assert fixing.write(str(site), Mended(path, b"one\n", b"two\n")) is not None
    assert real.read_text() == "one\n"
    assert (site / "link.md").is_symlink()
    door = str(site.parent / "door")
    assert fixing.write(door, Mended("content/a.md", b"one\n", b"two\n")) is None
    assert real.read_text() == "two\n"


def test_a_file_outside_of_the_site_is_not_written(site: Path) -> None:
    (site / "hugo.toml").write_text(
        f'{CONFIG}[[module.mounts]]\nsource = "../notes"\ntarget = "content"\n'
    )
    notes = site.parent / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("one\n")
    (site.parent / ".git").mkdir()
    (site / ".git").rmdir()
    found = fix(site, replacing("ZZ001", "one", "two"))
    assert [each.path for each in found.report.shown] == ["../notes/a.md"]
    assert (notes / "a.md").read_text() == "one\n"
    assert "outside of the site" in found.report.notes[0]


def test_a_file_that_changes_meanwhile_is_left_alone_and_told_of(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = page(site, "one\n"), page(site, "one\n", "b.md")
    write = fixing.write

    def late(root: str, mended: Mended) -> str | None:
        if mended.path == "content/a.md":
            file.write_text("one more\n")
        return write(root, mended)

    monkeypatch.setattr(fixing, "write", late)
    report: Report = fix(site, replacing("ZZ001", "one", "two")).report
    assert file.read_text() == "one more\n"
    assert other.read_text() == "two\n"
    assert [each.path for each in report.shown] == ["content/a.md"]
    assert [each.path for each in report.fixed] == ["content/b.md"]
    assert report.notes == (
        "content/a.md has changed meanwhile, so it is left as it was",
    )


def test_a_directory_that_takes_no_new_file_keeps_the_old_one(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = page(site, "one\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    report = fix(site, replacing("ZZ001", "one", "two")).report
    assert file.read_text() == "one\n"
    assert os.listdir(site / "content") == ["a.md"]
    assert "cannot be written: Permission denied" in report.notes[0]
