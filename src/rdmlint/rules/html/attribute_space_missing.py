"""Two attributes of a tag have no space between them.

In `<a href="/x/"target="_blank">` browsers guess right, other programs may not, and
people overlook the second attribute.

Write a space.

See: <https://html.spec.whatwg.org/multipage/syntax.html#attributes-2>
"""

from __future__ import annotations

from itertools import pairwise

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
)


def check(element: Element, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the attributes of *element* that begin right behind another's quote."""
    for before, attribute in pairwise(element.attributes):
        at = attribute.span.start
        if before.span.end != at or not attribute.name[:1].isalpha():
            continue
        # A quote too many makes names of the rest of a value, actions make any.
        if attribute.value is None or set(attribute.name) == {"x"}:
            continue
        yield Violation(
            attribute.name_span,
            f"No space before the attribute {attribute.name}",
            Fix("Write a space", (Edit(Span(at, at), " "),), Safety.SAFE),
        )


EXAMPLES = (
    Bad(
        '<p><a href="/x/"«target»="_blank">Text</a></p>\n',
        message="No space before the attribute target",
        fixed='<p><a href="/x/" target="_blank">Text</a></p>\n',
    ),
    Bad(
        "<p>\n<img src='/x.png'«alt»=''«width»=9>\n</p>\n",
        fixed="<p>\n<img src='/x.png' alt='' width=9>\n</p>\n",
    ),
    Bad(
        files={
            "layouts/shortcodes/x.html": '<a href="{{ .url }}"«target»="_blank">x</a>',
        },
        fixed='<a href="{{ .url }}" target="_blank">x</a>',
    ),
    Good('<a href="/x/" target="_blank">Text</a>\n'),
    Good('<a href="/x/"\ntarget="_blank">Text</a>\n'),
    Good(
        '`<a href="/x/"target="_blank">` <a href="/x/"target="_blank">Text</a>\n',
        note="the second is no tag to Markdown, but text",
    ),
    Good("<p><a title='a=\"b\"c'>Text</a></p>\n"),
    Good(
        files={
            "layouts/shortcodes/x.html": '<a href="/x/"{{ with .t }} title="{{ . }}"'
            "{{ end }}{{ .rest | safeHTMLAttr }}>x</a>",
        },
    ),
)

RULE = PageRule(
    code="HT017",
    name="attribute-space-missing",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    over=("content", "template"),
    on=Element,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
