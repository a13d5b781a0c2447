"""Raw HTML with the place of every tag, attribute, comment and run of text.

Source: WHATWG HTML, tokenization; nesting is that of the source. A tag begins at every
`<` before a letter that stands in no tag, comment or raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from rdmlint.model import Attribute, Closure, Element, EndTag, Fault
from rdmlint.syntax.broken_tags import read_as_meant, tag_without_end
from rdmlint.syntax.tags import (
    NAME,
    SHORT_NAME,
    OddError,
    Tag,
    Touched,
    read_tag,
    text_value,
)
from rdmlint.text import Span


class HtmlFacts(msgspec.Struct, frozen=True):
    """What the tags of one source say, each kind in source order.

    Nesting is that of the source, not of the tree a browser repairs it into.
    *comments* cover `<!--` to `-->`, and the declarations and bogus comments a
    browser treats alike. *texts* are runs of text outside script, style and the
    like, without their outer white space and without computed spans. *faults* tell of
    tags that lack a quote or their `>`, where those were looked for.
    """

    elements: tuple[Element, ...] = ()
    stray_ends: tuple[EndTag, ...] = ()
    comments: tuple[Span, ...] = ()
    texts: tuple[Span, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(
    data: bytes,
    *,
    computed: Sequence[Span] = (),
    visible: bytes | None = None,
    as_meant: bool = False,
) -> HtmlFacts:
    """Return the facts of *data*: a file in which all but raw HTML is blanked.

    *computed* are the spans of shortcodes or template actions, sorted and apart,
    that a filler of letters replaces in *data*: attributes they touch are computed,
    text they cover is left out. *visible*, as long as *data*, holds what readers see
    between the tags, for `Element.text` (None: *data* itself). *as_meant*: tags that
    lack a quote or their `>` are read as they were meant, not as browsers read them.
    """
    if b"<" not in data:
        parts = _apart(0, len(data), computed, Touched(computed))
        return HtmlFacts(texts=tuple(_texts(data, parts)))
    seen = data if visible is None else visible
    reader = _Reader(data, computed, seen, as_meant=as_meant)
    reader.run()
    return reader.facts()


# --- What follows from the order of tags ------------------------------------------


def _set_of(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID: Final = _set_of(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param"
    " source track wbr"
)
_RAW: Final = _set_of(
    "script style textarea title xmp iframe noembed noframes plaintext"
)
# What ends an open `p`, and what the standard calls special.
P_CLOSERS: Final = _set_of(
    "address article aside blockquote center details dialog dir div dl fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main"
    " menu nav ol p plaintext pre search section summary table ul xmp dd dt li"
)
_SPECIAL: Final = (
    P_CLOSERS
    | _set_of(
        "applet body button caption col colgroup head html iframe marquee noembed"
        " noframes noscript object script select style tbody td template textarea"
        " tfoot th thead title tr"
    )
) - {"dialog"}
_SCOPE: Final = _set_of("applet caption html table td th marquee object template")
_TABLE: Final = frozenset({"table", "template", "html"})
_LIST: Final = _SPECIAL - {"address", "div", "p"}
_CELLS: Final = frozenset({"td", "th", "caption", "colgroup"})
_ROWS: Final = _CELLS | {"tr"}
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Start tag: what open elements it ends, unless one of the second set stands between.
_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), _LIST - {"li"}),
    "dd": (frozenset({"dd", "dt"}), _LIST - {"dd", "dt"}),
    "dt": (frozenset({"dd", "dt"}), _LIST - {"dd", "dt"}),
    "option": (frozenset({"option"}), _SCOPE | {"select", "datalist", "optgroup"}),
    "optgroup": (frozenset({"option", "optgroup"}), _SCOPE | {"select", "datalist"}),
    "td": (_CELLS, _TABLE),
    "th": (_CELLS, _TABLE),
    "tr": (_ROWS, _TABLE),
    "tbody": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE),
    "thead": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE),
    "tfoot": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE),
    "rb": (frozenset({"rb", "rp", "rt", "rtc"}), _SCOPE | {"ruby"}),
    "rp": (frozenset({"rb", "rp", "rt"}), _SCOPE | {"ruby"}),
    "rt": (frozenset({"rb", "rp", "rt"}), _SCOPE | {"ruby"}),
    "rtc": (frozenset({"rb", "rp", "rt", "rtc"}), _SCOPE | {"ruby"}),
    "p": (frozenset({"p"}), (P_CLOSERS - {"p"}) | _SCOPE | {"button"}),
}
_MAY_END_ITSELF: Final = _set_of(
    "li dt dd p rb rp rt rtc optgroup option colgroup caption thead tbody tfoot tr td"
    " th html head body"
)
# A `p` does not end by itself before the end of these.
_NOT_AROUND_P: Final = frozenset(
    {"a", "audio", "del", "ins", "map", "noscript", "video"}
)
_TABLE_PARTS: Final = _set_of("table tbody thead tfoot tr td th caption colgroup")
_FORMATTING: Final = _set_of("a b big code em font i nobr s small strike strong tt u")
_FOREIGN: Final = frozenset({"svg", "math"})
# Where text on one side is another word than text on the other.
_BREAKS: Final = (_SPECIAL | {"br", "option", "optgroup", "dialog", "img"}) - {
    "script",
    "style",
}

_PLAIN: Final = frozenset(
    name.encode() for name in (_SPECIAL | _FORMATTING | {"br", "img"})
)
"""Names that nobody would write for anything but a tag."""

_START: Final = re.compile(rb"<[A-Za-z]")
_MARKUP: Final = re.compile(rb"<(?:!|(/)|\?)")
_COMMENT_END: Final = re.compile(rb"--!?>")
_TEXT_LENGTH: Final = 200

HEADINGS: Final = _HEADINGS
IMPLIED_ENDS: Final = _ENDS
"""By start tag: the open elements it ends, unless one of the second set is between."""


def scope_of(name: str) -> frozenset[str]:
    """Return the elements that an end tag of *name* does not reach across."""
    if name in _TABLE_PARTS:
        bounds = _TABLE
    elif name == "li":
        bounds = _SCOPE | {"ul", "ol", "menu"}
    elif name in _SPECIAL or name in _FORMATTING:
        bounds = _SCOPE
    else:
        bounds = _SPECIAL
    return bounds - {name}


def may_end_itself(name: str, around: str) -> bool:
    """Tell whether the end tag of *name*, in the element *around*, may be left out."""
    return name in _MAY_END_ITSELF and not (
        name == "p" and (around in _NOT_AROUND_P or "-" in around)
    )


class _Reader:
    """Reads one source from left to right; keeps what is open."""

    def __init__(
        self,
        data: bytes,
        computed: Sequence[Span],
        visible: bytes,
        *,
        as_meant: bool,
    ) -> None:
        self.data = data
        self.as_meant = as_meant
        self.visible = visible
        self.computed = computed
        self.touched = Touched(computed)
        self.at = 0
        # One entry an element.
        self.names: list[str] = []
        self.spans: list[Span] = []
        self.attributes: list[tuple[Attribute, ...]] = []
        self.parents: list[int | None] = []
        self.ends: list[Span | None] = []
        self.closures: list[Closure] = []
        self.text_starts: list[int] = []
        self.text_ends: list[int] = []
        # What is open: indices of elements; for each name, its places in the stack.
        self.stack: list[int] = []
        self.places: dict[str, list[int]] = {}
        # For an open `p`: its children from the first one that ends a `p` on.
        self.late: dict[int, list[int]] = {}
        self.stray_ends: list[EndTag] = []
        self.comments: list[Span] = []
        self.texts: list[Span] = []
        self.malformed: set[int] = set()
        self.faults: list[Fault] = []
        self.flow: list[str] = []
        self.flow_length = 0
        self.flow_ends_in_space = True

    def run(self) -> None:
        """Read all of the source."""
        for found in _START.finditer(self.data):
            start = found.start()
            if start < self.at:
                continue
            self._between(start)
            if start == self.at:
                self._start_tag(start)
        self._between(len(self.data))
        self._close_down_to(0)

    def facts(self) -> HtmlFacts:
        """Return what was read."""
        flow = "".join(self.flow)
        elements = tuple(
            Element(
                index,
                name,
                self.spans[index],
                self.attributes[index],
                self.parents[index],
                self.ends[index],
                self.closures[index],
                self._text(flow, index),
                is_passed_over=self._is_passed_over(index),
                is_malformed=index in self.malformed,
            )
            for index, name in enumerate(self.names)
        )
        return HtmlFacts(
            elements,
            tuple(self.stray_ends),
            tuple(self.comments),
            tuple(self.texts),
            tuple(self.faults),
        )

    def _is_passed_over(self, index: int) -> bool:
        following = index + 1
        if following == len(self.names) or self.names[following] != self.names[index]:
            return False
        between = self.visible[self.spans[index].end : self.spans[following].start]
        return not between.strip()

    def _text(self, flow: str, index: int) -> str:
        start = self.text_starts[index]
        end = min(self.text_ends[index], start + _TEXT_LENGTH + 1)
        if start == end:
            return ""
        return flow[start:end].strip()[:_TEXT_LENGTH]

    # Between start tags: text, comments, end tags.

    def _between(self, end: int) -> None:
        """Read up to *end*, where a start tag or the end of the file follows."""
        data = self.data
        while self.at < end:
            match = _MARKUP.search(data, self.at, end)
            if match is None or (match.end() == len(data) and match[1]):
                self._words(self.at, end)
                self.at = end
                return
            start = match.start()
            self._words(self.at, start)
            if match[1] and data[start + 2 : start + 3].isalpha():
                self._end_tag(start)
            else:
                self.at = self._comment_end(start)
                self.comments.append(Span(start, self.at))

    def _comment_end(self, start: int) -> int:
        data = self.data
        if not data.startswith(b"<!--", start):
            end = data.find(b">", start + 2)
            return len(data) if end < 0 else end + 1
        if data.startswith(b">", start + 4):
            return start + 5
        if data.startswith(b"->", start + 4):
            return start + 6
        found = _COMMENT_END.search(data, start + 4)
        return found.end() if found else len(data)

    def _words(self, start: int, end: int) -> None:
        if start >= end:
            return
        seen = self.visible[start:end]
        if seen.isspace() and seen == self.data[start:end]:
            self._space()
            return
        parts = self._apart(start, end)
        self.texts.extend(_texts(self.data, parts))
        self._flow(parts)

    def _apart(self, start: int, end: int) -> Sequence[Span]:
        if not self.computed:
            return (Span(start, end),)
        return tuple(_apart(start, end, self.computed, self.touched))

    def _flow(self, parts: Iterable[Span]) -> None:
        """Add what readers see at *parts* to the text of the open elements."""
        for part in parts:
            seen = self.visible[part.start : part.end].decode("utf-8", "replace")
            text = text_value(seen)
            words = " ".join(text.split())
            if not words or text[0].isspace():
                self._space()
            if words:
                self.flow.append(words)
                self.flow_length += len(words)
                self.flow_ends_in_space = False
                if text[-1].isspace():
                    self._space()

    def _space(self) -> None:
        if not self.flow_ends_in_space:
            self.flow.append(" ")
            self.flow_length += 1
            self.flow_ends_in_space = True

    # Tags.

    def _start_tag(self, start: int) -> None:
        read = self._tag(start, start + 1)
        if read is None:
            return
        name, tag = read
        if name in _BREAKS:
            self._space()
        self._make_room(name)
        index = len(self.names)
        parent = self.stack[-1] if self.stack else None
        self.names.append(name)
        self.spans.append(Span(start, self.at))
        self.attributes.append(tag.attributes)
        self.parents.append(parent)
        self.ends.append(None)
        self.closures.append(Closure.VOID)
        self.text_starts.append(self.flow_length)
        self.text_ends.append(self.flow_length)
        if parent is not None and self.names[parent] == "p":
            if parent in self.late:
                self.late[parent].append(index)
            elif name in P_CLOSERS:
                self.late[parent] = [index]
        if tag.fault is not None:
            self.malformed.add(index)
        if name in VOID or (tag.is_slashed and self._is_foreign(name)):
            return
        self.places.setdefault(name, []).append(len(self.stack))
        self.stack.append(index)
        if name in _RAW and not (name == "title" and self._is_foreign(name)):
            self._raw_text(name)

    def _tag(self, start: int, name_start: int) -> tuple[str, Tag] | None:
        """Read the tag at *start*, and go behind it: its name, and what stands in it.

        None: the source ends in it, and browsers drop all of it.
        """
        named = self._short_name(start, name_start)
        is_short = named is not None
        named = named or NAME.match(self.data, name_start)
        if named is None:
            self.at = len(self.data)
            return None
        span = Span(start, named.end())
        tag = tag_without_end(self.data, span) if is_short else self._rest(span)
        if tag is None:
            self.at = len(self.data)
            return None
        self.at = tag.end
        if tag.fault is not None:
            self.faults.append(tag.fault)
        name = self.data[name_start : tag.name_end or span.end]
        return name.lower().decode("utf-8", "replace"), tag

    def _rest(self, name: Span) -> Tag | None:
        """Return what stands in a tag behind its *name*, which `<` begins."""
        try:
            return read_tag(self.data, name.end, self.touched, is_strict=self.as_meant)
        except OddError:
            return read_as_meant(self.data, name, self.touched)

    def _short_name(self, start: int, name_start: int) -> re.Match[bytes] | None:
        """Return the name before the `<` that follows at once; None: none was meant.

        `</b</p>` is a slip, `Map<String<…` is none.
        """
        found = self.as_meant and SHORT_NAME.match(self.data, name_start)
        if not found or self.touched.by(Span(start, found.end() + 1)):
            return None
        is_end = name_start - start > 1
        return found if is_end or found.group().lower() in _PLAIN else None

    def _is_foreign(self, name: str) -> bool:
        return name in _FOREIGN or any(self.places.get(root) for root in _FOREIGN)

    def _raw_text(self, name: str) -> None:
        end = _raw_end(name, self.data, self.at)
        if name == "title":
            self._flow(self._apart(self.at, end))
        self.at = end
        if end < len(self.data):
            self._end_tag(end)

    def _end_tag(self, start: int) -> None:
        read = self._tag(start, start + 2)
        if read is None:
            return
        name = read[0]
        if name in _BREAKS:
            self._space()
        span = Span(start, self.at)
        place = self._place_to_end(name)
        if place is None:
            if name in _HEADINGS and self._is_in_heading():
                # `</h3>` ends an open `h2` as well, though wrongly.
                self._close_down_to(len(self.stack) - 1)
            self.stray_ends.append(EndTag(name, span))
            return
        self._close_down_to(place + 1, ender=name)
        self._close(Closure.EXPLICIT, span)

    def _place_to_end(self, name: str) -> int | None:
        """Return the place in the stack of the element that `</name>` ends."""
        places = self.places.get(name)
        if not places:
            return None
        place = places[-1]
        if place == len(self.stack) - 1:
            return place
        if self._last_place(scope_of(name)) > place:
            return None
        if name == "p" and self.names[self.stack[place + 1]] in P_CLOSERS:
            return None
        return place

    def _last_place(self, names: frozenset[str]) -> int:
        """Return the highest place in the stack of any of *names*; -1: none is open."""
        last = -1
        # The fewer of the two, so that no input makes this slow.
        smaller = self.places if len(self.places) < len(names) else names
        for name in smaller:
            places = self.places.get(name)
            if places and places[-1] > last and name in names:
                last = places[-1]
        return last

    def _make_room(self, name: str) -> None:
        """End what the start tag *name* ends."""
        if name in _HEADINGS:
            if self._is_in_heading():
                self._close_down_to(len(self.stack) - 1)
            return
        rule = _ENDS.get(name)
        if rule is None:
            return
        ended, bounds = rule
        place = self._lowest_place(ended, self._last_place(bounds))
        if place is not None:
            self._close_down_to(place)

    def _is_in_heading(self) -> bool:
        return bool(self.stack) and self.names[self.stack[-1]] in _HEADINGS

    def _lowest_place(self, names: frozenset[str], above: int) -> int | None:
        lowest: int | None = None
        for name in names:
            places = self.places.get(name)
            if places and places[-1] > above:
                place = places[bisect_left(places, above + 1)]
                lowest = place if lowest is None else min(lowest, place)
        return lowest

    def _close_down_to(self, height: int, *, ender: str | None = None) -> None:
        """End what is open above *height* without an end tag."""
        while len(self.stack) > height:
            name = self.names[self.stack[-1]]
            around = self.names[self.stack[-2]] if len(self.stack) > 1 else ender or ""
            may = may_end_itself(name, around)
            self._close(Closure.IMPLIED if may else Closure.UNCLOSED, None)

    def _close(self, closure: Closure, end: Span | None) -> None:
        index = self.stack.pop()
        name = self.names[index]
        places = self.places[name]
        places.pop()
        if not places:
            del self.places[name]
        self.closures[index] = closure
        self.ends[index] = end
        self.text_ends[index] = self.flow_length
        late = self.late.pop(index, None)
        if late and closure is not Closure.EXPLICIT:
            # The `p` ended before its first block: that and the rest are its siblings.
            self.text_ends[index] = self.text_starts[late[0]]
            for child in late:
                self.parents[child] = self.parents[index]


_RAW_ENDS: Final = {
    name: re.compile(rb"</" + name.encode() + rb"(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in _RAW - {"script", "plaintext"}
}
_IN_SCRIPT: Final = re.compile(
    rb"<!(?=--)|(-->)|(<script(?=[\t\n\f\r />]))|(</script(?=[\t\n\f\r />]))",
    re.IGNORECASE,
)


def _raw_end(name: str, data: bytes, at: int) -> int:
    """Return where the raw text of element *name* ends that begins at *at*."""
    if name == "plaintext":
        return len(data)
    if name == "script":
        return _script_end(data, at)
    found = _RAW_ENDS[name].search(data, at)
    return found.start() if found else len(data)


def _script_end(data: bytes, at: int) -> int:
    """Return where the script ends that begins at *at*.

    Between `<!--` and `-->` it may hold another one, whole. Source: WHATWG HTML, script
    data double escaped state.
    """
    is_in_comment = is_in_inner = False
    for found in _IN_SCRIPT.finditer(data, at):
        close, inner, end = found.groups()
        if inner:
            is_in_inner = is_in_comment
        elif not end:
            is_in_comment, is_in_inner = not close, is_in_inner and not close
        elif is_in_inner:
            is_in_inner = False
        else:
            return found.start()
    return len(data)


# --- Text -------------------------------------------------------------------------


def _apart(
    start: int, end: int, computed: Sequence[Span], touched: Touched
) -> Iterator[Span]:
    """Yield the parts of *start* to *end* that no computed span covers."""
    at = bisect_left(touched.ends, start + 1)
    while at < len(computed) and computed[at].start < end:
        if start < computed[at].start:
            yield Span(start, computed[at].start)
        start = computed[at].end
        at += 1
    if start < end:
        yield Span(start, end)


def _texts(data: bytes, parts: Iterable[Span]) -> Iterator[Span]:
    for part in parts:
        written = data[part.start : part.end]
        stripped = written.lstrip()
        if stripped:
            first = part.end - len(stripped)
            yield Span(first, first + len(stripped.rstrip()))
