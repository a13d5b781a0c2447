"""Pages and files that come from elsewhere: mounts beside the site, missing themes."""

from __future__ import annotations

from pathlib import Path

from hugo_build import census
from rdmlint.hugo.links import Node
from rdmlint.hugo.published import Hit

LANGUAGES = """\
defaultContentLanguage = "en"
[languages.en]
weight = 1
[languages.fr]
weight = 2
"""


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_a_file_mounted_from_beside_the_site_names_pages_by_their_files(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    mounts = (
        '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "../NEWS.md"\ntarget = "content/about/news.md"\n'
    )
    site(
        tmp_path,
        {
            "NEWS.md": "[how](docs/content/guides/one.md)\n",
            "docs/hugo.toml": mounts,
            "docs/content/guides/one.md": "[news](../../../NEWS.md)\n",
        },
    )
    tree = census(tmp_path / "docs").trees["en"]
    news, one = tree.get("/about/news"), tree.get("/guides/one")
    assert isinstance(news, Node)
    assert isinstance(one, Node)
    assert tree.lookup("docs/content/guides/one.md", news) == one
    assert tree.lookup("../../../NEWS.md", one) == news
    assert tree.lookup("guides/two.md", news) is None


def test_a_page_that_a_missing_theme_may_bring_is_unknown(tmp_path: Path) -> None:
    site(tmp_path, {"hugo.toml": 'theme = "gone"\n', "content/a.md": ""})
    hit = census(tmp_path).published.find("/404.html")
    assert hit == Hit(reason="a theme that is not on disk")


def test_what_is_mounted_for_several_languages_is_in_each(tmp_path: Path) -> None:
    mounts = (
        '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[module.mounts.sites.matrix]\nlanguages = ["en", "fr"]\n'
    )
    site(tmp_path, {"hugo.toml": LANGUAGES + mounts, "content/a.md": ""})
    published = census(tmp_path).published
    for path in ("/a/", "/fr/a/"):
        assert published.find(path) == Hit("content/a.md", is_page=True)
    assert published.find("/fr/b/") is None


def test_a_file_mounted_into_a_bundle_has_the_name_the_mount_gives_it(
    tmp_path: Path,
) -> None:
    mounts = (
        '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "pics/long-name.jpg"\n'
        'target = "content/a/Cover.jpg"\n'
    )
    site(
        tmp_path,
        {"hugo.toml": mounts, "content/a/index.md": "", "pics/long-name.jpg": "x"},
    )
    published = census(tmp_path).published
    assert published.find("/a/Cover.jpg") == Hit()
    assert published.find("/a/long-name.jpg") is None


def test_below_a_directory_that_is_not_on_disk_anything_may_be(tmp_path: Path) -> None:
    mounts = (
        '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "gone"\ntarget = "content/My Docs"\n'
        '[[module.mounts]]\nsource = "gone.md"\ntarget = "content/a/_index.md"\n'
    )
    site(tmp_path, {"hugo.toml": mounts, "content/x.md": ""})
    published = census(tmp_path).published
    for path in ("/my-docs/x/", "/a/"):
        hit = published.find(path)
        assert hit is not None
        assert hit.reason is not None
    assert published.find("/b/") is None
