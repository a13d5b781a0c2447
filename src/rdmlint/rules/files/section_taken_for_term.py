"""The name of a section begins like a taxonomy's, whose term it becomes.

`content/tagsystem/` begins with `tags`: its `_index.md` becomes a page of the kind
`term`, with the layout and the list of a tag, and without an `_index.md` the section
has no list at all. All versions of Hugo do so, and none says anything.

Rename the directory, or the taxonomy.

See: <https://gohugo.io/content-management/taxonomies/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report the first file of each such section."""
    plurals = [plural.lower().replace(" ", "-") for _, plural in site.config.taxonomies]
    told: set[str] = set()
    for page in sorted(site.pages, key=lambda page: page.path):
        file = site.file(page)
        top = file.logical.split("/", 2)[1]
        if file.logical.count("/") < 2 and file.kind != "section":
            continue  # a page at the top
        plural = next((each for each in plurals if top.startswith(each)), None)
        if plural is None or top in plurals or top in told or file.is_theme:
            continue
        told.add(top)
        message = f"Hugo takes the section `{top}` for a term of `{plural}`"
        yield page.path, Violation(Span(0, 0), message)


EXAMPLES = (
    Bad(
        files={"content/tagsystem/_index.md": "«»", "content/tagsystem/a.md": ""},
        message="Hugo takes the section `tagsystem` for a term of `tags`",
    ),
    Bad(files={"content/categoriesfoo/a.md": "«»"}),
    Good(
        files={
            "content/tags/a/_index.md": "",
            "content/tagsystem.md": "",
            "content/tag/a.md": "",
        },
    ),
    Good(
        files={
            "hugo.toml": "[taxonomies]\n",
            "content/tagsystem/_index.md": "",
        },
        note="Without the taxonomy it is a section.",
    ),
)

RULE = SiteRule(
    code="FL007",
    name="section-taken-for-term",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
