"""A page puts itself in a menu that the site does not show.

Hugo makes any menu that a page names, so a misspelt one is no fault to it: the entry is
there, and no layout ever asks for it. In a list of names letter case counts: `menu:
Main` is another menu than `main`.

Write the name of a menu that a layout shows or the configuration defines. Where a
layout asks for menus by a name that it computes, or a theme is not on disk, nothing is
reported.

See: <https://gohugo.io/content-management/menus/>
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
    listed,
)

MOST = 4


class Options(RuleOptions, frozen=True):
    """Settings of `menu-unknown-name`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report entries of pages in menus that nothing shows."""
    names = site.menu_names()
    for entry in site.menu_entries():
        if entry.is_from_page and site.menu_is_rendered(entry.menu) is Known.NO:
            message = f"No layout shows a menu `{entry.menu}`"
            near = site.nearest(entry.menu, names)
            if near is not None:
                message += f"; there is `{near}`"
            elif 0 < len(names) <= MOST:
                message += f"; there is {listed(names)}"
            yield entry.path, Violation(entry.span, message)


LAYOUT = "{{ range site.Menus.main }}{{ .Name }}{{ end }}"

EXAMPLES = (
    Bad(
        "---\ntitle: T\nmenu:\n  «mian»:\n    weight: 1\n---\n",
        files={"layouts/baseof.html": LAYOUT},
        message="No layout shows a menu `mian`; there is `main`",
    ),
    Bad(
        "---\ntitle: T\nmenu: [main, «Main», «foot»]\n---\n",
        files={"layouts/baseof.html": LAYOUT},
        messages=(
            "No layout shows a menu `Main`; there is `main`",
            "No layout shows a menu `foot`; there is `main`",
        ),
    ),
    Good(
        "---\ntitle: T\nmenu: {Main: {weight: 1}}\n---\n",
        files={"layouts/baseof.html": LAYOUT},
        note="As a key the name is lowered.",
    ),
    Good(
        "---\ntitle: T\nmenu: foot\n---\n",
        files={
            "hugo.toml": "[[menus.foot]]\nname = 'Home'\nurl = '/'\n",
            "layouts/baseof.html": LAYOUT,
        },
        note="The configuration defines it.",
    ),
    Good(
        "---\ntitle: T\nmenu: foot\n---\n",
        files={"layouts/baseof.html": "{{ index site.Menus .Params.which }}"},
        note="The name is computed.",
    ),
    Good(
        "---\ntitle: T\nmenu: foot\n---\n",
        files={"hugo.toml": "theme = 'gone'\n"},
        note="The theme is not on disk.",
    ),
    Good(
        "---\ntitle: T\nmenu: foot\ndraft: true\n---\n",
        files={"layouts/baseof.html": LAYOUT},
        note="A draft is in no menu.",
    ),
)

RULE = SiteRule(
    code="MN001",
    name="menu-unknown-name",
    since=NEXT,
    severity=Severity.ERROR,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
