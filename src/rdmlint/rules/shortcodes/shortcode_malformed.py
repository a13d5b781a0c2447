"""A shortcode is not written as Hugo wants it.

Hugo stops at a tag that opens with `{{<` and closes with `}}`, at single or curly
quotes, at arguments that are named and positional in one call, and at characters such
as `,` or `:` outside double quotes.

Close a tag as it was opened, put arguments in straight double quotes, and name all of
them or none. To show a call instead of making it, write `{{</* x */>}}`: code fences
do not protect it.

See: <https://gohugo.io/content-management/shortcodes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is about how a tag is written."""
    if fault.kind is FaultKind.SHORTCODE_MALFORMED:
        yield Violation(fault.span, fault.message, fault.fix, fault.related)


EXAMPLES = (
    Bad(
        'x {{< figure src="a.png" «}}»',
        message="Shortcode ends in `}}` instead of `>}}`",
        fixed='x {{< figure src="a.png" >}}',
    ),
    Bad(
        'x {{% ref "/page" «>}}»',
        message="Shortcode ends in `>}}` instead of `%}}`",
        fixed='x {{% ref "/page" %}}',
    ),
    Bad(
        "x {{< figure src=a.png«>}}»",
        message="White space is missing before `>}}`",
        fixed="x {{< figure src=a.png >}}",
    ),
    Bad(
        "x {{< ref «'/a b'» >}}",
        message="Argument '/a b' needs straight double quotes",
        fixed='x {{< ref "/a b" >}}',
    ),
    Bad(
        "x {{< youtube «“abc”» >}}",
        fixed='x {{< youtube "abc" >}}',
        note="quotes of a word processor",
    ),
    Bad(
        'x {{< figure "a.png" «alt»="A" >}}',
        message="Argument `alt` mixes named with positional arguments",
    ),
    Bad(
        "x {{< figure a«,»b >}}",
        message="Character `,` is not allowed in a shortcode outside double quotes",
    ),
    Bad(
        'x {{< figure src=«"a.png» >}}',
        message="Quoted argument has no end on its line",
    ),
    Bad(
        "x «{{< figure»\n\nAnd so on, to the end of the page.",
        message="Shortcode is not closed by `>}}`",
    ),
    Bad("x «{{< >}}»", message="Shortcode has no name"),
    Bad(
        'x\n\n```\n{{< figure src="a.png" «}}»\n```\n',
        fixed='x\n\n```\n{{< figure src="a.png" >}}\n```\n',
        note="code fences protect nothing",
    ),
    Good('x {{< figure src=/a.png title="It\'s >}} here" >}} {{<ref "page">}}'),
    Good("x {{< figure\n  src=`a.png`\n>}}"),
    Good("x {{</* figure src='a' */>}} {{ figure }} {% figure %} {{figure}}"),
)

RULE = PageRule(
    code="SC004",
    name="shortcode-malformed",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
