"""Rules explain themselves: pages for people, a schema for editors."""

from __future__ import annotations

from typing import Any, Literal

import jsonschema
import pytest

from rdmlint import docgen
from rdmlint.engine.registry import Registered, load
from rdmlint.errors import UsageError
from rdmlint.rule import (
    NEXT,
    Bad,
    EngineRule,
    Fixes,
    Good,
    RuleOptions,
    Severity,
)


class Limit(RuleOptions, frozen=True):
    """A number for some paths."""

    most: int


class Options(RuleOptions, frozen=True):
    """Settings of `too-loud`."""

    may_shout: tuple[str, ...] = ()
    """Words that may stand,
    as they are written.
    """

    style: Literal["plain", "strict"] = "plain"
    """How to judge."""

    limit: Limit | None = None
    """Where to stop."""


RULE = EngineRule(
    code="ZZ001",
    name="too-loud",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    options=Options,
    examples=(
        Bad("# «HELP»\n\n``` \ncode\n```\n", fixed="# Help\n\n``` \ncode\n```\n"),
        Bad("# «A B»", note="Two words."),
        Good(
            files={"content/a.md": "# NASA"},
            options={"may-shout": ["NASA"]},
            config="fail-on = 'info'\n",
        ),
    ),
)

ENTRY = Registered(RULE, "loud", __name__, "Say it quietly.\n\nNobody likes noise.")


def test_the_markdown_page_shows_everything() -> None:
    assert (
        docgen.page_markdown(ENTRY)
        == """\
# too-loud (ZZ001)

*warning; on by default; sometimes offers a fix*

Say it quietly.

Nobody likes noise.

## Options

In `rdmlint.toml`, under `[rules.too-loud]`:

- `may-shout` (list of texts, default `[]`): Words that may stand, as they are written.
- `style` (one of "plain", "strict", default `"plain"`): How to judge.
- `limit` (table, default `(none)`): Where to stop.

## Examples

Reported:

````md
# HELP
  ^^^^

```\x20
code
```
````

After the fix:

````md
# Help

```\x20
code
```
````

Reported (Two words):

```md
# A B
  ^^^
```

Not reported, with `may-shout = ["NASA"]`:

`rdmlint.toml`:

```toml
fail-on = 'info'
```

`content/a.md`:

```md
# NASA
```
"""
    )


def test_the_page_for_the_terminal_shows_the_plainest_examples() -> None:
    assert (
        docgen.page_text(ENTRY)
        == """\
ZZ001 too-loud

warning; on by default; sometimes offers a fix

Say it quietly.

Nobody likes noise.

Options, under [rules.too-loud]:
  may-shout = []  (list of texts)
      Words that may stand,
      as they are written.
  style = "plain"  (one of "plain", "strict")
      How to judge.
  limit = (none)  (table)
      Where to stop.

Reported:

    # HELP
      ^^^^

    ```
    code
    ```

  After the fix:

    # Help

    ```
    code
    ```

Not reported, with `may-shout = ["NASA"]`:

    rdmlint.toml

    fail-on = 'info'

    content/a.md

    # NASA
"""
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a «b» c", "a b c\n  ^"),
        ("«a» b «c»", "a b c\n^   ^"),
        ("a«» b", "a b\n ^"),
        ("«a\nb» c", "a\n^\nb c\n^"),
        ("å«ä»", "åä\n ^"),
        ("plain", "plain"),
    ],
)
def test_what_is_reported_is_underlined(source: str, shown: str) -> None:
    assert docgen.underlined(source) == shown


@pytest.mark.parametrize("word", ["too-loud", "ZZ001", "zz001", "TOO-LOUD"])
def test_a_rule_is_found_by_code_and_name(word: str) -> None:
    assert docgen.find(word, {"too-loud": ENTRY}) is ENTRY


def test_an_unknown_rule_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        docgen.find("to-loud", {"too-loud": ENTRY})
    assert error.value.hint == "did you mean `too-loud`?"


def test_the_schema_accepts_what_the_options_accept() -> None:
    schema = docgen.options_schema({"too-loud": ENTRY})
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    accepted: list[dict[str, Any]] = [
        {},
        {"too-loud": {}},
        {"ZZ001": {"may-shout": ["NASA"], "style": "strict", "limit": {"most": 3}}},
    ]
    refused: list[dict[str, Any]] = [
        {"too-lod": {}},
        {"ZZ001": {"may-shuot": []}},
        {"ZZ001": {"may_shout": []}},
        {"ZZ001": {"style": "loose"}},
        {"ZZ001": {"limit": {"least": 3}}},
    ]
    assert [each for each in accepted if not validator.is_valid(each)] == []
    assert [each for each in refused if validator.is_valid(each)] == []


def test_the_schema_says_what_the_options_mean() -> None:
    schema = docgen.options_schema({"too-loud": ENTRY})
    rule = schema["$defs"]["too-loud"]
    assert rule["description"] == "Say it quietly."
    assert rule["properties"]["style"]["description"] == "How to judge."


def test_every_rule_has_pages_and_a_schema() -> None:
    schema = docgen.options_schema(load())
    jsonschema.Draft202012Validator.check_schema(schema)
    for entry in load().values():
        for page in (docgen.page_markdown(entry), docgen.page_text(entry)):
            assert entry.rule.name in page
            assert "«" not in page
            assert entry.doc in page
