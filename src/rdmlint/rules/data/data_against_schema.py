"""A data file is not as its JSON Schema says.

The schema is the contract between those who write the data and the templates that show
it: a key that is missing there is a gap on the page.

Held to a schema is a file that names one of the repository itself, or whose contract in
the configuration names one:

    { "$schema": "../resources.schema.json", "items": [] }

    [[data]]
    files = ["data/resources.json"]
    schema = "resources.schema.json"

The schema must say in `$schema` which draft it is written for; 4 to 2020-12 are known.
Nothing is fetched: a reference to another file or address makes it unusable. Formats
such as `uri` are not looked at, for addresses have rules of their own.

See: <https://json-schema.org/understanding-json-schema/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    conformity,
    departure_place,
    departure_sentence,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report where the data of *page* departs from its schemas."""
    if page.data is None:
        return
    for schema in dict.fromkeys(ctx.site.data_schemas(page)):
        for departure in conformity.of_data(schema, page.data):
            yield Violation(departure_place(departure), departure_sentence(departure))


SCHEMA = """{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["version", "items"],
  "properties": {"items": {"type": "array", "items": {"$ref": "#/definitions/item"}}},
  "definitions": {"item": {
    "type": "object",
    "required": ["title"],
    "properties": {
      "title": {"type": "string"},
      "url": {"type": "string", "format": "uri"},
      "type": {"type": "array", "items": {"enum": ["Tool", "Video"]}, "minItems": 1}
    },
    "additionalProperties": false
  }}
}"""
FILES: dict[str, str | bytes] = {"item.schema.json": SCHEMA}
BOUND = '[[data]]\nfiles = ["data/*.yaml"]\nschema = "item.schema.json"\n'

EXAMPLES = (
    Bad(
        files={
            **FILES,
            "data/a.json": """«{»"$schema": "../item.schema.json", "items": [
{"title": «1», "url": ""}, «{»"type": ["Tool", «"Vidoe"»]},
{"title": "T", "type": «[]», «"Note"»: ""}]}
""",
        },
        messages=(
            "This file has no `version`",
            '`items[0].title` is not as the schema wants it: 1 is not of type "string"',
            "`items[1]` has no `title`",
            "`items[1].type[1]` must be `Tool` or `Video`",
            "`items[2].type` is not as the schema wants it: [] has less than 1 item",
            "`items[2]` may have no `Note`",
        ),
    ),
    Bad(
        files={**FILES, "data/a.yaml": "version: 1\nitems: «none»\n"},
        config=BOUND,
    ),
    Good(
        files={
            **FILES,
            "data/a.json": '{"$schema": "../item.schema.json", "version": 1, "items":'
            ' [{"title": "T", "type": ["Tool"], "url": ""}]}',
            "data/b.json": '{"$schema": "https://example.org/item.schema.json"}',
            "data/c.json": '{"$schema": "../none.schema.json"}',
            "data/d.json": '{"items": 5}',
        },
        note="Only what a file of the repository says counts.",
    ),
    Good(
        files={
            "loose.json": '{"required": ["version"], "version": "1.0"}',
            "data/a.json": '{"$schema": "../loose.json"}',
        },
        note="It does not say that it is a schema.",
    ),
)

RULE = PageRule(
    code="DT003",
    name="data-against-schema",
    since=NEXT,
    severity=Severity.ERROR,
    over=("data",),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
