"""A shortcode in a heading makes its id one that changes by itself.

Hugo makes the id before the shortcode is filled in, of a placeholder that counts pages
and calls: `h-hahahugoshortcode12s0hbhb`. It is another one as soon as a page is added,
so no link to the heading lasts. A line of dashes right below a shortcode makes a
heading of it, where most often a rule was meant.

Give the heading an id: `## Status {{< badge >}} {#status}`. A call with `{{% %}}` is
filled in before, and is no trouble.

See: <https://gohugo.io/content-management/cross-references/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Heading,
    Iterator,
    Origin,
    PageRule,
    RuleOptions,
    Severity,
    Shortcode,
    Violation,
)


def check(heading: Heading, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report a `{{< >}}` call in *heading* that its id is made of."""
    if heading.origin is not Origin.MARKDOWN or heading.id_span is not None:
        return
    if not ctx.site.config.markup.auto_heading_id:
        return
    for call in ctx.page.shortcodes:
        if call.marker != "<" or not call.span.start >= heading.text_span.start:
            continue
        if call.span.end <= heading.text_span.end:
            yield Violation(call.span, told(heading, call))
            return


def told(heading: Heading, call: Shortcode) -> str:
    """Say what is wrong: most often a line of dashes was to draw a rule."""
    if call.span == heading.text_span and call.span.start == heading.span.start:
        return "The line below makes a heading of this; leave a line empty between"
    return "The id of this heading changes whenever pages are added; give it one, {#…}"


EXAMPLES = (
    Bad(
        'x\n\n## Status «{{< ref "page" >}}»\n',
        message="The id of this heading changes whenever pages are added; "
        "give it one, {#…}",
    ),
    Bad(
        'x\n\n«{{< youtube "w7Ft2ymGmfc" >}}»\n---\nThe documentation covers it all.\n',
        message="The line below makes a heading of this; leave a line empty between",
    ),
    Good(
        'x\n\n{{< youtube "w7Ft2ymGmfc" >}}\n\n---\nThe documentation covers it all.\n'
    ),
    Good('x\n\n## Status {{< ref "page" >}} {#status}\n'),
    Good('x\n\n## Status {{% ref "page" %}}\n'),
    Good('x\n\n## Status\n\n{{< ref "page" >}}\n'),
)

RULE = PageRule(
    code="HD010",
    name="shortcode-in-heading",
    since=NEXT,
    severity=Severity.WARNING,
    on=Heading,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
