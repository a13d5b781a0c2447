import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdmlint.model import Address, AddressKind
from rdmlint.syntax.address import parse_address
from stopwatch import at_most


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("", AddressKind.EMPTY),
        (" \t", AddressKind.EMPTY),
        ("#", AddressKind.FRAGMENT),
        ("#part-2", AddressKind.FRAGMENT),
        ("a/b.md", AddressKind.RELATIVE),
        ("../a", AddressKind.RELATIVE),
        ("?q=1", AddressKind.RELATIVE),
        ("a b:c", AddressKind.RELATIVE),
        ("./a:b", AddressKind.RELATIVE),
        ("/a/b/", AddressKind.ROOT),
        ("\\a", AddressKind.ROOT),
        ("//host/x", AddressKind.NETWORK),
        ("\\\\host\\x", AddressKind.NETWORK),
        ("https://a.example", AddressKind.WEB),
        ("HTTP:/a.example", AddressKind.WEB),
        ("mailto:me@a.example", AddressKind.OTHER),
        ("tel:+46", AddressKind.OTHER),
        ("ftp://a.example/x", AddressKind.OTHER),
        ("data:image/png;base64,AA==", AddressKind.OTHER),
        ('{{< ref "x" >}}#y', AddressKind.COMPUTED),
        ("/a/{{ .Path }}", AddressKind.COMPUTED),
    ],
)
def test_each_sort_of_address_has_its_kind(raw: str, kind: AddressKind) -> None:
    assert parse_address(raw).kind is kind


def test_every_part_of_a_full_address_is_found() -> None:
    assert parse_address("https://me:pw@A.Example:8080/p/q%20r?x=1?#f#g") == Address(
        AddressKind.WEB,
        "https://me:pw@A.Example:8080/p/q%20r?x=1?#f#g",
        scheme="https",
        userinfo="me:pw",
        host="a.example",
        port="8080",
        path="/p/q%20r",
        query="x=1?",
        fragment="f#g",
    )


def test_a_part_that_is_there_and_empty_is_not_none() -> None:
    address = parse_address("/a?#")
    assert (address.path, address.query, address.fragment) == ("/a", "", "")


def test_a_part_that_is_not_there_is_none() -> None:
    address = parse_address("/a")
    assert (address.query, address.fragment, address.host) == (None, None, None)


def test_a_question_mark_behind_the_hash_belongs_to_the_fragment() -> None:
    address = parse_address("/a#b?c")
    assert (address.query, address.fragment) == (None, "b?c")


def test_an_ipv6_host_keeps_its_colons() -> None:
    address = parse_address("http://[::1]:80/x")
    assert (address.host, address.port, address.path) == ("[::1]", "80", "/x")
    assert parse_address("http://[::1]").host == "[::1]"


def test_slashes_too_many_or_too_few_do_not_hide_the_host() -> None:
    assert parse_address("https:///a.example/x").host == "a.example"
    assert parse_address("https:a.example/x").host == "a.example"
    assert parse_address("https:\\\\a.example\\x").host == "a.example"


def test_white_space_around_and_line_breaks_inside_are_passed_over() -> None:
    address = parse_address("  https://a.exa\nmple/x ")
    assert (address.host, address.path) == ("a.example", "/x")
    assert address.raw == "  https://a.exa\nmple/x "


def test_mail_addresses_have_no_host() -> None:
    address = parse_address("mailto:me@a.example?subject=x")
    assert (address.host, address.path, address.query) == (
        None,
        "me@a.example",
        "subject=x",
    )


@given(st.text())
def test_any_text_has_an_address(raw: str) -> None:
    assert parse_address(raw).raw == raw


@pytest.mark.parametrize("unit", ["/", "\\", "@", ":", "#", "a:", "{", " ", "\x00"])
def test_long_addresses_take_linear_time(unit: str) -> None:
    with at_most(0.05):
        parse_address("http://" + unit * 100_000)
        parse_address(unit * 100_000)
