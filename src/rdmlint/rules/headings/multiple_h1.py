"""A page has several headings of the first level.

The first level names the page. Layouts print the title in it; further headings of that
level in the text tell readers with a screen reader, and search engines, that other
pages begin there, and tables of contents, which mostly begin with the second level,
leave them out.

Write `##`, and one sign more for the headings below. Only pages are looked at whose
layout surely prints `.Title` in an `<h1>`, or that have several such headings of their
own.

Some sites begin all their sections so, and mean it: this rule runs only where it is
selected.

See: <https://www.w3.org/WAI/tutorials/page-structure/headings/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Heading,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the headings of *page* of the first level but the one it may have."""
    found = [heading for heading in page.headings if is_first(heading)]
    if not found:
        return
    above = ctx.site.title_above(page)
    if above is not None:
        path, span = above
        title = Related(span, "where the layout prints the title", path)
        extra = found
    elif len(found) > 1:
        title = Related(found[0].span, "the first")
        extra = found[1:]
    else:
        return
    message = "Heading of the first level beside that of the page"
    if len(extra) > 1:
        message += "; more follow"
    yield Violation(place(extra[0]), message, related=(title,))


def is_first(heading: Heading) -> bool:
    """Tell whether *heading* is surely of the first level of the page itself."""
    return (
        heading.level == 1
        and heading.is_certain
        and not heading.is_aside
        and heading.shortcode is None
    )


def place(heading: Heading) -> Span:
    """Return the text of *heading*, or all of it where it has none."""
    return heading.text_span if heading.text else heading.span


LAYOUT = "<body><h1>{{ .Title }}</h1>{{ .Content }}</body>"

EXAMPLES = (
    Bad(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n# «Storage»\n\nText\n",
            "layouts/_default/single.html": LAYOUT,
        },
        message="Heading of the first level beside that of the page",
    ),
    Bad(
        "# Data\n\nText\n\n# «Storage»\n\n# Backup\n",
        message="Heading of the first level beside that of the page; more follow",
    ),
    Good("# Data\n\n## Storage\n"),
    Good(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n## Storage\n",
            "layouts/_default/single.html": LAYOUT,
        },
    ),
    Good(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n# Storage\n",
            "layouts/_default/single.html": "<body>{{ .Content }}</body>",
        },
        note="the layout prints no heading",
    ),
    Good("# Data\n\n> # Quoted\n\n    # code\n"),
)

RULE = PageRule(
    code="HD002",
    name="multiple-h1",
    since=NEXT,
    severity=Severity.INFO,
    default=False,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
