"""The id of a heading is a number or a truth value, at which Hugo stops.

`{id=5}` gives the heading the number 5, and an id is text: Hugo ends the build while it
renders the page, and names neither page nor heading.

Write `{#5}` or `{id="5"}`.

See: <https://gohugo.io/content-management/markdown-attributes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Heading,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(heading: Heading, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the id of *heading* where Hugo stops at it."""
    if heading.refused is not None and not ctx.site.unpublished(ctx.page):
        message = "Hugo stops at this id, which is no text; put it in quotes"
        yield Violation(heading.refused, message)


EXAMPLES = (
    Bad(
        "## Five {id=«5»}\n\n## Yes {.big id=«true»}\n",
        message="Hugo stops at this id, which is no text; put it in quotes",
    ),
    Good('## Five {#5}\n\n## Six {id="6"}\n\n## Seven {id=seven}\n\n## Eight id=8\n'),
    Good(
        "## Five {id=5}\n",
        files={"hugo.toml": "[markup.goldmark.parser.attribute]\ntitle = false\n"},
    ),
)

RULE = PageRule(
    code="HD011",
    name="heading-id-refused",
    since=NEXT,
    severity=Severity.ERROR,
    on=Heading,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
