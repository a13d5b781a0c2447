"""The index of a bundle is not written in small letters, so its files move.

Hugo takes `Index.md` for the page of its directory, but publishes the files beside it
one directory too deep: `/plan/plan/a.png`. Links and images that name them are dead.

Rename it to `index.md`.

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
    """Report indexes in other letters that have files beside them."""
    owners = {resource.owner for resource in site.site.resources}
    for page in site.pages:
        file = site.file(page)
        name = file.base_name
        if file.bundle == "leaf" and name != "index" and file.logical in owners:
            yield (
                page.path,
                Violation(
                    Span(0, 0),
                    f"Files beside `{name}` are published one directory too deep",
                ),
            )


EXAMPLES = (
    Bad(
        files={"content/b/Index.md": "«»---\ntitle: T\n---\n", "content/b/i.png": "x"},
        message="Files beside `Index` are published one directory too deep",
    ),
    Good(files={"content/b/Index.md": ""}, note="There are none beside it."),
    Good(files={"content/b/index.md": "", "content/b/i.png": "x"}),
)

RULE = SiteRule(
    code="FL004",
    name="bundle-index-case",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
