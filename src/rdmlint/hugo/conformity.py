"""How front matter departs from a JSON Schema, with the place of each departure.

Schemas that rdmlint ships use a few keywords only and are held against front matter
here; the schema of a site goes to jsonschema-rs, which takes 30 ms to import.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import msgspec

from rdmlint.hugo.schema_cost import is_bounded
from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.settings import shipped_schema
from rdmlint.text import Span

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError, Validator

Schema: TypeAlias = "dict[str, Any] | bool"
Path: TypeAlias = "tuple[str | int, ...]"

LARGEST: Final = 1 << 20
"""Bytes of a schema file; a bigger one is not read."""

SHIPPED: Final = "front-matter.schema.json"


class Departure(msgspec.Struct, frozen=True):
    """One way in which front matter is not as the schema wants it.

    *path* leads to the value: keys, and positions in lists. *keyword* is the part of
    the schema that failed. *wanted* are the types or values it allows, *keys* the
    keys that are missing (`required`, or all branches of an `anyOf`) or not allowed
    (`additionalProperties`). *message* is the validator's own sentence. *span* covers
    the value, or the key that is not allowed.
    """

    path: Path
    keyword: str
    span: Span
    value: Value
    wanted: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    message: str = ""


# --- Questions about a schema -----------------------------------------------------


@lru_cache(maxsize=64)
def load(path: str) -> dict[str, Any]:
    """Return the schema at absolute *path*; empty where it cannot be read."""
    return _content(path) or {}


def _content(path: str) -> dict[str, Any] | None:
    try:
        with open(path, "rb") as file:
            return msgspec.json.decode(file.read(LARGEST), type=dict[str, Any])
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def data_problem(path: str) -> str | None:
    """Say why data cannot be held to the schema at absolute *path*; None: it can."""
    content = _content(path)
    if content is None:
        return "is no JSON object that can be read"
    if "json-schema.org/" not in str(content.get("$schema", "")):
        return "names no draft of JSON Schema in `$schema`"
    try:
        _data_validator(path)
    except ValueError as error:
        return f"cannot be used: {str(error).splitlines()[0]}"
    return None


def problem(path: str) -> str | None:
    """Say why the schema at absolute *path* cannot be used; None: it can."""
    if path == shipped_schema(SHIPPED):
        return None
    if _content(path) is None:
        return "is no JSON object that can be read"
    try:
        _validator(path)
    except ValueError as error:
        return f"cannot be used: {str(error).splitlines()[0]}"
    return None


@lru_cache(maxsize=64)
def typed_keys(path: str | None, kind: str) -> frozenset[str]:
    """Return the lowered top-level keys of *kind*, `boolean` or `number`.

    Those are the keys whose values may be of that kind (or an `integer`), or null,
    and of no other, by the schema at *path* or, where it says nothing, by ours. None:
    there is no other.
    """
    kinds = {kind, "integer", "null"} if kind == "number" else {kind, "null"}
    found: dict[str, bool] = {}
    for schema in (load(shipped_schema(SHIPPED)), load(path) if path else {}):
        said: dict[str, set[str]] = {}
        for name, inner in _properties(schema, schema):
            said.setdefault(name.lower(), set()).update(_types(inner))
        is_ours = not found
        for name, types in said.items():
            if types or not is_ours:
                found[name] = bool(types) and types <= kinds and types != {"null"}
    return frozenset(name for name, is_one in found.items() if is_one)


@lru_cache(maxsize=64)
def named_keys(path: str | None) -> tuple[str, ...]:
    """Return the top-level keys that the schema at *path* or Hugo's own names.

    They are written as the schema writes them. *path* None: only Hugo's own.
    """
    schemas = (load(shipped_schema(SHIPPED)), load(path) if path else {})
    return tuple(dict.fromkeys(n for s in schemas for n, _ in _properties(s, s)))


@lru_cache(maxsize=64)
def is_closed(path: str) -> bool:
    """Tell whether the schema at *path* allows no keys but those it names."""
    schema = load(path)
    return (
        schema.get("additionalProperties") is False
        or schema.get("unevaluatedProperties") is False
    )


@lru_cache(maxsize=64)
def required_keys(path: str) -> tuple[str, ...]:
    """Return the keys that the schema at *path* asks for in any case."""
    return tuple(key for key in load(path).get("required", ()) if isinstance(key, str))


@lru_cache(maxsize=64)
def defaults(path: str) -> dict[str, object]:
    """Return the default of each lowered top-level key that has one."""
    schema = load(path)
    return {
        name.lower(): inner["default"]
        for name, inner in _properties(schema, schema)
        if "default" in inner
    }


def _properties(
    schema: dict[str, Any], root: dict[str, Any], depth: int = 0
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the top-level keys that *schema* names, with what it says of them."""
    schema = _resolved(schema, root)
    if depth > _DEEPEST:
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name, inner in cast("dict[str, object]", properties).items():
            yield name, _resolved(next(_parts(inner), _ANYTHING), root)
    for word in ("allOf", "anyOf", "oneOf", "if", "then", "else"):
        for inner in _parts(schema.get(word)):
            yield from _properties(inner, root, depth + 1)


def _parts(value: object) -> Iterator[dict[str, Any]]:
    """Yield *value* where it is a schema, or the schemas in it where it is a list."""
    if isinstance(value, dict):
        yield cast("dict[str, Any]", value)
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _parts(each)


_ANYTHING: Final[dict[str, Any]] = {}
_DEEPEST: Final = 8


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return *schema* with what its `$ref` inside the file stands for."""
    for _ in range(_DEEPEST):
        reference = schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        found: dict[str, Any] = root
        for part in reference[2:].split("/"):
            inner = found.get(part)
            if not isinstance(inner, dict):
                return schema
            found = cast("dict[str, Any]", inner)
        own = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**found, **own}
    return schema


def _types(schema: dict[str, Any]) -> set[str]:
    types: Any = schema.get("type", ())
    if isinstance(types, str):
        return {types}
    return {str(each) for each in types}


# --- Hugo's own fields, and the built-in contract -----------------------------------


def of_hugo(root: Mapping, *, contract: bool) -> tuple[Departure, ...]:
    """Return where *root* departs from what Hugo can use, in source order.

    With *contract*, the built-in contract is looked at as well. Missing keys are
    left to other rules.
    """
    schema = load(shipped_schema(SHIPPED))
    found: list[Departure] = []
    for part in ("hugo", "contract") if contract else ("hugo",):
        known = _own_fields(part)
        for entry in root.entries:
            inner = known.get(entry.key.lower())
            if inner is not None:
                found += _departures(inner, entry.value, (entry.key,), schema)
    return tuple(sorted(found, key=lambda each: each.span))


@lru_cache(maxsize=4)
def _own_fields(part: str) -> dict[str, Schema]:
    """Return what our schema says of each lowered key in *part* of its definitions."""
    schema = load(shipped_schema(SHIPPED))
    return {
        name.lower(): inner if isinstance(inner, bool) else _resolved(inner, schema)
        for name, inner in schema["$defs"][part]["properties"].items()
    }


def _departures(
    schema: Schema, value: Value, path: Path, root: dict[str, Any]
) -> Iterator[Departure]:
    """Yield what is wrong with *value* by the keywords that our own schemas use."""
    if isinstance(schema, bool):
        return
    schema = _resolved(schema, root)
    types = _types(schema)
    if types and not types & _kinds(value):
        wanted = tuple(sorted(types - {"null"}))
        yield Departure(path, "type", value.span, value, wanted)
        return
    if "enum" in schema:
        options = cast("list[Any]", schema["enum"])
        if not isinstance(value, Scalar) or not any(
            option == value.value and type(option) is type(value.value)
            for option in options
        ):
            wanted = tuple(str(option) for option in options if isinstance(option, str))
            yield Departure(path, "enum", value.span, value, wanted)
            return
    refused = schema.get("not", {}).get("pattern")
    text = value.value if isinstance(value, Scalar) else None
    if refused and isinstance(text, str) and re.search(refused, text):
        yield Departure(path, "not", value.span, value, (refused,))
    if isinstance(value, Sequence) and "items" in schema:
        for number, item in enumerate(value.items):
            yield from _departures(schema["items"], item, (*path, number), root)
    if isinstance(value, Mapping):
        yield from _of_map(schema, value, path, root)


def _of_map(
    schema: dict[str, Any], value: Mapping, path: Path, root: dict[str, Any]
) -> Iterator[Departure]:
    properties: dict[str, Schema] = schema.get("properties", {})
    known = {name.lower(): inner for name, inner in properties.items()}
    others: Schema = schema.get("additionalProperties", True)
    for entry in value.entries:
        inner = known.get(entry.key.lower(), others)
        if inner is False:
            yield Departure(
                path, "additionalProperties", entry.key_span, value, keys=(entry.key,)
            )
        else:
            yield from _departures(inner, entry.value, (*path, entry.key), root)
    missing = tuple(key for key in schema.get("required", ()) if value.get(key) is None)
    if missing:
        yield Departure(path, "required", value.span, value, keys=missing)


def _kinds(value: Value) -> frozenset[str]:
    """Return JSON Schema's names for what *value* is."""
    if isinstance(value, Mapping):
        return _OBJECT
    if isinstance(value, Sequence):
        return _ARRAY
    if value.kind == "float":
        is_whole = isinstance(value.value, float) and value.value.is_integer()
        return _INTEGER if is_whole else _NUMBER
    return _KINDS[value.kind]


_OBJECT: Final = frozenset(("object",))
_ARRAY: Final = frozenset(("array",))
_NUMBER: Final = frozenset(("number",))
_INTEGER: Final = frozenset(("number", "integer"))
_KINDS: Final = {
    "null": frozenset(("null",)),
    "bool": frozenset(("boolean",)),
    "int": _INTEGER,
    "string": frozenset(("string",)),
    "datetime": frozenset(("string",)),
    "bytes": frozenset(("string",)),
}


# --- A site's own schema ----------------------------------------------------------


def of_schema(path: str, root: Mapping) -> tuple[Departure, ...]:
    """Return where *root* departs from the schema at absolute *path*, in source order.

    Keys count in any letter case, as for Hugo. A schema that cannot be used finds
    nothing; `problem` says why.
    """
    try:
        validator = _validator(path)
        spelling = _spelling(path)
    except ValueError:
        return ()
    instance = _instance(root, spelling)
    found = [_departure(error, root) for error in validator.iter_errors(instance)]
    return tuple(sorted(found, key=lambda each: each.span))


def of_data(path: str, root: Value) -> tuple[Departure, ...]:
    """Return where data departs from the schema at absolute *path*, in source order.

    Keys count as they are written. A file that names no draft of JSON Schema in its
    `$schema`, or cannot be used, finds nothing. At most `MOST_DEPARTURES` are looked
    for.
    """
    if "json-schema.org/" not in str(load(path).get("$schema", "")):
        return ()
    try:
        validator = _data_validator(path)
    except ValueError:
        return ()
    errors = islice(validator.iter_errors(_instance(root, {})), MOST_DEPARTURES)
    found = [_departure(error, root) for error in errors]
    return tuple(sorted(found, key=lambda each: each.span))


MOST_DEPARTURES: Final = 200


@lru_cache(maxsize=64)
def _data_validator(path: str) -> Validator:
    """Return the compiled schema at *path*, of the draft that it names itself."""
    import jsonschema_rs

    schema = load(path)
    if not is_bounded(schema):
        raise ValueError("it could take without end")
    return jsonschema_rs.validator_for(
        schema,
        validate_formats=False,
        retriever=_refuse,
        # Patterns come with the site and meet many values.
        pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=10_000),
    )


def _refuse(uri: str) -> Any:
    raise ValueError(f"rdmlint fetches no schema from elsewhere: {uri}")


@lru_cache(maxsize=64)
def _validator(path: str) -> Draft202012Validator:
    """Return the compiled schema at *path*; raises ValueError where it is none."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        load(path),
        retriever=_refuse,
        # Patterns come with the site: they must not run away.
        pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000),
    )


@lru_cache(maxsize=64)
def _spelling(path: str) -> dict[str, str]:
    """Return every key that the schema at *path* names, by its lowered form."""
    found: dict[str, str] = {}
    waiting: list[Any] = [load(path)]
    while waiting:
        part: Any = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            each = cast("dict[str, Any]", part)
            names = list(each.get("required", ()))
            if isinstance(each.get("properties"), dict):
                names += each["properties"]
            found.update((n.lower(), n) for n in names if isinstance(n, str))
            waiting.extend(each.values())
    return found


def _instance(value: Value, spelling: MappingABC[str, str]) -> Any:
    """Return *value* as JSON has it, keys spelt as the schema spells them."""
    if isinstance(value, Mapping):
        return {
            spelling.get(entry.key.lower(), entry.key): _instance(entry.value, spelling)
            for entry in value.entries
        }
    if isinstance(value, Sequence):
        return [_instance(item, spelling) for item in value.items]
    plain = value.value
    if isinstance(plain, float) and not math.isfinite(plain):
        return str(plain)
    if isinstance(plain, int) and not -(1 << 63) <= plain < 1 << 64:
        return float(plain)
    return plain


def _departure(error: ValidationError, root: Value) -> Departure:
    kind: Any = error.kind
    path: Path = tuple(error.instance_path)
    value, entry = _at(root, path)
    keyword = str(kind.name)
    wanted: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    span = value.span
    match keyword:
        case "type":
            wanted = tuple(str(each) for each in kind.types)
        case "enum":
            wanted = tuple(str(each) for each in kind.options)
        case "required":
            keys = (str(kind.property),)
        case "anyOf" | "oneOf":
            keys = _missing_in_all(kind)
        case "additionalProperties" | "unevaluatedProperties":
            keys = tuple(str(each) for each in kind.unexpected)
            if isinstance(value, Mapping) and keys:
                refused = value.entry(keys[0])
                span = refused.key_span if refused else span
        case _:
            pass
    if entry is not None and isinstance(value, Mapping) and span == value.span:
        # The key says better than a whole map where to look.
        span = entry.key_span
    return Departure(path, keyword, span, value, wanted, keys, str(error.message))


def _missing_in_all(kind: Any) -> tuple[str, ...]:
    """Return the keys that the branches of an `anyOf` miss, if that is all they say."""
    keys: dict[str, None] = {}
    for branch in getattr(kind, "context", ()):
        for error in branch:
            if error.kind.name != "required":
                return ()
            keys[str(error.kind.property)] = None
    return tuple(keys)


def _at(root: Value, path: Path) -> tuple[Value, Entry | None]:
    """Return the value that *path* leads to, and the entry it belongs to."""
    value = root
    found: Entry | None = None
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            entry = value.entry(step)
            if entry is None:
                break
            found, value = entry, entry.value
        elif isinstance(value, Sequence) and isinstance(step, int):
            found, value = None, value.items[step]
    return value, found
