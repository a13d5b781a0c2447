"""What a page has for a key of front matter: its own, or what cascades down to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import dirname
from typing import Final

import msgspec

from rdmlint.hugo import casts, globs
from rdmlint.model import Mapping, Sequence, Value

RESERVED: Final = frozenset(
    (
        "title",
        "linktitle",
        "summary",
        "type",
        "layout",
        "slug",
        "url",
        "weight",
        "draft",
        "published",
        "headless",
        "iscjklanguage",
        "aliases",
        "outputs",
        "markup",
        "sitemap",
        "build",
        "_build",
        "resources",
        "cascade",
        "date",
        "lastmod",
        "modified",
        "publishdate",
        "pubdate",
        "expirydate",
        "unpublishdate",
        "translationkey",
        "params",
    )
)
"""Keys that mean nothing below a page's own `params`. Source: HUGO-FM-18."""


class Place(msgspec.Struct, frozen=True):
    """What the targets of a cascade are held against.

    *language* is the key of an edition of the site, which begins with the language.
    """

    logical: str
    kind: str
    language: str = "en"


class _Gift(msgspec.Struct, frozen=True):
    """One map of a cascade: values by lowered key, and which pages get them."""

    values: dict[str, Value]
    path: str | None
    kind: str | None
    environment: str | None
    language: str | None

    def is_for(self, place: Place, environment: str) -> bool:
        return (
            (self.path is None or globs.matches(self.path, place.logical))
            and (self.kind is None or globs.matches(self.kind, place.kind))
            and (
                self.environment is None or globs.matches(self.environment, environment)
            )
            and (
                self.language is None
                or globs.matches(self.language, place.language.partition(" ")[0])
            )
        )


class Cascades:
    """All cascades of a site; keeps them by the page that gives them.

    Source: HUGO-FM-23, HUGO-FM-24.
    """

    def __init__(
        self,
        branches: Iterable[tuple[str, str, Value]],
        configured: Iterable[Mapping] = (),
        *,
        environment: str = "production",
    ) -> None:
        """Take each branch's language, logical path and `cascade`, and the site's."""
        self._environment = environment
        self._branches = {
            (language, logical): tuple(_gifts(value))
            for language, logical, value in branches
        }
        self._configured = tuple(_gift(entry) for entry in configured)
        gifts = [gift for each in self._branches.values() for gift in each]
        self._keys = frozenset(
            key for gift in (*gifts, *self._configured) for key in gift.values
        )

    def value(self, place: Place, own: Mapping | None, key: str) -> Value | None:
        """Return what the page at *place* with the front matter *own* has for *key*.

        Its own value counts first, then its own cascade, that of the nearest branch
        above, …, home's, the configuration's. None: none of them says anything.
        """
        key = key.lower()
        if own is not None:
            found = own_value(own, key)
            if found is not None:
                return found
        return self.inherited(place, own, key)

    def gives(self, key: str) -> bool:
        """Tell whether a cascade of any branch or of the site has the lowered *key*."""
        return key in self._keys

    def inherited(self, place: Place, own: Mapping | None, key: str) -> Value | None:
        """Return what cascades down to the page at *place* for the lowered *key*."""
        if key not in self._keys and (own is None or own.get("cascade") is None):
            return None
        for gift in self._reaching(place, own):
            if key in gift.values and gift.is_for(place, self._environment):
                return gift.values[key]
        return None

    def _reaching(self, place: Place, own: Mapping | None) -> Iterator[_Gift]:
        """Yield what may reach *place*, nearest first."""
        at: str = place.logical
        if own is not None and (place.language, at) not in self._branches:
            mine = own.get("cascade")
            if mine is not None:
                yield from _gifts(mine)
        if self._branches:
            while True:
                yield from self._branches.get((place.language, at), ())
                if len(at) < 2:
                    break
                at = dirname(at)
        yield from self._configured


def own_value(own: Mapping, key: str) -> Value | None:
    """Return what front matter itself has for the lowered *key*.

    What stands below `params` wins, but for keys that mean something to Hugo
    itself, which mean nothing there.
    """
    if key not in RESERVED:
        params = own.get("params")
        if isinstance(params, Mapping):
            found = params.get(key)
            if found is not None:
                return found
    return own.get(key)


def _gifts(value: Value) -> Iterator[_Gift]:
    """Yield the maps of one `cascade` value, in order; what is no map is skipped."""
    if isinstance(value, Mapping):
        yield _gift(value)
    elif isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Mapping):
                yield _gift(item)


def _gift(entry: Mapping) -> _Gift:
    target = casts.mapping(entry.get("target")) or casts.mapping(entry.get("_target"))
    values = {each.key.lower(): each.value for each in entry.entries}
    params = values.pop("params", None)
    if isinstance(params, Mapping):
        values.update((each.key.lower(), each.value) for each in params.entries)

    def wanted(name: str) -> str | None:
        return (casts.text(target.get(name)) or None) if target is not None else None

    return _Gift(
        values,
        wanted("path"),
        wanted("kind"),
        wanted("environment"),
        wanted("lang") or _languages(target),
    )


def _languages(target: Mapping | None) -> str | None:
    """Return a glob for the languages of `sites.matrix`; None: there are none."""
    sites = casts.mapping(target.get("sites")) if target is not None else None
    matrix = casts.mapping(sites.get("matrix")) if sites is not None else None
    names = casts.texts(matrix.get("languages")) if matrix is not None else ()
    if not names or any(name.startswith("!") for name in names):
        return None
    return f"{{{','.join(names)}}}"
