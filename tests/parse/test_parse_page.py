"""A content file read into facts, all its parts together."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rdmlint.hugo.config import InnerKind, Markup
from rdmlint.model import AddressKind, FaultKind, Link, Origin, Page
from rdmlint.parse.page import LARGEST, parse_page
from rdmlint.text import Span
from stopwatch import at_most

MARKUP = Markup(
    unsafe=True,
    inner=(
        ("md", InnerKind.MARKDOWN),
        ("box", InnerKind.HTML),
        ("code", InnerKind.OTHER),
        ("figure", InnerKind.NONE),
        ("ref", InnerKind.NONE),
        ("p", InnerKind.NONE),
    ),
)


def page(text: str | bytes, extension: str = "md", markup: Markup = MARKUP) -> Page:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_page(f"content/a.{extension}", data, extension, markup)


def at(text: str, span: Span | None) -> str:
    assert span is not None
    return text.encode()[span.start : span.end].decode()


def urls(found: Page) -> list[str]:
    return [link.url for link in found.links]


def ids(found: Page) -> list[str]:
    return [anchor.id for anchor in found.anchors]


# --- The whole --------------------------------------------------------------------


def test_every_part_of_a_file_is_read_and_told_in_source_order() -> None:
    text = (
        "---\ntitle: é\n---\n# A\n\n[b](c)\n\n<p id='d'><a href=\"e\">f</a></p>\n\n"
        "{{< md >}}\n## A\n[g](h)\n{{< /md >}}\n\n## A\n\n[i](j) {{% p %}}\n"
    )
    found = page(text)
    assert found.front_matter is not None
    assert at(text, found.body)[:3] == "# A"
    assert urls(found) == ["c", "e", "h", "j"]
    assert [(h.level, h.text, h.id) for h in found.headings] == [
        (1, "A", "a"),
        (2, "A", "a"),
        (2, "A", "a-1"),
    ]
    assert ids(found) == ["a", "d", "a", "a-1"]
    assert [call.name for call in found.shortcodes] == ["md", "p"]
    assert found.faults == ()


def test_the_content_format_decides_what_is_read() -> None:
    text = "---\ntitle: a\n---\n# b\n\n<p>[c](d) <a href='e'>f</a></p>\n\n{{< p >}}\n"
    assert urls(page(text, "html")) == ["e"]
    assert page(text, "html").headings == ()
    other = page(text, "adoc")
    assert (other.format, other.links, len(other.shortcodes)) == ("other", (), 1)
    named = page(text.replace("title: a", "markup: md"), "html")
    assert (named.format, len(named.headings)) == ("markdown", 1)


def test_code_comments_and_escaped_shortcodes_yield_no_facts() -> None:
    found = page(
        "`[a](b) <i id='c'>`\n\n```\n# d\n<p id='e'>\n{{</* p */>}}\n```\n\n"
        "<!-- [f](g) <a href='h'>i</a> <h2>j</h2> -->\n\n{{</* figure src='k' */>}}\n"
    )
    assert (found.links, found.images, found.headings) == ((), (), ())
    assert (found.anchors, found.elements, found.shortcodes) == ((), (), ())


def test_without_unsafe_there_is_no_raw_html() -> None:
    text = "# a\n\n<p id='b'><a href='c'>d</a></p>\n\n<i id='e'>[f](g)</i>\n"
    found = page(text, markup=Markup(unsafe=False))
    assert (ids(found), urls(found), found.elements) == (["a"], ["g"], ())


# --- Raw HTML ---------------------------------------------------------------------


def test_elements_that_hold_addresses_make_links() -> None:
    text = (
        '<a href="a" title="t">x <b>y</b></a><iframe src="b"></iframe>\n'
        '<video src=c poster="d"><source src="e"></video><object data="f"></object>\n'
    )
    found = page(text)
    assert [(link.element, link.url) for link in found.links] == [
        ("a", "a"),
        ("iframe", "b"),
        ("video", "c"),
        ("video", "d"),
        ("source", "e"),
        ("object", "f"),
    ]
    link = found.links[0]
    assert (link.text, link.title, link.origin) == ("x y", "t", Origin.HTML)
    assert at(text, link.span) == '<a href="a" title="t">'
    assert at(text, link.url_span) == "a"


def test_references_in_attributes_are_decoded() -> None:
    text = '<a href=" ?a=1&amp;b=2 ">x</a>'
    [link] = page(text).links
    assert (link.url, at(text, link.url_span)) == ("?a=1&b=2", " ?a=1&amp;b=2 ")


def test_each_address_of_a_srcset_is_a_link() -> None:
    text = '<img src="a" alt="" srcset="b.png 1x, c,d.png 2x,\n e&amp;f.png">'
    found = page(text)
    assert urls(found) == ["b.png", "c,d.png", "e&f.png"]
    assert [at(text, link.url_span) for link in found.links][2] == "e&amp;f.png"


def test_an_image_element_knows_its_alternative_text() -> None:
    text = '<img src="a" alt="b &amp; c"><img src="d"><img alt src=e role=presentation>'
    first, second, third = page(text).images
    assert (first.url, first.alt, at(text, first.alt_span)) == (
        "a",
        "b & c",
        "b &amp; c",
    )
    assert (second.alt, second.alt_span, second.is_hidden) == (None, None, False)
    assert (third.alt, third.is_hidden) == ("", True)


@pytest.mark.parametrize(
    ("text", "around", "has_text"),
    [
        ("<a href='b'><img src='a' alt=''></a>", "<a href='b'>", False),
        ("<a href='b'><img src='a' alt=''> c</a>", "<a href='b'>", True),
        ("<a href='b'>![](a)</a>", "<a href='b'>", False),
        ("<a href='b'>![](a) c</a>", "<a href='b'>", True),
        ("[<img src='a' alt=''>](b)", "[<img src='a' alt=''>](b)", False),
        ("[<img src='a' alt=''> c](b)", "[<img src='a' alt=''> c](b)", True),
    ],
)
def test_an_image_knows_the_link_around_it_in_any_syntax(
    text: str, around: str, has_text: bool
) -> None:
    [image] = page(text).images
    assert (at(text, image.link), image.link_has_text) == (around, has_text)


def test_an_image_beside_a_link_is_in_none() -> None:
    [image] = page("<a href='b'>c</a> ![](a)").images
    assert image.link is None


def test_markdown_inside_an_inline_element_is_its_text() -> None:
    text = "<a href='b'>*c* `d` &amp;</a> <a href='e'></a>"
    assert [link.text for link in page(text).links] == ["c d &", ""]


def test_headings_of_raw_html_stand_between_the_others() -> None:
    text = "# a\n\n<h2 id='b'>c <b>d</b></h2>\n\n### e\n\n<h3>f</h3>\n"
    found = page(text)
    assert [(h.level, h.text, h.id) for h in found.headings] == [
        (1, "a", "a"),
        (2, "c d", "b"),
        (3, "e", "e"),
        (3, "f", None),
    ]
    raw = found.headings[1]
    assert at(text, raw.text_span) == "c <b>d</b>"
    assert at(text, raw.id_span) == "b"
    assert raw.origin is Origin.HTML


def test_a_heading_knows_what_stands_around_it() -> None:
    text = (
        "# a\n\n<section><div>\n\n## b\n\n</div>\n\n<h3>c</h3></section>\n\n"
        "{{% box %}}\n{{< md >}}\n## d\n{{< /md >}}\n\n## e\n{{% /box %}}\n\n"
        "> ## f\n\n- a\n\n  ## g\n\nT\n: ## h\n\n## i\n"
    )
    found = page(text)
    around = {
        h.text: (
            None if h.parent is None else found.elements[h.parent].name,
            None if h.shortcode is None else found.shortcodes[h.shortcode].name,
            h.is_aside,
        )
        for h in found.headings
    }
    assert around == {
        "a": (None, None, False),
        "b": ("div", None, False),
        "c": ("section", None, False),
        "d": (None, "md", False),
        "e": (None, "box", False),
        "f": (None, None, True),
        "g": (None, None, True),
        "h": (None, None, True),
        "i": (None, None, False),
    }


def test_ids_of_every_source_are_anchors() -> None:
    text = "# a {#b}\n\n<i id='c'>d</i><a name='e' id='f'></a>\n\ng[^h]\n\n[^h]: i\n"
    assert [(a.id, a.source) for a in page(text).anchors] == [
        ("b", "explicit"),
        ("c", "html"),
        ("e", "name"),
        ("f", "html"),
        ("fnref:1", "footnote"),
        ("fn:1", "footnote"),
    ]


def test_footnotes_are_numbered_by_their_first_reference() -> None:
    text = "a[^y] b[^x] c[^y] d[^y]\n\n[^x]: e\n[^y]: f\n"
    assert ids(page(text)) == [
        "fnref:1",
        "fnref:2",
        "fnref1:1",
        "fnref2:1",
        "fn:2",
        "fn:1",
    ]


def test_the_href_of_a_bootstrap_trigger_is_a_toggle() -> None:
    text = (
        '<a data-bs-toggle="collapse" href="#a">b</a><div id="a"></div>'
        '<a data-bs-toggle="tooltip" href="/c/">d</a>\n'
    )
    found = page(text)
    assert [(link.url, link.is_toggle) for link in found.links] == [
        ("#a", True),
        ("/c/", False),
    ]
    assert [toggle.kind for toggle in found.toggles] == ["collapse", "tooltip"]


# --- Shortcodes -------------------------------------------------------------------


def test_an_address_made_by_a_shortcode_is_computed() -> None:
    text = (
        '[a]({{< ref "b" >}}) <a href="{{< ref "c" >}}#d">e</a> ![f]({{< p >}}/g.png)'
    )
    found = page(text)
    assert urls(found) == ['{{< ref "b" >}}', '{{< ref "c" >}}#d']
    assert {link.address.kind for link in found.links} == {AddressKind.COMPUTED}
    assert found.images[0].address.kind is AddressKind.COMPUTED


def test_an_id_that_holds_a_shortcode_is_not_known() -> None:
    found = page(
        "# a {{< p >}}\n\n# b\n\n# c {{< p >}} {#d}\n\n<i id='{{< p >}}'>e</i>"
    )
    assert [(h.id, h.is_id_known) for h in found.headings] == [
        (None, False),
        ("b", True),
        ("d", True),
    ]
    assert ids(found) == ["b", "d"]


def test_an_emoji_in_a_container_leaves_the_id_unknown() -> None:
    text = "# a :b:\n\n# **a:b:c**\n"
    assert ids(page(text)) == ["a-b", "abc"]
    assert ids(page(text, markup=Markup(emoji=True))) == ["a-b"]


def test_inner_text_is_read_as_its_template_shows_it() -> None:
    inner = "\n# a\n\n[b](c) <a href='d'>e</a>\n"

    def found(tag: str, end: str) -> list[str]:
        return urls(page(f"x\n\n{tag}{inner}{end}\n"))

    assert found("{{< md >}}", "{{< /md >}}") == ["c", "d"]
    assert found("{{< box >}}", "{{< /box >}}") == ["d"]
    assert found("{{< code >}}", "{{< /code >}}") == []
    assert found("{{% box %}}", "{{% /box %}}") == ["c", "d"]


def test_inner_text_that_is_made_markdown_is_so_on_a_page_of_html_too() -> None:
    text = "<p id=a></p>\n{{< md >}}\n## B\n{{< /md >}}\n## C\n"
    assert [anchor.id for anchor in page(text, "html").anchors] == ["a", "b"]
    text = "<p>\n{{% md %}}\n## B\n{{% /md %}}\n{{% box %}}\n## C\n{{% /box %}}\n"
    assert [anchor.id for anchor in page(text, "html").anchors] == ["b"]


def test_what_stands_in_an_unknown_shortcode_is_uncertain() -> None:
    text = "[a](b)\n\n{{< x >}}\n# c\n[d](e) <i id='f'>![](g)</b>\n{{< /x >}}\n<p>\n"
    found = page(text)
    assert [(link.url, link.is_certain) for link in found.links] == [
        ("b", True),
        ("e", False),
    ]
    assert not found.headings[0].is_certain
    assert not found.images[0].is_certain
    assert [(a.id, a.is_certain) for a in found.anchors] == [("c", False), ("f", False)]
    assert [(e.name, e.index, e.is_certain) for e in found.elements] == [
        ("i", 0, False),
        ("p", 1, True),
    ]
    assert found.stray_ends == ()


def test_elements_reach_across_shortcodes_that_show_their_inner_text() -> None:
    text = "<ul>\n{{< box >}}<li id='a'>b</li>{{< /box >}}\n</ul>\n"
    found = page(text)
    assert [(e.name, e.parent) for e in found.elements] == [("ul", None), ("li", 0)]
    assert found.elements[1].text == "b"


def test_a_shortcode_in_an_attribute_makes_it_computed() -> None:
    [element] = page('<p class="a {{< p >}}" id="b">c</p>').elements
    assert [(a.name, a.is_computed) for a in element.attributes] == [
        ("class", True),
        ("id", False),
    ]


def test_a_figure_makes_an_image_and_a_link() -> None:
    text = 'x {{< figure src="a.png" link="/b/" alt="c" >}} {{< figure src="d.png" >}}'
    found = page(text)
    first, second = found.images
    assert (first.url, first.alt, at(text, first.url_span)) == ("a.png", "c", "a.png")
    assert (second.alt, second.origin) == (None, Origin.SHORTCODE)
    assert urls(found) == ["/b/"]


def test_faults_of_shortcodes_are_faults_of_the_page() -> None:
    [fault] = page("---\ntitle: a\n---\n{{< p }}\n").faults
    assert fault.kind is FaultKind.SHORTCODE_MALFORMED


# --- Unreadable files -------------------------------------------------------------


def test_a_file_that_is_not_utf_8_has_only_that_fault() -> None:
    found = page(b"---\ntitle: a\n---\nSm\xf6rg\xe5s")
    [fault] = found.faults
    assert (fault.kind, fault.span) == (FaultKind.UNREADABLE, Span(19, 20))
    assert fault.message == "File is not UTF-8: byte 0xF6 stands here"
    assert found.front_matter is None


def test_a_file_that_is_too_large_is_not_read() -> None:
    found = page(b"a" * (LARGEST + 1))
    assert [f.message for f in found.faults] == [
        "File of 5.0 MiB is too large to be a page"
    ]
    assert page(b"a\n\n" * (LARGEST // 1000)).faults == ()


CONFLICT = "<<<<<<< HEAD\n{a}\n=======\n{b}\n>>>>>>> other\n"


def test_a_merge_conflict_is_one_fault_and_hides_what_it_causes() -> None:
    body = CONFLICT.format(a="{{< md >}}", b="{{< p }}")
    found = page(f"---\ntitle: a\n---\n{body}")
    assert [f.message for f in found.faults] == ["Merge conflict was left in the file"]
    front = CONFLICT.format(a="title: a", b="title: b")
    text = f"---\n{front}---\n[c](d)\n"
    found = page(text)
    assert [at(text, f.span) for f in found.faults] == ["<<<<<<< HEAD"]
    assert urls(found) == ["d"]


def test_a_conflict_that_is_shown_as_code_is_none() -> None:
    shown = CONFLICT.format(a="a", b="b")
    assert page(f"```\n{shown}```\n").faults == ()
    assert page("Title\n=======\n\n<<<<<<< a\n").faults == ()


# --- Laws -------------------------------------------------------------------------

PIECES = [
    "---\n", "+++\n", "title: a\n", "[", "](", ")", "![", "<", ">", "*", "`", "```\n",
    "#", "# ", "\n", "- ", "> ", "|", "[^1]", "[^1]: ", "[r]: ", "<b>", "</b>",
    "<a href='", "'", '"', "<!--", "-->", "<h2 id=x>", "</h2>",
    "<img src=a srcset='b 1x, c'>", "é", "{{< md >}}", "{{< /md >}}", "{{< box >}}",
    "{{< /box >}}", "{{< x >}}", "{{< /x >}}", "{{% md %}}", "{{% /md %}}",
    "{{< p >}}", "{{<", ">}}", "{{</*", "*/>}}", "http://a.b", "<script>",
    "</script>", "<div", "\r\n", "\t", " ", "&amp;", "{#a}", "=======\n", "日",
    "<<<<<<< \n", ">>>>>>> \n", "<!-- rdmlint-ignore A -->", "rdmlint-ignore-start",
    "<a data-bs-toggle=collapse href='#x'>", "{{< figure src=a link=b >}}", "\0",
    "\\",
]  # fmt: skip


def spans_of(found: Page) -> list[Span]:
    spans = [found.body, *(f.span for f in found.faults)]
    for link in found.links:
        spans += [link.span, link.url_span]
    for image in found.images:
        spans += [image.span, image.url_span]
    for heading in found.headings:
        spans += [heading.span, heading.text_span]
    spans += [a.span for a in found.anchors] + [p.span for p in found.prose]
    spans += [e.span for e in found.elements] + [d.span for d in found.directives]
    return spans


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(["md", "html", "adoc"]),
)
def test_any_text_is_a_page_whose_places_lie_in_it(text: str, extension: str) -> None:
    data = text.encode()
    found = page(data, extension)
    for span in spans_of(found):
        assert 0 <= span.start <= span.end <= len(data)
        data[span.start : span.end].decode()
    for kind in (found.links, found.images, found.headings, found.anchors, found.prose):
        places = [fact.span.start for fact in kind]
        assert places == sorted(places)
    for element in found.elements:
        assert found.elements[element.index] is element
        assert element.parent is None or element.parent < element.index


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page(data: bytes) -> None:
    assert page(data).size == len(data)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>", "<a href='b'>", "{{< x >}}", "{{< md >}}", "<b {{< p >}}>", "<img>",
        "{{< x >}}<b>{{< /x >}}", "<a href=b>![](c)</a>",
        "{{< box >}}<b>{{< /box >}}", "<img srcset='a,", "# {{< p >}}\n",
        "<<<<<<< \n=======\n>>>>>>> \n", "<", "[^1]", "[^1]: a\n",
        "{{< figure src=a >}}", "<h2>", "[<img src=a>](b)", "`<<<<<<< ",
    ],
)  # fmt: skip
def test_hostile_files_take_linear_time(unit: str) -> None:
    data = unit.encode() * (100_000 // len(unit))
    with at_most(3):
        page(data)


def test_a_page_without_raw_html_never_imports_its_reader() -> None:
    program = (
        "import sys\n"
        "from rdmlint.hugo.config import Markup\n"
        "from rdmlint.parse.page import parse_page\n"
        "markup = Markup(unsafe=True)\n"
        "parse_page('a', b'---\\na: b\\n---\\n[a](b) `<b>`', 'md', markup)\n"
        "print('rdmlint.parse.elements' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


def test_a_link_of_any_origin_knows_its_place() -> None:
    text = (
        '[a](b) [c] <dd:e> http://f.g <a href="h">i</a>\n'
        '{{< figure link="j" >}}\n\n[c]: k'
    )
    found = page(text)
    origins = [link.origin for link in found.links]
    assert origins == [
        Origin.MARKDOWN,
        Origin.REFERENCE,
        Origin.AUTOLINK,
        Origin.LINKIFY,
        Origin.HTML,
        Origin.SHORTCODE,
    ]

    def written(link: Link) -> str:
        return at(text, link.url_span)

    assert [written(link) for link in found.links] == [
        "b",
        "k",
        "dd:e",
        "http://f.g",
        "h",
        "j",
    ]
