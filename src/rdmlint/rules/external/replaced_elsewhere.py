"""A link leads to an address that was replaced in another place of the same site.

Somebody found that the address was dead, or that the page had moved, and mended the
link, but only where they met it. The git history of the site remembers: a commit whose
message is about links changed this address for another one in a line that else stayed
the same.

Look where both addresses lead. The fix, which must be asked for with `--unsafe-fixes`,
writes the newer one.

Only a checkout with its history can tell: 2,000 commits are looked at, offline, and an
address that came back later, was replaced by several, or by the same file as of one
commit, is left alone.
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Edit,
    ExternalLink,
    Fix,
    Fixes,
    Good,
    Iterator,
    Replacement,
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report links to addresses that the site's history replaced."""
    for link, replaced in site.replaced():
        message = f"This address was replaced by {replaced.new} in {replaced.path}"
        when = f" on {replaced.day}" if replaced.day else ""
        yield link.path, Violation(link.span, message + when, _fix(link, replaced))


def _fix(link: ExternalLink, replaced: Replacement) -> Fix | None:
    # A place on the old page may not be on the new one.
    if not link.is_exact or link.fragment is not None:
        return None
    edit = Edit(link.span, replaced.new)
    return Fix(f"Write {replaced.new}", (edit,), Safety.UNSAFE)


OTHER = "- [NBIS support](https://nbis.example.org/{}) helps with bioinformatics.\n"

EXAMPLES = (
    Bad(
        "See [NBIS](«https://nbis.example.org/support»).\n",
        message="This address was replaced by https://nbis.example.org/get-support in "
        "content/other.md on 2026-01-01",
        fixed="See [NBIS](https://nbis.example.org/get-support).\n",
        files={"content/other.md": OTHER.format("get-support")},
        past={"content/other.md": OTHER.format("support")},
        note='The commit "Fix links" has changed the other page.',
    ),
    Good(
        "See [NBIS](https://nbis.example.org/support).\n",
        files={"content/other.md": OTHER.format("get-support")},
        note="Without a history nothing is known.",
    ),
    Good(
        "See [NBIS](https://nbis.example.org/support).\n",
        files={"content/other.md": OTHER.format("people").replace("NBIS", "Our")},
        past={"content/other.md": OTHER.format("support")},
        note="The other line says something else now.",
    ),
)

RULE = SiteRule(
    code="EX008",
    name="replaced-elsewhere",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
