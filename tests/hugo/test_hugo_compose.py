"""What templates open and close together."""

from __future__ import annotations

import pytest

from rdmlint.hugo.compose import Composition
from rdmlint.parse.layout import parse_layout


def damage(**templates: str) -> tuple[list[str], list[str]]:
    """Return what is unclosed and astray in *templates*, by name with `_` for `/`."""
    pages = {
        name.replace("_", "/", 1) + ".html": parse_layout(
            f"layouts/{name.replace('_', '/', 1)}.html", text.encode()
        )
        for name, text in templates.items()
    }
    together = Composition(pages)
    found = [(page, together.damage(page)) for page in pages.values()]
    return (
        [f"{page.path}: {x.element.name}" for page, d in found for x in d.unclosed],
        [f"{page.path}: {x.tag.name}" for page, d in found for x in d.stray],
    )


BASE = (
    "<html><body>{{ partial `top` . }}<main></main>{{ partial `end` . }}</body></html>"
)


def test_what_one_partial_opens_another_may_close() -> None:
    assert damage(baseof=BASE, partials_top="<div>", partials_end="</div>") == ([], [])


def test_an_end_tag_that_fits_nothing_around_the_call_is_astray() -> None:
    assert damage(baseof=BASE, partials_top="</div>", partials_end="") == (
        [],
        ["layouts/partials/top.html: div"],
    )


def test_an_element_that_nothing_closes_is_unclosed() -> None:
    assert damage(baseof=BASE, partials_top="<div>", partials_end="") == (
        ["layouts/partials/top.html: div"],
        [],
    )


def test_a_partial_that_is_right_in_one_place_is_not_damaged() -> None:
    other = "<html><body><div>{{ partial `top` . }}</body></html>"
    assert damage(
        baseof=BASE, docs_baseof=other, partials_top="</div>", partials_end=""
    ) == ([], [])


def test_nothing_is_said_of_a_partial_that_no_document_calls() -> None:
    assert damage(partials_top="</div>", partials_end="<div>") == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "{{ if .X }}<a>{{ end }}<b></b>{{ if .X }}</a>{{ end }}",
        "<p>{{ if .X }}<a>{{ else }}<b>{{ end }}x"
        "{{ if .X }}</a>{{ else }}</b>{{ end }}</p>",
        "{{ if .X }}<a href='x'>{{ else }}<a>{{ end }}x</a>",
        "<div>{{ range .X }}{{ if .Y }}</div><div>{{ end }}{{ end }}</div>",
        "<ul>{{ range .X }}<li>{{ . }}{{ end }}</ul>",
        "<div>{{ partial `unknown` . }}</section></div>",
        "<section>{{ .X }}</section>{{ define `a` }}</b>{{ end }}",
    ],
)
def test_what_hangs_on_branches_is_not_judged(text: str) -> None:
    base = "<html><body>{{ partial `x` . }}</body></html>"
    assert damage(baseof=base, partials_x=text) == ([], [])


def test_what_opens_and_ends_in_one_block_is_judged() -> None:
    text = "{{ range .X }}<p><a>{{ . }}</p>{{ end }}{{ if .Y }}<b></i></b>{{ end }}"
    assert damage(partials_x=text) == (
        ["layouts/partials/x.html: a"],
        ["layouts/partials/x.html: i"],
    )


def test_a_partial_that_calls_itself_is_balanced_if_the_rest_of_it_is() -> None:
    tree = "<ul>{{ range .X }}<li>{{ partial `tree` . }}</li>{{ end }}</ul></b>"
    base = "<html><body>{{ partial `tree` . }}</body></html>"
    assert damage(baseof=base, partials_tree=tree) == ([], [])
