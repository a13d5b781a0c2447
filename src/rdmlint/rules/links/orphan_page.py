"""No page and no menu leads to this page.

Readers find it by search alone, or in a list that the layout makes. Where every page
of a section is listed, that is enough; so this rule has to be asked for.

Link to it from where its subject comes up, give it a menu entry, or delete it.

See: <https://gohugo.io/content-management/menus/>
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
    """Report ordinary pages that nothing leads to."""
    reached = {entry.path for entry in site.menu_entries() if entry.is_from_page}
    for page in site.files:
        targets = [site.target(page, link).page for link in page.links]
        for call in page.shortcodes:
            reference = site.reference(page, call)
            if reference is not None:
                targets.append(reference.page)
        reached.update(path for path in targets if path and path != page.path)
    for page in site.pages:
        if site.kind_of(page) != "page" or site.unpublished(page):
            continue
        if page.path not in reached and not site.file(page).is_theme:
            front = page.front_matter
            span = front.opening if front else Span(0, 0)
            yield page.path, Violation(span, "No link and no menu leads to this page")


EXAMPLES = (
    Bad(
        files={
            "content/a.md": "---\ntitle: A\nmenu: main\n---\n[b](/b/)\n",
            "content/b.md": "---\ntitle: B\n---\n[c]({{< ref c >}})\n",
            "content/c.md": "---\ntitle: C\n---\n",
            "content/d.md": "«---»\ntitle: D\n---\n[me](/d/)\n",
        },
        message="No link and no menu leads to this page",
    ),
    Good(files={"content/_index.md": "", "content/a.md": "---\ndraft: true\n---\n"}),
)

RULE = SiteRule(
    code="LK027",
    name="orphan-page",
    since=NEXT,
    severity=Severity.INFO,
    default=False,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
