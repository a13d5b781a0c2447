"""Hugo's logical paths: which page a file below `content/` is.

Source: HUGO-FS-4, HUGO-FS-7, HUGO-FS-9 and Hugo's `common/paths/pathparser.go`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal

import msgspec

CONTENT_EXTENSIONS: Final = frozenset(
    (
        *("md", "mdown", "markdown"),
        *("html", "htm"),
        *("adoc", "asciidoc", "ad"),
        *("pandoc", "pdc"),
        *("rst", "org"),
    )
)
"""Extensions of content files, lowered, no dot. Source: HUGO-FS-4."""


class Place(msgspec.Struct, frozen=True):
    """What a file's path below the content directory says about it.

    *logical* is the page it would be outside any leaf bundle, Hugo's `.Page.Path`;
    for a resource or adapter the normalised path itself. *kind*: `single` page,
    `leaf` or `branch` bundle, content `adapter`, or `resource` for all else.
    *name* is the base name without language and extension, letter case and spaces
    as on disk. *directory* is the directory as on disk ("" for the root).
    *language* None: the name carries none. *extension* is lowered, no dot.
    *dimensions* holds further identifiers of the name (`version_v2`, `role_x`).
    """

    logical: str
    kind: Literal["single", "leaf", "branch", "adapter", "resource"]
    name: str
    directory: str
    language: str | None
    extension: str
    dimensions: tuple[str, ...] = ()


def normalise(path: str) -> str:
    """Return *path* as Hugo keys it: lowered, each space a hyphen, all else kept."""
    return lowered(path).replace(" ", "-")


def lowered(text: str) -> str:
    """Return *text* in lower case as Go makes it: letter by letter.

    So a sigma at the end of a word is as any other, and the capital I with a dot
    becomes a plain one.
    """
    if text.isascii():
        return text.lower()
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def place(
    path: str,
    *,
    languages: Collection[str] = ("en",),
    extensions: Collection[str] = CONTENT_EXTENSIONS,
) -> Place:
    """Return what *path*, POSIX and below the content directory, stands for.

    *languages* are the codes of all languages, disabled ones too; *extensions*
    those of content files. Only the last segment of a path can carry a language.
    """
    directory, _, file = path.rpartition("/")
    name, language, extension, dimensions = split_name(file, languages)
    lowered = normalise(name)
    kind: Literal["single", "leaf", "branch", "adapter", "resource"]
    if extension in extensions and name:
        kind = _BUNDLES.get(lowered, "single")
    elif lowered == "_content" and extension == "gotmpl":
        kind = "adapter"
    else:
        kind = "resource"
    folder = "/" + normalise(directory) if directory else ""
    if kind in ("leaf", "branch"):
        logical = folder or "/"
    elif kind == "single":
        logical = f"{folder}/{lowered}"
    else:
        logical = f"{folder}/{normalise(file)}"
    return Place(logical, kind, name, directory, language, extension, dimensions)


_BUNDLES: Final[dict[str, Literal["leaf", "branch"]]] = {
    "index": "leaf",
    "_index": "branch",
}


def split_name(
    file: str, languages: Collection[str]
) -> tuple[str, str | None, str, tuple[str, ...]]:
    """Split a file's name into name, language, extension and other identifiers.

    The text behind the last dot is the extension, lowered. Of the tokens before it,
    right to left, the first that is one of *languages* names the language; tokens
    of the form `_x_` are identifiers too. The name ends before the leftmost
    identifier found: `a.fr.b.md` is `a` in French.
    """
    stem, dot, extension = file.rpartition(".")
    if not dot:
        return file, None, "", ()
    if "." not in stem:
        return stem, None, normalise(extension), ()
    tokens = stem.split(".")
    if "._" in stem:
        tokens = _join_wrapped(tokens)
    language = None
    dimensions: list[str] = []
    cut = len(tokens)
    for at in range(len(tokens) - 1, 0, -1):
        token = normalise(tokens[at])
        if len(token) > 2 and token[0] == "_" == token[-1]:
            inner = token[1:-1]
            if inner.startswith("language_"):
                code = inner.removeprefix("language_")
                if code in languages:
                    language = code
                else:
                    dimensions.append(inner)
            else:
                dimensions.append(inner)
            cut = at
        elif language is None and token in languages:
            language = token
            cut = at
    return ".".join(tokens[:cut]), language, normalise(extension), tuple(dimensions)


def _join_wrapped(tokens: list[str]) -> list[str]:
    """Join what dots inside a `_…_` identifier took apart: `_version_v1.0.0_`."""
    joined: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at
        if at and token.startswith("_") and not (len(token) > 2 and token[-1] == "_"):
            end = next(
                (n for n in range(at + 1, len(tokens)) if tokens[n].endswith("_")), at
            )
        joined.append(".".join(tokens[at : end + 1]))
        at = end + 1
    return joined


def dated_name(name: str) -> tuple[datetime, str] | None:
    """Return the date that a file's name begins with, and the rest of the name.

    *name* is a base name without extension, for a leaf bundle its directory's. The
    rest has no space, hyphen or underscore at its ends. None: no date.

    Source: HUGO-FM-21.
    """
    day, time = name[:10], name[11:19]
    if len(name) >= 19 and time[2] == time[5] == "-":
        moment = _moment(f"{day} {time}", "%Y-%m-%d %H-%M-%S")
        if moment:
            return moment, name[19:].strip(" -_")
    moment = _moment(day, "%Y-%m-%d") if len(day) == 10 else None
    return (moment, name[10:].strip(" -_")) if moment else None


def _moment(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None
