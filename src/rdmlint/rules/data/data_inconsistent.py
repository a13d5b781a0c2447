"""A record in a data file is not as the others are, or as the site says it is.

Templates show what they are given. A term that is in no list gets no filter button, a
reference to nothing shows nothing, a text where all others have a list breaks the loop
over it, and what is listed twice is shown twice.

What holds for the records of a site, its configuration says:

    [[data]]
    files = ["data/resources.json"]
    records = "items[]"
    required = ["title", "url"]
    unique = ["id"]
    vocabularies = { phase = "phases" }
    references = { related = "items[].id", topic = "page.title" }

`rdmlint init` writes down what it sees. Without any, only what is sure is reported: a
list among single values and the other way round, records with the name and the
address of another one, and addresses that go by the name of another record alone.

See: <https://gohugo.io/content-management/data-sources/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fixes,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report what in the records of *page* is not as it should be."""
    yield from ctx.site.data_departures(page)


CONTRACT = """\
[[data]]
files = ["data/resources.json"]
records = "items[]"
required = ["title", "url"]
non-empty = ["type"]
unique = ["id"]
vocabularies = { phase = "phases", level = "data/terms.yaml:levels" }
references = { related = "items[].id", topic = "page.title" }
"""
TERMS = "levels: [Basic, Advanced]\n"
READS = "{{ range hugo.Data.resources.items }}{{ .title }}{{ end }}"
OTHERS = ",\n".join(
    f'{{"title": "R{n}", "url": "https://x.org/{n}", "provider": ["NBIS"]}}'
    for n in range(9)
)

EXAMPLES = (
    Bad(
        files={
            "layouts/home.html": READS,
            "data/resources.json": f'{{"items": [{OTHERS},\n'
            '{"title": "Sharing", "provider": «"NBIS"»}]}\n',
        },
        message=(
            "`provider` of Record `Sharing` is a single value, "
            "and a list in 9 other records"
        ),
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "layouts/home.html": READS,
            "data/resources.json": f"[{OTHERS},\n"
            '{«"title"»: "R1", "url": "https://x.org/1", "provider": []}]\n',
        },
        message="Record `R1` is listed twice, with the same address",
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "content/share.md": "---\ntitle: Sharing data\n---\n",
            "data/terms.yaml": TERMS,
            "data/resources.json": """{"phases": ["Plan", "Share"], "items": [
{"title": "A", "url": "https://a.org", "id": "a", "related": ["c"], "type": «[]»,
 "phase": ["Plan", «"Write"»], "level": ["Basic", «"Expert"»], "topic": "Sharing data"},
{"title": "B", "url": "https://b.org", "id": «"a"», "phase": "Share"},
{«"title"»: "C", "id": "c", "related": ["a", «"b-1"»], "topic": [«"Sharing"»]}
]}
""",
        },
        config=CONTRACT,
        messages=(
            "`type` of Record `A` is empty",
            "`Write` is not in `phases`, as `phase` should be",
            "`Expert` is not in `data/terms.yaml:levels`, as `level` should be",
            "`id` is that of Record `A`: `a`",
            "Record `C` has no `url`",
            "No `items[].id` is `b-1`, to which `related` refers",
            "No page has `Sharing` for its `title`",
        ),
    ),
    Bad(
        files={
            "data/terms.yaml": TERMS,
            "data/resources.json": """{"phases": ["Plan", "Share"], "items": [
{"title": "A", "url": "https://a.org", "id": "isa-tab", "phase": ["Plan", "Share"]},
{"title": "B", "url": "https://b.org", "related": «"isatab"», "phase": «"share"»}]}
""",
        },
        config=CONTRACT,
        messages=(
            "No `items[].id` is `isatab`, to which `related` refers; "
            "the nearest is `isa-tab`",
            "`share` is not in `phases`, as `phase` should be; the nearest is `Share`",
        ),
        fixed="""{"phases": ["Plan", "Share"], "items": [
{"title": "A", "url": "https://a.org", "id": "isa-tab", "phase": ["Plan", "Share"]},
{"title": "B", "url": "https://b.org", "related": "isa-tab", "phase": "Share"}]}
""",
    ),
    Bad(
        files={
            "data/resources.json": '{"phases": ["Plan", «"Share"»],\n'
            '"items": [{"title": "A", "url": "x", "phase": ["Plan"]}]}\n',
            "data/terms.yaml": TERMS,
        },
        config=CONTRACT,
        message="No record has the `phase` `Share`, which `phases` lists",
        severity=Severity.INFO,
    ),
    Bad(
        files={
            "data/resources.json": '«{»"items": [\n'
            '{"title": "A", "url": "x", "phase": "Plan"}]}\n',
            "data/terms.yaml": TERMS,
        },
        config=CONTRACT,
        message="There is no `phases`, in which the values of `phase` are listed",
    ),
    Bad(
        files={"data/resources.json": '«{»"records": []}\n', "data/terms.yaml": TERMS},
        config=CONTRACT,
        message="There is no `items`, in which the records are",
    ),
    Bad(
        files={
            "layouts/home.html": READS,
            "data/resources.json": f"[{OTHERS},\n"
            '{"title": "Mendeley Data", "url": "https://data.mendeley.org/"},\n'
            '{"title": "Health agency", "url": «"https://data.mendeley.org/"»}]\n',
        },
        message=(
            "Record `Health agency` has the address of Record `Mendeley Data`, "
            "and only that name fits it"
        ),
        severity=Severity.INFO,
    ),
    Good(
        files={
            "layouts/home.html": READS,
            "data/resources.json": f"[{OTHERS},\n"
            '{"title": "BAM format", "url": "https://x.org/specs/"},\n'
            '{"title": "VCF format", "url": "https://x.org/specs/"}]\n',
        },
        note="Two things may have one page.",
    ),
    Good(
        files={
            "layouts/home.html": READS,
            "data/resources.json": f"[{OTHERS},\n"
            '{"title": "R1", "url": "https://x.org/one", "provider": null},\n'
            '{"title": "Sharing", "url": "https://x.org/1"}]\n',
        },
        note="Titles and addresses alone may be those of others.",
    ),
    Good(
        files={
            "layouts/home.html": READS,
            "data/resources.json": "["
            + ",\n".join(
                f'{{"name": "P{n % 9}", "url": "https://x.org/{n % 9}",'
                f' "group": "{"ab"[n // 9]}"}}'
                for n in range(18)
            )
            + "]\n",
        },
        note="One thing may stand under two headings.",
    ),
    Good(
        files={
            "data/resources.json": '{"phases": ["Plan"], "items": []}\n',
            "data/terms.yaml": TERMS,
        },
        config=CONTRACT.replace('phase = "phases", ', ""),
    ),
)

RULE = PageRule(
    code="DT004",
    name="data-inconsistent",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("data",),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
