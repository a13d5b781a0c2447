"""A site's Hugo configuration, as far as rdmlint needs it."""

from __future__ import annotations

from enum import Enum
from typing import Literal

import msgspec

from rdmlint.model import Fault, Known, Mapping
from rdmlint.text import Span


class InnerKind(Enum):
    """What a shortcode's template does with the text between its tags."""

    MARKDOWN = "markdown"
    HTML = "html"
    OTHER = "other"
    """Code, data, or nothing that could be told."""
    NONE = "none"
    """The template does not use it; a closing tag is an error."""


class Markup(msgspec.Struct, frozen=True):
    """What decides how one content file is read; part of the key of cached facts.

    *inner* tells for each shortcode of the site, by lower-case name, what becomes of
    its inner text. Names that are missing there are unknown shortcodes.
    *definition_term_ids* is `parser.autoDefinitionTermID`.
    """

    unsafe: bool = False
    auto_heading_id: bool = True
    heading_id_type: Literal["github", "github-ascii", "blackfriday"] = "github"
    attribute_title: bool = True
    attribute_block: bool = False
    typographer: bool = True
    linkify: bool = True
    linkify_protocol: str = "https"
    tables: bool = True
    strikethrough: bool = True
    task_list: bool = True
    definition_list: bool = True
    footnotes: bool = True
    definition_term_ids: bool = False
    emoji: bool = False
    inner: tuple[tuple[str, InnerKind], ...] = ()


class Mount(msgspec.Struct, frozen=True):
    """A directory that Hugo sees as (part of) a component.

    *source* is a POSIX path from the site root (may begin with `../`), *target*
    begins with a component (`content`, `static`, …). *language* None: any.
    *is_theme*: it comes from a theme or module on disk.
    """

    source: str
    target: str
    language: str | None = None
    is_theme: bool = False


class Language(msgspec.Struct, frozen=True):
    """A configured language; *prefix* is its part of URLs ("" for none)."""

    key: str
    weight: int = 0
    content_dir: str | None = None
    is_disabled: bool = False
    prefix: str = ""


class ConfigMenuEntry(msgspec.Struct, frozen=True):
    """A menu entry of the configuration. None: the key is not there."""

    menu: str
    identifier: str | None = None
    name: str | None = None
    page_ref: str | None = None
    url: str | None = None
    parent: str | None = None
    weight: int = 0
    language: str | None = None
    path: str = ""
    span: Span = Span(0, 0)


class HugoConfig(msgspec.Struct, frozen=True):
    """The merged configuration of one site.

    *files* are the configuration files read, POSIX paths from the site root.
    *root* is the merged mapping, keys lowered, values without places where they were
    merged from several files. *missing_modules*: themes and modules that are not on
    disk; what they would add is unknown. *unmodelled* names features in use that
    rdmlint does not model yet (`languages`, `permalinks`, `mounts`, `uglyURLs`,
    `content adapters`, …); rules that depend on them abstain. *faults* pairs the
    path of a configuration file with what is wrong in it.
    """

    files: tuple[str, ...] = ()
    base_url: str = "https://example.org/"
    title: str = ""
    default_language: str = "en"
    languages: tuple[Language, ...] = (Language("en"),)
    has_languages_table: bool = False
    markup: Markup = Markup()
    taxonomies: tuple[tuple[str, str], ...] = (
        ("tag", "tags"),
        ("category", "categories"),
    )
    permalinks: bool = False
    ugly_urls: bool = False
    path_to_lower: bool = True
    disabled_kinds: tuple[str, ...] = ()
    build_drafts: bool = False
    build_future: bool = False
    build_expired: bool = False
    ignore_files: tuple[str, ...] = ()
    canonify_urls: bool = False
    relative_urls: bool = False
    link_hook_mode: Literal["auto", "always", "fallback", "never"] = "auto"
    image_hook_mode: Literal["auto", "always", "fallback", "never"] = "auto"
    enable_robots_txt: bool = False
    section_pages_menu: str | None = None
    menus: tuple[ConfigMenuEntry, ...] = ()
    cascades: tuple[Mapping, ...] = ()
    mounts: tuple[Mount, ...] = ()
    themes: tuple[str, ...] = ()
    missing_modules: tuple[str, ...] = ()
    unmodelled: tuple[str, ...] = ()
    hugo_version: str | None = None
    faults: tuple[tuple[str, Fault], ...] = ()

    def uses(self, feature: str) -> Known:
        """Tell whether *feature*, not modelled yet, is in use."""
        return Known.YES if feature in self.unmodelled else Known.NO
