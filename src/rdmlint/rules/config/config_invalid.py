"""Hugo's configuration holds what Hugo does not accept.

A key stands twice in one map of YAML. Hugo stops; before version 0.152 it took the last
value of the two without a word, and where a site's own files say that such a version
builds it, this is a warning. Whatever else Hugo cannot read in its configuration ends
the run of rdmlint as it ends Hugo's.

Keep the one that is meant. Often the second one belongs to another map and has lost its
indentation.

See: <https://gohugo.io/configuration/introduction/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    FaultKind,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report each key of a configuration file that is there already."""
    stops = site.config.is_at_least("0.152")
    for path, fault in site.config.faults:
        if fault.kind is FaultKind.FRONT_MATTER_DUPLICATE_KEY:
            severity = None if stops else Severity.WARNING
            yield (
                path,
                Violation(
                    fault.span, fault.message, fault.fix, fault.related, severity
                ),
            )


EXAMPLES = (
    Bad(
        files={"hugo.yaml": "title: Data\nparams:\n  a: 1\n  «a»: 2\n"},
        message="Key `a` is already written on line 3",
    ),
    Bad(
        files={"hugo.yaml": "title: Data\n«title»: More data\n"},
        config='hugo-version = "0.111.3"\n',
        severity=Severity.WARNING,
    ),
    Good(files={"hugo.yaml": "title: Data\nparams:\n  title: Data\n"}),
    Good(
        files={
            "config/_default/hugo.yaml": "title: Data\n",
            "config/production/hugo.yaml": "title: More data\n",
        },
        note="Files are laid over each other.",
    ),
)

RULE = SiteRule(
    code="HC001",
    name="config-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
