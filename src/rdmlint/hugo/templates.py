"""What layouts and shortcode templates define, as far as their text tells."""

from __future__ import annotations

import msgspec

from rdmlint.hugo.config import InnerKind
from rdmlint.model import Known


class Templates(msgspec.Struct, frozen=True):
    """The answers of all layouts of a site, themes on disk included.

    *ids*: static ids of any layout or partial. *has_computed_ids*: some id is made
    by template code. *shortcodes*: lower-case name to what becomes of its inner text,
    embedded ones included. *shortcode_ids*: static ids by shortcode.
    *open_shortcodes*: shortcodes whose output may hold ids or headings that are not
    known. *link_hook*, *image_hook*, *heading_hook*: YES where the site has its own;
    UNKNOWN where a module is not on disk. *menus*: names of menus that templates
    render, case kept; *menus_known* is UNKNOWN where a template asks for a menu by a
    computed name, loops over all of them, or a theme is not on disk. *bootstrap*: the
    version loaded, such as `5.0.1` (None: not found, or several). *params*: lower-case
    page parameters that templates read.
    """

    ids: frozenset[str] = frozenset()
    has_computed_ids: bool = False
    shortcodes: dict[str, InnerKind] = {}
    shortcode_ids: dict[str, tuple[str, ...]] = {}
    open_shortcodes: frozenset[str] = frozenset()
    shortcodes_known: Known = Known.YES
    link_hook: Known = Known.NO
    image_hook: Known = Known.NO
    heading_hook: Known = Known.NO
    menus: frozenset[str] = frozenset()
    menus_known: Known = Known.YES
    bootstrap: str | None = None
    params: frozenset[str] = frozenset()
