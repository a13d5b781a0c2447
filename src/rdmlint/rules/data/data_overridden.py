"""A data file is dropped, because another one has its name.

`data/people.yaml` and `data/people.json` are one and the same to templates,
`hugo.Data.people`, and so is a directory `data/people`. Hugo joins them where both are
maps; a list it cannot join with anything, so it keeps one, and warns.

Rename the file, or move what it holds into the other one.

See: <https://gohugo.io/content-management/data-sources/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    Known,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Violation,
    overridden,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report data files that Hugo drops, where a template reads data at all."""
    if site.reads_data is not Known.YES:
        return
    for path, by in overridden(site.site, site.data_files):
        message = f"Hugo drops this file: {by} has its name"
        yield path, Violation(Span(0, 0), message)


READS: dict[str, str | bytes] = {
    "layouts/_partials/a.html": "{{ range hugo.Data.people }}{{ . }}{{ end }}"
}

EXAMPLES = (
    Bad(
        files={**READS, "data/people.json": "«»[1]", "data/people.yaml": "- 1\n"},
        message="Hugo drops this file: data/people.yaml has its name",
    ),
    Bad(
        files={
            **READS,
            "data/a/people.yaml": "«»- 1\n",
            "data/a/people/b/c.yml": "d: 1",
        },
        message="Hugo drops this file: data/a/people has its name",
    ),
    Bad(
        files={**READS, "data/people.json": '«»{"a": 1}', "data/people.yaml": "- 1\n"},
    ),
    Good(
        files={
            **READS,
            "data/people.json": '{"a": 1}',
            "data/people.yaml": "b: 1\n",
            "data/People.toml": "c = 1\n",
            "data/people/more.yaml": "- 1\n",
            "data/units.json": "null",
            "data/units.yaml": "- 1\n",
        },
        note="Maps are joined.",
    ),
    Good(
        files={"data/people.json": "[1]", "data/people.yaml": "- 1\n"},
        note="Hugo never looks.",
    ),
)

RULE = SiteRule(
    code="DT007",
    name="data-overridden",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
