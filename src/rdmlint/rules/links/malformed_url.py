"""A link is no address that a browser can follow to where it was meant to go.

Without `https://`, `www.example.org` is a path on this very site. A DOI such as
`10.1038/xyz` is not an address until `https://doi.org/` stands before it, and
`https://https://example.org` names a host called `https`.

Write the whole address, once.

See: <https://url.spec.whatwg.org/>, <https://www.doi.org/the-identifier/resources/handbook/>
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


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where it is no address of the web, but was meant for one."""
    target = ctx.site.target(ctx.page, link)
    if target.fault is not LinkFault.MALFORMED:
        return
    severity = Severity.WARNING if target.is_mild else None
    message = f"Address {target.detail}"
    right = target.suggestion
    if right is None:
        yield Violation(link.url_span, message, severity=severity)
        return
    yield Violation(
        link.url_span,
        f"{message}; write {right}",
        Fix(f"Write {right}", (Edit(link.url_span, right),), Safety.UNSAFE),
        severity=severity,
    )


EXAMPLES = (
    Bad(
        "See [SciLifeLab](«www.scilifelab.se»).",
        message="Address has no scheme; write https://www.scilifelab.se",
        fixed="See [SciLifeLab](https://www.scilifelab.se).",
    ),
    Bad(
        '<a href="«data.scilifelab.se/about»">About</a>',
        fixed='<a href="https://data.scilifelab.se/about">About</a>',
    ),
    Bad(
        "[twice](«https://http://zenodo.org/record/1»)",
        message="Address has two schemes; write http://zenodo.org/record/1",
        fixed="[twice](http://zenodo.org/record/1)",
    ),
    Bad(
        "[a paper](«10.1038/s41586-020-2649-2»)\n"
        "[another](«https://10.1093/gigascience/giab010»)",
        messages=(
            "Address is a bare DOI; write https://doi.org/10.1038/s41586-020-2649-2",
            "Address has a DOI for a host; "
            "write https://doi.org/10.1093/gigascience/giab010",
        ),
        fixed="[a paper](https://doi.org/10.1038/s41586-020-2649-2)\n"
        "[another](https://doi.org/10.1093/gigascience/giab010)",
    ),
    Bad(
        "[Mail](«data@example.org»)",
        fixed="[Mail](mailto:data@example.org)",
    ),
    Bad(
        '<a href="«https://example.com/a b.pdf»">A file</a>',
        message="Address has a space in it; write https://example.com/a%20b.pdf",
        fixed='<a href="https://example.com/a%20b.pdf">A file</a>',
        severity=Severity.WARNING,
        note="Browsers put this one right; other programs do not.",
    ),
    Bad(
        "[a record](«https://doi.org/10.25504/FAIRsharing.fd28en/»)",
        message="Address is a DOI with a slash too many; "
        "write https://doi.org/10.25504/FAIRsharing.fd28en",
        fixed="[a record](https://doi.org/10.25504/FAIRsharing.fd28en)",
        severity=Severity.WARNING,
        note="The resolver takes the slash for a part of the name.",
    ),
    Bad(
        "[a page](«https://www.who.int/en/=»)",
        message="Address has a stray = at its end; write https://www.who.int/en/",
        fixed="[a page](https://www.who.int/en/)",
        severity=Severity.WARNING,
    ),
    Bad('<a href="«https://»">Nowhere</a>', message="Address names no host"),
    Bad(
        files={"layouts/partials/a.html": '<a href="«data.scilifelab.se»">Data</a>'},
        message="Address has no scheme; write https://data.scilifelab.se",
        fixed='<a href="https://data.scilifelab.se">Data</a>',
        note="From whichever page it is followed.",
    ),
    Good(
        files={"data/sharing.json": '{"url": "https://a.org/?text=%s %s"}'},
        note="A template fills it in.",
    ),
    Good(
        "[doi](https://doi.org/10.1016/S0140-6736(20)30183-5) "
        "[archive](https://web.archive.org/web/2020/https://example.com/) "
        '<a href="https://example.com/?a=1&b=2&">query</a> '
        "[a value](https://example.com/?path=/=)"
    ),
    Good(files={"layouts/partials/a.html": '<a href="data/">A</a> <a href="b.html">'}),
    Good("[file](/files/www.example.org)", files={"static/files/www.example.org": ""}),
)

RULE = PageRule(
    code="LK029",
    name="malformed-url",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "data", "template", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
