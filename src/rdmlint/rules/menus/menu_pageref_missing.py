"""A menu entry in the configuration names a page that the site does not have.

Hugo looks for the page that `pageRef` names, by its path below `content`. Where there
is none, or it is a draft, it says nothing and writes an entry without an address.

Correct the path, or publish the page. An entry that has a `url` as well is left alone:
Hugo falls back to it.

See: <https://gohugo.io/configuration/menus/#pageref>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report entries of the configuration whose page is not there."""
    for entry in site.menu_entries():
        if entry.is_from_page or not entry.page_ref or entry.url:
            continue
        known, why = site.menu_page(entry.page_ref)
        if known is not Known.NO:
            continue
        name = entry.name or entry.identifier or entry.page_ref
        message = f"Menu entry `{name}` leads nowhere: "
        message += why or f"there is no page `{entry.page_ref}`"
        yield entry.path, Violation(entry.span, message)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "«[[menus.main]]\nname = 'Guide'\npageRef = '/guides'»\n",
            "content/guide.md": "",
        },
        message="Menu entry `Guide` leads nowhere: there is no page `/guides`",
    ),
    Bad(
        files={
            "hugo.toml": "«[[menus.main]]\nname = 'Guide'\npageRef = '/guide'»\n",
            "content/guide.md": "---\ndraft: true\n---\n",
        },
        message="Menu entry `Guide` leads nowhere: content/guide.md is a draft",
    ),
    Good(
        files={
            "hugo.toml": "[[menus.main]]\npageRef = '/Guide/'\n"
            "[[menus.main]]\npageRef = '/'\n"
            "[[menus.main]]\npageRef = '/tags'\n"
            "[[menus.main]]\npageRef = 'deep'\n"
            "[[menus.main]]\npageRef = '/404'\n"
            "[[menus.main]]\npageRef = '/gone'\nurl = '/elsewhere/'\n",
            "content/guide.md": "",
            "content/very/deep.md": "",
        },
    ),
    Good(
        files={
            "hugo.toml": "theme = 'not-here'\n[[menus.main]]\npageRef = '/gone'\n",
            "content/guide.md": "",
        },
        note="The theme may bring the page.",
    ),
)

RULE = SiteRule(
    code="MN013",
    name="menu-pageref-missing",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
