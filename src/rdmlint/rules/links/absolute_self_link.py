"""A link to a page of this site spells out the site's own address.

`https://rdm.example.org/guides/` leads to where the site is published, so in a preview,
on a fork and while the site is run locally, readers leave what they are looking at,
and after a move the link goes to the old place.

Write the path from the root of the host, `/guides/`. Left alone are links to the home
page, which name the site as such, links that show their address to readers, those to
what is not published from these sources, and everything in front matter, where
templates may need an address in full. So are files that the configuration mounts from
outside of the site: a README is read elsewhere too.

See: <https://gohugo.io/methods/page/relpermalink/>
"""

from __future__ import annotations

from typing import Final

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
    Known,
    Link,
    Origin,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)

SPELT_OUT: Final = (AddressKind.WEB, AddressKind.NETWORK)

FOLLOWED: Final = ("a", "area")
"""Elements that readers follow; what `link` and `script` name may be meant in full."""

VISIBLE: Final = (Origin.AUTOLINK, Origin.LINKIFY, Origin.FRONT_MATTER)


class Options(RuleOptions, frozen=True):
    """Settings of `absolute-self-link`."""

    keep: tuple[str, ...] = ()
    """Beginnings of paths that may stay absolute, such as `/api/`."""


def check(link: Link, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *link* where it names a page of this site by its full address."""
    address = link.address
    if address.kind not in SPELT_OUT or link.element not in FOLLOWED:
        return
    if ctx.page.path.startswith("../"):
        return
    if link.origin in VISIBLE or is_named(link):
        return
    path = ctx.site.path_on_site(address)
    if path is None or path.startswith(ctx.options.keep):
        return
    if path.rstrip("/") in homes(ctx):
        return
    # What is not there has its own finding; what may be another server's has none.
    exists = ctx.site.target(ctx.page, link).exists
    if exists is Known.NO or (exists is Known.UNKNOWN and not is_ours(path, ctx)):
        return
    yield Violation(
        link.url_span,
        f"Link to this site spells out its address; write {path}",
        Fix(f"Write {path}", (Edit(link.url_span, path),)),
    )


def is_named(link: Link) -> bool:
    """Tell whether the text of *link* shows readers the host that it leads to."""
    host = (link.address.host or "").removeprefix("www.")
    return host in link.text.lower()


def homes(ctx: Context[Options]) -> tuple[str, ...]:
    """Return the paths of the home pages of all languages, without a slash behind."""
    base, languages = ctx.site.config.base_path, ctx.site.config.languages
    return (base, *(f"{base}/{language.prefix}".rstrip("/") for language in languages))


def is_ours(path: str, ctx: Context[Options]) -> bool:
    """Tell whether the section that *path* lies in is published from these sources."""
    base = ctx.site.config.base_path
    section = path[len(base) :].partition("?")[0].partition("#")[0].split("/")[1]
    return ctx.site.publishes(f"{base}/{section}/") is Known.YES


GUIDE: Final[dict[str, str | bytes]] = {
    "content/guides/_index.md": "---\ntitle: Guides\n---\n## Part 2\n"
}

EXAMPLES = (
    Bad(
        "See [the guide](«https://rdm.example.org/guides/»).",
        files=GUIDE,
        message="Link to this site spells out its address; write /guides/",
        fixed="See [the guide](/guides/).",
    ),
    Bad(
        '<a href="«//rdm.example.org/guides/?v=1#part-2»">part 2</a>',
        files=GUIDE,
        fixed='<a href="/guides/?v=1#part-2">part 2</a>',
    ),
    Bad(
        "[RDM](«http://RDM.example.org/guides»)",
        files=GUIDE,
        fixed="[RDM](/guides)",
        note="Letter case of the host and the scheme make no other site.",
    ),
    Good("See [the guide](/guides/).", files=GUIDE),
    Bad(
        "[later](«https://rdm.example.org/guides/later/»)",
        files={**GUIDE, "content/guides/_content.gotmpl": ""},
        fixed="[later](/guides/later/)",
        note="Whether the page is there only Hugo can tell; the section is.",
    ),
    Good("The [guidelines](https://rdm.example.org/) are ours."),
    Good("[another site](https://example.com/guides/)", files=GUIDE),
    Good("[not from here](https://rdm.example.org/api/)"),
    Good(
        "<https://rdm.example.org/guides/>, https://rdm.example.org/guides/ and "
        "[rdm.example.org/guides](https://rdm.example.org/guides/)",
        files=GUIDE,
        note="Readers see the address, on paper too.",
    ),
    Good(
        files={
            "hugo.toml": (
                "baseURL = 'https://www.rdm.example.org/'\n[languages.en]\n"
                "[languages.sv]\n"
            ),
            "content/a.md": (
                "[rdm.example.org](https://www.rdm.example.org/b/) "
                "[på svenska](https://www.rdm.example.org/sv/)\n"
            ),
            "content/b.md": "Text.\n",
            "content/_index.sv.md": "Text.\n",
        },
        note="Nobody spells out `www`; each language has a home page.",
    ),
    Good('<link rel="canonical" href="https://rdm.example.org/guides/">', files=GUIDE),
    Good("---\nimage: https://rdm.example.org/guides/\n---\n", files=GUIDE),
    Good(
        "[the guide](https://rdm.example.org/guides/)",
        files=GUIDE,
        options={"keep": ["/guides/"]},
    ),
    Good(
        "[the guide](https://example.org/guides/)",
        files={**GUIDE, "hugo.toml": "baseURL = 'https://example.org/'\n"},
        note="A placeholder is nobody's address.",
    ),
)

RULE = PageRule(
    code="LK013",
    name="absolute-self-link",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "data"),
    on=Link,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
