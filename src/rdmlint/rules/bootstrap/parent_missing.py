"""A panel names an accordion that is not on the page.

`data-bs-parent` names the element within which one open panel closes the others. Where
it selects nothing, Bootstrap before 5.1 stops with an error and the control is dead;
from 5.1 on the panels open and close each for itself.

Write `#` and the id of the accordion, or take the attribute away if panels are to stay
open. It is an error where the version in use is known to stop, else a warning.

See: <https://getbootstrap.com/docs/5.3/components/accordion/#always-open>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)

NAMES = {"data-bs-parent": 5, "data-parent": 4}
ID = re.compile(r"#([\w-]+)")
WORD = re.compile(r"[\w-]+")


class Options(RuleOptions, frozen=True):
    """Settings of `parent-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each panel of *page* whose parent is nowhere on it."""
    version = ctx.site.bootstrap
    for component in page.components:
        if component.kind != "collapse" or not component.element.is_certain:
            continue
        for name, major in NAMES.items():
            parent = component.element.attribute(name)
            if parent is None or parent.is_computed or not parent.value:
                continue
            if version is not None and (version[0] >= 5) != (major >= 5):
                continue
            stops = version is not None and version < (5, 1, 0)
            yield from judged(parent, ctx, stops=stops)


def judged(
    parent: Attribute, ctx: Context[Options], *, stops: bool
) -> Iterator[Violation]:
    """Yield what is said of what *parent* selects."""
    written = (parent.value or "").strip()
    span = parent.value_span or parent.span
    severity = None if stops else Severity.WARNING
    effect = "so the control stops with an error" if stops else "so panels stay open"
    found = ID.fullmatch(written)
    if found:
        if ctx.site.has_id(ctx.page, found[1]) is Known.NO:
            near = ctx.site.nearest(found[1], accordions(ctx.page))
            advice = f"; the nearest is `#{near}`" if near else ""
            yield Violation(
                span,
                f"No element on this page has the id `{found[1]}`, {effect}{advice}",
                severity=severity,
            )
    elif (
        WORD.fullmatch(written)
        and ctx.site.has_id(ctx.page, written) is Known.YES
        and written.lower() not in {e.name for e in ctx.page.elements}
    ):
        yield Violation(
            span,
            f"`{written}` stands for elements <{written}>, {effect}; "
            f"write `#{written}`",
            fix=Fix(f"Write `#{written}`", (Edit(span, f"#{written}"),)),
            severity=severity,
        )


def accordions(page: Page) -> list[str]:
    """Return the ids of the accordions of *page*."""
    ids = (c.element.value("id") for c in page.components if c.kind == "accordion")
    return [name for name in ids if name]


def site(version: str, content: str) -> dict[str, str | bytes]:
    """Return the files of a site that loads a version of Bootstrap."""
    address = f"https://cdn.jsdelivr.net/npm/bootstrap@{version}/dist/js/bootstrap.js"
    return {
        "content/page.md": content,
        "layouts/_default/baseof.html": f'<script src="{address}"></script>',
    }


def accordion(parent: str) -> str:
    """Return an accordion whose panel names *parent*."""
    return (
        '<div class="accordion" id="steps">\n'
        f'<div class="collapse" id="one" data-bs-parent="{parent}">…</div>\n</div>\n'
    )


EXAMPLES = (
    Bad(
        files=site("5.0.1", accordion("«#step»")),
        message="No element on this page has the id `step`, so the control stops with "
        "an error; the nearest is `#steps`",
    ),
    Bad(
        files=site("5.3.2", accordion("«#step»")),
        message="No element on this page has the id `step`, so panels stay open; "
        "the nearest is `#steps`",
        severity=Severity.WARNING,
    ),
    Bad(
        accordion("«steps»"),
        message="`steps` stands for elements <steps>, so panels stay open; "
        "write `#steps`",
        fixed=accordion("#steps"),
        severity=Severity.WARNING,
    ),
    Good(accordion("#steps")),
    Good(accordion(".accordion"), note="another selector is not followed"),
    Good(
        files={
            "content/page.md": accordion("#all"),
            "layouts/_default/single.html": '<main id="all">{{ .Content }}</main>',
        },
    ),
)

RULE = PageRule(
    code="BS018",
    name="parent-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
