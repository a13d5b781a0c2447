"""The address of a link or image is none that Hugo can take apart, so it stops.

On sites with a table `languages`, and wherever `useEmbedded` says so, Hugo writes
Markdown links and images by templates of its own, and these take every address apart.
At one that cannot be, such as a port that is no number or a `%` that begins no escape,
Hugo ends the build.

Correct the address. A `%` that is meant is `%25`; a file name with a `:` in it needs a
`./` before it.

See: <https://gohugo.io/render-hooks/links/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Image,
    Iterator,
    Link,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the addresses on *page* at which Hugo's own hooks stop."""
    if ctx.site.unpublished(page):
        return
    addressed: tuple[Link | Image, ...] = (*page.links, *page.images)
    for fact in addressed:
        why = ctx.site.stopping_address(fact) if fact.is_certain else None
        if why is not None:
            yield Violation(fact.url_span, f"Hugo stops here: this address {why}")


MANY: dict[str, str | bytes] = {"hugo.toml": "[languages.en]\n[languages.de]\n"}

EXAMPLES = (
    Bad(
        "[Local](«http://localhost:port/») and ![100 %](«100%.png»)\n",
        files=MANY,
        messages=(
            "Hugo stops here: this address has `port` for its port, which is no number",
            "Hugo stops here: this address holds `%.p`, which is no percent escape",
        ),
    ),
    Bad(
        "[Slides](«12:30-talk.pdf»)\n",
        files=MANY,
        message="Hugo stops here: this address has a `:` that no scheme is before; "
        "write `./` before it",
    ),
    Bad(
        "[a][b] <«http://[host]/»>\n\n[b]: «https://a:b:c/»\n",
        files={
            "hugo.toml": '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n'
        },
    ),
    Good(
        "[a](http://localhost:1313/) [b](http://[::1]:80/100%25?q=%) [c](./1:2) "
        "[d](mailto:%) [e](a/b:c)\n",
        files=MANY,
    ),
    Good("[a](http://a:b/) ![c](100%.png)\n", note="There is no hook here."),
    Good("---\ndraft: true\n---\n[a](http://a:b/)\n", files=MANY),
    Good(
        "[a](http://a:b/) ![b](%)\n",
        files={
            **MANY,
            "layouts/_markup/render-link.html": "{{ .Destination }}",
            "layouts/_markup/render-image.html": "{{ .Destination }}",
        },
        note="A hook of the site's own.",
    ),
)

RULE = PageRule(
    code="LK031",
    name="address-stops-hugo",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
