"""A mount keeps Hugo from reading a directory of the site.

As soon as a configuration mounts anything as `content` (or `static`, `layouts`, …),
Hugo does not read the directory of that name by itself any more. All of its pages are
gone without a word.

Mount the directory too: `source = "content"`, `target = "content"`.

See: <https://gohugo.io/configuration/module/#mounts>
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
    """Report mounts that stand in place of a directory with files in it."""
    for remark in config_layout.replaced_defaults(site.config, site.site.root):
        yield remark.path, Violation(remark.span, remark.message)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = «'content'»\n",
            "docs/a.md": "",
            "content/b.md": "",
        },
        message="With this mount Hugo does not read `content/` itself any more",
    ),
    Good(
        files={
            "hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = 'content'\n"
            "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n",
            "docs/a.md": "",
            "content/b.md": "",
        },
    ),
    Good(
        files={
            "hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = 'content'\n",
            "docs/a.md": "",
            "static/b.txt": "",
        },
        note="There is no other content.",
    ),
    Good(
        files={
            "hugo.toml": "[[module.mounts]]\nsource = 'content/en'\n"
            "target = 'content'\n",
            "content/en/a.md": "",
        },
        note="A part of it is mounted: the rest was left out on purpose.",
    ),
)

RULE = SiteRule(
    code="HC007",
    name="mount-hides-directory",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
