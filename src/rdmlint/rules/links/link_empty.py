"""A link has no address.

`[the guide]()` and `<a href="">` look like links, and reload the page they stand on.
Mostly the address was to be added later.

Add the address, or take the link away. An address of `#` alone is reported, as a
mere hint, where nothing shows that a script or the top of the page is meant.

See: <https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    AddressKind,
    Bad,
    Context,
    Good,
    Iterator,
    Link,
    Origin,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where its address is empty, or a bare `#` in Markdown."""
    if link.is_toggle or not link.is_certain or link.element not in ("a", "area"):
        return
    name = f"Link `{link.text}`" if link.text else "Link"
    if link.address.kind is AddressKind.EMPTY:
        yield Violation(_place(link), f"{name} has no address")
        return
    is_bare = link.origin is Origin.MARKDOWN and link.address.raw.strip() == "#"
    if is_bare and "top" not in link.text.lower():
        message = f"{name} leads to the top of this page"
        yield Violation(link.url_span, message, severity=Severity.INFO)


def _place(link: Link) -> Span:
    """Return the place of the address, of the whole link where it takes none."""
    return link.url_span if link.url_span.start < link.url_span.end else link.span


EXAMPLES = (
    Bad("See «[the guide]()».", message="Link `the guide` has no address"),
    Bad('«<a href="">»Guide</a>', message="Link `Guide` has no address"),
    Bad(
        "Coming soon: [a form](«#»)",
        message="Link `a form` leads to the top of this page",
        severity=Severity.INFO,
    ),
    Good("[Back to top](#) [Guide](/) [More](?page=2)"),
    Good(
        '<a href="#" role="button" class="btn">Open</a> '
        '<a data-bs-toggle="collapse" href="#" data-bs-target="#x">Show</a>',
        note="A script gives these a meaning.",
    ),
    Good("`[code]()`"),
)

RULE = PageRule(
    code="LK003",
    name="link-empty",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
