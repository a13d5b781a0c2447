from datetime import datetime

import pytest

from rdmlint.hugo.dates import clock, is_date, moment
from rdmlint.model import Scalar, Sequence
from rdmlint.text import Span


def written(text: str) -> Scalar:
    return Scalar(Span(0, 0), "string", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2006-01-02", datetime(2006, 1, 2)),
        ("2006-01-02T15:04:05Z", datetime(2006, 1, 2, 15, 4, 5)),
        ("2006-01-02T15:04:05.5", datetime(2006, 1, 2, 15, 4, 5)),
        ("2006-01-02T15:04:05-0700", datetime(2006, 1, 2, 22, 4, 5)),
        ("2006-01-02 15:04:05 +02:00", datetime(2006, 1, 2, 13, 4, 5)),
        ("2006-01-02 15:04:05.999 -0700 MST", datetime(2006, 1, 2, 22, 4, 5)),
        ("Mon, 02 Jan 2006 15:04:05 -0700", datetime(2006, 1, 2, 22, 4, 5)),
        ("02 Jan 06 15:04 MST", datetime(2006, 1, 2, 15, 4)),
        ("Mon Jan  2 15:04:05 2006", datetime(2006, 1, 2, 15, 4, 5)),
        ("02 jan 2006", datetime(2006, 1, 2)),
    ],
)
def test_a_date_that_hugo_reads_is_read_alike(text: str, expected: datetime) -> None:
    assert moment(written(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2006-01-02 15:04",
        "2006-01-02T15:04:05 Z",
        "2006-01-02t15:04:05z",
        "2006-1-2",
        "2006-02-30",
        "2006-01-02 15:04:05 UTC",
        "2006-01-02T24:00:00",
        "2 Jan 2006",
        "Jan 2, 2006",
        "2006/01/02",
        "20060102",
        "2006-01-02  ",
        "soon",
    ],
)
def test_a_date_that_hugo_refuses_is_refused(text: str) -> None:
    assert not is_date(written(text))


def test_a_number_counts_seconds_since_1970() -> None:
    assert moment(Scalar(Span(0, 0), "int", 2020)) == datetime(1970, 1, 1, 0, 33, 40)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Scalar(Span(0, 0), "null", None), True),
        (written(""), True),
        (Scalar(Span(0, 0), "bool", True), False),
        (Scalar(Span(0, 0), "float", 1.5), False),
        (Sequence(Span(0, 0), (written("2006-01-02"),)), False),
    ],
)
def test_only_an_empty_value_means_no_date(
    value: Scalar | Sequence, expected: bool
) -> None:
    assert is_date(value) is expected
    assert moment(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-09 23:00:00 -0500", datetime(2019, 10, 9, 23)),
        ("2019-10-09T01:00:00+05:00", datetime(2019, 10, 9, 1)),
        ("2019-10-09", datetime(2019, 10, 9)),
    ],
)
def test_the_clock_is_that_of_the_zone_that_is_written(
    text: str, expected: datetime
) -> None:
    assert clock(written(text)) == expected


def test_the_clock_of_a_date_of_toml_is_that_of_its_zone() -> None:
    value = Scalar(Span(0, 0), "datetime", "2019-10-09T23:00:00-05:00")
    assert clock(value) == datetime(2019, 10, 9, 23)
