"""A menu entry in the configuration has an address that the site does not publish.

Hugo writes `url` into the menu of every page as it is, and does not look whether
anything is there.

Correct the address, or name the page by `pageRef`, which Hugo follows when the page
moves. Addresses of other sites are not judged.

See: <https://gohugo.io/configuration/menus/#url>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    LinkFault,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report entries of the configuration whose address leads nowhere."""
    for entry in site.menu_entries():
        if entry.is_from_page or not entry.url or entry.page_ref:
            continue
        target = site.menu_target(entry.url)
        if target.exists is Known.NO and target.fault is not LinkFault.UNPUBLISHED:
            name = entry.name or entry.identifier or entry.url
            message = f"Menu entry `{name}` leads nowhere: nothing is at {entry.url}"
            yield entry.path, Violation(entry.span, message)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "«[[menus.main]]\nname = 'Plan'\nurl = '/plans/'»\n",
            "content/plan.md": "",
        },
        message="Menu entry `Plan` leads nowhere: nothing is at /plans/",
    ),
    Good(
        files={
            "hugo.toml": "[[menus.main]]\nurl = '/Plan/#top'\n"
            "[[menus.main]]\nurl = 'https://example.com/x/'\n"
            "[[menus.main]]\nurl = 'plans/'\n"
            "[[menus.main]]\nurl = '/files/a.pdf?x'\n"
            "[[menus.main]]\nurl = '/tags'\n",
            "content/plan.md": "",
            "static/files/a.pdf": "",
        },
        note="Hugo lowers what begins with a slash.",
    ),
    Good(
        files={
            "hugo.toml": "theme = 'not-here'\n[[menus.main]]\nurl = '/plans/'\n",
            "content/plan.md": "",
        },
        note="The theme may bring the page.",
    ),
)

RULE = SiteRule(
    code="MN014",
    name="menu-url-missing",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
