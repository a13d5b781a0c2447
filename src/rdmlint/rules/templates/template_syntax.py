"""A template cannot be read, so Hugo builds nothing.

Hugo reads every file below `layouts`, and every content adapter, whether a page uses it
or not, and names no more than the line of the first fault. The usual ones: an `end` too
few or too many, a name with a hyphen (`.Params.my-key`), text in single quotes, a
backslash that is not doubled, a function that does not exist.

Correct the template. What it does when it runs is not judged here.

See: <https://gohugo.io/templates/introduction/>
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
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is one of a template."""
    is_new = ctx.site.config.is_beyond_newest
    if fault.kind is FaultKind.TEMPLATE_SYNTAX or (
        fault.kind is FaultKind.TEMPLATE_FUNCTION and not is_new
    ):
        yield Violation(fault.span, fault.message)


def partial(text: str) -> dict[str, str | bytes]:
    """Return a site with a partial that says *text*."""
    return {"layouts/_partials/a.html": text}


EXAMPLES = (
    Bad(
        files=partial("«{{ if .Title }}»\n{{ .Title }}\n"),
        message="This `if` has no `end`",
    ),
    Bad(
        files=partial("{{ with .Title }}{{ . }}{{ end }}\n«{{ end }}»\n"),
        message="This `end` belongs to no block",
    ),
    Bad(
        files=partial("{{ .Params.my«-»key }}"),
        message='`-` cannot follow `.my`; write `index … "…-…"`',
    ),
    Bad(
        files=partial("{{ partial «'head.html'» . }}"),
        message="Text stands in double quotes, not in single ones",
    ),
    Bad(
        files=partial('{{ replaceRE "a«\\.»b" "" .Title }}'),
        message="`\\.` is no escape; write `\\\\.`, or use backquotes",
    ),
    Bad(
        files={"content/api/_content.gotmpl": "{{ $data := «getJson» .Title }}"},
        message="Hugo has no function `getJson`",
    ),
    Bad(
        files={"layouts/_shortcodes/a.html": '{{ «"»a }}'},
        message="This quote is never closed on its line",
        note="No page calls it; Hugo stops all the same.",
    ),
    Bad(
        files=partial("{{ print «(».Title }}{{ «$x».a }}"),
        messages=("This parenthesis is never closed", "There is no variable `$x` here"),
        note="All of them at once.",
    ),
    Good(
        files=partial(
            "{{- /* end */ -}}{{ range $i, $x := .Pages }}{{ with $x.Title }}{{ . }}"
            '{{ else with index $x.Params "my-key" }}{{ break }}{{ end }}{{ end }}'
        ),
    ),
    Good(
        files={
            **partial("{{ fromTomorrow . }}"),
            "netlify.toml": "HUGO_VERSION=0.999.0",
        },
        note="That version is not known here.",
    ),
)

RULE = PageRule(
    code="TP001",
    name="template-syntax",
    since=NEXT,
    severity=Severity.ERROR,
    over=("template",),
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
