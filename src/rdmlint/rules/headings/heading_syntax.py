"""A heading is written so that it is none, or is empty.

Behind the signs of a heading a space must follow: `##Aims` is shown as it is. A `##`
with nothing behind it makes an empty heading, which screen readers announce and tables
of contents list.

Write `## Aims`, or take the empty heading away. One sign alone, `#aims`, is left alone:
it may be a tag or a number.

See: <https://spec.commonmark.org/0.31.2/#atx-headings>
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
    Heading,
    Iterator,
    Origin,
    Page,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
    has_within,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report what was to be a heading of *page*, and headings without text."""
    if page.format != "markdown":
        return
    for signs in page.near_headings:
        yield Violation(
            signs,
            "No space behind these signs, so this is no heading",
            Fix(
                "Write a space", (Edit(Span(signs.end, signs.end), " "),), Safety.UNSAFE
            ),
        )
    for heading in page.headings:
        if is_empty(heading, page):
            yield Violation(heading.span, "Heading is empty")


def is_empty(heading: Heading, page: Page) -> bool:
    """Tell whether *heading*, of Markdown, surely shows nothing."""
    return (
        heading.origin is Origin.MARKDOWN
        and heading.is_certain
        and not heading.text
        and not has_within(
            heading.span, page.images, page.shortcodes, page.elements, page.links
        )
    )


EXAMPLES = (
    Bad(
        "Text.\n\n«##»Aims\n\nText.\n",
        message="No space behind these signs, so this is no heading",
        fixed="Text.\n\n## Aims\n\nText.\n",
    ),
    Bad("Text.\n\n«##»\n\nText.\n", message="Heading is empty"),
    Good(
        "## Aims\n\nText ##Aims\n\n#aims\n\n##\n{{< param x >}}\n\n`##Aims`\n".replace(
            "##\n{{< param x >}}", "## {{< param x >}}"
        )
    ),
    Good("```\n##Aims\n```\n\n## ![Aims](a.png)\n\n\\##Aims\n"),
    Good("### #!/bin/sh\n\nfoo &##x20;\n"),
)

RULE = PageRule(
    code="HD006",
    name="heading-syntax",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
