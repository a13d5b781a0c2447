"""Bootstrap components: which element each trigger drives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from rdmlint.model import Attribute, Element, Toggle

WITH_TARGET: Final = frozenset(
    {"collapse", "modal", "offcanvas", "tab", "pill", "list"}
)
"""Kinds of toggles that open another element; the rest act on their own."""


def toggles(elements: Sequence[Element]) -> tuple[Toggle, ...]:
    """Return the triggers among *elements*, all raw HTML elements of one file.

    Triggers of a kind that opens nothing (`tooltip`, `dropdown`, …) have no target:
    their `href` is a link like any other.

    Source: Bootstrap 5 `dom/selector-engine.js` (5.0: `util/index.js`), 4 `util.js`.
    """
    found: list[Toggle] = []
    table: _Table | None = None
    for element in elements:
        attribute = element.attribute("data-bs-toggle")
        major = 5
        if attribute is None:
            attribute = element.attribute("data-toggle")
            major = 4
        if attribute is None or not attribute.value or attribute.is_computed:
            continue
        kind = attribute.value
        if kind not in WITH_TARGET:
            found.append(Toggle(kind, element, major, None, None, None, None))
            continue
        target, selector = _selector(element, major)
        if selector is None:
            found.append(Toggle(kind, element, major, target, None, None, None))
            continue
        table = table or _Table.of(elements)
        ids = named_ids(selector)
        found.append(
            Toggle(kind, element, major, target, selector, ids, table.select(selector))
        )
    return tuple(found)


def named_ids(selector: str) -> tuple[str, ...] | None:
    """Return the ids that *selector* names; None: it is no list of id selectors.

    `#a.b` counts as the id `a.b`: that is what authors mean, and what 5.3 reads.
    """
    ids: list[str] = []
    for part in selector.split(","):
        match = _ID.fullmatch(part.strip())
        if match is None:
            return None
        ids.append(match.group(1))
    return tuple(ids)


_ID: Final = re.compile(r"#([^\s\"'#\\,<>+~()\[\]*|=^$]++)")
_CLASSES: Final = re.compile(
    r"(?:\.-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*+)++"
)


def _selector(element: Element, major: int) -> tuple[Attribute | None, str | None]:
    """Return the attribute that decides what *element* drives, and its selector."""
    named = element.attribute("data-bs-target" if major == 5 else "data-target")
    if named is not None and named.value not in (None, "", "#"):
        return named, None if named.is_computed else named.value
    href = element.attribute("href")
    if href is None or not href.value:
        return named or href, None
    if href.is_computed:
        return href, None
    written = href.value
    if major == 5:
        if "#" not in written and not written.startswith("."):
            return href, None
        if "#" in written and not written.startswith("#"):
            # A whole address: Bootstrap takes what stands between its first two `#`.
            written = "#" + written.split("#")[1]
    return href, None if written == "#" else written.strip()


class _Table(NamedTuple):
    """The elements of a file by id and by class, in source order."""

    by_id: dict[str, list[int]]
    by_class: dict[str, list[int]]

    @classmethod
    def of(cls, elements: Sequence[Element]) -> _Table:
        table = cls({}, {})
        for element in elements:
            name = element.value("id")
            if name:
                table.by_id.setdefault(name, []).append(element.index)
            for name in dict.fromkeys((element.value("class") or "").split()):
                table.by_class.setdefault(name, []).append(element.index)
        return table

    def select(self, selector: str) -> tuple[int, ...] | None:
        """Return what *selector* selects; None: not understood here, or too much."""
        found: set[int] = set()
        for part in selector.split(","):
            part = part.strip()
            match = _ID.fullmatch(part)
            if match:
                matched = self.by_id.get(match.group(1), [])
            elif _CLASSES.fullmatch(part):
                first, *others = sorted(
                    (self.by_class.get(name, []) for name in part[1:].split(".")),
                    key=len,
                )
                if len(first) > _MOST:
                    return None
                matched = [i for i in first if all(_has(other, i) for other in others)]
            else:
                return None
            if len(found) + len(matched) > _MOST:
                return None
            found.update(matched)
        return tuple(sorted(found))


def _has(indices: Sequence[int], index: int) -> bool:
    """Tell whether *index* is among the ascending *indices*."""
    at = bisect_left(indices, index)
    return at < len(indices) and indices[at] == index


_MOST: Final = 200
"""No component opens more elements than this; a selector of more is not followed."""
