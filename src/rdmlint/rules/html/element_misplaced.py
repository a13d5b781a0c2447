"""An element stands where HTML does not allow it.

Browsers then build another page than the one that was written: a paragraph ends before
the list in it, a link ends where the next begins, a list in a list is counted wrongly
by screen readers.

What is looked at, in raw HTML only:

- what stands directly in a list, a table or one of its rows, and is no part of it: put
  it into an item, `<li>`, or a cell, `<td>`;
- a part of a list, table, figure or the like that stands outside of one;
- a block, such as `<div>`, `<ul>` or `<p>`, in a paragraph that has its own end tag, or
  in an element for running text, such as `<span>` or `<h2>`: write `<div>` for the
  outer element, or `<span>` for the inner;
- a link or button in a link or button: only one of them can be clicked; a form in a
  form, of which browsers drop the inner.

Of several such elements in the same one the first is reported; what stands in a
reported list, cell or link is looked at once that is mended.

See: <https://html.spec.whatwg.org/multipage/dom.html#content-models>
"""

from __future__ import annotations

from typing import TypeAlias

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
    Context,
    Element,
    Good,
    Iterable,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Sequenced,
    Severity,
    Span,
    Violation,
    has_within,
    html_model,
)

LISTS = frozenset({"menu", "ol", "ul"})
CONTROLS = frozenset({"a", "button"})
BODIES = frozenset({"table", "tbody", "tfoot", "thead"})
UNKNOWING = frozenset({"", "noscript", "slot", "template"})
"""Elements of which only what stands around their use says what they are part of."""

WATCHED = frozenset(
    name for names in html_model.NEVER_WITHIN.values() for name in names
)

Around: TypeAlias = "dict[str, Element]"
"""The nearest element around of each name that matters."""


ROOMY = frozenset({"article", "aside", "dd", "div", "li", "main", "section", "td"})
"""Elements in which a `<div>` may stand wherever a `<span>` does."""


class Options(RuleOptions, frozen=True):
    """Settings of `element-misplaced`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report elements of *page* that stand in a wrong one."""
    holders: list[Element | None] = []
    around: list[Around] = []
    damaged: set[int] = set()
    told: set[tuple[int, str]] = set()
    for element in page.elements:
        parent = None if element.parent is None else page.elements[element.parent]
        holders.append(holder_of(parent, holders))
        around.append(around_of(parent, around))
        if parent is None:
            continue
        if parent.index in damaged:
            damaged.add(element.index)
            continue
        found = misplaced(element, parent, holders[-1], around[-1])
        if found is None or not element.is_certain:
            continue
        outer, kind, message = found
        if kind == "outside" and is_filled_in(page, parent, element):
            continue
        # What stands in a block is as its author wrote it, wherever the block ends up.
        if kind != "block":
            damaged.add(element.index)
        if (outer.index, kind) in told and kind != "list":
            continue
        told.add((outer.index, kind))
        yield Violation(
            element.name_span,
            message + advice(outer, kind, page),
            related=(Related(outer.span, f"the <{outer.name}>"),),
        )


def advice(outer: Element, kind: str, page: Page) -> str:
    """Return what to make of *outer* instead; "": that is not plain."""
    if kind != "block" or outer.name != "span" or outer.parent is None:
        return ""
    return "; make that a <div>" if page.elements[outer.parent].name in ROOMY else ""


def holder_of(
    parent: Element | None, holders: Sequenced[Element | None]
) -> Element | None:
    """Return the nearest element from *parent* on that is not transparent."""
    if parent is not None and parent.name in html_model.TRANSPARENT:
        return holders[parent.index]
    return parent


def around_of(parent: Element | None, around: Sequenced[Around]) -> Around:
    """Return what is around the children of *parent*."""
    if parent is None:
        return {}
    above = around[parent.index]
    if parent.name not in WATCHED or parent.closure is not Closure.EXPLICIT:
        return above
    return {**above, parent.name: parent}


def misplaced(
    element: Element, parent: Element, holder: Element | None, around: Around
) -> tuple[Element, str, str] | None:
    """Return what must not hold *element*, the kind of fault, and what is said of it.

    What is not closed is not taken for what its author meant.
    """
    name = element.name
    wanted = html_model.CHILDREN.get(parent.name)
    if wanted and name in html_model.KNOWN and name not in wanted | html_model.SCRIPTS:
        kind = "list" if name in LISTS and parent.name in LISTS else "part"
        return parent, kind, of_child(name, parent.name)
    wanted = html_model.PARENTS.get(name)
    is_outside = wanted and parent.name not in wanted | UNKNOWING
    if wanted and is_outside and parent.name in html_model.KNOWN:
        return parent, "outside", f"<{name}> stands outside of {written(wanted)}"
    if (
        name in html_model.BLOCKS
        and holder is not None
        and holder.closure is Closure.EXPLICIT
    ):
        if holder.name == "p":
            return holder, "block", f"<{name}> ends the paragraph it stands in"
        if holder.name in html_model.RUNNING_TEXT | html_model.LINES:
            message = f"<{name}> stands in <{holder.name}>, for running text only"
            return holder, "block", message
    banned = html_model.NEVER_WITHIN.get(name, ())
    inside = [around[each] for each in banned if each in around]
    if not inside:
        return None
    outer = max(inside, key=lambda each: each.index)
    if name in CONTROLS:
        inner_word, outer_word = (
            "link" if each == "a" else each for each in (name, outer.name)
        )
        message = f"A {inner_word} stands in a {outer_word}; only one can be clicked"
    else:
        message = f"<{name}> stands in <{outer.name}>"
    return outer, "control", message


def of_child(name: str, outer: str) -> str:
    """Say of *name* that it stands directly in *outer*."""
    if outer in LISTS:
        what = "List" if name in LISTS else f"<{name}>"
        return f"{what} stands directly in a list; put it into an item, <li>"
    if outer in BODIES and name in ("td", "th"):
        return f"<{name}> stands in no row; put it into <tr>"
    wanted = html_model.CHILDREN[outer]
    return f"<{name}> stands directly in <{outer}>, which holds {written(wanted)} only"


def written(names: Iterable[str]) -> str:
    """Return *names* as a sentence says them: `<ol>, <ul>`."""
    return ", ".join(f"<{name}>" for name in sorted(names))


def is_filled_in(page: Page, parent: Element, element: Element) -> bool:
    """Tell whether something between the two may open another element."""
    between = Span(parent.span.end, element.span.start)
    return has_within(between, page.shortcodes, page.calls)


EXAMPLES = (
    Bad(
        "<ul>\n  <li>one</li>\n  <«ul»>\n    <li>two</li>\n  </ul>\n</ul>\n",
        message="List stands directly in a list; put it into an item, <li>",
    ),
    Bad(
        "<ul>\n<«ol»><ol><li>a</li></ol></ol>\n<li>b</li>\n<«ul»></ul>\n</ul>\n",
        note="what stands in a misplaced list is its damage, the next list is not",
    ),
    Bad(
        '<span><«div» class="text-center"><p>one</p></div><div>two</div></span>\n',
        message="<div> stands in <span>, for running text only",
    ),
    Bad(
        "<div><span><«ul»><li>One</li></ul></span></div>\n",
        message="<ul> stands in <span>, for running text only; make that a <div>",
    ),
    Bad(
        "<div><h2><«div»>One</div></h2></div>\n",
        message="<div> stands in <h2>, for running text only",
    ),
    Bad("Text <b>bold <a href='/x/'><«ul»><li>one</li></ul></a></b>\n"),
    Bad(
        "<p>We need\n<«ul»><li>time</li></ul>\nand money.</p>\n",
        message="<ul> ends the paragraph it stands in",
    ),
    Bad(
        "<a href='/x/'>one <«a» href='/y/'>two</a> <a href='/z/'>three</a></a>\n",
        message="A link stands in a link; only one can be clicked",
    ),
    Bad(
        "<a href='/x/'><«button» type='button'>Go</button></a>\n",
        message="A button stands in a link; only one can be clicked",
    ),
    Bad("<button type='button'><span><«a» href='/x/'>Go</a></span></button>\n"),
    Bad(
        "<table>\n<tr><th>a</th></tr>\n<«td»>1</td>\n<td>2</td>\n</table>\n",
        message="<td> stands in no row; put it into <tr>",
    ),
    Bad(
        "<p>\n<«table»>\n<tr><td>1</td></tr>\n<«td»>2</td>\n</tr>\n</table>\n</p>\n",
        messages=(
            "<table> ends the paragraph it stands in",
            "<td> stands in no row; put it into <tr>",
        ),
    ),
    Bad(
        "<ul>\n<«p»>one</p>\n<li>two</li>\n<p>three</p>\n</ul>\n",
        message="<p> stands directly in a list; put it into an item, <li>",
    ),
    Bad(
        "<div>\n<«li»>one</li>\n<li>two</li>\n</div>\n",
        message="<li> stands outside of <menu>, <ol>, <ul>",
    ),
    Bad(
        "<table>\n<tr><«div»>1</div></tr>\n</table>\n",
        message="<div> stands directly in <tr>, which holds <td>, <th> only",
    ),
    Bad("<h2><«div»>Aims</div></h2>\n"),
    Bad(
        "<form><div><«form»></form></div></form>\n",
        message="<form> stands in <form>",
    ),
    Good("<table><tr><td>1<td>2<tr><td>3</table>\n"),
    Good("<dl><div><dt>a<dd>b</div></dl><template><li>c</li></template>\n"),
    Good("<ul><script>x()</script><my-item>one</my-item></ul>\n"),
    Good("<li>one</li>\n", note="the list may be around the page's text"),
    Good("<ul>\n  <li>one\n    <ul><li>two</li></ul>\n  </li>\n</ul>\n"),
    Good(
        "<ul><li>one<ul><li>two</ul></ul>\n", note="end tags of items may be left out"
    ),
    Good(
        "<p>We need\n<ul><li>time</ul>\n", note="a paragraph without end tag ends there"
    ),
    Good("<div><a href='/x/'><div>one</div></a></div>\n"),
    Good("<span>one</span><div>two</div>\n"),
    Good("<b>one <div>two</div>\n", note="`<b>` is not closed, which is another fault"),
    Good("<!-- <span><div></div></span> -->\n\n`<span><div>`\n"),
    Good("<span><b><img src='/x.png' alt=''></b><br></span>\n"),
)

RULE = PageRule(
    code="HT003",
    name="element-misplaced",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
