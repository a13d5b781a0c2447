"""Two sources are published at one address, so one of them is lost.

`url` and `slug` can give two pages one address, and so can names that differ only in
characters that addresses leave out. Hugo writes both pages into one file, at the same
time, and says nothing unless asked with `--printPathWarnings`. Which one readers see
is chance. `Plan.md` and `plan.md`, or `plan.md` and `plan/index.md`, are even one and
the same page to Hugo: it keeps one and drops the other. A file in `static` at the
address of a page is in its way as well.

So are a section's own feeds where its `url` names a file, `/guides/index.html`: Hugo
writes the page and its feed into that one file.

Rename one of them, or give it another address; a section's should end with a slash.

See: <https://gohugo.io/content-management/urls/>
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
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report pages that are one page, and pages that share an address."""
    known: set[tuple[str, str]] = set()
    for twins in site.twins():
        known.update((twins[0].path, other.path) for other in twins[1:])
        # One without front matter came by accident: an export beside its source.
        first, *others = sorted(twins, key=lambda page: page.front_matter is None)
        for other in others:
            message = (
                f"This is the same page as {first.path}: Hugo publishes one of them"
            )
            yield other.path, _violation(other, message, first)
    for contest in site.contests():
        yield from _contested(contest, site, known)


def _contested(
    contest: Contest, site: SiteIndex, known: set[tuple[str, str]]
) -> Iterator[tuple[str, Violation]]:
    address = contest.file.removesuffix("index.html")
    pages = [
        page
        for claim in contest.claims
        if claim.alias is None and claim.source is not None
        for page in (site.page(claim.source),)
        if page is not None
    ]
    if not pages:
        return
    first, *others = pages
    for other in others:
        if (first.path, other.path) in known:
            continue
        if other is first:
            message = f"All output formats of this page are written to {contest.file}"
            yield first.path, Violation(place(first), message)
            continue
        # Of two pages the one that asks for its address can be told another.
        one, two = (
            (first, other) if _asks(other) or not _asks(first) else (other, first)
        )
        message = f"{one.path} is published at {address} too: one of them is lost"
        yield two.path, _violation(two, message, one)
    if contest.static is not None:
        message = f"{contest.static} is published at {contest.file} too"
        yield first.path, Violation(place(first), message)


def _violation(page: Page, message: str, other: Page) -> Violation:
    related = Related(place(other), "the other page", other.path)
    return Violation(place(page), message, related=(related,))


def _asks(page: Page) -> bool:
    return place(page) != start(page)


def place(page: Page) -> Span:
    """Return the value in *page* that makes its address, else where it begins."""
    for key in ("url", "slug"):
        value = page.front_matter.root.get(key) if page.front_matter else None
        if value is not None:
            return value.span
    return start(page)


def start(page: Page) -> Span:
    """Return the opening of the front matter, or the very beginning."""
    return page.front_matter.opening if page.front_matter else Span(0, 0)


EXAMPLES = (
    Bad(
        "---\ntitle: A\nurl: «/guides/sharing/»\n---\n",
        files={"content/guides/sharing.md": "---\ntitle: B\n---\n"},
        message="content/guides/sharing.md is published at /guides/sharing/ too: "
        "one of them is lost",
    ),
    Bad(
        files={
            "content/plan.md": "«---»\ntitle: A\n---\n",
            "content/Plan.md": "---\ntitle: B\n---\n",
        },
        message="This is the same page as content/Plan.md: Hugo publishes one of them",
    ),
    Bad(
        files={
            "content/plan/index.md": "«»",
            "content/plan.md": "",
        },
    ),
    Bad(
        files={
            "content/guide.html": "«»<p>Exported</p>\n",
            "content/guide.md": "---\ntitle: Guide\n---\n",
        },
        message="This is the same page as content/guide.md: Hugo publishes one of them",
    ),
    Bad(
        files={
            "content/a/why.md": "",
            "content/a/why?.md": "«»",
        },
        message="content/a/why.md is published at /a/why/ too: one of them is lost",
        note="Addresses leave the question mark out.",
    ),
    Bad(
        "«---»\ntitle: A\n---\n",
        files={"static/page/index.html": ""},
        message="static/page/index.html is published at /page/index.html too",
    ),
    Bad(
        files={
            "content/guides/_index.md": "---\nurl: «/guides/index.html»\n---\n",
            "content/guides/a.md": "---\nurl: /guides/a.html\n---\n",
        },
        message="All output formats of this page are written to /guides/index.html",
        note="A single page has no feed.",
    ),
    Bad(
        "---\nurl: «/data/page.html»\noutputs: [html, json]\n---\n",
    ),
    Good(
        "---\nurl: /data/page.html\n---\n",
        files={"content/guides/_index.md": "---\nurl: /guides/\n---\n"},
    ),
    Good(
        files={
            "content/plan.md": "",
            "content/plan.de.md": "",
            "hugo.toml": "[languages.en]\n[languages.de]\n",
        },
        note="Translations have addresses of their own.",
    ),
    Good(
        files={
            "content/a.md": "---\nslug: plan\ndraft: true\n---\n",
            "content/b.md": "---\nslug: plan\n---\n",
        },
        note="One of them is a draft.",
    ),
    Good(
        files={
            "content/one/index.md": "",
            "content/one/plan.md": "",
            "content/one/Plan.md": "",
        },
        note="Parts of a bundle have no addresses.",
    ),
)

RULE = SiteRule(
    code="FM028",
    name="permalink-collision",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
