"""A link differs in letter case from what the site publishes.

On a Mac or Windows `/Files/Plan.pdf` opens `/files/plan.pdf`. Web servers tell them
apart, so the link is dead once the site is published. Hugo writes the addresses of
pages in small letters, and files as they are named.

Write the address as it is published.

See: <https://gohugo.io/content-management/urls/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Link,
    LinkFault,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where only letter case keeps it from its target."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.LETTER_CASE or target.suggestion is None:
        return
    right = target.suggestion
    yield Violation(
        link.url_span,
        f"Letter case counts on the web: this is published as {right}",
        Fix(f"Write {right}", (Edit(link.url_span, right),), Safety.SAFE),
    )


EXAMPLES = (
    Bad(
        "Read [the guide](«/Guides/Sharing»).",
        files={"content/guides/Sharing.md": ""},
        message="Letter case counts on the web: this is published as /guides/sharing",
        fixed="Read [the guide](/guides/sharing).",
    ),
    Bad(
        '<a href="«/files/plan.PDF»">Plan</a>',
        files={"static/files/Plan.pdf": ""},
        fixed='<a href="/files/Plan.pdf">Plan</a>',
    ),
    Good(
        "[both](/files/A.pdf) [are there](/files/a.pdf)",
        files={"static/files/A.pdf": "", "static/files/a.pdf": ""},
    ),
    Good("[another site](https://example.com/A)"),
)

RULE = PageRule(
    code="LK007",
    name="link-case",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "data", "template", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
