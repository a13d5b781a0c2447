from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import TokenType, tokenize

from rdmlint.model import Attribute, Closure, Element, EndTag
from rdmlint.syntax.html import HtmlFacts, read
from rdmlint.syntax.tags import attribute_value, text_value
from rdmlint.text import Span
from stopwatch import at_most


def facts(source: str | bytes, computed: tuple[Span, ...] = ()) -> HtmlFacts:
    """Read *source*, where a tokenizer must find the same start tags."""
    data = source.encode() if isinstance(source, str) else source
    found = read(data, computed=computed)
    assert [element.span.start for element in found.elements] == start_tags(data)
    return found


def start_tags(data: bytes) -> list[int]:
    """Return where start tags begin, as turbohtml reads *data*.

    A code point a byte and a single line make columns the offsets of bytes.
    """
    text = data.translate(bytes.maketrans(b"\r\n\f\0", b"    ")).decode("latin-1")
    # A tokenizer alone does not know that `title` in `svg` may hold tags, and one that
    # thinks of scripts takes what `noscript` holds for text.
    passed = "[tn](?=itle|oscript)" if "<svg" in text else "n(?=oscript)"
    text = re.sub(f"(?i)(?<=<){passed}", "x", text)
    tokens = tokenize(text)
    return [token.col for token in tokens if token.type is TokenType.START_TAG]


def tree(source: str) -> list[str]:
    """Return a line an element: its path from the outermost, and how it ends."""
    lines: list[str] = []
    paths: list[str] = []
    for element in facts(source).elements:
        above = "" if element.parent is None else paths[element.parent] + ">"
        paths.append(above + element.name)
        closed = "" if element.closure is Closure.EXPLICIT else element.closure.value
        lines.append(f"{paths[-1]} {closed}".rstrip())
    return lines


def stray(source: str) -> list[str]:
    return [end.name for end in facts(source).stray_ends]


def test_every_part_of_a_tag_has_its_place_in_bytes() -> None:
    source = 'åäö <A HREF = "/x?a&amp;b" disabled>text</A >'.encode()
    (link,) = facts(source).elements
    assert link == Element(
        0,
        "a",
        Span(7, 39),
        (
            Attribute(
                "href", "/x?a&b", Span(10, 29), Span(10, 14), Span(18, 28), False
            ),
            Attribute("disabled", None, Span(30, 38), Span(30, 38)),
        ),
        None,
        Span(43, 48),
        Closure.EXPLICIT,
        "text",
    )
    assert source[18:28] == b"/x?a&amp;b"
    assert source[link.name_span.start : link.name_span.end] == b"A"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\f"])
def test_places_do_not_depend_on_line_endings(newline: str) -> None:
    source = f"😀{newline}<div{newline} id=x{newline}>{newline}<b>é</b></div>".encode()
    div, bold = facts(source).elements
    assert source[div.span.start : div.span.end].startswith(b"<div")
    assert div.value("id") == "x"
    assert source[bold.span.start : bold.span.end] == b"<b>"
    assert source[bold.end.start : bold.end.end] == b"</b>" if bold.end else False


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a=b", ("a", "b")),
        ("a='b c'", ("a", "b c")),
        ('a="b>c"', ("a", "b>c")),
        ("a", ("a", None)),
        ("a=", ("a", "")),
        ("a=''", ("a", "")),
        ("A = b", ("a", "b")),
        ("a=b/", ("a", "b/")),
        ("a\n=\n'b\nc'", ("a", "b\nc")),
        ("data-x:y.z=1", ("data-x:y.z", "1")),
        ("a=&quot;", ("a", '"')),
        ("a='?x=1&copy=2'", ("a", "?x=1&copy=2")),
    ],
)
def test_attributes_in_every_form(written: str, expected: tuple[str, str]) -> None:
    (element,) = facts(f"<i {written}>").elements
    (attribute,) = element.attributes
    assert (attribute.name, attribute.value) == expected


def test_attributes_without_space_between_them_are_apart() -> None:
    (element,) = facts('<a href="x"target="y"/>').elements
    assert [(a.name, a.value) for a in element.attributes] == [
        ("href", "x"),
        ("target", "y"),
    ]


def test_the_second_of_two_equal_attributes_is_kept_but_does_not_count() -> None:
    (element,) = facts("<i id=a id=b></i>").elements
    assert len(element.attributes) == 2
    assert element.value("id") == "a"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("&amp;", "&"),
        ("&#228;&#xE4;", "ää"),
        ("&copy", "©"),
        ("&copy=1", "&copy=1"),
        ("&copyx", "&copyx"),
        ("&notit;", "&notit;"),
        ("&unknown;", "&unknown;"),
        ("a&b", "a&b"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
    ],
)
def test_references_in_attributes(written: str, value: str) -> None:
    assert attribute_value(written) == value


def test_a_number_no_character_has_is_read_without_failing() -> None:
    assert text_value("&#" + "9" * 5000 + "; &amp;") == "\ufffd &"


@pytest.mark.parametrize(
    "source",
    [
        "<!-- <div id=x> -->",
        '<!-- <a title="-->',
        "<!--><!---><!-- <b> --!>",
        "<? <b> ?",
        "<!doctype html>",
        "</ <b>",
        "</>",
        "a < b, 1<2 & c",
        "<div",
        '<div class="a',
        "<div class=",
        "</div",
    ],
)
def test_no_element_where_there_is_no_whole_tag(source: str) -> None:
    assert facts(source).elements == ()


def test_comments_have_their_places() -> None:
    assert facts("a<!-- <b> --><i></i><!--x").comments == (Span(1, 13), Span(20, 25))


@pytest.mark.parametrize("name", ["script", "style", "textarea", "title", "iframe"])
def test_what_looks_like_a_tag_in_raw_text_is_none(name: str) -> None:
    source = f"<{name}>if (a<b) <b id=x> é</{name.upper()} ><i></i>"
    assert tree(source) == [name, "i"]
    assert facts(source).texts == ()


def test_what_stands_in_noscript_are_elements() -> None:
    assert tree("<noscript><img src=x></noscript>") == ["noscript", "noscript>img void"]


@pytest.mark.parametrize(
    ("script", "elements"),
    [
        ("<!-- <script> </script> <b> --></script>", ["script"]),
        ("<!-- <script> <SCRIPT> </script> </script>", ["script"]),
        ("<!-- <script> --></script><b></b>", ["script", "b"]),
        ("<!--><script></script><b></b>", ["script", "b"]),
        ("<script></script><b></b>", ["script", "b"]),
        ("<!-- <scripts> </scripts/> </script><b></b>", ["script", "b"]),
        ("<!-- <script> <b>", ["script unclosed"]),
    ],
)
def test_a_script_may_hold_another_one_in_a_comment(
    script: str, elements: list[str]
) -> None:
    assert tree(f"<script>{script}") == elements


def test_raw_text_without_an_end_runs_to_the_end_of_the_file() -> None:
    assert tree("<p><script>a <b></p>") == ["p implied", "p>script unclosed"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul><li>a<li>b</ul>", ["ul", "ul>li implied", "ul>li implied"]),
        (
            "<ul><li>a<ul><li>b</ul><li>c</ul>",
            ["ul", "ul>li implied", "ul>li>ul", "ul>li>ul>li implied", "ul>li implied"],
        ),
        (
            "<dl><dt>a<dd>b<dt>c</dl>",
            ["dl", "dl>dt implied", "dl>dd implied", "dl>dt implied"],
        ),
        (
            "<table><tr><td>a<td>b<tr><th>c</table>",
            [
                "table",
                "table>tr implied",
                "table>tr>td implied",
                "table>tr>td implied",
                "table>tr implied",
                "table>tr>th implied",
            ],
        ),
        (
            "<select><option>a<option>b</select>",
            ["select", "select>option implied", "select>option implied"],
        ),
        ("<p>a<p>b", ["p implied", "p implied"]),
        ("<div><p>a</div>", ["div", "div>p implied"]),
        ("<a><p>a</a>", ["a", "a>p unclosed"]),
        ("a<br>b<img src=x><hr/>", ["br void", "img void", "hr void"]),
        ("<svg><g/><path d=x /></svg>", ["svg", "svg>g void", "svg>path void"]),
        ("<svg><title/><g/></svg>", ["svg", "svg>title void", "svg>g void"]),
        ("<div/><b>", ["div unclosed", "div>b unclosed"]),
    ],
)
def test_end_tags_that_may_be_left_out(source: str, expected: list[str]) -> None:
    assert tree(source) == expected
    assert stray(source) == []


@pytest.mark.parametrize(
    ("source", "expected", "strays"),
    [
        ("<ul><ul><li></li></ul></ul>", ["ul", "ul>ul", "ul>ul>li"], []),
        ("<div><b>a</div>", ["div", "div>b unclosed"], []),
        ("<b><i></b></i>", ["b", "b>i unclosed"], ["i"]),
        ("</div><p></p>", ["p"], ["div"]),
        (
            "<div><table><tr><td></div></td></tr></table></div>",
            ["div", "div>table", "div>table>tr", "div>table>tr>td"],
            ["div"],
        ),
        ("<li><ul></li></ul>", ["li implied", "li>ul"], ["li"]),
        ("<span><div></span></div>", ["span unclosed", "span>div"], ["span"]),
        ("<h2>a</h3><p>", ["h2 unclosed", "p implied"], ["h3"]),
        ("<a><a></a></a>", ["a", "a>a"], []),
    ],
)
def test_nesting_is_what_the_author_wrote(
    source: str, expected: list[str], strays: list[str]
) -> None:
    assert tree(source) == expected
    assert stray(source) == strays


def test_a_paragraph_with_its_own_end_tag_holds_the_block_in_it() -> None:
    assert tree("<p>a<ul><li>b</ul>c</p>") == ["p", "p>ul", "p>ul>li implied"]


def test_a_paragraph_without_end_tag_ends_before_the_first_block() -> None:
    source = "<div><p>a<ul><li>b</ul><b>c</b><p>d</div>"
    assert tree(source) == [
        "div",
        "div>p implied",
        "div>ul",
        "div>ul>li implied",
        "div>b",
        "div>p implied",
    ]
    assert facts(source).elements[1].text == "a"


def test_a_stray_end_tag_has_its_place() -> None:
    assert facts("é</B >").stray_ends == (EndTag("b", Span(2, 7)),)


def test_text_of_an_element_is_what_readers_see() -> None:
    source = (
        "<div> a &amp;\n b<!-- no --><i>c</i><p>d<br>e</p><script>f</script> </div>"
    )
    assert facts(source).elements[0].text == "a & bc d e"


def test_text_of_an_element_is_cut_at_200_code_points() -> None:
    (element,) = facts("<b>" + "é" * 300 + "</b>").elements
    assert element.text == "é" * 200


def test_text_can_be_taken_from_what_markdown_shows() -> None:
    masked = b"<b>          </b> <i>x</i>"
    visible = b"       text          x    "
    bold, italic = read(masked, visible=visible).elements
    assert (bold.text, italic.text) == ("text", "x")


def test_runs_of_text_leave_out_markup_and_outer_space() -> None:
    source = "é a <b> c </b>\n<!-- d --> e"
    runs = [source.encode()[t.start : t.end].decode() for t in facts(source).texts]
    assert runs == ["é a", "c", "e"]


def test_a_tag_that_does_not_end_hides_the_rest() -> None:
    assert facts("a <b>c</b> d <i title='e> f").texts == (
        Span(0, 1),
        Span(5, 6),
        Span(11, 12),
    )


def test_what_a_shortcode_touches_is_computed_and_its_filler_no_text() -> None:
    source = '<a href="XXXX" id="aXXX" class="b">XXXX c</a>'
    spans = tuple(Span(at, at + length) for at, length in ((9, 4), (20, 3), (35, 4)))
    found = facts(source, spans)
    (link,) = found.elements
    assert [a.is_computed for a in link.attributes] == [True, True, False]
    assert link.text == "c"
    assert found.texts == (Span(40, 41),)


def test_bytes_that_are_no_utf8_do_not_move_anything() -> None:
    source = b'\xff<b id="\xfe">\x00</b>'
    (element,) = facts(source).elements
    assert element.span == Span(1, 11)
    assert element.value("id") == "\ufffd"


PIECES = """< > / = " ' - ! ? -- <!-- --> --!> <div </div> <p> </p> <li> <ul> </ul> a é
😀 & &amp; <br/> <![CDATA[ ]]> <?php <td> <table> </table> <tr> <h2> </h2> <x:y </a> <b
[ <script>a<b</script> <script> </script> <textarea><b></textarea> <svg> <option> <dl>
<dt> <dd> ; # <span> </span> <p>x</p> id=x class='a' </b>"""
SOUP = st.lists(
    st.sampled_from([*PIECES.split(), " ", "\n", "\r\n", "\0", '<a href="x y">']),
    max_size=25,
).map("".join)


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_tags_begin_where_a_tokenizer_finds_them(source: str) -> None:
    facts(source)


@given(st.binary(max_size=60) | SOUP.map(str.encode))
@settings(max_examples=300, deadline=None)
def test_places_lie_in_the_file_and_parents_come_first(source: bytes) -> None:
    found = read(source)
    for element in found.elements:
        assert source[element.span.start : element.span.start + 1] == b"<"
        assert source[element.span.end - 1 : element.span.end] == b">"
        assert element.parent is None or element.parent < element.index
        assert (element.end is not None) == (element.closure is Closure.EXPLICIT)
        for attribute in element.attributes:
            assert element.span.contains(attribute.span)
            assert attribute.span.contains(attribute.value_span or attribute.span)
    starts = [e.span.start for e in found.elements]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "</",
        "<a ",
        '<a b="',
        "<![CDATA[",
        "<?",
        "&#1",
        "</b>",
        "<a/",
        "\0",
        "<script>",
    ],
)
def test_hostile_input_takes_no_time(piece: str) -> None:
    data = (piece * (100_000 // len(piece))).encode()
    with at_most(0.5):
        read(b"<b>" + data)


@pytest.mark.parametrize("piece", ["<div>", "<p><div>", "<ul><li>", "<li>", "<h2>"])
def test_deep_nesting_takes_time_in_proportion(piece: str) -> None:
    def seconds(times: int) -> float:
        data, taken = piece.encode() * times, []
        for _ in range(3):  # The least is what the work takes; the rest is the machine.
            start = time.process_time()
            read(data)
            taken.append(time.process_time() - start)
        return min(taken)

    # Eight times as much: 8 where it is linear, 64 where it is quadratic.
    assert seconds(16_000) < 32 * seconds(2000)
