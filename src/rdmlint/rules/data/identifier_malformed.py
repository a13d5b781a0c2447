"""An ORCID iD, DOI or video id is mistyped, so that it leads nowhere.

The last digit of an ORCID iD is made from the others, a DOI begins with `10.` and a
registrant's number, and a video on YouTube has a name of eleven characters. So a slip
shows without asking anybody.

Copy the identifier again from where it came. Looked at are addresses at `orcid.org`,
`doi.org` and YouTube, in pages and data, values of the keys `orcid` and `doi`, and
Hugo's shortcode `youtube`. DOIs may hold parentheses.

See: <https://support.orcid.org/hc/en-us/articles/360006897674>,
<https://www.doi.org/the-identifier/resources/handbook/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Known,
    Mapping,
    Page,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
    identifiers,
)

JUDGES = {"orcid": identifiers.orcid_fault, "doi": identifiers.doi_fault}
NAMES = {
    "orcid": ("orcid", "orcid_id", "orcidid", "orcid-id"),
    "doi": ("doi",),
}


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report mistyped identifiers in the addresses and data of *page*."""
    seen: set[Span] = set()
    for link in page.links:
        found = identifiers.fault(link.address)
        if found is not None and link.url_span not in seen:
            seen.add(link.url_span)
            yield violation(link.url_span, *found)
    root = page.data or (page.front_matter.root if page.front_matter else None)
    if root is not None:
        yield from in_value(root, "", seen)
    for call in page.shortcodes:
        if call.name != "youtube" or ctx.site.is_own("youtube") is not Known.NO:
            continue
        name = call.argument("id") or call.argument(0)
        fault = identifiers.video_fault(name.value) if name else None
        if name and fault:
            yield violation(name.value_span, name.value, fault)


def in_value(value: Value, key: str, seen: set[Span]) -> Iterator[Violation]:
    """Yield what is wrong with *value* where *key* names an identifier."""
    if isinstance(value, Mapping):
        for entry in value.entries:
            lowered = entry.key.lower()
            kind = next((k for k, names in NAMES.items() if lowered in names), "")
            yield from in_value(entry.value, kind, seen)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from in_value(item, key, seen)
    elif key and isinstance(value.value, str):
        yield from in_text(value, key, seen)


def in_text(value: Scalar, key: str, seen: set[Span]) -> Iterator[Violation]:
    """Yield what is wrong with the identifier *value*."""
    quotes = 0 if value.style == "plain" else 1
    span = Span(value.span.start + quotes, value.span.end - quotes)
    text = str(value.value)
    fault = JUDGES[key](text)
    if fault and span not in seen:
        yield violation(span, text.strip(), fault)


def violation(span: Span, name: str, fault: str) -> Violation:
    """Return the violation for the identifier *name* at *span*."""
    return Violation(span, f"`{name[:80]}` {fault}")


EXAMPLES = (
    Bad(
        files={
            "data/people.yaml": "- name: Anna\n  orcid: «00000-0003-0648-3130»\n"
            '- name: Bo\n  orcid: "«0000-0003-0648-3131»"\n'
        },
        messages=(
            "`00000-0003-0648-3130` has 17 digits, and an ORCID iD has 16",
            "`0000-0003-0648-3131` is no ORCID iD: its digits do not fit its last, "
            "which checks them",
        ),
    ),
    Bad(
        files={
            "data/resources.json": '[{"title": "A webinar",\n'
            '"url": "«https://www.youtube.com/watch?v=nwTlWnqtN1os»"}]\n'
        },
        message=("`nwTlWnqtN1os` has 12 characters, and a video on YouTube has 11"),
    ),
    Bad(
        "[me](«https://orcid.org/0000-0002-1825-0079») "
        '<iframe src="«https://www.youtube-nocookie.com/embed/dQw4w9WgXc»"></iframe> '
        "{{< youtube «dQw4w9WgXcQQ» >}}",
    ),
    Bad(
        "[paper](«https://doi.org/10.1038/s41586-020-2649-2,») "
        "[other](<«https://doi.org/10.1016/S0140-6736(20)30183-5)»>) "
        "[twice](«https://doi.org/https://doi.org/10.1000/182»)",
        messages=(
            "`10.1038/s41586-020-2649-2,` ends with `,`, which is no part of it",
            "`10.1016/S0140-6736(20)30183-5)` ends with `)`, which nothing opens",
            "`https://doi.org/10.1000/182` has its address twice",
        ),
    ),
    Bad("---\ntitle: T\ndoi: '«10.1038»'\n---\n"),
    Good(
        "[a](https://orcid.org/0000-0002-1694-233X) [b](https://orcid.org/register) "
        "[c](https://doi.org/10.1016/S0140-6736(20)30183-5) "
        "[d](https://doi.org/10/gfvxhb) [e](https://doi.org/10.1000%2F182) "
        "[f](https://youtu.be/dQw4w9WgXcQ?t=42) [g](https://www.youtube.com/@hugo) "
        "[h](https://www.youtube.com/watch?list=PL1nnHOyxN_WdqnzLqbmWJz) "
        "[i](https://www.youtube.com/embed/videoseries?list=PL1nnHOyxN) "
        "[j](https://www.youtube.com/playlist?list=PLx)",
    ),
    Good(
        files={
            "data/people.yaml": "- {orcid: '', doi: n/a}\n"
            "- {orcid: https://orcid.org/0000-0003-0648-3130, doi: 10.5281/zenodo.1}\n"
            "- {doi: 'doi:10.1002/(SICI)1097-0258(19980815)17:15<1661::A>3.0.CO;2-2'}"
        },
    ),
    Good(
        "{{< youtube dQw4w9WgXcQ >}} {{< youtube id=0RKpf3rK57I start=30 >}} "
        "`https://youtu.be/VIDEO_ID`"
    ),
)

RULE = PageRule(
    code="DT005",
    name="identifier-malformed",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "data"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
