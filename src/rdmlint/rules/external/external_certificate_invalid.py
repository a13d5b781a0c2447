"""Another site has a certificate that browsers do not accept.

It has expired, is for another name, or is signed by nobody who is trusted. Browsers
show readers a warning in place of the page.

Tell the keepers of the site, or link to an address that works.

See: <https://developer.mozilla.org/docs/Web/Security/Transport_Layer_Security>
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
    """Report the links of *site* that browsers warn of."""
    for link, answer in site.answered():
        if answer.cause is Cause.CERTIFICATE:
            message = f"Link leads to a warning: {link.url} {answer.reason}"
            yield link.path, Violation(link.span, message, about=link.url)


EXAMPLES = (
    Bad(
        "[x](«https://facility.se/x/»)",
        message="Link leads to a warning: https://facility.se/x/ has a certificate "
        "that fails: certificate has expired",
        answers=(
            Answer(
                "https://facility.se/x/",
                Verdict.UNVERIFIABLE,
                Cause.CERTIFICATE,
                "has a certificate that fails: certificate has expired",
            ),
        ),
    ),
    Good(
        "[x](https://facility.se/x/)",
        answers=(Answer("https://facility.se/x/", Verdict.OK),),
    ),
)

RULE = SiteRule(
    code="EX006",
    name="external-certificate-invalid",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
