"""Pages that are only patterns for others, by what they are called."""

from __future__ import annotations

import re
from typing import Final

from rdmlint.model import Page, Scalar
from rdmlint.text import Span


def mark(page: Page) -> Span | None:
    """Return the place that shows *page* to be a pattern; None: it is none.

    That is the title where that is nothing but a comment, else the top of a file that
    has `TEMPLATE` in capitals as a word of its name.
    """
    front_matter = page.front_matter
    title = front_matter.root.get("title") if front_matter else None
    text = title.value if isinstance(title, Scalar) else None
    if title is not None and isinstance(text, str) and _COMMENT.fullmatch(text):
        return title.span
    folder, _, file = page.path.rpartition("/")
    name = file.rpartition(".")[0]
    if name in ("index", "_index"):
        name = folder.rpartition("/")[2]
    if _NAME.search(name) is None:
        return None
    return front_matter.opening if front_matter else Span(0, 0)


_NAME: Final = re.compile(r"(?:\A|[^A-Za-z])TEMPLATE(?:[^A-Za-z]|\Z)")
_COMMENT: Final = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
