"""A template asks for a text that nobody has translated, and prints nothing.

`{{ i18n "more" }}` prints the text called `more` in the language of the page, or in the
default one; where no file in `i18n` has it, of the site or a theme, the page gets
nothing there. Hugo says so only with `--printI18nWarnings`.

Correct the name, or add the text.

See: <https://gohugo.io/functions/lang/translate/>
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
    """Report texts that the site's own templates print, and that are nowhere."""
    paths = [page.path for page in site.layouts]
    for found in translations.untranslated(site.site, paths):
        message = f"No translation is called `{found.id}`, so this prints nothing"
        yield found.path, Violation(found.span, message)


EXAMPLES = (
    Bad(
        files={
            "layouts/_partials/a.html": '{{- T "«mor»" -}}{{ i18n "read" 2 }}',
            "layouts/_shortcodes/b.html": '{{ lang.Translate "«nav.bottom»" . }}',
            "i18n/en.yaml": "more: More\nread:\n  one: a\n  other: b\nnav:\n  a: b\n",
        },
        messages=(
            "No translation is called `mor`, so this prints nothing",
            "No translation is called `nav.bottom`, so this prints nothing",
        ),
    ),
    Good(
        files={
            "layouts/_partials/a.html": '{{ i18n "More" }}{{ T "nav.top" }}{{ T "c" }}'
            '{{/* {{ T "none" }} */}}{{ T "none" | default "None" }}'
            '{{ with T "none" }}{{ . }}{{ end }}{{ T (print "no" "ne") }}',
            "i18n/sv.toml": "more = 'Mer'\n[nav]\ntop = 'Upp'\n",
            "i18n/en.yaml": "- id: c\n  translation: C\n",
        },
        note="One language is enough.",
    ),
    Good(
        files={
            "hugo.toml": "theme = 'elsewhere'\n",
            "layouts/_partials/a.html": '{{ T "more" }}',
        },
    ),
)

RULE = SiteRule(
    code="DT008",
    name="translation-missing",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
