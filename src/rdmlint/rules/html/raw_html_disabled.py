"""Hugo leaves the raw HTML of a page out, and what stands in it.

Unless `markup.goldmark.renderer.unsafe` is on, Hugo writes a comment where raw HTML
stood. Of a tag in running text only the tag is lost; a block that begins with a tag is
lost whole, with all text, links, ids and shortcodes in it. Hugo warns of this while it
builds, once a page.

Write it in Markdown, or in a shortcode, or let raw HTML pass: in `hugo.toml`

    [markup.goldmark.renderer]
    unsafe = true

One finding a page, at the first place. HTML comments are always left out.

See: <https://gohugo.io/configuration/markup/#rendererunsafe>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *page* where raw HTML is left out of it."""
    if not page.omitted or not ctx.site.config.files:
        return
    if ctx.site.value(page, "markup") is not None:
        return
    first, *others = page.omitted
    message = "Hugo leaves this raw HTML out: `unsafe` is off"
    if others:
        places = "one more place" if len(others) == 1 else f"{len(others)} more places"
        message += f"; so it does in {places} of this page"
    yield Violation(first, message)


CONFIG: dict[str, str | bytes] = {"hugo.toml": 'title = "Raw HTML is off"\n'}

EXAMPLES = (
    Bad(
        "Before.\n\n«<div>\n[A link](/a/) that is lost too.\n</div>\n»\nBehind.\n",
        files=CONFIG,
        message="Hugo leaves this raw HTML out: `unsafe` is off",
    ),
    Bad(
        "H«<sub>»2</sub>O and a break<br>\n",
        files=CONFIG,
        message="Hugo leaves this raw HTML out: `unsafe` is off; "
        "so it does in 2 more places of this page",
    ),
    Good("<div>Let pass</div>\n"),
    Good(
        "<div>Let pass</div>\n",
        files={"hugo.toml": "theme = 'blocks'\n[markup]\n_merge = 'deep'\n"},
        note="The theme, which is not on disk, may let it.",
    ),
    Good(
        "<!-- A comment -->\n\nText <!-- and\nanother -->, `<b>code</b>`, "
        "{{< figure src=a.png >}}, a < b, <https://example.org/>\n\n"
        "```html\n<div></div>\n```\n\n> <!-- a quoted\n> comment -->\n",
        files=CONFIG,
    ),
    Good(
        "See {{< raw >}}<b>HTML</b>{{< /raw >}}\n",
        files={**CONFIG, "layouts/shortcodes/raw.html": "{{ .Inner }}"},
        note="What a shortcode prints is no Markdown.",
    ),
)

RULE = PageRule(
    code="HT008",
    name="raw-html-disabled",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
