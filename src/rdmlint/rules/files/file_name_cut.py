"""The name of a published file holds `#` or `?`, so links to it are cut there.

Hugo publishes the file under its own name. In an address a `#` begins a fragment and a
`?` a query: a link to `/plan#2.pdf` asks for `/plan`.

Rename the file.

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
    """Report files that are published under names that addresses cannot hold."""
    own = [file.path for file in site.site.resources if not file.is_theme]
    own += [file.path for file in site.site.static if not file.is_theme]
    for path in own:
        name = path.rpartition("/")[2]
        mark = next((each for each in name if each in "#?"), None)
        if mark is not None:
            message = f"A link to this file is cut at the `{mark}` in its name"
            yield path, Violation(Span(0, 0), message)


EXAMPLES = (
    Bad(
        files={"static/plan#2.pdf": "«»x"},
        message="A link to this file is cut at the `#` in its name",
    ),
    Bad(files={"content/a/index.md": "", "content/a/why?.png": "«»x"}),
    Good(files={"static/plan 2 (new).pdf": "x", "content/a#b.md": ""}),
)

RULE = SiteRule(
    code="FL005",
    name="file-name-cut",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
