"""The harness that runs the examples of rules can fail, each time it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Heading,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)
from rule_harness import run_example, unmarked


class Options(RuleOptions, frozen=True):
    """A word that may stand."""

    keep: str = ""


def check(heading: Heading, ctx: Context[Options]) -> Iterator[Violation]:
    """Report headings that shout, and offer to calm them down where it is safe."""
    text = heading.text
    if text != text.upper() or text == ctx.options.keep:
        return
    fix = Fix("Calm down", (Edit(heading.text_span, text.capitalize()),))
    is_short = len(text) < 20
    yield Violation(heading.text_span, f"{text} shouts", fix=fix if is_short else None)


RULE: PageRule[Heading, Options] = PageRule(
    code="ZZ001",
    name="shouting",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    on=Heading,
    options=Options,
    check=check,
    examples=(),
)

WELL = Bad("# «HELP»\n", message="HELP shouts", fixed="# Help\n")


@pytest.mark.parametrize(
    "example",
    [
        WELL,
        Bad(
            "# «HELP»\n\n## «ME»\n",
            messages=("HELP shouts", "ME shouts"),
            fixed="# Help\n\n## Me\n",
        ),
        Bad("# «A VERY LONG SHOUT INDEED»\n"),
        Bad(
            "# «ME»\n\n# «A VERY LONG SHOUT INDEED»\n",
            fixed="# Me\n\n# A VERY LONG SHOUT INDEED\n",
        ),
        Bad("# HELP\n\n# «ME»\n", options={"keep": "HELP"}, fixed="# HELP\n\n# Me\n"),
        Bad(
            files={"content/a.md": "# «A A»\n", "content/b.md": "# b\n"},
            fixed="# A a\n",
        ),
        Bad(files={"content/a.md": "# «ÅÄ»\n".encode()}, fixed="# Åä\n"),
        Bad(
            "# «HELP»\n",
            config="[severity]\nZZ001 = 'info'\n",
            severity=Severity.INFO,
            fixed="# Help\n",
        ),
        Good("# Help\n"),
        Good("# HELP\n", options={"keep": "HELP"}),
    ],
)
def test_a_true_example_passes(example: Bad | Good, tmp_path: Path) -> None:
    run_example(RULE, example, tmp_path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"source": "«# HELP»\n"}, "content/page.md:1:3 .* ZZ001 HELP shouts"),
        ({"source": "# «HELP»\n\n# ME\n"}, "content/page.md:3:3"),
        ({"source": "# «Help»\n"}, "assert"),
        ({"source": "# Help\n"}, "a Bad example marks what is reported"),
        ({"message": "HELP shouts."}, "assert"),
        ({"messages": ("HELP shouts", "ME shouts")}, "assert"),
        ({"severity": Severity.ERROR}, "assert"),
        ({"fixed": None}, "`fixed` must say what the fix gives"),
        ({"fixed": "# HELP\n"}, "assert"),
        (
            {"source": "# «A VERY LONG SHOUT INDEED»\n", "message": None},
            "there is no fix",
        ),
        ({"options": {"keep": "HELP"}}, "assert"),
        ({"files": {"content/b.md": "# ME\n"}}, "content/b.md:1:3"),
    ],
)
def test_an_example_that_is_not_true_fails(
    change: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    example = msgspec.structs.replace(WELL, **change)
    with pytest.raises(AssertionError, match=reason):
        run_example(RULE, example, tmp_path)


@pytest.mark.parametrize(
    ("fixes", "source", "reason"),
    [
        (Fixes.NEVER, "# «HELP»\n", "promises no fix"),
        (Fixes.ALWAYS, "# «A VERY LONG SHOUT INDEED»\n", "promises a fix, always"),
    ],
)
def test_what_a_card_promises_about_fixes_is_kept(
    fixes: Fixes, source: str, reason: str, tmp_path: Path
) -> None:
    rule = msgspec.structs.replace(RULE, fixes=fixes)
    with pytest.raises(AssertionError, match=reason):
        run_example(rule, Bad(source, fixed="# Help\n"), tmp_path)


def test_a_good_example_is_silent_and_marks_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"content/page\.md:1:3"):
        run_example(RULE, Good("# HELP\n"), tmp_path / "1")
    with pytest.raises(AssertionError):
        run_example(RULE, Good("# «Help»\n"), tmp_path / "2")


def test_a_fix_must_come_to_an_end(tmp_path: Path) -> None:
    def grow(heading: Heading, ctx: Context[Options]) -> Iterator[Violation]:
        end = heading.text_span
        edit = Edit(msgspec.structs.replace(end, start=end.end), "!")
        yield Violation(end, "More", fix=Fix("Shout more", (edit,)))

    rule = msgspec.structs.replace(RULE, check=grow)
    example = Bad("# «HELP»\n", fixed="# HELP!!!!!!!!!!\n")
    with pytest.raises(AssertionError, match="fixing never comes to an end"):
        run_example(rule, example, tmp_path)


def test_a_crash_is_not_taken_for_silence(tmp_path: Path) -> None:
    def crash(heading: Heading, ctx: Context[Options]) -> Iterator[Violation]:
        raise ValueError("oh")

    rule = msgspec.structs.replace(RULE, check=crash)
    with pytest.raises(AssertionError, match="ValueError: oh"):
        run_example(rule, Good("# HELP\n"), tmp_path)


def test_marks_may_be_empty_and_lie_in_each_other() -> None:
    data = "å«b«c»»«»".encode()
    assert unmarked(data) == ("åbc".encode(), [(3, 4), (2, 4), (4, 4)])
