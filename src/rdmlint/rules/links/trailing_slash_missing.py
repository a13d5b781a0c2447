"""A link lacks the slash at the end of its page's address.

Hugo publishes a page as a file in a directory, so its address is `/guide/`. A server
answers `/guide` by sending the browser on to `/guide/`: one more round trip at each
click. Most hosts do that unasked, so this rule runs only where it is selected; on hosts
that do not, such as S3 and CloudFront without a function for it, the link is broken.

Write the slash. Links to pages that the configuration gives ugly URLs have none.
Addresses in full are left to `absolute-self-link`.

See: <https://gohugo.io/content-management/urls/#appearance>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    AddressKind,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Link,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where it names a directory without its slash."""
    if link.address.kind in (AddressKind.WEB, AddressKind.NETWORK):
        return  # that the address is spelled out comes first
    detour = ctx.site.detour(ctx.page, link)
    if detour is not None and detour.kind == "slash":
        edit = Edit(link.url_span, detour.right)
        yield Violation(
            link.url_span,
            f"The page is at {detour.right}, with a slash",
            Fix(f"Write {detour.right}", (edit,)),
        )


EXAMPLES = (
    Bad(
        "Read [the guide](«/guide») and [more](«../guide#top»).",
        files={"content/guide.md": "---\ntitle: G\n---\n"},
        messages=(
            "The page is at /guide/, with a slash",
            "The page is at ../guide/#top, with a slash",
        ),
        fixed="Read [the guide](/guide/) and [more](../guide/#top).",
    ),
    Bad(
        '<a href="«/guide?x=1»">G</a>',
        files={"content/guide/_index.md": ""},
        fixed='<a href="/guide/?x=1">G</a>',
    ),
    Good(
        "[a](/guide/) [b](/guide/index.html) [c](/files/plan) [d](/nowhere) [e](/)",
        files={"content/guide.md": "", "static/files/plan": ""},
    ),
    Good(
        "[a](/guide)",
        files={
            "content/guide.md": "",
            "layouts/_markup/render-link.html": "{{ partial (.Page.Param `x`) . }}",
        },
        note="The site's own hook may write it.",
    ),
    Good(
        "[a](https://rdm.example.org/guide)",
        files={"content/guide.md": ""},
        note="absolute-self-link speaks.",
    ),
    Good(
        "[a](guide)",
        files={"content/guide.md": "", "hugo.toml": "[languages.en]\n"},
        note="Hugo's own hook writes the address of the page.",
    ),
)

RULE = PageRule(
    code="LK008",
    name="trailing-slash-missing",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.ALWAYS,
    default=False,
    over=("content", "template"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
