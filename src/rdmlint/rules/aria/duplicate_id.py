"""An id is given to two elements of a page.

Browsers take the first: a link to the id, a label, a control or `aria-labelledby` on
the second element all lead to the first one, and nobody sees why. Most often a block
was copied with its id. Ids that Hugo makes from headings count: `id="aims"` in raw
HTML and the heading "Aims" are two.

Give the second element another id, and write that where the id is named. What stands
in the inner text of a shortcode that may not show it is left alone, and so is what a
`<template>` holds.

See: <https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Anchor,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `duplicate-id`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the second and later elements of *page* that have the same id."""
    inert = tuple(templates(page))
    first: dict[str, Anchor] = {}
    for anchor in page.anchors:
        # `name` of a link is no id, though a fragment can name it.
        if anchor.source == "name" or not anchor.is_certain:
            continue
        if any(reach.contains(anchor.span) for reach in inert):
            continue
        before = first.setdefault(anchor.id, anchor)
        # Hugo numbers what it makes of headings; what is left equal is told elsewhere.
        if before is anchor or before.source == anchor.source == "heading":
            continue
        yield Violation(
            anchor.span,
            f"Id `{anchor.id}` is already taken on this page",
            related=(Related(before.span, "the first element with this id"),),
        )


def templates(page: Page) -> Iterator[Span]:
    """Yield the reach of each `<template>`: what it holds is not on the page."""
    for element in page.elements:
        if element.name == "template" and element.end is not None:
            yield Span(element.span.start, element.end.end)


EXAMPLES = (
    Bad(
        '<div class="collapse" id="find">…</div>\n\n'
        '<div class="collapse" id="«find»">…</div>\n',
        message="Id `find` is already taken on this page",
    ),
    Bad(
        '## Aims\n\nWhat we want.\n\n<p id="«aims»">More.</p>\n',
        note="Hugo gives the heading the id `aims`",
    ),
    Bad('<p id="aims">…</p>\n\n«## Aims»\n\nWhat we want.\n'),
    Bad('<p id="aims">…</p>\n\n## What we want {#«aims»}\n'),
    Bad('<i id="a">1</i> <i id=«a»>2</i> <i id="«a»">3</i>\n'),
    Bad("## Aims {#a}\n\n## Goals {#«a»}\n", note="Hugo takes written ids as they are"),
    Good('<p id="one">…</p>\n\n<p id="One">…</p>\n', note="letter case counts"),
    Good("## Aims\n\n## Aims\n", note="Hugo numbers the second: `aims-1`"),
    Good('<p id="a">…</p>\n\n<!-- <p id="a"> -->\n\n`<p id="a">`\n'),
    Good('<a name="a" id="a"></a>\n'),
    Good('<p id="a-{{< ref "/" >}}">…</p>\n\n<p id="a-{{< ref "/" >}}">…</p>\n'),
    Good('<template><p id="a">…</p></template>\n\n<p id="a">…</p>\n'),
    Good(
        files={
            "content/page.md": '<i id="a">1</i>\n\n{{< x >}}<i id="a">2</i>{{< /x >}}',
            "layouts/_shortcodes/x.html": "{{ .Inner | strings.FirstUpper }}",
        },
        note="what the shortcode makes of it is not known",
    ),
)

RULE = PageRule(
    code="AR001",
    name="duplicate-id",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
