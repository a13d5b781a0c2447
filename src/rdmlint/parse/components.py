"""Bootstrap components: what opens, what is open, which element a trigger drives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from rdmlint.model import Attribute, Component, ComponentKind, Element, Known, Toggle

WITH_TARGET: Final = frozenset(
    {"collapse", "modal", "offcanvas", "tab", "pill", "list", "carousel"}
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
        kind, major = _kind(element)
        if kind is None:
            continue
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


TRIGGERS: Final = {
    "data-bs-toggle": 5,
    "data-toggle": 4,
    "data-bs-slide": 5,
    "data-bs-slide-to": 5,
    "data-slide": 4,
    "data-slide-to": 4,
}
"""Attributes that make an element a trigger, with the major version that reads them."""


def _kind(element: Element) -> tuple[str | None, int]:
    """Return what *element* drives, and in which major version; None: nothing."""
    for name, major in TRIGGERS.items():
        attribute = element.attribute(name)
        if attribute is not None:
            is_told = bool(attribute.value) and not attribute.is_computed
            kind = attribute.value if name.endswith("toggle") else "carousel"
            return (kind if is_told else None), major
    return None, 0


# --- Components -------------------------------------------------------------------

_KINDS: Final[dict[str, ComponentKind]] = {
    "collapse": "collapse",
    "tab-pane": "tab-pane",
    "modal": "modal",
    "offcanvas": "offcanvas",
    "dropdown-menu": "dropdown-menu",
    "carousel": "carousel",
    "accordion": "accordion",
}
_OPEN: Final = {"tab-pane": "active", "carousel": "carousel", "accordion": "accordion"}
"""The class that shows a component; `show` for all others."""
_HALF: Final = ("navbar-collapse", "visible", "show-")
_DISPLAY: Final = re.compile(r"d-(?:[a-z]+-)?(?:block|flex|grid|inline|table|inherit)")


def components(elements: Sequence[Element]) -> tuple[Component, ...]:
    """Return the components among *elements*, all raw HTML elements of one file."""
    found: list[Component] = []
    for element in elements:
        written = element.attribute("class")
        if written is None or not written.value:
            continue
        for name in written.value.split():
            kind = _KINDS.get(name)
            if kind is not None:
                found.append(Component(kind, element, _is_open(kind, element)))
                break
    return tuple(found)


def _is_open(kind: ComponentKind, element: Element) -> Known:
    """Tell whether readers see what *element* holds when the page has loaded."""
    classes = element.attribute("class")
    if not element.is_certain or (classes is not None and classes.is_computed):
        return Known.UNKNOWN
    if "display" in (element.value("style") or "") or any(
        _DISPLAY.match(name) or name.startswith(_HALF) for name in element.classes
    ):
        return Known.UNKNOWN
    return Known.YES if element.has_class(_OPEN.get(kind, "show")) else Known.NO


# --- Targets ----------------------------------------------------------------------


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
    # Not as a range up to U+10FFFF, which takes 5 ms to compile.
    r"(?:\.-?(?:[A-Za-z_]|[^\x00-\x7f])(?:[\w-]|[^\x00-\x7f])*+)++"
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
