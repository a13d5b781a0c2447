"""A template asks for something that Hugo has given up.

Hugo warns of it at every build that comes to it, and some versions later the build
fails; which of the two, and whether it says anything yet, depends on the version that
builds the site. A template that asks for the version of Hugo is not judged.

Write what has taken its place.

See: <https://gohugo.io/troubleshooting/deprecation/>
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
    aged,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report what the site's own templates ask for and Hugo complains of."""
    for found in aged(site.site.root, site.layouts, site.config):
        severity = None if found.stops else Severity.WARNING
        yield found.path, Violation(found.span, found.message, severity=severity)


def partial(text: str) -> dict[str, str | bytes]:
    """Return a site with a partial that says *text*."""
    return {"layouts/_partials/a.html": text}


EXAMPLES = (
    Bad(
        files=partial(
            "{{ range «.Site.Data».people }}{{ «$.Site.LanguageCode» }}{{ end }}"
        ),
        messages=(
            "`.Site.Data` was given up in Hugo 0.156; write `hugo.Data`",
            "`$.Site.LanguageCode` was given up in Hugo 0.158; "
            "write `.Site.Language.Locale`",
        ),
        severity=Severity.WARNING,
    ),
    Bad(
        files=partial(
            "{{ «site.Languages» }}{{ «.IsNode» }}{{ «.Language.LanguageName» }}"
            "{{ «site.Language.LanguageDirection» }}{{ «resources.PostProcess» . }}"
        ),
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "layouts/_shortcodes/a.html": "{{ with .Page }}{{ «.File.Lang» }}{{ end }}"
        },
        message="`.File.Lang` was given up in Hugo 0.149; write `.Language.Lang`",
    ),
    Bad(
        files=partial(
            "{{ if «.Site.IsServer» }}{{ «site.GoogleAnalytics» }}{{ end }}"
            "{{ «$.Site.Author».name }}{{ «.Site.LastChange».Unix }}"
        ),
        messages=(
            "`.Site.IsServer` was given up in Hugo 0.120; write `hugo.IsServer`",
            "`site.GoogleAnalytics` was given up in Hugo 0.120; "
            "write `.Site.Config.Services.GoogleAnalytics.ID`",
            "`$.Site.Author` was given up in Hugo 0.124; write `.Site.Params.Author`",
            "`.Site.LastChange` was given up in Hugo 0.123; write `.Site.Lastmod`",
        ),
        severity=Severity.ERROR,
    ),
    Good(
        files=partial(
            '{{ hugo.Data.a }}{{ .Data.Pages }}{{ printf ".Site.Data" }}'
            "{{/* .Site.Data */}}{{ $site.Data }}{{ .Params.site.Data }}"
            "{{ .Site.Params.Languages }}{{ .Language.Lang }}{{ .Site.DataX }}"
        ),
    ),
    Good(
        files=partial("{{ .Site.Data.people }}"),
        config='hugo-version = "0.155.0"\n',
        note="That version has nothing against it.",
    ),
    Good(
        files=partial(
            '{{ if ge hugo.Version "0.156.0" }}{{ hugo.Data }}'
            "{{ else }}{{ .Site.Data }}{{ end }}"
        ),
        note="For each version what it wants.",
    ),
)

RULE = SiteRule(
    code="TP004",
    name="template-deprecated",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
