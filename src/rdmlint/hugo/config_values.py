"""What in a configuration makes Hugo stop before it builds anything.

Hugo names one such value at a time, and for most of them no place.

Source: HUGO-12.1; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

from rdmlint.hugo import cascade_targets, casts, config_kinds
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.config_sections import SECTIONS
from rdmlint.hugo.config_words import LONGEST, Judge, Said, either, is_known, patterns
from rdmlint.hugo.modules import COMPONENTS
from rdmlint.hugo.permalink_tokens import unknown_tokens
from rdmlint.hugo.remarks import ANY, Remark, Setting, fits, settings
from rdmlint.model import Mapping, Scalar, Sequence, Value


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
    yield from config_kinds.unfit(setting)
    for pattern, judge in _JUDGES:
        if fits(setting.keys, pattern):
            yield from judge(setting, config, root)


# --- Maps --------------------------------------------------------------------------


def _no_map(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    is_nothing = isinstance(value, Scalar) and value.value is None
    if not isinstance(value, Mapping) and not (
        is_nothing and setting.keys[0] != "languages"
    ):
        span = value.span if not is_nothing else setting.entry.key_span
        yield span, f"`{setting.name}` must be a map of keys and values"


# --- Words that must be known -------------------------------------------------------

_HANDLERS: Final = ("goldmark", "asciidocext", "pandoc", "rst", "org")
_HOOK_MODES: Final = ("always", "auto", "fallback", "never")
_CACHES: Final = (
    *("assets", "getresource", "images", "misc"),
    *("modulegitinfo", "modulequeries", "modules"),
)


def _cache(setting: Setting, config: HugoConfig, root: str) -> Said:
    name = setting.keys[1]
    was_known = name in ("getjson", "getcsv") and not config.is_at_least("0.156")
    if name not in _CACHES and not was_known:
        yield (
            setting.entry.key_span,
            f"Hugo has no cache `{setting.entry.key}`, but {either(_CACHES)}",
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


def _base_url(setting: Setting, config: HugoConfig, root: str) -> Said:
    url = casts.text(setting.value)[:LONGEST]
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


def _default_of(table: str) -> Judge:
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
        return
    for item in setting.value.items:
        if not isinstance(item, Mapping):
            yield item.span, "An entry of a menu is a map of keys and values"


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
            yield span, f"{said} {either(COMPONENTS)}"


def _cascade(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and value.value is not None:
        yield value.span, "`cascade` must be a map or a list of maps"
    yield from cascade_targets.refused(value)


_JUDGES: Final[tuple[tuple[str, Judge], ...]] = (
    ("params", _no_map),
    ("languages", _no_map),
    ("markup.goldmark", _no_map),
    ("ignorefiles", patterns),
    ("languages.*", _language),
    ("languages.*.timezone", _time_zone),
    ("languages.*.outputs.*", _format),
    ("menus.*", _menu),
    (f"menus.*.{ANY}.params", _no_map),
    ("permalinks", _permalinks),
    ("languages.*.permalinks", _permalinks),
    (f"permalinks.{ANY}.pattern", _pattern_of_list),
    ("outputs.*", _format),
    ("cascade.outputs", _format),
    (f"cascade.{ANY}.outputs", _format),
    ("defaultoutputformat", _format),
    ("mediatypes.*", _media_name),
    ("caches.*", _cache),
    ("markup.defaultmarkdownhandler", is_known(_HANDLERS)),
    ("markup.goldmark.renderhooks.*.useembedded", is_known(_HOOK_MODES)),
    ("timezone", _time_zone),
    ("timeout", _timeout),
    ("baseurl", _base_url),
    ("languages.*.baseurl", _base_url),
    ("module.mounts", _mounts),
    ("cascade", _cascade),
    ("defaultcontentversion", _default_of("versions")),
    ("defaultcontentrole", _default_of("roles")),
    *SECTIONS,
)
"""Which keys are judged by what."""
