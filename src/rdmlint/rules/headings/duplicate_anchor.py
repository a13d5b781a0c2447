"""Two headings of one section give the same id.

Hugo makes the id of a heading from its text and appends `-1` where it is taken. A
link to the first works; the second has an address that says nothing, and that changes
as soon as another heading of the same text is added or moved. Two equal headings side
by side are also hard to tell apart in a table of contents, and often one was copied
and not reworded. A heading that follows its like at once is reported whatever the ids.

Reword one of them, or give it an id of its own: `## Setup {#setup-on-windows}`. Equal
headings below different ones, such as *Installation* for each of several programs, are
left alone unless `across-sections` is set.

See: <https://gohugo.io/content-management/cross-references/>
"""

from __future__ import annotations

from typing import TypeAlias

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Heading,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
    has_within,
)


class Options(RuleOptions, frozen=True):
    """Settings of `duplicate-anchor`."""

    across_sections: bool = False
    """Report equal headings below different ones too."""


Room: TypeAlias = "tuple[Span | None, int | None, int | None] | None"
"""What a heading stands in: section, element and shortcode; None: the page."""


FEW = 4
"""So many line breaks may be between headings that follow each other at once."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each heading of *page* whose id an earlier one of its section has."""
    # The headings above the present one, outermost first.
    above: list[Heading] = []
    first: dict[tuple[Room, str], Heading] = {}
    for before, heading in zip((None, *page.headings), page.headings, strict=False):
        while not heading.is_aside and above and above[-1].level >= heading.level:
            above.pop()
        section = above[-1].span if above else None
        if not heading.is_aside:
            above.append(heading)
        if heading.id is None or not heading.is_certain:
            continue
        wanted = heading.base_id or heading.id
        room: Room = (section, heading.parent, heading.shortcode)
        if ctx.options.across_sections:
            room = None
        other = first.setdefault((room, wanted), heading)
        if before is not None and is_repeated(before, heading, page):
            yield Violation(
                heading.span,
                f"Heading `{heading.text}` is there twice, with nothing between",
                related=(Related(before.span, "the first"),),
            )
            continue
        if heading.id == wanted or other is heading:
            continue
        yield Violation(
            heading.span,
            f"Id `{wanted}` is taken; this heading gets `{heading.id}`",
            related=(Related(other.span, f"this heading has `{wanted}`"),),
        )


def is_repeated(before: Heading, heading: Heading, page: Page) -> bool:
    """Tell whether *heading* says and is what the one right *before* it is."""
    return (
        bool(heading.text)
        and before.text == heading.text
        and before.level == heading.level
        and before.span.end <= heading.span.start <= before.span.end + FEW
        and not has_within(
            Span(before.span.end, heading.span.start),
            *(page.prose, page.elements, page.images, page.shortcodes),
        )
    )


EXAMPLES = (
    Bad(
        "## Setup\n\nOn Linux.\n\n«## Setup»\n\nOn Windows.\n",
        message="Id `setup` is taken; this heading gets `setup-1`",
    ),
    Bad(
        "## C\n\n«## C++»\n\n«## C#»\n",
        messages=(
            "Id `c` is taken; this heading gets `c-1`",
            "Id `c` is taken; this heading gets `c-2`",
        ),
        note="other texts may give the same id",
    ),
    Bad(
        "## Installation {#setup}\n\n«Setup\n-----»\n",
        message="Id `setup` is taken; this heading gets `setup-1`",
    ),
    Bad(
        "## Linux\n\n### Setup\n\n## Windows\n\n«### Setup»\n",
        options={"across-sections": True},
    ),
    Bad(
        "## Setup on Linux {#setup}\n\n«## Setup on Linux»\n\nText\n",
        message="Heading `Setup on Linux` is there twice, with nothing between",
    ),
    Good("## Setup {#one}\n\nText\n\n## Setup {#two}\n"),
    Good("## Linux\n\n### Setup\n\n## Windows\n\n### Setup\n"),
    Good("## Setup\n\nOn Linux.\n\n## Setup {#setup-on-windows}\n"),
    Good(
        '<div class="collapse" id="a">\n\n### Setup\n\n</div>\n\n'
        '<div class="collapse" id="b">\n\n### Setup\n\n</div>\n',
        note="in a panel of its own",
    ),
    Good(
        "## Linux\n\n{{% steps %}}\n### Setup\n{{% /steps %}}\n\n"
        "{{% steps %}}\n### Setup\n{{% /steps %}}\n",
        files={"layouts/_shortcodes/steps.html": "<ol>{{ .Inner }}</ol>"},
    ),
    Good(
        "## Linux\n\n> ## Hint\n\n## Windows\n\n> ## Hint\n",
        note="quotations begin no section",
    ),
    Good("## Setup\n\n<h2>Setup</h2>\n", note="raw HTML gets no id"),
    Good("## Setup\n\n```\n## Setup\n```\n"),
)

RULE = PageRule(
    code="HD003",
    name="duplicate-anchor",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
