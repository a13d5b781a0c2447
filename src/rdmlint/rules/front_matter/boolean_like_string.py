"""A key that stands for true or false holds text.

In YAML as Hugo reads it only `true` and `false` (also `True`, `TRUE`, …) are truth
values. `yes`, `no`, `on`, `off` and anything in quotes is text. For templates every
text is true, so `toc: no` shows a table of contents; for Hugo's own keys most text is
false, so `draft: yes` publishes the draft. Before version 0.152 `yes`, `no`, `on` and
`off` without quotes were truth values: pages written then change their meaning with a
newer Hugo, and nothing is said of them while an older one builds the site.

Write `true` or `false` without quotes. Judged are Hugo's own keys, `toc`, and those
that the schema of the page's contract makes boolean.

See: <https://gohugo.io/content-management/front-matter/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    FrontMatter,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Safety,
    Scalar,
    Severity,
    Violation,
    conformity,
)

OF_HUGO = ("draft", "headless", "iscjklanguage")
TRUE = ("true", "t", "yes", "y", "on", "1")
FALSE = ("false", "f", "no", "n", "off", "0")
ONCE_BOOLEAN = ("y", "yes", "on", "n", "no", "off")
READ_AS_TRUE = ("1", "t", "T", "TRUE", "true", "True")


class Options(RuleOptions, frozen=True):
    """Settings of `boolean-like-string`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report text in *front_matter* where true or false belongs."""
    if front_matter.format == "org":
        return  # there all values are text
    contract = ctx.site.contract(ctx.page)
    keys = conformity.typed_keys(contract.schema if contract else None, "boolean")
    for entry in front_matter.root.entries:
        value = entry.value
        if entry.key.lower() not in keys or not isinstance(value, Scalar):
            continue
        text = value.value
        if not isinstance(text, str) or text.lower() not in TRUE + FALSE:
            continue
        if was_boolean(text, value, front_matter, ctx):
            continue
        meant = "true" if text.lower() in TRUE else "false"
        safety = Safety.SAFE if text.lower() == "true" else Safety.UNSAFE
        yield Violation(
            value.span,
            f"`{entry.key}` is the text `{text}`, {taken(entry.key, text, meant)}",
            Fix(f"Write {meant}", (Edit(value.span, meant),), safety),
        )


def was_boolean(
    text: str, value: Scalar, front_matter: FrontMatter, ctx: Context[Options]
) -> bool:
    """Tell whether the Hugo that builds the site reads *text* as true or false."""
    return (
        front_matter.format == "yaml"
        and value.style == "plain"
        and text.lower() in ONCE_BOOLEAN
        and not ctx.site.config.is_at_least("0.152")
    )


def taken(key: str, text: str, meant: str) -> str:
    """Say what becomes of *text* behind *key*, and what to write."""
    if key.lower() not in OF_HUGO:
        read, who = "true", "templates take"
    else:
        read, who = "true" if text in READ_AS_TRUE else "false", "Hugo takes"
    if read == meant:
        return f"not a truth value; write {meant}"
    return f"which {who} for {read}; write {meant}"


EXAMPLES = (
    Bad(
        "---\ntitle: T\ntoc: «no»\n---\n",
        message="`toc` is the text `no`, which templates take for true; write false",
        fixed="---\ntitle: T\ntoc: false\n---\n",
    ),
    Bad(
        "---\ntitle: T\ndraft: «yes»\n---\n",
        message="`draft` is the text `yes`, which Hugo takes for false; write true",
        fixed="---\ntitle: T\ndraft: true\n---\n",
    ),
    Bad(
        '---\ntitle: T\ndraft: «"false"»\n---\n',
        message="`draft` is the text `false`, not a truth value; write false",
        fixed="---\ntitle: T\ndraft: false\n---\n",
    ),
    Bad(
        '---\ntitle: T\ntoc: «"True"»\n---\n',
        message="`toc` is the text `True`, not a truth value; write true",
        fixed="---\ntitle: T\ntoc: true\n---\n",
    ),
    Bad("+++\ntoc = «'off'»\n+++\n", fixed="+++\ntoc = false\n+++\n"),
    Bad('{"toc": «"no"»}\n', fixed='{"toc": false}\n'),
    Bad(
        "---\ntitle: T\npublic: «on»\n---\n",
        files={"s.json": '{"properties": {"public": {"type": "boolean"}}}'},
        config='[[profiles]]\npaths = ["**"]\nschema = "s.json"\n',
        fixed="---\ntitle: T\npublic: true\n---\n",
    ),
    Bad(
        "---\ntitle: T\ntoc: «'no'»\n---\n",
        config='hugo-version = "0.147.3"\n',
        fixed="---\ntitle: T\ntoc: false\n---\n",
    ),
    Bad(
        '{"toc": «"no"»}\n',
        config='hugo-version = "0.147.3"\n',
        fixed='{"toc": false}\n',
    ),
    Good("---\ntitle: T\ntoc: true\ndraft: FALSE\n---\n"),
    Good(
        "---\ntitle: T\ntoc: yes\n---\n",
        config='hugo-version = "0.147.3"\n',
        note="For that Hugo this is true.",
    ),
    Good("---\ntitle: No\nanswer: yes\n---\n", note="Nothing says that it is boolean."),
    Good("---\ntitle: T\ntoc: sometimes\n---\n", note="No word for true or false."),
    Good(
        "---\ntitle: T\ntoc: no\n---\n",
        files={"s.json": '{"properties": {"toc": {"enum": ["no", "side", "top"]}}}'},
        config='[[profiles]]\npaths = ["**"]\nschema = "s.json"\n',
        note="The site's own schema gives the word a meaning.",
    ),
)

RULE = PageRule(
    code="FM011",
    name="boolean-like-string",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
