"""A file in `i18n` cannot be read, so Hugo stops.

Hugo reads all files there at every build: YAML, TOML and JSON. It stops at any other
kind that is not empty, at a file that it cannot read, at a number or truth value
without quotes, at a name that is none of a language, and at a map that holds the words
of a translation (`one`, `other`, `translation`, …) beside keys of others.

Where the template in a text cannot be read, or a form for all other numbers is missing,
Hugo warns and leaves the text out.

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
    for found in translations.refused(site.site):
        severity = Severity.WARNING if found.is_mild else None
        yield found.path, Violation(found.span, found.message, severity=severity)


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
    Bad(
        files={"i18n/translations.yaml": "«»read: Read\n", "i18n/en copy.yaml": "«»"},
        messages=(
            "`en copy` cannot be a language; Hugo stops here",
            "`translations` cannot be a language; Hugo stops here",
        ),
    ),
    Bad(
        files={"i18n/en.yaml": "year: «2026»\nread:\n  other: «true»\n"},
        messages=(
            "A translation is text; put `2026` in quotes",
            "A translation is text; put `true` in quotes",
        ),
    ),
    Bad(
        files={
            "i18n/en.yaml": 'read: «"{{ .Count min"»\nup: «"{{ upper .X }}"»\n'
            "days:\n  «one»: A day\n",
        },
        messages=(
            "This template cannot be read: this action is never closed by `}}`",
            "Translations have no function `upper`",
            "There is no `other` beside this, for all else",
        ),
        severity=Severity.WARNING,
    ),
    Good(
        files={
            "i18n/pt_BR.yaml": "read: '{{ .Count }} min {{ printf `a` }}'\nnone:\n",
            "i18n/klingon.toml": "[x]\nleftDelim = '<<'\nother = '<< .A >> {{ a'\n",
            "i18n/de-x-formal.json": '{"a": {"b": "c"}}',
        },
    ),
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
