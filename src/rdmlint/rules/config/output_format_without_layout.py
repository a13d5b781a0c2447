"""An output format has no layout, so pages are not published in it.

Hugo warns at every build, and writes no file. Reported are formats of the configuration
and of front matter for which no layout of the site or its themes can be meant, by its
name or the ending of its files. HTML and RSS are never reported.

Write a layout, such as `layouts/all.json`, or take the format away.

See: <https://gohugo.io/configuration/output-formats/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Page,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
    config_layout,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report the names of formats that nothing lays out."""
    if site.config.missing_modules or not site.site.layouts:
        return
    for path, span, name in config_layout.outputs(site.config):
        if site.lacks_layout(name):
            yield path, said(span, name)
    for page in site.pages:
        for item in outputs(page):
            name = str(item.value)
            if not site.unpublished(page) and site.lacks_layout(name):
                yield page.path, said(item.span, name)


def outputs(page: Page) -> Iterator[Scalar]:
    """Yield the output formats that *page* lists."""
    root = page.front_matter.root if page.front_matter else None
    value = root.get("outputs") if root else None
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Scalar):
            yield item


def said(span: Span, name: str) -> Violation:
    """Report *name*, which stands at *span*."""
    return Violation(span, f"No layout writes the output format `{name}`")


LAYOUT: dict[str, str | bytes] = {"layouts/all.html": "x"}


EXAMPLES = (
    Bad(
        files={
            **LAYOUT,
            "hugo.toml": "[outputs]\nhome = ['html', 'rss', «'json'»]\n",
            "content/p.md": "---\noutputs: [html, «calendar»]\n---\n",
            "content/q.md": "---\noutputs: «csv»\n---\n",
        },
        messages=(
            "No layout writes the output format `calendar`",
            "No layout writes the output format `csv`",
            "No layout writes the output format `json`",
        ),
    ),
    Good(
        files={
            **LAYOUT,
            "layouts/index.json": "{}",
            "layouts/_default/list.cal.ics": "x",
            "hugo.toml": "[outputs]\nhome = ['html', 'amp', 'json', 'calendar']\n",
        },
    ),
    Good(
        files={"hugo.toml": "theme = 'elsewhere'\n[outputs]\nhome = ['json']\n"},
    ),
    Good(
        files={"hugo.toml": "[outputs]\nhome = ['json']\n"},
        note="Layouts come from somewhere else.",
    ),
)

RULE = SiteRule(
    code="HC009",
    name="output-format-without-layout",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
