"""Output formats: the forms in which Hugo publishes a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo import casts
from rdmlint.model import Mapping, Sequence


class OutputFormat(msgspec.Struct, frozen=True):
    """A form in which pages are published.

    *name* is lowered. A page's file is *base_name* and *suffix* (with its dot) in
    the page's directory, below *path* where there is one. *is_ugly*: the file is
    named for the page; *is_never_ugly*: never so. *is_html* as Hugo says it.
    """

    name: str
    base_name: str = "index"
    suffix: str = ".html"
    path: str = ""
    is_ugly: bool = False
    is_never_ugly: bool = False
    is_html: bool = False

    @property
    def file_name(self) -> str:
        """Return the name of the file in a page's directory."""
        return self.base_name + self.suffix


HTML: Final = OutputFormat("html", is_html=True)

BUILT_IN: Final = (
    HTML,
    OutputFormat("amp", path="amp", is_html=True),
    OutputFormat("calendar", suffix=".ics"),
    OutputFormat("css", base_name="styles", suffix=".css"),
    OutputFormat("csv", suffix=".csv"),
    OutputFormat("json", suffix=".json"),
    OutputFormat("markdown", suffix=".md"),
    OutputFormat("rss", suffix=".xml", is_never_ugly=True),
    OutputFormat("webappmanifest", base_name="manifest", suffix=".webmanifest"),
)
"""The formats that every site has. Source: HUGO-URL-17; Hugo's `output`."""

_SUFFIXES: Final = {
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/manifest+json": "webmanifest",
    "application/rss+xml": "xml",
    "application/toml": "toml",
    "application/xml": "xml",
    "application/yaml": "yaml",
    "text/asciidoc": "adoc",
    "text/calendar": "ics",
    "text/css": "css",
    "text/csv": "csv",
    "text/html": "html",
    "text/javascript": "js",
    "text/markdown": "md",
    "text/plain": "txt",
}
"""The first suffix of media types that formats are made of."""


def read_formats(root: Mapping) -> tuple[OutputFormat, ...]:
    """Return the built-in formats and those of the configuration *root*.

    Of one name the configuration's counts. A format whose file name cannot be told
    is left out.
    """
    known = {form.name: form for form in BUILT_IN}
    table = root.get("outputformats")
    for name, settings in _tables(table):
        form = _format(name, settings, known.get(name), root)
        if form is None:
            known.pop(name, None)
        else:
            known[name] = form
    return tuple(known.values())


def _tables(value: object) -> Iterator[tuple[str, Mapping]]:
    for entry in value.entries if isinstance(value, Mapping) else ():
        if isinstance(entry.value, Mapping):
            yield entry.key, entry.value


def _format(
    name: str, settings: Mapping, known: OutputFormat | None, root: Mapping
) -> OutputFormat | None:
    media = casts.text(settings.get("mediatype"))
    suffix = _suffix(media, root) if media else known.suffix if known else None
    if suffix is None:
        return None
    base = known or OutputFormat(name)

    def flag(key: str, *, default: bool) -> bool:
        value = settings.get(key)
        return default if value is None else casts.truth(value)

    return OutputFormat(
        name=name,
        base_name=casts.text(settings.get("basename")) or base.base_name,
        suffix=suffix,
        path=casts.text(settings.get("path")) or base.path,
        is_ugly=flag("ugly", default=base.is_ugly),
        is_never_ugly=flag("nougly", default=base.is_never_ugly),
        is_html=flag("ishtml", default=base.is_html),
    )


def _suffix(media: str, root: Mapping) -> str | None:
    """Return the suffix of a media type with its delimiter; None: not known."""
    media = media.lower()
    for name, settings in _tables(root.get("mediatypes")):
        if name == media:
            suffixes = settings.get("suffixes")
            given = (
                [casts.text(item) for item in suffixes.items]
                if isinstance(suffixes, Sequence)
                else list(casts.texts(suffixes))
            )
            delimiter = settings.get("delimiter")
            dot = "." if delimiter is None else casts.text(delimiter)
            first = given[0] if given else _SUFFIXES.get(media, "")
            return dot + first if first else ""
    known = _SUFFIXES.get(media)
    return None if known is None else f".{known}"
