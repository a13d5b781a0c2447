"""A page that is only a pattern for others is published with them.

Beside the pages it is meant for, a `TEMPLATE_topic.md` is at hand, but Hugo makes a
page of it like of any other: with its placeholders in lists, menus and search.

Keep it in `archetypes/`, where `hugo new` takes it from, or set `draft: true` in it. A
file is taken for a pattern when `TEMPLATE` in capitals is a word of its name, or when
its title is nothing but a comment. What else a pattern lacks is not reported.

See: <https://gohugo.io/content-management/archetypes/>
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
    """Report *page* where it is a pattern, and published."""
    mark = ctx.site.pattern_mark(page)
    url = ctx.site.url_of(page)
    if mark is not None and url is not None:
        yield Violation(
            mark,
            f"Template for pages is published itself at {url}; set `draft: true` in it",
        )


EXAMPLES = (
    Bad(
        files={
            "content/topics/TEMPLATE_topic.md": (
                "---\ntitle: «<!-- add title -->»\n---\n\n# <!-- Title -->\n"
            )
        },
        message="Template for pages is published itself at /topics/template_topic/; "
        "set `draft: true` in it",
    ),
    Bad(
        files={
            "content/en/_TEMPLATE.md": "«---»\ntitle: Definition template\n---\n",
            "content/topics/topic-TEMPLATE/index.md": "«»Write here.\n",
        },
    ),
    Good(
        files={
            "content/topics/TEMPLATE_topic.md": "---\ntitle: T\ndraft: true\n---\n",
            "content/topics/data-management-plan-template.md": "---\ntitle: A\n---\n",
            "content/TEMPLATES.md": "---\ntitle: Templates of ours\n---\n",
            "archetypes/TEMPLATE.md": "---\ntitle: <!-- add title -->\n---\n",
        },
    ),
    Good("---\ntitle: A <!-- and more -->\n---\n"),
)

RULE = PageRule(
    code="FM034",
    name="template-published",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
