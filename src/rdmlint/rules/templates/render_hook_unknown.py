"""A file among the render hooks is none that Hugo knows.

In `_markup` Hugo looks for hooks alone: `render-link`, `render-image`,
`render-heading`, `render-codeblock`, `render-blockquote`, `render-table` and
`render-passthrough`, of which some may name a language or kind behind it. A file that
does not begin with `render-` it skips, with a warning; another word behind it, and
nothing ever asks for it.

Correct the name, or move the file to where what it is belongs.

See: <https://gohugo.io/render-hooks/introduction/>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
)

HOOKS = (
    "render-blockquote",
    "render-codeblock",
    "render-heading",
    "render-image",
    "render-link",
    "render-passthrough",
    "render-table",
)


PLAIN = re.compile(
    r"render-(?:heading|image|link|table"
    r"|(?:blockquote|codeblock|passthrough)(?:-.+)?)"
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the template *page* where it lies among hooks, but is none."""
    if page.format != "template":
        return
    *above, last = page.path.lower().split("/")
    name = last.partition(".")[0]
    if "_markup" not in above or PLAIN.fullmatch(name):
        return
    near = ctx.site.nearest(name, HOOKS)
    advice = f"; the nearest is `{near}`" if near else ""
    yield Violation(Span(0, 0), f"Hugo knows no render hook `{name}`{advice}")


EXAMPLES = (
    Bad(
        files={
            "layouts/_markup/render-images.html": "«»x",
            "layouts/blog/_markup/link.html": "«»x",
        },
        messages=(
            "Hugo knows no render hook `render-images`; the nearest is `render-image`",
            "Hugo knows no render hook `link`",
        ),
    ),
    Good(
        files={
            "layouts/_markup/render-codeblock-mermaid.html": "x",
            "layouts/_markup/render-heading.rss.xml": "x",
            "layouts/_markup/render-blockquote-alert.html": "x",
            "layouts/_partials/link.html": "x",
        }
    ),
)

RULE = PageRule(
    code="TP005",
    name="render-hook-unknown",
    since=NEXT,
    severity=Severity.WARNING,
    over=("template",),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
