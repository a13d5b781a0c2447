"""A key that stands for a number holds text.

A number in quotes is text. So is, for Hugo, one with a leading zero and an 8 or 9
(`08`), or an exponent without a point (`1e3`). Hugo turns some such text into the
number and makes 0 of the rest without a word, so that the page goes to the end of its
list; a leading zero makes the number octal, `"010"` is 8.

Write the number without quotes and without leading zeros. Judged are `weight`, weights
of menu entries and of taxonomies, and the keys that the schema of the page's contract
makes numbers.

See: <https://gohugo.io/methods/page/weight/>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Entry,
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
    Severity,
    Violation,
    conformity,
    whole_number,
)

NUMBER = re.compile(r"([-+]?)0*([0-9][0-9_]*(?:\.[0-9]+)?)(?:[eE]\+?([0-9]))?")


class Options(RuleOptions, frozen=True):
    """Settings of `number-like-string`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report text in *front_matter* where a number belongs."""
    if front_matter.format == "org":
        return  # there all values are text
    for entry in number_entries(front_matter.root, ctx):
        value = entry.value
        if not isinstance(value, Scalar) or not isinstance(value.value, str):
            continue
        number = meant(value.value)
        if number is None:
            continue
        read = whole_number(value)
        effect = "" if str(read) == number else f", of which Hugo makes {read or 0}"
        safety = Safety.UNSAFE if effect else Safety.SAFE
        yield Violation(
            value.span,
            f"`{entry.key}` is the text `{value.value}`{effect}; write {number}",
            Fix(f"Write {number}", (Edit(value.span, number),), safety),
        )


def number_entries(root: Mapping, ctx: Context[Options]) -> Iterator[Entry]:
    """Yield the entries of *root* that stand for numbers."""
    contract = ctx.site.contract(ctx.page)
    keys = conformity.typed_keys(contract.schema if contract else None, "number")
    weights = {f"{plural}_weight" for _, plural in ctx.site.config.every_taxonomy}
    for entry in root.entries:
        key = entry.key.lower()
        if key in keys or key in weights:
            yield entry
        elif key in ("menu", "menus") and isinstance(entry.value, Mapping):
            for menu in entry.value.entries:
                if isinstance(menu.value, Mapping):
                    weight = menu.value.entry("weight")
                    # What Hugo cannot read there stops it: menu-weight-not-number.
                    if weight is not None and whole_number(weight.value) is not None:
                        yield weight


def meant(text: str) -> str | None:
    """Return the number that *text* is meant to be; None: it is no number."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, digits, exponent = found.groups()
    if exponent:
        return f"{float(digits.replace('_', '')) * 10 ** int(exponent):g}"
    return sign.replace("+", "") + digits.replace("_", "")


EXAMPLES = (
    Bad(
        '---\ntitle: T\nweight: «"10"»\n---\n',
        message="`weight` is the text `10`; write 10",
        fixed="---\ntitle: T\nweight: 10\n---\n",
    ),
    Bad(
        "---\ntitle: T\nweight: «08»\n---\n",
        message="`weight` is the text `08`, of which Hugo makes 0; write 8",
        fixed="---\ntitle: T\nweight: 8\n---\n",
    ),
    Bad(
        "+++\nweight = «'010'»\n+++\n",
        message="`weight` is the text `010`, of which Hugo makes 8; write 10",
        fixed="+++\nweight = 10\n+++\n",
    ),
    Bad("---\nweight: «1e3»\n---\n", fixed="---\nweight: 1000\n---\n"),
    Bad(
        '---\nmenu:\n  main:\n    weight: «"10"»\n---\n',
        fixed="---\nmenu:\n  main:\n    weight: 10\n---\n",
    ),
    Bad(
        "---\ntags: [a]\ntags_weight: «'5'»\nyear: «'2024'»\n---\n",
        files={"s.json": '{"properties": {"year": {"type": "integer"}}}'},
        config='[[profiles]]\npaths = ["**"]\nschema = "s.json"\n',
        fixed="---\ntags: [a]\ntags_weight: 5\nyear: 2024\n---\n",
    ),
    Good("---\ntitle: '10'\nweight: 10\nversion: '1.10'\n---\n"),
    Good("---\nweight: heavy\n---\n", note="front-matter-against-schema's."),
    Good("---\nmenu:\n  main:\n    weight: 1e3\n---\n", note="It stops Hugo: MN007."),
)

RULE = PageRule(
    code="FM012",
    name="number-like-string",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
