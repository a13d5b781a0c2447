"""A link names a Markdown file, which the site does not publish.

`[next](next.md)` works on GitHub and in editors. Hugo writes it into the page as it
is, and the browser asks for `next.md`, which is not there: the page is at `next/`.

Write the address of the page, or the shortcode `relref`, or let Hugo rewrite such
links: set `markup.goldmark.renderHooks.link.useEmbedded = "fallback"`. Where a link
render hook is in use, Hugo's own or the site's, only what it cannot find is reported.

See: <https://gohugo.io/render-hooks/links/>
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
    """Report *link* where the browser would ask for a source file."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.NOT_REWRITTEN:
        return
    meant = target.suggestion
    if meant is None:
        yield Violation(link.url_span, f"{target.page} is not published under its name")
        return
    yield Violation(
        link.url_span,
        f"{target.page} is not published under its name; the page is at {meant}",
        Fix(f"Write {meant}", (Edit(link.url_span, meant),), Safety.UNSAFE),
    )


EXAMPLES = (
    Bad(
        "Go on with [the next step](«next.md»).",
        files={"content/next.md": ""},
        message="content/next.md is not published under its name; "
        "the page is at ../next/",
        fixed="Go on with [the next step](../next/).",
    ),
    Bad(
        files={
            "content/a/one.md": '<a href="«../b/two.md#more»">Two</a>',
            "content/b/two.md": "## More\n",
        },
        fixed='<a href="../../b/two/#more">Two</a>',
    ),
    Bad(
        "[from the root](«/content/next.md»)",
        files={"content/next.md": ""},
        fixed="[from the root](/next/)",
    ),
    Good(
        "[next](next.md)",
        files={
            "content/next.md": "",
            "layouts/_markup/render-link.html": "{{ .Page.GetPage .Destination }}",
        },
        note="A render hook of the site may rewrite it.",
    ),
    Good(
        "[next](next.md)",
        files={
            "content/next.md": "",
            "hugo.toml": '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n',
        },
    ),
    Good("[source](/files/notes.md)", files={"static/files/notes.md": ""}),
    Good('[next]({{< relref "next.md" >}})', files={"content/next.md": ""}),
)

RULE = PageRule(
    code="LK004",
    name="md-link-not-rewritten",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
