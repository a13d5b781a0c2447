"""A menu entry leads to a page that is not published, or does not appear with it.

In the configuration a `url` can name a draft, a page of the future or one that has
expired: the entry is there, and the link is dead. In the front matter of such a page an
entry is not there at all, and what stands below it in the menu hangs in the air; that
is reported mildly, for the page may be in the making. A page that is never listed
(`build: {list: never}`, `headless: true`) has no entry either.

Publish the page, or take the entry away until then.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    LinkFault,
    Mapping,
    Page,
    RuleOptions,
    Scalar,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    plain,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report entries of menus whose page is held back."""
    for entry in site.menu_entries():
        if entry.is_from_page or not entry.url or entry.page_ref:
            continue
        target = site.menu_target(entry.url)
        if target.fault is LinkFault.UNPUBLISHED:
            name = entry.name or entry.identifier or entry.url
            message = (
                f"Menu entry `{name}` leads to {target.page}, which is {target.detail}"
            )
            yield entry.path, Violation(entry.span, message)
    shown = {entry.path for entry in site.menu_entries() if entry.is_from_page}
    for page in site.pages:
        if page.path not in shown and page.front_matter is not None:
            yield from unlisted(page, site)


def unlisted(page: Page, site: SiteIndex) -> Iterator[tuple[str, Violation]]:
    """Yield the menu entry of *page*, which makes none."""
    root = page.front_matter.root if page.front_matter else None
    entry = (root.entry("menus") or root.entry("menu")) if root else None
    if entry is None or not plain(entry.value) or site.kind_of(page) == "resource":
        return
    why = site.unpublished(page)
    if why is None and site.kind_of(page) in ("home", "section", "page"):
        if not is_kept_from_lists(page, site):
            return  # the form of the entry is wrong, which other rules say
        why = "never listed"
    severity = Severity.INFO if why != "never listed" else None
    message = f"This page has no menu entry, because it is {why}"
    if why is not None:
        yield page.path, Violation(entry.key_span, message, severity=severity)


def is_kept_from_lists(page: Page, site: SiteIndex) -> bool:
    """Tell whether *page* is kept out of all lists and menus."""
    build = site.value(page, "build")
    word = build.get("list") if isinstance(build, Mapping) else None
    headless = site.value(page, "headless")
    if isinstance(headless, Scalar) and headless.value is True:
        return True
    return isinstance(word, Scalar) and word.value in ("never", "local", False)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "«[[menus.main]]\nname = 'Plan'\nurl = '/plan/'»\n",
            "content/plan.md": "---\ndraft: true\n---\n",
        },
        message="Menu entry `Plan` leads to content/plan.md, which is a draft",
    ),
    Bad(
        "---\ntitle: Plan\n«menu»: main\nbuild: {list: never}\n---\n",
        message="This page has no menu entry, because it is never listed",
    ),
    Bad(
        "---\ntitle: Plan\n«menu»: {main: {weight: 1}}\ndraft: true\n---\n",
        message="This page has no menu entry, because it is a draft",
        severity=Severity.INFO,
    ),
    Good(
        files={
            "hugo.toml": "[[menus.main]]\nname = 'Plan'\nurl = '/plan/'\n",
            "content/plan.md": "---\nmenu: main\ntitle: Plan\n---\n",
        },
    ),
    Good("---\nmenu:\ndraft: true\n---\n", note="No entry at all."),
)

RULE = SiteRule(
    code="MN009",
    name="menu-entry-unpublished",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
