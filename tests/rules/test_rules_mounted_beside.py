"""Rules about files that a site mounts from elsewhere in its repository."""

from __future__ import annotations

from pathlib import Path

import rdmlint

CONFIG = """\
baseURL = 'https://rdm.example.org/'
[[module.mounts]]
source = 'content'
target = 'content'
[[module.mounts]]
source = '../README.md'
target = 'content/readme.md'
"""

LINK = "[Guides](https://rdm.example.org/guides/)\n"


def reported(top: Path, readme: str, page: str) -> list[tuple[str, str]]:
    """Return path and code of what is reported on a site in `docs` of a repository."""
    (top / ".git").mkdir()
    (top / "README.md").write_text(readme)
    content = top / "docs/content"
    content.mkdir(parents=True)
    (top / "docs/hugo.toml").write_text(CONFIG)
    (content / "guides.md").write_text(page)
    report = rdmlint.check_site(top / "docs", select=("FM001", "LK"))
    return [(one.path, one.code) for one in report.shown]


def test_a_readme_may_spell_out_where_the_site_is(tmp_path: Path) -> None:
    found = reported(tmp_path, LINK, f"---\ntitle: G\n---\n{LINK}")
    assert found == [("content/guides.md", "LK013")]


def test_a_readme_needs_no_front_matter_but_links_that_lead_somewhere(
    tmp_path: Path,
) -> None:
    found = reported(tmp_path, "[x](/nowhere/)\n", "---\ntitle: G\n---\n")
    assert found == [("../README.md", "LK001")]
