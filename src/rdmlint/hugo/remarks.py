"""A thing to say about a place in a file of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.model import Entry, Mapping, Sequence, Value
from rdmlint.text import Span

ANY: Final = "*"
"""Stands for any key, or any item of a list, in a path of keys."""


class Remark(msgspec.Struct, frozen=True):
    """What there is to say about *span* of the configuration file at *path*.

    *is_mild*: Hugo warns, but builds the site. *renamed* is the key to write instead,
    beside which the value can stay as it is (None: that is not so).
    """

    path: str
    span: Span
    message: str
    is_mild: bool = False
    renamed: str | None = None


class Setting(msgspec.Struct, frozen=True):
    """A key that counts: no later file says anything else for it.

    *keys* is the path to it, lowered, *name* the same as written. What an item of a
    list holds has its keys below `*`, of which *name* says nothing.
    """

    path: str
    keys: tuple[str, ...]
    name: str
    entry: Entry

    @property
    def value(self) -> Value:
        """Return what stands behind the key."""
        return self.entry.value


def settings(config: HugoConfig) -> Iterator[Setting]:
    """Yield every key that counts of the site's own configuration files.

    Outer keys come before those below them. What `params` holds is the site's own
    business, and left out.
    """
    for path, source in config.sources:
        yield from _below(path, source, (), "", config.root)


def _below(
    path: str,
    source: Mapping,
    above: tuple[str, ...],
    prefix: str,
    effective: Mapping,
) -> Iterator[Setting]:
    for entry in source.entries:
        value = entry.value
        keys = (*above, _key(entry.key.lower(), above))
        now = effective.get(keys[-1])
        name = f"{prefix}{entry.key}"
        if isinstance(value, Mapping):
            if isinstance(now, Mapping):
                yield Setting(path, keys, name, entry)
                if keys[-1] != "params":
                    yield from _below(path, value, keys, f"{name}.", now)
        elif now is value:
            yield Setting(path, keys, name, entry)
            for item in value.items if isinstance(value, Sequence) else ():
                if isinstance(item, Mapping):
                    yield from _below(path, item, (*keys, ANY), f"{name}.", item)


def _key(key: str, above: tuple[str, ...]) -> str:
    """Return the key of today for *key*. Source: HUGO-CFG-7."""
    is_top = not above or (len(above) == 2 and above[0] == "languages")
    return "menus" if key == "menu" and is_top else key


def fits(keys: tuple[str, ...], pattern: str) -> bool:
    """Tell whether *keys* are what *pattern* says, `languages.*.weight`."""
    wanted = pattern.split(".")
    return len(wanted) == len(keys) and all(
        want in (ANY, key) for want, key in zip(wanted, keys, strict=True)
    )
