"""Dates of front matter, read in the forms that Hugo knows."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from rdmlint.model import Scalar, Value

_DATE: Final = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_CLOCK: Final = r"(?P<hour>\d\d?):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,]\d+)?"
_SHORT: Final = r"(?P<hour>\d\d?):(?P<minute>\d\d)"
_COLON: Final = r"(?P<sign>[+-])(?P<east>\d\d):(?P<east_minute>\d\d)"
_OFFSET: Final = r"(?P<sign>[+-])(?P<east>\d\d)(?P<east_minute>\d\d)"
_ZONE: Final = (
    r"(?:ChST|MeST|WITA|GMT(?:[+-]\d\d?)?|[+-]\d\d|[A-Z]{4}T|[A-Z]{3}T|[A-Z]{3})"
)
_NAME: Final = r"(?P<month_name>[A-Za-z]{3})"
_WEEKDAY: Final = r"(?P<weekday>[A-Za-z]{3,9})"
_DAY: Final = r"(?P<day>\d\d)"
_PADDED: Final = r" (?P<day>\d\d?)"

_LAYOUTS: Final = tuple(
    # Where Go's layout has a space, the text may have several.
    layout.replace(" ", " +")
    for layout in (
        rf"{_DATE}",
        rf"{_DATE}T{_CLOCK}(?:Z|{_COLON})?",
        rf"{_DATE}T{_CLOCK}{_OFFSET}",
        rf"{_DATE} {_CLOCK}(?: {_OFFSET} {_ZONE})?",
        rf"{_DATE} {_CLOCK}(?:Z|(?: )?{_COLON})",
        rf"{_DATE} {_CLOCK}(?: )?{_OFFSET}",
        rf"{_WEEKDAY}, {_DAY} {_NAME} (?P<year>\d{{4}}) {_CLOCK} {_OFFSET}",
        rf"{_WEEKDAY}, {_DAY} {_NAME} (?P<year>\d{{4}}) {_CLOCK} {_ZONE}",
        rf"{_DAY} {_NAME} (?P<year>\d\d) {_SHORT} {_OFFSET}",
        rf"{_DAY} {_NAME} (?P<year>\d\d) {_SHORT} {_ZONE}",
        rf"{_WEEKDAY}, {_DAY}-{_NAME}-(?P<year>\d\d) {_CLOCK} {_ZONE}",
        rf"{_WEEKDAY} {_NAME}{_PADDED} {_CLOCK} (?P<year>\d{{4}})",
        rf"{_WEEKDAY} {_NAME}{_PADDED} {_CLOCK} {_ZONE} (?P<year>\d{{4}})",
        rf"{_WEEKDAY} {_NAME} {_DAY} {_CLOCK} {_OFFSET} (?P<year>\d{{4}})",
        rf"{_DAY} {_NAME} (?P<year>\d{{4}})",
        rf"{_SHORT}(?P<half>[AP]M)",
        rf"{_NAME}{_PADDED} {_CLOCK}",
    )
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_WEEKDAYS: Final = (
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_EPOCH: Final = datetime(1970, 1, 1)
_LONGEST: Final = 64


class _Time(NamedTuple):
    """A time as it is in UTC, and as the clock says where it was written."""

    utc: datetime
    clock: datetime


def moment(value: Value | None) -> datetime | None:
    """Return the time that *value* says, in UTC and without a zone; None: none.

    None stands both for "not set" (null, "") and for what Hugo refuses;
    `is_date` tells them apart. Numbers are seconds since 1970. A time without a
    zone is taken for UTC.

    Source: HUGO-FM-22.
    """
    found = _time(value)
    return found.utc if found else None


def clock(value: Value | None) -> datetime | None:
    """Return the time as *value* writes it, its zone left out; None: there is none.

    So permalinks have it: 23:00 -0500 is of the day that is written there.
    """
    found = _time(value)
    return found.clock if found else None


def _time(value: Value | None) -> _Time | None:
    if not isinstance(value, Scalar) or isinstance(value.value, (bool, float)):
        return None
    if isinstance(value.value, int):
        try:
            when = _EPOCH + timedelta(seconds=value.value)
        except OverflowError:
            when = datetime.max if value.value > 0 else datetime.min
        return _Time(when, when)
    written = value.value
    if not written or len(written) > _LONGEST:
        return None
    if value.kind == "datetime":
        return _of_toml(written)
    return _read(written)


def is_date(value: Value) -> bool:
    """Tell whether Hugo takes *value* for a date, or for none given."""
    if isinstance(value, Scalar) and (value.value is None or value.value == ""):
        return True
    return moment(value) is not None


def _of_toml(written: str) -> _Time | None:
    """Return the time of a date of TOML; a time alone is none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return _read(written)
    bare = moment.replace(tzinfo=None)
    if moment.tzinfo is None:
        return _Time(bare, bare)
    return _Time(moment.astimezone(UTC).replace(tzinfo=None), bare)


@lru_cache(maxsize=4096)
def _read(written: str) -> _Time | None:
    """Return the time that the first layout finds that takes *written*."""
    for layout in _LAYOUTS:
        # Compiled once it is tried: most dates are of the first form or two.
        found = re.fullmatch(layout, written)
        if found is not None and (moment := _moment(found.groupdict())) is not None:
            return moment
    return None


def _moment(part: dict[str, str | None]) -> _Time | None:
    """Return the time of the named parts of a date, None where it does not exist."""

    def number(name: str, default: int = 0) -> int:
        return int(part.get(name) or default)

    weekday, name = part.get("weekday"), part.get("month_name")
    if weekday is not None and weekday.lower() not in _WEEKDAYS:
        return None
    if name is not None and name.lower() not in _MONTHS:
        return None
    month = _MONTHS.index(name.lower()) + 1 if name else number("month", 1)
    year = number("year")
    if len(part.get("year") or "") == 2:
        year += 1900 if year >= 69 else 2000
    hour = number("hour")
    if part.get("half") is not None:
        if hour > 12:
            return None
        hour = hour % 12 + 12 * (part["half"] == "PM")
    # Go's bounds for an offset.
    if number("east") > 24 or number("east_minute") > 60:
        return None
    east = timedelta(hours=number("east"), minutes=number("east_minute"))
    try:
        # Python has no year 0, which is a leap year as 4 is.
        moment = datetime(
            year or 4, month, number("day", 1), hour, number("minute"), number("second")
        )
    except ValueError:
        return None
    if not year:
        return _Time(datetime.min, datetime.min)
    try:
        shifted = moment + east if part.get("sign") == "-" else moment - east
    except OverflowError:
        shifted = moment
    return _Time(shifted, moment)
