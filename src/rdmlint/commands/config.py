"""`rdmlint config`: the settings that count, and the schema of the file they are in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec

from rdmlint import docgen
from rdmlint.engine import registry
from rdmlint.report.visible import visible
from rdmlint.settings import (
    NEVER,
    DataContract,
    External,
    Profile,
    Settings,
    shipped_schema,
    shown_path,
)


def show(settings: Settings) -> str:
    """Return *settings* as an `rdmlint.toml` that means the same."""
    return "".join(f"{line}\n" for line in lines(settings))


def lines(settings: Settings) -> Iterator[str]:
    """Yield the lines of that file; comments say what has no setting."""
    source = settings.config_path
    yield f"# Site: {visible(shown_path(settings.root))}"
    yield f"# Configuration: {visible(shown_path(source)) if source else 'none'}"
    if settings.shown:
        yield f"# Shown: {', '.join(map(visible, settings.shown))}"
    yield ""
    yield f"select = {toml(settings.select)}  # empty: what runs by default"
    yield f"extend-select = {toml(settings.extend_select)}"
    yield f"ignore = {toml(settings.ignore)}"
    yield f"fixable = {toml(settings.fixable)}  # empty: all"
    yield f"unfixable = {toml(settings.unfixable)}"
    yield f"exclude = {toml(settings.exclude)}"
    fail_on = settings.fail_on
    yield f"fail-on = {toml(fail_on.value if fail_on else NEVER)}"
    yield f"environment = {toml(settings.environment)}"
    for name, value, otherwise in (
        ("hugo-version", settings.hugo_version, "the newest that rdmlint knows"),
        ("bootstrap", settings.bootstrap, "what the layouts load"),
    ):
        yield f"{name} = {toml(value)}" if value else f"# {name}: {otherwise}"
    if not settings.profiles:
        yield "profiles = []"
    for header, table in tables(settings):
        yield ""
        yield f"[{header}]"
        yield from (f"{key(word)} = {toml(value)}" for word, value in table.items())
    for profile in settings.profiles:
        yield ""
        yield "[[profiles]]"
        yield from profile_lines(profile, settings.root)
    for contract in settings.data:
        yield ""
        yield "[[data]]"
        yield from data_lines(contract, settings.root)


def tables(settings: Settings) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables of settings that have something in them."""
    if settings.severity:
        yield "severity", {word: level.value for word, level in settings.severity}
    if settings.per_file_ignores:
        yield "per-file-ignores", dict(settings.per_file_ignores)
    facilities = {
        word: value
        for word, value in msgspec.to_builtins(settings.facilities).items()
        if value
    }
    if facilities:
        yield "facilities", facilities
    external = external_table(settings.external)
    if external:
        yield "external", external
    for word, options in settings.rules.items():
        yield f"rules.{key(word)}", options


def external_table(external: External) -> Mapping[str, Any]:
    """Return the settings for going online that are not as they come."""
    names = {"networks": "allow-networks", "ports": "allow-ports"}
    usual = External()
    return {
        names.get(field, field.replace("_", "-")): getattr(external, field)
        for field in External.__struct_fields__
        if getattr(external, field) != getattr(usual, field)
    }


def profile_lines(profile: Profile, root: str) -> Iterator[str]:
    """Yield the lines of a contract; of a built-in one, comments say what it holds."""
    yield f"name = {toml(profile.name)}"
    yield f"paths = {toml(profile.paths)}"
    if profile.is_built_in:
        yield f"# built in: required = {toml(profile.required)}"
        return
    yield f"required = {toml(profile.required)}"
    if profile.schema:
        yield schema_line(profile.schema, root)


def data_lines(contract: DataContract, root: str) -> Iterator[str]:
    """Yield the lines of a contract for data; what it leaves open is left out."""
    yield f"files = {toml(contract.files)}"
    yield f"records = {toml(contract.records)}"
    for name, keys in (
        ("required", contract.required),
        ("non-empty", contract.non_empty),
        ("unique", contract.unique),
    ):
        if keys:
            yield f"{name} = {toml(keys)}"
    for name, sources in (
        ("vocabularies", contract.vocabularies),
        ("references", contract.references),
    ):
        if sources:
            yield f"{name} = {toml(dict(sources))}"
    if contract.schema:
        yield schema_line(contract.schema, root)


def schema_line(file: str, root: str) -> str:
    """Return the line that names the schema at absolute path *file*."""
    schema = os.path.relpath(file, os.path.realpath(root))
    return f"schema = {toml(schema.replace(os.sep, '/'))}"


def key(word: str) -> str:
    """Return *word* as a key of TOML, in quotes where it needs them."""
    is_bare = word.isascii() and word.replace("-", "").replace("_", "").isalnum()
    return word if is_bare else toml(word)


def toml(value: Any) -> str:
    """Return *value* as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{"".join(map(escaped, value))}"'
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        pairs = (f"{key(word)} = {toml(each)}" for word, each in table.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        items = cast("Sequence[Any]", value)
        return f"[{', '.join(map(toml, items))}]"
    return repr(value)


def escaped(character: str) -> str:
    """Return *character* as it stands in a text of TOML."""
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def schema() -> str:
    """Return the JSON Schema of `rdmlint.toml`, the options of all rules included."""
    with open(shipped_schema("rdmlint.schema.json"), encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    options = docgen.options_schema(registry.load())
    # References count from the root of the schema.
    found["$defs"] |= options.pop("$defs")
    found["properties"]["rules"] = options
    return f"{json.dumps(found, indent=2, ensure_ascii=False)}\n"
