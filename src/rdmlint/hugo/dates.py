"""Dates of front matter, read in the forms that Hugo knows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from rdmlint.model import Scalar, Value

_NUMERIC: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:([T ])(\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?"
    r"(?:(Z)|( ?)([+-]\d\d:?\d\d)( [A-Z]{3,4})?)?)?"
)
_ZONE: Final = re.compile(r" (?:[A-Z]{3,4}|[+-]\d{4})(?= |$)")
_NAMED: Final = (
    "%a, %d %b %Y %H:%M:%S",
    "%d %b %y %H:%M",
    "%A, %d-%b-%y %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
)
_DAY: Final = re.compile(r"\d\d [A-Za-z]{3} \d{4}")
_CLOCK: Final = re.compile(
    r"(?:[A-Za-z]{3} [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|1?\d:\d\d[AP]M)"
)
_EPOCH: Final = datetime(1970, 1, 1)
_LONGEST: Final = 64


def moment(value: Value | None) -> datetime | None:
    """Return the time that *value* says, in UTC and without a zone; None: none.

    None stands both for "not set" (null, "") and for what Hugo refuses;
    `is_date` tells them apart. Numbers are seconds since 1970. A time without a
    zone is taken for UTC.

    Source: HUGO-FM-22.
    """
    if not isinstance(value, Scalar) or isinstance(value.value, (bool, float)):
        return None
    if isinstance(value.value, int):
        try:
            return _EPOCH + timedelta(seconds=value.value)
        except OverflowError:
            return datetime.max if value.value > 0 else datetime.min
    written = value.value
    if not written or len(written) > _LONGEST:
        return None
    return _numeric(written, is_toml=value.kind == "datetime") or _named(written)


def is_date(value: Value) -> bool:
    """Tell whether Hugo takes *value* for a date, or for none given."""
    if isinstance(value, Scalar) and (value.value is None or value.value == ""):
        return True
    return moment(value) is not None


def _numeric(written: str, *, is_toml: bool) -> datetime | None:
    found = _NUMERIC.fullmatch(written)
    if found is None:
        return None
    year, month, day, joint, hour, minute, second, _, gap, offset, name = found.groups()
    if offset and not is_toml:
        # After a T no space goes before the zone, and a zone's name only after one.
        if joint == "T" and (gap or name):
            return None
        if name and not gap:
            return None
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
        )
        return moment - _shift(offset) if offset else moment
    except (ValueError, OverflowError):
        return None


def _shift(offset: str) -> timedelta:
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    size = timedelta(hours=hours, minutes=minutes)
    return -size if offset[0] == "-" else size


def _named(written: str) -> datetime | None:
    if _DAY.fullmatch(written):
        return _parse(written, "%d %b %Y")
    if _CLOCK.fullmatch(written):
        return datetime.min
    zone = _ZONE.search(written, 5)
    offset = zone[0].strip() if zone else ""
    bare = written[: zone.start()] + written[zone.end() :] if zone else written
    for form in _NAMED:
        moment = _parse(bare, form)
        if moment is None:
            continue
        # Only the form of C's asctime stands without a zone.
        if not zone and form != _NAMED[3]:
            return None
        return moment - _shift(offset) if offset[:1] in "+-" and offset else moment
    return None


def _parse(written: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(written, form)
    except ValueError:
        return None
