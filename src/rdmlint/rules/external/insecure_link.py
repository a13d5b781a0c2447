"""A link to another site goes through plain `http:`.

What is read and typed over `http:` can be seen and changed on the way, and browsers
warn of such pages. Nearly every site answers `https:` today.

Write `https:`, and look whether the page opens. Some old servers do not know it: name
their hosts in the option `hosts`. A run with `--external` asks, and then reports no
link to a page that does not answer `https:`. Addresses that are names rather than
places, such as those of XML namespaces, are left alone, and so are examples and local
machines.

See: <https://developer.mozilla.org/docs/Web/Security/Secure_Contexts>
"""

from __future__ import annotations

from typing import Final

from rdmlint.rule import (
    NEXT,
    Address,
    Answer,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Link,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Verdict,
    Violation,
)

NAMES: Final = (
    "http://www.w3.org/1999/",
    "http://www.w3.org/2000/",
    "http://www.w3.org/2001/",
    "http://www.w3.org/2002/07/owl",
    "http://www.w3.org/2004/02/skos",
    "http://www.w3.org/ns/",
    "http://www.w3.org/XML/",
    "http://json-schema.org/",
    "http://schema.org/",
    "http://purl.org/dc/",
    "http://purl.obolibrary.org/obo/",
    "http://xmlns.com/",
    "http://www.sitemaps.org/schemas/",
)
"""Beginnings of addresses that name things; to change them is to name another."""

LOCAL: Final = ("localhost", "example", "test", "invalid", "local", "internal", "lan")
"""Last labels of hosts that no server on the web has."""

EXAMPLE_HOSTS: Final = ("example.com", "example.org", "example.net")


class Options(RuleOptions, frozen=True):
    """Settings of `insecure-link`."""

    hosts: tuple[str, ...] = ()
    """Hosts that do not answer `https:`, such as `old.example.se`."""


def check(link: Link, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *link* where it leads to a host on the web by `http:`."""
    address = link.address
    if address.scheme != "http" or _is_left_alone(address):
        return
    if link.is_toggle or not link.is_certain:
        return
    host = address.host or ""
    if host in ctx.options.hosts:
        return
    # A mistyped address has its own finding.
    target = ctx.site.target(ctx.page, link)
    if target.exists is Known.NO:
        return
    # Built pages name the site itself as it was built, on somebody's own machine too.
    if ctx.page.format == "built" and target.url is not None:
        return
    answer = ctx.site.answer(link)
    message = f"Link to {host} goes through plain http"
    if answer is not None:
        if answer.has_https is False or answer.verdict is Verdict.DEAD:
            return
        message += ", though https answers" if answer.has_https else ""
    yield Violation(link.url_span, message, _fix(link))


def _fix(link: Link) -> Fix:
    start = link.url_span.start
    scheme = Span(start, start + len("http"))
    return Fix("Write https", (Edit(scheme, "https"),), Safety.UNSAFE)


def _is_left_alone(address: Address) -> bool:
    """Tell whether *address* names a thing, an example or a machine nearby."""
    host = address.host or ""
    last = host.rpartition(".")[2]
    return (
        address.port is not None
        or not host
        or last in LOCAL
        or last.isdecimal()
        or host.startswith("[")
        or host in EXAMPLE_HOSTS
        or host.endswith(tuple(f".{name}" for name in EXAMPLE_HOSTS))
        or address.raw.strip().startswith(NAMES)
    )


EXAMPLES = (
    Bad(
        "See [the facility](«http://www.scilifelab.se/units/»).",
        message="Link to www.scilifelab.se goes through plain http",
        fixed="See [the facility](https://www.scilifelab.se/units/).",
    ),
    Bad(
        '<a href="«http://zenodo.org»">Zenodo</a> <«http://orcid.org»>',
        fixed='<a href="https://zenodo.org">Zenodo</a> <https://orcid.org>',
    ),
    Bad(
        "[a](«http://facility.se/x»)",
        message="Link to facility.se goes through plain http, though https answers",
        fixed="[a](https://facility.se/x)",
        answers=(Answer("http://facility.se/x", Verdict.OK, has_https=True),),
    ),
    Good(
        "[a](http://facility.se/x)",
        answers=(Answer("http://facility.se/x", Verdict.OK, has_https=False),),
        note="Somebody was asked, and there is no https.",
    ),
    Good("[secure](https://zenodo.org), [local](http://localhost:1313/)"),
    Good(
        "[example](http://example.com/x) [test](http://data.test) [ip](http://10.0.0.1)"
    ),
    Good("[a namespace](http://www.w3.org/1999/xhtml) `http://code.se`"),
    Good(
        "Set it:\n{{< tab >}}\n# the default is http://www.plantuml.com/\n{{< /tab >}}",
        files={"layouts/shortcodes/tab.html": '{{ highlight .Inner "toml" }}'},
        note="The shortcode may do anything with it, here show it as code.",
    ),
    Good("[old](http://old.sequencing.se/)", options={"hosts": ["old.sequencing.se"]}),
)

RULE = PageRule(
    code="EX004",
    name="insecure-link",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.ALWAYS,
    over=("content", "data", "template", "built"),
    on=Link,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
