"""A `cascade` says in a way that Hugo refuses, or will, which pages it is for.

Hugo ends the build with an error then. Which pages get what a `cascade` holds is said
below its `target`, a map with `kind`, `path`, `environment` or `sites`. `kind` is
`page`, `home`, `section`, `taxonomy` or `term`, or a glob that matches one of them; in
a glob every `[` has its `]`. Beside the values themselves, `kind`, `path`, `lang` and a
second `cascade` are not allowed.

Of `_target`, the former name of `target`, Hugo warns since 0.156.

Move the condition below `target`, and name a kind that exists.

See: <https://gohugo.io/content-management/front-matter/#cascade>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
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
    if ctx.site.config.is_at_least("0.156"):
        for entry in cascade_targets.given_up(cascade):
            yield Violation(
                entry.key_span,
                f"Hugo calls `{entry.key}` `target` now, and will give up the old name",
                Fix("Write target", (Edit(entry.key_span, "target"),)),
                severity=Severity.WARNING,
            )


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
    Bad(
        "---\ncascade:\n  «_target»:\n    kind: page\n  toc: true\n---\n",
        message="Hugo calls `_target` `target` now, and will give up the old name",
        severity=Severity.WARNING,
        fixed="---\ncascade:\n  target:\n    kind: page\n  toc: true\n---\n",
    ),
    Good(
        "---\ncascade:\n  _target: {kind: page}\n  toc: true\n---\n",
        config='hugo-version = "0.155.0"\n',
        note="The new name is not known to every Hugo.",
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
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
