"""A template calls a partial or template that is not there.

Hugo looks for `{{ partial "head.html" . }}` in `layouts/_partials/head.html`, in themes
too, and stops where nothing has that name. Letter case and the ending do not count.

Correct the name, or add the partial. Where a theme or module is not on disk, nothing is
reported: the partial may be there.

See: <https://gohugo.io/templates/partial/>
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
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report calls of partials that are nowhere."""
    if site.config.may_add_templates:
        return
    for page in site.layouts:
        if any("Exists" in block.code for block in page.blocks):
            continue
        for call in page.calls:
            if call.kind != "partial" or call.name is None:
                continue
            if not site.has_partial(call.name):
                message = f"There is no partial `{call.name}`; Hugo stops here"
                near = site.nearest(call.name, site.partials)
                if near is not None:
                    message += f"; the nearest is `{near}`"
                yield page.path, Violation(call.span, message)


EXAMPLES = (
    Bad(
        files={
            "layouts/all.html": '«{{ partial "footr.html" . }}»{{ partial "Footer" }}',
            "layouts/_partials/footer.html": '«{{- partialCached "x/y" . -}}»',
        },
        messages=(
            "There is no partial `x/y`; Hugo stops here",
            "There is no partial `footr`; Hugo stops here; the nearest is `footer`",
        ),
    ),
    Good(
        files={
            "layouts/all.html": '{{ partial "a" . }}{{ partial "inline/b.html" . }}'
            '{{ partial (print "c") . }}{{ partial "opengraph.html" . }}'
            '{{ partial "_funcs/get-page-images" . }}{{ partial "./d" . }}'
            '{{ define "_partials/inline/b.html" }}{{ end }}',
            "layouts/partials/a.en.html": "",
        },
    ),
    Good(
        files={
            "layouts/all.html": '{{ if templates.Exists "partials/a.html" }}'
            '{{ partial "a.html" . }}{{ end }}',
        },
        note="It is asked for first.",
    ),
    Good(
        files={
            "hugo.toml": "theme = 'elsewhere'\n",
            "layouts/all.html": '{{ partial "a" . }}',
        },
    ),
)

RULE = SiteRule(
    code="TP003",
    name="partial-missing",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
