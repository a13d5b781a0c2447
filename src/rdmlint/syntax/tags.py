"""What stands in a tag of HTML: attributes and their values, with their places.

Source: WHATWG HTML, tokenization, from the before attribute name state on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from html import unescape
from html.entities import html5
from typing import Final, NamedTuple

from rdmlint.model import Attribute, Fault
from rdmlint.text import Span

# White space of HTML; `\s` would take a vertical tab too.
_W: Final = rb"[\t\n\f\r ]"
ATTRIBUTE: Final = re.compile(
    rb"[\t\n\f\r /]*+"
    rb"(?:(?P<close>>)|(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)"
    rb"(?:" + _W + rb"*+=" + _W + rb"*+"
    rb"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'"
    rb"|(?P<open>[\"'])|(?P<bare>[^\t\n\f\r >]*+)))?+)"
)
NAME: Final = re.compile(rb"[A-Za-z][^\t\n\f\r />]*+")
SHORT_NAME: Final = re.compile(rb"[A-Za-z][^\t\n\f\r /><]*+(?=<)")
"""The name of a tag that lacks its `>` where the next tag follows at once."""

ODD: Final = re.compile(rb"[\"'<]")
"""What stands in the name of an attribute only by mistake."""

QUOTES: Final = frozenset(b"\"'")


class Touched:
    """The computed spans; keeps their ends for look-up."""

    def __init__(self, computed: Sequence[Span]) -> None:
        self.spans = computed
        self.ends = [span.end for span in computed]

    def by(self, span: Span) -> bool:
        """Tell whether *span* overlaps a computed one."""
        if not self.ends:
            return False
        # The first one that ends behind the start of *span*.
        at = bisect_left(self.ends, span.start + 1)
        return at < len(self.spans) and self.spans[at].start < span.end


class Tag(NamedTuple):
    """What stands in a tag behind its name, and the *end* of the tag.

    *is_slashed*: it ends with `/>`. *fault* None: it is well formed, or what is wrong
    in it was not looked for. *name_end* is where its name was meant to end (None: where
    it does).
    """

    attributes: tuple[Attribute, ...]
    end: int
    is_slashed: bool = False
    fault: Fault | None = None
    name_end: int | None = None


class OddError(Exception):
    """A quote or `<` stands in a tag where there may be none, or the source ends."""


def read_tag(data: bytes, at: int, touched: Touched, *, is_strict: bool) -> Tag | None:
    """Return what stands in a tag from *at* on, as browsers read it.

    None: the source ends in the tag, so there is none. Raises `OddError` where it
    *is_strict* and a quote or `<` is met that is there by mistake, or the end.
    """
    if data.startswith(b">", at):
        return Tag((), at + 1)
    found: list[Attribute] = []
    while True:
        match = ATTRIBUTE.match(data, at)
        if match is None:
            if is_strict:
                raise OddError
            return None
        at = match.end()
        kind = match.lastgroup
        if kind == "close":
            slashed = match.end() - match.start() > 1 and data[at - 2 : at - 1] == b"/"
            return Tag(tuple(found), at, slashed)
        if is_strict and is_odd(data, match):
            raise OddError
        if kind == "open":
            return None
        found.append(attribute_at(match, touched))


def is_odd(data: bytes, match: re.Match[bytes]) -> bool:
    """Tell whether the attribute in *match* has a quote, or `<`, by mistake."""
    kind = match.lastgroup
    return (
        kind == "open"
        or ODD.search(data, *match.span("name")) is not None
        or (kind == "bare" and data[match.end() - 1] in QUOTES)
    )


def attribute_at(match: re.Match[bytes], touched: Touched) -> Attribute:
    """Return the attribute that *match* found."""
    kind = match.lastgroup
    name_span = Span(*match.span("name"))
    span = Span(name_span.start, match.end())
    value = value_span = None
    if kind is not None and kind != "name":
        value_span = Span(*match.span(kind))
        value = attribute_value(match[kind].decode("utf-8", "replace"))
    name = match["name"].lower().decode("utf-8", "replace")
    return Attribute(name, value, span, name_span, value_span, touched.by(span))


# --- Text of values -------------------------------------------------------------------

_REFERENCE: Final = re.compile(
    r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|([A-Za-z][A-Za-z0-9]{0,40};?))"
)


_TOO_LONG: Final = re.compile(r"&#[0-9]{9,}+;?|&#[xX][0-9a-fA-F]{9,}+;?")


def text_value(written: str) -> str:
    """Return a text with its character references decoded.

    Numbers too long to be a character become U+FFFD, as in browsers; Python would
    refuse to read them.
    """
    if "&" not in written:
        return written
    return unescape(_TOO_LONG.sub("\ufffd", written))


def attribute_value(written: str) -> str:
    """Return an attribute's value with its character references decoded.

    Unlike in text, a name without `;` before `=`, a letter or a digit is no
    reference: `?a=1&copy=2` stays. Source: WHATWG HTML, named character reference
    state.
    """
    if "&" not in written:
        return written

    def decoded(found: re.Match[str]) -> str:
        name = found.group(1)
        if name is not None and (
            name not in html5
            or (not name.endswith(";") and written.startswith("=", found.end()))
        ):
            return found.group()
        return text_value(found.group())

    return _REFERENCE.sub(decoded, written)
