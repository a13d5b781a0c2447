"""Markdown: what is found in it, and the exact place of each address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdmlint.model import AddressKind, Image, Link, Origin
from rdmlint.syntax.markdown import Dialect, MarkdownFacts, read
from rdmlint.text import Span
from stopwatch import at_most


def facts(text: str, **extensions: bool) -> MarkdownFacts:
    return read(text.encode(), Dialect(**extensions))


def at(text: str, span: Span | None) -> str:
    assert span is not None
    return text.encode()[span.start : span.end].decode()


def only_link(text: str) -> Link:
    [link] = facts(text).links
    return link


def only_image(text: str) -> Image:
    [image] = facts(text).images
    return image


def urls(text: str) -> list[str]:
    return [link.url for link in facts(text).links]


# --- Links ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "url"),
    [
        ("é [a](b)", "b", "b"),
        ("[a]( b )", "b", "b"),
        ('[a](b "title")', "b", "b"),
        ("[a](<b c>)", "b c", "b c"),
        ("[a](<b\\>c> 't')", "b\\>c", "b>c"),
        (
            "[a](https://doi.org/10.1016/S0140(19)1-2)",
            "https://doi.org/10.1016/S0140(19)1-2",
            "https://doi.org/10.1016/S0140(19)1-2",
        ),
        ("[a](b\\)c)", "b\\)c", "b)c"),
        ("[a](?x=1&amp;y=2)", "?x=1&amp;y=2", "?x=1&y=2"),
        ("[a](b&copy;c)", "b&copy;c", "b©c"),
        ("[a]()", "", ""),
        ("[a](<>)", "", ""),
        ("[](b)", "b", "b"),
        ("[a\\](x](b)", "b", "b"),
        ("[a `](x)` c](b)", "b", "b"),
        ("[a <b title='](x)'> c](b)", "b", "b"),
        ("[![i](x)](b)", "b", "b"),
        ("[a *b*](b)", "b", "b"),
        ("[a\nb](\nb\n'c\nd')", "b", "b"),
        ("> [a\n> b](\n> b)", "b", "b"),
        ("| x |\n|---|\n| [a](b\\|c) |", "b\\|c", "b|c"),
        ("[a](b)\r\n", "b", "b"),
        ("*[a](b)*", "b", "b"),
        ("# [a](b)", "b", "b"),
        ("1. [a](b)", "b", "b"),
        ("Term\n: [a](b)", "b", "b"),
    ],
)
def test_the_address_of_a_link_is_found_as_written(
    text: str, written: str, url: str
) -> None:
    link = only_link(text)
    assert (at(text, link.url_span), link.url) == (written, url)
    assert link.origin is Origin.MARKDOWN


def test_a_link_covers_its_construct_and_knows_its_text_and_title() -> None:
    text = 'x [a  *b*\n`c` &amp;](d "e") y'
    link = only_link(text)
    assert at(text, link.span) == '[a  *b*\n`c` &amp;](d "e")'
    assert (link.text, link.title) == ("a b c &", "e")
    assert link.address.kind is AddressKind.RELATIVE


def test_the_text_of_an_image_is_not_the_text_of_the_link_around_it() -> None:
    assert only_link("[![alt](i)](b)").text == ""


@pytest.mark.parametrize(
    "text",
    [
        "[a](b c)",
        "[a] (b)",
        "\\[a](b)",
        "`[a](b)`",
        "    [a](b)",
        "```\n[a](b)\n```",
        "<div>\n[a](b)\n</div>",
        "<!-- [a](b) -->",
        "[a][b]",
        "![a [b](c)](d)",
    ],
)
def test_what_hugo_does_not_make_a_link_is_none(text: str) -> None:
    assert urls(text) == []


@pytest.mark.parametrize("use", ["[x][A b]", "[a  B][]", "[A b]"])
def test_a_reference_points_at_the_address_in_its_definition(use: str) -> None:
    text = f"{use}\n\n[a B]: <u v> 't'\n[a b]: other"
    link = only_link(text)
    assert (link.url, link.title, link.origin) == ("u v", "t", Origin.REFERENCE)
    assert at(text, link.url_span) == "u v"
    assert at(text, link.span) == use


def test_a_definition_knows_whether_it_is_used() -> None:
    text = "[a]\n\n[a]: /x\n> [b\\]]: </y>\n> 'title'"
    used, unused = facts(text).definitions
    assert (used.label, used.url, used.is_used) == ("a", "/x", True)
    assert (unused.url, unused.is_used) == ("/y", False)
    assert at(text, unused.span) == "[b\\]]: </y>\n> 'title'"
    assert at(text, unused.url_span) == "/y"


def test_autolinks_are_links() -> None:
    text = "<https://a.example/x> <me@a.example>"
    link, mail = facts(text).links
    assert (link.url, link.text, link.origin) == (
        "https://a.example/x",
        "https://a.example/x",
        Origin.AUTOLINK,
    )
    assert at(text, link.url_span) == "https://a.example/x"
    assert (mail.url, at(text, mail.url_span)) == (
        "mailto:me@a.example",
        "me@a.example",
    )


# --- Bare URLs: what Hugo made of each, by the real binary -------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://a.b/c", ["http://a.b/c"]),
        ("(http://a.b/c).", ["http://a.b/c"]),
        ("(http://a.b/c_(d)).", ["http://a.b/c_(d)"]),
        ("http://a.b/c.)", ["http://a.b/c."]),
        ("http://a.b/c?!.", ["http://a.b/c"]),
        ("http://a.b/c&amp;.", ["http://a.b/c"]),
        ("http://a.b/?c=d&amp;e=f y", ["http://a.b/?c=d&amp;e=f"]),
        ("_http://a.b/c__", ["http://a.b/c"]),
        ("http://a.b/~u/~v", ["http://a.b/~u/~v"]),
        ("http://a.b/`c` [d](e)", ["http://a.b/`c`", "e"]),
        ("http://a.b/[c](d)", ["http://a.b/[c](d)"]),
        ("http://localhost/x", []),
        ("http://a.B/c", []),
        ("HTTP://a.b/c", []),
        ("ftp://a.b/c", ["ftp://a.b/c"]),
        ("www.a.b.", ["https://www.a.b"]),
        ("WWW.a.b", []),
        ("www.a", []),
        ("x:http://a.b", []),
        ("x/http://a.b", []),
        ("`c`http://a.b", ["http://a.b"]),
        ("a\thttp://a.b", []),
        ("see [ http://a.b", []),
        ("see [x] http://a.b", ["http://a.b"]),
        ("see \\[x http://a.b", ["http://a.b"]),
        ("\\*http://a.b", []),
        ('"http://a.b"', ["http://a.b"]),
        ('x"http://a.b', []),
        ("it'http://a.b", ["http://a.b"]),
        ("<b>http://a.b</b>", ["http://a.b"]),
        ("me@x.y, (you@z.example).", ["mailto:me@x.y", "mailto:you@z.example"]),
        ("me@x", []),
        ("me@x.y_z", []),
        ("foo:me@x.y", []),
        ("-me@x.y", []),
        ("a.b+c@x.y", ["mailto:a.b+c@x.y"]),
    ],
)
def test_bare_addresses_are_links_where_goldmark_says_so(
    text: str, expected: list[str]
) -> None:
    assert urls(text) == expected


def test_a_bare_address_is_its_own_place_and_text() -> None:
    text = "é (www.a.example/x)."
    link = only_link(text)
    assert (link.url, link.text) == ("https://www.a.example/x", "www.a.example/x")
    assert at(text, link.span) == at(text, link.url_span) == "www.a.example/x"
    assert link.origin is Origin.LINKIFY


def test_bare_addresses_can_be_off_or_have_another_protocol() -> None:
    assert facts("http://a.b", linkify=False).links == ()
    [link] = read(b"www.a.b", Dialect(linkify_protocol="http")).links
    assert link.url == "http://www.a.b"


# --- Images -----------------------------------------------------------------------


def test_an_image_knows_its_address_and_alternative_text() -> None:
    text = "x ![a *b* `c`](d 'e')"
    image = only_image(text)
    assert (image.url, image.alt) == ("d", "a b c")
    assert at(text, image.url_span) == "d"
    assert at(text, image.alt_span) == "a *b* `c`"


def test_an_image_without_alternative_text_has_an_empty_one() -> None:
    image = only_image("![](d)")
    assert (image.alt, image.alt_span) == ("", Span(2, 2))


def test_an_image_knows_the_link_around_it() -> None:
    text = "[![a](b)](c) [![a](b) d](c)"
    alone, beside = facts(text).images
    assert at(text, alone.link) == "[![a](b)](c)"
    assert (alone.link_has_text, beside.link_has_text) == (False, True)


# --- Headings ---------------------------------------------------------------------


def test_a_heading_knows_its_level_text_and_places() -> None:
    text = "a\n\n  ## *B*  `c` &amp; d ##  \n\nx"
    [heading] = facts(text).titled
    assert (heading.level, heading.text) == (2, "B c & d")
    assert at(text, heading.span) == "## *B*  `c` &amp; d ##"
    assert at(text, heading.text_span) == "*B*  `c` &amp; d"


def test_an_underlined_heading_may_have_several_lines() -> None:
    text = "a\nb\n==="
    [heading] = facts(text).titled
    assert (heading.level, heading.text, at(text, heading.text_span)) == (
        1,
        "a b",
        "a\nb",
    )


def test_headings_stand_in_quotations_lists_and_definitions() -> None:
    levels = [h.level for h in facts("> # a\n\n- ## b\n\nT\n: ### c\n").titled]
    assert levels == [1, 2, 3]


@pytest.mark.parametrize(
    "text", ["##x", "    # x", "`# x`", "<div>\n# x\n</div>", "\\# x", "####### x"]
)
def test_what_is_no_heading_is_none(text: str) -> None:
    assert facts(text).titled == ()


@pytest.mark.parametrize(
    ("text", "expected", "visible"),
    [
        ("# a {#b}", "b", "a"),
        ("# a {#b .c d=e}   ", "b", "a"),
        ("# a {id=b}", "b", "a"),
        ('# a {id="b c"}', "b c", "a"),
        ("# a {#b} {#c}", "c", "a {#b}"),
        ("# a {#b #c}", "c", "a"),
        ("# a # {#b}", "b", "a"),
        ("# a {#é}", "é", "a"),
        ("# a {#}", "", "a"),
        ("> - # a {#b}", "b", "a"),
        ("a {#b}\n---", "b", "a"),
        ("# a {.b}", None, "a"),
        ("# a {ID=b}", None, "a"),
        ("# a {#b/c}", None, "a {#b/c}"),
        ("# a {#b} c", None, "a {#b} c"),
        ("# a {b}", None, "a {b}"),
        ("# a \\{#b}", None, "a {#b}"),
        ("# a {#b} <!-- c -->", None, "a {#b}"),
        ("# a {#b} #", None, "a {#b}"),
    ],
)
def test_attributes_at_the_end_of_a_heading_give_its_id(
    text: str, expected: str | None, visible: str
) -> None:
    [heading] = facts(text).titled
    assert (heading.id, heading.text) == (expected, visible)
    if expected:
        assert at(text, heading.id_span) == expected
        assert heading.span.end >= (heading.id_span or heading.span).end


def test_heading_attributes_can_be_off() -> None:
    [heading] = facts("# a {#b}", attribute_title=False).titled
    assert (heading.id, heading.text) == (None, "a {#b}")


def test_block_attributes_count_only_where_they_are_on() -> None:
    text = "a\n{#b .c}\n\n```\n{#d}\n```\n"
    assert facts(text).block_ids == ()
    [named] = facts(text, attribute_block=True).block_ids
    assert (named.name, at(text, named.span)) == ("b", "b")


def test_a_code_fence_may_have_an_id() -> None:
    [named] = facts("```go {#cid}\nx\n```").block_ids
    assert named.name == "cid"


# --- HTML, code, prose, footnotes --------------------------------------------------


def test_raw_html_and_code_are_told_apart() -> None:
    text = "a <b>c</b> `<i>`\n\n<div>\n x\n</div>\n\n    <u>\n\n```\n<s>\n```\n"
    read_facts = facts(text)
    assert "".join(at(text, s) for s in read_facts.html) == "<b></b><div>\n x\n</div>\n"
    assert [at(text, s) for s in read_facts.code] == ["`<i>`", "<u>\n", "```\n<s>\n```"]


@pytest.mark.parametrize("name", ["script", "pre", "style", "textarea"])
def test_raw_text_ends_in_letters_of_any_case(name: str) -> None:
    text = f"<{name.upper()}>\n\n## a\n\n</{name.title()}>\n\n## b\n"
    assert [at(text, one.span) for one in facts(text).titled] == ["## b"]


def test_prose_tells_what_a_block_quote_holds() -> None:
    text = "a\n> b\n>> c *d*\n>\n> e\n\nf\n\n1. g\n> h\n2. i\n"
    quoted = {one.text.strip(): one.is_quoted for one in facts(text).prose}
    assert "".join(word for word in quoted if quoted[word]) == "bcdeh"
    assert "".join(word for word in quoted if not quoted[word]) == "afgi"


def test_prose_is_what_readers_see_as_it_is_written() -> None:
    text = (
        "# Ti\\*tle\n\né &amp; *b* `c` [d](e) ![f](g) http://a.b <i>h</i>\n\n<p>i</p>\n"
    )
    prose = facts(text).prose
    assert [p.text for p in prose] == ["Ti\\*tle", "é &amp; ", "b", "d", "h"]
    assert [at(text, p.span) for p in prose] == [p.text for p in prose]


def test_a_footnote_nobody_refers_to_is_gone_with_all_in_it() -> None:
    text = "a[^x]\n\n[^x]: [b](c) d\n\n[^y]: [e](f) <i>g</i> ![h](i)\n"
    read_facts = facts(text)
    assert [link.url for link in read_facts.links] == ["c"]
    assert [note.name for note in read_facts.notes] == ["x"]
    assert read_facts.images == ()
    assert read_facts.html == ()
    assert [p.text for p in read_facts.prose] == ["a", "b", " d"]


def test_a_table_row_of_colons_and_dashes_is_no_definition() -> None:
    text = "a | b\n:--|--:\n[c](d) | e"
    assert urls(text) == ["d"]
    assert facts("Term\n:-- x\n").titled == ()


def test_line_endings_of_windows_change_nothing_but_places() -> None:
    text = "# A {#b}\n\n[c\nd](e)\n\n| f |\n|---|\n| [g](h) |\n\n[i]: /j\n"
    windows = text.replace("\n", "\r\n")
    one, other = facts(text), facts(windows)
    assert [link.url for link in other.links] == [link.url for link in one.links]
    assert [link.text for link in other.links] == [link.text for link in one.links]
    assert [h.id for h in other.titled] == ["b"]
    assert [at(windows, link.url_span) for link in other.links] == ["e", "h"]
    assert at(windows, other.definitions[0].span) == "[i]: /j"


# --- Shortcodes and places ---------------------------------------------------------


def test_places_count_from_the_start_of_the_file() -> None:
    file = b"---\n---\n[a](b)"
    [link] = read(file[8:], base=8).links
    assert file[link.url_span.start : link.url_span.end] == b"b"
    assert file[link.span.start : link.span.end] == b"[a](b)"


def test_a_masked_shortcode_is_told_as_it_is_written() -> None:
    file = b'[a {{< x >}}]({{< ref "y" >}}#z) {{< p >}}.'
    spans = (Span(3, 12), Span(14, 29), Span(33, 42))
    masked = bytearray(file)
    for span in spans:
        masked[span.start : span.end] = b"X" * (span.end - span.start)
    found = read(bytes(masked), original=file, computed=spans)
    [link] = found.links
    assert (link.url, link.text) == ('{{< ref "y" >}}#z', "a {{< x >}}")
    assert link.address.kind is AddressKind.COMPUTED
    assert [p.text for p in found.prose] == ["a ", "."]


# --- Hostile text -------------------------------------------------------------------

PIECES = [
    "[", "]", "(", ")", "![", "](", "<", ">", "*", "_", "`", "```", "~", "\\", "#",
    "# ", "\n", "\n\n", "- ", "> ", "    ", "|", "|-|", ":", ": ", "[^1]", "[^1]: ",
    "[r]: ", "[r]", "<b>", "</b>", "<!--", "-->", "http://a.b", "www.", "@x.y", "é",
    "&amp;", "{#a}", "{", "}", "a", " ", "\r", "\t", "\0", "===", "---", '"', "'", "日",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_can_be_read_and_places_lie_in_it(text: str) -> None:
    data = text.encode()
    found = read(data, Dialect(attribute_block=True, terms=True))
    spans = [span for link in found.links for span in (link.span, link.url_span)]
    spans += [span for image in found.images for span in (image.span, image.url_span)]
    spans += [image.alt_span for image in found.images if image.alt_span]
    spans += [span for h in found.titled for span in (h.span, h.text_span)]
    spans += [span for d in found.definitions for span in (d.span, d.url_span)]
    spans += [*found.html, *found.code, *(p.span for p in found.prose)]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(data)
        data[span.start : span.end].decode()
    for prose in found.prose:
        assert data[prose.span.start : prose.span.end].decode() == prose.text


@pytest.mark.parametrize(
    "unit",
    [
        "[", "](", "![", "[a](", "<", "*a_", "`", "> ", "- ", "http://a.b [",
        "[ www.a.b ", "a@", "a@b.c ", "[http://a.b",
        "# a {", "# a {#b}\n", "{#a}\n", "a {}\n===\n",
        "\\", "(www.a.b", "[x]: y\n", "[x][y]", "[^1]", "[^1]: a\n", "![a](b)", "|-|\n",
        "\n:-|", "a\n: b\n", "<!--", "&amp;", "www.", "http://", "}", "} ", "'", '"x',
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit.encode() * (100_000 // len(unit))
    with at_most(2):
        read(text)
