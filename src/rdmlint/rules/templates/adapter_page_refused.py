"""A content adapter makes a page or file that Hugo refuses.

What `.AddPage` and `.AddResource` are given needs a `path`, for the empty one is the
home page's, and its `content` says with `mediaType` what it is written in; a `markup`
there ends the build. What an adapter computes is not judged.

Give the page a path, and its content a media type.

See: <https://gohugo.io/content-management/content-adapters/>
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
    """Report *fault* where it is about what a content adapter makes."""
    if fault.kind is FaultKind.ADAPTER_REFUSED:
        yield Violation(fault.span, fault.message)


def adapter(text: str) -> dict[str, str | bytes]:
    """Return a site with an adapter that says *text*."""
    return {"content/a/_content.gotmpl": text}


EXAMPLES = (
    Bad(
        files=adapter(
            '«{{ .AddPage (dict "title" "T") }}»\n'
            '«{{ $.AddResource (dict "Path" "") }}»\n'
            '«{{ $.AddPage (dict "path" "p" "content" (dict "value" "x" "markup" "md"))'
            " }}»\n"
        ),
        messages=(
            "A page or file needs a `path`: the empty one is home's; Hugo stops here",
            "A page or file needs a `path`: the empty one is home's; Hugo stops here",
            "Content has a `mediaType`, not a `markup`; Hugo stops here",
        ),
    ),
    Good(
        files=adapter(
            '{{ .AddPage (dict "path" "p" "content" (dict "mediaType" "text/markdown"))'
            " }}{{ .AddPage $page }}{{ .AddPage (merge $page (dict)) }}{{ .AddPage }}"
            '{{ .AddPage (dict $k "p") }}{{ .AddPage (dict "path" .x "markup" "md") }}'
            '{{ .AddPage (dict 1 "p") }}{{ .AddPage (dict | merge .x) }}{{ .AddX `a` }}'
        ),
    ),
    Good(files={"layouts/all.html": '{{ .AddPage (dict "title" "T") }}'}),
)

RULE = PageRule(
    code="TP006",
    name="adapter-page-refused",
    since=NEXT,
    severity=Severity.ERROR,
    over=("template",),
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
