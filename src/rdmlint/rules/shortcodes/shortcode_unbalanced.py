"""A shortcode is not closed, or closed though it is not open.

A shortcode whose template uses the text between its tags must be closed, by
`{{< /name >}}` or, without any text, as `{{< name />}}`; one whose template does not
use it must not. Hugo stops at either, and at a closing tag that closes nothing.

Write the missing tag, or take away the one too many. Where the template is not
known, nothing is reported.

See: <https://gohugo.io/content-management/shortcodes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is about opening and closing."""
    if fault.kind is FaultKind.SHORTCODE_UNBALANCED:
        yield Violation(fault.span, fault.message, fault.fix, fault.related)


FILES: dict[str, str | bytes] = {
    "layouts/_shortcodes/box.html": "<div>{{ .Inner }}</div>",
    "layouts/_shortcodes/icon.html": "<i></i>",
}

EXAMPLES = (
    Bad(
        "x «{{< box >}}» Ask early.",
        files=FILES,
        message="Shortcode `box` is never closed",
    ),
    Bad(
        "x {{< box >}}a{{< /box >}} b «{{< /box >}}»",
        files=FILES,
        message="Closing tag of `box` that is not open",
    ),
    Bad(
        "x {{< icon >}}Ask early.«{{< /icon >}}»",
        files=FILES,
        message="Shortcode `icon` takes no inner text, so nothing closes it",
    ),
    Bad(
        "x «{{< icon />}}»",
        files=FILES,
        message="Shortcode `icon` takes no inner text; write it without the slash",
    ),
    Bad(
        "x {{< Box >}}a{{< /«box» >}}",
        files=FILES,
        message="Closing tag `box` and its opening tag `Box` differ in letter case",
        note="the template is found, the opening tag is not",
    ),
    Bad(
        "x «{{% details %}}» Hugo's own count too.",
        message="Shortcode `details` is never closed",
    ),
    Good("x {{< box >}}{{< icon >}}{{< box />}}{{% /box %}}", files=FILES),
    Good("x {{< box >}}a{{< / >}}", files=FILES),
    Good("x {{< card >}}a{{< /card >}} {{< card >}}", note="not known here"),
    Good("x {{</* box */>}} `{{%/* box */%}}`", files=FILES, note="shown, not called"),
)

RULE = PageRule(
    code="SC002",
    name="shortcode-unbalanced",
    since=NEXT,
    severity=Severity.ERROR,
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
