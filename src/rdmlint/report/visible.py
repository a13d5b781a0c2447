"""Text of others made safe to show: what is hidden made visible, and how wide it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category, east_asian_width

_SHORT: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

_COMMAND: Final = re.compile(r"##([A-Za-z]*)\[")
"""How CI systems begin a command, wherever in a line it stands."""


def visible(text: str) -> str:
    r"""Return *text* on one line, with nothing in it that a terminal or CI obeys.

    Control and format characters are written out (`\x1b`, `\u202e`), bytes that are
    no UTF-8 as such bytes. `##[` gets a backslash, so that it is no command of
    GitHub Actions or Azure Pipelines.
    """
    if not text.isprintable():
        text = "".join(map(shown, text))
    return _COMMAND.sub(r"##\1\\[", text) if "##" in text else text


def commands(text: str) -> Iterator[int]:
    """Yield where in *text* the bracket of something like `##[error]` stands."""
    for match in _COMMAND.finditer(text):
        yield match.end() - 1


def shown(character: str) -> str:
    """Return *character*, or what is written in its place where it is hidden.

    Hidden are controls, bidi marks and other formats, line separators, halves of
    characters, and what no standard has given a shape; spaces of any width are not.
    """
    if character.isprintable() or category(character) == "Zs":
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        # How Python holds a byte of a file name that is no UTF-8.
        code -= 0xDC00
    if code <= 0xFF:
        return _SHORT.get(character) or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def cells(text: str) -> int:
    """Return how many columns of a terminal *text* takes once it is visible."""
    return len(text) if text.isascii() else sum(map(width, text))


def width(character: str) -> int:
    """Return how many columns of a terminal a visible *character* takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    if category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def shortened(text: str, limit: int) -> str:
    """Return *text*, cut to *limit* code points where it is longer."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
