"""The arguments of the shortcodes that Hugo brings along.

Source: HUGO-8.5; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.model import Argument, Shortcode
from rdmlint.syntax import fence_attributes, go_url

_FIGURE: Final = frozenset(
    (
        *("src", "link", "target", "rel", "alt", "title", "caption", "class"),
        *("height", "width", "loading", "attr", "attrlink"),
    )
)

NAMES: Final[dict[str, frozenset[str]]] = {
    "details": frozenset(("summary", "open", "class", "name", "title")),
    "figure": _FIGURE,
    "qr": frozenset(
        (
            *("text", "level", "scale", "targetDir", "alt", "class", "id"),
            *("title", "loading"),
        )
    ),
    "vimeo": frozenset(("id", "class", "title", "loading", "allowFullScreen")),
    "x": frozenset(("user", "id")),
    "x_simple": frozenset(("user", "id")),
    "youtube": frozenset(
        (
            *("id", "allowFullScreen", "autoplay", "class", "controls", "end"),
            *("loading", "loop", "mute", "start", "title"),
        )
    ),
}
"""The named arguments that an embedded shortcode reads."""

REMOVED: Final = {
    "gist": ("0.156", "a link"),
    "instagram_simple": ("0.123", "`instagram`"),
    "tweet": ("0.156", "`x`"),
    "twitter": ("0.156", "`x`"),
    "twitter_simple": ("0.156", "`x_simple`"),
}
"""Since which version a shortcode ends the build, and what to use instead."""

_LEVELS: Final = ("low", "medium", "quartile", "high")
_WHOLE: Final = re.compile(r"[-+]?[0-9]+(?:\.0*)?")


def fault(call: Shortcode) -> str | None:
    """Say what Hugo misses among the arguments of an embedded shortcode; None: nothing.

    What it wants of a page or of its inner text is not looked at.
    """
    name = call.name.lower()
    first = call.argument(0)
    if name == "param" and first is None:
        return "it wants the name of a parameter"
    if name in ("instagram", "vimeo_simple") and first is None:
        return "it wants an id, without a name before it"
    if name in ("vimeo", "youtube"):
        named = _named(call, "id")
        if not (first and first.value) and not named:
            return "it wants an id"
    if name in ("x", "x_simple") and not (_named(call, "user") and _named(call, "id")):
        return "it wants both `user` and `id`"
    if name == "qr":
        return _fault_of_qr(call)
    if name in ("ref", "relref"):
        return _fault_of_ref(call)
    if name == "figure":
        why = go_url.fault(_named(call, "src"))
        return f"its `src` {why}" if why else None
    if name == "highlight":
        return _fault_of_highlight(call)
    return None


def _named(call: Shortcode, name: str) -> str:
    """Return the argument called exactly so; "" where there is none."""
    return next((each.value for each in call.arguments if each.name == name), "")


def _fault_of_qr(call: Shortcode) -> str | None:
    level, scale = _named(call, "level"), call.argument("scale")
    if level and level not in _LEVELS:
        return "its `level` is `low`, `medium`, `quartile` or `high`"
    # Hugo takes 0 and "" for left out, and what is quoted for text.
    if scale and scale.name == "scale" and scale.value and not _is_scale(scale):
        return "its `scale` is a whole number from 2, without quotes"
    if not _named(call, "text") and (call.is_self_closing or call.end is None):
        return "it wants a `text`"
    return None


def _is_scale(scale: Argument) -> bool:
    if scale.is_quoted or not _WHOLE.fullmatch(scale.value):
        return False
    return float(scale.value) == 0 or float(scale.value) > 1


def _fault_of_highlight(call: Shortcode) -> str | None:
    """Return what is wrong with the options, which are read of two arguments alone."""
    options = call.argument(1)
    if len(call.arguments) != 2 or options is None or not options.value.strip(" "):
        return None
    for option in options.value.strip(" ").split(","):
        name, *values = option.split("=")
        if len(values) != 1:
            return f"`{option.strip()}` among its options is not written `name=value`"
        name = name.strip(" ").lower()
        what = fence_attributes.unfit_text(name, values[0].encode())
        if what:
            return f"its `{name}` is {what}"
    return None


def _fault_of_ref(call: Shortcode) -> str | None:
    positional = [each for each in call.arguments if each.name is None]
    if not call.arguments:
        return "it wants the path of a page"
    if len(positional) > 2:
        return "it takes a path and an output format, no more"
    path = positional[0].value if positional else _path(call)
    why = go_url.fault(path)
    return f"its path {why}" if why else None


def _path(call: Shortcode) -> str:
    found = call.argument("path")
    return found.value if found else ""
