"""YAML read as Hugo reads it, with the place of every key and value.

libyaml finds the structure; scalars are typed, and a text is accepted or refused,
as goccy/go-yaml does it inside Hugo, which differs from libyaml in both directions.

Source: HUGO-FM-11 to HUGO-FM-13 and the scalar table before them, observed with
Hugo 0.168; `tests/syntax/test_syntax_yaml.py` holds the cases.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from rdmlint.model import (
    Entry,
    Mapping,
    Scalar,
    ScalarKind,
    ScalarStyle,
    Sequence,
    Value,
)
from rdmlint.syntax.reading import FRONT_MATTER_LIMITS, Flaw, Limits, Reading
from rdmlint.text import Span

if TYPE_CHECKING:
    from typing import Protocol

    class Events(Protocol):
        """Where YAML events come from, one after another."""

        def get_event(self) -> Event | None:
            """Return the next event."""


Typed: TypeAlias = "tuple[ScalarKind, bool | int | float | str | None]"

_WORDS: Final[dict[str, Typed]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ("null", None)),
    **dict.fromkeys(("true", "True", "TRUE"), ("bool", True)),
    **dict.fromkeys(("false", "False", "FALSE"), ("bool", False)),
    **dict.fromkeys((".inf", ".Inf", ".INF"), ("float", math.inf)),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), ("float", -math.inf)),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), ("float", math.nan)),
}

_INTEGER: Final = re.compile(
    r"(?P<sign>[-+]?)"
    r"(?:0x(?P<hex>[0-9a-fA-F]+)|0b(?P<binary>[01]+)|0o?(?P<octal>[0-7]+)"
    r"|(?P<decimal>0|[1-9][0-9]*))\Z"
)
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_BASES: Final = (("hex", 16), ("binary", 2), ("octal", 8), ("decimal", 10))


def typed(text: str) -> Typed:
    """Return the kind and value Hugo gives the plain scalar *text*.

    `yes`, `no`, `on`, `off`, dates and `1e3` are strings; a leading zero makes a
    number octal; numbers beyond 64 bits are strings.
    """
    word = _WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in "0123456789+-." or len(text) > 400:
        return "string", text
    digits = text.replace("_", "")
    if match := _INTEGER.match(digits):
        for group, base in _BASES:
            if found := match[group]:
                number = int(found, base) * (-1 if match["sign"] == "-" else 1)
                if -(1 << 63) <= number < 1 << 64:
                    return "int", number
    elif _FLOAT.match(digits) and math.isfinite(decimal := float(digits)):
        return "float", decimal
    return "string", text


def read(
    data: bytes,
    *,
    base: int = 0,
    line: int = 1,
    limits: Limits = FRONT_MATTER_LIMITS,
) -> Reading:
    """Read the first YAML document of *data*.

    *base* is the offset of `data[0]` in its file and is added to every span; *line*
    is the line it stands on, for messages. A byte order mark is skipped. The value
    of an alias has the alias's span; what is inside it, the places where it was
    written. Never raises.
    """
    if len(data) > limits.size:
        return _too_much(Span(base, base), f"is longer than {limits.size:,} bytes")
    text = _Text(data, base, line)
    for _ in range(_MENDINGS):
        builder = _Builder(text, limits)
        try:
            return builder.document()
        except _RefusedError as refusal:
            return Reading(None, (refusal.flaw,))
        except yaml.MarkedYAMLError as error:
            if not text.mend(error):
                opened = builder.open[-1] if builder.open else None
                return Reading(None, (text.flaw(error, opened),))
        except (yaml.YAMLError, ValueError) as error:
            message = f"YAML cannot be read: {error}".splitlines()[0]
            return Reading(None, (Flaw(Span(base, base), message),))
    return _too_much(Span(base, base), "has too many odd characters")


_MENDINGS: Final = 10
"""How often a text that libyaml refuses and Hugo accepts is mended and read again."""


def _too_much(span: Span, what: str) -> Reading:
    return Reading(None, (Flaw(span, f"This YAML {what}", "limit"),))


class _RefusedError(Exception):
    """What was read so far cannot be kept; carries the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message)
        self.flaw = flaw


# --- The text as libyaml takes it -----------------------------------------------

_ODD: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\udc80-\\udcff\\ufffe\\uffff]"
)
"""What libyaml refuses, or takes for a line break, and Hugo takes as any letter."""

_STAND_IN: Final = 0xF0000
"""Odd characters are shown to libyaml this far up, in a private plane."""

_STOOD_IN: Final = re.compile("[\U000f0000-\U000fffff]")


class _Text:
    """A YAML text, and the way from libyaml's places to spans.

    Keeps the last place asked for: places come in order, so that each step is
    counted once.
    """

    def __init__(self, data: bytes, base: int, line: int) -> None:
        if data.startswith(b"\xef\xbb\xbf"):
            data, base = data[3:], base + 3
        self.data = data
        self.base = base
        self.line = line
        text = data.decode("utf-8", "surrogateescape")
        self.source = text
        self.is_ascii = text.isascii()
        self.has_stand_ins = _ODD.search(text) is not None
        self.text = _ODD.sub(_stand_in, text) if self.has_stand_ins else text
        self._index = 0
        self._byte = base
        self._spaces: list[int] = []

    def offset(self, index: int) -> int:
        """Return the byte offset in the file of libyaml's code point *index*."""
        if self._spaces:
            index -= bisect_left(self._spaces, index)
        if self.is_ascii:
            return self.base + index
        last = self._index
        low, high = (last, index) if last <= index else (index, last)
        step = self.source[low:high]
        count = len(step) if step.isascii() else len(_bytes(step))
        self._byte += count if last <= index else -count
        self._index = index
        return self._byte

    def span(self, start: int, end: int) -> Span:
        """Return the bytes from code point *start* to *end*."""
        return Span(self.offset(start), self.offset(end))

    def value(self, text: str) -> str:
        """Return *text*, which libyaml gave, with its odd characters put back."""
        if not self.has_stand_ins:
            return text
        text = _STOOD_IN.sub(lambda match: chr(ord(match[0]) - _STAND_IN), text)
        return _bytes(text).decode("utf-8", "replace")

    def line_of(self, offset: int) -> int:
        """Return the line of byte *offset* of the file, counted from 1."""
        before = self.data[: offset - self.base].replace(b"\r\n", b"\n")
        return self.line + before.count(b"\n") + before.count(b"\r")

    def mend(self, error: yaml.MarkedYAMLError) -> bool:
        """Change what libyaml refuses, if Hugo reads on there; tell whether it did.

        The change keeps every other place, but for spaces put in, which are counted.
        """
        mark = error.problem_mark
        if mark is None:
            return False
        at, text, problem = mark.index, self.text, error.problem or ""
        letter = text[at : at + 1]
        line_start = text.rfind("\n", 0, at) + 1
        if "node content" in problem:
            # `a: }`, `a: , b`, `[:x]`: Hugo takes the letter for text.
            is_block = "block" in (error.context or "")
            glued = text[at + 1 : at + 2].strip(" \t\r\n,]}") != ""
            if letter and letter in "}," and is_block:
                return self._replace(at, at + 1, _stand_in(letter))
            if letter and letter in ":?" and not is_block and glued:
                return self._replace(at, at + 1, _stand_in(letter))
        elif "cannot start any token" in problem:
            if letter == "%" and text[line_start : line_start + 1] == " ":
                return self._replace(at, at + 1, _stand_in(letter))
            if letter == "\t":
                # Only before the first key of a line does Hugo mind.
                line = text[at:].split("\n", 1)[0].strip()
                is_free = not line or line[0] == "#"
                if at > line_start or (is_free and _is_blank(text[:line_start])):
                    return self._replace(at, at + 1, " ")
        elif "unexpected ':'" in problem:
            # `{a:[1]}` and `{a:}`: in a flow map Hugo needs no space.
            colon = text.find(":", at)
            if colon >= 0:
                self._spaces.append(colon + 1)
                self._spaces.sort()
                self.text = f"{text[: colon + 1]} {text[colon + 1 :]}"
                return True
        elif "alphabetic or numeric" in problem and error.context_mark is not None:
            # `a: & b`: Hugo drops the rest of the line, unless nothing follows it.
            start = error.context_mark.index
            end = text.find("\n", start)
            if text[start : start + 1] == "&" and end >= 0 and text[end:].strip():
                return self._replace(start, end, " " * (end - start))
        elif "expected ':'" in problem and error.context_mark is not None:
            # `key:`, and its value on the next line, not indented.
            start = error.context_mark.index
            before = _without_comments(text[:start])
            if before.endswith(":") and text[start : start + 1] not in "{!&*|>":
                return self._replace(len(before), start, " " * (start - len(before)))
        return False

    def _replace(self, start: int, end: int, new: str) -> bool:
        self.text = self.text[:start] + new + self.text[end:]
        self.has_stand_ins = True
        return True

    def flaw(self, error: yaml.MarkedYAMLError, opened: int | None) -> Flaw:
        """Return what libyaml found, in words for authors, at the place to mend.

        *opened* is where the innermost list or map in brackets begins that was not
        read to its end (None: there is none).
        """
        problem = error.problem or "it is not valid"
        message, at_context = f"YAML cannot be read here: {problem}", False
        for start, words, where in _PROBLEMS:
            if start in problem:
                message, at_context = words, where
                break
        mark = error.problem_mark
        if (at_context or mark is None) and error.context_mark is not None:
            mark = error.context_mark
        index = mark.index if mark is not None else 0
        end = error.problem_mark.index if error.problem_mark is not None else index
        if opened is not None and not self.text[end:].strip():
            index, message = opened, "This `{letter}` is never closed"
        elif "hexdecimal" in problem:
            index = max(self.text.rfind("\\", 0, index + 1), 0)
        elif message is _COLON and (above := self._line_before(index)) is not None:
            index, message = above, _NO_KEY
        letter = self.text[index : index + 1]
        if letter == "\t":
            message = "A tab cannot stand here; indent with spaces"
        line = self.text[index:].split("\n", 1)[0]
        if message is _NO_KEY and (colon := _GLUED.match(line)):
            message = f"A space is missing behind `{colon[0]}`"
        escaped = self.text[index : index + 2]
        message = message.replace("{letter}", _shown(letter)).replace(
            "{escape}", "".join(map(_shown, escaped))
        )
        width = 0 if letter in "\r\n" else len(letter)
        return Flaw(self.span(index, index + width), message)

    def _line_before(self, colon: int) -> int | None:
        """Return where the line above begins that was taken for the start of a key.

        None: the colon at *colon* is a second one on its own line.
        """
        line = self.text.rfind("\n", 0, colon) + 1
        if ": " in self.text[line:colon] or self.text[line : line + 1] in " \t":
            return None
        above = self.text[:line].rstrip()
        start = above.rfind("\n") + 1
        last = above[start:]
        return None if not last or ": " in last or last.endswith(":") else start


def _stand_in(odd: re.Match[str] | str) -> str:
    return chr(_STAND_IN + ord(odd if isinstance(odd, str) else odd[0]))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _is_blank(text: str) -> bool:
    """Tell whether *text* holds only empty lines and comments."""
    return not _without_comments(text)


def _without_comments(text: str) -> str:
    """Return *text* up to the end of its last line that is more than a comment."""
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        comment = 0 if line.startswith("#") else line.find(" #") + 1
        if comment or line.startswith("#"):
            line = line[:comment]
        line = line.rstrip(" \t\r")
        if line:
            return text[: start + len(line)]
        end = start - 1
    return ""


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else f"\\u{ord(letter):04x}"


_GLUED: Final = re.compile(r"\w[\w-]{0,60}:(?![/\s])")
_NO_KEY: Final = "This line is neither `key: value` nor indented under a key"
_COLON: Final = "A value cannot hold `: `; put the whole value in quotes"
_PROBLEMS: Final[tuple[tuple[str, str, bool], ...]] = (
    ("mapping values are not allowed", _COLON, False),
    (
        "found character that cannot start any token",
        "A value cannot begin with `{letter}`; put it in quotes",
        False,
    ),
    (
        "found unknown escape character",
        "`{escape}` means nothing in double quotes; write `\\\\` or use single quotes",
        False,
    ),
    (
        "hexdecimal number",
        "Digits are missing in this escape; for a backslash write `\\\\`",
        False,
    ),
    ("found unexpected end of stream", "This quote is never closed", True),
    ("found unexpected document indicator", "This quote is never closed", True),
    (
        "expected ',' or ']'",
        "A comma or `]` is missing in the list that begins here",
        True,
    ),
    (
        "expected ',' or '}'",
        "A comma or `}` is missing in the map that begins here",
        True,
    ),
    (
        "block sequence entries are not allowed",
        "A list cannot begin on the line of its key; put each `-` on a line of its own",
        False,
    ),
    ("mapping keys are not allowed", "A value cannot begin with `? `", False),
    (
        "did not find expected key",
        "No key can begin here; look at the indentation, and at quotes before it",
        False,
    ),
    ("could not find expected ':'", _NO_KEY, True),
    (
        "expected comment or line break",
        "Text cannot follow `|` or `>` on its line; put the value in quotes",
        True,
    ),
    (
        "expected alphabetic or numeric",
        "A value cannot begin with `{letter}`; put it in quotes",
        True,
    ),
    ("expected node content", "A value is missing before `{letter}`", False),
    (
        "expected '-' indicator",
        "This line is no item of the list around it; look at the indentation",
        False,
    ),
    ("tab character", "A tab cannot stand here; indent with spaces", False),
)
"""What libyaml's problems hold, what we say, and whether the place is the context's."""


# --- From events to values --------------------------------------------------------

_STYLES: Final[dict[str | None, ScalarStyle]] = {
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_TAGS: Final = "tag:yaml.org,2002:"
_SCALAR_TAGS: Final = frozenset(
    _TAGS + name
    for name in ("str", "int", "float", "bool", "null", "binary", "timestamp")
)
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,19}\Z")


class _Builder:
    """Builds the value of one document; keeps its anchors, counts and flaws."""

    def __init__(self, text: _Text, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.next = _events(text.text).get_event
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.nodes = 0
        self.aliases = 0
        self.flaws: list[Flaw] = []
        self.open: list[int] = []

    def document(self) -> Reading:
        """Return the first document; what follows it is left alone, as in Hugo."""
        event = self.next()
        while not isinstance(event, DocumentStartEvent):
            if event is None or isinstance(event, StreamEndEvent):
                return Reading()
            event = self.next()
        event = self.next()
        if type(event) is ScalarEvent and _is_nothing(event):
            self.next()
            return Reading()
        value = self.value(event, 1)
        end = self.next()
        if not (isinstance(end, DocumentEndEvent) and end.explicit):
            self.next()
        return Reading(value, tuple(self.flaws))

    def value(self, event: Event | None, depth: int) -> Value:
        """Return the value that begins with *event*."""
        before = self.nodes
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise self.too_much(event, f"has more than {self.limits.nodes:,} values")
        value: Value
        if type(event) is ScalarEvent:
            value = self.scalar(event)
        elif type(event) is AliasEvent:
            return self.alias(event)
        elif depth > self.limits.depth:
            raise self.too_much(event, f"nests deeper than {self.limits.depth} levels")
        elif type(event) is MappingStartEvent:
            value = self.mapping(event, depth)
        elif type(event) is SequenceStartEvent:
            value = self.sequence(event, depth)
        else:
            raise self.refusal(event, "A value is missing here")
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.nodes - before)
        return value

    def scalar(self, event: ScalarEvent) -> Scalar:
        """Return the scalar of *event*, typed."""
        text = self.text
        start, end = _start(event), _end(event)
        style = _STYLES.get(event.style, "plain")
        written = text.value(event.value)
        if style == "plain" and "\t" in written:
            written = written.replace("\t", "")  # as Hugo does
        tag = event.tag
        if tag is not None or event.anchor is not None:
            start = _after_properties(text.text, start, end)
            if start == end and tag is None and not text.text[end:].strip():
                raise self.refusal(
                    event, f"Nothing stands behind the anchor `&{event.anchor}`"
                )
        if style == "literal" or style == "folded":
            end = start + len(text.text[start:end].rstrip(" \t\r\n"))
        elif style != "plain":
            tab = text.text.find("\n\t", start, end)
            if tab >= 0:
                raise _RefusedError(
                    Flaw(
                        text.span(tab + 1, tab + 2),
                        "A tab cannot begin a line of quoted text; use spaces",
                    )
                )
        if tag is not None:
            found = _tagged(tag, written, is_plain=style == "plain")
            if found is None:
                raise self.refusal(event, f"`{written}` is no value for this tag")
            kind, value = found
        elif style == "plain":
            kind, value = typed(written)
        else:
            kind, value = "string", written
        return Scalar(text.span(start, end), kind, value, style)

    def alias(self, event: AliasEvent) -> Value:
        """Return what the alias of *event* stands for."""
        name = event.anchor
        if name not in self.anchors:
            raise self.refusal(
                event,
                f"`*{name}` names no anchor; put text that begins with `*` in quotes",
            )
        value, size = self.anchors[name]
        self.aliases += 1
        self.nodes += size - 1
        if self.aliases > self.limits.aliases or self.nodes > self.limits.nodes:
            raise self.too_much(event, "repeats too much through aliases")
        return msgspec.structs.replace(value, span=self.span(event))

    def sequence(self, event: SequenceStartEvent, depth: int) -> Sequence:
        """Return the list that begins with *event*."""
        start = self.start_of(event)
        if event.flow_style:
            self.open.append(_end(event) - 1)
        items: list[Value] = []
        inner = self.next()
        while type(inner) is not SequenceEndEvent:
            items.append(self.value(inner, depth + 1))
            inner = self.next()
        if event.flow_style:
            self.open.pop()
        if event.flow_style or not items:
            return Sequence(Span(start, self.end_of(inner)), tuple(items))
        return Sequence(Span(start, items[-1].span.end), tuple(items))

    def mapping(self, event: MappingStartEvent, depth: int) -> Mapping:
        """Return the map that begins with *event*."""
        start = end = self.start_of(event)
        if event.flow_style:
            self.open.append(_end(event) - 1)
        written: dict[str, Span] = {}
        entries: dict[str, Entry] = {}
        inner = self.next()
        while type(inner) is not MappingEndEvent:
            name, span = self.key(inner)
            is_merge = name == "<<" and type(inner) is ScalarEvent and not inner.style
            value = self.value(self.next(), depth + 1)
            if event.flow_style and isinstance(value, Scalar):
                name, span, value = self.in_flow(inner, name, span, value)
            end = max(end, span.end, value.span.end)
            if name in written:
                self.report_twice(name, span, written[name])
            elif is_merge:
                for entry in self.merged(value):
                    entries[entry.key] = entry
            else:
                entries[name] = Entry(name, span, value)
            written.setdefault(name, span)
            inner = self.next()
        if event.flow_style:
            self.open.pop()
            end = self.end_of(inner)
        return Mapping(Span(start, end), tuple(entries.values()))

    def key(self, event: Event | None) -> tuple[str, Span]:
        """Return the key that *event* is, as Hugo writes it, and its place."""
        key: Value | None = None
        if type(event) is ScalarEvent:
            key = self.scalar(event)
        elif type(event) is AliasEvent:
            key = self.alias(event)
        if not isinstance(key, Scalar):
            raise self.refusal(
                event,
                "A key cannot be a list or map; put text that begins with `[` or `{` "
                "in quotes",
            )
        return _as_key(key.value), key.span

    def in_flow(
        self, event: Event | None, name: str, span: Span, value: Scalar
    ) -> tuple[str, Span, Scalar]:
        """Return key and value of a flow map, where a colon needs no space behind it.

        A plain value there ends with its line.
        """
        written = self.text.data[
            value.span.start - self.text.base : value.span.end - self.text.base
        ]
        if value.style == "plain" and b"\n" in written:
            raise _RefusedError(Flaw(value.span, "A value in `{…}` cannot span lines"))
        is_plain = isinstance(event, ScalarEvent) and not event.style
        if written or value.kind != "null" or not is_plain or ":" not in name:
            return name, span, value
        before, _, after = name.partition(":")
        middle = span.start + len(before.encode())
        style: ScalarStyle = "plain"
        kind, content = typed(after)
        for quote in "'\"":
            if len(after) > 1 and after[0] == after[-1] == quote:
                kind, content, style = "string", after[1:-1], _STYLES[quote]
        place = Span(middle + 1, span.end)
        return before, Span(span.start, middle), Scalar(place, kind, content, style)

    def merged(self, value: Value) -> list[Entry]:
        """Return the entries that a merge key with *value* brings in."""
        maps = value.items if isinstance(value, Sequence) else (value,)
        entries: dict[str, Entry] = {}
        for item in maps:
            if not isinstance(item, Mapping):
                raise _RefusedError(
                    Flaw(item.span, "Only a map, or a list of maps, can be merged")
                )
            for entry in item.entries:
                if entry.key in entries:
                    self.report_twice(entry.key, item.span, entries[entry.key].key_span)
                else:
                    entries[entry.key] = entry
        return list(entries.values())

    def report_twice(self, name: str, span: Span, first: Span) -> None:
        """Keep a flaw about a key that was written before."""
        line = self.text.line_of(first.start)
        message = f"Key `{name}` is already written on line {line}"
        self.flaws.append(Flaw(span, message, "duplicate-key", first))

    def start_of(self, event: MappingStartEvent | SequenceStartEvent) -> int:
        """Return where a list or map begins, behind its anchor and tag."""
        if event.tag in _SCALAR_TAGS:
            raise self.refusal(event, "This tag cannot stand before a list or map")
        if event.anchor is None and event.tag is None:
            return self.text.offset(_start(event))
        is_flow = bool(event.flow_style)
        return self.text.offset(_end(event) - is_flow)

    def end_of(self, event: Event) -> int:
        return self.text.offset(_end(event))

    def span(self, event: Event) -> Span:
        return self.text.span(_start(event), _end(event))

    def refusal(self, event: Event | None, message: str) -> _RefusedError:
        """Return what to raise for *event*."""
        span = self.span(event) if event else Span(self.text.base, self.text.base)
        return _RefusedError(Flaw(span, message))

    def too_much(self, event: Event | None, what: str) -> _RefusedError:
        """Return what to raise where the text goes beyond the limits."""
        flaw = self.refusal(event, f"This YAML {what}").flaw
        return _RefusedError(msgspec.structs.replace(flaw, kind="limit"))


def _events(text: str) -> Events:
    """Return the events of *text*, from libyaml where PyYAML has it."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return cast("Events", loader(text))


def _start(event: Event) -> int:
    mark = event.start_mark
    return mark.index if mark is not None else 0


def _end(event: Event) -> int:
    mark = event.end_mark
    return mark.index if mark is not None else 0


def _is_nothing(event: ScalarEvent) -> bool:
    """Tell whether *event* stands for a text without any value."""
    return not (event.value or event.style or event.tag or event.anchor)


def _after_properties(text: str, start: int, end: int) -> int:
    """Return where the value begins in `text[start:end]`, behind anchor and tag."""
    while start < end and text[start] in "&!":
        while start < end and text[start] not in " \t\r\n":
            start += 1
        while start < end and text[start] in " \t\r\n":
            start += 1
    return start


def _tagged(tag: str, text: str, *, is_plain: bool) -> Typed | None:
    """Return the kind and value of a scalar with a *tag*; None: Hugo refuses it.

    Tags that Hugo does not know make the text a string.
    """
    name = tag.removeprefix(_TAGS) if tag.startswith(_TAGS) else ""
    if is_plain and not text and name != "str":
        return "null", None
    kind, value = typed(text) if is_plain else ("string", text)
    match name:
        case "str":
            return "string", text if kind == "float" else _as_key(value)
        case "int":
            if isinstance(value, (int, float)) and math.isfinite(value):
                return "int", value if kind == "int" else int(value)
            return "int", int(text) if _DECIMAL.match(text) else 0
        case "float":
            if isinstance(value, (int, float)):
                return "float", float(value)
            return "float", _float(text)
        case "bool":
            word = text.lower()
            if word in ("true", "t", "yes", "1"):
                return "bool", True
            return ("bool", False) if word in ("false", "f", "no", "0") else None
        case "null":
            return "null", None
        case "binary":
            return "bytes", text
        case "timestamp":
            return "datetime", text
        case _:
            return "string", text


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _as_key(value: bool | int | float | str | None) -> str:
    """Return a typed scalar as the text that Hugo makes of it where a key stands."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if math.isnan(value):
        return "NaN"
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
