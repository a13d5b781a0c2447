"""A page has no front matter.

Hugo publishes it all the same: without a title, out of order in lists, and in no menu.

Begin the file with a block between two lines of three hyphens:

    ---
    title: Sharing data
    ---

A file that is no page of the site, such as a note for its authors, belongs outside of
`content`. Files that the configuration mounts from outside of the site are left alone.
Where a `cascade` gives pages their title, or keeps them from being rendered, nothing is
reported.

See: <https://gohugo.io/content-management/front-matter/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `front-matter-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *page* at its very start if Hugo finds no front matter there."""
    if page.front_matter is not None or page.faults:
        return
    if ctx.site.kind_of(page) not in ("page", "section"):
        return
    if ctx.site.unpublished(page) is not None or page.path.startswith("../"):
        return
    if ctx.site.pattern_mark(page) is not None:
        return
    if ctx.site.value(page, "title") is None:
        yield Violation(Span(0, 0), "Page has no front matter, so it has no title")


EXAMPLES = (
    Bad(
        "«»# Sharing data\n\nAsk first.\n",
        message="Page has no front matter, so it has no title",
    ),
    Bad("«»<!-- draft -->\n---\ntitle: Sharing data\n---\n", note="Text comes first."),
    Good("---\ntitle: Sharing data\n---\n"),
    Good("---\n---\n", note="An empty block is there; other rules look into it."),
    Good("- a list\n- that Hugo cannot read\n", note="front-matter-syntax says more."),
    Good(
        files={
            "content/notes/_index.md": "---\ncascade:\n  title: Note\n---\n",
            "content/notes/today.md": "All well.\n",
        },
        note="The section gives its pages a title.",
    ),
    Good(
        files={
            "content/parts/_index.md": (
                "---\ntitle: Parts\ncascade:\n  build: {render: never}\n---\n"
            ),
            "content/parts/note.md": "Text that other pages include.\n",
        },
        note="It is not rendered by itself.",
    ),
    Good(
        files={
            "content/guide/index.md": "---\ntitle: Guide\n---\n",
            "content/guide/part.md": "Text for the guide.\n",
        },
        note="Part of a page bundle, which is not published by itself.",
    ),
    Good(
        files={"content/guide/TEMPLATE.md": "Write here.\n"},
        note="template-published speaks.",
    ),
)

RULE = PageRule(
    code="FM001",
    name="front-matter-missing",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
