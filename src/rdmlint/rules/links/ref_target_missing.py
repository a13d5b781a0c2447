"""A `ref` or `relref` names no page that has an address.

Hugo looks the page up while it builds, and stops where it finds none, or more than
one. A page that is a draft, or not published yet, is not found either. For a page
that is kept unrendered Hugo says nothing at all and writes an empty address, so the
link reloads the page it stands on.

Correct the path. It counts from the page's section, or with a slash in front from
`content`, and names the source, not the address: `slug` and `url` play no part. A
bare name works as long as no other page, list or tag has it too. Hugo's setting
`refLinksErrorLevel` makes no difference here: the link is dead either way.

What shortcodes of the site's own look up with `ref` and `relref` is judged alike.

See: <https://gohugo.io/shortcodes/relref/>
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
    Reference,
    RefFault,
    RuleOptions,
    Safety,
    Severity,
    Shortcode,
    Violation,
    listed,
)


def check(shortcode: Shortcode, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *shortcode* where it is a `ref` that reaches no page."""
    found = ctx.site.reference(ctx.page, shortcode)
    if found is None or found.fault in (None, RefFault.FRAGMENT):
        return
    message = sentence(found, shortcode.name)
    if found.suggestion is None:
        yield Violation(found.span, message)
        return
    yield Violation(
        found.span,
        f"{message}; the nearest is {found.near}",
        Fix(
            f"Write {found.near}",
            (Edit(found.span, found.suggestion),),
            Safety.UNSAFE,
        ),
    )


def sentence(found: Reference, name: str) -> str:
    """Return what is wrong with the call *found* of the shortcode *name*."""
    match found.fault:
        case RefFault.EMPTY:
            return f"`{name}` names no page here: the address will be empty"
        case RefFault.AMBIGUOUS:
            return f"`{found.word}` may mean {listed(found.names, 'or')}"
        case RefFault.UNPUBLISHED:
            return f"`{found.word}` is {found.page}, which is {found.detail}"
        case RefFault.UNRENDERED:
            return (
                f"`{found.word}` is {found.page}, which is {found.detail}: "
                "the address will be empty"
            )
        case RefFault.LANGUAGE:
            return f"The site has no language `{found.word}`"
        case RefFault.FORMAT:
            return f"{found.page} has no output format `{found.word}`"
        case _:
            return f"`{name}` finds no page `{found.word}`"


EXAMPLES = (
    Bad(
        'See {{< goto "«/guides/sharing»" >}}.',
        files={
            "content/guides/share.md": "---\ntitle: Share\n---\n",
            "layouts/_shortcodes/goto.html": '<a href="{{ ref . (.Get 0) }}">x</a>',
        },
        message="`goto` finds no page `/guides/sharing`; the nearest is /guides/share",
        fixed='See {{< goto "/guides/share" >}}.',
        note="The site's own shortcode asks Hugo for the page.",
    ),
    Bad(
        'See [how to share]({{< relref "«/guides/sharing»" >}}).',
        files={"content/guides/share.md": "---\ntitle: Share\n---\n"},
        message="`relref` finds no page `/guides/sharing`; "
        "the nearest is /guides/share",
        fixed='See [how to share]({{< relref "/guides/share" >}}).',
    ),
    Bad(
        '<a href="{{% ref path="«guides/shares.md#how»" %}}">Share</a>',
        files={"content/guides/share.md": "## How\n"},
        fixed='<a href="{{% ref path="/guides/share.md#how" %}}">Share</a>',
    ),
    Bad(
        "[one]({{< ref «shares» >}})",
        files={"content/share.md": ""},
        fixed='[one]({{< ref "/share" >}})',
        note="Without quotes there can be no slash.",
    ),
    Bad(
        '[the plan]({{< ref "«plan»" >}})',
        files={"content/a/plan.md": "", "content/b/plan/index.md": ""},
        message="`plan` may mean `/a/plan` or `/b/plan`",
    ),
    Bad(
        '[the plan]({{< ref "«plan»" >}})',
        files={"content/plan.md": "---\ndraft: true\n---\n"},
        message="`plan` is content/plan.md, which is a draft",
    ),
    Bad(
        '[the plan]({{< ref "«plan»" >}})',
        files={"content/plan.md": "---\nheadless: true\n---\n"},
        message="`plan` is content/plan.md, which is headless: "
        "the address will be empty",
        note="Hugo says nothing here.",
    ),
    Bad(
        '[x]({{< relref "«»" >}}) [y]({{< relref "«mailto:a@example.org»" >}})',
        message="`relref` names no page here: the address will be empty",
    ),
    Bad(
        '[auf Deutsch]({{< ref path="share" lang="«DE»" >}})',
        files={
            "content/share.md": "",
            "content/share.de.md": "",
            "hugo.toml": "[languages.en]\n[languages.de]\n",
        },
        message="The site has no language `DE`; the nearest is de",
        fixed='[auf Deutsch]({{< ref path="share" lang="de" >}})',
    ),
    Bad(
        '[the calendar]({{< ref "events" "«calendar»" >}})',
        files={"content/events.md": ""},
        message="content/events.md has no output format `calendar`",
    ),
    Good(
        '[a]({{< ref "one" >}}) [b]({{< relref "./one.md" >}}) '
        '[c]({{< relref "/guides/Two Words" >}}) [d]({{< ref "guides/_index.md" >}}) '
        '[e]({{< ref "two-words.md" >}}) [f]({{< ref "/" >}}) [g]({{< ref "#x" >}}) '
        '[h]({{< ref path="guides" outputFormat="RSS" >}})\n\n## X\n',
        files={
            "content/one.md": "",
            "content/guides/_index.md": "",
            "content/guides/Two Words.md": "",
        },
    ),
    Good(
        '---\ndraft: true\n---\n[from one draft to another]({{< ref "plan" >}})',
        files={"content/plan.md": "---\ndraft: true\n---\n"},
    ),
    Good('An example: {{</* relref "nowhere" */>}}'),
    Good(
        '[own]({{< relref "nowhere" >}})',
        files={"layouts/shortcodes/relref.html": "{{ .Get 0 }}"},
        note="The site has its own shortcode of that name.",
    ),
)

RULE = PageRule(
    code="LK010",
    name="ref-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Shortcode,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
