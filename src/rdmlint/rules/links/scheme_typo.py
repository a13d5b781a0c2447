"""A link begins with a mistyped `https:` or `mailto:`.

`htps://example.com` opens nothing, and `https//example.com` or `https:/example.com`
is taken for a path on this very site.

Write `https://` or `mailto:`.

See: <https://url.spec.whatwg.org/#url-parsing>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Link,
    LinkFault,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where its scheme is nearly one of the usual ones."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.SCHEME or target.suggestion is None:
        return
    right = target.suggestion
    scheme = right[: right.find(":") + 1]
    yield Violation(
        link.url_span,
        f"Address begins with a mistyped `{scheme}`",
        Fix(f"Write {right}", (Edit(link.url_span, right),), Safety.SAFE),
    )


EXAMPLES = (
    Bad(
        "See [the archive](«htps://www.ebi.ac.uk/ena»).",
        message="Address begins with a mistyped `https:`",
        fixed="See [the archive](https://www.ebi.ac.uk/ena).",
    ),
    Bad(
        '<a href="«http:/zenodo.org»">Zenodo</a> [same](«https//zenodo.org»)',
        fixed='<a href="http://zenodo.org">Zenodo</a> [same](https://zenodo.org)',
    ),
    Bad(
        "[Write us](«maito:data@example.org»)",
        message="Address begins with a mistyped `mailto:`",
        fixed="[Write us](mailto:data@example.org)",
    ),
    Good(
        "[a](https://zenodo.org) [b](HTTP://zenodo.org) [c](ftp://ftp.ebi.ac.uk) "
        "[d](mailto:data@example.org) [e](vscode://x) [f](ssh://git@example.org/x)"
    ),
    Good("`htps://code.example`, and htps:// in the text"),
)

RULE = PageRule(
    code="LK022",
    name="scheme-typo",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "data", "template", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
