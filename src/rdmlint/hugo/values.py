"""What Go templates calculate with, where some of it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from rdmlint.text import Span


class Unknown(Enum):
    """A value of which only the sort is known."""

    TEXT = "text"
    """Text, numbers, data: printed, it is escaped, so it holds no markup."""
    PLAIN = "plain"
    """As TEXT, and it holds no markup even where it is printed as it is."""
    DATA = "data"
    """As TEXT, and all of it stands in a data file."""
    STORED = "stored"
    """DATA that is printed as it is."""
    ANY = "any"
    """It may be HTML that is printed as it is."""


class Piece(NamedTuple):
    """A part of a text. *text* None: unknown, but no markup once it is printed.

    *span* is where in the page it stands word for word (None: it comes from a
    template, or was changed). *is_markdown*: it is the address of a link in Markdown.
    """

    text: str | None
    span: Span | None = None
    is_markdown: bool = False


class Text(NamedTuple):
    """A string. *is_html*: it is printed as it is, else escaped.

    *is_attribute*: it is printed as it is among the attributes of a tag.
    """

    pieces: tuple[Piece, ...] = ()
    is_html: bool = False
    is_attribute: bool = False

    @property
    def known(self) -> str | None:
        """Return the whole text; None: a part of it is not known."""
        parts = [piece.text for piece in self.pieces]
        return None if None in parts else "".join(part or "" for part in parts)


class Slice(NamedTuple):
    """A list of values."""

    items: tuple[Value, ...] = ()


class Inner(NamedTuple):
    """The text between the tags of a shortcode, which the page's own facts tell of.

    *is_html*: it is printed as it is, else escaped.
    """

    is_html: bool = True


class Call(NamedTuple):
    """A call of a shortcode, as its template sees it.

    *arguments* are positional, or by name; *parent* is the call around it (None:
    there is none), *ordinal* counts calls in the same parent from 0.
    """

    name: str
    arguments: Slice | Mapping[str, Value]
    has_inner: bool
    parent: Call | None
    ordinal: int


class Title(NamedTuple):
    """A heading, as its render hook sees it.

    *anchor* and *plain*, its text, None: not known. *attributes* hold the id too, by
    name; a value of None is not known.
    """

    level: int
    anchor: str | None
    plain: str | None
    attributes: tuple[tuple[str, str | bool | None], ...]


class Store:
    """A `newScratch`; keeps what is set."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kept: dict[str, Value] = {}
        self.is_known = True

    def set(self, arguments: Sequence[Value], *, is_sure: bool) -> None:
        """Set a key, surely or perhaps."""
        key = arguments[0] if len(arguments) == 2 else None
        name = key.known if isinstance(key, Text) else None
        if name is None:
            self.is_known = False
        elif is_sure:
            self.kept[name] = arguments[1]
        else:
            self.kept[name] = unknown((self.kept.get(name), arguments[1]))

    def get(self, arguments: Sequence[Value]) -> Value:
        """Return what is set for a key."""
        key = arguments[0] if len(arguments) == 1 else None
        name = key.known if isinstance(key, Text) else None
        return self.kept.get(name) if name and self.is_known else Unknown.ANY


class Thing(Enum):
    """What a name stands for besides values."""

    PAGE = "page"
    SITE = "site"
    PARAMS = "params"
    """What the configuration has for the site below `params`."""
    STORE = "store"
    """`.Store` and `.Scratch`."""


Value: TypeAlias = (
    bool
    | int
    | float
    | Text
    | Slice
    | dict[str, "Value"]
    | Inner
    | Unknown
    | Call
    | Title
    | Thing
    | Store
    | None
)
"""`None` is nil, a dict a map with texts for keys."""

EMPTY: Final = Text()
HOLE: Final = Text((Piece(None),))


def text(written: str, span: Span | None = None) -> Text:
    """Return *written* as a value."""
    return Text((Piece(written, span),)) if written else EMPTY


def truth(value: Value) -> bool | None:
    """Tell whether `if` takes *value* for true; None: not known.

    Source: Go `text/template`, `IsTrue`.
    """
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Text):
        if any(piece.text for piece in value.pieces):
            return True
        return None if value.pieces and value.known is None else False
    if isinstance(value, Inner):
        return None
    if isinstance(value, (Call, Title, Thing, Store)):
        return True
    if isinstance(value, Slice):
        return bool(value.items)
    return bool(value)


def is_plain(value: Value) -> bool:
    """Tell whether *value* holds nothing that may print markup."""
    if isinstance(value, Slice):
        return all(map(is_plain, value.items))
    if isinstance(value, dict):
        return all(map(is_plain, value.values()))
    if isinstance(value, Text):
        return not value.is_html
    if isinstance(value, (Inner, Call, Title, Store)):
        return False
    return value not in (Unknown.ANY, Unknown.STORED)


def unknown(values: Iterable[Value]) -> Unknown:
    """Return what can be said of a value that is made from *values*, or one of them."""
    sorts: set[Unknown] = set()
    for value in values:
        if isinstance(value, Unknown):
            sorts.add(Unknown.TEXT if value is Unknown.PLAIN else value)
        elif isinstance(value, dict):
            sorts.add(unknown(value.values()) if value else Unknown.DATA)
        elif not is_plain(value):
            return Unknown.ANY
        elif isinstance(value, Text) and "<" in (value.known or "<"):
            sorts.add(Unknown.TEXT if value.pieces else Unknown.DATA)
    for sort in (Unknown.ANY, Unknown.TEXT, Unknown.STORED):
        if sort in sorts:
            is_mixed = sort is Unknown.TEXT and Unknown.STORED in sorts
            return Unknown.ANY if is_mixed else sort
    return Unknown.DATA if sorts else Unknown.TEXT


def weight(value: Value) -> int:
    """Return how much *value* holds, in parts; a hundred characters are one more."""
    if isinstance(value, Text):
        return sum(1 + len(piece.text or "") // 100 for piece in value.pieces)
    if isinstance(value, Slice):
        return 1 + sum(map(weight, value.items))
    if isinstance(value, dict):
        return 1 + sum(map(weight, value.values()))
    return 1


def printed(value: Value) -> Text | None:
    """Return *value* as `print` writes it; None: it cannot be told."""
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return text("true" if value else "false")
    if isinstance(value, int):
        return text(str(value))
    return None
