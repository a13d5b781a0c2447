"""Text with commas stands where Hugo wants a list.

`tags: data, sharing` is one tag, called "data, sharing", and its page is
`/tags/data-sharing/`. `keywords` and `aliases` are cut at spaces instead, and the
commas stay on the words.

Write a list: `[data, sharing]`.

See: <https://gohugo.io/content-management/taxonomies/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    FrontMatter,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Scalar,
    Severity,
    Violation,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report text in *front_matter* that is meant as a list."""
    if front_matter.format == "org":
        return
    plurals = {plural.lower() for _, plural in ctx.site.config.every_taxonomy}
    for entry in front_matter.root.entries:
        key, value = entry.key.lower(), entry.value
        if not isinstance(value, Scalar) or not isinstance(value.value, str):
            continue
        words = [word.strip() for word in value.value.split(",")]
        if len(words) < 2 or not all(words):
            continue
        if key in plurals:
            message = f"Hugo takes this for one term, `{value.value}`; write a list"
            yield Violation(value.span, message)
        elif key in ("keywords", "aliases", "outputs"):
            message = f"Hugo cuts `{entry.key}` at spaces, not at commas; write a list"
            yield Violation(value.span, message)


EXAMPLES = (
    Bad(
        "---\ntags: «data, sharing»\nkeywords: «a, b»\n---\n",
        messages=(
            "Hugo takes this for one term, `data, sharing`; write a list",
            "Hugo cuts `keywords` at spaces, not at commas; write a list",
        ),
    ),
    Good("---\ntags: data sharing\nkeywords: [a, b]\ndescription: a, b\n---\n"),
)

RULE = PageRule(
    code="FM043",
    name="list-written-as-text",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
