"""Front matter describes a resource of the page that is not there.

`resources` gives names and titles to files beside a page. `src` is a glob on their
paths below the page's directory. Where it matches none, Hugo says nothing, and whatever
a layout wants of the file, such as a picture's title, is missing.

Correct the path, or take the entry away.

See: <https://gohugo.io/content-management/page-resources/#metadata>
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
    """Report entries of `resources` in *front_matter* that match no file."""
    value = front_matter.root.get("resources")
    if not isinstance(value, Sequence) or ctx.site.config.unmodelled:
        return
    for item in value.items:
        source = item.get("src") if isinstance(item, Mapping) else None
        if not isinstance(source, Scalar) or not isinstance(source.value, str):
            continue
        if source.value and not ctx.site.has_resource(ctx.page, source.value):
            message = f"No file beside this page matches `{source.value}`"
            yield Violation(source.span, message)


EXAMPLES = (
    Bad(
        files={
            "content/b/index.md": "---\nresources:\n- src: «plans.png»\n"
            "  title: Plan\n- src: '*.pdf'\n---\n",
            "content/b/plan.png": "x",
            "content/b/A.PDF": "x",
        },
        message="No file beside this page matches `plans.png`",
    ),
    Good(
        files={
            "content/b/index.md": "---\nresources:\n- src: 'img/*.png'\n"
            "- src: notes.md\n- title: none\n---\n",
            "content/b/img/Plan.png": "x",
            "content/b/notes.md": "x",
        },
    ),
)

RULE = PageRule(
    code="FM042",
    name="resource-metadata-unused",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
