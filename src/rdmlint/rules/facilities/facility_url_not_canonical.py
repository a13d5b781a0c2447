"""A link leads to a facility by an address that is not its own, or not any more.

Old addresses answer with a redirect for a while, then no more: a link to a page that
had moved lived for a year on one site. The registry knows what became of them, address
by address (`former-urls`) or for all that begin alike (`moves`):

    moves:
      - from: https://www.example.org/facilities/
        to: https://www.example.org/units/

The fix writes the canonical address and keeps a fragment; where only a rule about
beginnings knows the new address, it must be asked for with `--unsafe-fixes`. An
address that became one of this very site is written as its path; where this site has
nothing at it, the link leads nowhere, which is said instead.
"""

from __future__ import annotations

from typing import Final

from rdmlint.rule import (
    NEXT,
    Bad,
    Edit,
    ExternalLink,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Origin,
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)

ON_PAGES: Final = (Origin.MARKDOWN, Origin.REFERENCE, Origin.HTML)
"""Where a path says the same; in a value a template may need an address in full."""


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report links that reach a facility by another address than its own."""
    for link, standing in site.facility_links():
        facility, canonical = standing.facility, standing.canonical
        if canonical is None or (facility is not None and facility.closed):
            continue
        what = "This page moved to" if facility is None else f"{facility.name} is at"
        path, exists = site.reached(canonical) or ("/", Known.UNKNOWN)
        if exists is Known.NO:
            message = f"{what} this site, which has nothing at {path}"
            yield link.path, Violation(link.span, message)
            continue
        if path.strip("/") and link.origin in ON_PAGES:
            canonical = path
        safety = Safety.SAFE if standing.is_sure else Safety.UNSAFE
        fix = _fix(link, canonical, safety)
        yield link.path, Violation(link.span, f"{what} {canonical}", fix)


def _fix(link: ExternalLink, canonical: str, safety: Safety) -> Fix | None:
    if not link.is_exact:
        return None
    fragment = "" if link.fragment is None else f"#{link.fragment}"
    return Fix(f"Write {canonical}", (Edit(link.span, canonical + fragment),), safety)


REGISTRY = """pages: [www.example.org/units/*]
moves:
  - from: https://www.example.org/facilities/
    to: https://www.example.org/units/
facilities:
  - id: bioimage-informatics
    name: BioImage Informatics
    url: https://www.example.org/units/bioimage-informatics/
    former-urls: [http://biif.example.net]
"""
MOVED = """moves:
  - from: http://rdm.example.net/
    to: https://rdm.example.org/
facilities:
  - id: rdm
    name: Data Centre
    url: https://www.example.org/units/rdm/
"""
FILES: dict[str, str | bytes] = {"data/facilities.yaml": REGISTRY}

EXAMPLES = (
    Bad(
        "[Images](«http://biif.example.net/#help»)\n"
        '<a href="«https://www.example.org/facilities/bioimage-informatics»">x</a>\n'
        "[Images](«http://www.example.org/units/bioimage-informatics/»)\n",
        message="BioImage Informatics is at "
        "https://www.example.org/units/bioimage-informatics/",
        fixed="[Images](https://www.example.org/units/bioimage-informatics/#help)\n"
        '<a href="https://www.example.org/units/bioimage-informatics/">x</a>\n'
        "[Images](https://www.example.org/units/bioimage-informatics/)\n",
        files=FILES,
    ),
    Bad(
        "[Lipids](«https://www.example.org/facilities/lipids/»)\n",
        message="This page moved to https://www.example.org/units/lipids/",
        fixed="[Lipids](https://www.example.org/units/lipids/)\n",
        files=FILES,
    ),
    Bad(
        files={
            **FILES,
            "data/resources.json": '[{"url": "«http://biif.example.net»"}]',
            "layouts/index.html": '{{ site.Data.resources }}<a href="/">Home</a>',
        },
        fixed='[{"url": "https://www.example.org/units/bioimage-informatics/"}]',
    ),
    Bad(
        "[Old home](«http://rdm.example.net/#news»), [guide]"
        "(«http://rdm.example.net/guide/#costs»), <«http://rdm.example.net/guide/»>\n",
        messages=(
            "This page moved to https://rdm.example.org/",
            "This page moved to /guide/",
            "This page moved to https://rdm.example.org/guide/",
        ),
        fixed="[Old home](https://rdm.example.org/#news), [guide]"
        "(/guide/#costs), <https://rdm.example.org/guide/>\n",
        files={"data/facilities.yaml": MOVED, "content/guide.md": "## Costs\n"},
    ),
    Bad(
        "[guide](«http://rdm.example.net/guied/»)\n",
        message="This page moved to this site, which has nothing at /guied/",
        files={"data/facilities.yaml": MOVED, "content/guide.md": "## Costs\n"},
    ),
    Good(
        "[Images](https://www.example.org/units/bioimage-informatics)\n"
        "[Prices](http://biif.example.net/prices/) [all](https://www.example.org/)\n",
        files=FILES,
        note="A slash at the end is no other address; of other pages nothing is known.",
    ),
)

RULE = SiteRule(
    code="FR002",
    name="facility-url-not-canonical",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
