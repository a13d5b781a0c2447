"""What a configuration hides or misses: files, directories, themes, patterns."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final, TypeGuard

from rdmlint.hugo import casts, config_files, disk
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.remarks import Remark, Setting, settings
from rdmlint.model import Fault, Mapping, Sequence, Value
from rdmlint.text import Span

_LIMIT: Final = 1 << 16


def unread(root: str) -> Iterator[tuple[str, str]]:
    """Yield the main configuration files at *root* that another one keeps unread.

    Each with the name of the one that Hugo reads. Source: HUGO-CFG-1.
    """
    there = [
        name for name in config_files.NAMES if os.path.isfile(os.path.join(root, name))
    ]
    for name in there[1:]:
        # Other programs have a `config.yaml` too.
        if name.startswith("hugo.") or there[0].startswith("config."):
            yield name, there[0]


def missing_themes(config: HugoConfig, root: str) -> Iterator[Remark]:
    """Yield themes and modules that Hugo would look for on disk, and not find.

    What Go, a submodule or a script brings is left alone, and what lies beside the
    site. Source: HUGO-CFG-15.
    """
    if not config.missing_modules:
        return
    ground = disk.ground(root)
    themes = casts.text(config.root.get("themesdir")) or "themes"
    directory = os.path.normpath(os.path.join(root, themes))
    if "node_modules" in themes or not disk.is_within(directory, ground):
        return
    has_go = os.path.isfile(os.path.join(root, "go.mod"))
    brought = _brought(root, ground)
    for setting, name, span in _imports(config):
        path = re.sub(r"/v\d+$", "", name)
        if name not in config.missing_modules or (has_go and "." in name.split("/")[0]):
            continue
        place = f"{themes.strip('/')}/{path}"
        tops = (path, path.rpartition("/")[2], themes.strip("/"))
        if not any(word in brought for word in tops if word) and path not in brought:
            yield Remark(setting.path, span, f"There is no theme or module at {place}")


_NUMBER: Final = re.compile(r"0\.\d{1,3}(?:\.\d{1,3})?")


def unfit_versions(config: HugoConfig, root: str) -> Iterator[Remark]:
    """Yield bounds of the site and its themes that the version of Hugo is out of.

    Nothing where nobody says which version that is. Of a theme its `theme.toml` counts.
    Source: Hugo, `modules/config.go`, `HugoVersion.IsValid`.
    """
    version = config.hugo_version
    if version is None:
        return
    for setting in settings(config):
        if setting.keys[:2] == ("module", "hugoversion") and len(setting.keys) == 3:
            bound = casts.text(setting.value)
            if side := _out_of(version, setting.keys[2], bound):
                message = f"Hugo {version} builds this site, which wants {bound} {side}"
                yield Remark(setting.path, setting.value.span, message, is_mild=True)
    ground = disk.ground(root)
    themes = casts.text(config.root.get("themesdir")) or "themes"
    for setting, name, span in _imports(config):
        data = disk.read(os.path.join(root, themes, name, "theme.toml"), ground)
        value = None
        if not isinstance(data, Fault):
            value, _ = config_files.read_value(data, "toml")
        bound = casts.text(value.get("min_version") if _is_map(value) else None)
        if side := _out_of(version, "min", bound):
            message = (
                f"Hugo {version} builds this site, but the theme `{name}` wants "
                f"{bound} {side}"
            )
            yield Remark(setting.path, span, message, is_mild=True)


def _is_map(value: Value | None) -> TypeGuard[Mapping]:
    return isinstance(value, Mapping)


def _out_of(version: str, which: str, bound: str) -> str:
    """Say on which side of *bound* the version should be; "": it is there."""
    if not _NUMBER.fullmatch(bound):
        return ""
    if which == "min" and _parts(version) < _parts(bound):
        return "or later"
    if which == "max" and _parts(version) > _parts(bound):
        return "or earlier"
    return ""


def _parts(version: str) -> tuple[int, ...]:
    """Return the numbers of *version*, three of them."""
    found = [int(part) for part in version.split(".") if part.isdecimal()]
    return (*found, 0, 0, 0)[:3]


def _imports(config: HugoConfig) -> Iterator[tuple[Setting, str, Span]]:
    for setting in settings(config):
        value = setting.value
        if setting.keys == ("theme",):
            for item in value.items if isinstance(value, Sequence) else (value,):
                yield setting, casts.text(item), item.span
        elif setting.keys == ("module", "imports"):
            for item in value.items if isinstance(value, Sequence) else ():
                path = item.get("path") if isinstance(item, Mapping) else None
                if path is not None:
                    yield setting, casts.text(path), path.span


def _brought(root: str, ground: str) -> str:
    """Return the text of the files that may say how a theme comes to the disk."""
    said: list[str] = []
    for directory in {root, ground}:
        for name in (".gitmodules", ".gitignore", "package.json", "Makefile"):
            data = disk.read(os.path.join(directory, name), ground, limit=_LIMIT)
            if not isinstance(data, Fault):
                said.append(data.decode("utf-8", "replace"))
        workflows = os.path.join(directory, ".github", "workflows")
        for name in sorted(os.listdir(workflows)) if os.path.isdir(workflows) else ():
            data = disk.read(os.path.join(workflows, name), ground, limit=_LIMIT)
            if not isinstance(data, Fault):
                said.append(data.decode("utf-8", "replace"))
    return "\n".join(said)


def replaced_defaults(config: HugoConfig, root: str) -> Iterator[Remark]:
    """Yield mounts that keep Hugo from reading a directory of the site.

    Source: HUGO-CFG-20.
    """
    own = [mount for mount in config.mounts if not mount.is_theme]
    for setting in settings(config):
        if setting.keys != ("module", "mounts"):
            continue
        value = setting.value
        seen: set[str] = set()
        for item in value.items if isinstance(value, Sequence) else ():
            target = item.get("target") if isinstance(item, Mapping) else None
            component = casts.text(target).partition("/")[0]
            if target is None or component in seen:
                continue
            seen.add(component)
            is_read = any(
                (
                    mount.component == component
                    and (f"{component}/".startswith(f"{mount.source}/"))
                )
                or mount.source.startswith(f"{component}/")
                for mount in own
            )
            if not is_read and _holds_files(os.path.join(root, component)):
                message = (
                    f"With this mount Hugo does not read `{component}/` itself any more"
                )
                yield Remark(setting.path, target.span, message)


def _holds_files(directory: str) -> bool:
    """Tell whether there is a file in *directory* or just below that Hugo would see."""
    for folder, folders, names in os.walk(directory):
        if any(not name.startswith(".") for name in names):
            return True
        if folder != directory:
            folders.clear()
    return False


def outputs(config: HugoConfig) -> Iterator[tuple[str, Span, str]]:
    """Yield path, place and name of each output format that home is given.

    Home is there on every site; of other kinds there may be no page.
    """
    for setting in settings(config):
        if setting.keys == ("outputs", "home"):
            value = setting.value
            for item in value.items if isinstance(value, Sequence) else (value,):
                yield setting.path, item.span, casts.text(item)


def ugly(config: HugoConfig) -> Iterator[tuple[str, Span]]:
    """Yield path and place of the key that makes the addresses of all pages ugly."""
    for setting in settings(config):
        if setting.keys == ("uglyurls",) and not isinstance(setting.value, Mapping):
            yield setting.path, setting.entry.key_span


def overlapping_permalinks(config: HugoConfig) -> Iterator[Remark]:
    """Yield patterns for a section inside another one that has a pattern too.

    Which of them Hugo takes for a page that both fit is chance. Source: HUGO-URL-11.
    """
    for setting in settings(config):
        if setting.keys[-1] != "permalinks" or setting.keys[0] == "params":
            continue
        if isinstance(setting.value, Mapping):
            for span, message in _overlaps(setting.value):
                yield Remark(setting.path, span, message)


def _overlaps(patterns: Mapping) -> Iterator[tuple[Span, str]]:
    pairs: list[tuple[frozenset[str], str, Span, Value]] = []
    for entry in patterns.entries:
        if isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                kinds = frozenset({entry.key.lower()})
                pairs.append((kinds, _section(inner.key), inner.key_span, inner.value))
        else:
            kinds = frozenset({"page", "term"})
            pairs.append((kinds, _section(entry.key), entry.key_span, entry.value))
    for kinds, section, span, value in pairs:
        for other_kinds, outer, _, other in pairs:
            if (
                section.startswith(f"{outer}/")
                and outer
                and kinds & other_kinds
                and casts.text(value) != casts.text(other)
            ):
                message = (
                    f"Pages in `{section}` fit the pattern for `{outer}` too, and "
                    "Hugo takes either by chance"
                )
                yield span, message
                break


def _section(key: str) -> str:
    return key.strip(" /").lower()
