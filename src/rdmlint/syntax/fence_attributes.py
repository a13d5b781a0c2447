"""The attributes in the info string of a code fence, as Hugo reads them.

Source: Hugo, `markup/goldmark/codeblocks/render.go`, `getAttributes`; goldmark,
`parser/attribute.go`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BRACES: Final = re.compile(rb"\{[^{}\n]*+\}")
_SPACE: Final = rb"[ \t\r\f\v]*+"
_SHORT: Final = re.compile(rb"[#.](?:[\w:.\-]|[\x80-\xff])*+")
_NAME: Final = re.compile(rb"([A-Za-z_:][\w:.\-]*+)" + _SPACE + rb"=" + _SPACE)
_VALUE: Final = re.compile(
    rb"(?P<quoted>\"(?:[^\"\\]|\\.)*+\")|(?P<word>[A-Za-z_:][\w:.\-]*+)"
    rb"|(?P<number>[-+]?\d++(?:\.\d*+)?+(?:[eE][-+]?\d++)?+)(?![eE])"
)
_SKIP: Final = re.compile(_SPACE)
_NO_TEXT: Final = (b"true", b"false", b"null")
_DEEPEST: Final = 20


class FenceFault(NamedTuple):
    """What Hugo stops at: a range of the text, and a sentence.

    *is_option*: it is the highlighter's, that a hook for code may do without.
    """

    start: int
    end: int
    message: str
    is_option: bool = False


def fault(text: bytes, start: int, end: int) -> FenceFault | None:
    """Return what Hugo stops at in the info string from *start* to *end*.

    None: nothing, or there are no attributes.
    """
    braces = _BRACES.search(text, start, end)
    if braces is None:
        return None
    reader = _Reader(text, braces.start() + 1, braces.end())
    if not reader.attributes():
        message = 'Hugo reads no attributes here; write `name="value"`'
        return FenceFault(braces.start(), braces.end(), message)
    return reader.refused


class _Reader:
    """Reads one list of attributes; keeps where it is, and what is refused."""

    def __init__(self, text: bytes, at: int, end: int) -> None:
        self.text = text
        self.at = at
        self.end = end
        self.refused: FenceFault | None = None

    def skip(self) -> None:
        found = _SKIP.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at

    def attributes(self) -> bool:
        """Read up to the closing brace; tell whether all of it is attributes."""
        while self.text[self.at] != 0x7D:
            if not self.attribute():
                return False
            self.skip()
            if self.text[self.at] == 0x2C:
                self.at += 1
                self.skip()
        return True

    def attribute(self) -> bool:
        self.skip()
        if short := _SHORT.match(self.text, self.at, self.end):
            self.at = short.end()
            return True
        name = _NAME.match(self.text, self.at, self.end)
        if name is None:
            return False
        self.at = start = name.end()
        kind = self.value(0)
        value = self.text[start : self.at]
        if not kind or (name[1] == b"class" and not _is_text(kind, value)):
            return False
        self.judge(name[1].decode().lower(), kind, value, start)
        return True

    def value(self, depth: int) -> str:
        """Read a value; return of what kind it is ("": there is none)."""
        if found := _VALUE.match(self.text, self.at, self.end):
            self.at = found.end()
            return found.lastgroup or ""
        if self.text[self.at] != 0x5B or depth > _DEEPEST:
            return ""
        self.at += 1
        count = 0
        while self.text[self.at] != 0x5D:
            if count and self.text[self.at] == 0x2C:
                self.at += 1
            self.skip()
            if not self.value(depth + 1):
                return ""
            self.skip()
            count += 1
        self.at += 1
        return "list"

    def judge(self, name: str, kind: str, value: bytes, start: int) -> None:
        """Keep what Hugo's highlighter refuses."""
        if kind == "word" and value == b"null":
            message = "Hugo falls over `null` here; leave it out"
            self.refused = FenceFault(start, self.at, message)
        elif self.refused is None and (what := _unfit(name, kind, value)):
            message = f"`{name}` must be {what}; Hugo stops here"
            self.refused = FenceFault(start, self.at, message, is_option=True)


def _is_text(kind: str, value: bytes) -> bool:
    return kind == "quoted" or (kind == "word" and value not in _NO_TEXT)


_TEXTS: Final = frozenset(("lineanchors", "style"))
_WHOLE: Final = frozenset(("linenostart", "tabwidth"))
_TRUTHS: Final = frozenset(
    ("anchorlinenos", "guesssyntax", "hl_inline", "linenumbersintable", "noclasses")
)
_TRUTH: Final = frozenset(
    (
        *(b"", b"1", b"t", b"T", b"TRUE", b"true", b"True"),
        *(b"0", b"f", b"F", b"FALSE", b"false", b"False"),
    )
)
_INTEGER: Final = re.compile(
    rb"[-+]?(?:0|[1-9]\d*+|0[0-7]++|0[xX][\dA-Fa-f]++|0[oO][0-7]++|0[bB][01]++)|"
)


def _unfit(name: str, kind: str, value: bytes) -> str:
    """Say what the option *name* must be; "": the value will do."""
    if kind == "list":
        if name in _WHOLE:
            return "a whole number"
        return "true or false" if name in _TRUTHS else "text" * (name in _TEXTS)
    if not _is_text(kind, value):
        return ""
    return unfit_text(name, value[1:-1] if kind == "quoted" else value)


def unfit_text(name: str, text: bytes) -> str:
    """Say what the option *name* of the highlighter must be; "": *text* will do."""
    if name in _WHOLE and not _INTEGER.fullmatch(text):
        return "a whole number"
    return "true or false" if name in _TRUTHS and text not in _TRUTH else ""
