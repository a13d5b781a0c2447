"""A shortcode lacks an argument, or is given one that nothing reads.

Hugo ends the build with an error where one of its own shortcodes misses what it cannot
do without: `youtube` an id, `x` a user and an id, `ref` a path. An argument of another
name than the template reads, `{{< figure source="a.png" >}}`, is ignored without a
word; letter case counts. That is a warning, for the shortcodes of the site too, where
their templates say which names they read; where no name is near, it is a mild one.

Write the argument that is meant.

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
    SiteIndex,
    Violation,
    embedded,
)


def check(call: Shortcode, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report arguments of *call* that are missing or that nothing reads."""
    site = ctx.site
    is_own = site.is_own(call.name)
    if call.is_inline or is_own is Known.UNKNOWN or site.unpublished(ctx.page):
        return
    if is_own is Known.NO:
        fault = embedded.fault(call) or missing_param(call, ctx)
        if fault is not None:
            yield Violation(call.name_span, f"Hugo stops at `{call.name}`: {fault}")
            return
    names = site.arguments_of(call.name)
    if names is None:
        return
    for argument in call.arguments:
        if argument.name is not None and argument.name not in names:
            message = f"`{call.name}` reads no argument `{argument.name}`"
            near = meant(argument.name, names, site)
            severity = Severity.WARNING
            if near is not None:
                message += f"; the nearest is `{near}`"
            elif is_own is Known.YES:
                severity = Severity.INFO
            yield Violation(argument.span, message, severity=severity)


def missing_param(call: Shortcode, ctx: Context[RuleOptions]) -> str | None:
    """Say that the parameter is missing that `param` is to write."""
    name = call.argument(0)
    if call.name.lower() != "param" or name is None:
        return None
    if ctx.site.lacks_param(ctx.page, name.value):
        return f"neither page nor site has a parameter `{name.value}`"
    return None


def meant(name: str, names: frozenset[str], site: SiteIndex) -> str | None:
    """Return the argument that *name* may stand for."""
    for each in sorted(names):
        if each.lower() == name.lower():
            return each
    return site.nearest(name, sorted(names))


BOX: dict[str, str | bytes] = {
    "layouts/_shortcodes/box.html": '<div class="{{ .Get "kind" }}">{{ .Inner }}</div>'
}


EXAMPLES = (
    Bad(
        "x {{< «youtube» title=Film >}} {{< «x» user=a >}} {{< «ref» >}} "
        "{{< «param» >}}",
        messages=(
            "Hugo stops at `youtube`: it wants an id",
            "Hugo stops at `x`: it wants both `user` and `id`",
            "Hugo stops at `ref`: it wants the path of a page",
            "Hugo stops at `param`: it wants the name of a parameter",
        ),
    ),
    Bad(
        "---\nmail: a@b.c\ndraft: false\n---\n{{< «param» mial >}}{{< param mail >}}"
        "{{< param Team.name >}}{{< «param» team.size >}}",
        files={"hugo.toml": "[params.team]\nname = 'Us'\nsize = 0\n"},
        messages=(
            "Hugo stops at `param`: neither page nor site has a parameter `mial`",
            "Hugo stops at `param`: neither page nor site has a parameter `team.size`",
        ),
    ),
    Bad(
        'x {{< «highlight» go "linenos" >}}x{{< /highlight >}}'
        '{{< «highlight» go "linenos=table, linenostart=a" >}}x{{< /highlight >}}'
        '{{< «figure» src="http://a:b/c.png" >}}{{< «qr» text=a scale="3" />}}',
        messages=(
            "Hugo stops at `highlight`: `linenos` among its options is not written "
            "`name=value`",
            "Hugo stops at `highlight`: its `linenostart` is a whole number",
            "Hugo stops at `figure`: its `src` has `b` for its port, which is no "
            "number",
            "Hugo stops at `qr`: its `scale` is a whole number from 2, without quotes",
        ),
    ),
    Good(
        'x {{< highlight go "linenos=x,hl_lines=1 2-3" >}}x{{< /highlight >}}'
        "{{< highlight go >}}x{{< /highlight >}}{{< qr text=a scale=3 />}}"
        "{{< qr text=a scale=0 />}}{{< param title >}}{{< param weight >}}",
    ),
    Good(
        "x {{< param mail >}}",
        files={"hugo.toml": "theme = 'elsewhere'\n"},
        note="The theme may say it.",
    ),
    Bad(
        'x {{< figure src="a.png" «titl="A"» >}}',
        message="`figure` reads no argument `titl`; the nearest is `title`",
        severity=Severity.WARNING,
    ),
    Bad(
        "x {{< box «Kind=info» >}}Ask.{{< /box >}}",
        files=BOX,
        message="`box` reads no argument `Kind`; the nearest is `kind`",
        severity=Severity.WARNING,
    ),
    Bad(
        "x {{< box «colour=red» >}}Ask.{{< /box >}}",
        files=BOX,
        message="`box` reads no argument `colour`",
        severity=Severity.INFO,
    ),
    Good(
        'x {{< box kind=info >}}{{< figure src=a.png alt="A" >}}{{< /box >}}',
        files=BOX,
    ),
    Good("x {{< youtube abc >}} {{< x user=a id=1 >}} {{< qr >}}a{{< /qr >}}"),
    Good(
        "x {{< box any=thing >}}",
        files={
            "layouts/_shortcodes/box.html": "{{ range $k, $v := .Params }}{{ end }}"
        },
        note="The template takes whatever there is.",
    ),
    Good(
        "x {{< box any=thing >}}",
        files={"layouts/_shortcodes/box.html": '{{ partial "box" . }}'},
        note="The partial may read it.",
    ),
)

RULE = PageRule(
    code="SC005",
    name="shortcode-arguments-wrong",
    since=NEXT,
    severity=Severity.ERROR,
    on=Shortcode,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
