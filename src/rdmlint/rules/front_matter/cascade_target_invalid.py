"""A `cascade` says in a way that Hugo refuses which pages it is for.

Hugo ends the build with an error then. Which pages get what a `cascade` holds is said
below its `target`, a map with `kind`, `path`, `environment` or `sites`. `kind` is
`page`, `home`, `section`, `taxonomy` or `term`, or a glob that matches one of them; in
a glob every `[` has its `]`. Beside the values themselves, `kind`, `path`, `lang` and a
second `cascade` are not allowed.

Move the condition below `target`, and name a kind that exists.

See: <https://gohugo.io/content-management/front-matter/#cascade>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    FrontMatter,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    cascade_targets,
)


class Options(RuleOptions, frozen=True):
    """Settings of `cascade-target-invalid`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report targets of the `cascade` in *front_matter* at which Hugo stops."""
    cascade = front_matter.root.get("cascade")
    for span, message in cascade_targets.refused(cascade):
        yield Violation(span, message)


EXAMPLES = (
    Bad(
        "---\ncascade:\n  «kind»: page\n  toc: true\n---\n",
        message="Hugo allows `kind` only below the `target` of a cascade",
    ),
    Bad(
        "---\ncascade:\n  - target: {kind: «pages»}\n    toc: true\n"
        "  - target: «/news/**»\n    «lang»: en\n---\n",
        messages=(
            "`pages` is no kind of page; there are `home`, `page`, `section`, "
            "`taxonomy` and `term`",
            "`target` of a cascade must be a map",
            "Hugo allows no `lang` in a cascade",
        ),
    ),
    Bad(
        '---\ncascade:\n  target:\n    path: «"/news/[0-9*"»\n---\n',
        message="Hugo reads no glob where a `[` has no `]`",
    ),
    Good(
        "---\ncascade:\n  - target: {kind: Page, path: '/news/[0-9]*'}\n"
        "    params: {kind: report}\n  - target: {kind: '{page,section}'}\n---\n"
    ),
    Good("---\ncascade:\n  target:\n  toc: true\n---\n", note="No target at all."),
    Good("---\nkind: report\npath: x\n---\n", note="Own fields, in no cascade."),
)

RULE = PageRule(
    code="FM036",
    name="cascade-target-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
