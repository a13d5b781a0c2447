"""Markdown as Goldmark reads it: links, images, headings, raw HTML, code and prose.

pulldown-cmark (by pyromark) finds the constructs and their byte ranges; what Goldmark
does beyond it (bare URLs, heading attributes, a table row it reads otherwise) is done
here. Source: HUGO-GM-1 to HUGO-GM-3, HUGO-ID-1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, Final, Literal, NamedTuple

import msgspec
import pyromark

from rdmlint.model import Definition, Image, Link, Origin, Prose
from rdmlint.syntax import fence_attributes
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.fence_attributes import FenceFault
from rdmlint.text import Span


class Dialect(msgspec.Struct, frozen=True):
    """Which of Goldmark's extensions are on; Hugo's defaults.

    *linkify_protocol* is what `www.` addresses get. *terms*: definition terms are
    wanted too.
    """

    tables: bool = True
    strikethrough: bool = True
    task_list: bool = True
    definition_list: bool = True
    footnotes: bool = True
    linkify: bool = True
    linkify_protocol: str = "https"
    typographer: bool = True
    attribute_title: bool = True
    attribute_block: bool = False
    terms: bool = False


class Inline(NamedTuple):
    """A piece of a heading. *kind* `open` and `close` stand around a container.

    `nothing` has no text of its own: an autolink, a footnote reference, raw HTML.
    *start* and *end* are bytes of the text that was read, not of the file.
    """

    kind: Literal["text", "code", "break", "open", "close", "nothing"]
    start: int
    end: int


class Titled(NamedTuple):
    """A heading, or a definition term (*level* 0).

    *id* None: no attribute gives one; *id_span* covers it as written. *inlines* are
    what an id is made from, in order. *is_aside*: it stands in a quotation, list,
    definition or footnote. *refused* is the place of an id in an attribute at which
    Hugo stops. *attributes* are the others, by name; a value of None is a number.
    """

    span: Span
    level: int
    text: str
    text_span: Span
    id: str | None
    id_span: Span | None
    inlines: tuple[Inline, ...]
    is_aside: bool
    refused: Span | None = None
    attributes: tuple[tuple[str, str | bool | None], ...] = ()


class Named(NamedTuple):
    """An id in a block attribute, or a footnote's label."""

    name: str
    span: Span


class MarkdownFacts(msgspec.Struct, frozen=True):
    """What one text says, each kind in source order, with places in the file.

    *titled* are headings and, where wanted, definition terms. *html* are the ranges
    of raw HTML and its comments, *code* those of code. *notes* are footnotes that
    are referred to, *note_references* the references; names are labels.
    """

    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    definitions: tuple[Definition, ...] = ()
    titled: tuple[Titled, ...] = ()
    html: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    prose: tuple[Prose, ...] = ()
    notes: tuple[Named, ...] = ()
    note_references: tuple[Named, ...] = ()
    block_ids: tuple[Named, ...] = ()
    fence_faults: tuple[FenceFault, ...] = ()
    """What Hugo stops at in the attributes of code fences, with places in the file."""


def read(
    text: bytes,
    dialect: Dialect = Dialect(),  # noqa: B008 - frozen
    *,
    base: int = 0,
    original: bytes | None = None,
    computed: Sequence[Span] = (),
    is_certain: bool = True,
) -> MarkdownFacts:
    """Return the facts of *text*, which stands at byte *base* of its file.

    *text* is valid UTF-8. *computed* are the spans, in the file, of the shortcodes
    masked in it; *original* is the file as it is, where they can be read. Facts are
    marked as *is_certain* says.
    """
    reader = _Reader(text, dialect, base, original, computed, is_certain)
    return reader.read()


# --- Before Markdown --------------------------------------------------------------

_DELIMITER_ROW: Final = re.compile(
    rb"(\n[ \t>]*+):(?=-+:?[ \t]*\|[ \t|:\-]*+(?:\n|\Z))"
)
_RAW_END: Final = re.compile(rb"</(?:script|pre|style|textarea)>", re.IGNORECASE)
# Not `}}`, which ends the lines of many a template shown as code.
_BRACE_ENDS_LINE: Final = re.compile(rb"(?<!\})\}[ \t]*$", re.MULTILINE)
_ATX: Final = re.compile(
    rb"[ \t>]*+(?:(?:[-+*:]|[0-9]{1,9}[.)]|\[\^[^\]]*\]:)[ \t]+[ \t>]*+)*+#{1,6}[ \t]"
)
_UNDERLINE: Final = re.compile(rb"[ \t>]*+(?:=+|-+)[ \t]*$", re.MULTILINE)
_FENCE: Final = re.compile(rb"[ \t>]*+(?:`{3}|~{3})")
_OPEN_BRACE: Final = re.compile(rb"(?<!\\)\{")
_ATTRIBUTE: Final = re.compile(
    rb"[ \t]*+(?:([#.])((?:[A-Za-z0-9_:.\-]|[\x80-\xff])*+)"
    rb"|([A-Za-z_:][A-Za-z0-9_:.\-]*+)[ \t]*+=[ \t]*+"
    rb"(?:\"((?:[^\"\\]++|\\.)*+)\"|([A-Za-z_:][A-Za-z0-9_:.\-]*+)"
    rb"|([-+]?[0-9][0-9.eE+\-]*+)))[ \t]*+(?:,[ \t]*+)?+"
)


_TRUTHS: Final = (b"true", b"false")


class _Attributes(NamedTuple):
    """Where the braces are, and the id they give (None: none, or one Hugo refuses).

    *refused* is the place of one that Hugo refuses, a number or a truth value.
    *others* are matches of `_ATTRIBUTE` for what is no id.
    """

    start: int
    end: int
    id: bytes | None
    id_span: Span | None
    refused: Span | None = None
    others: tuple[re.Match[bytes], ...] = ()


def _attributes(text: bytes, start: int, end: int) -> _Attributes | None:
    """Read the attribute list that ends the line from *start* to *end*.

    It begins at the first brace, not behind a backslash, from which the rest of the
    line is one. None: there is none.

    Source: goldmark, parser/attribute.go; HUGO-ID-1.
    """
    for brace in _OPEN_BRACE.finditer(text, start, end):
        at = brace.end()
        id_bytes = id_span = refused = None
        others: list[re.Match[bytes]] = []
        while found := _ATTRIBUTE.match(text, at, end):
            at = found.end()
            if found[1] == b"#":
                id_bytes, id_span, refused = found[2], Span(*found.span(2)), None
            elif found[3] == b"id":
                group = next(each for each in (4, 5, 6) if found[each] is not None)
                id_bytes, id_span = found[group], Span(*found.span(group))
                is_text = group == 4 or (group == 5 and id_bytes not in _TRUTHS)
                refused = None if is_text else id_span
                id_bytes = id_bytes if is_text else None
            else:
                others.append(found)
        at = _past_blanks(text, at, end)
        if text[at : at + 1] == b"}" and _past_blanks(text, at + 1, end) == end:
            return _Attributes(
                brace.start(), at + 1, id_bytes, id_span, refused, tuple(others)
            )
    return None


_ESCAPED: Final = re.compile(rb"\\([!-/:-@\[-`{-~])")


def _named(
    others: Iterable[re.Match[bytes]],
) -> Iterator[tuple[str, str | bool | None]]:
    """Yield the attributes that are no id, classes together as one."""
    found: dict[str, str | bool | None] = {}
    classes: list[str] = []
    for one in others:
        kind, short, name, quoted, word, _ = one.groups()
        value: str | bool | None = None
        if quoted is not None:
            value = _ESCAPED.sub(rb"\1", quoted).decode("utf-8", "replace")
        elif word in _TRUTHS:
            value = word == b"true"
        elif word is not None and word != b"null":
            value = word.decode()
        if kind or (name == b"class" and isinstance(value, str)):
            classes.append(short.decode("utf-8", "replace") if kind else str(value))
        else:
            found[name.decode()] = value
    if classes:
        found["class"] = " ".join(classes)
    yield from found.items()


def _past_blanks(text: bytes, at: int, end: int) -> int:
    while at < end and text[at] in b" \t":
        at += 1
    return at


_LABEL: Final = re.compile(rb"\[(?:[^\[\]\\]++|\\.?)*+\]:", re.DOTALL)
# Line breaks inside a link may be followed by the marks of a quotation.
_GAP: Final = re.compile(rb"[ \t\n>]*+")
_POINTED: Final = re.compile(rb"<((?:[^<>\\\n]++|\\.)*+)>")


# An address without parentheses, escapes or angle brackets, as nearly all are.
_PLAIN: Final = re.compile(rb"[^\x00-\x20()\\<]++(?=[) ])")


def _destination(text: bytes, at: int, end: int) -> tuple[int, int]:
    """Return where the address that begins at *at*, behind white space, stands.

    Angle brackets are left out. A line break may be followed by `>` of a quotation.
    """
    plain = _PLAIN.match(text, at, end)
    if plain:
        return plain.span()
    gap = _GAP.match(text, at, end)
    at = gap.end() if gap else at
    pointed = _POINTED.match(text, at, end)
    if pointed:
        return pointed.span(1)
    start = at
    depth = 0
    while at < end:
        char = text[at]
        if char <= 0x20:
            break
        if char == 0x5C:
            at += 1
        elif char == 0x28:
            depth += 1
        elif char == 0x29:
            if depth == 0:
                break
            depth -= 1
        at += 1
    return start, min(at, end)


def _normal(label: str) -> str:
    """Return *label* as references are compared: case and white space do not count."""
    return " ".join(label.split()).casefold()


# --- Bare URLs --------------------------------------------------------------------

_URL: Final = re.compile(
    rb"(?:https?|ftp)://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::[0-9]+)?"
    rb"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*)?"
)
_WWW: Final = re.compile(
    rb"www\.[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+"
    rb"(?:[/#?][-a-zA-Z0-9@:%_+.~#!?&/=();,'\">^{}\[\]`]*)?"
)
_DOMAIN: Final = re.compile(
    rb"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    rb"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*+"
)
_LOCAL: Final = frozenset(
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    b".!#$%&'*+/=?^_`{|}~-"
)
_PUNCTUATION: Final = frozenset(b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_CANDIDATE: Final = re.compile(rb"(?:https?|ftp)://|www\.|@")
_OPENS_URL: Final = frozenset(b" *_~(`")
_TRAILING: Final = frozenset(b"?!.,:*_~")
_BRACKET: Final = re.compile(rb"\\.|\[|\]", re.DOTALL)
_REFERENCE_TAIL: Final = re.compile(rb"&[a-zA-Z0-9]+;$")


def _url_end(text: bytes, at: int, end: int) -> int:
    """Return where a bare URL that begins at *at* ends; *at*: there is none."""
    pattern = _WWW if text.startswith(b"www.", at) else _URL
    found = pattern.match(text, at, end)
    if found is None:
        return at
    stop = found.end()
    while text[stop - 1] in _TRAILING:
        stop -= 1
    tail = text[stop - 1]
    if tail == 0x29:
        surplus = text.count(b")", at, stop) - text.count(b"(", at, stop)
        stop -= max(surplus, 0)
    elif tail == 0x3B:
        reference = _REFERENCE_TAIL.search(text, max(at, stop - 40), stop)
        if reference:
            stop = reference.start()
    return stop


def _is_escaped(text: bytes, at: int) -> bool:
    """Tell whether a backslash that is none itself stands before *at*."""
    run = at
    while run and text[run - 1] == 0x5C:
        run -= 1
    return (at - run) % 2 == 1


def _mail_end(text: bytes, at_sign: int, end: int) -> int:
    """Return where a bare mail address ends; *at_sign*: it is none."""
    found = _DOMAIN.match(text, at_sign + 1, end)
    if found is None or b"." not in text[at_sign + 1 : found.end() - 1]:
        return at_sign
    if text[found.end() : found.end() + 1] in (b"-", b"_"):
        return at_sign
    return found.end()


# --- Events -----------------------------------------------------------------------


class _Open(NamedTuple):
    """A link or image whose end is still to come."""

    start: int
    end: int
    is_image: bool
    sort: str
    url: str
    title: str
    label: str
    text: list[str]
    inner: int
    """How many images the reader had when it began."""


_AUTOMATIC: Final = frozenset({"Autolink", "Email"})
_CONTAINERS: Final = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Subscript", "Superscript"}
)
_INLINE_BLOCKS: Final = frozenset(
    {
        "Paragraph",
        "TableCell",
        "Item",
        "DefinitionListTitle",
        "DefinitionListDefinition",
    }
)


@lru_cache(maxsize=8)
def _parser(dialect: Dialect) -> pyromark.Markdown:
    wanted = pyromark.Options
    options = wanted(0)
    if dialect.tables:
        options |= wanted.ENABLE_TABLES
    if dialect.footnotes:
        options |= wanted.ENABLE_FOOTNOTES
    if dialect.strikethrough:
        options |= wanted.ENABLE_STRIKETHROUGH
    if dialect.task_list:
        options |= wanted.ENABLE_TASKLISTS
    if dialect.definition_list:
        options |= wanted.ENABLE_DEFINITION_LIST
    return pyromark.Markdown(options=options)


def _say(open_links: list[_Open], value: str) -> None:
    """Give text to the images that are open, else to the link."""
    if len(open_links) == 1:
        open_links[0].text.append(value)
        return
    spoken = [one for one in open_links if one.is_image] or open_links
    for one in spoken:
        one.text.append(value)


class _Reader:
    """Reads one text; keeps what its facts are made from."""

    def __init__(
        self,
        text: bytes,
        dialect: Dialect,
        base: int,
        original: bytes | None,
        computed: Sequence[Span],
        is_certain: bool,
    ) -> None:
        self.dialect = dialect
        self.base = base
        # The file as it is, and where the text stands in it.
        self.source = text if original is None else original
        self.shift = 0 if original is None else base
        self.computed = computed
        self.computed_ends = [span.end for span in computed]
        self.is_certain = is_certain
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.titled: list[Titled] = []
        self.html: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.prose: list[tuple[int, int]] = []
        # Block quotes, where inner ones are part of the outer.
        self.quotes: list[tuple[int, int]] = []
        self.note_ranges: list[tuple[str, int, int]] = []
        self.note_references: list[Named] = []
        self.block_ids: list[_Attributes] = []
        self.fence_ids: list[_Attributes] = []
        self.fence_faults: list[FenceFault] = []
        # By the start of the line they end.
        self.attributes: dict[int, _Attributes] = {}
        self.used: set[str] = set()
        # Where the quotation, list, definition or footnote begun last ends.
        self.aside_until = 0
        # How many brackets are open in the block, and how far they are counted.
        self.depth = 0
        self.labelled = 0
        self.labelled_prose = 0
        self.block = 0
        self.text = self._prepared(text)
        self.definitions: list[tuple[str, str, int, int]] = []
        self.definition_urls: dict[str, tuple[int, int]] = {}
        if b"]:" in self.text:
            self._define()

    # Before Markdown.

    def _prepared(self, text: bytes) -> bytes:
        """Return *text*, as long, without what is Goldmark's alone.

        A carriage return ends no line for Goldmark, but would for pulldown-cmark. A
        row of a table that begins `:--|` would be a definition. And pulldown-cmark
        knows the end of `<pre>` and the like in small letters only.
        """
        dialect = self.dialect
        if b"\r" in text:
            text = text.replace(b"\r", b" ")
        if b"\t\n" in text:
            # It would keep the closing `#` of a heading from being one.
            text = text.replace(b"\t\n", b" \n")
        if b"</" in text:
            text = _RAW_END.sub(lambda found: found[0].lower(), text)
        if dialect.definition_list and dialect.tables and b":-" in text:
            text = _DELIMITER_ROW.sub(rb"\1-", text)
        if b"}" not in text or not (dialect.attribute_title or dialect.attribute_block):
            return text
        found = [
            read
            for brace in _BRACE_ENDS_LINE.finditer(text)
            if (read := self._attributes_before(text, brace.start()))
        ]
        if not found:
            return text
        blanked = bytearray(text)
        for read in found:
            blanked[read.start : read.end] = b" " * (read.end - read.start)
        return bytes(blanked)

    def _attributes_before(self, text: bytes, brace: int) -> _Attributes | None:
        """Read the attributes of a heading or block whose list ends at *brace*."""
        start = text.rfind(b"\n", 0, brace) + 1
        end = text.find(b"\n", brace)
        end = len(text) if end < 0 else end
        is_heading = self.dialect.attribute_title and (
            _ATX.match(text, start, end) is not None
            or (end < len(text) and _UNDERLINE.match(text, end + 1) is not None)
        )
        if not is_heading and not self.dialect.attribute_block:
            return None
        read = _attributes(text, start, end)
        if read is None:
            return None
        if is_heading:
            self.attributes[start] = read
        elif text[start : read.start].strip(b" \t>"):
            return None
        else:
            self.block_ids.append(read)
        return read

    def _define(self) -> None:
        found = _parser(self.dialect).reference_definitions(self.text.decode())
        for label, one in found.items():
            start, end = one["span"]["start"], one["span"]["end"]
            self.definitions.append((label, one["dest"], start, end))
            after = _LABEL.match(self.text, start, end)
            begin = after.end() if after else start
            place = _destination(self.text, begin, end)
            self.definition_urls[_normal(label)] = place

    # Events.

    def read(self) -> MarkdownFacts:
        """Return the facts of the text."""
        text = self.text
        linkify = self.dialect.linkify
        with_terms = self.dialect.terms
        computed = self.computed
        open_links: list[_Open] = []
        prose = self.prose
        in_code = False
        # The heading or term being read: its pieces and its text.
        inlines: list[Inline] | None = None
        words: list[str] = []
        # Where the last piece of an open link ends.
        last = 0
        # Bare URLs swallow what other constructs would begin inside them.
        swallowed = 0
        # How many runs of text there were when the paragraph or the like began.
        block = 0
        # Up to here no shortcode comes.
        calm = computed[0].start - self.base if computed else len(text)
        # Plain look-ups by class and key: this loop is most of the cost of a run.
        event: Any
        for event, place in _parser(self.dialect).events_with_range(
            text.decode(), merge_text=True
        ):
            if event.__class__ is str:
                if event == "Rule":
                    continue
                last = place["end"]
                if inlines is not None:
                    inlines.append(Inline("break", place["start"], last))
                    words.append(" ")
                if open_links:
                    _say(open_links, " ")
                continue
            # One key only: `Text`, `Start`, `End`, ….
            for kind, value in event.items():
                if kind == "Text":
                    if in_code:
                        continue
                    start = place["start"]
                    last = place["end"]
                    if start < swallowed:
                        start = min(swallowed, last)
                        value = unescape(text[start:last].decode())
                    if last > calm:
                        if self._computed_in(start, last):
                            value = self._as_written(start, last)
                        else:
                            calm = self._next_computed(last)
                    if inlines is not None:
                        words.append(value)
                    if open_links:
                        _say(open_links, value)
                        around = open_links[-1]
                        if not (around.is_image or around.sort in _AUTOMATIC):
                            prose.append((start, last))
                    elif linkify and (
                        "://" in value or "@" in value or "www." in value
                    ):
                        if block != self.block:
                            self.block = self.labelled_prose = block
                            self.depth = 0
                        swallowed = self._linkify(start, last, inlines)
                        continue
                    else:
                        prose.append((start, last))
                    if inlines is not None:
                        inlines.append(Inline("text", start, last))
                elif kind == "Start":
                    if value.__class__ is str:
                        if value in _INLINE_BLOCKS:
                            block = len(prose)
                            if value == "DefinitionListTitle":
                                if with_terms:
                                    inlines, words = [], []
                            elif value == "DefinitionListDefinition":
                                self.aside_until = max(self.aside_until, place["end"])
                        elif inlines is not None and value in _CONTAINERS:
                            inlines.append(Inline("open", place["start"], place["end"]))
                        continue
                    start = place["start"]
                    end = place["end"]
                    [(sort, details)] = value.items()
                    if sort == "Link" or sort == "Image":
                        if start < swallowed:
                            continue
                        link_type = details["link_type"]
                        is_image = sort == "Image"
                        opened = _Open(
                            start,
                            end,
                            is_image,
                            link_type if link_type.__class__ is str else "",
                            details["dest_url"],
                            details["title"],
                            details["id"],
                            [],
                            len(self.images),
                        )
                        open_links.append(opened)
                        last = start + 2 if is_image else start + 1
                        if inlines is not None:
                            is_empty = opened.sort in _AUTOMATIC
                            inlines.append(
                                Inline("nothing" if is_empty else "open", start, end)
                            )
                    elif sort == "Heading":
                        inlines, words = [], []
                        block = len(prose)
                    elif sort == "CodeBlock":
                        in_code = True
                        self.code.append((start, end))
                        if details.__class__ is dict and "{" in details["Fenced"]:
                            self._fence(start)
                    elif sort == "FootnoteDefinition":
                        self.note_ranges.append((details, start, end))
                        self.aside_until = max(self.aside_until, end)
                    elif sort == "BlockQuote" or sort == "List":
                        self.aside_until = max(self.aside_until, end)
                        if sort == "BlockQuote" and (
                            not self.quotes or self.quotes[-1][1] <= start
                        ):
                            self.quotes.append((start, end))
                elif kind == "End":
                    if value.__class__ is not str:
                        if inlines is not None and "Heading" in value:
                            level = int(value["Heading"][1])
                            start, end = place["start"], place["end"]
                            self._title(start, end, level, inlines, words)
                            inlines = None
                    elif value == "Link" or value == "Image":
                        start, end = place["start"], place["end"]
                        if not open_links or open_links[-1].start != start:
                            # A bare URL swallowed its beginning.
                            continue
                        opened = open_links.pop()
                        self._close(opened, last, open_links)
                        last = end
                        if inlines is None:
                            continue
                        if opened.sort in _AUTOMATIC:
                            while inlines[-1].kind != "nothing":
                                inlines.pop()
                        else:
                            inlines.append(Inline("close", start, end))
                    elif value in _CONTAINERS:
                        last = place["end"]
                        if inlines is not None:
                            inlines.append(Inline("close", place["start"], last))
                    elif value == "CodeBlock":
                        in_code = False
                    elif value == "DefinitionListTitle" and inlines is not None:
                        self._title(place["start"], place["end"], 0, inlines, words)
                        inlines = None
                else:
                    start = place["start"]
                    if start < swallowed:
                        continue
                    last = place["end"]
                    if kind == "Code":
                        self.code.append((start, last))
                        if computed and self._computed_in(start, last):
                            value = self._as_written(start, last).strip("`")
                        if open_links:
                            _say(open_links, value)
                        if inlines is not None:
                            inlines.append(Inline("code", start, last))
                            words.append(value)
                        continue
                    if kind == "InlineHtml" or kind == "Html":
                        self.html.append((start, last))
                    elif kind == "FootnoteReference":
                        span = Span(start + self.base, last + self.base)
                        self.note_references.append(Named(value, span))
                    if inlines is not None:
                        inlines.append(Inline("nothing", start, last))
        return self._facts()

    def _computed_in(self, start: int, end: int) -> bool:
        """Tell whether a shortcode stands in these bytes of the text."""
        at = bisect_right(self.computed_ends, start + self.base)
        return at < len(self.computed) and (self.computed[at].start < end + self.base)

    def _next_computed(self, at: int) -> int:
        """Return where the first shortcode behind *at* begins."""
        number = bisect_right(self.computed_ends, at + self.base)
        if number < len(self.computed):
            return self.computed[number].start - self.base
        return len(self.text)

    def _as_written(self, start: int, end: int) -> str:
        shift = self.shift
        return self.source[start + shift : end + shift].decode("utf-8", "replace")

    def _span(self, start: int, end: int) -> Span:
        return Span(start + self.base, end + self.base)

    # Links and images.

    def _close(self, one: _Open, last: int, around: list[_Open]) -> None:
        """Add the link or image *one*, whose last piece ends at *last*.

        *around* are those still open.
        """
        base = self.base
        url, start, end = one.url, one.start, one.end
        begin = start + (2 if one.is_image else 1)
        origin = Origin.MARKDOWN
        if one.sort == "Inline":
            close = self.text.find(b"](", last, end)
            url_start, url_end = _destination(self.text, close + 2, end)
        elif one.sort in _AUTOMATIC:
            origin = Origin.AUTOLINK
            url_start, url_end = begin, end - 1
            close = url_end
            if one.sort == "Email":
                url = f"mailto:{url}"
        else:
            origin = Origin.REFERENCE
            close = self.text.find(b"]", last, end)
            label = _normal(one.label)
            self.used.add(label)
            url_start, url_end = self.definition_urls.get(label, (start, end))
            if one.sort == "Collapsed" and self.text.startswith(b"[]", end):
                end += 2
        if around and any(other.is_image for other in around):
            # Alternative text shows what is inside it as plain text.
            return
        if self.computed and self._computed_in(url_start, url_end):
            url = self._as_written(url_start, url_end)
        text = one.text[0] if len(one.text) == 1 else "".join(one.text)
        if "  " in text or text.strip() != text or not text.isprintable():
            text = " ".join(text.split())
        span = Span(start + base, end + base)
        url_span = Span(url_start + base, url_end + base)
        if one.is_image:
            self.images.append(
                Image(
                    span,
                    url,
                    url_span,
                    parse_address(url),
                    text,
                    Span(begin + base, max(close, begin) + base),
                    origin,
                    Span(around[-1].start + base, around[-1].end + base)
                    if around
                    else None,
                    is_certain=self.is_certain,
                )
            )
            return
        if text:
            # The images inside come before their link.
            for number in range(one.inner, len(self.images)):
                self.images[number] = msgspec.structs.replace(
                    self.images[number], link_has_text=True
                )
        self.links.append(
            Link(
                span,
                url,
                url_span,
                parse_address(url),
                text,
                origin,
                title=one.title or None,
                is_certain=self.is_certain,
            )
        )

    def _title(
        self, start: int, end: int, level: int, inlines: list[Inline], words: list[str]
    ) -> None:
        if inlines:
            text_start = inlines[0].start
            text_end = inlines[-1].end
        else:
            line = self.text[start:end]
            text_start = text_end = start + len(line) - len(line.lstrip(b"#"))
        id_text = id_span = None
        read = self._attributes_of(text_end)
        if read is not None and read.id is not None and read.id_span is not None:
            id_text = read.id.decode("utf-8", "replace")
            id_span = self._span(read.id_span.start, read.id_span.end)
        stop = start + len(self.text[start:end].rstrip())
        self.titled.append(
            Titled(
                self._span(start, max(stop, read.end) if read else stop),
                level,
                " ".join("".join(words).split()),
                self._span(text_start, text_end),
                id_text,
                id_span,
                tuple(inlines),
                start < self.aside_until,
                self._refused(read),
                tuple(_named(read.others)) if read and read.others else (),
            )
        )

    def _refused(self, read: _Attributes | None) -> Span | None:
        span = read.refused if read else None
        return self._span(span.start, span.end) if span else None

    def _attributes_of(self, text_end: int) -> _Attributes | None:
        if not self.attributes:
            return None
        return self.attributes.get(self.text.rfind(b"\n", 0, text_end) + 1)

    # Bare URLs.

    def _linkify(self, start: int, end: int, inlines: list[Inline] | None) -> int:
        """Divide the text from *start* to *end* at its bare URLs.

        Return where the last of them ends.
        """
        text = self.text
        line_end = text.find(b"\n", start)
        line_end = len(text) if line_end < 0 else line_end
        at = start
        for found in _CANDIDATE.finditer(text, start, end):
            url_start = found.start()
            if url_start < at:
                continue
            if found.group() == b"@":
                url_start = self._mail_start(url_start, at, start)
                if url_start < 0:
                    continue
                stop = _mail_end(text, found.start(), line_end)
                if stop == found.start():
                    continue
            else:
                if url_start > at and not self._may_open(url_start, start):
                    continue
                stop = _url_end(text, url_start, line_end)
                if stop == url_start:
                    continue
            if self._in_label(url_start, at):
                continue
            if url_start > at:
                self.prose.append((at, url_start))
                if inlines is not None:
                    inlines.append(Inline("text", at, url_start))
            if inlines is not None:
                inlines.append(Inline("nothing", url_start, stop))
            self._bare(url_start, stop, is_mail=found.group() == b"@")
            at = stop
        if at < end:
            self.prose.append((at, end))
            if inlines is not None:
                inlines.append(Inline("text", at, end))
        return at

    def _mail_start(self, at_sign: int, low: int, start: int) -> int:
        """Return where a mail address begins, not before *low*; -1: none does."""
        text = self.text
        at = at_sign
        while at > low and text[at - 1] in _LOCAL:
            at -= 1
        while at < at_sign:
            if text[at] not in _PUNCTUATION and (
                at == low or self._may_open(at, start)
            ):
                return at
            at += 1
        return -1

    def _may_open(self, at: int, start: int) -> bool:
        """Tell whether Goldmark looks for a bare URL at *at*, in a text from *start*.

        It does behind white space and some marks, and behind whatever became a node
        of its own, such as what the typographer replaced.
        """
        text = self.text
        before = text[at - 1]
        if before == 0x20:
            return True
        if text[at - 2 : at - 1] == b"\\" and _is_escaped(text, at - 1):
            return False
        if before in _OPENS_URL:
            return True
        if not self.dialect.typographer:
            return False
        if before == 0x22:
            # A quote behind a letter opens nothing.
            outer = text[at - 2 : at - 1] if at - 1 > start else b" "
            return not outer.isalnum()
        return (
            before == 0x27
            or text[max(start, at - 2) : at] in (b"--", b"<<", b">>")
            or text[max(start, at - 3) : at] == b"..."
        )

    def _in_label(self, at: int, start: int) -> bool:
        """Tell whether a bracket is open: Goldmark leaves bare URLs there alone.

        *start* is where the text begins that holds *at*.
        """
        for begin, end in self.prose[self.labelled_prose :]:
            self._count_brackets(begin, end)
        self.labelled_prose = len(self.prose)
        self._count_brackets(start, at)
        return self.depth > 0

    def _count_brackets(self, start: int, end: int) -> None:
        for found in _BRACKET.finditer(self.text, max(start, self.labelled), end):
            if found.group() == b"[":
                self.depth += 1
            elif found.group() == b"]" and self.depth:
                self.depth -= 1
        self.labelled = max(self.labelled, end)

    def _bare(self, start: int, end: int, *, is_mail: bool) -> None:
        written = self._as_written(start, end)
        # References such as `&amp;` are not resolved in bare URLs.
        url = written
        if is_mail:
            url = f"mailto:{url}"
        elif url.startswith("www."):
            url = f"{self.dialect.linkify_protocol}://{url}"
        span = self._span(start, end)
        self.links.append(
            Link(
                span,
                url,
                span,
                parse_address(url),
                written,
                Origin.LINKIFY,
                is_certain=self.is_certain,
            )
        )

    # Facts.

    def _fence(self, start: int) -> None:
        end = self.text.find(b"\n", start)
        end = len(self.text) if end < 0 else end
        read = _attributes(self.text, start, end)
        if read is not None:
            self.fence_ids.append(read)
        # Of attributes below the block Hugo takes those, and reads no others.
        if self.is_certain and not self.dialect.attribute_block:
            fault = fence_attributes.fault(self.text, start, end)
            if fault is not None and not self._computed_in(start, end):
                self.fence_faults.append(fault)

    def _facts(self) -> MarkdownFacts:
        if self.note_ranges:
            self._drop_unused_notes()
        span = self._span
        base = self.base
        self.links.sort(key=_place)
        return MarkdownFacts(
            links=tuple(self.links),
            images=tuple(self.images),
            definitions=tuple(self._definition(*one) for one in self.definitions),
            titled=tuple(self.titled),
            html=tuple([Span(start + base, end + base) for start, end in self.html]),
            code=tuple([Span(start + base, end + base) for start, end in self.code]),
            prose=tuple(self._prose()),
            notes=tuple(
                Named(label, span(start, end)) for label, start, end in self.note_ranges
            ),
            note_references=tuple(self.note_references),
            block_ids=self._block_ids(),
            fence_faults=tuple(
                one._replace(start=one.start + base, end=one.end + base)
                for one in self.fence_faults
            ),
        )

    def _definition(self, label: str, url: str, start: int, end: int) -> Definition:
        normal = _normal(label)
        place = self.definition_urls[normal]
        if self.computed and self._computed_in(*place):
            url = self._as_written(*place)
        written = self.text[start:end].rstrip()
        return Definition(
            self._span(start, start + len(written)),
            label,
            url,
            self._span(*place),
            normal in self.used,
        )

    def _drop_unused_notes(self) -> None:
        """Forget footnotes nobody refers to, with all in them: Hugo drops them."""
        used = {reference.name for reference in self.note_references}
        unused = [
            self._span(start, end)
            for label, start, end in self.note_ranges
            if label not in used
        ]
        if not unused:
            return
        ends = [one.end for one in unused]

        def is_shown(span: Span) -> bool:
            at = bisect_right(ends, span.start)
            return at == len(unused) or span.start < unused[at].start

        base = self.base
        self.note_ranges = [one for one in self.note_ranges if one[0] in used]
        self.links = [link for link in self.links if is_shown(link.span)]
        self.images = [image for image in self.images if is_shown(image.span)]
        self.titled = [one for one in self.titled if is_shown(one.span)]
        self.html = [one for one in self.html if is_shown(Span(one[0] + base, 0))]
        self.prose = [one for one in self.prose if is_shown(Span(one[0] + base, 0))]

    def _prose(self) -> list[Prose]:
        """Return the runs of text, those that touch as one."""
        found: list[Prose] = []
        source, shift = self.source, self.shift
        base = self.base
        runs = self.prose
        if self.computed:
            runs = [part for run in runs for part in self._apart(*run)]
        quotes = iter(self.quotes)
        quote = next(quotes, None)
        first = last = -1
        for start, end in (*runs, (-1, -1)):
            if start == last:
                last = end
                continue
            if first < last:
                text = source[first + shift : last + shift].decode()
                while quote is not None and quote[1] <= first:
                    quote = next(quotes, None)
                if not text.isspace():
                    is_quoted = quote is not None and quote[0] <= first
                    span = Span(first + base, last + base)
                    found.append(Prose(span, text, is_quoted=is_quoted))
            first, last = start, end
        return found

    def _apart(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return what no shortcode covers of these bytes."""
        if not self.computed or not self._computed_in(start, end):
            return [(start, end)]
        parts: list[tuple[int, int]] = []
        at = bisect_right(self.computed_ends, start + self.base)
        # A slice would be copied for each run of text.
        for number in range(at, len(self.computed)):
            span = self.computed[number]
            if span.start >= end + self.base:
                break
            if start < span.start - self.base:
                parts.append((start, span.start - self.base))
            start = span.end - self.base
        if start < end:
            parts.append((start, end))
        return parts

    def _block_ids(self) -> tuple[Named, ...]:
        """Return the ids of block attributes, but not where code shows them."""
        ends = [end for _, end in self.code]
        found = list(self.fence_ids)
        for read in self.block_ids:
            at = bisect_right(ends, read.start)
            if at == len(ends) or read.start < self.code[at][0]:
                found.append(read)
        return tuple(
            Named(
                read.id.decode("utf-8", "replace"),
                self._span(read.id_span.start, read.id_span.end),
            )
            for read in sorted(found)
            if read.id and read.id_span
        )


def _place(link: Link) -> int:
    return link.span.start
