"""A page asks for a table of contents that has nothing to list.

`toc: true` in the front matter makes the layout print a table of contents. Hugo fills
it with the Markdown headings of the second and third level (or what
`markup.tableOfContents` says); a page without any shows an empty box. Headings in raw
HTML, `<h2>`, are not listed.

Write the headings in Markdown and on those levels, or take `toc` away. Only sites are
looked at whose templates or themes print `.TableOfContents` and read `toc`, and only
pages without `{{% %}}`, which may bring headings.

See: <https://gohugo.io/configuration/markup/#table-of-contents>
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
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the `toc` of *page* where no heading is for it."""
    levels = ctx.site.toc_levels(page)
    if levels is None or page.format != "markdown" or page.front_matter is None:
        return
    first, last = levels
    if any(call.marker == "%" for call in page.shortcodes):
        return
    written = [each for each in page.headings if each.origin is Origin.MARKDOWN]
    if any(first <= heading.level <= last for heading in written):
        return
    entry = page.front_matter.root.entry("toc")
    if entry is not None:
        message = (
            "The table of contents is empty: "
            f"no Markdown heading of level {first} to {last}"
        )
        yield Violation(entry.key_span, message)


LAYOUTS: dict[str, str | bytes] = {
    "layouts/single.html": "{{ if .Params.toc }}{{ .TableOfContents }}{{ end }}"
    "{{ .Content }}",
}

EXAMPLES = (
    Bad(
        files={
            "content/page.md": "---\ntitle: A\n«toc»: true\n---\n\n# A\n\n<h2>B</h2>\n",
            **LAYOUTS,
        },
        message="The table of contents is empty: no Markdown heading of level 2 to 3",
    ),
    Good(
        files={"content/page.md": "---\ntoc: true\n---\n\n### B\n", **LAYOUTS},
    ),
    Good(files={"content/page.md": "---\ntoc: false\n---\n\nText\n", **LAYOUTS}),
    Good("---\ntoc: true\n---\n\nText\n", note="no template prints one"),
    Good(
        files={
            "content/page.md": "---\ntoc: true\n---\n\n{{% x %}}\n",
            "layouts/shortcodes/x.html": "## B",
            **LAYOUTS,
        },
    ),
)

RULE = PageRule(
    code="HD004",
    name="toc-empty",
    since=NEXT,
    severity=Severity.WARNING,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
