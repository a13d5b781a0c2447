"""Shortcodes: calls and their arguments, what Hugo refuses, and the masked text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugo_cases import Case, cases
from rdmlint.model import FaultKind
from rdmlint.syntax.shortcodes import ShortcodeFacts, Use, read
from stopwatch import at_most

USES: Mapping[str, Use] = {
    "p": "none",
    "in": "html",
    "md": "markdown",
    "code": "other",
    "named": "none",
    "sub/x": "none",
    "up": "none",
    "a-b": "none",
    "a_b": "none",
    "d": "none",
}


def facts(text: str, uses: Mapping[str, Use] = USES) -> ShortcodeFacts:
    return read(text.encode(), 0, uses)


def marked(text: str) -> list[str]:
    """The places of the faults of *text*, as written."""
    data = text.encode()
    return [data[f.span.start : f.span.end].decode() for f in facts(text).faults]


def only_fault(text: str) -> tuple[FaultKind, str, str]:
    [fault] = facts(text).faults
    [place] = marked(text)
    return fault.kind, place, fault.message


def fixed(text: str) -> str:
    data = text.encode()
    [fault] = facts(text).faults
    assert fault.fix
    for edit in reversed(fault.fix.edits):
        data = data[: edit.span.start] + edit.new.encode() + data[edit.span.end :]
    return data.decode()


# --- Held against Hugo ------------------------------------------------------------


@pytest.mark.parametrize("case", cases("C9"), ids=lambda case: case.id)
def test_hugo_refuses_what_we_call_wrong_and_nothing_else(case: Case) -> None:
    found = read(case.input + b"\n", 0, USES)
    unknown = [c for c in found.calls if c.name.lower() not in USES and not c.is_inline]
    assert bool(found.faults or unknown) is case.output.startswith("ERR")


# --- Calls ------------------------------------------------------------------------


def test_a_call_knows_its_name_arguments_and_places() -> None:
    text = 'é {{< figure src="a b.png" alt=`r>}}w` >}} x'
    data = text.encode()
    [call] = read(data, 0, {"figure": "none"}).calls
    assert (call.name, call.marker) == ("figure", "<")
    assert data[call.name_span.start : call.name_span.end] == b"figure"
    source, alt = call.arguments
    assert (source.name, source.value, source.is_quoted) == ("src", "a b.png", True)
    assert data[source.span.start : source.span.end] == b'src="a b.png"'
    assert data[source.value_span.start : source.value_span.end] == b"a b.png"
    assert alt.value == "r>}}w"


def test_a_value_without_quotes_goes_up_to_white_space() -> None:
    [call] = facts("{{< named src=/a/b.png?x=1 >}}").calls
    [argument] = call.arguments
    assert (argument.name, argument.value) == ("src", "/a/b.png?x=1")
    assert not argument.is_quoted


def test_white_space_around_the_equals_sign_is_allowed() -> None:
    [call] = facts("{{< named a = 1 >}}").calls
    assert [(a.name, a.value) for a in call.arguments] == [("a", "1")]


def test_only_a_quote_is_unescaped() -> None:
    [call] = facts(r'{{< p "a\"b\\c" >}}').calls
    assert call.arguments[0].value == r'a"b\\c'


def test_a_closing_tag_belongs_to_its_call() -> None:
    text = "{{< in >}}a{{< p >}}b{{% /in %}}"
    outer, inner = facts(text).calls
    assert outer.end is not None
    assert text[outer.end.start : outer.end.end] == "{{% /in %}}"
    assert (inner.end, inner.parent) == (None, 0)


def test_a_nameless_closing_tag_closes_what_is_innermost() -> None:
    outer, inner = facts("{{< in >}}{{< md >}}x{{< / >}}y{{< /in >}}").calls
    assert outer.end
    assert inner.end
    assert inner.end < outer.end


def test_an_inline_shortcode_is_told_apart() -> None:
    [call] = facts("{{< x.inline >}}{{ .Page.Title }}{{< /x.inline >}}").calls
    assert (call.name, call.is_inline) == ("x.inline", True)


def test_code_and_comments_protect_nothing() -> None:
    text = "`{{< p >}}`\n\n```\n{{< p >}}\n```\n<!-- {{< p >}} -->\n\\{{< p >}}"
    assert len(facts(text).calls) == 4


def test_an_escaped_call_is_none() -> None:
    text = "{{</* p */>}} and {{%/* in */%}}"
    assert facts(text).calls == ()
    assert facts(text).faults == ()


def test_spans_count_from_the_start_of_the_file() -> None:
    data = b"---\ntitle: {{< x >}}\n---\n{{< p >}}"
    [call] = read(data, 25, USES).calls
    assert data[call.span.start : call.span.end] == b"{{< p >}}"


# --- Malformed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{{< p }} x", "}}", "Shortcode ends in `}}` instead of `>}}`"),
        ("{{% p >}} x", ">}}", "Shortcode ends in `>}}` instead of `%}}`"),
        ("{{< p >} x", ">}", "Shortcode ends in `>}` instead of `>}}`"),
        ("{{< p 'a b' >}}", "'a b'", "Argument 'a b' needs straight double quotes"),
        ("{{< p “a b” >}}", "“a b”", "Argument “a b” needs straight double quotes"),
        (
            "{{< p a,b >}}",
            ",",
            "Character `,` is not allowed in a shortcode outside double quotes",
        ),
        ('{{< p "a\nb" >}}', '"a', "Quoted argument has no end on its line"),
        ("{{< named a=b>}} c", ">}}", "White space is missing before `>}}`"),
        (
            "{{< named a= >}} c",
            "{{< named a= >}}",
            "Argument has no value behind its `=`",
        ),
        (
            '{{< p "a" b=1 >}}',
            "b",
            "Argument `b` mixes named with positional arguments",
        ),
        ("{{< >}}", "{{< >}}", "Shortcode has no name"),
        ("{{< p.html >}}", "p.html", "Shortcode name holds a period"),
        ("{{</* p >}}", "{{</*", "Escaped shortcode is not closed by `*/>}}`"),
        (
            "text {{< p\n\nmore text, and more",
            "{{< p",
            "Shortcode is not closed by `>}}`",
        ),
        (
            "{{< x.inline >}}{{< p >}}{{< /x.inline >}}",
            "{{< p >}}",
            "Inline shortcode `x.inline` holds another shortcode",
        ),
    ],
)
def test_what_is_malformed_is_named_at_its_place(
    text: str, place: str, message: str
) -> None:
    kind, at, said = only_fault(text)
    assert kind is FaultKind.SHORTCODE_MALFORMED
    assert (at, said) == (place, message)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{< p }} x", "{{< p >}} x"),
        ("{{% p >}} x", "{{% p %}} x"),
        ("{{< named a=b>}}", "{{< named a=b >}}"),
        ("{{< p 'a b' >}}", '{{< p "a b" >}}'),
        ("{{< p „a“ >}}", '{{< p "a" >}}'),
    ],
)
def test_a_plain_slip_comes_with_its_repair(text: str, wanted: str) -> None:
    assert fixed(text) == wanted
    assert not facts(wanted).faults


def test_each_malformed_tag_is_reported_and_the_rest_is_read() -> None:
    text = "{{< p }} a {{< p 'x' >}} b {{< p >}}"
    assert marked(text) == ["}}", "'x'"]
    assert [call.name for call in facts(text).calls] == ["p"]


def test_what_is_malformed_makes_nothing_else_unbalanced() -> None:
    assert marked("{{< in 'a' >}}x{{< /in >}}") == ["'a'"]


# --- Unbalanced -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a {{< in >}} b", "{{< in >}}", "Shortcode `in` is never closed"),
        ("a {{< /in >}} b", "{{< /in >}}", "Closing tag of `in` that is not open"),
        (
            "{{< in >}}x{{< /in >}}{{< /in >}}",
            "{{< /in >}}",
            "Closing tag of `in` that is not open",
        ),
        (
            "{{< p >}}x{{< /p >}}",
            "{{< /p >}}",
            "Shortcode `p` takes no inner text, so nothing closes it",
        ),
        (
            "{{< p />}}",
            "{{< p />}}",
            "Shortcode `p` takes no inner text; write it without the slash",
        ),
        (
            "{{< IN >}}x{{< /in >}}",
            "in",
            "Closing tag `in` and its opening tag `IN` differ in letter case",
        ),
        ("a {{< / >}}", "{{< / >}}", "Closing tag of a shortcode that is not open"),
    ],
)
def test_what_is_unbalanced_is_named_at_its_place(
    text: str, place: str, message: str
) -> None:
    assert only_fault(text) == (FaultKind.SHORTCODE_UNBALANCED, place, message)


def test_hugo_lets_any_opened_name_close_what_is_innermost() -> None:
    assert not facts("{{< in >}}{{< md >}}x{{< /in >}}{{< /md >}}").faults
    assert not facts("{{< in >}}{{< p >}}a{{< /p >}}").faults


def test_nothing_is_said_about_a_balance_that_hangs_on_an_unknown_shortcode() -> None:
    assert not facts("{{< box >}}x{{< /box >}}").faults
    assert not facts("{{< box >}}x").faults
    assert not facts("{{< box >}} {{< in >}} {{< /box >}}").faults


def test_an_unknown_shortcode_hides_nothing_that_stands_before_it() -> None:
    assert marked("{{< p >}}x{{< /p >}} {{< box >}}") == ["{{< /p >}}"]


def test_an_inline_shortcode_need_not_be_closed() -> None:
    assert not facts("{{< x.inline >}}").faults


# --- Masked text ------------------------------------------------------------------


def masked(text: str) -> str:
    return facts(text).fragments[0].text.decode()


def test_a_call_becomes_a_word_as_long_as_itself() -> None:
    assert masked("[a]({{< p >}}) é {{% p %}}.") == "[a](XXXXXXXXX) é XXXXXXXXX."


def test_a_call_over_several_lines_becomes_one_line() -> None:
    assert masked("a\n{{< p\n  b\n>}}\nc") == "a\n" + "X" * 13 + "\nc"


def test_an_escaped_call_keeps_its_lines() -> None:
    assert masked("{{</* p\nb */>}}") == "XXXXXXX\nXXXXXXX"


def test_the_inner_text_of_a_pair_is_hidden_and_read_apart() -> None:
    text = "a {{< md >}}\n# é\n{{< /md >}} b"
    page, inner = facts(text).fragments
    assert page.text.decode() == "a " + "X" * 27 + " b"
    assert (inner.text.decode(), inner.use) == ("\n# é\n", "markdown")
    assert text.encode()[inner.span.start : inner.span.end] == inner.text


def test_the_inner_text_of_a_markup_pair_is_part_of_the_page() -> None:
    page, *others = facts("{{% in %}}\n# a\n{{% /in %}}").fragments
    assert page.text == b"XXXXXXXXXX\n# a\nXXXXXXXXXXX"
    assert others == []


def test_code_inside_a_pair_is_not_read() -> None:
    assert len(facts("{{< code >}}[a](b){{< /code >}}").fragments) == 1


def test_a_pair_inside_a_pair_is_masked_and_read_in_its_turn() -> None:
    _, outer, inner = facts("{{< in >}}a{{< md >}}b{{< /md >}}c{{< /in >}}").fragments
    assert outer.text.decode() == "a" + "X" * 22 + "c"
    assert inner.text == b"b"
    assert outer.is_certain
    assert inner.is_certain


def test_what_an_unknown_shortcode_holds_is_uncertain() -> None:
    _, outer, inner = facts("{{< box >}}{{< md >}}b{{< /md >}}{{< /box >}}").fragments
    assert (outer.use, outer.is_certain) == (None, False)
    assert (inner.use, inner.is_certain) == ("markdown", False)


# --- Hostile text -----------------------------------------------------------------

PIECES = [
    "{{<", "{{%", ">}}", "%}}", "/", " ", "\n", '"', "`", "=", "p", "in", "md", "box",
    "a", "/*", "*/", "\\", ".inline ", "é", ",", "{", "}", "x", "'", "“",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_masked_at_the_same_length(text: str) -> None:
    data = text.encode()
    found = facts(text)
    for fragment in found.fragments:
        assert len(fragment.text) == fragment.span.end - fragment.span.start
        fragment.text.decode()
    assert found.fragments[0].text.count(b"\n") <= data.count(b"\n")
    spans = [call.span for call in found.calls]
    assert spans == sorted(spans)
    for fault in found.faults:
        assert 0 <= fault.span.start <= fault.span.end <= len(data)


@pytest.mark.parametrize(
    "unit",
    [
        "{{<", "{{</*", "{{< p `", '{{< p "', "{{<p a=", '{{<p"x"a=', "{{< in >}}",
        '{{<p"x"a=>}}', "{{< /in >}}", "{{< box >}}", "{{< p\n", "{{< p a ", "{{<\n",
        "{{< md >}}{{< /md >}}",
        "{{< a=>}}", '{{<p "\\', "{{< / >}}", "{{< p “", "{{% p",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    with at_most(0.8):
        facts(unit * (100_000 // len(unit)))


def test_deep_nesting_is_masked_and_not_copied_for_each_level() -> None:
    depth = 5_000
    found = facts("{{< md >}}" * depth + "x" + "{{< /md >}}" * depth)
    assert len(found.calls) == depth
    assert len(found.fragments) < 50
