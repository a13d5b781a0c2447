"""A site's Hugo configuration, as far as rdmlint needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from html import unescape
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from rdmlint.hugo import casts, config_files, disk, globs, modules
from rdmlint.hugo.config_files import EMPTY, Layers
from rdmlint.hugo.editions import Dimension, Edition, Editions, read_editions
from rdmlint.hugo.formats import BUILT_IN, OutputFormat, read_formats
from rdmlint.hugo.modules import Mount, strings
from rdmlint.hugo.version import NEWEST, find_version, version_parts
from rdmlint.model import Entry, Fault, Known, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

__all__ = [
    "ConfigMenuEntry",
    "HugoConfig",
    "InnerKind",
    "Language",
    "Markup",
    "Mount",
    "Permalink",
    "read_config",
]


DATE_KEYS: Final = (
    ("date", ("date", "publishdate", "pubdate", "published", "lastmod", "modified")),
    (
        "lastmod",
        (
            *(":git", "lastmod", "modified", "date"),
            *("publishdate", "pubdate", "published"),
        ),
    ),
    ("publishdate", ("publishdate", "pubdate", "published", "date")),
    ("expirydate", ("expirydate", "unpublishdate")),
)
"""Which keys give a page's dates when nobody says. Source: HUGO-FM-20."""

_DATE_ALIASES: Final = {
    "lastmod": ("modified",),
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
}


class InnerKind(Enum):
    """What a shortcode's template does with the text between its tags."""

    MARKDOWN = "markdown"
    HTML = "html"
    OTHER = "other"
    """Code, data, or nothing that could be told."""
    NONE = "none"
    """The template does not use it; a closing tag is an error."""


class Markup(msgspec.Struct, frozen=True):
    """What decides how one content file is read; part of the key of cached facts.

    *inner* tells for each shortcode of the site, by lower-case name, what becomes of
    its inner text. Names that are missing there are unknown shortcodes.
    *definition_term_ids* is `parser.autoDefinitionTermID`. *dashes* are what the
    typographer writes for two and three hyphens.
    """

    unsafe: bool = False
    auto_heading_id: bool = True
    heading_id_type: Literal["github", "github-ascii", "blackfriday"] = "github"
    attribute_title: bool = True
    attribute_block: bool = False
    typographer: bool = True
    dashes: tuple[str, str] = ("–", "—")
    linkify: bool = True
    linkify_protocol: str = "https"
    tables: bool = True
    strikethrough: bool = True
    task_list: bool = True
    definition_list: bool = True
    footnotes: bool = True
    definition_term_ids: bool = False
    emoji: bool = False
    toc_levels: tuple[int, int] = (2, 3)
    """The first and last level of headings that tables of contents list."""
    code_fences: bool = True
    """Whether Hugo highlights code fences, and reads their attributes."""
    inner: tuple[tuple[str, InnerKind], ...] = ()


class Language(msgspec.Struct, frozen=True):
    """A configured language; *prefix* is its part of URLs ("" for none).

    *base_url* is its own ("" where it has the site's).
    """

    key: str
    weight: int = 0
    content_dir: str | None = None
    is_disabled: bool = False
    prefix: str = ""
    base_url: str = ""


class ConfigMenuEntry(msgspec.Struct, frozen=True):
    """A menu entry of the configuration. None: the key is not there."""

    menu: str
    identifier: str | None = None
    name: str | None = None
    page_ref: str | None = None
    url: str | None = None
    parent: str | None = None
    weight: int = 0
    language: str | None = None
    path: str = ""
    span: Span = Span(0, 0)


class Permalink(msgspec.Struct, frozen=True):
    """A pattern that gives pages their URL in place of their path.

    *kind* and *path* are globs on the kind and logical path of the pages it is for
    ("" for all). *language* None: all. *is_ordered*: of several that fit the first
    wins; without it Hugo takes any (HUGO-URL-11).

    Source: HUGO-URL-10.
    """

    pattern: str
    kind: str = ""
    path: str = ""
    language: str | None = None
    is_ordered: bool = False


_ENGLISH: Final = Editions(
    (Edition("en", "en"),),
    Dimension(("en",), "en"),
    Dimension(("v1.0.0",), "v1.0.0"),
    Dimension(("guest",), "guest"),
)


class HugoConfig(msgspec.Struct, frozen=True):
    """The merged configuration of one site.

    *files* are the configuration files read, POSIX paths from the site root.
    *root* is the merged mapping, keys lowered; a map that several files wrote has
    the span of the last. *missing_modules*: themes, modules and mounted directories
    that are not on disk; what they would add is unknown. *missing_mounts* are source
    and target of the directories. *unmodelled* names features
    in use that rdmlint does not model yet (`mounts`, `versions`, `multihost`,
    `modules`, `contentTypes`); rules that depend on them abstain.
    *faults* pairs the path of a configuration file with what is wrong in it.
    *languages* come in Hugo's order, the disabled ones too, *editions* are the sites
    of languages, versions and roles. *ugly_sections* are the
    first-level sections that `uglyURLs` names. *outputs* gives the names of output
    formats by kind, where the configuration sets them, *formats* all that exist.
    *sources* are the site's own files in the order laid, each with what it says, as
    written, under the keys that it belongs to.
    """

    files: tuple[str, ...] = ()
    base_url: str = "https://example.org/"
    title: str = ""
    default_language: str = "en"
    languages: tuple[Language, ...] = (Language("en"),)
    editions: Editions = _ENGLISH
    has_languages_table: bool = False
    is_multihost: bool = False
    markup: Markup = Markup()
    taxonomies: tuple[tuple[str, str], ...] = (
        ("tag", "tags"),
        ("category", "categories"),
    )
    permalinks: bool = False
    permalink_rules: tuple[Permalink, ...] = ()
    ugly_urls: bool = False
    ugly_sections: tuple[str, ...] = ()
    path_to_lower: bool = True
    remove_path_accents: bool = False
    disabled_kinds: tuple[str, ...] = ()
    outputs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    formats: tuple[OutputFormat, ...] = BUILT_IN
    date_keys: tuple[tuple[str, tuple[str, ...]], ...] = DATE_KEYS
    build_drafts: bool = False
    build_future: bool = False
    build_expired: bool = False
    ignore_files: tuple[str, ...] = ()
    canonify_urls: bool = False
    relative_urls: bool = False
    link_hook_mode: Literal["auto", "always", "fallback", "never"] = "auto"
    image_hook_mode: Literal["auto", "always", "fallback", "never"] = "auto"
    enable_robots_txt: bool = False
    disable_aliases: bool = False
    default_language_redirect: bool = True
    sitemap_name: str = "sitemap.xml"
    pagination_path: str = "page"
    section_pages_menu: str | None = None
    menus: tuple[ConfigMenuEntry, ...] = ()
    cascades: tuple[Mapping, ...] = ()
    mounts: tuple[Mount, ...] = ()
    themes: tuple[str, ...] = ()
    missing_modules: tuple[str, ...] = ()
    missing_mounts: tuple[tuple[str, str], ...] = ()
    unmodelled: tuple[str, ...] = ()
    hugo_version: str | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    root: Mapping = EMPTY
    sources: tuple[tuple[str, Mapping], ...] = ()
    by_language: dict[str, HugoConfig] = {}
    """By its key, what holds for a language that says otherwise than the site."""

    def uses(self, feature: str) -> Known:
        """Tell whether *feature*, not modelled yet, is in use."""
        return Known.YES if feature in self.unmodelled else Known.NO

    @property
    def base_path(self) -> str:
        """Return the path of the base URL without its last slash: "" or `/sub/dir`.

        Source: HUGO-URL-15.
        """
        try:
            path = urlsplit(self.base_url).path
        except ValueError:
            return ""
        return path.rstrip("/")

    def language(self, key: str) -> Language | None:
        """Return the language called *key*; None: there is none."""
        return next((each for each in self.languages if each.key == key), None)

    @property
    def may_add_anywhere(self) -> bool:
        """Tell whether something that is not on disk may publish at any address.

        A theme or module may, and a mount for all of a component. Of another mount
        its target says where.
        """
        places: dict[str, list[str]] = {}
        for source, target in self.missing_mounts:
            places.setdefault(source, []).append(target)
        return any(
            name not in places or any(map(_is_all_published, places[name]))
            for name in self.missing_modules
        )

    @property
    def may_add_templates(self) -> bool:
        """Tell whether what is not on disk may bring layouts: not so most mounts."""
        places: dict[str, list[str]] = {}
        for source, target in self.missing_mounts:
            places.setdefault(source, []).append(target.partition("/")[0])
        return any(
            name not in places or "layouts" in places[name]
            for name in self.missing_modules
        )

    def for_host(self, language: str) -> HugoConfig:
        """Return the configuration with the base URL that *language* has."""
        found = self.language(language.partition(" ")[0])
        if found is None or not found.base_url:
            return self
        return msgspec.structs.replace(self, base_url=found.base_url)

    @property
    def is_beyond_newest(self) -> bool:
        """Tell whether a Hugo builds the site that is newer than the newest known."""
        version = self.hugo_version
        return version is not None and version_parts(version) > version_parts(NEWEST)

    def of_language(self, language: str) -> HugoConfig:
        """Return the configuration of *language*, or of an edition in it."""
        if not self.by_language:
            return self
        return self.by_language.get(language.partition(" ")[0], self)

    @property
    def every_taxonomy(self) -> tuple[tuple[str, str], ...]:
        """Return singular and plural of the taxonomies of any language, each once."""
        found = [self.taxonomies]
        found += (each.taxonomies for each in self.by_language.values())
        return tuple(dict.fromkeys(pair for each in found for pair in each))

    def is_at_least(self, version: str) -> bool:
        """Tell whether the site is built with Hugo *version* (`0.152`) or newer.

        A site that does not say counts as built with the newest.
        """
        if self.hugo_version is None:
            return True
        return version_parts(self.hugo_version) >= version_parts(version)


def read_config(
    root: str, *, environment: str = "production", version: str | None = None
) -> HugoConfig:
    """Read the configuration of the site at *root*, an absolute path.

    *version* is the Hugo that builds the site (None: the one that the site names).

    What is wrong in a configuration file comes as `faults`; a value of a wrong type
    counts as not set. A site without any configuration file has Hugo's defaults.
    Nothing is fetched and the environment's variables are not read.

    Source: HUGO-CFG-1 to HUGO-CFG-28.
    """
    ground = disk.ground(root)
    layers = config_files.read(root, environment, root, ground)
    found = modules.collect(layers, root, ground, environment)
    config = found.root
    version = version or find_version(root, ground, config)
    unmodelled = set(found.unmodelled)
    if isinstance(config.get("contenttypes"), Mapping):
        unmodelled.add("contentTypes")
    default, languages = _languages(config)
    editions = read_editions(
        config,
        ((each.key, each.prefix, each.is_disabled) for each in languages),
        default,
        is_multihost=_is_multihost(config),
    )
    if not editions.has_only_languages and len(_content_mounts(found.mounts)) > 1:
        unmodelled.add("versions")
    # Beside a language that is disabled, Hugo mixes up what is whose.
    if _is_multihost(config) and any(each.is_disabled for each in languages):
        unmodelled.add("multihost")
    if _are_unplaced(root, languages, found.mounts):
        unmodelled.add("mounts")
    permalinks = tuple(_permalinks(config, environment))
    ugly = config.get("uglyurls")
    pagination = _table(config, "pagination")
    whole = HugoConfig(
        files=tuple(dict.fromkeys((*layers.files, *found.files))),
        base_url=casts.text(config.get("baseurl")) or "https://example.org/",
        title=casts.text(config.get("title")),
        default_language=default,
        languages=languages,
        editions=editions,
        has_languages_table=bool(_table(config, "languages").entries),
        is_multihost=_is_multihost(config),
        markup=_markup(config, version, may_be_lent=found.may_lend_markup),
        taxonomies=_taxonomies(config),
        permalinks=bool(permalinks),
        permalink_rules=permalinks,
        ugly_urls=_flag(ugly),
        ugly_sections=tuple(
            entry.key
            for entry in (ugly.entries if isinstance(ugly, Mapping) else ())
            if _flag(entry.value)
        ),
        path_to_lower=not _flag(config.get("disablepathtolower")),
        remove_path_accents=_flag(config.get("removepathaccents")),
        disabled_kinds=_disabled_kinds(config),
        outputs=_outputs(config),
        formats=read_formats(config),
        date_keys=_date_keys(config),
        build_drafts=_flag(config.get("builddrafts")),
        build_future=_flag(config.get("buildfuture")),
        build_expired=_flag(config.get("buildexpired")),
        ignore_files=tuple(strings(config.get("ignorefiles"))),
        canonify_urls=_flag(config.get("canonifyurls")),
        relative_urls=_flag(config.get("relativeurls")),
        link_hook_mode=_hook_mode(config, "link"),
        image_hook_mode=_hook_mode(config, "image"),
        enable_robots_txt=_flag(config.get("enablerobotstxt")),
        disable_aliases=_flag(config.get("disablealiases")),
        default_language_redirect=not (
            _flag(config.get("disabledefaultlanguageredirect"))
            or _flag(config.get("disabledefaultsiteredirect"))
        ),
        sitemap_name=casts.text(_table(config, "sitemap").get("filename"))
        or "sitemap.xml",
        pagination_path=casts.text(pagination.get("path")) or "page",
        section_pages_menu=casts.text(config.get("sectionpagesmenu")) or None,
        menus=tuple(_menus(config, languages, layers)),
        cascades=_cascades(config),
        mounts=tuple(found.mounts),
        themes=tuple(dict.fromkeys(found.themes)),
        missing_modules=tuple(found.missing),
        missing_mounts=tuple(dict.fromkeys(found.missing_mounts)),
        unmodelled=tuple(sorted(unmodelled)),
        hugo_version=version,
        faults=(*layers.faults, *found.faults),
        root=config,
        sources=tuple(layers.sources),
    )
    own = {
        entry.key: _with_own(whole, entry.value)
        for entry in _table(config, "languages").entries
        if isinstance(entry.value, Mapping)
    }
    differing = {key: each for key, each in own.items() if each is not whole}
    if not differing:
        return whole
    return msgspec.structs.replace(whole, by_language=differing)


def _with_own(whole: HugoConfig, table: Mapping) -> HugoConfig:
    """Return the configuration of a site with what a language's *table* has for it.

    What the language says of a key counts in place of all that the site says. What
    Hugo reads for all languages at once, such as `uglyURLs`, is left as it is.

    Source: HUGO-CFG-29.
    """
    said = {
        field: read(table)
        for key, (field, read) in _BY_LANGUAGE.items()
        if table.get(key) is not None
    }
    return msgspec.structs.replace(whole, **said) if said else whole


def _is_all_published(target: str) -> bool:
    """Tell whether a mount at *target* is for all of what has an address."""
    return target in ("content", "static", "assets")


def _flag(value: Value | None, *, default: bool = False) -> bool:
    """Return *value* as yes or no; *default* where it is not set."""
    if value is None or (isinstance(value, Scalar) and value.value is None):
        return default
    return casts.truth(value)


def _text(value: Value | None) -> str | None:
    """Return *value* as text; None: the key is not there, or has no scalar."""
    if not isinstance(value, Scalar) or value.value is None:
        return None
    return casts.text(value)


def _table(parent: Mapping, *keys: str) -> Mapping:
    """Return the map below *keys*; what is no map counts as an empty one."""
    at: Value | None = parent
    for key in keys:
        at = at.get(key) if isinstance(at, Mapping) else None
    return at if isinstance(at, Mapping) else EMPTY


# --- Languages ----------------------------------------------------------------------


def _languages(config: Mapping) -> tuple[str, tuple[Language, ...]]:
    """Return the default language and all languages. Source: HUGO-CFG-24 to 26."""
    table = _table(config, "languages")
    keys = [entry.key for entry in table.entries if isinstance(entry.value, Mapping)]
    weights = {key: casts.whole(_table(table, key).get("weight")) or 0 for key in keys}
    keys.sort(key=lambda key: (weights[key] == 0, weights[key], key))
    wanted = casts.text(config.get("defaultcontentlanguage")).lower()
    default = wanted or ("en" if "en" in keys or not keys else keys[0])
    if not keys:
        keys, weights = [default], {default: 0}
    disabled = {name.lower() for name in strings(config.get("disablelanguages"))}
    in_subdir = _flag(config.get("defaultcontentlanguageinsubdir"))
    is_multihost = _is_multihost(config)
    return default, tuple(
        Language(
            key=key,
            weight=weights[key],
            content_dir=_text(_table(table, key).get("contentdir")),
            is_disabled=key in disabled or _flag(_table(table, key).get("disabled")),
            prefix=key if not is_multihost and (key != default or in_subdir) else "",
            base_url=casts.text(_table(table, key).get("baseurl")),
        )
        for key in keys
    )


def _content_mounts(mounts: Iterable[Mount]) -> list[Mount]:
    return [mount for mount in mounts if mount.component == "content"]


def _are_unplaced(
    root: str, languages: Iterable[Language], mounts: Iterable[Mount]
) -> bool:
    """Tell whether languages have directories that nothing here says are theirs.

    Then a script writes what places them before Hugo runs.
    """
    languages = tuple(languages)
    is_said = any(each.content_dir for each in languages)
    if is_said or any(mount.matrix.languages for mount in mounts):
        return False
    places = (os.path.join(root, "content", each.key) for each in languages)
    return sum(map(os.path.isdir, places)) > 1


def _is_multihost(config: Mapping) -> bool:
    """Tell whether languages have hosts of their own. Source: HUGO-CFG-27."""
    return any(
        isinstance(entry.value, Mapping) and casts.text(entry.value.get("baseurl"))
        for entry in _table(config, "languages").entries
    )


# --- Markup -------------------------------------------------------------------------

_ID_TYPES: Final[dict[str, Literal["github", "github-ascii", "blackfriday"]]] = {
    "github-ascii": "github-ascii",
    "blackfriday": "blackfriday",
}
_HOOK_MODES: Final[dict[str, Literal["auto", "always", "fallback", "never"]]] = {
    "always": "always",
    "fallback": "fallback",
    "never": "never",
}


def _markup(
    config: Mapping, version: str | None, *, may_be_lent: bool = False
) -> Markup:
    """Return what the configuration says about Goldmark. Source: Hugo, 6.1.

    *version* is that of Hugo (None: the newest). Blackfriday, which came before
    Goldmark, let raw HTML pass (Hugo's release notes, 0.60 and 0.100). Where modules
    that are not on disk may say what the site does not (*may_be_lent*), it passes too,
    since whoever asks for that mostly has them say so.
    """
    goldmark = _table(config, "markup", "goldmark")
    renderer, parser = _table(goldmark, "renderer"), _table(goldmark, "parser")
    extensions, attribute = _table(goldmark, "extensions"), _table(parser, "attribute")

    def extension(name: str) -> bool:
        value = extensions.get(name)
        if isinstance(value, Mapping):
            return _flag(value.get("enable"), default=True) and not _flag(
                value.get("disable")
            )
        return _flag(value, default=True)

    return Markup(
        unsafe=_flag(renderer.get("unsafe"), default=may_be_lent)
        or _is_blackfriday(config, version),
        auto_heading_id=_flag(parser.get("autoheadingid"), default=True),
        heading_id_type=_ID_TYPES.get(
            casts.text(parser.get("autoidtype"))
            or casts.text(parser.get("autoheadingidtype")),
            "github",
        ),
        attribute_title=_flag(attribute.get("title"), default=True),
        attribute_block=_flag(attribute.get("block")),
        typographer=extension("typographer"),
        dashes=(
            _replacement(extensions, "endash", "–"),
            _replacement(extensions, "emdash", "—"),
        ),
        linkify=extension("linkify"),
        linkify_protocol=casts.text(extensions.get("linkifyprotocol")) or "https",
        tables=extension("table"),
        strikethrough=extension("strikethrough"),
        task_list=extension("tasklist"),
        definition_list=extension("definitionlist"),
        footnotes=extension("footnote"),
        definition_term_ids=_flag(parser.get("autodefinitiontermid")),
        emoji=_flag(config.get("enableemoji")),
        toc_levels=_toc_levels(_table(config, "markup", "tableofcontents")),
        code_fences=_flag(
            _table(config, "markup", "highlight").get("codefences"),
            default=_flag(config.get("pygmentscodefences"), default=True),
        ),
    )


def _toc_levels(table: Mapping) -> tuple[int, int]:
    """Return the levels that a table of contents lists; Hugo takes -1 for all.

    Source: gohugo.io, "Configure markup", table of contents.
    """

    def level(key: str, default: int) -> int:
        value = table.get(key)
        number = value.value if isinstance(value, Scalar) else None
        return number if type(number) is int else default

    last = level("endlevel", 3)
    return level("startlevel", 2), 6 if last < 0 else last


def _is_blackfriday(config: Mapping, version: str | None) -> bool:
    """Tell whether Hugo of this *version* reads Markdown by Blackfriday."""
    if version is None or version_parts(version) >= version_parts("0.100"):
        return False
    handler = casts.text(_table(config, "markup").get("defaultmarkdownhandler"))
    is_first = version_parts(version) < version_parts("0.60")
    return is_first if not handler else handler.lower() == "blackfriday"


def _replacement(extensions: Mapping, name: str, usual: str) -> str:
    """Return what the typographer writes: what the site says, else what is *usual*.

    Source: HUGO-ID-6.
    """
    typographer = extensions.get("typographer")
    value = typographer.get(name) if isinstance(typographer, Mapping) else None
    return unescape(casts.text(value)) or usual


def _hook_mode(
    config: Mapping, hook: str
) -> Literal["auto", "always", "fallback", "never"]:
    """Return when Hugo's own render hook for links or images is used."""
    table = _table(config, "markup", "goldmark", "renderhooks", hook)
    mode = casts.text(table.get("useembedded"))
    if not mode and table.get("enabledefault") is not None:
        return "fallback" if _flag(table.get("enabledefault")) else "never"
    return _HOOK_MODES.get(mode.lower(), "auto")


# --- What exists ----------------------------------------------------------------------


def _taxonomies(config: Mapping) -> tuple[tuple[str, str], ...]:
    """Return singular and plural of each taxonomy. Source: HUGO-FS-25."""
    value = config.get("taxonomies") or config.get("indexes")
    if value is None:
        return (("tag", "tags"), ("category", "categories"))
    if not isinstance(value, Mapping):
        return ()
    return tuple(
        (entry.key, plural)
        for entry in value.entries
        if (plural := casts.text(entry.value))
    )


def _disabled_kinds(config: Mapping) -> tuple[str, ...]:
    """Return the kinds that are not built, lowered, by their names of today."""
    kinds = (name.lower() for name in strings(config.get("disablekinds")))
    return tuple("taxonomy" if kind == "taxonomyterm" else kind for kind in kinds)


def _outputs(config: Mapping) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of the output formats, lowered, by the kinds they are for."""
    return tuple(
        (entry.key, tuple(name.lower() for name in strings(entry.value)))
        for entry in _table(config, "outputs").entries
    )


def _date_keys(config: Mapping) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the keys asked for each date. Source: HUGO-FM-20."""
    table = _table(config, "frontmatter")
    found: list[tuple[str, tuple[str, ...]]] = []
    for field, default in DATE_KEYS:
        given = [key.lower() for key in strings(table.get(field))]
        keys: list[str] = []
        for key in given or default:
            keys += default if key == ":default" else (key,)
            keys += _DATE_ALIASES.get(key, ())
        found.append((field, tuple(dict.fromkeys(keys))))
    return tuple(found)


def _said(key: str, *, is_reversed: bool = False) -> Callable[[Mapping], bool]:
    return lambda table: _flag(table.get(key)) is not is_reversed


_BY_LANGUAGE: Final[dict[str, tuple[str, Callable[[Mapping], object]]]] = {
    "disablekinds": ("disabled_kinds", _disabled_kinds),
    "taxonomies": ("taxonomies", _taxonomies),
    "outputs": ("outputs", _outputs),
    "frontmatter": ("date_keys", _date_keys),
    "builddrafts": ("build_drafts", _said("builddrafts")),
    "buildfuture": ("build_future", _said("buildfuture")),
    "buildexpired": ("build_expired", _said("buildexpired")),
    "disablealiases": ("disable_aliases", _said("disablealiases")),
    "removepathaccents": ("remove_path_accents", _said("removepathaccents")),
    "disablepathtolower": (
        "path_to_lower",
        _said("disablepathtolower", is_reversed=True),
    ),
}
"""By key what a language may say for itself: the field, and how it is read."""


def _cascades(config: Mapping) -> tuple[Mapping, ...]:
    """Return the maps of `cascade`, first one first. Source: HUGO-FM-23."""
    value = config.get("cascade")
    if isinstance(value, Mapping):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(item for item in value.items if isinstance(item, Mapping))
    return ()


def _permalinks(config: Mapping, environment: str) -> Iterator[Permalink]:
    """Yield the patterns of the site, then those of its languages."""
    yield from _patterns(config.get("permalinks"), None, environment)
    for entry in _table(config, "languages").entries:
        if isinstance(entry.value, Mapping):
            value = entry.value.get("permalinks")
            yield from _patterns(value, entry.key, environment)


def _patterns(
    value: Value | None, language: str | None, environment: str
) -> Iterator[Permalink]:
    """Yield the patterns of one `permalinks` value, in any of its three forms."""
    for item in value.items if isinstance(value, Sequence) else ():
        pattern = casts.text(item.get("pattern")) if isinstance(item, Mapping) else ""
        target = item.get("target") if isinstance(item, Mapping) else None
        target = target if isinstance(target, Mapping) else EMPTY
        wanted = casts.text(target.get("environment"))
        if pattern and (not wanted or globs.matches(wanted, environment)):
            kind, path = (casts.text(target.get(key)) for key in ("kind", "path"))
            yield Permalink(pattern, kind, path, language, is_ordered=True)
    for entry in value.entries if isinstance(value, Mapping) else ():
        if isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                if pattern := casts.text(inner.value):
                    yield Permalink(pattern, entry.key, _glob(inner.key), language)
        elif pattern := casts.text(entry.value):
            yield Permalink(pattern, "{page,term}", _glob(entry.key), language)


def _glob(section: str) -> str:
    """Return the glob for the pages of a section; the root has its own pages only."""
    section = section.strip(" /")
    return f"/{{{section},{section}/**}}" if section else "/*"


# --- Menus ----------------------------------------------------------------------------


def _menus(
    config: Mapping, languages: tuple[Language, ...], layers: Layers
) -> Iterator[ConfigMenuEntry]:
    """Yield the entries of all menus. Source: HUGO-MN-1, HUGO-MN-10.

    Where a language has menus of its own, it has none of the site's.
    """
    table = _table(config, "languages")
    own = {each.key: _table(table, each.key, "menus") for each in languages}
    # An empty one is one of its own.
    bare = [key for key in own if _table(table, key).get("menus") is None]
    for menu in _table(config, "menus").entries:
        for language in [None] if len(bare) == len(own) else bare:
            yield from _menu_entries(menu, language, layers)
    for language, menus in own.items():
        for menu in menus.entries:
            yield from _menu_entries(menu, language, layers)


def _menu_text(value: Value | None) -> str | None:
    """Return *value* as text; None: the key is not there, or has no scalar."""
    return None if _text(value) is None else casts.weak_text(value)


def _menu_entries(
    menu: Entry, language: str | None, layers: Layers
) -> Iterator[ConfigMenuEntry]:
    for item in menu.value.items if isinstance(menu.value, Sequence) else ():
        if isinstance(item, Mapping):
            yield ConfigMenuEntry(
                menu=menu.key,
                identifier=_menu_text(item.get("identifier")),
                name=_menu_text(item.get("name")),
                page_ref=_menu_text(item.get("pageref")),
                url=_menu_text(item.get("url")),
                parent=_menu_text(item.get("parent")),
                weight=casts.whole(item.get("weight")) or 0,
                language=language,
                path=layers.origin(item),
                span=item.span,
            )
