"""Shortcodes: their calls, what Hugo would refuse, and the text without them.

Hugo lexes the whole body before Markdown sees it: code fences, inline code and HTML
comments protect nothing. Source: HUGO-SC-1 to HUGO-SC-9 (parser/pageparser,
hugolib/shortcode.go).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from rdmlint.model import (
    Argument,
    Edit,
    Fault,
    FaultKind,
    Fix,
    Related,
    Safety,
    Shortcode,
)
from rdmlint.text import Span

Use: TypeAlias = Literal["markdown", "html", "other", "none"]
"""What a template does with the text between the tags; `none`: it ignores it."""

FILLER: Final = b"X"
"""What masks a shortcode, once a byte: Hugo's own placeholder is a word as well."""

_DEEPEST: Final = 32
"""Shortcodes nested deeper are masked; their inner text is not read."""


class Fragment(msgspec.Struct, frozen=True):
    """A part of the body that is read on its own, with its shortcodes masked.

    *text* is as long as *span*. *use* is what becomes of it: `page` for the body
    itself, else what the template of the shortcode around it does (None: that
    template is unknown). *is_certain*: every template on its way to the page shows
    it. *computed* are the masked calls, in order and apart.
    """

    span: Span
    text: bytes
    use: Use | Literal["page"] | None = "page"
    is_certain: bool = True
    computed: tuple[Span, ...] = ()


class ShortcodeFacts(msgspec.Struct, frozen=True):
    """What the shortcodes of one body say, each kind in source order.

    *fragments* begins with the body itself.
    """

    fragments: tuple[Fragment, ...]
    calls: tuple[Shortcode, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(
    data: bytes, start: int, uses: Mapping[str, Use], *, is_html: bool = False
) -> ShortcodeFacts:
    """Return the facts of the body of *data*, which begins at byte *start*.

    *uses* tells by lower-case name what each shortcode does with its inner text. A
    name that is missing there is unknown: nothing is said about a balance that
    hangs on it. *is_html*: the body is no Markdown.
    """
    body = Span(start, len(data))
    if data.find(b"{{<", start) < 0 and data.find(b"{{%", start) < 0:
        return ShortcodeFacts((Fragment(body, data[start:]),))
    lexed = _Lexer(data, start).run()
    ends, faults = _balance(lexed.tags, uses)
    return ShortcodeFacts(
        fragments=_fragments(data, body, lexed, ends, uses, is_html=is_html),
        calls=_calls(lexed.tags, ends),
        # What is malformed hides tags: no balance can be told from the rest.
        faults=tuple(lexed.faults or faults),
    )


# --- Tags -------------------------------------------------------------------------


class _Tag(NamedTuple):
    """One tag. *name* is "" for `{{< / >}}`, which closes what is innermost."""

    span: Span
    marker: Literal["<", "%"]
    name: str
    name_span: Span
    arguments: tuple[Argument, ...]
    is_closing: bool
    is_self_closing: bool
    is_inline: bool


class _Lexed(NamedTuple):
    """*escaped* are `{{</* x */>}}`; *broken* what can be told of malformed tags."""

    tags: list[_Tag]
    faults: list[Fault]
    escaped: list[Span]
    broken: list[Span]


class _MalformedError(Exception):
    """Hugo refuses the tag that is being lexed."""

    def __init__(
        self, start: int, end: int, message: str, fix: Fix | None = None
    ) -> None:
        super().__init__(message)
        self.span = Span(start, end)
        self.message = message
        self.fix = fix


_OPENER: Final = re.compile(rb"\{\{[<%]")
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
_ANY_SPACE: Final = re.compile(rb"(?:[ \t-\r]|\xc2[\x85\xa0])*+")
_TO_SPACE: Final = re.compile(rb"[^ \t-\r]*+")
# Bytes beyond ASCII are taken along here and looked at afterwards.
_NAME: Final = re.compile(rb"[A-Za-z0-9_\-/\x80-\xff]*+")
_PARAMETER: Final = re.compile(rb"[A-Za-z0-9_\-.\x80-\xff]*+")
_QUOTED: Final = re.compile(rb'"((?:[^"\\\n]++|\\[^`\n])*+)"')
_ESCAPED_QUOTED: Final = re.compile(rb'\\"((?:[^"\\\n]++|\\(?!["`\n]))*+)\\?"')
_RAW: Final = re.compile(rb"`([^`]*+)`")
# From behind an opener to `}}` on its line, unless another tag opens before.
_REST: Final = re.compile(rb"(?:[^\n{}]++|\{(?!\{[<%])|\}(?!\}))*+\}\}")
_WRONG_CLOSER: Final = re.compile(rb"[<>%]?\}\}|>\}")
_WRONG_QUOTES: Final = re.compile(r"'([^'\"\n`]*+)'|[“”„]([^“”\"\n`]*+)[“”]")


class _Lexer:
    """Lexes one body; keeps what it found and how far it came."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.at = start
        self.found = _Lexed([], [], [], [])
        # The inline shortcode that is open: nothing but its end may follow.
        self.inline: str | None = None
        # Ends of escaped calls that do not come any more.
        self.missing: set[bytes] = set()
        # The unquoted value looked at last, and the closer in it (-1: none).
        self.value = Span(0, 0)
        self.swallowed = -1

    def run(self) -> _Lexed:
        """Lex to the end; behind a malformed tag go on with the next one."""
        while True:
            opener = _OPENER.search(self.data, self.at)
            if opener is None:
                return self.found
            start = opener.start()
            self.at = start + 3
            self.swallowed = -1
            right = b">}}" if opener.group() == b"{{<" else b"%}}"
            try:
                if self.data.startswith(b"/*", self.at):
                    self._escaped(start, b"*/" + right)
                else:
                    self._tag(start, right)
            except _MalformedError as error:
                self._recover(start, right.decode(), error)

    def _recover(self, start: int, right: str, error: _MalformedError) -> None:
        """Note *error*, and go on behind what can be told of the tag."""
        data = self.data
        span, message, fix = error.span, error.message, error.fix
        rest = _REST.match(data, start + 3)
        if self.swallowed >= 0:
            self.at = self.swallowed + 3
            if self.swallowed == self.value.start:
                span = Span(start, self.at)
                message, fix = "Argument has no value behind its `=`", None
            else:
                span = Span(self.swallowed, self.at)
                message = f"White space is missing before `{right}`"
                fix = Fix("Insert a space", (Edit(Span(span.start, span.start), " "),))
        elif rest:
            self.at = rest.end()
        else:
            self.at = _past(_NAME, data, _past(_SPACE, data, start + 3))
            if data.find(b"\n", start, span.start) >= 0:
                # Hugo stumbles far away, over what is no part of the tag.
                span, fix = Span(start, self.at), None
                message = f"Shortcode is not closed by `{right}`"
            if start < self.value.start:
                self.at = max(self.at, self.value.end)
        self.found.broken.append(Span(start, self.at))
        self.found.faults.append(
            Fault(FaultKind.SHORTCODE_MALFORMED, span, message, fix=fix)
        )
        self.inline = None

    def _escaped(self, start: int, closer: bytes) -> None:
        end = -1 if closer in self.missing else self.data.find(closer, self.at)
        if end < 0:
            self.missing.add(closer)
            message = f"Escaped shortcode is not closed by `{closer.decode()}`"
            raise _MalformedError(start, start + 5, message)
        self.at = end + len(closer)
        self.found.escaped.append(Span(start, self.at))

    def _tag(self, start: int, right: bytes) -> None:
        data = self.data
        name = ""
        closed = ""
        name_span = Span(start + 3, start + 3)
        arguments: list[Argument] = []
        # Hugo wants arguments all positional or all named.
        are_named: bool | None = None
        is_slashed = is_inline = False
        at = slash = start + 3
        while True:
            at = _past(_SPACE, data, at)
            if data.startswith(right, at):
                break
            char = data[at : at + 1]
            if not char:
                message = f"Shortcode is not closed by `{right.decode()}`"
                raise _MalformedError(start, max(name_span.end, start + 3), message)
            if closed:
                raise _unexpected(data, at, right)
            if char == b"=":
                begin, at, value, value_span = self._value(at + 1, right)
                if arguments and arguments[-1].name is None:
                    last = arguments.pop()
                    span = Span(last.span.start, at)
                    is_quoted = begin != value_span.start
                    arguments.append(
                        Argument(last.value, value, span, value_span, is_quoted)
                    )
            elif char == b"/":
                is_slashed = True
                slash = at
                at += 1
            elif (char == b"\\" and data.startswith((b'"', b"`"), at + 1)) or (
                char in (b'"', b"`") and name and not is_slashed
            ):
                if are_named:
                    raise _mixed(data, at, self._quoted(at, right)[0])
                are_named = False
                begin = at
                at, value, value_span = self._quoted(at, right)
                arguments.append(
                    Argument(None, value, Span(begin, at), value_span, True)
                )
            elif char == b"\\":
                at += 1
            elif name and not is_slashed:
                end = _words_end(data, _PARAMETER, at)
                if end == at or char == b".":
                    raise _unexpected(data, at, right)
                is_named = data.startswith(b"=", end)
                if are_named is None:
                    are_named = is_named
                elif are_named != is_named:
                    raise _mixed(data, at, end)
                span = Span(at, end)
                arguments.append(Argument(None, data[at:end].decode(), span, span))
                at = end
            else:
                end = _words_end(data, _NAME, at)
                if end == at or char == b"-":
                    raise _unexpected(data, at, right)
                if data.startswith(b".", end):
                    if not data.startswith(b".inline ", end):
                        message = "Shortcode name holds a period"
                        raise _MalformedError(at, _past(_PARAMETER, data, end), message)
                    is_inline = True
                    end += 7
                word = data[at:end].decode()
                if not name:
                    name_span = Span(at, end)
                if is_slashed:
                    closed = word
                else:
                    name = word
                at = end
        if not name and not is_slashed:
            raise _MalformedError(start, at + 3, "Shortcode has no name")
        if closed and name and closed != name:
            raise _unexpected(data, slash, right)
        self.at = at + 3
        self._keep_inline(name or closed, is_inline, is_slashed, Span(start, self.at))
        self.found.tags.append(
            _Tag(
                Span(start, self.at),
                "<" if right == b">}}" else "%",
                name or closed,
                name_span,
                tuple(arguments),
                is_slashed and not name,
                is_slashed and bool(name),
                is_inline,
            )
        )

    def _keep_inline(
        self, name: str, is_inline: bool, is_slashed: bool, span: Span
    ) -> None:
        if self.inline is not None and not (is_slashed and name == self.inline):
            message = f"Inline shortcode `{self.inline}` holds another shortcode"
            raise _MalformedError(span.start, span.end, message)
        self.inline = name if is_inline and not is_slashed else None

    def _value(self, at: int, right: bytes) -> tuple[int, int, str, Span]:
        """Read the value behind `=`: its begin and end, text, span without quotes."""
        data = self.data
        at = _past(_ANY_SPACE, data, at)
        if data.startswith((b'"', b"`", b'\\"'), at):
            return at, *self._quoted(at, right)
        if not self.value.start <= at < self.value.end:
            self.value = Span(at, _past(_TO_SPACE, data, at))
        end = self.value.end
        if self.swallowed < 0:
            self.swallowed = data.find(right, at, end)
            if self.swallowed >= 0 and _OPENER.search(data, self.swallowed, end):
                # Even where Hugo finds an end further on, nobody meant this value.
                raise _MalformedError(at, end, "Value holds another shortcode")
        span = Span(at, end)
        return at, end, data[at:end].decode("utf-8", "replace"), span

    def _quoted(self, at: int, right: bytes) -> tuple[int, str, Span]:
        """Read a quoted value: its end, text, and span without quotes."""
        data = self.data
        if data.startswith(b"`", at):
            found = _RAW.match(data, at)
        elif data.startswith(b"\\", at):
            found = _ESCAPED_QUOTED.match(data, at)
        else:
            found = _QUOTED.match(data, at)
        if found is None:
            rest = _REST.match(data, at)
            line_end = data.find(b"\n", at)
            end = rest.end() - 2 if rest else line_end if line_end >= 0 else len(data)
            if data.startswith(right[:1], end - 1):
                end -= 1
            raise _MalformedError(
                at,
                len(data[:end].rstrip()) if end - at < 1000 else end,
                "Quoted argument has no end on its line"
                if not data.startswith(b"`", at)
                else "Argument in backticks has no end",
            )
        value = found[1].decode("utf-8", "replace")
        if "\\" in value:
            value = value.replace('\\"', '"')
        return found.end(), value, Span(*found.span(1))


def _past(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Return where *pattern*, which also matches nothing, ends at *at*."""
    found = pattern.match(data, at)
    return found.end() if found else at


def _words_end(data: bytes, pattern: re.Pattern[bytes], at: int) -> int:
    """Return where letters and digits, and what else *pattern* takes, end."""
    end = _past(pattern, data, at)
    word = data[at:end]
    if word.isascii():
        return end
    text = word.decode("utf-8", "replace")
    for number, char in enumerate(text):
        if ord(char) > 0x7F and not char.isalpha() and not char.isdecimal():
            return at + len(text[:number].encode())
    return end


def _mixed(data: bytes, at: int, end: int) -> _MalformedError:
    written = data[at:end].decode("utf-8", "replace")
    return _MalformedError(
        at, end, f"Argument `{written}` mixes named with positional arguments"
    )


def _unexpected(data: bytes, at: int, right: bytes) -> _MalformedError:
    """Return the fault of a character that Hugo does not allow at *at*."""
    closer = _WRONG_CLOSER.match(data, at)
    if closer:
        written, wanted = closer.group().decode(), right.decode()
        fix = Fix(f"Write {wanted}", (Edit(Span(at, closer.end()), wanted),))
        return _MalformedError(
            at,
            closer.end(),
            f"Shortcode ends in `{written}` instead of `{wanted}`",
            fix,
        )
    text = data[at : at + 1000].decode("utf-8", "replace")
    quotes = _WRONG_QUOTES.match(text)
    if quotes:
        written = quotes.group()
        value = quotes[1] if quotes[1] is not None else quotes[2]
        span = Span(at, at + len(written.encode()))
        fix = Fix("Write straight double quotes", (Edit(span, f'"{value}"'),))
        return _MalformedError(
            span.start,
            span.end,
            f"Argument {written} needs straight double quotes",
            Fix(fix.title, fix.edits, Safety.UNSAFE),
        )
    char = text[:1]
    return _MalformedError(
        at,
        at + len(char.encode("utf-8", "replace")),
        f"Character `{char}` is not allowed in a shortcode outside double quotes",
    )


# --- Balance ----------------------------------------------------------------------


def _balance(
    tags: Sequence[_Tag], uses: Mapping[str, Use]
) -> tuple[dict[int, int], list[Fault]]:
    """Pair the tags: by the index of an opening tag that of its closing tag."""
    if not any(tag.is_closing or _takes_inner(tag, uses) for tag in tags):
        return {}, _needless_slashes(tags, uses)
    unknown = next(
        (
            number
            for number, tag in enumerate(tags)
            if tag.name and _use(tag, uses) is None
        ),
        None,
    )
    if unknown is None:
        ends = _as_hugo_pairs(tags, uses)
        if ends is not None:
            return ends, []
    ends, faults = _as_authors_pair(tags, uses)
    if unknown is not None:
        # An unknown shortcode may take any closing tag behind it.
        faults = [f for f in faults if f.span.start < tags[unknown].span.start]
    return ends, faults + _needless_slashes(tags, uses)


def _use(tag: _Tag, uses: Mapping[str, Use]) -> Use | None:
    return "other" if tag.is_inline else uses.get(tag.name.lower())


def _takes_inner(tag: _Tag, uses: Mapping[str, Use]) -> bool:
    return not tag.is_closing and _use(tag, uses) not in (None, "none")


def _needless_slashes(tags: Sequence[_Tag], uses: Mapping[str, Use]) -> list[Fault]:
    return [
        _unbalanced(
            tag.span,
            f"Shortcode `{tag.name}` takes no inner text; write it without the slash",
        )
        for tag in tags
        if tag.is_self_closing and _use(tag, uses) == "none"
    ]


def _unbalanced(span: Span, message: str, *related: Related) -> Fault:
    return Fault(FaultKind.SHORTCODE_UNBALANCED, span, message, related)


def _as_hugo_pairs(
    tags: Sequence[_Tag], uses: Mapping[str, Use]
) -> dict[int, int] | None:
    """Pair the tags as Hugo does; None: it refuses them.

    A closing tag ends what is innermost, whatever its name, if only a shortcode of
    that name was opened before it.
    """
    ends: dict[int, int] = {}
    stack: list[int] = []
    seen = {""}
    for number, tag in enumerate(tags):
        if tag.is_closing:
            if not stack or tag.name not in seen:
                return None
            ends[stack.pop()] = number
            continue
        seen.add(tag.name)
        if tag.is_self_closing:
            if not _takes_inner(tag, uses):
                return None
        elif _takes_inner(tag, uses):
            stack.append(number)
    if all(tags[number].is_inline for number in stack):
        return ends
    return None


def _as_authors_pair(
    tags: Sequence[_Tag], uses: Mapping[str, Use]
) -> tuple[dict[int, int], list[Fault]]:
    """Pair the tags by name, and say what finds no partner."""
    ends: dict[int, int] = {}
    faults: list[Fault] = []
    stack: list[int] = []
    places: dict[str, list[int]] = {}
    opened: dict[str, int] = {}

    def drop(height: int) -> None:
        while len(stack) > height:
            left = stack.pop()
            tag = tags[left]
            places[tag.name.lower()].pop()
            if _takes_inner(tag, uses) and not tag.is_inline:
                faults.append(
                    _unbalanced(tag.span, f"Shortcode `{tag.name}` is never closed")
                )

    for number, tag in enumerate(tags):
        name = tag.name.lower()
        if not tag.is_closing:
            opened[name] = number
            if not tag.is_self_closing and _use(tag, uses) != "none":
                places.setdefault(name, []).append(len(stack))
                stack.append(number)
            continue
        if not name and stack:
            name = tags[stack[-1]].name.lower()
        if places.get(name):
            height = places[name][-1]
            drop(height + 1)
            places[name].pop()
            partner = stack.pop()
            ends[partner] = number
            if tag.name and tag.name != tags[partner].name:
                faults.append(
                    _unbalanced(
                        tag.name_span,
                        f"Closing tag `{tag.name}` and its opening tag"
                        f" `{tags[partner].name}` differ in letter case",
                    )
                )
        elif name not in opened:
            closes = f"`{tag.name}`" if name else "a shortcode"
            faults.append(
                _unbalanced(tag.span, f"Closing tag of {closes} that is not open")
            )
        elif _use(tag, uses) == "none":
            first = Related(tags[opened[name]].span, "opened here")
            faults.append(
                _unbalanced(
                    tag.span,
                    f"Shortcode `{tag.name}` takes no inner text, so nothing closes it",
                    first,
                )
            )
        else:
            faults.append(
                _unbalanced(tag.span, f"Closing tag of `{tag.name}` that is not open")
            )
    drop(0)
    faults.sort(key=lambda fault: fault.span)
    return ends, faults


def _calls(tags: Sequence[_Tag], ends: Mapping[int, int]) -> tuple[Shortcode, ...]:
    calls: list[Shortcode] = []
    around: list[tuple[int, int]] = []
    for number, tag in enumerate(tags):
        while around and around[-1][1] <= number:
            around.pop()
        if tag.is_closing:
            continue
        end = ends.get(number)
        closing = None if end is None else tags[end]
        calls.append(
            Shortcode(
                tag.name,
                tag.name_span,
                tag.span,
                tag.marker,
                tag.arguments,
                closing.span if closing else None,
                tag.is_self_closing,
                around[-1][0] if around else None,
                tag.is_inline,
                closing.name_span if closing and closing.name else None,
            )
        )
        if end is not None:
            around.append((len(calls) - 1, end))
    return tuple(calls)


# --- Text without shortcodes ------------------------------------------------------


class _Mask:
    """One fragment in the making: what is to be masked in it."""

    def __init__(self, span: Span, use: Use | Literal["page"] | None) -> None:
        self.span = span
        self.use: Use | Literal["page"] | None = use
        self.is_certain = True
        self.is_read = True
        self.masked: list[tuple[Span, bool]] = []
        self.end = span.start

    def hide(self, span: Span, *, keeps_lines: bool = False) -> None:
        if span.start >= self.end:
            self.masked.append((span, keeps_lines))
            self.end = span.end

    def fragment(self, data: bytes) -> Fragment:
        parts: list[bytes] = []
        at = self.span.start
        for span, keeps_lines in self.masked:
            parts.append(data[at : span.start])
            if keeps_lines:
                lines = data[span.start : span.end].split(b"\n")
                parts.append(b"\n".join(FILLER * len(line) for line in lines))
            else:
                parts.append(FILLER * (span.end - span.start))
            at = span.end
        parts.append(data[at : self.span.end])
        computed = tuple(span for span, keeps_lines in self.masked if not keeps_lines)
        return Fragment(self.span, b"".join(parts), self.use, self.is_certain, computed)


def _fragments(
    data: bytes,
    body: Span,
    lexed: _Lexed,
    ends: Mapping[int, int],
    uses: Mapping[str, Use],
    *,
    is_html: bool,
) -> tuple[Fragment, ...]:
    """Return the body and, for each pair of `{{< >}}`, its inner text.

    Hugo hides that text from the Markdown around it; the inner text of `{{% %}}` is
    a part of it, but in HTML its template alone makes Markdown of it, and between the
    tags of a `{{< >}}` it is Markdown by itself (HUGO-SC, rendering).
    """
    tags = lexed.tags
    items: list[tuple[Span, int | None, bool]] = [
        (tag.span, number, False) for number, tag in enumerate(tags)
    ]
    if lexed.escaped or lexed.broken:
        items += [(span, None, True) for span in lexed.escaped]
        items += [(span, None, False) for span in lexed.broken]
        items.sort()
    page = _Mask(body, "page")
    masks = [page]
    stack = [page]
    for span, number, keeps_lines in items:
        while span.start >= stack[-1].span.end and len(stack) > 1:
            stack.pop()
        mask = stack[-1]
        end = None if number is None else ends.get(number)
        use = None if number is None else _use(tags[number], uses)
        if mask is not page and not is_html and use == "html" and number is not None:
            use = "markdown" if tags[number].marker == "%" else use
        if (
            number is None
            or end is None
            or (
                tags[number].marker == "%"
                and not (use == "markdown" and (is_html or mask is not page))
            )
        ):
            mask.hide(span, keeps_lines=keeps_lines)
            continue
        mask.hide(Span(span.start, tags[end].span.end))
        inner = _Mask(Span(span.end, tags[end].span.start), use)
        inner.is_certain = mask.is_certain and use is not None
        inner.is_read = (
            mask.is_read
            and use not in ("other", "none")
            and inner.span.start < inner.span.end
            and len(stack) < _DEEPEST
        )
        stack.append(inner)
        if inner.is_read:
            masks.append(inner)
    return tuple(mask.fragment(data) for mask in masks)
