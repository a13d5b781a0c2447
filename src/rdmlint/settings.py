"""What the user asked for, from files and flags, as one value."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import msgspec

from rdmlint.errors import ConfigError, RdmlintError, UsageError
from rdmlint.model import Entry, Mapping, Scalar, Severity, Value, plain
from rdmlint.model import Sequence as Items
from rdmlint.syntax import data_paths
from rdmlint.text import Position, SourceText, Span

PYPROJECT: Final = "pyproject.toml"

FILE_NAMES: Final = ("rdmlint.toml", ".rdmlint.toml", PYPROJECT)
"""Files that may hold the configuration, the one that wins first."""

MAX_SIZE: Final = 1 << 20
"""Bytes of a configuration file that are read; a bigger one is refused."""

LONGEST_GLOB: Final = 1_000
"""Characters of a glob: what it costs grows with its length."""

NEVER: Final = "never"
"""The word for `fail-on` that lets no finding fail a run."""

FindRoot: TypeAlias = "Callable[[str], str | os.PathLike[str]]"
"""Finds the root of the site that a path belongs to, or raises."""


class Profile(msgspec.Struct, frozen=True):
    """A contract for front matter, bound to files.

    *paths* are globs on POSIX paths from the site root; the last profile that
    matches a page wins. *required* keys must all be there; *schema* is the absolute
    path of a JSON Schema file (None: none). *name* is for messages.
    """

    name: str
    paths: tuple[str, ...]
    required: tuple[str, ...] = ()
    schema: str | None = None
    is_built_in: bool = False


class DataContract(msgspec.Struct, frozen=True):
    """A contract for the records of data files.

    *files* are globs on POSIX paths from the site root; all contracts that match a
    file hold. *records* is the path of the records in it (""; the whole file is one).
    *required* keys must all be there, *non_empty* ones must not be empty where they
    are, and of *unique* ones no two records have the same. *vocabularies* name for
    keys of records the path of the list that their values are in, *references* that
    of the values they refer to; both may begin with a file, `data/x.json:items[].id`,
    and `page.title` means the titles of pages. *schema* is the absolute path of a
    JSON Schema file for the whole of each file (None: none).
    """

    files: tuple[str, ...]
    records: str = ""
    required: tuple[str, ...] = ()
    non_empty: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    vocabularies: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    schema: str | None = None


class FacilitySettings(msgspec.Struct, frozen=True):
    """Where the registry of facilities is, and which links it is about.

    *registry* is a POSIX path from the site root (None: the usual places are looked
    at), *extends* the name of a registry that comes with rdmlint (None: none). *pages*
    are globs for where pages of facilities lie, beside those that the registry names.
    *select* is a CSS selector: what it picks must be links to facilities (None: no
    selector).
    """

    registry: str | None = None
    extends: str | None = None
    pages: tuple[str, ...] = ()
    select: str | None = None


class External(msgspec.Struct, frozen=True):
    """How other sites are asked about the links to them, when a run goes online.

    *ignore* are globs on whole addresses that are never asked for. *connections* are
    open to one host at a time, *interval* seconds lie between two requests to it.
    *timeout* bounds all requests for one address, *max_seconds* the whole run,
    *max_requests* their number. *read_pages*: every page is asked for whole, to see
    whether it says that there is nothing. *networks* and *ports* are allowed beside
    the public internet and the ports 80 and 443.
    """

    ignore: tuple[str, ...] = ()
    connections: int = 2
    interval: float = 0.3
    timeout: float = 20.0
    max_seconds: float = 900.0
    max_requests: int = 2_000
    read_pages: bool = False
    networks: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()


class Settings(msgspec.Struct, frozen=True):
    """Everything a run depends on besides the site itself. Paths are absolute.

    *root* is the site root. *shown* are POSIX paths from the site root that narrow
    what is shown (empty: the whole site). *select* and *ignore* hold codes, prefixes
    of codes, names or `ALL`, and so do *fixable* (empty: all) and *unfixable*, the
    rules whose fixes are offered and those whose are not. *today* is an ISO date
    (None: the clock's). *built* is the directory of a built site that is checked as
    well (None: none); *has_sources* False: there is nothing else. *config_path* is the
    file these came from, for messages (None: no file). *places* says where in that file
    a word was written, by the name of its section (`select`, `rules.missing-alt-text`,
    `per-file-ignores."*.md"`) and the word.
    """

    root: str
    shown: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    profiles: tuple[Profile, ...] = ()
    data: tuple[DataContract, ...] = ()
    facilities: FacilitySettings = FacilitySettings()
    external: External = External()
    rules: dict[str, dict[str, Any]] = {}
    bootstrap: str | None = None
    hugo_version: str | None = None
    environment: str = "production"
    today: str | None = None
    built: str | None = None
    has_sources: bool = True
    config_path: str | None = None
    places: dict[tuple[str, str], Position] = {}

    def error(
        self, section: str, word: str, message: str, *, hint: str | None = None
    ) -> RdmlintError:
        """Return the error that says *message* about *word* in *section*.

        It points into the configuration file where the word came from there, and
        speaks of the command line where it did not.
        """
        place = self.places.get((section, word))
        if self.config_path is None or place is None:
            return UsageError(message, hint=hint)
        return ConfigError(
            message,
            path=shown_path(self.config_path),
            line=place.line,
            column=place.column,
            hint=hint,
        )


class Flags(msgspec.Struct, frozen=True):
    """What the command line says beside the paths.

    *select* None: not given, the file's counts; given, it replaces the file's; so does
    *fixable*. *extend_select*, *ignore*, *unfixable* and *exclude* are added to it.
    *fail_on* is a severity or `never` (None: not given). *built* is the absolute
    directory of a built site, *has_sources* False where there is nothing else.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()
    built: str | None = None
    has_sources: bool = True

    def for_built(self, folder: str, *, has_sources: bool) -> Flags:
        """Return these flags for the site that was built to *folder*."""
        return msgspec.structs.replace(self, built=folder, has_sources=has_sources)


NO_FLAGS: Final = Flags()


def load(
    paths: Iterable[str | os.PathLike[str]],
    *,
    find_root: FindRoot,
    config: str | os.PathLike[str] | None = None,
    isolated: bool = False,
    flags: Flags = NO_FLAGS,
) -> tuple[Settings, ...]:
    """Return the settings of every site that *paths* lie in, in order of appearance.

    The configuration is *config*, or (None) the first that is found from each site's
    root upward; with *isolated* no file is read at all.

    Raises `UsageError` for a path that does not exist, `ConfigError` for a
    configuration that cannot be used, and whatever *find_root* raises.
    """
    sites: dict[str, list[str]] = {}
    for path in paths:
        file = existing(os.fspath(path))
        # As it was written, for that is how a message should name it.
        root = os.path.abspath(find_root(os.fspath(path)))
        sites.setdefault(root, []).append(file)
    return tuple(
        with_flags(
            msgspec.structs.replace(
                _from_files(root, config, isolated=isolated),
                shown=narrowed(root, files),
            ),
            flags,
        )
        for root, files in sites.items()
    )


def _from_files(
    root: str, config: str | os.PathLike[str] | None, *, isolated: bool
) -> Settings:
    if config is not None:
        return read_file(existing(os.fspath(config)), root=root)
    found = None if isolated else find_config(root)
    if found is None:
        return Settings(root=root, profiles=(built_in_profile(),))
    return read_file(found, root=root)


def with_flags(settings: Settings, flags: Flags) -> Settings:
    """Return *settings* as the command line changes them."""
    fail_on = settings.fail_on
    if flags.fail_on is not None:
        fail_on = None if flags.fail_on == NEVER else Severity(flags.fail_on)
    return msgspec.structs.replace(
        settings,
        select=settings.select if flags.select is None else flags.select,
        extend_select=settings.extend_select + flags.extend_select,
        ignore=settings.ignore + flags.ignore,
        fixable=settings.fixable if flags.fixable is None else flags.fixable,
        unfixable=settings.unfixable + flags.unfixable,
        exclude=settings.exclude + flags.exclude,
        fail_on=fail_on,
        built=flags.built,
        has_sources=flags.has_sources,
    )


# --- Paths ------------------------------------------------------------------------


def existing(path: str) -> str:
    """Return *path* as an absolute one; raise `UsageError` where nothing is there."""
    file = os.path.abspath(path)
    if "\0" not in path and os.path.lexists(file):
        return file
    folder, name = os.path.split(file)
    hint = None
    if os.path.isdir(folder):
        near = nearest(name, os.listdir(folder))
        if near is not None:
            hint = f"did you mean {os.path.join(os.path.dirname(path), near)}?"
    raise UsageError(f"no such file or directory: {path}", hint=hint)


def narrowed(root: str, files: Sequence[str]) -> tuple[str, ...]:
    """Return absolute *files* as POSIX paths from *root*; empty for the whole site.

    The site root and its content directory both stand for the whole site.
    """
    found: list[str] = []
    for file in files:
        path = os.path.relpath(file, root)
        if path.startswith(os.pardir):
            path = os.path.relpath(os.path.realpath(file), os.path.realpath(root))
        if path in (os.curdir, "content"):
            return ()
        found.append(path.replace(os.sep, "/"))
    return tuple(dict.fromkeys(found))


def shown_path(path: str) -> str:
    """Return absolute *path* as the user would write it: short where it is near."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.path.join(os.pardir, os.pardir)) else relative


def find_config(root: str) -> str | None:
    """Return the configuration file for the site at *root*; None: there is none.

    It is looked for in *root* and the directories above, up to the root of the
    repository. The first that is found counts alone. Raises `ConfigError` for a link
    that leads out of the repository: what is there could show up in messages.
    """
    folders, is_repository = _upward(os.path.abspath(root))
    for folder in folders:
        for name in FILE_NAMES:
            file = os.path.join(folder, name)
            if not os.path.isfile(file) or (name == PYPROJECT and not _is_ours(file)):
                continue
            if is_repository and not _is_inside(file, folders[-1]):
                message = "This link leads out of the repository"
                raise ConfigError(message, path=shown_path(file))
            return file
    return None


def _upward(folder: str) -> tuple[list[str], bool]:
    """Return *folder* and those above it, and whether the last is a repository."""
    found = [folder]
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return found, False
        found.append(folder)
    return found, True


def _is_inside(file: str, folder: str) -> bool:
    """Tell whether *file*, all links followed, is in *folder*."""
    inside = os.path.realpath(folder).rstrip(os.sep) + os.sep
    return os.path.realpath(file).startswith(inside)


def _is_ours(pyproject: str) -> bool:
    """Tell whether a `pyproject.toml` configures rdmlint, or tries to."""
    from rdmlint.syntax import toml

    try:
        data = _bytes_of(pyproject)
    except ConfigError:
        return False
    if b"rdmlint" not in data:
        return False
    reading = toml.read(data)
    if reading.flaws:
        # Another tool's broken file is none of our business; one that names us is.
        return re.search(rb"\[ *tool *\. *rdmlint *[\].]", data) is not None
    return _of_pyproject(reading.value) is not None


def _of_pyproject(table: Value | None) -> Value | None:
    """Return the table `tool.rdmlint` of *table*; None: there is none."""
    for key in ("tool", "rdmlint"):
        table = _value(table, key) if isinstance(table, Mapping) else None
    return table


def shipped_schema(name: str) -> str:
    """Return the absolute path of a JSON Schema that comes with rdmlint.

    In a wheel the schemas lie inside the package, in a checkout beside `src`.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "schemas")
    if not os.path.isdir(inside):
        inside = os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")
    return os.path.join(inside, name)


def built_in_profile() -> Profile:
    """Return the contract that holds where a site states none of its own."""
    return Profile(
        name="rdm",
        paths=("**",),
        required=("title", "menu", "weight", "toc"),
        schema=shipped_schema("front-matter.schema.json"),
        is_built_in=True,
    )


# --- The configuration file -------------------------------------------------------


def read_file(path: str, *, root: str) -> Settings:
    """Return what the file at absolute *path* says about the site at *root*."""
    return from_toml(_bytes_of(path), path=path, root=root)


def _bytes_of(path: str) -> bytes:
    shown = shown_path(path)
    try:
        if not os.path.isfile(path):
            raise ConfigError("This is no file", path=shown)
        with open(path, "rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise ConfigError(f"Cannot be read: {error.strerror}", path=shown) from error
    if len(data) > MAX_SIZE:
        raise ConfigError("A configuration has at most 1 MiB", path=shown)
    return data


def from_toml(data: bytes, *, path: str, root: str) -> Settings:
    """Return what *data*, the text of the file at absolute *path*, says.

    In a `pyproject.toml` the table `[tool.rdmlint]` counts. Raises `ConfigError` at
    the first thing that cannot be used.
    """
    from rdmlint.syntax import toml

    source = _Source(path, root, SourceText(data))
    reading = toml.read(data)
    for flaw in reading.flaws:
        raise source.error(flaw.span, flaw.message)
    table = reading.value
    if os.path.basename(path) == PYPROJECT:
        table = _of_pyproject(table)
    found: dict[str, Any] = {}
    if table is not None:
        for entry in _known(table, READERS, source, kind="setting", where="rdmlint"):
            field, read = READERS[entry.key]
            found[field] = read(entry, source)
    found.setdefault("profiles", (built_in_profile(),))
    return Settings(root=root, config_path=path, places=source.places, **found)


class _Source:
    """The file being read; keeps the places of words that are judged only later."""

    def __init__(self, path: str, root: str, text: SourceText) -> None:
        self.path = path
        self.root = root
        self.text = text
        self.places: dict[tuple[str, str], Position] = {}

    def error(self, span: Span, message: str, hint: str | None = None) -> ConfigError:
        """Return the error that points at *span*."""
        place = self.text.position(span.start)
        return ConfigError(
            message,
            path=shown_path(self.path),
            line=place.line,
            column=place.column,
            hint=hint,
        )

    def keep(self, section: str, word: str, span: Span) -> None:
        """Remember where *word* stands in *section*."""
        self.places.setdefault((section, word), self.text.position(span.start))


def _value(table: Mapping, key: str) -> Value | None:
    # Unlike Hugo, rdmlint takes the letter case of its keys as it is.
    return next((e.value for e in table.entries if e.key == key), None)


def _known(
    value: Value, known: Iterable[str], source: _Source, *, kind: str, where: str
) -> Iterator[Entry]:
    for entry in _table(value, f"`{where}`", source):
        if entry.key not in known:
            hint = did_you_mean(entry.key, known) or f"there are {_listed(known)}"
            if entry.key == "tool":
                hint = "outside of pyproject.toml, write no [tool.rdmlint]"
            message = f"`{entry.key}` is no {kind}"
            raise source.error(entry.key_span, message, hint)
        yield entry


def _table(value: Value, name: str, source: _Source) -> tuple[Entry, ...]:
    if isinstance(value, Mapping):
        return value.entries
    raise source.error(value.span, f"{name} must be a table, not {_kind(value)}")


def _kind(value: Value) -> str:
    """Return what *value* is, for a message."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, Items):
        return "a list"
    names = {"string": "text", "bool": "true or false", "datetime": "a date"}
    return names.get(value.kind, "a number")


def _text(value: Value, name: str, source: _Source) -> str:
    if isinstance(value, Scalar) and value.kind == "string":
        return str(value.value)
    written = source.text.slice(value.span) if isinstance(value, Scalar) else "…"
    raise source.error(
        value.span,
        f"`{name}` must be text, not {_kind(value)}",
        f'write it in quotes: {name} = "{written}"' if written != "…" else None,
    )


def _items(value: Value, name: str, example: str, source: _Source) -> tuple[Value, ...]:
    if isinstance(value, Items):
        return value.items
    raise source.error(
        value.span,
        f"`{name}` must be a list, not {_kind(value)}",
        f"such as {name} = {example}",
    )


def _texts(
    value: Value, name: str, example: str, source: _Source
) -> Iterator[tuple[str, Span]]:
    for item in _items(value, name, example, source):
        if not isinstance(item, Scalar) or item.kind != "string":
            raise source.error(
                item.span,
                f"`{name}` must be a list of texts; this is {_kind(item)}",
                f"such as {name} = {example}",
            )
        text = str(item.value)
        if not text.strip():
            raise source.error(item.span, f"`{name}` holds an empty text")
        yield text, item.span


def _globs(value: Value, name: str, example: str, source: _Source) -> tuple[str, ...]:
    found: list[str] = []
    for glob, span in _texts(value, name, example, source):
        found.append(_glob(glob, span, source))
    return tuple(found)


def _glob(glob: str, span: Span, source: _Source) -> str:
    if len(glob) > LONGEST_GLOB:
        raise source.error(span, f"A glob has at most {LONGEST_GLOB:,} characters")
    return glob


def _selectors(value: Value, section: str, source: _Source) -> tuple[str, ...]:
    """Return the rules that the list *value* names; their places are kept."""
    found: list[str] = []
    for word, span in _texts(value, section, '["BS", "missing-alt-text"]', source):
        source.keep(section, word, span)
        found.append(word)
    return tuple(found)


def _read_selectors(entry: Entry, source: _Source) -> tuple[str, ...]:
    return _selectors(entry.value, entry.key, source)


def _read_exclude(entry: Entry, source: _Source) -> tuple[str, ...]:
    return _globs(entry.value, entry.key, '["content/drafts/**"]', source)


def _choice(value: Value, name: str, choices: Sequence[str], source: _Source) -> str:
    text = _text(value, name, source)
    if text in choices:
        return text
    raise source.error(
        value.span,
        f"`{name}` cannot be `{text}`",
        did_you_mean(text, choices) or f"it is one of {_listed(choices)}",
    )


SEVERITIES: Final = tuple(severity.value for severity in Severity)


def _read_fail_on(entry: Entry, source: _Source) -> Severity | None:
    word = _choice(entry.value, entry.key, (*SEVERITIES, NEVER), source)
    return None if word == NEVER else Severity(word)


def _read_version(entry: Entry, source: _Source) -> str:
    text = _text(entry.value, entry.key, source)
    if re.fullmatch(r"v?[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}", text) is None:
        raise source.error(
            entry.value.span,
            f"`{entry.key}` cannot be `{text}`",
            'a version is written like "0.168.0"',
        )
    return text.removeprefix("v")


def _read_environment(entry: Entry, source: _Source) -> str:
    text = _text(entry.value, entry.key, source)
    if re.fullmatch(r"[A-Za-z0-9_-]+", text) is None:
        raise source.error(
            entry.value.span,
            f"`{entry.key}` cannot be `{text}`",
            "it names a directory",
        )
    return text


def _read_per_file_ignores(
    entry: Entry, source: _Source
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            _glob(each.key, each.key_span, source),
            _selectors(each.value, f'{entry.key}."{each.key}"', source),
        )
        for each in _table(entry.value, f"`{entry.key}`", source)
    )


def _read_severity(entry: Entry, source: _Source) -> tuple[tuple[str, Severity], ...]:
    found: list[tuple[str, Severity]] = []
    for each in _table(entry.value, f"`{entry.key}`", source):
        source.keep(entry.key, each.key, each.key_span)
        word = _choice(each.value, f"{entry.key}.{each.key}", SEVERITIES, source)
        found.append((each.key, Severity(word)))
    return tuple(found)


def _read_rules(entry: Entry, source: _Source) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for rule in _table(entry.value, f"`{entry.key}`", source):
        section = f"{entry.key}.{rule.key}"
        source.keep(section, rule.key, rule.key_span)
        for option in _table(rule.value, f"`{section}`", source):
            source.keep(section, option.key, option.key_span)
            found.setdefault(rule.key, {})[option.key] = plain(
                option.value, lower=False
            )
        found.setdefault(rule.key, {})
    return found


PROFILE_KEYS: Final = ("name", "paths", "required", "schema")


def _read_profiles(entry: Entry, source: _Source) -> tuple[Profile, ...]:
    if isinstance(entry.value, Mapping):
        raise source.error(
            entry.key_span, "`profiles` is a list of tables", "write [[profiles]]"
        )
    tables = _items(entry.value, entry.key, '[{ paths = ["content/**"] }]', source)
    return tuple(_profile(table, source) for table in tables)


def _profile(table: Value, source: _Source) -> Profile:
    keys = _known(
        table, PROFILE_KEYS, source, kind="key of a profile", where="profiles"
    )
    found = {entry.key: entry for entry in keys}
    if "paths" not in found:
        raise source.error(
            table.span,
            "This profile says not which pages it is for",
            'add paths = ["content/**"]',
        )
    paths = _globs(found["paths"].value, "paths", '["content/topics/**"]', source)
    if not paths:
        raise source.error(found["paths"].value.span, "`paths` names no page")
    name = _text(found["name"].value, "name", source) if "name" in found else paths[0]
    built_in = built_in_profile()
    if name == built_in.name and not {"required", "schema"} & found.keys():
        return msgspec.structs.replace(built_in, paths=paths)
    required: tuple[str, ...] = ()
    if "required" in found:
        names = _texts(found["required"].value, "required", '["title", "toc"]', source)
        required = tuple(dict.fromkeys(key for key, _ in names))
    schema = found.get("schema")
    return Profile(
        name=name,
        paths=paths,
        required=required,
        schema=_schema(schema.value, source) if schema else None,
    )


DATA_KEYS: Final = (
    "files",
    "records",
    "required",
    "non-empty",
    "unique",
    "vocabularies",
    "references",
    "schema",
)


def _read_data(entry: Entry, source: _Source) -> tuple[DataContract, ...]:
    if isinstance(entry.value, Mapping):
        raise source.error(
            entry.key_span, "`data` is a list of tables", "write [[data]]"
        )
    tables = _items(entry.value, entry.key, '[{ files = ["data/*.json"] }]', source)
    return tuple(_data_contract(table, source) for table in tables)


def _data_contract(table: Value, source: _Source) -> DataContract:
    keys = _known(table, DATA_KEYS, source, kind="key of a data contract", where="data")
    found = {entry.key: entry.value for entry in keys}
    if "files" not in found:
        raise source.error(
            table.span,
            "This contract says not which data files it is for",
            'add files = ["data/*.json"]',
        )
    files = _globs(found["files"], "files", '["data/resources.json"]', source)
    if not files:
        raise source.error(found["files"].span, "`files` names no file")
    records = found.get("records")
    schema = found.get("schema")
    return DataContract(
        files,
        records=_path(records, "records", "items[]", source) if records else "",
        required=_paths(found.get("required"), "required", source),
        non_empty=_paths(found.get("non-empty"), "non-empty", source),
        unique=_paths(found.get("unique"), "unique", source),
        vocabularies=_sources(found.get("vocabularies"), "vocabularies", source),
        references=_sources(found.get("references"), "references", source),
        schema=_schema(schema, source) if schema else None,
    )


FACILITY_KEYS: Final = ("registry", "extends", "pages", "select")


def _read_facilities(entry: Entry, source: _Source) -> FacilitySettings:
    keys = _known(
        entry.value, FACILITY_KEYS, source, kind="setting", where="facilities"
    )
    found = {each.key: each.value for each in keys}
    registry, extends = found.get("registry"), found.get("extends")
    pages, select = found.get("pages"), found.get("select")
    return FacilitySettings(
        registry=_registry(registry, source) if registry else None,
        extends=_choice(extends, "extends", REGISTRIES, source) if extends else None,
        pages=_hosts(pages, source) if pages else (),
        select=_css(select, source) if select else None,
    )


REGISTRIES: Final = ("scilifelab",)
"""Registries of facilities that come with rdmlint."""


def _registry(value: Value, source: _Source) -> str:
    name = _text(value, "registry", source)
    _existing(name, value.span, source)
    return os.path.normpath(name).replace(os.sep, "/")


def _hosts(value: Value, source: _Source) -> tuple[str, ...]:
    example = '["www.example.org/units/*"]'
    found: list[str] = []
    for text, span in _texts(value, "pages", example, source):
        if re.fullmatch(r"[^\s/:?#]+\.[^\s/:?#]+(?:/[^\s?#]*)?", text) is None:
            message = f"`{text}` is no host with an optional path"
            raise source.error(span, message, f"such as {example}")
        found.append(_glob(text, span, source))
    return tuple(found)


def _css(value: Value, source: _Source) -> str:
    """Return a CSS selector that can be used."""
    import soupsieve

    text = _text(value, "select", source)
    if len(text) > LONGEST_GLOB:
        message = f"A selector has at most {LONGEST_GLOB:,} characters"
        raise source.error(value.span, message)
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as error:
        why = str(error).splitlines()[0]
        message = f"`{text}` is no CSS selector: {why}"
        raise source.error(value.span, message, "such as .collapse a[href]") from error
    return text


def _path(value: Value, name: str, example: str, source: _Source) -> str:
    text = _text(value, name, source)
    if data_paths.steps(text) is None:
        message = f"`{text}` is no path into data"
        raise source.error(value.span, message, f"such as {example}")
    return text


def _paths(value: Value | None, name: str, source: _Source) -> tuple[str, ...]:
    """Return the keys of records that the list *value* names (None: there is none)."""
    if value is None:
        return ()
    return tuple(
        _path(item, name, "id", source)
        for item in _items(value, name, '["id", "title"]', source)
    )


def _sources(
    value: Value | None, name: str, source: _Source
) -> tuple[tuple[str, str], ...]:
    """Return for keys of records where their values come from (None: nothing)."""
    if value is None:
        return ()
    found: list[tuple[str, str]] = []
    for entry in _table(value, f"`{name}`", source):
        if not data_paths.steps(entry.key):
            message = f"`{entry.key}` is no path into records"
            raise source.error(entry.key_span, message, "such as topic")
        text = _text(entry.value, f"{name}.{entry.key}", source)
        file, colon, path = text.rpartition(":")
        if colon:
            _existing(file, entry.value.span, source)
        if data_paths.steps(path) is None:
            message = f"`{path}` is no path into data"
            raise source.error(entry.value.span, message, "such as items[].id")
        found.append((entry.key, text))
    return tuple(found)


def _existing(file: str, span: Span, source: _Source) -> None:
    """Raise where *file*, from the site root, is no file of the site."""
    path = os.path.join(source.root, file)
    if "\0" in file or not _is_inside(path, source.root):
        raise source.error(span, f"This leads out of the site: {file}")
    if not os.path.isfile(path):
        raise source.error(span, f"There is no file {file}")


def _schema(value: Value, source: _Source) -> str:
    """Return the absolute path of the schema that *value* names, inside the site."""
    name = _text(value, "schema", source)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", name):
        raise source.error(
            value.span, "`schema` must be a file of the site, not an address"
        )
    file = os.path.join(source.root, name)
    if "\0" in name or not _is_inside(file, source.root):
        raise source.error(value.span, f"`schema` leads out of the site: {name}")
    file = os.path.realpath(file)
    if not os.path.isfile(file):
        folder = os.path.dirname(file)
        names = os.listdir(folder) if os.path.isdir(folder) else []
        raise source.error(
            value.span,
            f"There is no schema at {name}",
            did_you_mean(os.path.basename(file), names)
            or "the path counts from the site root",
        )
    return file


EXTERNAL_KEYS: Final = (
    "ignore",
    "connections",
    "interval",
    "timeout",
    "max-seconds",
    "max-requests",
    "read-pages",
    "allow-networks",
    "allow-ports",
)


def _read_external(entry: Entry, source: _Source) -> External:
    keys = _known(entry.value, EXTERNAL_KEYS, source, kind="setting", where=entry.key)
    found: dict[str, Any] = {}
    for each in keys:
        value, name = each.value, each.key
        if name == "ignore":
            found["ignore"] = _globs(value, name, '["https://x.se/*"]', source)
        elif name == "read-pages":
            found["read_pages"] = _truth(value, name, source)
        elif name == "allow-networks":
            found["networks"] = tuple(_networks(value, source))
        elif name == "allow-ports":
            ports = _items(value, name, "[8080]", source)
            found["ports"] = tuple(
                int(_number(port, name, (1, 65_535), source)) for port in ports
            )
        else:
            field = name.replace("-", "_")
            bounds = EXTERNAL_BOUNDS[name]
            number = _number(value, name, bounds, source)
            is_whole = isinstance(getattr(External(), field), int)
            found[field] = int(number) if is_whole else float(number)
    return External(**found)


def _truth(value: Value, name: str, source: _Source) -> bool:
    if isinstance(value, Scalar) and isinstance(value.value, bool):
        return value.value
    message = f"`{name}` must be true or false, not {_kind(value)}"
    raise source.error(value.span, message)


EXTERNAL_BOUNDS: Final = {
    "connections": (1, 20),
    "interval": (0, 60),
    "timeout": (1, 300),
    "max-seconds": (1, 86_400),
    "max-requests": (1, 1_000_000),
}
"""The least and the most that these settings can be."""


def _number(
    value: Value, name: str, bounds: tuple[int, int], source: _Source
) -> int | float:
    """Return the number *value*, which lies within *bounds*, both included."""
    if not isinstance(value, Scalar) or value.kind not in ("int", "float"):
        message = f"`{name}` must be a number, not {_kind(value)}"
        raise source.error(value.span, message)
    number = value.value
    assert isinstance(number, int | float)  # noqa: S101
    least, most = bounds
    if not least <= number <= most:
        raise source.error(
            value.span,
            f"`{name}` cannot be {source.text.slice(value.span)}",
            f"it lies between {least:,} and {most:,}",
        )
    return number


def _networks(value: Value, source: _Source) -> Iterator[str]:
    from ipaddress import ip_network

    for text, span in _texts(value, "allow-networks", '["10.1.0.0/16"]', source):
        try:
            yield str(ip_network(text))
        except ValueError as error:
            hint = "such as 10.1.0.0/16"
            raise source.error(span, f"`{text}` is no network", hint) from error


READERS: Final[dict[str, tuple[str, Callable[[Entry, _Source], object]]]] = {
    "select": ("select", _read_selectors),
    "extend-select": ("extend_select", _read_selectors),
    "ignore": ("ignore", _read_selectors),
    "fixable": ("fixable", _read_selectors),
    "unfixable": ("unfixable", _read_selectors),
    "exclude": ("exclude", _read_exclude),
    "fail-on": ("fail_on", _read_fail_on),
    "bootstrap": ("bootstrap", _read_version),
    "hugo-version": ("hugo_version", _read_version),
    "environment": ("environment", _read_environment),
    "per-file-ignores": ("per_file_ignores", _read_per_file_ignores),
    "severity": ("severity", _read_severity),
    "profiles": ("profiles", _read_profiles),
    "data": ("data", _read_data),
    "external": ("external", _read_external),
    "facilities": ("facilities", _read_facilities),
    "rules": ("rules", _read_rules),
}
"""For each key of the configuration the field it fills and how it is read."""


# --- Suggestions ------------------------------------------------------------------


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like *word*, whatever its case; None: none is near."""
    from difflib import get_close_matches

    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(word.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Return a question that offers the choice most like *word*; None: none is near."""
    near = nearest(word, choices)
    return f"did you mean `{near}`?" if near is not None else None


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
