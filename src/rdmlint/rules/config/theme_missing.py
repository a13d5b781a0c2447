"""The configuration names a theme or module that is not there.

Hugo looks for it in `themes`, and stops. What a Git submodule, Go or a script brings
before the build is not reported: where `.gitmodules`, `.gitignore`, `package.json`, a
`Makefile` or a workflow speaks of it, it may come.

Correct the name, or add the theme. Until then nothing that depends on it is judged.

See: <https://gohugo.io/hugo-modules/use-modules/>
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
    """Report themes and modules that nothing brings."""
    for remark in config_layout.missing_themes(site.config, site.site.root):
        yield remark.path, Violation(remark.span, remark.message)


EXAMPLES = (
    Bad(
        files={"hugo.toml": "theme = «'nope'»\n"},
        message="There is no theme or module at themes/nope",
    ),
    Bad(
        files={
            "hugo.toml": "[[module.imports]]\npath = 'mine'\n"
            "[[module.imports]]\npath = «'github.com/x/y'»\n",
            "themes/mine/hugo.toml": "",
        },
    ),
    Good(
        files={
            "hugo.toml": "theme = 'docsy'\n",
            ".gitmodules": '[submodule "themes/docsy"]\npath = themes/docsy\n',
        },
        note="A submodule that was not fetched.",
    ),
    Good(
        files={
            "hugo.toml": "[[module.imports]]\npath = 'github.com/x/y'\n",
            "go.mod": "module z\n",
        },
        note="Go fetches it.",
    ),
    Good(files={"hugo.toml": "theme = ['a']\n", "themes/a/layouts/x.html": ""}),
)

RULE = SiteRule(
    code="HC005",
    name="theme-missing",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
