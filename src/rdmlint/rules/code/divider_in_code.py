"""Hugo takes a `<!--more-->` that stands in code for the end of the summary.

It looks for the first `<!--more-->` of a page before it reads Markdown: one that a code
block shows, or a `code` span, divides the page there. It is missing from the code, and
the summary ends in the middle of it.

Put a divider of your own further up: only the first one counts. Or write it in another
way, `<!-- more -->` with spaces.

See: <https://gohugo.io/content-management/summaries/>
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
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the divider of *page* where it stands in code."""
    if page.divider_in_code is not None:
        message = "Hugo takes this out of the code, and ends the summary here"
        yield Violation(page.divider_in_code, message)


EXAMPLES = (
    Bad(
        "Text\n\n```html\n«<!--more-->»\n```\n",
        message="Hugo takes this out of the code, and ends the summary here",
    ),
    Bad("Write `«<!--more-->»` to divide it.\n"),
    Good(
        "Text\n\n<!--more-->\n\n```html\n<!--more-->\n```\n", note="The first counts."
    ),
    Good("`code`\n\n<!--more-->\n\n`<!-- more -->`\n"),
)

RULE = PageRule(
    code="CD002",
    name="divider-in-code",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
