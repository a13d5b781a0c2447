"""A link leads to a place that is hidden when the page opens.

The browser looks for the id, finds it in a panel that is closed, and shows nothing: the
reader stays at the top of the page and wonders. Bootstrap does not open the panel.

Link to the control or to the heading above the panel, or let the panel be open from the
start. Nothing is said on a site whose scripts or styles look at the fragment of the
address: they may open the panel.

See: <https://getbootstrap.com/docs/5.3/components/collapse/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Known,
    Link,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
)

NOUNS = {
    "collapse": "a closed panel",
    "tab-pane": "the panel of another tab",
    "modal": "a closed dialog",
    "offcanvas": "a closed side panel",
    "dropdown-menu": "a closed menu",
}


class Options(RuleOptions, frozen=True):
    """Settings of `link-into-closed-panel`."""


def check(link: Link, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *link* where what hides its target is closed."""
    fragment = link.address.fragment
    if not fragment or link.is_toggle or link.element not in ("a", "area"):
        return
    target = ctx.site.target(ctx.page, link)
    if target.exists is not Known.YES or target.page is None:
        return
    around = ctx.site.closed_around(target.page, fragment)
    if around is None:
        return
    panel = around.element
    reach = Span(panel.span.start, panel.end.end if panel.end else panel.span.end)
    if target.page == ctx.page.path and reach.contains(link.span):
        # Who sees it has opened the panel.
        return
    yield Violation(
        link.url_span,
        f"`#{fragment}` is in {NOUNS[around.kind]}, so this link shows nothing",
        related=(Related(panel.span, "what is closed", target.page),),
    )


EXAMPLES = (
    Bad(
        'See [the form](«#form»).\n\n<div class="collapse" id="more">\n\n## Form\n\n'
        "…\n\n</div>\n",
        message="`#form` is in a closed panel, so this link shows nothing",
    ),
    Bad(
        files={
            "content/page.md": "See [the form](«/guide/#form»).\n",
            "content/guide.md": '<div class="tab-pane" id="b"><p id="form">…</p></div>',
        },
        message="`#form` is in the panel of another tab, so this link shows nothing",
    ),
    Bad('<a href="«#more»">More</a>\n\n<div class="collapse" id="more">…</div>\n'),
    Good('[Form](#form)\n\n<div class="collapse show"><p id="form">…</p></div>\n'),
    Good(
        '<a data-bs-toggle="collapse" href="#more" role="button">More</a>\n'
        '<div class="collapse" id="more">…</div>\n'
    ),
    Good(
        '<div class="collapse" id="more">\n\n[Form](#form)\n\n## Form\n\n</div>\n',
        note="who sees the link has opened the panel",
    ),
    Good(
        files={
            "content/page.md": '[Form](#form)\n\n<div class="collapse"><p id="form">…'
            "</p></div>\n",
            "static/js/open.js": "addEventListener('hashchange', open)",
        },
        note="a script opens it",
    ),
)

RULE = PageRule(
    code="BS030",
    name="link-into-closed-panel",
    since=NEXT,
    severity=Severity.WARNING,
    on=Link,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
