"""The home page is written over by a redirect to itself, so nobody sees it.

With `defaultContentLanguageInSubdir` Hugo writes a page at the root of the site that
sends readers on to the home page of the default language. With `uglyURLs` it writes
that redirect a second time, over the home page: browsers load it again and again, and
show nothing. Hugo says nothing.

Switch `uglyURLs` on for the sections that need it, or switch the redirect off with
`disableDefaultSiteRedirect = true`:

    [uglyURLs]
    posts = true

See: <https://gohugo.io/configuration/ugly-urls/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Contest,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    config_layout,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report the setting that makes Hugo write a redirect over the home page."""
    if not any(map(is_home_lost, site.contests())):
        return
    for path, span in config_layout.ugly(site.config):
        message = "Hugo writes a redirect to itself over the home page"
        yield path, Violation(span, message)


def is_home_lost(contest: Contest) -> bool:
    """Tell whether *contest* is between home and the redirect to it."""
    claims = contest.claims
    return any(claim.sends_home for claim in claims) and any(
        claim.logical == "/" and claim.alias is None for claim in claims
    )


LANGUAGES = "[languages.en]\n[languages.de]\n"

EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "«uglyURLs» = true\ndefaultContentLanguageInSubdir = true\n"
            f"{LANGUAGES}",
            "content/_index.md": "---\ntitle: Home\n---\n",
        },
        message="Hugo writes a redirect to itself over the home page",
    ),
    Bad(
        files={
            "hugo.toml": "defaultContentLanguageInSubdir = true\n«uglyurls» = true\n"
        },
    ),
    Good(
        files={
            "hugo.toml": f"uglyURLs = true\n{LANGUAGES}",
            "content/x.md": "---\nurl: /index.htmlen/index.html\n---\n",
        },
        note="A page takes the place of a redirect that nobody needs.",
    ),
    Good(
        files={
            "hugo.toml": "defaultContentLanguageInSubdir = true\n"
            "[uglyURLs]\nposts = true\n"
        }
    ),
    Good(
        files={
            "hugo.toml": "uglyURLs = true\ndefaultContentLanguageInSubdir = true\n"
            "disableDefaultSiteRedirect = true\n"
        }
    ),
    Good(
        files={
            "hugo.toml": "uglyURLs = true\ndefaultContentLanguageInSubdir = true\n"
            "disableKinds = ['home']\n"
        }
    ),
)

RULE = SiteRule(
    code="HC010",
    name="home-lost",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
