"""Entries of menus, gathered from front matter and configuration."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rdmlint.hugo import casts
from rdmlint.hugo.config import ConfigMenuEntry
from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span


class MenuEntry(msgspec.Struct, frozen=True):
    """An entry of a menu, from front matter or configuration.

    *key* is what Hugo tells entries apart by: identifier, else name (HUGO-MN-4).
    *has_known_key* False: that is the title of a page that Hugo makes itself.
    *weight* None: neither the entry nor its page gives one that Hugo reads.
    *parent* None: none. *span* is the entry's place in *path*: the menu's name in
    front matter, the whole map in configuration. *weight_span*, *parent_span*,
    *identifier_span* point at values (None: not written). *is_from_page*: it stands
    in front matter. *is_shared*: a list names several menus, which then share the
    entry, so that what stands below it in one does so in all. *path* is "" where
    `sectionPagesMenu` has an entry of a section that Hugo makes itself.
    """

    menu: str
    key: str
    name: str | None
    identifier: str | None
    parent: str | None
    weight: int | None
    path: str
    span: Span
    is_from_page: bool
    language: str = "en"
    page_ref: str | None = None
    url: str | None = None
    weight_span: Span | None = None
    parent_span: Span | None = None
    identifier_span: Span | None = None
    has_known_key: bool = True
    is_shared: bool = False


class Owner(msgspec.Struct, frozen=True):
    """What a page lends to its entries. *title* is its link title, else its title."""

    path: str
    language: str
    title: str
    weight: int | None


def of_page(value: Value, owner: Owner) -> Iterator[MenuEntry]:
    """Yield the entries that a page's `menu` or `menus`, *value*, makes.

    A scalar names one menu, a list of scalars several, a map gives menus with what
    their entries say. Any other form makes none: Hugo logs an error.

    Source: HUGO-MN-2, HUGO-MN-3.
    """
    if isinstance(value, Scalar):
        if value.value is not None:
            yield _entry(casts.text(value), value.span, None, owner)
    elif isinstance(value, Sequence):
        if all(isinstance(item, Scalar) for item in value.items):
            is_shared = len(value.items) > 1
            for item in value.items:
                made = _entry(casts.text(item), item.span, None, owner)
                yield msgspec.structs.replace(made, is_shared=is_shared)
    elif all(_is_readable(entry) for entry in value.entries):
        for entry in value.entries:
            content = entry.value if isinstance(entry.value, Mapping) else None
            yield _entry(entry.key.lower(), entry.key_span, content, owner)


def _is_readable(entry: Entry) -> bool:
    value = entry.value
    return isinstance(value, Mapping) or (
        isinstance(value, Scalar) and value.value is None
    )


def _entry(menu: str, span: Span, content: Mapping | None, owner: Owner) -> MenuEntry:
    def given(key: str) -> Value | None:
        found = content.get(key) if content is not None else None
        is_null = isinstance(found, Scalar) and found.value is None
        return None if is_null else found

    identifier, parent, weight = given("identifier"), given("parent"), given("weight")
    name = casts.weak_text(given("name")) or owner.title
    key = casts.weak_text(identifier) or name
    is_blank = isinstance(weight, Scalar) and weight.value == ""
    number = 0 if weight is None or is_blank else casts.whole(weight)
    return MenuEntry(
        menu=menu,
        key=key,
        name=name or None,
        identifier=casts.weak_text(identifier) or None,
        parent=casts.weak_text(parent) or None,
        # A weight of 0 counts as none; what is no number is an error.
        weight=owner.weight if number == 0 else number,
        path=owner.path,
        span=span,
        is_from_page=True,
        language=owner.language,
        page_ref=casts.weak_text(given("pageref")) or None,
        url=casts.weak_text(given("url")) or None,
        weight_span=weight.span if weight is not None else None,
        parent_span=parent.span if parent is not None else None,
        identifier_span=identifier.span if identifier is not None else None,
    )


def of_config(entry: ConfigMenuEntry, language: str) -> MenuEntry:
    """Return the entry that the configuration states, in one of its languages.

    Source: HUGO-MN-1, HUGO-MN-10.
    """
    return MenuEntry(
        menu=entry.menu.lower(),
        key=entry.identifier or entry.name or "",
        name=entry.name,
        identifier=entry.identifier,
        parent=entry.parent,
        weight=entry.weight or None,
        path=entry.path,
        span=entry.span,
        is_from_page=False,
        language=language,
        page_ref=entry.page_ref,
        url=entry.url,
    )


def order(entry: MenuEntry) -> tuple[object, ...]:
    """Return the place of *entry*, of the configuration, among those of its menu.

    In this order Hugo goes through them, whatever order they are written in; an
    entry without a weight comes behind all others.

    Source: Hugo's `navigation/menu.go`.
    """
    name = entry.name or ""
    weight = entry.weight or 0
    return (not weight, weight, name.lower(), name, entry.identifier or "")


def with_page(entry: MenuEntry, title: str | None) -> MenuEntry:
    """Return *entry*, of the configuration, with what its page lends to it.

    *title* is the page's link title, else its title (None: not known).

    Source: HUGO-MN-6.
    """
    if entry.name:
        return entry
    return msgspec.structs.replace(
        entry,
        name=title or None,
        key=entry.identifier or title or "",
        has_known_key=bool(entry.identifier) or title is not None,
    )


def of_section(menu: str, name: str, owner: Owner) -> MenuEntry:
    """Return the entry that `sectionPagesMenu` makes for the section *name*, *owner*.

    Source: HUGO-MN-9.
    """
    return MenuEntry(
        menu=menu,
        key=name,
        name=owner.title or None,
        identifier=name,
        parent=None,
        weight=owner.weight,
        path=owner.path,
        span=Span(0, 0),
        is_from_page=False,
        language=owner.language,
    )
