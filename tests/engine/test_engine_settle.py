"""Findings are filtered and sorted into the report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from engine_bench import Bench, ignoring, page_rule, places, report, word_rule
from rdmlint.engine.settle import FILTERS
from rdmlint.model import (
    Diagnostic,
    Directive,
    Fault,
    FaultKind,
    Page,
    Report,
    Severity,
    Violation,
)
from rdmlint.text import Span

NO = word_rule("AA001", "no")
RARE = word_rule("CC001", "zz")
MILD = word_rule("BB001", "hm", Severity.WARNING)


def test_findings_are_sorted_by_path_place_and_code() -> None:
    bench = Bench({"b.md": "no hm", "a/z.md": "no", "a.md": "hm no", "ä.md": "no"})
    found = report(bench, MILD, NO, word_rule("AA000", "n"))
    assert places(found.shown) == [
        "a.md:1:1 BB001",
        "a.md:1:4 AA000",
        "a.md:1:4 AA001",
        "a/z.md:1:1 AA000",
        "a/z.md:1:1 AA001",
        "b.md:1:1 AA000",
        "b.md:1:1 AA001",
        "b.md:1:4 BB001",
        "ä.md:1:1 AA000",
        "ä.md:1:1 AA001",
    ]


# --- Severity and failing ---------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "failed"),
    [
        (Severity.ERROR, False),
        (Severity.WARNING, True),
        (Severity.INFO, True),
        (None, False),
    ],
)
def test_a_run_fails_on_what_is_as_severe_as_asked(
    fail_on: Severity | None, failed: bool
) -> None:
    found = report(Bench({"a.md": "hm"}), MILD, fail_on=fail_on)
    assert (found.has_failed, found.exit_code) == (failed, int(failed))


def test_settings_give_a_rule_another_severity_the_most_exact_word_wins() -> None:
    severity = (("no", Severity.INFO), ("AA", Severity.WARNING), ("BB", Severity.ERROR))
    found = report(Bench({"a.md": "no hm"}), NO, MILD, severity=severity)
    assert [f.severity.value for f in found.shown] == ["info", "error"]
    assert found.has_failed


def test_what_a_rule_itself_found_milder_stays_milder() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        yield Violation(Span(0, 1), "x", severity=Severity.INFO)

    rule = page_rule("AA001", "x", check, severity=Severity.WARNING)
    for wanted in Severity:
        found = report(Bench({"a.md": "x"}), rule, severity=(("AA001", wanted),))
        assert found.shown[0].severity is Severity.INFO


def test_a_crash_makes_exit_code_3_whatever_is_shown() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        raise ValueError("x")

    rule = page_rule("AA001", "shaky", check)
    ignores = (("*.md", ("ALL",)),)
    found = report(
        Bench({"a.md": "x"}),
        rule,
        ignore=("RD005",),
        per_file_ignores=ignores,
        shown=("b.md",),
    )
    assert places(found.shown) == ["a.md:1:1 RD005"]
    assert (found.has_crashed, found.exit_code) == (True, 3)


# --- Ignores by path, narrowing ---------------------------------------------------


def test_per_file_ignores_are_read_as_gitignore_patterns() -> None:
    bench = Bench({"content/old/a.md": "no hm", "content/b.md": "no hm"})
    ignores = (("content/old/", ("AA",)), ("b.md", ("hm",)))
    found = report(bench, NO, MILD, per_file_ignores=ignores)
    assert places(found.shown) == [
        "content/b.md:1:1 AA001",
        "content/old/a.md:1:4 BB001",
    ]
    assert places(found.suppressed) == [
        "content/b.md:1:4 BB001",
        "content/old/a.md:1:1 AA001",
    ]


def test_paths_narrow_what_is_shown_and_what_fails_the_run() -> None:
    bench = Bench({"content/a.md": "no", "content/ab.md": "no", "content/a/b.md": "hm"})
    found = report(bench, NO, MILD, shown=("content/a",))
    assert places(found.shown) == ["content/a/b.md:1:1 BB001"]
    assert places(found.suppressed) == [
        "content/a.md:1:1 AA001",
        "content/ab.md:1:1 AA001",
    ]
    assert not found.has_failed
    assert places(report(bench, NO, shown=("content/ab.md",)).shown) == [
        "content/ab.md:1:1 AA001"
    ]


# --- One cause, one finding -------------------------------------------------------


def test_a_rule_says_one_thing_about_a_place() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        yield Violation(Span(0, 1), "First")
        yield Violation(Span(0, 1), "Second")
        yield Violation(Span(0, 2), "Another place")

    found = report(Bench({"a.md": "xy"}), page_rule("AA001", "x", check))
    assert [f.message for f in found.shown] == ["First", "Another place"]


def test_about_a_page_that_cannot_be_read_nothing_else_is_said() -> None:
    fault = Fault(FaultKind.UNREADABLE, Span(3, 4), "Not UTF-8")
    page = Page("a.md", size=5, faults=(fault,))
    found = report(Bench({"a.md": "no ?", "b.md": "no"}, [page]), NO)
    assert places(found.shown) == ["a.md:1:4 RD004", "b.md:1:1 AA001"]
    # Whoever does not want to hear of it does not hear of its consequences either.
    found = report(Bench({"a.md": "no ?"}, [page]), NO, ignore=("RD004",))
    assert found.shown == ()


def test_the_filters_keep_their_order() -> None:
    assert [step.__name__ for step in FILTERS] == [
        "set_severities",
        "heed_ignore_comments",
        "leave_out_foreign",
        "heed_per_file_ignores",
        "hold_back_cascades",
        "keep_one_a_place",
        "withhold_fixes",
        "narrow_to_shown",
        "sort",
    ]


# --- Ignore comments --------------------------------------------------------------


def commented(text: str, *directives: Directive, **settings: Any) -> Report:
    page = Page("a.md", size=len(text.encode()), directives=directives)
    return report(Bench({"a.md": text}, [page]), NO, MILD, RARE, **settings)


def applied(text: str, found: Diagnostic) -> str:
    """Return *text* after the fix of *found*."""
    assert found.fix is not None
    (edit,) = found.fix.edits
    data = text.encode()
    data = data[: edit.span.start] + edit.new.encode() + data[edit.span.end :]
    return data.decode()


def test_a_comment_holds_back_what_it_names_on_the_lines_it_covers() -> None:
    text = "no <!-- silent AA001 --> hm\nno\n"
    found = commented(text, ignoring(text, "<!-- silent AA001 -->", "AA001"))
    assert places(found.shown) == ["a.md:1:26 BB001", "a.md:2:1 AA001"]
    assert places(found.suppressed) == ["a.md:1:1 AA001"]


def test_names_do_as_well_as_codes() -> None:
    text = "no <!-- silent no -->"
    assert commented(text, ignoring(text, "<!-- silent no -->", "no")).shown == ()


def test_a_comment_that_names_nothing_holds_back_everything() -> None:
    text = "no hm <!-- silent -->\nhm"
    found = commented(text, ignoring(text, "<!-- silent -->"))
    assert places(found.shown) == ["a.md:2:1 BB001"]


def test_a_comment_that_holds_back_nothing_is_reported_with_a_fix() -> None:
    text = "one\n\n<!-- silent AA001 -->\ntwo\n"
    found = commented(text, ignoring(text, "<!-- silent AA001 -->", "AA001"))
    assert places(found.shown) == ["a.md:3:1 RD001"]
    (said,) = found.shown
    assert said.message == "Ignore comment holds back nothing of `AA001`"
    assert (said.severity, found.has_failed) == (Severity.WARNING, False)
    assert applied(text, said) == "one\n\ntwo\n"


def test_of_several_words_only_the_idle_ones_are_reported() -> None:
    text = "hm <!-- silent AA001, BB001, CC001 -->"
    found = commented(
        text,
        ignoring(
            text, "<!-- silent AA001, BB001, CC001 -->", "AA001", "BB001", "CC001"
        ),
    )
    assert [f.message for f in found.shown] == [
        "Ignore comment holds back nothing of `AA001`",
        "Ignore comment holds back nothing of `CC001`",
    ]
    assert [applied(text, said) for said in found.shown] == [
        "hm <!-- silent BB001, CC001 -->",
        "hm <!-- silent AA001, BB001 -->",
    ]


def test_several_fixes_of_one_comment_never_overlap() -> None:
    words = ("AA001", "CC001", "BB001", "AA001", "CC001")
    comment = "<!-- silent AA001, CC001, BB001, AA001, CC001 -->"
    text = f"hm {comment}"
    at = text.index("AA001")
    spans = []
    for word in words:
        at = text.index(word, at)
        spans.append((word, Span(at, at + len(word))))
        at += 1
    directive = Directive("line", Span(3, len(text)), 1, 1, tuple(spans))
    edits = [
        edit
        for said in commented(text, directive).shown
        for edit in (said.fix.edits if said.fix else ())
    ]
    edits.sort(key=lambda edit: edit.span)
    assert len(edits) == 4
    assert all(a.span.end <= b.span.start for a, b in pairwise(edits))
    for edit in reversed(edits):
        text = text[: edit.span.start] + text[edit.span.end :]
    assert text == "hm <!-- silent BB001 -->"


def test_a_comment_about_rules_that_did_not_run_is_not_judged() -> None:
    text = "<!-- silent AA001 -->"
    directive = ignoring(text, text, "AA001")
    assert commented(text, directive, ignore=("AA001",)).shown == ()
    assert commented(text, directive, select=("BB001", "RD001")).shown == ()


def test_a_comment_about_everything_is_not_judged_by_a_part_of_the_rules() -> None:
    text = "<!-- silent -->"
    assert places(commented(text, ignoring(text, text)).shown) == ["a.md:1:1 RD001"]
    assert commented(text, ignoring(text, text), select=("AA", "RD")).shown == ()


def test_an_unknown_word_is_reported_with_the_nearest() -> None:
    text = "no <!-- silent AA01 -->"
    found = commented(text, ignoring(text, "<!-- silent AA01 -->", "AA01"))
    assert [(f.start.column, f.message) for f in found.shown] == [
        (1, "Says no"),
        (
            16,
            "Ignore comment names `AA01`, which is no rule; did you mean `AA001`?",
        ),
    ]


def test_a_comment_that_cannot_be_understood_is_reported_and_holds_back_nothing() -> (
    None
):
    text = "no <!-- silent AA001 -->"
    directive = ignoring(text, "<!-- silent AA001 -->", "AA001", fault="Not so")
    found = commented(text, directive)
    assert [f.message for f in found.shown] == ["Says no", "Not so"]


def test_a_comment_can_hold_back_that_another_is_unused() -> None:
    text = "<!-- silent RD001 --> <!-- silent AA001 -->"
    found = commented(
        text,
        ignoring(text, "<!-- silent RD001 -->", "RD001"),
        ignoring(text, "<!-- silent AA001 -->", "AA001"),
    )
    assert found.shown == ()
    assert places(found.suppressed) == ["a.md:1:23 RD001"]


def test_only_a_comment_that_says_so_holds_back_that_it_is_unused() -> None:
    text = "<!-- silent --> <!-- silent AA001 -->"
    found = commented(
        text,
        ignoring(text, "<!-- silent -->"),
        ignoring(text, "<!-- silent AA001 -->", "AA001"),
    )
    assert places(found.shown) == ["a.md:1:1 RD001", "a.md:1:17 RD001"]


def test_a_comment_there_for_unused_comments_is_itself_reported_when_idle() -> None:
    text = "<!-- silent suppression-unused -->"
    found = commented(text, ignoring(text, text, "suppression-unused"))
    assert [f.message for f in found.shown] == [
        "Ignore comment holds back nothing of `suppression-unused`"
    ]


def test_where_a_rule_crashed_no_comment_is_called_unused() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        raise ValueError("x")

    text = "<!-- silent AA001 -->"
    page = Page("a.md", size=21, directives=(ignoring(text, text, "AA001"),))
    rule = page_rule("AA001", "shaky", check)
    assert places(report(Bench({"a.md": text}, [page]), rule).shown) == [
        "a.md:1:1 RD005"
    ]


@pytest.mark.parametrize(
    ("text", "fixed", "safety"),
    [
        ("a\n\n<!-- x -->\n\nb", "a\n\n\nb", "safe"),
        ("a\n<!-- x -->\n\nb", "a\n\nb", "safe"),
        ("<!-- x -->\nb", "b", "safe"),
        ("a\r\n\r\n<!-- x -->\r\nb", "a\r\n\r\nb", "safe"),
        ("a\n<!-- x -->", "a\n", "safe"),
        ("a\n<!-- x -->\nb", "a\nb", "unsafe"),
        ("a <!-- x --> b", "a b", "safe"),
        ("a<!-- x -->b", "ab", "safe"),
        ("- a\n\n<!-- x -->\n- b", "- a\n\n- b", "unsafe"),
        ("1. a\n\n<!-- x -->\n\n2. b", "1. a\n\n\n2. b", "unsafe"),
        ("- a\n\n<!-- x -->\n\n    b", "- a\n\n\n    b", "unsafe"),
        ("a\n\n<!-- x -->\n*b*", "a\n\n*b*", "safe"),
        ("<!-- x --> *b*", " *b*", "unsafe"),
        ("a\\ <!-- x -->\nb", "a\\\nb", "unsafe"),
        ("# A {#b} <!-- x -->", "# A {#b}", "unsafe"),
        ("{{< a >}} <!-- x -->", "{{< a >}}", "safe"),
        ("a\n--- <!-- x -->", "a\n---", "unsafe"),
        ("a  <!-- x -->\nb", "a\nb", "safe"),
    ],
)
def test_a_comment_is_removed_without_a_trace(
    text: str, fixed: str, safety: str
) -> None:
    (said,) = commented(text, ignoring(text, "<!-- x -->")).shown
    assert applied(text, said) == fixed
    assert said.fix is not None
    assert said.fix.safety.value == safety


def test_in_front_matter_a_line_of_comment_goes_whatever_is_around_it() -> None:
    text = "---\na: 1\n# x\nb: 2\n---\n"
    directive = ignoring(text, "# x", first=2, last=2)
    page = Page("a.md", size=len(text), body=Span(22, 22), directives=(directive,))
    (said,) = report(Bench({"a.md": text}, [page])).shown
    assert applied(text, said) == "---\na: 1\nb: 2\n---\n"
    assert said.fix is not None
    assert said.fix.safety.value == "safe"


def test_the_start_of_a_region_is_not_removed_without_its_end() -> None:
    text = "<!-- start -->\n<!-- end -->"
    directive = ignoring(text, "<!-- start -->", kind="region", last=2)
    (said,) = commented(text, directive).shown
    assert said.fix is None


# --- Caps -------------------------------------------------------------------------


def test_of_one_rule_and_file_only_the_first_thousand_are_shown() -> None:
    found = report(Bench({"a.md": "no " * 1003, "b.md": "no hm"}), NO, MILD)
    assert places(found.shown)[999:] == [
        "a.md:1:2998 AA001",
        "b.md:1:1 AA001",
        "b.md:1:4 BB001",
    ]
    assert len(found.suppressed) == 3
    assert found.notes == ("a.md has 3 more findings of AA001, which are not shown",)
