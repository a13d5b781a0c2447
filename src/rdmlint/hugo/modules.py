"""Themes, modules and mounts: which directories on disk make up a site.

Source: HUGO-CFG-15 to HUGO-CFG-23 and Hugo's `modules/collect.go`.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from rdmlint.hugo import casts, config_files, disk, globs
from rdmlint.hugo.config_files import Layers
from rdmlint.hugo.editions import UNSAID, Matrix, read_sites
from rdmlint.model import Fault, Mapping, Scalar, Sequence, Value

COMPONENTS: Final = (
    "archetypes",
    "assets",
    "content",
    "data",
    "i18n",
    "layouts",
    "static",
)
"""Hugo's component directories."""

_MODULE_LIMIT: Final = 200
"""No more modules than this are followed, whatever a configuration asks for."""


class Mount(msgspec.Struct, frozen=True):
    """A directory, or a single file, that Hugo sees as (part of) a component.

    *source* is a POSIX path from the site root (may begin with `../`), *target*
    begins with a component (`content`, `static`, …). *matrix* says for which
    editions of the site it is. *is_theme*: it comes from a theme or module on disk.
    *module* counts from 0, the project, in the order of precedence. *files* are
    Hugo's globs on paths below *source* that choose what is mounted (empty:
    everything).
    """

    source: str
    target: str
    matrix: Matrix = UNSAID
    is_theme: bool = False
    module: int = 0
    files: tuple[str, ...] = ()

    @property
    def component(self) -> str:
        """Return the component, the first element of the target."""
        return self.target.partition("/")[0]

    def takes(self, path: str, *, is_directory: bool = False) -> bool:
        """Tell whether *files* choose *path*, a POSIX path below the source.

        The first glob that matches decides. A directory is entered where it may
        hold something that is chosen.

        Source: HUGO-CFG-21.
        """
        path = "/" + path
        has_inclusion = False
        for glob in self.files:
            if glob.startswith("! "):
                if globs.matches(_rooted(glob[2:]), path):
                    return False
                continue
            has_inclusion = True
            glob = _rooted(glob)
            if globs.matches(glob, path):
                return True
            if is_directory and any(
                globs.matches(parent, path) for parent in _parents(glob)
            ):
                return True
        return not has_inclusion


def _rooted(glob: str) -> str:
    return glob if glob.startswith("/") else f"/{glob}"


def _parents(glob: str) -> Iterator[str]:
    """Yield the globs of the directories that lead to what *glob* matches."""
    parts = posixpath.dirname(glob).split("/")
    for end in range(1, len(parts)):
        yield "/".join(parts[: end + 1])


class Modules(msgspec.Struct):
    """What the imports of a project come to, while they are being followed.

    *root* is the project's configuration with what it inherits. *themes* are POSIX
    paths from the site root, *missing* the import paths of what is not on disk,
    *missing_mounts* source and target of those mounts among them.
    *unmodelled* names features of mounts that are not modelled. *may_lend_markup*:
    of those that are missing, some may set keys of `markup` that the project does not.
    """

    root: Mapping
    mounts: list[Mount] = []
    themes: list[str] = []
    missing: list[str] = []
    missing_mounts: list[tuple[str, str]] = []
    files: list[str] = []
    faults: list[tuple[str, Fault]] = []
    unmodelled: set[str] = set()
    may_lend_markup: bool = False


class _Import(msgspec.Struct, frozen=True):
    path: str
    is_replaced: bool = False
    version: str = ""
    takes_config: bool = True
    takes_imports: bool = True
    takes_mounts: bool = True
    mounts: tuple[Mapping, ...] = ()


class _Module(msgspec.Struct, frozen=True):
    """A module being read: its directory, its configuration, who imports it."""

    directory: str
    config: Mapping
    number: int
    mounts: tuple[Mapping, ...] | None = None


class _Walk(msgspec.Struct):
    """Keeps what was found and what was seen while imports are followed."""

    root: str
    ground: str
    environment: str
    themes_dir: str
    replacements: dict[str, str]
    go_modules: dict[str, str]
    has_go_modules: bool
    found: Modules
    layers: Layers
    vendored: dict[str, str] = {}
    owners: dict[str, int] = {}


def collect(layers: Layers, root: str, ground: str, environment: str) -> Modules:
    """Follow the imports of the project at *root* whose configuration is *layers*.

    Only what is on disk is followed, and never out of *ground*: themes, vendored
    modules, and modules that `go.mod`, a workspace or the configuration replaces by
    a directory. The mounts of the project itself come first, in full.
    """
    config = layers.root
    found = Modules(config)
    go_modules, has_go_modules = _go_modules(root, config, ground)
    walk = _Walk(
        root=root,
        ground=ground,
        environment=environment,
        themes_dir=os.path.normpath(
            os.path.join(root, casts.text(config.get("themesdir")) or "themes")
        ),
        replacements=_replacements(config),
        go_modules=go_modules,
        has_go_modules=has_go_modules,
        found=found,
        layers=layers,
    )
    project = _Module(root, config, 0)
    found.mounts.extend(_declared(walk, project))
    imported: list[Mount] = []
    _follow(walk, project, imported)
    found.mounts.extend(_project_defaults(walk, found.root, found.mounts))
    found.mounts = list(dict.fromkeys(found.mounts)) + imported
    found.missing = list(dict.fromkeys(found.missing))
    found.root = config_files.without_strategies(found.root)
    return found


def replaced(root: str, config: Mapping, ground: str) -> dict[str, str]:
    """Return the modules that `go.mod` or a workspace replaces by a directory.

    From import path to absolute directory. Source: HUGO-CFG-19.
    """
    return _go_modules(root, config, ground)[0]


def _follow(walk: _Walk, owner: _Module, mounts: list[Mount]) -> None:
    """Add everything *owner* imports, depth first."""
    for each in _imports(owner.config, walk.replacements):
        key = re.sub(r"/v\d+$", "", each.path.lower())
        if walk.owners.setdefault(key, owner.number) != owner.number:
            continue
        if len(walk.found.themes) >= _MODULE_LIMIT:
            walk.found.unmodelled.add("modules")
            return
        directory = _locate(walk, each, owner)
        if directory is None:
            walk.found.missing.append(each.path)
            if each.takes_config and config_files.may_gain(walk.found.root, "markup"):
                walk.found.may_lend_markup = True
            continue
        walk.found.themes.append(disk.relative(directory, walk.root))
        number = len(walk.found.themes)
        layers = Layers()
        if each.takes_config:
            layers = config_files.read(
                directory, walk.environment, walk.root, walk.ground
            )
            walk.found.files.extend(layers.files)
            walk.found.faults.extend(layers.faults)
            walk.layers.origins.update(layers.origins)
            walk.found.root = config_files.inherit(walk.found.root, layers.root)
            walk.layers.kept += layers.kept
        module = _Module(directory, layers.root, number, each.mounts or None)
        if each.takes_mounts:
            declared = list(_declared(walk, module))
            has_any = bool(each.mounts) or bool(_mount_tables(layers.root))
            mounts.extend(declared if has_any else _theme_defaults(walk, module))
        if each.takes_imports:
            _follow(walk, module, mounts)


def _imports(config: Mapping, replacements: dict[str, str]) -> Iterator[_Import]:
    """Yield what a configuration imports, modules before themes."""
    module = config.get("module")
    tables = module.get("imports") if isinstance(module, Mapping) else None
    for item in tables.items if isinstance(tables, Sequence) else ():
        if not isinstance(item, Mapping) or casts.truth(item.get("disable")):
            continue
        path = casts.text(item.get("path"))
        if not path:
            continue
        inner = item.get("mounts")
        yield _Import(
            path=replacements.get(path, path),
            is_replaced=path in replacements,
            version=casts.text(item.get("version")),
            takes_config=not casts.truth(item.get("ignoreconfig")),
            takes_imports=not casts.truth(item.get("ignoreimports")),
            takes_mounts=not casts.truth(item.get("nomounts")),
            mounts=_tables(inner),
        )
    for name in strings(config.get("theme")):
        if name:
            yield _Import(name)


def _locate(walk: _Walk, wanted: _Import, owner: _Module) -> str | None:
    """Return the directory of an import; None: it is not on disk, or off limits."""
    path = wanted.path
    _read_vendored(walk, owner.directory)
    directory = ""
    vendored = f"{path}@{wanted.version}" if wanted.version else path
    if vendored in walk.vendored:
        directory = walk.vendored[vendored]
    elif path in walk.go_modules:
        directory = walk.go_modules[path]
    elif not (walk.has_go_modules and _is_module_path(path)) or wanted.is_replaced:
        directory = os.path.normpath(os.path.join(walk.themes_dir, path))
        is_trusted = owner.number == 0 or wanted.is_replaced
        if not is_trusted and not directory.startswith(walk.themes_dir):
            return None
    # An empty directory is a submodule that was not fetched.
    if directory and disk.is_within(directory, walk.ground) and _has_entries(directory):
        return directory
    return None


def _has_entries(directory: str) -> bool:
    try:
        with os.scandir(directory) as entries:
            return any(True for _ in entries)
    except OSError:
        return False


def _is_module_path(path: str) -> bool:
    """Tell whether *path* can be a Go module: its first element has a dot."""
    first, _, rest = path.partition("/")
    return "." in first.strip(".") and bool(rest)


def _replacements(config: Mapping) -> dict[str, str]:
    """Return `module.replacements`, from import path to directory."""
    module = config.get("module")
    if not isinstance(module, Mapping):
        return {}
    pairs = strings(module.get("replacements"))
    if len(pairs) == 1:
        pairs = pairs[0].split(",")
    found: dict[str, str] = {}
    for pair in pairs:
        old, arrow, new = pair.partition("->")
        if arrow:
            found[old.strip()] = new.strip()
    return found


def _read_vendored(walk: _Walk, directory: str) -> None:
    """Add what `_vendor/modules.txt` in *directory* lists; the first to say wins."""
    base = os.path.join(directory, "_vendor")
    data = disk.read(os.path.join(base, "modules.txt"), walk.ground)
    if isinstance(data, Fault):
        return
    for line in data.decode("utf-8", "replace").splitlines():
        parts = line.strip("# \t").split()
        if len(parts) == 2:
            walk.vendored.setdefault(parts[0], os.path.join(base, parts[0]))


def _go_modules(root: str, config: Mapping, ground: str) -> tuple[dict[str, str], bool]:
    """Return modules that Go takes from a directory on disk, and if Go is used."""
    found: dict[str, str] = {}
    module = config.get("module")
    work = casts.text(module.get("workspace")) if isinstance(module, Mapping) else ""
    if work and work != "off":
        path = os.path.join(root, work)
        for verb, words in _go_lines(path, ground):
            if verb == "use" and words:
                directory = os.path.join(os.path.dirname(path), words[0])
                for inner, name in _go_lines(os.path.join(directory, "go.mod"), ground):
                    if inner == "module" and name:
                        found[name[0]] = os.path.normpath(directory)
    has_go = os.path.isfile(os.path.join(root, "go.mod"))
    for verb, words in _go_lines(os.path.join(root, "go.mod"), ground):
        if verb == "replace" and "=>" in words:
            new = words[words.index("=>") + 1 :]
            if words and new and new[0].startswith("."):
                found[words[0]] = os.path.normpath(os.path.join(root, new[0]))
    return found, has_go


def _go_lines(path: str, ground: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the directives of a `go.mod` or work file as verb and words."""
    data = disk.read(path, ground)
    if isinstance(data, Fault):
        return
    verb = ""
    for line in data.decode("utf-8", "replace").splitlines():
        words = line.partition("//")[0].split()
        if not words:
            continue
        if words[0] == ")":
            verb = ""
        elif verb:
            yield verb, words
        elif words[-1] == "(":
            verb = words[0]
        else:
            yield words[0], words[1:]


# --- Mounts -----------------------------------------------------------------------


def _mount_tables(config: Mapping) -> tuple[Mapping, ...]:
    module = config.get("module")
    return _tables(module.get("mounts")) if isinstance(module, Mapping) else ()


def _tables(value: Value | None) -> tuple[Mapping, ...]:
    """Return the maps of a list; what is no list has none."""
    if not isinstance(value, Sequence):
        return ()
    return tuple(item for item in value.items if isinstance(item, Mapping))


def _declared(walk: _Walk, module: _Module) -> Iterator[Mount]:
    """Yield the mounts a module declares, or that its import declares for it."""
    for table in module.mounts or _mount_tables(module.config):
        source, target = (
            casts.text(table.get("source")),
            casts.text(table.get("target")),
        )
        if not source or not target:
            continue
        target = posixpath.normpath(target.replace("\\", "/"))
        component = target.partition("/")[0]
        if component not in COMPONENTS:
            continue
        directory = os.path.normpath(os.path.join(module.directory, source))
        if (
            module.number
            and "node_modules/" in source
            and not os.path.exists(directory)
        ):
            below = source[source.index("node_modules/") :]
            directory = os.path.join(walk.root, below)
        if not os.path.exists(directory):
            # Hugo skips it without a word; what a package would bring is unknown.
            if "node_modules/" in source or component in ("content", "layouts"):
                walk.found.missing.append(source)
                walk.found.missing_mounts.append((source, target))
            continue
        if not disk.is_within(directory, walk.ground):
            walk.found.missing.append(source)
            walk.found.missing_mounts.append((source, target))
            continue
        yield Mount(
            source=disk.relative(directory, walk.root),
            target=target,
            matrix=_matrix(table),
            is_theme=module.number > 0,
            module=module.number,
            files=_mount_files(table),
        )


def _matrix(table: Mapping) -> Matrix:
    """Return for which editions of the site a mount is."""
    # What `complements` lends other editions is in their lists, and nowhere else.
    matrix = read_sites(table.get("sites"))
    # Hugo puts the older key behind what the newer says.
    languages = [*matrix.languages, *strings(table.get("lang"))]
    return msgspec.structs.replace(
        matrix, languages=tuple(dict.fromkeys(map(str.lower, languages)))
    )


def _mount_files(table: Mapping) -> tuple[str, ...]:
    """Return the globs that choose a mount's files, exclusions as `! glob`."""
    legacy = [f"! {glob}" for glob in strings(table.get("excludefiles"))]
    return (
        *legacy,
        *strings(table.get("files")),
        *strings(table.get("includefiles")),
    )


def _theme_defaults(walk: _Walk, module: _Module) -> Iterator[Mount]:
    """Yield a mount for each component directory a theme has. Source: HUGO-CFG-17."""
    for component in COMPONENTS:
        directory = os.path.join(module.directory, component)
        if os.path.isdir(directory) and disk.is_within(directory, walk.ground):
            source = disk.relative(directory, walk.root)
            yield Mount(source, component, is_theme=True, module=module.number)


def _project_defaults(
    walk: _Walk, config: Mapping, declared: Iterable[Mount]
) -> Iterator[Mount]:
    """Yield the default mounts of components the project mounts nothing for.

    Source: HUGO-CFG-20, HUGO-CFG-23.
    """
    taken = {mount.component for mount in declared}
    for component in COMPONENTS:
        if component in taken:
            continue
        if component == "content":
            pairs = _content_dirs(config)
        elif component == "static":
            pairs = [(name, None) for name in _static_dirs(config)]
        else:
            key = "archetypedir" if component == "archetypes" else _DIRS[component]
            pairs = [(casts.text(config.get(key)) or component, None)]
        for name, language in pairs:
            directory = os.path.normpath(os.path.join(walk.root, name))
            if disk.is_within(directory, walk.ground):
                source = disk.relative(directory, walk.root)
                matrix = Matrix((language,)) if language else UNSAID
                yield Mount(source, component, matrix)
            else:
                walk.found.missing.append(name)


_DIRS: Final = {
    "assets": "assetdir",
    "data": "datadir",
    "i18n": "i18ndir",
    "layouts": "layoutdir",
}


def _content_dirs(config: Mapping) -> list[tuple[str, str | None]]:
    """Return content directories with the language they are for."""
    base = casts.text(config.get("contentdir")) or "content"
    languages = config.get("languages")
    if not isinstance(languages, Mapping) or not languages.entries:
        return [(base, None)]
    pairs: list[tuple[str, str | None]] = []
    for entry in languages.entries:
        own = (
            entry.value.get("contentdir") if isinstance(entry.value, Mapping) else None
        )
        name = casts.text(own) or base
        pairs.append((name, None if name == base else entry.key))
    return list(dict.fromkeys(pairs))


def _static_dirs(config: Mapping) -> list[str]:
    """Return the static directories of the site and all its languages."""
    found = _own_static_dirs(config)
    languages = config.get("languages")
    for entry in languages.entries if isinstance(languages, Mapping) else ():
        if isinstance(entry.value, Mapping):
            found += _own_static_dirs(entry.value)
    return list(dict.fromkeys(found)) or ["static"]


def _own_static_dirs(config: Mapping) -> list[str]:
    found = strings(config.get("staticdir"))
    for number in range(11):
        found += strings(config.get(f"staticdir{number}"))
    return [name for name in found if name]


def strings(value: Value | None) -> list[str]:
    """Return *value* as a list of strings; a string is a list of one, not split."""
    if isinstance(value, Sequence):
        return [casts.text(item) for item in value.items if isinstance(item, Scalar)]
    word = casts.text(value)
    return [word] if word else []
