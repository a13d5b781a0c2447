"""`rdmlint pages`: every page of a site, and what is known of it."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

import msgspec

from rdmlint import app
from rdmlint.commands.resolved import Resolved, links_of, place
from rdmlint.hugo.placed import Placed
from rdmlint.index import SiteIndex
from rdmlint.model import Known, Page, Plain, plain
from rdmlint.report.json import whole
from rdmlint.report.view import View, counted
from rdmlint.report.visible import cells, visible
from rdmlint.settings import Settings
from rdmlint.text import SourceText

Json: TypeAlias = "Plain"

FORMATS: Final = ("text", "json", "csv")
EXTRAS: Final = ("front-matter", "ids", "links", "menus")
"""What can be told of each page beside where it is."""

COLUMNS: Final = (
    *("kind", "lang", "source", "path", "url"),
    *("files", "aliases", "published", "reason"),
)


class PageEntry(msgspec.Struct, frozen=True):
    """A page as it is listed.

    *source* counts from the site root (None: Hugo makes the page itself), *path* is
    Hugo's logical path. *url* is percent-encoded and carries the base path (None: it
    has none, or that cannot be told). *files* begin with `/`, the redirects of
    *aliases* left out. *published* UNKNOWN: *reason* says why; NO: *reason* says what
    keeps it (None for YES). *extras* by their names, as asked for.
    """

    kind: str
    lang: str
    source: str | None
    path: str
    url: str | None
    files: tuple[str, ...]
    aliases: tuple[str, ...]
    published: Known
    reason: str | None
    extras: dict[str, Json] = {}


class Listing(msgspec.Struct, frozen=True):
    """All pages by language and path, and why there may be more that are not known."""

    pages: tuple[PageEntry, ...]
    unknown: tuple[str, ...] = ()


def listing(settings: Settings, extras: Iterable[str] = ()) -> Listing:
    """Return the pages of the site of *settings*, those in `settings.shown` alone.

    *extras* are names from `EXTRAS`. Raises `SiteError` for a site whose Hugo
    configuration cannot be read.
    """
    index = app.take_stock(settings)
    lister = Lister(index, tuple(extras), app.reader(settings.root))
    found = [
        entry for entry in lister.entries() if _is_shown(entry, index.settings.shown)
    ]
    found.sort(key=lambda entry: (entry.lang, entry.path, entry.source or ""))
    return Listing(tuple(found), tuple(unknown_parts(index)))


def _is_shown(entry: PageEntry, shown: Sequence[str]) -> bool:
    if not shown:
        return True
    source = entry.source
    return source is not None and any(
        source == path or source.startswith(path.rstrip("/") + "/") for path in shown
    )


def unknown_parts(index: SiteIndex) -> Iterator[str]:
    """Yield why there may be pages that are not listed."""
    for module in index.config.missing_modules:
        yield f"pages of {module}, which is not on disk"
    for feature in index.config.unmodelled:
        yield f"what {feature} change, which are not modelled"
    for adapter in index.site.adapters:
        yield f"pages that the content adapter in {adapter} makes"


class Lister:
    """Lists the pages of one site; keeps tables of what each page has written."""

    def __init__(
        self,
        index: SiteIndex,
        extras: Sequence[str],
        read: Callable[[str], SourceText],
    ) -> None:
        """Take the site, what is asked for, and how to read a source file."""
        self.index = index
        self.extras = extras
        self.read = read

    @cached_property
    def _written(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Files and aliases by a page's key."""
        files: dict[str, list[str]] = {}
        aliases: dict[str, list[str]] = {}
        for claim in self.index.census.claims:
            key = _key(claim.source, claim.language, claim.logical)
            if claim.alias is None:
                files.setdefault(key, []).append(claim.file)
            else:
                address = claim.file.removesuffix("index.html")
                aliases.setdefault(key, []).append(address)
        return files, aliases

    @cached_property
    def _rivals(self) -> dict[tuple[str, str], list[str]]:
        """Sources of pages that are built, by language and logical path."""
        found: dict[tuple[str, str], list[str]] = {}
        for path, each in self.index.census.pages.items():
            if each.kind != "resource" and each.hidden is None:
                key = (each.file.language, each.file.logical)
                found.setdefault(key, []).append(path)
        return found

    def entries(self) -> Iterator[PageEntry]:
        """Yield all pages, those that Hugo makes itself last."""
        census = self.index.census
        taken: set[tuple[str, str]] = set()
        for each in census.pages.values():
            if each.kind != "resource" and each.hidden is None:
                taken.add((each.file.language, each.file.logical))
            yield self._entry(each)
        for (language, logical), output in census.outputs.items():
            tree = census.trees.get(language)
            node = tree.get(logical) if tree is not None else None
            if (language, logical) in taken or node is None or node.path is not None:
                continue
            files, aliases = self._of(None, language, logical)
            yield PageEntry(
                node.kind,
                language,
                None,
                logical,
                output.link if output is not None else None,
                files,
                aliases,
                Known.YES if output is not None else Known.UNKNOWN,
                None if output is not None else _NO_ADDRESS,
            )

    def _entry(self, each: Placed) -> PageEntry:
        file = each.file
        published, reason = self._verdict(each)
        files, aliases = self._of(file.path, file.language, file.logical)
        output = each.output if published is Known.YES else None
        extras: dict[str, Json] = {}
        if each.page is not None:
            extras = {name: self._extra(name, each.page) for name in self.extras}
        return PageEntry(
            each.kind,
            file.language,
            file.path,
            file.logical,
            output.link if output is not None else None,
            files if published is Known.YES else (),
            aliases if published is Known.YES else (),
            published,
            reason,
            extras,
        )

    def _of(
        self, source: str | None, language: str, logical: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        files, aliases = self._written
        key = _key(source, language, logical)
        return tuple(files.get(key, ())), tuple(aliases.get(key, ()))

    def _verdict(self, each: Placed) -> tuple[Known, str | None]:
        """Say whether a page is published, and what keeps it or hides the answer."""
        why = each.hidden or each.unrendered
        if why is not None:
            return Known.NO, why
        if each.page is None:
            return Known.UNKNOWN, "left out by `exclude`, so not looked at"
        front = each.page.front_matter
        if (front is not None and not front.is_readable) or (
            front is None and each.page.faults
        ):
            return Known.UNKNOWN, "it cannot be read"
        rivals = self._rivals[each.file.language, each.file.logical]
        if len(rivals) > 1:
            other = next(path for path in rivals if path != each.file.path)
            return Known.UNKNOWN, f"{other} is the same page; Hugo takes one of them"
        if each.output is None:
            return Known.UNKNOWN, _NO_ADDRESS
        if not self._of(each.file.path, each.file.language, each.file.logical)[0]:
            return Known.NO, "only linked to, not written (`render: link`)"
        return Known.YES, None

    # --- What is known of a page

    def _extra(self, name: str, page: Page) -> Json:
        if name == "front-matter":
            front = page.front_matter
            return _finite(plain(front.root)) if front is not None else {}
        if name == "ids":
            return self._ids(page)
        if name == "links":
            return [self._link(page, link) for link in links_of(self.index, page)]
        return [
            {
                "menu": entry.menu,
                "name": entry.name,
                "identifier": entry.identifier,
                "parent": entry.parent,
                "weight": entry.weight,
            }
            for entry in self.index.menu_entries()
            if entry.path == page.path
        ]

    def _ids(self, page: Page) -> Json:
        """Return the ids of a page, its own in order, and why there may be more."""
        source = self.read(page.path)
        found: list[Json] = []
        for anchor in page.anchors:
            at = place(source, anchor.span)
            found.append(
                {
                    "id": anchor.id,
                    "from": anchor.source,
                    "line": at.line,
                    "column": at.column,
                    "certain": anchor.is_certain,
                }
            )
        own = {anchor.id for anchor in page.anchors}
        nowhere: dict[str, Json] = {
            "from": "template",
            "line": None,
            "column": None,
            "certain": False,
        }
        found += [
            {"id": name, **nowhere} for name in self.index.ids(page) if name not in own
        ]
        return {"known": found, "unknown": self.index.ids_unknown(page)}

    def _link(self, page: Page, link: Resolved) -> Json:
        at = place(self.read(page.path), link.span)
        return {"line": at.line, "column": at.column, **link_json(link)}


def link_json(link: Resolved) -> dict[str, Json]:
    """Return *link* as JSON has it, without its place."""
    return {
        "kind": link.kind,
        "written": link.written,
        "url": link.url,
        "source": link.page,
        "verdict": link.verdict.value,
        "reason": link.why,
        "instead": link.instead,
    }


_NO_ADDRESS: Final = "its address cannot be told"


def _key(source: str | None, language: str, logical: str) -> str:
    return source if source is not None else f"{language}\0{logical}"


def _finite(value: Json) -> Json:
    """Return *value* as JSON can hold it: numbers that are none become text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, list):
        return [_finite(each) for each in value]
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    return value


# --- Formats ----------------------------------------------------------------------


def render(found: Listing, format: str, view: View) -> str:
    """Return *found* in one of `FORMATS`."""
    if format == "json":
        return document(
            {
                "pages": [page_json(entry) for entry in found.pages],
                "unknown": list(found.unknown),
            }
        )
    if format == "csv":
        return _csv(found)
    return "".join(f"{line}\n" for line in _lines(found, view))


def document(value: Json) -> str:
    """Return *value* as a JSON document; bytes of no character become U+FFFD."""
    return whole(json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def page_json(entry: PageEntry) -> Json:
    """Return *entry* as an object."""
    return {
        "kind": entry.kind,
        "lang": entry.lang,
        "source": entry.source,
        "path": entry.path,
        "url": entry.url,
        "files": list(entry.files),
        "aliases": list(entry.aliases),
        "published": entry.published.value,
        "reason": entry.reason,
        **{name.replace("-", "_"): value for name, value in entry.extras.items()},
    }


def _csv(found: Listing) -> str:
    """Return a table with a heading; lists are joined by `; `, the rest is JSON."""
    extras = [name for name in EXTRAS if any(name in e.extras for e in found.pages)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*COLUMNS, *(name.replace("-", "_") for name in extras)])
    for entry in found.pages:
        row = [
            entry.kind,
            entry.lang,
            entry.source or "",
            entry.path,
            entry.url or "",
            "; ".join(entry.files),
            "; ".join(entry.aliases),
            entry.published.value,
            entry.reason or "",
        ]
        row += [
            json.dumps(entry.extras[name], ensure_ascii=False)
            if name in entry.extras
            else ""
            for name in extras
        ]
        writer.writerow([cell(text) for text in row])
    return stream.getvalue()


def cell(text: str) -> str:
    """Return *text* as a cell that no spreadsheet takes for a formula.

    Source: OWASP, CSV injection.
    """
    text = visible(text)
    return f"'{text}" if text[:1] in _FORMULA else text


_FORMULA: Final = frozenset("=+-@|%")


def _lines(found: Listing, view: View) -> Iterator[str]:
    """Yield a heading, each page with what is known below it, and a count."""
    rows = [
        (
            entry.published.value,
            entry.kind,
            entry.lang,
            visible(entry.url or "-"),
            visible(entry.source or "(made by Hugo)"),
        )
        for entry in found.pages
    ]
    head = ("published", "kind", "lang", "url", "source")
    widths = [
        min(_WIDEST, max(cells(row[at]) for row in (head, *rows))) for at in range(4)
    ]

    def line(row: Sequence[str]) -> str:
        padded = [
            text + " " * (width - cells(text))
            for text, width in zip(row, widths, strict=False)
        ]
        return "  ".join([*padded, row[-1]])

    yield view.paint(line(head), "dim")
    for row, entry in zip(rows, found.pages, strict=True):
        reason = f" ({visible(entry.reason)})" if entry.reason else ""
        yield line(row) + reason
        for name, value in entry.extras.items():
            yield from _extra_lines(name, value)
    if not view.quiet:
        yield ""
        counts = dict.fromkeys(Known, 0)
        for entry in found.pages:
            counts[entry.published] += 1
        unknown = counts[Known.UNKNOWN]
        yield (
            f"{counted(len(found.pages), 'page')}: {counts[Known.YES]:,} published, "
            f"{counts[Known.NO]:,} not" + (f", {unknown:,} unknown" if unknown else "")
        )
        for part in found.unknown:
            yield f"Not known: {visible(part)}"


_WIDEST: Final = 60
"""Columns that a column of the table takes at most."""


def _extra_lines(name: str, value: Json) -> Iterator[str]:
    if name == "ids" and isinstance(value, dict):
        for each in _items(value.get("known")):
            at = f" (line {each['line']})" if each["line"] else ""
            yield f"    id {visible(str(each['id']))}: {each['from']}{at}"
        if value.get("unknown"):
            yield f"    further ids: unknown, {visible(str(value['unknown']))}"
    elif name == "links":
        for each in _items(value):
            yield f"    {link_line(each)}"
    elif name == "menus":
        for each in _items(value):
            parts = [f"menu {each['menu']}: {each['name']}"]
            parts += [
                f"{key} {each[key]}"
                for key in ("identifier", "parent", "weight")
                if each[key] is not None
            ]
            yield f"    {visible(', '.join(parts))}"
    elif isinstance(value, dict):
        for key, item in value.items():
            text = json.dumps(item, ensure_ascii=False)
            yield f"    {visible(key)} = {visible(text)}"


def link_line(link: Mapping[str, Json]) -> str:
    """Return one link of `link_json` for people, with its place where it has one."""
    at = f"{link['line']}:{link['column']} " if link.get("line") else ""
    parts = [f"{at}{link['kind']} {link['written']}"]
    if link["url"] is not None and link["url"] != link["written"]:
        parts.append(f"-> {link['url']}")
    parts.append(f"[{link['verdict']}]")
    if link["reason"]:
        parts.append(str(link["reason"]))
    if link["instead"]:
        parts.append(f"(the nearest is {link['instead']})")
    return visible(" ".join(parts))


def _items(value: Json) -> Iterator[dict[str, Json]]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each
