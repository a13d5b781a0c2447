"""What Hugo refuses in the files of `i18n`, which it reads at every build.

Source: HUGO-I18N-1; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from rdmlint.hugo import config_files, disk
from rdmlint.hugo.discover import Site
from rdmlint.model import Fault, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

_EXTENSIONS: Final = ("yaml", "yml", "toml", "json")
_RESERVED: Final = frozenset(
    (
        *("id", "description", "hash", "translation", "leftdelim", "rightdelim"),
        *("zero", "one", "two", "few", "many", "other"),
    )
)


def refused(site: Site) -> Iterator[tuple[str, Span, str]]:
    """Yield path, place and sentence for what Hugo stops at in the site's own files."""
    ground = disk.ground(site.root)
    tops = [
        os.path.normpath(os.path.join(site.root, mount.source))
        for mount in site.config.mounts
        if mount.component == "i18n" and not mount.is_theme
    ]
    for _, file in site.i18n:
        if any(file.startswith(top + os.sep) for top in tops):
            path = disk.relative(file, site.root)
            for span, message in _of_file(file, ground):
                yield path, span, message


def _of_file(file: str, ground: str) -> Iterator[tuple[Span, str]]:
    data = disk.read(file, ground)
    if isinstance(data, Fault):
        yield data.span, data.message
        return
    name = os.path.basename(file)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in _EXTENSIONS:
        if data.strip():
            yield Span(0, 0), f"Hugo reads no `.{extension}` files in `i18n`"
        return
    value, faults = config_files.read_value(data, extension)
    for fault in faults:
        yield fault.span, fault.message
    if isinstance(value, Scalar) and value.value is not None:
        yield value.span, "Translations are keys and values, not a single value"
    elif value is not None and not faults:
        yield from _mixed(value, depth=0)


_DEEPEST: Final = 16


def _mixed(value: Value, *, depth: int) -> Iterator[tuple[Span, str]]:
    """Yield maps that are a translation and hold others as well."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Sequence):
        for item in value.items:
            yield from _mixed(item, depth=depth + 1)
    if not isinstance(value, Mapping):
        return
    own = [
        entry
        for entry in value.entries
        if entry.key.lower() in _RESERVED and isinstance(entry.value, Scalar)
    ]
    others = [entry for entry in value.entries if entry.key.lower() not in _RESERVED]
    if own and others:
        yield (
            others[0].key_span,
            f"`{others[0].key}` cannot stand beside `{own[0].key}`, which says how "
            "this very text is translated",
        )
    for entry in value.entries:
        yield from _mixed(entry.value, depth=depth + 1)
