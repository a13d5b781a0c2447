"""A content file read into facts: front matter, shortcodes, Markdown, raw HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import structs

from rdmlint.hugo.anchors import HeadingId, heading_ids
from rdmlint.hugo.config import Markup
from rdmlint.model import (
    Anchor,
    Component,
    Definition,
    Directive,
    Element,
    EndTag,
    Fault,
    FaultKind,
    FrontMatter,
    Heading,
    Image,
    Link,
    Origin,
    Page,
    Prose,
    Scalar,
    Shortcode,
    Toggle,
)
from rdmlint.parse import budget
from rdmlint.parse.directives import MARK, comments, directives, hash_comments
from rdmlint.syntax import front_matter, markdown, shortcodes
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.fence_attributes import FenceFault
from rdmlint.syntax.markdown import Dialect, MarkdownFacts, Titled
from rdmlint.syntax.shortcodes import Fragment, Use
from rdmlint.text import Span

LARGEST: Final = 5 << 20
"""Bytes of the largest content file that is read."""

Format: TypeAlias = Literal["markdown", "html", "other"]

_FORMATS: Final[dict[str, Format]] = {
    "md": "markdown",
    "mdown": "markdown",
    "markdown": "markdown",
    "goldmark": "markdown",
    "html": "html",
    "htm": "html",
}


def parse_page(path: str, data: bytes, extension: str, markup: Markup) -> Page:
    """Return the facts of the content file *data*; nothing in it makes this raise.

    *path* is the POSIX path from the site root, *extension* is lowered, without its
    dot. What could not be read is among the page's faults, next to what could.
    """
    unreadable = _unreadable(data)
    if unreadable:
        return Page(path, size=len(data), faults=(unreadable,))
    opened = front_matter.read(data)
    how = _reading(markup)
    kind = _format(opened.front_matter, extension)
    called = shortcodes.read(data, opened.body.start, how.uses, is_html=kind == "html")
    found = _Found(data, kind)
    if kind != "other":
        for fragment in called.fragments:
            found.read(fragment, how)
        found.read_html()
        found.read_shown_tags()
    found.add_figures(called.calls)
    found.sort()
    if called.calls and found.headings:
        found.headings = list(_in_calls(found.headings, called.calls))
    conflicts = _conflicts(data, found.code) if b"<<<<<<< " in data else ()
    faults = opened.faults + called.faults + tuple(found.faults)
    if conflicts:
        # They break front matter and shortcodes too: one cause, one finding.
        faults = conflicts + tuple(
            fault for fault in faults if not _is_caused(fault, conflicts)
        )
    return Page(
        path,
        kind,
        size=len(data),
        body=opened.body,
        front_matter=opened.front_matter,
        faults=faults,
        links=tuple(found.links),
        images=tuple(found.images),
        definitions=tuple(found.definitions),
        headings=tuple(found.headings),
        anchors=tuple(found.anchors),
        elements=found.elements,
        stray_ends=found.stray_ends,
        shortcodes=called.calls,
        toggles=found.toggles,
        components=found.components,
        prose=tuple(found.prose),
        directives=_directives(data, opened, found) if MARK in data else (),
        omitted=tuple(found.omitted),
        open_comment=found.open_comment,
        near_headings=tuple(_near_headings(data, found.prose)),
        divider_in_code=_divider_in_code(data, opened.body.start, found.code),
    )


# --- What decides how a file is read ----------------------------------------------


class _How(NamedTuple):
    markup: Markup
    dialect: Dialect
    uses: dict[str, Use]


@lru_cache(maxsize=8)
def _how(markup: Markup) -> _How:
    dialect = Dialect(
        tables=markup.tables,
        strikethrough=markup.strikethrough,
        task_list=markup.task_list,
        definition_list=markup.definition_list,
        footnotes=markup.footnotes,
        linkify=markup.linkify,
        linkify_protocol=markup.linkify_protocol,
        typographer=markup.typographer,
        attribute_title=markup.attribute_title,
        attribute_block=markup.attribute_block,
        terms=markup.definition_term_ids,
    )
    return _How(markup, dialect, {name: kind.value for name, kind in markup.inner})


_last: list[_How] = []


def _reading(markup: Markup) -> _How:
    """Return how to read by *markup*; a run asks with the same one for every file."""
    # Hashing a markup with many shortcodes costs as much as reading a small page.
    if not _last or _last[0].markup is not markup:
        _last[:] = [_how(markup)]
    return _last[0]


def _format(block: FrontMatter | None, extension: str) -> Format:
    """Return how the body is written: as front matter says, else by *extension*."""
    named = block.root.get("markup") if block else None
    if isinstance(named, Scalar) and isinstance(named.value, str) and named.value:
        extension = named.value.lower()
    return _FORMATS.get(extension, "other")


# --- What makes a file unreadable -------------------------------------------------


def _unreadable(data: bytes) -> Fault | None:
    if len(data) > LARGEST:
        megabytes = len(data) / (1 << 20)
        message = f"File of {megabytes:.1f} MiB is too large to be a page"
        return Fault(FaultKind.UNREADABLE, Span(0, 0), message)
    too_much = budget.excess(data)
    if too_much is not None or data.isascii():
        return too_much
    try:
        data.decode()
    except UnicodeDecodeError as error:
        byte = data[error.start]
        message = f"File is not UTF-8: byte 0x{byte:02X} stands here"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = "File is UTF-16; Hugo reads UTF-8"
        span = Span(error.start, error.start + 1)
        return Fault(FaultKind.UNREADABLE, span, message)
    return None


_CONFLICT: Final = re.compile(rb"^(?:<{7} |={7}$|={7}\r$|>{7} )", re.MULTILINE)


def _conflicts(data: bytes, code: Sequence[Span]) -> tuple[Fault, ...]:
    """Return a fault for each merge conflict that is not shown as code."""
    found: list[Fault] = []
    start = middle = None
    ends = [span.end for span in code]
    for mark in _CONFLICT.finditer(data):
        sign = mark.group()[:1]
        if sign == b"<":
            start, middle = mark.start(), None
        elif sign == b"=":
            middle = mark.start()
        elif start is not None and middle is not None and start < middle:
            at = bisect_right(ends, start)
            is_code = at < len(code) and code[at].start <= start
            if not is_code or code[at].end < mark.end():
                line = data[start : data.find(b"\n", start)].rstrip()
                found.append(
                    Fault(
                        FaultKind.UNREADABLE,
                        Span(start, start + len(line)),
                        "Merge conflict was left in the file",
                    )
                )
            start = None
    return tuple(found)


def _is_caused(fault: Fault, conflicts: Sequence[Fault]) -> bool:
    return fault.kind is not FaultKind.UNREADABLE and (
        fault.span.start >= conflicts[0].span.start
        or fault.kind is FaultKind.FRONT_MATTER_SYNTAX
    )


def _fence_fault(one: FenceFault) -> Fault:
    kind = FaultKind.CODE_OPTION if one.is_option else FaultKind.CODE_ATTRIBUTES
    return Fault(kind, Span(one.start, one.end), one.message)


_DIVIDER: Final = b"<!--more-->"


def _divider_in_code(data: bytes, start: int, code: Sequence[Span]) -> Span | None:
    """Return the first divider of the body where it stands in one of *code*.

    Source: HUGO-SC-1: the lexer knows no Markdown, and takes the first one.
    """
    at = data.find(_DIVIDER, start)
    number = bisect_right(code, Span(at, at)) - 1 if at >= 0 else -1
    if number < 0 or code[number].end < at + len(_DIVIDER):
        return None
    return Span(at, at + len(_DIVIDER))


def _omitted(data: bytes, html: Sequence[Span]) -> list[Span]:
    """Return the raw HTML among *html* that is no comment, the lines of a block as one.

    Source: HUGO-GM-4, HUGO-GM-5.
    """
    found: list[Span] = []
    for span in html:
        if found and _goes_on(data, found[-1], span):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return [span for span in found if not _is_comment(data, span)]


def _goes_on(data: bytes, block: Span, span: Span) -> bool:
    """Tell whether nothing but the margin of a list or quotation is between the two."""
    if block.end == span.start:
        return True
    margin = data[block.end : span.start]
    return data[block.end - 1 : block.end] == b"\n" and not margin.strip(b" \t>")


def _is_comment(data: bytes, span: Span) -> bool:
    """Tell whether *span* holds comments alone, and what Hugo drops along with them."""
    at = span.start
    while data.startswith(b"<!--", at):
        end = data.find(b"-->", at, span.end)
        line = data.find(b"\n", end, span.end) if end >= 0 else -1
        if line < 0 or not data[line + 1 : span.end].strip():
            return True
        at = line + 1
    return False


_NEAR_HEADING: Final = re.compile(r"#{2,6}(?=[^\W_])")


def _near_headings(data: bytes, prose: Iterable[Prose]) -> Iterator[Span]:
    """Yield the signs that begin a line of *prose* like those of a heading."""
    for one in prose:
        if one.element is not None or not one.text.startswith("##"):
            continue
        signs = _NEAR_HEADING.match(one.text)
        start = one.span.start
        line = data[data.rfind(b"\n", 0, start) + 1 : start]
        if signs and not line.strip(b" "):
            yield Span(start, start + signs.end())


# --- Facts of all parts -----------------------------------------------------------


class _Found:
    """What the parts of one file say; collects it in any order, then sorts."""

    def __init__(self, data: bytes, kind: Format) -> None:
        self.data = data
        self.kind = kind
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.definitions: list[Definition] = []
        self.headings: list[Heading] = []
        self.anchors: list[Anchor] = []
        self.prose: list[Prose] = []
        self.code: list[Span] = []
        self.faults: list[Fault] = []
        # What Markdown has for text, where that is certain and has a `<`.
        self.texts: list[Span] = []
        self.elements: tuple[Element, ...] = ()
        self.stray_ends: tuple[EndTag, ...] = ()
        self.toggles: tuple[Toggle, ...] = ()
        self.components: tuple[Component, ...] = ()
        # Raw HTML and its comments: whether it is certain, and where it stands.
        self.html: list[tuple[Fragment, Sequence[Span]]] = []
        self.comments: list[Span] = []
        self.omitted: list[Span] = []
        self.open_comment: Span | None = None
        self.parts = 0

    def read(self, fragment: Fragment, how: _How) -> None:
        """Take in what *fragment* says but for its raw HTML."""
        self.parts += 1
        is_html = self.kind == "html" and fragment.use != "markdown"
        if is_html or fragment.use == "html":
            if b"<" in fragment.text:
                self.html.append((fragment, (fragment.span,)))
                self.comments.append(fragment.span)
            return
        read = markdown.read(
            fragment.text,
            how.dialect,
            base=fragment.span.start,
            original=self.data,
            computed=fragment.computed,
            is_certain=fragment.is_certain,
        )
        self.links += read.links
        self.images += read.images
        self.definitions += read.definitions
        self.prose += read.prose
        self.code += read.code
        if b"<" in fragment.text and fragment.is_certain:
            self.texts += [one.span for one in read.prose]
        if read.fence_faults and how.markup.code_fences:
            self.faults += map(_fence_fault, read.fence_faults)
        if read.titled:
            self._add_titled(read.titled, fragment, how.markup)
        if read.note_references or read.block_ids:
            self.anchors += _note_anchors(read, fragment.is_certain)
        if read.html:
            self.comments += read.html
            if how.markup.unsafe:
                self.html.append((fragment, read.html))
            elif fragment.is_certain:
                self.omitted += _omitted(self.data, read.html)

    def _add_titled(
        self, titled: Sequence[Titled], fragment: Fragment, markup: Markup
    ) -> None:
        ids = heading_ids(
            titled,
            fragment.text,
            id_type=markup.heading_id_type,
            auto=markup.auto_heading_id,
            typographer=markup.typographer,
            dashes=markup.dashes,
            strikethrough=markup.strikethrough,
        )
        is_certain = fragment.is_certain
        ends = [span.end for span in fragment.computed]
        for one, given in zip(titled, ids, strict=True):
            at = bisect_right(ends, one.text_span.start)
            is_known = (
                one.id is not None
                or at == len(ends)
                or fragment.computed[at].start >= one.text_span.end
            )
            if markup.emoji and is_known and not one.id_span:
                is_known = not _may_split(one, fragment)
            if one.level:
                self.headings.append(
                    _heading(one, given, is_known=is_known, is_certain=is_certain)
                )
            if given.id and is_known:
                source: Literal["explicit", "heading", "term"] = (
                    "explicit" if one.id_span else "heading" if one.level else "term"
                )
                span = one.id_span or one.span
                self.anchors.append(Anchor(given.id, span, source, is_certain))

    def read_html(self) -> None:
        """Take in what the raw HTML says; nothing is imported where there is none."""
        if not self.html:
            return
        from rdmlint.parse import elements

        read = elements.read(self.data, self.html, self.prose, self.code)
        self.elements = read.elements
        self.stray_ends = read.stray_ends
        self.faults += read.faults
        self.toggles = read.toggles
        self.components = read.components
        self.links += read.links
        self.images = elements.in_links(self.images + read.images, self.links, read)
        self.headings = elements.in_elements(
            self.headings + read.headings, read.elements
        )
        self.anchors += read.anchors
        self.prose += read.prose
        self.open_comment = read.open_comment
        self.parts += 1

    def read_shown_tags(self) -> None:
        """Take in the tags that Markdown has for text; nothing is imported for none."""
        if not any(b"<" in self.data[one.start : one.end] for one in self.texts):
            return
        from rdmlint.syntax.shown_tags import shown_tags

        faults, self.stray_ends = shown_tags(self.data, self.texts, self.stray_ends)
        self.faults += faults

    def add_figures(self, calls: Iterable[Shortcode]) -> None:
        """Take in the image and link of Hugo's own `figure`."""
        for call in calls:
            if call.name.lower() == "figure":
                self._add_figure(call)

    def _add_figure(self, call: Shortcode) -> None:
        link = call.argument("link")
        if link and link.value:
            self.links.append(
                Link(
                    call.span,
                    link.value,
                    link.value_span,
                    parse_address(link.value),
                    "",
                    Origin.SHORTCODE,
                )
            )
        source = call.argument("src")
        if not source or not source.value:
            return
        alt = call.argument("alt") or call.argument("caption")
        self.images.append(
            Image(
                call.span,
                source.value,
                source.value_span,
                parse_address(source.value),
                alt.value if alt else None,
                alt.value_span if alt else None,
                Origin.SHORTCODE,
                link=call.span if link and link.value else None,
            )
        )
        self.parts += 1

    def sort(self) -> None:
        """Put each kind of fact in source order; one part alone is in order."""
        if len(self.anchors) > 1:
            self.anchors.sort(key=_place)
        if self.parts < 2:
            return
        self.links.sort(key=_place)
        self.images.sort(key=_place)
        self.definitions.sort(key=_place)
        self.headings.sort(key=_place)
        self.prose.sort(key=_place)
        self.code.sort()


def _place(fact: Link | Image | Definition | Heading | Anchor | Prose) -> Span:
    return fact.span


_EMOJI: Final = re.compile(rb":[a-z0-9_+\-]+:")


def _may_split(one: Titled, fragment: Fragment) -> bool:
    """Tell whether an emoji may end the part of emphasis or a link that counts.

    Which names are emoji is not known here; outside such containers the name counts
    like any text (HUGO-ID, 5.2).
    """
    base = fragment.span.start
    start, end = one.text_span.start - base, one.text_span.end - base
    return any(inline.kind == "open" for inline in one.inlines) and bool(
        _EMOJI.search(fragment.text, start, end)
    )


def _heading(
    one: Titled, given: HeadingId, *, is_known: bool, is_certain: bool
) -> Heading:
    return Heading(
        one.span,
        one.level,
        one.text,
        one.text_span,
        given.id if is_known else None,
        one.id_span,
        Origin.MARKDOWN,
        given.base if is_known else None,
        is_known,
        is_certain,
        is_aside=one.is_aside,
        refused=one.refused,
        attributes=one.attributes,
    )


def _in_calls(
    headings: Iterable[Heading], calls: Sequence[Shortcode]
) -> Iterator[Heading]:
    """Yield *headings*, in source order, with the shortcode call around each."""
    around: list[tuple[int, int]] = []
    coming = iter(enumerate(calls))
    number, call = next(coming)
    for heading in headings:
        start = heading.span.start
        while number < len(calls) and call.span.start < start:
            if call.end is not None:
                around.append((call.end.start, number))
            number, call = next(coming, (len(calls), call))
        while around and around[-1][0] <= start:
            around.pop()
        if around:
            heading = structs.replace(heading, shortcode=around[-1][1])
        yield heading


def _note_anchors(read: MarkdownFacts, is_certain: bool) -> Iterator[Anchor]:
    """Yield the ids of footnotes, numbered by their first reference (HUGO-ID, 5.6)."""
    numbers: dict[str, int] = {}
    counts: dict[str, int] = {}
    for label, span in read.note_references:
        number = numbers.setdefault(label, len(numbers) + 1)
        repeated = counts.get(label, 0)
        counts[label] = repeated + 1
        name = f"fnref{repeated or ''}:{number}"
        yield Anchor(name, span, "footnote", is_certain)
    for label, span in read.notes:
        if label in numbers:
            yield Anchor(f"fn:{numbers[label]}", span, "footnote", is_certain)
    for name, span in read.block_ids:
        yield Anchor(name, span, "block", is_certain)


def _directives(
    data: bytes, opened: front_matter.Opened, found: _Found
) -> tuple[Directive, ...]:
    """Return the ignore comments of the file; the syntax of its parts decides."""
    if found.kind == "other":
        within: Sequence[Span] = (opened.body,)
    else:
        # Template comments are plain text to Markdown.
        within = sorted(found.comments + [one.span for one in found.prose])
    ours = list(comments(data, within))
    if opened.front_matter:
        ours += hash_comments(data, opened.front_matter)
    return directives(data, ours)
