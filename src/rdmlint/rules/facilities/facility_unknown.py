"""A link leads to a facility that is not in the registry.

The registry lists the facilities that a site sends its readers to. A page where pages
of facilities lie, or a link that the configuration's selector picks, should be one of
them. Else the address is mistyped, or the registry wants a new entry:

    facilities:
      - id: spatial-proteomics
        name: Spatial Proteomics
        url: https://www.example.org/units/spatial-proteomics/

The registry is `data/facilities.yaml` or the file that `rdmlint.toml` names:

    [facilities]
    registry = "data/units.yaml"
    pages = ["www.example.org/units/*"]
    select = ".collapse a[href]"

Pages below a facility's own page, and addresses with a query, are left alone.
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report links to what should be a facility and is none that is known."""
    for link, standing in site.facility_links():
        if standing.facility is None and standing.canonical is None:
            near = _near(site, link.url)
            message = f"No facility of the registry is at {link.url}"
            hint = f"; near is {near}" if near is not None else ""
            yield link.path, Violation(link.span, message + hint)


def _near(site: SiteIndex, url: str) -> str | None:
    """Return the address of a facility that ends much like *url*."""
    urls = [each.url for each in site.facilities.facilities.values()]
    by_end = {_end(each): each for each in urls}
    found = site.nearest(_end(url), by_end)
    return by_end[found] if found is not None else None


def _end(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2].lower()


REGISTRY = """pages: [www.example.org/units/*]
facilities:
  - id: spatial-proteomics
    name: Spatial Proteomics
    url: https://www.example.org/units/spatial-proteomics/
"""
FILES: dict[str, str | bytes] = {"data/facilities.yaml": REGISTRY}

EXAMPLES = (
    Bad(
        "[Spatial](«https://www.example.org/units/spatial-proteomic/»)\n"
        '<a href="«https://www.example.org/units/lipids»">Lipids</a>\n',
        messages=(
            "No facility of the registry is at "
            "https://www.example.org/units/spatial-proteomic/; near is "
            "https://www.example.org/units/spatial-proteomics/",
            "No facility of the registry is at https://www.example.org/units/lipids",
        ),
        files=FILES,
    ),
    Bad(
        '<div class="collapse"><a href="«https://lipids.example.net/»">Lipids</a> '
        "<a href=https://www.example.org/units/spatial-proteomics/>Spatial</a></div>\n"
        "[elsewhere](https://zenodo.org)\n",
        files=FILES,
        config='[facilities]\nselect = ".collapse a[href]"\n',
        note="The selector says which links lead to facilities.",
    ),
    Good(
        "[all units](https://www.example.org/units/)\n"
        "[one](https://www.example.org/units/spatial-proteomics/#contact)\n"
        "[its prices](https://www.example.org/units/spatial-proteomics/prices/)\n"
        "[search](https://www.example.org/units/list?topic=x)\n"
        "[news](https://www.example.org/news/units/)\n",
        files=FILES,
    ),
    Good(
        "[Lipids](https://www.example.org/units/lipids)",
        files={"data/facilities.yaml": "- a list of something else\n"},
        note="This file is no registry.",
    ),
)

RULE = SiteRule(
    code="FR001",
    name="facility-unknown",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
