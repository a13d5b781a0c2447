"""What single sections of a configuration want of their values.

Source: HUGO-12.1; Hugo's decoders of these sections, each observed with Hugo 0.168.
"""

from __future__ import annotations

import os
import re
from typing import Final

from rdmlint.hugo import casts
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.config_words import (
    LONGEST,
    Judge,
    Said,
    either,
    globs,
    is_known,
    items,
    patterns,
)
from rdmlint.hugo.dates import is_date
from rdmlint.hugo.remarks import ANY, Setting
from rdmlint.model import Mapping, Scalar, Sequence


def _from_to(first: int, last: int) -> Judge:
    """Return the judge of a number that must lie between *first* and *last*."""

    def judge(setting: Setting, config: HugoConfig, root: str) -> Said:
        number = casts.whole(setting.value)
        if number is not None and not first <= number <= last:
            message = f"`{setting.name}` lies between {first} and {last}"
            yield setting.value.span, message

    return judge


# --- Code blocks and formulas -------------------------------------------------------


def _line_numbers(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and (
        value.kind in ("bool", "null") or value.value in ("inline", "table")
    ):
        return
    message = f"`{setting.name}` must be true, false, `inline` or `table`"
    yield value.span, f"{message}; Hugo stops at code"


def _delimiters(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    for item in value.items if isinstance(value, Sequence) else ():
        if isinstance(item, Scalar) or (
            isinstance(item, Sequence) and len(item.items) < 2
        ):
            yield item.span, "Hugo falls over delimiters that are no pair"


# --- Images -------------------------------------------------------------------------

_ANCHORS: Final = (
    *("bottom", "bottomleft", "bottomright", "center", "left", "right"),
    *("smart", "top", "topleft", "topright"),
)
_FILTERS: Final = (
    *("bartlett", "blackman", "box", "bspline", "catmullrom", "cosine", "gaussian"),
    *("hamming", "hann", "hermite", "lanczos", "linear", "mitchellnetravali"),
    *("nearestneighbor", "welch"),
)
_HINTS: Final = ("drawing", "icon", "photo", "picture", "text")
_COLOUR: Final = re.compile(r"#?(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")


def _colour(setting: Setting, config: HugoConfig, root: str) -> Said:
    text = casts.text(setting.value)
    if text and not _COLOUR.fullmatch(text):
        yield setting.value.span, f"`{text}` is no colour, such as `#ffffff`"


# --- Caches -------------------------------------------------------------------------

_PLACES: Final = (":cacheDir", ":resourceDir")


def _cache_directory(setting: Setting, config: HugoConfig, root: str) -> Said:
    text = casts.text(setting.value)
    first = text.replace("\\", "/").partition("/")[0]
    if first.startswith(":"):
        known = [place.lower() for place in _PLACES] + [":project"]
        if first.lower() not in known:
            yield setting.value.span, f"`{first}` is neither {either(_PLACES)}"
    elif text and not os.path.isabs(text) and ":" not in text:
        message = f"`{text}` is relative; begin it with {either(_PLACES)}"
        yield setting.value.span, message


_DURATION: Final = re.compile(r"[-+]?(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+|-?\d+")


def _duration(setting: Setting, config: HugoConfig, root: str) -> Said:
    text = casts.text(setting.value)[:LONGEST]
    if text and not _DURATION.fullmatch(text):
        yield setting.value.span, f"`{text}` is no time, such as `24h`"


# --- Segments -----------------------------------------------------------------------


def _segment(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield globs of the segments that are rendered: no others are looked at."""
    rendered = casts.texts(config.root.get("rendersegments"))
    if setting.keys[1] in [name.lower() for name in rendered]:
        yield from globs(setting, config, root)


# --- Cascades -----------------------------------------------------------------------


def _date(setting: Setting, config: HugoConfig, root: str) -> Said:
    value = setting.value
    if isinstance(value, Scalar) and not is_date(value):
        yield value.span, f"Hugo reads no date in `{value.value}`"


# --- Output formats and content types -----------------------------------------------

_BUILT_IN_TYPES: Final = """
text/calendar text/css text/x-scss text/x-sass text/csv text/html text/javascript
text/typescript text/tsx text/jsx text/x-gotmpl application/json
application/manifest+json application/rss+xml application/xml image/svg+xml text/plain
application/toml application/yaml application/source-map image/png image/jpeg image/gif
image/tiff image/bmp image/webp image/avif image/heif image/heic font/ttf font/otf
font/woff font/woff2 application/pdf text/markdown text/asciidoc text/pandoc text/rst
text/org video/x-msvideo video/mpeg video/mp4 video/ogg video/webm
"""
_TYPES: Final = frozenset(_BUILT_IN_TYPES.split())
"""The media types that Hugo knows by itself."""


def _media_type(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield a media type that nothing defines."""
    if not config.missing_modules:
        text = casts.text(setting.value)
        if _is_unknown_type(text, config):
            yield setting.value.span, f"There is no media type `{text}`"


def _content_type(setting: Setting, config: HugoConfig, root: str) -> Said:
    if not config.missing_modules and _is_unknown_type(setting.keys[1], config):
        message = f"There is no media type `{setting.entry.key}`"
        yield setting.entry.key_span, message


def _is_unknown_type(text: str, config: HugoConfig) -> bool:
    own = config.root.get("mediatypes")
    known = {
        entry.key.lower() for entry in (own.entries if isinstance(own, Mapping) else ())
    }
    return bool(text) and text.lower() not in _TYPES | known


# --- Modules ------------------------------------------------------------------------


def _replacements(setting: Setting, config: HugoConfig, root: str) -> Said:
    for item in items(setting.value):
        for pair in casts.text(item).split(","):
            if pair.count("->") != 1:
                yield item.span, f"`{pair.strip()}` is not written `old -> new`"
                break


def _workspace(setting: Setting, config: HugoConfig, root: str) -> Said:
    text = casts.text(setting.value)
    if text and text != "off" and not os.path.exists(os.path.join(root, text)):
        yield setting.value.span, f"There is no file {text}"


# --- The server ---------------------------------------------------------------------


def _redirects(setting: Setting, config: HugoConfig, root: str) -> Said:
    for item in items(setting.value):
        if (
            isinstance(item, Mapping)
            and not casts.text(item.get("from"))
            and not casts.text(item.get("fromre"))
        ):
            span = item.entries[0].key_span if item.entries else item.span
            yield span, "This redirect has neither `from` nor `fromRe`"


# --- Versions and roles -------------------------------------------------------------


def _dimension(setting: Setting, config: HugoConfig, root: str) -> Said:
    if " " in setting.keys[1]:
        name = setting.entry.key
        message = f"`{name}` is no name here: it holds a space"
        yield setting.entry.key_span, message


# --- All of them --------------------------------------------------------------------

SECTIONS: Final[tuple[tuple[str, Judge], ...]] = (
    ("build.cachebusters.*.source", patterns),
    ("caches.*.dir", _cache_directory),
    ("caches.*.maxage", _duration),
    *(
        (f"cascade.{way}{key}", _date)
        for way in ("", f"{ANY}.")
        for key in ("date", "expirydate", "lastmod", "publishdate")
    ),
    ("contenttypes.*", _content_type),
    ("deployment.matchers.*.pattern", patterns),
    ("deployment.order", patterns),
    ("deployment.targets.*.exclude", globs),
    ("deployment.targets.*.include", globs),
    ("httpcache.cache.for.excludes", globs),
    ("httpcache.cache.for.includes", globs),
    (f"httpcache.polls.{ANY}.high", _duration),
    (f"httpcache.polls.{ANY}.low", _duration),
    ("imaging.anchor", is_known(_ANCHORS)),
    ("imaging.bgcolor", _colour),
    ("imaging.exif.excludefields", patterns),
    ("imaging.exif.includefields", patterns),
    ("imaging.jpeg.quality", _from_to(1, 100)),
    ("imaging.resamplefilter", is_known(_FILTERS)),
    ("imaging.webp.compression", is_known(("lossless", "lossy"))),
    ("imaging.webp.hint", is_known(_HINTS)),
    ("imaging.webp.quality", _from_to(1, 100)),
    ("markup.goldmark.extensions.passthrough.delimiters.block", _delimiters),
    ("markup.goldmark.extensions.passthrough.delimiters.inline", _delimiters),
    ("markup.highlight.linenos", _line_numbers),
    ("markup.rst.syntaxhighlight", is_known(("long", "none", "short"), any_case=False)),
    (f"module.mounts.{ANY}.files", globs),
    ("module.replacements", _replacements),
    ("module.workspace", _workspace),
    ("outputformats.*.mediatype", _media_type),
    (f"permalinks.{ANY}.target.path", globs),
    (f"related.indices.{ANY}.cardinalitythreshold", _from_to(0, 100)),
    (
        f"related.indices.{ANY}.type",
        is_known(("basic", "fragments"), any_case=False),
    ),
    ("related.threshold", _from_to(0, 100)),
    ("roles.*", _dimension),
    ("security.allowcontent", patterns),
    ("security.exec.allow", patterns),
    ("security.exec.osenv", patterns),
    ("security.funcs.getenv", patterns),
    ("security.http.mediatypes", patterns),
    ("security.http.methods", patterns),
    ("security.http.urls", patterns),
    *(
        (f"segments.*.{which}.{ANY}.{key}", _segment)
        for which in ("excludes", "includes")
        for key in ("kind", "lang", "output", "path")
    ),
    (f"server.headers.{ANY}.for", globs),
    ("server.redirects", _redirects),
    (f"server.redirects.{ANY}.from", globs),
    (f"server.redirects.{ANY}.fromre", patterns),
    ("versions.*", _dimension),
)
"""Which keys are judged by what; `*` stands for any key, and any item of a list."""
