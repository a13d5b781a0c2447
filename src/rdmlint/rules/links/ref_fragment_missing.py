"""A `ref` or `relref` names a place on a page that is not there.

Hugo looks the page up and appends the fragment unseen: `relref "guide#sharing"` opens
the page, but without an id `sharing` on it the reader stays at its top. A fragment
behind the call, `{{< relref "guide" >}}#sharing`, is judged alike.

Correct the fragment, or give the heading a lasting id: `## Sharing data {#sharing}`.

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
    PageRule,
    RefFault,
    RuleOptions,
    Safety,
    Severity,
    Shortcode,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `ref-fragment-missing`."""

    extra_ids: tuple[str, ...] = ()
    """Ids that scripts add to pages in the browser."""


def check(shortcode: Shortcode, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *shortcode* where the page it reaches has no id for its fragment."""
    found = ctx.site.reference(ctx.page, shortcode)
    if found is None or found.fault is not RefFault.FRAGMENT:
        return
    if found.word in ctx.options.extra_ids:
        return
    where = "this page" if found.page == ctx.page.path else found.page or "that page"
    message = f"No id `{found.word}` on {where}"
    if found.near is None or found.suggestion is None:
        yield Violation(found.span, message)
        return
    yield Violation(
        found.span,
        f"{message}; the nearest is `{found.near}`",
        Fix(
            f"Write #{found.near}",
            (Edit(found.span, found.suggestion),),
            Safety.SAFE if found.is_sure else Safety.UNSAFE,
        ),
    )


EXAMPLES = (
    Bad(
        'See [how]({{< relref "«guide#shareing-data»" >}}).',
        files={"content/guide.md": "## Sharing data\n"},
        message="No id `shareing-data` on content/guide.md; "
        "the nearest is `sharing-data`",
        fixed='See [how]({{< relref "guide#sharing-data" >}}).',
    ),
    Bad(
        'See [how]({{% ref "guide" %}}#«Steps»).',
        files={"content/guide.md": "## Steps\n"},
        fixed='See [how]({{% ref "guide" %}}#steps).',
    ),
    Bad(
        '[here]({{< relref "«#gone»" >}})',
        message="No id `gone` on this page",
    ),
    Bad(
        '[there]({{< ref path="«guide#x»" lang="de" >}})',
        files={
            "content/guide.md": "## X\n",
            "content/guide.de.md": "## Weiter\n",
            "hugo.toml": "[languages.en]\n[languages.de]\n",
        },
        message="No id `x` on content/guide.de.md",
    ),
    Good(
        '[a]({{< ref "guide#one" >}}) [b]({{< ref "guide" >}}#two) '
        '[c]({{< ref "guide#" >}}) [d]({{< ref "#top" >}})',
        files={"content/guide.md": "## One\n\n## Other {#two}\n"},
    ),
    Good('[nowhere]({{< ref "nowhere#x" >}})', note="Another rule says that."),
    Good('[tab]({{< ref "/#player" >}})', options={"extra-ids": ["player"]}),
)

RULE = PageRule(
    code="LK012",
    name="ref-fragment-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Shortcode,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
