"""An alias is the root of the site, or leads out of it, so Hugo stops.

A relative alias counts from the directory that the page's own directory lies in: on the
page `/plan/` the alias `..` or an empty one is the root. On the home page it would lie
above the root. Hugo says so only when it renders the page, and names no file.

Write the former address from the root: `/old-plan/`.

See: <https://gohugo.io/content-management/urls/#aliases>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    FrontMatter,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Violation,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report aliases in *front_matter* at which Hugo stops."""
    site, page = ctx.site, ctx.page
    if site.config.disable_aliases or site.unpublished(page):
        return
    value = front_matter.root.get("aliases")
    for item in value.items if isinstance(value, Sequence) else (value,):
        if not isinstance(item, Scalar) or item.value is None:
            continue
        for alias in str(item.value).split() if item is value else (str(item.value),):
            fault = site.alias_fault(page, alias)
            if fault is not None:
                yield Violation(item.span, f"Alias `{alias}` {fault}; Hugo stops here")


EXAMPLES = (
    Bad(
        "---\naliases: [«/», «..», /old/]\n---\n",
        messages=(
            "Alias `/` is the root of the site; Hugo stops here",
            "Alias `..` is the root of the site; Hugo stops here",
        ),
    ),
    Bad(
        files={"content/_index.md": "---\naliases: [/home/, «start/»]\n---\n"},
        message="Alias `start/` leads out of the site: on the home page it must begin "
        "with `/`; Hugo stops here",
    ),
    Good("---\naliases: [/index.html, old, ../../old]\n---\n"),
    Good("---\naliases: [/]\ndraft: true\n---\n"),
)

RULE = PageRule(
    code="FM037",
    name="alias-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
