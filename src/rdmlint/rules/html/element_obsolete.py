"""An element that HTML no longer has.

`<center>`, `<font>` and their like still do something in browsers, but the standard
calls them obsolete: they mix looks into the text, where a style sheet, a theme or a
reader's own settings cannot change them.

Write what is meant: `<strong>`, `<del>`, `<code>`, or a class such as Bootstrap's
`text-center`.

See: <https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)

CLASS = "a class"

INSTEAD = {
    "acronym": "<abbr>",
    "applet": "<object>",
    "basefont": CLASS,
    "bgsound": "<audio>",
    "big": CLASS,
    "blink": CLASS,
    "center": "a class such as `text-center`",
    "dir": "<ul>",
    "font": CLASS,
    "frame": "<iframe>",
    "frameset": "<iframe>",
    "isindex": "<form>",
    "listing": "<pre>",
    "marquee": CLASS,
    "nobr": CLASS,
    "noembed": "<object>",
    "noframes": "<iframe>",
    "plaintext": "<pre>",
    "rb": "<ruby>",
    "rtc": "<ruby>",
    "spacer": CLASS,
    "strike": "<del> or <s>",
    "tt": "<code>",
    "xmp": "<pre>",
}
"""Obsolete elements, and what stands for each today."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the first of each obsolete element of *page*, and how many more follow."""
    found: dict[str, list[Element]] = {}
    for element in page.elements:
        if element.name in INSTEAD and element.is_certain:
            found.setdefault(element.name, []).append(element)
    for name, (first, *others) in found.items():
        message = f"<{name}> is obsolete; use {INSTEAD[name]}"
        if others:
            message += f"; {len(others):,} more of it" + (
                " follows" if len(others) == 1 else " follow"
            )
        yield Violation(first.name_span, message)


EXAMPLES = (
    Bad(
        "<«center»><img src='/a.png' alt='A chain'></center>\n",
        message="<center> is obsolete; use a class such as `text-center`",
        files={"static/a.png": ""},
    ),
    Bad(
        "A <«big»>large</big> and <«TT»>old</TT> word\n",
        messages=(
            "<big> is obsolete; use a class",
            "<tt> is obsolete; use <code>",
        ),
    ),
    Bad(
        "<«tt»>a</tt>, <tt>b</tt>, <«big»>c</big> and <tt>d</tt>\n\n<big>e</big>\n",
        messages=(
            "<tt> is obsolete; use <code>; 2 more of it follow",
            "<big> is obsolete; use a class; 1 more of it follows",
        ),
    ),
    Bad(files={"layouts/partials/a.html": "<«font» size='2'>{{ .Title }}</font>"}),
    Good("<u>u</u> <b>b</b> <i>i</i> <s>s</s> <small>s</small>\n"),
    Good("`<center>` <!-- <center> --> &lt;center>\n"),
    Good("<p class='center'>Text</p>\n"),
)

RULE = PageRule(
    code="HT018",
    name="element-obsolete",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
