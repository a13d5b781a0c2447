"""Another site answers that all is well, but what was asked for is not there.

Its page says "not found", it sends readers from a deep address to its front page, or
the whole domain is for sale. A program cannot be sure of that, so it never fails a run.

Open the link. Where the page is gone, find where it went, or take the link out.

See: <https://developers.google.com/search/docs/crawling-indexing/http-network-errors>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Answer,
    Bad,
    Cause,
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
    """Report the links of *site* that seem to lead to nothing."""
    for link, answer in site.answered():
        if answer.cause in (Cause.SOFT_404, Cause.PARKED):
            message = f"Link seems to lead to nothing: {link.url} {answer.reason}"
            yield link.path, Violation(link.span, message, about=link.url)


EXAMPLES = (
    Bad(
        "[x](«https://facility.se/units/x/»)",
        message="Link seems to lead to nothing: https://facility.se/units/x/ "
        "is sent on to the front page, https://facility.se/",
        answers=(
            Answer(
                "https://facility.se/units/x/",
                Verdict.UNVERIFIABLE,
                Cause.SOFT_404,
                "is sent on to the front page, https://facility.se/",
            ),
        ),
    ),
    Good(
        "[x](https://facility.se/)",
        answers=(Answer("https://facility.se/", Verdict.OK),),
    ),
)

RULE = SiteRule(
    code="EX007",
    name="soft-404",
    since=NEXT,
    severity=Severity.INFO,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
