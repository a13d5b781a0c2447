"""Which named arguments the templates of a site's own shortcodes look at."""

from __future__ import annotations

import re
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site
from rdmlint.hugo.templates import shortcode_name
from rdmlint.syntax.gotmpl import read

_LIMIT: Final = 1 << 18
_NAMED: Final = re.compile(
    r"\.Get\s++(?:\"([^\"]*+)\"|`([^`]*+)`)"
    r"|\.Params\.(\w++)"
    r"|(?:index|isset)\s++\$?\.Params\s++(?:\"([^\"]*+)\"|`([^`]*+)`)"
)
_OTHER: Final = re.compile(r"\.Get(?!\s++(?:\"|`|\d))|\.Params\b(?!\.\w)")
_PLAIN_INDEX: Final = re.compile(r"(?:index|isset)\s++\$?\.Params\s++(?:\"|`|\d)")
_HANDS: Final = re.compile(
    r"\b(?:partial|partialCached|template|block|dict|slice|merge|return|execute)\b|="
)
_BARE: Final = re.compile(r"(?<![\w.)$])(?:\.|\$)(?=[\s)|]|$)")


def read_params(site: Site) -> dict[str, frozenset[str] | None]:
    """Return the argument names that each shortcode's templates read, by lower name.

    None: they may read any. What a shortcode inside reads of the one around it counts
    for all.
    """
    ground = disk.ground(site.root)
    found: dict[str, frozenset[str] | None] = {}
    of_parents: set[str] = set()
    is_open = False
    for virtual, file in site.layouts:
        name = shortcode_name(virtual.lower())
        data = disk.read(file, ground, limit=_LIMIT) if name else b""
        if not name or not isinstance(data, bytes):
            continue
        codes = [action.code for action in read(data).actions]
        names = _names(codes)
        known = found.get(name, frozenset())
        found[name] = None if names is None or known is None else names | known
        if any(".Parent" in code for code in codes):
            is_open = is_open or names is None
            of_parents |= names or frozenset()
    return {
        name: None if names is None or is_open else names | of_parents
        for name, names in found.items()
    }


def _names(codes: list[str]) -> frozenset[str] | None:
    """Return the names that actions read; None: they look at all there are.

    What is handed on to a partial or kept in a variable may be read there.
    """
    found: set[str] = set()
    for code in codes:
        if _OTHER.search(_PLAIN_INDEX.sub("", code)):
            return None
        if _HANDS.search(code) and _BARE.search(code):
            return None
        found.update(name for match in _NAMED.findall(code) for name in match if name)
    return frozenset(found)
