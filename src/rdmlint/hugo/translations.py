"""What Hugo refuses in the files of `i18n`, which it reads at every build.

Source: HUGO-I18N-1; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from rdmlint.hugo import casts, config_files, disk
from rdmlint.hugo.discover import Site
from rdmlint.model import Entry, Fault, Mapping, Scalar, Sequence, Value
from rdmlint.syntax import gotmpl
from rdmlint.syntax.gotmpl_faults import refusals
from rdmlint.text import Span

_EXTENSIONS: Final = ("yaml", "yml", "toml", "json")
_RESERVED: Final = frozenset(
    (
        *("id", "description", "hash", "translation", "leftdelim", "rightdelim"),
        *("zero", "one", "two", "few", "many", "other"),
    )
)


class Refused(NamedTuple):
    """What is wrong in the translations at *path*; *is_mild*: a text is left out."""

    path: str
    span: Span
    message: str
    is_mild: bool = False


def refused(site: Site) -> Iterator[Refused]:
    """Yield what Hugo stops at, or cannot use, in the site's own files."""
    ground = disk.ground(site.root)
    tops = [
        os.path.normpath(os.path.join(site.root, mount.source))
        for mount in site.config.mounts
        if mount.component == "i18n" and not mount.is_theme
    ]
    for _, file in site.i18n:
        if any(file.startswith(top + os.sep) for top in tops):
            path = disk.relative(file, site.root)
            for span, message, is_mild in _of_file(file, ground):
                yield Refused(path, span, message, is_mild)


_Said: TypeAlias = tuple[Span, str, bool]


def _of_file(file: str, ground: str) -> Iterator[_Said]:
    data = disk.read(file, ground)
    if isinstance(data, Fault):
        yield data.span, data.message, False
        return
    name, extension = os.path.splitext(os.path.basename(file))
    extension = extension.removeprefix(".").lower()
    if _is_no_language(name):
        yield Span(0, 0), f"`{name}` cannot be a language; Hugo stops here", False
    elif extension not in _EXTENSIONS:
        if data.strip():
            yield Span(0, 0), f"Hugo reads no `.{extension}` files in `i18n`", False
    else:
        yield from _of_text(data, extension)


_ODD: Final = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_TAG: Final = 8


def _is_no_language(name: str) -> bool:
    """Tell whether no language, nor a made-up one, can be called so.

    Source: BCP 47, and Hugo's `art-x-` before what is no language.
    """
    first = re.split("[-_]", name)[0]
    return bool(_ODD.search(name)) or len(first) > _LONGEST_TAG


def _of_text(data: bytes, extension: str) -> Iterator[_Said]:
    value, faults = config_files.read_value(data, extension)
    for fault in faults:
        yield fault.span, fault.message, False
    if isinstance(value, Scalar) and value.value is not None:
        what = "Translations are keys and values, not a single value"
        yield value.span, what, False
    elif value is not None and not faults:
        yield from _in_value(value, depth=0)


_DEEPEST: Final = 16


def _in_value(value: Value, *, depth: int) -> Iterator[_Said]:
    """Yield what is wrong in a value and below it."""
    if isinstance(value, Scalar):
        yield from _in_text(value)
    if depth > _DEEPEST or isinstance(value, Scalar):
        return
    if isinstance(value, Sequence):
        for item in value.items:
            yield from _in_value(item, depth=depth + 1)
        return
    own = [
        entry
        for entry in value.entries
        if entry.key.lower() in _RESERVED and isinstance(entry.value, Scalar)
    ]
    others = [entry for entry in value.entries if entry.key.lower() not in _RESERVED]
    if own and others:
        yield (
            others[0].key_span,
            f"`{others[0].key}` cannot stand beside `{own[0].key}`, which says how "
            "this very text is translated",
            False,
        )
    elif own:
        yield from _plural(own)
        if any(entry.key.lower() in _DELIMITERS for entry in own):
            return
    for entry in value.entries:
        yield from _in_value(entry.value, depth=depth + 1)


_DELIMITERS: Final = ("leftdelim", "rightdelim")
_PLURALS: Final = frozenset(("zero", "one", "two", "few", "many"))


def _plural(own: list[Entry]) -> Iterator[_Said]:
    """Yield forms for some numbers that come without one for all others."""
    keys = {entry.key.lower() for entry in own}
    if keys & _PLURALS and not keys & {"other", "translation"}:
        first = next(entry for entry in own if entry.key.lower() in _PLURALS)
        yield first.key_span, "There is no `other` beside this, for all else", True


_BUILT_IN: Final = frozenset(
    (
        *("and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt"),
        *("ne", "not", "or", "print", "printf", "println", "slice", "urlquery"),
    )
)
"""The functions that Go's templates have by themselves."""


def _in_text(value: Scalar) -> Iterator[_Said]:
    if value.kind in ("int", "float", "bool", "datetime"):
        message = f"A translation is text; put `{casts.text(value)}` in quotes"
        yield value.span, message, False
    elif isinstance(value.value, str) and "{{" in value.value:
        data = value.value.encode()
        for found in refusals(data, gotmpl.read(data), known=_BUILT_IN):
            message = f"This template cannot be read: {_lowered(found.message)}"
            if found.function:
                message = f"Translations have no function `{found.function}`"
            yield value.span, message, True
            return


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


# --- Texts that nothing translates ----------------------------------------------------


class Untranslated(NamedTuple):
    """A text that a template at *path* asks for by an id that no file has."""

    path: str
    span: Span
    id: str


_ASKED: Final = re.compile(
    rb"\{\{-?[ \t]*(?:i18n|T|lang\.Translate)[ \t]+\"([^\"\\\n]+)\""
    rb"(?:[ \t]+[$.\w]+)?[ \t]*-?\}\}"
)


def untranslated(site: Site, templates: Iterable[str]) -> Iterator[Untranslated]:
    """Yield what *templates*, paths of the site's own, print as it is translated.

    Nothing where a module that is not on disk may translate it, or where a file
    cannot be read. What a template does about a missing text is left to it.
    """
    if site.config.missing_modules:
        return
    ground = disk.ground(site.root)
    known = _ids(site, ground)
    if known is None:
        return
    for path in templates:
        data = disk.read(os.path.join(site.root, path), ground)
        if isinstance(data, Fault):
            continue
        for found in _ASKED.finditer(data):
            name = found[1].decode("utf-8", "replace")
            if name.lower() not in known and not _is_comment(data, found.start()):
                yield Untranslated(path, Span(*found.span(1)), name)


def _is_comment(data: bytes, at: int) -> bool:
    """Tell whether an action at *at* stands in a comment of the template."""
    actions = gotmpl.read(data).actions
    return not any(each.span.start == at and each.code for each in actions)


def _ids(site: Site, ground: str) -> set[str] | None:
    """Return the ids of all translations, lowered; None: a file cannot be read."""
    found: set[str] = set()
    for _, file in site.i18n:
        data = disk.read(file, ground)
        if isinstance(data, Fault):
            return None
        extension = os.path.splitext(file)[1].removeprefix(".").lower()
        if extension in _EXTENSIONS:
            value, _ = config_files.read_value(data, extension)
            if value is not None:
                _collect(value, "", found, depth=0)
    return found


def _collect(value: Value, above: str, found: set[str], *, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Mapping):
                found.add(casts.text(item.get("id")).lower())
                _collect(item, above, found, depth=depth + 1)
    elif isinstance(value, Mapping):
        for entry in value.entries:
            name = f"{above}{entry.key.lower()}"
            found.add(name)
            _collect(entry.value, f"{name}.", found, depth=depth + 1)
