"""The block of metadata at the top of a content file, found as Hugo finds it.

Source: HUGO-FM-1 to HUGO-FM-10; `tests/syntax/test_syntax_front_matter.py` holds the
observed cases.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import msgspec

from rdmlint.model import (
    Edit,
    Entry,
    Fault,
    FaultKind,
    Fix,
    FrontMatter,
    Mapping,
    Scalar,
    Sequence,
    Value,
)
from rdmlint.syntax.reading import FRONT_MATTER_LIMITS, Flaw, Limits, Reading
from rdmlint.text import Span


class Opened(msgspec.Struct, frozen=True):
    """A content file taken apart.

    *front_matter* None: there is none, and all of the file is *body*. A block that
    could not be read is there, with `is_readable` False; where its end is not known
    *body* is empty. The *body* begins on the line behind the closing delimiter, or
    right behind the delimiter where Hugo takes the rest of its line for content.
    """

    front_matter: FrontMatter | None
    body: Span
    faults: tuple[Fault, ...] = ()


Format: TypeAlias = Literal["yaml", "toml", "json", "org"]

_LEADING: Final = re.compile(rb"(?:\xef\xbb\xbf)?[\t\n\v\f\r ]*+")
_ORG_LINE: Final = re.compile(rb"#\+[^\r\n]*+(?:\r\n|\n|\r|\Z)")
_ORG_PAIR: Final = re.compile(rb"#\+(?P<key>[^:\s]+):[ \t]*+(?P<value>[^\r\n]*+)")
_JSON_PART: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[{}]', re.DOTALL)
_LONG_DELIMITER: Final = re.compile(rb"(?:-{4,}|\+{4,})(?=[ \t]*+(?:[\r\n]|\Z))")
_CLOSING: Final = {
    b"-": re.compile(rb"[\r\n]---"),
    b"+": re.compile(rb"[\r\n]\+\+\+"),
}


def read(data: bytes, *, limits: Limits = FRONT_MATTER_LIMITS) -> Opened:
    """Return front matter, body and faults of the content file *data*."""
    leading = _LEADING.match(data)
    start = leading.end() if leading else 0
    first = data[start : start + 1]
    if first in (b"-", b"+"):
        return _fenced(data, start, limits)
    if first == b"{":
        return _json(data, start, limits)
    if data.startswith(b"#+", start):
        return _org(data, start)
    return Opened(None, Span(0, len(data)))


# --- YAML and TOML: between two delimiters ------------------------------------------


def _fenced(data: bytes, start: int, limits: Limits) -> Opened:
    mark = data[start : start + 1]
    opening = Span(start, start + 3)
    is_yaml = mark == b"-"
    if not data.startswith(mark * 3, start):
        return Opened(None, Span(0, len(data)), (_no_delimiter(data, start, mark),))
    closing = _CLOSING[mark].search(data, opening.end)
    if closing is None:
        return _unclosed(data, opening, "yaml" if is_yaml else "toml")
    kind: Format = "yaml" if is_yaml else "toml"
    span = Span(start, closing.end())
    body = Span(_next_line(data, closing.end()), len(data))
    if (longer := _LONG_DELIMITER.match(data, start)) is not None:
        place = Span(start, longer.end())
        message = f"The delimiter is `{data[start : start + 3].decode()}`, not longer"
        reading = Reading(None, (Flaw(place, message),))
        return _opened(kind, span, opening, body, reading)
    # Both readers want the line break before the closing delimiter.
    end = closing.start() + 1
    block = data[opening.end : end]
    line = _lines(data[: opening.end]) + 1
    if is_yaml:
        from rdmlint.syntax import yaml

        reading = yaml.read(block, base=opening.end, line=line, limits=limits)
    else:
        from rdmlint.syntax import toml

        reading = toml.read(block, base=opening.end, line=line, limits=limits)
    opened = _opened(kind, span, opening, body, reading)
    longer = _LONG_DELIMITER.match(data, closing.end() - 3)
    if longer is None:
        return opened
    fault = _long_closing(data, Span(closing.end(), longer.end()))
    return msgspec.structs.replace(opened, faults=(*opened.faults, fault))


def _long_closing(data: bytes, rest: Span) -> Fault:
    """Return the fault of a closing delimiter with *rest* behind its three signs."""
    delimiter = data[rest.start - 3 : rest.start].decode()
    message = (
        f"Front matter is closed by `{delimiter}`; Hugo publishes the "
        f"`{data[rest.start : rest.end].decode()}` behind it as text"
    )
    fix = Fix(f"Write {delimiter}", (Edit(rest, ""),))
    place = Span(rest.start - 3, rest.end)
    return Fault(FaultKind.FRONT_MATTER_DELIMITER, place, message, fix=fix)


def _no_delimiter(data: bytes, start: int, mark: bytes) -> Fault:
    """Return the fault of a page whose first text Hugo takes for a delimiter."""
    sign = mark.decode()
    kind = "YAML" if sign == "-" else "TOML"
    if data[start + 1 : start + 2] in (b" ", b"\t"):
        message = (
            f"A page cannot begin with `{sign}`, which opens {kind} front matter; "
            "begin the list with `*`, or put front matter above it"
        )
    else:
        message = (
            f"`{sign}` at the start opens {kind} front matter, whose delimiter is "
            f"`{sign * 3}`"
        )
    return Fault(FaultKind.FRONT_MATTER_SYNTAX, Span(start, start + 1), message)


def _unclosed(data: bytes, opening: Span, kind: Format) -> Opened:
    delimiter = data[opening.start : opening.end].decode()
    other = b"+++" if delimiter == "---" else b"---"
    message = f"Front matter that begins here is never closed by `{delimiter}`"
    if re.search(rb"[\r\n]" + re.escape(other), data):
        message += f"; `{other.decode()}` does not close it"
    fault = Fault(FaultKind.FRONT_MATTER_UNTERMINATED, opening, message)
    span = Span(opening.start, len(data))
    return Opened(
        _unreadable(kind, span, opening), Span(len(data), len(data)), (fault,)
    )


# --- JSON and Org ---------------------------------------------------------------------


def _json(data: bytes, start: int, limits: Limits) -> Opened:
    opening = Span(start, start + 1)
    end = _json_end(data, start)
    is_shortcode = data[start : start + 3] in (b"{{<", b"{{%")
    if end is None:
        fault = Fault(
            FaultKind.FRONT_MATTER_UNTERMINATED,
            opening,
            "JSON front matter that begins here is never closed by `}`",
        )
        span = Span(start, len(data))
        front_matter = _unreadable("json", span, opening)
        return Opened(front_matter, Span(len(data), len(data)), (fault,))
    from rdmlint.syntax import json

    span = Span(start, end)
    body = Span(_next_line(data, end), len(data))
    if is_shortcode:
        message = (
            "A page cannot begin with a shortcode: Hugo takes its `{` for JSON front "
            "matter; put front matter above it"
        )
        reading = Reading(None, (Flaw(Span(start, start + 3), message),))
    else:
        reading = json.read(data[start:end], base=start, limits=limits)
    return _opened("json", span, opening, body, reading)


def _json_end(data: bytes, start: int) -> int | None:
    """Return where the brace that opens at *start* is closed; None: nowhere."""
    depth = 0
    for part in _JSON_PART.finditer(data, start):
        if part[0] == b"{":
            depth += 1
        elif part[0] == b"}":
            depth -= 1
            if depth == 0:
                return part.end()
    return None


def _org(data: bytes, start: int) -> Opened:
    """Read the lines that begin with `#+`; values are text, or lists of text."""
    at = start
    found: dict[str, tuple[Span, list[tuple[Span, str]]]] = {}
    while (line := _ORG_LINE.match(data, at)) is not None:
        pair = _ORG_PAIR.match(line[0])
        if pair is not None:
            key = pair["key"].decode("utf-8", "replace").lower()
            key_span = Span(at + pair.start("key"), at + pair.end("key"))
            text = pair["value"].rstrip()
            value_start = at + pair.start("value")
            value = (
                Span(value_start, value_start + len(text)),
                text.decode("utf-8", "replace"),
            )
            found.setdefault(key, (key_span, []))[1].append(value)
        at = line.end()
    end = start + len(data[start:at].rstrip(b"\r\n"))
    entries = tuple(
        _org_entry(key, span, values) for key, (span, values) in found.items()
    )
    span = Span(start, end)
    front_matter = FrontMatter(
        "org", span, Span(start, start + 2), Mapping(span, entries)
    )
    return Opened(front_matter, Span(at, len(data)))


def _org_entry(key: str, span: Span, values: list[tuple[Span, str]]) -> Entry:
    place = Span(values[0][0].start, values[-1][0].end)
    words: list[str]
    if key.endswith("[]"):
        key, words = key[:-2], [w for _, text in values for w in text.split()]
    elif key == "filetags":
        words = values[0][1].strip(":").split(":")
    elif len(values) > 1:
        items = tuple(Scalar(at, "string", text) for at, text in values)
        return Entry(key, span, Sequence(place, items))
    else:
        return Entry(key, span, Scalar(place, "string", values[0][1]))
    return Entry(
        key, span, Sequence(place, tuple(Scalar(place, "string", w) for w in words))
    )


# --- What was read ------------------------------------------------------------------


def _opened(
    kind: Format, span: Span, opening: Span, body: Span, reading: Reading
) -> Opened:
    """Return the file with what the reader of its block gave."""
    flaws = list(reading.flaws)
    value = reading.value
    is_broken = any(flaw.kind != "duplicate-key" for flaw in flaws)
    if value is None and not is_broken:
        value = Mapping(Span(opening.end, opening.end))
    if value is not None and not isinstance(value, Mapping):
        flaws.append(_no_map(value))
        is_broken = True
    faults = tuple(flaw.fault() for flaw in flaws)
    if is_broken or not isinstance(value, Mapping):
        return Opened(_unreadable(kind, span, opening), body, faults)
    return Opened(FrontMatter(kind, span, opening, value), body, faults)


def _no_map(value: Value) -> Flaw:
    """Return the flaw of a block that is no list of keys and values."""
    if isinstance(value, Sequence):
        return Flaw(value.span, "Front matter is a map of keys and values, not a list")
    text = str(value.value) if isinstance(value, Scalar) else ""
    key, colon, rest = text.partition(":")
    if colon and rest and key.isidentifier():
        return Flaw(value.span, f"A space is missing behind `{key}:`")
    return Flaw(value.span, "Front matter is a map of keys and values, not text alone")


def _unreadable(kind: Format, span: Span, opening: Span) -> FrontMatter:
    empty = Mapping(Span(opening.end, opening.end))
    return FrontMatter(kind, span, opening, empty, is_readable=False)


def _lines(data: bytes) -> int:
    """Return how many line breaks *data* holds."""
    data = data.replace(b"\r\n", b"\n")
    return data.count(b"\n") + data.count(b"\r")


def _next_line(data: bytes, at: int) -> int:
    """Return *at*, or what follows it where a line break stands there."""
    if data.startswith(b"\r\n", at):
        return at + 2
    return at + 1 if data[at : at + 1] in (b"\n", b"\r") else at
