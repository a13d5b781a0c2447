"""A site's Hugo configuration, as far as rdmlint needs it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from enum import Enum
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from rdmlint.hugo import config_files, disk, modules
from rdmlint.hugo.config_files import EMPTY, Layers
from rdmlint.hugo.modules import Mount, flag, number, text, texts
from rdmlint.hugo.version import find_version
from rdmlint.model import Fault, Known, Mapping, Sequence, Value
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
    *definition_term_ids* is `parser.autoDefinitionTermID`.
    """

    unsafe: bool = False
    auto_heading_id: bool = True
    heading_id_type: Literal["github", "github-ascii", "blackfriday"] = "github"
    attribute_title: bool = True
    attribute_block: bool = False
    typographer: bool = True
    linkify: bool = True
    linkify_protocol: str = "https"
    tables: bool = True
    strikethrough: bool = True
    task_list: bool = True
    definition_list: bool = True
    footnotes: bool = True
    definition_term_ids: bool = False
    emoji: bool = False
    inner: tuple[tuple[str, InnerKind], ...] = ()


class Language(msgspec.Struct, frozen=True):
    """A configured language; *prefix* is its part of URLs ("" for none)."""

    key: str
    weight: int = 0
    content_dir: str | None = None
    is_disabled: bool = False
    prefix: str = ""


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

    *kinds* are the kinds of page it is for. *section* is the logical path that a
    page must lie at or below (`/` only the pages at the root; None: see *is_known*).
    *language* None: all. *is_known* False: which pages it is for is not modelled.

    Source: HUGO-URL-10.
    """

    pattern: str
    kinds: tuple[str, ...]
    section: str | None
    language: str | None = None
    is_known: bool = True


class HugoConfig(msgspec.Struct, frozen=True):
    """The merged configuration of one site.

    *files* are the configuration files read, POSIX paths from the site root.
    *root* is the merged mapping, keys lowered; a map that several files wrote has
    the span of the last. *missing_modules*: themes, modules and mounted directories
    that are not on disk; what they would add is unknown. *unmodelled* names features
    in use that rdmlint does not model yet (`mounts`, `versions`, `roles`,
    `multihost`, `modules`, `contentTypes`); rules that depend on them abstain.
    *faults* pairs the path of a configuration file with what is wrong in it.
    *languages* come in Hugo's order, the disabled ones too. *ugly_sections* are the
    first-level sections that `uglyURLs` names. *outputs* gives the names of output
    formats by kind, where the configuration sets them. *static_prefixes*: see
    `base_path`.
    """

    files: tuple[str, ...] = ()
    base_url: str = "https://example.org/"
    title: str = ""
    default_language: str = "en"
    languages: tuple[Language, ...] = (Language("en"),)
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
    unmodelled: tuple[str, ...] = ()
    hugo_version: str | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    root: Mapping = EMPTY

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

    def is_at_least(self, version: str) -> bool:
        """Tell whether the site is built with Hugo *version* (`0.152`) or newer.

        A site that does not say counts as built with the newest.
        """
        if self.hugo_version is None:
            return True
        return _version_key(self.hugo_version) >= _version_key(version)


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def read_config(root: str, *, environment: str = "production") -> HugoConfig:
    """Read the configuration of the site at *root*, an absolute path.

    What is wrong in a configuration file comes as `faults`; a value of a wrong type
    counts as not set. A site without any configuration file has Hugo's defaults.
    Nothing is fetched and the environment's variables are not read.

    Source: HUGO-CFG-1 to HUGO-CFG-28.
    """
    ground = disk.ground(root)
    layers = config_files.read(root, environment, root, ground)
    found = modules.collect(layers, root, ground, environment)
    config = found.root
    unmodelled = set(found.unmodelled)
    for feature in ("versions", "roles"):
        if isinstance(config.get(feature), Mapping):
            unmodelled.add(feature)
    if isinstance(config.get("contenttypes"), Mapping):
        unmodelled.add("contentTypes")
    default, languages = _languages(config)
    is_multihost = _is_multihost(config)
    if is_multihost:
        unmodelled.add("multihost")
    permalinks = tuple(_permalinks(config))
    ugly = config.get("uglyurls")
    pagination = _table(config, "pagination")
    return HugoConfig(
        files=tuple(dict.fromkeys((*layers.files, *found.files))),
        base_url=text(config.get("baseurl")) or "https://example.org/",
        title=text(config.get("title")) or "",
        default_language=default,
        languages=languages,
        has_languages_table=bool(_table(config, "languages").entries),
        is_multihost=is_multihost,
        markup=_markup(config),
        taxonomies=_taxonomies(config),
        permalinks=bool(permalinks),
        permalink_rules=permalinks,
        ugly_urls=flag(ugly),
        ugly_sections=tuple(
            entry.key
            for entry in (ugly.entries if isinstance(ugly, Mapping) else ())
            if flag(entry.value)
        ),
        path_to_lower=not flag(config.get("disablepathtolower")),
        remove_path_accents=flag(config.get("removepathaccents")),
        disabled_kinds=_disabled_kinds(config),
        outputs=tuple(
            (entry.key, tuple(name.lower() for name in texts(entry.value)))
            for entry in _table(config, "outputs").entries
        ),
        build_drafts=flag(config.get("builddrafts")),
        build_future=flag(config.get("buildfuture")),
        build_expired=flag(config.get("buildexpired")),
        ignore_files=tuple(texts(config.get("ignorefiles"))),
        canonify_urls=flag(config.get("canonifyurls")),
        relative_urls=flag(config.get("relativeurls")),
        link_hook_mode=_hook_mode(config, "link"),
        image_hook_mode=_hook_mode(config, "image"),
        enable_robots_txt=flag(config.get("enablerobotstxt")),
        disable_aliases=flag(config.get("disablealiases")),
        default_language_redirect=not (
            flag(config.get("disabledefaultlanguageredirect"))
            or flag(config.get("disabledefaultsiteredirect"))
        ),
        sitemap_name=text(_table(config, "sitemap").get("filename")) or "sitemap.xml",
        pagination_path=text(pagination.get("path")) or "page",
        section_pages_menu=text(config.get("sectionpagesmenu")) or None,
        menus=tuple(_menus(config, layers)),
        cascades=_cascades(config),
        mounts=tuple(found.mounts),
        themes=tuple(dict.fromkeys(found.themes)),
        missing_modules=tuple(found.missing),
        unmodelled=tuple(sorted(unmodelled)),
        hugo_version=find_version(root, ground, config),
        faults=(*layers.faults, *found.faults),
        root=config,
    )


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
    weights = {key: number(_table(table, key).get("weight")) for key in keys}
    keys.sort(key=lambda key: (weights[key] == 0, weights[key], key))
    wanted = (text(config.get("defaultcontentlanguage")) or "").lower()
    default = wanted or ("en" if "en" in keys or not keys else keys[0])
    if not keys:
        keys, weights = [default], {default: 0}
    disabled = {name.lower() for name in texts(config.get("disablelanguages"))}
    in_subdir = flag(config.get("defaultcontentlanguageinsubdir"))
    is_multihost = _is_multihost(config)
    return default, tuple(
        Language(
            key=key,
            weight=weights[key],
            content_dir=text(_table(table, key).get("contentdir")),
            is_disabled=key in disabled or flag(_table(table, key).get("disabled")),
            prefix=key if not is_multihost and (key != default or in_subdir) else "",
        )
        for key in keys
    )


def _is_multihost(config: Mapping) -> bool:
    """Tell whether languages have hosts of their own. Source: HUGO-CFG-27."""
    return any(
        isinstance(entry.value, Mapping) and text(entry.value.get("baseurl"))
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


def _markup(config: Mapping) -> Markup:
    """Return what the configuration says about Goldmark. Source: Hugo, 6.1."""
    goldmark = _table(config, "markup", "goldmark")
    renderer, parser = _table(goldmark, "renderer"), _table(goldmark, "parser")
    extensions, attribute = _table(goldmark, "extensions"), _table(parser, "attribute")

    def extension(name: str) -> bool:
        value = extensions.get(name)
        if isinstance(value, Mapping):
            return flag(value.get("enable"), default=True) and not flag(
                value.get("disable")
            )
        return flag(value, default=True)

    return Markup(
        unsafe=flag(renderer.get("unsafe")),
        auto_heading_id=flag(parser.get("autoheadingid"), default=True),
        heading_id_type=_ID_TYPES.get(
            text(parser.get("autoidtype"))
            or text(parser.get("autoheadingidtype"))
            or "",
            "github",
        ),
        attribute_title=flag(attribute.get("title"), default=True),
        attribute_block=flag(attribute.get("block")),
        typographer=extension("typographer"),
        linkify=extension("linkify"),
        linkify_protocol=text(extensions.get("linkifyprotocol")) or "https",
        tables=extension("table"),
        strikethrough=extension("strikethrough"),
        task_list=extension("tasklist"),
        definition_list=extension("definitionlist"),
        footnotes=extension("footnote"),
        definition_term_ids=flag(parser.get("autodefinitiontermid")),
        emoji=flag(config.get("enableemoji")),
    )


def _hook_mode(
    config: Mapping, hook: str
) -> Literal["auto", "always", "fallback", "never"]:
    """Return when Hugo's own render hook for links or images is used."""
    table = _table(config, "markup", "goldmark", "renderhooks", hook)
    mode = text(table.get("useembedded"))
    if mode is None and table.get("enabledefault") is not None:
        return "fallback" if flag(table.get("enabledefault")) else "never"
    return _HOOK_MODES.get((mode or "").lower(), "auto")


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
        if entry.key != "_merge" and (plural := text(entry.value))
    )


def _disabled_kinds(config: Mapping) -> tuple[str, ...]:
    """Return the kinds that are not built, lowered, by their names of today."""
    kinds = (name.lower() for name in texts(config.get("disablekinds")))
    return tuple("taxonomy" if kind == "taxonomyterm" else kind for kind in kinds)


def _cascades(config: Mapping) -> tuple[Mapping, ...]:
    """Return the maps of `cascade`, first one first. Source: HUGO-FM-23."""
    value = config.get("cascade")
    if isinstance(value, Mapping):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(item for item in value.items if isinstance(item, Mapping))
    return ()


_PERMALINK_KINDS: Final = ("page", "section", "term", "taxonomy", "home")


def _permalinks(config: Mapping) -> Iterator[Permalink]:
    """Yield the patterns of the site, then those of its languages."""
    yield from _permalink_patterns(config.get("permalinks"), None)
    for entry in _table(config, "languages").entries:
        if isinstance(entry.value, Mapping):
            yield from _permalink_patterns(entry.value.get("permalinks"), entry.key)


def _permalink_patterns(
    value: Value | None, language: str | None
) -> Iterator[Permalink]:
    """Yield the patterns of one `permalinks` value, in any of its three forms."""
    for item in value.items if isinstance(value, Sequence) else ():
        if isinstance(item, Mapping) and (pattern := text(item.get("pattern"))):
            yield Permalink(pattern, _PERMALINK_KINDS, None, language, is_known=False)
    for entry in value.entries if isinstance(value, Mapping) else ():
        if isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                if pattern := text(inner.value):
                    section = _section_key(inner.key)
                    yield Permalink(pattern, (entry.key,), section, language)
        elif pattern := text(entry.value):
            section = _section_key(entry.key)
            yield Permalink(pattern, ("page", "term"), section, language)


def _section_key(key: str) -> str:
    """Return a section key as a logical path."""
    return posixpath.normpath("/" + key.strip("/").replace(" ", "-"))


# --- Menus ----------------------------------------------------------------------------


def _menus(config: Mapping, layers: Layers) -> Iterator[ConfigMenuEntry]:
    """Yield the entries of all menus. Source: HUGO-MN-1, HUGO-MN-10."""
    yield from _menu_entries(config.get("menus"), None, layers)
    for entry in _table(config, "languages").entries:
        if isinstance(entry.value, Mapping):
            yield from _menu_entries(entry.value.get("menus"), entry.key, layers)


def _menu_entries(
    value: Value | None, language: str | None, layers: Layers
) -> Iterator[ConfigMenuEntry]:
    for menu in value.entries if isinstance(value, Mapping) else ():
        items = menu.value.items if isinstance(menu.value, Sequence) else ()
        for item in items:
            if not isinstance(item, Mapping):
                continue
            yield ConfigMenuEntry(
                menu=menu.key,
                identifier=text(item.get("identifier")),
                name=text(item.get("name")),
                page_ref=text(item.get("pageref")),
                url=text(item.get("url")),
                parent=text(item.get("parent")),
                weight=number(item.get("weight")),
                language=language,
                path=layers.origin(item),
                span=item.span,
            )
