"""TOML read as Hugo reads it, with the place of every key and value.

Hugo's reader is go-toml v2: TOML 1.0, and from 1.1 line breaks and a trailing comma
in inline tables, times without seconds, and escapes by `x` and `e`. The standard
library's `tomllib` knows no places and none of these, so this is a reader of its own;
tests hold it against `tomllib` and against Hugo.

Source: HUGO-FM-14; `tests/syntax/test_syntax_toml.py`.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Final, Literal, TypeAlias

from rdmlint.model import Entry, Mapping, Scalar, ScalarKind, Sequence, Value
from rdmlint.syntax.reading import FRONT_MATTER_LIMITS, Flaw, Limits, Reading
from rdmlint.text import Span


def read(
    data: bytes,
    *,
    base: int = 0,
    line: int = 1,
    limits: Limits = FRONT_MATTER_LIMITS,
) -> Reading:
    """Read *data* as one TOML document; the value is always a map, or None.

    *base* is the offset of `data[0]` in its file and is added to every span; *line*
    is the line it stands on, for messages. Dates and times come as text in ISO form.
    Reading stops at the first fault of syntax; keys that are written twice are
    reported and the first one kept. Never raises.
    """
    if len(data) > limits.size:
        message = f"This TOML is longer than {limits.size:,} bytes"
        return Reading(None, (Flaw(Span(base, base), message, "limit"),))
    if data.startswith(b"\xef\xbb\xbf"):
        data, base = data[3:], base + 3
    return _Reader(data, base, line, limits).document()


class _FoundError(Exception):
    """Reading cannot go on; carries the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message)
        self.flaw = flaw


# --- Tables while they are filled --------------------------------------------------


class _Table:
    """A table being filled.

    *made* tells by what: `root`, a `header`, the `prefix` of one (`a` in `[a.b]`), or
    the first part of a `dotted` key.
    """

    __slots__ = ("end", "entries", "made", "start")

    def __init__(
        self, start: int, made: Literal["root", "header", "prefix", "dotted"]
    ) -> None:
        self.start = start
        self.end = start
        self.made: str = made
        self.entries: dict[str, tuple[Span, _Node]] = {}


class _Tables:
    """An array of tables, `[[x]]`, being filled."""

    __slots__ = ("items",)

    def __init__(self, first: _Table) -> None:
        self.items = [first]


_Node: TypeAlias = "_Table | _Tables | Value"


def _finished(node: _Node) -> Value:
    """Return *node* as a value; its span ends with what was written last in it."""
    if isinstance(node, _Tables):
        items = tuple(_finished(item) for item in node.items)
        return Sequence(Span(items[0].span.start, items[-1].span.end), items)
    if isinstance(node, _Table):
        return _mapping(node)
    return node


def _mapping(table: _Table) -> Mapping:
    entries = tuple(
        Entry(name, span, _finished(node))
        for name, (span, node) in table.entries.items()
    )
    ends = (max(entry.key_span.end, entry.value.span.end) for entry in entries)
    return Mapping(Span(table.start, max(ends, default=table.end)), entries)


# --- The reader ---------------------------------------------------------------------

_GAP: Final = re.compile(rb"[ \t]*+(?:#[^\n]*+)?+")
_SPACE: Final = re.compile(rb"[ \t]*+")
_ANY_SPACE: Final = re.compile(rb"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BARE_KEY: Final = re.compile(rb"[A-Za-z0-9_-]+")
_BARE_VALUE: Final = re.compile(
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.]+(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?"
    rb"|[^\s,\]}#=\"']+"
)
_BASIC: Final = re.compile(rb'[^"\\\x00-\x08\x0a-\x1f\x7f]*+')
_LITERAL: Final = re.compile(rb"[^'\x00-\x08\x0a-\x1f\x7f]*+")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_ESCAPES: Final = {
    ord("b"): "\b",
    ord("t"): "\t",
    ord("n"): "\n",
    ord("f"): "\f",
    ord("r"): "\r",
    ord("e"): "\x1b",
    ord('"'): '"',
    ord("\\"): "\\",
}
_HEX: Final = {ord("x"): 2, ord("u"): 4, ord("U"): 8}

_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9](?:_?[0-9])*+)")
_OTHER_BASE: Final = re.compile(
    r"0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*+|0o[0-7](?:_?[0-7])*+|0b[01](?:_?[01])*+"
)
_FLOAT: Final = re.compile(
    r"[-+]?(?:0|[1-9](?:_?[0-9])*+)"
    r"(?:\.[0-9](?:_?[0-9])*+)?(?:[eE][-+]?[0-9](?:_?[0-9])*+)?"
)
_SPECIAL: Final = re.compile(r"[-+]?(?:inf|nan)")
_DATE: Final = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME: Final = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
)
_ZONE: Final = r"(?P<zone>[Zz]|[+-](?P<zone_hour>[0-9]{2}):(?P<zone_minute>[0-9]{2}))"
_MOMENT: Final = re.compile(rf"{_DATE}(?:[Tt ]{_TIME}{_ZONE}?)?")
_CLOCK: Final = re.compile(_TIME)


class _Reader:
    """Reads one document; keeps its place, its tables and its flaws."""

    def __init__(self, data: bytes, base: int, line: int, limits: Limits) -> None:
        self.data = data
        self.base = base
        self.line = line
        self.limits = limits
        self.at = 0
        self.nodes = 0
        self.flaws: list[Flaw] = []

    def document(self) -> Reading:
        """Return the whole document."""
        root = _Table(self.base, "root")
        try:
            self.check_encoding()
            table: _Table | None = root
            while self.at < len(self.data):
                self.skip_gap()
                if self.at >= len(self.data):
                    break
                if self.data.startswith(b"[", self.at):
                    table = self.header(root)
                elif not self.at_line_end():
                    self.pair(table)
                self.end_line()
        except _FoundError as found:
            self.flaws.append(found.flaw)
            return Reading(None, tuple(self.flaws))
        value = _mapping(root)
        if value.entries:
            first = value.entries[0].key_span.start
            value = Mapping(Span(first, value.span.end), value.entries)
        return Reading(value, tuple(self.flaws))

    # Places

    def span(self, start: int, end: int) -> Span:
        return Span(self.base + start, self.base + end)

    def here(self) -> Span:
        """Return the character at the place reached; nothing at the end of a line."""
        at, data = self.at, self.data
        end = at
        if at < len(data) and data[at] not in b"\r\n":
            end += 1
            while end < len(data) and 0x80 <= data[end] < 0xC0:
                end += 1
        return self.span(at, end)

    def error(self, message: str, span: Span | None = None) -> _FoundError:
        return _FoundError(Flaw(span or self.here(), message))

    def line_of(self, span: Span) -> int:
        return self.line + self.data.count(b"\n", 0, span.start - self.base)

    def count(self, depth: int) -> None:
        """Take note of one more value, *depth* deep; raise beyond the limits."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            what = f"has more than {self.limits.nodes:,} values"
        elif depth > self.limits.depth:
            what = f"nests deeper than {self.limits.depth} levels"
        else:
            return
        raise _FoundError(Flaw(self.here(), f"This TOML {what}", "limit"))

    def check_encoding(self) -> None:
        try:
            self.data.decode()
        except UnicodeDecodeError as error:
            span = self.span(error.start, error.end)
            raise self.error("This is no UTF-8, which TOML must be", span) from None

    # Between the values

    def skip_gap(self) -> None:
        """Skip spaces and a comment."""
        start = self.at
        match = _GAP.match(self.data, start)
        self.at = match.end() if match else start
        if b"#" in self.data[start : self.at]:
            odd = _CONTROL.search(self.data, start, self.at)
            if odd and self.data[odd.start() : odd.start() + 2] != b"\r\n":
                raise self.error(
                    "A control character cannot stand in a comment",
                    self.span(odd.start(), odd.end()),
                )
            if self.data[self.at - 1 : self.at] == b"\r":
                self.at -= 1

    def skip_space(self) -> None:
        match = _SPACE.match(self.data, self.at)
        self.at = match.end() if match else self.at

    def skip_lines(self) -> None:
        """Skip spaces, line breaks and comments."""
        match = _ANY_SPACE.match(self.data, self.at)
        self.at = match.end() if match else self.at

    def at_line_end(self) -> bool:
        data, at = self.data, self.at
        return data[at : at + 1] == b"\n" or data[at : at + 2] == b"\r\n"

    def end_line(self) -> None:
        """Go to the next line; raise if something else follows on this one."""
        self.skip_gap()
        if self.at >= len(self.data):
            return
        if not self.at_line_end():
            raise self.error("Something follows the value; begin a new line here")
        self.at += 1 if self.data[self.at] == 0x0A else 2

    # Headers and pairs

    def header(self, root: _Table) -> _Table | None:
        """Read `[a.b]` or `[[a.b]]`; return its table.

        None: the table is there already, and what is in it is read for nothing.
        """
        start = self.at
        is_array = self.data.startswith(b"[[", start)
        self.at += 2 if is_array else 1
        keys = self.key()
        close = b"]]" if is_array else b"]"
        if not self.data.startswith(close, self.at):
            raise self.error(f"The header ends with `{close.decode()}`")
        self.at += len(close)
        self.count(len(keys))
        made = _Table(self.base + start, "header")
        made.end = self.base + self.at
        table = root
        for name, span in keys[:-1]:
            inner = table.entries.get(name)
            if inner is None:
                inner = (span, _Table(self.base + start, "prefix"))
                table.entries[name] = inner
            node = inner[1]
            if isinstance(node, _Tables):
                node = node.items[-1]
            if not isinstance(node, _Table):
                self.twice(name, span, inner[0])
                return None
            table = node
        name, span = keys[-1]
        found = table.entries.get(name)
        if found is None:
            table.entries[name] = (span, _Tables(made) if is_array else made)
            return made
        node = found[1]
        if is_array and isinstance(node, _Tables):
            node.items.append(made)
            return made
        if not is_array and isinstance(node, _Table) and node.made == "prefix":
            node.made = "header"
            node.end = max(node.end, made.end)
            return node
        self.twice(name, span, found[0])
        return None

    def twice(self, name: str, span: Span, first: Span) -> None:
        """Keep a flaw about a key or table that was written before."""
        message = f"Key `{name}` is already written on line {self.line_of(first)}"
        self.flaws.append(Flaw(span, message, "duplicate-key", first))

    def pair(self, table: _Table | None, depth: int = 1) -> None:
        """Read `key = value` into *table* (None: for nothing)."""
        keys = self.key()
        if not self.data.startswith(b"=", self.at):
            raise self.error("A key and its value are joined by `=` in TOML")
        self.at += 1
        self.skip_space()
        value = self.value(depth + len(keys))
        if table is None:
            return
        for name, span in keys[:-1]:
            inner = table.entries.get(name)
            if inner is None:
                inner = (span, _Table(span.start, "dotted"))
                table.entries[name] = inner
            node = inner[1]
            if not isinstance(node, _Table) or node.made != "dotted":
                self.twice(name, span, inner[0])
                return
            table = node
        name, span = keys[-1]
        if name in table.entries:
            self.twice(name, span, table.entries[name][0])
        else:
            table.entries[name] = (span, value)

    def key(self) -> list[tuple[str, Span]]:
        """Read a key and the spaces around it; more than one part where dotted."""
        parts: list[tuple[str, Span]] = []
        while True:
            self.skip_space()
            start = self.at
            quote = self.data[start : start + 1]
            if quote == b'"':
                name = self.basic_string()
            elif quote == b"'":
                name = self.literal_string()
            else:
                match = _BARE_KEY.match(self.data, start)
                if match is None:
                    raise self.error(
                        "A key in TOML is of letters A to Z, digits, `_` and `-`; "
                        "put any other in quotes"
                        if quote.strip() and quote not in b"=]."
                        else "A key is missing here"
                    )
                self.at = match.end()
                name = match[0].decode()
            parts.append((name, self.span(start, self.at)))
            self.skip_space()
            if not self.data.startswith(b".", self.at):
                return parts
            self.at += 1

    # Values

    def value(self, depth: int) -> Value:
        """Read the value that begins here."""
        self.count(depth)
        start = self.at
        data = self.data
        first = data[start : start + 1]
        if first == b'"':
            if data.startswith(b'"""', start):
                text = self.long_string(b'"""')
            else:
                text = self.basic_string()
            return Scalar(self.span(start, self.at), "string", text, "double")
        if first == b"'":
            if data.startswith(b"'''", start):
                text = self.long_string(b"'''")
            else:
                text = self.literal_string()
            return Scalar(self.span(start, self.at), "string", text, "single")
        if first == b"[":
            return self.array(depth)
        if first == b"{":
            return self.inline_table(depth)
        match = _BARE_VALUE.match(data, start)
        if match is None:
            raise self.error("A value is missing here")
        return self.bare(match[0])

    def array(self, depth: int) -> Sequence:
        start = self.at
        self.at += 1
        items: list[Value] = []
        while True:
            self.skip_lines()
            if self.data.startswith(b"]", self.at):
                break
            if self.at >= len(self.data):
                raise self.error("This list is never closed by `]`", self.open(start))
            items.append(self.value(depth + 1))
            self.skip_lines()
            if self.data.startswith(b",", self.at):
                self.at += 1
            elif not self.data.startswith(b"]", self.at):
                if self.at >= len(self.data):
                    continue
                raise self.error("A comma or `]` is missing in this list")
        self.at += 1
        return Sequence(self.span(start, self.at), tuple(items))

    def inline_table(self, depth: int) -> Mapping:
        start = self.at
        self.at += 1
        table = _Table(self.base + start, "dotted")
        while True:
            self.skip_lines()
            if self.data.startswith(b"}", self.at):
                break
            if self.at >= len(self.data):
                raise self.error("This table is never closed by `}`", self.open(start))
            self.pair(table, depth + 1)
            self.skip_lines()
            if self.data.startswith(b",", self.at):
                self.at += 1
            elif not self.data.startswith(b"}", self.at):
                if self.at >= len(self.data):
                    continue
                raise self.error("A comma or `}` is missing in this table")
        self.at += 1
        return Mapping(self.span(start, self.at), _mapping(table).entries)

    def open(self, start: int) -> Span:
        return self.span(start, start + 1)

    # Strings

    def basic_string(self) -> str:
        start = self.at
        self.at += 1
        parts: list[str] = []
        while True:
            parts.append(self.run(_BASIC))
            letter = self.data[self.at : self.at + 1]
            if letter == b'"':
                self.at += 1
                return "".join(parts)
            if letter != b"\\":
                raise self.broken_string(start)
            parts.append(self.escape())

    def literal_string(self) -> str:
        start = self.at
        self.at += 1
        text = self.run(_LITERAL)
        if not self.data.startswith(b"'", self.at):
            raise self.broken_string(start)
        self.at += 1
        return text

    def broken_string(self, start: int) -> _FoundError:
        if self.at >= len(self.data) or self.at_line_end():
            return self.error(
                "This quote is never closed on its line", self.open(start)
            )
        return self.error("A control character cannot stand in a string; escape it")

    def run(self, pattern: re.Pattern[bytes]) -> str:
        match = pattern.match(self.data, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0].decode()

    def long_string(self, quote: bytes) -> str:
        """Read a string in three quotes, which may span lines."""
        start = self.at
        data = self.data
        self.at += 3
        if self.at_line_end():
            self.at += 1 if data[self.at] == 0x0A else 2
        end = self.at
        while True:
            end = data.find(quote, end)
            if end < 0:
                raise self.error(
                    "This string is never closed by three quotes",
                    self.span(start, start + 3),
                )
            before = len(data[self.at : end]) - len(data[self.at : end].rstrip(b"\\"))
            if quote == b"'''" or before % 2 == 0:
                break
            end += 1
        # One or two quotes may stand right before the closing three.
        while data[end + 3 : end + 4] == quote[:1] and data[end : end + 5] != quote * 2:
            end += 1
            if data[end - 2 : end] == quote[:2]:
                break
        odd = _CONTROL.search(data, self.at, end)
        if odd:
            message = "A control character cannot stand in a string; escape it"
            raise self.error(message, self.span(odd.start(), odd.end()))
        text = self.unescaped(end) if quote == b'"""' else data[self.at : end].decode()
        self.at = end + 3
        return text

    def unescaped(self, end: int) -> str:
        """Return the text up to *end* with its escapes resolved."""
        parts: list[str] = []
        data = self.data
        while True:
            slash = data.find(b"\\", self.at, end)
            if slash < 0:
                parts.append(data[self.at : end].decode())
                return "".join(parts)
            parts.append(data[self.at : slash].decode())
            self.at = slash
            joined = _LINE_END.match(data, slash, end)
            if joined:
                self.at = joined.end()
            else:
                parts.append(self.escape())

    def escape(self) -> str:
        """Read the escape that begins at the backslash here."""
        at = self.at
        letter = self.data[at + 1] if at + 1 < len(self.data) else 0
        if letter in _ESCAPES:
            self.at += 2
            return _ESCAPES[letter]
        if letter in _HEX:
            digits = self.data[at + 2 : at + 2 + _HEX[letter]]
            number = int(digits, 16) if _DIGITS.fullmatch(digits) else 0x110000
            if len(digits) == _HEX[letter] and _is_letter(number):
                self.at += 2 + len(digits)
                return chr(number)
            message = "This escape names no character"
        else:
            shown = self.data[at : at + 2].decode("utf-8", "replace")
            message = (
                f"`{shown}` means nothing in double quotes; "
                "write `\\\\` or use single quotes"
            )
        raise self.error(message, self.span(at, min(at + 2, len(self.data))))

    # Bare values

    def bare(self, raw: bytes) -> Scalar:
        """Read a value without quotes: a boolean, a number, a date or time."""
        start = self.at
        text = raw.decode()
        span = self.span(start, start + len(raw))
        kind, value = _typed(text, self.limits.digits)
        if kind is None:
            raise self.error(_why_not(text), span)
        self.at = start + len(raw)
        return Scalar(span, kind, value)


_LINE_END: Final = re.compile(rb"\\[ \t]*+\r?\n[ \t\r\n]*+")
_DIGITS: Final = re.compile(rb"[0-9A-Fa-f]+")


def _is_letter(number: int) -> bool:
    return number < 0xD800 or 0xE000 <= number <= 0x10FFFF


def _typed(
    text: str, digits: int
) -> tuple[ScalarKind | None, bool | int | float | str | None]:
    """Return the kind and value of a bare *text*; kind None: it is no value."""
    if text in ("true", "false"):
        return "bool", text == "true"
    if len(text) > digits:
        return None, None
    if _INTEGER.fullmatch(text) or _OTHER_BASE.fullmatch(text):
        number = int(text.replace("_", ""), 10 if text[:1] in "+-" else 0)
        return ("int", number) if -(1 << 63) <= number < 1 << 63 else (None, None)
    if _FLOAT.fullmatch(text) or _SPECIAL.fullmatch(text):
        return "float", float(text.replace("_", ""))
    if _is_moment(text):
        return "datetime", text.replace(" ", "T").replace("t", "T").replace("z", "Z")
    return None, None


def _is_moment(text: str) -> bool:
    """Tell whether *text* is a date, a time, or both, that exists."""
    match = _MOMENT.fullmatch(text) or _CLOCK.fullmatch(text)
    if match is None:
        return False
    part = {
        name: int(found)
        for name, found in match.groupdict().items()
        if found and name != "zone"
    }
    try:
        if "year" in part:
            # Year 0 exists in TOML and not in Python; 4 is a leap year too.
            date(part["year"] or 4, part["month"], part["day"])
        time(part.get("hour", 0), part.get("minute", 0), part.get("second", 0))
        time(part.get("zone_hour", 0), part.get("zone_minute", 0))
    except ValueError:
        return False
    return True


def _why_not(text: str) -> str:
    """Say what is wrong with *text*, which is no value."""
    if text.lower() in ("true", "false"):
        return f"TOML writes `{text.lower()}` in small letters"
    if _MOMENT.fullmatch(text) or _CLOCK.fullmatch(text):
        return f"`{text}` is no date or time that exists"
    if re.fullmatch(r"[-+]?0[0-9_]+", text):
        return "A number cannot begin with a zero; remove it, or put it in quotes"
    if re.fullmatch(r"[-+]?(?:\.[0-9]+|[0-9]+\.)", text):
        return "A number needs a digit on both sides of its point"
    if re.fullmatch(r"[-+]?[0-9_]+", text):
        return "This number is too big"
    return f"`{text}` is neither number, date nor true or false; put text in quotes"
