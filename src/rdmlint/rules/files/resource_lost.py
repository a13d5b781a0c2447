"""A file lies beside a page that exists in another language only, and is lost.

A file without a language in its name belongs to the default language. Where the page
beside it is there in another language alone, Hugo does not publish the file; where it
is a section that Hugo makes up, it even falls over it.

Put the language into the file's name (`plan.fr.png`), or add the page in the default
language.

See: <https://gohugo.io/content-management/multilingual/#page-bundles>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
    listed,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report files whose owner has no page in the default language."""
    config = site.config
    if config.unmodelled or len(config.languages) < 2 or site.site.adapters:
        return
    languages: dict[str, set[str]] = {}
    for page in site.pages:
        file = site.file(page)
        at = file.logical
        while at:
            languages.setdefault(at, set()).add(file.language)
            at = at.rpartition("/")[0]
    for resource in site.site.resources:
        found = languages.get(resource.owner, set())
        if resource.is_theme or resource.language != config.default_language:
            continue
        if found and resource.language not in found and resource.owner != "/":
            others = listed(sorted(found))
            message = f"Hugo does not publish this: its page is there in {others} only"
            yield resource.path, Violation(Span(0, 0), message)


EXAMPLES = (
    Bad(
        files={
            "hugo.toml": "[languages.en]\n[languages.fr]\n",
            "content/b/index.fr.md": "",
            "content/b/plan.png": "«»x",
            "content/b/other.fr.png": "x",
        },
        message="Hugo does not publish this: its page is there in `fr` only",
    ),
    Good(
        files={
            "hugo.toml": "[languages.en]\n[languages.fr]\n",
            "content/b/index.md": "",
            "content/b/index.fr.md": "",
            "content/b/plan.png": "x",
        },
    ),
)

RULE = SiteRule(
    code="FL003",
    name="resource-lost",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
