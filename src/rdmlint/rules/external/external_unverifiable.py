"""Whether a link to another site works could not be told.

The server keeps programs out (401, 403, 999), asks to be left alone (429), has a fault
of its own (5xx), or did not answer in time. Or it answers 404 for the first time: it
counts as dead once it does so a day later still. None of that says that readers cannot
get there, so it never fails a run.

Open the link in a browser. Hosts that always answer so can be left out, with
`ignore = ["https://host/*"]` in `[external]`.

See: <https://www.rfc-editor.org/rfc/rfc9110#name-status-codes>
"""

from __future__ import annotations

from datetime import UTC, datetime

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

OWN_RULES = (Cause.CERTIFICATE, Cause.SOFT_404, Cause.PARKED)
"""Causes that other rules speak of."""


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report the links of *site* of which nothing is proven."""
    for link, answer in site.answered():
        if answer.verdict is Verdict.UNVERIFIABLE and answer.cause not in OWN_RULES:
            message = f"Link cannot be verified: {link.url} {answer.reason}"
            if answer.since is not None:
                message += f"; not answering since {day(answer.since)}"
            yield link.path, Violation(link.span, message, about=link.url)


def day(seconds: float) -> str:
    """Return the day, in UTC, that lies *seconds* after the beginning of 1970."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


EXAMPLES = (
    Bad(
        "See [the article](«https://journal.se/a»).",
        message="Link cannot be verified: https://journal.se/a answers 403 Forbidden",
        answers=(
            Answer(
                "https://journal.se/a",
                Verdict.UNVERIFIABLE,
                Cause.DENIED,
                "answers 403 Forbidden",
            ),
        ),
    ),
    Bad(
        "See [the unit](«https://facility.se/x/»).",
        message="Link cannot be verified: https://facility.se/x/ answers "
        "404 Not Found; not answering since 2026-01-01",
        answers=(
            Answer(
                "https://facility.se/x/",
                Verdict.UNVERIFIABLE,
                Cause.GONE,
                "answers 404 Not Found",
                since=1_767_225_600.0,
            ),
        ),
    ),
    Good(
        "[x](https://facility.se/x/)",
        answers=(Answer("https://facility.se/x/", Verdict.OK),),
    ),
    Good(
        "[x](https://facility.se/x/)",
        answers=(
            Answer("https://facility.se/x/", Verdict.UNVERIFIABLE, Cause.CERTIFICATE),
        ),
        note="Certificates have a rule of their own.",
    ),
)

RULE = SiteRule(
    code="EX002",
    name="external-unverifiable",
    since=NEXT,
    severity=Severity.INFO,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
