"""The first heading of a page repeats its title, which the layout prints already.

Readers see the same words twice, and those who move from heading to heading land on the
page's name two times.

Take the heading away, or let it say what comes next. Only pages are looked at whose
layout surely prints `.Title` in an `<h1>` above their text.

See: <https://gohugo.io/methods/page/title/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Scalar,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the first heading of *page* where it is the page's title."""
    if not page.headings:
        return
    heading = page.headings[0]
    if heading.is_aside or not heading.is_certain or heading.shortcode is not None:
        return
    title = ctx.site.value(page, "title")
    if not isinstance(title, Scalar) or not isinstance(title.value, str):
        return
    if not title.value.strip() or plain_words(heading.text) != plain_words(title.value):
        return
    above = ctx.site.title_above(page)
    if above is None:
        return
    path, span = above
    yield Violation(
        heading.text_span,
        f"Heading repeats the page's title, which the layout prints: {heading.text}",
        related=(Related(span, "where the layout prints it", path),),
    )


def plain_words(text: str) -> str:
    """Return *text* as titles are compared: case and white space do not count."""
    return " ".join(text.split()).casefold().rstrip(".:!")


LAYOUT = "<body><h1>{{ .Title }}</h1>{{ .Content }}</body>"

EXAMPLES = (
    Bad(
        files={
            "content/page.md": "---\ntitle: Sharing data\n---\n\n# «Sharing data»\n",
            "layouts/_default/single.html": LAYOUT,
        },
        message="Heading repeats the page's title, which the layout prints: "
        "Sharing data",
    ),
    Bad(
        files={
            "content/page.md": "---\ntitle: Sharing\n---\nText\n\n## «sharing»\n",
            "layouts/_default/baseof.html": "<main>{{ block `main` . }}{{ end }}"
            "</main>",
            "layouts/_default/single.html": "{{ define `main` }}{{ partial `t` . }}"
            "{{ .Content }}{{ end }}",
            "layouts/partials/t.html": "<h1 class='x'>{{ .Title | markdownify }}</h1>",
        },
    ),
    Good(
        files={
            "content/page.md": "---\ntitle: Sharing\n---\n\n# Sharing data\n\n"
            "## Sharing\n",
            "layouts/_default/single.html": LAYOUT,
        },
    ),
    Good(
        files={
            "content/page.md": "---\ntitle: Sharing\n---\n\n# Sharing\n",
            "layouts/_default/single.html": "<body><h1>{{ .Site.Title }}</h1>"
            "{{ if .Draft }}<h1>{{ .Title }}</h1>{{ end }}{{ .Content }}</body>",
        },
        note="the layout prints another title, or may not print it",
    ),
    Good("---\ntitle: Sharing\n---\n\n# Sharing\n"),
)

RULE = PageRule(
    code="HD009",
    name="heading-repeats-title",
    since=NEXT,
    severity=Severity.INFO,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
