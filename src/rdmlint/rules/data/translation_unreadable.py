"""A file in `i18n` cannot be read, so Hugo stops.

Hugo reads all files there at every build: YAML, TOML and JSON. It stops at any other
kind that is not empty, at a file that it cannot read, and at a map that holds the words
of a translation (`one`, `other`, `translation`, …) beside keys of others.

Correct the file, or move it elsewhere.

See: <https://gohugo.io/content-management/multilingual/#translation-of-strings>
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
    Violation,
    translations,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report what Hugo refuses in the site's own translations."""
    for path, span, message in translations.refused(site.site):
        yield path, Violation(span, message)


EXAMPLES = (
    Bad(
        files={"i18n/en.yaml": "more: «[»\n"},
        message="This `[` is never closed",
    ),
    Bad(
        files={"i18n/en.yaml": "read:\n  one: a\n  «more»: b\n"},
        message="`more` cannot stand beside `one`, which says how this very text is "
        "translated",
    ),
    Bad(files={"i18n/README.md": "«»How to translate\n"}),
    Good(
        files={
            "i18n/en.yaml": "- id: a\n  translation: A\n- id: b\n  other: B\n",
            "i18n/de.toml": "[read]\none = 'a'\nother = 'b'\n",
            "i18n/sv.yaml": "other:\n  other: x\nread: y\n",
            "i18n/.keep": "x",
        },
    ),
)

RULE = SiteRule(
    code="DT006",
    name="translation-unreadable",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
