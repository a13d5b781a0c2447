"""Characters of Go templates, such as `'/'`, that stand where text is wanted.

Source: Go `text/template`, "Arguments": a character constant is a number, so Hugo 0.168
prints `'/'` as 47, and its functions for text take it for `47` or stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdmlint.syntax.gotmpl import Template
from rdmlint.text import Span

_TOKEN: Final = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|(?P<char>'(?:[^'\\\n]|\\[^\n][^'\n]*+)')"
    r"|(?P<sign>:?=|[|()])|(?P<word>[^\s|()\"`'=:]++)|\S"
)
_WANTS_TEXT: Final = re.compile(
    r"(?:urls\.)?(?:rel|abs)(?:Lang)?URL|(?:collections\.)?[dD]elimit"
    r"|(?:strings|path|urls)\.[A-Z]\w*|split|replace(?:RE)?|has(?:Prefix|Suffix)|trim"
    r"|urlize|anchorize|markdownify|plainify|safe(?:HTML|URL)|upper|lower|title",
    re.IGNORECASE,
)


def characters(data: bytes, template: Template) -> Iterator[Span]:
    """Yield the characters in *template*, read from *data*, that are to be text."""
    for action in template.actions:
        if action.kind == "pipeline" and "'" in action.code:
            written = data[action.span.start : action.span.end]
            base = action.span.start + written.find(action.code.encode())
            for start, end in _misplaced(action.code):
                lead = len(action.code[:start].encode())
                width = len(action.code[start:end].encode())
                yield Span(base + lead, base + lead + width)


def _misplaced(code: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the characters in the pipeline *code* that are text."""
    if (alone := _TOKEN.fullmatch(code)) is not None and alone["char"]:
        yield alone.span()
        return
    functions: list[str | None] = [None]  # of each command around; None: it begins
    piped: tuple[int, int] | None = None
    for token in _TOKEN.finditer(code):
        sign, word, char = token["sign"], token["word"], token["char"]
        if sign == "(":
            functions[-1] = functions[-1] or ""
            functions.append(None)
        elif sign == ")" and len(functions) > 1:
            functions.pop()
        elif sign:
            functions[-1] = None
            if sign == "|" and piped is not None:
                continue
        elif functions[-1] is None:
            functions[-1] = word or ""
            if piped is not None and _wants_text(functions[-1]):
                yield piped
        elif char and _wants_text(functions[-1]):
            yield token.span()
        piped = token.span() if char and functions[-1] == "" else None


def _wants_text(function: str | None) -> bool:
    return function is not None and _WANTS_TEXT.fullmatch(function) is not None
