"""What in a configuration Hugo has given up, or reads no more.

Source: HUGO-CFG-8, HUGO-CFG-11; each was observed with Hugo 0.168.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo import casts
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.remarks import ANY, Remark, Setting, fits, settings
from rdmlint.hugo.version import NEWEST
from rdmlint.model import Entry, Mapping, Sequence, Value

_WARNS_AFTER: Final = 3
_STOPS_AFTER: Final = 15
"""Minor versions from which on Hugo warns of a thing, and fails for it."""


def minor(version: str) -> int:
    """Return 168 for `0.168.0`."""
    return int(version.split(".")[1])


def is_stopped(since: str, config: HugoConfig) -> bool | None:
    """Tell whether Hugo fails for what was given up in version *since*.

    False: it warns; None: it says nothing yet.
    """
    age = minor(config.hugo_version or NEWEST) - minor(since)
    return age >= _STOPS_AFTER if age >= _WARNS_AFTER else None


# --- Given up -----------------------------------------------------------------------


class _Old(msgspec.Struct, frozen=True):
    """A key that Hugo has given up in version *since*.

    *instead* is what to write, *renamed* the key that takes the same value in the same
    place (None: the value changes too).
    """

    pattern: str
    since: str
    instead: str
    renamed: str | None = None


_MATRIX: Final = "`sites.matrix`"

_OLD: Final = (
    _Old("languagecode", "0.158", "`locale`", "locale"),
    _Old("languages.*.languagecode", "0.158", "`locale`", "locale"),
    _Old("languages.*.languagename", "0.158", "`label`", "label"),
    _Old("languages.*.languagedirection", "0.158", "`direction`", "direction"),
    _Old("minifyoutput", "0.150", "`minify.minifyOutput`"),
    _Old("markup.goldmark.renderhooks.image.enabledefault", "0.148", "`useEmbedded`"),
    _Old("markup.goldmark.renderhooks.link.enabledefault", "0.148", "`useEmbedded`"),
    _Old(
        "minify.tdewolff.html.keepconditionalcomments",
        "0.150",
        "`keepSpecialComments`",
        "keepSpecialComments",
    ),
    _Old("minify.tdewolff.css.decimals", "0.150", "`precision`", "precision"),
    _Old("minify.tdewolff.svg.decimals", "0.150", "`precision`", "precision"),
    _Old("minify.tdewolff.css.keepcss2", "0.150", "`version = 2`"),
    _Old("imaging.quality", "0.163", "`imaging.jpeg.quality`, `imaging.webp.quality`"),
    _Old("imaging.compression", "0.163", "`imaging.webp.compression`"),
    _Old("imaging.hint", "0.163", "`imaging.webp.hint`"),
    _Old(f"module.mounts.{ANY}.lang", "0.153", _MATRIX),
    _Old(f"module.mounts.{ANY}.includefiles", "0.153", "`files`"),
    _Old(f"module.mounts.{ANY}.excludefiles", "0.153", "`files`, with `! ` before it"),
    _Old(f"cascade.{ANY}._target", "0.156", "`target`", "target"),
    _Old("cascade._target", "0.156", "`target`", "target"),
    _Old(f"cascade.{ANY}.target.lang", "0.150", _MATRIX),
    _Old("cascade.target.lang", "0.150", _MATRIX),
    _Old(f"segments.*.includes.{ANY}.lang", "0.153", _MATRIX),
    _Old(f"segments.*.excludes.{ANY}.lang", "0.153", _MATRIX),
)


def deprecated(config: HugoConfig) -> Iterator[Remark]:
    """Yield the keys of the site's own configuration files that Hugo has given up."""
    rendered = {name.lower() for name in casts.texts(config.root.get("rendersegments"))}
    found = list(settings(config))
    written = {setting.keys for setting in found}
    for setting in found:
        if setting.keys[0] == "segments" and not rendered & {*setting.keys[1:2]}:
            continue
        for old in _OLD:
            if fits(setting.keys, old.pattern):
                yield from _given_up(setting, old, written, config)
        if setting.keys == ("minify",) and not isinstance(setting.value, Mapping):
            old = _Old("minify", "0.150", "`minify.minifyOutput`")
            yield from _given_up(setting, old, written, config)


def _given_up(
    setting: Setting,
    old: _Old,
    written: set[tuple[str, ...]],
    config: HugoConfig,
) -> Iterator[Remark]:
    stops = is_stopped(old.since, config)
    if stops is None:
        return
    renamed = old.renamed
    if renamed and (*setting.keys[:-1], renamed.lower()) in written:
        renamed = None
    entry = setting.entry
    yield Remark(
        setting.path,
        entry.key_span,
        f"`{entry.key}` was given up in Hugo {old.since}; write {old.instead}",
        is_mild=not stops,
        renamed=renamed,
    )


def deprecated_in_cascade(
    cascade: Value | None, config: HugoConfig
) -> Iterator[tuple[Entry, str, bool]]:
    """Yield what Hugo has given up in the `cascade` of a page.

    The entry, what to write instead, and whether Hugo fails for it.
    """
    for item in cascade.items if isinstance(cascade, Sequence) else (cascade,):
        if not isinstance(item, Mapping):
            continue
        entry = item.entry("_target")
        stops = is_stopped("0.156", config)
        if entry is not None and stops is not None:
            yield entry, "`target`", stops
        target = item.get("target") or item.get("_target")
        entry = target.entry("lang") if isinstance(target, Mapping) else None
        stops = is_stopped("0.150", config)
        if entry is not None and stops is not None:
            yield entry, _MATRIX, stops


# --- Read no more, or never -----------------------------------------------------------

_DEAD: Final = {
    "author": ("0.156", "`params.author`"),
    "blackfriday": ("0.100", "`markup.goldmark`"),
    "paginate": ("0.145", "`pagination.pagerSize`"),
    "paginatepath": ("0.145", "`pagination.path`"),
}
"""Keys that mean nothing any more, surely from some version on, and what does."""

_OLD_NAMES: Final = """
disqusshortname googleanalytics pygmentscodefences pygmentscodefencesguesssyntax
pygmentsoptions pygmentsstyle pygmentsuseclasses rsslimit
"""
_STILL_READ: Final = frozenset(_OLD_NAMES.split())
"""Keys of old that Hugo still takes for those that came after them."""

KINDS: Final = frozenset(
    (
        "page",
        "home",
        "section",
        "taxonomy",
        "term",
        "rss",
        "sitemap",
        "robotstxt",
        "404",
    )
)

_LANGUAGE_NAMES: Final = """
params menus permalinks outputs outputformats mediatypes markup
taxonomies pagination sitemap related services privacy frontmatter
module minify imaging cascade uglyurls security segments build
caches deployment httpcache server page contenttypes
"""
_LANGUAGE_TABLES: Final = frozenset(_LANGUAGE_NAMES.split())

_TOP_NAMES: Final = """
archetypedir assetdir baseurl build builddrafts buildexpired
buildfuture cachedir caches canonifyurls capitalizelisttitles
cascade cleandestinationdir contentdir contenttypes copyright
datadir defaultcontentlanguage defaultcontentlanguageinsubdir
defaultcontentrole defaultcontentroleinsubdir defaultcontentversion
defaultcontentversioninsubdir defaultoutputformat deployment
disablealiases disabledefaultlanguageredirect
disabledefaultsiteredirect disablehugogeneratorinject disablekinds
disablelanguages disablelivereload disablepathtolower enableemoji
enablegitinfo enablemissingtranslationplaceholders enablerobotstxt
environment frontmatter hascjklanguage httpcache i18ndir ignorecache
ignorefiles ignorelogs imaging languagecode languages layoutdir
locale mainsections markup mediatypes menus minify minifyoutput
module newcontenteditor nochmod notimes outputformats outputs page
pagination params permalinks pluralizelisttitles printi18nwarnings
printpathwarnings printunusedtemplates privacy publishdir
reflinkserrorlevel reflinksnotfoundurl related relativeurls
removepathaccents rendersegments resourcedir roles sectionpagesmenu
security segments server services sitemap social staticdir
summarylength taxonomies templatemetrics templatemetricshints theme
themesdir timeout timezone title titlecasestyle uglyurls versions
workingdir
"""
TOP: Final = frozenset(_TOP_NAMES.split())
"""Keys at the top of a configuration that mean something, lowered."""


def ignored(config: HugoConfig) -> Iterator[Remark]:
    """Yield what Hugo passes over in the site's own configuration files."""
    for setting in settings(config):
        yield from _dead(setting, config)
        yield from _unknown_kinds(setting)
        if _is_unknown_table(setting):
            key = setting.entry.key
            message = f"Hugo knows no table `{key}` of a language"
            yield Remark(setting.path, setting.entry.key_span, message)
        if setting.keys == ("taxonomies",) and isinstance(setting.value, Sequence):
            message = "Hugo drops `taxonomies` that is a list; write `tag = 'tags'`"
            yield Remark(setting.path, setting.value.span, message)


def _is_unknown_table(setting: Setting) -> bool:
    return (
        fits(setting.keys, "languages.*.*")
        and isinstance(setting.value, Mapping)
        and setting.keys[-1] not in _LANGUAGE_TABLES
    )


def _dead(setting: Setting, config: HugoConfig) -> Iterator[Remark]:
    if len(setting.keys) != 1 or setting.keys[0] not in _DEAD:
        return
    since, instead = _DEAD[setting.keys[0]]
    if config.is_at_least(since):
        key = setting.entry.key
        yield Remark(
            setting.path,
            setting.entry.key_span,
            f"Hugo does not read `{key}` any more; write {instead}",
        )


def _unknown_kinds(setting: Setting) -> Iterator[Remark]:
    if fits(setting.keys, "outputs.*"):
        kind = setting.keys[1]
        if kind == "taxonomyterm":
            message = "The kind `taxonomyTerm` is called `taxonomy` today"
            yield Remark(setting.path, setting.entry.key_span, message)
        elif kind not in KINDS:
            message = f"`{setting.entry.key}` is no kind of page"
            yield Remark(setting.path, setting.entry.key_span, message)
    elif setting.keys[-1] == "disablekinds":
        value = setting.value
        for item in value.items if isinstance(value, Sequence) else ():
            word = casts.text(item)
            if word.lower() == "taxonomyterm":
                message = "The kind `taxonomyTerm` is called `taxonomy` today"
                yield Remark(setting.path, item.span, message)
            elif word.lower() not in KINDS:
                message = f"`{word}` is no kind of page"
                yield Remark(setting.path, item.span, message)


def unknown_keys(config: HugoConfig) -> Iterator[Setting]:
    """Yield the keys at the top that mean nothing to Hugo, and never did."""
    for setting in settings(config):
        if len(setting.keys) == 1 and not _is_known(setting.keys[0]):
            yield setting


def _is_known(key: str) -> bool:
    return (
        key in TOP
        or key in _DEAD
        or key in _STILL_READ
        or key.startswith(("_", "staticdir", "log"))
        or key in ("indexes", "ignoreerrors", "minify")
    )
