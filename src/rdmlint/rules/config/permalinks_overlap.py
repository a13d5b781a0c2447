"""Two patterns of `permalinks` fit the same pages, so their addresses are chance.

A pattern for `posts` fits pages of `posts/news` as well. Where both have one, Hugo
takes either, and another one at the next build: links to these pages break and mend by
themselves.

Write `permalinks` as a list, where the first pattern that fits wins:

    [[permalinks]]
    pattern = "/news/:slug/"
    [permalinks.target]
    path = "/posts/news/**"

See: <https://gohugo.io/configuration/permalinks/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    config_layout,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report patterns for a section within another that has one."""
    for remark in config_layout.overlapping_permalinks(site.config):
        yield remark.path, Violation(remark.span, remark.message)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "[permalinks]\nposts = '/p/:slug/'\n"
            "«'posts/news'» = '/n/:slug/'\n",
        },
        message="Pages in `posts/news` fit the pattern for `posts` too, and Hugo takes "
        "either by chance",
    ),
    Good(files={"hugo.toml": "[permalinks]\nposts = '/p/'\npostscript = '/n/'\n"}),
    Good(
        files={
            "hugo.toml": "[permalinks.page]\nposts = '/p/:slug/'\n"
            "[permalinks.section]\n'posts/news' = '/n/'\n",
        },
        note="Pages and sections.",
    ),
)

RULE = SiteRule(
    code="HC008",
    name="permalinks-overlap",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
