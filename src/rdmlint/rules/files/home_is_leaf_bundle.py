"""`index.md` at the root of `content` makes the whole site one page.

With it the home page is a leaf bundle, and all other content its parts: none of it is
published. Hugo warns, and builds a site of one page.

Rename it to `_index.md`.

See: <https://gohugo.io/content-management/page-bundles/>
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
    """Report the file that makes a leaf bundle of the home page."""
    for page in site.pages:
        file = site.file(page)
        if file.directory == "" and file.base_name.lower() == "index":
            yield (
                page.path,
                Violation(
                    Span(0, 0),
                    "This makes the whole site one page; call it `_index.md`",
                ),
            )


EXAMPLES = (
    Bad(
        files={"content/index.md": "«»---\ntitle: T\n---\n", "content/a.md": ""},
        message="This makes the whole site one page; call it `_index.md`",
    ),
    Good(files={"content/_index.md": "", "content/a/index.md": ""}),
)

RULE = SiteRule(
    code="FL001",
    name="home-is-leaf-bundle",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
