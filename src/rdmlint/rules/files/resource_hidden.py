"""Two files beside a page have names that Hugo takes for one, so one is lost.

Letter case does not count in the names of a page's resources, and a space is a hyphen.
Of `a plan.png` and `a-plan.png` Hugo publishes the first, and says nothing.

Rename one of them.

See: <https://gohugo.io/content-management/page-resources/>
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
    Span,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report resources that an earlier one of their page hides."""
    first: dict[tuple[str, str, str], str] = {}
    for resource in sorted(site.site.resources, key=lambda each: each.path):
        name = resource.relative.lower().replace(" ", "-")
        key = (resource.language, resource.owner, name)
        other = first.setdefault(key, resource.path)
        if other != resource.path and not resource.is_theme and resource.owner != "/":
            message = f"Hugo takes this for {other}, and does not publish it"
            yield resource.path, Violation(Span(0, 0), message)


EXAMPLES = (
    Bad(
        files={
            "content/b/index.md": "",
            "content/b/a plan.png": "x",
            "content/b/a-plan.png": "«»x",
        },
        message="Hugo takes this for content/b/a plan.png, and does not publish it",
    ),
    Good(
        files={"content/b/index.md": "", "content/b/a.png": "", "content/b/A2.png": ""}
    ),
    Good(files={"static/a plan.png": "x", "static/a-plan.png": "x"}),
)

RULE = SiteRule(
    code="FL006",
    name="resource-hidden",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
