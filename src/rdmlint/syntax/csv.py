"""CSV read as Go reads it, one map of columns a line, with the place of every value.

The first line names the columns. Every value is text.

Source: Go `encoding/csv` with its defaults, as Hugo uses it; RFC 4180.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdmlint.model import Entry, Mapping, Scalar, Sequence
from rdmlint.syntax.reading import DATA_LIMITS, Flaw, Limits, Reading
from rdmlint.text import Span

_MARK: Final = b"\xef\xbb\xbf"


def read(data: bytes, *, limits: Limits = DATA_LIMITS) -> Reading:
    """Read *data* as records below a line of column names; never raises.

    Lines without anything are passed over. Reading stops at the first fault; an empty
    text has no value and no flaw.
    """
    if len(data) > limits.size:
        message = f"This CSV is longer than {limits.size:,} bytes"
        return Reading(None, (Flaw(Span(0, 0), message, "limit"),))
    columns: tuple[Scalar, ...] = ()
    records: list[Mapping] = []
    nodes = 0
    try:
        for line in _lines(data):
            nodes += len(line)
            if nodes > limits.nodes:
                message = f"This CSV has more than {limits.nodes:,} values"
                raise _FoundError(Flaw(line[0].span, message, "limit"))
            if not columns:
                columns = line
                continue
            if len(line) != len(columns):
                raise _FoundError(Flaw(_whole(line), _odd(len(line), len(columns))))
            entries = tuple(
                Entry(str(column.value), column.span, value)
                for column, value in zip(columns, line, strict=True)
            )
            records.append(Mapping(_whole(line), entries))
    except _FoundError as found:
        return Reading(None, (found.flaw,))
    if not columns:
        return Reading()
    return Reading(Sequence(Span(columns[0].span.start, len(data)), tuple(records)))


class _FoundError(Exception):
    """Reading cannot go on; carries the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message)
        self.flaw = flaw


def _whole(line: tuple[Scalar, ...]) -> Span:
    return Span(line[0].span.start, line[-1].span.end)


def _odd(have: int, want: int) -> str:
    values = "value" if have == 1 else "values"
    return f"This line has {have} {values}, the first one {want}"


def _lines(data: bytes) -> Iterator[tuple[Scalar, ...]]:
    """Yield the values of each line; raise at what is no CSV."""
    at = len(_MARK) if data.startswith(_MARK) else 0
    while at < len(data):
        end = _line_end(data, at)
        if data[at:end].rstrip(b"\r\n"):
            values: list[Scalar] = []
            more = True
            while more:
                value, at, more = _value(data, at)
                values.append(value)
            yield tuple(values)
        else:
            at = end


def _line_end(data: bytes, at: int) -> int:
    """Return where the line that *at* is in ends, its break included."""
    found = data.find(b"\n", at)
    return len(data) if found < 0 else found + 1


def _value(data: bytes, at: int) -> tuple[Scalar, int, bool]:
    """Return the value at *at*, where the next begins, and if its line has that."""
    if data[at : at + 1] == b'"':
        return _quoted(data, at)
    line_end = _line_end(data, at)
    comma = data.find(b",", at, line_end)
    end = comma if comma >= 0 else at + len(data[at:line_end].rstrip(b"\r\n"))
    quote = data.find(b'"', at, end)
    if quote >= 0:
        message = "A quote cannot stand in a value that does not begin with one"
        raise _FoundError(Flaw(Span(quote, quote + 1), message))
    text = data[at:end].decode("utf-8", "replace")
    value = Scalar(Span(at, end), "string", text)
    return value, comma + 1 if comma >= 0 else line_end, comma >= 0


def _quoted(data: bytes, start: int) -> tuple[Scalar, int, bool]:
    parts: list[bytes] = []
    at = start + 1
    while True:
        quote = data.find(b'"', at)
        if quote < 0:
            message = "This quote is never closed"
            raise _FoundError(Flaw(Span(start, start + 1), message))
        parts.append(data[at:quote])
        at = quote + 1
        if data[at : at + 1] != b'"':
            break
        parts.append(b'"')
        at += 1
    text = b"".join(parts).replace(b"\r\n", b"\n").decode("utf-8", "replace")
    value = Scalar(Span(start, at), "string", text, "double")
    if data[at : at + 1] == b",":
        return value, at + 1, True
    line_end = _line_end(data, at)
    if data[at:line_end].strip(b"\r\n"):
        message = "A comma or line break must follow the closing quote"
        raise _FoundError(Flaw(Span(at, at + 1), message))
    return value, line_end, False
