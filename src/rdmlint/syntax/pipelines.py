"""What stands in an action of a Go template, as a tree: pipelines and their terms."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeAlias


class Constant(NamedTuple):
    """A string, number, `true`, `false` or `nil`."""

    value: bool | int | float | str | None


class Name(NamedTuple):
    """A function, such as `printf` or `strings.Contains`."""

    name: str


class Chain(NamedTuple):
    """Fields of something: `.a.b`, `$x.a`, `(…).a`.

    *base* None: the dot; a variable is its name with `$`. *fields* may be empty.
    """

    base: str | Pipeline | None
    fields: tuple[str, ...] = ()


class Pipeline(NamedTuple):
    """Commands, each of which gets what the one before gave as its last argument.

    *variables* are those that it sets, *declares* whether they are new.
    """

    commands: tuple[tuple[Term, ...], ...]
    variables: tuple[str, ...] = ()
    declares: bool = False


Term: TypeAlias = Constant | Name | Chain


class _BrokenError(Exception):
    """The text is no pipeline, or one that is not understood here."""


def parse(code: str) -> Pipeline | None:
    """Return the pipeline *code*; None: it is none, or a form that is not understood.

    Source: Go `text/template`, "Pipelines" and "Arguments".
    """
    tokens = _tokens(code)
    if tokens is None:
        return None
    reader = _Reader(tokens)
    try:
        found = reader.pipeline(0)
    except _BrokenError:
        return None
    return found if reader.at == len(tokens) else None


_TOKEN: Final = re.compile(
    r"(?P<space>\s++)|(?P<string>\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`)"
    r"|(?P<number>[+-]?\d[\w.]*+)|(?P<variable>\$\w*+)|(?P<field>\.\w++)|(?P<dot>\.)"
    r"|(?P<name>[^\W\d]\w*+(?:\.\w++)*+)|(?P<sign>:=|[=,|()])"
)
_Token: TypeAlias = tuple[str, str]
_DEEPEST: Final = 30
_MOST: Final = 2000


def _tokens(code: str) -> list[_Token] | None:
    found: list[_Token] = []
    at = 0
    while at < len(code):
        match = _TOKEN.match(code, at)
        if match is None or match.lastgroup is None or len(found) > _MOST:
            return None
        found.append((match.lastgroup, match.group()))
        at = match.end()
    return found


class _Reader:
    """Reads tokens one by one; keeps where it is."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def skip_space(self) -> None:
        while self.peek()[0] == "space":
            self.at += 1

    def pipeline(self, depth: int) -> Pipeline:
        if depth > _DEEPEST:
            raise _BrokenError
        variables, declares = self.assignment()
        commands: list[tuple[Term, ...]] = []
        while True:
            commands.append(self.command(depth))
            if self.peek() != ("sign", "|"):
                return Pipeline(tuple(commands), variables, declares)
            self.at += 1

    def assignment(self) -> tuple[tuple[str, ...], bool]:
        """Take `$x :=`, `$x =` or `$i, $x :=` if it stands here."""
        start = self.at
        names: list[str] = []
        while True:
            self.skip_space()
            kind, text = self.take()
            if kind != "variable":
                break
            names.append(text)
            self.skip_space()
            kind, text = self.take()
            if text == ",":
                continue
            if text in (":=", "="):
                return tuple(names), text == ":="
            break
        self.at = start
        return (), False

    def command(self, depth: int) -> tuple[Term, ...]:
        terms: list[Term] = []
        is_apart = True
        while True:
            kind, text = self.peek()
            if kind == "space":
                self.at += 1
                is_apart = True
                continue
            if not kind or text in ("|", ")"):
                break
            if not is_apart:
                raise _BrokenError
            terms.append(self.term(depth))
            is_apart = False
        if not terms:
            raise _BrokenError
        return tuple(terms)

    def term(self, depth: int) -> Term:
        kind, text = self.take()
        if kind == "string":
            return Constant(_unquoted(text))
        if kind == "number":
            return Constant(_number(text))
        if kind == "name":
            if text in _WORDS:
                return Constant(_WORDS[text])
            return Name(text)
        if kind == "variable":
            return Chain(text, self.fields())
        if kind == "dot":
            return Chain(None)
        if kind == "field":
            return Chain(None, (text[1:], *self.fields()))
        if text == "(":
            inner = self.pipeline(depth + 1)
            self.skip_space()
            if self.take() != ("sign", ")"):
                raise _BrokenError
            return Chain(inner, self.fields())
        raise _BrokenError

    def fields(self) -> tuple[str, ...]:
        found: list[str] = []
        while self.peek()[0] == "field":
            found.append(self.take()[1][1:])
        return tuple(found)


_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "nil": None}
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}


def _unquoted(text: str) -> str:
    if text[0] == "`":
        return text[1:-1]

    def plain(found: re.Match[str]) -> str:
        if found[1] not in _ESCAPED:
            raise _BrokenError
        return _ESCAPED[found[1]]

    return _ESCAPE.sub(plain, text[1:-1])


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        raise _BrokenError from None
