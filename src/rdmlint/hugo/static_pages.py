"""Pages that lie in `static/` and are published as they are: the ids on them."""

from __future__ import annotations

import os
import re
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site
from rdmlint.hugo.gaps import ids_in
from rdmlint.model import Known

_MOVES: Final = re.compile(rb"<(?:script|frame|base|meta[^>]{0,200}refresh)", re.I)
"""What may make ids, or show another page."""


class StaticPages:
    """The pages in `static/`; each is read when first asked for."""

    def __init__(self, site: Site) -> None:
        """Take the static files of *site*."""
        self._site = site
        self._paths = {
            each.url: each.path
            for each in site.static
            if each.url.lower().endswith((".html", ".htm"))
        }
        self._ids: dict[str, frozenset[str] | None] = {}

    def fragment(self, url: str, name: str) -> tuple[Known, str | None]:
        """Tell whether the page at *url* has the id *name*, or what hides the answer.

        *url* is a published path, without the base path. What is no page takes any
        fragment, and so does what is not in `static/`.
        """
        path = self._paths.get(url) or self._paths.get(f"{url.rstrip('/')}/index.html")
        if path is None:
            return Known.YES, None
        ids = self.ids(path)
        if ids is None:
            return Known.UNKNOWN, "what the scripts of a static page do"
        return (Known.YES, None) if name in ids else (Known.NO, None)

    def ids(self, path: str) -> frozenset[str] | None:
        """Return the ids on the page from *path*; None: that cannot be told."""
        if path not in self._ids:
            file = os.path.join(self._site.root, *path.split("/"))
            data = disk.read(file, disk.ground(self._site.root))
            text = data if isinstance(data, bytes) and _is_plain(data) else None
            self._ids[path] = None if text is None else ids_in(text)[0]
        return self._ids[path]


def _is_plain(data: bytes) -> bool:
    """Tell whether all ids of a page stand in it, in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data and _MOVES.search(data) is None
