"""A date in front matter is in a form that Hugo cannot read.

Hugo ends the build with an error then, and the page counts as published in the year 1.
It reads `2024-05-31`, `2024-05-31T10:00:00Z`, `2024-05-31 10:00:00 +02:00` and a few
forms with the month's name, such as `31 May 2024`. It does not read days or months of
one digit, slashes, times without seconds, or days that do not exist. A bare number
counts as seconds since 1970: `date: 2024` is half past midnight on the first of January
1970.

Write year, month and day with hyphens; for a time, all of hours, minutes and seconds.
Judged are `date`, `lastmod` (`modified`), `publishDate` (`pubdate`, `published`) and
`expiryDate` (`unpublishdate`).

See: <https://gohugo.io/content-management/front-matter/#dates>
"""

from __future__ import annotations

import re
from datetime import date

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Entry,
    FrontMatter,
    Good,
    Iterator,
    Mapping,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Value,
    Violation,
    is_date,
)

KEYS = (
    "date",
    "lastmod",
    "modified",
    "publishdate",
    "pubdate",
    "published",
    "expirydate",
    "unpublishdate",
)

YEAR_FIRST = re.compile(
    r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})"
    r"|(?P<month2>[A-Za-z]{3,9}) (?P<day2>\d{1,2})(?:st|nd|rd|th)?),? (?P<year>\d{4})"
)
MONTHS = (
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


class Options(RuleOptions, frozen=True):
    """Settings of `date-invalid`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report dates of *front_matter* that Hugo cannot read, or reads as seconds."""
    if front_matter.format == "org":
        return  # Org writes dates in brackets
    for entry in fields(front_matter.root):
        if entry.key.lower() not in KEYS:
            continue
        value = entry.value
        if not is_date(value):
            yield Violation(value.span, unreadable(entry.key, value))
        elif (day := day_of_number(value)) is not None:
            yield Violation(
                value.span,
                f"`{entry.key}` is a number, which Hugo takes for seconds since 1970; "
                f"write {day}",
                severity=Severity.WARNING,
            )


def fields(root: Mapping) -> Iterator[Entry]:
    """Yield the fields of a page, and those that its cascade gives to others."""
    yield from root.entries
    cascade = root.get("cascade")
    for gift in cascade.items if isinstance(cascade, Sequence) else (cascade,):
        if isinstance(gift, Mapping):
            yield from gift.entries


def unreadable(key: str, value: Value) -> str:
    """Say that *value* is no date, and which one may be meant."""
    if isinstance(value, Mapping | Sequence):
        kind = "map" if isinstance(value, Mapping) else "list"
        return f"`{key}` is a {kind}, not a date"
    if isinstance(value.value, bool):
        return f"`{key}` is true or false, not a date"
    text = str(value.value)
    near = suggestion(text.strip())
    return f"Hugo reads no date in `{text}`" + (f"; write {near}" if near else "")


def suggestion(text: str) -> str | None:
    """Return the date that *text* means in a form that Hugo reads; None: unclear."""
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute, second = found.groups()
        time = f"T{int(hour):02}:{minute}:{second or '00'}" if hour else ""
        return (written := iso(int(year), int(month), int(day))) and written + time
    if found := COMPACT.fullmatch(text):
        return iso(*map(int, found.groups()))
    if found := NAMED.fullmatch(text):
        name = (found["month"] or found["month2"]).lower()
        months = [each for each in enumerate(MONTHS, 1) if each[1] == name[:3]]
        if months:
            day = int(found["day"] or found["day2"])
            return iso(int(found["year"]), months[0][0], day)
    return None


def iso(year: int, month: int, day: int) -> str | None:
    """Return the date in ISO form; None: there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def day_of_number(value: Value) -> str | None:
    """Return the date that a bare number such as 2024 or 20240531 is meant to be."""
    number = value.value if isinstance(value, Scalar) else None
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    if 1900 <= number <= 2100:
        return f"{number}-01-01"
    return suggestion(str(number)) if 19_000_101 <= number <= 21_001_231 else None


EXAMPLES = (
    Bad(
        "---\ncascade:\n- date: «soon»\n- target: {kind: page}\n"
        "  lastmod: «2024-5-31»\n---\n",
        messages=(
            "Hugo reads no date in `soon`",
            "Hugo reads no date in `2024-5-31`; write 2024-05-31",
        ),
    ),
    Bad(
        "---\ntitle: T\ndate: «2024-5-31»\n---\n",
        message="Hugo reads no date in `2024-5-31`; write 2024-05-31",
    ),
    Bad(
        "---\ndate: «2024-05-31 10:00»\nlastmod: «2024/05/31»\n"
        "publishDate: «May 31st, 2024»\nexpirydate: «2024-02-30»\n---\n",
        messages=(
            "Hugo reads no date in `2024-05-31 10:00`; write 2024-05-31T10:00:00",
            "Hugo reads no date in `2024/05/31`; write 2024-05-31",
            "Hugo reads no date in `May 31st, 2024`; write 2024-05-31",
            "Hugo reads no date in `2024-02-30`",
        ),
    ),
    Bad(
        "---\npublished: «true»\ndate: «[2024-05-31]»\n---\n",
        messages=(
            "`published` is true or false, not a date",
            "`date` is a list, not a date",
        ),
    ),
    Bad(
        "---\ndate: «2024»\nlastmod: «20240531»\n---\n",
        messages=(
            "`date` is a number, which Hugo takes for seconds since 1970; "
            "write 2024-01-01",
            "`lastmod` is a number, which Hugo takes for seconds since 1970; "
            "write 2024-05-31",
        ),
        severity=Severity.WARNING,
    ),
    Bad(
        '+++\ndate = «"31.5.2024"»\n+++\n', message="Hugo reads no date in `31.5.2024`"
    ),
    Good("---\ndate: 2024-05-31\nlastmod: 2024-05-31T10:00:00+02:00\n---\n"),
    Good("---\ndate: 31 May 2024\nlastmod: Fri, 31 May 2024 10:00:00 +0200\n---\n"),
    Good("+++\ndate = 2024-05-31\nlastmod = 2024-05-31 10:00:00\n+++\n"),
    Good("---\ndate:\nlastmod: ''\nevent: 31.5.\n---\n", note="Not set; not a date."),
    Good("---\ndate: 1717142400\n---\n", note="Seconds that are meant as such."),
    Good("---\nparams:\n  date: last week\n---\n", note="No meaning to Hugo there."),
)

RULE = PageRule(
    code="FM016",
    name="date-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
