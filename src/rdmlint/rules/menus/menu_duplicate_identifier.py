"""A menu has two entries that Hugo cannot tell apart.

Hugo tells the entries of a menu apart by `identifier`, or by `name` where there is
none; the name of a page's entry is its title, unless it says otherwise. Of two entries
that are equal in that, it drops the page's with a warning, and of two in the
configuration, without one, the one that would be shown first.

Give each entry an `identifier` of its own. Often one was copied along with a page.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

import re

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
    Related,
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
)

STEM = re.compile(r"[a-z][a-z0-9-]*")


class Options(RuleOptions, frozen=True):
    """Settings of `menu-duplicate-identifier`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report entries whose key an entry before them has in the same menu."""
    if site.config.uses("mounts") is Known.YES:
        return  # which language an entry is in cannot be told
    first: dict[tuple[str, str, str], MenuEntry] = {}
    for entry in site.menu_entries():
        key = (entry.language, entry.menu, entry.key)
        before = first.setdefault(key, entry)
        if before is entry or is_made_for_section(entry):
            continue
        if not (entry.has_known_key and before.has_known_key):
            continue
        if site.menu_is_rendered(entry.menu) is Known.NO:
            continue  # menu-unknown-name
        name = f"entry `{entry.key}`" if entry.key else "entry without a name"
        lost = "this one" if entry.is_from_page else "the other"
        message = f"Menu `{entry.menu}` already has an {name}; Hugo drops {lost}"
        # An entry of a section that Hugo makes itself is in no file.
        written = [before] if before.path else []
        related = tuple(Related(one.span, "the other one", one.path) for one in written)
        span = entry.identifier_span or entry.span
        fix = fix_for(entry, site, {known for _, _, known in first})
        yield entry.path, Violation(span, message, fix, related)


def is_made_for_section(entry: MenuEntry) -> bool:
    """Tell whether `sectionPagesMenu` makes *entry*, which gives way to others."""
    return not entry.is_from_page and entry.span == Span(0, 0)


def fix_for(entry: MenuEntry, site: SiteIndex, taken: set[str]) -> Fix | None:
    """Return a fix that takes the identifier from the page's file name."""
    page = site.page(entry.path)
    if entry.identifier_span is None or page is None or page.front_matter is None:
        return None
    parts = entry.path.removesuffix(".md").split("/")
    stem = (
        parts[-2] if parts[-1] in ("index", "_index") and len(parts) > 1 else parts[-1]
    )
    if stem in taken or not STEM.fullmatch(stem):
        return None
    new = stem if page.front_matter.format == "yaml" else f'"{stem}"'
    edit = Edit(entry.identifier_span, new)
    return Fix(f"Write {stem}", (edit,), Safety.UNSAFE)


EXAMPLES = (
    Bad(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {identifier: share}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: {main: {identifier: «share»}}\n---\n",
        },
        message="Menu `main` already has an entry `share`; Hugo drops this one",
        fixed="---\ntitle: B\nmenu: {main: {identifier: b}}\n---\n",
    ),
    Bad(
        files={
            "content/a.md": "---\ntitle: Sharing\nmenu: main\n---\n",
            "content/b.md": "---\ntitle: Sharing\nmenu: «main»\n---\n",
        },
        message="Menu `main` already has an entry `Sharing`; Hugo drops this one",
        note="Without an identifier the title counts.",
    ),
    Bad(
        "---\ntitle: Home\nmenu: «main»\n---\n",
        files={"hugo.toml": "[[menus.main]]\nname = 'Home'\nurl = '/'\n"},
    ),
    Bad(
        files={
            "hugo.toml": "«[[menus.main]]\nname = 'A'\nurl = '/a/'»\n"
            "[[menus.main]]\nname = 'A'\nurl = '/b/'\nweight = 1\n"
        },
        message="Menu `main` already has an entry `A`; Hugo drops the other",
        note="The one with a weight comes first, and the last is kept.",
    ),
    Good(
        files={
            "hugo.toml": "[[menus.main]]\npageRef = '/a'\n"
            "[[menus.main]]\npageRef = '/b'\n",
            "content/a.md": "---\ntitle: A\n---\n",
            "content/b.md": "---\ntitle: B\n---\n",
        },
        note="Entries without a name have those of their pages.",
    ),
    Good(
        files={
            "hugo.toml": "[[menus.main]]\npageRef = '/tags'\n"
            "[[menus.main]]\npageRef = '/categories'\n",
        },
        note="Hugo makes these pages, and their titles.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {identifier: share}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: {foot: {identifier: share}}\n---\n",
        },
        note="In two menus.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {identifier: share}}\n---\n",
            "content/b.md": (
                "---\ntitle: B\ndraft: true\nmenu: {main: {identifier: share}}\n---\n"
            ),
        },
        note="A draft is in no menu.",
    ),
    Good(
        files={
            "content/a/_index.md": "---\ntitle: A\n---\n",
            "hugo.toml": (
                "sectionPagesMenu = 'main'\n"
                "[[menus.main]]\nidentifier = 'a'\nname = 'All'\nurl = '/a/'\n"
            ),
        },
        note="An entry for a section gives way to one that was written.",
    ),
    Bad(
        "---\ntitle: S\nmenu: {main: {identifier: «docs»}}\n---\n",
        files={
            "content/docs/a.md": "---\ntitle: A\n---\n",
            "hugo.toml": "sectionPagesMenu = 'main'\n",
        },
        fixed="---\ntitle: S\nmenu: {main: {identifier: page}}\n---\n",
        note="Hugo makes the section `docs` itself.",
    ),
    Good(
        files={
            "hugo.toml": "[languages.en]\n[languages.sv]\n",
            "content/en/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/sv/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/sv/b.md": "---\ntitle: B\nmenu: {main: {weight: 1}}\n---\n",
        },
        note="What places the languages is made before Hugo runs.",
    ),
)

RULE = SiteRule(
    code="MN002",
    name="menu-duplicate-identifier",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
