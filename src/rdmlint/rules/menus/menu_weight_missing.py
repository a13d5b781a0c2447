"""A page's menu entry has no weight, while most others in the menu have one.

Entries without weight, or with the weight 0, stand behind all others and are ordered by
name among themselves, so the page is likely to stand somewhere else than meant.

Give the entry a `weight`, or the page: an entry takes over the weight of its page.
Where the contract of the page asks for a weight anyway, `required-field-missing` says
it.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from collections import Counter

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    MenuEntry,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `menu-weight-missing`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report entries of pages without weight among entries with one."""
    weighted: Counter[tuple[str, str, str | None]] = Counter()
    for entry in site.menu_entries():
        weighted[place_of(entry)] += 1 if entry.weight else -1
    for entry in site.menu_entries():
        if entry.weight or not entry.is_from_page or entry.weight_span is not None:
            continue
        if weighted[place_of(entry)] < 0:
            continue  # ordered by name, but for those that are put in front
        if site.menu_is_rendered(entry.menu) is Known.NO:
            continue  # menu-unknown-name
        page = site.page(entry.path)
        contract = site.contract(page) if page is not None else None
        if contract is not None and "weight" in contract.required:
            continue
        yield (
            entry.path,
            Violation(
                entry.span,
                f"Entry in menu `{entry.menu}` has no weight, so it stands last",
            ),
        )


def place_of(entry: MenuEntry) -> tuple[str, str, str | None]:
    """Return what entries that stand beside each other have in common."""
    return entry.language, entry.menu, entry.parent


FREE = '[[profiles]]\npaths = ["**"]\nrequired = ["title"]\n'

EXAMPLES = (
    Bad(
        files={
            "content/a/_index.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b/_index.md": "---\ntitle: B\nmenu: «main»\n---\n",
        },
        message="Entry in menu `main` has no weight, so it stands last",
    ),
    Bad(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: «main»\n---\n",
        },
        config=FREE,
        message="Entry in menu `main` has no weight, so it stands last",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: main\n---\n",
        },
        note="The built-in contract asks for a weight: FM007 says it.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: main\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: main\n---\n",
        },
        config=FREE,
        note="No entry has one: the menu is ordered by name.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: main\n---\n",
            "content/c.md": "---\ntitle: C\nmenu: main\n---\n",
        },
        config=FREE,
        note="One stands in front, the others by name.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": "---\ntitle: B\nweight: 2\nmenu: main\n---\n",
        },
        config=FREE,
        note="The weight of the page counts.",
    ),
)

RULE = SiteRule(
    code="MN005",
    name="menu-weight-missing",
    since=NEXT,
    severity=Severity.WARNING,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
