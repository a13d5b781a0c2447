"""The site seen as a whole: questions about URLs, ids, menus, shortcodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Literal

import msgspec

from rdmlint.hugo.config import HugoConfig, InnerKind
from rdmlint.hugo.discover import ContentFile, Site
from rdmlint.hugo.templates import Templates
from rdmlint.model import (
    Address,
    Element,
    Image,
    Known,
    Link,
    Page,
    Toggle,
    Value,
)
from rdmlint.settings import Profile, Settings
from rdmlint.text import Span


class LinkFault(Enum):
    """Why a link inside the site leads nowhere; the first that fits."""

    MISSING = "missing"
    UNPUBLISHED = "unpublished"
    NOT_REWRITTEN = "not rewritten"
    """It names a source file (`b.md`) that the browser will ask for as it is."""
    LETTER_CASE = "letter case"
    STATIC_PREFIX = "static prefix"
    FRAGMENT = "fragment"
    """The page is there; no id on it answers the fragment."""


class Target(msgspec.Struct, frozen=True):
    """Where a link leads.

    *exists* is about path and fragment together. *fault* says what is wrong (None
    unless *exists* is NO). *url* is the address as the browser resolves it, path from
    the host's root (None: not inside the site). *page* is the source path of the
    page reached, or nearly reached (None: none). *suggestion* is what to write
    instead, in the form of the link (None: nothing near). *is_sure*: the suggestion
    names the same thing, such as another letter case. *detail*: for UNPUBLISHED why
    the page is not published (`a draft`, `published on 2030-01-01`, …).
    *reason*: for UNKNOWN what hides the answer, for people.
    """

    exists: Known
    fault: LinkFault | None = None
    url: str | None = None
    page: str | None = None
    suggestion: str | None = None
    is_sure: bool = False
    detail: str | None = None
    reason: str | None = None


class MenuEntry(msgspec.Struct, frozen=True):
    """An entry of a menu, from front matter or configuration.

    *key* is what Hugo tells entries apart by: identifier, else name (HUGO-MN-4).
    *weight* None: neither the entry nor its page gives one that Hugo reads.
    *parent* None: none. *span* is the entry's place in *path* (its menu name where
    it is only named). *weight_span*, *parent_span*, *identifier_span* point at
    values (None: not written). *is_from_page*: it stands in front matter.
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


class Contract(msgspec.Struct, frozen=True):
    """The contract a page's front matter is held to: its profile, schema loaded."""

    profile: Profile
    required: tuple[str, ...]
    schema: str | None
    """Absolute path of the JSON Schema (None: none)."""
    known: frozenset[str]
    """Lower-case keys that the schema names."""


class SiteIndex:
    """Read-only answers about one site; keeps tables built once from all pages."""

    def __init__(
        self,
        site: Site,
        pages: Sequence[Page],
        templates: Templates,
        settings: Settings,
    ) -> None:
        """Build the tables."""
        raise NotImplementedError

    # The site
    site: Site
    config: HugoConfig
    templates: Templates
    settings: Settings
    pages: tuple[Page, ...]

    def page(self, path: str) -> Page | None:
        """Return the facts of the content file at *path* (POSIX, from the site root)."""
        raise NotImplementedError

    def file(self, page: Page) -> ContentFile:
        """Return how Hugo places *page*."""
        raise NotImplementedError

    def url_of(self, page: Page) -> str | None:
        """Return the page's path from the host's root; None: unknown or unpublished."""
        raise NotImplementedError

    def unpublished(self, page: Page) -> str | None:
        """Say why *page* is not published (`a draft`, …); None: it is, or may be."""
        raise NotImplementedError

    def kind_of(
        self, page: Page
    ) -> Literal["page", "home", "section", "taxonomy", "term", "resource"]:
        """Return Hugo's kind of *page*."""
        raise NotImplementedError

    # Front matter
    def value(self, page: Page, key: str) -> Value | None:
        """Return what *page* has for *key*: its own, else what `cascade` gives it.

        `params` are looked at as Hugo does (HUGO-FM-18, HUGO-FM-23). None: nothing.
        """
        raise NotImplementedError

    def contract(self, page: Page) -> Contract | None:
        """Return the contract for *page*; None: it is free of any (`_index`, home)."""
        raise NotImplementedError

    # Links
    def target(self, page: Page, link: Link) -> Target:
        """Say where *link* on *page* leads; UNKNOWN for addresses of other sites."""
        raise NotImplementedError

    def image_target(self, page: Page, image: Image) -> Target:
        """Say where the file of *image* is."""
        raise NotImplementedError

    def path_on_site(self, address: Address) -> str | None:
        """Return the root-relative form of an address of this site; None: another's."""
        raise NotImplementedError

    # Ids
    def has_id(self, page: Page, name: str) -> Known:
        """Tell whether the composed page has an element with this id.

        Ids of any layout or partial count; UNKNOWN where shortcodes, themes that are
        not on disk, or computed ids may give it.
        """
        raise NotImplementedError

    def ids(self, page: Page) -> tuple[str, ...]:
        """Return the ids that *page* is known to have, its own first, each once."""
        raise NotImplementedError

    def matches(self, page: Page, toggle: Toggle) -> tuple[Element, ...] | None:
        """Return the elements of *page* that *toggle* selects; None: cannot be told."""
        raise NotImplementedError

    # Menus and shortcodes
    def menu_entries(self) -> tuple[MenuEntry, ...]:
        """Return all entries of all menus, in the order Hugo meets them."""
        raise NotImplementedError

    def menu_is_rendered(self, menu: str) -> Known:
        """Tell whether any template renders *menu* or the configuration defines it."""
        raise NotImplementedError

    def menu_names(self) -> tuple[str, ...]:
        """Return the names of menus that templates render or the configuration has."""
        raise NotImplementedError

    def shortcode(self, name: str) -> InnerKind | None:
        """Return what the shortcode does with its inner text; None: unknown here."""
        raise NotImplementedError

    def shortcode_exists(self, name: str) -> Known:
        """Tell whether a template for the shortcode *name* is there."""
        raise NotImplementedError

    # Bootstrap
    @property
    def bootstrap(self) -> tuple[int, int, int] | None:
        """Return the Bootstrap version in use; None: not known."""
        raise NotImplementedError

    # Suggestions
    def nearest(self, word: str, choices: Iterable[str]) -> str | None:
        """Return the choice most like *word*; None: none is near enough."""
        raise NotImplementedError
