"""Ids of headings: held against what Hugo did, and against Hugo itself."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugo_cases import Case, cases, hugo_binary
from rdmlint.hugo.anchors import HeadingId, IdType, heading_ids, sanitized
from rdmlint.hugo.config import Markup, read_config
from rdmlint.parse.page import parse_page
from rdmlint.syntax.markdown import Dialect, read
from stopwatch import at_most


def ids(
    text: str,
    id_type: IdType = "github",
    *,
    auto: bool = True,
    typographer: bool = True,
) -> list[str | None]:
    data = text.encode()
    titled = read(data).titled
    given = heading_ids(
        titled, data, id_type=id_type, auto=auto, typographer=typographer
    )
    return [one.id for one in given]


# --- Held against what Hugo did ----------------------------------------------------

# Rows that need more than the heading shows, with what completes or explains them.
CONTEXT = {
    "C8-0656": "\n\n[ref]: x",
    "C8-0751": "\n\n[^1]: x",
    "C8-0752": "\n\n[^1]: x",
}
NOT_FOR_US = {
    "C8-0846": "Hugo stops at a number for an id",
    "C8-0847": "Hugo stops at a truth value for an id",
    "C8-0893": "raw HTML is read elsewhere",
}
# From here on the rows tell the id type `github` only.
GITHUB_ONLY = "C8-0788"


def expected_ids(case: Case, id_type: IdType) -> list[str]:
    if re.match(r"(?:h\d|sup|li)#|\(none\)$", case.output) and b"\n" in case.input:
        return re.findall(r"h\d#(\S+)", case.output)
    shown, *others = case.output.split(" · ")
    prefix = {"github-ascii": "ascii ", "blackfriday": "bf "}.get(id_type, "github ")
    for other in others:
        if other.startswith(prefix):
            shown = other.removeprefix(prefix)
    named = re.search(r'(?<![A-Za-z])id="([^"]*)"', shown)
    return [] if shown == "(none)" else [named[1] if named else shown]


@pytest.mark.parametrize("case", cases("C8"), ids=lambda case: case.id)
def test_hugo_agrees(case: Case) -> None:
    if case.id in NOT_FOR_US:
        pytest.skip(NOT_FOR_US[case.id])
    text = case.input.decode() + CONTEXT.get(case.id, "")
    is_whole = re.search(r"^(?:>|-|<|\[\^|#|Term)|\n===$", case.input.decode(), re.M)
    if not (is_whole and b"\n" in case.input):
        text = f"## {text}"
    for id_type in get_args(IdType):
        if id_type != "github" and case.id >= GITHUB_ONLY:
            continue
        found = [one for one in ids(text, id_type) if one is not None]
        # Hugo prints footnotes last, though they count where they are written.
        assert sorted(found) == sorted(expected_ids(case, id_type))


# --- Text to id --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("a -- b", "a--b"),
        ("a--b", "ab"),
        ("a\\--b", "a--b"),
        ("`a--b`", "a--b"),
        ("**a--b**", "a"),
        ("--", "heading"),
        ("*a `b`* c", "a--c"),
        ("*\\*a*", "a"),
        ("***a** b*", "a"),
        ("[*a*b](c)", "a"),
        ("[](x) y", "y"),
    ],
)
def test_the_text_of_a_heading_makes_its_id(heading: str, expected: str) -> None:
    assert ids(f"## {heading}") == [expected]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("H~2~O", "h2o"),
        ("a~x~b~c", "axb-c"),
        ("a~~x~~b", "axb"),
        ("a~~x~b", "a-x-b"),
        ("a~x ~b", "a-x-b"),
        ("a~x--y~b", "axb"),
        ("a\\~x~b", "a-x-b"),
        ("a~.x~b", "a-x-b"),
        ("a~x.~b", "a-x-b"),
        ("a~x.~ b", "ax-b"),
    ],
)
def test_what_is_struck_within_a_word_is_part_of_it(
    heading: str, expected: str
) -> None:
    assert ids(f"## {heading}", "blackfriday") == [expected]


def test_without_strikethrough_tildes_stay() -> None:
    page = parse_page(
        "content/a.md",
        b"## H~2~O\n",
        "md",
        Markup(strikethrough=False, heading_id_type="blackfriday"),
    )
    assert [heading.id for heading in page.headings] == ["h-2-o"]


def test_without_the_typographer_dashes_stay() -> None:
    assert ids("## a -- b\n\n## **a--b**", typographer=False) == ["a----b", "a--b"]


def test_headings_without_text_have_no_id() -> None:
    assert ids("##\n\n## <https://a.b>\n\n## http://a.b\n") == [None, None, None]


def test_automatic_ids_can_be_off() -> None:
    assert ids("## a\n\n## b {#c}", auto=False) == [None, "c"]


def test_an_id_that_is_taken_gets_a_number_and_remembers_what_it_was() -> None:
    text = b"# a\n\n# a\n\n# b {#a-2}\n\n# a"
    given = heading_ids(read(text).titled, text)
    assert given == [
        HeadingId("a", "a"),
        HeadingId("a-1", "a"),
        HeadingId("a-2", None),
        HeadingId("a-3", "a"),
    ]


def test_definition_terms_share_the_table() -> None:
    text = b"a\n: b\n\n# a\n\n!\n: c\n"
    given = heading_ids(read(text, Dialect(terms=True)).titled, text)
    assert [one.id for one in given] == ["a", "a-1", "term"]


def test_thousands_of_equal_headings_take_linear_time() -> None:
    text = "# a\n" * 20_000
    with at_most(3):
        assert ids(text)[-1] == "a-19999"


@given(st.text(), st.sampled_from(get_args(IdType)))
def test_an_id_has_no_white_space_and_is_stable(text: str, id_type: IdType) -> None:
    once = sanitized(text, id_type)
    assert not re.search(r"\s", once)
    assert sanitized(once, id_type) == once


# --- Held against Hugo itself --------------------------------------------------------

PAGES = [
    "# Sharing human data\n\n## What's *in* a `name`?\n\n## What's in a name\n",
    "## Data & code\n\n## Data -- code\n\n## Data...code {.lead}\n\nData\n====\n",
    "> ## Quoted\n\n- ## In a list\n- ## In a list\n\n1. # One\n",
    "## [Don't](x) panic\n\n## ![alt *x*](y) z\n\n## **\"q\" x**\n\n## *a* **b**\n",
    "## See https://a.example/x\n\n## <me@a.example> writes\n\n## a[^n]\n\n[^n]: b\n",
    "## Größe {#size}\n\n## Größe\n\n## size\n\n## İ Σίσυφος Σ 日本 ½ ²\n",
    "Term\n: ## In a definition\n\n## In a definition\n\n<h2 id='a'>a</h2>\n\n## a\n",
    "## a {#b\n\n## a \\{#c}\n\n## a {#d} {#e}\n\n## {#f}\n",
    '## a {x="{"}\n\n## a {}\n\n## a {#b, .c, d="e"}\n\n## a {#b {#c}\n\n## a {#b}{\n',
    "two\nlines {#g}\n---\n\ntwo\nlines\n---\n\n##  spaced   out \t ##\t\n\n## # ##\n",
    "## a <!DOCTYPE  X> b\n\n## **<!X> a** b\n\n## <? x <b>y</b> ?>q\n",
    "## a <![CDATA[ <i>b</i> ]]>\n\n## a <!doctype b>\n\na <!X\n y > b\n---\n",
    "| ## a |\n|---|\n| ## b |\n\n```\n## c\n```\n\n<div>\n## d\n</div>\n\n    ## e\n",
]  # fmt: skip


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.found.append((tag, dict(attrs).get("id")))


def test_the_real_hugo_gives_the_same_ids(tmp_path: Path) -> None:
    hugo = hugo_binary()
    if hugo is None:
        pytest.skip("the package `hugo` is not installed")
    (tmp_path / "hugo.toml").write_text(
        'disableKinds = ["rss", "sitemap", "404", "taxonomy", "term", "home"]\n'
    )
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "all.html").write_text("{{ .Content }}<hr>")
    (tmp_path / "content").mkdir()
    for number, text in enumerate(PAGES):
        page = tmp_path / "content" / f"p{number}.md"
        page.write_text(f"---\ntitle: p\n---\n{text}", "utf-8")
    subprocess.run([hugo, "--quiet"], cwd=tmp_path, check=True, timeout=60)
    for number, text in enumerate(PAGES):
        published = tmp_path / "public" / f"p{number}" / "index.html"
        theirs = _Ids()
        theirs.feed(published.read_text("utf-8"))
        data = text.encode()
        titled = read(data).titled
        ours = [
            (f"h{one.level}", given.id)
            for one, given in zip(titled, heading_ids(titled, data), strict=True)
        ]
        assert ours == theirs.found, text


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("enDash = '--'", ["a----b", "a--b"]),
        ("enDash = '&ndash;'", ["a--b", "a--b-1"]),
        ("emDash = '-'", ["a--b", "a---b"]),
        ("enDash = ''", ["a--b", "a--b-1"]),
    ],
)
def test_dashes_are_those_of_the_sites_own_typography(
    setting: str, expected: list[str], tmp_path: Path
) -> None:
    config = f"[markup.goldmark.extensions.typographer]\n{setting}\n"
    (tmp_path / "hugo.toml").write_text(config)
    markup = read_config(str(tmp_path)).markup
    page = parse_page("a.md", b"## a -- b\n\n## a --- b\n", "md", markup)
    assert [heading.id for heading in page.headings] == expected
