"""The files below `content/` and `static/`, as Hugo places them."""

from __future__ import annotations

from typing import Literal

import msgspec


class ContentFile(msgspec.Struct, frozen=True):
    """A content file, as Hugo places it.

    *path* is the POSIX path from the site root, *file* the absolute one. *logical*
    is Hugo's `.Page.Path`. *kind*: `page` for single pages and leaf bundles,
    `home`, `section` for branch bundles (taxonomy and term pages too: the index
    tells them apart), `resource` for content files inside a leaf bundle: parsed,
    never published. *bundle*: `leaf`, `branch` or None. *language* is the key of the
    edition of the site that it is in: a code, if there are but languages.
    *is_theme*: it comes from a theme or module. *extension* is lowered, no dot.
    *base_name* is the name without language and extension, *directory* the path of
    its directory below `content/` ("" for the root itself), both as on disk.
    *owner* is the logical path of the leaf bundle a resource lies in ("" for
    pages). *is_excluded*: the settings exclude it; it exists, but is not looked at.
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
    directory: str = ""
    owner: str = ""
    is_excluded: bool = False


class ResourceFile(msgspec.Struct, frozen=True):
    """A file in content that is no content file. *url* is where it is published.

    None: nowhere, as far as is known. The URL begins with `/`, is not
    percent-encoded and holds where front matter does not move the owner; then
    `urls.resource_file` knows better. *relative* is the path below the owner's
    directory, as on disk. *is_certain* False: another edition of the site may have
    it instead.
    """

    path: str
    file: str
    url: str | None
    owner: str
    """Logical path of the page that owns it."""
    language: str = "en"
    relative: str = ""
    is_theme: bool = False
    is_certain: bool = True


class StaticFile(msgspec.Struct, frozen=True):
    """A file in `static/`; *url* begins with `/`, not percent-encoded.

    *languages* are those on whose hosts it is (empty: all).
    """

    path: str
    url: str
    is_theme: bool = False
    languages: tuple[str, ...] = ()
