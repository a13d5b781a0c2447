"""Identifiers, and what shows when they are mistyped."""

from __future__ import annotations

from time import process_time

import pytest

from rdmlint.syntax import identifiers
from rdmlint.syntax.address import parse_address


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "0000-0002-1694-233X",
        "0000-0002-1694-233x",
        "https://orcid.org/0000-0002-1825-0097/",
        "0000000218250097",
        "",
        "n/a",
        "0000",
        "https://orcid.org/register",
    ],
)
def test_what_may_be_an_orcid_passes(text: str) -> None:
    assert identifiers.orcid_fault(text) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("00000-0003-0648-3130", "has 17 digits"),
        ("0000-0002-1825-009", "has 15 digits"),
        ("0000-0002-1825-0079", "is no ORCID iD"),
        ("https://orcid.org/0000-0002-1825-0098", "is no ORCID iD"),
        ("0000-00021825-0097", "is not written in four groups"),
    ],
)
def test_an_orcid_with_a_slip_is_told(text: str, start: str) -> None:
    assert (identifiers.orcid_fault(text) or "").startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "10.1038/s41586-020-2649-2",
        "doi:10.1000/182",
        "DOI: 10.1000/182",
        "https://dx.doi.org/10.1016/S0140-6736(20)30183-5",
        "10.1000.10/123456",
        "10/gfvxhb",
        "10.1000%2F182",
        "",
        "pending",
        "https://example.org/10.1000/182",
    ],
)
def test_what_may_be_a_doi_passes(text: str) -> None:
    assert identifiers.doi_fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "10.1038",
        "10.1038/",
        "10,1038/abc",
        "10.1038 /abc",
        "10.1038/abc,",
        "10.1016/S0140(20)30183-5)",
        "https://doi.org/https://doi.org/10.1000/182",
    ],
)
def test_a_doi_with_a_slip_is_told(text: str) -> None:
    assert identifiers.doi_fault(text) is not None


@pytest.mark.parametrize(
    ("url", "is_wrong"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", False),
        ("https://www.youtube.com/watch?list=PLx&v=dQw4w9WgXc", True),
        ("https://youtu.be/dQw4w9WgXcQQ", True),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", False),
        ("//www.youtube.com/embed/dQw4w9WgXcQQ?rel=0", True),
        ("https://www.youtube.com/embed/videoseries?list=PLx", False),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ?t=3", False),
        ("https://www.youtube.com/watch?v=", False),
        ("https://www.youtube.com/c/name", False),
        ("https://example.org/watch?v=short", False),
    ],
)
def test_videos_have_names_of_eleven_characters(url: str, *, is_wrong: bool) -> None:
    assert (identifiers.fault(parse_address(url)) is not None) is is_wrong


def test_long_text_takes_no_long_time() -> None:
    start = process_time()
    for text in ("1" * 100_000, "10." + "1." * 50_000, "10.1/" + "(" * 100_000):
        identifiers.orcid_fault(text)
        identifiers.doi_fault(text)
    assert process_time() - start < 0.2
