"""Two entries in one place of a menu have the same weight.

Their order then depends on their names, and may change when one is reworded.

Give each a weight of its own; steps of ten leave room for others between them.

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
    """Settings of `menu-weight-duplicate`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report entries whose weight an entry before them has, below the same parent."""
    if site.config.uses("mounts") is Known.YES:
        return  # which language an entry is in cannot be told
    first: dict[tuple[str, str, str | None, int], MenuEntry] = {}
    for entry in site.menu_entries():
        if not entry.weight or site.menu_is_rendered(entry.menu) is Known.NO:
            continue
        key = (entry.language, entry.menu, entry.parent, entry.weight)
        before = first.setdefault(key, entry)
        if before is entry or before.key == entry.key or not entry.is_from_page:
            continue
        where = f"in menu `{entry.menu}`"
        message = (
            f"Weight {entry.weight} {where} is that of `{before.key}` too: Hugo orders "
            "the two by name"
        )
        related = Related(before.weight_span or before.span, "this one", before.path)
        span = entry.weight_span or entry.span
        yield entry.path, Violation(span, message, None, (related,))


EXAMPLES = (
    Bad(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": "---\ntitle: B\nmenu: {main: {weight: «1»}}\n---\n",
            "content/c.md": "---\ntitle: C\nweight: 1\nmenu: «main»\n---\n",
        },
        message="Weight 1 in menu `main` is that of `A` too: "
        "Hugo orders the two by name",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nmenu: {main: {weight: 1}}\n---\n",
            "content/b.md": (
                "---\ntitle: B\nmenu: {main: {weight: 1, parent: A}}\n---\n"
            ),
            "content/c.md": "---\ntitle: C\nmenu: {foot: {weight: 1}}\n---\n",
        },
        note="Below another parent, or in another menu.",
    ),
    Good(
        files={
            "content/a.md": "---\ntitle: A\nweight: 1\n---\n",
            "content/b.md": "---\ntitle: B\nweight: 1\n---\n",
        },
        note="In no menu.",
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
    code="MN006",
    name="menu-weight-duplicate",
    since=NEXT,
    severity=Severity.INFO,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
