"""A link leads to a facility that has closed.

Readers who follow it look for help from people who are no longer there. The registry
says since when, and who does the work now:

    facilities:
      - id: plasma-profiling
        name: Plasma Profiling
        url: https://www.example.org/units/plasma-profiling/
        closed: "2024-06"
        successor: affinity-proteomics

Other pages on a host that was all its own are reported as a warning.

Send readers to the successor, or take the link out. The fix, which must be asked for
with `--unsafe-fixes`, writes the successor's address; look at the text around it too.
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
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report links to facilities that are no more."""
    for link, standing in site.facility_links():
        facility = standing.facility
        if facility is None or facility.closed is None:
            continue
        message = f"{facility.name} closed in {facility.closed}"
        severity = None if standing.is_sure else Severity.WARNING
        successor = site.facilities.successor(facility)
        fix = None
        if successor is not None:
            message += f"; its work is done by {successor.name}, {successor.url}"
            fix = _fix(link, successor.url) if standing.is_sure else None
        yield link.path, Violation(link.span, message, fix, severity=severity)


def _fix(link: ExternalLink, url: str) -> Fix | None:
    if not link.is_exact:
        return None
    return Fix(f"Write {url}", (Edit(link.span, url),), Safety.UNSAFE)


REGISTRY = """facilities:
  - {id: a, name: Affinity Proteomics, url: https://www.example.org/units/affinity/}
  - id: b
    name: Plasma Profiling
    url: https://www.example.org/units/plasma/
    former-urls: [https://plasma.example.net/]
    closed: 2024-06
    successor: c
  - id: c
    name: Autoimmunity Profiling
    url: https://www.example.org/units/autoimmunity/
    closed: 2025-07-18
    successor: a
  - {id: d, name: Fish, url: https://fish.example.net/, closed: 2023}
"""
FILES: dict[str, str | bytes] = {"data/facilities.yaml": REGISTRY}

EXAMPLES = (
    Bad(
        "[Plasma](«https://plasma.example.net/#prices»)\n",
        message="Plasma Profiling closed in 2024-06; its work is done by Affinity "
        "Proteomics, https://www.example.org/units/affinity/",
        fixed="[Plasma](https://www.example.org/units/affinity/)\n",
        files=FILES,
    ),
    Bad(
        '<a href="«https://fish.example.net»">Fish</a>',
        message="Fish closed in 2023",
        files=FILES,
    ),
    Bad(
        "[Prices](«https://fish.example.net/prices/»)",
        message="Fish closed in 2023",
        files=FILES,
        severity=Severity.WARNING,
        note="The host was the facility's own; somebody may have kept it.",
    ),
    Good(
        "[Affinity](https://www.example.org/units/affinity/)\n"
        "[a story](https://www.example.org/units/plasma/history/)\n",
        files=FILES,
    ),
)

RULE = SiteRule(
    code="FR003",
    name="facility-retired",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
