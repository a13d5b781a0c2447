"""Links to other sites are found wherever they are written, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rdmlint import app
from rdmlint.hugo.outward import request_url, trimmed
from rdmlint.model import ExternalLink, Origin
from rdmlint.settings import Settings
from rdmlint.syntax.address import parse_address

CONFIG = (
    'baseURL = "https://rdm.example.org/"\n[markup.goldmark.renderer]\nunsafe=true\n'
)


def links(root: Path, **files: str) -> list[ExternalLink]:
    (root / "hugo.toml").write_text(CONFIG)
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(app.take_stock(Settings(root=str(root))).external_links)


def places(root: Path, found: list[ExternalLink]) -> list[str]:
    return [
        (root / link.path).read_bytes()[link.span.start : link.span.end].decode()
        for link in found
    ]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("HTTPS://Zenodo.ORG", "https://zenodo.org/"),
        ("https://a.se:443/x#y", "https://a.se/x"),
        ("http://a.se:443/", "http://a.se:443/"),
        ("//a.se/x", "https://a.se/x"),
        ("https://a.se/å b?q=ö", "https://a.se/%C3%A5%20b?q=%C3%B6"),
        ("https://a.se/%20x", "https://a.se/%20x"),
        ("https://räka.se/", "https://xn--rka-qla.se/"),
        ("https:\\\\a.se\\x", "https://a.se/x"),
        ("https://a.se?x", "https://a.se/?x"),
        ("mailto:a@b.se", None),
        ("/x/", None),
        ("https://", None),
        ("https://a b.se/", None),
    ],
)
def test_an_address_is_asked_for_as_a_browser_does(
    written: str, url: str | None
) -> None:
    assert request_url(parse_address(written)) == url


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("https://a.se/x.", "https://a.se/x"),
        ("https://a.se/x),", "https://a.se/x"),
        ("https://a.se/x_(y)", "https://a.se/x_(y)"),
        ("https://a.se/x_(y)).", "https://a.se/x_(y)"),
        ("https://a.se/x**", "https://a.se/x"),
        ("https://a.se/x).See", "https://a.se/x"),
    ],
)
def test_what_ends_a_sentence_is_no_part_of_an_address(found: str, kept: str) -> None:
    assert trimmed(found) == kept


def test_links_are_found_in_all_kinds_of_places(tmp_path: Path) -> None:
    found = links(
        tmp_path,
        content__a_dot_md=(
            '---\ntitle: A\nsite: "https://one.se/"\nabout: See https://two.se/x, y.\n'
            "---\n[t](https://three.se/#p) ![i](https://four.se/i.png) <https://five.se>\n"
            '\n<a href="https://six.se/?a=1&amp;b=2">x</a> '
            '{{< card url="https://seven.se/" >}}\n'
        ),
        layouts__index_dot_html='<a href="https://eight.se/">x</a>{{ site.Data }}',
        layouts__shortcodes__card_dot_html="{{ .Get `url` }}",
        data__d_dot_yaml="- url: https://nine.se/\n  a: '[t](https://ten.se/)'\n",
    )
    assert [link.url.split("//")[1].split(".")[0] for link in found] == [
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    ]
    assert places(tmp_path, found) == [
        "https://one.se/",
        "https://two.se/x",
        "https://three.se/#p",
        "https://four.se/i.png",
        "https://five.se",
        "https://six.se/?a=1&amp;b=2",
        "https://seven.se/",
        "https://eight.se/",
        "https://nine.se/",
        "https://ten.se/",
    ]
    assert [link.is_exact for link in found].index(False) == 5
    assert found[2].fragment == "p"
    assert found[1].origin is Origin.FRONT_MATTER


def test_own_hints_and_computed_addresses_are_no_links_elsewhere(
    tmp_path: Path,
) -> None:
    found = links(
        tmp_path,
        content__a_dot_md="[x](https://rdm.example.com/a/) [y](mailto:a@b.se)\n",
        layouts__index_dot_html=(
            '<link rel="preconnect" href="https://fonts.gstatic.com">'
            '<a href="https://x.se/{{ .Title }}">x</a><form action="https://y.se/">'
        ),
    )
    assert [link.url for link in found] == ["https://rdm.example.com/a/"]
