"""Every page of a site in its place: kind, address, and whether it is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeAlias

import msgspec

from rdmlint.hugo import casts, urls
from rdmlint.hugo.cascade import RESERVED, Cascades
from rdmlint.hugo.cascade import Place as Reach
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.dates import moment
from rdmlint.hugo.discover import ContentFile, ResourceFile, Site
from rdmlint.hugo.editions import Editions, read_sites
from rdmlint.hugo.formats import HTML, OutputFormat
from rdmlint.hugo.links import Node, PageKind, PageTree
from rdmlint.hugo.paths import dated_name, normalise, place
from rdmlint.hugo.published import Published
from rdmlint.model import Mapping as Map
from rdmlint.model import Page, Scalar, Sequence, Value

Own: TypeAlias = "dict[str, Value]"
"""Front matter by lowered key."""


LINKED_ONLY: Final = "pages that Hugo only links to (`render: link`)"
"""Why it can only be said that such a page may be there: something else answers."""


class Placed(msgspec.Struct):
    """A page in its place.

    *page* None: its facts are not there (the file is excluded). *own* is its front
    matter, empty where it has none or it cannot be read. *output* is where it is, or
    would be, published (None: that cannot be told, or it is a bundle's resource).
    *hidden* says why it is not built (None: it is), *unrendered* why it is built but
    has no address.
    """

    file: ContentFile
    page: Page | None
    kind: PageKind
    own: Own
    root: Map | None
    output: urls.Output | None = None
    hidden: str | None = None
    unrendered: str | None = None

    @property
    def reach(self) -> Reach:
        """Return what cascades see of the page."""
        return Reach(self.file.logical, self.kind, self.file.language)


class Claim(msgspec.Struct, frozen=True):
    """A file that a page has Hugo write.

    *source* None: Hugo makes the page itself. *form* is the name of the output format,
    "" for the redirect that *alias*, as front matter has it, makes (None: the file is
    the page itself).
    """

    file: str
    source: str | None
    language: str
    logical: str
    form: str = ""
    alias: str | None = None

    @property
    def sends_home(self) -> bool:
        """Whether it is the redirect to the home of the default language."""
        return self.source is None and self.alias == "/"


class Census(msgspec.Struct):
    """All pages of a site, and what they make it publish.

    *pages* by source path; a file that is several has its first place there. Where a
    language is spoken of, that is the key of an edition of the site. *trees* by
    language, pages that Hugo makes itself included. *addresses* gives where each page
    is, or would be: `/a/`, decoded and without the base path. *resources*: published
    paths by language, owner's logical path and name below it, normalised. *outputs*
    gives by language and logical path where pages are published, those that Hugo
    makes itself included (None: that cannot be told). *hosts* is what each language's
    host serves, where they have hosts of their own; there *published* and *resources*
    begin with the language, *addresses* do not.
    """

    pages: dict[str, Placed]
    trees: dict[str, PageTree]
    published: Published
    addresses: dict[str, str]
    resources: dict[tuple[str, str, str], str | None]
    cascades: Cascades
    outputs: dict[tuple[str, str], urls.Output | None] = {}
    claims: tuple[Claim, ...] = ()
    """Every file of a page that is published, page by page."""
    hosts: dict[str, Published] = {}
    every: tuple[Placed, ...] = ()
    """All places of all files, a file's first one before its others."""


def take(
    site: Site,
    pages: Mapping[str, Page],
    *,
    today: str | None = None,
    environment: str = "production",
) -> Census:
    """Place all pages. *today* is an ISO date (None: the clock's)."""
    every = [
        _place(file, pages.get(file.path), site.config)
        for file in (*site.content, *site.echoes)
    ]
    if any("sites" in each.own for each in every):
        every = _spread(every, site.config.editions, lambda each: each.own.get("sites"))
    cascades = Cascades(
        (
            (each.file.language, each.file.logical, each.own["cascade"])
            for each in every
            # A single page `/a` hands it down to what lies below `/a/` too.
            if each.kind != "resource" and "cascade" in each.own
        ),
        site.config.cascades,
        environment=environment,
    )
    if cascades.gives("sites"):
        # What a branch hands down of these is not for itself.
        every = _spread(
            every,
            site.config.editions,
            lambda each: (
                None
                if "cascade" in each.own
                else cascades.value(each.reach, each.root, "sites")
            ),
        )
    work = _Work(site, every, cascades, date.fromisoformat(today or _today()))
    for each in every:
        work.judge(each)
    return work.finish()


def _spread(
    every: list[Placed], editions: Editions, sites: Callable[[Placed], Value | None]
) -> list[Placed]:
    """Return the pages in the editions that their *sites* ask for.

    What these do not say is as the file's mount and name have it.
    """
    groups: dict[tuple[str, str], list[Placed]] = {}
    for each in every:
        groups.setdefault((each.file.path, each.file.logical), []).append(each)
    spread: list[Placed] = []
    for group in groups.values():
        matrix = read_sites(sites(group[0]))
        if matrix.is_unsaid:
            spread.extend(group)
            continue
        keys = [each.file.language for each in group]
        spread.extend(
            msgspec.structs.replace(
                group[0], file=msgspec.structs.replace(group[0].file, language=key)
            )
            for key in editions.of(editions.completed(matrix, keys))
        )
    return spread


def _today() -> str:
    return date.today().isoformat()


def _place(file: ContentFile, page: Page | None, config: HugoConfig) -> Placed:
    front = page.front_matter if page is not None else None
    root = front.root if front is not None else None
    own: Own = {}
    for entry in root.entries if root is not None else ():
        key = entry.key.lower()
        # Of two spellings the one that is not all lower case wins (HUGO-FM-16).
        if key not in own or entry.key != key:
            own[key] = entry.value
    return Placed(file, page, _kind(file, config), own, root)


def _kind(file: ContentFile, config: HugoConfig) -> PageKind:
    if file.kind != "section":
        return file.kind
    for _, plural in config.of_language(file.language).taxonomies:
        root = "/" + normalise(plural)
        if file.logical == root:
            return "taxonomy"
        # Hugo takes `tagsystem` for a term of `tags` too (HUGO-FS-15).
        if file.logical.startswith(root):
            return "term"
    return "section"


class _Work:
    """Places one site's pages; keeps what it has found so far."""

    def __init__(
        self, site: Site, every: list[Placed], cascades: Cascades, today: date
    ) -> None:
        self.site = site
        self.config = site.config
        self.every = every
        """The pages, a file's first place before its others."""
        self.editions = [
            each for each in site.config.editions.every if not each.is_disabled
        ]
        self.cascades = cascades
        self.today = today
        self.published = Published(
            assets=(virtual for virtual, _ in site.assets),
            pagination=site.config.pagination_path,
        )
        self.has_own_redirects = any(
            virtual.rpartition("/")[2].lower() == "alias.html"
            for virtual, _ in site.layouts
        )
        self.outputs: dict[tuple[str, str], urls.Output | None] = {}
        self.sections: dict[str, urls.Sections] = {}
        self.claims: list[Claim] = []
        self.formats = {"home", "section", "taxonomy", "term"} | {
            kind
            for config in (self.config, *self.config.by_language.values())
            for kind, _ in config.outputs
        }
        """Kinds of page that have more formats than HTML."""

    # --- One page

    def look(self, each: Placed, key: str) -> Value | None:
        """Return what the page has for the lowered *key*, cascades included."""
        found = None
        if key not in RESERVED:
            params = each.own.get("params")
            found = params.get(key) if isinstance(params, Map) else None
        if found is None:
            found = each.own.get(key)
        if found is None and ("cascade" in each.own or self.cascades.gives(key)):
            found = self.cascades.inherited(each.reach, each.root, key)
        return found

    def judge(self, each: Placed) -> None:
        """Find out whether the page is built and rendered."""
        if each.kind == "resource":
            each.unrendered = "a part of another page's bundle"
            return
        each.hidden = self._why_hidden(each)
        if each.hidden is None:
            each.unrendered = _why_unrendered(lambda key: self.look(each, key))

    def _why_hidden(self, each: Placed) -> str | None:
        """Say why Hugo does not build the page. Source: HUGO-FS-22, HUGO-FM-20."""
        config = self.config.of_language(each.file.language)
        if each.kind in config.disabled_kinds:
            return f"of a kind that is disabled: {each.kind}"
        if not config.build_drafts and casts.truth(self.look(each, "draft")):
            return "a draft"
        for field, keys in config.date_keys:
            if field == "publishdate" and not config.build_future:
                when = self._when(each, keys)
                if when is not None and when.date() > self.today:
                    return f"not published before {when.date().isoformat()}"
            elif field == "expirydate" and not config.build_expired:
                when = self._when(each, keys)
                if when is not None and when.date() < self.today:
                    return f"expired since {when.date().isoformat()}"
        return None

    def _when(self, each: Placed, keys: Iterable[str]) -> datetime | None:
        """Return the first date that *keys* give; None: none, or not known."""
        for key in keys:
            if key == ":filename":
                name = each.file.directory if each.file.bundle else each.file.base_name
                dated = dated_name(name.rpartition("/")[2])
                when = dated[0] if dated else None
            elif key.startswith(":"):
                return None
            else:
                when = moment(self.look(each, key))
            if when is not None:
                return when
        return None

    def _is_linked_only(self, each: Placed) -> bool:
        """Tell whether the page has an address, but no file: something else answers."""
        build = self.look(each, "build") or self.look(each, "_build")
        return isinstance(build, Map) and casts.text(build.get("render")) == "link"

    def _keeps(self, each: Placed) -> bool:
        """Tell whether Hugo publishes the page's resources only where they are used."""
        build = self.look(each, "build") or self.look(each, "_build")
        word = build.get("publishresources") if isinstance(build, Map) else None
        return word is not None and not casts.truth(word)

    def subject(self, each: Placed) -> urls.Subject:
        """Return what the page's address depends on."""
        kind = each.kind if each.kind != "resource" else "page"
        config = self.config.of_language(each.file.language)
        return urls.subject(each.file, kind, lambda key: self.look(each, key), config)

    # --- All pages

    def finish(self) -> Census:
        """Publish what is published."""
        for edition in self.config.editions.every:
            self.sections[edition.key] = self._sections(edition.key)
        addresses: dict[str, str] = {}
        nodes: dict[str, list[Node]] = {}
        for each in self.every:
            self._publish(each, addresses)
            nodes.setdefault(each.file.language, []).append(
                Node(
                    each.file.logical,
                    each.kind,
                    each.file.path,
                    each.file.bundle,
                    each.hidden,
                    each.unrendered,
                )
            )
        for edition in self.editions:
            made = nodes.setdefault(edition.key, [])
            known = {node.logical for node in made if node.kind != "resource"}
            made.extend(self._make(edition.key, known))
        for name in self._site_files():
            self.published.add_file(name)
        for top in self._tops_of_hosts():
            for static in self.site.static:
                if top[1:] in (static.languages or (top[1:],)):
                    self.published.add_file(top + static.url)
        resources = self._resources()
        for adapter in self.site.adapters:
            for edition in self.editions:
                below = adapter.strip("/")
                start = "/".join(filter(None, (edition.folder, edition.prefix, below)))
                self.published.open(
                    f"/{start}/".replace("//", "/"),
                    "pages that a content adapter makes",
                )
        if {"mounts", "versions"} & set(self.config.unmodelled):
            for prefix in {edition.prefix for edition in self.editions}:
                if prefix:
                    reason = "directories mounted for several languages"
                    self.published.open(f"/{prefix}/", reason)
        for prefix in self._missing_content():
            self.published.open(prefix, "pages of a directory that is not on disk")
        content = tuple(
            (mount.source, mount.target.partition("/")[2])
            for mount in self.config.mounts
            if mount.target.partition("/")[0] == "content"
        )
        codes = tuple(language.key for language in self.config.languages)
        trees = {
            language: PageTree(
                found,
                content=content or (("content", ""),),
                languages=codes,
                root=self.site.root,
            )
            for language, found in nodes.items()
        }
        pages: dict[str, Placed] = {}
        for each in self.every:
            pages.setdefault(each.file.path, each)
        return Census(
            pages,
            trees,
            self.published,
            addresses,
            resources,
            self.cascades,
            self.outputs,
            tuple(self.claims),
            self._hosts(),
            tuple(self.every),
        )

    def _hosts(self) -> dict[str, Published]:
        return {
            edition.key: self.published.below(f"/{edition.folder}")
            for edition in self.config.editions.every
            if edition.folder
        }

    def _sections(self, language: str) -> urls.Sections:
        """Return what addresses below branches depend on."""
        slugs: dict[str, str] = {}
        titles: dict[str, str] = {}
        for each in self.every:
            file = each.file
            if file.bundle != "branch" or file.language != language:
                continue
            titles[file.logical] = casts.text(self.look(each, "title"))
            slug = casts.text(self.look(each, "slug"))
            # Of terms that are not built nothing stays, of others the slug does.
            if slug and (each.hidden is None or each.kind != "term"):
                slugs[file.logical] = slug
        if self.cascades.gives("slug"):
            slugs = dict(self._slugs_of_made(language, titles)) | slugs
        paths = (titles.keys() | self._tops(language).keys()) - {"/"}
        return urls.Sections(slugs=slugs, titles=titles, paths=paths)

    def _publish(self, each: Placed, addresses: dict[str, str]) -> None:
        if each.kind == "resource":
            return
        file = each.file
        subject = self.subject(each)
        wanted = casts.texts(self.look(each, "outputs"))
        config = self.config.of_language(file.language)
        forms = urls.formats(subject.kind, config, wanted)
        main = _main(forms)
        sections = self.sections[file.language]
        each.output = urls.output(subject, config, sections, main)
        key = (file.language, file.logical)
        if each.hidden is None or key not in self.outputs:
            self.outputs[key] = each.output
        if each.output is None:
            self._open_for(subject)
            return
        edition = self.config.editions.get(file.language)
        folder = f"/{edition.folder}" if edition and edition.folder else ""
        shown = address_of(each.output).removeprefix(folder)
        addresses.setdefault(file.path, shown)
        # With ugly URLs, `/a/` still reaches `/a/index.html`.
        address = _address(each.output.file)
        why = each.hidden or each.unrendered
        if why is not None:
            self.published.hide(address, file.path, why)
            return
        if self._is_linked_only(each):
            self.published.add_maybe(address, LINKED_ONLY)
            return
        self.published.add_page(address, file.path)
        mine = Claim(each.output.file, file.path, *key, form=main.name)
        self.claims.append(mine)
        if wanted or each.kind in self.formats:
            self._add_formats(subject, mine, wanted)
        aliases = casts.texts(self.look(each, "aliases"))
        # What has no HTML has no redirects either (HUGO-URL-20).
        if aliases and any(form.suffix in (".html", ".htm") for form in forms):
            self._add_aliases(subject, each.output, aliases, mine)

    def _add_aliases(
        self,
        subject: urls.Subject,
        output: urls.Output,
        aliases: Iterable[str],
        mine: Claim,
    ) -> None:
        config = self.config.of_language(subject.language)
        if not config.disable_aliases:
            for alias in aliases:
                names = urls.alias_files(subject, output, (alias,), config)
                if not names:
                    reason = "aliases that Hugo may refuse"
                    path = urls.cleaned(f"/{alias}").rstrip("/")
                    self.published.add_maybe(f"{path}/", reason)
                for name in names:
                    self._add_alias(_address(name), mine.source)
                    self.claims.append(
                        msgspec.structs.replace(mine, file=name, form="", alias=alias)
                    )
            return
        # Sites that switch them off mostly hand them to the web server instead.
        config = msgspec.structs.replace(config, disable_aliases=False)
        for name in urls.alias_files(subject, output, aliases, config):
            reason = "aliases that Hugo is told not to write"
            self.published.add_maybe(_address(name), reason)

    def _add_alias(self, address: str, page: str | None) -> None:
        """Add a redirect; one of the site's own making may keep fragments."""
        if self.has_own_redirects:
            self.published.add_page(address, page)
        else:
            self.published.add_alias(address, page)

    def _open_for(self, subject: urls.Subject) -> None:
        """Note where a page may be whose address cannot be told."""
        pattern = urls.permalink(subject, self.config)
        text = subject.url or (pattern.pattern if pattern is not None else "")
        below = "/" + text.partition(":")[0].lstrip("/")
        below = below[: below.rfind("/") + 1].lower()
        edition = self.config.editions.get(subject.language)
        words = (edition.folder, edition.prefix) if edition else ()
        prefix = "".join(f"/{word}" for word in words if word)
        reason = "pages with computed permalinks"
        for start in dict.fromkeys((below, prefix + below)):
            self.published.open_pages(start, reason)
            # With ugly URLs, a page without a name of its own has the directory's.
            self.published.add_maybe(f"{start.rstrip('/')}.html", reason)

    def _add_formats(
        self, subject: urls.Subject, mine: Claim, wanted: Iterable[str] = ()
    ) -> None:
        """Add the files of a page's further formats. Source: HUGO-URL-17."""
        sections = self.sections[subject.language]
        config = self.config.of_language(subject.language)
        for form in urls.formats(subject.kind, config, wanted):
            output = urls.output(subject, config, sections, form)
            if output is not None and form.name != "html":
                self.published.add_file(output.file)
                if form.name != mine.form:
                    self.claims.append(
                        msgspec.structs.replace(mine, file=output.file, form=form.name)
                    )

    # --- What Hugo makes itself

    def _slugs_of_made(
        self, language: str, known: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the branches without a source, unlike those *known*, and their slugs.

        A branch that Hugo makes itself has a slug by a cascade alone.
        """
        made: list[tuple[str, urls.Kind]] = [
            (top, "section") for top in self._tops(language)
        ]
        for _, plural in self.config.taxonomies:
            root = "/" + normalise(plural)
            made.append((root, "taxonomy"))
            terms = self._terms(language, plural.lower())
            made.extend((f"{root}/{normalise(t).strip('/')}", "term") for t in terms)
        for logical, kind in made:
            if logical not in known and kind not in self.config.disabled_kinds:
                reach = Reach(logical, kind, language)
                slug = casts.text(self.cascades.inherited(reach, None, "slug"))
                if slug:
                    yield logical, slug

    def _make(self, language: str, known: set[str]) -> Iterator[Node]:
        """Yield the pages of *language* that have no source, and publish them."""
        yield from self._make_lists(language, known)
        config = self.config.of_language(language)
        for singular, plural in config.taxonomies:
            del singular
            root = "/" + normalise(plural)
            if "taxonomy" not in config.disabled_kinds and root not in known:
                known.add(root)
                yield self._made(root, "taxonomy", language, plural)
            if "term" in config.disabled_kinds:
                continue
            for term in self._terms(language, plural.lower()):
                logical = f"{root}/{normalise(term).strip('/')}"
                if logical not in known:
                    known.add(logical)
                    written = f"{root}/{term.strip('/')}"
                    yield self._made(logical, "term", language, term, written)

    def _make_lists(self, language: str, known: set[str]) -> Iterator[Node]:
        """Yield home and the first-level sections. Source: HUGO-FS-13, HUGO-FS-17."""
        disabled = self.config.of_language(language).disabled_kinds
        if "/" not in known and "home" not in disabled:
            yield self._made("/", "home", language, "")
        for top, written in self._tops(language).items():
            if top not in known:
                known.add(top)
                # Its title is the directory's name in the plural: not known here.
                yield self._made(top, "section", language, None, written)

    def _tops(self, language: str) -> dict[str, str]:
        """Return the first-level directories that Hugo makes sections of.

        By logical path, each with its form on disk. Source: HUGO-FS-13, HUGO-FS-15.
        """
        config = self.config.of_language(language)
        if "section" in config.disabled_kinds:
            return {}
        roots = tuple("/" + normalise(plural) for _, plural in config.taxonomies)
        tops: dict[str, str] = {}
        pages: set[str] = set()
        for each in self.every:
            if each.kind == "resource":
                continue
            logical = each.file.logical
            end = logical.find("/", 1)
            # Pages that are not built, such as drafts, make a section too.
            if end > 0:
                if each.file.language != language:
                    continue
                written = "/" + each.file.directory.partition("/")[0]
                tops.setdefault(logical[:end], written)
            elif each.file.bundle != "branch":
                # Of any language: they share one tree.
                pages.add(logical)
        return {
            top: written
            for top, written in tops.items()
            if top not in pages and not top.startswith(roots or "\0")
        }

    def _made(
        self,
        logical: str,
        kind: urls.Kind,
        language: str,
        title: str | None,
        written: str = "",
    ) -> Node:
        reach = Reach(logical, kind, language)

        def look(key: str) -> Value | None:
            if not self.cascades.gives(key):
                return None
            return self.cascades.inherited(reach, None, key)

        config = self.config.of_language(language)
        if not config.build_drafts and casts.truth(look("draft")):
            return Node(logical, kind, hidden="a draft")
        why = _why_unrendered(look)
        if why is not None:
            return Node(logical, kind, unrendered=why)
        subject = urls.Subject(
            logical=logical,
            kind=kind,
            language=language,
            url=casts.text(look("url")),
            title=title,
            written=written,
        )
        wanted = casts.texts(look("outputs"))
        main = _main(urls.formats(kind, config, wanted))
        output = urls.output(subject, config, self.sections[language], main)
        self.outputs.setdefault((language, logical), output)
        if output is None:
            self._open_for(subject)
        else:
            self.published.add_page(_address(output.file), None)
            mine = Claim(output.file, None, language, logical, form=main.name)
            self.claims.append(mine)
            self._add_formats(subject, mine, wanted)
        return Node(logical, kind)

    def _terms(self, language: str, plural: str) -> Iterable[str]:
        """Return the terms of one taxonomy, as first spelled. Source: HUGO-FS-26."""
        terms: dict[str, str] = {}
        for each in self.every:
            if each.file.language != language or not self._makes_terms(each):
                continue
            value = self.look(each, plural)
            items = value.items if isinstance(value, Sequence) else (value,)
            for item in items:
                term = casts.text(item) if isinstance(item, Scalar) else ""
                if term:
                    terms.setdefault(normalise(term), term)
        return terms.values()

    def _makes_terms(self, each: Placed) -> bool:
        """Tell whether the page's terms get pages: parts of bundles count too.

        Source: HUGO-FS-23, HUGO-FS-26.
        """
        if each.kind != "resource":
            return each.hidden is None and each.unrendered is None
        return (
            self._why_hidden(each) is None
            and _why_unrendered(lambda key: self.look(each, key)) is None
        )

    def _site_files(self) -> Iterator[str]:
        """Yield files that belong to the site as a whole. Source: HUGO-URL-18."""
        config = self.config
        languages = self.editions
        tops = self._tops_of_hosts()
        if "sitemap" not in config.disabled_kinds:
            if not config.is_multihost:
                yield "/" + config.sitemap_name
            for language in languages:
                if "sitemap" in config.of_language(language.key).disabled_kinds:
                    continue
                if len(languages) > 1 or language.prefix:
                    top = f"/{language.root}/{language.language}".replace("//", "/")
                    yield f"{top}/{config.sitemap_name}"
        if config.enable_robots_txt and "robotstxt" not in config.disabled_kinds:
            yield from (f"{top}/robots.txt" for top in tops)
        if "404" not in config.disabled_kinds:
            layouts = {virtual.lower() for virtual, _ in self.site.layouts}
            prefixes = [f"/{each.prefix}" for each in languages if each.prefix]
            for prefix in (*tops, *prefixes):
                if "404.html" in layouts:
                    yield f"{prefix}/404.html"
                elif config.missing_modules:
                    reason = "a theme that is not on disk"
                    self.published.add_maybe(f"{prefix}/404.html", reason)
        redirect = self._redirect_of_home()
        if redirect is not None:
            self.published.add_page(_address(redirect), None)
            main = config.default_language
            self.claims.append(Claim(redirect, None, main, "/", alias="/"))
            home = self.outputs[main, "/"]
            if home is not None and self._writes_over_home(home):
                self.claims.append(Claim(home.file, None, main, "/", alias="/"))
        for root in {edition.root for edition in self.editions if edition.root}:
            reason = "redirects to the default edition of the site"
            for path in (f"/{root}/", f"/{root}/{config.default_language}/"):
                self.published.add_maybe(path, reason)

    def _redirect_of_home(self) -> str | None:
        """Return the file that sends on to the home of the default language.

        None: there is none. Source: HUGO-URL-14.
        """
        config = self.config
        home = self.outputs.get((config.default_language, "/"))
        if not config.default_language_redirect or not self._has_home():
            return None
        if home is None or not home.file.endswith((".html", ".htm")):
            return None
        name = home.file.rpartition("/")[2]
        default = config.editions.get(config.default_language)
        if default is not None and default.prefix:
            return f"/{name}"
        if len({edition.language for edition in self.editions}) < 2:
            return None
        # Where home has the address of a file, Hugo takes its name for a directory's.
        top = "/" if home.link.endswith("/") else f"/{name}"
        return f"{top}{config.default_language}/{name}"

    def _writes_over_home(self, home: urls.Output) -> bool:
        """Tell whether the redirect to *home* is written there too, over the page."""
        config = self.config
        default = config.editions.get(config.default_language)
        has_prefix = default is not None and bool(default.prefix)
        return has_prefix and config.ugly_urls and not home.link.endswith("/")

    def _has_home(self) -> bool:
        """Tell whether one host has a home of the default language to send on to."""
        config = self.config
        return (
            not config.is_multihost
            and "home" not in config.of_language(config.default_language).disabled_kinds
            and not any(
                each.kind == "home"
                and each.file.language == config.default_language
                and (each.hidden or each.unrendered)
                for each in self.every
            )
        )

    def _tops_of_hosts(self) -> list[str]:
        """Return the directories of what is published that hosts serve: "" for all."""
        if not self.config.is_multihost:
            return [""]
        return [f"/{key}" for key in dict.fromkeys(e.folder for e in self.editions)]

    def _missing_content(self) -> Iterator[str]:
        """Yield where directories and files would be mounted that are not on disk."""
        for _, target in self.config.missing_mounts:
            component, _, below = target.partition("/")
            if component not in ("content", "static", "assets") or not below:
                continue
            path = f"/{below}"
            if component == "content":
                codes = self.config.editions.languages.names
                path = place(below, languages=codes).logical
            for edition in self.editions:
                words = (edition.folder, edition.prefix)
                yield "".join(f"/{word}" for word in words if word) + path

    def _resources(self) -> dict[tuple[str, str, str], str | None]:
        """Publish what lies beside pages. Source: HUGO-URL-25, HUGO-FS-20."""
        found: dict[tuple[str, str, str], str | None] = {}
        owners: dict[tuple[str, str], Placed] = {}
        for each in self.every:
            at = (each.file.language, each.file.logical)
            if at not in owners or each.hidden is None:
                owners[at] = each
        gone = {at for at, each in owners.items() if each.hidden is not None}
        alive = {at[1] for at in self.outputs if at not in gone}
        for resource in self.site.resources:
            disabled = self.config.of_language(resource.language).disabled_kinds
            is_sparse = not {"home", "section"}.isdisjoint(disabled)
            owner = (resource.language, resource.owner)
            path = urls.resource_file(self.outputs.get(owner), resource.relative)
            path = path or resource.url
            key = (*owner, normalise(resource.relative))
            # Where lists are off, what is nobody's may be another page's.
            is_nobodys = is_sparse and (
                owner not in owners or owners[owner].kind in self.config.disabled_kinds
            )
            if is_nobodys:
                self.published.add_somewhere(resource.relative.rpartition("/")[2])
            if owner in gone:
                if path is not None and resource.owner in alive:
                    reason = "files that another language of a page may bring"
                    self.published.add_maybe(path, reason)
                elif path is not None:
                    each = owners[owner]
                    why = f"part of {each.file.path}, which is {each.hidden}"
                    self.published.hide(path, resource.path, why)
                continue
            found[key] = path
            if path is not None and (
                not resource.is_certain or self.config.is_multihost or is_nobodys
            ):
                reason = "files beside pages that may be no page's"
                self.published.add_maybe(path, reason)
            elif path is not None and owner in owners and self._keeps(owners[owner]):
                reason = "files that Hugo publishes on demand (`publishResources`)"
                self.published.add_maybe(path, reason)
            elif path is not None:
                self.published.add_file(path)
            else:
                self.published.add_somewhere(resource.relative.rpartition("/")[2])
            is_default = resource.language == self.config.default_language
            if is_default or self.config.is_multihost:
                self._share(resource, found)
        return found

    def _share(
        self, resource: ResourceFile, found: dict[tuple[str, str, str], str | None]
    ) -> None:
        """Let the translations of its owner have a resource too. Source: HUGO-FS-20."""
        goldmark = self.config.root.get("markup")
        goldmark = goldmark.get("goldmark") if isinstance(goldmark, Map) else None
        is_copied = isinstance(goldmark, Map) and casts.truth(
            goldmark.get("duplicateresourcefiles")
        )
        own = (resource.language, resource.owner)
        name = normalise(resource.relative)
        for edition in self.config.editions.every:
            other = (edition.key, resource.owner)
            if other == own or self.outputs.get(other) is None:
                continue
            path = found[(*own, name)]
            if self.config.is_multihost:
                path = urls.resource_file(self.outputs[other], resource.relative) or ""
                reason = "files that another language of a page may bring"
                self.published.add_maybe(path, reason)
            elif is_copied:
                path = urls.resource_file(self.outputs[other], resource.relative)
                self.published.add_file(path or "")
            found.setdefault((*other, name), path)


def _why_unrendered(look: Callable[[str], Value | None]) -> str | None:
    """Say why a page has no address. Source: HUGO-FS-23."""
    if casts.truth(look("headless")):
        return "headless"
    build = look("build") or look("_build")
    word = casts.text(build.get("render")) if isinstance(build, Map) else ""
    return "kept unrendered (`render: never`)" if word in _NEVER else None


_NEVER: Final = ("never", "false")


def address_of(output: urls.Output) -> str:
    """Return where a browser finds the page: `/a/`, or its file where that is shown."""
    return _address(output.file) if not output.link.endswith(".html") else output.file


def _main(forms: tuple[OutputFormat, ...]) -> OutputFormat:
    """Return the format that gives a page its address: HTML, else its first."""
    return HTML if HTML in forms or not forms else forms[0]


def _address(file: str) -> str:
    """Return the address of the HTML in *file*."""
    return file.removesuffix("index.html") if file.endswith("/index.html") else file
