"""The target of a `cascade` names pages in a way that matches none.

`path` is a glob on the logical path of a page, which begins with a slash and has no
extension: `guides/**` and `/guides/plan.md` never match. Hugo says nothing, and the
pages do not get what the cascade holds.

Write `/guides/**` and `/guides/plan`.

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
    Mapping,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Violation,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report paths of targets in *front_matter* that can match no page."""
    cascade = front_matter.root.get("cascade")
    for item in cascade.items if isinstance(cascade, Sequence) else (cascade,):
        target = item.get("target") if isinstance(item, Mapping) else None
        path = target.get("path") if isinstance(target, Mapping) else None
        if not isinstance(path, Scalar) or not isinstance(path.value, str):
            continue
        glob = path.value
        if glob and glob[0] not in "/*?{[\\":
            message = f"`{glob}` matches no page: a path begins with `/`"
            yield Violation(path.span, message)
        elif glob.lower().endswith((".md", ".markdown", ".html")):
            message = f"`{glob}` matches no page: a path has no extension"
            yield Violation(path.span, message)


EXAMPLES = (
    Bad(
        "---\ncascade:\n- target: {path: «guides/**»}\n  toc: true\n"
        "- target: {path: «/guides/plan.md»}\n  toc: true\n---\n",
        messages=(
            "`guides/**` matches no page: a path begins with `/`",
            "`/guides/plan.md` matches no page: a path has no extension",
        ),
    ),
    Good("---\ncascade:\n- target: {path: '{/a,/b}/**'}\n  toc: true\n---\n"),
    Good("---\ncascade:\n- target: {path: '**/v1.2'}\n  toc: true\n---\n"),
)

RULE = PageRule(
    code="FM041",
    name="cascade-reaches-nothing",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
