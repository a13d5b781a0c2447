"""The configuration uses a key that Hugo has given up.

Hugo warns of it at every build, and some versions later the build fails; which of the
two, and whether it says anything yet, depends on the version that builds the site. The
key still works until then.

Write the key that has taken its place. Where the value can stay, the fix does it.

See: <https://gohugo.io/configuration/all/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    config_ageing,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report keys of the configuration that the site's version of Hugo complains of."""
    for remark in config_ageing.deprecated(site.config):
        fix = None
        if remark.renamed is not None:
            edit = Edit(remark.span, remark.renamed)
            fix = Fix(f"Write {remark.renamed}", (edit,))
        severity = Severity.WARNING if remark.is_mild else None
        yield (
            remark.path,
            Violation(remark.span, remark.message, fix, severity=severity),
        )


EXAMPLES = (
    Bad(
        files={"hugo.toml": "«languageCode» = 'en'\ntitle = 'Data'\n"},
        message="`languageCode` was given up in Hugo 0.158; write `locale`",
        fixed="locale = 'en'\ntitle = 'Data'\n",
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "hugo.yaml": "languages:\n  en:\n    «languageName»: English\n"
            "    «languageDirection»: ltr\n",
        },
        fixed="languages:\n  en:\n    label: English\n    direction: ltr\n",
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "hugo.toml": "«minify» = true\n[[module.mounts]]\nsource = 'docs'\n"
            "target = 'content'\n«lang» = 'en'\n",
            "docs/a.md": "",
        },
        messages=(
            "`minify` was given up in Hugo 0.150; write `minify.minifyOutput`",
            "`lang` was given up in Hugo 0.153; write `sites.matrix`",
        ),
    ),
    Good(
        files={"hugo.toml": "languageCode = 'en'\n"},
        config='hugo-version = "0.155.3"\n',
        note="That version does not know `locale` yet.",
    ),
    Good(files={"hugo.toml": "locale = 'en'\n[params]\nlanguageCode = 'en'\n"}),
)

RULE = SiteRule(
    code="HC003",
    name="config-deprecated",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
