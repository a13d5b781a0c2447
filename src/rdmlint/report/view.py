"""How a report is looked at: from which directory, how wide, in which colours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Final

import msgspec

from rdmlint.model import Diagnostic, Report, Severity

DOCS: Final = "https://rdmlint.readthedocs.io/"
"""Where the documentation of rdmlint is published."""

STYLES: Final = {
    "bold": "1",
    "dim": "2",
    "gutter": "34",
    "fix": "32",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
}
"""What each part of a report looks like: parameters of ANSI's SGR."""


class View(msgspec.Struct, frozen=True):
    """How a report is looked at.

    *base* is the absolute directory that paths are shown from. *width* counts the
    columns of the terminal. *colour* and *hyperlinks* are for terminals alone.
    *paths* are those, as the user wrote them, that narrow what is shown (empty:
    nothing does). *quiet*: the findings and nothing else. *statistics*: how often
    each rule spoke. *show_unknown*: what was not judged, and why. *show_fixes*: each
    finding that was mended. *token* is a word that no content can guess (None: one is
    made).
    """

    base: str
    width: int = 100
    colour: bool = False
    hyperlinks: bool = False
    paths: tuple[str, ...] = ()
    quiet: bool = False
    statistics: bool = False
    show_unknown: bool = False
    show_fixes: bool = False
    token: str | None = None

    def paint(self, text: str, style: str) -> str:
        """Return *text* in the *style* of that name; as it is without colour."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def linked(self, text: str, url: str) -> str:
        """Return *text* as a link to *url* where the terminal knows links."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.hyperlinks else text


class Rendered(msgspec.Struct, frozen=True):
    """A report as text: *main* is the report, *aside* is for people beside it.

    Each is empty or ends with a line break.
    """

    main: str
    aside: str = ""


def findings(reports: Sequence[Report]) -> Iterator[tuple[Report, Diagnostic]]:
    """Yield what is shown, each finding with the report it belongs to."""
    for report in reports:
        for diagnostic in report.shown:
            yield report, diagnostic


@lru_cache(maxsize=64)
def path_from(base: str, root: str, path: str) -> str:
    """Return *path*, which counts from *root*, as it is written from *base*."""
    file = os.path.join(root, *path.split("/"))
    with suppress(ValueError):  # another drive
        file = os.path.relpath(file, base)
    return file.replace(os.sep, "/")


def rule_url(name: str) -> str:
    """Return the address of the page about the rule called *name*."""
    return f"{DOCS}rules/{name}/"


def counted(number: int, word: str) -> str:
    """Return *number* and *word*, in the plural where it needs to be."""
    plural = "" if number == 1 or word == Severity.INFO.value else "s"
    return f"{number:,} {word}{plural}"
