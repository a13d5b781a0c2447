"""Whether a page or its site has a parameter, as `.Page.Param` looks for it.

Source: Hugo, the embedded `_shortcodes/param.html`; observed with Hugo 0.168.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rdmlint.hugo.config import HugoConfig
from rdmlint.model import Mapping, Scalar, Value

_NAMES: Final = """
aliases build cascade categories date description draft expirydate headless
iscjklanguage keywords kind lang lastmod layout linktitle markup menu menus outputs
params path publishdate resources sitemap slug summary tags title translationkey type
url weight
"""
_FIELDS: Final = frozenset(_NAMES.split())
"""Fields of Hugo's own, whose values as parameters it makes itself."""


def lacks(name: str, own: Callable[[str], Value | None], config: HugoConfig) -> bool:
    """Tell whether the parameter *name*, `a` or `a.b`, surely has no value that counts.

    *own* returns what the page has for a lowered key. False, 0 and what is empty do not
    count. A value in any language of the site may be the page's.
    """
    first, *deeper = keys = name.lower().split(".")
    if first in _FIELDS or config.missing_modules:
        return False
    found = own(first)
    if found is not None:
        return not _counts(_at(found, deeper))
    languages = config.root.get("languages")
    tables: list[Value] = [config.root]
    if isinstance(languages, Mapping):
        tables += [entry.value for entry in languages.entries]
    return not any(
        _counts(_at(table, ["params", *way]))
        for table in tables
        for way in (keys, [name.lower()])
    )


def _at(value: Value | None, keys: Sequence[str]) -> Value | None:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _counts(value: Value | None) -> bool:
    """Tell whether a template takes *value* for true."""
    if isinstance(value, Scalar):
        return bool(value.value)
    if isinstance(value, Mapping):
        return bool(value.entries)
    return value is not None and bool(value.items)
