"""A character stands in a template where text was meant.

In Go `'/'` is no text but a number: Hugo prints 47, and a function that wants text gets
`47`. So `{{ '/' | relURL }}` leads to `/47`, and `{{ delimit .Params.tags ',' }}` puts
44 between the tags. A few functions stop the build. Two characters in single quotes are
no Go at all, and Hugo says so; of one it says nothing.

Write double quotes.

See: <https://pkg.go.dev/text/template#hdr-Arguments>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is a character."""
    if fault.kind is FaultKind.TEMPLATE_CHARACTER:
        yield Violation(fault.span, fault.message, fault.fix)


def partial(text: str) -> dict[str, str | bytes]:
    """Return a site with a partial that says *text*."""
    return {"layouts/_partials/a.html": text}


EXAMPLES = (
    Bad(
        files=partial("<a href=\"{{ «'/'» | relURL }}\">Home</a>"),
        message="`'/'` is a number to Hugo, no text; write `\"/\"`",
        fixed='<a href="{{ "/" | relURL }}">Home</a>',
    ),
    Bad(
        files=partial("{{- $all := delimit (slice `a` `b`) «','» }}{{ «'-'» }}"),
        fixed='{{- $all := delimit (slice `a` `b`) "," }}{{ "-" }}',
    ),
    Bad(
        files=partial("{{ «'å'» | urlize }} {{ strings.TrimLeft «'\"'» .Title }}"),
        fixed='{{ "å" | urlize }} {{ strings.TrimLeft `"` .Title }}',
    ),
    Bad(
        files=partial("{{ split .Title «'\\''» }}"),
        fixed='{{ split .Title "\'" }}',
    ),
    Good(files=partial("<a href='{{ \"/\" | relURL }}'>'/'</a>")),
    Good(
        files=partial(
            "{{ if eq (index .Title 0) '/' }}{{ printf `%c` '/' | safeHTML }}{{ end }}"
        ),
        note="numbers that are meant",
    ),
    Good(files=partial("{{/* relURL '/' */}}{{ `relURL '/'` }}{{ $x := '/' }}")),
)

RULE = PageRule(
    code="TP009",
    name="character-for-text",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("template",),
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
