"""Find a site and every source file of it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal

import msgspec

from rdmlint.errors import SiteError
from rdmlint.hugo import config_files, disk, urls
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.files import ContentFile, ResourceFile, StaticFile
from rdmlint.hugo.modules import COMPONENTS, Mount
from rdmlint.hugo.paths import CONTENT_EXTENSIONS, Place, normalise, place
from rdmlint.model import Fault, FaultKind
from rdmlint.syntax.globs import matcher
from rdmlint.text import Span

__all__ = [
    "ContentFile",
    "ResourceFile",
    "Site",
    "StaticFile",
    "discover",
    "find_root",
    "find_sites",
]


class Site(msgspec.Struct, frozen=True):
    """A site on disk: its configuration and every source file.

    *root* is absolute. *layouts*, *data*, *assets*, *i18n*, *archetypes* are pairs of
    virtual path below the component and absolute path; project before themes, and
    what the project hides is left out (not in *data* and *i18n*, which merge).
    *adapters* are directories (POSIX, logical) that hold a `_content.gotmpl`,
    *adapter_files* the paths of those that are the site's own.
    *echoes* are the further places of files in *content*, in other editions of the
    site or by a second mount.
    *faults* are about files that could not be placed: unreadable, symlinks out of
    the tree, a directory named like a page.
    """

    root: str
    config: HugoConfig
    content: tuple[ContentFile, ...] = ()
    echoes: tuple[ContentFile, ...] = ()
    resources: tuple[ResourceFile, ...] = ()
    static: tuple[StaticFile, ...] = ()
    layouts: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    i18n: tuple[tuple[str, str], ...] = ()
    archetypes: tuple[tuple[str, str], ...] = ()
    adapters: tuple[str, ...] = ()
    adapter_files: tuple[str, ...] = ()
    faults: tuple[tuple[str, Fault], ...] = ()


# --- Where a site is ------------------------------------------------------------------

_SEARCH_DEPTH: Final = 3
_NO_SITES: Final = frozenset(
    {*COMPONENTS, "themes", "public", "resources", "node_modules", "_vendor", "config"}
)
"""Directories that are not searched for further sites."""


def find_root(path: str) -> str:
    """Return the absolute root of the site that *path*, a file or directory, is in.

    The nearest directory upward with a Hugo configuration, else the nearest that
    holds `content/`. A theme in another site's `themes/` belongs to that site.
    Raises `SiteError` where there is none.
    """
    start = os.path.abspath(path)
    if not os.path.lexists(start):
        raise SiteError("no such file or directory", path=path)
    ancestors = list(_upward(start if os.path.isdir(start) else os.path.dirname(start)))
    sites = [each for each in ancestors if _is_site(each)]
    for site in sites:
        parent = os.path.basename(os.path.dirname(site))
        if parent not in ("themes", "_vendor") or site == sites[-1]:
            return site
    for each in ancestors:
        if _has_content(each):
            return each
    for each in ancestors:
        if config_files.main_file(each):
            return each
    raise SiteError(
        "no Hugo site here: neither a Hugo configuration (`hugo.toml`, `config.yaml`,"
        " …) nor a `content` directory in this directory or above it",
        path=path,
        hint="give the path of a site, or of a file in it",
    )


def find_sites(path: str) -> tuple[str, ...]:
    """Return the roots of all sites that *path* stands for, sorted.

    The site that *path* is in; sites in directories below it that are no part of
    that site count too, so that a repository of several sites gives them all.
    Raises `SiteError` where there is none.
    """
    start = os.path.abspath(path)
    below = sorted(_sites_below(start, _SEARCH_DEPTH)) if os.path.isdir(start) else []
    below = [each for each in below if _has_content(each)] or below
    try:
        root = find_root(path)
    except SiteError:
        if below:
            return tuple(below)
        raise
    # The configuration of a theme or module makes no site where others are beside it.
    if below and not _has_content(root):
        return tuple(below)
    if root != start:
        return (root,)
    return (root, *below)


def _upward(directory: str) -> Iterator[str]:
    """Yield *directory* and those above it; a stray file at the very top is no site."""
    yield directory
    parent = os.path.dirname(directory)
    while parent != directory and os.path.dirname(parent) != parent:
        yield parent
        directory, parent = parent, os.path.dirname(parent)


def _is_site(directory: str) -> bool:
    """Tell whether Hugo would find a configuration of a site in *directory*."""
    name = os.path.basename(config_files.main_file(directory) or "")
    if name.startswith("hugo."):
        return True
    has_directory = any(
        os.path.isdir(os.path.join(directory, "config", each))
        for each in ("_default", "production")
    )
    # Many programs have a `config.yaml`; Hugo's stands beside Hugo's directories.
    return (bool(name) or has_directory) and any(
        os.path.isdir(os.path.join(directory, each))
        for each in ("content", "layouts", "themes", "archetypes", "static", "assets")
    )


def _has_content(directory: str) -> bool:
    return os.path.isdir(os.path.join(directory, "content"))


def _sites_below(directory: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(directory) as entries:
            names = [
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and entry.name not in _NO_SITES
                and not entry.name.startswith(".")
            ]
    except OSError:
        return
    for name in names:
        path = os.path.join(directory, name)
        if _is_site(path):
            yield path
        elif depth > 1:
            yield from _sites_below(path, depth - 1)


# --- What is in it --------------------------------------------------------------------


def discover(root: str, config: HugoConfig, *, exclude: Iterable[str] = ()) -> Site:
    """Return every source file of the site at *root*, an absolute path.

    Reads directories, no file. *exclude* are globs in the form of `.gitignore`, on
    paths from the site root; what they match is marked, not left out, since other
    pages may link to it.

    Source: HUGO-FS-1 to HUGO-FS-14, HUGO-CFG-18 to HUGO-CFG-22.
    """
    finds = _Finds(root, config, disk.ground(root), _ignored(config.ignore_files))
    raw: list[_Raw] = []
    for rank, mount in enumerate(config.mounts):
        if mount.component == "content":
            raw.extend(_content_files(finds, mount, rank))
    placed, resources = _place_all(finds, raw)
    patterns = tuple(exclude)
    if patterns:
        placed = _exclude(placed, patterns)
    content, echoes = _first_places(placed)
    return Site(
        root=root,
        config=config,
        content=tuple(content),
        echoes=tuple(echoes),
        resources=tuple(resources),
        static=tuple(_static_files(finds)),
        layouts=_pairs(finds, "layouts"),
        data=_pairs(finds, "data"),
        assets=_pairs(finds, "assets"),
        i18n=_pairs(finds, "i18n"),
        archetypes=_pairs(finds, "archetypes"),
        adapters=tuple(dict.fromkeys(finds.adapters)),
        adapter_files=tuple(dict.fromkeys(finds.adapter_files)),
        faults=tuple(finds.faults),
    )


class _Finds(msgspec.Struct):
    """Keeps what the walk meets besides the files it was sent for."""

    root: str
    config: HugoConfig
    ground: str
    ignored: tuple[Callable[[str], bool], ...]
    adapters: list[str] = []
    adapter_files: list[str] = []
    faults: list[tuple[str, Fault]] = []

    def note(self, path: str, message: str) -> None:
        """Note that *path* has the name of a page, but is none."""
        self.faults.append((path, Fault(FaultKind.UNREADABLE, Span(0, 0), message)))


class _Raw(msgspec.Struct):
    """A file below content before its neighbours are known.

    *rank* is its mount's in the order of precedence, *language* the key of an edition
    of the site. *is_named*: the file's name says that, where its mount says other.
    *is_only*: it is the file's only edition by this mount.
    *name* is what a mount calls it ("" for its own name).
    """

    file: str
    path: str
    place: Place
    language: str
    module: int
    rank: int = 0
    is_named: bool = False
    is_only: bool = True
    name: str = ""

    @property
    def precedence(self) -> tuple[int, bool]:
        """Return what decides over files of one page: the least wins."""
        return self.rank, not self.is_named


def _ignored(patterns: Iterable[str]) -> tuple[Callable[[str], bool], ...]:
    """Return tests for paths that `ignoreFiles` names; Hugo stops at bad patterns.

    Source: HUGO-FS-2.
    """
    if not patterns:
        return ()
    import jsonschema_rs

    # Hugo's expressions match in linear time and Python's do not. The engine of
    # JSON Schema does, and reads almost the same language.
    options = jsonschema_rs.RegexOptions()
    found: list[Callable[[str], bool]] = []
    for pattern in patterns:
        try:
            test = jsonschema_rs.validator_for(
                {"pattern": pattern}, pattern_options=options
            )
        except (jsonschema_rs.ValidationError, ValueError):
            continue
        found.append(test.is_valid)
    return tuple(found)


def _walk(
    top: str, mount: Mount, skip: str, ignored: Iterable[Callable[[str], bool]] = ()
) -> Iterator[tuple[str, list[os.DirEntry[str]], list[os.DirEntry[str]]]]:
    """Yield each directory from *top* on: its path below the component, files, links.

    Names that begin with one of the characters of *skip*, or end with `~` where
    *skip* is not empty, are left out, and so are what the mount does not take, and
    what one of *ignored* holds for, with all that is in it. Links and all that is
    neither file nor directory come apart. Entries are sorted.

    Source: HUGO-FS-1 to HUGO-FS-3.
    """
    below = mount.target.partition("/")[2]
    cut = len(below) + 1 if below else 0
    pending = [(top, below)]
    while pending:
        directory, below = pending.pop()
        files: list[os.DirEntry[str]] = []
        others: list[os.DirEntry[str]] = []
        folders: list[tuple[str, str]] = []
        try:
            with os.scandir(directory) as scan:
                entries = sorted(scan, key=_entry_name)
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if skip and (name[0] in skip or name[-1] == "~"):
                continue
            if ignored and _is_any(ignored, entry.path):
                continue
            is_directory = entry.is_dir(follow_symlinks=False)
            if mount.files:
                path = f"{below}/{name}"[cut:] if below else name
                if not mount.takes(path, is_directory=is_directory):
                    continue
            if is_directory:
                folders.append((entry.path, f"{below}/{name}" if below else name))
            elif entry.is_file(follow_symlinks=False):
                files.append(entry)
            else:
                others.append(entry)
        yield below, files, others
        if below.count("/") < _DEEPEST:
            pending.extend(reversed(folders))


_DEEPEST: Final = 100
"""Directories nested deeper than this are not entered."""


def _entry_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _content_files(finds: _Finds, mount: Mount, rank: int) -> Iterator[_Raw]:
    """Yield the files of one content mount, once for each edition that they are in."""
    top = os.path.normpath(os.path.join(finds.root, mount.source))
    target = mount.target.partition("/")[2]
    languages = frozenset(each.key for each in finds.config.languages)
    editions = _Chosen(finds.config, mount)
    if os.path.isfile(top):
        found = place(target, languages=languages)
        if target:
            name = posixpath.basename(target)
            chosen = editions.of(found)
            for key, is_named in chosen:
                yield _Raw(
                    *(top, mount.source, found, key, mount.module, rank, is_named),
                    is_only=len(chosen) == 1,
                    name=name,
                )
        return
    prefix = "" if mount.source == "." else mount.source + "/"
    start = len(top) + 1
    for below, entries, others in _walk(top, mount, ".#", finds.ignored):
        _report(finds, below, entries, others, prefix, start)
        for entry in entries:
            file = entry.path
            name = f"{below}/{entry.name}" if below else entry.name
            found = place(name, languages=languages)
            chosen = editions.of(found)
            path = prefix + file[start:].replace(os.sep, "/")
            if found.kind == "adapter":
                if chosen:
                    finds.adapters.append(posixpath.dirname(found.logical))
                    if not mount.is_theme:
                        finds.adapter_files.append(path)
                continue
            for key, is_named in chosen:
                yield _Raw(
                    *(file, path, found, key, mount.module, rank, is_named),
                    is_only=len(chosen) == 1,
                )


class _Chosen:
    """In which editions the files of one mount are; keeps its answers."""

    def __init__(self, config: HugoConfig, mount: Mount) -> None:
        self._editions = config.editions
        self._matrix = mount.matrix
        self._disabled = {each.key for each in self._editions.every if each.is_disabled}
        self._is_nowhere = not config.editions.of(mount.matrix)
        self._known: dict[
            tuple[str | None, tuple[str, ...]], tuple[tuple[str, bool], ...]
        ] = {}

    def of(self, found: Place) -> tuple[tuple[str, bool], ...]:
        """Return the keys, and whether the file's name rather than its mount says so.

        Empty: its language is disabled, or the mount is for none that there is.
        """
        said = (found.language, found.dimensions)
        known = self._known.get(said)
        if known is None:
            matrix = self._editions.named(self._matrix, *said)
            is_named = matrix != self._matrix and not self._matrix.is_unsaid
            keys = () if self._is_nowhere else self._editions.of(matrix)
            known = tuple((key, is_named) for key in keys if key not in self._disabled)
            self._known[said] = known
        return known


def _report(
    finds: _Finds,
    below: str,
    files: list[os.DirEntry[str]],
    others: list[os.DirEntry[str]],
    prefix: str,
    start: int,
) -> None:
    """Note what has the name of a page, but is none.

    A link out of the site, a device, or a directory that holds no page itself.
    """
    if below.endswith(_PAGE_SUFFIXES) and not any(map(_is_content, files)):
        finds.note(prefix + below, "Is a directory, though it has the name of a page")
    for entry in filter(_is_content, others):
        path = prefix + entry.path[start:].replace(os.sep, "/")
        if not entry.is_symlink():
            finds.note(path, "Is neither a file nor a directory")
        elif not disk.is_within(entry.path, finds.ground):
            finds.note(path, "Is a link out of the site, which Hugo does not follow")


def _is_any(tests: Iterable[Callable[[str], bool]], file: str) -> bool:
    # A name that is no UTF-8 cannot be handed over; none of ours asks for one.
    name = file.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return any(test(name) for test in tests)


_PAGE_SUFFIXES: Final = (".md", ".markdown", ".mdown", ".html")


def _is_content(entry: os.DirEntry[str]) -> bool:
    return entry.name.rpartition(".")[2].lower() in CONTENT_EXTENSIONS


def _place_all(
    finds: _Finds, raw: list[_Raw]
) -> tuple[list[ContentFile], list[ResourceFile]]:
    """Tell pages from resources, now that all bundles are known. Source: HUGO-FS-9."""
    # At the root, an index file makes home itself a leaf bundle (HUGO-FS-16).
    bundles = _leaf_bundles(raw)
    files: list[_Raw] = []
    best: dict[tuple[str, str], tuple[int, bool]] = {}
    found: list[tuple[_Raw, ContentFile]] = []
    for each in raw:
        if each.place.kind == "resource":
            files.append(each)
            continue
        file = _content_file(each, bundles)
        found.append((each, file))
        key = (file.logical, file.language)
        best[key] = min(each.precedence, best.get(key, each.precedence))
    # A page is hidden by that of an earlier mount, not by its own neighbours.
    content = [
        file
        for each, file in found
        if best[file.logical, file.language] == each.precedence
    ]
    return content, list(_resources(finds.config, files, _Owners(content)))


def _first_places(
    files: Iterable[ContentFile],
) -> tuple[list[ContentFile], list[ContentFile]]:
    """Return the first place of each file, and all further ones."""
    first: dict[str, ContentFile] = {}
    others = [file for file in files if first.setdefault(file.path, file) is not file]
    return list(first.values()), others


def _leaf_bundles(raw: Iterable[_Raw]) -> _Enclosing:
    """Return the directories that are leaf bundles in any language, as written.

    Languages share their directories, and what is beside `index` in one is part of
    the bundle in all, an `_index` too. Hugo reads directories that differ in case or
    spaces one by one. Source: HUGO-FS-9.
    """
    return _Enclosing(
        {
            "/" + each.place.directory if each.place.directory else "/"
            for each in raw
            if each.place.kind == "leaf"
        }
    )


def _content_file(each: _Raw, bundles: _Enclosing) -> ContentFile:
    found = each.place
    folder = "/" + normalise(found.directory) if found.directory else "/"
    owner = normalise(bundles.outermost("/" + found.directory))
    logical = found.logical
    kind: Literal["page", "home", "section", "resource"]
    bundle: Literal["leaf", "branch"] | None = None
    if owner and not (found.kind == "leaf" and owner == logical):
        kind = "resource"
        logical = f"{folder.rstrip('/')}/{normalise(found.name)}"
    else:
        owner = ""
        bundle = _BUNDLES.get(found.kind)
        kind = "section" if bundle == "branch" else "page"
        if logical == "/":
            kind = "home"
    return ContentFile(
        path=each.path,
        file=each.file,
        logical=logical,
        kind=kind,
        bundle=bundle,
        language=each.language,
        extension=found.extension,
        base_name=found.name,
        is_theme=each.module > 0,
        directory=found.directory,
        owner=owner,
    )


_BUNDLES: Final[dict[str, Literal["leaf", "branch"]]] = {
    "leaf": "leaf",
    "branch": "branch",
}


class _Enclosing:
    """Which of some logical paths a directory lies at or below; keeps its answers."""

    def __init__(self, paths: set[str]) -> None:
        self._paths = paths
        self._nearest: dict[str, str] = {}
        self._outermost: dict[str, str] = {}

    def nearest(self, folder: str) -> str:
        """Return the nearest of the paths at or above *folder*, "" if there is none."""
        known = self._nearest.get(folder)
        if known is None:
            known = folder
            if folder not in self._paths:
                known = "" if folder == "/" else self.nearest(_parent(folder))
            self._nearest[folder] = known
        return known

    def outermost(self, folder: str) -> str:
        """Return the outermost of the paths at or above *folder*, "" if none is."""
        known = self._outermost.get(folder)
        if known is None:
            known = "" if folder == "/" else self.outermost(_parent(folder))
            if not known and folder in self._paths:
                known = folder
            self._outermost[folder] = known
        return known


def _parent(folder: str) -> str:
    return folder[: folder.rfind("/")] or "/"


class _Owners:
    """Which page a file beside pages belongs to. Source: HUGO-FS-9 to HUGO-FS-12."""

    def __init__(self, content: Iterable[ContentFile]) -> None:
        """Take all content files."""
        self._languages: dict[str, set[str]] = {}
        self._capitals: set[tuple[str, str]] = set()
        self._tops: dict[str, set[str]] = {}
        for file in content:
            logical = file.logical
            if file.kind == "resource":
                continue
            self._languages.setdefault(logical, set()).add(file.language)
            end = logical.find("/", 1)
            if file.kind == "page" and end > 0:
                self._tops.setdefault(logical[:end], set()).add(file.language)
            name = file.path.rpartition("/")[2]
            if file.bundle and name != name.lower():
                self._capitals.add((logical, file.language))
        self._pages = _Enclosing({"/", *self._languages, *self._tops})

    def of(self, folder: str) -> str:
        """Return the logical path of the page that owns the files in *folder*."""
        return self._pages.nearest(folder)

    def is_in(self, owner: str, language: str) -> bool:
        """Tell whether *owner* is there in *language*, as far as files tell.

        Source: HUGO-FS-20.
        """
        languages = self._languages.get(owner)
        return languages is None or language in languages

    def surely_has(self, owner: str, language: str) -> bool:
        """Tell whether *owner* surely has the files beside it in *language*.

        Those of a section that Hugo makes itself are home's. A home that no file
        describes is there in all.
        """
        languages = self._languages.get(owner)
        if languages is not None:
            return language in languages
        home = self._languages.get("/", (language,))
        return language in self._tops.get(owner, (language,)) and language in home

    def has_capitals(self, owner: str, language: str) -> bool:
        """Tell whether the bundle's index file has capitals in its name: `Index.md`.

        Hugo then publishes what it owns in that *language* below its path once more;
        the capitals of `index.zh-Hans.md` count in that language alone.
        """
        return (owner, language) in self._capitals


def _resources(
    config: HugoConfig, files: list[_Raw], owners: _Owners
) -> Iterator[ResourceFile]:
    """Yield the files that are published beside a page. Source: HUGO-URL-25."""
    hidden: dict[tuple[str, str], int] = {}
    is_single = len(config.editions.every) == 1
    for each in files:
        key = (each.place.logical, each.language)
        if hidden.setdefault(key, each.rank) != each.rank:
            continue
        directory = each.place.directory
        owner = owners.of("/" + normalise(directory) if directory else "/")
        is_whole = owner == "/" or owners.has_capitals(owner, each.language)
        depth = 0 if is_whole else owner.count("/")
        name = each.name or os.path.basename(each.file)
        segments = [*(directory.split("/") if directory else ()), name]
        relative = "/".join(segments[depth:])
        url = None
        if owners.is_in(owner, each.language):
            url = urls.resource_default(owner, relative, each.language, config)
        yield ResourceFile(
            path=each.path,
            file=each.file,
            url=url,
            owner=owner,
            language=each.language,
            relative=relative,
            is_theme=each.module > 0,
            is_certain=each.is_only
            and (is_single or owners.surely_has(owner, each.language)),
        )


def _exclude(
    content: list[ContentFile], patterns: tuple[str, ...]
) -> list[ContentFile]:
    covers = matcher(patterns)
    return [
        msgspec.structs.replace(each, is_excluded=True) if covers(each.path) else each
        for each in content
    ]


def _static_files(finds: _Finds) -> Iterator[StaticFile]:
    """Yield the static files, each URL once. Source: HUGO-CFG-22, HUGO-FS-1."""
    mounts = [mount for mount in finds.config.mounts if mount.component == "static"]
    # Project before themes; of one module's mounts the last wins.
    order = sorted(range(len(mounts)), key=lambda at: (mounts[at].module, -at))
    codes = finds.config.editions.languages
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for mount in (mounts[at] for at in order):
        languages: tuple[str, ...] = ()
        if finds.config.is_multihost:
            languages = codes.chosen(mount.matrix.languages)
        for virtual, _, path in _plain_files(finds, mount, ""):
            url = "/" + virtual
            if (url, languages) not in seen:
                seen.add((url, languages))
                yield StaticFile(path, url, mount.is_theme, languages)


def _plain_files(
    finds: _Finds, mount: Mount, skip: str
) -> Iterator[tuple[str, str, str]]:
    """Yield path below the component, absolute path and path from the site root."""
    top = os.path.normpath(os.path.join(finds.root, mount.source))
    if os.path.isfile(top):
        target = mount.target.partition("/")[2]
        yield target or posixpath.basename(mount.source), top, mount.source
        return
    prefix = "" if mount.source == "." else mount.source + "/"
    start = len(top) + 1
    ignored = finds.ignored if mount.component in ("data", "i18n") else ()
    for below, entries, _ in _walk(top, mount, skip, ignored):
        for entry in entries:
            virtual = f"{below}/{entry.name}" if below else entry.name
            yield virtual, entry.path, prefix + entry.path[start:].replace(os.sep, "/")


def _pairs(finds: _Finds, component: str) -> tuple[tuple[str, str], ...]:
    """Return the files of a component, by precedence."""
    skip = {"layouts": ".", "data": ".#", "i18n": ".#"}.get(component, "")
    merges = component in ("data", "i18n")
    seen: set[str] = set()
    found: list[tuple[str, str]] = []
    for mount in finds.config.mounts:
        if mount.component == component:
            for virtual, file, _ in _plain_files(finds, mount, skip):
                if virtual not in seen or merges:
                    found.append((virtual, file))
                    seen.add(virtual)
    return tuple(found)
