"""What the rules say about themselves: pages about them, and the schema of options."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from inspect import cleandoc, getsource
from typing import Any, TypeAlias, cast

import msgspec

from rdmlint.engine.registry import Registered
from rdmlint.engine.select import rule_meant
from rdmlint.errors import UsageError
from rdmlint.rule import AnyRule, Bad, Fixes, Good

Schema: TypeAlias = "dict[str, Any]"
"""A JSON Schema as Python's `json` has it."""

PAGE = "content/page.md"
"""What an example's `source` is."""


class Option(msgspec.Struct, frozen=True):
    """A setting of a rule.

    *key* is what the user writes, *kind* what it takes in words, *default* its value
    in TOML, *doc* one or more sentences ("" where there are none).
    """

    key: str
    kind: str
    default: str
    doc: str


def find(word: str, rules: Mapping[str, Registered]) -> Registered:
    """Return the rule whose code or name is *word*, whatever its letter case.

    Raises `UsageError` where there is none.
    """
    for entry in rules.values():
        if word.lower() in (entry.rule.name, entry.rule.code.lower()):
            return entry
    raise UsageError(f"unknown rule {word!r}", hint=rule_meant(word, rules))


# --- Pages ------------------------------------------------------------------------


def page_markdown(entry: Registered) -> str:
    """Return the page about a rule, in Markdown, with all its examples."""
    rule = entry.rule
    parts = [f"# {rule.name} ({rule.code})", f"*{'; '.join(card(rule))}*", entry.doc]
    options = tuple(options_of(entry))
    if options:
        parts.append("## Options")
        parts.append(f"In `rdmlint.toml`, under `[rules.{rule.name}]`:")
        parts.append(
            "\n".join(
                f"- `{option.key}` ({option.kind}, default `{option.default}`): "
                f"{' '.join(option.doc.split())}"
                for option in options
            )
        )
    parts.append("## Examples")
    for example in rule.examples:
        parts.append(title(example))
        for path, text in shown_files(example):
            if path != PAGE:
                parts.append(f"`{path}`:")
            parts.append(fenced(text, path.rpartition(".")[2]))
        if isinstance(example, Bad) and example.fixed is not None:
            parts.append("After the fix:")
            parts.append(fenced(example.fixed, "md"))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def page_text(entry: Registered) -> str:
    """Return the page about a rule for the terminal, with its plainest examples."""
    rule = entry.rule
    parts = [f"{rule.code} {rule.name}", "; ".join(card(rule)), entry.doc]
    options = tuple(options_of(entry))
    if options:
        lines = [f"Options, under [rules.{rule.name}]:"]
        for option in options:
            lines.append(f"  {option.key} = {option.default}  ({option.kind})")
            lines += (f"      {line}" for line in option.doc.splitlines())
        parts.append("\n".join(lines))
    for example in plainest(rule):
        lines = [title(example)]
        for path, text in shown_files(example):
            if path != PAGE:
                lines += ["", f"    {path}"]
            lines += ["", *(f"    {line}".rstrip() for line in text.splitlines())]
        if isinstance(example, Bad) and example.fixed is not None:
            lines += ["", "  After the fix:", ""]
            lines += (f"    {line}".rstrip() for line in example.fixed.splitlines())
        parts.append("\n".join(lines))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def plainest(rule: AnyRule) -> Iterator[Bad | Good]:
    """Yield the first example of each kind."""
    seen: set[type[Bad | Good]] = set()
    for example in rule.examples:
        if type(example) not in seen:
            seen.add(type(example))
            yield example


def card(rule: AnyRule) -> Iterator[str]:
    """Yield what the card of *rule* says, a few words each."""
    yield rule.severity.value
    yield "on by default" if rule.default else "runs only when selected"
    if rule.fixes is Fixes.ALWAYS:
        yield "offers a fix"
    elif rule.fixes is Fixes.SOMETIMES:
        yield "sometimes offers a fix"


def title(example: Bad | Good) -> str:
    """Return the line above *example*."""
    word = "Reported" if isinstance(example, Bad) else "Not reported"
    if example.note:
        word = f"{word} ({example.note.rstrip('.')})"
    if example.options:
        settings = ", ".join(f"{k} = {toml(v)}" for k, v in example.options.items())
        word = f"{word}, with `{settings}`"
    return f"{word}:"


def shown_files(example: Bad | Good) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files of *example*, what is reported underlined."""
    if example.config is not None:
        yield "rdmlint.toml", example.config
    for path, data in (example.files or {}).items():
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        yield path, underlined(text)
    if example.source is not None:
        yield PAGE, underlined(example.source)


def underlined(source: str) -> str:
    """Return *source* with `^` under what it encloses in «», and without these."""
    lines: list[str] = []
    depth = 0
    for line in source.splitlines():
        text = ""
        marks: set[int] = set()
        opened = -1
        for character in line:
            if character == "«":
                depth += 1
                opened = len(text)
            elif character == "»":
                depth -= 1
                if opened == len(text):
                    marks.add(opened)
            else:
                if depth:
                    marks.add(len(text))
                text += character
        lines.append(text)
        if marks:
            below = range(max(marks) + 1)
            lines.append("".join("^" if at in marks else " " for at in below))
    return "\n".join(lines)


def fenced(text: str, language: str) -> str:
    """Return *text* as a code block, whatever fences it holds itself."""
    fence = "```"
    while fence in text:
        fence += "`"
    text = text.strip("\n")
    return f"{fence}{language}\n{text}\n{fence}"


# --- Options ----------------------------------------------------------------------


def options_of(entry: Registered) -> Iterator[Option]:
    """Yield the options of a rule, in the order of its class."""
    schema, _ = schema_of(entry.rule)
    docs = field_docs(entry)
    for field in msgspec.structs.fields(entry.rule.options):
        key = field.encode_name
        about = schema["properties"][key]
        yield Option(key, kind_of(about), toml(about.get("default")), docs.get(key, ""))


def options_schema(rules: Mapping[str, Registered]) -> Schema:
    """Return the JSON Schema of the table `rules` of the configuration.

    Each rule is a key under its name and its code. What the schema of a rule refers
    to stands in `$defs` of this one, so references count from the root it is put at:
    `#/$defs/...`.
    """
    properties: Schema = {}
    definitions: Schema = {}
    for name, entry in rules.items():
        schema, parts = schema_of(entry.rule)
        docs = field_docs(entry)
        for key, about in schema["properties"].items():
            if key in docs:
                about["description"] = " ".join(docs[key].split())
        schema["description"] = entry.doc.partition("\n")[0]
        definitions |= parts
        definitions[name] = schema
        properties[name] = properties[entry.rule.code] = {"$ref": f"#/$defs/{name}"}
    return {
        "type": "object",
        "description": "Options of single rules, by name or code.",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def schema_of(rule: AnyRule) -> tuple[Schema, Schema]:
    """Return the JSON Schema of the options of *rule*, and what it refers to."""
    _, parts = msgspec.json.schema_components(
        [rule.options], ref_template=f"#/$defs/{rule.name}.{{name}}"
    )
    schema = parts.pop(rule.options.__name__)
    schema.pop("title", None)
    schema.pop("description", None)
    return schema, {f"{rule.name}.{name}": part for name, part in parts.items()}


def field_docs(entry: Registered) -> dict[str, str]:
    """Return the texts under the fields of a rule's options, by key."""
    if not entry.module or not msgspec.structs.fields(entry.rule.options):
        return {}
    keys = {f.name: f.encode_name for f in msgspec.structs.fields(entry.rule.options)}
    tree = ast.parse(getsource(import_module(entry.module)))
    return {
        keys[field.target.id]: cleandoc(text.value.value)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == entry.rule.options.__name__
        for field, text in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and field.target.id in keys
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "table",
}
"""What the types of JSON Schema are to people, in the terms of TOML."""


def kind_of(schema: Schema) -> str:
    """Return in words what *schema* takes."""
    if "enum" in schema:
        return "one of " + ", ".join(toml(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {plural(kind_of(schema.get('items', {})))}"
    if "anyOf" in schema:
        choices = [each for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(kind_of(each) for each in choices)
    if "$ref" in schema:
        return WORDS["object"]
    return WORDS.get(schema.get("type", ""), "any value")


def plural(kind: str) -> str:
    """Return *kind* for several."""
    return f"{kind}s" if kind in ("text", "whole number", "number", "table") else kind


def toml(value: Any) -> str:
    """Return *value* as TOML writes it; None, which TOML has not, as `(none)`."""
    if value is None:
        return "(none)"
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        inside = [f"{key} = {toml(each)}" for key, each in table.items()]
        return f"{{ {', '.join(inside)} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        items = cast("Sequence[Any]", value)
        return f"[{', '.join(toml(each) for each in items)}]"
    return json.dumps(value, ensure_ascii=False)
