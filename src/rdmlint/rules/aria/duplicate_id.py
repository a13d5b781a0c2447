"""An id is given to two elements of a page.

Browsers take the first: a link to the id, a label, a control or `aria-labelledby` on
the second element all lead to the first one, and nobody sees why. Most often a block
was copied with its id. Ids that Hugo makes from headings count: `id="aims"` in raw
HTML and the heading "Aims" are two.

In a template, an id in a `range` is given to every item, unless it is made from the
item: `id="card-{{ $index }}"`. Of ids in branches those count that are shown together.

Give the second element another id, and write that where the id is named. The fix does
both in a block that was copied: it takes the name from the text of the control, or from
the nearest heading, and is not applied without asking. What stands
in the inner text of a shortcode that may not show it is left alone, and so is what a
`<template>` holds.

See: <https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute>
"""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from rdmlint.rule import (
    NEXT,
    Anchor,
    Attribute,
    Bad,
    Block,
    Context,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
    copies,
    inert,
)


class Options(RuleOptions, frozen=True):
    """Settings of `duplicate-id`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the second and later elements of *page* that have the same id."""
    if page.format == "template":
        yield from in_template(page)
        return
    hidden = inert(page)
    around = ctx.site.ids_around(page) if page.anchors else {}
    first: dict[str, Anchor] = {}
    last: dict[str, Anchor] = {}
    renaming = Renaming(page)
    for anchor in page.anchors:
        # `name` of a link is no id, though a fragment can name it.
        if anchor.source == "name" or not anchor.is_certain:
            continue
        if any(reach.contains(anchor.span) for reach in hidden):
            continue
        before = first.setdefault(anchor.id, anchor)
        nearest, last[anchor.id] = last.get(anchor.id, anchor), anchor
        if before is anchor and anchor.id in around:
            path, span = around[anchor.id]
            yield Violation(
                anchor.span,
                f"Id `{anchor.id}` is already taken by the layout around this page",
                related=(Related(span, "the element with this id", path),),
            )
        # Hugo numbers what it makes of headings; what is left equal is told elsewhere.
        if before is anchor or before.source == anchor.source == "heading":
            continue
        yield Violation(
            anchor.span,
            f"Id `{anchor.id}` is already taken on this page",
            fix=renaming.fix(nearest, anchor),
            related=(Related(before.span, "the first element with this id"),),
        )


class Renaming:
    """What copied blocks are to be called; keeps the names that were given."""

    MOST = 50
    """So many copies on a page get a name at most."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        self.page = page
        self.given: set[str] = set()

    @cached_property
    def elements(self) -> dict[Span, Element]:
        """Return the elements by the place of their id."""
        return {
            name.value_span: element
            for element in self.page.elements
            if (name := element.attribute("id")) and name.value_span
        }

    @cached_property
    def taken(self) -> set[str]:
        """Return all ids of the page."""
        return {anchor.id for anchor in self.page.anchors}

    def fix(self, before: Anchor, anchor: Anchor) -> Fix | None:
        """Return the fix that gives *anchor* and its block a name of their own."""
        first = self.elements.get(before.span)
        copy = self.elements.get(anchor.span)
        if first is None or copy is None or len(self.given) >= self.MOST:
            return None
        found = copies.renamed(self.page, first, copy, self.taken | self.given)
        if found is None:
            return None
        name, edits = found
        self.given.add(name)
        return Fix(f"Rename this one to `{name}`", edits, Safety.UNSAFE)


Chain: TypeAlias = "tuple[int, ...]"
"""Blocks around an element, the innermost first."""


def in_template(page: Page) -> Iterator[Violation]:
    """Yield the ids that a template surely gives to several elements."""
    hidden = inert(page)
    given: dict[tuple[str, int | None], list[tuple[Attribute, Chain]]] = {}
    for element in page.elements:
        name = element.attribute("id")
        if name is None or not name.value or name.is_computed:
            continue
        if any(reach.contains(element.span) for reach in hidden):
            continue
        span = name.value_span or name.span
        chain = tuple(blocks_around(page, element))
        block = page.blocks[chain[0]] if chain else None
        if block is not None and block.repeats:
            yield Violation(
                span,
                f"Every item of the range has the id `{name.value}`",
                related=(Related(head(block), "the range"),),
            )
            continue
        # What a `define` or `block` holds is shown elsewhere, or instead of something.
        parts = [n for n in chain if page.blocks[n].kind in ("define", "block")]
        before = given.setdefault((name.value, parts[0] if parts else None), [])
        for other, around in before:
            # What is shown where the other is, is shown with it.
            if chain[len(chain) - len(around) :] == around or (
                around[len(around) - len(chain) :] == chain
            ):
                yield Violation(
                    span,
                    f"Id `{name.value}` is already taken in this template",
                    related=(Related(other.span, "the first element with this id"),),
                )
                break
        before.append((name, chain))


def blocks_around(page: Page, element: Element) -> Iterator[int]:
    """Yield the blocks around *element*, the innermost first."""
    number = element.block
    while number is not None:
        yield number
        number = page.blocks[number].parent


def head(block: Block) -> Span:
    """Return the place of the action that opens *block*, about."""
    return Span(block.span.start, block.span.start + len("{{"))


EXAMPLES = (
    Bad(
        '<div class="collapse" id="find">…</div>\n\n'
        '<div class="collapse" id="«find»">…</div>\n',
        message="Id `find` is already taken on this page",
    ),
    Bad(
        '<button type="button" data-bs-toggle="collapse" data-bs-target="#find" '
        'aria-controls="find">Find data</button>\n<div class="collapse" id="find">…'
        '</div>\n<button type="button" data-bs-toggle="collapse" '
        'data-bs-target="#find" aria-controls="find">Share data</button>\n'
        '<div class="collapse" id="«find»">…</div>\n',
        fixed='<button type="button" data-bs-toggle="collapse" data-bs-target="#find" '
        'aria-controls="find">Find data</button>\n<div class="collapse" id="find">…'
        '</div>\n<button type="button" data-bs-toggle="collapse" '
        'data-bs-target="#share-data" aria-controls="share-data">Share data</button>\n'
        '<div class="collapse" id="share-data">…</div>\n',
        note="the block is renamed as a whole",
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
    Bad(
        files={
            "layouts/partials/cards.html": "{{ range .Pages }}\n"
            '<div id="«card»">{{ .Title }}</div>\n{{ end }}\n',
        },
        message="Every item of the range has the id `card`",
    ),
    Bad(
        files={
            "layouts/partials/x.html": '<i id="a"></i>{{ if .Title }}'
            '<b id="«a»">{{ .Title }}</b>{{ end }}\n',
        },
    ),
    Good(
        files={
            "layouts/partials/cards.html": "{{ range $i, $e := .Pages }}\n"
            '<div id="card-{{ $i }}">{{ .Title }}</div>\n{{ end }}\n'
            '{{ range first 1 .Pages }}<i id="one">{{ .Title }}</i>{{ end }}\n'
            '{{ range .Pages }}{{ if .IsHome }}<i id="home"></i>{{ end }}{{ end }}\n',
        },
    ),
    Bad(
        files={
            "content/page.md": "«## Content»\n\n…\n",
            "layouts/_default/baseof.html": '<body><main id="content">'
            "{{ block `main` . }}{{ end }}</main></body>",
            "layouts/_default/single.html": "{{ define `main` }}{{ .Content }}"
            "{{ end }}",
        },
        message="Id `content` is already taken by the layout around this page",
    ),
    Good(
        files={
            "content/page.md": "## Content\n\n…\n",
            "layouts/_default/single.html": "{{ if .Draft }}<b id='content'></b>"
            "{{ end }}{{ .Content }}",
            "layouts/_default/list.html": "<b id='content'></b>",
        },
        note="no layout of this page surely has the id",
    ),
    Good(
        files={
            "layouts/partials/x.html": '{{ if .IsHome }}<i id="a"></i>{{ else }}'
            '<b id="a"></b>{{ end }}\n<i id="b"></i>\n'
            '{{ define "y" }}<b id="b"></b>{{ end }}',
        },
        note="only one of the branches is shown",
    ),
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
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
