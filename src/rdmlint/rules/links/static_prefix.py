"""A link names the directory `static`, which is no part of addresses.

Hugo publishes what is in `static/` at the root of the site: `static/files/plan.pdf`
is at `/files/plan.pdf`. With the prefix the link is dead.

Take the prefix away.

See: <https://gohugo.io/content-management/static-files/>
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
    """Report *link* where its target is there without `/static`."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.STATIC_PREFIX or target.suggestion is None:
        return
    right = target.suggestion
    yield Violation(
        link.url_span,
        f"`static` is no part of the address: this is published as {right}",
        Fix(f"Write {right}", (Edit(link.url_span, right),), Safety.SAFE),
    )


EXAMPLES = (
    Bad(
        "Get [the plan](«/static/files/plan.pdf»).",
        files={"static/files/plan.pdf": ""},
        message="`static` is no part of the address: "
        "this is published as /files/plan.pdf",
        fixed="Get [the plan](/files/plan.pdf).",
    ),
    Bad(
        '<a href="«../../static/files/plan.pdf»">Plan</a>',
        files={"static/files/plan.pdf": ""},
        fixed='<a href="/files/plan.pdf">Plan</a>',
    ),
    Good(
        "[a page](/static/) [a file](/static/x.txt)",
        files={"content/static.md": "", "static/static/x.txt": ""},
        note="A directory `static` in `static` is part of the address.",
    ),
    Good("[elsewhere](https://example.com/static/x.js)"),
)

RULE = PageRule(
    code="LK009",
    name="static-prefix",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "data", "template", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
