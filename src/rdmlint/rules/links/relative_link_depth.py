"""A relative link counts from the page, and was written as from its file.

`content/topics/a.md` lies beside `b.md`, so `b/` looks right. But its page is at
`/topics/a/`, and there the browser makes `/topics/a/b/` of it: every page that is no
bundle and no section is a step deeper than its file.

Write one `../` more, or the address from the root, or `relref` with the file's name.

See: <https://gohugo.io/content-management/urls/#appearance>
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
    """Report *link* where it is right but for the step between file and page."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.DEPTH or target.suggestion is None:
        return
    right = target.suggestion
    yield Violation(
        link.url_span,
        f"No page at {target.url}: addresses count from the page, not from its file; "
        f"write {right}",
        Fix(f"Write {right}", (Edit(link.url_span, right),), Safety.SAFE),
    )


EXAMPLES = (
    Bad(
        files={
            "content/topics/a.md": "Go on with [b](«b/#more»).\n",
            "content/topics/b.md": "## More\n",
        },
        message="No page at /topics/a/b/: addresses count from the page, not from its "
        "file; write ../b/#more",
        fixed="Go on with [b](../b/#more).\n",
    ),
    Bad(
        files={
            "content/topics/a.md": '<a href="«../guides/share»">Share</a>',
            "content/guides/share.md": "",
        },
        fixed='<a href="../../guides/share/">Share</a>',
    ),
    Bad(
        files={
            "content/topics/a.md": "[Plan](«files/plan.pdf»)",
            "static/topics/files/plan.pdf": "",
        },
        fixed="[Plan](../files/plan.pdf)",
    ),
    Good(
        files={
            "content/topics/_index.md": "[from a list](a/)",
            "content/topics/a.md": "[a page](../b/) [gone](gone/) [own](?x=1)",
            "content/topics/b/index.md": "[a bundle](data.csv)",
            "content/topics/b/data.csv": "",
        },
    ),
    Good(
        files={
            "content/topics/a.md": "[b](b.html)",
            "content/topics/b.md": "",
            "hugo.toml": "uglyURLs = true\n",
        },
        note="Here the page stands where its file does.",
    ),
    Bad(
        files={
            "hugo.toml": "[languages.en]\n",
            "content/docs/a.md": "---\ntitle: A\n---\n[b](«b»)\n",
            "content/docs/b.md": "---\ntitle: B\n---\n",
        },
        config='hugo-version = "0.111.3"\n',
        fixed="---\ntitle: A\n---\n[b](../b/)\n",
        note="Hugo's own link hook, which looks beside the page, came with 0.123.",
    ),
    Good(
        files={
            "hugo.toml": "[languages.en]\n",
            "content/docs/a.md": "---\ntitle: A\n---\n[b](b)\n",
            "content/docs/b.md": "---\ntitle: B\n---\n",
        },
        note="With several languages that hook is on.",
    ),
)

RULE = PageRule(
    code="LK005",
    name="relative-link-depth",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
