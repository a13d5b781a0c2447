"""Templates read into facts."""

from __future__ import annotations

import pytest

from rdmlint.model import AddressKind, Closure, Page
from rdmlint.parse.layout import parse_layout
from stopwatch import at_most


def read(text: str, path: str = "layouts/partials/x.html") -> Page:
    """Return the facts of the template *text*."""
    return parse_layout(path, text.encode())


def test_values_that_an_action_touches_are_computed() -> None:
    page = read('<a href="/a/{{ .Slug }}" id="b">x</a>')
    [link] = page.links
    assert link.address.kind is AddressKind.COMPUTED
    assert [anchor.id for anchor in page.anchors] == ["b"]


def test_an_attribute_in_a_branch_may_not_be_there() -> None:
    [element] = read('<p {{ if .X }}class="a"{{ end }} id="b"></p>').elements
    computed = {each.name: each.is_computed for each in element.attributes}
    assert computed == {"class": True, "id": False}


def test_a_name_that_is_computed_is_none() -> None:
    page = read("<h{{ .Level }}>x</h{{ .Level }}><p{{ if .X }} id='a'{{ end }}></p>")
    assert [element.name for element in page.elements] == ["", "p"]


def test_branches_of_one_condition_share_a_group() -> None:
    page = read(
        "{{ if .X }}a{{ else if .Y }}b{{ else }}c{{ end }}{{ range .Z }}{{ end }}"
    )
    assert [block.kind for block in page.blocks] == ["if", "else", "else", "range"]
    assert [block.group for block in page.blocks] == [0, 0, 0, 3]
    assert [block.repeats for block in page.blocks] == [False, False, False, True]


@pytest.mark.parametrize(
    "opening", ["range first 1 .Pages", 'range slice "a"', "range 1"]
)
def test_a_range_over_one_item_does_not_repeat(opening: str) -> None:
    [block] = read("{{ " + opening + " }}{{ . }}{{ end }}").blocks
    assert not block.repeats


def test_a_range_that_breaks_does_not_repeat() -> None:
    page = read("{{ range .Pages }}{{ if .X }}{{ break }}{{ end }}{{ end }}")
    assert not page.blocks[0].repeats


def test_elements_know_the_block_around_them() -> None:
    page = read("<a>{{ range .X }}<b>{{ with .Y }}<i></i>{{ end }}</b>{{ end }}</a>")
    assert [(e.name, e.block) for e in page.elements] == [
        ("a", None),
        ("b", 0),
        ("i", 1),
    ]
    assert [e.parent for e in page.elements] == [None, 0, 1]


def test_what_branches_open_differently_has_no_end_that_is_known() -> None:
    page = read("{{ if .X }}<a>{{ end }}<b></b>{{ if .X }}</a>{{ end }}")
    assert [e.closure for e in page.elements] == [Closure.UNKNOWN, Closure.EXPLICIT]
    assert [e.parent for e in page.elements] == [None, None]


def test_calls_are_named_as_partials_are_looked_up() -> None:
    page = read(
        '{{ partial "A/b.html" . }}{{ partialCached "c" $ }}{{ partial .Name . }}'
        '{{ template "t" }}{{ block "main" . }}{{ end }}{{ .Content }}'
    )
    assert [(call.kind, call.name, call.argument) for call in page.calls] == [
        ("partial", "a/b", "."),
        ("partial", "c", "$"),
        ("partial", None, ""),
        ("template", "t", ""),
        ("block", "main", "."),
        ("content", "", ""),
    ]


def test_comments_of_both_kinds_ask_for_silence() -> None:
    page = read("{{/* rdmlint-ignore HT001 */}}\n<!-- rdmlint-ignore-file HT002 -->\n")
    assert [each.kind for each in page.directives] == ["line", "file"]


@pytest.mark.parametrize(
    "path", ["layouts/index.json", "layouts/rss.xml", "layouts/a.txt"]
)
def test_templates_of_other_formats_have_no_html(path: str) -> None:
    assert not read('<a href="/x/">x</a>', path).elements


def test_a_template_that_does_not_end_has_no_facts() -> None:
    assert not read('<a href="/x/">{{ if .X').elements


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000,
        "<p>" + "<b>" * 12_000 + "</i>" * 12_000,
        "<a " + '{{if x}}b="c"{{end}} ' * 4_500 + ">",
        "{{if x}}<div>{{end}}" * 5_000,
        "{{if x}}" * 12_000,
    ],
)
def test_a_template_made_to_take_long_takes_little_time(text: str) -> None:
    with at_most(2):
        read(text)
