"""The text of a link names another facility than the one its address leads to.

One of both is wrong: the address was copied with the line above, the facility has a new
name, or the name is mistyped. Readers ask the wrong people, or look for a name that
nobody answers to.

A text that is no name, such as "contact us", is left alone, and so is what the registry
accepts: the official name, abbreviations, and other names (`names`). Words such as
"unit", "facility" and "the" do not count.
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Link,
    PageRule,
    RuleOptions,
    Severity,
    SiteIndex,
    Violation,
    facilities,
)

SHORTEST = 8
"""Characters of a name that may be mistyped; of shorter ones too many are alike."""


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where its text names another facility, or this one wrongly."""
    registry = ctx.site.facilities
    if not registry.facilities or not link.text or link.is_toggle:
        return
    standing = registry.standing(link.url)
    facility = standing.facility if standing is not None else None
    if facility is None or facility.closed:
        return
    text = facilities.folded(link.text)
    accepted = [facilities.folded(name) for name in facility.accepted]
    if text in accepted:
        return
    if text in map(facilities.folded, facility.former_names):
        message = f"{link.text} is called {facility.name} now"
        yield Violation(link.span, message)
        return
    other = registry.named(link.text)
    if other is not None:
        message = f"{link.text} is at {other.url}; this leads to {facility.name}"
        yield Violation(link.span, message)
    elif _is_mistyped(text, accepted, ctx.site):
        message = f"{link.text} is near to {facility.name}, but not its name"
        yield Violation(link.span, message)


def _is_mistyped(text: str, accepted: list[str], site: SiteIndex) -> bool:
    if len(text) < SHORTEST or _says_more(text, accepted):
        return False
    return site.nearest(text, accepted) is not None


def _says_more(text: str, accepted: list[str]) -> bool:
    """Tell whether *text* is made of words of a name, or has all of one's and more."""
    words = set(text.split())
    return any(
        words <= set(name.split()) or words >= set(name.split()) for name in accepted
    )


REGISTRY = """facilities:
  - id: alm
    name: Advanced Light Microscopy
    abbreviations: [ALM]
    former-names: [Bright Light Unit]
    url: https://www.example.org/units/alm/
  - id: nmr
    name: Swedish NMR Centre
    names: [Svenskt NMR-centrum]
    url: https://www.example.org/units/nmr/
"""
FILES: dict[str, str | bytes] = {"data/facilities.yaml": REGISTRY}

EXAMPLES = (
    Bad(
        "«[Swedish NMR Centre](https://www.example.org/units/alm/)»\n"
        "«[Bright Light](https://www.example.org/units/alm/)»\n"
        '«<a href="https://www.example.org/units/alm/">»Advanced Light Mikroscopy</a>',
        messages=(
            "Swedish NMR Centre is at https://www.example.org/units/nmr/; this leads "
            "to Advanced Light Microscopy",
            "Bright Light is called Advanced Light Microscopy now",
            "Advanced Light Mikroscopy is near to Advanced Light Microscopy, but not "
            "its name",
        ),
        files=FILES,
    ),
    Good(
        "[Advanced light-microscopy facility](https://www.example.org/units/alm/)\n"
        "[ALM](https://www.example.org/units/alm/) "
        "[The Swedish NMR Centre](https://www.example.org/units/nmr/#prices)\n"
        "[Svenskt NMR-centrum](https://www.example.org/units/nmr/) "
        "[contact us](https://www.example.org/units/nmr/) "
        "[Light Microscopy](https://www.example.org/units/alm/) "
        "[Book Swedish NMR Centre](https://www.example.org/units/nmr/)\n",
        files=FILES,
    ),
)

RULE = PageRule(
    code="FR004",
    name="facility-name-mismatch",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
