"""Find a site and every source file of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.model import Fault


class ContentFile(msgspec.Struct, frozen=True):
    """A content file, as Hugo places it.

    *path* is the POSIX path from the site root, *file* the absolute one. *logical*
    is Hugo's `.Page.Path`. *kind*: `page` for single pages and leaf bundles,
    `home`, `section` for branch bundles (taxonomy and term pages too: the index
    tells them apart), `resource` for content files inside a leaf bundle: parsed,
    never published. *bundle*: `leaf`, `branch` or None. *language* is its code.
    *is_theme*: it comes from a theme or module. *extension* is lowered, no dot.
    """

    path: str
    file: str
    logical: str
    kind: Literal["page", "home", "section", "resource"]
    bundle: Literal["leaf", "branch"] | None
    language: str
    extension: str
    base_name: str
    is_theme: bool = False


class ResourceFile(msgspec.Struct, frozen=True):
    """A file in content that is no content file. *url* is where it is published.

    None: nowhere, as far as is known.
    """

    path: str
    file: str
    url: str | None
    owner: str
    """Logical path of the page that owns it."""


class StaticFile(msgspec.Struct, frozen=True):
    """A file in `static/`; *url* begins with `/`, not percent-encoded."""

    path: str
    url: str
    is_theme: bool = False


class Site(msgspec.Struct, frozen=True):
    """A site on disk: its configuration and every source file.

    *root* is absolute. *layouts*, *data*, *assets*, *i18n*, *archetypes* are pairs of
    virtual path below the component and absolute path; project before themes.
    *adapters* are directories (POSIX, logical) that hold a `_content.gotmpl`.
    *faults* are about files that could not be placed: unreadable, symlinks out of
    the tree, a directory named like a page.
    """

    root: str
    config: HugoConfig
    content: tuple[ContentFile, ...] = ()
    resources: tuple[ResourceFile, ...] = ()
    static: tuple[StaticFile, ...] = ()
    layouts: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    i18n: tuple[tuple[str, str], ...] = ()
    archetypes: tuple[tuple[str, str], ...] = ()
    adapters: tuple[str, ...] = ()
    faults: tuple[tuple[str, Fault], ...] = ()
