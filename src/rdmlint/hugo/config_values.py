"""What in a configuration makes Hugo stop before it builds anything.

Hugo names one such value at a time, and for most of them no place.

Source: HUGO-12.1; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rdmlint.hugo import cascade_targets, casts
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.modules import COMPONENTS
from rdmlint.hugo.permalink_tokens import unknown_tokens
from rdmlint.hugo.remarks import ANY, Remark, Setting, fits, settings
from rdmlint.model import Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

Said: TypeAlias = "Iterator[tuple[Span, str]]"


def refused(config: HugoConfig, root: str) -> Iterator[Remark]:
    """Yield what Hugo refuses in the site's own configuration files.

    *root* is the absolute path of the site. What depends on a theme that is not on
    disk is left alone.
    """
    for setting in settings(config):
        for span, message in _of_setting(setting, config, root):
            yield Remark(setting.path, span, message)
    yield from _of_languages(config)


def _of_setting(setting: Setting, config: HugoConfig, root: str) -> Said:
    keys = setting.keys
    if keys[-1] in _TRUTHS and _is_ours(keys):
        yield from _no_truth(setting)
    if keys[-1] in _NUMBERS and _is_ours(keys):
        yield from _no_number(setting)
    for pattern, judge in _JUDGES:
        if fits(keys, pattern):
            yield from judge(setting, config, root)


def _is_ours(keys: tuple[str, ...]) -> bool:
    """Tell whether the key means what it does at the top, below a language or table."""
    return keys[0] in ("languages", *_TABLES) or len(keys) == 1


# --- Kinds of values ----------------------------------------------------------------

_TABLES: Final = (
    *("markup", "pagination", "sitemap", "related", "minify", "privacy", "security"),
    *("services", "imaging"),
)

_TRUTH_NAMES: Final = """
builddrafts buildexpired buildfuture canonifyurls capitalizelisttitles
defaultcontentlanguageinsubdir defaultcontentroleinsubdir
defaultcontentversioninsubdir disablealiases disabledefaultlanguageredirect
disabledefaultsiteredirect disablehugogeneratorinject disablelivereload
disablepathtolower enableemoji enablegitinfo enablemissingtranslationplaceholders
enablerobotstxt hascjklanguage ignorecache nochmod notimes paniconwarning
pluralizelisttitles printi18nwarnings printpathwarnings printunusedtemplates
relativeurls removepathaccents templatemetrics templatemetricshints

unsafe hardwraps xhtml autoheadingid autodefinitiontermid
wrapstandaloneimagewithinparagraph table strikethrough linkify tasklist
definitionlist duplicateresourcefiles noclasses codefences guesssyntax ordered
disabled includenewer enableinlineshortcodes
"""
"""At the top or below a language; then below tables."""

_TRUTHS: Final = frozenset(_TRUTH_NAMES.split())
"""Keys that are true or false wherever they stand outside `params`, lowered."""

_NUMBERS: Final = frozenset(
    [
        "summarylength",
        "pagersize",
        "startlevel",
        "endlevel",
        "tabwidth",
        "threshold",
        "limit",
    ]
)

_TRUE_OR_FALSE: Final = frozenset(
    (
        *("", "1", "t", "T", "TRUE", "true", "True"),
        *("0", "f", "F", "FALSE", "false", "False"),
    )
)


def _no_truth(setting: Setting) -> Said:
    value = setting.value
    if isinstance(value, Mapping):
        return  # `definitionList = {…}`: left to Hugo
    if isinstance(value, Sequence):
        yield value.span, f"`{setting.name}` is true or false, not a list"
    elif value.kind == "string" and value.value not in _TRUE_OR_FALSE:
        yield (
            value.span,
            f"`{setting.name}` is true or false; Hugo stops at `{value.value}`",
        )


def _no_number(setting: Setting) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and value.kind == "string":
        if value.value and casts.whole(value) is None:
            yield (
                value.span,
                f"`{setting.name}` is a whole number; Hugo stops at `{value.value}`",
            )
    elif not isinstance(value, Scalar):
        yield value.span, f"`{setting.name}` is a whole number"


def _weight(setting: Setting, config: HugoConfig, root: str) -> Said:
    yield from _no_number(setting)


def _no_map(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    is_nothing = isinstance(value, Scalar) and value.value is None
    if not isinstance(value, Mapping) and not (
        is_nothing and setting.keys[0] != "languages"
    ):
        span = value.span if not is_nothing else setting.entry.key_span
        yield span, f"`{setting.name}` must be a map of keys and values"


def _no_text(setting: Setting, config: HugoConfig, root: str) -> Said:
    if not isinstance(setting.value, Scalar):
        kind = "list" if isinstance(setting.value, Sequence) else "map"
        yield setting.value.span, f"`{setting.name}` is text, not a {kind}"


# --- Words that must be known -------------------------------------------------------

_HANDLERS: Final = ("goldmark", "asciidocext", "pandoc", "rst", "org")
_HOOK_MODES: Final = ("always", "auto", "fallback", "never")
_CACHES: Final = (
    *("assets", "getresource", "images", "misc"),
    *("modulegitinfo", "modulequeries", "modules"),
)


def _is_known(words: tuple[str, ...]) -> _Judge:
    def judge(setting: Setting, config: HugoConfig, root: str) -> Said:
        word = casts.text(setting.value)
        if word and word.lower() not in words:
            yield (
                setting.value.span,
                f"`{setting.name}` must be {_either(words)}, not `{word}`",
            )

    return judge


def _either(words: tuple[str, ...]) -> str:
    *others, last = (f"`{word}`" for word in words)
    return f"{', '.join(others)} or {last}"


def _cache(setting: Setting, config: HugoConfig, root: str) -> Said:
    name = setting.keys[1]
    was_known = name in ("getjson", "getcsv") and not config.is_at_least("0.156")
    if name not in _CACHES and not was_known:
        yield (
            setting.entry.key_span,
            f"Hugo has no cache `{setting.entry.key}`, but {_either(_CACHES)}",
        )


def _format(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield names of output formats that nothing defines."""
    if config.missing_modules:
        return
    known = {form.name for form in config.formats} | _STANDALONE
    value = setting.value
    for item in value.items if isinstance(value, Sequence) else (value,):
        name = casts.text(item)
        if name and name.lower() not in known:
            yield item.span, f"There is no output format `{name}`"


_STANDALONE: Final = frozenset(
    ("404", "alias", "gotmpl", "robots", "sitemap", "sitemapindex")
)
"""Formats that Hugo keeps for files of its own."""


_MEDIA: Final = re.compile(r"[^/\s]+/[^/\s]+")


def _media_name(setting: Setting, config: HugoConfig, root: str) -> Said:
    name = setting.keys[1]
    if not _MEDIA.fullmatch(name):
        yield (
            setting.entry.key_span,
            f"`{name}` is no media type, which is written as `text/plain`",
        )


# --- Addresses, times, patterns -----------------------------------------------------

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_PORT: Final = re.compile(r"//[^/?#]*:([^/?#:\]@]*)(?=[/?#]|$)")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DURATION: Final = re.compile(r"\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h)")
_LONGEST: Final = 1000


def _base_url(setting: Setting, config: HugoConfig, root: str) -> Said:
    url = casts.text(setting.value)[:_LONGEST]
    head = url.partition("/")[0]
    scheme, colon, _ = head.partition(":")
    port = _PORT.search(url)
    if colon and not _SCHEME.fullmatch(scheme):
        yield setting.value.span, f"`{scheme}` is no scheme of an address"
    elif port and port[1] and not port[1].isdecimal():
        yield setting.value.span, f"`{port[1]}` is no port"
    elif bad := _BAD_ESCAPE.search(url):
        yield (
            setting.value.span,
            f"`{url[bad.start() : bad.start() + 3]}` is no percent escape",
        )


def _timeout(setting: Setting, config: HugoConfig, root: str) -> Said:
    text = casts.text(setting.value)
    if text and not text.isdecimal() and _DURATION.sub("", text.lstrip("+-")):
        yield setting.value.span, f"`{text}` is no time; write `60s`, or milliseconds"


def _time_zone(setting: Setting, config: HugoConfig, root: str) -> Said:
    name = casts.text(setting.value)
    if name not in ("", "UTC", "Local") and _is_zone(name) is False:
        yield setting.value.span, f"There is no time zone `{name}`"


def _is_zone(name: str) -> bool | None:
    """Tell whether there is such a zone; None: this machine knows none."""
    from zoneinfo import ZoneInfo

    def exists(zone: str) -> bool:
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            return False
        return True

    return exists(name) or (False if exists("Europe/Stockholm") else None)


def _patterns(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    for item in value.items if isinstance(value, Sequence) else (value,):
        text = casts.text(item)
        if why := _pattern_fault(text[:_LONGEST]):
            yield item.span, f"Hugo reads no pattern in `{text}`: {why}"


_LOOK_AROUND: Final = re.compile(r"\(\?<?[=!]")
_PLAIN_FAULTS: Final = (
    *("unterminated character set", "missing ), unterminated subpattern"),
    *("unbalanced parenthesis", "nothing to repeat", "bad escape (end of pattern)"),
)


def _pattern_fault(text: str) -> str | None:
    """Say why Go refuses the pattern; None: it does not, or may not."""
    if _LOOK_AROUND.search(text):
        return "Go looks neither ahead nor behind"
    if r"\Q" in text:
        return None
    try:
        re.compile(text)
    except re.error as error:
        return error.msg if error.msg in _PLAIN_FAULTS else None
    except (RecursionError, OverflowError):
        return None
    return None


# --- Languages ----------------------------------------------------------------------


def _language(setting: Setting, config: HugoConfig, root: str) -> Said:
    if " " in setting.keys[1]:
        yield (
            setting.entry.key_span,
            f"`{setting.entry.key}` is no name of a language: it holds a space",
        )
    if not isinstance(setting.value, Mapping):
        yield from _no_map(setting, config, root)


def _of_languages(config: HugoConfig) -> Iterator[Remark]:
    """Yield a default language that is not there, or is switched off."""
    if not config.has_languages_table:
        return
    found = config.language(config.default_language)
    if found is not None and not found.is_disabled:
        return
    what = "is disabled" if found else "is not among `languages`"
    message = f"The default language `{config.default_language}` {what}"
    keys = (
        ("defaultcontentlanguage",),
        ("languages", config.default_language, "disabled"),
        ("disablelanguages",),
    )
    says = [each for each in settings(config) if each.keys in keys]
    if says:
        first = min(says, key=lambda each: keys.index(each.keys))
        yield Remark(first.path, first.value.span, message)


def _default_of(table: str) -> _Judge:
    def judge(setting: Setting, config: HugoConfig, root: str) -> Said:
        names = config.root.get(table)
        name = casts.text(setting.value)
        if name and isinstance(names, Mapping) and names.get(name) is None:
            yield setting.value.span, f"There is no `{name}` among `{table}`"

    return judge


# --- Menus --------------------------------------------------------------------------


def _menu(setting: Setting, config: HugoConfig, root: str) -> Said:
    if not isinstance(setting.value, Sequence):
        span = setting.entry.key_span
        yield span, f"Menu `{setting.entry.key}` must be a list of entries"


# --- Permalinks ---------------------------------------------------------------------


def _permalinks(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and value.value is not None:
        yield value.span, "`permalinks` must be a map or a list"
    for item in value.items if isinstance(value, Sequence) else ():
        if isinstance(item, Mapping) and not casts.text(item.get("pattern")):
            span = item.entries[0].key_span if item.entries else item.span
            yield span, "This permalink has no `pattern`"
    for entry in value.entries if isinstance(value, Mapping) else ():
        if isinstance(entry.value, Mapping):
            if entry.key.lower() not in cascade_targets.KINDS:
                yield (
                    entry.key_span,
                    f"`{entry.key}` is no kind of page that has permalinks",
                )
            for inner in entry.value.entries:
                yield from _permalink(inner.value)
        else:
            yield from _permalink(entry.value)


def _permalink(value: Value) -> Said:
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        yield value.span, "A permalink is text, such as `/:sections/:slug/`"
        return
    for token in unknown_tokens(value.value):
        yield value.span, f"`{token}` is no token of permalinks"


def _pattern_of_list(setting: Setting, config: HugoConfig, root: str) -> Said:
    yield from _permalink(setting.value)


# --- Modules ------------------------------------------------------------------------


def _mounts(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield mounts of what is there to a place that is not."""
    value = setting.value
    for item in value.items if isinstance(value, Sequence) else ():
        if not isinstance(item, Mapping):
            continue
        source, target = (
            casts.text(item.get(key)).replace("\\", "/") for key in ("source", "target")
        )
        given = item.get("target") or item.get("source")
        span = given.span if given is not None else item.span
        if not source and target:
            yield span, "This mount has no `source`: it mounts the whole site"
        elif not os.path.exists(os.path.join(root, source)):
            continue
        elif target.partition("/")[0] not in COMPONENTS:
            said = (
                f"`{target}` is not in" if target else "This mount has no `target` in"
            )
            yield span, f"{said} {_either(COMPONENTS)}"


def _cascade(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and value.value is not None:
        yield value.span, "`cascade` must be a map or a list of maps"
    yield from cascade_targets.refused(value)


_Judge: TypeAlias = Callable[[Setting, HugoConfig, str], Said]

_JUDGES: Final[tuple[tuple[str, _Judge], ...]] = (
    ("title", _no_text),
    ("params", _no_map),
    ("languages", _no_map),
    ("markup.goldmark", _no_map),
    ("ignorefiles", _patterns),
    ("languages.*", _language),
    ("languages.*.weight", _weight),
    ("languages.*.timezone", _time_zone),
    ("languages.*.outputs.*", _format),
    ("menus.*", _menu),
    (f"menus.*.{ANY}.weight", _weight),
    (f"menus.*.{ANY}.name", _no_text),
    (f"menus.*.{ANY}.params", _no_map),
    ("permalinks", _permalinks),
    ("languages.*.permalinks", _permalinks),
    (f"permalinks.{ANY}.pattern", _pattern_of_list),
    ("outputs.*", _format),
    ("defaultoutputformat", _format),
    ("mediatypes.*", _media_name),
    ("caches.*", _cache),
    ("markup.defaultmarkdownhandler", _is_known(_HANDLERS)),
    ("markup.goldmark.renderhooks.*.useembedded", _is_known(_HOOK_MODES)),
    ("timezone", _time_zone),
    ("timeout", _timeout),
    ("baseurl", _base_url),
    ("languages.*.baseurl", _base_url),
    ("module.mounts", _mounts),
    ("cascade", _cascade),
    ("sitemap.priority", _weight),
    ("defaultcontentversion", _default_of("versions")),
    ("defaultcontentrole", _default_of("roles")),
)
"""Which keys are judged by what."""
