"""Links that shortcodes make of what stands in their calls."""

from __future__ import annotations

from rdmlint.hugo.config import HugoConfig, Markup
from rdmlint.hugo.config import InnerKind as Kind
from rdmlint.hugo.evaluate import Programs, Source
from rdmlint.model import Link
from rdmlint.parse.called import with_called_links
from rdmlint.parse.page import parse_page
from rdmlint.syntax import gotmpl

TEMPLATES = {
    "button": '<a href="{{ .Get "to" }}">x</a>',
    "below": '<a href="/docs/{{ .Get 0 }}/">x</a>',
    "box": "<div>{{ .Inner }}</div>",
    "maybe": "{{ if .Page.Draft }}{{ .Inner }}{{ end }}",
}
INNER = tuple(
    (name, Kind.HTML if ".Inner" in text else Kind.NONE)
    for name, text in sorted(TEMPLATES.items())
)


def links(page: str) -> tuple[Link, ...]:
    sources = {
        name: Source(text.encode(), gotmpl.read(text.encode()))
        for name, text in TEMPLATES.items()
    }
    read = parse_page("content/a.md", page.encode(), "md", Markup(inner=INNER))
    programs = Programs(sources, {}, HugoConfig())
    return with_called_links(read, programs, HugoConfig()).links


def test_a_link_stands_at_the_argument_of_its_call() -> None:
    page = 'See {{< button to="/a/" >}} and [b](/b/).'
    first, second = links(page)
    assert (first.url, second.url) == ("/a/", "/b/")
    assert page[first.url_span.start : first.url_span.end] == "/a/"
    assert first.is_written


def test_an_address_that_is_made_is_not_written() -> None:
    (link,) = links("See {{< below v2 >}}.")
    assert (link.url, link.is_written) == ("/docs/v2/", False)


def test_addresses_of_other_sites_are_found_elsewhere() -> None:
    assert links('See {{< button to="https://example.com/" >}}.') == ()


def test_a_link_is_certain_where_the_calls_around_it_show_it() -> None:
    call = '{{< button to="/a/" >}}'
    (inside,) = links(f"x {{{{< box >}}}}{call}{{{{< /box >}}}}")
    (perhaps,) = links(f"x {{{{< maybe >}}}}{call}{{{{< /maybe >}}}}")
    assert (inside.is_certain, perhaps.is_certain) == (True, False)
