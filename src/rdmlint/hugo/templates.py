"""What layouts and shortcode templates define, as far as their text tells."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.bootstrap import version_loaded
from rdmlint.hugo.config import InnerKind
from rdmlint.hugo.discover import Site
from rdmlint.hugo.evaluate import Programs, Source
from rdmlint.hugo.gaps import GAP, IdPattern, fits, ids_in
from rdmlint.hugo.headings import HeadingHooks
from rdmlint.hugo.inner import inner_kind, partial_name
from rdmlint.model import Known
from rdmlint.syntax.gotmpl import Action, Template
from rdmlint.syntax.gotmpl import read as read_actions
from rdmlint.syntax.nesting import defined_name


class Templates(msgspec.Struct, frozen=True):
    """The answers of all layouts of a site, themes on disk included.

    *ids*: static ids of any layout or partial. *has_computed_ids*: template code
    that may wrap any page makes ids of which nothing is known. *shortcodes*:
    lower-case name to what becomes of its inner text, embedded ones included.
    *shortcode_ids*: static ids by shortcode. *open_shortcodes*: shortcodes whose
    output may hold ids or headings that are not known. *link_hook*, *image_hook*,
    *heading_hook*: YES where the site has its own; UNKNOWN where a module is not on
    disk. *menus*: names of menus that templates render, case kept; *menus_known* is
    UNKNOWN where a template asks for a menu by a computed name, loops over all of
    them, or a theme is not on disk. *bootstrap*: the version loaded, such as `5.0.1`
    (None: not found, or several). *params*: lower-case page parameters that
    templates read. *reads_data*: a template reads data files, and the first to do so
    makes Hugo read them all (HUGO-DATA-1).

    *common_ids* are the static ids that may be on any page, *ids_by_folder* those of
    layouts in a folder, or of a name, of their own, lowered. *computed_ids* and
    *folder_ids* are the same for patterns of ids that code makes.
    *plain_hooks*: of `link` and `image`, those whose hooks all write the destination
    as it stands in the source.
    """

    ids: frozenset[str] = frozenset()
    has_computed_ids: bool = False
    shortcodes: dict[str, InnerKind] = {}
    shortcode_ids: dict[str, tuple[str, ...]] = {}
    open_shortcodes: frozenset[str] = frozenset()
    shortcodes_known: Known = Known.YES
    link_hook: Known = Known.NO
    image_hook: Known = Known.NO
    heading_hook: Known = Known.NO
    menus: frozenset[str] = frozenset()
    menus_known: Known = Known.YES
    bootstrap: str | None = None
    params: frozenset[str] = frozenset()
    common_ids: frozenset[str] = frozenset()
    ids_by_folder: dict[str, frozenset[str]] = {}
    computed_ids: frozenset[IdPattern] = frozenset()
    folder_ids: dict[str, frozenset[IdPattern]] = {}
    plain_hooks: frozenset[str] = frozenset()
    reads_data: bool = False
    reads_fragment: bool = False
    """Whether a script or style in a template may look at the address's fragment."""
    every_computed_id: frozenset[IdPattern] = frozenset()
    """Patterns of all ids that any template makes, but for those it takes from a list
    as they are (`{{ range … }}<i id="{{ . }}">`)."""
    has_toc_on_request: bool = False
    """Whether a template prints a page's table of contents, and one reads its `toc`."""
    lists_show_text: bool = True
    """Whether a template may show the text of other pages than the one it is for."""
    translations_shown: frozenset[frozenset[str]] = frozenset((frozenset(),))
    """For each place in a template that may show the text of a page's translation, the
    lowered parameters without which it does not."""
    programs: Programs | None = None
    """The shortcodes that can be evaluated (None: no template was read)."""
    heading_hooks: HeadingHooks | None = None
    """The hooks that write headings (None: no template was read)."""

    @property
    def folders(self) -> frozenset[str]:
        """Return the folders and names of layouts that are not for any page."""
        return frozenset((*self.ids_by_folder, *self.folder_ids))

    def ids_around(self, folders: Iterable[str]) -> frozenset[str]:
        """Return the static ids of all templates that may wrap a page.

        *folders* are as in `may_make_id`.
        """
        own = (self.ids_by_folder.get(folder.lower(), ()) for folder in folders)
        return self.common_ids.union(*own)

    def may_make_id(self, name: str, folders: Iterable[str] = ()) -> bool:
        """Tell whether template code around a page may make the id *name*.

        *folders* are the page's section, type and layout, for the home page `home`
        and `index` too: layouts in folders, or files, of those names may wrap it.
        """
        if fits(name, self.computed_ids):
            return True
        return any(
            fits(name, self.folder_ids.get(folder.lower(), ())) for folder in folders
        )

    def makes_id_anywhere(self, name: str) -> bool:
        """Tell whether any template may make the id *name* that another one writes.

        That an item of a list is called so would be chance.
        """
        return fits(name, self.every_computed_id)


EMBEDDED: Final[dict[str, InnerKind]] = {
    "1__h_simple_assets": InnerKind.NONE,
    "comment": InnerKind.OTHER,
    "details": InnerKind.MARKDOWN,
    "figure": InnerKind.NONE,
    "gist": InnerKind.NONE,
    "highlight": InnerKind.OTHER,
    "instagram": InnerKind.NONE,
    "instagram_simple": InnerKind.NONE,
    "param": InnerKind.NONE,
    "qr": InnerKind.OTHER,
    "ref": InnerKind.NONE,
    "relref": InnerKind.NONE,
    "tweet": InnerKind.NONE,
    "twitter": InnerKind.NONE,
    "twitter_simple": InnerKind.NONE,
    "vimeo": InnerKind.NONE,
    "vimeo_simple": InnerKind.NONE,
    "x": InnerKind.NONE,
    "x_simple": InnerKind.NONE,
    "youtube": InnerKind.NONE,
}
"""The shortcodes Hugo 0.168 brings along. Source: HUGO-SC, embedded shortcodes."""

# `qr` takes an id as an argument, the others print what a server answers.
_EMBEDDED_OPEN: Final = frozenset({"qr", "x", "x_simple", "vimeo_simple"})


def read_templates(site: Site) -> Templates:
    """Return what the layouts of *site* define.

    A file that cannot be read defines nothing.
    """
    files = _read_files(site)
    unknown = Known.UNKNOWN if site.config.may_add_templates else Known.NO
    shortcodes = _Shortcodes(files)
    menus, menus_are_known = _menus(files)
    own_html = any(f.role != "hook" and f.is_html for f in files)
    common, by_folder = _by_place(files, lambda file: file.computed)
    common_ids, ids_by_folder = _by_place(files, lambda file: file.ids)
    hooks = {f.name for f in files if f.role == "hook"}
    showing = tuple(_showing_others(files))
    programs = Programs(
        _sources(files, "shortcode"), _sources(files, "partial"), site.config
    )

    def hook(kind: str) -> Known:
        return Known.YES if kind in hooks else unknown

    return Templates(
        ids=frozenset(
            each for file in files if file.role != "shortcode" for each in file.ids
        ),
        has_computed_ids=("", "") in common,
        shortcodes=EMBEDDED | shortcodes.kinds,
        shortcode_ids=shortcodes.ids,
        open_shortcodes=shortcodes.opens | (_EMBEDDED_OPEN - shortcodes.kinds.keys()),
        shortcodes_known=Known.UNKNOWN if site.config.may_add_templates else Known.YES,
        link_hook=hook("link"),
        image_hook=hook("image"),
        heading_hook=hook("heading"),
        menus=menus,
        menus_known=(
            Known.YES
            if menus_are_known and own_html and not site.config.missing_modules
            else Known.UNKNOWN
        ),
        bootstrap=version_loaded(site, (f.text for f in files), _roots(site)),
        params=frozenset(each for file in files for each in _params(file.code)),
        common_ids=common_ids | _ids_anywhere(files),
        ids_by_folder=ids_by_folder,
        computed_ids=common,
        folder_ids=by_folder,
        plain_hooks=frozenset(_plain_hooks(files)),
        reads_data=any(_DATA.search(file.code) for file in files),
        reads_fragment=any(_FRAGMENT.search(file.text) for file in files),
        every_computed_id=frozenset(
            pattern
            for file in files
            for pattern in file.computed
            if pattern != ("", "") or not _takes_ids_from_lists(file)
        ),
        has_toc_on_request=_has_toc_on_request(files),
        lists_show_text=bool(showing),
        translations_shown=frozenset(_translations_shown(showing)),
        programs=programs,
        heading_hooks=_heading_hooks(files, programs),
    )


_DATA: Final = re.compile(r"(?:[Ss]ite|hugo)\.Data\b")
_FRAGMENT: Final = re.compile(rb"location\.hash|hashchange|:target\b")


# --- Files ------------------------------------------------------------------------

_Role: TypeAlias = Literal["layout", "partial", "shortcode", "hook"]
_LIMIT: Final = 1 << 20


class _File(NamedTuple):
    """A template read.

    *virtual* is its path below `layouts`, lowered. *name*: of the shortcode (HUGO-
    SC-11), partial or hook. *text* is the source with all comments blanked, *code*
    that of its actions, one a line. *calls* are the names of the partials it calls;
    None: a computed name.
    """

    virtual: str
    role: _Role
    name: str
    is_html: bool
    text: bytes
    template: Template
    code: str
    ids: frozenset[str]
    computed: frozenset[IdPattern]
    calls: tuple[str | None, ...]


def _read_files(site: Site) -> list[_File]:
    ground = disk.ground(site.root)
    files: list[_File] = []
    seen: set[str] = set()
    for virtual, path in site.layouts:
        # A project's file hides the theme's of the same path.
        if virtual in seen:
            continue
        seen.add(virtual)
        data = disk.read(path, ground, limit=_LIMIT)
        if isinstance(data, bytes):
            files.append(_read_file(virtual.lower(), data))
    return files


def _sources(files: Iterable[_File], role: _Role) -> dict[str, Source]:
    """Return the HTML templates of a role by name, those names that only one has."""
    found: dict[str, Source] = {}
    several: set[str] = set()
    for file in files:
        if file.role != role:
            continue
        if file.name in found or not file.is_html or file.virtual.endswith(".md"):
            several.add(file.name)
        found[file.name] = Source(file.text, file.template)
    return {name: source for name, source in found.items() if name not in several}


def _read_file(virtual: str, data: bytes) -> _File:
    role, name = _role(virtual)
    template = read_actions(data)
    text = _without_comments(data, template)
    masked = template.masked(text, GAP)
    extension = os.path.splitext(virtual)[1]
    is_html = extension in ("", ".html", ".htm", ".md")
    ids, computed = _NO_IDS
    if is_html and b"id" in masked:
        ids, computed = ids_in(_with_formats(masked, template))
    code = "\n".join(a.code for a in template.actions if a.code)
    calls = dict.fromkeys(
        # `template $x` is no Go; `partial $name` may be any.
        None if computed_name else _called_name(literal)
        for literal, computed_name in _CALL.findall(code)
    )
    if not calls.keys().isdisjoint(("disqus", "internal/disqus")):
        ids |= {"disqus_thread"}
    return _File(
        virtual, role, name, is_html, text, template, code, ids, computed, tuple(calls)
    )


def _called_name(literal: str) -> str:
    return partial_name(literal.removeprefix("_").removeprefix("partials/"))


def _role(virtual: str) -> tuple[_Role, str]:
    """Return what the layout file at *virtual* is, and its name as such.

    Source: HUGO-SC-10, HUGO-SC-11, HUGO-GM-8.
    """
    parts = virtual.split("/")
    if "_shortcodes" in parts[:-1]:
        return "shortcode", _shortcode_name(parts[parts.index("_shortcodes") + 1 :])
    if "shortcodes" in (parts[0], *parts[1:2][: parts[0] == "_default"]):
        return "shortcode", _shortcode_name(parts[parts.index("shortcodes") + 1 :])
    if "_markup" in parts[:-1]:
        hook = _HOOK.match(parts[-1])
        return "hook", hook.group(1) if hook else ""
    if parts[0] in ("partials", "_partials"):
        return "partial", partial_name("/".join(parts[1:]))
    return "layout", ""


def shortcode_name(virtual: str) -> str:
    """Return the name of the shortcode whose template is at *virtual*, lowered.

    "": it is another template.
    """
    role, name = _role(virtual)
    return name if role == "shortcode" else ""


def _shortcode_name(parts: Sequence[str]) -> str:
    name = "/".join((*parts[:-1], parts[-1].partition(".")[0]))
    return name.replace(" ", "-")


_HOOK: Final = re.compile(r"render-(link|image|heading)(?=[.]|$)")


def _without_comments(data: bytes, template: Template) -> bytes:
    """Return *data* with template comments and HTML comments blanked."""
    spans = [(a.span.start, a.span.end) for a in template.actions if not a.code]
    at = data.find(b"<!--")
    while at >= 0:
        end = data.find(b"-->", at)
        if end < 0:
            break
        spans.append((at, end + 3))
        at = data.find(b"<!--", end)
    blanked = bytearray(data)
    for start, end in spans:
        blanked[start:end] = b" " * (end - start)
    return bytes(blanked)


def _roots(site: Site) -> list[str]:
    """Return the directories of the site and of the themes its layouts come from."""
    roots = {site.root: None}
    for virtual, path in site.layouts:
        base = path[: -len(virtual)].rstrip("/\\")
        roots[os.path.dirname(base)] = None
    return list(roots)


# --- Ids --------------------------------------------------------------------------

_NO_IDS: Final[tuple[frozenset[str], frozenset[IdPattern]]] = (frozenset(), frozenset())
_FORMATTED: Final = re.compile(
    r"(\$\w++)\s*+:?=\s*+printf\s++[\"`]([^\"`%\\]++)%[sdv]([^\"`%\\]*+)[\"`](.*+)",
    re.DOTALL,
)
_BRACKETED: Final = re.compile(r"\([^()]*+\)")
_NAMED: Final = re.compile(r"\$\w++(?=\s*+(?:,|:?=(?!=)))")


def _with_formats(masked: bytes, template: Template) -> bytes:
    """Return *masked* with what is known of variables where they stand alone.

    `{{ $id := printf "m-%s" .Title }}` makes `m-` of `{{ $id }}`, and a gap.
    """
    known: dict[str, set[tuple[str, str]]] = {}
    for action in template.actions:
        code = action.code
        formatted = _FORMATTED.fullmatch(code) if "printf" in code else None
        if formatted and "|" in _BRACKETED.sub("", _BRACKETED.sub("", formatted[4])):
            formatted = None
        for name in _NAMED.findall(code) if "=" in code else ():
            parts = ("", "")
            if formatted and formatted[1] == name:
                parts = (formatted[2], formatted[3])
            known.setdefault(name, set()).add(parts)
    sure = {name: parts.pop() for name, parts in known.items() if len(parts) == 1}
    pieces: list[bytes] = []
    at = 0
    for action in template.actions:
        before, after = sure.get(action.code, ("", ""))
        if before:
            pieces.append(masked[at : action.span.start])
            pieces.append(before.encode() + GAP + after.encode())
            at = action.span.end
    return b"".join((*pieces, masked[at:]))


# `"a-${n}"` and `'a-' + n + ''`, in scripts that write HTML.
_WHOLE_ID: Final = re.compile(rb"\bid\s*+=\s*+[\"']?\x1a++[\"'\s>]", re.IGNORECASE)
_ID_BY_SCRIPT: Final = re.compile(
    rb"\bid\s*+=\s*+[\\\"'`]*+(?:\$\{|[\"'`]\s*+\+)|\.id\s*+=(?!=)|[\"'`]id[\"'`]\s*+,"
)


def _takes_ids_from_lists(file: _File) -> bool:
    """Tell whether the ids without fixed text in *file* are all items of a list."""
    actions = file.template.actions
    places = {action.span.start: action for action in actions}
    masked = file.template.masked(file.text, GAP)
    for found in _WHOLE_ID.finditer(masked):
        action = places.get(masked.index(GAP, found.start()))
        if action is None or action.code != ".":
            return False
        parent = action.parent
        while parent is not None and actions[parent].kind not in ("range", "with"):
            parent = actions[parent].parent
        if parent is None or actions[parent].kind != "range":
            return False
    return not _ID_BY_SCRIPT.search(masked)


# Layouts of these names may wrap a page of any section; others only by name.
_COMMON: Final = frozenset({"baseof", "single", "page", "all", "list", "section"})
_ANY_PAGE: Final = _COMMON | {"404", "home", "index", "taxonomy", "term", "terms"}
"""In a folder, layouts of these names are taken unasked, others by their name."""
_RENDER: Final = re.compile(r"\.Render\s+(?:[\"`]([^\"`]*)[\"`])?")
"""A content view: a page in a list, shown by a layout of this name; "": any."""
_CALL: Final = re.compile(
    r"\b(?:partial|partialCached|partials\.Include(?:Cached)?|template)\s+"
    r"(?:[\"`]([^\"`]*)[\"`]|(\S))"
)


_Id = TypeVar("_Id", str, IdPattern)


def _by_place(
    files: Sequence[_File], given: Callable[[_File], frozenset[_Id]]
) -> tuple[frozenset[_Id], dict[str, frozenset[_Id]]]:
    """Return the ids that may be on any page, and those by folder or name of a layout.

    *given* tells those of one file.
    """
    partials = _named_partials(files)
    every = frozenset(x for each in partials.values() for f in each for x in given(f))
    common: set[_Id] = set()
    views = {view for file in files for view in _RENDER.findall(file.code)}
    folders: dict[str, set[_Id]] = {}
    for file in files:
        if file.role != "layout" or not file.is_html:
            continue
        ids = given(file) | _of_partials(file, partials, given, every)
        *above, last = file.virtual.split("/")
        stem = last.partition(".")[0]
        # The frame of one kind of page is called `single-baseof`.
        is_frame = stem.endswith("-baseof")
        is_top = above in ([], ["_default"])
        if stem in views or "" in views or (is_top and (stem in _COMMON or is_frame)):
            common |= ids
        elif not is_top and (stem in _ANY_PAGE or is_frame):
            for folder in above:
                folders.setdefault(folder, set()).update(ids)
        else:
            folders.setdefault(stem, set()).update(ids)
    return frozenset(common), {key: frozenset(each) for key, each in folders.items()}


def _named_partials(files: Iterable[_File]) -> dict[str, list[_File]]:
    found: dict[str, list[_File]] = {}
    for file in files:
        if file.role == "partial":
            found.setdefault(file.name, []).append(file)
    return found


def _of_partials(
    file: _File,
    partials: Mapping[str, Sequence[_File]],
    given: Callable[[_File], frozenset[_Id]],
    every: frozenset[_Id],
) -> frozenset[_Id]:
    """Return the ids of all partials that *file* may call, *every* if it may any."""
    ids: set[_Id] = set()
    for each in _called(file, partials):
        if each is None:
            return every
        ids |= given(each)
    return frozenset(ids)


def _ids_anywhere(files: Sequence[_File]) -> frozenset[str]:
    """Return the ids whose layout does not tell which pages they are on.

    Those of hooks, of what shortcodes call, and of templates that others may call
    otherwise than as partials, or that nobody is seen to call.
    """
    partials = _named_partials(files)
    every = frozenset(x for each in partials.values() for f in each for x in f.ids)
    called = {name for file in files for name in file.calls}
    reached = {
        each.name
        for file in files
        if file.role == "layout"
        for each in _called(file, partials)
        if each is not None
    }
    ids: set[str] = set()
    for file in files:
        defined = {
            _called_name(defined_name(action.code))
            for action in file.template.actions
            if action.kind == "define"
        }
        if file.role == "partial":
            is_anywhere = bool(defined) or file.name not in reached
        else:
            is_anywhere = file.role != "layout" or not defined.isdisjoint(called)
        if is_anywhere:
            ids |= _of_partials(file, partials, lambda each: each.ids, every)
            # Which pages call a shortcode is known.
            ids |= file.ids if file.role != "shortcode" else frozenset()
    return frozenset(ids)


def _called(file: _File, partials: Mapping[str, Sequence[_File]]) -> list[_File | None]:
    """Return the partials that *file* calls, theirs too; None: one of computed name."""
    found: list[_File | None] = []
    seen: set[str] = set()
    todo = [file]
    while todo:
        for name in todo.pop().calls:
            if name is None:
                found.append(None)
            elif name in partials and name not in seen:
                seen.add(name)
                found += partials[name]
                todo += partials[name]
    return found


# --- Shortcodes -------------------------------------------------------------------


class _Shortcodes:
    """The site's own shortcodes; keeps them by name."""

    def __init__(self, files: Sequence[_File]) -> None:
        named = _named_partials(files)
        partials = {f.name: f for f in files if f.role == "partial"}
        sources = {name: (f.text, f.template.actions) for name, f in partials.items()}
        self.kinds: dict[str, InnerKind] = {}
        self.ids: dict[str, tuple[str, ...]] = {}
        opens: set[str] = set()
        open_partials = {name for name, f in partials.items() if _is_open(f)}
        for file in sorted(
            (f for f in files if f.role == "shortcode"), key=lambda f: not f.is_html
        ):
            name = file.name
            kind = inner_kind(file.text, file.template.actions, sources)
            self.kinds.setdefault(name, kind)
            self.ids[name] = (*self.ids.get(name, ()), *sorted(file.ids))
            called = _called(file, named)
            if (
                _is_open(file)
                or (kind is InnerKind.OTHER and _prints_inner(file))
                or any(each is None or each.name in open_partials for each in called)
            ):
                opens.add(name)
        self.ids = {name: ids for name, ids in self.ids.items() if ids}
        self.opens = frozenset(opens)


_OPEN: Final = re.compile(
    r"\b(?:[rR]eadFile|RenderShortcodes|GetRemote|FromString|ContentWithoutSummary"
    r"|RawContent|safeHTML|[mM]arkdownify|RenderString|htmlUnescape|highlight)\b"
    r"|\.Content\b"
)
_INNER: Final = re.compile(r"\.Inner(?:Deindent)?\b")
_MARKDOWN_HEADING: Final = re.compile(rb"^ {0,3}#{1,6}[ \t]", re.MULTILINE)


def _is_open(file: _File) -> bool:
    """Tell whether *file* may print ids or headings that do not stand in it."""
    if file.computed or _MARKDOWN_HEADING.search(file.text):
        return True
    return any(
        _OPEN.search(bare) and not _INNER.search(bare)
        for bare in (a.bare for a in file.template.actions if _OPEN.search(a.code))
    )


def _prints_inner(file: _File) -> bool:
    """Tell whether the inner text is used otherwise than in conditions."""
    return any(
        _INNER.search(action.bare)
        for action in file.template.actions
        if action.kind not in ("if", "else")
    )


# --- Texts of other pages ---------------------------------------------------------

_SHOWS: Final = re.compile(
    r"\.(?:Content|ContentWithoutSummary|Summary|RawContent|Render|RenderShortcodes)\b"
)
_SHOWS_OWN: Final = re.compile(
    r"(?:^|(?<=[\s(]))\$?(?:\.Page)?"
    r"\.(?:Content|ContentWithoutSummary|Summary|RawContent)(?![\w.])"
)
_HANDS_PAGE: Final = re.compile(r"[\"`]\s*\$?\.?(?:Page)?\s*\)*\s*$")


_TOC_ASKED_FOR: Final = re.compile(r"\.Params\.toc\b|\.Param\s+[\"`]toc[\"`]", re.I)


def _has_toc_on_request(files: Sequence[_File]) -> bool:
    return any(".TableOfContents" in file.code for file in files) and any(
        _TOC_ASKED_FOR.search(file.code) for file in files
    )


_Showing: TypeAlias = "tuple[Sequence[Action], Sequence[Action]]"
"""Actions of a template, and all there are in it."""


def _showing_others(files: Sequence[_File]) -> Iterator[_Showing]:
    """Yield where templates may show the text of another page than their own.

    That is so where one speaks of text in a loop, or of a page that it looked up, or
    hands something else than the page to a partial that speaks of text.
    """
    named = _named_partials(files)
    partials = {file.name: file for file in files if file.role == "partial"}
    speaking = {name for name, file in partials.items() if _SHOWS.search(file.code)}
    for name, file in partials.items():
        if any(each is None or each.name in speaking for each in _called(file, named)):
            speaking.add(name)
    for file in files:
        if file.role != "hook" and file.is_html:
            actions = file.template.actions
            showing = [a for a in actions if _shows_other(actions, a, speaking)]
            if showing:
                yield showing, actions


_TRANSLATIONS: Final = re.compile(r"(?<!Home)\.(?:All)?Translations\b")
_NOT_ASKED: Final = re.compile(r"\b(?:not|or|ne|cond|default)\b")
_VARIABLE: Final = re.compile(r"\$\w+")
_SET: Final = re.compile(r"(\$\w+)\s*:?=")


def _translations_shown(places: Iterable[_Showing]) -> Iterator[frozenset[str]]:
    """Yield what a page must set for its translation's text to be shown, by place.

    Where a variable stands for the page, the places are those where it is set.
    """
    for showing, actions in places:
        names = {name for each in showing for name in _VARIABLE.findall(each.bare)}
        sources = [each for each in showing if "$" not in each.bare]
        if names:
            sources += [
                each
                for each in actions
                if not names.isdisjoint(_SET.findall(each.code))
            ]
        for source in sources:
            around = tuple(_around(actions, source))
            if any(_TRANSLATIONS.search(each.code) for each in (source, *around)):
                yield frozenset(
                    name
                    for each in around
                    if each.kind != "range" and not _NOT_ASKED.search(each.bare)
                    for name in _params(each.code)
                )


def _shows_other(
    actions: Sequence[Action], action: Action, speaking: Collection[str]
) -> bool:
    bare = action.bare
    speaks = bool(_SHOWS.search(bare))
    if speaks and _SHOWS.search(_SHOWS_OWN.sub("", bare)):
        return True
    calls = "partial" in bare and any(
        computed or _called_name(literal) in speaking
        for literal, computed in _CALL.findall(action.code)
    )
    if calls and not _HANDS_PAGE.search(action.code):
        return True
    return (speaks or calls) and any(
        around.kind == "range"
        or (around.kind == "with" and not _SHOWS_OWN.search(around.bare))
        for around in _around(actions, action)
    )


def _around(actions: Sequence[Action], action: Action) -> Iterator[Action]:
    while action.parent is not None:
        action = actions[action.parent]
        yield action


# --- Menus, parameters, hooks -----------------------------------------------------

_MENUS: Final = re.compile(
    r"[sS]ite\.Menus(?:\.(?P<field>\w+)|\)?\s+(?P<rest>(?:[\"`]([^\"`]*)[\"`]|\S+)?))?"
)
_ASSIGNMENT: Final = re.compile(r"(\$\w+)[ \t]*:?=[ \t]*(\S+)([^\n]*)")
_FIELD: Final = re.compile(r"\$?\.(\w+)")
_KEYS_LIMIT: Final = 20


def _menus(files: Sequence[_File]) -> tuple[frozenset[str], bool]:
    """Return the menus that templates render by name, and whether those are all."""
    names: set[str] = set()
    keys: set[str | None] = set()
    for file in files:
        if ".Menus" not in file.code:
            continue
        variables = _variables(file.code)
        for use in _MENUS.finditer(file.code):
            written = use["rest"] or ""
            if use["field"]:
                names.add(use["field"])
            elif written.startswith(('"', "`")):
                names.add(written[1:-1])
            else:
                written = written.rstrip(")")
                field = _FIELD.fullmatch(variables.get(written, written))
                keys.add(field.group(1) if field else None)
    if None in keys or len(keys) > _KEYS_LIMIT:
        return frozenset(names), False
    are_all = True
    for key in keys:
        # `partial "menu" (dict "menuID" "main")` names the menu for the partial.
        given = [
            value
            for file in files
            for value in re.findall(rf"\"{key}\"\s+([\"`][^\"`]*[\"`]|\S+)", file.code)
        ]
        names.update(value[1:-1] for value in given if value[0] in '"`')
        if not given or any(value[0] not in '"`' for value in given):
            are_all = False
    return frozenset(names), are_all


def _variables(code: str) -> dict[str, str]:
    """Return the variables that are only ever given one value, a single word."""
    values: dict[str, str] = {}
    for name, value, rest in _ASSIGNMENT.findall(code):
        known = values.setdefault(name, value)
        if known != value or rest.strip():
            values[name] = ""
    return values


_PARAM: Final = re.compile(
    r"(?<![sS]ite)\.Params(?:\.(\w+)|\s+[\"`]([^\"`.]+))"
    r"|(?:\.Param|ByParam|ByParamDate)\s+[\"`]([^\"`.]+)"
    r"|[\"`]\.?Params\.(\w+)"
)


def _params(code: str) -> set[str]:
    if "Param" not in code:
        return set()
    return {"".join(groups).lower() for groups in _PARAM.findall(code)}


def _heading_hooks(files: Sequence[_File], programs: Programs) -> HeadingHooks:
    hooks = [f for f in files if f.role == "hook" and f.name == "heading" and f.is_html]
    return HeadingHooks(
        programs,
        [Source(hook.text, hook.template) for hook in hooks],
        is_one_for_all=any(
            hook.virtual.removeprefix("_default/") == "_markup/render-heading.html"
            for hook in hooks
        ),
    )


def _plain_hooks(files: Sequence[_File]) -> Iterator[str]:
    """Yield `link` and `image` where all hooks write the destination as it is.

    One of them must be for pages of any section: it hides that of a theme which is
    not on disk.
    """
    for name, attribute in (("link", b"href"), ("image", b"src")):
        hooks = [f for f in files if f.role == "hook" and f.name == name and f.is_html]
        folders = {hook.virtual.partition("_markup/")[0] for hook in hooks}
        if folders.isdisjoint(("", "_default/")):
            continue
        if all(_writes_destination(hook, attribute) for hook in hooks):
            yield name


def _writes_destination(hook: _File, attribute: bytes) -> bool:
    """Tell whether *attribute* is `.Destination` wherever *hook* writes it."""
    if hook.calls or "safeHTMLAttr" in hook.code:
        return False
    variables = _variables(hook.code)
    codes = {action.span.start: action.code for action in hook.template.actions}
    count = 0
    for found in re.finditer(rb"%b(?:\s*+=\s*+[\"']?+)?+" % attribute, hook.text, re.I):
        written = _DESTINATION.fullmatch(codes.get(found.end(), ""))
        if written is None:
            return False
        value = written.group(1)
        if variables.get(value, value).removeprefix("$") != ".Destination":
            return False
        count += 1
    return count > 0


_DESTINATION: Final = re.compile(
    r"(\$?\.Destination|\$\w++)(?:\s*+\|\s*+(?:safeURL|safe\.URL))?+"
)
