"""What a site's own scripts speak of, as far as searching them tells."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.discover import Site

ENDINGS: Final = (".js", ".mjs", ".ts", ".jsx", ".tsx")
LIMIT: Final = 2 << 20
MOST: Final = 60
"""So many scripts are searched; where there are more, nothing is known."""


def mention(site: Site, name: str, *, anywhere: bool = False) -> bool:
    """Tell whether a script of the site may make an element with the id *name*.

    Scripts below `assets` and `static` that name it, quoted or behind `#`, may; or,
    with *anywhere*, tell whether any has the word, whatever its case.
    """
    texts = _texts(_files(site), disk.ground(site.root))
    if texts is None:
        return True
    if anywhere:
        return any(name.lower().encode() in text.lower() for text in texts)
    wanted = re.compile(rb"[\"'`#]" + re.escape(name.encode()) + rb"(?![\w-])")
    return any(wanted.search(text) for text in texts)


def _files(site: Site) -> tuple[str, ...]:
    found = [file for virtual, file in site.assets if virtual.endswith(ENDINGS)]
    found += [
        os.path.join(site.root, *each.path.split("/"))
        for each in site.static
        if each.path.endswith(ENDINGS)
    ]
    return tuple(found)


@lru_cache(maxsize=2)
def _texts(files: tuple[str, ...], ground: str) -> tuple[bytes, ...] | None:
    """Return the text of these scripts; None: there are too many."""
    if len(files) > MOST:
        return None
    read = (disk.read(file, ground, limit=LIMIT) for file in files)
    return tuple(data for data in read if isinstance(data, bytes))
