"""A data file cannot be read by Hugo.

The first template that asks for data makes Hugo read all of `data`, and one file that
it cannot read stops the whole build: a comma too many or too few in JSON, a tab or two
equal keys in YAML, a README or a spreadsheet that lies beside the data.

Mend the file, or keep what is no data somewhere else: Hugo takes `.json`, `.yaml`,
`.toml` and `.xml` there, and passes over names that begin with a dot. Where no template
of the site reads data, a broken file is a warning only.

See: <https://gohugo.io/content-management/data-sources/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Good,
    Iterator,
    Known,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* if it keeps Hugo from reading a data file."""
    if fault.kind is not FaultKind.DATA_SYNTAX:
        return
    is_read = ctx.site.reads_data is Known.YES
    if not is_read and not fault.span.end:
        return  # a file that only Hugo would stumble over
    severity = None if is_read else Severity.WARNING
    yield Violation(fault.span, fault.message, fault.fix, fault.related, severity)


LIST = "layouts/partials/people.html"
READS = "{{ range hugo.Data.people }}{{ .name }}{{ end }}"

EXAMPLES = (
    Bad(
        files={LIST: READS, "data/people.json": '[{"name": "Anna"}«,»\n]\n'},
        message="JSON allows no comma before `]`",
    ),
    Bad(
        files={
            LIST: READS,
            "data/people.json": '[{"provider": ["SND"]«"»\n}]\n',
            "data/more/units.yaml": "- name: NBIS\n  «name»: SND\n",
        },
    ),
    Bad(
        files={LIST: READS, "data/README.md": "«»# What lies here\n"},
        message="Hugo reads no `.md` files in `data`, and stops at this one",
    ),
    Bad(
        files={LIST: READS, "data/people.csv": "«»name\nAnna\n"},
        message="Hugo takes no CSV in `data`; keep it in `assets`",
    ),
    Bad(
        files={LIST: READS, "data/people.yaml": "«Anna»\n"},
        message="A data file holds a map or a list, not a single value",
    ),
    Bad(
        files={"data/people.json": '[{"name": «A»nna}]'},
        severity=Severity.WARNING,
        note="No template of this site reads data.",
    ),
    Good(
        files={
            LIST: READS,
            "data/people.json": '[{"name": "Anna", "name": "Bo"}]\n',
            "data/empty.yaml": "# nobody yet\n",
            "data/.README.md": "What lies here\n",
            "data/none.txt": "",
            "data/people.JSON": "",
            "data/old.xml": "<a/>",
        },
        note="Of two equal keys in JSON the last counts.",
    ),
    Good(files={"data/README.md": "# What lies here\n"}, note="Hugo never looks."),
)

RULE = PageRule(
    code="DT001",
    name="data-unreadable",
    since=NEXT,
    severity=Severity.ERROR,
    over=("data",),
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
