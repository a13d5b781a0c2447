"""Which page the shortcodes `ref` and `relref` name, and what Hugo makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.links import AMBIGUOUS, Node, PageTree
from rdmlint.hugo.nearest import nearest
from rdmlint.hugo.paths import CONTENT_EXTENSIONS, normalise
from rdmlint.model import Argument, Known, Shortcode
from rdmlint.syntax.address import parse_address
from rdmlint.text import Span

REFS: Final = frozenset(("ref", "relref"))
"""The shortcodes that are meant, in small letters."""


class RefFault(Enum):
    """Why a `ref` gives no address, or one that leads nowhere."""

    EMPTY = "empty"
    """It names no page at all; Hugo writes an empty address and says nothing."""
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    UNPUBLISHED = "unpublished"
    UNRENDERED = "unrendered"
    """The page is there, but has no address; Hugo says nothing."""
    LANGUAGE = "language"
    FORMAT = "format"
    FRAGMENT = "fragment"
    """The page is there; no id on it answers the fragment."""


class Reference(msgspec.Struct, frozen=True):
    """What a call of `ref` or `relref` comes to.

    *word* is what was asked for and is wrong, or the path; *span* is its place.
    *exists* is about page and fragment together. *fault* says what is wrong (None
    unless *exists* is NO). *page* is the source path of the page reached or nearly
    reached (None: none). *names* are the logical paths of all pages that an ambiguous
    name may mean. *suggestion* is what to write at *span* instead, in quotes where
    they are needed (None: nothing near), *near* the same for people. *detail*: why
    the page is not published. *reason*: for UNKNOWN what hides the answer.
    """

    exists: Known
    word: str
    span: Span
    fault: RefFault | None = None
    page: str | None = None
    names: tuple[str, ...] = ()
    suggestion: str | None = None
    near: str | None = None
    is_sure: bool = False
    detail: str | None = None
    reason: str | None = None


class Site(msgspec.Struct, frozen=True):
    """What references are judged by.

    *trees* by language. *formats* gives the names of a page's output formats by its
    source path. *fragment* and *ids* are those of links. *open* says what may add
    pages that are not known (None: nothing does).
    """

    config: HugoConfig
    trees: Mapping[str, PageTree]
    formats: Callable[[str], tuple[str, ...]]
    fragment: Callable[[str | None, str], tuple[Known, str | None]]
    nearest_id: Callable[[str, str | None], tuple[str | None, bool]]
    open: str | None


class Call(msgspec.Struct, frozen=True):
    """A call, taken apart. *tail* is what follows it in the address, `#x`.

    *tail_span* is the place of the name in the tail. *language* is that of the page.
    """

    shortcode: Shortcode
    context: Node
    language: str
    tail: str = ""
    tail_span: Span = Span(0, 0)


def judge(call: Call, site: Site) -> Reference | None:
    """Say what *call* comes to; None: Hugo refuses its arguments altogether.

    Source: HUGO-7.2, HUGO-REF-1 to HUGO-REF-5.
    """
    arguments = call.shortcode.arguments
    is_named = any(each.name is not None for each in arguments)
    path = call.shortcode.argument("path" if is_named else 0)
    form = call.shortcode.argument("outputFormat" if is_named else 1)
    lang = call.shortcode.argument("lang") if is_named else None
    if not is_named and not 1 <= len(arguments) <= 2:
        return None
    if path is None:
        return _no(call.shortcode.name_span, call.shortcode.name, RefFault.EMPTY)
    word, span = path.value, path.value_span
    if _BAD_ESCAPE.search(word):
        return None
    address = parse_address(word)
    if address.scheme is None and not word.startswith("//"):
        # Unlike browsers, Hugo takes spaces at the ends for a part of the name.
        wanted = unquote(word.partition("#")[0].partition("?")[0])
    else:
        # To Go `mailto:x` is opaque: it has no path.
        is_opaque = address.path[:1] != "/"
        wanted = "" if is_opaque else unquote(address.path)
    fragment = None if address.fragment is None else unquote(address.fragment)
    if not wanted and fragment is None:
        return _no(span, word, RefFault.EMPTY)
    language = lang.value if lang is not None and lang.value else call.language
    if "//" in wanted:
        return _unknown(word, span, "what Hugo makes of slashes in a row")
    if wanted:
        found = _find(call, site, language, wanted, word, path, lang)
        if isinstance(found, Reference):
            return found
    else:
        found = call.context
        if found.kind == "resource":
            return _unknown(word, span, "on which page this text appears")
    if found.unrendered:
        fault = RefFault.UNRENDERED
        return _no(span, word, fault, page=found.path, detail=found.unrendered)
    if form is not None and form.value and found.path is not None:
        formats = site.formats(found.path)
        if form.value.lower() not in formats:
            if site.config.missing_modules:
                return _unknown(word, span, "output formats that a theme may add")
            return _no(form.value_span, form.value, RefFault.FORMAT, page=found.path)
    return _at_fragment(call, site, found, path, fragment)


def _find(
    call: Call,
    site: Site,
    language: str,
    wanted: str,
    word: str,
    path: Argument,
    lang: Argument | None,
) -> Node | Reference:
    """Return the page that is named, or why there is none."""
    tree = site.trees.get(language)
    known = site.config.language(language)
    if tree is None or known is None or known.is_disabled:
        if lang is None or site.config.missing_modules:
            return _unknown(word, path.value_span, "which languages the site has")
        keys = [each.key for each in site.config.languages if not each.is_disabled]
        near = nearest(language, keys)
        if language.lower() in keys:
            near = language.lower()
        return _no(
            lang.value_span, language, RefFault.LANGUAGE, suggestion=near, near=near
        )
    context = call.context
    found = tree.lookup(
        wanted, context, mode="ref", see_hidden=context.hidden is not None
    )
    if isinstance(found, Node):
        return found
    span = path.value_span
    if found == AMBIGUOUS:
        names = tuple(node.logical for node in tree.named(wanted))
        if len(names) < 2:
            return _unknown(word, span, "which of several drafts is meant")
        return _no(span, word, RefFault.AMBIGUOUS, names=names)
    hidden = tree.lookup(wanted, context, mode="ref", see_hidden=True)
    if isinstance(hidden, Node):
        detail = hidden.hidden or "a part of another page's bundle"
        return _no(span, word, RefFault.UNPUBLISHED, page=hidden.path, detail=detail)
    if normalise(wanted.strip("/")) in STANDALONE:
        return _unknown(word, span, "pages that Hugo makes for itself")
    if context.kind == "resource":
        return _unknown(word, span, "from where a part of a bundle counts")
    if site.open is not None and not _is_beside_a_page(tree, context, wanted):
        return _unknown(word, span, site.open)
    meant = _near(tree, context, wanted)
    if meant is None:
        return _no(span, word, RefFault.MISSING)
    extension = wanted.rpartition("/")[2].rpartition(".")[2].lower()
    if extension in CONTENT_EXTENSIONS and meant.kind != "home" and "." in wanted:
        shown = f"{meant.logical}.{extension}"
    else:
        shown = meant.logical
    _, mark, rest = word.partition("#")
    shown += mark + rest
    if '"' in shown or "`" in shown:
        return _no(span, word, RefFault.MISSING)
    return _no(
        span,
        word,
        RefFault.MISSING,
        page=meant.path,
        suggestion=shown if path.is_quoted else f'"{shown}"',
        near=shown,
    )


def _at_fragment(
    call: Call, site: Site, node: Node, path: Argument, fragment: str | None
) -> Reference:
    word, span = path.value, path.value_span
    if fragment is None and call.tail[:1] == "#":
        fragment = unquote(call.tail[1:])
        word, span = fragment, call.tail_span
        before = ""
    else:
        before = word.partition("#")[0] + "#"
    found = Reference(Known.YES, word, span, page=node.path)
    if fragment is None or _is_free(fragment):
        return found
    known, reason = site.fragment(node.path, fragment)
    if known is Known.YES:
        return found
    if known is Known.UNKNOWN:
        return Reference(known, word, span, page=node.path, reason=reason)
    near, is_sure = site.nearest_id(fragment, node.path)
    is_bare = bool(before) and not path.is_quoted
    suggestion = None
    # A quote would end the argument.
    if near is not None and not {'"', "`", "\\", "%", " "} & set(near):
        suggestion = f'"{before}{near}"' if is_bare else before + near
    return Reference(
        Known.NO,
        fragment,
        span,
        RefFault.FRAGMENT,
        node.path,
        suggestion=suggestion,
        near=near,
        is_sure=is_sure,
    )


def _near(tree: PageTree, context: Node, wanted: str) -> Node | None:
    """Return the page that was probably meant; None: none is near."""
    named = [node for node in tree.named(wanted) if not node.unrendered]
    if len(named) == 1:
        return named[0]
    here = context.logical if context.bundle == "branch" else dirname(context.logical)
    if wanted.startswith("/"):
        path = normpath(normalise(wanted))
    else:
        path = normpath(join(here, normalise(wanted)))
    stem, dot, extension = path.rpartition(".")
    if dot and extension in CONTENT_EXTENSIONS:
        path = stem
    found = nearest(path, (node.logical for node in tree.published()))
    return tree.get(found) if found else None


def _is_beside_a_page(tree: PageTree, context: Node, wanted: str) -> bool:
    """Tell whether the directory that *wanted* is in has a page of the site's own."""
    if "/" not in wanted.strip("/"):
        return False
    start = "/" if wanted.startswith("/") else dirname(context.logical)
    parent = dirname(normpath(join(start, normalise(wanted.strip("/")))))
    node = tree.get(parent)
    return node is not None and node.path is not None and node.kind != "home"


def _is_free(fragment: str) -> bool:
    return fragment == "" or fragment.lower() == "top" or fragment[:1] in "!/?:"


def _no(
    span: Span,
    word: str,
    fault: RefFault,
    *,
    page: str | None = None,
    names: tuple[str, ...] = (),
    suggestion: str | None = None,
    near: str | None = None,
    detail: str | None = None,
) -> Reference:
    return Reference(
        Known.NO,
        word,
        span,
        fault,
        page,
        names,
        suggestion=suggestion,
        near=near,
        detail=detail,
    )


def _unknown(word: str, span: Span, reason: str) -> Reference:
    return Reference(Known.UNKNOWN, word, span, reason=reason)


_BAD_ESCAPE: Final = re.compile("%(?![0-9A-Fa-f]{2})")
STANDALONE: Final = frozenset(("404", "404.html", "404.md"))
"""Names of the page for what is not there, which Hugo makes for itself."""
