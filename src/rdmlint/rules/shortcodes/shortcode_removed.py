"""A page calls a shortcode that Hugo has given up.

`gist`, `tweet`, `twitter` and their like end the build with an error; `comment` still
works, and makes Hugo warn at each call.

Use what has taken its place: `x` for a post, a link for a gist, an HTML comment for a
comment. A shortcode of the site's own of that name is not meant.

See: <https://gohugo.io/shortcodes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Known,
    PageRule,
    RuleOptions,
    Severity,
    Shortcode,
    Violation,
    embedded,
)


def check(call: Shortcode, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *call* where the shortcode is Hugo's and has had its day."""
    name = call.name.lower()
    config = ctx.site.config
    if ctx.site.is_own(name) is not Known.NO or ctx.site.unpublished(ctx.page):
        return
    if name in embedded.REMOVED:
        since, instead = embedded.REMOVED[name]
        if config.is_at_least(since):
            message = f"Hugo has no `{call.name}` any more; use {instead}"
            yield Violation(call.name_span, message)
    elif name == "comment" and config.is_at_least("0.143"):
        message = "Hugo gives `comment` up; use an HTML comment"
        yield Violation(call.name_span, message, severity=Severity.WARNING)


EXAMPLES = (
    Bad(
        "x {{< «tweet» 1 >}} {{< «gist» a b >}}",
        messages=(
            "Hugo has no `tweet` any more; use `x`",
            "Hugo has no `gist` any more; use a link",
        ),
    ),
    Bad(
        "x {{< «comment» >}}later{{< /comment >}}",
        severity=Severity.WARNING,
    ),
    Good("x {{< tweet 1 >}}", files={"layouts/_shortcodes/tweet.html": "x"}),
    Good("x {{< tweet 1 >}}", config='hugo-version = "0.139.0"\n'),
    Good("x {{< x user=a id=1 >}}"),
)

RULE = PageRule(
    code="SC006",
    name="shortcode-removed",
    since=NEXT,
    severity=Severity.ERROR,
    on=Shortcode,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
