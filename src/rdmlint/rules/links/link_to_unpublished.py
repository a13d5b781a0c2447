"""A link leads to a page that exists, but is not published.

Drafts, pages with a date in the future, expired pages and pages kept from rendering
are there in the editor and in `hugo server -D`; on the site the link is dead.

Publish the page, or take the link away until it is.

See: <https://gohugo.io/getting-started/usage/#draft-future-and-expired-content>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fixes,
    Good,
    Iterator,
    Link,
    LinkFault,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where the page it leads to is held back."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.UNPUBLISHED:
        return
    yield Violation(
        link.url_span, f"Link leads to {target.page}, which is {target.detail}"
    )


EXAMPLES = (
    Bad(
        "Read [the plan](«/plan/»).",
        files={"content/plan.md": "---\ntitle: Plan\ndraft: true\n---\n"},
        message="Link leads to content/plan.md, which is a draft",
    ),
    Bad(
        "[Soon](«/soon/») [gone](«/gone/») [hidden](«/hidden/»)",
        files={
            "content/soon.md": "---\npublishDate: 2030-05-01\n---\n",
            "content/gone.md": "---\nexpiryDate: 2020-05-01\n---\n",
            "content/hidden.md": "---\nbuild:\n  render: never\n---\n",
        },
        messages=(
            "Link leads to content/soon.md, which is not published before 2030-05-01",
            "Link leads to content/gone.md, which is expired since 2020-05-01",
            "Link leads to content/hidden.md, which is kept unrendered "
            "(`render: never`)",
        ),
    ),
    Bad(
        "[In a draft section](«/section/a/»)",
        files={
            "content/section/_index.md": "---\ncascade:\n  draft: true\n---\n",
            "content/section/a.md": "---\ntitle: A\n---\n",
        },
    ),
    Good(
        "[Published](/a/), though its section is a draft.",
        files={"content/a.md": "---\ndraft: false\n---\n"},
    ),
    Good(
        "[All drafts are built here](/plan/)",
        files={
            "content/plan.md": "---\ndraft: true\n---\n",
            "hugo.toml": "buildDrafts = true\n",
        },
    ),
    Good(
        "[A word, no switch](/plan/)",
        files={"content/plan.md": "---\ndraft: yes\n---\n"},
        note="Hugo takes `yes` for a text, and publishes the page.",
    ),
)

RULE = PageRule(
    code="LK006",
    name="link-to-unpublished",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.NEVER,
    over=("content", "data", "template", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
