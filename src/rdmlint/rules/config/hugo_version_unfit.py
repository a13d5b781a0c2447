"""The version of Hugo that builds the site is not one that the site is made for.

`module.hugoVersion` says which versions a site is made for, and `min_version` in a
theme's `theme.toml` which ones the theme. Hugo warns where another one builds it, and
goes on. The version is known only where a workflow, `netlify.toml` or the like says it.

Build the site with another version, or correct what it is made for.

See: <https://gohugo.io/configuration/module/#hugoversion>
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
    config_layout,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report bounds that the version of Hugo lies outside of."""
    for remark in config_layout.unfit_versions(site.config, site.site.root):
        yield remark.path, Violation(remark.span, remark.message)


BUILT: dict[str, str | bytes] = {"netlify.toml": 'HUGO_VERSION = "0.150.1"\n'}

EXAMPLES = (
    Bad(
        files={**BUILT, "hugo.toml": "[module.hugoVersion]\nmin = «'0.155.0'»\n"},
        message="Hugo 0.150.1 builds this site, which wants 0.155.0 or later",
    ),
    Bad(
        files={**BUILT, "hugo.toml": "[module.hugoVersion]\nmax = «'0.146'»\n"},
        message="Hugo 0.150.1 builds this site, which wants 0.146 or earlier",
    ),
    Bad(
        files={
            **BUILT,
            "hugo.toml": "theme = ['a', «'b'»]\n",
            "themes/a/theme.toml": "min_version = '0.111'\n",
            "themes/b/theme.toml": "min_version = '0.160.0'\n",
        },
        message="Hugo 0.150.1 builds this site, but the theme `b` wants 0.160.0 or "
        "later",
    ),
    Good(
        files={
            **BUILT,
            "hugo.toml": "[module.hugoVersion]\nmin = '0.150.1'\nmax = '0.150.1'\n",
        }
    ),
    Good(
        files={"hugo.toml": "[module.hugoVersion]\nmin = '0.999.0'\n"},
        note="Nobody says which version builds it.",
    ),
)

RULE = SiteRule(
    code="HC012",
    name="hugo-version-unfit",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
