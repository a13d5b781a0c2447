"""A page has several headings of the first level.

The first level names the page. Layouts print the title in it; further headings of that
level in the text tell readers with a screen reader, and search engines, that other
pages begin there, and tables of contents, which mostly begin with the second level,
leave them out.

Write `##`, and one sign more for the headings below. Only pages are looked at whose
layout surely prints `.Title` in an `<h1>`, or that have several such headings of their
own.

Some sites begin all their sections so, and mean it: nothing is said where more than a
few of the pages with headings do (`habit`).

See: <https://www.w3.org/WAI/tutorials/page-structure/headings/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Heading,
    Iterator,
    Origin,
    Page,
    Related,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `multiple-h1`."""

    habit: int = 5
    """Percent of the pages with headings: so many with several of the first level are
    no habit of the site yet, and are reported. 100: they always are."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report pages with another heading of the first level than the one they may have.

    Of each page it is the first such heading.
    """
    outlined = [page for page in site.pages if page.headings]
    found = [
        (page.path, violation)
        for page in outlined
        if (violation := one_too_many(page, site)) is not None
    ]
    if 100 * len(found) <= options.habit * len(outlined):
        yield from found


def one_too_many(page: Page, site: SiteIndex) -> Violation | None:
    """Return what is said of *page*; None: it has no such heading too many."""
    firsts = [heading for heading in page.headings if is_first(heading)]
    if not firsts:
        return None
    above = site.title_above(page)
    if above is not None:
        path, span = above
        title = Related(span, "where the layout prints the title", path)
        extra = firsts
    else:
        title = Related(firsts[0].span, "the first")
        extra = firsts[1:]
    if not extra:
        return None
    lower = "<h2>" if extra[0].origin is Origin.HTML else "##"
    message = f"Second heading of the first level on this page; write {lower}"
    if len(extra) > 1:
        message += ", here and in those that follow"
    return Violation(place(extra[0]), message, related=(title,))


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
ALWAYS = {"habit": 100}
OTHERS: dict[str, str | bytes] = {
    f"content/other-{number}.md": "# Other\n\n## Part\n" for number in range(19)
}

EXAMPLES = (
    Bad(
        files={
            "content/page.md": "# Data\n\nText\n\n# «Storage»\n\n# Backup\n",
            **OTHERS,
        },
        message="Second heading of the first level on this page; write ##, here and in "
        "those that follow",
        note="one page of twenty",
    ),
    Bad(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n# «Storage»\n\nText\n",
            "layouts/_default/single.html": LAYOUT,
        },
        options=ALWAYS,
        message="Second heading of the first level on this page; write ##",
    ),
    Good(
        files={
            "content/page.md": "# Data\n\nText\n\n# Storage\n",
            "content/plan.md": "# Plan\n\nText\n\n# Budget\n",
            **OTHERS,
        },
        note="two pages of 21 may be a habit",
    ),
    Bad(
        "# Data\n\nText\n\n<h1>«Storage»</h1>\n",
        options=ALWAYS,
        message="Second heading of the first level on this page; write <h2>",
    ),
    Good("# Data\n\n## Storage\n", options=ALWAYS),
    Good(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n## Storage\n",
            "layouts/_default/single.html": LAYOUT,
        },
        options=ALWAYS,
    ),
    Good(
        files={
            "content/page.md": "---\ntitle: Data\n---\n\n# Storage\n",
            "layouts/_default/single.html": "<body>{{ .Content }}</body>",
        },
        options=ALWAYS,
        note="the layout prints no heading",
    ),
    Good("# Data\n\n> # Quoted\n\n    # code\n", options=ALWAYS),
)

RULE = SiteRule(
    code="HD002",
    name="multiple-h1",
    since=NEXT,
    severity=Severity.INFO,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
