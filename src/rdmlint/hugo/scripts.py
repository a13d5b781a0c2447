"""What a site's own scripts speak of, as far as searching them tells."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site

ENDINGS: Final = (".js", ".mjs", ".ts", ".jsx", ".tsx")
LIMIT: Final = 2 << 20
MOST: Final = 60
"""So many scripts are searched; where there are more, nothing is known."""


class Scripts:
    """The site's own scripts, below `assets` and `static`; read when first asked."""

    def __init__(self, site: Site) -> None:
        """Take the scripts of *site*."""
        self._site = site

    def may_name(self, id: str) -> bool:
        """Tell whether a script names the id, quoted or behind `#`, or may do so."""
        if self._texts is None:
            return True
        wanted = re.compile(rb"[\"'`#]" + re.escape(id.encode()) + rb"(?![\w-])")
        return any(wanted.search(text) for text in self._texts)

    def may_have(self, word: str) -> bool:
        """Tell whether a script has *word*, whatever its case, or may have it."""
        if self._lowered is None:
            return True
        wanted = word.lower().encode()
        return any(wanted in text for text in self._lowered)

    @cached_property
    def _texts(self) -> tuple[bytes, ...] | None:
        """The text of each script; None: there are too many."""
        files = _files(self._site)
        if len(files) > MOST:
            return None
        ground = disk.ground(self._site.root)
        read = (disk.read(file, ground, limit=LIMIT) for file in files)
        return tuple(data for data in read if isinstance(data, bytes))

    @cached_property
    def _lowered(self) -> tuple[bytes, ...] | None:
        return None if self._texts is None else tuple(t.lower() for t in self._texts)


def _files(site: Site) -> tuple[str, ...]:
    found = [file for virtual, file in site.assets if virtual.endswith(ENDINGS)]
    found += [
        os.path.join(site.root, *each.path.split("/"))
        for each in site.static
        if each.path.endswith(ENDINGS)
    ]
    return tuple(found)
