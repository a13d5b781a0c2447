import pytest

from rdmlint.syntax.address import parse_address
from rdmlint.syntax.slips import Slip, slip
from stopwatch import at_most


def found(url: str) -> Slip | None:
    return slip(parse_address(url))


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("htps://x.se/a", "https://x.se/a"),
        ("htttp://x.se", "http://x.se"),
        ("http:/x.se/a", "http://x.se/a"),
        ("https:x.se", "https://x.se"),
        ("https:///x.se", "https://x.se"),
        ("https//x.se/a", "https://x.se/a"),
        ("https//:x.se", "https://x.se"),
        ("https;//x.se", "https://x.se"),
        ("ttps://x.se", "https://x.se"),
        ("https: //x.se", "https://x.se"),
        ("maito:a@b.se", "mailto:a@b.se"),
    ],
)
def test_a_mistyped_scheme_is_told(url: str, meant: str) -> None:
    told = found(url)
    assert told is not None
    assert told.is_scheme
    assert told.meant == meant


@pytest.mark.parametrize(
    ("url", "what", "meant"),
    [
        ("www.x.se", "has no scheme", "https://www.x.se"),
        ("data.x.se/y?z", "has no scheme", "https://data.x.se/y?z"),
        ("x.org/y", "has no scheme", "https://x.org/y"),
        ("a.b@x.se", "has no scheme", "mailto:a.b@x.se"),
        ("https://https://x.se", "has two schemes", "https://x.se"),
        ("http://https://x.se/a", "has two schemes", "https://x.se/a"),
        ("https://http//x.se", "has two schemes", "http://x.se"),
        ("10.1038/s41586", "is a bare DOI", "https://doi.org/10.1038/s41586"),
        (
            "https://10.1038/s41586",
            "has a DOI for a host",
            "https://doi.org/10.1038/s41586",
        ),
        (
            "doi:10.1038/s41586",
            "is a DOI, which browsers do not open",
            "https://doi.org/10.1038/s41586",
        ),
        ("https:// x.se/a", "has a space in its host", "https://x.se/a"),
        ("https://x.se /a", "has a space in its host", "https://x.se/a"),
        ("https://", "names no host", None),
        ("https://x.se/a https://y.se", "holds two addresses", None),
        (
            "https://x.se/>X</a>\n<a href=",
            "runs on into the markup behind it",
            None,
        ),
    ],
)
def test_a_malformed_address_is_told(url: str, what: str, meant: str | None) -> None:
    assert found(url) == Slip(what, meant)


def test_a_space_in_a_path_is_put_right_by_browsers() -> None:
    for url in ("https://x.se/a b", "https://x.se/a\n b"):
        assert found(url) == Slip(
            "has a space in it", "https://x.se/a%20b", is_mild=True
        )


def test_what_was_copied_along_with_an_address_is_told() -> None:
    assert found("https://x.se/%20%20a-%20%20b") == Slip(
        "holds spaces in a row", "https://x.se/a-b", is_mild=True
    )
    assert found("https://doi.org/10.25504/FAIRsharing.fd28en/") == Slip(
        "is a DOI with a slash too many",
        "https://doi.org/10.25504/FAIRsharing.fd28en",
        is_mild=True,
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://x.se/a",
        "https://x.se/a%20b",
        "https://doi.org/",
        "HTTPS://x.se",
        " https://x.se ",
        "//x.se/a",
        "https://doi.org/10.1016/S0140-6736(20)30183-5",
        "https://web.archive.org/web/2020/https://x.se/",
        "https://x.se/?a=1&b=2&",
        "https://localhost:1313/",
        "https://x.se/a\n  ",
        "https://x.se/a\nb",
        "mailto:a@b.se",
        "tel:+46",
        "doi.html",
        "page.md",
        "script.py",
        "v1.2/",
        "a.b/c",
        "node.js/",
        "../x.se/y",
        "files/10.1038/x",
        "ftp://x.se/",
        "x/@y",
        "#x",
        "",
    ],
)
def test_what_is_no_slip_is_left_alone(url: str) -> None:
    assert found(url) is None


@pytest.mark.parametrize(
    "url", ["a." * 50_000, "https://" * 12_500, "a@" * 50_000, "a.se" * 25_000]
)
def test_hostile_addresses_are_looked_at_in_no_time(url: str) -> None:
    address = parse_address(url)
    with at_most(0.05):
        slip(address)
