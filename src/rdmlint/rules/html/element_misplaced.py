"""An element stands where HTML does not allow it.

Browsers then build another page than the one that was written: a paragraph ends before
the list in it, a link ends where the next begins, a list in a list is counted wrongly
by screen readers.

What is looked at, in raw HTML only:

- a list directly in a list: put it into an item, `<li>`;
- a cell directly in a table or one of its bodies: put it into a row, `<tr>`;
- a block, such as `<div>`, `<ul>` or `<p>`, in a paragraph that has its own end tag, or
  in an element for running text, such as `<span>` or `<b>`: write `<div>` for the outer
  element, or `<span>` for the inner;
- a link or button in a link or button: only one of them can be clicked.

Of several blocks, cells or links in the same element the first is reported; what stands
in a reported list, cell or link is looked at once that is mended.

See: <https://html.spec.whatwg.org/multipage/dom.html#content-models>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
    Context,
    Element,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Violation,
)


def names(written: str) -> frozenset[str]:
    """Return the names in *written*."""
    return frozenset(written.split())


LISTS = names("ul ol")
BLOCKS = names(
    "address article aside blockquote center details dialog div dl fieldset figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search"
    " section table ul"
)
RUNNING_TEXT = names(
    "abbr b bdi bdo big cite code dfn em font i kbd mark q s samp small span strike"
    " strong sub sup tt u var"
)
CELLS = names("td th")
BODIES = names("table tbody thead tfoot")
CONTROLS = names("a button")
TRANSPARENT = names("a del ins map noscript")
"""Elements that may hold what the element around them may hold."""


class Options(RuleOptions, frozen=True):
    """Settings of `element-misplaced`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report elements of *page* that stand in a wrong one."""
    holders: list[Element | None] = []
    controls: list[Element | None] = []
    damaged: set[int] = set()
    told: set[tuple[int, str]] = set()
    for element in page.elements:
        parent = None if element.parent is None else page.elements[element.parent]
        holder, control = parent, parent
        if parent is not None and parent.name in TRANSPARENT:
            holder = holders[parent.index]
        if parent is not None and parent.name not in CONTROLS:
            control = controls[parent.index]
        holders.append(holder)
        controls.append(control)
        if parent is not None and parent.index in damaged:
            damaged.add(element.index)
            continue
        outer, message = misplaced(element, parent, holder, control)
        if outer is None or not element.is_certain:
            continue
        # What stands in a block is as its author wrote it, wherever the block ends up.
        if element.name not in BLOCKS or outer.name in LISTS:
            damaged.add(element.index)
        if element.name not in LISTS or outer.name not in LISTS:
            kind = "control" if outer is control else "block"
            if (outer.index, kind) in told:
                continue
            told.add((outer.index, kind))
        yield Violation(
            element.name_span,
            message,
            related=(Related(outer.span, f"the <{outer.name}>"),),
        )


def misplaced(
    element: Element,
    parent: Element | None,
    holder: Element | None,
    control: Element | None,
) -> tuple[Element | None, str]:
    """Return the element that must not hold *element*, and what is said of it.

    *holder* is the nearest element around it that is not transparent, *control* the
    nearest link or button. What is not closed is not taken for what its author meant.
    """
    name = element.name
    if name in LISTS and parent is not None and parent.name in LISTS:
        return parent, "List stands directly in a list; put it into an item, <li>"
    if name in CELLS and parent is not None and parent.name in BODIES:
        return parent, f"<{name}> stands in no row; put it into <tr>"
    if name in BLOCKS and holder is not None and holder.closure is Closure.EXPLICIT:
        if holder.name == "p":
            return holder, f"<{name}> ends the paragraph it stands in"
        if holder.name in RUNNING_TEXT:
            return holder, f"<{name}> stands in <{holder.name}>, for running text only"
    if name in CONTROLS and control is not None and control.closure is Closure.EXPLICIT:
        inner, outer = ("link" if n == "a" else n for n in (name, control.name))
        return control, f"A {inner} stands in a {outer}; only one can be clicked"
    return None, ""


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
    Good("<table><tr><td>1<td>2<tr><td>3</table>\n"),
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
