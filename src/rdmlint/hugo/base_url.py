"""Where a configuration still holds the base URL that `hugo new site` put there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo import casts, config_files, disk
from rdmlint.hugo.config import HugoConfig
from rdmlint.model import Fault, Mapping
from rdmlint.syntax.address import parse_address
from rdmlint.text import Span

HOSTS: Final = frozenset(
    (
        *("example.org", "example.com", "example.net"),
        *("www.example.org", "www.example.com", "www.example.net"),
        *("localhost", "127.0.0.1", "[::1]"),
    )
)
"""Hosts that no site is published at."""

_LIMIT: Final = 1 << 20
_FILES_LIMIT: Final = 200
_PLACES: Final = ("", ".github/workflows", ".circleci", "bin", "scripts", "ci")
_OVERRIDE: Final = re.compile(r"--base-?url|HUGO_BASE_?URL", re.IGNORECASE)
_SHORT: Final = re.compile(r"\s-b[\s=]")
_THEME: Final = ("theme.toml", "theme.yaml", "theme.yml", "theme.json")


class Placeholder(msgspec.Struct, frozen=True):
    """A base URL that is none: its text, the file it stands in, and where.

    *path* is a POSIX path from the site root; *span* covers the value with its
    quotes.
    """

    url: str
    path: str
    span: Span


def placeholder(config: HugoConfig, root: str) -> Placeholder | None:
    """Return the placeholder that the site at *root* would be published with.

    None: its base URL is real, or not in its configuration, or something that builds
    the site gives another one (`--baseURL`, `HUGO_BASEURL`), or it shows off a theme.
    """
    value = config.root.get("baseurl")
    url = casts.text(value)
    if value is None or (parse_address(url).host or "") not in HOSTS:
        return None
    ground = disk.ground(root)
    for directory in _upward(os.path.realpath(root), ground):
        if any(os.path.isfile(os.path.join(directory, name)) for name in _THEME):
            return None
        if any(_gives_base_url(text) for text in _texts(directory, ground)):
            return None
    for path in config.files:
        file = os.path.join(root, *path.split("/"))
        data = disk.read(file, ground)
        if isinstance(data, Fault):
            continue
        found, _ = config_files.read_value(data, file.rpartition(".")[2])
        if isinstance(found, Mapping) and found.get("baseurl") == value:
            return Placeholder(url, path, value.span)
    return None


def _upward(directory: str, ground: str) -> Iterator[str]:
    yield directory
    while directory not in (ground, os.path.dirname(directory)):
        directory = os.path.dirname(directory)
        yield directory


def _texts(directory: str, ground: str) -> Iterator[str]:
    """Yield the texts of files that may say how a site is built."""
    for place in _PLACES:
        folder = os.path.join(directory, place)
        try:
            names = sorted(os.listdir(folder))[:_FILES_LIMIT]
        except OSError:
            continue
        for name in names:
            file = os.path.join(folder, name)
            if not name.endswith(".md") and os.path.isfile(file):
                data = disk.read(file, ground, limit=_LIMIT)
                if isinstance(data, bytes):
                    yield data.decode("utf-8", "replace")


def _gives_base_url(text: str) -> bool:
    return _OVERRIDE.search(text) is not None or any(
        "hugo" in line and _SHORT.search(line) for line in text.splitlines()
    )
