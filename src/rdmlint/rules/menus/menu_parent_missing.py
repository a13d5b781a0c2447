"""A menu entry names a parent that its menu does not have.

Hugo then makes an entry of that name that leads nowhere, and puts the page below it.

A parent is named by its `identifier`, or by its `name` where it has none, with letter
case as it is written there. Pages that are not published have no entries. Nothing is
reported where a theme or module that is not on disk, or a content adapter, may add
entries.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    MenuEntry,
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `menu-parent-missing`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report entries whose parent is the key of no entry in their menu."""
    if site.config.missing_modules or site.site.adapters:
        return
    menus: dict[tuple[str, str], dict[str, MenuEntry]] = {}
    untold: set[tuple[str, str]] = set()
    for entry in site.menu_entries():
        menus.setdefault((entry.language, entry.menu), {})[entry.key] = entry
        if not entry.has_known_key:
            untold.add((entry.language, entry.menu))
    for entry in site.menu_entries():
        entries = menus[entry.language, entry.menu]
        if entry.parent is None or entry.parent in entries:
            continue
        if (entry.language, entry.menu) in untold:
            continue
        if site.menu_is_rendered(entry.menu) is Known.NO:
            continue  # menu-unknown-name
        near = meant(entry.parent, entries, site)
        message = f"Menu `{entry.menu}` has no entry `{entry.parent}`"
        if near is not None:
            found = entries[near]
            is_by_name = found.identifier is not None and found.name == entry.parent
            message += (
                f"; the identifier of that one is `{near}`"
                if is_by_name
                else f"; the nearest is `{near}`"
            )
        span = entry.parent_span or entry.span
        yield entry.path, Violation(span, message, fix_for(entry, near, site))


def meant(parent: str, entries: dict[str, MenuEntry], site: SiteIndex) -> str | None:
    """Return the key of the entry that *parent* may mean; None: there is none."""
    for key, entry in entries.items():
        if (
            entry.name or ""
        ).lower() == parent.lower() or key.lower() == parent.lower():
            return key or None
    return site.nearest(parent, [key for key in entries if key])


def fix_for(entry: MenuEntry, near: str | None, site: SiteIndex) -> Fix | None:
    """Return a fix that writes *near* for the parent of *entry*."""
    page = site.page(entry.path)
    if near is None or entry.parent_span is None or page is None:
        return None
    is_yaml = page.front_matter is not None and page.front_matter.format == "yaml"
    is_word = near.replace("-", "").replace("_", "").isalpha()
    if '"' in near or "\\" in near:
        return None
    new = near if is_yaml and is_word else f'"{near}"'
    edit = Edit(entry.parent_span, new)
    return Fix(f"Write {near}", (edit,), Safety.UNSAFE)


TOP = "---\ntitle: Topics\nmenu: {main: {identifier: topics}}\n---\n"

EXAMPLES = (
    Bad(
        files={
            "content/topics.md": TOP,
            "content/a.md": "---\ntitle: A\nmenu: {main: {parent: «topcis»}}\n---\n",
        },
        message="Menu `main` has no entry `topcis`; the nearest is `topics`",
        fixed="---\ntitle: A\nmenu: {main: {parent: topics}}\n---\n",
    ),
    Bad(
        files={
            "content/topics.md": TOP,
            "content/a.md": "---\ntitle: A\nmenu: {main: {parent: «Topics»}}\n---\n",
        },
        message=(
            "Menu `main` has no entry `Topics`; the identifier of that one is `topics`"
        ),
        fixed="---\ntitle: A\nmenu: {main: {parent: topics}}\n---\n",
        note="The name does not count where there is an identifier.",
    ),
    Bad(
        "---\ntitle: A\nmenu: {main: {parent: «help»}}\n---\n",
        message="Menu `main` has no entry `help`",
    ),
    Good(
        files={
            "content/topics.md": TOP,
            "content/a.md": "---\ntitle: A\nmenu: {main: {parent: topics}}\n---\n",
        }
    ),
    Good(
        "---\ntitle: A\nmenu: {main: {parent: Help}}\n---\n",
        files={"hugo.toml": "[[menus.main]]\nname = 'Help'\nurl = '/help/'\n"},
    ),
    Good(
        "---\ntitle: A\nmenu: {main: {parent: All guides}}\n---\n",
        files={
            "hugo.toml": "[[menus.main]]\npageRef = '/guides'\n",
            "content/guides/_index.md": "---\ntitle: All guides\n---\n",
        },
        note="An entry without a name has that of its page.",
    ),
    Good(
        "---\ntitle: A\nmenu: {main: {parent: Tags}}\n---\n",
        files={"hugo.toml": "[[menus.main]]\npageRef = '/tags'\n"},
        note="Hugo makes the page, and its title.",
    ),
    Good(
        "---\ntitle: A\nmenu: {main: {parent: help}}\n---\n",
        files={"hugo.toml": "theme = 'gone'\n"},
        note="The theme is not on disk.",
    ),
)

RULE = SiteRule(
    code="MN003",
    name="menu-parent-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
