"""What small sites publish, each a case that a random site once showed in Hugo."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_build import census
from rdmlint.hugo.published import Hit, Published

TODAY = "2026-01-01"
CONFIG = 'baseURL = "https://h.org/"\n'
LANGUAGES = """\
[languages.en]
weight = 1
contentDir = 'content/en'
[languages.fr]
weight = 2
contentDir = 'content/fr'
"""


def published(root: Path, files: dict[str, str], config: str = "") -> Published:
    """Return what the site with these *files* below `content/` publishes."""
    texts = {f"content/{name}": text for name, text in files.items()}
    texts["hugo.toml"] = CONFIG + config
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return census(root, today=TODAY).published


def reason(hit: Hit | None) -> str | None:
    """Return why it is only said that something may be there."""
    assert hit is not None
    return hit.reason


def test_pages_that_are_not_built_make_a_section_too(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        {
            "a/x.md": "---\ndraft: true\n---\n",
            "b/c/x.md": "---\nexpiryDate: 2001-01-01\n---\n",
            "d/_index.md": "---\ndraft: true\n---\n",
            "d/x.md": "",
        },
    )
    assert found.find("/a/") == found.find("/b/") == Hit(is_page=True)
    assert found.find("/a/index.xml") == Hit()
    assert found.find("/a/x/") is None
    assert found.find("/b/c/") is None
    assert found.find("/d/") is None


def test_pages_that_hugo_makes_itself_follow_cascades(tmp_path: Path) -> None:
    moved = {"_index.md": "---\ncascade: {url: /s/}\n---\n", "a/x.md": ""}
    found = published(tmp_path / "url", moved)
    assert found.find("/s/index.xml") == Hit()
    assert found.find("/a/") is None
    unrendered = {"_index.md": "---\ncascade: {build: {render: never}}\n---\n"}
    found = published(tmp_path / "never", {**unrendered, "a/x.md": ""})
    assert found.find("/a/") is None
    assert found.find("/tags/") is None


def test_pages_in_a_bundle_give_terms_their_pages(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        {
            "b/index.md": "",
            "b/part.md": "---\ntags: [x]\n---\n",
            "b/draft.md": "---\ntags: [y]\ndraft: true\n---\n",
            "b/never.md": "---\ntags: [z]\nbuild: {render: never}\n---\n",
            "c/index.md": "---\ndraft: true\n---\n",
            "c/part.md": "---\ntags: [in-draft]\n---\n",
        },
    )
    assert found.find("/tags/x/") == found.find("/tags/in-draft/") == Hit(is_page=True)
    assert found.find("/tags/y/") is None
    assert found.find("/tags/z/") is None


def test_terms_and_taxonomies_expire_as_pages_do(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        {
            "tags/a/_index.md": "---\nexpiryDate: 2001-01-01\n---\n",
            "categories/_index.md": "---\npublishDate: 2999-01-01\n---\n",
            "p.md": "---\ntags: [a, b]\n---\n",
        },
    )
    assert found.find("/tags/a/") is None
    assert found.find("/categories/") is None
    assert found.find("/tags/b/") is not None


def test_a_page_that_asks_for_a_feed_has_one_where_feeds_are_off(
    tmp_path: Path,
) -> None:
    files = {"a/x.md": "---\noutputs: [html, rss]\n---\n"}
    found = published(tmp_path, files, "disableKinds = ['rss']\n")
    assert found.find("/a/x/index.xml") == Hit()
    assert found.find("/a/index.xml") is None


def test_of_two_sources_of_a_page_the_one_that_is_built_has_the_files(
    tmp_path: Path,
) -> None:
    files = {
        "a/_index.md": "---\ndraft: true\n---\n",
        "a/_index.html": "",
        "a/pic.png": "",
    }
    assert published(tmp_path, files).find("/a/pic.png") == Hit()


def test_files_of_a_page_that_another_language_has_too_may_be_there(
    tmp_path: Path,
) -> None:
    files = {
        "en/_index.md": "---\ndraft: true\n---\n",
        "en/pic.png": "",
        "en/a/_index.md": "---\ndraft: true\n---\n",
        "en/a/pic.png": "",
        "fr/x.md": "",
    }
    found = published(tmp_path, files, LANGUAGES)
    assert reason(found.find("/pic.png")) is not None
    assert found.find("/a/pic.png") is None


def test_files_that_are_published_on_demand_may_be_there(tmp_path: Path) -> None:
    files = {
        "a/index.md": "---\nbuild: {publishResources: false}\n---\n",
        "a/pic.png": "",
        "b/index.md": "---\nbuild: {publishResources: true}\n---\n",
        "b/pic.png": "",
    }
    found = published(tmp_path, files)
    assert reason(found.find("/a/pic.png")) is not None
    assert found.find("/b/pic.png") == Hit()


def test_a_leaf_bundle_of_one_language_takes_all_of_its_directory(
    tmp_path: Path,
) -> None:
    files = {"en/a/index.md": "", "fr/a/_index.md": "", "fr/a/x.md": ""}
    found = published(tmp_path, files, LANGUAGES)
    assert found.find("/a/") == Hit("content/en/a/index.md", is_page=True)
    assert found.find("/fr/a/") is None
    assert found.find("/fr/a/x/") is None


def test_a_term_is_made_where_a_part_of_a_bundle_has_its_name(tmp_path: Path) -> None:
    files = {
        "en/tags/index.md": "",
        "fr/tags/x.md": "",
        "fr/a.md": "---\ntags: [x]\n---\n",
    }
    found = published(tmp_path, files, LANGUAGES)
    assert found.find("/fr/tags/x/") == Hit(is_page=True)


def test_a_leaf_bundle_takes_no_directory_of_other_spelling(tmp_path: Path) -> None:
    files = {"en/A/index.md": "", "fr/a/_index.md": "", "fr/a/x.md": ""}
    found = published(tmp_path, files, LANGUAGES)
    assert found.find("/fr/a/x/") == Hit("content/fr/a/x.md", is_page=True)


def test_no_section_is_made_where_another_language_has_a_page(tmp_path: Path) -> None:
    files = {"en/a.md": "", "fr/a/x.md": "", "fr/b/x.md": ""}
    found = published(tmp_path, files, LANGUAGES)
    assert found.find("/fr/a/") is None
    assert found.find("/fr/b/") == Hit(is_page=True)


def test_a_single_page_hands_its_cascade_down(tmp_path: Path) -> None:
    files = {"s.md": "---\ncascade: {slug: zz}\n---\n", "s/a.md": "", "b.md": ""}
    found = published(tmp_path, files)
    pages = ("/zz/", "/s/zz/", "/b/")
    assert [path for path in pages if found.find(path) is None] == []
    assert found.find("/s/a/") is None


def test_on_a_host_of_its_own_a_language_is_no_part_of_an_address(
    tmp_path: Path,
) -> None:
    config = LANGUAGES.replace("weight = 1", "weight = 1\nbaseURL = 'https://en.org'")
    config = config.replace("weight = 2", "weight = 2\nbaseURL = 'https://fr.org'")
    files = {
        "fr/a.md": "---\nurl: /fr/own/\n---\n",
        "fr/b.md": "---\nurl: /b/\n---\n",
        "en/c.md": "---\nurl: /fr/c/\n---\n",
    }
    found = published(tmp_path, files, config)
    for path in ("/fr/own/", "/fr/b/", "/en/fr/c/"):
        hit = found.find(path)
        assert hit is not None
        assert hit.is_page


def test_what_hugo_makes_itself_has_cascaded_slugs(tmp_path: Path) -> None:
    files = {"s/a.md": "---\ntags: [x]\n---\n", "s/t/_index.md": "", "tags/y.md": ""}
    for kind, paths in {
        "section": ("/sl/", "/sl/a/", "/sl/sl/", "/tags/x/"),
        "taxonomy": ("/s/a/", "/s/t/", "/sl/", "/sl/x/", "/sl/y/"),
        "term": ("/s/a/", "/tags/", "/tags/sl/", "/tags/y/"),
    }.items():
        config = f"[[cascade]]\nslug = 'sl'\n[cascade.target]\nkind = '{kind}'\n"
        found = published(tmp_path, files, config)
        assert [path for path in paths if found.find(path) is None] == []
        assert (found.find("/s/") is None) == (kind == "section")


def test_terms_with_computed_addresses_may_be_anywhere_below_their_language(
    tmp_path: Path,
) -> None:
    config = (
        "disablePathToLower = true\ndefaultContentLanguageInSubdir = true\n"
        "[permalinks.term]\ntags = '/t/:slug/'\n"
    )
    found = published(tmp_path, {"x.md": "---\ntags: [a b]\n---\n"}, config)
    assert reason(found.find("/en/t/A-B/")) is not None
    assert reason(found.find("/en/t/A-B/index.xml")) is not None
    assert found.find("/en/t/A-B/pic.png") is None


def test_a_page_of_an_unknown_name_may_have_its_directorys(tmp_path: Path) -> None:
    config = (
        "uglyURLs = true\ndisablePathToLower = true\n"
        "[permalinks.term]\ntags = '/t/:slug/'\n"
    )
    found = published(tmp_path, {"p.md": "---\ntags: [One]\n---\n"}, config)
    for path in ("/t/One.html", "/t.html"):
        assert reason(found.find(path)) == "pages with computed permalinks"


def test_a_page_without_html_has_no_redirects(tmp_path: Path) -> None:
    text = "---\noutputs: {}\naliases: [/old/]\n---\n"
    found = published(
        tmp_path, {"a.md": text.format("[json]"), "b.md": text.format("[html]")}
    )
    assert found.find("/old/") == Hit("content/b.md", is_page=True, is_alias=True)
    found = published(tmp_path / "json", {"a.md": text.format("[json]")})
    assert found.find("/old/") is None


def test_without_home_nothing_redirects_to_the_default_language(tmp_path: Path) -> None:
    languages = "[languages.en]\n[languages.fr]\n"
    assert published(tmp_path / "a", {}, languages).find("/en/") is not None
    draft = {"_index.md": "---\ndraft: true\n---\n"}
    assert published(tmp_path / "draft", draft, languages).find("/en/") is None
    for line in ("uglyURLs = true\n", "disableKinds = ['home']\n"):
        found = published(tmp_path / line[:4], {"a.md": ""}, line + languages)
        assert found.find("/en/") is None


@pytest.mark.parametrize(
    ("config", "there"),
    [
        ("", {"/", "/en/"}),
        ("uglyURLs = true\n", {"/", "/index.htmlen/"}),
        (
            "[outputFormats.html]\nbaseName = 'home'\n",
            {"/home.html", "/home.htmlen/home.html"},
        ),
        ("defaultContentLanguageInSubdir = true\nuglyURLs = true\n", {"/", "/en/"}),
        ("disableLanguages = ['fr']\n", {"/"}),
        ("[outputs]\nhome = ['json', 'html']\n", {"/", "/en/"}),
        ("[outputs]\nhome = ['json']\n", set()),
    ],
)
def test_the_redirect_to_the_default_language_goes_by_the_file_of_home(
    tmp_path: Path, config: str, there: set[str]
) -> None:
    found = published(tmp_path, {}, config + "[languages.en]\n[languages.fr]\n")
    every = {"/", "/en/", "/home.html", "/index.htmlen/", "/home.htmlen/home.html"}
    assert {path for path in every if found.find(path) is not None} == there


def test_a_section_that_is_not_built_gives_its_slug_and_a_term_does_not(
    tmp_path: Path,
) -> None:
    expired = "---\nslug: new\nexpiryDate: 2001-01-01\n---\n"
    found = published(
        tmp_path,
        {
            "a/_index.md": expired,
            "a/x.md": "",
            "tags/b/_index.md": expired,
            "tags/b/y/index.md": "",
        },
    )
    assert found.find("/new/x/") == Hit("content/a/x.md", is_page=True)
    assert found.find("/tags/b/y/") == Hit("content/tags/b/y/index.md", is_page=True)


def test_an_alias_that_hugo_mostly_refuses_may_be_there(tmp_path: Path) -> None:
    found = published(tmp_path, {"_index.md": "---\naliases: [../up]\n---\n"})
    assert reason(found.find("/up/")) == "aliases that Hugo may refuse"


def test_pages_that_hugo_makes_itself_are_drafts_by_cascade(tmp_path: Path) -> None:
    files = {"_index.md": "---\ncascade: {draft: true}\n---\n", "a/x.md": ""}
    found = published(tmp_path, files)
    for path in ("/tags/", "/a/", "/a/x/"):
        assert found.find(path) is None
