"""A page says that nothing is there in its title, by where it sends on, or not."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest

from rdmlint.probe.page import (
    absent_ids,
    is_for_sale,
    lost_its_way,
    says_nothing_is_there,
    title,
    unpacked,
)

URL = "https://facility.se/units/x/"


@pytest.mark.parametrize(
    "said",
    [
        "Page not found",
        "404",
        "404 Not Found",
        "Error 404",
        "Page not found | SciLifeLab",
        "SciLifeLab – Sidan hittades inte",
        "404 - Page Not Found - Umeå University",
        "This page no longer exists",
        "Page Not Found &#8211; Facility",
    ],
)
def test_a_title_says_that_nothing_is_there(said: str) -> None:
    page = f"<html><head>\n<title >{said}</title>".encode()
    assert says_nothing_is_there(page, URL) is not None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Units | SciLifeLab",
        "Room 404",
        "How we made our page not found page",
        "HTTP 404 explained",
        "Lost and not found: a study of sample tracking",
        "Missing data in cohort studies",
    ],
)
def test_a_title_that_only_speaks_of_such_pages_says_nothing(said: str) -> None:
    assert says_nothing_is_there(f"<title>{said}</title>".encode(), URL) is None


def test_an_address_of_such_a_page_may_have_its_title() -> None:
    page = b"<title>404 Not Found</title>"
    assert says_nothing_is_there(page, "https://docs.se/errors/404/") is None


@pytest.mark.parametrize(
    ("asked", "got", "is_lost"),
    [
        ("https://a.se/x/y/", "https://a.se/", True),
        ("https://a.se/x/y/", "https://www.a.se/", True),
        ("https://a.se/x/", "https://a.se/", False),
        ("https://a.se/x/y/", "https://b.se/", False),
        ("https://a.se/x/y/", "https://a.se/?id=9", False),
        ("https://a.se/x/y/", "https://a.se/x/", False),
        ("https://a.se/x/", "https://a.se/404.html", True),
        ("https://a.se/x/", "https://a.se/page-not-found", True),
        ("https://a.se/404", "https://a.se/404/", False),
        ("https://a.se/x/", "https://a.se/items/40421", False),
    ],
)
def test_where_a_redirect_ends_may_say_it(asked: str, got: str, is_lost: bool) -> None:
    assert (lost_its_way(asked, got) is not None) is is_lost


@pytest.mark.parametrize(
    ("page", "url", "is_sold"),
    [
        (b"<p>This domain is for sale!", "https://x.se/", True),
        (b"<script src='//sedoparking.com/x.js'>", "https://x.se/", True),
        (b"<p>ok", "https://www.hugedomains.com/x", True),
        (b"<p>This gene domain is conserved", "https://x.se/", False),
        (b"<p>This domain is for sale!" + b"x" * 64_000, "https://x.se/", False),
    ],
)
def test_a_domain_for_sale_is_told_from_a_site(
    page: bytes, url: str, is_sold: bool
) -> None:
    assert is_for_sale(page, url) is is_sold


def test_a_packed_page_is_unpacked_within_bounds() -> None:
    page = b"<title>x</title>" * 50
    assert unpacked(page, "", 99) == page[:99]
    assert unpacked(gzip.compress(page), "gzip", 9_999) == page
    assert unpacked(gzip.compress(page)[:-9], "x-gzip", 9_999) is not None
    assert unpacked(zlib.compress(page), "deflate", 9_999) == page
    assert unpacked(page, "gzip", 99) is None
    assert unpacked(page, "br", 99) is None
    assert unpacked(gzip.compress(b"\0" * 9_999_999), "gzip", 2 << 20) is None


def test_ids_are_found_by_id_and_name_percent_encoded_too() -> None:
    page = b"<p id='a'><a name=b><p id='c d'><p id='\xc3\xa5'><P ID=e>"
    wanted = ("a", "b", "c%20d", "å", "%C3%A5", "e", "f")
    assert absent_ids(page, wanted) == ("f",)


def test_ids_that_a_script_may_make_are_there() -> None:
    page = b"""<script>render({"id": "a", name: 'b'})</script><!-- <p id=c> -->"""
    assert absent_ids(page, ("a", "b", "c", "d")) == ("d",)


@pytest.mark.parametrize("piece", [b"<title", b"<title>", b"<", b"404 ", b"|", b" | "])
def test_hostile_titles_take_no_longer(piece: bytes) -> None:
    page = b"<title>" + piece * (64_000 // len(piece))
    started = time.perf_counter()
    title(page)
    says_nothing_is_there(page, URL)
    is_for_sale(page[:31_000], URL)
    assert time.perf_counter() - started < 0.2


@pytest.mark.parametrize(
    "piece", [b"<a id=x>", b"id=", b"<p id='", b"id ", b'name: "', b"&a"]
)
def test_hostile_pages_are_searched_in_bounded_time(piece: bytes) -> None:
    page = piece * ((2 << 20) // len(piece))
    started = time.perf_counter()
    absent_ids(page, ("y",))
    assert time.perf_counter() - started < 3
