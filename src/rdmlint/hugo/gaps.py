"""Ids that HTML with gaps gives, found by its text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from rdmlint.syntax.tags import attribute_value

IdPattern: TypeAlias = tuple[str, str]
"""What stands before and behind the computed part of an id."""

GAP: Final = b"\x1a"
"""Stands for the bytes that are computed."""

_ID: Final = re.compile(
    rb"(?<![\w.:?&-])id\s*+=\s*+(?:\"([^\"<>]*+)\"|'([^'<>]*+)'|([^\s\"'<>`=]++))"
    # Names of `a`, and what scripts write.
    rb"|<a\s[^<>]*?\bname\s*+=\s*+[\"']?([^\"'\s<>]++)"
    rb"|\.id\s*+=\s*+[\"']([^\"'<>]*+)[\"']",
    re.IGNORECASE,
)
_BY_SCRIPT: Final = re.compile(r"\$\{[^}]*\}|['\"`]\s*+\+[^'\"`]*(?:\+\s*+['\"`])?")


def ids_in(masked: bytes) -> tuple[frozenset[str], frozenset[IdPattern]]:
    """Return the ids written out in *masked*, and patterns of the others.

    Names of `a` and what scripts write count too.
    """
    ids: set[str] = set()
    patterns: set[IdPattern] = set()
    for groups in _ID.findall(masked):
        written = b"".join(groups)
        value = attribute_value(written.decode("utf-8", "replace"))
        value = _BY_SCRIPT.sub("\x1a", value)
        before, mark, rest = value.partition("\x1a")
        if not mark:
            ids.add(value)
        else:
            patterns.add((before, rest.rpartition("\x1a")[2]))
    return frozenset(ids), frozenset(patterns)


def fits(name: str, patterns: Iterable[IdPattern]) -> bool:
    """Tell whether *name* is of one of *patterns*."""
    return any(
        name.startswith(before)
        and name.endswith(after)
        and len(name) >= len(before) + len(after)
        for before, after in patterns
    )
