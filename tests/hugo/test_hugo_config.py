import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rdmlint.hugo.config import HugoConfig, Mount, Permalink, read_config
from rdmlint.hugo.editions import UNSAID, Matrix
from rdmlint.model import FaultKind, Known, plain

Read = Callable[..., HugoConfig]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write files and return the configuration that they make."""

    def read(
        files: dict[str, str | bytes], *, environment: str = "production"
    ) -> HugoConfig:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_config(str(tmp_path), environment=environment)

    return read


# --- Files --------------------------------------------------------------------------


def test_a_site_without_configuration_has_hugos_defaults(read: Read) -> None:
    config = read({})
    assert config.files == ()
    assert config.base_url == "https://example.org/"
    assert config.taxonomies == (("tag", "tags"), ("category", "categories"))
    assert [mount.source for mount in config.mounts if mount.target == "content"] == [
        "content"
    ]


def test_of_several_main_files_the_first_in_hugos_order_counts(read: Read) -> None:
    config = read(
        {"hugo.json": '{"title": "j"}', "hugo.yaml": "title: y", "config.toml": ""}
    )
    assert (config.title, config.files) == ("y", ("hugo.yaml",))


def test_names_of_files_have_their_letter_case(read: Read) -> None:
    assert read({"Hugo.toml": "title = 'x'"}).files == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", "Title = 'T'\n[Markup.Goldmark.Renderer]\nUnsafe = true\n"),
        ("hugo.yml", "TITLE: T\nmarkup: {goldmark: {renderer: {unsafe: true}}}\n"),
        (
            "config.json",
            '{"title": "T", "markup": {"goldmark": {"renderer": {"unsafe": true}}}}',
        ),
        (
            "hugo.yaml",
            "\ufefftitle: T\r\nmarkup:\r\n  goldmark: {renderer: {unsafe: true}}\r\n",
        ),
    ],
)
def test_all_formats_are_read_and_keys_have_no_case(
    read: Read, name: str, text: str
) -> None:
    config = read({name: text})
    assert config.title == "T"
    assert config.markup.unsafe


def test_directories_of_configuration_lie_over_the_main_file(read: Read) -> None:
    config = read(
        {
            "config.yaml": "title: root\nparams: {a: 1, b: 2}\n",
            "config/_default/hugo.json": '{"title": "dir"}',
            "config/_default/params.toml": "b = 3\nC = 4\n",
            "config/_default/sub/taxonomies.toml": "x = 'xs'\n",
            "config/production/params.yaml": "params:\n  c: 5\n",
            "config/staging/params.toml": "a = 9\n",
            "config/_default/readme.txt": "no configuration",
        }
    )
    assert config.title == "dir"
    assert config.taxonomies == (("x", "xs"),)
    assert plain(config.root)["params"] == {"a": 1, "b": 3, "c": 5}


def test_another_environment_has_its_own_directory(read: Read) -> None:
    files = {"hugo.toml": "", "config/staging/params.toml": "a = 9\n"}
    config = read(files, environment="staging")
    assert plain(config.root)["params"] == {"a": 9}


def test_a_language_in_the_name_of_a_file_is_its_key(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "",
            "config/_default/languages.toml": "[en]\nweight = 1\n[sv]\nweight = 2\n",
            "config/_default/params.sv.toml": "z = 1\n",
            "config/_default/menus.sv.yaml": "main:\n- name: Hem\n",
            "config/_default/sv.toml": "x = 1\n",
        }
    )
    assert [language.key for language in config.languages] == ["en", "sv"]
    assert [(entry.name, entry.language) for entry in config.menus] == [("Hem", "sv")]


def test_a_file_may_wrap_its_content_in_its_own_name(read: Read) -> None:
    config = read(
        {"hugo.toml": "", "config/_default/cascade.yaml": "cascade:\n- draft: true\n"}
    )
    assert [plain(each) for each in config.cascades] == [{"draft": True}]


def test_a_syntax_fault_is_a_value_and_the_other_files_count(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "title = 'T'\n",
            "config/_default/params.toml": "a = = 1\n",
            "config/_default/menus.yaml": "main: [\n",
        }
    )
    assert config.title == "T"
    assert [path for path, _ in config.faults] == [
        "config/_default/menus.yaml",
        "config/_default/params.toml",
    ]


def test_a_list_is_no_configuration(read: Read) -> None:
    config = read({"hugo.yaml": "- a\n- b\n"})
    assert [fault.message for _, fault in config.faults] == [
        "Hugo wants keys and values at the top of a configuration file"
    ]


def test_a_configuration_file_that_leads_out_of_the_site_is_not_read(
    read: Read, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.toml"
    secret.write_text("title = 'secret'\n")
    (tmp_path / "hugo.toml").symlink_to(secret)
    config = read({})
    assert config.title == ""
    assert [fault.kind for _, fault in config.faults] == [FaultKind.UNREADABLE]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_a_fifo_is_no_configuration_and_holds_nothing_up(
    read: Read, tmp_path: Path
) -> None:
    (tmp_path / "config" / "_default").mkdir(parents=True)
    os.mkfifo(tmp_path / "config" / "_default" / "params.toml")
    config = read({"hugo.toml": "title = 'T'\n"})
    assert config.title == "T"
    assert [path for path, _ in config.faults] == ["config/_default/params.toml"]


WRONG = """
title = ["x"]
baseURL = 5
languages = "en"
taxonomies = ["a", "b"]
menus = "main"
module = "m"
theme = 5
cascade = 3
permalinks = 7
markup = []
outputs = "x"
outputFormats = {html = 5, x = {mediaType = ["a"]}}
mediaTypes = 3
params = "p"
disableKinds = {a = 1}
frontmatter = "x"
ignoreFiles = ["[", "((a+)+)+$", 5]
uglyURLs = [1]
sitemap = "s"
pagination = 3
staticDir = 4
"""


def test_values_of_wrong_types_count_as_not_set(read: Read) -> None:
    config = read({"hugo.toml": WRONG})
    assert config.faults == ()
    assert (config.title, config.base_url) == ("", "5")
    assert [language.key for language in config.languages] == ["en"]
    # Hugo drops a list of taxonomies without a word: then there are none.
    assert config.taxonomies == ()


def test_every_value_of_the_configuration_may_have_any_type(read: Read) -> None:
    keys = (
        *("title", "baseurl", "languages", "taxonomies", "menus", "module", "theme"),
        *("cascade", "permalinks", "markup", "outputs", "outputformats", "mediatypes"),
        *("params", "disablekinds", "frontmatter", "ignorefiles", "uglyurls"),
        *("sitemap", "pagination", "staticdir", "contentdir", "themesdir", "sections"),
    )
    for value in ("null", "5", "x", "[1, a]", "{a: 1}", "[{a: 1}]", "{a: {b: [c]}}"):
        config = read({"hugo.yaml": "".join(f"{key}: {value}\n" for key in keys)})
        assert config.files[0] == "hugo.yaml"


# --- Single settings ----------------------------------------------------------------


def test_markup_has_hugos_defaults(read: Read) -> None:
    markup = read({"hugo.toml": ""}).markup
    assert not markup.unsafe
    assert markup.typographer
    assert markup.linkify
    assert markup.heading_id_type == "github"
    assert not markup.attribute_block


def test_markup_settings_are_read(read: Read) -> None:
    config = read(
        {
            "hugo.yaml": """
enableEmoji: true
markup:
  goldmark:
    extensions:
      typographer: {disable: true}
      footnote: {enable: false}
      linkify: false
      definitionList: false
    parser:
      autoHeadingID: false
      autoIDType: blackfriday
      attribute: {block: true, title: false}
    renderHooks:
      link: {useEmbedded: never}
      image: {enableDefault: true}
"""
        }
    )
    markup = config.markup
    assert not markup.typographer
    assert not markup.footnotes
    assert not markup.linkify
    assert not markup.definition_list
    assert not markup.auto_heading_id
    assert markup.heading_id_type == "blackfriday"
    assert markup.attribute_block
    assert not markup.attribute_title
    assert markup.emoji
    assert (config.link_hook_mode, config.image_hook_mode) == ("never", "fallback")


def test_languages_come_by_weight_then_name(read: Read) -> None:
    config = read(
        {
            "hugo.toml": """
defaultContentLanguage = "fr"
disableLanguages = ["de"]
[languages.SV]
[languages.de]
[languages.fr]
weight = 2
[languages.en]
weight = 1
"""
        }
    )
    assert [(each.key, each.prefix) for each in config.languages] == [
        ("en", "en"),
        ("fr", ""),
        ("de", "de"),
        ("sv", "sv"),
    ]
    assert [each.key for each in config.languages if each.is_disabled] == ["de"]
    assert config.has_languages_table


def test_the_default_language_is_english_or_the_first(read: Read) -> None:
    assert (
        read({"hugo.toml": "[languages.sv]\n[languages.da]\n"}).default_language == "da"
    )
    assert (
        read({"hugo.toml": "[languages.sv]\n[languages.en]\n"}).default_language == "en"
    )


def test_the_default_language_may_have_a_directory(read: Read) -> None:
    config = read({"hugo.toml": "defaultContentLanguageInSubdir = true\n"})
    assert config.languages[0].prefix == "en"


def test_languages_may_have_hosts_of_their_own(read: Read) -> None:
    text = "[languages.en]\nbaseURL = 'https://en.h/'\n[languages.fr]\n"
    config = read({"hugo.toml": text})
    assert config.is_multihost
    assert [each.folder for each in config.editions.every] == ["en", "fr"]
    assert config.for_host("en").base_url == "https://en.h/"
    assert config.uses("multihost") is Known.NO


def test_hosts_beside_a_language_that_is_disabled_are_not_modelled(read: Read) -> None:
    text = (
        "[languages.en]\nbaseURL = 'https://en.h/'\n[languages.fr]\ndisabled = true\n"
    )
    assert read({"hugo.toml": text}).uses("multihost") is Known.YES


def test_a_language_may_say_otherwise_than_the_site(read: Read) -> None:
    text = (
        "disableKinds = ['rss']\n[languages.en]\nweight = 1\n"
        "[languages.fr]\ndisableKinds = ['taxonomyTerm']\n"
        "[languages.fr.taxonomies]\nkind = 'kinds'\n"
    )
    config = read({"hugo.toml": text})
    assert config.of_language("en") is config
    assert config.of_language("fr v1 guest").disabled_kinds == ("taxonomy",)
    assert config.of_language("fr").taxonomies == (("kind", "kinds"),)
    assert config.every_taxonomy[1:] == (("category", "categories"), ("kind", "kinds"))
    assert read({"hugo.toml": "[languages]\nen = 1\n"}).by_language == {}


def test_menus_know_their_place(read: Read) -> None:
    text = "main:\n- name: Home\n  pageRef: /\n  weight: '3'\n"
    config = read({"hugo.toml": "", "config/_default/menu.yaml": text})
    (entry,) = config.menus
    assert (entry.menu, entry.name, entry.page_ref, entry.weight) == (
        "main",
        "Home",
        "/",
        3,
    )
    assert entry.path == "config/_default/menu.yaml"
    assert text.encode()[entry.span.start :].startswith(b"name: Home")


def test_a_language_with_menus_has_none_of_the_sites(read: Read) -> None:
    config = read(
        {
            "hugo.yaml": """
languages:
  en: {}
  fr: {menus: {main: [{name: Accueil}]}}
menus: {main: [{name: Home}], footer: [{name: About}]}
"""
        }
    )
    assert [(each.menu, each.name, each.language) for each in config.menus] == [
        ("main", "Home", "en"),
        ("footer", "About", "en"),
        ("main", "Accueil", "fr"),
    ]


def test_permalinks_have_three_forms(read: Read) -> None:
    form_a = read({"hugo.yaml": "permalinks: {posts: '/:year/'}\n"})
    assert form_a.permalink_rules == (
        Permalink("/:year/", "{page,term}", "/{posts,posts/**}"),
    )
    form_b = read({"hugo.yaml": "permalinks: {page: {/: '/:slug/'}}\n"})
    assert form_b.permalink_rules == (Permalink("/:slug/", "page", "/*"),)
    rules = "[{pattern: /x/, target: {kind: term, path: '/t/**'}}]"
    form_c = read({"hugo.yaml": f"permalinks: {rules}\n"})
    assert form_c.permalink_rules == (
        Permalink("/x/", "term", "/t/**", is_ordered=True),
    )


def test_dates_come_from_the_keys_the_site_names(read: Read) -> None:
    config = read(
        {"hugo.yaml": "frontmatter: {date: [':filename', ':default'], lastmod: [X]}\n"}
    )
    keys = dict(config.date_keys)
    assert keys["date"] == (
        *(":filename", "date", "publishdate", "pubdate", "published"),
        *("lastmod", "modified"),
    )
    assert keys["lastmod"] == ("x",)


def test_output_formats_of_the_site_are_known_by_their_files(read: Read) -> None:
    config = read(
        {
            "hugo.toml": """
[mediaTypes."text/netlify"]
delimiter = ""
[outputFormats.Redir]
mediaType = "text/netlify"
baseName = "_redirects"
[outputFormats.print]
mediaType = "text/html"
path = "_print"
[outputFormats.odd]
mediaType = "application/x-odd"
"""
        }
    )
    files = {form.name: (form.path, form.file_name) for form in config.formats}
    assert files["redir"] == ("", "_redirects")
    assert files["print"] == ("_print", "index.html")
    assert "odd" not in files


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://h.org", ""),
        ("https://h.org/", ""),
        ("https://h.org/a/b/", "/a/b"),
        ("/a/", "/a"),
        ("http://[", ""),
    ],
)
def test_the_base_path_is_that_of_the_base_url(read: Read, url: str, path: str) -> None:
    assert read({"hugo.toml": f"baseURL = '{url}'\n"}).base_path == path


# --- Themes, modules, mounts --------------------------------------------------------

THEME = """
title = "theme"
uglyURLs = true
[params]
a = "theme"
[params.deep]
x = 1
y = 2
[markup.goldmark.renderer]
unsafe = true
[taxonomies]
th = "ths"
[[menu.main]]
name = "TM"
[[menu.footer]]
name = "TF"
"""
PROJECT = """
theme = "t"
[params]
A = "mine"
[params.Deep]
X = 5
[[menus.main]]
name = "PM"
"""


def test_a_theme_lends_params_and_whole_menus_and_nothing_else(read: Read) -> None:
    config = read(
        {"hugo.toml": PROJECT, "themes/t/hugo.toml": THEME, "themes/t/layouts/x": ""}
    )
    assert config.themes == ("themes/t",)
    assert plain(config.root)["params"] == {"a": "mine", "deep": {"x": 5, "y": 2}}
    assert [entry.name for entry in config.menus] == ["PM", "TF"]
    assert config.menus[1].path == "themes/t/hugo.toml"
    assert not config.markup.unsafe
    assert not config.ugly_urls
    assert config.title == ""
    assert config.taxonomies == (("tag", "tags"), ("category", "categories"))


def test_a_site_may_ask_for_more_of_its_theme(read: Read) -> None:
    files = {"themes/t/hugo.toml": THEME, "themes/t/layouts/x": ""}
    config = read({**files, "hugo.toml": PROJECT + "[markup]\n_merge = 'deep'\n"})
    assert config.markup.unsafe
    assert not config.ugly_urls
    config = read({**files, "hugo.toml": "_merge = 'deep'\n" + PROJECT})
    assert (config.title, config.ugly_urls) == ("theme", True)
    config = read({**files, "hugo.toml": "_merge = 'none'\n" + PROJECT})
    assert plain(config.root)["params"] == {"a": "mine", "deep": {"x": 5}}
    assert [entry.name for entry in config.menus] == ["PM"]


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("theme = 't'\n", False),
        ("theme = 't'\n[markup]\n_merge = 'deep'\n", True),
        ("theme = 't'\n[markup.goldmark]\n_merge = 'shallow'\n", True),
        ("theme = 't'\n_merge = 'deep'\n", True),
        ("theme = 't'\n_merge = 'deep'\n[markup]\n_merge = 'none'\n", False),
        ("[markup]\n_merge = 'deep'\n", False),
        (
            "theme = 't'\n[markup]\n_merge = 'deep'\n[markup.goldmark.renderer]\n"
            "unsafe = false\n",
            False,
        ),
        (
            "[[module.imports]]\npath = 't'\nignoreConfig = true\n"
            "[markup]\n_merge = 'deep'\n",
            False,
        ),
    ],
)
def test_a_missing_theme_may_let_raw_html_pass(
    read: Read, text: str, *, passes: bool
) -> None:
    assert read({"hugo.toml": text}).markup.unsafe is passes


def test_a_theme_has_a_mount_for_each_component_it_has(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "theme = 't'\n",
            "themes/t/layouts/x": "",
            "themes/t/static/y": "",
        }
    )
    assert [mount for mount in config.mounts if mount.is_theme] == [
        Mount("themes/t/layouts", "layouts", is_theme=True, module=1),
        Mount("themes/t/static", "static", is_theme=True, module=1),
    ]


def test_a_theme_that_is_not_on_disk_is_missing(read: Read) -> None:
    config = read({"hugo.toml": "theme = ['a', 't']\n", "themes/a/hugo.toml": ""})
    assert config.themes == ("themes/a",)
    assert config.missing_modules == ("t",)


def test_the_empty_directory_of_a_submodule_is_a_missing_theme(
    read: Read, tmp_path: Path
) -> None:
    (tmp_path / "themes" / "t").mkdir(parents=True)
    assert read({"hugo.toml": "theme = 't'\n"}).missing_modules == ("t",)


def test_a_module_of_go_is_missing_unless_a_directory_replaces_it(read: Read) -> None:
    imports = "[[module.imports]]\npath = 'github.com/x/y/v2'\n"
    files = {"hugo.toml": imports, "go.mod": "module m\n", "y/layouts/x": ""}
    assert read(files).missing_modules == ("github.com/x/y/v2",)
    replaced = "module m\nreplace (\n  github.com/x/y/v2 v2.1 => ./y // local\n)\n"
    config = read({**files, "go.mod": replaced})
    assert (config.themes, config.missing_modules) == (("y",), ())


def test_a_vendored_module_is_on_disk(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "[[module.imports]]\npath = 'github.com/x/y'\n",
            "go.mod": "module m\n",
            "_vendor/modules.txt": "# github.com/x/y v1.0.0\n",
            "_vendor/github.com/x/y/static/z": "",
        }
    )
    assert config.themes == ("_vendor/github.com/x/y",)


def test_a_replacement_leads_to_a_theme(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "[module]\nreplacements = 'github.com/x/y -> mine'\n"
            "[[module.imports]]\npath = 'github.com/x/y'\n",
            "go.mod": "module m\n",
            "themes/mine/layouts/x": "",
        }
    )
    assert config.themes == ("themes/mine",)


def test_themes_that_import_each_other_end(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "theme = 'a'\n",
            "themes/a/hugo.toml": "theme = 'b'\n",
            "themes/b/hugo.toml": "theme = 'a'\n",
        }
    )
    assert config.themes == ("themes/a", "themes/b")


def test_a_theme_out_of_the_repository_is_not_read(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (tmp_path / "t" / "layouts").mkdir(parents=True)
    (site / "hugo.toml").write_text("theme = 't'\nthemesDir = '..'\n")
    assert read_config(str(site)).missing_modules == ("t",)
    (tmp_path / ".git").mkdir()
    config = read_config(str(site))
    assert config.themes == ("../t",)
    assert config.mounts[-1].source == "../t/layouts"


def test_a_mount_takes_the_place_of_its_components_default(read: Read) -> None:
    config = read(
        {
            "hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = 'content'\n",
            "docs/a.md": "",
        }
    )
    sources = {mount.component: mount.source for mount in config.mounts}
    assert (sources["content"], sources["layouts"]) == ("docs", "layouts")


def test_a_mount_of_what_is_not_there_leaves_the_default(read: Read) -> None:
    config = read(
        {"hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = 'content'\n"}
    )
    assert [m.source for m in config.mounts if m.component == "content"] == ["content"]
    assert config.missing_modules == ("docs",)


def test_languages_have_content_directories(read: Read) -> None:
    config = read(
        {
            "hugo.yaml": """
contentDir: content/en
languages: {en: {weight: 1}, fr: {weight: 2, contentDir: content/fr}}
"""
        }
    )
    assert [
        (mount.source, *mount.matrix.languages)
        for mount in config.mounts
        if mount.component == "content"
    ] == [("content/en",), ("content/fr", "fr")]


def test_a_mount_can_be_for_a_language(read: Read) -> None:
    config = read(
        {
            "hugo.yaml": """
module:
  mounts:
  - {source: a, target: content, sites: {matrix: {languages: [fr]}}}
  - {source: b, target: content/x, lang: EN}
""",
            "a/x.md": "",
            "b/x.md": "",
        }
    )
    assert config.mounts[:2] == (
        Mount("a", "content", Matrix(("fr",))),
        Mount("b", "content/x", Matrix(("en",))),
    )
    assert config.unmodelled == ()


def test_what_a_mount_lends_to_lists_of_other_editions_is_in_none(read: Read) -> None:
    mounts = "[{source: a, target: content, sites: {complements: {languages: [fr]}}}]"
    config = read({"hugo.yaml": f"module: {{mounts: {mounts}}}\n", "a/x.md": ""})
    assert (config.mounts[0].matrix, config.unmodelled) == (UNSAID, ())


@pytest.mark.parametrize(
    ("files", "taken"),
    [
        ((), "a.md b.md sub/c.md sub/deep/d.md"),
        (("sub/**",), "sub/c.md sub/deep/d.md"),
        (("! b.md", "**.md"), "a.md"),
        (("**.md", "! b.md"), "a.md b.md"),
        (("! sub/**",), "a.md b.md"),
        (("**/d.md",), "sub/deep/d.md"),
        (("{a,b}.md",), "a.md b.md"),
        (("sub/**.md",), "sub/c.md"),
        (("SUB/*",), "sub/c.md"),
    ],
)
def test_globs_choose_what_a_mount_takes(files: tuple[str, ...], taken: str) -> None:
    mount = Mount("docs", "content", files=files)

    def is_taken(path: str) -> bool:
        folders = path.split("/")[:-1]
        return mount.takes(path) and all(
            mount.takes("/".join(folders[: end + 1]), is_directory=True)
            for end in range(len(folders))
        )

    paths = ("a.md", "b.md", "sub/c.md", "sub/deep/d.md")
    assert " ".join(filter(is_taken, paths)) == taken


# --- The version of Hugo ------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "version"),
    [
        ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.147.9"\n', "0.147.9"),
        (".github/workflows/ci.yml", "with:\n  hugo-version: '0.155.3'\n", "0.155.3"),
        (".github/workflows/ci.yml", "env:\n  HUGO_VERSION: 0.140.0\n", "0.140.0"),
        (
            "package.json",
            '{"devDependencies": {"hugo-extended": "^0.160.1"}}',
            "0.160.1",
        ),
        (".github/workflows/ci.yml", "with:\n  hugo-version: latest\n", None),
        ("Dockerfile", "FROM klakegg/hugo:0.91.2-onbuild AS build\n", "0.91.2"),
        ("docker/Dockerfile", "FROM hugomods/hugo:exts-0.123.0\n", "0.123.0"),
        ("Dockerfiles/Dockerfile", 'ARG HUGO_VERSION="0.123.7"\n', "0.123.7"),
        ("Dockerfile", "# FROM hugo:0.91.2\nFROM nginx:0.1\n", None),
        ("netlify.toml", 'HUGO_VERSION = "0.99.0"\nHUGO_VERSION = "0.102"\n', "0.102"),
    ],
)
def test_a_site_says_by_which_hugo_it_is_built(
    read: Read, path: str, text: str, version: str | None
) -> None:
    assert read({"hugo.toml": "", path: text}).hugo_version == version


def test_the_newest_version_allowed_is_a_bound_the_oldest_is_not(read: Read) -> None:
    bounds = "[module.hugoVersion]\nmin = '0.100.0'\n"
    assert read({"hugo.toml": bounds}).hugo_version is None
    assert read({"hugo.toml": bounds + "max = '0.150.0'\n"}).hugo_version == "0.150.0"


def test_versions_compare_by_number() -> None:
    config = HugoConfig(hugo_version="0.99.1")
    assert config.is_at_least("0.99")
    assert not config.is_at_least("0.152")
    assert HugoConfig().is_at_least("0.168")


@pytest.mark.parametrize(
    ("version", "handler", "passes"),
    [
        ("0.55.0", "", True),
        ("0.62.0", "", False),
        ("0.62.0", "blackFriday", True),
        ("0.55.0", "goldmark", False),
        ("0.120.0", "blackfriday", False),
    ],
)
def test_raw_html_passes_where_hugo_is_older_than_goldmark(
    read: Read, version: str, handler: str, passes: bool
) -> None:
    markup = f'[markup]\ndefaultMarkdownHandler = "{handler}"\n' if handler else ""
    config = read(
        {
            "config.toml": f'title = "x"\n{markup}',
            "netlify.toml": f'[build.environment]\nHUGO_VERSION = "{version}"\n',
        }
    )
    assert config.markup.unsafe is passes


def test_a_language_with_an_empty_table_of_menus_has_none(read: Read) -> None:
    config = read(
        {
            "hugo.yaml": "menus: {main: [{name: A}]}\n"
            "languages: {en: {menus: {}}, fr: {weight: 2}}\n"
        }
    )
    assert [(each.name, each.language) for each in config.menus] == [("A", "fr")]


def test_a_version_that_is_known_counts_before_the_one_that_the_site_names(
    tmp_path: Path,
) -> None:
    (tmp_path / "hugo.toml").write_text("")
    (tmp_path / "netlify.toml").write_text('HUGO_VERSION = "0.55.0"\n')
    assert read_config(str(tmp_path)).markup.unsafe
    known = read_config(str(tmp_path), version="0.168.0")
    assert (known.hugo_version, known.markup.unsafe) == ("0.168.0", False)


def test_what_a_missing_mount_adds_is_where_its_target_says(read: Read) -> None:
    mounts = "module: {{mounts: [{{source: gone, target: {}}}]}}\n"
    narrow = read({"hugo.yaml": mounts.format("content/docs")})
    assert narrow.missing_mounts == (("gone", "content/docs"),)
    assert not narrow.may_add_anywhere
    assert read({"hugo.yaml": mounts.format("content")}).may_add_anywhere
    assert read({"hugo.yaml": "theme: gone\n"}).may_add_anywhere


def test_of_what_is_missing_themes_and_layouts_may_add_templates(read: Read) -> None:
    mounts = "module: {{mounts: [{{source: gone, target: {}}}]}}\n"
    assert not read({"hugo.yaml": mounts.format("content/a")}).may_add_templates
    assert read({"hugo.yaml": mounts.format("layouts/partials")}).may_add_templates
    assert read({"hugo.yaml": "theme: gone\n"}).may_add_templates
