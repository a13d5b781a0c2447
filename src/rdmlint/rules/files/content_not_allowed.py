"""The security policy of the site does not let Hugo read this kind of content.

Since version 0.162 Hugo refuses content in HTML, later in Org too, and stops, draft or
not: such a file could run scripts on the site. The same goes for `markup: html`.

Write it in Markdown, put it in `static` if it is a finished page, or allow it:

    [security]
    allowContent = [".*"]

See: <https://gohugo.io/configuration/security/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Scalar,
    Severity,
    Span,
    Violation,
    allowed,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *page* where the site's policy refuses its kind."""
    front = page.front_matter
    markup = front.root.get("markup") if front else None
    if isinstance(markup, Scalar) and isinstance(markup.value, str) and markup.value:
        name, span = markup.value, markup.span
    else:
        name, span = ctx.site.file(page).extension, Span(0, 0)
    media = allowed.denied(name, ctx.site.config)
    if media is not None:
        message = f"Hugo reads no content of type {media}: `security.allowContent`"
        yield Violation(span, message)


EXAMPLES = (
    Bad(
        files={"content/a.html": "«»<p>A</p>\n"},
        message="Hugo reads no content of type text/html: `security.allowContent`",
    ),
    Bad("---\nmarkup: «org»\n---\n"),
    Bad(
        files={"content/b/index.md": "", "content/b/part.html": "«»<p>A</p>\n"},
        note="Parts of bundles too.",
    ),
    Good(
        files={
            "hugo.toml": "[security]\nallowContent = ['.*']\n",
            "content/a.html": "<p>A</p>\n",
        },
    ),
    Good(files={"static/a.html": "<p>A</p>\n", "content/b.md": "<p>B</p>\n"}),
    Good(
        files={"content/a.html": "<p>A</p>\n"},
        config='hugo-version = "0.155.3"\n',
    ),
)

RULE = PageRule(
    code="FL002",
    name="content-not-allowed",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
