"""Tags that lack a quote or their `>`, read as they were meant.

To browsers such a tag goes on in the tags behind it. Here it ends where it was to end:
what is wrong is one thing, and what it swallows stays what it is.

Source: WHATWG HTML, parse errors `unexpected-character-in-attribute-name`,
`unexpected-character-in-unquoted-attribute-value` and `eof-in-tag`.
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.model import Attribute, Edit, Fault, FaultKind, Fix, Safety
from rdmlint.syntax.tags import (
    ATTRIBUTE,
    ODD,
    QUOTES,
    Tag,
    Touched,
    attribute_at,
    attribute_value,
    is_odd,
    read_tag,
)
from rdmlint.text import Span

_NEXT_NAME: Final = re.compile(rb"(?:^|[\t\n\f\r /\"'])[A-Za-z@:][\w:.@-]{0,99}\s?=$")
"""How a value ends that took in the next attribute up to its quote."""

_LONGEST_NAME: Final = 104
_NAME_IN_WORD: Final = re.compile(rb"</?[a-z][a-z0-9]*+(?=[^a-z0-9<-])")
"""A name that the text behind it took for its own: `<liFirst`, `</b.`."""

_NO_SIGN: Final = re.compile(rb"[a-z-]+[\"'][^\s>\"']", re.IGNORECASE)
_GAP: Final = re.compile(rb"[\t\n\f\r ]")


def read_as_meant(data: bytes, name: Span, touched: Touched) -> Tag | None:
    """Return the tag that begins with *name*, its `<` included.

    Where code computes a part of it that matters, it is read as browsers read it. None:
    so it is, and the source ends in it.
    """
    return _Reader(data, name, touched).read()


def tag_without_end(data: bytes, name: Span) -> Tag:
    """Return the tag that is all *name*, and that another tag follows at once."""
    return _Reader(data, name, Touched(())).ended(name.end, name.end)


class _Reader:
    """Reads one tag; keeps the first thing that is wrong in it."""

    def __init__(self, data: bytes, name: Span, touched: Touched) -> None:
        self.data = data
        self.name = name
        self.touched = touched
        self.at = name.end
        self.found: list[Attribute] = []
        self.fault: Fault | None = None

    def read(self) -> Tag | None:
        """Return the tag."""
        while (match := ATTRIBUTE.match(self.data, self.at)) is not None:
            before, self.at = self.at, match.end()
            if match["close"] is not None:
                is_slashed = self.data.endswith(b"/", before, self.at - 1)
                return Tag(tuple(self.found), self.at, is_slashed, self.fault)
            if not is_odd(self.data, match):
                self.found.append(attribute_at(match, self.touched))
                continue
            angle = self.angle(match)
            if angle is not None:
                # `<a {{ else }}<span {{ end }}class="x">` is one tag or the other.
                if self.touched.by(Span(before, angle)):
                    return self.as_browsers_do()
                return self.ended(before, angle)
            if not self.mend(match):
                return self.as_browsers_do()
        return None if self.is_computed(len(self.data)) else self.at_end()

    def as_browsers_do(self) -> Tag | None:
        return read_tag(self.data, self.name.end, self.touched, is_strict=False)

    def tell(self, place: Span, message: str, missing: str = "", at: int = 0) -> None:
        """Note what is wrong, if nothing was before; *missing* is to stand at *at*."""
        if self.fault is None:
            edits = (Edit(Span(at, at), missing),)
            fix = Fix(f"Write {missing}", edits, Safety.UNSAFE) if missing else None
            self.fault = Fault(FaultKind.TAG_MALFORMED, place, message, fix=fix)

    # A `>` that is missing

    def at_end(self) -> Tag:
        """End the tag where the source ends."""
        return self.without_end(len(self.data))

    def angle(self, match: re.Match[bytes]) -> int | None:
        """Return where the next tag begins in the name that *match* found."""
        span = Span(*match.span("name"))
        odd = ODD.search(self.data, span.start, span.end)
        if odd is None or odd.group() != b"<" or self.touched.by(span):
            return None
        return odd.start()

    def ended(self, before: int, angle: int) -> Tag:
        """End the tag: before *angle*, where the next one begins."""
        is_next = not self.data[before:angle].strip()
        end = before if is_next else angle
        # Behind a word, text may have begun anywhere.
        is_sure = is_next and all(one.value is not None for one in self.found)
        return self.without_end(end, is_sure=is_sure)

    def without_end(self, end: int, *, is_sure: bool = False) -> Tag:
        """End the tag at *end*; *is_sure*: its `>` was to stand there."""
        name = self.name
        found = _NAME_IN_WORD.match(self.data, name.start, name.end)
        if found is not None:
            name, is_sure = Span(name.start, found.end()), False
        tag = self.data[name.start : name.end].decode("utf-8", "replace")
        message = f"{tag}> does not end: its `>` is missing"
        self.tell(name, message, ">" if is_sure else "", end)
        return Tag(tuple(self.found), end, fault=self.fault, name_end=name.end)

    # A quote that is missing

    def mend(self, match: re.Match[bytes]) -> bool:
        """Read on as if no quote were missing; False: that is not known to be so."""
        if match.lastgroup == "open":
            cut = self.data.find(b">", match.end())
            if cut < 0 or self.is_computed(cut):
                return False
            self.cut(Span(*match.span("name")), match.end(), cut)
            return True
        if self.is_computed(match.end()):
            last = self.last_value()
            return last is not None and self.has_swallowed(last, a_tag=True)
        if match.lastgroup == "bare" and ODD.search(match["name"]) is None:
            self.strip(match)
            return True
        last = self.last_value()
        if last is None or not (self.has_swallowed(last) or self.lacks_first(match)):
            self.is_strange(match)
        return True

    def is_strange(self, match: re.Match[bytes]) -> None:
        """Tell of an attribute that nobody can read, and leave it out."""
        message = "A quote is missing here, or there is one too many"
        if _NO_SIGN.match(self.data, match.start("name")):
            message = "A `=` or a quote is missing here"
        self.tell(Span(*match.span("name")), message)

    def is_computed(self, end: int) -> bool:
        """Tell whether code makes a part of the tag up to *end*."""
        return self.touched.by(Span(self.name.start, end))

    def last_value(self) -> Attribute | None:
        """Return the last attribute with a value; those behind it are forgotten.

        None: there is none.
        """
        while self.found and self.found[-1].value_span is None:
            self.found.pop()
        return self.found[-1] if self.found else None

    def has_swallowed(self, last: Attribute, *, a_tag: bool = False) -> bool:
        """Cut the value of *last* where it took in what stands behind it.

        *a_tag*: only where it took in the beginning of another tag.
        """
        span = last.value_span
        if span is None or not self.is_quoted(span):
            return False
        value = self.data[span.start : span.end]
        if not _NEXT_NAME.search(value[-_LONGEST_NAME:]):
            return False
        cut = value.find(b">")
        if a_tag and (cut < 0 or b"<" not in value[cut:]):
            return False
        if cut < 0:
            gaps = [gap.start() for gap in _GAP.finditer(value.rstrip(b"=").rstrip())]
            cut = gaps[-1] if gaps else -1
        if cut < 0:
            return False
        self.found.pop()
        self.cut(last.name_span, span.start, span.start + cut)
        return True

    def is_quoted(self, value: Span) -> bool:
        return self.data[value.start - 1] in QUOTES

    def cut(self, name: Span, start: int, end: int) -> None:
        """End the value from *start* at *end*, and go on from there."""
        quote = chr(self.data[start - 1])
        self.add(name, Span(start, end))
        self.at = end
        message = f"The value of {self.found[-1].name} does not end: a quote is missing"
        self.tell(name, message, quote, end)

    def strip(self, match: re.Match[bytes]) -> None:
        """Take the quote off the end of a value that has none at its beginning."""
        start, end = match.span("bare")
        if ODD.search(self.data, start, end - 1):
            self.is_strange(match)
            return
        self.add(Span(*match.span("name")), Span(start, end - 1))
        self.lacks_quote(start, end)

    def lacks_first(self, match: re.Match[bytes]) -> bool:
        """Take the last value to end with this name, where it has no quote yet."""
        last, end = self.found[-1], match.end("name")
        span = last.value_span
        if span is None or self.is_quoted(span) or match.lastgroup != "name":
            return False
        if self.data[end - 1] not in QUOTES or ODD.search(
            self.data, span.start, end - 1
        ):
            return False
        self.found.pop()
        self.add(last.name_span, Span(span.start, end - 1))
        self.lacks_quote(span.start, end)
        return True

    def lacks_quote(self, start: int, end: int) -> None:
        last = self.found[-1]
        message = f"The value of {last.name} does not begin with a quote, but ends so"
        self.tell(last.name_span, message, chr(self.data[end - 1]), start)

    def add(self, name: Span, value: Span) -> None:
        """Add an attribute with the *value* that was meant."""
        data = self.data
        written = data[value.start : value.end].decode("utf-8", "replace")
        found = data[name.start : name.end].lower().decode("utf-8", "replace")
        span = Span(name.start, value.end)
        self.found.append(
            Attribute(
                found,
                attribute_value(written),
                span,
                name,
                value,
                self.touched.by(span),
            )
        )
