"""An alias is the address of a page, or another page's alias too.

For each of its `aliases` Hugo writes a small page that sends readers on. Where a page
is published at that address, the two are written into one file, and now and then the
redirect wins: the page is gone. Of two equal aliases one leads readers to the wrong
page. Hugo says nothing of the first, and of the second only when asked with
`--printPathWarnings`.

Take the alias away where the page is back, or leave it to one of the pages.

See: <https://gohugo.io/content-management/urls/#aliases>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Contest,
    Good,
    Iterator,
    Page,
    Related,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report aliases whose file a page, a static file or another alias is to be."""
    for contest in site.contests():
        aliases = [each for each in contest.claims if each.alias is not None]
        first: tuple[str, Span] | None = None
        for claim in aliases:
            page = site.page(claim.source) if claim.source else None
            if page is None:
                continue
            span = place(page, claim.alias or "")
            rival = _rival(contest, page)
            if rival is not None:
                yield page.path, Violation(span, f"Alias is the address of {rival}")
            elif first is not None:
                message = f"Alias is one of {first[0]} too: it leads to one of them"
                related = Related(first[1], "the other alias", first[0])
                yield page.path, Violation(span, message, related=(related,))
            else:
                first = (page.path, span)


def _rival(contest: Contest, page: Page) -> str | None:
    """Return what is published at the address; None: nothing but redirects."""
    for claim in contest.claims:
        if claim.alias is None:
            if claim.source == page.path:
                return "this very page"
            return claim.source or f"the list that Hugo makes for {claim.logical}"
    return contest.static


def place(page: Page, alias: str) -> Span:
    """Return where *alias* stands in the front matter of *page*."""
    front = page.front_matter
    value = front.root.get("aliases") if front else None
    for item in value.items if isinstance(value, Sequence) else ():
        if isinstance(item, Scalar) and str(item.value) == alias:
            return item.span
    if value is not None:
        return value.span
    return front.opening if front else Span(0, 0)


EXAMPLES = (
    Bad(
        "---\naliases:\n  - /old/\n  - «/guide/»\n---\n",
        files={"content/guide.md": "---\ntitle: Guide\n---\n"},
        message="Alias is the address of content/guide.md",
    ),
    Bad(
        files={
            "content/a.md": "---\naliases: [/old/, /a1/]\n---\n",
            "content/b.md": '---\naliases: ["/b1/", «"/old"»]\n---\n',
        },
        message="Alias is one of content/a.md too: it leads to one of them",
    ),
    Bad(
        '+++\naliases = [«"/page"»]\n+++\n',
        message="Alias is the address of this very page",
    ),
    Bad(
        "---\naliases: «/tags/»\n---\n",
        message="Alias is the address of the list that Hugo makes for /tags",
    ),
    Bad(
        "---\naliases: [«/old.html»]\n---\n",
        files={"static/old.html": ""},
        message="Alias is the address of static/old.html",
    ),
    Good(
        "---\naliases: [/old/, /old, Page, /guide/more/]\n---\n",
        files={"content/guide.md": ""},
        note="One page may say the same twice; letter case counts.",
    ),
    Good(
        "---\naliases: [/guide/]\n---\n",
        files={"content/guide.md": "---\ndraft: true\n---\n"},
    ),
    Good(
        "---\naliases: [/guide/]\n---\n",
        files={
            "content/guide.md": "",
            "hugo.toml": "disableAliases = true\n",
        },
    ),
    Good(
        files={
            "content/a.md": "---\naliases: [/old/]\n---\n",
            "content/a.de.md": "---\naliases: [/old/]\n---\n",
            "hugo.toml": "[languages.en]\n[languages.de]\n",
        },
        note="The German one is at /de/old/.",
    ),
)

RULE = SiteRule(
    code="FM026",
    name="alias-conflict",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
