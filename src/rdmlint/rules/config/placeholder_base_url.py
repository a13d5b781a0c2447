"""The site would be published with the base URL that a new site is given.

`https://example.org/` or `http://localhost/` goes into the canonical address of every
page, into feeds, the sitemap and what is shown where a page is shared; all of them
lead away from the site.

Write the address that the site is published at. A base URL that is given when the site
is built (`hugo --baseURL …`, `HUGO_BASEURL`) is found in the files that build it; where
it is not, ignore the finding with a comment.

See: <https://gohugo.io/configuration/all/#baseurl>
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
    """Report the base URL where it is a placeholder."""
    found = site.placeholder_base_url()
    if found is not None:
        yield (
            found.path,
            Violation(found.span, f"{found.url} is a placeholder, not this site"),
        )


EXAMPLES = (
    Bad(
        files={"hugo.toml": "baseURL = «'https://example.org/'»\ntitle = 'Data'\n"},
        message="https://example.org/ is a placeholder, not this site",
    ),
    Bad(
        files={"config.yaml": "title: Data\nbaseurl: «http://localhost:1313/»\n"},
        note="Any case of the key, any format.",
    ),
    Bad(
        files={
            "config/_default/hugo.toml": "baseURL = «'http://www.example.com'»\n",
            "config/staging/hugo.toml": "baseURL = 'https://preview.data.se'\n",
        },
        note="Only the environment that is published counts.",
    ),
    Good(files={"hugo.toml": "baseURL = 'https://rdm.example.org/'\n"}),
    Good(files={"hugo.toml": "title = 'No base URL'\n"}),
    Good(
        files={
            "config/_default/hugo.toml": "baseURL = 'http://localhost/'\n",
            "config/production/hugo.toml": "baseURL = 'https://data.se'\n",
        }
    ),
    Good(
        files={
            "hugo.toml": "baseURL = 'https://example.org/'\n",
            ".github/workflows/pages.yml": "run: hugo --baseURL ${{ env.URL }}\n",
        },
        note="The address is given when the site is built.",
    ),
    Good(
        files={
            "hugo.toml": "baseURL = 'https://example.org/'\n",
            "netlify.toml": '[build]\ncommand = "hugo -b $DEPLOY_PRIME_URL"\n',
        },
    ),
    Good(
        files={
            "hugo.toml": "baseURL = 'https://example.org/'\n",
            "theme.toml": "name = 'A theme'\n",
        },
        note="A theme is shown, not published.",
    ),
)

RULE = SiteRule(
    code="HC004",
    name="placeholder-base-url",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
