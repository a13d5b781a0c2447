"""A link goes to a former address of a page, an alias.

Hugo writes a page there that only sends the browser on, and when the alias is
cleaned up one day, the link breaks.

Write the address that the page has today. Where the link has a fragment, which a
redirect loses, `fragment-missing` reports it.

See: <https://gohugo.io/content-management/urls/#aliases>
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
    """Report *link* where only a redirect stands at its address."""
    detour = ctx.site.detour(ctx.page, link)
    if ctx.site.target(ctx.page, link).is_redirected:
        return  # fragment-missing
    if detour is not None and detour.kind == "alias":
        edit = Edit(link.url_span, detour.right)
        yield Violation(
            link.url_span,
            f"Link goes to an alias of {detour.page}; write {detour.right}",
            Fix(f"Write {detour.right}", (edit,)),
        )


EXAMPLES = (
    Bad(
        "Read [the guide](«/old-guide/»).",
        files={"content/guide.md": "---\naliases: [/old-guide/]\n---\n## Costs\n"},
        message="Link goes to an alias of content/guide.md; write /guide/",
        fixed="Read [the guide](/guide/).",
    ),
    Bad(
        '<a href="«/old.html»">G</a>',
        files={"content/guide.md": "---\naliases: [/old.html]\n---\n"},
        fixed='<a href="/guide/">G</a>',
    ),
    Good(
        "[the guide](/guide/)",
        files={
            "content/guide.md": "---\ntitle: G\n---\n",
            "content/b.md": "---\naliases: [/guide/]\n---\n",
        },
        note="A page is there too: alias-conflict's.",
    ),
    Good(
        "[the guide](/old/)",
        files={
            "content/a.md": "---\naliases: [/old/]\n---\n",
            "content/b.md": "---\naliases: [/old/]\n---\n",
        },
        note="It may lead to either.",
    ),
)

RULE = PageRule(
    code="LK014",
    name="link-via-alias",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.ALWAYS,
    over=("content", "template"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
