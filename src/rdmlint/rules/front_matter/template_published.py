"""A page that is only a pattern for others is published with them.

Beside the pages it is meant for, a `TEMPLATE_topic.md` is at hand, but Hugo makes a
page of it like of any other: with its placeholders in lists, menus and search.

Keep it in `archetypes/`, where `hugo new` takes it from, or set `draft: true` in it. A
file is taken for a pattern when `TEMPLATE` in capitals is a word of its name, or when
its title is nothing but a comment.

See: <https://gohugo.io/content-management/archetypes/>
"""

from __future__ import annotations

import re
from typing import Final

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
)

NAME: Final = re.compile(r"(?:\A|[^A-Za-z])TEMPLATE(?:[^A-Za-z]|\Z)")
COMMENT: Final = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *page* where it is a pattern, and published."""
    front_matter = page.front_matter
    title = front_matter.root.entry("title") if front_matter else None
    text = title.value.value if title and isinstance(title.value, Scalar) else None
    is_open = isinstance(text, str) and COMMENT.fullmatch(text) is not None
    name = page.path.rpartition("/")[2].rpartition(".")[0]
    folder = page.path.rpartition("/")[0].rpartition("/")[2]
    if name in ("index", "_index"):
        name = folder
    if not is_open and NAME.search(name) is None:
        return
    url = ctx.site.url_of(page)
    if url is None:
        return
    span = front_matter.opening if front_matter else Span(0, 0)
    if is_open and title is not None:
        span = title.value.span
    yield Violation(span, f"Pattern for pages is published at {url}")


EXAMPLES = (
    Bad(
        files={
            "content/topics/TEMPLATE_topic.md": (
                "---\ntitle: «<!-- add title -->»\n---\n\n# <!-- Title -->\n"
            )
        },
        message="Pattern for pages is published at /topics/template_topic/",
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
