"""What a site publishes: every path that a browser can ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import basename
from typing import Final

import msgspec


class Hit(msgspec.Struct, frozen=True):
    """Something that is, or may be, published.

    *page* is the source path of the page (None: a file, or a page without a source).
    *is_page*: it is a page, with or without a source. *is_alias*: a redirect to it.
    *reason*: why it can only be
    said that it may be there (None: it is).
    """

    page: str | None = None
    is_page: bool = False
    reason: str | None = None
    is_alias: bool = False


class Hidden(msgspec.Struct, frozen=True):
    """A page that is not published, though its source is there."""

    page: str
    why: str


_MADE: Final = re.compile(
    r"(?:[._](?:hu_?)?[0-9a-f]{16,}(?=[._])|_hu_?[0-9a-f]+_|/_gen/|/_pagefind/|/pagefind/)"
)
"""Names that asset pipelines give: fingerprints, processed images, search indexes."""

_SOURCES: Final = {
    "css": ("scss", "sass", "less", "css"),
    "js": ("ts", "jsx", "tsx", "mjs", "js"),
}
"""From which assets a published file may be made, by extension."""


class Published:
    """The paths of a site; filled once, then asked.

    Paths begin with `/`, are not percent-encoded and leave the base path out. A page
    is known by its directory: `/a`, `/a/` and `/a/index.html` all reach it, as they
    do an `index.html` that is no page.

    Source: HUGO-URL-1, HUGO-URL-6, HUGO-URL-17 to HUGO-URL-27.
    """

    def __init__(self, *, assets: Iterable[str] = (), pagination: str = "page") -> None:
        """Take the virtual paths of `assets/` and the directory that lists page in."""
        self._pages: dict[str, str | None] = {}
        self._files: set[str] = set()
        self._aliases: set[str] = set()
        self._hidden: dict[str, Hidden] = {}
        self._open: list[tuple[str, str]] = []
        self._open_pages: list[tuple[str, str]] = []
        self._somewhere: set[str] = set()
        self._maybe: dict[str, str] = {}
        self._assets = frozenset("/" + asset.lower() for asset in assets)
        self._pagination = f"/{pagination.strip('/')}/"
        self._folded: dict[str, list[str]] | None = None

    # --- Filling

    def add_page(self, url: str, page: str | None) -> None:
        """Add the page at *url*, `/a/` or `/a.html`; a page with a source wins."""
        if not url.endswith("/"):
            self._files.add(url)
        if page is not None or url not in self._pages:
            self._pages[url] = page
        self._aliases.discard(url)

    def add_alias(self, url: str, page: str | None) -> None:
        """Add the redirect at *url* to *page*; where a page is too, that counts."""
        if url not in self._pages:
            self.add_page(url, page)
            self._aliases.add(url)

    def add_file(self, path: str) -> None:
        """Add a file that is no page."""
        self._files.add(path)

    def hide(self, url: str, page: str, why: str) -> None:
        """Note that *page*, which would be at *url*, is not published."""
        self._hidden.setdefault(url, Hidden(page, why))

    def open(self, prefix: str, reason: str) -> None:
        """Note that anything may be below *prefix*, which ends with `/`."""
        self._open.append((prefix, reason))

    def open_pages(self, prefix: str, reason: str) -> None:
        """Note that any page may be below *prefix*, but no file except feeds."""
        self._open_pages.append((prefix, reason))

    def add_maybe(self, url: str, reason: str) -> None:
        """Note that something may be published at *url*, a page or a file."""
        self._maybe.setdefault(url, reason)

    def add_somewhere(self, name: str) -> None:
        """Note that a file called *name* is published, none knows where."""
        self._somewhere.add(name)

    def below(self, folder: str) -> Published:
        """Return what a host serves for which *folder*, `/fr`, is the root."""
        cut = len(folder)

        def inside(path: str) -> bool:
            return path.startswith(folder + "/")

        part = Published(pagination=self._pagination)
        part._assets = self._assets
        part._somewhere = self._somewhere
        part._pages = {k[cut:]: v for k, v in self._pages.items() if inside(k)}
        part._aliases = {each[cut:] for each in self._aliases if inside(each)}
        part._files = {each[cut:] for each in self._files if inside(each)}
        part._hidden = {k[cut:]: v for k, v in self._hidden.items() if inside(k)}
        part._maybe = {k[cut:]: v for k, v in self._maybe.items() if inside(k)}
        part._open = [(k[cut:], v) for k, v in self._open if inside(k)]
        part._open_pages = [(k[cut:], v) for k, v in self._open_pages if inside(k)]
        return part

    # --- Asking

    def find(self, path: str) -> Hit | None:
        """Return what *path* reaches; None: nothing is there."""
        for key in _forms(path):
            if key in self._pages:
                is_alias = key in self._aliases
                return Hit(self._pages[key], is_page=True, is_alias=is_alias)
        if path in self._files or path.rstrip("/") + "/index.html" in self._files:
            return Hit()
        reason = self._may_be(path)
        return Hit(reason=reason) if reason else None

    def _may_be(self, path: str) -> str | None:
        for prefix, reason in self._open:
            if path.startswith(prefix):
                return reason
        for key in _forms(path):
            if key in self._maybe:
                return self._maybe[key]
        if path.rstrip("/") + ".html" in self._files:
            return "addresses that the web server completes with `.html`"
        name = path.rpartition("/")[2]
        if "." not in name or name.endswith((".html", ".htm")) or name == "index.xml":
            for prefix, reason in self._open_pages:
                if path.startswith(prefix):
                    return reason
        if name in self._somewhere:
            return "a file of a page whose address is not known"
        head, mark, tail = path.rpartition(self._pagination)
        tail = tail.removesuffix("index.html").strip("/")
        if mark and tail.isdecimal() and head + "/" in self._pages:
            return "pages of a list"
        stem, dot, extension = path.lower().rpartition(".")
        if dot and any(
            f"{stem.removesuffix('.min')}.{source}" in self._assets
            for source in _SOURCES.get(extension, (extension,))
        ):
            return "assets that templates publish on demand"
        if _MADE.search(path):
            return "files that templates make"
        return None

    def hidden(self, path: str) -> Hidden | None:
        """Return the page that would be at *path* if it were published."""
        for key in _forms(path):
            if key in self._hidden:
                return self._hidden[key]
        return None

    def in_other_case(self, path: str) -> str | None:
        """Return the path that differs from *path* in letter case alone.

        A page's path ends with `/`. None: there is none, or more than one.
        """
        if self._folded is None:
            self._folded = {}
            for known in self.paths():
                self._folded.setdefault(known.lower(), []).append(known)
        for key in _forms(path):
            found = self._folded.get(key.lower(), ())
            if len(found) == 1:
                return found[0]
        return None

    def paths(self) -> Iterator[str]:
        """Yield every path once: pages with their last `/`, then files."""
        yield from self._pages
        for file in self._files:
            if file not in self._pages:
                yield file

    def is_written(self, path: str) -> bool:
        """Tell whether *path* is a file, or a page that has a source."""
        return path in self._files or self._pages.get(path) is not None

    def is_below_a_page(self, path: str) -> bool:
        """Tell whether the directory that holds *path* is that of a page with a source.

        Home does not count. Of a page that is no section, all that lies below it does.
        """
        parent = path.rstrip("/").rpartition("/")[0] + "/"
        if parent != "/" and self._pages.get(parent) is not None:
            return True
        while parent != "/":
            source = self._pages.get(parent)
            if source is not None and not basename(source).startswith("_index."):
                return True
            parent = parent.rstrip("/").rpartition("/")[0] + "/"
        return False

    def has_top(self, path: str) -> bool:
        """Tell whether anything at all is published below *path*'s first segment."""
        top = "/" + path.lstrip("/").partition("/")[0]
        return any(known.startswith(top + "/") for known in self.paths())


def _forms(path: str) -> tuple[str, ...]:
    """Return the keys under which the page at *path* may be known."""
    if path.endswith("/"):
        return (path,)
    if path.endswith("/index.html"):
        return (path[:-10], path)
    return (path, path + "/")
