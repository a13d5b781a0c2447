"""A link to another site is dead.

The page answers 404 or 410, or its host no longer exists, and that was seen more than
once: twice in one run where nothing was known of the address, else at least a day
apart. Readers who follow the link find nothing.

Find where the page went, in the new site's own search or in an archive such as
<https://web.archive.org/>, and write that address; or take the link out. Only a run
with `--external` asks other sites.

See: <https://www.rfc-editor.org/rfc/rfc9110#name-404-not-found>
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
    """Report the links of *site* whose addresses are proven dead."""
    for link, answer in site.answered():
        if answer.verdict is Verdict.DEAD:
            message = f"Link is dead: {link.url} {answer.reason}"
            yield link.path, Violation(link.span, message, about=link.url)


_DEAD = Answer(
    "https://facility.se/units/x/",
    Verdict.DEAD,
    Cause.GONE,
    "answers 404 Not Found",
)

EXAMPLES = (
    Bad(
        "Ask [the unit](«https://facility.se/units/x/#contact»).",
        message="Link is dead: https://facility.se/units/x/ answers 404 Not Found",
        answers=(_DEAD,),
    ),
    Bad(
        "---\nunit: «https://facility.se/units/x/»\n---\n"
        '<a href="«https://FACILITY.se/units/x/»">Unit</a>\n',
        answers=(_DEAD,),
    ),
    Good(
        "[x](https://facility.se/units/x/)",
        answers=(
            Answer(
                "https://facility.se/units/x/",
                Verdict.UNVERIFIABLE,
                Cause.GONE,
                "answers 404 Not Found",
                since=1.0,
            ),
        ),
        note="It failed once, and was fine before.",
    ),
    Good("[x](https://facility.se/units/x/)", note="Nobody was asked."),
)

RULE = SiteRule(
    code="EX001",
    name="external-broken",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
