import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from rdmlint.errors import SiteError
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import Site, discover, find_root, find_sites
from stopwatch import at_most

Build = Callable[..., Site]


def write(root: Path, files: Iterable[str]) -> None:
    for path in files:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Make empty files and discover the site that they are."""

    def build(*files: str, config: str = "", exclude: tuple[str, ...] = ()) -> Site:
        write(tmp_path, files)
        (tmp_path / "hugo.toml").write_text(config)
        return discover(str(tmp_path), read_config(str(tmp_path)), exclude=exclude)

    return build


def kinds(site: Site) -> dict[str, tuple[str, str]]:
    """Return kind and logical path of each content file, by path below content."""
    return {
        file.path.removeprefix("content/"): (file.kind, file.logical)
        for file in site.content
    }


def urls(site: Site) -> dict[str, tuple[str | None, str]]:
    """Return URL and owner of each resource, by path below content."""
    return {
        file.path.removeprefix("content/"): (file.url, file.owner)
        for file in site.resources
    }


# --- Where a site is ----------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        ".",
        "content",
        "content/a.md",
        "layouts/partials",
        "data/config.yaml",
        "themes/t",
    ],
)
def test_a_site_is_found_from_any_path_in_it(tmp_path: Path, path: str) -> None:
    write(
        tmp_path,
        (
            *("hugo.toml", "content/a.md", "layouts/partials/x.html"),
            *("data/config.yaml", "themes/t/hugo.toml"),
        ),
    )
    assert find_root(str(tmp_path / path)) == str(tmp_path)


@pytest.mark.parametrize(
    "configuration",
    [
        "hugo.yml",
        "config.yaml",
        "config/_default/params.toml",
        "config/production/x.toml",
    ],
)
def test_every_form_of_configuration_makes_a_site(
    tmp_path: Path, configuration: str
) -> None:
    write(tmp_path, ("content/a.md", f"x/{configuration}", "x/content/b/c.md"))
    assert find_root(str(tmp_path / "x/content/b")) == str(tmp_path / "x")


def test_without_configuration_the_nearest_with_content_is_the_site(
    tmp_path: Path,
) -> None:
    write(tmp_path, ("content/a/b.md",))
    assert find_root(str(tmp_path / "content/a")) == str(tmp_path)


def test_a_configuration_of_another_program_makes_no_site(tmp_path: Path) -> None:
    write(tmp_path, ("hugo.toml", "content/docs/config.yaml", "content/docs/a.md"))
    assert find_root(str(tmp_path / "content/docs")) == str(tmp_path)


def test_no_site_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="no Hugo site here"):
        find_root(str(tmp_path))
    with pytest.raises(SiteError, match="no such file or directory"):
        find_root(str(tmp_path / "content"))


def test_sites_of_a_repository_are_found_from_above(tmp_path: Path) -> None:
    write(
        tmp_path,
        (
            *("one/hugo.toml", "one/content/a.md", "one/themes/t/hugo.toml"),
            *(
                "web/two/config.toml",
                "web/two/content/a.md",
                "node_modules/x/hugo.toml",
            ),
        ),
    )
    assert find_sites(str(tmp_path)) == (
        str(tmp_path / "one"),
        str(tmp_path / "web/two"),
    )
    assert find_sites(str(tmp_path / "one/content")) == (str(tmp_path / "one"),)
    with pytest.raises(SiteError):
        find_sites(str(tmp_path / "node_modules/none"))


def test_the_configuration_of_a_module_hides_no_site_beside_it(tmp_path: Path) -> None:
    write(
        tmp_path, ("hugo.toml", "layouts/x.html", "docs/hugo.toml", "docs/content/a.md")
    )
    assert find_sites(str(tmp_path)) == (str(tmp_path / "docs"),)


# --- Content ------------------------------------------------------------------------


def test_pages_bundles_and_sections_are_told_apart(build: Build) -> None:
    site = build(
        *("content/_index.md", "content/a.md", "content/s/_index.md"),
        *("content/s/b/index.md", "content/s/p.MD"),
    )
    assert kinds(site) == {
        "_index.md": ("home", "/"),
        "a.md": ("page", "/a"),
        "s/_index.md": ("section", "/s"),
        "s/b/index.md": ("page", "/s/b"),
        "s/p.MD": ("page", "/s/p"),
    }


def test_everything_below_a_leaf_bundle_belongs_to_it(build: Build) -> None:
    site = build(
        *("content/b/index.md", "content/b/inner.md", "content/b/sub/index.md"),
        *("content/b/sub/_index.md", "content/b/sub/i.png"),
    )
    assert kinds(site) == {
        "b/index.md": ("page", "/b"),
        "b/inner.md": ("resource", "/b/inner"),
        "b/sub/_index.md": ("resource", "/b/sub/_index"),
        "b/sub/index.md": ("resource", "/b/sub/index"),
    }
    assert {file.owner for file in site.content if file.kind == "resource"} == {"/b"}
    assert urls(site) == {"b/sub/i.png": ("/b/sub/i.png", "/b")}


def test_an_index_at_the_root_makes_home_a_leaf_bundle(build: Build) -> None:
    site = build("content/index.md", "content/a.md")
    assert kinds(site) == {"index.md": ("home", "/"), "a.md": ("resource", "/a")}


def test_resources_belong_to_the_nearest_page(build: Build) -> None:
    site = build(
        *("content/s/_index.md", "content/s/p.md", "content/s/x.png"),
        *("content/s/p/y.png", "content/s/dir/z.png", "content/nodir/w.png"),
        *("content/auto/a.md", "content/auto/v.png", "content/auto/deep/u.png"),
    )
    assert urls(site) == {
        "s/x.png": ("/s/x.png", "/s"),
        "s/p/y.png": ("/s/p/y.png", "/s/p"),
        "s/dir/z.png": ("/s/dir/z.png", "/s"),
        "nodir/w.png": ("/nodir/w.png", "/"),
        "auto/v.png": ("/auto/v.png", "/auto"),
        "auto/deep/u.png": ("/auto/deep/u.png", "/auto"),
    }


def test_a_resource_keeps_its_letter_case_below_its_page(build: Build) -> None:
    site = build(
        "content/Sec One/Bun Two/index.md",
        "content/Sec One/Bun Two/Sub Dir/Img X.PNG",
    )
    (resource,) = site.resources
    assert resource.url == "/sec-one/bun-two/Sub Dir/Img X.PNG"
    assert resource.relative == "Sub Dir/Img X.PNG"


def test_an_index_file_with_capitals_publishes_its_resources_too_deep(
    build: Build,
) -> None:
    site = build("content/Sec/B/Index.md", "content/Sec/B/i.png")
    assert urls(site) == {"Sec/B/i.png": ("/sec/b/Sec/B/i.png", "/sec/b")}


def test_capitals_of_a_language_count_in_that_language_alone(build: Build) -> None:
    site = build(
        *("content/b/index.md", "content/b/index.zh-Hans.md"),
        *("content/b/i.png", "content/b/j.zh-Hans.png"),
        config="[languages.en]\n[languages.zh-Hans]\n",
    )
    assert {each.relative for each in site.resources} == {"i.png", "b/j.zh-Hans.png"}


def test_names_that_hugo_skips_are_skipped(build: Build) -> None:
    site = build(
        *("content/.a.md", "content/#b.md", "content/c.md~", "content/.d/e.md"),
        *("content/f~/g.md", "content/h.md"),
    )
    assert set(kinds(site)) == {"h.md"}


def test_files_that_the_site_ignores_are_left_out(build: Build) -> None:
    config = r"""ignoreFiles = ['\.txt$', 'drafts/', '[', '((a+)+)+$']"""
    site = build("content/a.md", "content/b.txt", "content/drafts/c.md", config=config)
    assert set(kinds(site)) == {"a.md"}
    assert site.resources == ()


def test_directories_that_the_site_ignores_are_not_entered(build: Build) -> None:
    site = build(
        *("content/p/index.md", "content/p/a_cache/x/y.txt", "content/p/b.txt"),
        *("content/q_cache/c.md", "data/d_cache/e.yaml", "data/f.yaml"),
        *("i18n/g_cache/en.yaml", "static/h_cache/i.txt"),
        config="ignoreFiles = ['_cache$', 'content$']",
    )
    assert set(kinds(site)) == {"p/index.md"}
    assert [each.relative for each in site.resources] == ["b.txt"]
    assert [virtual for virtual, _ in (*site.data, *site.i18n)] == ["f.yaml"]
    assert [file.url for file in site.static] == ["/h_cache/i.txt"]


def test_an_adapter_opens_its_directory(build: Build) -> None:
    site = build("content/A B/_content.gotmpl", "content/c/_content.gotmpl")
    assert site.adapters == ("/a-b", "/c")
    assert site.content == ()


def test_excluded_pages_are_marked_and_stay(build: Build) -> None:
    site = build("content/a.md", "content/old/b.md", exclude=("content/old/",))
    assert {file.path: file.is_excluded for file in site.content} == {
        "content/a.md": False,
        "content/old/b.md": True,
    }


TWO = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"


def test_a_language_comes_from_the_name_of_a_file(build: Build) -> None:
    site = build("content/a.md", "content/a.fr.md", "content/b.de.md", config=TWO)
    assert [(file.logical, file.language) for file in site.content] == [
        ("/a", "fr"),
        ("/a", "en"),
        ("/b.de", "en"),
    ]


def test_a_language_comes_from_the_directory(build: Build) -> None:
    config = TWO.replace("2\n", "2\ncontentDir = 'content/fr'\n").replace(
        "1\n", "1\ncontentDir = 'content/en'\n"
    )
    site = build(
        *("content/en/a.md", "content/fr/a.md", "content/fr/b.en.md"), config=config
    )
    assert [(file.path, file.logical, file.language) for file in site.content] == [
        ("content/en/a.md", "/a", "en"),
        ("content/fr/a.md", "/a", "fr"),
        ("content/fr/b.en.md", "/b", "en"),
    ]


def test_files_of_a_disabled_language_are_left_out(build: Build) -> None:
    config = "disableLanguages = ['fr']\n" + TWO
    site = build("content/a.md", "content/a.fr.md", config=config)
    assert set(kinds(site)) == {"a.md"}


def test_a_resource_of_a_page_in_another_language_has_no_certain_url(
    build: Build,
) -> None:
    site = build(
        *("content/b/index.fr.md", "content/b/i.png", "content/b/j.fr.png"), config=TWO
    )
    assert urls(site) == {
        "b/i.png": (None, "/b"),
        "b/j.fr.png": ("/fr/b/j.fr.png", "/b"),
    }


# --- Mounts and themes --------------------------------------------------------------


def test_a_page_of_the_project_hides_that_of_a_theme(build: Build) -> None:
    site = build(
        *("content/a.md", "themes/t/content/a/index.md", "themes/t/content/b.md"),
        config="theme = 't'\n",
    )
    assert [(file.path, file.is_theme) for file in site.content] == [
        ("content/a.md", False),
        ("themes/t/content/b.md", True),
    ]


def test_layouts_of_the_project_hide_those_of_a_theme_data_do_not(
    build: Build,
) -> None:
    site = build(
        *("layouts/a.html", "themes/t/layouts/a.html", "themes/t/layouts/b.html"),
        *("data/x.yaml", "themes/t/data/x.yaml", "layouts/.hidden.html"),
        config="theme = 't'\n",
    )
    root = site.root
    assert site.layouts == (
        ("a.html", f"{root}/layouts/a.html"),
        ("b.html", f"{root}/themes/t/layouts/b.html"),
    )
    assert [name for name, _ in site.data] == ["x.yaml", "x.yaml"]


def test_static_files_are_all_published(build: Build) -> None:
    site = build(
        *("static/.well-known/x", "static/b~", "static/#c", "static/A b.txt"),
        *("themes/t/static/b~", "themes/t/static/d"),
        config="theme = 't'\n",
    )
    assert {file.url: file.is_theme for file in site.static} == {
        "/#c": False,
        "/.well-known/x": False,
        "/A b.txt": False,
        "/b~": False,
        "/d": True,
    }


def test_of_static_directories_the_last_wins(build: Build) -> None:
    config = "staticDir = ['s1', 's2']\n"
    site = build("s1/x", "s2/x", "s1/y", config=config)
    assert {file.url: file.path for file in site.static} == {"/x": "s2/x", "/y": "s1/y"}


def test_mounts_put_files_where_they_say(build: Build) -> None:
    config = """
[[module.mounts]]
source = "docs"
target = "content/x y"
files = ["! b.md"]
[[module.mounts]]
source = "README.md"
target = "content/about.md"
[[module.mounts]]
source = "st"
target = "static/under"
"""
    site = build(
        *(
            "docs/Sub/a.md",
            "docs/b.md",
            "docs/i.png",
            "README.md",
            "st/f",
            "content/n.md",
        ),
        config=config,
    )
    assert kinds(site) == {
        "docs/Sub/a.md": ("page", "/x-y/sub/a"),
        "README.md": ("page", "/about"),
    }
    assert [file.url for file in site.static] == ["/under/f"]
    assert [file.url for file in site.resources] == ["/x-y/i.png"]


# --- Hostile trees ------------------------------------------------------------------


def test_links_inside_content_are_no_pages(build: Build, tmp_path: Path) -> None:
    write(tmp_path, ("content/a.md", "content/d/b.md", "elsewhere/c.md"))
    (tmp_path / "content/link.md").symlink_to("a.md")
    (tmp_path / "content/loop").symlink_to(".")
    (tmp_path / "content/dir").symlink_to("../elsewhere")
    site = build()
    assert set(kinds(site)) == {"a.md", "d/b.md"}
    assert site.faults == ()


def test_the_content_directory_itself_may_be_a_link(
    build: Build, tmp_path: Path
) -> None:
    write(tmp_path, ("real/a.md",))
    (tmp_path / "content").symlink_to("real")
    assert set(kinds(build())) == {"a.md"}


def test_a_link_out_of_the_site_that_looks_like_a_page_is_noted(
    build: Build, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside, ("secret.md",))
    write(tmp_path, ("content/a.md",))
    (tmp_path / "content/b.md").symlink_to(outside / "secret.md")
    (tmp_path / "content/c.png").symlink_to(outside / "secret.md")
    site = build()
    assert set(kinds(site)) == {"a.md"}
    assert [(path, fault.message) for path, fault in site.faults] == [
        ("content/b.md", "Is a link out of the site, which Hugo does not follow")
    ]


def test_content_out_of_the_site_is_not_read(
    build: Build, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside, ("secret.md",))
    site = build(config=f"contentDir = '{outside}'\n")
    assert site.content == ()
    assert site.config.missing_modules == (str(outside),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_a_device_named_like_a_page_is_noted(build: Build, tmp_path: Path) -> None:
    write(tmp_path, ("content/a.md",))
    os.mkfifo(tmp_path / "content/pipe.md")
    site = build()
    assert set(kinds(site)) == {"a.md"}
    assert [path for path, _ in site.faults] == ["content/pipe.md"]


def test_a_directory_named_like_a_page_is_noted_unless_it_is_one(build: Build) -> None:
    site = build("content/x.md/i.png", "content/y.md/index.md", "content/z.org/i.png")
    assert [(path, fault.message) for path, fault in site.faults] == [
        ("content/x.md", "Is a directory, though it has the name of a page")
    ]
    assert kinds(site) == {"y.md/index.md": ("page", "/y.md")}


def test_names_may_hold_anything(build: Build) -> None:
    site = build(
        "content/a\nb.md", "content/\u202eevil.md", "content/" + "x" * 250 + ".md"
    )
    assert [file.logical for file in site.content] == [
        "/a\nb",
        "/" + "x" * 250,
        "/\u202eevil",
    ]


def test_deep_trees_end(build: Build, tmp_path: Path) -> None:
    deep = "content/" + "d/" * 300
    os.makedirs(tmp_path / deep)
    site = build("content/a.md", f"{deep}b.md", f"{deep}i.png")
    assert set(kinds(site)) == {"a.md"}


def test_ten_thousand_pages_take_a_moment(build: Build, tmp_path: Path) -> None:
    for number in range(500):
        folder = tmp_path / "content" / f"section {number % 50}" / f"sub{number}"
        folder.mkdir(parents=True)
        for page in range(20):
            (folder / f"page-{page}.md").touch()
    build()
    with at_most(2):
        site = build()
        assert len(site.content) == 10_000
        # A tenth of a second on a quiet machine; this guards against growth by squares.
