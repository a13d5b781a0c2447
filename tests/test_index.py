"""Questions about small whole sites, each written out as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from hugo_cases import Case, cases
from rdmlint.hugo.config import InnerKind, read_config
from rdmlint.hugo.discover import discover
from rdmlint.hugo.templates import Templates
from rdmlint.index import LinkFault, MenuEntry, SiteIndex, Target
from rdmlint.model import (
    Anchor,
    Attribute,
    Element,
    Heading,
    Image,
    Known,
    Link,
    Origin,
    Page,
    Scalar,
    Shortcode,
    Toggle,
)
from rdmlint.settings import Profile, Settings
from rdmlint.syntax import front_matter
from rdmlint.syntax.address import parse_address
from rdmlint.text import Span
from stopwatch import at_most

AT = Span(0, 0)
CONFIG = 'baseURL = "https://h.org/"\n'
HOOKED = CONFIG + "[languages.en]\n"
"""An explicit table of languages switches Hugo's own link hook on."""

Build = Callable[..., SiteIndex]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def build(
        files: Mapping[str, str],
        *,
        config: str = CONFIG,
        templates: Templates | None = None,
        settings: Settings | None = None,
        ids: Mapping[str, tuple[str, ...]] | None = None,
        shortcodes: Mapping[str, tuple[str, ...]] | None = None,
    ) -> SiteIndex:
        for path, text in {"hugo.toml": config, **files}.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        site = discover(str(tmp_path), read_config(str(tmp_path)))
        pages = [
            Page(
                file.path,
                front_matter=front_matter.read(
                    Path(file.file).read_bytes()
                ).front_matter,
                anchors=tuple(
                    Anchor(name, AT, "heading")
                    for name in (ids or {}).get(file.path, ())
                ),
                shortcodes=tuple(
                    Shortcode(name, AT, AT, "<")
                    for name in (shortcodes or {}).get(file.path, ())
                ),
            )
            for file in site.content
        ]
        chosen = settings or Settings(root=str(tmp_path))
        chosen = msgspec.structs.replace(chosen, root=str(tmp_path), today="2026-01-01")
        return SiteIndex(site, pages, templates or Templates(), chosen)

    return build


def page(index: SiteIndex, path: str) -> Page:
    found = index.page(f"content/{path}.md")
    assert found is not None
    return found


def follow(
    index: SiteIndex,
    path: str,
    url: str,
    origin: Origin = Origin.MARKDOWN,
    *,
    is_toggle: bool = False,
    is_certain: bool = True,
) -> Target:
    link = Link(
        AT,
        url,
        AT,
        parse_address(url),
        "text",
        origin,
        is_toggle=is_toggle,
        is_certain=is_certain,
    )
    return index.target(page(index, path), link)


def look(
    index: SiteIndex, path: str, url: str, origin: Origin = Origin.MARKDOWN
) -> Target:
    image = Image(AT, url, AT, parse_address(url), "", None, origin)
    return index.image_target(page(index, path), image)


def exists(index: SiteIndex, path: str, *urls: str) -> list[Known]:
    return [follow(index, path, url).exists for url in urls]


YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN
BARE = "---\ntitle: x\n---\n"

# --- What is published


def test_pages_sections_home_and_taxonomies_are_there(build: Build) -> None:
    index = build(
        {
            "content/_index.md": BARE,
            "content/guides/One Two.md": "---\ntags: [A b, c]\n---\n",
            "content/deep/er/p.md": BARE,
        }
    )
    assert (
        exists(
            index,
            "_index",
            *("/", "/guides/", "/guides/one-two/", "/guides/one-two", "/index.html"),
            *("/guides/one-two/index.html", "/tags/", "/tags/a-b/", "/categories/"),
            *("/index.xml", "/guides/index.xml", "/tags/c/index.xml", "/sitemap.xml"),
            "/deep/",
        )
        == [YES] * 14
    )
    assert (
        exists(index, "_index", "/deep/er/", "/tags/d/", "/robots.txt", "/404.html")
        == [NO] * 4
    )


def test_slug_url_and_aliases_decide_where_a_page_is(build: Build) -> None:
    index = build(
        {
            "content/s/a.md": "---\nslug: b\naliases: [/old/, older]\n---\n",
            "content/s/c.md": "---\nurl: /x/y.html\n---\n",
        }
    )
    assert (
        exists(index, "s/a", "/s/b/", "/old/", "/s/older/", "/x/y.html", "/s/")
        == [YES] * 5
    )
    assert exists(index, "s/a", "/s/a/", "/s/c/") == [NO, NO]


def test_resources_keep_their_case_and_static_files_their_path(build: Build) -> None:
    index = build(
        {
            "content/s/bun/index.md": BARE,
            "content/s/bun/Img X.png": "",
            "content/s/bun/inner.md": BARE,
            "static/files/a.pdf": "",
        }
    )
    assert (
        exists(index, "s/bun/index", "Img%20X.png", "/s/bun/Img X.png", "/files/a.pdf")
        == [YES] * 3
    )
    assert exists(index, "s/bun/index", "/s/bun/inner/", "/files/b.pdf") == [NO, NO]


def test_slashes_in_a_row_are_taken_for_one(build: Build) -> None:
    index = build({"content/s/a.md": BARE})
    assert exists(index, "s/a", "/s//a/", "//h.org//s/a/") == [YES, YES]


def test_what_may_be_published_on_demand_is_unknown(build: Build) -> None:
    index = build(
        {
            "content/s/a.md": BARE,
            "assets/img/x.png": "",
            "assets/css/main.scss": "",
            "content/made/_content.gotmpl": "",
        }
    )
    assert (
        exists(
            index,
            "s/a",
            *("/img/x.png", "/css/main.css", "/css/main.min.css"),
            *("/s/page/2/", "/made/any/", "/x.0123456789abcdef01.js"),
        )
        == [UNKNOWN] * 6
    )
    assert exists(index, "s/a", "/img/y.png", "/t/page/2/") == [NO, NO]


def test_redirects_that_a_template_makes_of_front_matter_are_unknown(
    build: Build,
) -> None:
    index = build(
        {
            "content/s/a.md": "---\nredirects: [{from: old-one, to: '#x'}]\n---\n",
            "layouts/index.redirects": "{{ range site.Pages }}{{ .Params.x }}{{ end }}",
        }
    )
    assert exists(index, "s/a", "/s/a/old-one/", "/s/a/old-two/") == [UNKNOWN, NO]


def test_what_would_be_mounted_from_a_missing_directory_is_unknown(
    build: Build,
) -> None:
    index = build(
        {"content/s/a.md": BARE},
        config=CONFIG
        + '[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        + '[[module.mounts]]\nsource = "tmp/spec"\ntarget = "content/s/spec"\n',
    )
    assert exists(index, "s/a", "/s/spec/", "/s/spec/x/", "/s/a/x/") == [
        UNKNOWN,
        UNKNOWN,
        NO,
    ]


def test_aliases_that_are_switched_off_may_be_redirects(build: Build) -> None:
    index = build(
        {"content/a.md": "---\naliases: [/old/]\n---\n"},
        config=CONFIG + "disableAliases = true\n",
    )
    assert exists(index, "a", "/old/", "/older/") == [UNKNOWN, NO]


def test_an_address_that_lacks_html_may_be_completed_by_the_server(
    build: Build,
) -> None:
    index = build({"content/a.md": "---\nurl: /x/y.html\n---\n"})
    assert exists(index, "a", "/x/y.html", "/x/y", "/x/y/", "/x/z") == [
        YES,
        UNKNOWN,
        UNKNOWN,
        NO,
    ]


def test_redirects_of_the_server_are_unknown(build: Build) -> None:
    index = build(
        {
            "content/a.md": BARE,
            "static/_redirects": "/gone /a/ 301\n/api/* https://x.y/:splat 200\n/* /a",
            "netlify.toml": '[[redirects]]\nfrom = "/toml/:name"\nto = "/a"\n',
            "layouts/index.redirects": "/chat https://x.y\n{{ range .Pages }}{{ end }}",
        }
    )
    assert exists(index, "a", "/gone/", "/api/x", "/toml/z", "/chat") == [UNKNOWN] * 4
    assert exists(index, "a", "/not-there/") == [NO]


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("draft: true", "a draft"),
        ("date: 2030-01-01", "not published before 2030-01-01"),
        ("expiryDate: 2020-01-01", "expired since 2020-01-01"),
        ("build: {render: never}", "kept unrendered (`render: never`)"),
        ("build: {render: false}", "kept unrendered (`render: never`)"),
        ("headless: true", "headless"),
    ],
)
def test_a_link_to_an_unpublished_page_says_why(
    build: Build, front: str, why: str
) -> None:
    index = build({"content/a.md": BARE, "content/b.md": f"---\n{front}\n---\n"})
    assert follow(index, "a", "/b/") == Target(
        NO, LinkFault.UNPUBLISHED, "/b/", "content/b.md", detail=why
    )
    assert index.unpublished(page(index, "b")) == why
    assert index.url_of(page(index, "b")) is None


def test_a_page_that_is_only_linked_to_may_be_answered_by_the_server(
    build: Build,
) -> None:
    index = build(
        {"content/a.md": BARE, "content/b.md": "---\nbuild: {render: link}\n---\n"}
    )
    assert exists(index, "a", "/b/") == [UNKNOWN]
    assert index.unpublished(page(index, "b")) is None
    index = build({}, config=HOOKED)
    assert exists(index, "a", "/b/", "b.md") == [UNKNOWN, UNKNOWN]


def test_a_page_with_publish_date_now_and_a_later_date_is_there(build: Build) -> None:
    index = build(
        {"content/a.md": "---\ndate: 2030-01-01\npublishDate: 2020-01-01\n---\n"}
    )
    assert index.url_of(page(index, "a")) == "/a/"


def test_a_draft_section_leaves_its_pages(build: Build) -> None:
    index = build(
        {"content/s/_index.md": "---\ndraft: true\n---\n", "content/s/a.md": BARE}
    )
    assert exists(index, "s/a", "/s/a/", "/s/") == [YES, NO]


def test_a_cascaded_draft_hides_pages(build: Build) -> None:
    index = build(
        {
            "content/s/_index.md": "---\ncascade: {draft: true}\n---\n",
            "content/s/a.md": BARE,
            "content/s/b.md": "---\ndraft: false\n---\n",
        }
    )
    assert index.unpublished(page(index, "s/a")) == "a draft"
    assert index.unpublished(page(index, "s/b")) is None


# --- Links as a browser reads them


def test_relative_links_count_from_the_published_address(build: Build) -> None:
    index = build({"content/s/a.md": BARE, "content/s/b.md": BARE})
    assert exists(index, "s/a", "../b/", "./", "../../", "?q=1", "../../../s/b") == (
        [YES] * 5
    )
    missing = follow(index, "s/a", "b/")
    assert (missing.exists, missing.fault) == (NO, LinkFault.DEPTH)
    assert missing.url == "/s/a/b/"
    assert missing.suggestion == "../b/"


def test_other_addresses_are_nobodys_business(build: Build) -> None:
    index = build({"content/a.md": BARE})
    for url in ("https://x.y/z", "//x.y", "mailto:a@b.c", "", '{{< ref "x" >}}'):
        assert follow(index, "a", url) == Target(UNKNOWN)
    assert follow(index, "a", "/nope/", is_toggle=True) == Target(UNKNOWN)
    assert follow(index, "a", "/nope/", is_certain=False).exists is UNKNOWN


def test_own_addresses_are_judged_like_paths(build: Build) -> None:
    index = build({"content/a.md": BARE, "content/b.md": BARE})
    assert exists(
        index, "a", "https://h.org/b/", "//h.org/b", "http://H.org:80/b/"
    ) == [YES, YES, YES]
    missing = follow(index, "a", "https://h.org/C/?x#y")
    assert missing.fault is LinkFault.MISSING
    cased = follow(index, "a", "https://h.org/B/?x#y")
    assert cased.suggestion == "https://h.org/b/?x#y"


def test_a_placeholder_base_url_is_no_address_of_ones_own(build: Build) -> None:
    index = build({"content/a.md": BARE}, config='baseURL = "https://example.org/"')
    assert exists(index, "a", "https://example.org/nope/") == [UNKNOWN]
    assert index.path_on_site(parse_address("https://example.org/a/")) is None


def test_the_base_path_belongs_to_root_relative_links(build: Build) -> None:
    index = build(
        {"content/a.md": BARE, "content/b.md": BARE},
        config='baseURL = "https://h.org/sub/"',
    )
    assert exists(index, "a", "/sub/b/", "../b/", "https://h.org/sub/b/") == [YES] * 3
    assert exists(index, "a", "/b/", "../../x/", "https://h.org/b/") == [UNKNOWN] * 3
    assert follow(index, "a", "/sub/B/").suggestion == "/sub/b/"
    assert index.url_of(page(index, "a")) == "/sub/a/"


def test_canonical_urls_get_the_base_path_from_hugo(build: Build) -> None:
    index = build(
        {"content/a.md": BARE},
        config='baseURL = "https://h.org/sub/"\ncanonifyURLs = true',
    )
    assert exists(index, "a", "/a/", "/b/") == [YES, NO]


def test_path_on_site_keeps_query_and_fragment(build: Build) -> None:
    index = build({"content/a.md": BARE})
    for url, path in (
        ("https://h.org/a/?v=1#x", "/a/?v=1#x"),
        ("https://h.org", "/"),
        ("/a/#x", "/a/#x"),
        ("https://h.org:8080/a/", None),
        ("https://www.h.org/a/", None),
        ("a/", None),
    ):
        assert index.path_on_site(parse_address(url)) == path


# --- What is wrong with a link


def test_letter_case_is_told_with_the_right_one(build: Build) -> None:
    index = build({"content/a.md": BARE, "static/Files/A.pdf": ""})
    assert follow(index, "a", "/files/a.pdf") == Target(
        NO,
        LinkFault.LETTER_CASE,
        "/files/a.pdf",
        suggestion="/Files/A.pdf",
        is_sure=True,
    )
    assert follow(index, "a", "/A").suggestion == "/a"
    assert follow(index, "a", "../A/#x").suggestion == "./#x"


def test_the_prefix_static_is_told(build: Build) -> None:
    index = build({"content/s/a.md": BARE, "static/img/x y.png": ""})
    for url in ("/static/img/x%20y.png", "../../static/img/x y.png"):
        found = follow(index, "s/a", url, Origin.HTML)
        assert found.fault is LinkFault.STATIC_PREFIX
        assert (found.suggestion, found.is_sure) == ("/img/x%20y.png", True)
    assert follow(index, "s/a", "/static/no.png").fault is LinkFault.MISSING


def test_a_source_file_in_place_of_a_page_is_told(build: Build) -> None:
    index = build(
        {"content/s/a.md": BARE, "content/s/b.md": BARE, "content/t/c.md": BARE}
    )
    for url, suggestion in (
        ("b.md", "../b/"),
        ("./b.md#x", "../b/#x"),
        ("../t/c.md", "../../t/c/"),
        ("/content/t/c.md", "/t/c/"),
        ("/t/c.md", "/t/c/"),
    ):
        found = follow(index, "s/a", url)
        assert found.fault is LinkFault.NOT_REWRITTEN, url
        assert found.suggestion == suggestion
    assert follow(index, "s/a", "zzzz.md").fault is LinkFault.MISSING


def test_a_source_file_that_is_a_draft_is_unpublished(build: Build) -> None:
    index = build({"content/a.md": BARE, "content/b.md": "---\ndraft: true\n---\n"})
    assert follow(index, "a", "b.md").fault is LinkFault.UNPUBLISHED


def test_a_slip_is_told_for_addresses_of_other_sites_too(build: Build) -> None:
    index = build({"content/a.md": BARE, "static/www.x.se": ""})
    assert follow(index, "a", "htps://x.y/z") == Target(
        NO,
        LinkFault.SCHEME,
        suggestion="https://x.y/z",
        is_sure=True,
        detail="has a mistyped scheme",
    )
    assert follow(index, "a", "data.x.se/y") == Target(
        NO,
        LinkFault.MALFORMED,
        suggestion="https://data.x.se/y",
        detail="has no scheme",
    )
    assert exists(index, "a", "../www.x.se") == [YES]


def test_the_nearest_page_is_offered_in_the_form_of_the_link(build: Build) -> None:
    index = build(
        {
            "content/topics/sharing-data.md": BARE,
            "content/topics/other.md": BARE,
            "content/moved/unique-name.md": BARE,
            "static/files/report-2020.pdf": "",
            "static/img/initiatives/osmi.png": "",
            "static/img/initiatives/stories/old.png": "",
        }
    )
    for url, suggestion in (
        ("/img/initiatives/osmy.png", "/img/initiatives/osmi.png"),
        ("/img/initiatives/eosc.png", None),
        ("/img/initiatives/storie/ol.png", "/img/initiatives/stories/old.png"),
        ("/img/initiatives/stories/osmi/old.png", "/img/initiatives/stories/old.png"),
        ("/img/initiatives/2/old.png", "/img/initiatives/stories/old.png"),
        ("/img/initiatives/osmi-logotype.png", "/img/initiatives/osmi.png"),
        ("/topics/sharing-dat/", "/topics/sharing-data/"),
        ("../sharing-dta/#x", "../sharing-data/#x"),
        ("/topics/unique-name/", "/moved/unique-name/"),
        ("/files/report-2021.pdf", "/files/report-2020.pdf"),
        ("/files/report-2020.docx", "/files/report-2020.pdf"),
        ("/quite/something/else/", None),
    ):
        assert follow(index, "topics/other", url).suggestion == suggestion


def test_a_site_without_configuration_may_get_one_before_it_is_built(
    build: Build, tmp_path: Path
) -> None:
    files = {"content/a.md": BARE}
    build(files)
    (tmp_path / "hugo.toml").unlink()
    site = discover(str(tmp_path), read_config(str(tmp_path)))
    index = SiteIndex(
        site, [Page("content/a.md")], Templates(), Settings(str(tmp_path))
    )
    assert exists(index, "a", "/a/", "/b/") == [YES, UNKNOWN]


def test_what_is_near_is_sought_in_the_same_language(build: Build) -> None:
    config = CONFIG + "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    index = build(
        {
            "content/a.fr.md": BARE,
            "content/unique-name.md": BARE,
            "content/unique-names.fr.md": BARE,
        },
        config=config,
    )
    found = follow(index, "a.fr", "/fr/unique-name/")
    assert found.suggestion == "/fr/unique-names/"


@pytest.mark.parametrize(
    "url",
    ["../" * 30_000, "a/" * 50_000, "/" * 100_000, "%zz" * 30_000, "a.md#" * 20_000],
)
@pytest.mark.parametrize("config", [CONFIG, HOOKED])
def test_hostile_addresses_are_judged_in_no_time(
    build: Build, url: str, config: str
) -> None:
    index = build({"content/s/a.md": BARE}, config=config)
    follow(index, "s/a", "x/")
    with at_most(0.25):
        follow(index, "s/a", url)


def test_the_search_for_what_is_near_comes_to_an_end(build: Build) -> None:
    index = build({f"content/s/page-{number}.md": "" for number in range(300)})
    with at_most(3):
        for number in range(3_000):
            follow(index, "s/page-1", f"/s/pager-{number}/")


# --- Fragments


def test_fragments_are_held_against_the_ids_of_the_page_reached(build: Build) -> None:
    index = build(
        {"content/a.md": BARE, "content/b.md": BARE},
        templates=Templates(
            ids=frozenset({"footer"}), common_ids=frozenset({"footer"})
        ),
        ids={"content/a.md": ("one", "två"), "content/b.md": ("two",)},
    )
    assert (
        exists(
            index, "a", "#one", "/b/#two", "#tv%C3%A5", "#footer", "#", "#top", "#!/x"
        )
        == [YES] * 7
    )
    assert exists(index, "a", "#:~:text=x", "/b/#two:~:text=x") == [YES, YES]
    assert exists(index, "a", "#two", "/b/#one", "/index.xml#x") == [NO, NO, YES]
    assert follow(index, "a", "/b/#Two") == Target(
        NO,
        LinkFault.FRAGMENT,
        "/b/",
        "content/b.md",
        suggestion="/b/#two",
        is_sure=True,
    )
    assert follow(index, "a", "#oone").suggestion == "#one"
    assert follow(index, "a", "#två-").suggestion == "#två"


@pytest.mark.parametrize(
    "templates",
    [
        Templates(has_computed_ids=True),
        Templates(computed_ids=frozenset({("", "x")})),
        Templates(heading_hook=UNKNOWN),
        Templates(shortcodes={"s": InnerKind.NONE}, open_shortcodes=frozenset({"s"})),
        Templates(shortcodes={}),
    ],
)
def test_an_id_that_something_hidden_may_give_is_unknown(
    build: Build, templates: Templates
) -> None:
    index = build(
        {"content/a.md": BARE},
        templates=templates,
        shortcodes={"content/a.md": ("s",)},
    )
    target = follow(index, "a", "#x")
    assert target.exists is UNKNOWN
    assert target.reason


def test_an_id_that_a_heading_hook_may_write_is_unknown(build: Build) -> None:
    index = build({"content/a.md": BARE})
    hooked = msgspec.structs.replace(page(index, "a"), open_ids=(("to-", ""),))
    index = SiteIndex(index.site, [hooked], index.templates, index.settings)
    assert exists(index, "a", "#to-x", "#x") == [UNKNOWN, NO]


def test_ids_are_unknown_where_the_site_sets_its_own_dashes(build: Build) -> None:
    config = CONFIG + '[markup.goldmark.extensions.typographer]\nenDash = "--"\n'
    index = build({"content/a.md": BARE}, config=config)
    assert exists(index, "a", "#--name") == [NO]
    dashed = Heading(AT, 2, "--name", AT, "name", None, Origin.MARKDOWN)
    dashing = msgspec.structs.replace(page(index, "a"), headings=(dashed,))
    site, templates, settings = index.site, index.templates, index.settings
    index = SiteIndex(site, [dashing], templates, settings)
    assert exists(index, "a", "#--name") == [UNKNOWN]


def test_ids_of_known_shortcodes_count_where_they_are_used(build: Build) -> None:
    index = build(
        {"content/a.md": BARE, "content/b.md": BARE},
        templates=Templates(
            shortcodes={"s": InnerKind.NONE}, shortcode_ids={"s": ("made",)}
        ),
        shortcodes={"content/a.md": ("S",)},
    )
    assert exists(index, "b", "/a/#made", "#made") == [YES, NO]
    assert index.ids(page(index, "a")) == ("made",)


def test_of_a_page_from_several_files_it_is_not_known_which_has_the_id(
    build: Build,
) -> None:
    index = build(
        {f"content/{name}.md": BARE for name in ("a", "b", "b/index", "c")},
        ids={"content/b.md": ("one",), "content/b/index.md": ("two",)},
    )
    assert exists(index, "a", "/b/#one", "/b/#two") in ([YES, UNKNOWN], [UNKNOWN, YES])
    assert exists(index, "a", "/b/#three", "/c/#one") == [NO, NO]
    hooked = msgspec.structs.replace(page(index, "b"), open_ids=(("to-", ""),))
    pages = [hooked, *(each for each in index.pages if each.path != hooked.path)]
    index = SiteIndex(index.site, pages, index.templates, index.settings)
    assert exists(index, "a", "/b/#to-x", "/b/#x") == [UNKNOWN, NO]


def test_layouts_give_ids_to_the_pages_that_they_are_for(build: Build) -> None:
    places = ("docs/a", "b", "_index", "tags/x/_index")
    wide = "---\nlayout: wide\n---\n"
    index = build(
        {**{f"content/{name}.md": BARE for name in places}, "content/w.md": wide},
        templates=Templates(
            ids=frozenset({"any", "doc", "hero", "w"}),
            common_ids=frozenset({"any"}),
            ids_by_folder={
                "docs": frozenset({"doc"}),
                "index": frozenset({"hero"}),
                "wide": frozenset({"w"}),
            },
        ),
    )
    names = ("any", "doc", "hero", "w")
    for url, there in (
        ("/docs/a/", "any doc"),
        ("/b/", "any"),
        ("/", "any hero"),
        ("/w/", "any w"),
        ("/tags/x/", "any doc hero w"),
        ("/tags/", "any doc hero w"),
    ):
        found = exists(index, "b", *(f"{url}#{name}" for name in names))
        assert found == [YES if name in there.split() else NO for name in names]
    assert set(index.ids(Page("layouts/x.html", "template", 0))) == set(names)


def test_a_list_may_show_the_text_of_other_pages(build: Build) -> None:
    index = build(
        {"content/s/_index.md": BARE, "content/s/a.md": BARE},
        ids={"content/s/a.md": ("x",)},
    )
    assert exists(index, "s/a", "/s/#x", "/s/#y", "/tags/#x") == [UNKNOWN, NO, UNKNOWN]


def test_a_template_may_show_the_text_of_a_translation(build: Build) -> None:
    files = {
        **{f"content/{name}.md": BARE for name in ("a", "a.fr", "c")},
        "content/b.fr.md": "---\ntranslationKey: c\n---\n",
        "content/d.md": "---\ntranslationKey: c\n---\n",
    }
    config = CONFIG + "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    ids = {"content/a.md": ("x",), "content/c.md": ("y",), "content/d.md": ("z",)}
    urls = ("/fr/a/#x", "/fr/a/#y", "/a/#x", "/fr/b/#y", "/fr/b/#z")
    index = build(files, config=config, ids=ids)
    assert exists(index, "a", *urls) == [UNKNOWN, NO, YES, NO, UNKNOWN]
    files["content/a.fr.md"] = "---\nborrowed: true\n---\n"
    for shown, there in (
        ((), [NO, NO, YES, NO, NO]),
        (("borrowed",), [UNKNOWN, NO, YES, NO, NO]),
    ):
        templates = Templates(
            translations_shown=frozenset(frozenset((key,)) for key in shown)
        )
        index = build(files, config=config, ids=ids, templates=templates)
        assert exists(index, "a", *urls) == there


# --- Hugo's own link hook


TREE = {
    **{
        f"content/{path}.md": BARE
        for path in (
            *("_index", "top", "sec/_index", "sec/p1", "sec/p2", "sec/bun/index"),
            *("sec/bun/inner", "sec/sub/_index", "sec/sub/deep", "sec/nos/q"),
            *("other/_index", "other/p1", "other/uniq", "other/a.b"),
            "Other/Mixed Case",
        )
    },
    "content/sec/slug.md": "---\nslug: slugged\n---\n",
    "content/sec/hidden.md": "---\nbuild: {render: never}\n---\n",
    "content/sec/draft.md": "---\ndraft: true\n---\n",
    "content/sec/bun/img.png": "",
    "content/sec/bun/sub/x.txt": "",
    "content/sec/simg.png": "",
    "assets/as.png": "",
    "assets/d/e.css": "",
    "static/st.png": "",
}
OBSERVED = cases("C10")


@pytest.mark.parametrize("case", OBSERVED, ids=[case.id for case in OBSERVED])
def test_the_link_hook_finds_what_hugo_finds(build: Build, case: Case) -> None:
    index = build(TREE, config=HOOKED)
    written = case.input.decode()
    columns = [column.strip() for column in case.output.split(" | ")]
    assert len(columns) == 8
    for path, seen in zip(
        ("sec/p1", "sec/bun/index", "sec/_index", "_index"), columns[4:], strict=True
    ):
        target = follow(index, path, written)
        if seen == "#ZgotmplZ":
            assert target == Target(UNKNOWN)
        elif seen == '""':
            assert target.fault is LinkFault.UNPUBLISHED
        elif seen == written:
            plain = follow(index, path, written, Origin.HTML)
            # An asset is published because the hook asks for it.
            assert target.exists is plain.exists or plain.exists is UNKNOWN
        else:
            assert target.url == seen.partition("#")[0].partition("?")[0]


def test_the_hook_rewrites_source_files(build: Build) -> None:
    index = build({"content/s/a.md": BARE, "content/s/b.md": BARE}, config=HOOKED)
    assert exists(index, "s/a", "b.md", "../s/b.md", "/s/b.md") == [YES] * 3
    assert follow(index, "s/a", "b.md", Origin.HTML).fault is LinkFault.NOT_REWRITTEN


def test_which_page_has_a_contested_address_is_unknown(build: Build) -> None:
    index = build(
        {"content/a.md": "---\nurl: /x\n---\n", "content/b.md": "---\nslug: x\n---\n"},
        ids={"content/a.md": ("one",), "content/b.md": ("two",)},
    )
    assert exists(index, "b", "/x/#three") == [NO]
    found = exists(index, "b", "/x/#one", "/x/#two")
    assert sorted(each.value for each in found) == ["unknown", "yes"]


def test_what_lies_beside_a_list_that_is_off_may_be_anywhere(build: Build) -> None:
    files = {"content/s/_index.md": BARE, "content/s/x.svg": "", "content/a.md": BARE}
    index = build(files, config=CONFIG + "disableKinds = ['section']\n")
    assert exists(index, "a", "/x.svg", "/y.svg") == [UNKNOWN, NO]


def test_the_hook_finds_what_bundles_below_a_single_page_hold(build: Build) -> None:
    files = {
        "content/s.md": BARE,
        "content/s/b/index.md": BARE,
        "content/s/b/pic.png": "",
        "content/t/_index.md": BARE,
        "content/t/b/index.md": BARE,
        "content/t/b/other.png": "",
    }
    index = build(files, config=HOOKED)
    assert follow(index, "s", "pic.png") == Target(YES, url="/s/b/pic.png")
    assert exists(index, "s", "other.png") == [NO]
    assert exists(index, "t/_index", "other.png") == [NO]


def test_a_hook_of_ones_own_may_look_up_what_is_on_the_sites_own_host(
    build: Build,
) -> None:
    index = build(TREE, templates=Templates(link_hook=YES))
    urls = ("https://h.org/Sec/P1", "https://h.org/x")
    assert exists(index, "sec/p2", *urls) == [YES, NO]
    assert exists(build(TREE), "sec/p2", *urls) == [NO, NO]


def test_a_draft_that_the_hook_does_not_find_is_told(build: Build) -> None:
    index = build(TREE, config=HOOKED)
    target = follow(index, "sec/p1", "draft.md")
    assert (target.fault, target.detail) == (LinkFault.UNPUBLISHED, "a draft")


def test_only_what_is_wrong_under_every_reading_is_wrong_with_a_hook_of_ones_own(
    build: Build,
) -> None:
    index = build(TREE, templates=Templates(link_hook=YES))
    assert exists(index, "sec/p1", "p2.md", "uniq", "/sec/p2/") == [YES] * 3
    assert exists(index, "sec/p1", "any/st.png", "x/uniq.md") == [UNKNOWN, UNKNOWN]
    assert exists(index, "sec/p1", "../../content/top.md") == [YES]
    assert exists(index, "sec/bun/index", "../../content/top.md") == [UNKNOWN]
    assert exists(index, "sec/p1", "nowhere.md", "/nowhere/") == [NO, NO]


def test_a_hook_of_ones_own_may_count_from_the_root_or_look_for_a_bare_name(
    build: Build,
) -> None:
    index = build(TREE, templates=Templates(link_hook=YES))
    assert exists(index, "sec/p1", "sec/p2/", "./uniq.md") == [YES, YES]


def test_a_hook_of_ones_own_counts_where_that_of_hugo_is_never_used(
    build: Build,
) -> None:
    config = CONFIG + "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'never'\n"
    assert exists(build(TREE, config=config), "sec/p1", "p2.md") == [NO]
    hooked = build(TREE, config=config, templates=Templates(link_hook=YES))
    assert exists(hooked, "sec/p1", "p2.md") == [YES]


def test_an_id_is_missing_only_if_no_reading_of_a_link_finds_it(build: Build) -> None:
    index = build(
        TREE,
        templates=Templates(link_hook=YES),
        ids={"content/sec/p1.md": ("here",), "content/_index.md": ("home",)},
    )
    assert exists(index, "sec/p1", "./#here", "./#home", "./#gone") == [YES, YES, NO]


# --- Images


def test_images_are_looked_for_where_the_page_is_published(build: Build) -> None:
    index = build(
        {
            "content/s/a.md": BARE,
            "content/s/x.png": "",
            "content/s/bun/index.md": BARE,
            "content/s/bun/y.png": "",
            "static/img/z.png": "",
        }
    )
    assert look(index, "s/bun/index", "y.png").exists is YES
    assert look(index, "s/a", "/img/z.png").exists is YES
    assert look(index, "s/a", "../x.png").exists is YES
    missing = look(index, "s/a", "x.png")
    assert (missing.fault, missing.suggestion) == (LinkFault.MISSING, "../x.png")


def test_the_figure_shortcode_finds_resources_and_assets(build: Build) -> None:
    index = build(TREE)
    for url in ("img.png", "IMG.png", "as.png", "sub/x.txt"):
        assert look(index, "sec/bun/index", url, Origin.SHORTCODE).exists is YES
    assert look(index, "sec/p1", "img.png", Origin.SHORTCODE).exists is NO


def test_an_asset_with_a_space_in_its_name_is_found(build: Build) -> None:
    index = build({"content/a.md": BARE, "assets/My pic.png": ""})
    assert look(index, "a", "My%20pic.png", Origin.SHORTCODE).exists is YES


# --- Languages


def test_each_language_has_its_own_tree(build: Build) -> None:
    config = CONFIG + "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    index = build(
        {
            "content/a.md": BARE,
            "content/a.fr.md": BARE,
            "content/b.md": BARE,
            "content/c.fr.md": BARE,
        },
        config=config,
    )
    assert exists(index, "a", "/fr/a/", "/fr/c/", "/en/", "/fr/", "b.md") == [YES] * 5
    assert exists(index, "a", "/fr/b/", "c.md") == [NO, NO]
    assert exists(index, "a.fr", "c.md", "b.md") == [YES, NO]


def test_translations_share_the_resources_of_their_bundle(build: Build) -> None:
    config = CONFIG + "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    files = {
        "content/b/index.md": BARE,
        "content/b/index.fr.md": BARE,
        "content/b/x.png": "",
    }
    index = build(files, config=config)
    assert look(index, "b/index.fr", "x.png").exists is YES
    assert look(index, "b/index.fr", "x.png", Origin.HTML).exists is NO
    copied = config + "[markup.goldmark]\nduplicateResourceFiles = true\n"
    index = build(files, config=copied)
    assert look(index, "b/index.fr", "x.png", Origin.HTML).exists is YES


# --- Front matter


def test_value_looks_at_own_then_cascaded(build: Build) -> None:
    index = build(
        {
            "content/_index.md": "---\ncascade: {toc: true}\n---\n",
            "content/s/a.md": BARE,
            "content/s/b.md": "---\nTOC: no\n---\n",
        }
    )
    cascaded = index.value(page(index, "s/a"), "toc")
    own = index.value(page(index, "s/b"), "toc")
    assert isinstance(cascaded, Scalar)
    assert cascaded.value is True
    assert isinstance(own, Scalar)
    assert own.value == "no"
    assert index.value(page(index, "s/a"), "menu") is None


def test_the_last_profile_that_matches_binds_ordinary_pages(build: Build) -> None:
    index = build(
        {
            "content/_index.md": BARE,
            "content/s/_index.md": BARE,
            "content/s/a.md": BARE,
            "content/t/b.md": BARE,
            "content/s/bun/index.md": BARE,
            "content/s/bun/part.md": BARE,
            "content/tags/x/_index.md": BARE,
        },
        settings=Settings(
            root="",
            profiles=(
                Profile("all", ("**",), ("title",)),
                Profile("s", ("content/s/**", "!content/s/c.md"), ("weight",)),
            ),
        ),
    )

    def required(path: str) -> tuple[str, ...] | None:
        contract = index.contract(page(index, path))
        return contract.required if contract else None

    assert required("s/a") == required("s/bun/index") == ("weight",)
    assert required("t/b") == ("title",)
    for free in ("_index", "s/_index", "s/bun/part", "tags/x/_index"):
        assert required(free) is None


# --- Menus


def keys(entries: tuple[MenuEntry, ...]) -> list[tuple[str, str]]:
    return [(entry.menu, entry.key) for entry in entries]


def test_a_menu_of_the_configuration_is_there_in_languages_without_any(
    build: Build,
) -> None:
    index = build(
        {"content/a.md": "---\ntitle: A\n---\n"},
        config="[languages.en]\nweight = 1\n[languages.sv]\nweight = 2\n"
        "[languages.fi]\nweight = 3\ndisabled = true\n"
        "[[languages.sv.menus.foot]]\nname = 'Hem'\n"
        "[[menus.main]]\nname = 'A'\n[[menus.foot]]\nname = 'Home'\n",
    )
    found = [(each.language, each.menu, each.key) for each in index.menu_entries()]
    assert sorted(found) == [
        ("en", "foot", "Home"),
        ("en", "main", "A"),
        ("sv", "foot", "Hem"),
    ]


def test_pages_of_taxonomies_and_terms_make_menu_entries_too(build: Build) -> None:
    index = build(
        {
            "content/tags/_index.md": "---\ntitle: Tags\nmenu: main\n---\n",
            "content/tags/x/_index.md": "---\ntitle: X\nmenu: main\n---\n",
        }
    )
    assert keys(index.menu_entries()) == [("main", "Tags"), ("main", "X")]


def test_menu_entries_come_as_hugo_meets_them(build: Build) -> None:
    index = build(
        {
            "content/b.md": "---\ntitle: B\nmenu: main\n---\n",
            "content/a.md": "---\ntitle: A\nweight: 4\nmenu: {main: {name: N}}\n---\n",
            "content/d.md": "---\ntitle: D\ndraft: true\nmenu: main\n---\n",
            "content/l.md": "---\nmenu: main\nbuild: {list: never}\n---\n",
            "content/s/_index.md": "---\ntitle: S\ncascade: {menu: foot}\n---\n",
            "content/s/c.md": "---\ntitle: C\n---\n",
        },
        config=CONFIG
        + 'sectionPagesMenu = "main"\n[[menus.main]]\nname = "Conf"\nurl = "/a/"\n',
    )
    assert keys(index.menu_entries()) == [
        ("main", "Conf"),
        ("main", "s"),
        ("main", "N"),
        ("main", "B"),
        ("foot", "S"),
        ("foot", "C"),
    ]
    assert index.menu_entries()[2].weight == 4


def test_the_menu_of_sections_has_those_that_hugo_makes_itself(build: Build) -> None:
    index = build(
        {
            "content/posts/a.md": "",
            "content/my docs/a.md": "",
            "content/off/_index.md": "---\nbuild: {list: never}\n---\n",
            "content/_index.md": (
                "---\ncascade: [{target: {path: /posts}, weight: 5}]\n---\n"
            ),
        },
        config=CONFIG + 'sectionPagesMenu = "main"\n',
    )
    assert [(each.key, each.weight) for each in index.menu_entries()] == [
        ("my-docs", None),
        ("posts", 5),
    ]


def test_the_menu_of_sections_has_one_for_each_directory_of_the_first_level(
    build: Build,
) -> None:
    index = build(
        {
            "content/a/_index.md": "---\ntitle: A\n---\n",
            "content/a/b/_index.md": "---\ntitle: B\n---\n",
            "content/gone/_index.md": "---\ndraft: true\n---\n",
            "content/gone/c/_index.md": "---\ntitle: C\n---\n",
            "content/gone/d/_index.md": "---\ntitle: D\n---\n",
        },
        config=CONFIG + 'sectionPagesMenu = "main"\n',
    )
    assert [(each.key, each.name) for each in index.menu_entries()] == [
        ("a", "A"),
        ("gone", "C"),
    ]


def test_a_menu_is_rendered_by_templates_or_configuration(build: Build) -> None:
    files = {"content/a.md": BARE}
    config = CONFIG + '[[menus.conf]]\nname = "x"\n'
    index = build(files, config=config, templates=Templates(menus=frozenset({"main"})))
    assert index.menu_names() == ("conf", "main")
    assert [index.menu_is_rendered(menu) for menu in ("main", "conf", "Main")] == [
        YES,
        YES,
        NO,
    ]
    index = build(files, templates=Templates(menus_known=UNKNOWN))
    assert index.menu_is_rendered("any") is UNKNOWN


# --- Toggles, shortcodes, Bootstrap


def test_a_toggle_matches_elements_of_the_page_unless_others_may_answer(
    build: Build,
) -> None:
    panel = Element(0, "div", AT, (Attribute("id", "p", AT, AT, AT),))
    button = Element(1, "button", AT)

    def toggle(*ids: str, targets: tuple[int, ...]) -> Toggle:
        return Toggle("collapse", button, 5, None, "#p", ids, targets)

    index = build(
        {"content/a.md": BARE},
        templates=Templates(
            ids=frozenset({"layout"}), common_ids=frozenset({"layout"})
        ),
    )
    shown = msgspec.structs.replace(page(index, "a"), elements=(panel, button))
    assert index.matches(shown, toggle("p", targets=(0,))) == (panel,)
    assert index.matches(shown, toggle("no", targets=())) == ()
    assert index.matches(shown, toggle("layout", targets=())) is None
    unclear = msgspec.structs.replace(panel, is_certain=False)
    hidden = msgspec.structs.replace(shown, elements=(unclear, button))
    assert index.matches(hidden, toggle("p", targets=(0,))) is None


def test_shortcodes_are_known_whatever_their_case(build: Build) -> None:
    index = build(
        {"content/a.md": BARE}, templates=Templates(shortcodes={"s": InnerKind.HTML})
    )
    assert index.shortcode("S") is InnerKind.HTML
    assert index.shortcode("t") is None
    assert index.shortcode_exists("S") is YES
    assert index.shortcode_exists("t") is NO


def test_a_figure_of_the_sites_own_is_not_judged(build: Build) -> None:
    index = build({"content/a.md": BARE, "layouts/shortcodes/Figure.html": ""})
    assert index.is_own("figure") is YES
    assert look(index, "a", "no.png", Origin.SHORTCODE).exists is UNKNOWN


def test_publishes_counts_from_the_root_of_the_host(build: Build) -> None:
    index = build({"content/a.md": BARE}, config='baseURL = "https://h.org/sub/"')
    assert [index.publishes(path) for path in ("/sub/a/", "/sub/b/", "/a/")] == [
        YES,
        NO,
        UNKNOWN,
    ]


def test_bootstrap_is_what_settings_say_else_what_templates_load(build: Build) -> None:
    files = {"content/a.md": BARE}
    loaded = Templates(bootstrap="5.0.1")
    assert build(files, templates=loaded).bootstrap == (5, 0, 1)
    chosen = Settings(root="", bootstrap="4.6")
    assert build(files, templates=loaded, settings=chosen).bootstrap == (4, 6, 0)
    assert build(files).bootstrap is None


def test_nearest_is_near_or_nothing(build: Build) -> None:
    index = build({"content/a.md": BARE})
    assert index.nearest("collapseFnd1", ["collapseFind1", "other"]) == "collapseFind1"
    assert index.nearest("abc", ["xyz"]) is None
    assert index.nearest("x1", []) is None
    assert index.nearest("a" * 100_000, ["a" * 100_000]) is None


def test_a_page_in_two_languages_is_in_the_menus_of_both(build: Build) -> None:
    mount = (
        "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n"
        "[module.mounts.sites.matrix]\nlanguages = ['**']\n"
    )
    index = build(
        {"content/a.md": "---\ntitle: A\nmenu: main\n---\n"},
        config="[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n" + mount,
    )
    found = [(each.language, each.key) for each in index.menu_entries()]
    assert found == [("en", "A"), ("fr", "A")]
