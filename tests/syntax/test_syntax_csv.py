"""CSV, as Go's reader takes it."""

from __future__ import annotations

import pytest

from rdmlint.model import Mapping, Sequence, plain
from rdmlint.syntax import csv
from rdmlint.syntax.reading import Limits


def values(text: str) -> object:
    """Return what *text* says, which has no flaw."""
    reading = csv.read(text.encode())
    assert not reading.flaws
    return None if reading.value is None else plain(reading.value)


def flaw(text: str) -> tuple[str, int]:
    """Return the message of the flaw in *text*, and where it stands."""
    reading = csv.read(text.encode())
    assert reading.value is None
    (found,) = reading.flaws
    return found.message, found.span.start


def test_the_first_line_names_the_columns() -> None:
    assert values("name,unit\nAnna,NBIS\n\nBo,\n") == [
        {"name": "Anna", "unit": "NBIS"},
        {"name": "Bo", "unit": ""},
    ]


def test_quotes_hold_commas_quotes_and_line_breaks() -> None:
    assert values('a,b\r\n"x, ""y""","1\r\n2"\r\n') == [{"a": 'x, "y"', "b": "1\n2"}]


def test_places_cover_the_quotes() -> None:
    text = b'\xef\xbb\xbfn\xc3\xa5,b\n1,"2"\n'
    value = csv.read(text).value
    assert isinstance(value, Sequence)
    (record,) = value.items
    assert isinstance(record, Mapping)
    written = [text[e.value.span.start : e.value.span.end] for e in record.entries]
    assert written == [b"1", b'"2"']
    keys = [text[e.key_span.start : e.key_span.end] for e in record.entries]
    assert keys == ["nå".encode(), b"b"]


def test_nothing_is_nothing() -> None:
    assert values("") is None
    assert values("\n\r\n") is None


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("a,b\n1\n", "This line has 1 value, the first one 2", 4),
        (
            'a,b\n1,2"\n',
            "A quote cannot stand in a value that does not begin with one",
            7,
        ),
        ('a\n"1\n', "This quote is never closed", 2),
        ('a\n"1"2\n', "A comma or line break must follow the closing quote", 5),
    ],
)
def test_what_go_refuses_is_a_flaw(text: str, message: str, at: int) -> None:
    assert flaw(text) == (message, at)


def test_a_file_of_too_many_values_is_not_read() -> None:
    reading = csv.read(b"a\n1\n2\n3\n", limits=Limits(nodes=3))
    assert [found.kind for found in reading.flaws] == ["limit"]
