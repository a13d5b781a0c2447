"""The site seen as a whole: questions about URLs, ids, menus, shortcodes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from functools import cached_property
from typing import Final, Literal
from urllib.parse import quote, unquote

import msgspec

from rdmlint import facilities as registry_kit
from rdmlint.facilities import Registry, Standing
from rdmlint.facilities import Source as RegistryFile
from rdmlint.history import History, Replacement
from rdmlint.hugo import (
    casts,
    data,
    dates,
    disk,
    embedded,
    globs,
    menus,
    page_params,
    patterns,
    placed,
    records,
    redirects,
    schemas,
)
from rdmlint.hugo.alias_faults import alias_fault
from rdmlint.hugo.base_url import Placeholder, placeholder
from rdmlint.hugo.built import BuiltSite
from rdmlint.hugo.cascade import Place as Reach
from rdmlint.hugo.compose import EMBEDDED, NO_DAMAGE, Composition, Damage
from rdmlint.hugo.config import HugoConfig, InnerKind
from rdmlint.hugo.detours import Detour, Detours
from rdmlint.hugo.discover import ContentFile, Site
from rdmlint.hugo.evaluate import Given
from rdmlint.hugo.gaps import fits
from rdmlint.hugo.inner import partial_name
from rdmlint.hugo.links import Node, PageKind
from rdmlint.hugo.loads import Load, loads_of, surely_none
from rdmlint.hugo.menus import MenuEntry
from rdmlint.hugo.nearest import nearest
from rdmlint.hugo.outward import external_links, request_url
from rdmlint.hugo.paths import normalise
from rdmlint.hugo.printed import Ref
from rdmlint.hugo.refs import (
    REFS,
    STANDALONE,
    Call,
    Reference,
    RefFault,
    judge,
)
from rdmlint.hugo.refs import Site as RefSite
from rdmlint.hugo.scripts import Scripts
from rdmlint.hugo.shortcode_params import read_params
from rdmlint.hugo.static_pages import StaticPages
from rdmlint.hugo.targets import (
    ELSEWHERE,
    LinkFault,
    Place,
    Target,
    Targets,
    missing,
    mistyped,
    near_id,
)
from rdmlint.hugo.targets import Site as LinkSite
from rdmlint.hugo.templates import Templates, shortcode_name
from rdmlint.hugo.urls import formats, sanitise
from rdmlint.hugo.wrapping import Described, Part, Wrapping, sure_calls
from rdmlint.hugo.written import own_path
from rdmlint.model import (
    Address,
    AddressKind,
    Answer,
    Argument,
    Closure,
    Component,
    Element,
    ExternalLink,
    Image,
    Known,
    Link,
    Mapping,
    Origin,
    Page,
    Scalar,
    Shortcode,
    Toggle,
    Value,
    Violation,
)
from rdmlint.model import Sequence as Items
from rdmlint.settings import DataContract, Profile, Settings
from rdmlint.syntax import go_url, nesting
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.globs import matcher
from rdmlint.text import Span

__all__ = [
    "Contest",
    "Contract",
    "Detour",
    "LinkFault",
    "MenuEntry",
    "Panel",
    "RefFault",
    "Reference",
    "SiteIndex",
    "Target",
    "Term",
]


class Contract(msgspec.Struct, frozen=True):
    """The contract a page's front matter is held to: its profile, schema loaded."""

    profile: Profile
    required: tuple[str, ...]
    schema: str | None
    """Absolute path of the JSON Schema (None: none)."""
    known: frozenset[str]
    """Lower-case keys that the schema names."""


class Contest(msgspec.Struct, frozen=True):
    """A file that more than one page or redirect, or a static file too, is to be.

    *claims* come in order of their sources, pages that Hugo makes itself first; each
    source is there once as a page and once for each alias. *static* is the path of
    the static file (None: there is none).
    """

    file: str
    claims: tuple[placed.Claim, ...]
    static: str | None = None


class Panel(msgspec.Struct, frozen=True):
    """What a control opens: an element, and the path of the file it is written in."""

    path: str
    element: Element


class Term(msgspec.Struct, frozen=True):
    """A term of a taxonomy as a page names it.

    *name* is what Hugo tells terms apart by (HUGO-FS-27). *taxonomy* is its plural.
    *path* is the page that names it, *value* where.
    """

    text: str
    name: str
    taxonomy: str
    language: str
    path: str
    value: Scalar


_OWN_PARTIALS: Final = EMBEDDED | {"funcs/get-page-images"}
"""The partials that Hugo brings along, one that prints nothing too."""

_PLAIN: Final = frozenset(("css", "csv", "ics", "json", "md", "txt", "webmanifest"))
"""Endings of templates that are plain text to Hugo."""

_BY_HOOK: Final = frozenset(
    (Origin.MARKDOWN, Origin.REFERENCE, Origin.AUTOLINK, Origin.LINKIFY)
)
"""What render hooks see."""


def _as_ref(ref: Ref, shortcode: Shortcode) -> Shortcode:
    """Return the call of `ref` that the template of *shortcode* stands for."""
    quoted = {each.value_span: each.is_quoted for each in shortcode.arguments}
    return Shortcode(
        ref.name,
        shortcode.name_span,
        shortcode.span,
        shortcode.marker,
        tuple(
            Argument(key, value, ref.span, ref.span, quoted.get(ref.span, True))
            for key, value in ref.given
        ),
    )


class SiteIndex:
    """Read-only answers about one site; keeps tables built once from all pages."""

    def __init__(
        self,
        site: Site,
        pages: Sequence[Page],
        templates: Templates,
        settings: Settings,
        *,
        layouts: Sequence[Page] = (),
        data_files: Sequence[Page] = (),
        read_template: Callable[[str], Page | None] = lambda _: None,
        read_built: Callable[[str, bytes], Page] | None = None,
    ) -> None:
        """Build the tables. *layouts* and *data_files* are the site's own.

        *read_template* gives the facts of any other template by its path,
        *read_built* those of a built page by its path and bytes.
        """
        self.site: Site = site
        self.config: HugoConfig = site.config
        self.templates: Templates = templates
        self.settings: Settings = settings
        self.pages: tuple[Page, ...] = tuple(pages)
        self.layouts: tuple[Page, ...] = tuple(layouts)
        self.data_files: tuple[Page, ...] = tuple(data_files)
        self._read_template = read_template
        self._by_path = {page.path: page for page in self.pages}
        self._census = placed.take(
            site,
            self._by_path,
            today=settings.today,
            environment=settings.environment,
        )
        self._scripts = Scripts(site)
        # What other sites answered, by address: put here by a run that asks them.
        self.answers: Table[str, Answer] = {}
        self.history: History | None = None
        self.built: BuiltSite | None = None
        if settings.built is not None and read_built is not None:
            self.built = BuiltSite(
                settings.built,
                site.root,
                config=site.config,
                source=self._census.published,
                read=read_built,
            )
        self._asked_page: Page | None = None
        self._asked: dict[int, tuple[Link, Target]] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._texts: dict[str, frozenset[str] | Known] = {}
        self._data_keys: dict[str, frozenset[str]] = {}
        self._computed: dict[str, dict[int, Link]] = {}
        self._own_ids: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    @property
    def files(self) -> tuple[Page, ...]:
        """Return the facts of all files: content, layouts, data."""
        return (*self.pages, *self.layouts, *self.data_files)

    @property
    def census(self) -> placed.Census:
        """Return all pages in their places, and what they make the site publish."""
        return self._census

    def page(self, path: str) -> Page | None:
        """Return the facts of the content file at *path*, POSIX, from the site root."""
        return self._by_path.get(path)

    def file(self, page: Page) -> ContentFile:
        """Return how Hugo places *page*."""
        return self._census.pages[page.path].file

    def url_of(self, page: Page) -> str | None:
        """Return the page's path from the host's root; None: unknown or unpublished.

        It is not percent-encoded and carries the base path.
        """
        address = self._census.addresses.get(page.path)
        if address is None or self.unpublished(page):
            return None
        file = self._census.pages[page.path].file
        return self.config.for_host(file.language).base_path + address

    def unpublished(self, page: Page) -> str | None:
        """Say why *page* is not published (`a draft`, …); None: it is, or may be."""
        each = self._census.pages[page.path]
        return each.hidden or each.unrendered

    def kind_of(self, page: Page) -> PageKind:
        """Return Hugo's kind of *page*; `resource` for content inside a leaf bundle."""
        return self._census.pages[page.path].kind

    # Front matter
    def value(self, page: Page, key: str) -> Value | None:
        """Return what *page* has for *key*: its own, else what `cascade` gives it.

        `params` are looked at as Hugo does (HUGO-FM-18, HUGO-FM-23). None: nothing.
        A cascaded value's places are those of the file that gives it.
        """
        each = self._census.pages[page.path]
        return self._census.cascades.value(each.reach, each.root, key)

    def values(self, key: str) -> frozenset[str]:
        """Return all text that published pages have for *key*, items of lists too."""
        known = self._values.get(key)
        if known is None:
            known = self._values[key] = frozenset(
                text
                for page in self.pages
                if self.unpublished(page) is None
                for text in texts(self.value(page, key))
            )
        return known

    def terms(self) -> Iterator[Term]:
        """Yield the terms that published pages of the site's own name themselves."""
        for page in self.pages:
            file, front_matter = self.file(page), page.front_matter
            if front_matter is None or file.is_theme or self.unpublished(page):
                continue
            for _, plural in self.config.of_language(file.language).taxonomies:
                value = front_matter.root.get(plural)
                for item in value.items if isinstance(value, Items) else (value,):
                    text = casts.text(item) if isinstance(item, Scalar) else ""
                    if text.strip() and isinstance(item, Scalar):
                        name = normalise(text.strip())
                        language = file.language
                        yield Term(text, name, plural, language, page.path, item)

    def contract(self, page: Page) -> Contract | None:
        """Return the contract for *page*; None: it is free of any.

        That is so for `_index`, home, pages that are never rendered by themselves, and
        patterns for others.
        """
        each = self._census.pages[page.path]
        if each.kind != "page" or each.file.is_theme or each.unrendered:
            return None
        if self.pattern_mark(page) is not None:
            return None
        for contract, matches in reversed(self._contracts):
            if matches(page.path):
                return contract
        return None

    def pattern_mark(self, page: Page) -> Span | None:
        """Return what shows *page* to be a pattern for others; None: it is none."""
        return patterns.mark(page)

    @cached_property
    def _contracts(self) -> tuple[tuple[Contract, Callable[[str], bool]], ...]:
        return tuple(
            (
                Contract(
                    profile,
                    profile.required,
                    profile.schema,
                    schemas.keys(profile.schema) if profile.schema else frozenset(),
                ),
                matcher(profile.paths),
            )
            for profile in self.settings.profiles
        )

    # Links
    def target(self, page: Page, link: Link) -> Target:
        """Say where *link* on *page* leads; UNKNOWN for addresses of other sites.

        A path in a data file is judged where others of its key lead somewhere:
        templates may put anything before it. On a built page nothing is left open.
        """
        # A dozen rules ask about each link of a page, one after the other.
        if page is not self._asked_page:
            self._asked_page, self._asked = page, {}
        known = self._asked.get(id(link))
        if known is None:
            # The link is kept, so that no other one can get its id.
            known = self._asked[id(link)] = link, self._target(page, link)
        return known[1]

    def _target(self, page: Page, link: Link) -> Target:
        if self.built is not None and page.format == "built":
            return self.built.target(page, link)
        if link.is_toggle:
            return ELSEWHERE
        if not link.is_certain:
            return _UNCERTAIN
        if page.format == "data":
            return self._data_target(page, link)
        if page.format == "template":
            return self._from_anywhere(link.address, link.origin, "link")
        place = self._places[page.path]
        target = self._targets.of(place, link.address, link.origin, "link")
        return target if link.is_written else _made(target)

    def detour(self, page: Page, link: Link) -> Detour | None:
        """Say by which redirect *link* on *page* gets where it leads; None: by none.

        A link without the base path that the site has counts too.
        """
        if link.is_toggle or not (link.is_certain and link.is_written):
            return None
        is_markdown = link.origin in (Origin.MARKDOWN, Origin.REFERENCE)
        if is_markdown and self._targets.link_mode == "custom":
            return None
        url = self._census.addresses.get(page.path)
        target = self.target(page, link)
        return self._detours.of(url, link.address, target)

    @cached_property
    def _detours(self) -> Detours:
        return Detours(self._census, self.config)

    def _from_anywhere(
        self, address: Address, origin: Origin, kind: Literal["link", "image"]
    ) -> Target:
        """Say where an address in a template leads, if it does so from every page."""
        if address.kind in (AddressKind.RELATIVE, AddressKind.FRAGMENT):
            prefixed = self._targets.with_static_prefix(address)
            if prefixed is not None:
                return prefixed
            unknown = "from which page a template's link is"
            return mistyped(address) or Target(Known.UNKNOWN, reason=unknown)
        return self._targets.of(_NOWHERE, address, origin, kind)

    def _data_target(self, page: Page, link: Link) -> Target:
        if self.reads_data is Known.NO:
            return _UNREAD
        target = self._targets.of(_NOWHERE, link.address, link.origin, "link")
        if (
            target.exists is Known.NO
            and link.address.kind is AddressKind.ROOT
            and link.element not in self._path_keys(page)
        ):
            return Target(Known.UNKNOWN, reason="what templates put before a path")
        return target

    def _path_keys(self, page: Page) -> frozenset[str]:
        """Return the keys of a data file most of whose paths lead somewhere."""
        known = self._data_keys.get(page.path)
        if known is None:
            balance: Counter[str] = Counter()
            for link in page.links:
                if link.address.kind is AddressKind.ROOT and len(link.url) > 1:
                    target = self._targets.of(
                        _NOWHERE, link.address, link.origin, "link"
                    )
                    balance[link.element] += _WORTH[target.exists]
            known = frozenset(key for key, count in balance.items() if count > 0)
            self._data_keys[page.path] = known
        return known

    def reference(self, page: Page, shortcode: Shortcode) -> Reference | None:
        """Say what *shortcode*, a `ref` or `relref` on *page*, comes to.

        A fragment behind the call, `{{< ref "x" >}}#y`, counts too. Of a shortcode of
        the site's own, what the first page that it asks for and does not find comes
        to. None: it asks for no page, that is not known, or Hugo refuses its
        arguments.
        """
        name = shortcode.name.lower()
        if name not in REFS or name in self._own_shortcodes:
            return self._asked_for(page, shortcode)
        links = self._computed_links(page)
        link = links.get(shortcode.span.start)
        tail, tail_span = "", shortcode.span
        if link is not None and "#" in link.url:
            tail = link.url.rpartition(">}}" if shortcode.marker == "<" else "%}}")[2]
            tail_span = Span(shortcode.span.end + 1, link.url_span.end)
            if len(tail.encode()) != link.url_span.end - shortcode.span.end:
                tail = ""
        place = self._places[page.path]
        call = Call(shortcode, place.node, place.language, tail, tail_span)
        return judge(call, self._ref_site)

    def _asked_for(self, page: Page, shortcode: Shortcode) -> Reference | None:
        """Return what comes of the pages that the template of *shortcode* asks for."""
        place = self._places[page.path]
        for ref in self._refs_of(page).get(shortcode.span.start, ()):
            call = Call(_as_ref(ref, shortcode), place.node, place.language)
            found = judge(call, self._ref_site)
            if found is not None and found.fault is not None:
                if ref.is_written:
                    return found
                # What would be right stands in the template in part.
                return msgspec.structs.replace(found, suggestion=None, near=None)
        return None

    def _refs_of(self, page: Page) -> dict[int, tuple[Ref, ...]]:
        """Return the pages that shortcodes of *page* ask for, by where they are."""
        programs = self.templates.programs
        if programs is None or not programs.ask_for_pages:
            return {}
        found = self._refs.get(page.path)
        if found is None:
            given = zip(page.shortcodes, self._given(page), strict=True)
            found = self._refs[page.path] = {
                one.span.start: each.refs for one, each in given if each and each.refs
            }
        return found

    @cached_property
    def _refs(self) -> dict[str, dict[int, tuple[Ref, ...]]]:
        return {}

    def _computed_links(self, page: Page) -> dict[int, Link]:
        """Return the links of *page* that begin with a shortcode, by where they do."""
        found = self._computed.get(page.path)
        if found is None:
            found = self._computed[page.path] = {
                link.url_span.start: link
                for link in page.links
                if link.address.kind is AddressKind.COMPUTED
            }
        return found

    @cached_property
    def _ref_site(self) -> RefSite:
        config = self.config
        may_add: str | None = None
        if not config.files:
            may_add = "what a configuration says that is not on disk"
        elif config.unmodelled:
            may_add = f"what {config.unmodelled[0]} add, which are not modelled"
        elif config.missing_modules:
            may_add = f"what {missing(config)} adds, which is not on disk"
        elif self.site.adapters:
            may_add = "pages that a content adapter makes"
        return RefSite(
            config=config,
            trees=self._census.trees,
            formats=self._formats,
            fragment=self._fragment,
            nearest_id=lambda name, path: near_id(name, self._ids_at(path)),
            open=may_add,
        )

    def _formats(self, path: str) -> tuple[str, ...]:
        """Return the names of the output formats of the page from *path*."""
        each = self._census.pages[path]
        if each.kind == "resource":
            return ()
        look = self._census.cascades.value
        wanted = casts.texts(look(each.reach, each.root, "outputs"))
        config = self.config.of_language(each.file.language)
        return tuple(form.name for form in formats(each.kind, config, wanted))

    @property
    def reads_data(self) -> Known:
        """Tell whether any template reads data files: then Hugo reads all of them."""
        if self.templates.reads_data:
            return Known.YES
        return Known.UNKNOWN if self.config.missing_modules else Known.NO

    def image_target(self, page: Page, image: Image) -> Target:
        """Say where the file of *image* is."""
        if self.built is not None and page.format == "built":
            return self.built.image_target(page, image)
        if not image.is_certain:
            return _UNCERTAIN
        if image.origin is Origin.SHORTCODE and self.is_own("figure") is not Known.NO:
            return Target(Known.UNKNOWN, reason="what the site's own `figure` does")
        if page.format == "template":
            return self._from_anywhere(image.address, image.origin, "image")
        place = self._places[page.path]
        return self._targets.of(place, image.address, image.origin, "image")

    def named_target(self, page: Page, path: str) -> Target:
        """Say where the file is that the front matter of *page* names by *path*.

        Templates may put another path before it, so only a path from the root, whose
        file is nowhere on the site, is missing.
        """
        place = self._places[page.path]
        address = parse_address(path)
        return self._targets.of(place, address, Origin.FRONT_MATTER, "image")

    def path_on_site(self, address: Address) -> str | None:
        """Return the root-relative form of an address of this site; None: another's.

        Query and fragment stay, and so does the base path.
        """
        return own_path(self.config, address)

    def reached(self, url: str) -> tuple[str, Known] | None:
        """Return the path that an absolute *url* has on this site, and whether it is.

        The path counts from the host's root; None: it is another site's.
        """
        address = parse_address(url)
        path = own_path(self.config, address)
        if path is None:
            return None
        return path, self.publishes(unquote(address.path) or "/")

    def placeholder_base_url(self) -> Placeholder | None:
        """Return what stands for the site's address; None: its address, or nothing."""
        return placeholder(self.config, self.site.root)

    def publishes(self, path: str) -> Known:
        """Tell whether a page or file is published at *path*.

        *path* counts from the host's root and is not percent-encoded.
        """
        base = self.config.base_path
        if not (path + "/").startswith(base + "/"):
            return Known.UNKNOWN
        hit = self._census.published.find(path[len(base) :] or "/")
        if hit is None:
            return Known.NO
        return Known.UNKNOWN if hit.reason else Known.YES

    def drops_scheme(self, link: Link) -> bool:
        """Tell whether Hugo's own link hook writes `#ZgotmplZ` for the address.

        It does so for every scheme but those of the web and of mail.
        Source: HUGO-7.4.
        """
        return (
            self._targets.link_mode == "embedded"
            and link.origin in (Origin.MARKDOWN, Origin.REFERENCE, Origin.AUTOLINK)
            and link.address.kind is AddressKind.OTHER
            and link.address.scheme != "mailto"
            and not link.is_toggle
        )

    def stopping_address(self, fact: Link | Image) -> str | None:
        """Say why Hugo's own hook stops at the address of *fact*; None: it does not.

        Source: Hugo, the embedded `_markup/render-link.html` and `render-image.html`,
        which parse every address that they are given.
        """
        is_link = isinstance(fact, Link)
        mode = self._targets.link_mode if is_link else self._targets.image_mode
        if (
            mode != "embedded"
            or fact.origin not in _BY_HOOK
            or fact.address.kind is AddressKind.COMPUTED
        ):
            return None
        return go_url.fault(fact.url)

    def contests(self) -> tuple[Contest, ...]:
        """Return the HTML files that have more than one origin, in order of path.

        Which of them a browser gets is chance: Hugo writes them all, at once. None
        are returned where the configuration is not known or not modelled.

        Source: HUGO-FS-8, HUGO-URL-24, HUGO-URL-28.
        """
        return self._contests

    @cached_property
    def _contests(self) -> tuple[Contest, ...]:
        config = self.config
        if not config.files or config.unmodelled or config.is_multihost:
            return ()
        claims: dict[str, list[placed.Claim]] = {}
        for claim in self._census.claims:
            if claim.file.endswith((".html", ".htm")):
                claims.setdefault(claim.file, []).append(claim)
        static = {file.url: file.path for file in self.site.static}
        found: list[Contest] = []
        for file in sorted(claims):
            own = {
                (each.source, each.alias is None, each.form): each
                for each in claims[file]
            }
            if len(own) > 1 or (file in static and any(key[0] for key in own)):
                rivals = sorted(own.values(), key=lambda each: each.source or "")
                found.append(Contest(file, tuple(rivals), static.get(file)))
        return tuple(found)

    def twins(self) -> tuple[tuple[Page, ...], ...]:
        """Return the pages of the site's own that are one page to Hugo, in groups.

        Source: HUGO-FS-7.
        """
        groups: dict[tuple[str, str], list[Page]] = {}
        if self.config.unmodelled or not self.config.files:
            return ()
        for path in sorted(self._census.pages):
            each = self._census.pages[path]
            if each.kind == "resource" or each.hidden or each.file.is_theme:
                continue
            if each.page is not None:
                key = (each.file.language, each.file.logical)
                groups.setdefault(key, []).append(each.page)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {
            path: Place(
                Node(
                    each.file.logical,
                    each.kind,
                    path,
                    each.file.bundle,
                    each.hidden,
                    each.unrendered,
                ),
                each.file.language,
                self._census.addresses.get(path),
                path,
            )
            for path, each in self._census.pages.items()
        }

    @cached_property
    def _targets(self) -> Targets:
        census = self._census
        whole = LinkSite(
            root=self.site.root,
            config=self.config,
            templates=self.templates,
            published=census.published,
            trees=census.trees,
            resources=census.resources,
            assets=frozenset(virtual.lower() for virtual, _ in self.site.assets),
            urls=census.addresses,
            redirects=lambda: self._redirects,
            words=lambda: self._words,
            fragment=self._fragment,
            ids=self._ids_at,
            static_fragment=lambda url, name: self._static_pages.fragment(url, name),
        )
        hosts = {
            language: msgspec.structs.replace(
                whole, config=self.config.for_host(language), published=published
            )
            for language, published in census.hosts.items()
        }
        return Targets(msgspec.structs.replace(whole, hosts=hosts))

    @cached_property
    def _static_pages(self) -> StaticPages:
        return StaticPages(self.site)

    @cached_property
    def _redirects(self) -> redirects.Redirects:
        return redirects.read(self.site.root, self.site.layouts)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Last segments of all strings in front matter: what redirects may be of."""
        return frozenset(
            word.rstrip("/").rpartition("/")[2].lower()
            for each in self._census.pages.values()
            for value in each.own.values()
            for word in strings(value)
        )

    # Other sites
    @cached_property
    def external_links(self) -> tuple[ExternalLink, ...]:
        """The links of the site's own files to other sites, by file and place."""
        own = (page for page in self.pages if not self.file(page).is_theme)
        # What no template reads is shown to nobody.
        data = () if self.reads_data is Known.NO else self.data_files
        files = (*own, *self.layouts, *data)
        return tuple(external_links(files, self.config))

    def answer(self, link: Link) -> Answer | None:
        """Return what came of asking for the address of *link*; None: nobody was."""
        url = request_url(link.address) if self.answers else None
        return self.answers.get(url) if url is not None else None

    def answered(self) -> Iterator[tuple[ExternalLink, Answer]]:
        """Yield the links to other sites with what came of asking; offline none."""
        for link in self.external_links if self.answers else ():
            answer = self.answers.get(link.url)
            if answer is not None:
                yield link, answer

    def replaced(self) -> Iterator[tuple[ExternalLink, Replacement]]:
        """Yield links to addresses that the site's git history replaced elsewhere.

        None where no history was asked for. What was replaced in pages of one language
        says nothing about those of another, nor does what a file has still. A page that
        is newer, or has the other address too, means what it says.
        """
        if self.history is None:
            return
        links = [(link, link.written.partition("#")[0]) for link in self.external_links]
        found = self.history.replacements({address for _, address in links})
        standing = {(link.path, address) for link, address in links}
        for link, address in links if found else ():
            replaced = found.get(address)
            if replaced is None or (replaced.path, address) in standing:
                continue
            if (link.path, replaced.new) in standing or self._is_newer(link, replaced):
                continue
            if self._are_alike(link.path, replaced.path):
                yield link, replaced

    def _is_newer(self, link: ExternalLink, replaced: Replacement) -> bool:
        """Tell whether a page was written after the address in its *link* went."""
        page = self._by_path.get(link.path)
        written = dates.moment(self.value(page, "date")) if page is not None else None
        return written is not None and written.date().isoformat() > replaced.day

    def _are_alike(self, path: str, other: str) -> bool:
        """Tell whether the files at both paths are for readers of one language."""
        languages = {
            self.file(page).language
            for page in map(self._by_path.get, (path, other))
            if page is not None
        }
        return len(languages) < 2

    # Facilities
    @cached_property
    def facility_sources(self) -> tuple[RegistryFile, ...]:
        """The files that the registry of facilities is read from; none: there is none.

        Those that count first come at last.
        """
        found = {page.path: page.data for page in self.data_files}
        return tuple(
            registry_kit.sources(self.settings.facilities, self.site.root, found.get)
        )

    @cached_property
    def facilities(self) -> Registry:
        """The facilities that the site's registry and settings know."""
        registry = registry_kit.registry_of(self.facility_sources)
        pages = (*registry.pages, *self.settings.facilities.pages)
        return msgspec.structs.replace(registry, pages=pages)

    def facility_links(self) -> Iterator[tuple[ExternalLink, Standing]]:
        """Yield the links to facilities, or what should be one, with their standing.

        A registry's own file is none of the site's pages.
        """
        own = {source.path for source in self.facility_sources}
        if not own:
            return
        select = self.settings.facilities.select
        picked: dict[str, frozenset[Span]] = {}
        for link in self.external_links:
            if link.path in own:
                continue
            standing = self.facilities.standing(link.url)
            if standing is None and select is not None:
                if link.path not in picked:
                    picked[link.path] = self._picked(link.path, select)
                if link.span in picked[link.path]:
                    is_below = self.facilities.is_known(link.url)
                    standing = None if is_below else Standing(None)
            if standing is not None:
                yield link, standing

    def _picked(self, path: str, select: str) -> frozenset[Span]:
        page = self._by_path.get(path)
        if page is None:
            page = next((each for each in self.layouts if each.path == path), None)
        return registry_kit.selected(page, select) if page is not None else frozenset()

    # Data
    def data_departures(self, page: Page) -> Iterator[Violation]:
        """Yield where the records of the data file *page* are not as they should be.

        By what the settings state, and where they surely differ from all others.
        """
        if page.data is None:
            return
        for contract, covers in self._data_contracts:
            if covers(page.path):
                yield from records.departures(contract, page.data, self._texts_at)
        if self.reads_data is not Known.NO:
            yield from records.outliers(page.data)

    @cached_property
    def _data_contracts(
        self,
    ) -> tuple[tuple[DataContract, Callable[[str], bool]], ...]:
        return tuple(
            (contract, matcher(contract.files)) for contract in self.settings.data
        )

    def _texts_at(self, source: str) -> frozenset[str] | Known:
        """Return all texts at a path with a file, or that pages have for a key."""
        known = self._texts.get(source)
        if known is None:
            file, _, path = source.rpartition(":")
            if not file:
                known = self.values(path.removeprefix(records.PAGE))
            else:
                value = next((p.data for p in self.data_files if p.path == file), None)
                known = Known.UNKNOWN
                if value is not None:
                    known = records.all_texts(value, path)
            self._texts[source] = known
        return known

    def data_schemas(self, page: Page) -> Iterator[str]:
        """Yield the absolute paths of the JSON Schemas that a data file is held to.

        Those of the settings, and a real one of the repository that the file names
        in `$schema`.
        """
        for contract, covers in self._data_contracts:
            if contract.schema and covers(page.path):
                yield contract.schema
        named = page.data.get("$schema") if isinstance(page.data, Mapping) else None
        if isinstance(named, Scalar) and isinstance(named.value, str):
            file = schemas.beside(self.site.root, page.path, named.value)
            if file is not None:
                yield file

    # Ids
    def has_id(self, page: Page, name: str) -> Known:
        """Tell whether the composed page has an element with this id.

        Ids of any layout or partial count; UNKNOWN where shortcodes, themes that are
        not on disk, or computed ids may give it; on a built page, where scripts may.
        """
        if self.built is not None and page.format == "built":
            return self.built.has_id(page, name)
        if page.format == "template":
            return self._template_has_id(name)
        return self._fragment(page.path, name)[0]

    def _template_has_id(self, name: str) -> Known:
        """Tell whether any page may have this id beside what a template writes."""
        templates = self.templates
        if name in templates.ids or name in self._all_ids or name in self._shown_ids:
            return Known.YES
        if self.config.missing_modules or templates.makes_id_anywhere(name):
            return Known.UNKNOWN
        return Known.UNKNOWN if self._scripts.may_name(name) else Known.NO

    @cached_property
    def _shown_ids(self) -> frozenset[str]:
        """Ids that shortcodes write."""
        given = self.templates.shortcode_ids.values()
        return frozenset(name for names in given for name in names)

    def ids(self, page: Page) -> tuple[str, ...]:
        """Return the ids that *page* is known to have, its own first, each once."""
        if page.format == "built":
            return tuple(dict.fromkeys(anchor.id for anchor in page.anchors))
        return self._composed(page)[1]

    def ids_unknown(self, page: Page) -> str | None:
        """Say what may give *page* ids that are not known; None: nothing does."""
        return self._hides_ids(page, "\0")

    def _composed(self, page: Page) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the ids of a page: its own and those of its shortcodes and layouts."""
        known = self._own_ids.get(page.path)
        if known is None:
            found = dict.fromkeys(anchor.id for anchor in page.anchors)
            for shortcode, given in zip(
                page.shortcodes, self._given(page), strict=True
            ):
                name = shortcode.name.lower()
                ids = self.templates.shortcode_ids.get(name, ())
                if given is not None:
                    ids = tuple(sorted(given.ids))
                found.update(dict.fromkeys(ids))
            around = self.templates.ids_around(self._folders(page))
            found.update(dict.fromkeys(sorted(around)))
            known = self._own_ids[page.path] = (frozenset(found), tuple(found))
        return known

    def _ids_at(self, path: str | None) -> tuple[str, ...]:
        page = self._by_path.get(path) if path is not None else None
        return tuple(sorted(self.templates.ids)) if page is None else self.ids(page)

    def _fragment(self, path: str | None, name: str) -> tuple[Known, str | None]:
        """Tell whether the page from *path* has this id, or what hides the answer."""
        templates = self.templates
        page = self._by_path.get(path) if path is not None else None
        if page is None:
            if name in templates.ids:
                return Known.YES, None
            if path is not None:
                return Known.UNKNOWN, "ids of a page that is not looked at"
        elif name in self._composed(page)[0]:
            return Known.YES, None
        reason = self._hides_ids(page, name)
        for twin in self._twins_of.get(path, ()) if path is not None else ():
            if reason is None and name in self._composed(twin)[0]:
                reason = "which of several files Hugo makes the page of"
            reason = reason or self._hides_ids(twin, name)
        return (Known.UNKNOWN, reason) if reason else (Known.NO, None)

    @cached_property
    def _twins_of(self) -> dict[str, tuple[Page, ...]]:
        """By the path of a page, the others that may be published in its stead."""
        found: dict[str, tuple[Page, ...]] = {}
        for group in (*self.twins(), *self._rivals()):
            for page in group:
                others = tuple(each for each in group if each is not page)
                found[page.path] = found.get(page.path, ()) + others
        return found

    def _rivals(self) -> Iterator[list[Page]]:
        """Yield the pages that are written into one file, file by file."""
        for contest in self._contests:
            sources = {claim.source for claim in contest.claims if claim.alias is None}
            pages = map(self._by_path.get, sorted(source or "" for source in sources))
            yield [page for page in pages if page is not None]

    def _hides_ids(self, page: Page | None, name: str) -> str | None:
        """Say what may give an id that is not known; None: nothing does."""
        templates = self.templates
        if self.config.may_add_templates:
            return f"ids that {missing(self.config)} may give, which is not on disk"
        if templates.has_computed_ids or templates.may_make_id(
            name, self._folders(page)
        ):
            return "ids that templates compute"
        if (
            (page is None or self.kind_of(page) != "page")
            and templates.lists_show_text
            and name in self._all_ids
        ):
            return "a list that may show the text of other pages"
        if page is None:
            return None
        if page.format == "other":
            return "ids that another markup language makes"
        if page.faults:
            return "a page that could not be read"
        return self._hides_own_ids(page, name) or self._hides_translated(page, name)

    def _hides_own_ids(self, page: Page, name: str) -> str | None:
        """Say what in the text of *page* may give an id that is not known."""
        templates = self.templates
        if templates.heading_hook is Known.UNKNOWN or fits(name, page.open_ids):
            return "ids that the site's own heading hook makes"
        if self._has_own_typography and any(
            _TYPESET.search(heading.text) for heading in page.headings
        ):
            return "ids that the site's own typography changes"
        if any(not heading.is_id_known for heading in page.headings):
            return "an id made from what a shortcode prints"
        for shortcode, given in zip(page.shortcodes, self._given(page), strict=True):
            called = shortcode.name.lower()
            if called not in templates.shortcodes:
                return f"ids that the unknown shortcode `{shortcode.name}` may give"
            if given is None:
                hides = shortcode.is_inline or called in templates.open_shortcodes
            else:
                hides = (
                    given.is_open
                    or fits(name, given.patterns)
                    or (given.shows_data and data.mention(self.site, name))
                )
            if hides:
                return f"ids that the shortcode `{shortcode.name}` may give"
        return None

    def _given(self, page: Page) -> tuple[Given | None, ...]:
        """Return what each shortcode of *page* gives it, as far as it is evaluated."""
        known = self._given_by.get(page.path)
        if known is None:
            known = self._given_by[page.path] = tuple(self._evaluated(page))
        return known

    def _evaluated(self, page: Page) -> Iterator[Given | None]:
        programs, shortcodes = self.templates.programs, page.shortcodes
        for number, one in enumerate(shortcodes):
            given = programs.given(shortcodes, number) if programs else None
            if given is not None and given.has_inner:
                kind = self.templates.shortcodes.get(one.name.lower())
                if kind not in (InnerKind.MARKDOWN, InnerKind.HTML):
                    given = given._replace(is_open=True)
            yield given

    @cached_property
    def _given_by(self) -> dict[str, tuple[Given | None, ...]]:
        return {}

    @cached_property
    def _has_own_typography(self) -> bool:
        """Whether the configuration says what dashes and quotes become."""
        at: Value | None = self.config.root
        for key in ("markup", "goldmark", "extensions", "typographer"):
            at = at.get(key) if isinstance(at, Mapping) else None
        return isinstance(at, Mapping) and any(
            entry.key.lower() != "disable" for entry in at.entries
        )

    def _folders(self, page: Page | None) -> Iterable[str]:
        """Return the names of layout folders and files that may wrap *page*."""
        each = self._census.pages.get(page.path) if page is not None else None
        # A template may be on any page, and which is for terms is not modelled.
        if each is None or each.kind in ("taxonomy", "term"):
            return self.templates.folders
        parts = each.file.logical.strip("/").split("/")
        names = [*parts, each.kind]
        if each.kind == "home":
            names += ("home", "index")
        look = self._census.cascades.value
        for key in ("type", "layout"):
            word = casts.text(look(each.reach, each.root, key))
            if word:
                names.append(word)
        return names

    def _hides_translated(self, page: Page, name: str) -> str | None:
        """Say so if *page* may show the text of a translation, which may give an id."""
        if any(
            all(self.value(page, key) is not None for key in keys)
            for keys in self.templates.translations_shown
        ) and any(
            name in self._composed(other)[0] or self._hides_own_ids(other, name)
            for other in self._by_translation[self._translation_key(page)]
            if other is not page
        ):
            return "a template that may show the text of a translation"
        return None

    @cached_property
    def _by_translation(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            found[self._translation_key(page)].append(page)
        return found

    def _translation_key(self, page: Page) -> str:
        """Return what pages have in common that Hugo takes for translations."""
        key = casts.text(self.value(page, "translationkey"))
        return key or self.file(page).logical.lower()

    @cached_property
    def _all_ids(self) -> frozenset[str]:
        return frozenset(anchor.id for page in self.pages for anchor in page.anchors)

    def matches(self, page: Page, toggle: Toggle) -> tuple[Element, ...] | None:
        """Return the elements of *page* that *toggle* selects; None: cannot be told.

        It cannot where an id it names, not in the file, is or may be on the composed
        page, or where one of the elements may not be shown.
        """
        if toggle.targets is None:
            return None
        found = tuple(page.elements[index] for index in toggle.targets)
        if any(not element.is_certain for element in found):
            return None
        if toggle.ids is None:
            # Another selector may match what layouts and shortcodes hold.
            return found or None
        own = {element.value("id") for element in found}
        missing = [name for name in toggle.ids if name not in own]
        if any(self.has_id(page, name) is not Known.NO for name in missing):
            return None
        return found

    def missing_ids(self, page: Page, toggle: Toggle) -> tuple[str, ...]:
        """Return the ids that *toggle* names and the composed page lacks."""
        return tuple(
            name
            for name in toggle.ids or ()
            if self.has_id(page, name) is Known.NO
            # `#a.b` may also mean the element `a` with the class `b`.
            and self.has_id(page, name.partition(".")[0]) is Known.NO
        )

    def lost_target(self, page: Page, toggle: Toggle) -> tuple[str, str | None] | None:
        """Return an id that *toggle* names and the page lacks, and the nearest like it.

        The nearest of components of the right kind (None: none is near enough). None:
        what it names is there, or may be, or the Bootstrap in use does not look.
        """
        if toggle.target is None or not self.is_read(toggle):
            return None
        missing = self.missing_ids(page, toggle)
        if not missing:
            return None
        kind = "tab-pane" if toggle.kind in ("tab", "pill", "list") else toggle.kind
        choices = (
            each.element.value("id") for each in page.components if each.kind == kind
        )
        return missing[0], self.nearest(missing[0], [each for each in choices if each])

    def panels(self, page: Page, toggle: Toggle) -> tuple[Panel, ...]:
        """Return what *toggle* on *page* surely opens, wherever that is written.

        Beside its own file those are elements of templates, where a single one of
        them all, and no other page, has the id. Empty: that cannot be told.
        """
        own = self.matches(page, toggle)
        if own:
            return tuple(Panel(page.path, element) for element in own)
        if toggle.ids is None or toggle.targets:
            return ()
        found = [self._panels_by_id.get(name) for name in toggle.ids]
        return tuple(panel for panel in found if panel is not None and all(found))

    @cached_property
    def _panels_by_id(self) -> dict[str, Panel | None]:
        """The element of a template that has an id; None: it is not the only one."""
        found: dict[str, Panel | None] = {}
        for template in self._all_templates.values():
            for element in template.elements:
                name = element.attribute("id")
                if name is None or not name.value or name.is_computed:
                    continue
                panel = Panel(template.path, element)
                found[name.value] = None if name.value in found else panel
        for taken in self._all_ids & found.keys():
            found[taken] = None
        return found

    def is_shown(self, page: Page, toggle: Toggle) -> bool | None:
        """Tell whether what the collapse control *toggle* opens is open from the start.

        By its classes, as Bootstrap sees it. None: that cannot be told, or some are
        open and some not.
        """
        states: set[bool] = set()
        for panel in self.panels(page, toggle):
            classes = panel.element.attribute("class")
            if classes is None or classes.is_computed:
                return None
            is_shown = panel.element.has_class("show")
            if not is_shown and not panel.element.has_class("collapse"):
                # What it shows depends on other style sheets; it lacks a class anyhow.
                return None
            states.add(is_shown)
        return states.pop() if len(states) == 1 else None

    def is_read(self, toggle: Toggle) -> bool:
        """Tell whether the Bootstrap in use may look at *toggle*, by its major."""
        return self.bootstrap is None or (self.bootstrap[0] >= 5) == (toggle.major >= 5)

    def closed_around(self, path: str, name: str) -> Component | None:
        """Return what surely hides the place *name* on the page from *path* at first.

        None: nothing does, or a script may open it for readers who come for it.
        """
        page = self._by_path.get(path)
        if page is None or not page.components:
            return None
        anchor = next((each for each in page.anchors if each.id == name), None)
        if anchor is None or not anchor.is_certain:
            return None
        for component in page.components:
            element = component.element
            if (
                component.is_open is Known.NO
                and element.end is not None
                and element.span.start < anchor.span.start < element.end.start
            ):
                return None if self._reads_fragments else component
        return None

    @cached_property
    def _reads_fragments(self) -> bool:
        """Whether a script or style may look at the fragment of the address."""
        return (
            bool(self.config.missing_modules)
            or self.templates.reads_fragment
            or any(
                self.scripts_mention(word) for word in ("location.hash", "hashchange")
            )
        )

    def scripts_mention(self, word: str) -> bool:
        """Tell whether a script of the site has *word*, or may have."""
        return self._scripts.may_have(word)

    def scripts_name(self, id: str) -> bool:
        """Tell whether a script of the site names the id, or may."""
        return self._scripts.may_name(id)

    # Menus and shortcodes
    def menu_entries(self) -> tuple[MenuEntry, ...]:
        """Return all entries of all menus, in the order Hugo meets them.

        Those of the configuration by weight and name, of `sectionPagesMenu`, then of
        pages in order of their logical paths. Pages that are not published or not
        listed make none. A later entry with the key of an earlier one is there too;
        Hugo drops it, or for the configuration the earlier one (HUGO-MN-4, HUGO-MN-8).
        """
        return self._menu_entries

    @cached_property
    def _menu_entries(self) -> tuple[MenuEntry, ...]:
        codes = [each.key for each in self.config.languages if not each.is_disabled]
        found = [
            entry
            for language in codes
            for entry in sorted(
                (
                    menus.of_config(entry, language)
                    for entry in self.config.menus
                    if entry.language in (None, language)
                ),
                key=menus.order,
            )
        ]
        found = [self._with_page(entry) for entry in found]
        eligible = sorted(
            (
                each
                for each in self._census.every
                if each.kind != "resource" and each.hidden is None
            ),
            key=lambda each: each.file.logical,
        )
        if self.config.section_pages_menu:
            found += self._of_sections(self.config.section_pages_menu, eligible, codes)
        for each in eligible:
            if each.page is None or self._is_unlisted(each.reach, each.root):
                continue
            place, root, look = each.reach, each.root, self._census.cascades.value
            value = look(place, root, "menus") or look(place, root, "menu")
            if value is not None:
                found.extend(menus.of_page(value, self._owner(each)))
        return tuple(found)

    def _of_sections(
        self, menu: str, eligible: Iterable[placed.Placed], languages: Iterable[str]
    ) -> Iterator[MenuEntry]:
        """Yield the entries in *menu* that sections have without being asked.

        One for each first-level directory: that of its own section, else that of the
        first section in it. Source: HUGO-MN-9.
        """
        sections: list[tuple[Reach, Mapping | None, menus.Owner]] = [
            (each.reach, each.root, self._owner(each))
            for each in eligible
            if each.kind == "section"
        ]
        for language in languages:
            for node in self._census.trees[language].published():
                if node.kind == "section" and not node.path:
                    place = Reach(node.logical, "section", language)
                    weight = self._census.cascades.inherited(place, None, "weight")
                    owner = menus.Owner("", language, "", casts.whole(weight))
                    sections.append((place, None, owner))
        taken: set[tuple[str, str]] = set()
        for place, root, owner in sorted(sections, key=lambda one: one[0].logical):
            name = place.logical.split("/")[1]
            if (name, place.language) not in taken and not self._is_unlisted(
                place, root
            ):
                taken.add((name, place.language))
                yield menus.of_section(menu, name, owner)

    def _with_page(self, entry: MenuEntry) -> MenuEntry:
        """Return *entry*, of the configuration, with what its page lends to it."""
        node = self.menu_node(entry)
        if node is None:
            return entry
        if node.path is None:
            return menus.with_page(entry, None)
        each = self._placed_by_edition[entry.language, node.path]
        return menus.with_page(entry, self._owner(each).title)

    @cached_property
    def _placed_by_edition(self) -> dict[tuple[str, str], placed.Placed]:
        """The places of each file, by edition of the site and path."""
        return {
            (each.file.language, each.file.path): each for each in self._census.every
        }

    def menu_node(self, entry: MenuEntry) -> Node | None:
        """Return the page that the `pageRef` of a configured *entry* names.

        None: none, or several. A list that is not published is there all the same,
        but for terms (HUGO-FS-17).
        """
        tree = self._census.trees.get(entry.language)
        if tree is None or not entry.page_ref:
            return None
        found = tree.lookup(entry.page_ref, None)
        if found is None:
            held = tree.lookup(entry.page_ref, None, see_hidden=True)
            found = held if isinstance(held, Node) and held.kind in _KEPT else None
        return found if isinstance(found, Node) else None

    def _is_unlisted(self, place: Reach, root: Mapping | None) -> bool:
        look = self._census.cascades.value
        if casts.truth(look(place, root, "headless")):
            return True
        build = casts.mapping(look(place, root, "build"))
        word = casts.text(build.get("list")) if build is not None else ""
        return word in ("never", "false", "local")

    def _owner(self, each: placed.Placed) -> menus.Owner:
        def look(key: str) -> Value | None:
            return self._census.cascades.value(each.reach, each.root, key)

        return menus.Owner(
            each.file.path,
            each.file.language,
            casts.text(look("linktitle")) or casts.text(look("title")),
            casts.whole(look("weight")),
        )

    def menu_page(self, ref: str) -> tuple[Known, str | None]:
        """Tell whether the `pageRef` *ref* of a menu names a page of any language.

        Beside it stands why a page of that name is not published (None: there is
        none, or it is). Source: HUGO-MN-6.
        """
        hidden: str | None = None
        for tree in self._census.trees.values():
            found = tree.lookup(ref, None)
            if found is not None:
                return (Known.YES if isinstance(found, Node) else Known.UNKNOWN), None
            held = tree.lookup(ref, None, see_hidden=True)
            if isinstance(held, Node) and held.hidden:
                hidden = f"{held.path} is {held.hidden}"
        if hidden is None and (
            self._ref_site.open is not None
            or "#" in ref
            or ref.strip("/").lower() in STANDALONE
        ):
            return Known.UNKNOWN, None
        return Known.NO, hidden

    def menu_target(self, url: str) -> Target:
        """Say where the `url` of a configured menu entry leads.

        UNKNOWN for what is no path from the root. Source: HUGO-MN-7.
        """
        address = parse_address(url)
        if address.kind is not AddressKind.ROOT or self.config.is_multihost:
            return ELSEWHERE
        if self._ref_site.open is not None:
            return Target(Known.UNKNOWN, reason=self._ref_site.open)
        path = sanitise(unquote(address.path).replace(" ", "-"), self.config)
        written = parse_address(self.config.base_path + quote(path))
        return self._targets.of(_NOWHERE, written, Origin.HTML, "link")

    def alias_fault(self, page: Page, alias: str) -> str | None:
        """Say why Hugo stops at *alias* of *page*; None: it does not."""
        each = self._census.pages[page.path]
        if each.output is None or alias.lower().startswith(("http://", "https://")):
            return None
        language = self.config.language(each.file.language)
        if language is None or language.prefix or self.config.is_multihost:
            return None
        return alias_fault(alias, each.kind, each.output)

    def has_format(self, name: str) -> Known:
        """Tell whether there is an output format called *name*, in any case."""
        own = {"404", "alias", "gotmpl", "robots", "sitemap", "sitemapindex"}
        if name.lower() in own | {form.name for form in self.config.formats}:
            return Known.YES
        return Known.UNKNOWN if self.config.missing_modules else Known.NO

    def lacks_layout(self, name: str) -> bool:
        """Tell whether surely no layout of the site or its themes is for a format.

        A layout says so by the format's name or the ending of its files. Hugo has its
        own for HTML's feeds and for what it writes once a site.
        """
        form = next(
            (each for each in self.config.formats if each.name == name.lower()), None
        )
        if form is None or form.name in ("html", "rss") or form.suffix == ".html":
            return False
        return not any(
            f".{form.name}." in file or file.endswith(form.suffix)
            for file in self._layout_names
        )

    @cached_property
    def _layout_names(self) -> frozenset[str]:
        """The lowered names of the files that lay out whole pages."""
        apart = ("shortcodes", "partials", "_markup")
        return frozenset(
            virtual.lower().rpartition("/")[2]
            for virtual, _ in self.site.layouts
            if not any(word in virtual.lower() for word in apart)
        )

    def has_resource(self, page: Page, glob: str) -> bool:
        """Tell whether a file beside *page* has a name that *glob* matches."""
        return any(
            globs.matches(glob, name) or globs.matches(normalise(glob), normalise(name))
            for name in self._names_beside.get(self.file(page).logical, ())
        )

    @cached_property
    def _names_beside(self) -> dict[str, list[str]]:
        """The paths of resources below their owner, by its logical path."""
        found: dict[str, list[str]] = {}
        for resource in self.site.resources:
            found.setdefault(resource.owner, []).append(resource.relative)
        for each in self._census.pages.values():
            if each.kind == "resource":
                directory = each.file.logical.removeprefix(each.file.owner).strip("/")
                name = each.file.path.rpartition("/")[2]
                below = directory.rpartition("/")[0]
                found.setdefault(each.file.owner, []).append(
                    f"{below}/{name}" if below else name
                )
        return found

    @cached_property
    def may_hook_code(self) -> bool:
        """Tell whether a render hook may take code blocks out of Hugo's hands."""
        return self.config.may_add_templates or any(
            "_markup/render-codeblock" in virtual.lower()
            for virtual, _ in self.site.layouts
        )

    def sanitised(self, text: str) -> str:
        """Return *text* as Hugo writes it into a path. Source: HUGO-4.1."""
        return sanitise(text, self.config)

    def menu_is_rendered(self, menu: str) -> Known:
        """Tell whether any template renders *menu* or the configuration defines it."""
        if menu in self.menu_names():
            return Known.YES
        return Known.NO if self.templates.menus_known is Known.YES else Known.UNKNOWN

    def menu_names(self) -> tuple[str, ...]:
        """Return the names of menus that templates render or the configuration has."""
        return self._menu_names

    @cached_property
    def _menu_names(self) -> tuple[str, ...]:
        names = {*self.templates.menus, *(entry.menu for entry in self.config.menus)}
        if self.config.section_pages_menu:
            names.add(self.config.section_pages_menu)
        return tuple(sorted(names))

    def shortcode(self, name: str) -> InnerKind | None:
        """Return what the shortcode does with its inner text; None: unknown here."""
        return self.templates.shortcodes.get(name.lower())

    def shortcode_exists(self, name: str) -> Known:
        """Tell whether a template for the shortcode *name* is there."""
        if name.lower() in self.templates.shortcodes:
            return Known.YES
        is_known = self.templates.shortcodes_known is Known.YES
        return Known.NO if is_known else Known.UNKNOWN

    def arguments_of(self, shortcode: str) -> frozenset[str] | None:
        """Return the named arguments that a shortcode looks at; None: any, maybe."""
        name = shortcode.lower()
        if name in self._own_shortcodes:
            return self._own_arguments.get(name)
        return embedded.NAMES.get(name)

    @cached_property
    def _own_arguments(self) -> dict[str, frozenset[str] | None]:
        return read_params(self.site)

    def lacks_param(self, page: Page, name: str) -> bool:
        """Tell whether `.Page.Param` surely finds nothing that counts for *page*."""
        own = page.front_matter
        if own is not None and not own.is_readable:
            return False
        return page_params.lacks(name, lambda key: self.value(page, key), self.config)

    def is_own(self, shortcode: str) -> Known:
        """Tell whether the site has its own template for a shortcode of Hugo's."""
        if shortcode.lower() in self._own_shortcodes:
            return Known.YES
        return Known.UNKNOWN if self.config.missing_modules else Known.NO

    def lacks_html(self, shortcode: str, page: Page) -> bool:
        """Tell whether a shortcode has templates, but none for *page*, which is HTML.

        Hugo takes a template of plain text for a page of HTML only where `{{% x %}}`
        calls it (HUGO-SC-11).
        """
        endings = self._shortcode_endings.get(shortcode.lower())
        return (
            endings is not None
            and endings <= _PLAIN
            and "html" in self._formats(page.path)
            and not self.unpublished(page)
            and not self.config.may_add_templates
        )

    @cached_property
    def _shortcode_endings(self) -> dict[str, set[str]]:
        """By lowered name of a shortcode the endings of its templates."""
        found: dict[str, set[str]] = {}
        for virtual, _ in self.site.layouts:
            name = shortcode_name(virtual.lower())
            if name:
                ending = virtual.lower().rpartition("/")[2].partition(".")[2]
                found.setdefault(name, set()).add(ending)
        return found

    @cached_property
    def _own_shortcodes(self) -> frozenset[str]:
        return frozenset(
            virtual.lower().rpartition("/")[2].partition(".")[0]
            for virtual, _ in self.site.layouts
            if "shortcodes/" in virtual.lower()
        )

    # Templates
    def damage(self, page: Page) -> Damage:
        """Return the tags of *page* that surely leave something open or close nothing.

        In a template, those that do so whatever branches are taken and wherever it is
        called. In a page, those that no shortcode nearby can make right.
        """
        if page.format == "template":
            return self.composition.damage(page)
        if not page.stray_ends and not any(
            element.closure is Closure.UNCLOSED for element in page.elements
        ):
            return NO_DAMAGE
        return self.composition.damage_in_content(page)

    @cached_property
    def composition(self) -> Composition:
        """Return the templates of the site together, those of themes too."""
        return Composition(self._all_templates)

    @cached_property
    def _all_templates(self) -> dict[str, Page]:
        """All templates, those of themes too, by path below `layouts`."""
        own = {page.path: page for page in self.layouts}
        found: dict[str, Page] = {}
        for virtual, file in self.site.layouts:
            path = disk.relative(file, self.site.root)
            page = own.get(path) or self._read_template(path)
            if page is not None:
                found[virtual] = page
        return found

    @cached_property
    def partials(self) -> frozenset[str]:
        """The names of all partials, without `_` before them, as calls have them."""
        files = (virtual.lower().removeprefix("_") for virtual, _ in self.site.layouts)
        defined = (
            nesting.defined_name(block.code).lower().removeprefix("_")
            for page in self._all_templates.values()
            for block in page.blocks
            if block.kind == "define"
        )
        names = (*files, *defined)
        return frozenset(
            partial_name(name.removeprefix("partials/").removeprefix("_"))
            for name in names
            if name.startswith("partials/")
        )

    def has_partial(self, name: str) -> bool:
        """Tell whether a partial is there, Hugo's own too; relative names may be."""
        return name in self.partials or name in _OWN_PARTIALS or "." in name

    def all_templates(self) -> Iterable[Page]:
        """Return the facts of all templates, those of themes too."""
        return self._all_templates.values()

    def shown_around(self, page: Page) -> tuple[Part, ...]:
        """Return the parts of templates that surely show on *page*; empty: unknown."""
        each = self._census.pages[page.path]
        if self.config.missing_modules or each.hidden or each.unrendered:
            return ()
        look = self._census.cascades.value
        kind, layout = (
            casts.text(look(each.reach, each.root, key)).lower()
            for key in ("type", "layout")
        )
        return self._wrapping.surely(
            Described(each.kind, each.file.logical.lower(), kind, layout)
        )

    def ids_around(self, page: Page) -> dict[str, tuple[str, Span]]:
        """Return the ids that templates surely put around the text of *page*.

        Each with the path of its template and its place there. Empty where that is
        not known, or where the text may not be shown.
        """
        if page.format == "built":
            return {}
        parts = self.shown_around(page)
        if not self._shows_text(page):
            return {}
        key = tuple((part.template.path, part.block) for part in parts)
        known = self._ids_of_parts.get(key)
        if known is None:
            known = self._ids_of_parts[key] = dict(_ids_in(parts))
        return known

    @cached_property
    def _ids_of_parts(
        self,
    ) -> dict[tuple[tuple[str, int | None], ...], dict[str, tuple[str, Span]]]:
        return {}

    @cached_property
    def _wrapping(self) -> Wrapping:
        return Wrapping(self._all_templates)

    def toc_levels(self, page: Page) -> tuple[int, int] | None:
        """Return the levels of headings that the table of contents of *page* lists.

        None: its front matter asks for none by `toc`, or no template may heed that.
        """
        asked = page.front_matter.root.get("toc") if page.front_matter else None
        if not isinstance(asked, Scalar) or asked.value is not True:
            return None
        if not self.templates.has_toc_on_request or self.config.missing_modules:
            return None
        return self.config.markup.toc_levels

    def title_above(self, page: Page) -> tuple[str, Span] | None:
        """Return where templates surely print the title of *page* in an `h1`.

        The path of the template and the place of the start tag; None: that is not
        known, or its text may not be shown.
        """
        if not self._shows_text(page):
            return None
        for part in self.shown_around(page):
            for element in part.template.elements:
                if element.name != "h1" or element.block != part.block:
                    continue
                if part.is_page and _TITLE.fullmatch(element.text):
                    return part.template.path, element.span
        return None

    def _shows_text(self, page: Page) -> bool:
        return any(
            call.kind == "content" and part.is_page
            for part in self.shown_around(page)
            for call in sure_calls(part)
        )

    def loads_together(self) -> Iterator[tuple[Load, ...]]:
        """Yield what of Bootstrap is surely loaded by pages, each set of files once."""
        loads = {page.path: loads_of(page) for page in self._all_templates.values()}
        if not any(loads.values()):
            return
        for own in self.layouts:
            blocks = {load.block for load in loads.get(own.path, ())}
            for block in blocks:
                yield tuple(x for x in loads[own.path] if x.block == block)
        seen: set[frozenset[tuple[str, int | None]]] = set()
        for page in self.pages:
            parts = self.shown_around(page)
            key = frozenset((part.template.path, part.block) for part in parts)
            if parts and key not in seen:
                seen.add(key)
                yield tuple(
                    load
                    for part in parts
                    for load in loads[part.template.path]
                    if load.block == part.block
                )

    def loads_no_bootstrap(self) -> bool:
        """Tell whether no page surely gets Bootstrap's script, in whatever way."""
        if self.config.missing_modules or not self.config.files:
            return False
        return surely_none(self.site, self._all_templates.values(), self._scripts)

    # Bootstrap
    @property
    def bootstrap(self) -> tuple[int, int, int] | None:
        """Return the Bootstrap version in use; None: not known."""
        written = self.settings.bootstrap or self.templates.bootstrap
        if written is None and self.built is not None:
            written = self.built.bootstrap
        parts = (written or "").split(".")
        if not parts[0].isdecimal():
            return None
        major, minor, patch = (
            int(part) if part.isdecimal() else 0 for part in (*parts, "", "")[:3]
        )
        return major, minor, patch

    # Suggestions
    def nearest(self, word: str, choices: Iterable[str]) -> str | None:
        """Return the choice most like *word*; None: none is near enough."""
        return nearest(word, choices)


def texts(value: Value | None) -> Iterator[str]:
    """Yield *value*, or its items, as text; maps give nothing."""
    items = value.items if isinstance(value, Items) else (value,)
    for item in items:
        if isinstance(item, Scalar) and item.value is not None:
            yield casts.text(item)


def strings(value: Value) -> Iterator[str]:
    """Yield all strings in *value* that have no white space."""
    if isinstance(value, Scalar):
        if isinstance(value.value, str) and len(value.value.split()) == 1:
            yield value.value
    elif isinstance(value, Mapping):
        for entry in value.entries:
            yield from strings(entry.value)
    else:
        for item in value.items:
            yield from strings(item)


def _ids_in(parts: Iterable[Part]) -> Iterator[tuple[str, tuple[str, Span]]]:
    """Yield the ids of elements that are shown in *parts*."""
    for part in parts:
        for element in part.template.elements:
            name = element.attribute("id")
            if element.block != part.block or name is None or name.is_computed:
                continue
            if name.value and name.value_span is not None:
                yield name.value, (part.template.path, name.value_span)


def _made(target: Target) -> Target:
    """Return *target* of an address that a shortcode makes of what is written.

    Another one cannot stand in its place, so none is offered.
    """
    fault = target.fault
    if fault in (LinkFault.LETTER_CASE, LinkFault.STATIC_PREFIX, LinkFault.DEPTH):
        fault = LinkFault.MISSING
    return msgspec.structs.replace(target, fault=fault, suggestion=None)


_TITLE = re.compile(
    r"\{\{-?\s*\$?\.(?:Page\.)?Title"
    r"(?:\s*\|\s*(?:markdownify|safeHTML|htmlEscape|plainify|emojify))*\s*-?\}\}"
)

_TYPESET = re.compile(r"--|['\"]|\.\.\.|<<|>>|[–—…“”‘’«»]")
"""What the typographer replaces, before or after."""

_NOWHERE = Place(Node("/", "resource"), "", None, "")
"""Where addresses in data files are written: they may be shown on any page."""

_UNREAD = Target(Known.UNKNOWN, reason="what becomes of data that no template reads")

_KEPT = ("home", "section", "taxonomy")
"""Kinds of pages that Hugo finds though they are not published."""

_WORTH = {Known.YES: 1, Known.UNKNOWN: 0, Known.NO: -1}

_UNCERTAIN = Target(
    Known.UNKNOWN, reason="whether a shortcode shows the text it encloses"
)
