"""The ids Hugo gives to headings and definition terms.

Source: HUGO-ID-1 to HUGO-ID-10 (markup/goldmark/autoid.go, markup/blackfriday).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html.entities import html5
from typing import Final, Literal, NamedTuple, TypeAlias

from rdmlint.syntax.markdown import Inline, Titled

IdType: TypeAlias = Literal["github", "github-ascii", "blackfriday"]
"""`markup.goldmark.parser.autoIDType`."""


DASHES: Final = ("–", "—")
"""What the typographer writes for two and three hyphens, unless it is told."""


class HeadingId(NamedTuple):
    """The id of a heading. *id* None: it has none.

    *base* is what it was before a number made it unique (None: it is explicit, or
    there is none).
    """

    id: str | None
    base: str | None


def heading_ids(
    titled: Iterable[Titled],
    text: bytes,
    *,
    id_type: IdType = "github",
    auto: bool = True,
    typographer: bool = True,
    dashes: tuple[str, str] = DASHES,
    strikethrough: bool = True,
) -> list[HeadingId]:
    """Return the ids of the headings and terms of one Markdown conversion, in order.

    *text* is what was converted. Ids written by hand are taken as they are; one made
    from text gets a number until nothing before it has it (HUGO-ID-7). *dashes* are
    what the typographer writes for two and three hyphens.
    """
    taken: set[str] = set()
    counts: dict[str, int] = {}
    ids: list[HeadingId] = []
    for one in titled:
        if one.id is not None:
            taken.add(one.id)
            ids.append(HeadingId(one.id, None))
            continue
        plain = plain_text(
            one.inlines,
            text,
            typographer=typographer,
            dashes=dashes,
            strikethrough=strikethrough,
        )
        if not auto or not plain:
            ids.append(HeadingId(None, None))
            continue
        base = sanitized(plain, id_type) or ("heading" if one.level else "term")
        name = base
        # Where the last search ended: nothing below is free again.
        number = counts.get(base, 0)
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        counts[base] = number
        taken.add(name)
        ids.append(HeadingId(name, base))
    return ids


# --- From a heading to the text of its id -----------------------------------------


def plain_text(
    inlines: Sequence[Inline],
    text: bytes,
    *,
    typographer: bool = True,
    dashes: tuple[str, str] = DASHES,
    strikethrough: bool = True,
) -> str:
    """Return the text an id is made from; "" gives no id (HUGO-ID, 5.2).

    Text counts as written, backslashes included. Of emphasis, links, images and
    the like only the first child counts, and what the typographer or a delimiter
    touches ends a child.
    """
    parts: list[str] = []
    at = 0
    while at < len(inlines):
        inline = inlines[at]
        if inline.kind == "text":
            raw = _as_written(inline, text)
            if strikethrough and "~" in raw:
                raw = _without_strikes(raw, typographer=typographer)
            parts.append(_typeset(raw, dashes) if typographer else raw)
            at += 1
        elif inline.kind == "code":
            parts.append(_code(_as_written(inline, text)))
            at += 1
        elif inline.kind == "break":
            parts.append("\n")
            at += 1
        elif inline.kind == "open":
            stop = _close_of(inlines, at)
            parts.append(_first_child(inlines, at + 1, stop, text, typographer))
            at = stop + 1
        else:
            parts.append(_declared(_as_written(inline, text)))
            at += 1
    joined = _NAMED.sub(_entity, "".join(parts))
    return joined.rpartition("\n")[2]


def _close_of(inlines: Sequence[Inline], at: int) -> int:
    depth = 0
    for number in range(at, len(inlines)):
        kind = inlines[number].kind
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
            if depth == 0:
                return number
    return len(inlines)


def _first_child(
    inlines: Sequence[Inline], at: int, stop: int, text: bytes, typographer: bool
) -> str:
    """Return the text of the first child of a container, that of its first, and on."""
    while at < stop and inlines[at].kind == "open":
        at += 1
    if at >= stop:
        return ""
    inline = inlines[at]
    if inline.kind == "code":
        return _code(_as_written(inline, text))
    if inline.kind == "break":
        return "\n"
    if inline.kind != "text":
        return _declared(_as_written(inline, text))
    return _first_node(_as_written(inline, text), typographer=typographer)


def _as_written(inline: Inline, text: bytes) -> str:
    """Return the source of *inline*, with the backslash that escapes its start."""
    start = inline.start
    if inline.kind == "text" and text[start - 1 : start] == b"\\":
        start -= 1
    return text[start : inline.end].decode("utf-8", "replace")


_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")


def _declared(raw: str) -> str:
    """Return the text of *raw* where it is HTML, but neither a tag nor a comment.

    Else "". Hugo takes nothing but tags and comments out, and joins white space.
    """
    if not raw.startswith(("<!", "<?")) or raw.startswith("<!--"):
        return ""
    return " ".join(_TAG.sub("", raw).split())


_CODE: Final = re.compile(r"(`+)(.*)\1", re.DOTALL)
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,40});")


def _entity(found: re.Match[str]) -> str:
    return html5.get(found[1] + ";", found[0])


def _code(raw: str) -> str:
    found = _CODE.fullmatch(raw)
    inner = found[2] if found else raw
    if len(inner) > 2 and inner[0] == inner[-1] == " " and inner.strip(" "):
        inner = inner[1:-1]
    # A line break ends the first piece of code.
    return inner


# Dashes are the only marks of the typographer that an id would keep.
_HYPHENS: Final = re.compile(r"\\.|---?", re.DOTALL)


# What is struck in the middle of a word, as our parser of Markdown does not see it.
_STRUCK: Final = re.compile(r"(?<![~\\])(~~?)(?![~\s])([^~]++)(?<![\s\\])\1(?!~)")


def _without_strikes(raw: str, *, typographer: bool) -> str:
    def first(found: re.Match[str]) -> str:
        before, after = raw[found.start() - 1 : found.start()], raw[found.end() :][:1]
        inner = found[2]
        opens = not _is_punctuation(inner[0]) or not before.isalnum()
        closes = not _is_punctuation(inner[-1]) or not after.isalnum()
        if not (opens and closes):
            return found[0]
        return _first_node(inner, typographer=typographer)

    return _STRUCK.sub(first, raw)


def _typeset(raw: str, dashes: tuple[str, str]) -> str:
    if "--" not in raw:
        return raw
    made = {"--": dashes[0], "---": dashes[1]}
    return _HYPHENS.sub(lambda found: made.get(found[0], found[0]), raw)


_SPLITS: Final = re.compile(
    r"\\.|(?P<run>\*+|_+|~+)|(?P<bracket>!?\[)|(?P<mark>---?|\.\.\.|<<|>>|['\"])",
    re.DOTALL,
)


def _first_node(raw: str, *, typographer: bool) -> str:
    """Return the first text node of *raw*, text inside a container."""
    for found in _SPLITS.finditer(raw):
        if found["run"] or found["bracket"]:
            return raw[: found.end()]
        mark = found["mark"]
        if mark and typographer and _is_typeset(raw, found.start(), mark):
            return raw[: found.start()] or "“"
    return raw


def _is_typeset(raw: str, at: int, mark: str) -> bool:
    """Tell whether Goldmark's typographer replaces *mark*.

    Source: goldmark, extension/typographer.go.
    """
    if mark not in "'\"":
        return True
    before = raw[at - 1] if at else " "
    after = raw[at + 1] if at + 1 < len(raw) else " "
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if mark == '"':
        # A closing quote counts only behind an opening one, which was a split before.
        return left and not right
    if before.isalnum() and after.isalpha():
        return True
    if left and not right:
        return True
    return len(raw) > at + 2 and not after.isdecimal()


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


# --- From text to id --------------------------------------------------------------

_KEPT: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
_NUMBERS: Final = frozenset({"Nl", "No"})
_NOT_ASCII_ID: Final = re.compile(r"[^a-z0-9_\- ]")


def sanitized(text: str, id_type: IdType = "github") -> str:
    """Return the id for *text*, which may come out empty (HUGO-ID-4)."""
    if id_type == "blackfriday":
        return _blackfriday(text)
    text = text.strip()
    if text.isascii():
        return _NOT_ASCII_ID.sub("", text.lower()).replace(" ", "-")
    if id_type == "github-ascii":
        text = "".join(filter(str.isascii, _without_accents(text)))
    return text.translate(_GITHUB)


class _Letters(dict[int, str]):
    """What becomes of each code point; looks it up once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "- ":
            kept = "-"
        elif char == "_" or unicodedata.category(char) in _KEPT:
            kept = _lower(char)
        else:
            kept = ""
        self[code] = kept
        return kept


_GITHUB: Final = _Letters()


def _lower(char: str) -> str:
    """Lower one code point by itself, as Go does: no final sigma, no added dot."""
    return "i" if char == "İ" else char.lower()


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in parts if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare)


def _blackfriday(text: str) -> str:
    words: list[str] = []
    is_gap = True
    for char in text:
        category = unicodedata.category(char)
        if category in _KEPT or category in _NUMBERS:
            if is_gap and words:
                words.append("-")
            is_gap = False
            words.append(_lower(char))
        else:
            is_gap = True
    return "".join(words)
