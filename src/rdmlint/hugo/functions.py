"""Functions of Go templates and Hugo, as far as their results can be told.

Each takes its arguments and returns a value; what it cannot tell is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Final, TypeAlias

from rdmlint.hugo.anchors import sanitized
from rdmlint.hugo.values import (
    EMPTY,
    HOLE,
    Inner,
    Piece,
    Slice,
    Text,
    Thing,
    Unknown,
    Value,
    printed,
    text,
    truth,
    unknown,
)
from rdmlint.model import Origin


class NotKnownError(Exception):
    """A function of texts cannot tell what it makes of one."""


Function: TypeAlias = Callable[[Sequence[Value]], Value]


def call(name: str, arguments: Sequence[Value]) -> Value:
    """Return what the function *name* makes of *arguments*."""
    name = _ALIASES.get(name, name)
    known = _FUNCTIONS.get(name)
    if known is not None:
        try:
            found = known(arguments)
        except NotKnownError:
            found = Unknown.TEXT
        except (IndexError, TypeError, ValueError):
            # Hugo stops at such a call, or the argument is of an odd sort.
            found = Unknown.ANY
        return found
    if any(isinstance(one, Inner) for one in arguments) and name in _KEEPS_INNER:
        return Inner(is_html=name in ("chomp", "strings.Chomp"))
    if name in _TEXTS or name.startswith(_TEXT_NAMESPACES):
        # Strings are escaped when they are printed, whatever they were made from.
        return Unknown.TEXT
    return unknown(tuple(arguments)) if name in _HANDS_ON else Unknown.ANY


# --- Choices ----------------------------------------------------------------------


def _default(arguments: Sequence[Value]) -> Value:
    fallback, *given = arguments
    value = given[0] if given else None
    is_set = True if isinstance(value, bool) else truth(value)
    if is_set is None:
        return unknown((fallback, value))
    return value if is_set else fallback


def _cond(arguments: Sequence[Value]) -> Value:
    control, yes, no = arguments
    is_true = truth(control)
    if is_true is None:
        return yes if yes == no else unknown((yes, no))
    return yes if is_true else no


def _and(arguments: Sequence[Value]) -> Value:
    for number, value in enumerate(arguments):
        is_true = truth(value)
        if is_true is None:
            return unknown(tuple(arguments[number:]))
        if not is_true:
            return value
    return arguments[-1]


def _or(arguments: Sequence[Value]) -> Value:
    for number, value in enumerate(arguments):
        is_true = truth(value)
        if is_true is None:
            return unknown(tuple(arguments[number:]))
        if is_true:
            return value
    return arguments[-1]


def _not(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    is_true = truth(value)
    return Unknown.TEXT if is_true is None else not is_true


def _plain(value: Value) -> bool | int | str | None:
    """Return a value that can be compared; raises `TypeError` for another."""
    if isinstance(value, Text):
        known = value.known
        if known is None:
            raise TypeError
        return known
    if value is None or isinstance(value, (bool, int)):
        return value
    raise TypeError


def _equal(arguments: Sequence[Value]) -> Value:
    first, *others = arguments
    found = False
    for other in others:
        try:
            a, b = _plain(first), _plain(other)
        except TypeError:
            return Unknown.TEXT
        if type(a) is not type(b) and a is not None and b is not None:
            # Numbers in strings are compared in ways of their own.
            return Unknown.TEXT
        found = found or (type(a) is type(b) and a == b)
    return found


def _differ(arguments: Sequence[Value]) -> Value:
    found = _equal(arguments)
    return Unknown.TEXT if isinstance(found, Unknown) else not found


def _ordered(test: Callable[[int, int], bool]) -> Function:
    def compare(arguments: Sequence[Value]) -> Value:
        first, second = arguments
        if type(first) is int and type(second) is int:
            return test(first, second)
        return Unknown.TEXT

    return compare


# --- Texts ------------------------------------------------------------------------


def _on_text(change: Callable[[Sequence[str]], str | bool]) -> Function:
    """Return the function that *change* is to texts that are known."""

    def changed(arguments: Sequence[Value]) -> Value:
        known: list[str] = []
        for one in arguments:
            if not isinstance(one, Text) or one.known is None:
                if any(isinstance(one, Inner) for one in arguments):
                    return Inner(is_html=False)
                return _changed(arguments)
            known.append(one.known)
        found = change(known)
        if isinstance(found, bool):
            return found
        first = arguments[0]
        # What is not changed still stands in the page.
        for one in arguments:
            if isinstance(one, Text) and one.known == found and len(one.pieces) == 1:
                return Text(one.pieces)
        return text(found) if isinstance(first, Text) else Unknown.TEXT

    return changed


def _changed(arguments: Sequence[Value]) -> Unknown:
    """Return what a text is from which another is made; new ids are not made so."""
    values: list[Value] = []
    for one in arguments:
        known = one.known if isinstance(one, Text) else None
        if known is not None and _ID.search(known):
            return Unknown.TEXT
        if known is None:
            values.append(Unknown.DATA if one is Unknown.STORED else one)
    return unknown(values)


_ID: Final = re.compile(r"\b(?:id|name)\s*=")


def _replaced(arguments: Sequence[Value]) -> Value:
    if any(isinstance(one, Inner) for one in arguments):
        return Inner(is_html=False)
    # A pattern is none of the text; what stands in its stead is.
    return _changed(arguments[1:])


def _printf(arguments: Sequence[Value]) -> Value:
    """Return the text of `printf`, verbs of texts and numbers alone."""
    layout, *values = arguments
    written = layout.known if isinstance(layout, Text) else None
    if written is None:
        return Unknown.TEXT
    pieces: list[Piece] = []
    at = 0
    for verb in _VERB.finditer(written):
        pieces.append(Piece(written[at : verb.start()]))
        at = verb.end()
        if verb[0] == "%%":
            pieces.append(Piece("%"))
            continue
        value = values.pop(0)
        if verb[0] == "%q":
            pieces += _quoted(value)
            continue
        fits = _VERBS.get(verb[0])
        shown = printed(value) if fits and type(value) in fits else None
        pieces += shown.pieces if shown is not None else HOLE.pieces
    if values:
        return Unknown.TEXT
    pieces.append(Piece(written[at:]))
    return Text(tuple(piece for piece in pieces if piece.text != ""))


def _quoted(value: Value) -> tuple[Piece, ...]:
    """Return what `%q` writes for *value*, a text without what it would escape."""
    known = value.known if isinstance(value, Text) else None
    if known is None or not known.isprintable() or {'"', "\\"} & set(known):
        return HOLE.pieces
    pieces = value.pieces if isinstance(value, Text) else ()
    return (Piece('"'), *pieces, Piece('"'))


_VERBS: Final[dict[str, tuple[type, ...]]] = {
    "%s": (Text,),
    "%d": (int,),
    "%v": (Text, int, bool),
}
_VERB: Final = re.compile(r"%[-+# 0-9.]*[a-zA-Z%]")


def _print(arguments: Sequence[Value]) -> Value:
    pieces: list[Piece] = []
    for one in arguments:
        shown = printed(one)
        if shown is None or not isinstance(one, Text):
            # Between what are no strings there is space.
            return shown if shown and len(arguments) == 1 else Unknown.TEXT
        pieces += shown.pieces
    return Text(tuple(pieces))


def _html(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if isinstance(value, Inner):
        return Inner()
    if isinstance(value, Text) and (value.is_html or value.known is not None):
        return Text(value.pieces, is_html=True)
    if value is Unknown.PLAIN:
        return Text(HOLE.pieces, is_html=True)
    return Unknown.STORED if value in (Unknown.DATA, Unknown.STORED) else Unknown.ANY


def _attribute(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if isinstance(value, Text):
        return Text(value.pieces, is_attribute=True)
    return Unknown.ANY


def _same(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if isinstance(value, Inner):
        return Inner(is_html=False)
    return Text(value.pieces) if isinstance(value, Text) else value


def _markdown(arguments: Sequence[Value]) -> Value:
    """Return what Markdown is made of; plain words stay what they are."""
    value = arguments[-1]
    if isinstance(value, Inner):
        return Inner()
    if isinstance(value, Text):
        known = value.known
        if known is not None and not _MARKED.search(known):
            return Text(value.pieces, is_html=True)
        if known is not None and not _MAKES_IDS.search(known):
            return _linked(known, value)
    return Unknown.ANY


def _linked(written: str, value: Text) -> Text:
    """Return what Markdown makes of *written*: of its HTML nothing but the links.

    Where links stand word for word in the page is known of a whole argument alone.
    """
    if "](" not in written:
        return HOLE
    # It is slow to load, and most sites never come here.
    from rdmlint.syntax import markdown

    span = value.pieces[0].span if len(value.pieces) == 1 else None
    read = markdown.read(written.encode(), base=span.start if span else 0)
    pieces = [*HOLE.pieces]
    for link in read.links:
        address = escape(link.url)
        where = link.url_span if span and link.origin is Origin.MARKDOWN else None
        pieces += (
            Piece('<a href="'),
            Piece(address, where, is_markdown=True),
            Piece('">'),
            Piece(None),
            Piece("</a>"),
            Piece(None),
        )
    return Text(tuple(pieces), is_html=True)


_MARKED: Final = re.compile(
    r"[^\w .,;!?()%/$€£+–—’‘“”…-]|--|\.\.\.|\n|^\s*(?:\d+[.)]|-(?:\s|$))|^ {4}"
)
# Headings, HTML, attributes, footnotes, terms, underlined headings, shortcodes.
_MAKES_IDS: Final = re.compile(r"[#<{]|\[\^|\n|^\s*[:=-]")


def _anchorize(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    known = value.known if isinstance(value, Text) else None
    if known is None or not known.isascii():
        return Unknown.TEXT
    return text(sanitized(known))


def _urlize(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    known = value.known if isinstance(value, Text) else None
    if known is None or not _PLAIN_WORDS.fullmatch(known):
        return Unknown.TEXT
    return text(known.lower().replace(" ", "-"))


_PLAIN_WORDS: Final = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")


# --- Lists and maps ---------------------------------------------------------------


def _slice(arguments: Sequence[Value]) -> Value:
    return Slice(tuple(arguments))


def _dict(arguments: Sequence[Value]) -> Value:
    if len(arguments) % 2:
        return Unknown.ANY
    found: dict[str, Value] = {}
    for key, value in zip(arguments[::2], arguments[1::2], strict=True):
        name = key.known if isinstance(key, Text) else None
        if name is None:
            return Unknown.ANY
        found[name] = value
    return found


def _index(arguments: Sequence[Value]) -> Value:
    value, *keys = arguments
    for key in keys:
        if isinstance(value, Unknown):
            continue
        if isinstance(key, Text) and key.known is not None and isinstance(value, dict):
            value = value.get(key.known)
        elif type(key) is int and isinstance(value, Slice):
            value = value.items[key] if 0 <= key < len(value.items) else None
        else:
            return unknown((value,))
    return value


def _len(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if isinstance(value, dict):
        return len(value)
    if isinstance(value, Slice):
        return len(value.items)
    if isinstance(value, Text) and value.known is not None:
        return len(value.known)
    return Unknown.TEXT


def _in(arguments: Sequence[Value]) -> Value:
    where, what = arguments
    needle = what.known if isinstance(what, Text) else None
    if needle is None:
        return Unknown.TEXT
    if isinstance(where, Text) and where.known is not None:
        return needle in where.known
    if isinstance(where, Slice):
        known = [one.known if isinstance(one, Text) else None for one in where.items]
        return needle in known if None not in known else Unknown.TEXT
    return Unknown.TEXT


def _split(arguments: Sequence[Value]) -> Value:
    value, mark = arguments
    if isinstance(value, Text) and isinstance(mark, Text):
        known, sign = value.known, mark.known
        if known is not None and sign:
            return Slice(tuple(map(text, known.split(sign))))
    return Unknown.TEXT


def _merge(arguments: Sequence[Value]) -> Value:
    found: dict[str, Value] = {}
    for one in arguments:
        if not isinstance(one, dict):
            return unknown(tuple(arguments))
        found |= one
    return found


def _sum(sign: int) -> Function:
    def added(arguments: Sequence[Value]) -> Value:
        first, second = arguments
        if type(first) is int and type(second) is int:
            return first + sign * second
        return Unknown.TEXT

    return added


def _int(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if type(value) is int:
        return value
    known = value.known if isinstance(value, Text) else None
    # A leading zero makes an octal number.
    if known is not None and re.fullmatch(r"0|-?[1-9]\d{0,8}", known):
        return int(known)
    return Unknown.TEXT


def _string(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    if isinstance(value, Inner):
        return Inner(is_html=False)
    shown = printed(value)
    return Unknown.TEXT if shown is None else Text(shown.pieces)


def _seq(arguments: Sequence[Value]) -> Value:
    (last,) = arguments
    if type(last) is int and 0 < last <= 100:
        return Slice(tuple(range(1, last + 1)))
    return Unknown.TEXT


def _nothing(_arguments: Sequence[Value]) -> Value:
    return EMPTY


def _page(_arguments: Sequence[Value]) -> Value:
    return Thing.PAGE


def _site(_arguments: Sequence[Value]) -> Value:
    return Thing.SITE


def _truncate(arguments: Sequence[Value]) -> Value:
    return unknown(tuple(arguments))


def _emojify(arguments: Sequence[Value]) -> Value:
    (value,) = arguments
    known = value.known if isinstance(value, Text) else None
    return HOLE if known is not None and "<" not in known else Unknown.ANY


def _ascii(one: str) -> str:
    """Return *one*; what Go makes of the case of other letters is not known here."""
    if not one.isascii():
        raise NotKnownError
    return one


def _replace(of: Sequence[str]) -> str:
    where, old, new = of
    if where.count(old) * len(new) > _LONGEST:
        raise NotKnownError
    return where.replace(old, new)


_LONGEST: Final = 100_000
_SPACE: Final = " \t\n\r\v\f\x85\xa0"

_FUNCTIONS: Final[dict[str, Function]] = {
    "default": _default,
    "cond": _cond,
    "and": _and,
    "or": _or,
    "not": _not,
    "eq": _equal,
    "ne": _differ,
    "lt": _ordered(lambda a, b: a < b),
    "le": _ordered(lambda a, b: a <= b),
    "gt": _ordered(lambda a, b: a > b),
    "ge": _ordered(lambda a, b: a >= b),
    "lower": _on_text(lambda of: _ascii(of[0]).lower()),
    "upper": _on_text(lambda of: _ascii(of[0]).upper()),
    "trim": _on_text(lambda of: of[0].strip(of[1])),
    "strings.TrimSpace": _on_text(lambda of: of[0].strip(_SPACE)),
    "strings.TrimPrefix": _on_text(lambda of: of[1].removeprefix(of[0])),
    "strings.TrimSuffix": _on_text(lambda of: of[1].removesuffix(of[0])),
    "strings.TrimLeft": _on_text(lambda of: of[1].lstrip(of[0])),
    "strings.TrimRight": _on_text(lambda of: of[1].rstrip(of[0])),
    "replace": _on_text(_replace),
    "replaceRE": _replaced,
    "hasPrefix": _on_text(lambda of: of[0].startswith(of[1])),
    "hasSuffix": _on_text(lambda of: of[0].endswith(of[1])),
    "strings.Contains": _on_text(lambda of: of[1] in of[0]),
    "truncate": _truncate,
    "emojify": _emojify,
    "printf": _printf,
    "print": _print,
    "string": _string,
    "int": _int,
    "safeHTML": _html,
    "safeHTMLAttr": _attribute,
    "safeURL": _same,
    "safeCSS": _same,
    "safeJS": _same,
    "markdownify": _markdown,
    "anchorize": _anchorize,
    "urlize": _urlize,
    "slice": _slice,
    "dict": _dict,
    "index": _index,
    "len": _len,
    "in": _in,
    "split": _split,
    "merge": _merge,
    "add": _sum(1),
    "sub": _sum(-1),
    "seq": _seq,
    "warnf": _nothing,
    "errorf": _nothing,
    "erroridf": _nothing,
    "warnidf": _nothing,
    "page": _page,
    "site": _site,
}

_ALIASES: Final = {
    "compare.Default": "default",
    "compare.Conditional": "cond",
    "compare.Eq": "eq",
    "compare.Ne": "ne",
    "strings.ToLower": "lower",
    "strings.ToUpper": "upper",
    "strings.Trim": "trim",
    "strings.Replace": "replace",
    "strings.HasPrefix": "hasPrefix",
    "strings.HasSuffix": "hasSuffix",
    "strings.Split": "split",
    "strings.ReplaceRE": "replaceRE",
    "strings.Truncate": "truncate",
    "transform.Emojify": "emojify",
    "fmt.Printf": "printf",
    "fmt.Print": "print",
    "fmt.Errorf": "errorf",
    "fmt.Warnf": "warnf",
    "safe.HTML": "safeHTML",
    "safe.HTMLAttr": "safeHTMLAttr",
    "safe.URL": "safeURL",
    "safe.CSS": "safeCSS",
    "safe.JS": "safeJS",
    "transform.Markdownify": "markdownify",
    "urls.Anchorize": "anchorize",
    "urls.URLize": "urlize",
    "collections.Slice": "slice",
    "collections.Dictionary": "dict",
    "collections.Index": "index",
    "collections.In": "in",
    "collections.Merge": "merge",
    "collections.Seq": "seq",
    "cast.ToInt": "int",
    "cast.ToString": "string",
    "math.Add": "add",
    "math.Sub": "sub",
    "urls.RelURL": "relURL",
    "urls.AbsURL": "absURL",
    "urls.RelLangURL": "relLangURL",
    "urls.AbsLangURL": "absLangURL",
}

_KEEPS_INNER: Final = frozenset(
    (
        *("chomp", "strings.Chomp", "htmlUnescape"),
        *("emojify", "transform.HTMLUnescape", "transform.Emojify"),
    )
)

_TEXTS: Final = frozenset(
    (
        *("i18n", "T", "urlquery", "title", "humanize", "pluralize", "singularize"),
        *("md5", "sha1", "sha256", "dateFormat", "time", "now", "plainify", "substr"),
        *("countwords", "countrunes", "findRE", "findRESubmatch", "path"),
        *("htmlEscape", "html", "js", "isset", "base64Encode", "base64Decode"),
        *("relURL", "absURL", "relLangURL", "absLangURL", "ref", "relref", "getenv"),
        *("readFile", "readDir", "fileExists", "mul", "div", "mod", "modBool", "float"),
        *("delimit", "slicestr", "println"),
        *("transform.Plainify", "transform.Unmarshal", "transform.HTMLEscape"),
        *("unmarshal", "hugo", "getJSON", "getCSV", "complement"),
        *("isSlice", "isMap"),
    )
)
"""What these give is a string, a number or data, never HTML that is not escaped."""

_TEXT_NAMESPACES: Final = (
    *("math.", "time.", "path.", "urls.", "crypto.", "lang.", "os.", "fmt.", "hash."),
    *("inflect.", "images.", "resources.", "cast.", "reflect.", "hugo.", "site."),
    *("page.", "strings.", "css.", "js.", "compare.", "encoding.Base64"),
)

_HANDS_ON: Final = frozenset(
    (
        *("first", "last", "after", "append", "sort", "shuffle", "union", "intersect"),
        *("group", "apply", "symdiff", "querify", "collections.First", "echoParam"),
        *("collections.Where", "collections.Sort", "collections.Append"),
        *("collections.Uniq", "collections.Last", "collections.After", "where", "uniq"),
    )
)
"""What these give holds what they were given."""
