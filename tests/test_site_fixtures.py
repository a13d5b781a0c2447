"""Whole sites: what rdmlint says about each is written beside it, in `expected.txt`.

Each line is a finding as `rdmlint check --output-format concise` prints it at the root
of the project. To write the files anew, on purpose, and then read the difference:

    RDMLINT_WRITE_EXPECTED=1 pytest tests/test_site_fixtures.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from rdmlint import app, report
from rdmlint.hugo.discover import find_root
from rdmlint.model import Report
from rdmlint.report.view import View
from rdmlint.settings import load

ROOT = Path(__file__).parent.parent

TODAY = "2026-01-01"

SITES = sorted(path.parent.name for path in ROOT.glob("site-fixtures/*/expected.txt"))


def check(site: Path) -> Report:
    """Return the report on the site at *site*."""
    (settings,) = load([site], find_root=find_root)
    return app.check(msgspec.structs.replace(settings, today=TODAY))


def concise(found: Report, base: Path) -> str:
    """Return *found* a line each, paths from *base*."""
    view = View(base=str(base), quiet=True)
    return report.render([found], "concise", view).main


@pytest.mark.parametrize("name", SITES)
def test_a_site_gives_what_is_expected(name: str) -> None:
    site = ROOT / "site-fixtures" / name
    said = concise(check(site), ROOT)
    if os.environ.get("RDMLINT_WRITE_EXPECTED"):
        (site / "expected.txt").write_text(said)
    assert said.splitlines() == (site / "expected.txt").read_text().splitlines()


def test_there_are_sites() -> None:
    assert "curators" in SITES


# --- The page that curators write -------------------------------------------------

PAGE = "content/data-life-cycle/collect.md"


CURATED = (ROOT / "site-fixtures/curators" / PAGE).read_text()

MENU = """\
menu:
  main:
    name: Collect
    identifier: collect
    weight: 20
"""

BUTTON = 'href="#collapseExample1" role="button" '

BLOCK = CURATED[CURATED.rindex("<p>\n  <a") : CURATED.index("## What to write down")]


def found_after(change: tuple[str, str], root: Path) -> list[str]:
    """Return what is found once the first of *change*, there once, is the second.

    What is always found there is left out: links by http, and a list in a list.
    """
    old, new = change
    assert CURATED.count(old) == 1
    site = root / "site"
    shutil.copytree(ROOT / "site-fixtures/curators", site)
    (site / PAGE).write_text(CURATED.replace(old, new))
    found = [
        f"{finding.path}:{finding.start.line}:{finding.start.column} {finding.code}"
        for finding in check(site).shown
    ]
    always = [line for line in found if line.endswith((" EX004", " HT003"))]
    assert len(always) == len((site / "expected.txt").read_text().splitlines())
    return [line for line in found if line not in always]


def place(part: str, columns: int = 0, lines: int = 0) -> str:
    """Return where *part* first stands in the page, moved by *columns* and *lines*."""
    at = CURATED.index(part) + columns
    line = CURATED.count("\n", 0, at) + 1 + lines
    return f"{PAGE}:{line}:{at - CURATED.rfind(chr(10), 0, at)}"


def test_the_wiring_of_the_page_is_right() -> None:
    codes = {finding.code for finding in check(ROOT / "site-fixtures/curators").shown}
    assert codes == {"EX004", "HT003"}


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        pytest.param(
            ('id="collapseExample1"', 'id="collapseExampel1"'),
            [place("#collapseExample1") + " BS001"],
            id="an id",
        ),
        pytest.param(
            ('aria-controls="collapseExample2"', 'aria-controls="collapseExample3"'),
            [place('aria-controls="collapseExample2"', 15) + " BS004"],
            id="an aria-controls",
        ),
        pytest.param(
            (BUTTON + 'aria-expanded="false"', BUTTON + 'aria-expanded="true"'),
            [place('aria-expanded="false"', 15) + " BS007"],
            id="an aria-expanded",
        ),
        pytest.param(
            ("<li>Ancient", '<li id="collapseExample4">Ancient'),
            [place('id="collapseExample4"', 4) + " AR001"],
            id="a copied id",
        ),
        pytest.param(
            (BLOCK, BLOCK + BLOCK),
            [place('id="collapseExample4"', 4, BLOCK.count("\n")) + " AR001"],
            id="a copied block",
        ),
        pytest.param(
            ("toc: True", "toc: no"), [place("True") + " FM011"], id="toc: no"
        ),
        pytest.param(("toc: True\n", ""), [f"{PAGE}:1:1 FM007"], id="no toc"),
        pytest.param((MENU, ""), [f"{PAGE}:1:1 FM007"], id="no menu"),
    ],
)
def test_exactly_what_was_broken_is_found(
    change: tuple[str, str], findings: list[str], tmp_path: Path
) -> None:
    assert found_after(change, tmp_path) == findings
