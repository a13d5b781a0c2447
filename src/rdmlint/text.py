"""Source text and places in it: the one coordinate system of rdmlint."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of a file: `data[start:end]`, counted in UTF-8 bytes.

    Offsets count from the first byte of the file as it is on disk, with its byte
    order mark, front matter and line endings.
    """

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """Return this span moved by *by* bytes."""
        return Span(self.start + by, self.end + by)

    def contains(self, other: Span) -> bool:
        """Tell whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Position(msgspec.Struct, frozen=True, order=True):
    """A place for people: line and column, both from 1, columns in code points."""

    line: int
    column: int


class SourceText:
    """The bytes of one file; keeps the table of its lines once it was asked for."""

    def __init__(self, data: bytes) -> None:
        """Take the file's bytes as they are on disk."""
        self.data = data

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        data = self.data
        at = data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = data.find(b"\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return the place of byte *offset*; the end of the data is a valid offset.

        A byte order mark takes no column. Bytes that are no UTF-8 count one column
        each.
        """
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        if start == 0 and self.data.startswith(b"\xef\xbb\xbf"):
            start = min(3, offset)
        before = self.data[start:offset].decode("utf-8", "surrogateescape")
        return Position(line, len(before) + 1)

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line ending."""
        start = self._line_starts[number - 1]
        end = self.data.find(b"\n", start)
        raw = self.data[start:] if end < 0 else self.data[start:end]
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        return raw.removesuffix(b"\r").decode("utf-8", "replace")

    def slice(self, span: Span) -> str:
        """Return the text of *span*; bytes that are no UTF-8 become U+FFFD."""
        return self.data[span.start : span.end].decode("utf-8", "replace")
