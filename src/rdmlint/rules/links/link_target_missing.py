"""A link leads to a page or file that the site does not publish.

Hugo does not look at where links lead, so a page that was renamed, moved or never
written shows only when a reader lands on "404 not found".

Correct the address, or add the page or file. Where the nearest thing that exists is
clear, it is offered. Addresses are resolved as a browser does it: `share/` on
`/guides/data/` means `/guides/data/share/`, whatever directory the source is in.
Pages reached through `aliases`, `url`, `slug`, section and taxonomy lists, output
formats and files beside pages all count. What cannot be told, such as the files of a
theme that is not on disk, is not reported.

See: <https://gohugo.io/content-management/urls/>
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
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `link-target-missing`."""

    served_elsewhere: tuple[str, ...] = ()
    """Beginnings of paths that something else on the same host answers: `/api/`."""


def check(link: Link, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *link* where nothing is published at its path."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.MISSING:
        return
    path = target.url or link.url
    if path.startswith(ctx.options.served_elsewhere):
        return
    name = path.rpartition("/")[2]
    is_file = "." in name and not name.endswith((".html", ".md"))
    message = f"No {'file' if is_file else 'page'} at {path}"
    near = target.suggestion
    if near is None:
        yield Violation(link.url_span, message)
        return
    fix = Fix(f"Write {near}", (Edit(link.url_span, near),), Safety.UNSAFE)
    yield Violation(link.url_span, f"{message}; the nearest is {near}", fix)


EXAMPLES = (
    Bad(
        "See [how to share](«/guides/sharing/»).",
        files={"content/guides/share.md": "---\ntitle: Share\n---\n"},
        message="No page at /guides/sharing/; the nearest is /guides/share/",
        fixed="See [how to share](/guides/share/).",
    ),
    Bad(
        'Get the <a href="«/files/template-v1.docx»">template</a>.',
        files={"static/files/template-v2.docx": ""},
        message="No file at /files/template-v1.docx; the nearest is "
        "/files/template-v2.docx",
        fixed='Get the <a href="/files/template-v2.docx">template</a>.',
    ),
    Bad("[Nowhere](«/something/else/entirely/»)"),
    Bad(
        "[Guide][guide]\n\n[guide]: «/guide/»\n",
        note="The address of a reference link stands in its definition.",
    ),
    Bad(
        'Hint: {{< note text="Ask [us](«/contcat/») *first*" >}}\n',
        files={
            "content/contact.md": "---\ntitle: Contact\n---\n",
            "layouts/_shortcodes/note.html": "<p>{{ .Get `text` | markdownify }}</p>",
        },
        fixed='Hint: {{< note text="Ask [us](/contact/) *first*" >}}\n',
        note="The shortcode makes Markdown of what it is given.",
    ),
    Good(
        'Hint: {{< note text="Ask [us](contact.md) `[x](/y/)`" >}}\n',
        files={
            "content/contact.md": "---\ntitle: Contact\n---\n",
            "layouts/_shortcodes/note.html": "<p>{{ .Get `text` | markdownify }}</p>",
            "hugo.toml": "[languages.en]\n",
        },
        note="Hugo's own hook looks up `contact.md` there too.",
    ),
    Bad(
        'Go on: {{< button to="«/guides/sharing/»" >}}',
        files={
            "layouts/_shortcodes/button.html": '<a href="{{ .Get "to" }}">Go</a>',
            "content/guides/share.md": "---\ntitle: Share\n---\n",
        },
        fixed='Go on: {{< button to="/guides/share/" >}}',
        note="The template is simple enough to know what it makes of this call.",
    ),
    Good(
        'Go on: {{< button to="sharing" >}} {{< page "/nope/" >}}',
        files={
            "layouts/_shortcodes/button.html": """\
{{ with site.GetPage (.Get "to") }}<a href="{{ .RelPermalink }}">Go</a>{{ end }}
""",
            "layouts/_shortcodes/page.html": """\
<i data-page="{{ .Get 0 }}">{{ printf "<a href=%q>" (.Get 0) | plainify }}</i>
""",
        },
        note="What looks like an address may be none, or be looked up.",
    ),
    Good(
        "[by path](/guides/share/), [without a slash](/guides/share), "
        "[a list](/tags/data/), [its feed](/guides/index.xml), [moved](/old/), "
        "[with a query](/guides/share/?area=x&y=z), [a file](/files/a%20b.pdf)",
        files={
            "content/guides/share.md": "---\ntags: [data]\naliases: [/old/]\n---\n",
            "static/files/a b.pdf": "",
        },
    ),
    Good(
        files={
            "content/topics/a.md": "[right, if files counted](b/)\n",
            "content/topics/b.md": "---\ntitle: B\n---\n",
        },
        note="Another rule says that.",
    ),
    Good("`[code](/nope/)` <!-- [comment](/nope/) --> [x](https://example.com/nope/)"),
    Good(
        '<a href="/status/">Status</a>',
        options={"served-elsewhere": ["/status/"]},
    ),
    Good(
        "[old](/old/page/)",
        files={"static/_redirects": "/old/*  /new/:splat  301\n"},
        note="The web server answers what stands in its file of redirects.",
    ),
    Good(
        "[an image](/img/logo.png)",
        files={"assets/img/logo.png": ""},
        note="Templates may publish what is in `assets`; that cannot be told.",
    ),
    Good(
        files={
            "layouts/partials/note.html": '{{ if false }}<a href="/todo">x</a>{{ end }}'
        },
        note="What is switched off is never published.",
    ),
)

RULE = PageRule(
    code="LK001",
    name="link-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "data", "template", "built"),
    on=Link,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
