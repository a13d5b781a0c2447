"""Which templates surely make up a page."""

from __future__ import annotations

import pytest

from rdmlint.hugo.wrapping import Described, Wrapping
from rdmlint.parse.layout import parse_layout


def surely(page: Described, /, **templates: str) -> list[str]:
    """Return the files that surely show on *page*, by name with `_` for `/`."""
    pages = {
        name.replace("_", "/", 1) + ".html": parse_layout(
            name.replace("_", "/", 1), text.encode()
        )
        for name, text in templates.items()
    }
    return [part.template.path for part in Wrapping(pages).surely(page)]


MAIN = "{{ define `main` }}<p>{{ .Content }}</p>{{ end }}"
BASE = "<main>{{ block `main` . }}{{ end }}</main>"
PAGE = Described("page", "/docs/a")


def test_a_page_is_its_frame_its_template_and_what_both_call() -> None:
    base = BASE + "{{ partial `foot` . }}{{ if .X }}{{ partial `maybe` . }}{{ end }}"
    assert surely(
        PAGE, baseof=base, single=MAIN, partials_foot="<p>", partials_maybe="<p>"
    ) == ["baseof", "partials/foot", "single"]


def test_a_template_in_the_section_is_nearer() -> None:
    assert surely(PAGE, single="<p>", docs_single="<b>") == ["docs/single"]


@pytest.mark.parametrize("other", ["page", "docs_all", "page_single"])
def test_of_several_candidates_none_is_sure(other: str) -> None:
    assert surely(PAGE, single="<p>", **{other: "<b>"}) == []


def test_a_type_of_its_own_leaves_doubt() -> None:
    page = Described("page", "/docs/a", type="blog")
    assert surely(page, docs_single="<p>", single="<p>") == []
    assert surely(page, single="<p>") == ["single"]


def test_what_both_branches_call_is_sure() -> None:
    base = "{{ if .X }}<b>{{ block `main` . }}{{ end }}</b>{{ else }}"
    base += "{{ block `main` . }}{{ end }}{{ end }}"
    assert surely(PAGE, baseof=base, single=MAIN) == ["baseof", "single"]
