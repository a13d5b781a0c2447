"""Data files read into facts."""

from __future__ import annotations

import json
from time import process_time

import pytest

from rdmlint.model import FaultKind, Page
from rdmlint.parse.data import parse_data


def parse(text: str, extension: str = "json") -> Page:
    """Return the facts of a data file that says *text*."""
    return parse_data(f"data/x.{extension}", text.encode(), extension)


def addresses(text: str, extension: str = "json") -> list[tuple[str, str]]:
    """Return address and key of all links in *text*, and hold them to their places."""
    page = parse(text, extension)
    data = text.encode()
    for link in page.links:
        assert data[link.url_span.start : link.url_span.end].decode() == link.url
    return [(link.url, link.element) for link in page.links]


def test_addresses_of_the_web_are_links_whatever_their_key() -> None:
    assert addresses('{"Note": "https://x.org/a", "b": ["HTTP://y.org"]}') == [
        ("https://x.org/a", "note"),
        ("HTTP://y.org", "b"),
    ]


def test_text_with_an_address_in_it_is_no_link() -> None:
    assert not addresses('{"url": "see https://x.org", "b": "https://x.org or here"}')


def test_paths_are_links_below_keys_that_speak_of_addresses() -> None:
    text = "heroImage: /img/a.png\nlink: /guide/\nregexp: /guide/\nurl_sv: /x\n"
    text += "link_filters: [/guide/]\n"
    assert addresses(text, "yaml") == [
        ("/img/a.png", "heroimage"),
        ("/guide/", "link"),
        ("/x", "url_sv"),
    ]


def test_a_slip_is_a_link_where_its_neighbours_have_a_scheme() -> None:
    urls = ["https://a.org", "https://b.org", "www.c.org", "htps://d.org", "e f"]
    found = addresses(json.dumps([{"url": url} for url in urls]))
    assert [url for url, _ in found] == urls[:4]
    alone = [{"url": "www.c.org"}, {"url": "https://a.org"}]
    assert addresses(json.dumps(alone)) == [("https://a.org", "url")]


def test_spaces_around_an_address_are_no_part_of_its_place() -> None:
    assert addresses("a: ' https://x.org '\n", "yaml") == [("https://x.org", "a")]


def test_an_address_with_escapes_has_the_place_of_the_whole_text() -> None:
    text = r'{"url": "https:\/\/x.org"}'
    (link,) = parse(text).links
    assert link.url == "https://x.org"
    assert text[link.url_span.start : link.url_span.end] == r"https:\/\/x.org"


def test_what_an_alias_repeats_is_one_link() -> None:
    assert addresses("a: &u https://x.org\nb: *u\n", "yaml") == [("https://x.org", "a")]


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("[1,]", "json"),
        ("a: 1\na: 2\n", "yaml"),
        ("a = 1\na = 2\n", "toml"),
        ("5", "json"),
        ("just text", "yml"),
        ("a,b\n1\n", "csv"),
        ("a\n1\n", "csv"),
        ("# Read me", "md"),
        (" ", ""),
    ],
)
def test_what_hugo_refuses_is_a_fault(text: str, extension: str) -> None:
    assert [fault.kind for fault in parse(text, extension).faults] == [
        FaultKind.DATA_SYNTAX
    ]


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("", "json"),
        ("null", "json"),
        ('{"a": 1, "a": 2}', "json"),
        ("# nothing yet\n", "yaml"),
        ("a: 1\n---\nb: 2\n", "yaml"),
        ("", "toml"),
        ("", "md"),
        ("<a/>", "xml"),
        ("* Org", "org"),
    ],
)
def test_what_hugo_takes_is_none(text: str, extension: str) -> None:
    assert parse(text, extension).faults == ()


def test_what_goes_beyond_the_limits_is_not_known_and_not_wrong() -> None:
    page = parse("[" * 100 + "]" * 100)
    assert page.faults == ()
    assert page.data is None


def test_comments_hold_findings_back_in_yaml() -> None:
    page = parse('a: "# rdmlint-ignore"\nb: 1  # rdmlint-ignore DT001\n', "yaml")
    (directive,) = page.directives
    assert [word for word, _ in directive.words] == ["DT001"]
    assert directive.first == 2


def test_five_megabytes_of_json_take_seconds_at_most() -> None:
    record = {"title": "A resource", "url": "https://x.org/a", "topic": ["a", "b"]}
    record["description"] = "What it is about, in some words. " * 20
    text = json.dumps([record] * (5_000_000 // len(json.dumps(record))), indent=1)
    start = process_time()
    page = parse(text[: 5 << 20])
    assert page.data is not None
    assert process_time() - start < 4
