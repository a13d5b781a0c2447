"""A site that was built: its files, the ids on its pages, where its links lead."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, Literal

import msgspec

from rdmlint.hugo import disk, redirects
from rdmlint.hugo.bootstrap import version_on_pages
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.links import Node
from rdmlint.hugo.published import Hidden, Published
from rdmlint.hugo.targets import ELSEWHERE, Place, Target, Targets
from rdmlint.hugo.targets import Site as LinkSite
from rdmlint.hugo.templates import Templates
from rdmlint.hugo.written import own_path, resolve
from rdmlint.model import (
    Address,
    AddressKind,
    Fault,
    Image,
    Known,
    Link,
    Origin,
    Page,
)
from rdmlint.syntax.address import parse_address

LARGEST: Final = 16 << 20
"""Bytes of the largest built page that is read: all of a site printed on one."""

LARGEST_SCRIPT: Final = 4 << 20
MOST_OF_SCRIPTS: Final = 64 << 20
"""Bytes of scripts that are searched for ids; where there are more, none is known."""

_PAGES: Final = (".html", ".htm")
_SCRIPTS: Final = (".js", ".mjs")
_SAMPLE: Final = 400
"""Addresses of the site's own that are looked at to find where it is published."""

_LOCATION: Final = re.compile(rb"<loc>\s*([^<\s]{1,2000})\s*</loc>")
_SCRIPT: Final = re.compile(rb"<script\b[^>]*+>", re.IGNORECASE)
_SCRIPT_END: Final = re.compile(rb"</script", re.IGNORECASE)
_REFRESH: Final = re.compile(
    r"\s*[\d.]+[\s;,]*(?:url\s*=)?\s*[\"']?([^\"']*)", re.IGNORECASE
)


class BuiltFiles(Published):
    """What there is in the directory of a built site: all of it, and nothing else.

    *source* knows of pages that are not published; it is not asked for others.
    """

    def __init__(self, files: Iterable[tuple[str, str]], source: Published) -> None:
        """Take pairs of path below the directory and path from the site root."""
        super().__init__()
        self._source = source
        for below, path in files:
            url = "/" + below
            if url.endswith("/index.html"):
                self.add_page(url[: -len("index.html")], path)
            elif url.endswith(_PAGES):
                self.add_page(url, path)
            else:
                self.add_file(url)

    def hidden(self, path: str) -> Hidden | None:
        """Return the page that would be at *path* if it were published."""
        return self._source.hidden(path)

    def _may_be(self, path: str) -> str | None:
        if path.rstrip("/") + ".html" in self._files:
            return "addresses that the web server completes with `.html`"
        return None


def files_in(folder: str) -> tuple[str, ...]:
    """Return the files below *folder* as POSIX paths from it, sorted, home first."""
    found: list[str] = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        here = disk.relative(at, folder)
        found += (name if here == "." else f"{here}/{name}" for name in names)
    return tuple(sorted(found, key=lambda path: (path.count("/"), path)))


class BuiltSite:
    """The pages of a built site; keeps the ids of those it was asked about.

    *folder* is the absolute directory, *root* that which paths of pages count from.
    """

    def __init__(
        self,
        folder: str,
        root: str,
        *,
        config: HugoConfig,
        source: Published,
        read: Callable[[str, bytes], Page],
    ) -> None:
        """Take the site; *read* gives the facts of a page by its path and bytes."""
        self.folder = folder
        self.root = root
        self.files = files_in(folder)
        self._ground = disk.ground(folder)
        self._read = read
        start = disk.relative(folder, root)
        self._start = "" if start == "." else start + "/"
        self.pages: tuple[str, ...] = tuple(
            self._start + file for file in self.files if file.endswith(_PAGES)
        )
        self.published = BuiltFiles(
            ((file, self._start + file) for file in self.files), source
        )
        self._given = config
        self._ids: dict[str, frozenset[str]] = {}
        self._places: dict[str, Place] = {}
        self._named: dict[str, bool] = {}
        self._inlined: dict[str, tuple[bytes, ...]] = {}

    # --- Pages

    def read(self, path: str) -> Page:
        """Return the facts of the built page at *path*, counted from the root."""
        data = self.data(path)
        if not isinstance(data, bytes):
            return Page(path, "built", faults=(data,))
        return self._read(path, data)

    def data(self, path: str) -> bytes | Fault:
        """Return the bytes of the built file at *path*, or why there are none."""
        file = os.path.join(self.root, *path.split("/"))
        return disk.read(file, self._ground, limit=LARGEST)

    def below(self, path: str) -> str:
        """Return *path*, counted from the root, as counted from the built directory."""
        return path[len(self._start) :]

    def url_of(self, path: str) -> str:
        """Return the address of the page at *path*: `/a/`, without the base path."""
        url = "/" + self.below(path)
        return url.removesuffix("index.html") if url.endswith("/index.html") else url

    @property
    def config(self) -> HugoConfig:
        """Return the configuration as the files show it: what is there, is there."""
        return self._config

    @cached_property
    def _config(self) -> HugoConfig:
        given = self._given
        return msgspec.structs.replace(
            given,
            base_url=self._base_url() or given.base_url,
            files=given.files or ("",),
            missing_modules=(),
            unmodelled=(),
            canonify_urls=False,
            relative_urls=False,
        )

    @cached_property
    def bootstrap(self) -> str | None:
        """The version of Bootstrap that the home page loads; None: not known."""
        data = self.data(self._start + "index.html")
        return version_on_pages([data]) if isinstance(data, bytes) else None

    # --- Where it is published

    def _base_url(self) -> str | None:
        """Return the base URL of the site map, or of home's own links; None: neither.

        A site is often built for another address than its configuration says.
        """
        locations = [parse_address(url) for url in self._locations()]
        hosts = Counter((each.scheme, each.host, each.port) for each in locations)
        if not hosts:
            return self._base_of_links()
        (scheme, host, port), _ = hosts.most_common(1)[0]
        own = [each.path for each in locations if each.host == host]
        return f"{scheme}://{host}{f':{port}' if port else ''}{self._base_path(own)}/"

    def _locations(self) -> Iterator[str]:
        data = self.data(self._start + "sitemap.xml")
        if isinstance(data, bytes):
            for found in _LOCATION.findall(data)[:_SAMPLE]:
                url = found.decode("utf-8", "replace")
                if url.startswith(("http://", "https://")):
                    yield url

    def _base_of_links(self) -> str | None:
        """Return a base path alone, `/docs/`, that suits the links of home."""
        given = self._given.base_path
        home = self.read(self._start + "index.html")
        paths = [
            link.address.path
            for link in home.links[:_SAMPLE]
            if link.address.kind is AddressKind.ROOT
        ]
        path = self._base_path(paths, counts_home=False)
        return None if path == given or not paths else f"{path}/"

    def _base_path(self, paths: Iterable[str], *, counts_home: bool = True) -> str:
        """Return the base path, the shortest, under which most of *paths* are there.

        Any path at all could be that of home.
        """
        from urllib.parse import unquote

        given = self._given.base_path
        decoded = [unquote(path) for path in paths]
        bases = Counter(base for path in decoded for base in _heads(path))
        best, most = "", -1
        for base in ("", given, *(base for base, _ in bases.most_common(20))):
            count = sum(
                1
                for path in decoded
                if (path + "/").startswith(base + "/")
                and (counts_home or path.strip("/") != base.strip("/"))
                and self.published.find(path[len(base) :] or "/") is not None
            )
            if count > most:
                best, most = base, count
        return best

    # --- Links

    def target(self, page: Page, link: Link) -> Target:
        """Say where *link* on the built *page* leads."""
        if link.is_toggle or not link.is_certain:
            return ELSEWHERE
        return self._of(page, link.address, "link")

    def image_target(self, page: Page, image: Image) -> Target:
        """Say where the file of *image* is."""
        return self._of(page, image.address, "image")

    def _of(
        self, page: Page, address: Address, kind: Literal["link", "image"]
    ) -> Target:
        place = self._place(page)
        if address.kind in (AddressKind.RELATIVE, AddressKind.FRAGMENT):
            if place.url is None:
                return ELSEWHERE
            base = self.config.base_path
            if address.kind is AddressKind.FRAGMENT and (
                place.url != self.url_of(page.path)
            ):
                # Where there is a `base`, `#x` is a place on the page that it names.
                address = parse_address(f"{base}{place.url}{address.raw.strip()}")
        found = self._targets.of(place, address, Origin.HTML, kind)
        if found.is_mild:
            # Browsers put it right; what templates compute of it, nobody wrote.
            return ELSEWHERE
        if (
            found.page is not None
            and found.page.startswith(self._start)
            and (found.page != page.path)
        ):
            # Readers know a built page by its address.
            return msgspec.structs.replace(found, page=None)
        return found

    def _place(self, page: Page) -> Place:
        place = self._places.get(page.path)
        if place is None:
            place = self._places[page.path] = Place(
                Node("/", "page"), "", self._counts_from(page), page.path
            )
        return place

    def _counts_from(self, page: Page) -> str | None:
        """Return the address that relative ones on *page* count from; None: another's.

        `404.html` is shown at any address at all.
        """
        url = self.url_of(page.path)
        if url.endswith("/404.html"):
            return None
        href = next(
            (
                element.value("href")
                for element in page.elements
                if element.name == "base" and element.value("href") is not None
            ),
            None,
        )
        if not href:
            return url
        address = parse_address(href)
        path = own_path(self.config, address)
        if path is None and address.kind is not AddressKind.RELATIVE:
            return None
        base = self.config.base_path
        whole = resolve(base + url, address.path if path is None else path)
        return whole[len(base) :] if whole.startswith(base + "/") else None

    @cached_property
    def _targets(self) -> Targets:
        return Targets(
            LinkSite(
                root=self.root,
                config=self.config,
                templates=Templates(),
                published=self.published,
                trees={},
                resources={},
                assets=frozenset(),
                urls={},
                redirects=lambda: self._redirects,
                words=frozenset,
                fragment=self._fragment,
                ids=lambda path: tuple(sorted(self._ids_at(path))),
            )
        )

    @cached_property
    def _redirects(self) -> redirects.Redirects:
        of_source = redirects.read(self.root)
        of_built = redirects.read(self.folder, files=redirects.BUILT)
        return of_source.with_more(of_built)

    # --- Ids

    def has_id(self, page: Page, name: str) -> Known:
        """Tell whether *page* has the id; UNKNOWN where a script may give it."""
        if name in self.ids_of(page):
            return Known.YES
        return Known.UNKNOWN if self._is_scripted(page.path, name) else Known.NO

    def ids_of(self, page: Page) -> frozenset[str]:
        """Return the ids on *page*, names of links too."""
        known = self._ids.get(page.path)
        if known is None:
            known = frozenset(anchor.id for anchor in page.anchors)
            further = self._moved_to(page)
            if further is not None and further != page.path:
                known |= frozenset(each.id for each in self.read(further).anchors)
            self._ids[page.path] = known
        return known

    def _moved_to(self, page: Page) -> str | None:
        """Return the page that *page*, a redirect, leads to; None: it is none."""
        for link in page.links:
            if link.element == "meta":
                target = self._of(page, link.address, "link")
                if target.url is not None:
                    base = self.config.base_path
                    hit = self.published.find(target.url.removeprefix(base) or "/")
                    return hit.page if hit else None
        return None

    def _ids_at(self, path: str | None) -> frozenset[str]:
        if path is None:
            return frozenset()
        return self._ids.get(path) or self.ids_of(self.read(path))

    def _fragment(self, path: str | None, name: str) -> tuple[Known, str | None]:
        if path is None or name in self._ids_at(path):
            return Known.YES, None
        if self._is_scripted(path, name):
            return Known.UNKNOWN, "ids that a script may give"
        return Known.NO, None

    def _is_scripted(self, path: str, name: str) -> bool:
        """Tell whether a script speaks of *name*: in the page, or of the site's own."""
        known = self._named.get(name)
        if known is None:
            wanted = _mention(name)
            texts = self._scripts
            known = texts is None or any(wanted.search(text) for text in texts)
            self._named[name] = known
        if known:
            return True
        wanted = _mention(name)
        return any(wanted.search(script) for script in self._inline(path))

    def _inline(self, path: str) -> tuple[bytes, ...]:
        """Return the scripts that stand in the page at *path* itself."""
        known = self._inlined.get(path)
        if known is None:
            data = self.data(path)
            known = tuple(_scripts_in(data)) if isinstance(data, bytes) else ()
            self._inlined[path] = known
        return known

    @cached_property
    def _scripts(self) -> tuple[bytes, ...] | None:
        found: list[bytes] = []
        size = 0
        for file in self.files:
            if not file.endswith(_SCRIPTS):
                continue
            path = os.path.join(self.folder, *file.split("/"))
            data = disk.read(path, self._ground, limit=LARGEST_SCRIPT)
            if not isinstance(data, bytes):
                return None
            size += len(data)
            if size > MOST_OF_SCRIPTS:
                return None
            found.append(data)
        return tuple(found)


def _mention(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"[\"'`#]" + re.escape(name.encode()) + rb"(?![\w-])")


def _scripts_in(data: bytes) -> Iterator[bytes]:
    at = 0
    while start := _SCRIPT.search(data, at):
        end = _SCRIPT_END.search(data, start.end())
        at = end.end() if end else len(data)
        yield data[start.end() : end.start() if end else at]


def _heads(path: str) -> Iterator[str]:
    """Yield what may be the base path in *path*, the shortest first, not ""."""
    at = path.find("/", 1)
    for _ in range(4):
        if at < 0:
            return
        yield path[:at]
        at = path.find("/", at + 1)


def refreshed_to(content: str) -> str | None:
    """Return where `<meta http-equiv=refresh content=…>` leads; None: it reloads."""
    found = _REFRESH.match(content)
    return found[1].strip() or None if found else None
