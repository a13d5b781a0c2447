"""What calls of shortcodes give, where no Hugo is needed to say so."""

from __future__ import annotations

import pytest

from rdmlint.hugo import evaluate
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.evaluate import Given, Programs, Source
from rdmlint.hugo.gaps import fits
from rdmlint.model import Mapping
from rdmlint.syntax import gotmpl, shortcodes, yaml


def programs(template: str, **partials: str) -> Programs:
    return Programs(
        {"x": source(template)},
        {name: source(text) for name, text in partials.items()},
        HugoConfig(),
    )


def source(template: str) -> Source:
    return Source(template.encode(), gotmpl.read(template.encode()))


def given(template: str, page: str = "{{< x >}}", **partials: str) -> Given | None:
    facts = shortcodes.read(page.encode(), 0, {"x": "html"})
    return programs(template, **partials).given(facts.calls, 0)


@pytest.mark.parametrize(
    ("config", "template", "is_open"),
    [
        ("params: {x: ' :'}", "{{ .Site.Params.x | safeHTML }}", False),
        ("params: {x: ' :'}", "{{ site.Params.x | safeHTML }}", False),
        ("params: {x: ' :'}", "{{ site.Params.X | default `<b>` }}", False),
        ("params: {x: 5}", "{{ .Page.Site.Params.x | safeHTML }}", False),
        ("params: {y: 1}", "{{ .Site.Params.x | safeHTML }}", False),
        ("params: {x: <i id=a>}", "{{ .Site.Params.x | safeHTML }}", True),
        ("params: {x: [a]}", "{{ .Site.Params.x | safeHTML }}", True),
        ("params: {x: {y: a}}", "{{ .Site.Params.x.y | safeHTML }}", True),
        (
            "{params: {x: a}, languages: {en: {params: {x: <b>}}, fr: }}",
            "{{ .Site.Params.x | safeHTML }}",
            True,
        ),
    ],
)
def test_parameters_of_the_site_may_hold_markup_where_they_do(
    config: str, template: str, *, is_open: bool
) -> None:
    root = yaml.read(config.encode()).value
    assert isinstance(root, Mapping)
    facts = shortcodes.read(b"{{< x >}}", 0, {"x": "html"})
    asked = Programs({"x": source(template)}, {}, HugoConfig(root=root))
    found = asked.given(facts.calls, 0)
    assert found is not None
    assert found.is_open is is_open


def test_where_a_condition_is_unknown_both_ways_count() -> None:
    found = given('{{ if .Page.Draft }}<i id="a">{{ else }}<i id="b">{{ end }}')
    assert found is not None
    assert found.ids == {"a", "b"}


def test_one_of_several_parts_of_an_id_is_none_of_it() -> None:
    found = given('<i id="{{ if .Page.Draft }}a{{ else }}b{{ end }}-c">')
    assert found is not None
    assert found.ids == set()
    assert fits("a-c", found.patterns)
    found = given('<i id="n{{ range .Page.Pages }}-x{{ end }}"><i id="y">')
    assert found is not None
    assert found.ids == {"y"}
    assert fits("n-x-x", found.patterns)


def test_a_partial_may_be_defined_in_the_template_itself() -> None:
    template = (
        '{{ partial "inline/a" 1 }}'
        '{{ define "_partials/inline/a.html" }}<i id="n{{ . }}">{{ end }}'
    )
    found = given(template)
    assert found is not None
    assert (found.ids, found.is_open) == ({"n1"}, False)


def test_a_partial_that_is_defined_twice_may_be_either() -> None:
    template = '{{ partial "a" 1 }}{{ define "partials/a" }}<i id="x">{{ end }}'
    found = given(template, a='<i id="y">')
    assert found is not None
    assert found.is_open


def test_a_part_that_is_unknown_makes_a_pattern() -> None:
    found = given('<i id="n-{{ .Page.Title | urlize }}">')
    assert found is not None
    assert not found.is_open
    assert fits("n-some", found.patterns)
    assert not fits("m-some", found.patterns)


def test_text_is_escaped_and_gives_no_ids() -> None:
    found = given("{{ .Page.Title }}{{ .Site.Params.x }}{{ i18n `y` }}")
    assert found is not None
    assert not found.is_open


def test_an_address_in_a_branch_that_is_not_sure_is_none() -> None:
    template = '{{ if .Page.Draft }}<a href="{{ .Get 0 }}">x</a>{{ end }}'
    found = given(template, '{{< x "/a/" >}}')
    assert found is not None
    assert found.addresses == ()


def test_what_data_holds_is_told_of_as_such() -> None:
    found = given("{{ index site.Data.icons `a` | safeHTML }}")
    assert found is not None
    assert (found.is_open, found.shows_data) == (False, True)


def test_the_text_between_the_tags_may_be_handed_to_a_partial() -> None:
    template = '{{ partial "box" (dict "content" .Inner) }}'
    found = given(template, "{{< x >}}a{{< /x >}}", box="<b>{{ .content }}</b>")
    assert found is not None
    assert (found.has_inner, found.surely_has_inner) == (True, True)
    assert not found.is_open


@pytest.mark.parametrize(
    "template",
    [
        '{{ partial "self" . }}',
        '{{ $s := "aaaaaaaaaa" }}' + '{{ $s = printf "%s%s" $s $s }}' * 40,
        "{{ $s := slice 1 }}" + "{{ $s = slice $s $s }}" * 60,
        "{{ $x := 1 }}"
        + "{{ range .Page.Pages }}{{ $x = .a }}" * 30
        + "{{ end }}" * 30,
    ],
)
def test_hostile_templates_are_given_up(template: str) -> None:
    assert given(template, self='{{ partial "self" . }}' * 2) is None


def test_all_calls_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "MOST_STEPS_IN_ALL", 300)
    many = programs("{{ .Name }}" * 100)
    facts = shortcodes.read(b"{{< x >}}" * 3, 0, {"x": "none"})
    found = [many.given(facts.calls, number) for number in range(3)]
    assert found[0] is not None
    assert found[-1] is None
