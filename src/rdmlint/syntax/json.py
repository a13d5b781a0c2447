"""JSON read as Hugo reads it, with the place of every key and value.

Numbers are what they say, `1` an integer and `1.0` not; Hugo makes floats of both,
which no rule can tell apart. Of two equal keys the last one wins, without a fault.

Source: HUGO-FM-15 (Go `encoding/json`); `tests/syntax/test_syntax_json.py`.
"""

from __future__ import annotations

import math
import re
from typing import Final

from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.syntax.reading import FRONT_MATTER_LIMITS, Flaw, Limits, Reading
from rdmlint.text import Span

_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
_TEXT: Final = re.compile(rb'[^"\\\x00-\x1f]*+')
_NUMBER: Final = re.compile(
    rb"-?(?:0|[1-9][0-9]*+)(?P<fraction>\.[0-9]++)?(?P<exponent>[eE][-+]?[0-9]++)?"
)
_WORD: Final = re.compile(rb"[^\s,:\]}\[{\"]+")
_WORDS: Final[dict[bytes, bool | None]] = {
    b"true": True,
    b"false": False,
    b"null": None,
}
_ESCAPES: Final = {
    ord('"'): '"',
    ord("\\"): "\\",
    ord("/"): "/",
    ord("b"): "\b",
    ord("f"): "\f",
    ord("n"): "\n",
    ord("r"): "\r",
    ord("t"): "\t",
}
_HEX: Final = re.compile(rb"[0-9a-fA-F]{4}")


def read(
    data: bytes, *, base: int = 0, limits: Limits = FRONT_MATTER_LIMITS
) -> Reading:
    """Read *data* as one JSON value.

    *base* is the offset of `data[0]` in its file and is added to every span. A byte
    order mark is skipped; bytes that are no UTF-8 become U+FFFD, as in Go. Reading
    stops at the first fault. An empty text has no value and no flaw. Never raises.
    """
    if len(data) > limits.size:
        message = f"This JSON is longer than {limits.size:,} bytes"
        return Reading(None, (Flaw(Span(base, base), message, "limit"),))
    if data.startswith(b"\xef\xbb\xbf"):
        data, base = data[3:], base + 3
    reader = _Reader(data, base, limits)
    try:
        reader.skip_space()
        if reader.at == len(data):
            return Reading()
        value = reader.value(1)
        reader.skip_space()
        if reader.at < len(data):
            raise reader.error("Something follows the end of the JSON")
    except _FoundError as found:
        return Reading(None, (found.flaw,))
    return Reading(value)


class _FoundError(Exception):
    """Reading cannot go on; carries the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message)
        self.flaw = flaw


class _Reader:
    """Reads one value; keeps its place and how many values it has met."""

    def __init__(self, data: bytes, base: int, limits: Limits) -> None:
        self.data = data
        self.base = base
        self.limits = limits
        self.at = 0
        self.nodes = 0

    def span(self, start: int) -> Span:
        """Return the bytes from *start* to the place reached."""
        return Span(self.base + start, self.base + self.at)

    def error(self, message: str, start: int | None = None) -> _FoundError:
        """Return what to raise for the character at *start*, or here."""
        data = self.data
        first = self.at if start is None else start
        end = min(first + 1, len(data))
        while end < len(data) and 0x80 <= data[end] < 0xC0:
            end += 1
        return _FoundError(Flaw(Span(self.base + first, self.base + end), message))

    def comma_before(self, closing: str) -> _FoundError:
        """Return what to raise for the comma before the *closing* reached."""
        comma = self.data.rfind(b",", 0, self.at)
        return self.error(f"JSON allows no comma before `{closing}`", comma)

    def skip_space(self) -> None:
        match = _SPACE.match(self.data, self.at)
        self.at = match.end() if match else self.at

    def take(self, letter: bytes) -> bool:
        """Step over *letter* if it stands here, and over the space around it."""
        self.skip_space()
        if not self.data.startswith(letter, self.at):
            return False
        self.at += 1
        self.skip_space()
        return True

    def value(self, depth: int) -> Value:
        """Read the value that begins here."""
        self.nodes += 1
        start = self.at
        if self.nodes > self.limits.nodes:
            raise self.too_much(f"has more than {self.limits.nodes:,} values")
        if depth > self.limits.depth:
            raise self.too_much(f"nests deeper than {self.limits.depth} levels")
        first = self.data[start : start + 1]
        if first == b"{":
            return self.mapping(depth)
        if first == b"[":
            return self.sequence(depth)
        if first == b'"':
            text = self.string()
            return Scalar(self.span(start), "string", text, "double")
        if first in b"-0123456789" and first:
            return self.number()
        return self.word()

    def too_much(self, what: str) -> _FoundError:
        flaw = self.error("").flaw
        return _FoundError(Flaw(flaw.span, f"This JSON {what}", "limit"))

    def mapping(self, depth: int) -> Mapping:
        start = self.at
        entries: dict[str, Entry] = {}
        self.at += 1
        self.skip_space()
        if self.take(b"}"):
            self.at = self.data.rfind(b"}", start, self.at) + 1
            return Mapping(self.span(start))
        while True:
            if self.at >= len(self.data):
                raise self.error("This object is never closed by `}`", start)
            if self.data[self.at] != ord('"'):
                if self.data[self.at] == ord("}"):
                    raise self.comma_before("}")
                raise self.error("A key begins with a double quote in JSON")
            key_start = self.at
            key = self.string()
            key_span = self.span(key_start)
            if not self.take(b":"):
                raise self.error("A colon is missing behind this key", key_start)
            value = self.value(depth + 1)
            entries.pop(key, None)
            entries[key] = Entry(key, key_span, value)
            if self.take(b","):
                continue
            if self.data.startswith(b"}", self.at):
                self.at += 1
                return Mapping(self.span(start), tuple(entries.values()))
            if self.at < len(self.data):
                raise self.error("A comma or `}` is missing here")

    def sequence(self, depth: int) -> Sequence:
        start = self.at
        items: list[Value] = []
        self.at += 1
        self.skip_space()
        if self.data.startswith(b"]", self.at):
            self.at += 1
            return Sequence(self.span(start))
        while True:
            if self.at >= len(self.data):
                raise self.error("This list is never closed by `]`", start)
            if self.data[self.at] == ord("]"):
                raise self.comma_before("]")
            items.append(self.value(depth + 1))
            if self.take(b","):
                continue
            if self.data.startswith(b"]", self.at):
                self.at += 1
                return Sequence(self.span(start), tuple(items))
            if self.at < len(self.data):
                raise self.error("A comma or `]` is missing here")

    def string(self) -> str:
        start = self.at
        self.at += 1
        parts: list[str] = []
        while True:
            match = _TEXT.match(self.data, self.at)
            if match:
                parts.append(match[0].decode("utf-8", "replace"))
                self.at = match.end()
            letter = self.data[self.at : self.at + 1]
            if letter == b'"':
                self.at += 1
                text = "".join(parts)
                return text if text.isascii() else _paired(text)
            if not letter:
                raise self.error("This quote is never closed", start)
            if letter != b"\\":
                raise self.error(
                    "A line break or tab cannot stand in a string; write `\\n` or `\\t`"
                )
            parts.append(self.escape())

    def escape(self) -> str:
        at = self.at
        letter = self.data[at + 1] if at + 1 < len(self.data) else 0
        if letter in _ESCAPES:
            self.at += 2
            return _ESCAPES[letter]
        digits = _HEX.match(self.data, at + 2) if letter == ord("u") else None
        if digits is None:
            raise self.error("This escape means nothing in JSON; write `\\\\` for `\\`")
        self.at = digits.end()
        return chr(int(digits[0], 16))

    def number(self) -> Scalar:
        start = self.at
        match = _NUMBER.match(self.data, start)
        if match is None:
            raise self.error("A digit is missing behind `-`")
        word = _WORD.match(self.data, start)
        if word is not None and word.end() != match.end():
            raise self.error("This is no number as JSON writes it")
        if match.end() - start > self.limits.digits:
            raise self.too_much("has a number of too many digits")
        if math.isinf(float(match[0])):
            raise self.error("This number is too big")
        self.at = match.end()
        if match["fraction"] or match["exponent"]:
            return Scalar(self.span(start), "float", float(match[0]))
        return Scalar(self.span(start), "int", int(match[0]))

    def word(self) -> Scalar:
        start = self.at
        match = _WORD.match(self.data, start)
        word = match[0] if match else b""
        if word not in _WORDS:
            raise self.error(
                "A value is missing here"
                if not word
                else "Text begins with a double quote in JSON"
            )
        self.at = start + len(word)
        value = _WORDS[word]
        return Scalar(self.span(start), "null" if value is None else "bool", value)


def _paired(text: str) -> str:
    """Return *text* with escaped surrogate pairs joined; lone ones become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
