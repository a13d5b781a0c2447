"""Ignore comments: which lines and rules each of them stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from rdmlint.model import Directive, FrontMatter, Scalar, Value
from rdmlint.model import Sequence as Items
from rdmlint.text import Span

MARK: Final = b"rdmlint-"
"""What every ignore comment begins with; a file without it has none."""

_KINDS: Final[dict[str, Literal["line", "next-line", "file", "start", "end"]]] = {
    "rdmlint-ignore": "line",
    "rdmlint-ignore-next-line": "next-line",
    "rdmlint-ignore-file": "file",
    "rdmlint-ignore-start": "start",
    "rdmlint-ignore-end": "end",
}
_OPENING: Final = re.compile(rb"<!--|\{\{-?/\*")
_CLOSING: Final = {
    b"<": re.compile(rb"-->"),
    b"{": re.compile(rb"\*/-?\}\}"),
}
_BREAK: Final = re.compile(rb"\n")
_HASH: Final = re.compile(rb"(?:^|(?<=[ \t]))#+[ \t]*(?P<text>rdmlint-[^\r\n]*)", re.M)
_WORD: Final = re.compile(rb"[^\s,]+")


class Comment(NamedTuple):
    """A comment, and the text in it without its marks."""

    span: Span
    text: Span


def comments(data: bytes, within: Iterable[Span]) -> Iterator[Comment]:
    """Yield the comments `<!-- -->` and `{{/* */}}` that begin *within* these parts."""
    at = 0
    closed = {b"<": True, b"{": True}
    for part in within:
        at = max(at, part.start)
        while opening := _OPENING.search(data, at, part.end):
            at = opening.end()
            sign = opening.group()[:1]
            closing = _CLOSING[sign].search(data, at) if closed[sign] else None
            if closing is None:
                # There is none further on either.
                closed[sign] = False
                continue
            yield Comment(
                Span(opening.start(), closing.end()), Span(at, closing.start())
            )
            at = closing.end()


def hash_comments(data: bytes, front_matter: FrontMatter) -> Iterator[Comment]:
    """Yield the `#` comments of YAML or TOML that are ours, with `#`."""
    if front_matter.format not in ("yaml", "toml"):
        return
    yield from hash_comments_in(data, front_matter.span, front_matter.root)


def hash_comments_in(data: bytes, within: Span, root: Value) -> Iterator[Comment]:
    """Yield the `#` comments of YAML or TOML *within* a part that are ours, with `#`.

    *root* is the value the part holds: what stands in its texts is no comment.
    """
    values = sorted(_scalars(root))
    starts = [value.start for value in values]
    for found in _HASH.finditer(data, within.start, within.end):
        span = Span(found.start(), found.start() + len(found.group().rstrip()))
        at = bisect_right(starts, span.start)
        if not at or not values[at - 1].contains(span):
            yield Comment(span, Span(found.start("text"), span.end))


def _scalars(value: Value) -> Iterator[Span]:
    if isinstance(value, Scalar):
        yield value.span
    elif isinstance(value, Items):
        for item in value.items:
            yield from _scalars(item)
    else:
        for entry in value.entries:
            yield from _scalars(entry.value)


def directives(data: bytes, found: Iterable[Comment]) -> tuple[Directive, ...]:
    """Return the ignore comments among the comments *found* in *data*, in order.

    A region ends at the next end comment with the same words, or with none, else at
    the end of the file. What is wrong with a comment is said in its `fault`.
    """
    breaks = [mark.start() for mark in _BREAK.finditer(data)]
    last_line = len(breaks) + (not data.endswith(b"\n"))
    results: dict[Span, Directive] = {}
    # Open regions in source order, and by their words: the last of each closes first.
    regions: dict[Span, Directive] = {}
    by_words: dict[frozenset[str], list[Directive]] = {}
    for comment in sorted(found):
        read = _read(data, comment, breaks)
        if read is None:
            continue
        kind, directive = read
        results[directive.span] = directive
        words = frozenset(word for word, _ in directive.words)
        if kind == "start":
            regions[directive.span] = directive
            by_words.setdefault(words, []).append(directive)
        if kind != "end":
            continue
        if not words and regions:
            start = regions[next(reversed(regions))]
            by_words[frozenset(word for word, _ in start.words)].pop()
        elif by_words.get(words):
            start = by_words[words].pop()
        else:
            fault = "Ignore comment ends a region that is not open"
            results[directive.span] = _faulty(directive, fault)
            continue
        del regions[start.span]
        del results[directive.span]
        results[start.span] = _lasting(start, directive.last)
    for start in regions.values():
        results[start.span] = _lasting(start, max(last_line, start.first))
    return tuple(results.values())


def _read(
    data: bytes, comment: Comment, breaks: Sequence[int]
) -> tuple[Literal["line", "next-line", "file", "start", "end"], Directive] | None:
    text = data[comment.text.start : comment.text.end]
    if MARK not in text:
        return None
    words = [
        (
            found.group().decode("utf-8", "replace"),
            Span(*found.span()).shifted(comment.text.start),
        )
        for found in _WORD.finditer(text)
    ]
    command = words[0][0].removesuffix(":")
    if not command.startswith("rdmlint-"):
        return None
    first = bisect_left(breaks, comment.span.start) + 1
    last = bisect_left(breaks, comment.span.end) + 1
    named = [word for word, _ in words]
    end = named.index("--") if "--" in named else len(words)
    reason = None
    if end < len(words):
        behind = text[words[end][1].end - comment.text.start :]
        reason = " ".join(behind.decode("utf-8", "replace").split()) or None
    listed = tuple(words[1:end])
    kind = _KINDS.get(command)
    if kind is None:
        known = ", ".join(f"`{name}`" for name in _KINDS)
        fault = f"Ignore comment begins with `{command}`; known are {known}"
        return "line", Directive(
            "line", comment.span, first, last, listed, reason, fault
        )
    if kind == "next-line":
        first = last = last + 1
    elif kind == "file":
        first, last = 1, len(breaks) + 1
    covers = "region" if kind == "start" or kind == "end" else kind
    return kind, Directive(covers, comment.span, first, last, listed, reason)


def _lasting(start: Directive, last: int) -> Directive:
    return Directive("region", start.span, start.first, last, start.words, start.reason)


def _faulty(directive: Directive, fault: str) -> Directive:
    return Directive(
        directive.kind,
        directive.span,
        directive.first,
        directive.last,
        directive.words,
        directive.reason,
        fault,
    )
