import re
from datetime import datetime

import msgspec
import pytest

from hugo_cases import Case, cases
from rdmlint.hugo import casts
from rdmlint.hugo.config import HugoConfig, Language, Permalink
from rdmlint.hugo.config_files import EMPTY
from rdmlint.hugo.discover import ContentFile
from rdmlint.hugo.editions import read_editions
from rdmlint.hugo.formats import BUILT_IN
from rdmlint.hugo.paths import place
from rdmlint.hugo.urls import (
    Sections,
    Subject,
    alias_files,
    comparable,
    encoded,
    expand,
    formats,
    output,
    published_files,
    resource_file,
    sanitise,
    subject,
)
from rdmlint.syntax import yaml

CONFIG = HugoConfig()
MULTILINGUAL = HugoConfig(
    languages=(Language("en"), Language("fr", prefix="fr")),
    editions=read_editions(EMPTY, (("en", "", False), ("fr", "fr", False)), "en"),
)


def page(path: str, *, kind: str = "page", language: str = "en", **values) -> Subject:
    found = place(path)
    written = "/" + found.directory if found.directory else "/"
    if found.kind == "single":
        written = f"{written.rstrip('/')}/{found.name}"
    return Subject(
        logical=found.logical,
        kind=kind,
        language=language,
        name=found.name,
        written=written,
        bundle=found.kind if found.kind in ("leaf", "branch") else None,
        **values,
    )


def section(logical: str, **values) -> Subject:
    return Subject(logical, "section", "en", bundle="branch", **values)


def link(subject: Subject, config: HugoConfig = CONFIG, **sections) -> str | None:
    found = output(subject, config, Sections(**sections))
    return found.link if found else None


def file(subject: Subject, config: HugoConfig = CONFIG) -> str | None:
    found = output(subject, config)
    return found.file if found else None


# --- Observed cases -----------------------------------------------------------------

NAMED = re.compile(r"(\S+) \(page (\S+) (\S+) (\w+)\)")


def names() -> list[object]:
    return [
        pytest.param(case, id=case.id)
        for case in cases("C7")
        if NAMED.search(case.output)
    ]


@pytest.mark.parametrize("case", names())
def test_a_file_name_gives_the_url_and_file_of_its_page(case: Case) -> None:
    name = case.input.decode()
    config = CONFIG
    if name.startswith("[en,fr] "):
        name, config = name.removeprefix("[en,fr] "), MULTILINGUAL
    found = place(name, languages={each.key for each in config.languages})
    language = found.language or "en"
    bundle = "leaf" if found.kind == "leaf" else None
    target = output(
        Subject(found.logical, "page", language, found.name, bundle=bundle), config
    )
    assert target is not None
    expected = [
        (file, link, language)
        for file, logical, link, language in NAMED.findall(case.output)
        if logical == found.logical
    ]
    assert [(target.file[1:], target.link, language)] == expected


def fields() -> list[object]:
    """Rows that are about the address of `content/a.md`."""
    return [
        pytest.param(case, id=case.id)
        for case in cases("C5")
        if case.input.startswith((b"slug:", b"url:", b"aliases:"))
    ]


@pytest.mark.parametrize("case", fields())
def test_front_matter_moves_a_page_as_hugo_was_seen_to(case: Case) -> None:
    root = yaml.read(case.input).value
    assert root is not None
    source = ContentFile(
        "content/a.md", "", "/a", "page", None, "en", "md", base_name="a"
    )
    found = subject(source, "page", root.get, CONFIG)
    target = output(found, CONFIG)
    aliases = alias_files(
        found,
        target or output(page("a.md"), CONFIG),
        casts.texts(root.get("aliases")),
        CONFIG,
    )
    if case.output.startswith("ERR") and "alias" not in case.output:
        assert target is None
        return
    assert target is not None
    expected = case.output
    if expected == "(not published)":
        # `url: /` takes the place of home.
        assert target.file == "/index.html"
        return
    moved = re.match(r"(.+?) (?:Slug=.* )?Rel=(\S+)$", expected)
    if moved:
        assert (target.file[1:], target.link) == (moved[1], moved[2])
    else:
        assert target.link == "/a/"
    stubs = set(re.findall(r"(?:^|; )(\S+)→al", expected))
    assert {alias[1:] for alias in aliases if alias != target.file} == stubs


# --- Elements -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("amp&x", "ampx"),
        ("A  B", "a-b"),
        (" lead and trail ", "lead-and-trail"),
        ("a - b", "a-b"),
        ("100%25", "100%25"),
        ("100%", "100"),
        ("Ⅷ½😀", ""),
        ("é", "é"),
        ("x\u00a0y", "x-y"),
    ],
)
def test_a_path_keeps_letters_digits_and_few_signs(text: str, path: str) -> None:
    assert sanitise(text, CONFIG) == path


def test_accents_go_where_the_site_says_so() -> None:
    config = HugoConfig(remove_path_accents=True)
    assert sanitise("Ünï ß", config) == "uni-ß"


def test_letter_case_stays_where_the_site_says_so() -> None:
    assert sanitise("Dir One", HugoConfig(path_to_lower=False)) == "Dir-One"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/c#/", "/c%23/"),
        ("/日/", "/%E6%97%A5/"),
        ("/a b", "/a%20b"),
        ("/%41/", "/%41/"),
    ],
)
def test_links_are_percent_encoded(path: str, link: str) -> None:
    assert encoded(path) == link


def test_two_spellings_of_one_address_compare_equal() -> None:
    assert comparable("/a%20b/index.html") == comparable("/a b/") == "/a b/"
    assert comparable("/x.html") == "/x.html"


# --- Pages --------------------------------------------------------------------------


def test_a_bundle_is_published_at_its_directory() -> None:
    found = output(page("Sec One/Bun Two/index.md"), CONFIG)
    assert found is not None
    assert found.link == "/sec-one/bun-two/"
    assert (
        resource_file(found, "Sub Dir/Img X.PNG")
        == "/sec-one/bun-two/Sub Dir/Img X.PNG"
    )


def test_the_slug_of_a_section_moves_what_lies_below_it() -> None:
    slugs = {"/sl": "AA B", "/sl/sub": "cc/dd"}
    assert link(section("/sl"), slugs=slugs) == "/aa-b/"
    assert link(page("sl/sub/nos/p.md"), slugs=slugs) == "/aa-b/cc/dd/nos/p/"


def test_older_hugos_heed_no_slug_of_a_section() -> None:
    config = HugoConfig(hugo_version="0.166.0")
    assert link(page("sl/p.md"), config, slugs={"/sl": "aa"}) == "/sl/p/"


def test_a_slug_may_hold_a_slash_or_leave_its_section() -> None:
    assert file(page("s/p.md", slug="a/b")) == "/s/a/b/index.html"
    assert file(page("s/p.md", slug="../up")) == "/up/index.html"


def test_a_page_called_index_takes_the_place_of_its_section() -> None:
    found = output(page("s/p.md", slug="index"), CONFIG)
    assert found is not None
    assert (found.file, found.link) == ("/s/index.html", "/s/")


def test_a_bundle_called_index_has_a_directory_of_its_own() -> None:
    assert file(page("s/index/index.md")) == "/s/index/index.html"


def test_ugly_urls_name_the_file_for_the_page() -> None:
    config = HugoConfig(ugly_urls=True)
    assert link(page("s/p.md"), config) == "/s/p.html"
    assert link(section("/s"), config) == "/s/index.html"
    found = output(page("s/b/index.md"), config)
    assert found is not None
    assert resource_file(found, "i.png") == "/s/b/i.png"


def test_an_ugly_page_whose_pattern_comes_to_nothing_is_but_an_ending() -> None:
    config = permalinks(Permalink("/:slug/", "page", "/s/**"), ugly_urls=True)
    assert file(page("s/p.md"), config) == "/.html"
    assert file(page("s/p.md", title="A b"), config) == "/a-b.html"


def test_ugly_urls_can_be_for_some_sections_only() -> None:
    config = HugoConfig(ugly_sections=("s",))
    assert link(page("s/p.md"), config) == "/s/p.html"
    assert link(page("t/p.md"), config) == "/t/p/"


def test_the_base_path_is_part_of_links_but_not_of_files() -> None:
    found = output(page("p.md"), HugoConfig(base_url="https://h.org/sub/dir/"))
    assert found is not None
    assert (found.link, found.file) == ("/sub/dir/p/", "/p/index.html")


def test_canonical_urls_leave_the_base_path_out() -> None:
    config = HugoConfig(base_url="https://h.org/sub/", canonify_urls=True)
    assert link(page("p.md"), config) == "/p/"


def test_a_language_has_its_part_of_the_path() -> None:
    french = page("s/p.md", language="fr")
    assert link(french, MULTILINGUAL) == "/fr/s/p/"


def test_an_absolute_url_takes_no_language_a_relative_one_does() -> None:
    assert link(page("p.md", language="fr", url="/abs/"), MULTILINGUAL) == "/abs/"
    assert link(page("p.md", language="fr", url="rel/"), MULTILINGUAL) == "/fr/rel/"
    assert link(page("p.md", language="fr", url="/fr/x/"), MULTILINGUAL) == "/fr/x/"


def test_resources_of_a_page_with_an_url_go_beside_it() -> None:
    found = output(page("u/index.md", url="/some/page.html"), CONFIG)
    assert resource_file(found, "i.png") == "/some/page/i.png"


def test_home_heeds_no_url() -> None:
    assert link(Subject("/", "home", "en", url="/x/")) == "/"


# --- Permalinks ---------------------------------------------------------------------


def permalinks(*rules: Permalink, **values) -> HugoConfig:
    return HugoConfig(permalinks=True, permalink_rules=rules, **values)


POSTS = "/{posts,posts/**}"


def test_a_permalink_is_made_from_date_and_title() -> None:
    config = permalinks(Permalink("/:year/:month/:day/:slug/", "page", POSTS))
    subject = page("posts/x.md", title="A/B c", date=datetime(2024, 1, 2))
    assert link(subject, config) == "/2024/01/02/a-b-c/"
    assert link(page("other/x.md"), config) == "/other/x/"


def test_a_slug_keeps_its_slash_in_a_permalink() -> None:
    config = permalinks(Permalink("/p/:slug/", "page", POSTS))
    assert link(page("posts/x.md", slug="sl/ug"), config) == "/p/sl/ug/"


def test_a_term_keeps_its_slash_and_loses_its_plus_signs() -> None:
    config = permalinks(Permalink("/tg/:slug/", "{page,term}", "/{tags,tags/**}"))
    assert link(Subject("/tags/b/c", "term", "en", title="b/c"), config) == "/tg/b/c/"
    assert link(Subject("/tags/c++", "term", "en", title="C++"), config) == "/tg/c/"
    assert link(Subject("/tags", "taxonomy", "en"), config) == "/tags/"


def test_sections_can_be_cut() -> None:
    subject = page("docs/a/b/x.md", title="T")
    sections = Sections(paths=("/docs", "/docs/a", "/docs/a/b"))
    for pattern, path in (
        (":sections", "docs/a/b"),
        (":sections[1:]", "a/b"),
        (":sections[last]", "b"),
        (":sections[:last]", "docs/a"),
        (":sections[9]", ""),
    ):
        assert expand(pattern, subject, CONFIG, sections) == path


def test_directories_that_are_no_sections_do_not_count() -> None:
    sections = Sections(paths=("/t",))
    assert expand(":sections", page("t/u/v/w.md"), CONFIG, sections) == "t"


def test_the_name_of_a_bundle_is_that_of_its_directory() -> None:
    assert expand(":filename", page("posts/b/index.md"), CONFIG) == "b"


def test_an_escaped_colon_is_a_colon() -> None:
    assert expand(r"/a\:b", page("x.md"), CONFIG) == "/a:b"


def test_what_is_not_known_has_no_url() -> None:
    config = permalinks(Permalink("/:year/:slug/", "page", POSTS))
    assert link(page("posts/x.md", title="T", has_known_date=False), config) is None
    assert link(page("posts/x.md", title=None), config) is None
    assert expand(":2006", page("x.md"), CONFIG) is None


def test_of_overlapping_patterns_in_a_map_hugo_takes_any() -> None:
    config = permalinks(
        Permalink("/a/:slug/", "page", POSTS),
        Permalink("/b/:slug/", "page", "/{posts/sub,posts/sub/**}"),
    )
    assert link(page("posts/sub/x.md", title="t"), config) is None
    assert link(page("posts/x.md", title="t"), config) == "/a/t/"


def test_of_a_list_of_patterns_the_first_wins() -> None:
    config = permalinks(
        Permalink("/a/:slug/", path="/posts/**", is_ordered=True),
        Permalink("/b/:slug/", is_ordered=True),
    )
    assert link(page("posts/x.md", title="t"), config) == "/a/t/"


def test_a_language_may_have_patterns_of_its_own() -> None:
    config = permalinks(
        Permalink("/g/:filename", "page", "/{s,s/**}"),
        Permalink("/f/:filename", "page", "/{s,s/**}", language="fr"),
        languages=MULTILINGUAL.languages,
        editions=MULTILINGUAL.editions,
    )
    assert link(page("s/p.md", language="fr"), config) == "/fr/f/p/"
    assert link(page("s/p.md"), config) == "/g/p/"


# --- Aliases and formats ------------------------------------------------------------


def stubs(
    subject: Subject, *aliases: str, config: HugoConfig = CONFIG
) -> tuple[str, ...]:
    target = output(subject, config)
    assert target is not None
    return alias_files(subject, target, aliases, config)


def test_a_relative_alias_counts_from_the_parent_of_the_page() -> None:
    assert stubs(page("s/a.md"), "old", "../up") == (
        "/s/old/index.html",
        "/up/index.html",
    )
    assert stubs(section("/s"), "so") == ("/so/index.html",)


def test_an_alias_cannot_leave_the_site() -> None:
    assert stubs(page("s/a.md"), "../../../top") == ("/top/index.html",)
    assert stubs(page("s/a.md"), "/", "../..") == ()
    assert stubs(Subject("/", "home", "en"), "../x") == ()
    there = stubs(Subject("/", "home", "fr"), "../x", config=MULTILINGUAL)
    assert there == ("/x/index.html",)


def test_an_alias_may_name_a_file() -> None:
    assert stubs(page("a.md"), "/q.htm", "/y.xml") == ("/q.htm", "/y.xml/index.html")


def test_an_absolute_alias_gets_the_language() -> None:
    french = page("s/a.md", language="fr")
    assert stubs(french, "/al", config=MULTILINGUAL) == ("/fr/al/index.html",)


def test_no_redirects_where_the_site_makes_none() -> None:
    assert stubs(page("a.md"), "/x", config=HugoConfig(disable_aliases=True)) == ()


def test_lists_have_a_feed() -> None:
    assert published_files(section("/s"), CONFIG) == ("/s/index.html", "/s/index.xml")
    assert published_files(page("a.md"), CONFIG) == ("/a/index.html",)


def test_a_disabled_feed_is_none() -> None:
    config = HugoConfig(disabled_kinds=("rss",))
    assert published_files(section("/s"), config) == ("/s/index.html",)


def test_front_matter_chooses_formats() -> None:
    subject = page("a.md")
    assert published_files(subject, CONFIG, wanted=("HTML", "amp", "json")) == (
        "/a/index.html",
        "/amp/a/index.html",
        "/a/index.json",
    )
    assert [form.name for form in formats("page", CONFIG, ("nothing",))] == []


def test_the_site_chooses_formats_by_kind() -> None:
    config = HugoConfig(outputs=(("page", ("json",)),))
    assert published_files(page("a.md"), config) == ("/a/index.json",)


def test_built_in_formats_are_there() -> None:
    assert {form.name for form in BUILT_IN} >= {"html", "rss", "json", "amp"}


def test_hostile_text_is_handled_in_linear_time() -> None:
    for text in (" " * 50_000 + "x", ":a[" * 30_000, "%" * 100_000, "/" * 100_000):
        sanitise(text, CONFIG)
        expand(text, page("x.md"), CONFIG)
        output(msgspec.structs.replace(page("x.md"), url=text), CONFIG)
