"""`rdmlint links show`: what a page links to, and who links to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint import app
from rdmlint.commands.pages import Json, document, link_json, link_line
from rdmlint.commands.resolved import Resolved, links_of, place
from rdmlint.errors import UsageError
from rdmlint.hugo import disk
from rdmlint.index import SiteIndex
from rdmlint.report.view import View, counted
from rdmlint.report.visible import visible
from rdmlint.settings import Settings, did_you_mean
from rdmlint.text import Position

FORMATS: Final = ("text", "json")


class Shown(msgspec.Struct, frozen=True):
    """The links of one page and those to it.

    *source* counts from the site root (None: Hugo makes the page itself), *url* from
    the host's root, not percent-encoded (None: none, or not known). Each link is with
    its place, of one to the page after the source of the page that it stands on.
    """

    source: str | None
    url: str | None
    links: tuple[tuple[Position, Resolved], ...]
    linked_from: tuple[tuple[str, Position, Resolved], ...]


def show(settings: Settings, name: str) -> Shown:
    """Return the links of the page that *name* stands for, and those to it.

    *name* is the path of its source, from here or from the site root, or its URL.
    Raises `UsageError` where there is no such page.
    """
    index = app.take_stock(settings)
    read = app.reader(settings.root)
    source, url = find(index, name)
    page = index.page(source) if source is not None else None
    own = links_of(index, page) if page is not None else ()
    found = tuple(
        (other.path, place(read(other.path), link.span), link)
        for other in index.pages
        for link in links_of(index, other)
        if _leads_to(link, source, url)
    )
    return Shown(
        source,
        url,
        tuple((place(read(page.path), link.span), link) for link in own if page),
        found,
    )


def _leads_to(link: Resolved, source: str | None, url: str | None) -> bool:
    if link.page is not None and link.page == source:
        return True
    if link.url is None or url is None:
        return False
    path = link.url.partition("#")[0].removesuffix("index.html")
    return path == url or f"{path}/" == url


def find(index: SiteIndex, name: str) -> tuple[str | None, str | None]:
    """Return source and URL of the page that *name* stands for."""
    root = os.path.realpath(index.site.root)
    inside = disk.relative(os.path.realpath(name), root)
    for path in (inside, name.removeprefix("./")):
        page = index.page(path)
        if page is not None:
            return page.path, index.url_of(page)
    address = name if name.startswith("/") else f"/{name}"
    base = index.config.base_path
    if base and f"{address}/".startswith(f"{base}/"):
        address = address[len(base) :] or "/"
    hit = index.census.published.find(address)
    if hit is None or not hit.is_page:
        near = did_you_mean(name, (page.path for page in index.pages))
        hint = near or "rdmlint pages lists all there are"
        raise UsageError(f"there is no page `{name}`", hint=hint)
    if hit.page is not None:
        page = index.page(hit.page)
        return hit.page, index.url_of(page) if page is not None else None
    is_short = not address.endswith(("/", ".html", ".htm"))
    return None, f"{base}{address}/" if is_short else base + address


def render(found: Shown, format: str, view: View) -> str:
    """Return *found* in one of `FORMATS`."""
    if format == "json":
        return document(_json(found))
    return "".join(f"{line}\n" for line in _lines(found, view))


def _json(found: Shown) -> Json:
    return {
        "source": found.source,
        "url": found.url,
        "links": [{**_at(at), **link_json(link)} for at, link in found.links],
        "linked_from": [
            {"page": path, **_at(at), **link_json(link)}
            for path, at, link in found.linked_from
        ],
    }


def _at(position: Position) -> dict[str, Json]:
    return {"line": position.line, "column": position.column}


def _lines(found: Shown, view: View) -> Iterator[str]:
    title = found.source or found.url or ""
    where = f" at {found.url}" if found.source and found.url else ""
    yield view.paint(visible(f"{title}{where}"), "bold")
    yield ""
    yield f"{counted(len(found.links), 'link')} on it:"
    for at, link in found.links:
        yield f"  {link_line({**_at(at), **link_json(link)})}"
    yield ""
    yield f"{counted(len(found.linked_from), 'link')} to it:"
    for path, at, link in found.linked_from:
        spot = visible(f"{path}:{at.line}:{at.column}")
        yield f"  {spot} {link_line(link_json(link))}"
