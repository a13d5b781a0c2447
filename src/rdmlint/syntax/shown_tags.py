"""Tags that are none to Markdown, for want of a quote, a space or their `>`.

Source: CommonMark 0.31, "Raw HTML": what is no whole tag is text, and readers see it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rdmlint.model import EndTag, Fault, FaultKind
from rdmlint.syntax import html_model
from rdmlint.text import Span

_NAMES: Final = "|".join(
    sorted(html_model.FLOW | {"center", "font", "li", "td", "th", "tr"})
).encode()
_TAG: Final = re.compile(
    rb"<(?P<name>" + _NAMES + rb")(?=[\t\n\r ]++[a-z-]++=[\"'])"
    rb"|<[bh]r(?=[\t ]*+/?(?:<|\r?\n|\Z))",
    re.IGNORECASE,
)
_PARAGRAPH_END: Final = re.compile(rb"\n[\t ]*+\r?\n")
_NEAR: Final = 2_000
"""So many bytes behind a tag its end tag is looked for."""


def shown_tags(
    data: bytes, texts: Iterable[Span], stray_ends: Sequence[EndTag]
) -> tuple[list[Fault], tuple[EndTag, ...]]:
    """Return the faults of tags in *texts*, and what else of *stray_ends* is astray.

    *texts* are runs of text that Markdown read in *data*. The end tag of such a tag
    ends nothing, but there is nothing wrong with it.
    """
    faults: list[Fault] = []
    ended: set[Span] = set()
    for name, span in _found(data, texts):
        written = data[span.start : span.end].decode()
        message = (
            f"Readers see this {written}> as text: a quote, a space or its `>` is "
            "missing"
        )
        faults.append(Fault(FaultKind.TAG_MALFORMED, span, message))
        if name:
            ended.update(_own_end(data, name, span.end, stray_ends))
    return faults, tuple(tag for tag in stray_ends if tag.span not in ended)


def _found(data: bytes, texts: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    """Yield the name of each tag ("" for one without end tag) and its beginning."""
    for text in texts:
        at = data.find(b"<", text.start, text.end)
        while at >= 0:
            tag = _TAG.match(data, at)
            if tag and data[at - 1 : at] != b"\\":
                yield (tag["name"] or b"").decode().lower(), Span(at, tag.end())
            at = data.find(b"<", at + 1, text.end)


def _own_end(
    data: bytes, name: str, at: int, stray_ends: Sequence[EndTag]
) -> Iterator[Span]:
    """Yield the end tag of *name* that comes next in the paragraph."""
    paragraph_end = _PARAGRAPH_END.search(data, at, at + _NEAR)
    stop = paragraph_end.start() if paragraph_end else at + _NEAR
    first = bisect_left(stray_ends, at, key=_start)
    last = bisect_left(stray_ends, stop, key=_start)
    for tag in stray_ends[first:last]:
        if tag.name == name:
            yield tag.span
            return


def _start(tag: EndTag) -> int:
    return tag.span.start
