"""Where the links and images of a page lead once the site is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property
from posixpath import dirname, join, normpath, relpath
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.links import Node, PageTree
from rdmlint.hugo.nearest import Nearby, last_segment, nearest
from rdmlint.hugo.paths import CONTENT_EXTENSIONS, normalise
from rdmlint.hugo.published import Hit, Published
from rdmlint.hugo.redirects import Redirects
from rdmlint.hugo.templates import Templates
from rdmlint.hugo.written import Form, escape_id, is_free_fragment, own_path, resolve
from rdmlint.model import Address, AddressKind, Known, Origin
from rdmlint.syntax.slips import slip


class LinkFault(Enum):
    """Why a link leads nowhere; the most telling that fits."""

    SCHEME = "scheme"
    """The scheme is mistyped; the address of another site too."""
    MALFORMED = "malformed"
    """It is no address that a browser can follow; of another site too."""
    MISSING = "missing"
    UNPUBLISHED = "unpublished"
    NOT_REWRITTEN = "not rewritten"
    """It names a source file (`b.md`) that the browser will ask for as it is."""
    DEPTH = "depth"
    """Relative, and right if it counted from the source file, not the page."""
    LETTER_CASE = "letter case"
    STATIC_PREFIX = "static prefix"
    FRAGMENT = "fragment"
    """The page is there; no id on it answers the fragment."""


class Target(msgspec.Struct, frozen=True):
    """Where a link leads.

    *exists* is about path and fragment together. *fault* says what is wrong (None
    unless *exists* is NO). *url* is the path as the browser resolves it, counted from
    the host's root and not percent-encoded (None: not inside the site). *page* is the
    source path of the page reached, or nearly reached (None: none). *suggestion* is
    what to write instead, in the form of the link (None: nothing near). *is_sure*:
    the suggestion names the same thing, such as another letter case. *detail*: for
    UNPUBLISHED why the page is not published (`a draft`, `not published before
    2030-01-01`, …); for MALFORMED what is wrong (`has no scheme`). *is_mild*:
    browsers put it right. *reason*: for UNKNOWN what hides the answer, for people
    (None: it is no link inside this site). *is_redirected*: the id may well be there,
    but an alias leads there, and loses the fragment.
    """

    exists: Known
    fault: LinkFault | None = None
    url: str | None = None
    page: str | None = None
    suggestion: str | None = None
    is_sure: bool = False
    detail: str | None = None
    reason: str | None = None
    is_mild: bool = False
    is_redirected: bool = False


ELSEWHERE: Final = Target(Known.UNKNOWN)
"""Another site's address, a toggle, a value that is computed: no link to judge."""

Mode: TypeAlias = Literal["off", "embedded", "custom"]
"""What becomes of a Markdown destination: nothing, Hugo's own hook, the site's."""

_SHARED: Final = (".github.io", ".gitlab.io", ".codeberg.page", ".bitbucket.io")
"""Hosts that publish other projects of the same owner beside the site."""

_SOURCE_EXTENSIONS: Final = CONTENT_EXTENSIONS - {"html", "htm"}
_SLASHES: Final = re.compile("/{2,}")


class Place(msgspec.Struct, frozen=True):
    """A page that links are written on.

    *url* is where it would be published, `/a/`, whether or not it is (None: that
    cannot be told, or its content appears on another page).
    """

    node: Node
    language: str
    url: str | None
    path: str


def _takes_any(_url: str, _name: str) -> tuple[Known, str | None]:
    return Known.YES, None


class Site(msgspec.Struct, frozen=True):
    """What links are judged by.

    *root* is the absolute path of the site's root. *trees* by language. *resources*
    are published paths by owner's language and logical path and the resource's own,
    normalised. *assets* are lowered virtual paths. *urls* gives each page's URL by
    its source path, published or not. *redirects* is asked only once something is
    missing.
    """

    root: str
    config: HugoConfig
    templates: Templates
    published: Published
    trees: Mapping[str, PageTree]
    resources: Mapping[tuple[str, str, str], str | None]
    assets: frozenset[str]
    urls: Mapping[str, str]
    redirects: Callable[[], Redirects]
    words: Callable[[], frozenset[str]]
    """Gives the last segments of all strings in front matter, lowered."""
    fragment: Callable[[str | None, str], tuple[Known, str | None]]
    """Tells whether the page with this source has an id, and what hides the answer."""
    ids: Callable[[str | None], tuple[str, ...]]
    static_fragment: Callable[[str, str], tuple[Known, str | None]] = _takes_any
    """The same for what is published at a path and is no page of Hugo's."""
    hosts: Mapping[str, Site] = {}
    """What links are judged by on the host of each language; empty: there is one."""


def mode_of(kind: Literal["link", "image"], site: Site) -> Mode:
    """Return what becomes of Markdown links or images. Source: HUGO-GM-10."""
    config = site.config
    is_link = kind == "link"
    has_embedded = config.is_at_least("0.123")
    mode = config.link_hook_mode if is_link else config.image_hook_mode
    hook = site.templates.link_hook if is_link else site.templates.image_hook
    if mode == "always" and has_embedded:
        return "embedded"
    if kind in site.templates.plain_hooks:
        return "off"
    if hook is not Known.NO:
        return "custom"
    if mode == "never" or not has_embedded:
        return "off"
    is_on = mode == "fallback" or (
        config.has_languages_table and not config.is_multihost
    )
    return "embedded" if is_on else "off"


class Targets:
    """Judges links; keeps what it found out about each address."""

    def __init__(self, site: Site) -> None:
        """Take what links are judged by."""
        self._site = site
        self._modes: dict[Literal["link", "image"], Mode] = {
            "link": mode_of("link", site),
            "image": mode_of("image", site),
        }
        self._memo: dict[tuple[str, str, str], Target] = {}
        self._hosts = {code: Targets(host) for code, host in site.hosts.items()}
        self._nearby = Nearby(
            site.published,
            site.assets,
            (language.prefix for language in site.config.languages),
        )

    @property
    def image_mode(self) -> Mode:
        """Return what becomes of the destinations of Markdown images."""
        return self._modes["image"]

    @property
    def link_mode(self) -> Mode:
        """Return what becomes of the destinations of Markdown links."""
        return self._modes["link"]

    def of(
        self,
        place: Place,
        address: Address,
        origin: Origin,
        kind: Literal["link", "image"],
    ) -> Target:
        """Say where *address*, written on the page at *place*, leads."""
        host = self._host(place, address)
        if host is not None:
            return host.of(place, address, origin, kind)
        mode = self._mode(origin, kind)
        is_free = mode == "off" and address.kind in _ABSOLUTE
        key = ("" if is_free else place.path, f"{mode} {kind}", address.raw)
        known = self._memo.get(key)
        if known is None:
            known = self._judge(place, address, origin, kind, mode)
            if kind == "link" and known.fault is LinkFault.MISSING:
                known = self._from_source(place, address) or known
            self._memo[key] = known
        return known

    def _host(self, place: Place, address: Address) -> Targets | None:
        """Return what judges on the host that *address* names, else on the page's."""
        if address.kind in (AddressKind.WEB, AddressKind.NETWORK):
            for host in self._hosts.values():
                if own_path(host._site.config, address) is not None:
                    return host
        return self._hosts.get(place.language)

    def _from_source(self, place: Place, address: Address) -> Target | None:
        """Return the target where *address* is right as counted from the source file.

        The file `a.md` lies beside `b/`, its page at `/a/` does not.
        """
        is_relative = address.kind is AddressKind.RELATIVE and address.path
        if not is_relative or place.url is None or not place.url.endswith("/"):
            return None
        if place.node.kind != "page" or place.node.bundle is not None:
            return None
        path = resolve(place.url.rstrip("/"), unquote(address.path))
        hit = self._site.published.find(path)
        if hit is None or hit.reason is not None or hit.page == place.path:
            return None
        if hit.is_page and not path.endswith(("/", ".html", ".htm")):
            path += "/"
        base = self._site.config.base_path
        missed = resolve(base + place.url, unquote(address.path))
        right = Form(place.url, address, self._site.config).write(path)
        return Target(
            Known.NO,
            LinkFault.DEPTH,
            missed,
            hit.page,
            suggestion=right,
            is_sure=True,
        )

    def with_static_prefix(self, address: Address) -> Target | None:
        """Return where a relative *address* was to lead, from whichever page.

        None: it does not begin with the directory `static`, or may lead to one.
        """
        start, _, rest = unquote(address.path).removeprefix("./").partition("/")
        published = self._site.published
        if start != "static" or not rest or published.find(f"/static/{rest}"):
            return None
        hit = published.find(f"/{rest}")
        if hit is None or hit.reason is not None or hit.is_page:
            return None
        right = Form(None, address, self._site.config).write(f"/{rest}", is_root=True)
        return Target(
            Known.NO,
            LinkFault.STATIC_PREFIX,
            f"/static/{rest}",
            suggestion=right,
            is_sure=True,
        )

    def _mode(self, origin: Origin, kind: Literal["link", "image"]) -> Mode:
        if origin in (Origin.MARKDOWN, Origin.REFERENCE):
            return self._modes[kind]
        if origin is Origin.SHORTCODE and kind == "image":
            return "embedded"
        return "off"

    def _judge(
        self,
        place: Place,
        address: Address,
        origin: Origin,
        kind: Literal["link", "image"],
        mode: Mode,
    ) -> Target:
        if address.kind in (AddressKind.WEB, AddressKind.OTHER):
            slipped = mistyped(address)
            if slipped is not None:
                return slipped
        if address.kind in _NO_LINKS:
            return ELSEWHERE
        if address.kind in (AddressKind.WEB, AddressKind.NETWORK):
            path = own_path(self._site.config, address)
            if path is None:
                return ELSEWHERE
            found = self._absolute(place, address)
            if mode == "custom" and kind == "link" and found.exists is Known.NO:
                return self._by_lookup(place, address) or found
            return found
        if address.kind is AddressKind.FRAGMENT:
            return self._own_fragment(place, address)
        if mode == "off":
            if origin is Origin.FRONT_MATTER:
                return self._front_matter(place, address)
            if origin is Origin.DATA and address.kind is AddressKind.RELATIVE:
                return mistyped(address) or _unknown(
                    "what templates make of a relative address"
                )
            return self._literal(place, address)
        if mode == "embedded":
            return self._embedded(place, address, kind)
        return self._custom(place, address, kind)

    # --- What a browser does

    def _absolute(self, place: Place, address: Address) -> Target:
        host = address.host or ""
        path = unquote(address.path) or "/"
        is_shared = host.endswith(_SHARED) and not self._site.config.base_path
        if is_shared and path != "/" and not self._site.published.has_top(path):
            return ELSEWHERE
        return self._reach(place, address, path)

    def _own_fragment(self, place: Place, address: Address) -> Target:
        if place.node.kind == "resource" or place.url is None:
            return _unknown("on which page this text appears")
        return self._at_fragment(
            Hit(place.path, is_page=True), address, place.url, kept=""
        )

    def _literal(
        self, place: Place, address: Address, *, seeks_near: bool = True
    ) -> Target:
        """Judge as it is written; *seeks_near* False: nothing near is offered."""
        path = unquote(address.path.replace("\\", "/"))
        if address.kind is AddressKind.ROOT:
            return self._reach(place, address, path, seeks_near=seeks_near)
        if place.node.kind == "resource":
            return _unknown("on which page this text appears")
        if place.url is None:
            return _unknown("where this page is published")
        base = self._site.config.base_path + place.url
        path = resolve(base, path)
        return self._reach(place, address, path, seeks_near=seeks_near)

    def _reach(
        self, place: Place, address: Address, path: str, *, seeks_near: bool = True
    ) -> Target:
        """Judge a *path* that counts from the host's root."""
        inside = self._inside(path, address)
        if inside is None:
            return _unknown("what lies beside the site on its host")
        hit = self._site.published.find(inside)
        if hit is None and "//" in inside:
            # Most servers take slashes in a row for one.
            hit = self._site.published.find(_SLASHES.sub("/", inside))
        if hit is None:
            return self._nowhere(place, address, path, inside, seeks_near=seeks_near)
        if hit.reason is not None:
            return _unknown(hit.reason, path)
        if not hit.is_page:
            return self._in_file(address, path, inside)
        return self._at_fragment(hit, address, path, kept=None)

    def _inside(self, path: str, address: Address) -> str | None:
        """Return *path* without the site's base path; None: it lies outside."""
        config = self._site.config
        base = config.base_path
        path = resolve("/", path)
        if not base:
            return path
        if path == base or path.startswith(base + "/"):
            return path[len(base) :] or "/"
        if address.kind is AddressKind.ROOT and (
            config.canonify_urls or config.relative_urls
        ):
            return path
        return None

    def _front_matter(self, place: Place, address: Address) -> Target:
        """Judge a path that templates may put another before, or nothing."""
        reason = "what templates make of an address in front matter"
        if address.kind is not AddressKind.ROOT:
            return _unknown(reason)
        plain = self._literal(place, address)
        is_missing = plain.fault is LinkFault.MISSING
        if is_missing and self._nearby.named(unquote(address.path)):
            return _unknown(reason, plain.url)
        return plain

    # --- What Hugo's own hooks do

    def _embedded(
        self,
        place: Place,
        address: Address,
        kind: Literal["link", "image"],
        *,
        seeks_near: bool = True,
    ) -> Target:
        """Judge as Hugo's embedded hooks write it. Source: HUGO-7.4, HUGO-7.5."""
        path = unquote(address.path).removeprefix("./")
        if kind == "link":
            tree = self._site.trees.get(place.language)
            node = tree.lookup(path, place.node) if tree else None
            if isinstance(node, Node):
                return self._at_node(node, address)
        file = self._file(place, path)
        if file is not None:
            return file
        plain = self._literal(place, address, seeks_near=seeks_near)
        if plain.exists is Known.NO and kind == "link":
            hidden = self._hidden_page(place, path)
            if hidden is not None:
                return hidden
        return plain

    def _file(self, place: Place, path: str) -> Target | None:
        """Return the page resource or asset called *path*."""
        name = normalise(path.lstrip("/"))
        key = (place.language, place.node.logical, name)
        if key in self._site.resources:
            return Target(Known.YES, url=self._site.resources[key])
        if place.node.kind == "page" and place.node.bundle is None:
            # What bundles below `/a/` hold is the single page's `/a` too.
            below = f"{place.node.logical}/"
            for owner, url in self._owners_of.get((place.language, name), ()):
                if owner.startswith(below):
                    return Target(Known.YES, url=url)
        if normpath(path.lstrip("/").lower()) in self._site.assets:
            return Target(Known.YES, url="/" + path.lstrip("/"))
        return None

    @cached_property
    def _owners_of(self) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
        """The pages that have a resource of a name, by language and name."""
        found: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        for (language, owner, name), url in self._site.resources.items():
            found.setdefault((language, name), []).append((owner, url))
        return found

    def _at_node(self, node: Node, address: Address) -> Target:
        url = self._site.urls.get(node.path) if node.path else node.logical + "/"
        why = node.hidden or node.unrendered
        if why:
            return Target(Known.NO, LinkFault.UNPUBLISHED, url, node.path, detail=why)
        if url is None:
            return Target(Known.YES, page=node.path)
        hit = self._site.published.find(url)
        if hit is not None and hit.reason is not None:
            return _unknown(hit.reason, self._site.config.base_path + url)
        return self._at_fragment(
            Hit(node.path, is_page=True),
            address,
            self._site.config.base_path + url,
            kept=None,
        )

    def _hidden_page(self, place: Place, path: str) -> Target | None:
        """Return the target where *path* names a page that is not published."""
        tree = self._site.trees.get(place.language)
        node = tree.lookup(path, place.node, see_hidden=True) if tree else None
        if isinstance(node, Node) and node.hidden:
            return Target(
                Known.NO,
                LinkFault.UNPUBLISHED,
                self._site.urls.get(node.path or ""),
                node.path,
                detail=node.hidden,
            )
        return None

    # --- What a site's own hooks may do

    def _custom(
        self, place: Place, address: Address, kind: Literal["link", "image"]
    ) -> Target:
        """Judge what a hook of the site's own may do with it.

        Only what leads nowhere under every plausible reading is missing: as written,
        by Hugo's lookups, counted from the source file, or by the end of its path.
        """
        readings = [
            self._literal(place, address, seeks_near=False),
            self._embedded(place, address, kind, seeks_near=False),
        ]
        path = unquote(address.path).removeprefix("./")
        if address.kind is AddressKind.RELATIVE:
            # `relURL` counts from the site's root.
            root = f"{self._site.config.base_path}/{path}"
            readings.append(self._reach(place, address, root, seeks_near=False))
        by_lookup = self._by_lookup(place, address) if kind == "link" else None
        if by_lookup is not None:
            readings.append(by_lookup)
        for answer in (Known.YES, Known.UNKNOWN):
            for reading in readings:
                if reading.exists is answer:
                    return reading
        for reading in readings:
            if reading.fault is LinkFault.FRAGMENT:
                return reading
            if reading.fault is LinkFault.NOT_REWRITTEN:
                return _unknown(f"what the site's own {kind} hook makes of it")
        # A bare word is what hooks make glossaries and the like of.
        is_bare = "/" not in path and "." not in path
        if is_bare or path[:1] in "@~$:<[{!" or self._nearby.named(path):
            return _unknown(f"what the site's own {kind} hook makes of it")
        return self._embedded(place, address, kind)

    def _by_lookup(self, place: Place, address: Address) -> Target | None:
        """Judge what a hook makes of a path that it looks up, of another host too.

        None: there is no such page.
        """
        tree = self._site.trees.get(place.language)
        path = unquote(address.path).removeprefix("./")
        node = tree.lookup(path, place.node, mode="ref") if tree is not None else None
        if isinstance(node, Node):
            return self._at_node(node, address)
        if node is None:
            return None
        return _unknown("which of several pages the site's link hook takes")

    # --- Fragments

    def _at_fragment(
        self, hit: Hit, address: Address, url: str, *, kept: str | None
    ) -> Target:
        """Judge the fragment of an address that reaches *hit*."""
        fragment = address.fragment
        found = Target(Known.YES, url=url, page=hit.page)
        if fragment is None or is_free_fragment(fragment):
            return found
        name = unquote(fragment.partition(":~:")[0])
        known, reason = self._site.fragment(hit.page, name)
        if known is Known.NO and name != fragment:
            known, reason = self._site.fragment(hit.page, fragment)
        if hit.is_alias and known is not Known.NO:
            # Browsers take no fragment along where a page sends them on (HTML,
            # "shared declarative refresh steps").
            right = self._site.urls.get(hit.page or "")
            form = Form(None, address, self._site.config)
            return Target(
                Known.NO,
                LinkFault.FRAGMENT,
                url,
                hit.page,
                suggestion=form.write(right, is_root=True) if right else None,
                is_sure=True,
                is_redirected=True,
            )
        if known is Known.YES:
            return found
        if known is Known.UNKNOWN:
            return Target(Known.UNKNOWN, url=url, page=hit.page, reason=reason)
        near, is_sure = near_id(name, self._site.ids(hit.page))
        before = address.raw.strip().partition("#")[0] if kept is None else kept
        return Target(
            Known.NO,
            LinkFault.FRAGMENT,
            url,
            hit.page,
            suggestion=None if near is None else f"{before}#{escape_id(near)}",
            is_sure=is_sure,
        )

    def _in_file(self, address: Address, path: str, inside: str) -> Target:
        """Judge the fragment of an address that reaches a file as it is."""
        fragment = address.fragment
        if fragment is None or is_free_fragment(fragment):
            return Target(Known.YES, url=path)
        name = unquote(fragment.partition(":~:")[0])
        known, reason = self._site.static_fragment(inside, name)
        fault = LinkFault.FRAGMENT if known is Known.NO else None
        return Target(known, fault, path, reason=reason)

    # --- What is wrong, and what was meant

    def _nowhere(
        self,
        place: Place,
        address: Address,
        path: str,
        inside: str,
        *,
        seeks_near: bool,
    ) -> Target:
        """Say why nothing is published at *inside*, and what is near."""
        published = self._site.published
        form = Form(place.url, address, self._site.config)
        hidden = published.hidden(inside)
        if hidden is not None:
            return Target(
                Known.NO, LinkFault.UNPUBLISHED, path, hidden.page, detail=hidden.why
            )
        redirects = self._site.redirects()
        if redirects.answer(inside) or (
            redirects.is_computed and last_segment(inside) in self._site.words()
        ):
            return _unknown("what the web server answers itself", path)
        cased = published.in_other_case(inside)
        if cased is not None:
            # A link to `/X` of a page at `/x/` keeps its form.
            is_short = not inside.endswith("/") and cased.endswith("/")
            shown = cased[:-1] if is_short else cased
            hit = published.find(cased)
            return Target(
                Known.NO,
                LinkFault.LETTER_CASE,
                path,
                hit.page if hit else None,
                suggestion=form.write(shown),
                is_sure=True,
            )
        at = inside.find("/static/")
        if at >= 0 and published.find(inside[at + 7 :]) is not None:
            return Target(
                Known.NO,
                LinkFault.STATIC_PREFIX,
                path,
                suggestion=form.write(inside[at + 7 :], is_root=True),
                is_sure=True,
            )
        found = self._source(place, address, path, form) or mistyped(address)
        if found is not None:
            return found
        config = self._site.config
        if not config.files:
            return _unknown("what a configuration says that is not on disk", path)
        if config.unmodelled:
            feature = config.unmodelled[0]
            return _unknown(f"what {feature} add, which are not modelled", path)
        if config.may_add_anywhere and not published.is_below_a_page(inside):
            return _unknown(f"what {missing(config)} adds, which is not on disk", path)
        near = None
        if seeks_near:
            near = self._near(place, inside, unquote(address.path))
        hit = published.find(near) if near else None
        return Target(
            Known.NO,
            LinkFault.MISSING,
            path,
            hit.page if hit else None,
            suggestion=None if near is None else form.write(near),
        )

    def _source(
        self, place: Place, address: Address, path: str, form: Form
    ) -> Target | None:
        """Return the target where the link names a source file instead of a page."""
        name = unquote(address.path)
        if name.rpartition(".")[2].lower() not in _SOURCE_EXTENSIONS:
            return None
        node = self._meant(place, name)
        if node is None:
            return None
        why = node.hidden or node.unrendered
        if why:
            return Target(Known.NO, LinkFault.UNPUBLISHED, path, node.path, detail=why)
        url = self._site.urls.get(node.path or "")
        return Target(
            Known.NO,
            LinkFault.NOT_REWRITTEN,
            path,
            node.path,
            suggestion=None if url is None else form.write(url),
        )

    def _meant(self, place: Place, name: str) -> Node | None:
        """Return the page that the author of *name* had before their eyes.

        Counted from the file's own directory, as editors and code hosts do, else as
        Hugo's `ref` finds it.
        """
        tree = self._site.trees.get(place.language)
        if tree is None:
            return None
        root = self._site.root
        for source in (join(dirname(place.path), name), name.lstrip("/")):
            # A file mounted from beside the site may name its way back into it.
            node = tree.by_file(relpath(join(root, source), root))
            if node is not None and node.kind != "resource":
                return node
        found = tree.lookup(name, place.node, mode="ref", see_hidden=True)
        return found if isinstance(found, Node) else None

    def _near(self, place: Place, inside: str, written: str) -> str | None:
        """Return the published path that was probably meant; None: nothing is near."""
        tree = self._site.trees.get(place.language)
        if tree is not None and written.strip("./"):
            node = tree.lookup(written, place.node)
            if isinstance(node, Node) and node.path and not node.unrendered:
                return self._site.urls.get(node.path)
        return self._nearby.path(inside)


_NO_LINKS: Final = (AddressKind.EMPTY, AddressKind.OTHER, AddressKind.COMPUTED)
_ABSOLUTE: Final = (AddressKind.ROOT, AddressKind.WEB, AddressKind.NETWORK)


def _unknown(reason: str, url: str | None = None) -> Target:
    return Target(Known.UNKNOWN, url=url, reason=reason)


def mistyped(address: Address) -> Target | None:
    """Return the target of a mistyped address; None: nothing shows."""
    found = slip(address)
    if found is None:
        return None
    return Target(
        Known.NO,
        LinkFault.SCHEME if found.is_scheme else LinkFault.MALFORMED,
        suggestion=found.meant,
        is_sure=found.is_scheme,
        detail=found.what,
        is_mild=found.is_mild,
    )


def missing(config: HugoConfig) -> str:
    """Return a name for the themes and modules that are not on disk."""
    first, *more = config.missing_modules
    return f"{first} and {len(more)} more" if more else first


def near_id(name: str, ids: tuple[str, ...]) -> tuple[str | None, bool]:
    """Return the id most like *name*, and whether only letter case tells them apart."""
    folded = [each for each in ids if each.lower() == name.lower()]
    if len(folded) == 1:
        return folded[0], True
    return nearest(name, ids), False
