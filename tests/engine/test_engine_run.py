"""The engine asks rules about facts, and stamps what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from engine_bench import (
    CRASHED,
    UNREADABLE,
    Bench,
    findings,
    heading,
    page_rule,
    places,
    word_rule,
)
from rdmlint.model import (
    Edit,
    Fault,
    FaultKind,
    Fix,
    Heading,
    Page,
    Related,
    RelatedPlace,
    Severity,
    Violation,
)
from rdmlint.rule import NEXT, RuleOptions, SiteRule
from rdmlint.settings import Settings
from rdmlint.text import Position, Span


def test_a_finding_knows_its_rule_its_place_and_its_line() -> None:
    (found,) = findings(Bench({"a.md": "one\nåä no\n"}), word_rule("AA001", "no"))
    assert (found.path, found.code, found.rule) == ("a.md", "AA001", "no")
    assert (found.start, found.end) == (Position(2, 4), Position(2, 6))
    assert (found.span, found.excerpt) == (Span(9, 11), "åä no")
    assert (found.message, found.severity) == ("Says no", Severity.ERROR)


def test_a_rule_sees_each_fact_of_its_kind_and_no_other() -> None:
    page = Page("a.md", headings=(heading(0, 1), heading(2, 3)))

    def check(fact: Heading, ctx: Any) -> Iterator[Violation]:
        assert ctx.page is page
        yield Violation(fact.span, "A heading")

    bench = Bench({"a.md": "abc", "b.md": "abc"}, [page])
    rule = page_rule("AA001", "x", check, on=Heading)
    assert places(findings(bench, rule)) == ["a.md:1:1 AA001", "a.md:1:3 AA001"]


def test_a_violation_may_be_milder_than_its_rule_but_never_worse() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        for severity in (Severity.ERROR, Severity.INFO, None):
            yield Violation(Span(0, 0), "x", severity=severity)

    rule = page_rule("AA001", "x", check, severity=Severity.WARNING)
    found = findings(Bench({"a.md": ""}), rule)
    assert [f.severity.value for f in found] == ["warning", "info", "warning"]


def test_a_finding_knows_the_places_of_its_fix_and_of_what_explains_it() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        if page.path == "a.md":
            yield Violation(
                Span(0, 1),
                "x",
                fix=Fix("Write y", (Edit(Span(2, 3), "y"), Edit(Span(4, 4), "z"))),
                related=(
                    Related(Span(2, 3), "here"),
                    Related(Span(2, 3), "there", "b.md"),
                ),
            )

    bench = Bench({"a.md": "a\nbc", "b.md": "åc"})
    (found,) = findings(bench, page_rule("AA001", "x", check))
    assert found.edit_places == (
        (Position(2, 1), Position(2, 2)),
        (Position(2, 3), Position(2, 3)),
    )
    assert found.related == (
        RelatedPlace("a.md", Position(2, 1), Position(2, 2), "here"),
        RelatedPlace("b.md", Position(1, 2), Position(1, 3), "there"),
    )


def test_a_line_of_megabytes_is_shown_around_the_place() -> None:
    bench = Bench({"a.md": "a" * 9_000 + "no" + "b" * 9_000})
    (found,) = findings(bench, word_rule("AA001", "no"))
    assert len(found.excerpt) < 2_000
    at = found.start.column - found.excerpt_column
    assert found.excerpt[at : at + 2] == "no"


def test_a_rule_that_raises_is_told_of_and_the_run_goes_on() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        yield Violation(Span(0, 1), "Before")
        if page.path == "a.md":
            raise ValueError("no such thing\nand more")

    bench = Bench({"a.md": "no", "b.md": "no"})
    found = findings(
        bench, page_rule("AA001", "shaky", check), word_rule("AA002", "no")
    )
    assert places(found) == [
        "a.md:1:1 AA001",
        "a.md:1:1 RD005",
        "a.md:1:1 AA002",
        "b.md:1:1 AA001",
        "b.md:1:1 AA002",
    ]
    assert found[1].message == "Rule `shaky` crashed: ValueError: no such thing"
    assert found[1].severity is CRASHED.severity


def test_a_crash_is_told_of_even_where_only_other_rules_are_selected() -> None:
    def check(page: Page, ctx: Any) -> Iterator[Violation]:
        raise KeyError

    settings = Settings(root="/site", select=("AA001",))
    (found,) = findings(
        Bench({"a.md": ""}), page_rule("AA001", "shaky", check), settings=settings
    )
    assert found.message == "Rule `shaky` crashed: KeyError"


def site_rule(check: Any) -> SiteRule[RuleOptions]:
    return SiteRule(
        code="AA001",
        name="of-the-site",
        since=NEXT,
        severity=Severity.ERROR,
        options=RuleOptions,
        check=check,
        examples=(),
    )


def test_a_site_rule_says_in_which_file() -> None:
    def check(index: Any, options: RuleOptions) -> list[tuple[str, Violation]]:
        return [(page.path, Violation(Span(1, 2), "x")) for page in index.pages]

    found = findings(Bench({"b.md": "xy", "a.md": "xy"}), site_rule(check))
    assert places(found) == ["b.md:1:2 AA001", "a.md:1:2 AA001"]


def test_a_site_rule_that_raises_is_told_of_where_it_spoke_last() -> None:
    def check(index: Any, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
        yield "a.md", Violation(Span(0, 1), "x")
        raise RecursionError("too deep")

    found = findings(Bench({"a.md": "xy"}), site_rule(check))
    assert places(found) == ["a.md:1:1 AA001", "a.md:1:1 RD005"]


def test_a_site_rule_that_raises_at_once_is_told_of_at_the_configuration() -> None:
    def check(index: Any, options: RuleOptions) -> list[tuple[str, Violation]]:
        raise ZeroDivisionError("oh")

    found = findings(Bench({"a.md": "xy"}), site_rule(check))
    assert places(found) == ["hugo.toml:1:1 RD005"]


def test_what_could_not_be_read_is_told_of_where_it_is() -> None:
    faults = (
        Fault(FaultKind.UNREADABLE, Span(2, 3), "Not UTF-8"),
        Fault(FaultKind.FRONT_MATTER_SYNTAX, Span(0, 1), "Not this one"),
    )
    bench = Bench({"a.md": "ab\xff"}, [Page("a.md", faults=faults)])
    lost = Fault(FaultKind.UNREADABLE, Span(0, 0), "File is no regular file")
    bench.site = msgspec.structs.replace(bench.site, faults=(("content/x.md", lost),))
    found = findings(bench, UNREADABLE)
    assert [(f.path, f.start.column, f.message) for f in found] == [
        ("content/x.md", 1, "File is no regular file"),
        ("a.md", 3, "Not UTF-8"),
    ]
