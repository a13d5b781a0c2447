"""Two pages beside each other have the same title.

In a menu, a list or the results of a search they cannot be told apart. Often one of
them was copied, and its title forgotten.

Give each a title of its own. Looked at are pages of one language below one parent of a
menu, and pages of one section without a date where just two share a title: news may
repeat theirs each year, and many pages with one title are parts of a whole.

See: <https://gohugo.io/methods/page/title/>
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    MenuEntry,
    Page,
    Related,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Value,
    Violation,
)

DATES: Final = ("date", "publishdate", "lastmod")
DATED: Final = re.compile(r"(?:19|20)\d\d(?:-\d\d|\Z)")
"""Names of files and directories that hold a date."""


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report pages with the title of one before them."""
    told: set[str] = set()
    for path, first in in_menus(site):
        if path not in told:
            told.add(path)
            yield path, violation(site, path, first, Severity.WARNING)
    for path, first in in_sections(site):
        if path not in told:
            yield path, violation(site, path, first, Severity.INFO)


def in_menus(site: SiteIndex) -> Iterator[tuple[str, str]]:
    """Yield pages whose entry in a menu reads like that of another, and the other."""
    seen: dict[tuple[str, ...], MenuEntry] = {}
    for entry in site.menu_entries():
        page = site.page(entry.path)
        if page is None or site.menu_is_rendered(entry.menu) is Known.NO:
            continue
        title = title_of(site, page)
        if title is None or not entry.is_from_page:
            continue
        key = (entry.language, entry.menu, entry.parent or "", folded(title[0]))
        before = seen.setdefault(key, entry)
        is_other = before.path != entry.path and before.key != entry.key
        if is_other and folded(before.name or "") == folded(entry.name or ""):
            yield entry.path, before.path


def in_sections(site: SiteIndex) -> Iterator[tuple[str, str]]:
    """Yield pages without a date that have the title of one in their section."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for page in site.pages:
        file = site.file(page)
        if file.is_theme or site.kind_of(page) != "page" or site.url_of(page) is None:
            continue
        title = title_of(site, page)
        is_dated = DATED.search(f"{file.directory}\n{file.base_name}")
        if title is None or is_dated or any(site.value(page, key) for key in DATES):
            continue
        key = (file.language, file.logical.rpartition("/")[0], folded(title[0]))
        alike.setdefault(key, []).append(page.path)
    for paths in alike.values():
        if len(paths) == 2:
            yield paths[1], paths[0]


def title_of(site: SiteIndex, page: Page) -> tuple[str, Value] | None:
    """Return the title that *page* has of its own; None: it has none."""
    value = page.front_matter.root.get("title") if page.front_matter else None
    text = getattr(value, "value", None)
    return (text, value) if value and isinstance(text, str) and text.strip() else None


def folded(title: str) -> str:
    """Return what titles that read alike have in common."""
    return " ".join(title.lower().split())


def violation(site: SiteIndex, path: str, first: str, severity: Severity) -> Violation:
    """Return the violation for the page at *path*, where *first* has its title."""
    pages = (site.page(path), site.page(first))
    titles = (title_of(site, page) for page in pages if page is not None)
    (text, value), (_, other) = (title for title in titles if title is not None)
    related = (Related(other.span, "as here", first),)
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    message = f"Title `{shown}` is that of {first}"
    return Violation(value.span, message, None, related, severity)


EXAMPLES = (
    Bad(
        files={
            "content/guides/a.md": "---\ntitle: Sharing data\n---\n",
            "content/guides/b.md": "---\ntitle: «Sharing Data»\n---\n",
        },
        message="Title `Sharing Data` is that of content/guides/a.md",
        severity=Severity.INFO,
    ),
    Bad(
        files={
            "content/a/x.md": (
                "---\ntitle: Data\nmenu: {main: {identifier: a}}\n---\n"
            ),
            "content/b/y.md": (
                "---\ntitle: «Data»\nmenu: {main: {identifier: b}}\n---\n"
            ),
        },
        severity=Severity.WARNING,
    ),
    Good(
        files={
            "content/guides/a.md": "---\ntitle: Overview\n---\n",
            "content/topics/a.md": "---\ntitle: Overview\n---\n",
            "content/topics/_index.md": "---\ntitle: Overview\n---\n",
            "content/topics/c.md": "---\ntitle: Overview\ndraft: true\n---\n",
        },
    ),
    Good(
        files={
            "content/news/a.md": "---\ntitle: New year\ndate: 2024-01-01\n---\n",
            "content/news/b.md": "---\ntitle: New year\ndate: 2025-01-01\n---\n",
        },
    ),
    Good(
        files={
            "content/tutorial/a.md": "---\ntitle: The tutorial\n---\n",
            "content/tutorial/b.md": "---\ntitle: The tutorial\n---\n",
            "content/tutorial/c.md": "---\ntitle: The tutorial\n---\n",
        },
        note="Parts of a whole.",
    ),
    Good(
        files={
            "content/a/x.md": "---\ntitle: Data\nmenu: main\n---\n",
            "content/b/y.md": "---\ntitle: Data\nmenu: main\n---\n",
        },
        note="Hugo drops one of the entries; menu-duplicate-identifier says so.",
    ),
    Good(
        files={
            "content/a/x.md": "---\ntitle: Data\nmenu: {main: {name: A}}\n---\n",
            "content/b/y.md": "---\ntitle: Data\nmenu: {main: {name: B}}\n---\n",
        },
        note="The menu says something else.",
    ),
)

RULE = SiteRule(
    code="FM021",
    name="title-duplicate",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
