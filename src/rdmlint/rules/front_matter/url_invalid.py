r"""The `url` or `slug` of a page is one that Hugo, or a browser, makes nothing of.

Hugo falls over an unknown `:token` and a broken percent escape in `url`, with a trace
of its own code instead of a message. A `?` becomes part of the directory's name, while
the link with it asks for the directory before it. A slug of punctuation alone
leaves nothing, and the page is written over the list of its section.

Write a path of letters, digits and hyphens. A colon that is meant is written `\:`.

See: <https://gohugo.io/content-management/urls/#front-matter>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    FrontMatter,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Scalar,
    Severity,
    Violation,
    permalink_tokens,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report what is wrong with `url` and `slug` in *front_matter*."""
    url = front_matter.root.get("url")
    if isinstance(url, Scalar) and isinstance(url.value, str):
        fault = fault_of_url(url.value)
        if fault is not None:
            yield Violation(url.span, fault)
    slug = front_matter.root.get("slug")
    if isinstance(slug, Scalar) and slug.kind == "string":
        text = str(slug.value).strip("-")
        if text and not ctx.site.sanitised(text).strip("-./"):
            yield Violation(
                slug.span,
                f"Nothing of the slug `{slug.value}` can stand in an address: the page "
                "takes that of its section",
            )


def fault_of_url(url: str) -> str | None:
    """Say what is wrong with *url*; None: nothing, or another rule says it."""
    if url.lower().startswith(("http://", "https://")):
        return None  # front-matter-against-schema
    for token in permalink_tokens.unknown_tokens(url):
        return f"Hugo falls over `{token}` in `url`, which is no token of permalinks"
    if bad := BAD_ESCAPE.search(url):
        return f"Hugo falls over `{bad[0]}` in `url`, which is no percent escape"
    if CONTROL.search(url):
        return "Hugo falls over a control character in `url`"
    if "?" in url:
        return "The `?` in `url` goes into the directory's name; links with it are dead"
    if "\\" in url.replace("\\:", ":"):
        return "A backslash in `url` separates nothing; write `/`"
    return None


CONTROL = re.compile("[\\x00-\\x1f\\x7f]")
BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)


EXAMPLES = (
    Bad(
        '---\nurl: «"/plan\\t/"»\n---\n',
        message="Hugo falls over a control character in `url`",
    ),
    Bad(
        "---\nurl: «/:name/plan/»\n---\n",
        message="Hugo falls over `:name` in `url`, which is no token of permalinks",
    ),
    Bad(
        "---\nurl: «mailto:data@example.org»\n---\n",
        message="Hugo falls over `:data` in `url`, which is no token of permalinks",
    ),
    Bad(
        "---\nurl: «/50%-done/»\n---\n",
        message="Hugo falls over `%-d` in `url`, which is no percent escape",
    ),
    Bad("---\nurl: «/plan/?version=1»\n---\n"),
    Bad("---\nurl: «guides\\plan»\n---\n"),
    Bad(
        "---\nslug: «'???'»\n---\n",
        message="Nothing of the slug `???` can stand in an address: the page takes "
        "that of its section",
    ),
    Good("---\nurl: /:year/:slug/a%20b/x\\:y/Foo Bar/\n---\n"),
    Good("---\nslug: what's new?\n---\n", note="Hugo leaves the mark out."),
    Good("---\nslug: ''\n---\n"),
)

RULE = PageRule(
    code="FM027",
    name="url-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
