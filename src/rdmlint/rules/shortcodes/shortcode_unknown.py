"""A page calls a shortcode that has no template.

Hugo stops with `template for shortcode "x" not found`, whether the page is a draft or
not. It looks for `layouts/_shortcodes/x.html`, in themes too, and has some of its
own, such as `figure`. Letter case does not count.

Correct the name, or add the template. To show a call instead of making it, write
`{{</* x */>}}`. Where a theme or module is not on disk, nothing is reported: the
template may be there.

See: <https://gohugo.io/content-management/shortcodes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Shortcode,
    Violation,
)


def check(call: Shortcode, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *call* where nothing of its name can be called."""
    if call.is_inline:
        return
    if ctx.site.shortcode_exists(call.name) is not Known.NO:
        if call.marker == "<" and ctx.site.lacks_html(call.name, ctx.page):
            message = f"`{call.name}` is plain text; call it with `{{{{% … %}}}}`"
            yield Violation(call.name_span, message)
        return
    message = f"No shortcode is called `{call.name}`"
    if call.name.endswith("/"):
        # `{{< x/>}}` names a shortcode `x/`.
        name = call.name.rstrip("/")
        if ctx.site.shortcode_exists(name) is Known.YES:
            slash = Edit(call.name_span, f"{name} /")
            fix = Fix("Insert a space before the slash", (slash,), Safety.UNSAFE)
            yield Violation(
                call.name_span, f"{message}; a space is missing before the slash", fix
            )
            return
    near = ctx.site.nearest(call.name, ctx.site.templates.shortcodes)
    if near is None:
        yield Violation(call.name_span, message)
        return
    places = [call.name_span]
    if call.end_name_span:
        places.append(call.end_name_span)
    edits = tuple(Edit(span, near) for span in places)
    yield Violation(
        call.name_span,
        f"{message}; the nearest is `{near}`",
        Fix(f"Write {near}", edits, Safety.UNSAFE),
    )


BOX: dict[str, str | bytes] = {
    "layouts/_shortcodes/infobox.html": "<div>{{ .Inner }}</div>"
}

EXAMPLES = (
    Bad(
        'x {{< «figur» src="a.png" >}}',
        message="No shortcode is called `figur`; the nearest is `figure`",
        fixed='x {{< figure src="a.png" >}}',
    ),
    Bad(
        "x {{% «info-box» %}}Ask.{{% /info-box %}}",
        files=BOX,
        fixed="x {{% infobox %}}Ask.{{% /infobox %}}",
    ),
    Bad(
        "x {{< «infobox/»>}}",
        files=BOX,
        message="No shortcode is called `infobox/`;"
        " a space is missing before the slash",
        fixed="x {{< infobox />}}",
    ),
    Bad(
        "x {{< «note» >}} {{% note %}}",
        files={"layouts/_shortcodes/note.md": "Mind this.\n"},
        message="`note` is plain text; call it with `{{% … %}}`",
    ),
    Good(
        "---\noutputs: [json]\n---\nx {{< note >}}",
        files={"layouts/_shortcodes/note.json": '"Mind this."'},
    ),
    Bad(
        "x {{< «facilities-near-you» >}}",
        message="No shortcode is called `facilities-near-you`",
        note="nothing is near",
    ),
    Bad(
        "```\n{{< «facilities-near-you» >}}\n```\n",
        note="a code fence does not hide it from Hugo",
    ),
    Good('x {{< figure src="a.png" >}} {{< ref "/page" >}}'),
    Good("x {{< InfoBox >}}Ask.{{< /InfoBox >}}", files=BOX),
    Good("x {{</* facilities-near-you */>}}", note="shown, not called"),
    Good("x {{< now.inline >}}{{ now }}{{< /now.inline >}}"),
    Good(
        "x {{< card >}}",
        files={
            "hugo.toml": 'baseURL = "https://rdm.example.org/"\ntheme = "elsewhere"\n'
        },
        note="the theme is not on disk",
    ),
)

RULE = PageRule(
    code="SC001",
    name="shortcode-unknown",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Shortcode,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
