"""Menu entries are each other's parents, or one is its own.

Hugo shows an entry below its parent, so entries that go round in a circle stand below
none that is shown: all of them vanish from the menu, with everything below them.

Take the parent away from the one that belongs at the top.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    MenuEntry,
    Related,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `menu-parent-cycle`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report each circle of parents once, at its first entry."""
    menus: dict[tuple[str, str], dict[str, MenuEntry]] = {}
    for entry in site.menu_entries():
        if site.menu_is_rendered(entry.menu) is Known.NO:
            continue  # menu-unknown-name
        menus.setdefault((entry.language, entry.menu), {}).setdefault(entry.key, entry)
    for entries in menus.values():
        seen: set[str] = set()
        for entry in entries.values():
            circle = circle_of(entry, entries, seen)
            if circle:
                yield circle[0].path, violation(circle)


def circle_of(
    entry: MenuEntry, entries: dict[str, MenuEntry], seen: set[str]
) -> list[MenuEntry]:
    """Return the entries of the circle that the parents of *entry* run into.

    Empty: they lead to the top, or into what was *seen* before.
    """
    path: dict[str, MenuEntry] = {}
    step: MenuEntry | None = entry
    while step is not None and step.key not in seen:
        if step.key in path:
            keys = list(path)
            seen.update(path)
            return [path[key] for key in keys[keys.index(step.key) :]]
        path[step.key] = step
        step = entries.get(step.parent) if step.parent is not None else None
    seen.update(path)
    return []


def violation(circle: list[MenuEntry]) -> Violation:
    """Return what to say about *circle*, at its first entry."""
    first, *others = circle
    span = first.parent_span or first.span
    if not others:
        return Violation(span, f"Menu entry `{first.key}` is its own parent")
    way = " → ".join(entry.key for entry in (*circle, first))
    related = tuple(
        Related(entry.parent_span or entry.span, "goes on here", entry.path)
        for entry in others
    )
    return Violation(
        span, f"Parents of menu entries go in a circle: {way}", None, related
    )


EXAMPLES = (
    Bad(
        "---\ntitle: A\nmenu: {main: {identifier: a, parent: «a»}}\n---\n",
        message="Menu entry `a` is its own parent",
    ),
    Bad(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {parent: «B»}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: {main: {parent: A}}\n---\n",
            "content/c.md": "---\ntitle: C\nmenu: {main: {parent: A}}\n---\n",
        },
        message="Parents of menu entries go in a circle: A → B → A",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: main\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: {main: {parent: A}}\n---\n",
            "content/c.md": "---\ntitle: C\nmenu: {main: {parent: B}}\n---\n",
        }
    ),
    Good("---\ntitle: A\nmenu: {main: {identifier: a}, foot: {parent: a}}\n---\n"),
)

RULE = SiteRule(
    code="MN004",
    name="menu-parent-cycle",
    since=NEXT,
    severity=Severity.ERROR,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
