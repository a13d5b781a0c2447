"""A heading skips a level.

A heading of level 4 right below one of level 2 says that a part is missing. Readers
with a screen reader, who move from heading to heading, look for it in vain, and a
table of contents shows a gap. Often the level was chosen for its looks.

Write the level that follows. The first heading of a page may have any level, and so
may the first one in a box, a panel or another element: what stands around it is not
in the file, or gives it another meaning. Headings in quotations and lists are beside
the outline. Nothing is said where a shortcode between the two may bring a heading of
its own.

See: <https://www.w3.org/WAI/tutorials/page-structure/headings/>
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Heading,
    Iterator,
    Known,
    Origin,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
)

PLAIN = frozenset({"figure", "param", "ref", "relref", "vimeo", "youtube"})
"""Shortcodes of Hugo's own that never print a heading."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report each heading of *page* that skips a level below the one before."""
    unknown = sorted(_unknown(page, ctx))
    outline = (heading for heading in page.headings if not heading.is_aside)
    for before, heading in pairwise(outline):
        if heading.level <= before.level + 1 or _room(heading) != _room(before):
            continue
        if not (heading.is_certain and before.is_certain):
            continue
        at = bisect_left(unknown, before.span.start)
        if at < len(unknown) and unknown[at] < heading.span.start:
            continue
        yield Violation(
            _place(heading),
            f"Heading level jumps from {before.level} to {heading.level}; "
            f"write {_written(before.level + 1, heading.origin)}",
            related=(Related(_place(before), f"level {before.level}"),),
        )


def _written(level: int, origin: Origin) -> str:
    return f"<h{level}>" if origin is Origin.HTML else "#" * level


def _room(heading: Heading) -> tuple[int | None, int | None]:
    """Return what stands around *heading*: another room has an outline of its own."""
    return heading.parent, heading.shortcode


def _unknown(page: Page, ctx: Context[RuleOptions]) -> Iterator[int]:
    """Yield where shortcodes begin or end that may bring headings."""
    for call in page.shortcodes:
        name = call.name.lower()
        if name in PLAIN and ctx.site.is_own(name) is Known.NO:
            continue
        yield call.span.start
        if call.end:
            yield call.end.start


def _place(heading: Heading) -> Span:
    """Return the start tag, in Markdown the whole heading."""
    if heading.origin is Origin.HTML:
        return Span(heading.span.start, heading.text_span.start)
    return heading.span


EXAMPLES = (
    Bad(
        "## Sharing\n\n«#### Who may share»\n",
        message="Heading level jumps from 2 to 4; write ###",
    ),
    Bad(
        "# Sharing\n\n## Where\n\n«#### Zenodo»\n\n## When\n\n«#### Early»\n",
        note="each jump counts",
    ),
    Bad(
        "<h2>Sharing</h2>\n\n«<h4 class='small'>»Who may share</h4>\n",
        message="Heading level jumps from 2 to 4; write <h3>",
        note="raw HTML and Markdown make one outline",
    ),
    Bad(
        '## Sharing\n\n{{< ref "/page" >}}\n\n«#### Who may share»\n',
        note="`ref` prints an address",
    ),
    Good("### Sharing\n\n#### Who\n\n##### Where\n\n## When\n\n### Early\n"),
    Good("#### The first heading\n", note="what stands above is in the layout"),
    Good(
        '## Sharing\n\n<div class="card">\n<h5 class="card-title">A</h5>\n</div>\n',
        note="the title of a card",
    ),
    Good(
        '## Sharing\n\n<div class="collapse" id="who">\n\n#### Who\n\n</div>\n'
        "\n### Where\n",
        note="the first heading in a panel",
    ),
    Good(
        "## Sharing\n\n{{% part %}}\n\n#### Who may share\n",
        files={"layouts/_shortcodes/part.html": "<h3>Part</h3>"},
        note="a shortcode may bring what seems missing",
    ),
    Good("## Sharing\n\n> #### Who may share\n", note="a quotation"),
    Good("## Sharing\n\n```\n#### no heading\n```\n\n<!-- <h4>nor this</h4> -->\n"),
)

RULE = PageRule(
    code="HD001",
    name="heading-increment",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
