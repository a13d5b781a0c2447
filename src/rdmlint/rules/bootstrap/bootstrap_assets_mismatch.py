"""Bootstrap's script and style sheet do not fit together, or are not there.

The script of one major version does not drive what the style sheet of another draws. A
script that is loaded twice opens and closes a panel in one click. Without any script,
buttons that are to open something do nothing.

Load one script and one style sheet of the same version. Only what templates surely load
together is judged; a site whose scripts are bundled or computed is not told that one
is missing.

See: <https://getbootstrap.com/docs/5.3/getting-started/download/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Load,
    Related,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
)

WITH_TARGET = ("collapse", "modal", "offcanvas", "tab", "pill", "list")


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report what is loaded of Bootstrap and does not fit, or is missing."""
    own = {page.path for page in site.layouts}
    told: set[Load] = set()
    for loads in site.loads_together():
        for load, violation in misfits(loads):
            if load.path in own and load not in told:
                told.add(load)
                yield load.path, violation
    first = next(unserved(site), None)
    if first is not None and site.loads_no_bootstrap():
        yield first


def misfits(loads: tuple[Load, ...]) -> Iterator[tuple[Load, Violation]]:
    """Yield what does not fit among *loads*, which pages load together."""
    sheet = next((x for x in loads if x.kind == "style sheet" and x.major), None)
    first: Load | None = None
    for load in loads:
        if load.kind != "script":
            continue
        if first is not None:
            related = (Related(first.span, "the first", first.path),)
            yield load, Violation(load.span, "Bootstrap is loaded twice", None, related)
            continue
        first = load
        if sheet is not None and load.major and load.major != sheet.major:
            yield (
                load,
                Violation(
                    load.span,
                    f"Bootstrap's script is of version {load.major}, "
                    f"its style sheet of version {sheet.major}",
                    None,
                    (Related(sheet.span, "the style sheet", sheet.path),),
                ),
            )


def unserved(site: SiteIndex) -> Iterator[tuple[str, Violation]]:
    """Yield a place for each toggle that opens something."""
    for page in (*site.layouts, *site.pages):
        for toggle in page.toggles:
            if toggle.kind in WITH_TARGET and toggle.element.is_certain:
                yield (
                    page.path,
                    Violation(
                        toggle.element.name_span,
                        "No template loads Bootstrap's script, so this opens nothing",
                    ),
                )


CDN = "https://cdn.jsdelivr.net/npm/bootstrap@"

EXAMPLES = (
    Bad(
        files={
            "layouts/_default/baseof.html": "<html><head>"
            f"<link rel='stylesheet' href='{CDN}5.3.0/dist/css/bootstrap.min.css'>"
            f"<script src='«{CDN}4.6.2/dist/js/bootstrap.bundle.min.js»'></script>"
            "</head></html>",
        },
        message="Bootstrap's script is of version 4, its style sheet of version 5",
    ),
    Bad(
        files={
            "content/page.md": "Text\n",
            "layouts/_default/baseof.html": "<body>{{ block `main` . }}{{ end }}"
            "{{ partial `js` . }}"
            f"<script src='{CDN}5.3.0/dist/js/bootstrap.min.js'></script></body>",
            "layouts/_default/single.html": "{{ define `main` }}{{ end }}",
            "layouts/partials/js.html": "<script src='«/js/bootstrap.js»'></script>",
        },
        message="Bootstrap is loaded twice",
    ),
    Bad(
        files={
            "content/page.md": "<«button» data-bs-toggle='collapse' "
            "data-bs-target='#x'>Go</button><p id='x' class='collapse'>…</p>\n",
            "layouts/_default/single.html": "<html><body>{{ .Content }}</body></html>",
        },
        message="No template loads Bootstrap's script, so this opens nothing",
    ),
    Good(
        files={
            "layouts/_default/baseof.html": "<html><head>"
            f"<link rel='stylesheet' href='{CDN}5.3.0/dist/css/bootstrap.min.css'>"
            f"<link rel='stylesheet' href='{CDN[:-1]}-icons@1.8.1/bootstrap-icons.css'>"
            f"<script src='{CDN}5.3.2/dist/js/bootstrap.bundle.min.js'></script>"
            "</head></html>",
        },
    ),
    Good(
        files={
            "layouts/_default/baseof.html": "<html><head>{{ if .Site.Params.old }}"
            f"<script src='{CDN}4.6.2/dist/js/bootstrap.min.js'></script>{{{{ else }}}}"
            f"<script src='{CDN}5.3.2/dist/js/bootstrap.min.js'></script>{{{{ end }}}}"
            "</head></html>",
        },
    ),
    Good(
        files={
            "content/page.md": "<button data-bs-toggle='collapse' "
            "data-bs-target='#x'>Go</button><p id='x' class='collapse'>…</p>\n",
            "layouts/_default/single.html": "<html><body>{{ .Content }}"
            "<script src='{{ (resources.Get `app.js`).RelPermalink }}'></script>"
            "</body></html>",
        },
        note="what is bundled may hold Bootstrap",
    ),
)

RULE = SiteRule(
    code="BS031",
    name="bootstrap-assets-mismatch",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
