"""`rdmlint parity`: what rdmlint believes of a site, held against the real Hugo."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import Final, Literal, NamedTuple, TypeAlias
from urllib.parse import unquote, urlsplit

import msgspec

from rdmlint import app
from rdmlint.commands import hugo_run
from rdmlint.commands.hugo_run import Built, HugoError, HugoPage
from rdmlint.hugo import casts, disk, placed, redirects
from rdmlint.hugo.cascade import Place as Reach
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.hugo.redirects import Redirects
from rdmlint.hugo.targets import missing
from rdmlint.hugo.urls import decoded, sanitise
from rdmlint.hugo.written import is_free_fragment, own_path, resolve
from rdmlint.index import MenuEntry, SiteIndex, Target
from rdmlint.model import AddressKind, FaultKind, Image, Known, Link, Origin, Page
from rdmlint.report.view import View, counted
from rdmlint.report.visible import visible
from rdmlint.settings import Settings
from rdmlint.text import SourceText, Span

Subject: TypeAlias = Literal["page", "file", "headings", "menu", "link"]

SUBJECTS: Final[tuple[Subject, ...]] = ("page", "file", "headings", "menu", "link")


class Difference(msgspec.Struct, frozen=True):
    """Something that rdmlint and Hugo do not agree on.

    *where* is a source file, a published file, or a menu with its language. *line*
    counts from 1 (None: it is about no line). *ours* and *theirs* are what rdmlint
    believes and what Hugo did, for people. *is_false_alarm*: rdmlint takes for
    broken what is whole.
    """

    subject: Subject
    where: str
    ours: str
    theirs: str
    line: int | None = None
    is_false_alarm: bool = False


class Tally(msgspec.Struct, frozen=True):
    """How often both agree, and how often rdmlint says that it cannot tell.

    *broken* of links are those that lead nowhere on the built site, *found* those
    among them that rdmlint knows to (None: it is not about links). *answered* are
    those that lead to no file, but to something else that answers; they do not count.
    """

    subject: Subject
    agree: int = 0
    unknown: int = 0
    broken: int | None = None
    found: int | None = None
    answered: int = 0


class Parity(msgspec.Struct, frozen=True):
    """What came of a comparison.

    *layouts*: with which the site was built for the sake of files and links; pages,
    headings and menus are always compared with neutral ones. *notes* are sentences.
    """

    hugo: str
    layouts: Literal["own", "neutral"]
    tallies: tuple[Tally, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


Found: TypeAlias = "tuple[Tally, list[Difference]]"


# --- The comparison ---------------------------------------------------------------


def compare(
    settings: Settings,
    *,
    neutral: bool = False,
    seconds: int = hugo_run.SECONDS,
    folder: Path | None = None,
) -> Parity:
    """Compare what rdmlint believes of the site of *settings* with what Hugo does.

    *neutral*: its own layouts and shortcodes are left out. Everything is done in a
    directory that is gone afterwards (*folder* of the caller's stays). Raises
    `HugoError` where there is no Hugo, or it cannot build the site at all.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="rdmlint-parity-") as made:
            return compare(
                settings, neutral=neutral, seconds=seconds, folder=Path(made)
            )
    run = _Run(settings, hugo_run.find_binary(), folder, seconds)
    notes: list[str] = []
    index, marks, built = run.neutral(notes)
    pages = hugo_run.pages(built, Path(index.site.root))
    found: list[Found] = [
        compare_pages(index, pages),
        compare_headings(index, pages),
        compare_menus(index, pages),
    ]
    is_own = False
    plain = hugo_run.published(built.public)
    if not neutral:
        try:
            index, marks, built = run.own()
        except HugoError as error:
            notes.append(
                f"Without the site's own layouts and shortcodes: {error.message}"
            )
        else:
            is_own = True
    files = hugo_run.published(built.public)
    found.append(compare_files(index, files, plain))
    server = _server(settings.root, built.public)
    found.append(compare_links(index, pages, marks, built.public, server))
    if built.has_errors:
        first = hugo_run.first_error(built.said)
        notes.append(f"Hugo built the site with errors, the first of which is: {first}")
    order = {subject: at for at, subject in enumerate(SUBJECTS)}
    found.sort(key=lambda each: order[each[0].subject])
    return Parity(
        hugo=hugo_run.version(run.binary),
        layouts="own" if is_own else "neutral",
        tallies=tuple(tally for tally, _ in found),
        differences=tuple(one for _, differences in found for one in differences),
        notes=tuple(notes),
    )


def _server(root: str, public: Path) -> Redirects:
    """Return what the server of the site at *root* answers beside Hugo's files.

    Lines of templates count as they are written, those they compute once built.
    """
    site = discover(root, read_config(root))
    of_source = redirects.read(root, site.layouts)
    written = (each for each in of_source.patterns if "{{" not in each)
    of_built = redirects.read(str(public), files=redirects.BUILT)
    return Redirects(written, completes_html=of_source.completes_html).with_more(
        of_built
    )


def _broken(index: SiteIndex, copy: Path) -> set[str]:
    """Return the content files that rdmlint, too, takes for such that stop Hugo."""
    return {
        page.path
        for page in index.pages
        if any(fault.kind in _STOPS for fault in page.faults)
        and not page.path.startswith("../")
        and (copy / page.path).is_file()
    }


_STOPS: Final = (
    FaultKind.FRONT_MATTER_SYNTAX,
    FaultKind.FRONT_MATTER_DUPLICATE_KEY,
    FaultKind.FRONT_MATTER_UNTERMINATED,
)

_Outcome: TypeAlias = "tuple[SiteIndex, Marks, Built]"

MOST_LEFT_OUT: Final = 20
"""How many files that Hugo stops at are left out before giving up."""


class _Run(NamedTuple):
    """What runs of Hugo on one site share."""

    settings: Settings
    binary: Path
    folder: Path
    seconds: int

    def neutral(self, notes: list[str]) -> _Outcome:
        """Build without the site's own layouts; *notes* get what was left out.

        Hugo stops at the first file it cannot read. Such files are left out one by
        one, so that the others can be compared.
        """
        copy = hugo_run.copy_site(Path(self.settings.root), self.folder / "neutral")
        absent = [
            source
            for source, target in read_config(str(copy)).missing_mounts
            if target.partition("/")[0] == "content"
        ]
        if absent:
            more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
            notes.append(
                f"{absent[0]}{more}, mounted as content and not on disk, counts as "
                "empty: links to what is in it are taken for broken"
            )
        hugo_run.make_neutral(copy)
        index = self._stock(copy)
        marks = mark(index, copy)
        left_out = 0
        while True:
            try:
                built = self._build(copy, f"neutral-{left_out}")
            except HugoError as error:
                name = hugo_run.blamed(error.message, copy)
                if name is None or left_out == MOST_LEFT_OUT:
                    raise
                if not left_out:
                    others = _broken(index, copy) - {name}
                    notes.extend(f"{other} was left out" for other in sorted(others))
                    for other in others:
                        (copy / other).unlink()
                left_out += 1
                notes.append(f"{name} was left out: {error.message}")
                (copy / name).unlink()
                continue
            if not left_out:
                return index, marks, built
            unmark(marks)
            index = self._stock(copy)
            marks = mark(index, copy)
            return index, marks, self._build(copy, "neutral-whole")

    def own(self) -> _Outcome:
        """Build with all that the site brings; raise `HugoError` where that fails."""
        copy = hugo_run.copy_site(Path(self.settings.root), self.folder / "own")
        index = self._stock(copy)
        if index.config.missing_modules:
            raise HugoError(f"{missing(index.config)} is not on disk")
        marks = mark(index, copy)
        return index, marks, self._build(copy, "own-build")

    def _stock(self, copy: Path) -> SiteIndex:
        there = msgspec.structs.replace(
            self.settings,
            root=str(copy),
            exclude=(),
            shown=(),
            # What counts is the Hugo that builds it now, whatever the site is for.
            hugo_version=hugo_run.version(self.binary),
        )
        with app.collection_paused():
            return app.take_stock(there)

    def _build(self, copy: Path, name: str) -> Built:
        return hugo_run.build(
            self.binary,
            copy,
            self.folder / name,
            environment=self.settings.environment,
            seconds=self.seconds,
        )


# --- Pages and files --------------------------------------------------------------


class Believed(NamedTuple):
    """What rdmlint believes of a page that is published.

    *url* is as Hugo writes it, *file* what is published (None: it cannot be told).
    """

    kind: str
    path: str
    url: str | None
    language: str
    file: str | None = None


def believed_pages(census: placed.Census) -> dict[str, Believed]:
    """Return the pages with a source that are published, by source.

    A file that is several pages is there as the first.
    """
    found: dict[str, Believed] = {}
    for (source, _, _), page in believed_places(census).items():
        found.setdefault(source, page)
    return found


def believed_places(census: placed.Census) -> dict[tuple[str, str, str], Believed]:
    """Return the pages that are published by source, language and logical path."""
    return {
        (each.file.path, each.file.language, each.file.logical): Believed(
            each.kind,
            each.file.logical,
            each.output.link if each.output else None,
            each.file.language,
            each.output.file if each.output else None,
        )
        for each in census.every
        if each.kind != "resource" and each.hidden is None and each.unrendered is None
    }


def believed_files(census: placed.Census) -> set[str]:
    """Return the files that are published for certain."""
    return {
        path + "index.html" if path.endswith("/") else path
        for path in census.published.paths()
    }


def compare_pages(index: SiteIndex, pages: Sequence[HugoPage]) -> Found:
    """Compare kind, logical path, URL and language of each page, both ways."""
    ours = believed_places(index.census)
    agree = unknown = 0
    differences: list[Difference] = []
    seen: set[tuple[str, str, str]] = set()
    for page in pages:
        key = (page.source, page.language, page.path)
        mine = ours.get(key)
        his = Believed(page.kind, page.path, page.url, page.language, page.file)
        if mine is not None:
            seen.add(key)
            if his == mine:
                agree += 1
            elif his == mine._replace(url=his.url, file=his.file) and mine.url is None:
                unknown += 1
            else:
                differences.append(
                    Difference("page", page.source, _about(mine), _about(his))
                )
            continue
        hit = index.census.published.find(page.file)
        if hit is None or (page.source and hit.reason is None):
            where = page.source or page.file
            differences.append(Difference("page", where, "no page", _about(his)))
        elif hit.reason is not None:
            unknown += 1
        else:
            agree += 1
    files = Counter(each.file for each in ours.values())
    taken = {page.file for page in pages}
    claims = index.census.claims
    others = {one.file for one in claims if one.form != "html"}
    shared = Counter(one.file for one in claims)
    places = {(page.language, page.path) for page in pages}
    for key, mine in sorted(ours.items()):
        if key in seen:
            continue
        # Of two pages at one address Hugo leaves one, or a mixture, or a redirect, and
        # one of two at one logical path; and a page without HTML says nothing.
        if (
            mine.url is None
            or key[1:] in places
            or mine.file in taken | others
            or max(files[mine.file], shared[mine.file or ""]) > 1
            or not mine.url.endswith(("/", ".html"))
            or _is_open(index, mine.file)
        ):
            unknown += 1
        else:
            differences.append(Difference("page", key[0], _about(mine), "no page"))
    return Tally("page", agree, unknown), differences


def _about(page: Believed) -> str:
    return f"{page.kind} {page.path} at {page.url}"


def _is_open(index: SiteIndex, file: str | None) -> bool:
    """Tell whether it is only possible that *file* is published."""
    hit = index.census.published.find(file) if file else None
    return hit is not None and hit.reason is not None


def compare_files(
    index: SiteIndex, files: Iterable[str], plain: Iterable[str]
) -> Found:
    """Compare what is published with what Hugo wrote, both ways.

    *plain* is what it wrote with neutral layouts, which make nothing of their own.
    What only templates make is unknown.
    """
    published = index.census.published
    ours = believed_files(index.census)
    theirs = set(files)
    made = theirs.difference(plain)
    agree, unknown = len(ours & theirs), 0
    differences: list[Difference] = []
    for file in sorted(theirs - ours):
        hit = published.find(file)
        if hit is None and file not in made:
            differences.append(Difference("file", file, "nothing", "published"))
        else:
            unknown += 1
    # A template that prints nothing makes no file: with the site's own that is its
    # right, and rdmlint takes every page for one that is there.
    differences.extend(
        Difference("file", file, "published", "nothing")
        for file in sorted(ours - theirs)
    )
    return Tally("file", agree, unknown), differences


# --- Headings ---------------------------------------------------------------------

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RAW_TEXT: Final = re.compile(
    r"<(script|style|template|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG: Final = re.compile(r"<([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))"""
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of the start tags in *html*, names lowered.

    Comments, scripts and styles are passed over. Of an attribute the first counts.
    """
    bare = _RAW_TEXT.sub(r"<\1>", _COMMENT.sub("", html))
    for found in _TAG.finditer(bare):
        attributes: dict[str, str] = {}
        for one in _ATTRIBUTE.finditer(found[2]):
            value = next(text for text in (*one.groups()[1:], "") if text is not None)
            attributes.setdefault(one[1].lower(), unescape(value))
        yield found[1].lower(), attributes


def compare_headings(index: SiteIndex, pages: Sequence[HugoPage]) -> Found:
    """Compare the ids of the headings of each page, in their order.

    The texts of footnotes stand at the end of a page, wherever they were written.
    """
    agree = unknown = 0
    differences: list[Difference] = []
    for told in pages:
        page = index.page(told.source) if told.source else None
        if page is None:
            continue
        if page.format == "other" or any(not h.is_id_known for h in page.headings):
            unknown += 1
            continue
        ours = [heading.id for heading in page.headings if heading.id]
        theirs = [
            attributes["id"]
            for name, attributes in tags(told.content)
            if name in _HEADINGS and attributes.get("id")
        ]
        if ours == theirs:
            agree += 1
            continue
        at = next(
            (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
        differences.append(
            Difference(
                "headings",
                told.source,
                f"{len(ours)} ids, number {at + 1} is {_nth(ours, at)}",
                f"{len(theirs)} ids, number {at + 1} is {_nth(theirs, at)}",
            )
        )
    return Tally("headings", agree, unknown), differences


def _nth(ids: Sequence[str], at: int) -> str:
    return f"`{ids[at]}`" if at < len(ids) else "none"


# --- Menus ------------------------------------------------------------------------

_Entry: TypeAlias = tuple[str, str, str, int, str]
"""Menu, key, parent ("" for none), weight (0 for none), decoded URL."""


def compare_menus(index: SiteIndex, pages: Sequence[HugoPage]) -> Found:
    """Compare the entries of all menus, language by language.

    A language without a published home page told nothing, and is left out.
    """
    agree = unknown = 0
    differences: list[Difference] = []
    is_open = "mounts" in index.config.unmodelled
    made = {(page.language, page.path) for page in pages if not page.source}
    for home in pages:
        if home.kind != "home":
            continue
        theirs: dict[tuple[str, str], _Entry] = {}
        untitled: set[tuple[str, str]] = set()
        for entry in home.menus:
            told = (
                str(entry["menu"]),
                str(entry["key"]),
                str(entry["parent"]),
                int(entry["weight"]),
                decoded(str(entry["url"])),
            )
            theirs[told[0], told[1]] = told
            if (home.language, entry["page"]) in made:
                untitled.add((told[0], told[1]))
        ours = believed_menus(index, home.language)
        for key in sorted(ours.keys() | theirs.keys()):
            mine, his = ours.get(key), theirs.get(key)
            if mine == his:
                agree += 1
                continue
            # What title a page has that Hugo makes itself is not known.
            if mine is None and (is_open or key in untitled):
                unknown += 1
                continue
            where = f"{home.language}: `{key[1]}` in menu `{key[0]}`"
            differences.append(Difference("menu", where, _told(mine), _told(his)))
    return Tally("menu", agree, unknown), differences


def _told(entry: _Entry | None) -> str:
    if entry is None:
        return "no entry"
    _, _, parent, weight, url = entry
    below = f" below `{parent}`" if parent else ""
    return f"leads to `{url}`, weight {weight}{below}"


def believed_menus(index: SiteIndex, language: str) -> dict[tuple[str, str], _Entry]:
    """Return the entries that Hugo keeps in *language*, by menu and key.

    Of entries with one key the configuration's last counts, else the first. A parent
    that is not there becomes an entry that leads nowhere; entries below themselves
    are lost.

    Source: HUGO-MN-4 to HUGO-MN-9.
    """
    kept: dict[tuple[str, str], MenuEntry] = {}
    above: set[tuple[str, str]] = set()
    for entry in index.menu_entries():
        if entry.language == language and not entry.has_known_key:
            above.add((entry.menu, entry.parent or ""))
        elif entry.language == language:
            key = (entry.menu, entry.key)
            if key not in kept or not (entry.is_from_page or entry.span == _MADE):
                kept[key] = entry
    parents = {key: entry.parent or "" for key, entry in kept.items()}
    found = {
        key: (*key, parents[key], _weight(index, entry), _menu_url(index, entry))
        for key, entry in kept.items()
        if _has_top(key, parents)
    }
    above.update((menu, parent) for (menu, _), parent in parents.items())
    for menu, parent in above:
        if parent and (menu, parent) not in parents:
            found[menu, parent] = (menu, parent, "", 0, "")
    _share(found, [(key, kept[key]) for key in found.keys() & kept.keys()])
    return found


def _share(
    found: dict[tuple[str, str], _Entry],
    kept: Iterable[tuple[tuple[str, str], MenuEntry]],
) -> None:
    """Add to *found* what entries that menus share have below them in one of them."""
    shared: dict[str, list[tuple[str, str]]] = {}
    for key, entry in kept:
        if entry.is_shared:
            shared.setdefault(entry.path, []).append(key)
    below: dict[tuple[str, str], list[_Entry]] = {}
    for one in found.values() if shared else ():
        menu, _, parent, _, _ = one
        if parent:
            below.setdefault((menu, parent), []).append(one)
    for keys in shared.values():
        pending = [child for key in keys for child in below.get(key, ())]
        while pending:
            menu, name, parent, weight, url = pending.pop()
            pending += below.get((menu, name), ())
            for other, _ in keys:
                found.setdefault((other, name), (other, name, parent, weight, url))


def _has_top(key: tuple[str, str], parents: dict[tuple[str, str], str]) -> bool:
    """Tell whether the way up from *key* ends."""
    menu, name = key
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        name = parents.get((menu, name), "")
        if not name:
            return True
    return False


def _weight(index: SiteIndex, entry: MenuEntry) -> int:
    """Return the weight of *entry*, else that of the page it refers to, else 0."""
    if entry.weight or not entry.page_ref or entry.is_from_page:
        return entry.weight or 0
    node = index.menu_node(entry)
    if node is None:
        return 0
    if node.path is None:
        reach = Reach(node.logical, node.kind, entry.language)
        weight = index.census.cascades.inherited(reach, None, "weight")
        return casts.whole(weight) or 0
    page = index.page(node.path)
    return casts.whole(index.value(page, "weight")) or 0 if page is not None else 0


def _menu_url(index: SiteIndex, entry: MenuEntry) -> str:
    """Return where *entry* leads, decoded; "" for nowhere. Source: HUGO-MN-6."""
    census = index.census
    if entry.path and (entry.is_from_page or entry.span == _MADE):
        return _page_url(index, entry.path, entry.language)
    if entry.span == _MADE:
        output = census.outputs.get((entry.language, f"/{entry.key}"))
        return decoded(output.link) if output else ""
    node = index.menu_node(entry)
    if node is not None:
        if node.hidden or node.unrendered:
            return ""
        if node.path:
            return _page_url(index, node.path, entry.language)
        output = census.outputs.get((entry.language, node.logical))
        return decoded(output.link) if output else ""
    url = entry.url or ""
    if not url.startswith("/"):
        return decoded(url)
    url = decoded(sanitise(url, index.config))
    if index.config.canonify_urls:
        return url
    base = index.config.for_host(entry.language).base_path
    path = "/" + normpath(base + url).lstrip("/")
    return path + "/" if url.endswith("/") and path != "/" else path


def _page_url(index: SiteIndex, path: str, language: str) -> str:
    each = index.census.pages[path]
    output = index.census.outputs.get((language, each.file.logical), each.output)
    return "" if each.unrendered or not output else decoded(output.link)


_MADE: Final = Span(0, 0)
"""Where entries are that `sectionPagesMenu` makes."""


# --- Links ------------------------------------------------------------------------

_MARK: Final = "rdmlint-mark="
_MARKED: Final = re.compile(r"[?&]rdmlint-mark=(\d+)")
_WRITTEN: Final = (Origin.MARKDOWN, Origin.REFERENCE, Origin.HTML)
_MARKABLE: Final = (AddressKind.RELATIVE, AddressKind.ROOT)

_Place: TypeAlias = tuple[str, int]
"""A file and a byte in it, counted before marks were made."""


class Marks(msgspec.Struct):
    """The number of each address that got one, and the line of each, by its place.

    *written* are the files that were changed, with what was in them.
    """

    numbers: dict[_Place, int] = {}
    lines: dict[_Place, int] = {}
    written: dict[Path, bytes] = {}


def mark(index: SiteIndex, copy: Path) -> Marks:
    """Give the addresses in the files at *copy* a number each, as part of a query.

    So each is known again behind Hugo's hooks, which hand queries on. The ids of
    headings do not change by it, and nothing else that pages are made from.
    """
    marks = Marks()
    ground = os.path.realpath(copy.parent)
    for page in index.pages:
        every: tuple[Link | Image, ...] = (*page.links, *page.images)
        written = [link for link in every if _counts(link)]
        file = os.path.normpath(copy / page.path)
        data = disk.read(file, ground) if written else None
        if not isinstance(data, bytes) or os.path.islink(file):
            continue
        text = SourceText(data)
        marks.written[Path(file)] = data
        for link in written:
            place = (page.path, link.url_span.start)
            marks.lines[place] = text.position(link.url_span.start).line
        spans = {link.url_span for link in written if _is_markable(index, link)}
        for span in sorted(spans, reverse=True):
            number = len(marks.numbers)
            marks.numbers[page.path, span.start] = number
            data = _with_mark(data, span, number)
        Path(file).write_bytes(data)
    return marks


def unmark(marks: Marks) -> None:
    """Take the marks out again."""
    for file, data in marks.written.items():
        if file.exists():
            file.write_bytes(data)


def _counts(link: Link | Image) -> bool:
    """Tell whether *link* stands as such on the page it is written on.

    It does not where a shortcode of it was taken away.
    """
    is_whole = not hugo_run.had_call(link.url)
    return link.origin in _WRITTEN and link.is_certain and is_whole


def _is_markable(index: SiteIndex, link: Link | Image) -> bool:
    if link.address.kind not in (AddressKind.WEB, AddressKind.NETWORK):
        return link.address.kind in _MARKABLE
    config = index.config
    return any(
        own_path(config.for_host(each.key), link.address) is not None
        for each in config.languages
    )


def _with_mark(data: bytes, span: Span, number: int) -> bytes:
    """Return *data* with a query added to the address at *span*."""
    written = data[span.start : span.end]
    end = written.find(b"#")
    end = len(written) if end < 0 else end
    joint = "&" if b"?" in written[:end] else "?"
    query = f"{joint}{_MARK}{number}".encode()
    at = span.start + end
    return data[:at] + query + data[at:]


_READS_HASH: Final = re.compile(r"location\.hash|hashchange")


class _Asked(NamedTuple):
    """What a link asks a host for: the directory it serves, path and fragment."""

    folder: str
    path: str
    fragment: str


class _Host(NamedTuple):
    """A host, the base path of the site on it, and the directory that it serves."""

    folder: str
    name: str
    base: str


def _base(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc, parts.path.rstrip("/")


class Tree:
    """Hugo's output tree, asked for files and ids; keeps the ids of files it read."""

    def __init__(self, public: Path, index: SiteIndex, server: Redirects) -> None:
        """Take the directory that Hugo wrote for the site of *index*.

        *server* is what answers beside its files.
        """
        self._public = public
        self._server = server
        self._published = index.census.published
        self._files = frozenset(hugo_run.published(public))
        self._hosts = [
            _Host(
                f"/{folder}" if folder else "",
                *_base(index.config.for_host(edition.language).base_url),
            )
            for edition in index.config.editions.every
            for folder in (edition.folder,)
        ]
        self._ids: Callable[[str], frozenset[str]] = cache(self._read_ids)

    def text(self, file: str) -> str:
        """Return the text of a published *file*; "" where there is none."""
        if file not in self._files:
            return ""
        return (self._public / file[1:]).read_text("utf-8", "replace")

    def has(self, file: str, href: str) -> bool | None:
        """Tell whether *href*, on the page in *file*, leads to something.

        None: it leads out of the site.
        """
        place = self._inside(file, href)
        if place is None:
            return None
        there = self._file(place.folder + place.path)
        if there is None:
            return False
        name = place.fragment
        # Only pages have places with ids; what others make of a fragment is theirs.
        is_page = there.endswith((".html", ".htm"))
        return not is_page or is_free_fragment(name) or name in self._ids(there)

    def is_answered(self, file: str, href: str) -> bool:
        """Tell whether *href* leads to no file, but to something that answers.

        That is what the site's server is told to answer, what the site says that it
        only links to, and scripts of static pages that look at the fragment.
        """
        place = self._inside(file, href)
        if place is None:
            return False
        there = self._file(place.folder + place.path)
        if there is not None:
            hit = self._published.find(there)
            is_own = hit is not None and hit.page is not None
            return not is_own and bool(_READS_HASH.search(self.text(there)))
        hit = self._published.find(place.folder + place.path)
        if hit is not None and hit.reason == placed.LINKED_ONLY:
            return True
        whole = f"{place.folder}{place.path.rstrip('/')}.html"
        is_completed = self._server.completes_html and whole in self._files
        return is_completed or self._server.answer(place.path)

    def _inside(self, file: str, href: str) -> _Asked | None:
        """Return what *href*, on the page in *file*, asks for; None: another site."""
        try:
            parts = urlsplit(href.strip().replace("\\", "/"))
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https"):
            return None
        own = next(each for each in self._hosts if file.startswith(each.folder + "/"))
        host = own
        if parts.netloc and parts.netloc != own.name:
            others = (each for each in self._hosts if each.name == parts.netloc)
            found = next(others, None)
            if found is None:
                return None
            host = found
        start = own.base + file.removeprefix(own.folder).removesuffix("index.html")
        path = parts.path or ("/" if parts.netloc else "")
        path = resolve(start, unquote(path))
        if not (path + "/").startswith(host.base + "/"):
            return None
        inside = path[len(host.base) :] or "/"
        return _Asked(host.folder, inside, unquote(parts.fragment))

    def _file(self, path: str) -> str | None:
        path = re.sub("/{2,}", "/", resolve("/", path))
        for file in (path, path.rstrip("/") + "/index.html"):
            if file in self._files:
                return file
        return None

    def _read_ids(self, file: str) -> frozenset[str]:
        found: set[str] = set()
        for name, attributes in tags(self.text(file)):
            found.add(attributes.get("id", ""))
            if name == "a":
                found.add(attributes.get("name", ""))
        return frozenset(found)


def compare_links(
    index: SiteIndex,
    pages: Sequence[HugoPage],
    marks: Marks,
    public: Path,
    server: Redirects,
) -> Found:
    """Hold each verdict on a link inside the site against Hugo's output tree.

    An address that is not found again on its page, as when a template shows it
    elsewhere, is not compared; nor is one that no file, but something else answers.
    """
    tree = Tree(public, index, server)
    agree = unknown = broken = caught = answered = 0
    differences: list[Difference] = []
    for told in pages:
        page = index.page(told.source) if told.source else None
        if page is None or index.file(page).language != told.language:
            continue
        hrefs = _hrefs(tree.text(told.file))
        for link, target in _verdicts(index, page):
            href = _written(link, page, hrefs, marks)
            is_there = None if href is None else tree.has(told.file, href)
            if href is None or is_there is None:
                continue
            if not is_there and tree.is_answered(told.file, href):
                answered += 1
                continue
            broken += not is_there
            caught += not is_there and target.exists is Known.NO
            if target.exists is Known.UNKNOWN:
                unknown += 1
            elif (target.exists is Known.YES) == is_there:
                agree += 1
            else:
                place = (page.path, link.url_span.start)
                differences.append(
                    Difference(
                        "link",
                        page.path,
                        f"`{link.url}` {_VERDICTS[not is_there]}",
                        f"`{_MARKED.sub('', href)}` {_VERDICTS[is_there]}",
                        line=marks.lines.get(place),
                        is_false_alarm=is_there,
                    )
                )
    return Tally("link", agree, unknown, broken, caught, answered), differences


_VERDICTS: Final = {True: "leads somewhere", False: "leads nowhere"}


def _verdicts(index: SiteIndex, page: Page) -> Iterator[tuple[Link | Image, Target]]:
    for link in page.links:
        yield link, index.target(page, link)
    for image in page.images:
        yield image, index.image_target(page, image)


def _hrefs(html: str) -> dict[int, str]:
    """Return the addresses in *html* that have a mark, by its number."""
    found: dict[int, str] = {}
    if _MARK in html:
        for _, attributes in tags(html):
            for value in attributes.values():
                numbered = _MARKED.search(value)
                if numbered:
                    found.setdefault(int(numbered[1]), value)
    return found


def _written(
    link: Link | Image, page: Page, hrefs: dict[int, str], marks: Marks
) -> str | None:
    """Return the address that Hugo wrote for *link*; None: it is none, or not seen."""
    if not _counts(link):
        return None
    if link.address.kind is AddressKind.FRAGMENT:
        return link.url
    number = marks.numbers.get((page.path, link.url_span.start))
    return hrefs.get(number) if number is not None else None


# --- What came of it, as text -----------------------------------------------------

MOST_SHOWN: Final = 50
"""How many differences of one subject are shown; JSON has all."""

_NAMES: Final = {
    "page": "pages",
    "file": "files",
    "headings": "pages' headings",
    "menu": "menu entries",
    "link": "links",
}


def render(parity: Parity, format: str, view: View) -> str:
    """Return *parity* as `text` for people, or as `json`."""
    if format == "json":
        return f"{json.dumps(as_json(parity), indent=2, ensure_ascii=False)}\n"
    return "".join(f"{line}\n" for line in lines(parity, view))


def as_json(parity: Parity) -> dict[str, object]:
    """Return *parity* as JSON has it; numbers of false alarms and misses included."""
    tallies: dict[str, dict[str, int]] = {}
    for tally in parity.tallies:
        those = [one for one in parity.differences if one.subject == tally.subject]
        entry = tallies[tally.subject] = {
            "agree": tally.agree,
            "differ": len(those),
            "unknown": tally.unknown,
        }
        if tally.broken is not None:
            alarms = sum(one.is_false_alarm for one in those)
            entry["false_alarms"] = alarms
            entry["misses"] = len(those) - alarms
            entry["broken"] = tally.broken
            entry["broken_found"] = tally.found or 0
            entry["answered"] = tally.answered
    return {
        "hugo": parity.hugo,
        "layouts": parity.layouts,
        "agree": not parity.differences,
        "tallies": tallies,
        "differences": [msgspec.to_builtins(each) for each in parity.differences],
        "notes": list(parity.notes),
    }


def lines(parity: Parity, view: View) -> Iterator[str]:
    """Yield the differences, then a line for each subject, then notes."""
    for subject in SUBJECTS:
        those = [one for one in parity.differences if one.subject == subject]
        for one in those[:MOST_SHOWN]:
            place = visible(one.where) + (f":{one.line}" if one.line else "")
            kind = view.paint(_kind(one), "error" if one.is_false_alarm else "warning")
            yield f"{view.paint(place, 'bold')}: {kind}: rdmlint: {visible(one.ours)}"
            yield f"    Hugo: {visible(one.theirs)}"
        if len(those) > MOST_SHOWN:
            more = counted(len(those) - MOST_SHOWN, "more")
            yield view.paint(f"… and {more.removesuffix('s')} of this kind", "dim")
    if parity.differences:
        yield ""
    if view.quiet:
        return
    yield f"Hugo {parity.hugo}, {parity.layouts} layouts"
    for tally in parity.tallies:
        yield _account(tally, parity)
    for note in parity.notes:
        yield f"note: {visible(note)}"


def _kind(one: Difference) -> str:
    if one.subject != "link":
        return one.subject
    return "false alarm" if one.is_false_alarm else "miss"


def _account(tally: Tally, parity: Parity) -> str:
    """Return what came of one subject, on one line."""
    those = [one for one in parity.differences if one.subject == tally.subject]
    text = f"  {_NAMES[tally.subject]}: {tally.agree:,} agree"
    if tally.broken is None:
        text += f", {len(those):,} differ"
    else:
        alarms = sum(one.is_false_alarm for one in those)
        text += f", {counted(alarms, 'false alarm')}, {len(those) - alarms:,} missed"
    if tally.unknown:
        text += f", {tally.unknown:,} that rdmlint cannot tell"
    if tally.broken:
        text += f"; it knows {tally.found:,} of {tally.broken:,} that are broken"
    if tally.answered:
        text += f"; {tally.answered:,} that no file answers, but the server or a script"
    return text
