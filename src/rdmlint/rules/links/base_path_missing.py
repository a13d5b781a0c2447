"""A link leads out of the site, because it lacks the path of the base URL.

A site with the base URL `https://example.org/docs/` has all its pages below `/docs/`.
Hugo puts that before the addresses that it writes itself, but leaves a link that a
person wrote as it is: `/guide/` is `https://example.org/guide/`, another site's or
nobody's.

Write the whole path, or a relative one, or let Hugo do it with `relref` or a link hook.
With `canonifyURLs` or `relativeURLs` Hugo puts it there, and nothing is reported.

See: <https://gohugo.io/configuration/all/#baseurl>
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
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where the site has its page, but below the base path."""
    detour = ctx.site.detour(ctx.page, link)
    if detour is not None and detour.kind == "base path":
        base = ctx.site.config.base_path
        edit = Edit(link.url_span, detour.right)
        yield Violation(
            link.url_span,
            f"The site is below {base}/, so this leads out of it; write {detour.right}",
            Fix(f"Write {detour.right}", (edit,)),
        )


BELOW = "baseURL = 'https://rdm.example.org/docs/'\n"


EXAMPLES = (
    Bad(
        "Read [the guide](«/guide/») and ![it](/i.png).",
        files={"hugo.toml": BELOW, "content/guide.md": "", "static/i.png": ""},
        message="The site is below /docs/, so this leads out of it; write /docs/guide/",
        fixed="Read [the guide](/docs/guide/) and ![it](/i.png).",
    ),
    Bad(
        "[plan](«/plan.pdf»)",
        files={"hugo.toml": BELOW, "static/plan.pdf": ""},
        fixed="[plan](/docs/plan.pdf)",
    ),
    Good(
        "[a](/docs/guide/) [b](/elsewhere/) [c](/) [d](../guide/)",
        files={"hugo.toml": BELOW, "content/guide.md": ""},
        note="What lies beside the site is not known.",
    ),
    Good(
        "[a](/guide/)",
        files={"hugo.toml": BELOW + "canonifyURLs = true\n", "content/guide.md": ""},
    ),
    Good(
        "[a](/guide/)",
        files={"hugo.toml": BELOW + "[languages.en]\n", "content/guide.md": ""},
        note="Hugo's own hook finds the page.",
    ),
)

RULE = PageRule(
    code="LK028",
    name="base-path-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "template"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
