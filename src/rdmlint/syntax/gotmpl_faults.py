"""What Go refuses in a template, action by action and with its place.

Source: Go `text/template/parse`, `lex.go` and `parse.go`, as Hugo 0.168 brings it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rdmlint.syntax.gotmpl import Action, Template
from rdmlint.text import Span


class Refusal(NamedTuple):
    """What Go stops at.

    *function* is the name that Go would have to know ("": it is another fault).
    """

    span: Span
    message: str
    function: str = ""


def refusals(
    data: bytes, template: Template, *, known: frozenset[str], given: str = "$"
) -> Iterator[Refusal]:
    """Yield what Go refuses in *data*, in source order, one thing an action.

    *known* are the functions there are, *given* is the variable that always is.
    """
    blocks = _Blocks(known, given)
    for action in template.actions:
        if action.kind != "comment":
            yield from blocks.take(data, action)
    if template.is_whole:
        yield from blocks.left()
    else:
        yield _unended(data, template)


def _unended(data: bytes, template: Template) -> Refusal:
    """Say why the action that does not end does not."""
    at = template.actions[-1].span.end if template.actions else 0
    start = data.find(b"{{", at)
    if _COMMENT.match(data, start):
        what = "Nothing may stand between the end of a comment and `}}`"
        if data.find(b"*/", start) < 0:
            what = "This comment is never closed by `*/}}`"
        return Refusal(Span(start, start + 2), what)
    rest = data[start + 2 :].decode("utf-8", "replace")
    at = 0
    while at < len(rest):
        found = _TOKEN.match(rest, at)
        if found is None:
            break
        at = found.end()
    quote = rest[at : at + 1]
    if quote and quote in "\"'`":
        place = start + 2 + len(rest[:at].encode())
        return Refusal(Span(place, place + 1), "This quote is never closed on its line")
    return Refusal(Span(start, start + 2), "This action is never closed by `}}`")


_COMMENT: Final = re.compile(rb"\{\{(?:-[ \t\r\n]++)?+/\*")


# --- Blocks ---------------------------------------------------------------------------


class _Open(NamedTuple):
    """A block that waits for its `end`.

    *before* is how many variables there were before it. *loops* is how many loops are
    around what comes next.
    """

    action: Action
    kind: str
    before: int
    loops: int
    has_else: bool = False


class _Blocks:
    """Keeps the blocks that are open and the variables that are there."""

    def __init__(self, known: frozenset[str], given: str) -> None:
        self.known = known
        self.given = given
        self.opened: list[_Open] = []
        self.variables: list[str] = [given]
        self.outside: list[list[str]] = []

    def take(self, data: bytes, action: Action) -> Iterator[Refusal]:
        """Yield what is refused in *action*, first the blocks, then what it says."""
        start, code = _code(data, action.span)
        read = _read(code)
        if read.keyword in ("end", "else"):
            yield from self.close(action, read)
        elif read.keyword in ("break", "continue") and not self.loops():
            message = f"`{read.keyword}` stands in no `range`"
            yield Refusal(action.span, message)
        elif read.keyword == "define" and self.opened:
            yield Refusal(action.span, "`define` cannot stand in another block")
        if read.keyword in _OPENERS:
            self.open(action, read.keyword)
        yield from self.terms(read, start, code)
        if read.keyword in ("define", "block"):
            self.outside.append(self.variables)
            self.variables = [self.given]

    def loops(self) -> int:
        return self.opened[-1].loops if self.opened else 0

    def open(self, action: Action, keyword: str) -> None:
        loops = 0 if keyword in ("define", "block") else self.loops()
        loops += keyword == "range"
        self.opened.append(_Open(action, keyword, len(self.variables), loops))

    def close(self, action: Action, read: _Read) -> Iterator[Refusal]:
        """Take an `end` or `else`."""
        if not self.opened:
            yield Refusal(action.span, f"This `{read.keyword}` belongs to no block")
            return
        last = self.opened.pop()
        if read.keyword == "end":
            if last.kind in ("define", "block"):
                self.variables = self.outside.pop()
            del self.variables[last.before :]
            return
        is_chained = read.chained == last.kind
        self.opened.append(
            last._replace(
                has_else=last.has_else or not is_chained,
                loops=last.loops - (last.kind == "range" and not last.has_else),
            )
        )
        if last.kind in ("define", "block"):
            yield Refusal(action.span, f"A `{last.kind}` has no `else`")
        elif last.has_else:
            yield Refusal(action.span, f"This `{last.kind}` has an `else` already")
        elif read.chained and not is_chained:
            message = f"`else {read.chained}` cannot stand in a `{last.kind}`"
            yield Refusal(action.span, message)

    def terms(self, read: _Read, start: int, code: str) -> Iterator[Refusal]:
        """Yield the first thing that is refused in the text of an action."""
        for event in read.events:
            if event.kind == "set":
                self.variables.append(event.name)
                continue
            if event.kind == "use":
                if event.name in self.variables:
                    continue
                message = f"There is no variable `{event.name}` here"
                yield Refusal(_span(start, code, event.start, event.end), message)
                return
            if event.name in self.known:
                continue
            message = f"Hugo has no function `{event.name}`"
            span = _span(start, code, event.start, event.end)
            yield Refusal(span, message, event.name)
            return
        if read.fault is not None:
            at, end, message = read.fault
            yield Refusal(_span(start, code, at, end), message)

    def left(self) -> Iterator[Refusal]:
        """Yield the innermost block that never ends."""
        if self.opened:
            last = self.opened[-1]
            yield Refusal(last.action.span, f"This `{last.kind}` has no `end`")


_OPENERS: Final = frozenset(("if", "with", "range", "define", "block"))


def _code(data: bytes, span: Span) -> tuple[int, str]:
    """Return where the code of an action begins, and the code."""
    start, end = span.start + 2, span.end - 2
    if data[start : start + 1] == b"-" and data[start + 1 : start + 2] in _SPACES:
        start += 2
    if data[end - 1 : end] == b"-" and data[end - 2 : end - 1] in _SPACES:
        end -= 2
    return start, data[start : max(start, end)].decode("utf-8", "replace")


_SPACES: Final = frozenset((b" ", b"\t", b"\r", b"\n"))


def _span(start: int, code: str, at: int, end: int) -> Span:
    if not code.isascii():
        at, end = len(code[:at].encode()), len(code[:end].encode())
    return Span(start + at, start + end)


# --- One action -----------------------------------------------------------------------


class _Event(NamedTuple):
    """A variable set (`set`) or used (`use`), or a function named (`call`)."""

    kind: str
    name: str
    start: int
    end: int


class _Read(NamedTuple):
    """An action read as far as Go would.

    *chained* is the word after `else`. *fault* is where and what Go stops at.
    """

    keyword: str
    chained: str
    events: tuple[_Event, ...]
    fault: tuple[int, int, str] | None


class _RefusedError(Exception):
    """Go stops here; keeps the place and the sentence."""

    def __init__(self, at: int, end: int, message: str) -> None:
        super().__init__(message)
        self.fault = (at, end, message)


@lru_cache(maxsize=4096)
def _read(code: str) -> _Read:
    reader = _Reader(code)
    try:
        reader.action()
    except _RefusedError as error:
        return _Read(reader.keyword, reader.chained, tuple(reader.events), error.fault)
    return _Read(reader.keyword, reader.chained, tuple(reader.events), None)


_KEYWORD: Final = frozenset(
    (
        *("define", "block", "if", "with", "range", "else", "end"),
        *("template", "break", "continue"),
    )
)
# In the order in which Go tries them.
_TOKEN: Final = re.compile(
    r"(?P<space>[ \t\r\n]++)|(?P<string>\"(?:[^\"\\\n]|\\[^\n])*+\"|`[^`]*+`)"
    r"|(?P<char>'(?:[^'\\\n]|\\[^\n])*+')"
    r"|(?P<variable>\$\w*+)|(?P<field>\.(?!\d)\w*+)"
    r"|(?P<number>(?=[+-]|\.?\d)[+-]?+(?:"
    r"0[xX][\dA-Fa-f_]*+(?:\.[\dA-Fa-f_]*+)?+(?:[pP][+-]?+\d*+)?+"
    r"|(?:0[oObB])?+[\d_]*+(?:\.[\d_]*+)?+(?:[eE][+-]?+[\d_]*+)?+)i?+)"
    r"|(?P<name>[^\W\d]\w*+)|(?P<sign>:=|[=,|()])|(?P<other>[^\"'`])"
)
_NUMBER: Final = re.compile(
    r"[+-]?+(?:0|[1-9](?:_?\d)*+|0(?:_?[0-7])++|0[xX](?:_?[\dA-Fa-f])++"
    r"|0[oO](?:_?[0-7])++|0[bB](?:_?[01])++|.*[ipP].*"
    r"|(?:\d++\.\d*+|\.\d++)(?:[eE][+-]?+\d++)?+|\d++[eE][+-]?+\d++)"
)
_TERMINATORS: Final = frozenset(".,|:)( \t\r\n")
_DEEPEST: Final = 60


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Reader:
    """Reads one action as Go does; keeps what it met."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.at = 0
        self.depth = 0
        self.keyword = ""
        self.chained = ""
        self.events: list[_Event] = []
        self.token = self.scan()

    # Tokens

    def scan(self) -> _Token:
        """Return the token at hand, and go behind it."""
        if self.at >= len(self.code):
            return _Token("", "", self.at, self.at)
        found = _TOKEN.match(self.code, self.at)
        if found is None or found.lastgroup is None:
            return _Token("quote", self.code[self.at], self.at, self.at + 1)
        token = _Token(found.lastgroup, found.group(), found.start(), found.end())
        self.at = token.end
        return token

    def next(self) -> _Token:
        token = self.token
        if token.kind in ("variable", "field", "name") and not self.ends_word():
            bad = self.code[self.at]
            message = f"`{bad}` cannot follow `{token.text}`{_ADVICE.get(bad, '')}"
            raise _RefusedError(self.at, self.at + 1, message)
        if token.kind == "number":
            self.check_number(token)
        elif token.kind in ("string", "char"):
            _check_quoted(token)
        elif token.kind == "quote":
            message = "This quote is never closed on its line"
            raise _RefusedError(token.start, token.end, message)
        self.token = self.scan()
        return token

    def ends_word(self) -> bool:
        return self.at >= len(self.code) or self.code[self.at] in _TERMINATORS

    def check_number(self, token: _Token) -> None:
        follows = self.code[self.at : self.at + 1]
        if follows == "_" or follows.isalnum() or not _NUMBER.fullmatch(token.text):
            message = f"`{token.text}{follows}` is no number"
            raise _RefusedError(token.start, token.end, message)

    def skip_space(self) -> None:
        while self.token.kind == "space":
            self.next()

    # Actions

    def action(self) -> None:
        self.skip_space()
        word = self.token.text if self.token.kind == "name" else ""
        if word not in _KEYWORD:
            self.pipeline("an action")
            self.expect_end("an action")
            return
        self.keyword = word
        self.next()
        self.skip_space()
        if word == "else" and self.token.text in ("if", "with"):
            self.chained = self.next().text
            word = self.chained
        if word in ("template", "define", "block"):
            self.skip_space()
            if self.token.kind != "string":
                self.refuse(f"`{word}` wants the name of a template in quotes")
            self.next()
            self.skip_space()
        if word in ("end", "else", "break", "continue", "define"):
            self.expect_end(f"`{word}`")
        elif word != "template" or self.token.kind:
            self.pipeline(f"`{word}`", is_range=word == "range")
            self.expect_end(f"`{word}`")

    def expect_end(self, where: str) -> None:
        self.skip_space()
        if self.token.kind:
            self.refuse(f"`{self.token.text}` cannot stand in {where}")

    def refuse(self, message: str) -> None:
        raise _RefusedError(self.token.start, self.token.end, message)

    # Pipelines

    def pipeline(self, where: str, *, is_range: bool = False) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse("There are too many parentheses in each other")
        self.assignments(is_range=is_range)
        count = 0
        while True:
            self.skip_space()
            if not self.token.kind or self.token.text == ")":
                break
            self.command(where, is_first=count == 0)
            count += 1
        if not count:
            start = max(0, self.token.start - 1)
            message = f"A value is missing in {where}"
            raise _RefusedError(start, max(start, self.token.end), message)
        self.depth -= 1

    def assignments(self, *, is_range: bool) -> None:
        """Take `$x :=`, `$x =` or, in a range, `$i, $x :=`, if they stand here."""
        count = 0
        while True:
            self.skip_space()
            variable, kept = self.token, (self.at, self.token)
            if variable.kind != "variable":
                return
            self.next()
            self.skip_space()
            sign = self.token.text
            if sign not in (":=", "=", ","):
                self.at, self.token = kept
                return
            self.next()
            self.events.append(
                _Event("set", variable.text, variable.start, variable.end)
            )
            if sign != ",":
                return
            count += 1
            self.skip_space()
            is_variable = self.token.kind in ("variable", "") or self.token.text == ")"
            if not is_range or count > 1 or not is_variable:
                message = "Only `range` sets two variables, and no more"
                raise _RefusedError(variable.start, variable.end, message)

    def command(self, where: str, *, is_first: bool) -> None:
        count = 0
        first = self.token
        while True:
            self.skip_space()
            before = self.token
            is_operand = self.operand()
            if is_operand:
                if not is_first and not count and _is_plain(before):
                    message = f"`{before.text}` takes no value from a `|`"
                    raise _RefusedError(before.start, before.end, message)
                count += 1
            token = self.token
            if token.kind == "space":
                self.next()
                continue
            if not token.kind or token.text == ")":
                break
            if token.text == "|" and token.kind == "sign":
                self.next()
                break
            self.refuse(f"`{token.text}` cannot stand in {where}")
        if not count:
            message = f"A value is missing before `{first.text}`"
            raise _RefusedError(first.start, first.end, message)

    def operand(self) -> bool:
        """Take a term with its fields; tell whether one stands here."""
        token = self.token
        if not self.term():
            return False
        if self.token.kind == "field" and self.token.text != ".":
            if _is_plain(token):
                self.refuse(f"`{token.text}` has no fields")
            while self.token.kind == "field" and self.token.text != ".":
                self.next()
        return True

    def term(self) -> bool:
        token = self.token
        if token.kind == "name":
            if token.text in _KEYWORD:
                self.refuse(f"`{token.text}` cannot stand here")
            self.next()
            if token.text not in ("true", "false", "nil"):
                self.events.append(_Event("call", token.text, token.start, token.end))
        elif token.kind == "variable":
            self.next()
            self.events.append(_Event("use", token.text, token.start, token.end))
        elif token.kind in ("field", "string", "char", "number", "quote"):
            self.next()
        elif token.text == "(" and token.kind == "sign":
            self.next()
            self.pipeline("parentheses")
            if self.token.text != ")":
                message = "This parenthesis is never closed"
                raise _RefusedError(token.start, token.end, message)
            self.next()
        else:
            return False
        return True


def _is_plain(token: _Token) -> bool:
    """Tell whether *token* is a value that is nothing but itself."""
    if token.kind == "name":
        return token.text in ("true", "false", "nil")
    return token.kind in ("string", "char", "number") or token.text == "."


_ADVICE: Final = {"-": '; write `index … "…-…"`'}
_GOOD_ESCAPE: Final = (
    r"[abfnrtv\\]|[0-3][0-7]{2}|x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U000[0-9A-Fa-f]{5}|U0010[0-9A-Fa-f]{4}"
)
_ONE: Final = re.compile(rf"'(?:[^'\\]|\\(?:{_GOOD_ESCAPE}|'))'")
_ESCAPE: Final = re.compile(rf"\\(?:{_GOOD_ESCAPE}|\")?+")


def _check_quoted(token: _Token) -> None:
    """Refuse a string with an escape that is none, and a character of many."""
    if token.kind == "char":
        if not _ONE.fullmatch(token.text):
            message = "Text stands in double quotes, not in single ones"
            raise _RefusedError(token.start, token.end, message)
    elif token.text[0] == '"' and "\\" in token.text:
        for found in _ESCAPE.finditer(token.text):
            if len(found.group()) == 1:
                start = token.start + found.start()
                bad = token.text[found.start() : found.start() + 2]
                message = f"`{bad}` is no escape; write `\\{bad}`, or use backquotes"
                raise _RefusedError(start, start + 2, message)
