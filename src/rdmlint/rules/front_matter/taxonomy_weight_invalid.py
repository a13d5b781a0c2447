"""The weight of a page in a taxonomy is no whole number.

`tags_weight: high` makes Hugo warn and take 0, so that the page stands at the end of
the lists of all its tags.

Write a number. Numbers in quotes have a rule of their own.

See: <https://gohugo.io/content-management/taxonomies/#order-taxonomies>
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
    whole_number,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report weights in *front_matter* that Hugo makes 0 of."""
    for _, plural in ctx.site.config.every_taxonomy:
        entry = front_matter.root.entry(f"{plural}_weight")
        if entry is None or ctx.site.value(ctx.page, plural) is None:
            continue
        value = entry.value
        if whole_number(value) is not None:
            continue
        if isinstance(value, Scalar) and str(value.value).strip()[:1].isdigit():
            continue  # number-like-string
        message = f"`{entry.key}` is a whole number; Hugo makes 0 of this"
        yield Violation(value.span, message)


EXAMPLES = (
    Bad(
        "---\ntags: [a]\ntags_weight: «high»\n---\n",
        message="`tags_weight` is a whole number; Hugo makes 0 of this",
    ),
    Good("---\ntags: [a]\ntags_weight: 5\ncategories_weight: high\n---\n"),
    Good("---\ntags: [a]\ntags_weight: '05'\n---\n", note="number-like-string's."),
)

RULE = PageRule(
    code="FM045",
    name="taxonomy-weight-invalid",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
