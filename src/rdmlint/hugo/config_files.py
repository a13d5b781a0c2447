"""Hugo's configuration files, read and laid over each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import msgspec

from rdmlint.hugo import disk
from rdmlint.model import Entry, Fault, FaultKind, Mapping, Scalar, Sequence, Value
from rdmlint.syntax.reading import DATA_LIMITS
from rdmlint.text import Span

EMPTY: Final = Mapping(Span(0, 0))

NAMES: Final = tuple(
    f"{name}.{extension}"
    for name in ("hugo", "config")
    for extension in ("toml", "yaml", "yml", "json")
)
"""Names of the main configuration file; the first that exists wins (HUGO-CFG-1)."""

_EXTENSIONS: Final = ("toml", "yaml", "yml", "json")
_DEPTH: Final = 8
"""How deep a configuration directory is walked; people stay at one or two."""


class Layers(msgspec.Struct):
    """Configuration files laid over each other; keeps which value came from where.

    *root* has lowered keys; a map that several files wrote has the span of the last.
    *files* are POSIX paths from the site root, in the order read. *origins* gives
    the file of a map by its `id`; *kept* keeps such maps alive. *sources* are the
    maps as each file gives them, as written, under the keys they belong to.
    """

    root: Mapping = EMPTY
    files: list[str] = []
    faults: list[tuple[str, Fault]] = []
    origins: dict[int, str] = {}
    kept: list[Mapping] = []
    sources: list[tuple[str, Mapping]] = []

    def origin(self, value: Value) -> str:
        """Return the file that *value*, a map or list, stands in ("" if unknown)."""
        return self.origins.get(id(value), "")


def main_file(directory: str) -> str | None:
    """Return the absolute path of the main configuration file; None: there is none."""
    for name in NAMES:
        path = os.path.join(directory, name)
        if os.path.isfile(path):
            return path
    return None


def read(directory: str, environment: str, root: str, ground: str) -> Layers:
    """Read the configuration of the project or theme in *directory*.

    Main file, then `config/_default`, then `config/<environment>`; later ones win,
    key by key. *root* is the site root that paths are counted from.

    Source: HUGO-CFG-1, HUGO-CFG-3, HUGO-CFG-7.
    """
    layers = Layers()
    main = main_file(directory)
    if main:
        _lay(layers, main, (), root, ground)
    for name in ("_default", environment):
        base = os.path.join(directory, "config", name)
        for path in _walk(base, _DEPTH):
            _lay(layers, path, _key_path(path), root, ground)
    return layers


def _walk(directory: str, depth: int) -> Iterator[str]:
    """Yield the configuration files below *directory*, in Hugo's order."""
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        return
    for name in names:
        path = os.path.join(directory, name)
        if os.path.isdir(path):
            # Hugo walks with lstat: linked directories are not entered.
            if depth and not os.path.islink(path):
                yield from _walk(path, depth - 1)
        elif name.rpartition(".")[2].lower() in _EXTENSIONS and "." in name:
            yield path


def _key_path(path: str) -> tuple[str, ...]:
    """Return the keys below which the file's content belongs, lowered."""
    name = os.path.basename(path).rpartition(".")[0].lower()
    if name in ("hugo", "config"):
        return ()
    key, language = _name(path).lower(), name.rpartition(".")[2]
    if "." not in name:
        return (key,)
    if key in ("menu", "menus"):
        return ("languages", language, "menus")
    return ("languages", language, *(("params",) if key == "params" else ()))


def _name(path: str) -> str:
    """Return the file's name without extension and language."""
    name = os.path.basename(path).rpartition(".")[0]
    return name.rpartition(".")[0] if "." in name else name


def _lay(
    layers: Layers, path: str, keys: tuple[str, ...], root: str, ground: str
) -> None:
    """Lay the file at *path* over what is there."""
    name = disk.relative(path, root)
    layers.files.append(name)
    data = disk.read(path, ground)
    if isinstance(data, Fault):
        layers.faults.append((name, data))
        return
    value, faults = read_value(data, path.rpartition(".")[2].lower())
    layers.faults.extend((name, fault) for fault in faults)
    if value is None:
        return
    if not isinstance(value, Mapping):
        message = "Hugo wants keys and values at the top of a configuration file"
        fault = Fault(FaultKind.FRONT_MATTER_SYNTAX, value.span, message)
        layers.faults.append((name, fault))
        return
    # A file may wrap its content in the key it is named for, letter case included.
    inner: Value = value
    if keys and len(value.entries) == 1 and value.entries[0].key == _name(path):
        inner = value.entries[0].value
    for key in reversed(keys):
        inner = Mapping(value.span, (Entry(key, Span(0, 0), inner),))
    if isinstance(inner, Mapping):
        lowered = _rename(_lower(inner, name, layers.origins))
        # The origins are keyed by identity: what they speak of must stay alive.
        layers.kept += (inner, lowered)
        layers.sources.append((name, inner))
        layers.root = overlay(layers.root, lowered, layers.origins)


def read_value(data: bytes, extension: str) -> tuple[Value | None, tuple[Fault, ...]]:
    """Read a YAML, TOML or JSON file; what is wrong in it comes as faults."""
    # Menus of large sites are written by scripts, and have many thousand values.
    if extension == "toml":
        from rdmlint.syntax import toml

        reading = toml.read(data, limits=DATA_LIMITS)
    elif extension == "json":
        from rdmlint.syntax import json

        reading = json.read(data, limits=DATA_LIMITS)
    else:
        from rdmlint.syntax import yaml

        reading = yaml.read(data, limits=DATA_LIMITS)
    return reading.value, tuple(flaw.fault() for flaw in reading.flaws)


def _lower(value: Mapping, path: str, origins: dict[int, str]) -> Mapping:
    """Return *value* with the keys of nested maps lowered; note where it came from.

    Maps inside lists keep their keys. Of two spellings of a key the last wins.
    """
    entries: dict[str, Entry] = {}
    for entry in value.entries:
        inner = entry.value
        if isinstance(inner, Mapping):
            inner = _lower(inner, path, origins)
        else:
            _note(inner, path, origins)
        key = entry.key.lower()
        entries[key] = Entry(key, entry.key_span, inner)
    lowered = Mapping(value.span, tuple(entries.values()))
    origins[id(lowered)] = path
    return lowered


def _note(value: Value, path: str, origins: dict[int, str]) -> None:
    """Note that the list *value* and the maps directly in it stand in *path*."""
    if isinstance(value, Sequence):
        origins[id(value)] = path
        origins.update((id(item), path) for item in value.items)


def _rename(root: Mapping) -> Mapping:
    """Write `menus` for `menu`, at the root and below each language."""
    entries: list[Entry] = []
    for entry in root.entries:
        if entry.key == "menu":
            entry = Entry("menus", entry.key_span, entry.value)
        elif entry.key == "languages" and isinstance(entry.value, Mapping):
            languages = tuple(
                Entry(each.key, each.key_span, _rename(each.value))
                if isinstance(each.value, Mapping)
                else each
                for each in entry.value.entries
            )
            entry = Entry(
                entry.key, entry.key_span, Mapping(entry.value.span, languages)
            )
        entries.append(entry)
    return Mapping(root.span, tuple(entries))


def overlay(base: Mapping, over: Mapping, origins: dict[int, str]) -> Mapping:
    """Return *base* with the keys of *over* set: maps merge, all else is replaced."""
    if not base.entries:
        return over
    entries = {entry.key: entry for entry in base.entries}
    for entry in over.entries:
        known = entries.get(entry.key)
        if (
            known
            and isinstance(known.value, Mapping)
            and isinstance(entry.value, Mapping)
        ):
            merged = overlay(known.value, entry.value, origins)
            entry = Entry(entry.key, entry.key_span, merged)
        entries[entry.key] = entry
    result = Mapping(over.span, tuple(entries.values()))
    if id(over) in origins:
        origins[id(result)] = origins[id(over)]
    return result


def inherit(project: Mapping, theme: Mapping) -> Mapping:
    """Return the *project*'s configuration with what it takes from a *theme*'s.

    The project wins. `params` merge deeply; of `menus`, `outputFormats` and
    `mediaTypes` whole new keys are added; all else is left out, unless the project
    asks for it with `_merge`. A project without `languages` takes the theme's.

    Source: HUGO-CFG-12; Hugo's `config/defaultConfigProvider.go`.
    """
    asked = _own_strategy(project)
    if asked == "none":
        return project
    entries = {entry.key: entry for entry in project.entries}
    for entry in theme.entries:
        known = entries.get(entry.key)
        if not isinstance(entry.value, Mapping):
            if known is None and asked == "deep":
                entries[entry.key] = entry
            continue
        into = known.value if known else Mapping(entry.value.span)
        if not isinstance(into, Mapping):
            continue
        strategy = _own_strategy(into) or _strategy(entry.key, asked, under_root=True)
        if entry.key == "languages" and known is None:
            strategy = "deep"
        merged = _merge(into, entry.value, strategy, "")
        if merged.entries:
            entries[entry.key] = Entry(entry.key, entry.key_span, merged)
    return Mapping(project.span, tuple(entries.values()))


def may_gain(project: Mapping, key: str) -> bool:
    """Tell whether the *project*'s table of that key takes keys from themes."""
    table = project.get(key)
    own = table if isinstance(table, Mapping) else Mapping(project.span)
    strategy = _own_strategy(own)
    strategy = strategy or _strategy(key, _own_strategy(project), under_root=True)
    return strategy != "none" or any(
        may_gain(own, entry.key)
        for entry in own.entries
        if isinstance(entry.value, Mapping)
    )


def _merge(into: Mapping, source: Mapping, strategy: str, parent: str) -> Mapping:
    """Merge *source* into *into*, whose merge *strategy* and parent's are given."""
    is_closed = strategy == "none" or parent == "shallow"
    entries = {entry.key: entry for entry in into.entries}
    for entry in source.entries:
        known = entries.get(entry.key)
        if known is None:
            if not is_closed and entry.key != "_merge":
                entries[entry.key] = entry
        elif isinstance(known.value, Mapping) and isinstance(entry.value, Mapping):
            below = _own_strategy(known.value)
            below = below or _strategy(entry.key, strategy, under_root=False)
            merged = _merge(known.value, entry.value, below, strategy)
            entries[entry.key] = Entry(entry.key, known.key_span, merged)
    return Mapping(into.span, tuple(entries.values()))


def _own_strategy(value: Mapping) -> str | None:
    asked = value.get("_merge")
    if isinstance(asked, Scalar) and asked.value in ("none", "shallow", "deep"):
        return str(asked.value)
    return None


def _strategy(key: str, parent: str | None, *, under_root: bool) -> str:
    """Return how a map called *key* merges when nobody says."""
    if key == "params":
        return "deep"
    if under_root and key in ("outputformats", "mediatypes", "menus"):
        return "shallow"
    return parent or "none"


def without_strategies(root: Mapping) -> Mapping:
    """Return *root* without the words that only say how maps merge."""
    return Mapping(
        root.span,
        tuple(
            Entry(entry.key, entry.key_span, without_strategies(entry.value))
            if isinstance(entry.value, Mapping)
            else entry
            for entry in root.entries
            if entry.key != "_merge"
        ),
    )
