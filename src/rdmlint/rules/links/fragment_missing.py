"""A link points at a place on a page that does not exist.

`/guides/#sharing` opens the page, but without an id `sharing` on it the reader stays
at its top. Headings get their ids from their text, so a heading that was reworded
breaks links to it on other pages.

Correct the fragment, or give the heading a lasting id: `## Sharing data {#sharing}`.
Ids of headings, footnotes and raw HTML count, and all those in layouts, partials and
shortcodes. Where an id may come from something that cannot be read, such as code in
a shortcode, nothing is reported.

An alias is a page that sends the browser on, and browsers leave the fragment behind.

See: <https://gohugo.io/content-management/cross-references/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Link,
    LinkFault,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Target,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `fragment-missing`."""

    extra_ids: tuple[str, ...] = ()
    """Ids that scripts add to pages in the browser."""


def check(link: Link, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *link* where its page has no id for its fragment."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.FRAGMENT:
        return
    name = link.address.fragment or ""
    if name in ctx.options.extra_ids:
        return
    if target.is_redirected:
        yield lost(link, target)
        return
    where = "this page" if target.page == ctx.page.path else target.page or target.url
    message = f"No id `{name}` on {where}"
    near = target.suggestion
    if near is None:
        yield Violation(link.url_span, message)
        return
    safety = Safety.SAFE if target.is_sure else Safety.UNSAFE
    yield Violation(
        link.url_span,
        f"{message}; the nearest is `{near.partition('#')[2]}`",
        Fix(f"Write {near}", (Edit(link.url_span, near),), safety),
    )


def lost(link: Link, target: Target) -> Violation:
    """Return what to say about a fragment that a redirect does not hand on."""
    message = f"Alias of {target.page} loses `#{link.address.fragment}`"
    right = target.suggestion
    if right is None:
        return Violation(link.url_span, message)
    fix = Fix(f"Write {right}", (Edit(link.url_span, right),))
    return Violation(link.url_span, f"{message}; write {right}", fix)


EXAMPLES = (
    Bad(
        "See [below](«#shareing-data»).\n\n## Sharing data\n",
        message="No id `shareing-data` on this page; the nearest is `sharing-data`",
        fixed="See [below](#sharing-data).\n\n## Sharing data\n",
    ),
    Bad(
        '<a href="«/guide/#Steps»">Steps</a>',
        files={"content/guide.md": "## Steps\n"},
        message="No id `Steps` on content/guide.md; the nearest is `steps`",
        fixed='<a href="/guide/#steps">Steps</a>',
        note="Letter case counts in ids.",
    ),
    Bad("[Gone](«#gone»)", message="No id `gone` on this page"),
    Bad(
        "Read [the guide](«/old-guide/#costs»).",
        files={"content/guide.md": "---\naliases: [/old-guide/]\n---\n## Costs\n"},
        message="Alias of content/guide.md loses `#costs`; write /guide/#costs",
        fixed="Read [the guide](/guide/#costs).",
    ),
    Bad(
        '<a href="«/old/manual.html#costs»">Costs</a>',
        files={"static/old/manual.html": '<h2 id="prices">Prices</h2>'},
        message="No id `costs` on /old/manual.html",
        note="Pages that are copied as they are count, if they have no scripts.",
    ),
    Good("[up](#) [up](#top) [text](#:~:text=word)"),
    Good(
        "[twice](#same-1) [amp](#resources--training) [own](#mine) [html](#box)\n\n"
        "## Same\n\n## Same\n\n## Resources & Training\n\n## Other {#mine}\n\n"
        '<div id="box"></div>\n'
    ),
    Good(
        "[Contact](#contact)",
        files={"layouts/partials/footer.html": '<footer id="contact"></footer>'},
        note="A layout may wrap any page.",
    ),
    Good("[Player](#player)", options={"extra-ids": ["player"]}),
    Good(
        "{{< steps >}}\n\n[Step](#step-2)",
        files={
            "layouts/shortcodes/steps.html": '{{ range $i, $e := site.Data.steps }}<p id="step-{{ $i }}"></p>{{ end }}'  # noqa: E501
        },
        note="The shortcode computes its ids.",
    ),
)

RULE = PageRule(
    code="LK002",
    name="fragment-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "data", "built"),
    on=Link,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
