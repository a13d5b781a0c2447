"""Markdown in an HTML block is not read as Markdown.

A line that begins with a tag such as `<div>` or `<p>` begins an HTML block, which goes
on to the next empty line. Hugo passes what stands in it on as it is, so readers see
`[text](/url/)` and `**bold**` with all their signs.

Write HTML, `<a href="/url/">text</a>`, or put an empty line before and behind the
Markdown. Only links, images, bold text and code are looked at, for other signs may be
meant; nothing is said in `<pre>`, `<code>` and the like.

See: <https://spec.commonmark.org/0.31.2/#html-blocks>
"""

from __future__ import annotations

import re
from html import escape

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Page,
    PageRule,
    Prose,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
)

MARKUP = re.compile(
    r"(?P<sign>!?)\[(?P<text>[^\[\]\n`*]{1,200})\]"
    r"\((?P<url>(?:https?://|mailto:|\.{0,2}/|#)[^()\s\"'<>]{0,500})\)"
    r"|\*\*(?P<bold>[^\s*`\[\]](?:[^*`\[\]\n]{0,200}[^\s*`\[\]])?)\*\*(?!\*)"
    r"|(?<!`)`(?P<code>[^`\n]{1,100})`(?!`)"
)
AS_IT_IS = frozenset({"code", "kbd", "math", "pre", "samp", "svg", "textarea", "var"})
"""Elements whose text is shown sign by sign, or by other rules."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the Markdown of *page* that stands in raw HTML."""
    if page.format != "markdown":
        return
    for prose in page.prose:
        if prose.element is None or not MARKUP.search(prose.text):
            continue
        if is_read(page, prose):
            yield from found_in(prose)


def is_read(page: Page, prose: Prose) -> bool:
    """Tell whether readers see the text of *prose* as text."""
    index = prose.element
    while index is not None and index >= 0:
        element = page.elements[index]
        # A script may read what has a class or attribute that says so.
        said = " ".join((*element.classes, *(one.name for one in element.attributes)))
        if element.name in AS_IT_IS or "-" in element.name or not element.is_certain:
            return False
        if any(word in said for word in ("markdown", "mermaid", "math")):
            return False
        index = element.parent
    return True


def found_in(prose: Prose) -> Iterator[Violation]:
    """Yield what is said of the Markdown in *prose*."""
    for match in MARKUP.finditer(prose.text):
        start = prose.span.start + len(prose.text[: match.start()].encode())
        span = Span(start, start + len(match.group().encode()))
        what, html = as_html(match)
        fix = Fix(f"Write {html}", (Edit(span, html),), Safety.UNSAFE)
        yield Violation(
            span, f"{what} in an HTML block is not read, but shown with its signs", fix
        )


def as_html(match: re.Match[str]) -> tuple[str, str]:
    """Return what *match* was to be, and the HTML for it."""
    if match["bold"] is not None:
        return "Bold text of Markdown", f"<strong>{match['bold']}</strong>"
    if match["code"] is not None:
        return "Code of Markdown", f"<code>{match['code']}</code>"
    url, text = match["url"], match["text"]
    if match["sign"]:
        return "Image of Markdown", f'<img src="{url}" alt="{escape(text)}">'
    return "Link of Markdown", f'<a href="{url}">{text}</a>'


EXAMPLES = (
    Bad(
        "<p>\nSee «[the guide](/guide/#a)».\n</p>\n",
        message="Link of Markdown in an HTML block is not read, but shown with its "
        "signs",
        fixed='<p>\nSee <a href="/guide/#a">the guide</a>.\n</p>\n',
    ),
    Bad(
        "<div>\n«**Note**» «![A map](/a.png)» «`x = 1`»\n</div>\n",
        fixed='<div>\n<strong>Note</strong> <img src="/a.png" alt="A map"> '
        "<code>x = 1</code>\n</div>\n",
    ),
    Good(
        "{{< tabs >}}\n<!-- A -->\n{{% tab %}}\n\n**Note** [a](/a/)\n<!-- B -->\n\n"
        "{{% /tab %}}\n{{< /tabs >}}\n",
        files={
            "layouts/_shortcodes/tabs.html": "<div>\n{{ .Inner }}\n</div>",
            "layouts/_shortcodes/tab.html": "<div>\n<br />{{ .Inner }}</div>",
        },
        note="Hugo reads this by itself, before the other shortcode gets it.",
    ),
    Good("<div>\n\nSee [the guide](/guide/) and **this**.\n\n</div>\n"),
    Good("A <b>[link](/guide/)</b> in <i>running</i> text, **bold**\n"),
    Good("<pre>\n[the guide](/guide/) **x**\n</pre>\n"),
    Good("<div>\nf[i](x) a ** b ** c [1] (see below) 2**3\n</div>\n"),
    Good(
        '<section data-markdown>\n**bold**\n</section>\n<div class="mermaid">\n'
        "a[`x`]\n</div>\n"
    ),
)

RULE = PageRule(
    code="HT007",
    name="markdown-in-html",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
