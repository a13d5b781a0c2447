"""Addresses that the web server answers itself: redirects, rewrites and proxies."""

from __future__ import annotations

import os
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

_WILD: Final = re.compile(r"[*(\[{\\?+^$|]")
_LITERAL: Final = re.compile(r"[\w/ -]*")
_STATUS: Final = re.compile(r"(?<!\S)([1-5]\d\d)!?(?!\S)")
_COMPLETING: Final = ("netlify.toml", "static/_redirects", "_redirects")
"""Files of hosts that answer `/a` with the file `/a.html`."""


class _Branch:
    """The patterns that begin alike, segment by segment.

    *ends* gives by how the segment begins what the path must end with ("" for
    anything), where a wild card follows. *is_whole*: a pattern ends here.
    """

    __slots__ = ("any", "ends", "is_whole", "literal")

    def __init__(self) -> None:
        self.literal: dict[str, _Branch] = {}
        self.any: _Branch | None = None
        self.ends: dict[str, set[str]] = {}
        self.is_whole = False

    def answers(self, segment: str, last: str) -> bool:
        """Tell whether a wild card here is for *segment* and what follows it."""
        return bool(self.ends) and any(
            not self.ends.get(segment[:length], _NONE).isdisjoint(("", last))
            for length in range(len(segment) + 1)
        )


_NONE: Final[frozenset[str]] = frozenset()


class Redirects:
    """The addresses of one site's server; keeps their patterns as a tree.

    *is_computed*: a template makes more of them, from what pages say.
    *completes_html*: the server answers `/a` and `/a/` with the file `/a.html`.
    """

    def __init__(
        self,
        patterns: Iterable[str] = (),
        *,
        is_computed: bool = False,
        completes_html: bool = False,
    ) -> None:
        """Take the patterns: paths with `*`, `:name` or an expression in them."""
        self.is_computed = is_computed
        self.completes_html = completes_html
        self.patterns: Final = tuple(patterns)
        self._root = _Branch()
        for pattern in self.patterns:
            self._add(pattern.strip("/").split("/"))

    def _add(self, segments: list[str]) -> None:
        starts = [_start(segment) for segment in segments]
        if not any(starts) and segments != [""]:
            return
        branch = self._root
        for at, (segment, start) in enumerate(zip(segments, starts, strict=True)):
            if segment.startswith(":") and "*" not in segment:
                branch.any = branch.any or _Branch()
                branch = branch.any
            elif start == segment:
                branch = branch.literal.setdefault(segment, _Branch())
            else:
                # From a wild card on anything goes, but what stands at the end.
                is_said = at + 1 < len(segments) and starts[-1] == segments[-1]
                end = segments[-1] if is_said else ""
                if start or end or at:
                    branch.ends.setdefault(start, set()).add(end)
                return
        branch.is_whole = True

    def with_more(self, others: Redirects) -> Redirects:
        """Return these and *others* of the same server as one."""
        return Redirects(
            (*self.patterns, *others.patterns),
            is_computed=self.is_computed or others.is_computed,
            completes_html=self.completes_html or others.completes_html,
        )

    def answer(self, path: str) -> bool:
        """Tell whether the server itself may answer *path*.

        A pattern that could match every path is passed over: it is there for hosts
        and protocols, not for pages.
        """
        segments = path.strip("/").split("/")
        branches = [self._root]
        for segment in segments:
            if any(each.answers(segment, segments[-1]) for each in branches):
                return True
            branches = [
                further
                for each in branches
                for further in (each.literal.get(segment), each.any)
                if further is not None
            ]
        # `/a/*` is for `/a` too.
        return any(each.is_whole or "" in each.ends for each in branches)


def _start(segment: str) -> str:
    """Return what a segment of a path begins with for certain."""
    if segment.startswith(":"):
        return ""
    wild = _WILD.search(segment)
    return segment if wild is None else segment[: wild.start()]


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
    return Redirects(
        _patterns((*written, *templates), ground),
        is_computed=any(b"{{" in _bytes(path, ground) for _, path in templates),
        completes_html=any(
            name in _COMPLETING and os.path.isfile(path) for name, path in written
        ),
    )


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
        if len(words) < 2 or words[0].startswith("#"):
            continue
        status = _STATUS.search(words[1])
        if status is None or _finds(int(status[1])):
            yield from _path(words[0])


def _finds(status: int) -> bool:
    """Tell whether a server that answers with *status* has something to show."""
    return status < 400


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
            if isinstance(rule, Mapping) and _finds(_status(rule)):
                for key in keys:
                    yield from _path(casts.text(rule.get(key)))


def _status(rule: Mapping) -> int:
    return casts.whole(rule.get("status") or rule.get("statusCode")) or 0


def _path(source: str) -> Iterator[str]:
    """Yield the path of *source*, which may name a host too."""
    if source.startswith("/"):
        yield source
    elif "://" in source:
        slash = source.find("/", source.find("://") + 3)
        if slash > 0:
            yield source[slash:]
