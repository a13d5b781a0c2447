"""Addresses that the web server answers itself: redirects, rewrites and proxies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os.path import join
from typing import Final

from rdmlint.hugo import casts, disk
from rdmlint.model import Mapping, Sequence, Value

FILES: Final = (
    "static/_redirects",
    "_redirects",
    "static/.htaccess",
    "netlify.toml",
    "vercel.json",
    "static/staticwebapp.config.json",
    "staticwebapp.config.json",
)
"""Where hosts read them from, POSIX paths from the site root."""

BUILT: Final = (
    "_redirects",
    ".htaccess",
    "netlify.toml",
    "vercel.json",
    "staticwebapp.config.json",
)
"""The same in the directory of a built site."""

_WILD: Final = re.compile(r"[*:(\[{\\?+^$|.]")
_LITERAL: Final = re.compile(r"[\w/ -]*")


class Redirects:
    """The addresses of one site's server; keeps whole paths and beginnings of paths.

    *is_computed*: a template makes more of them, from what pages say.
    """

    def __init__(
        self, patterns: Iterable[str] = (), *, is_computed: bool = False
    ) -> None:
        """Take the patterns: paths with `*`, `:name` or an expression in them."""
        self.is_computed = is_computed
        self.patterns: Final = tuple(patterns)
        self._whole: set[str] = set()
        self._starts: set[str] = set()
        for pattern in self.patterns:
            wild = _WILD.search(pattern.replace(".", "_"))
            if wild is None:
                self._whole.add(pattern.rstrip("/"))
            elif wild.start() > 1:
                self._starts.add(pattern[: wild.start()])
        self._lengths = sorted({len(start) for start in self._starts})

    def answer(self, path: str) -> bool:
        """Tell whether the server itself may answer *path*.

        A pattern that could match every path is passed over: it is there for hosts
        and protocols, not for pages.
        """
        if path.rstrip("/") in self._whole or path + "/" in self._starts:
            return True
        return any(path[:length] in self._starts for length in self._lengths)


def read(
    root: str,
    layouts: Iterable[tuple[str, str]] = (),
    *,
    files: Iterable[str] = FILES,
) -> Redirects:
    """Return what *files* of the site at *root* say; broken ones say nothing.

    *layouts* pairs virtual and absolute paths; templates that make a file of
    redirects count by the lines that stand in them.
    """
    ground = disk.ground(root)
    templates = [
        ("_redirects", path)
        for virtual, path in layouts
        if virtual.lower().endswith((".redirects", ".redir", "_redirects"))
    ]
    written = [(name, join(root, *name.split("/"))) for name in files]
    is_computed = any(b"{{" in _bytes(path, ground) for _, path in templates)
    return Redirects(_patterns((*written, *templates), ground), is_computed=is_computed)


def _bytes(path: str, ground: str) -> bytes:
    data = disk.read(path, ground)
    return data if isinstance(data, bytes) else b""


def _patterns(files: Iterable[tuple[str, str]], ground: str) -> Iterator[str]:
    for name, path in files:
        data = _bytes(path, ground)
        if not data:
            continue
        if name.endswith("_redirects"):
            yield from _lines(data.decode("utf-8", "replace"))
        elif name.endswith(".htaccess"):
            yield from _htaccess(data.decode("utf-8", "replace"))
        elif name.endswith(".toml"):
            from rdmlint.syntax import toml

            yield from _sources(toml.read(data).value, "from")
        else:
            from rdmlint.syntax import json

            yield from _sources(json.read(data).value, "source", "src", "route")


def _lines(text: str) -> Iterator[str]:
    """Yield the patterns of a `_redirects` file: `/from /to 301`."""
    for line in text.splitlines():
        words = line.split(None, 1)
        if len(words) == 2 and not words[0].startswith("#"):
            yield from _path(words[0])


def _htaccess(text: str) -> Iterator[str]:
    """Yield paths of Apache's `Redirect`, and how its expressions begin."""
    for line in text.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        name, rest = words[0].lower(), words[1:]
        if name in ("redirect", "redirectpermanent", "redirecttemp", "alias"):
            source = next((word for word in rest if word.startswith("/")), None)
            if source:
                yield source.rstrip("/") + "/*"
                yield source
        elif name in ("redirectmatch", "rewriterule", "aliasmatch"):
            for word in rest[:2]:
                start = _LITERAL.match(word.lstrip("^").lstrip("/"))
                if start and start[0]:
                    yield f"/{start[0]}*"


def _sources(value: Value | None, *keys: str) -> Iterator[str]:
    """Yield the paths that rules of a configuration, JSON or TOML, speak of."""
    for entry in value.entries if isinstance(value, Mapping) else ():
        rules = entry.value.items if isinstance(entry.value, Sequence) else ()
        for rule in rules:
            if isinstance(rule, Mapping):
                for key in keys:
                    yield from _path(casts.text(rule.get(key)))


def _path(source: str) -> Iterator[str]:
    """Yield the path of *source*, which may name a host too."""
    if source.startswith("/"):
        yield source
    elif "://" in source:
        slash = source.find("/", source.find("://") + 3)
        if slash > 0:
            yield source[slash:]
