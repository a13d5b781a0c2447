from __future__ import annotations

from pathlib import Path

import pytest

from rdmlint.hugo.config import HugoConfig, InnerKind, Markup
from rdmlint.hugo.discover import Site, StaticFile
from rdmlint.hugo.templates import EMBEDDED, Templates, read_templates
from rdmlint.model import Known
from rdmlint.parse.page import parse_page
from stopwatch import at_most


def templates(
    root: Path, layouts: dict[str, str], *, missing: tuple[str, ...] = (), **more: str
) -> Templates:
    """Return what *layouts* define.

    *more* are other files by path, with `_` for `/` and `__` for `.`.
    """
    pairs: list[tuple[str, str]] = []
    static: list[StaticFile] = []
    assets: list[tuple[str, str]] = []
    for virtual, text in layouts.items():
        file = root / "layouts" / virtual
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        pairs.append((virtual, str(file)))
    for name, text in more.items():
        path = name.replace("__", ".").replace("_", "/")
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if path.startswith("static/"):
            static.append(StaticFile(path, path.removeprefix("static")))
        if path.startswith("assets/"):
            assets.append((path.removeprefix("assets/"), str(file)))
    config = HugoConfig(missing_modules=missing)
    site = Site(
        str(root),
        config,
        layouts=tuple(pairs),
        static=tuple(static),
        assets=tuple(assets),
    )
    return read_templates(site)


# --- Shortcodes ---


@pytest.mark.parametrize(
    ("virtual", "name"),
    [
        ("shortcodes/note.html", "note"),
        ("_shortcodes/note.html", "note"),
        ("_default/shortcodes/note.html", "note"),
        ("_default/_shortcodes/note.html", "note"),
        ("docs/deep/_shortcodes/note.html", "note"),
        ("shortcodes/Note.en.html", "note"),
        ("shortcodes/my note.html", "my-note"),
        ("shortcodes/a/b.html.html", "a/b"),
        ("shortcodes/note.md", "note"),
        ("shortcodes/note", "note"),
    ],
)
def test_a_shortcode_is_named_after_its_path(
    tmp_path: Path, virtual: str, name: str
) -> None:
    found = templates(tmp_path, {virtual: "x"}).shortcodes
    assert set(found) - set(EMBEDDED) == {name}


@pytest.mark.parametrize("virtual", ["docs/shortcodes/note.html", "partials/a.html"])
def test_other_files_are_no_shortcodes(tmp_path: Path, virtual: str) -> None:
    assert templates(tmp_path, {virtual: "x"}).shortcodes == EMBEDDED


@pytest.mark.parametrize(
    ("template", "kind"),
    [
        ("<b>{{ .Get 0 }}</b>", InnerKind.NONE),
        ("{{/* .Inner */}}", InnerKind.NONE),
        ('{{ print ".Inner" }}', InnerKind.NONE),
        ("{{ partial `x` . }}", InnerKind.NONE),
        ("{{ .InnerHTML }}", InnerKind.NONE),
        ("<div>{{ .Inner | markdownify }}</div>", InnerKind.MARKDOWN),
        ("{{ .Page.RenderString .Inner }}", InnerKind.MARKDOWN),
        (
            "{{ .InnerDeindent | $.Page.RenderString (dict `display` `block`) }}",
            InnerKind.MARKDOWN,
        ),
        ("{{ $x := trim .Inner `\n` }}{{ $x | markdownify }}", InnerKind.MARKDOWN),
        ("{{ with .Inner }}<p>{{ . | markdownify }}</p>{{ end }}", InnerKind.MARKDOWN),
        ("{{ with $.Inner }}<p>{{ . }}</p>{{ end }}", InnerKind.HTML),
        (
            "{{ if eq 1 2 }}{{ .Inner }}{{ else }}{{ markdownify .Inner }}{{ end }}",
            InnerKind.MARKDOWN,
        ),
        (
            "{{ range $c := split .Inner `-` }}{{ $c | markdownify }}{{ end }}",
            InnerKind.MARKDOWN,
        ),
        ("<div>{{ .Inner }}</div>", InnerKind.HTML),
        ("{{- .Inner | safeHTML -}}", InnerKind.HTML),
        ("{{ strings.TrimSpace .Inner | safeHTML }}", InnerKind.HTML),
        ("<pre>{{ .Inner }}</pre>", InnerKind.OTHER),
        ("<script>{{ .Inner }}</script>", InnerKind.OTHER),
        ("<b title='{{ .Inner }}'>x</b>", InnerKind.OTHER),
        ("{{ highlight .Inner `go` }}", InnerKind.OTHER),
        ("{{ .Inner | htmlEscape | safeHTML }}", InnerKind.OTHER),
        ("{{ if .Inner }}x{{ end }}", InnerKind.OTHER),
        ("{{ $x := .Inner | transform.Unmarshal }}{{ $x.a }}", InnerKind.OTHER),
        (
            "{{ partial `box` (dict `text` (.Inner | markdownify)) }}",
            InnerKind.MARKDOWN,
        ),
        ('{{ partial "box.html" (dict "text" .Inner) }}', InnerKind.MARKDOWN),
        ('{{ partial "plain" (dict "n" 1 "text" (trim .Inner `x`)) }}', InnerKind.HTML),
        ('{{ partial "gone" (dict "text" .Inner) }}', InnerKind.OTHER),
    ],
)
def test_what_becomes_of_the_inner_text(
    tmp_path: Path, template: str, kind: InnerKind
) -> None:
    found = templates(
        tmp_path,
        {
            "shortcodes/x.html": template,
            "partials/box.html": "<i>{{ .text | markdownify }}</i>",
            "_partials/plain.html": "<i>{{ .text }}</i>",
        },
    )
    assert found.shortcodes["x"] is kind


def test_the_projects_template_counts_before_the_themes(tmp_path: Path) -> None:
    theme = tmp_path / "themes/a/layouts/shortcodes/x.html"
    theme.parent.mkdir(parents=True)
    theme.write_text("{{ .Inner }}")
    own = tmp_path / "layouts/shortcodes/x.html"
    own.parent.mkdir(parents=True)
    own.write_text("no inner")
    site = Site(
        str(tmp_path),
        HugoConfig(),
        layouts=(("shortcodes/x.html", str(own)), ("shortcodes/x.html", str(theme))),
    )
    assert read_templates(site).shortcodes["x"] is InnerKind.NONE


def test_the_sites_own_template_replaces_an_embedded_one(tmp_path: Path) -> None:
    found = templates(tmp_path, {"_shortcodes/figure.html": "{{ .Inner }}"})
    assert found.shortcodes["figure"] is InnerKind.HTML
    assert found.shortcodes["details"] is InnerKind.MARKDOWN


@pytest.mark.parametrize(
    ("template", "is_open"),
    [
        ("<b id='x'>{{ .Get 0 }}</b>", False),
        ("{{ .Inner | markdownify }}", False),
        ("{{ if .Inner }}{{ end }}", False),
        ("<b id='{{ .Get 0 }}'>", True),
        ("{{ .Get 0 | safeHTML }}", True),
        ("{{ readFile `x` }}", True),
        ("{{ (.Site.GetPage `x`).Content }}", True),
        ("## Title", True),
        ("{{ partial (.Get 0) . }}", True),
        ("{{ partial `closed` . }}", False),
        ("{{ partial `open` . }}", True),
        ("{{ foo .Inner }}", True),
    ],
)
def test_shortcodes_whose_ids_are_not_known(
    tmp_path: Path, template: str, is_open: bool
) -> None:
    found = templates(
        tmp_path,
        {
            "shortcodes/x.html": template,
            "partials/closed.html": "<b>{{ . }}</b>",
            "partials/open.html": "<b id={{ . }}>x</b>",
        },
    )
    assert ("x" in found.open_shortcodes) is is_open


# --- Ids ---


def test_ids_written_in_layouts_and_partials_are_known(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "_default/baseof.html": "<p ID=top><a title=x id = 'a&amp;b'><a name=old>",
            "partials/p.html": '{{ if .x }}<i {{ y }}id="maybe">{{ end }}',
            "_default/list.html": "<!-- <i id=no> -->{{/* id='no2' */}}<i data-id=no3>",
            "shortcodes/s.html": '<i id="short">',
        },
    )
    assert found.ids == {"top", "a&b", "old", "maybe"}
    assert found.shortcode_ids == {"s": ("short",)}


def test_ids_in_a_layout_are_on_the_pages_that_it_is_for(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "_default/single.html": '<i id="any">{{ partial "p" . }}',
            "_default/single-baseof.html": '<i id="frame">',
            "_default/search.html": '{{ define "main" }}<i id="found">{{ end }}',
            "_default/card.html": '<i id="card">',
            "_default/list.html": '{{ .Render "card" }}',
            "index.html": '<i id="hero">{{ partial "deep/q" . }}',
            "docs/list-baseof.html": '<i id="docs">{{ template "head" . }}',
            "docs/head.html": '{{ define "head" }}<i id="head">{{ end }}',
            "partials/p.html": '<i id="called">',
            "partials/deep/q.html": '<i id="q">{{ partial "r" . }}',
            "partials/r.html": '<i id="r">',
            "partials/lost.html": '<i id="lost">',
            "partials/in.html": '{{ define "x" }}<i id="inline">{{ end }}',
            "404.html": '{{ partial "in" . }}{{ partial "s" . }}',
            "partials/s.html": '<i id="short">',
            "shortcodes/s.html": '<i id="own">{{ partial "s" . }}',
            "_default/_markup/render-link.html": '<i id="hook">',
        },
    )
    common = {
        *("any", "frame", "called", "card", "head"),
        *("lost", "inline", "short", "hook"),
    }
    assert found.ids_around(("guides", "page")) == common
    assert found.ids_around(("Search", "page")) == common | {"found"}
    assert found.ids_around(("home", "index")) == common | {"hero", "q", "r"}
    assert found.ids_around(("docs", "section")) == common | {"docs"}
    assert found.ids_around(found.folders) == found.ids


def test_a_layout_with_partials_of_computed_names_may_have_the_ids_of_all(
    tmp_path: Path,
) -> None:
    found = templates(
        tmp_path,
        {
            "about.html": "{{ partial .Params.part . }}",
            "single.html": '{{ partial "a" . }}{{ partial "b" . }}',
            "list.html": '{{ partial "internal/x" . }}',
            "_partials/a.html": '<i id="a">',
            "_partials/a.fr.html": '<i id="fr">',
            "_partials/b.html": '{{ template "_internal/disqus.html" . }}',
        },
    )
    assert found.common_ids == {"a", "fr", "disqus_thread"}
    assert found.ids_by_folder["about"] == found.common_ids


def test_computed_ids_are_known_by_what_stands_around_the_code(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "_default/single.html": "<i id='a-{{ x }}-{{ y }}z'>{{ partial `p` . }}",
            "partials/p.html": "<i id='p{{ .i }}'>",
            "partials/unused.html": "<i id='{{ . }}'>",
            "news/single.html": "<i id='{{ . }}'>",
            "_default/wide.html": "<script>`<i id='w${n}'>`</script>",
        },
    )
    assert not found.has_computed_ids
    assert found.may_make_id("a-1z")
    assert not found.may_make_id("a-")
    assert found.may_make_id("p7")
    assert not found.may_make_id("q")
    assert found.may_make_id("q", ["News"])
    assert found.may_make_id("w1", ["docs", "wide"])
    assert not found.may_make_id("v1", ["docs", "wide"])


@pytest.mark.parametrize(
    ("setting", "pattern"),
    [
        ('{{ $m := printf "m-%s" (.Title | anchorize) -}}', ("m-", "")),
        ("{{ $m := printf `m-%d-li` 5 }}", ("m-", "-li")),
        ('{{ $m := printf "m-%s" .Title | upper }}', ("", "")),
        ('{{ $m := printf "%s" .Title }}', ("", "")),
        ('{{ $m := printf "m-%s" .Title }}{{ $m = .Title }}', ("", "")),
        ('{{ $m := printf "m-%s" .Title }}{{ range $m := . }}{{ end }}', ("", "")),
        ('{{ $m := printf "m-%s" 1 }}{{ $m = printf "n-%s" 2 }}', ("", "")),
        ('{{ $m := "m-" }}', ("", "")),
    ],
)
def test_a_format_tells_how_an_id_begins_and_ends(
    tmp_path: Path, setting: str, pattern: tuple[str, str]
) -> None:
    found = templates(tmp_path, {"single.html": setting + '<i id="{{ $m }}">'})
    assert found.computed_ids == {pattern}


def test_a_partial_of_computed_name_may_be_any(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "baseof.html": "{{ partial (printf `%s` .Type) . }}",
            "_partials/p.html": "<i id='{{ . }}'>",
        },
    )
    assert found.has_computed_ids
    assert found.may_make_id("anything")


# --- Hooks ---


def test_render_hooks_are_found_wherever_they_may_stand(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "_default/_markup/render-link.html": "x",
            "docs/_markup/Render-Image.rss.xml": "x",
            "_markup/render-heading.html": "<h{{ .Level }} id='{{ .Anchor }}'>",
        },
    )
    assert (found.link_hook, found.image_hook, found.heading_hook) == (Known.YES,) * 3
    assert not found.has_computed_ids


def test_without_hooks_the_answer_depends_on_missing_modules(tmp_path: Path) -> None:
    assert templates(tmp_path, {}).link_hook is Known.NO
    found = templates(tmp_path, {}, missing=("a/theme",))
    assert found.link_hook is Known.UNKNOWN
    assert found.shortcodes_known is Known.UNKNOWN


def test_a_heading_hook_decides_the_ids_of_headings(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "_markup/render-heading.html": "{{ partial `h` . }}",
            "docs/_markup/render-heading.rss.xml": "<h1>",
            "partials/h.html": "<b id='a-{{ .Anchor }}'>",
        },
    )
    page = parse_page("content/a.md", b"# A\n", "md", Markup())
    assert found.heading_hooks is not None
    (anchor,) = found.heading_hooks.with_ids(page).anchors
    assert (anchor.id, anchor.is_certain) == ("a-a", True)
    only = {"_markup/render-heading.de.html": "<b id='a-{{ .Anchor }}'>"}
    hooks = templates(tmp_path / "other", only).heading_hooks
    assert hooks is not None
    found_ids = {each.id: each.is_certain for each in hooks.with_ids(page).anchors}
    assert found_ids == {"a": False, "a-a": False}


# --- Menus ---


@pytest.mark.parametrize(
    ("code", "names", "known"),
    [
        ("{{ range .Site.Menus.main }}", {"main"}, Known.YES),
        ("{{ range site.Menus.Main.ByWeight }}", {"Main"}, Known.YES),
        (
            "{{ range $.Site.Menus.main }}{{ with site.Menus.foot }}",
            {"main", "foot"},
            Known.YES,
        ),
        ('{{ range index .Site.Menus "my-menu" }}', {"my-menu"}, Known.YES),
        ("{{ range (index site.Menus `m`).ByName }}", {"m"}, Known.YES),
        ('{{ if isset .Site.Menus "m" }}', {"m"}, Known.YES),
        ("{{ range .Site.Menus }}", set(), Known.UNKNOWN),
        ("{{ $menus := site.Menus }}", set(), Known.UNKNOWN),
        ("{{ range index site.Menus .Type }}", set(), Known.UNKNOWN),
        ("{{ range index .Site.Menus $version }}", set(), Known.UNKNOWN),
        ("{{/* range .Site.Menus */}}", set(), Known.YES),
        ("{{ .Page.Title }}", set(), Known.YES),
    ],
)
def test_menus_that_templates_render(
    tmp_path: Path, code: str, names: set[str], known: Known
) -> None:
    found = templates(tmp_path, {"_default/baseof.html": code})
    assert found.menus == names
    assert found.menus_known is known


MENU_PARTIAL = "{{ $id := .menuID }}{{ with index site.Menus $id }}{{ . }}{{ end }}"


def test_a_menu_whose_name_is_handed_to_a_partial_is_resolved(tmp_path: Path) -> None:
    layouts = {
        "baseof.html": '{{ partial "menu.html" (dict "menuID" "main" "page" .) }}',
        "_partials/menu.html": MENU_PARTIAL,
    }
    found = templates(tmp_path, layouts)
    assert found.menus == {"main"}
    assert found.menus_known is Known.YES
    layouts["home.html"] = '{{ partial "menu.html" (dict "menuID" .Type) }}'
    found = templates(tmp_path, layouts)
    assert found.menus == {"main"}
    assert found.menus_known is Known.UNKNOWN


def test_no_menu_is_known_unless_there_are_layouts(tmp_path: Path) -> None:
    assert templates(tmp_path, {}).menus_known is Known.UNKNOWN
    found = templates(tmp_path, {"baseof.html": "x"}, missing=("theme",))
    assert found.menus_known is Known.UNKNOWN


# --- Bootstrap ---

CDN = "https://cdn.jsdelivr.net/npm/bootstrap@"


@pytest.mark.parametrize(
    ("layout", "version"),
    [
        (f'<link href="{CDN}5.0.1/dist/css/bootstrap.min.css">', "5.0.1"),
        (
            "https://cdnjs.cloudflare.com/ajax/libs/twitter-bootstrap/4.6.2/css/x",
            "4.6.2",
        ),
        ("https://cdnjs.cloudflare.com/ajax/libs/bootstrap/5.1.3/js/x", "5.1.3"),
        ("https://unpkg.com/bootstrap@5.3.2/dist/js/bootstrap.js", "5.3.2"),
        ("/lib/bootstrap-5.1.3/css/bootstrap.css", "5.1.3"),
        ("/lib/bootstrap-5.1.3-dist/css/bootstrap.css", None),
        (f"{CDN}5.3.2/a.css {CDN}5.3.2/b.js", "5.3.2"),
        (f"{CDN}5.3.2/a.css {CDN}5.3.3/b.js", "5.3.3"),
        (f"{CDN}5.3.2/a.js {CDN}5.0.0/b.js", None),
        (f"<!-- {CDN}4.0.0/a.js -->{CDN}5.3.2/b.js", "5.3.2"),
        (f"{{{{/* {CDN}4.0.0/a.js */}}}}{CDN}5.3.2/b.js", "5.3.2"),
        ("https://cdn.jsdelivr.net/npm/bootstrap-icons@1.5.0/x.css", None),
        ("bootstrap@5", None),
    ],
)
def test_the_version_that_layouts_load(
    tmp_path: Path, layout: str, version: str | None
) -> None:
    assert templates(tmp_path, {"partials/head.html": layout}).bootstrap == version


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        ("5.1.0", "5.1.0"),
        ("~5.1.0", "5.1.0"),
        ("^5.1.0", None),
        ("^5.3.1", "5.3.1"),
        ("^4.1.0", "4.1.0"),
        ("latest", None),
    ],
)
def test_the_version_that_npm_installs(
    tmp_path: Path, wanted: str, version: str | None
) -> None:
    package = f'{{"dependencies": {{"bootstrap": "{wanted}"}}}}'
    assert templates(tmp_path, {}, package__json=package).bootstrap == version


def test_a_lock_file_knows_better(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text(
        '{"packages": {"node_modules/bootstrap": {\n "version": "5.3.8"}}}'
    )
    package = '{"devDependencies": {"bootstrap": "^5.1.0"}}'
    assert templates(tmp_path, {}, package__json=package).bootstrap == "5.3.8"


def test_a_go_module_brings_bootstrap(tmp_path: Path) -> None:
    module = "require github.com/twbs/bootstrap v5.3.8+incompatible // indirect\n"
    assert templates(tmp_path, {}, go__mod=module).bootstrap == "5.3.8"


@pytest.mark.parametrize(
    "header", ["Bootstrap v5.3.2", "Bootstrap  v5.3.2", "Bootstrap Grid v5.3.2"]
)
def test_a_copy_says_its_version(tmp_path: Path, header: str) -> None:
    css = f"/*!\n * {header} (https://getbootstrap.com/)"
    assert templates(tmp_path, {}, static_css_bootstrap__css=css).bootstrap == "5.3.2"


def test_copies_of_several_versions_say_nothing(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {},
        static_a_bootstrap__js="/*! Bootstrap v5.3.2",
        assets_b_bootstrap__js="/*! Bootstrap v5.0.0",
    )
    assert found.bootstrap is None


# --- Parameters ---


def test_page_parameters_that_templates_read(tmp_path: Path) -> None:
    found = templates(
        tmp_path,
        {
            "a.html": "{{ .Params.Toc }}{{ $.Params.a.b }}{{ .Param `c.d` }}",
            "b.html": "{{ index .Params `e` }}{{ where .Pages `Params.f` 1 }}",
            "d.html": "{{ .Site.Params.no }}{{ site.Params.no }}",
            "c.html": '{{ .Pages.GroupByParam "g" }}{{ .Page.Params.h }}',
        },
    )
    assert found.params == set("abcefgh") - {"b"} | {"toc"}


# --- Hostile input ---


@pytest.mark.parametrize(
    "piece",
    [
        "{{",
        "<!--",
        "<a ",
        "id=",
        'id="',
        "{{ .Inner }}",
        "bootstrap@",
        "{{ site.Menus }}",
        "{{ with .Inner }}",
        "{{ $x := .Inner }}",
        "id='${",
        "{{ partial `p` . }}",
        "## ",
        "'+",
    ],
)
def test_hostile_templates_take_no_time(tmp_path: Path, piece: str) -> None:
    text = piece * (30_000 // len(piece))
    with at_most(2):
        templates(tmp_path, {"shortcodes/x.html": text, "partials/p.html": text})


def test_files_that_cannot_be_read_define_nothing(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    pairs = (("baseof.html", str(tmp_path / "gone.html")), ("x.html", str(tmp_path)))
    found = read_templates(Site(str(tmp_path), HugoConfig(), layouts=pairs))
    assert found.ids == frozenset()


@pytest.mark.parametrize(
    ("hook", "is_plain"),
    [
        ('<a href="{{ .Destination | safeURL }}">{{ .Text }}</a>', True),
        ("{{ $to := .Destination }}<a href={{ $to }}>{{ .Text }}</a>", True),
        ("{{/* href */}}{{ if .Title }}<a href='{{ .Destination }}'>{{ end }}", True),
        ('<a href="{{ .Destination | relURL }}">', False),
        ('<a href="/docs{{ .Destination }}">', False),
        ("<a href='{{ .Destination }}'>{{ partial `x` . }}", False),
        ("<a {{ printf `href=%q` .Destination | safeHTMLAttr }}>", False),
        (
            "{{ $to := .Destination }}{{ with .Page.GetPage $to }}"
            "{{ $to = .RelPermalink }}{{ end }}<a href='{{ $to }}'>",
            False,
        ),
        ("{{ .Text }}", False),
    ],
)
def test_a_hook_that_writes_the_destination_as_it_is(
    tmp_path: Path, hook: str, is_plain: bool
) -> None:
    found = templates(tmp_path, {"_markup/render-link.html": hook})
    assert ("link" in found.plain_hooks) is is_plain


def test_a_hook_of_one_section_says_nothing_of_the_others(tmp_path: Path) -> None:
    plain = '<a href="{{ .Destination }}">'
    one = templates(tmp_path, {"docs/_markup/render-link.html": plain})
    assert not one.plain_hooks
    all_ = {"_default/_markup/render-link.html": plain}
    assert templates(tmp_path, all_, missing=("theme",)).plain_hooks == {"link"}


def test_a_layout_in_a_folder_is_taken_by_its_name_or_as_a_view(tmp_path: Path) -> None:
    layouts = {"news/wide.html": "<i id='{{ . }}'>"}
    found = templates(tmp_path, layouts)
    assert not found.may_make_id("q", ["news"])
    assert found.may_make_id("q", ["news", "wide"])
    layouts["_default/list.html"] = "{{ range .Pages }}{{ .Render `wide` }}{{ end }}"
    assert templates(tmp_path, layouts).may_make_id("q", ["news"])


ALWAYS = frozenset((frozenset(),))
BORROWED = frozenset((frozenset(("borrowed",)),))


@pytest.mark.parametrize(
    ("text", "others", "translations"),
    [
        ("{{ .Content }}{{ with .Content }}{{ . }}{{ end }}", False, set()),
        ("{{ .Content }}{{ range .Translations }}{{ .Title }}{{ end }}", False, set()),
        ("{{ range .Pages }}{{ .Content }}{{ end }}{{ .Translations }}", True, set()),
        ("{{ range .Translations }}{{ .Content }}{{ end }}", True, ALWAYS),
        ('{{ range .AllTranslations }}{{ partial "text" . }}{{ end }}', True, ALWAYS),
        ("{{ $en := index .Translations 0 }}{{ $en.Content }}", True, ALWAYS),
        ("{{ range $i, $p := .Translations }}{{ $p.Content }}{{ end }}", True, ALWAYS),
        ("{{ $en := index site.Pages 0 }}{{ $en.Content }}", True, set()),
        (
            "{{ if .Params.borrowed }}{{ range .Translations }}{{ .Content }}"
            "{{ end }}{{ else }}{{ .Content }}{{ end }}",
            True,
            BORROWED,
        ),
        (
            "{{ if not .Params.own }}{{ range .Translations }}{{ .Content }}"
            "{{ end }}{{ end }}",
            True,
            ALWAYS,
        ),
    ],
)
def test_templates_may_show_the_text_of_other_pages_and_of_translations(
    tmp_path: Path, text: str, *, others: bool, translations: frozenset[frozenset[str]]
) -> None:
    found = templates(
        tmp_path, {"single.html": text, "partials/text.html": "{{ .Content }}"}
    )
    assert found.lists_show_text is others
    assert found.translations_shown == translations
