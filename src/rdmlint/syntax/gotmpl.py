"""Go template actions in a layout, with their places and nesting."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias, cast

import msgspec

from rdmlint.text import Span

ActionKind: TypeAlias = Literal[
    "comment",
    "define",
    "block",
    "if",
    "with",
    "range",
    "else",
    "end",
    "template",
    "break",
    "continue",
    "return",
    "pipeline",
]


class Action(msgspec.Struct, frozen=True):
    """One `{{ … }}`.

    *span* covers the delimiters. *code* is what stands between them, without trim
    markers and outer space ("" for a comment). *parent* is the index in
    `Template.actions` of the `if`, `with`, `range`, `define`, `block` or `else`
    around it (None: none). An `else` has the parent of its opener, an `end` the
    opener or `else` that it ends.
    """

    kind: ActionKind
    span: Span
    code: str
    parent: int | None = None

    @property
    def bare(self) -> str:
        """Return the code with every string and character constant emptied."""
        return _CONSTANT.sub('""', self.code)


class Template(msgspec.Struct, frozen=True):
    """A template read. *is_whole* False: an action does not end; the rest is unread."""

    actions: tuple[Action, ...] = ()
    is_whole: bool = True

    def masked(self, data: bytes, fill: bytes = b" ") -> bytes:
        """Return *data* with every action replaced by *fill*, as long; newlines stay.

        *fill* is one byte. What an unended action leaves unread is replaced too.
        """
        parts: list[bytes] = []
        at = 0
        for action in self.actions:
            parts.append(data[at : action.span.start])
            parts.append(_filled(data[action.span.start : action.span.end], fill))
            at = action.span.end
        rest = data[at:]
        cut = len(rest) if self.is_whole else max(rest.find(b"{{"), 0)
        parts += rest[:cut], _filled(rest[cut:], fill)
        return b"".join(parts)


def read(data: bytes) -> Template:
    """Return the actions of *data*.

    Source: Go `text/template/parse/lex.go`: strings, raw strings and characters may
    hold `}}`; a comment must follow the opening delimiter or its trim marker at once.
    """
    actions: list[Action] = []
    opened: list[int] = []
    at = data.find(b"{{")
    while at >= 0:
        if _COMMENT.match(data, at):
            match = _COMMENT_END.match(data, data.find(b"*/", at))
            kind: ActionKind = "comment"
        else:
            match = _ACTION.match(data, at)
            kind = "pipeline"
        if match is None:
            return Template(tuple(actions), is_whole=False)
        code = ""
        if kind == "pipeline":
            code = match["code"].decode("utf-8", "replace")
            if code.endswith((" -", "\t-", "\n-", "\r-")):
                code = code[:-1]
            code = code.strip()
            keyword = _KEYWORD.match(code)
            if keyword:
                kind = cast("ActionKind", keyword.group())
        parent = opened[-1] if opened else None
        if kind == "end" and opened:
            opened.pop()
        elif kind == "else" and opened:
            parent = actions[opened.pop()].parent
            opened.append(len(actions))
        elif kind in _OPENERS:
            opened.append(len(actions))
        actions.append(Action(kind, Span(at, match.end()), code, parent))
        at = data.find(b"{{", match.end())
    return Template(tuple(actions))


_COMMENT: Final = re.compile(rb"\{\{(?:-[ \t\r\n]++)?+/\*")
_COMMENT_END: Final = re.compile(rb"\*/(?:[ \t\r\n]++-)?+\}\}")
# Possessive, so that a failing match is not tried in another way.
_ACTION: Final = re.compile(
    rb"\{\{(?:-(?=[ \t\r\n]))?+(?P<code>(?:[^\"'`}]|\"(?:[^\"\\\n]|\\.)*+\""
    rb"|`[^`]*+`|'(?:[^'\\\n]|\\.)*+'|\}(?!\}))*+)\}\}"
)
_CONSTANT: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|'(?:[^'\\\n]|\\.)*+'")
_KEYWORD: Final = re.compile(
    r"(?:define|block|if|with|range|else|end|template|break|continue|return)(?![\w.])"
)
_OPENERS: Final = frozenset({"if", "with", "range", "define", "block"})


def _filled(written: bytes, fill: bytes) -> bytes:
    return _NOT_NEWLINE.sub(fill, written)


_NOT_NEWLINE: Final = re.compile(rb"[^\r\n]")
