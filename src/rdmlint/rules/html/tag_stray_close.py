"""An end tag closes nothing.

No element of its name is open where it stands, so browsers pass it over, or close what
was not meant: `</div>` too many ends the box around the whole page, `</p>` makes an
empty paragraph, `</br>` a line break.

Take it away, or open the element it was to close. The end tag of a heading of another
level is best made to fit. In templates, branches and called templates are followed:
what is opened in one and closed in another is no fault.

Without asking, `--fix` takes away only what browsers pass over wherever the text ends
up, such as `</span>`, and writes `<br>` for `</br>`.

See: <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    VOID,
    Bad,
    Context,
    Edit,
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
    Violation,
)

INERT = frozenset(
    {
        *VOID,
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    }
) - {"br"}
"""Elements whose end tag means nothing where none is open, and that no layout opens
around a whole page. `</p>` makes an empty paragraph, and may be meant to begin one."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the end tags of *page* that close nothing."""
    damage = ctx.site.damage(page)
    # Where something else is wrong, the tag may only stand in the wrong place.
    is_alone = not damage.unclosed and page.format != "template"
    for tag, meant in damage.stray:
        name = tag.name
        if meant is not None:
            right = f"</{meant.name}>"
            yield Violation(
                tag.span,
                f"</{name}> stands at the end of <{meant.name}>; write {right}",
                Fix(f"Write {right}", (Edit(tag.span, right),), Safety.UNSAFE),
                related=(Related(meant.span, f"the <{meant.name}>"),),
            )
            continue
        why = (
            f"<{name}> has no end tag" if name in VOID else f"no <{name}> is open here"
        )
        # One with attributes was to be a start tag.
        is_bare = tag.span.end - tag.span.start == len(f"</{name}>".encode())
        is_safe = is_alone and is_bare and name in INERT
        safety = Safety.SAFE if is_safe else Safety.UNSAFE
        fix = Fix("Remove it", (Edit(tag.span, ""),), safety)
        if name == "br":
            fix = Fix("Write <br>", (Edit(tag.span, "<br>"),), Safety.SAFE)
        yield Violation(tag.span, f"</{name}> closes nothing: {why}", fix)


EXAMPLES = (
    Bad(
        "<ul>\n<li>One</li>\n</ul>\n«</div>»\n",
        message="</div> closes nothing: no <div> is open here",
        fixed="<ul>\n<li>One</li>\n</ul>\n\n",
    ),
    Bad(
        "One«</br>»two\n",
        message="</br> closes nothing: <br> has no end tag",
        fixed="One<br>two\n",
        note="what browsers make of it",
    ),
    Bad(
        "<h2>Aims«</h3>»\n",
        message="</h3> stands at the end of <h2>; write </h2>",
        fixed="<h2>Aims</h2>\n",
    ),
    Bad(
        files={
            "layouts/partials/footer.html": "<footer><span>{{ .Title }}«</p>»</span>"
            "</footer>\n",
        },
        fixed="<footer><span>{{ .Title }}</span></footer>\n",
    ),
    Bad(
        files={
            "layouts/_default/baseof.html": "<html><body>{{ partial `top` . }}"
            "<main>{{ block `main` . }}{{ end }}</main></body></html>",
            "layouts/partials/top.html": "«</div>»{{ if .Title }}<b>{{ .Title }}</b>"
            "{{ end }}\n",
        },
        fixed="{{ if .Title }}<b>{{ .Title }}</b>{{ end }}\n",
        note="nothing that is open around the partial is a <div>",
    ),
    Good("<ul>\n<li>One</li>\n</ul>\n"),
    Good("<div>\n\nText\n\n</div>\n"),
    Good("`</div>` and <!-- </div> -->\n"),
    Good("<b><i>…</b></i>\n", note="told of at the <i>, by `tag-unclosed`"),
    Good(
        files={
            "layouts/_default/baseof.html": "<html><body><div>{{ partial `a` . }}"
            "</body></html>",
            "layouts/partials/a.html": "</div>",
        },
    ),
    Good(
        files={
            "layouts/partials/cards.html": "<div>{{ range $i, $e := .Pages }}"
            "{{ if modBool $i 3 }}</div><div>{{ end }}{{ .Title }}{{ end }}</div>",
        },
    ),
    Good(
        files={
            "content/page.md": "Open {{< open >}}\n\nText\n\n</div>\n",
            "layouts/shortcodes/open.html": "<div>",
        },
    ),
)

RULE = PageRule(
    code="HT002",
    name="tag-stray-close",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    over=("content", "template"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
