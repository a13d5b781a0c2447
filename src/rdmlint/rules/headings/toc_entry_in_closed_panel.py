"""An entry of the table of contents leads into a closed panel.

The heading stands in what is hidden when the page opens. Who follows the entry stays
where they are: Bootstrap does not open the panel.

Put the heading above the panel, or let the panel be open from the start. Nothing is
said on a site whose scripts look at the fragment of the address, nor where the page
asks for no table of contents.

See: <https://getbootstrap.com/docs/5.3/components/collapse/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Origin,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the headings of *page* that its table of contents lists in vain."""
    levels = ctx.site.toc_levels(page)
    if levels is None or not page.components:
        return
    first, last = levels
    for heading in page.headings:
        if heading.origin is not Origin.MARKDOWN or heading.id is None:
            continue
        if not first <= heading.level <= last:
            continue
        around = ctx.site.closed_around(page.path, heading.id)
        if around is not None:
            yield Violation(
                heading.span,
                "The table of contents leads here, into what is closed",
                related=(Related(around.element.span, "what is closed"),),
            )


LAYOUTS: dict[str, str | bytes] = {
    "layouts/single.html": "{{ if .Params.toc }}{{ .TableOfContents }}{{ end }}"
    "{{ .Content }}",
}
PANEL = "\n\n<div class='collapse' id='more'>\n\n«## Form»\n\n</div>\n"
PLAIN = PANEL.replace("«", "").replace("»", "")

EXAMPLES = (
    Bad(
        files={"content/page.md": f"---\ntoc: true\n---\n{PANEL}", **LAYOUTS},
        message="The table of contents leads here, into what is closed",
    ),
    Good(files={"content/page.md": f"---\ntitle: A\n---\n{PLAIN}", **LAYOUTS}),
    Good(
        files={
            "content/page.md": "---\ntoc: true\n---\n"
            + PLAIN.replace("collapse", "collapse show"),
            **LAYOUTS,
        }
    ),
    Good(
        files={
            "content/page.md": "---\ntoc: true\n---\n" + PLAIN.replace("##", "####"),
            **LAYOUTS,
        },
        note="not listed",
    ),
)

RULE = PageRule(
    code="HD008",
    name="toc-entry-in-closed-panel",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
