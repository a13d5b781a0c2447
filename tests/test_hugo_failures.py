"""What Hugo refuses or gets wrong is reported, at its place: both are asked."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hugo_failures import PAGE, Failure, failures, page, run_hugo
from rdmlint import app
from rdmlint.settings import Settings

CASES = failures()

every_case = pytest.mark.parametrize(
    "number", range(len(CASES)), ids=[f"{case.entry} {case.cause}" for case in CASES]
)


@pytest.fixture(scope="module")
def hugo_said(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str]]:
    """Build every site; return exit code and words of each."""
    top = tmp_path_factory.mktemp("failures")

    def build(number: int) -> tuple[int, str]:
        CASES[number].write(top / str(number))
        return run_hugo(top / str(number), top / f"{number}-out")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(build, range(len(CASES))))


@every_case
def test_hugo_says_so(
    number: int, hugo_said: list[tuple[int, str]], tmp_path: Path
) -> None:
    case, (code, words) = CASES[number], hugo_said[number]
    if case.says:
        # Hugo does much at once: on a busy machine another thing may end it first.
        for again in "abc":
            if case.says in words:
                return
            case.write(tmp_path / again)
            _, words = run_hugo(tmp_path / again, tmp_path / f"{again}-out")
        assert case.says in words
    else:
        assert code == 0, words
        assert not re.search(r"^(?:ERROR|WARN|panic)", words, re.MULTILINE), words


@every_case
def test_rdmlint_says_so_at_the_place(number: int, tmp_path: Path) -> None:
    case = CASES[number]
    places = case.write(tmp_path)
    assert places
    assert reported(case, tmp_path) == places


def reported(case: Failure, root: Path) -> list[tuple[str, int, int]]:
    """Return where the rule of *case* speaks, beside all other rules."""
    report = app.check(Settings(root=str(root), profiles=(), today="2026-01-01"))
    assert not report.has_crashed
    return sorted(
        (found.path, found.span.start, found.span.end)
        for found in report.shown
        if found.code == case.rule
    )


def test_the_page_lists_all_cases() -> None:
    assert PAGE.read_text() == page(), "run python tests/hugo_failures.py"
