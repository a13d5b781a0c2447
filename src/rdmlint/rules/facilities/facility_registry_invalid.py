"""The registry of facilities cannot be used as it is.

What breaks it would make links wrong everywhere at once: an address that two facilities
claim, a successor that nobody is, successors that lead back to where they began, or a
key that its schema does not know.

The schema is `facilities.schema.json` of rdmlint. An entry that cannot be read is left
out of all that the other rules say.
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Related,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    conformity,
    departure_place,
    departure_sentence,
    facilities,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report what is wrong in the registry's own file."""
    for source in site.facility_sources:
        if source.path is None:
            continue
        for fault in source.faults:
            yield source.path, Violation(fault.span, fault.message)
        if source.value is None or source.faults:
            continue
        for departure in conformity.of_data(facilities.SCHEMA, source.value):
            place = departure_place(departure)
            yield source.path, Violation(place, departure_sentence(departure))
        for clash in facilities.clashes(source.value):
            first = clash.first
            related = (Related(first.span, "this one"),) if first is not None else ()
            yield source.path, Violation(clash.value.span, clash.message, None, related)


EXAMPLES = (
    Bad(
        files={
            "data/facilities.yaml": """facilities:
  - id: a
    name: Affinity
    url: https://a.example.net/
    successor: «b»
  - id: «a»
    name: Again
    url: «http://a.example.net»
  - «i»d: c
    url: «c.example.net»
    closed: 2024
    successor: «nobody»
  - {id: d, name: D, url: https://d.example.net/, closed: 2024, successor: «e»}
  - {id: e, name: E, url: https://e.example.net/, closed: 2024, successor: «d»}
"""
        },
    ),
    Bad(
        files={
            "data/units.toml": """[[facilities]]
id = "a"
name = "A"
url = "https://a.example.net/"
«mail» = "a@example.net"
"""
        },
        config='[facilities]\nregistry = "data/units.toml"\n',
        message="`facilities[0]` may have no `mail`",
    ),
    Good(
        files={
            "data/facilities.yaml": """drawn: "2026-01-01"
pages: [www.example.org/units/*]
facilities:
  - {id: a, name: A, url: https://a.example.net/, former-urls: [http://a.example.org]}
  - {id: b, name: B, url: https://b.example.net/, closed: 2024, successor: a}
"""
        },
    ),
    Good(files={"data/facilities.yaml": "facilities: [MAX IV, ESS]\n"}),
)

RULE = SiteRule(
    code="FR007",
    name="facility-registry-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
