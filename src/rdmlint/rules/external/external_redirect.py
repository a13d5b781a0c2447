"""A page of another site has moved for good.

Its server answers with a permanent redirect (301 or 308) and names the new address.
The link works today; it stops working when the other site cleans up.

Write the new address. Persistent identifiers, whose whole point is to be redirected,
are left alone, and so are front pages that lead on within their own site, and an
`http:` that becomes `https:`, which has a rule of its own. Further hosts to leave alone
go in the option `keep`.

See: <https://www.rfc-editor.org/rfc/rfc9110#name-301-moved-permanently>
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from rdmlint.rule import (
    NEXT,
    Answer,
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
    Verdict,
    Violation,
)

PERSISTENT: Final = frozenset(
    {
        *("doi.org", "dx.doi.org", "hdl.handle.net", "purl.org", "w3id.org"),
        *("identifiers.org", "n2t.net", "urn.kb.se", "purl.obolibrary.org"),
        *("bit.ly", "tinyurl.com", "t.co", "youtu.be", "ror.org", "orcid.org"),
    }
)
"""Hosts whose addresses are meant to be cited as they are."""

LOGIN: Final = re.compile(
    r"(?:log|sign)-?_?in|/auth|/sso\b|saml|/oauth|consent|captcha|/accounts?/",
    re.IGNORECASE,
)
"""What addresses of pages have in them that ask who one is."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9:/?#@!$&*+,;=%._~-]+")
"""Addresses that mean the same in Markdown, HTML, YAML, TOML and JSON."""


class Options(RuleOptions, frozen=True):
    """Settings of `external-redirect`."""

    keep: tuple[str, ...] = ()
    """Hosts whose addresses stay as they are, such as `go.example.se`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report the links of *site* whose addresses were replaced by their servers."""
    for link, answer in site.answered():
        new = answer.moved_to
        if answer.verdict is not Verdict.OK or new is None:
            continue
        if is_left_alone(link.url, new, options.keep):
            continue
        if link.fragment and "#" not in new:
            new = f"{new}#{link.fragment}"
        message = f"Page has moved for good to {new}"
        fix = fixed(link, new)
        yield link.path, Violation(link.span, message, fix=fix, about=link.url)


def is_left_alone(old: str, new: str, keep: tuple[str, ...]) -> bool:
    """Tell whether an address stays as it is though its server sends on."""
    start, end = urlsplit(old), urlsplit(new)
    host = start.hostname or ""
    if host in PERSISTENT or host in keep or LOGIN.search(new):
        return True
    if start.scheme == "http" and same_page(old, new):
        return True
    is_own = bare(host) == bare(end.hostname or "")
    return is_own and start.path in ("", "/") and not start.query


def same_page(old: str, new: str) -> bool:
    """Tell whether both differ in nothing but `http:` and `https:`."""
    return old.partition(":")[2] == new.partition("#")[0].partition(":")[2]


def bare(host: str) -> str:
    """Return *host* without `www.`."""
    return host.removeprefix("www.")


def fixed(link: ExternalLink, new: str) -> Fix | None:
    """Return the fix that writes *new*; None where more than bytes would change."""
    if not link.is_exact or not _PLAIN.fullmatch(new):
        return None
    return Fix(f"Write {new}", (Edit(link.span, new),), Safety.UNSAFE)


_MOVED = Answer(
    "https://facility.se/facilities/x/",
    Verdict.OK,
    moved_to="https://facility.se/units/x/",
)

EXAMPLES = (
    Bad(
        "Ask [the unit](«https://facility.se/facilities/x/»).",
        message="Page has moved for good to https://facility.se/units/x/",
        fixed="Ask [the unit](https://facility.se/units/x/).",
        answers=(_MOVED,),
    ),
    Bad(
        '<a href="«https://facility.se/facilities/x/#staff»">x</a>',
        fixed='<a href="https://facility.se/units/x/#staff">x</a>',
        answers=(_MOVED,),
        note="The place on the page is kept.",
    ),
    Good(
        "[a](https://doi.org/10.1/x) [b](https://facility.se/) [c](http://old.se/x)",
        answers=(
            Answer(
                "https://doi.org/10.1/x", Verdict.OK, moved_to="https://journal.se/x"
            ),
            Answer(
                "https://facility.se/", Verdict.OK, moved_to="https://facility.se/en/"
            ),
            Answer("http://old.se/x", Verdict.OK, moved_to="https://old.se/x"),
        ),
    ),
    Good(
        "[x](https://facility.se/facilities/x/)",
        answers=(_MOVED,),
        options={"keep": ["facility.se"]},
    ),
    Good(
        "[x](https://facility.se/my/)",
        answers=(
            Answer(
                "https://facility.se/my/",
                Verdict.OK,
                moved_to="https://facility.se/login?next=/my/",
            ),
        ),
    ),
)

RULE = SiteRule(
    code="EX003",
    name="external-redirect",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.SOMETIMES,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
