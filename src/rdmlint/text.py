"""Source text and places in it: the one coordinate system of rdmlint."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import msgspec

_SURROGATES = re.compile("[\ud800-\udfff]")


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
    """The bytes of one file; keeps the table of its lines once it was asked for.

    It also keeps how far it last counted columns: on a line of megabytes, asking for
    one place after the other takes time that grows with the line, not its square.
    """

    def __init__(self, data: bytes) -> None:
        """Take the file's bytes as they are on disk."""
        self.data = data
        self._last = (0, 0)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        data = self.data
        at = data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = data.find(b"\n", at + 1)
        return starts

    @cached_property
    def _is_ascii(self) -> bool:
        return self.data.isascii()

    def position(self, offset: int) -> Position:
        """Return the place of byte *offset*; the end of the data is a valid offset.

        A byte order mark takes no column. Bytes that are no UTF-8 count one column
        each.
        """
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        if start == 0 and self.data.startswith(b"\xef\xbb\xbf"):
            start = min(3, offset)
        if self._is_ascii:
            return Position(line, offset - start + 1)
        counted, columns = self._last
        if not start <= counted <= offset:
            counted, columns = start, 0
        columns += len(self.data[counted:offset].decode("utf-8", "surrogateescape"))
        self._last = (offset, columns)
        return Position(line, columns + 1)

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line ending."""
        start = self._line_starts[number - 1]
        end = self.data.find(b"\n", start)
        raw = self.data[start:] if end < 0 else self.data[start:end]
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        return raw.removesuffix(b"\r").decode("utf-8", "replace")

    def excerpt(self, offset: int, *, around: int) -> tuple[str, int]:
        """Return the line of byte *offset* and the column where it begins, from 1.

        Of a line longer than twice *around* bytes it is the part that reaches about
        that far on either side. As long as the line is, each byte that is no UTF-8
        is one U+FFFD, so that columns count as in `position`.
        """
        starts = self._line_starts
        number = bisect_right(starts, offset)
        start = starts[number - 1]
        if start == 0 and self.data.startswith(b"\xef\xbb\xbf"):
            start = 3
        end = starts[number] - 1 if number < len(starts) else len(self.data)
        column = 1
        if end - start > 2 * around:
            end = self._boundary(min(end, offset + around))
            if offset - around > start:
                start = self._boundary(offset - around)
                between = self.data[start:offset].decode("utf-8", "surrogateescape")
                column = self.position(offset).column - len(between)
        raw = self.data[start:end].removesuffix(b"\r")
        text = raw.decode("utf-8", "surrogateescape")
        return _SURROGATES.sub("\ufffd", text), column

    def _boundary(self, offset: int) -> int:
        """Return *offset*, moved back to the start of the character it is inside of."""
        for at in range(offset, max(offset - 4, 0), -1):
            if self.data[at : at + 1] < b"\x80" or self.data[at : at + 1] >= b"\xc0":
                return at
        return offset

    def slice(self, span: Span) -> str:
        """Return the text of *span*; bytes that are no UTF-8 become U+FFFD."""
        return self.data[span.start : span.end].decode("utf-8", "replace")
