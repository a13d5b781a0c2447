"""What a template prints for one call: its HTML, and which of it the page gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, Literal, NamedTuple

from rdmlint.hugo.values import Piece, Text, Unknown
from rdmlint.syntax import html
from rdmlint.text import Span

FILLER: Final = "\x1a"
"""Stands for what is not known."""

State = Literal["text", "tag", '"', "'", "bare", "comment", "script", "style"]
"""Where in HTML something is printed; `bare` is a value without quotes."""

LARGEST: Final = 100_000
"""Characters that a call may print."""


class TooMuchError(Exception):
    """What is printed is too long, or has a form that is not understood."""


class Address(NamedTuple):
    """An address that a call prints, in which something comes from the page.

    *span* is where that stands in the page; *is_written*: the address is what stands
    there, and nothing else. *is_markdown*: it is that of a link in Markdown.
    """

    element: str
    url: str
    span: Span
    is_written: bool
    text: str
    is_markdown: bool = False


class Ref(NamedTuple):
    """A `ref` or `relref` that a template surely asks for.

    *given* are its arguments by name, `path` first; *span* is where in the page the
    path, or a part of it, stands, and *is_written* whether it is all of it.
    """

    name: str
    given: tuple[tuple[str, str], ...]
    span: Span
    is_written: bool


class _Part(NamedTuple):
    """A part of what is printed; the rest is as for `Piece`."""

    written: str
    span: Span | None
    is_unsure: bool
    is_markdown: bool


class Output:
    """What was printed so far; keeps the place in HTML that it has come to."""

    def __init__(self) -> None:
        """Begin with nothing, where a text may stand."""
        self.state: State = "text"
        self.unsure = 0
        self.blurred = 0
        self.is_open = False
        self.shows_data = False
        self.has_inner = False
        self.surely_has_inner = False
        self.refs: tuple[Ref, ...] = ()
        self._name = ""
        self._parts: list[_Part] = []
        self._size = 0

    def markup(self, written: str) -> None:
        """Print *written* as it is."""
        self._add(written, None)
        self._walk(written)

    def value(self, printed: Text) -> None:
        """Print a value as `html/template` does in this place."""
        if self.state == "text" and self._names_tag():
            self.state = "tag"
            self._name = ""
            for piece in printed.pieces:
                self._add(piece.text or FILLER, None)
            return
        if (self.state == "tag" and printed.is_attribute) or (
            self.state == "text" and printed.is_html
        ):
            self._print_all(printed.pieces)
            return
        if printed.is_html and any("<" in (one.text or "") for one in printed.pieces):
            # Tags are taken out there.
            self.hole()
            return
        for piece in printed.pieces:
            if self.state in ("comment", "script", "style"):
                self._add(FILLER, None)
            elif piece.text is None or (
                self.state == "tag" and not self._begins_value()
            ):
                self.hole()
            else:
                self._print(piece, is_html=printed.is_html)

    def _print_all(self, pieces: Iterable[Piece]) -> None:
        """Print *pieces* as they are, markup among them."""
        for piece in pieces:
            written = FILLER if piece.text is None else piece.text
            self._add(written, piece.span, is_markdown=piece.is_markdown)
            self._walk(piece.text or "")

    def _print(self, piece: Piece, *, is_html: bool) -> None:
        """Print text where text or the value of an attribute stands."""
        written = piece.text or ""
        if not is_html:
            # Ids are looked for without a look at what is a tag.
            written = escape(written).replace("=", "&#61;")
        elif self.state != "text":
            written = written.replace('"', "&#34;").replace("'", "&#39;")
        if self.state in ("tag", "bare"):
            self.state = "bare"
            written = _NOT_BARE.sub(lambda found: f"&#{ord(found[0])};", written)
        self._add(written, piece.span, is_markdown=piece.is_markdown)

    def hole(self) -> None:
        """Print something that is not known, and no markup."""
        if self.state == "tag" and self._begins_value():
            self.state = "bare"
        self._add(FILLER, None)

    def data(self) -> None:
        """Print as it is what stands in a data file."""
        self.shows_data = True
        self.hole()

    def open(self) -> None:
        """Print something that may be anything."""
        if self.state == "text" or (self.state == "tag" and not self._begins_value()):
            self.is_open = True
        self.hole()

    def inner(self, *, is_html: bool) -> None:
        """Print the text between the tags of the call."""
        if self.state == "text" and is_html:
            self.has_inner = True
            self.surely_has_inner = self.surely_has_inner or not self.unsure
        elif self.state == "tag":
            self.is_open = True
        self.hole()

    def _names_tag(self) -> bool:
        return bool(self._parts) and self._parts[-1].written.endswith(("<", "</"))

    def _begins_value(self) -> bool:
        if self.state != "tag":
            return False
        before = self._parts[-1].written.rstrip() if self._parts else ""
        return before.endswith("=")

    def _add(
        self, written: str, span: Span | None, *, is_markdown: bool = False
    ) -> None:
        self._size += len(written)
        if self._size > LARGEST:
            raise TooMuchError
        if self.blurred:
            # One of several parts of a value is none of it.
            written, span = FILLER, None
        if written:
            self._parts.append(_Part(written, span, self.unsure > 0, is_markdown))

    def _walk(self, written: str) -> None:
        """Follow *written* to the place in HTML where it ends."""
        at = 0
        while at < len(written):
            if self.state == "text":
                found = _START.search(written, at)
                if found is None:
                    return
                at = found.end()
                self._name = (found[1] or "").lower()
                self.state = "tag" if found[1] else "comment"
            elif self.state == "tag":
                found = _IN_TAG.search(written, at)
                if found is None:
                    return
                at = found.end()
                if found[0] == ">":
                    self.state = "text"
                    if self._name in ("script", "style"):
                        self.state = "script" if self._name == "script" else "style"
                elif found[0] in ('"', "'"):
                    self.state = '"' if found[0] == '"' else "'"
                else:
                    self.state = "bare"
            elif self.state == "bare":
                found = _BARE_END.search(written, at)
                if found is None:
                    return
                at, self.state = found.start(), "tag"
            else:
                end = _ENDS[self.state]
                found = end.search(written, at)
                if found is None:
                    return
                at = found.end()
                is_value = self.state in ('"', "'")
                if self.state in ("script", "style"):
                    self._name = ""
                    is_value = True
                self.state = "tag" if is_value else "text"

    # --- What it comes to

    def as_value(self, *, is_sure: bool) -> Text | Unknown:
        """Return what was printed as HTML to print elsewhere.

        *is_sure* False: all of it was printed where that was not sure.
        """
        if is_sure and any(part.is_unsure for part in self._parts):
            return Unknown.ANY
        if self.is_open or self.has_inner:
            return Unknown.ANY
        if self.shows_data:
            return Unknown.ANY
        return Text(
            tuple(
                Piece(
                    None if part.written == FILLER else part.written,
                    part.span,
                    part.is_markdown,
                )
                for part in self._parts
            ),
            is_html=True,
        )

    @property
    def html(self) -> str:
        """Return the HTML; `FILLER` stands for what is not known."""
        return "".join(part.written for part in self._parts)

    @property
    def sure_html(self) -> str:
        """Return the HTML that surely is printed."""
        return "".join(part.written for part in self._parts if not part.is_unsure)

    def addresses(self) -> Iterator[Address]:
        """Yield the addresses that the page gave a part of, and that surely show."""
        if not any(part.span for part in self._parts):
            return
        data = bytearray()
        given: list[tuple[Span, _Part]] = []
        computed: list[Span] = []
        unsure: list[Span] = []
        for part in self._parts:
            written = part.written.replace(FILLER, "x").encode()
            place = Span(len(data), len(data) + len(written))
            data += written
            if part.span is not None:
                given.append((place, part))
            if FILLER in part.written:
                computed.append(place)
            if part.is_unsure:
                unsure.append(place)
        read = html.read(bytes(data), computed=computed)
        for element in read.elements:
            key = ADDRESSES.get(element.name)
            attribute = element.attribute(key) if key else None
            if attribute is None or not attribute.value or attribute.is_computed:
                continue
            within = attribute.value_span
            if within is None or _touches(unsure, element.span):
                continue
            sources = [
                (at, part)
                for at, part in given
                if at.start < within.end and within.start < at.end
            ]
            if not sources:
                continue
            place, first = sources[0]
            if first.span is not None:
                yield Address(
                    element.name,
                    _NOT_IN_URL.sub(_percent, attribute.value),
                    first.span,
                    len(sources) == 1 and place == within,
                    element.text,
                    first.is_markdown,
                )


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


# What `html/template` escapes in addresses, as far as it could make them invalid.
_NOT_IN_URL: Final = re.compile(r"""[\x00-\x20"<>\\^`{|}]""")


def _touches(spans: list[Span], other: Span) -> bool:
    return any(one.start < other.end and other.start < one.end for one in spans)


ADDRESSES: Final = {
    "a": "href",
    "area": "href",
    "img": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
}

_START: Final = re.compile(r"<(?:!--|/?([a-zA-Z][^\s/>]*))")
_IN_TAG: Final = re.compile(r"""[>"']|(?<==)\s*[^\s"'>]""")
_BARE_END: Final = re.compile(r"[\s>]")
_NOT_BARE: Final = re.compile(r"[\s=`]")
_ENDS: Final[dict[str, re.Pattern[str]]] = {
    '"': re.compile('"'),
    "'": re.compile("'"),
    "comment": re.compile("-->"),
    "script": re.compile(r"</script", re.IGNORECASE),
    "style": re.compile(r"</style", re.IGNORECASE),
}
