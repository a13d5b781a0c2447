"""A page of another site has no place of the name that a link gives.

The page is there, but no element on it has the id (or `name`) behind `#`, so readers
land at its top. Pages whose scripts make ids would be reported wrongly; that is why
this rule runs only when it is selected, such as with `--extend-select EX005`.

Look at the page for the heading that is meant, and copy its address.

See: <https://html.spec.whatwg.org/multipage/browsing-the-web.html#scroll-to-fragid>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Answer,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Verdict,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report the links of *site* to ids that the pages of others lack."""
    for link, answer in site.answered():
        if answer.verdict is Verdict.OK and link.fragment in answer.absent:
            message = f"Page has no id `{link.fragment}`: {link.url}"
            about = f"{link.url}#{link.fragment}"
            yield link.path, Violation(link.span, message, about=about)


_ANSWERS = (
    Answer(
        "https://facility.se/x/",
        Verdict.OK,
        looked_for=("staff", "prices"),
        absent=("prices",),
    ),
)

EXAMPLES = (
    Bad(
        "[prices](«https://facility.se/x/#prices») "
        "[staff](https://facility.se/x/#staff)",
        message="Page has no id `prices`: https://facility.se/x/",
        answers=_ANSWERS,
    ),
    Good("[x](https://facility.se/x/)", answers=_ANSWERS),
)

RULE = SiteRule(
    code="EX005",
    name="external-fragment-missing",
    since=NEXT,
    severity=Severity.INFO,
    default=False,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
