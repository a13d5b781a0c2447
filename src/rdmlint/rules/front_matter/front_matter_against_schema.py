"""A value in front matter is of a kind or form that its key does not take.

First for Hugo's own keys: where it wants text and finds a list, or a map and finds
text, it stops the build (`params: 5`, `outputs: 5`, `url: http://…`) or, worse, drops
the value without a word (`title: [a]`, `sitemap: false`). Then for the contract of the
page: the JSON Schema that its profile names is held against the front matter, with what
sections hand down counted in. Editors can use the same file:

    [[profiles]]
    paths = ["content/topics/**"]
    schema = "schemas/topic.json"

Write the value as the key takes it. Missing keys, unknown keys, dates, truth values and
numbers in quotes have rules of their own.

See: <https://json-schema.org/understanding-json-schema/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Departure,
    Edit,
    Fix,
    Fixes,
    FrontMatter,
    Good,
    Iterator,
    Mapping,
    PageRule,
    RuleOptions,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
    conformity,
    listed,
)

DATES = (
    "date",
    "lastmod",
    "modified",
    "publishdate",
    "pubdate",
    "published",
    "expirydate",
    "unpublishdate",
)
MENUS = ("menu", "menus")
KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
    "null": "nothing",
}
AS_TEXT = ("boolean", "integer", "number")
TRUTHS = ("true", "false", "t", "f", "yes", "no", "y", "n", "on", "off", "1", "0")
LONGEST = 160


class Options(RuleOptions, frozen=True):
    """Settings of `front-matter-against-schema`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report what in *front_matter* departs from Hugo's fields and the contract."""
    if front_matter.format == "org":
        return  # there all values are text
    contract = ctx.site.contract(ctx.page)
    is_built_in = contract is not None and contract.profile.is_built_in
    found: dict[tuple[str | int, ...], Departure] = {}
    for departure in conformity.of_hugo(front_matter.root, contract=is_built_in):
        found.setdefault(lowered(departure.path), departure)
    schema = contract.schema if contract is not None and not is_built_in else None
    if schema is not None:
        for departure in conformity.of_schema(schema, front_matter.root):
            found[lowered(departure.path)] = departure
    for departure in found.values():
        if not is_for_another_rule(departure, schema, ctx):
            span = departure.span if departure.path else front_matter.opening
            yield Violation(span, sentence(departure, ctx), fix_for(departure, ctx))


def lowered(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return *path* with its keys in small letters, as Hugo reads them."""
    return tuple(step.lower() if isinstance(step, str) else step for step in path)


def is_for_another_rule(
    departure: Departure, schema: str | None, ctx: Context[Options]
) -> bool:
    """Tell whether a rule with a narrower question reports *departure*."""
    path = lowered(departure.path)
    if departure.keyword in ("additionalProperties", "unevaluatedProperties"):
        return len(path) == 0 or path[0] in MENUS
    if not path:
        # Keys that are asked for in any case, and those handed down to the page.
        always = conformity.required_keys(schema) if schema else ()
        return bool(departure.keys) and all(
            key in always or ctx.site.value(ctx.page, key) is not None
            for key in departure.keys
        )
    if path[0] in DATES:
        return len(path) == 1
    if path[0] in MENUS:
        return len(path) <= 2 or path[-1] == "weight"
    return len(path) == 1 and is_mistyped_text(departure)


def is_mistyped_text(departure: Departure) -> bool:
    """Tell whether it is text that reads like the truth or number it should be."""
    value = departure.value
    if departure.keyword != "type" or not isinstance(value, Scalar):
        return False
    text = value.value
    if not isinstance(text, str):
        return False
    if "boolean" in departure.wanted:
        words = (
            "true",
            "false",
            "t",
            "f",
            "yes",
            "no",
            "y",
            "n",
            "on",
            "off",
            "1",
            "0",
        )
        return text.lower() in words
    if {"number", "integer"} & set(departure.wanted):
        return text.strip().lstrip("+-")[:1].isdigit()
    return False


def sentence(departure: Departure, ctx: Context[Options]) -> str:
    """Say what is wrong with the value, in words for its author."""
    name = named(departure.path)
    wanted = departure.wanted
    match departure.keyword:
        case "type" | "enum" if not wanted:
            return f"`{name}` cannot be {kind(departure.value)}"
        case "type":
            if "string" in wanted:  # numbers and truth values are taken as text
                wanted = tuple(each for each in wanted if each not in AS_TEXT)
            kinds = " or ".join(KINDS.get(each, each) for each in wanted)
            return f"`{name}` must be {kinds}, not {kind(departure.value)}"
        case "enum":
            said = f"`{name}` must be {listed(wanted, 'or')}"
            text = written(departure.value)
            return f"{said}, not `{text}`" if text else said
        case "not" if wanted == ("^https?://",):
            return f"`{name}` is an address on this site; Hugo refuses one with `http`"
        case "required" | "anyOf" | "oneOf" if departure.keys:
            if departure.path:
                return f"`{name}` has no {listed(departure.keys, 'or')}"
            return (
                f"Front matter has no {listed(departure.keys, 'or')}, which the schema "
                "asks for here"
            )
        case "additionalProperties" | "unevaluatedProperties":
            return f"`{name}` has no key {listed(departure.keys)}"
        case _:
            said = departure.message
            if departure.path and len(said) <= LONGEST:
                return f"`{name}` is not as the schema wants it: {said}"
            subject = f"`{name}`" if departure.path else "Front matter"
            return f"{subject} is not as the schema wants it ({departure.keyword})"


def named(path: tuple[str | int, ...]) -> str:
    """Return *path* as a person writes it: `resources[0].src`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def kind(value: Value) -> str:
    """Return what *value* is."""
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, Sequence):
        return "a list"
    names = {"null": "nothing", "bool": "true or false", "string": "text"}
    if value.kind == "datetime":
        return "a date"
    return names.get(value.kind, "a number")


def written(value: Value) -> str:
    """Return *value* where it is short text or a number, else ""."""
    text = str(value.value) if isinstance(value, Scalar) else ""
    return text if len(text) <= LONGEST and "\n" not in text else ""


def fix_for(departure: Departure, ctx: Context[Options]) -> Fix | None:
    """Return a fix where one of the words allowed is near to what was written."""
    value = departure.value
    if departure.keyword != "enum" or not isinstance(value, Scalar):
        return None
    if not isinstance(value.value, str) or value.style not in ("plain", "double"):
        return None
    near = ctx.site.nearest(value.value, departure.wanted)
    if near is None or not near.replace("-", "").isalnum():
        return None
    quotes = 0 if value.style == "plain" else 1
    place = Span(value.span.start + quotes, value.span.end - quotes)
    return Fix(f"Write {near}", (Edit(place, near),), Safety.UNSAFE)


TOPIC = """{
  "properties": {
    "phase": {"enum": ["plan", "collect", "share"]},
    "title": {"maxLength": 10},
    "people": {"type": "array", "items": {"type": "object", "required": ["name"]}},
    "editionYear": {"type": "integer", "minimum": 2000}
  },
  "required": ["phase"],
  "if": {"properties": {"phase": {"const": "share"}}, "required": ["phase"]},
  "then": {"required": ["licence"]}
}"""
PROFILE = '[[profiles]]\npaths = ["content/**"]\nschema = "topic.json"\n'
FILES: dict[str, str | bytes] = {"topic.json": TOPIC}

EXAMPLES = (
    Bad(
        "---\ntitle: «[a, b]»\n---\n",
        message="`title` must be text, not a list",
    ),
    Bad(
        "---\ntitle: T\nsitemap: «false»\n---\n",
        message="`sitemap` must be a map, not true or false",
    ),
    Bad(
        "---\ntitle: T\nurl: «http://rdm.example.org/x»\n---\n",
        message="`url` is an address on this site; Hugo refuses one with `http`",
    ),
    Bad(
        "---\ntitle: T\nbuild:\n  render: «nevr»\n---\n",
        message="`build.render` must be `always`, `never` or `link`, not `nevr`",
        fixed="---\ntitle: T\nbuild:\n  render: never\n---\n",
    ),
    Bad(
        "---\ntitle: T\nmenu:\n  main:\n    name: «[a]»\n---\n",
        message="`menu.main.name` must be text, not a list",
    ),
    Bad(
        "---\ntitle: T\nweight: «heavy»\ntoc: «sometimes»\n---\n",
        messages=(
            "`weight` must be a number, not text",
            "`toc` must be true or false, not text",
        ),
    ),
    Bad("+++\nparams = «5»\n+++\n", message="`params` must be a map, not a number"),
    Bad(
        "---\ntitle: T\nphase: «plann»\n---\n",
        files=FILES,
        config=PROFILE,
        message="`phase` must be `plan`, `collect` or `share`, not `plann`",
        fixed="---\ntitle: T\nphase: plan\n---\n",
    ),
    Bad(
        "---\ntitle: T\nphase: plan\npeople: [{name: A}, «{role: b}»]\n"
        "EditionYear: «1999»\n---\n",
        files=FILES,
        config=PROFILE,
        messages=(
            "`people[1]` has no `name`",
            "`editionYear` is not as the schema wants it: "
            "1999 is less than the minimum of 2000",
        ),
    ),
    Bad(
        "«---»\ntitle: T\nphase: share\n---\n",
        files=FILES,
        config=PROFILE,
        message=("Front matter has no `licence`, which the schema asks for here"),
    ),
    Good("---\ntitle: 2024\ntags: storage\naliases: /old/\nkeywords: [a, 1]\n---\n"),
    Good("---\ntitle:\nweight:\nmenu:\nparams:\nbuild:\n---\n", note="empty-value's."),
    Good(
        "---\ntoc: no\nweight: '10'\ndraft: 'true'\n---\n", note="Other rules say it."
    ),
    Good("---\ndate: [2024]\nmenu: {name: main}\nwieght: 1\n---\n", note="As above."),
    Good("---\ntitle: T\nphase: plan\n---\n", files=FILES, config=PROFILE),
    Good("---\ntitle: T\n---\n", files=FILES, config=PROFILE, note="FM007 says it."),
)

RULE = PageRule(
    code="FM006",
    name="front-matter-against-schema",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
