"""Hugo's link hook throws the address away, for its scheme is not one it knows.

On sites with a table `languages` Hugo writes Markdown links by a template of its own,
and Go's templates let nothing pass but `https:`, `http:` and `mailto:`. Of
`[Call us](tel:112)` the page gets `<a href="#ZgotmplZ">`: a link that does nothing.
Hugo says nothing.

Write the link as HTML, `<a href="tel:112">Call us</a>`, or switch the template off:
`markup.goldmark.renderHooks.link.useEmbedded = "never"`.

See: <https://gohugo.io/render-hooks/links/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Link,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where Hugo will not write its address."""
    if ctx.site.drops_scheme(link):
        scheme = link.address.scheme
        message = f"Hugo's link hook drops addresses with `{scheme}:`; write it as HTML"
        yield Violation(link.url_span, message)


EXAMPLES = (
    Bad(
        "[Call us](«tel:+46-18-471-0000»)\n",
        files={"hugo.toml": "[languages.en]\n"},
        message="Hugo's link hook drops addresses with `tel:`; write it as HTML",
    ),
    Bad(
        "Get [it][server] or ask by <«sms:112»>.\n\n[server]: «ftp://ftp.example.org/»\n",
        files={
            "hugo.toml": '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n'
        },
    ),
    Good("[Call us](tel:+46-18-471-0000)", note="There is no hook here."),
    Good(
        '<a href="tel:112">112</a> [a](mailto:a@example.org) [b](https://example.org/)',
        files={
            "hugo.toml": "[languages.en]\n[markup.goldmark.renderer]\nunsafe = true\n"
        },
    ),
    Good(
        "[Call us](tel:112)",
        files={
            "hugo.toml": "[languages.en]\n",
            "layouts/_markup/render-link.html": "{{ .Destination | safeURL }}",
        },
        note="The site has a hook of its own.",
    ),
)

RULE = PageRule(
    code="LK030",
    name="scheme-filtered",
    since=NEXT,
    severity=Severity.ERROR,
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
