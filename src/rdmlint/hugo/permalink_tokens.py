"""The tokens of permalinks and of `url`, and those that Hugo does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(r":\w+(?:\[[^\]\n]+\])?", re.ASCII)
_NAMES: Final = """
year month monthname day weekday weekdayname yearday
section sections sectionslug sectionslugs title slug
filename slugorfilename contentbasename slugorcontentbasename
"""
_KNOWN: Final = frozenset(_NAMES.split())
_TIME: Final = re.compile(r"\d|Jan|Mon|PM|pm|MST")
"""What makes a word a layout of Go's times, such as `2006`."""


def unknown_tokens(pattern: str) -> Iterator[str]:
    r"""Yield the tokens of *pattern* that Hugo stops at, with their colons.

    `\:` is a colon and nothing more.

    Source: HUGO-URL-8, HUGO-URL-12.
    """
    for found in _TOKEN.finditer(pattern.replace("\\:", "  ")):
        token = found.group()
        name = token[1:].partition("[")[0]
        if name not in _KNOWN and not _TIME.search(name):
            yield token
