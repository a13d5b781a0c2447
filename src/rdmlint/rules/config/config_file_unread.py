"""A configuration file is not read, because there is another one.

Of `hugo.toml`, `hugo.yaml`, `hugo.yml`, `hugo.json`, `config.toml`, `config.yaml`,
`config.yml` and `config.json` Hugo reads the first that is there, and says nothing of
the others. Who edits the wrong one wonders why nothing changes.

Delete it, or move what it says into the one that is read.

See: <https://gohugo.io/configuration/introduction/#configuration-file>
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
    Span,
    Violation,
    config_layout,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report main configuration files that stand behind another one."""
    for path, read in config_layout.unread(site.site.root):
        yield path, Violation(Span(0, 0), f"Hugo reads {read} and not this file")


EXAMPLES = (
    Bad(
        files={"hugo.toml": "title = 'A'\n", "hugo.yaml": "«»title: B\n"},
        message="Hugo reads hugo.toml and not this file",
    ),
    Bad(files={"config.toml": "title = 'A'\n", "config.yaml": "«»title: B\n"}),
    Good(files={"hugo.toml": "", "config/_default/params.toml": "a = 1\n"}),
    Good(
        files={"hugo.toml": "", "config.yaml": "x: 1\n"},
        note="It may be another program's.",
    ),
)

RULE = SiteRule(
    code="HC006",
    name="config-file-unread",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
