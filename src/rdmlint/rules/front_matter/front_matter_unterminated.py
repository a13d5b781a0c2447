"""Front matter is opened and never closed.

Hugo stops building the whole site at such a page. Other tools are milder and take all
of the page for text, so the fault may go unnoticed until the site is built.

Write the closing delimiter on a line of its own, at its very start: `---` closes `---`,
`+++` closes `+++`, and the last brace closes JSON. Three dots do not close it, nor do
hyphens that are indented. A page that begins with a horizontal rule needs front matter
above it, or another kind of rule: `***`. A closing delimiter of more than three hyphens
does close it, but the rest is published as text.

See: <https://gohugo.io/content-management/front-matter/>
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


class Options(RuleOptions, frozen=True):
    """Settings of `front-matter-unterminated`."""


def check(fault: Fault, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *fault* if it is front matter without an end, or with too long a one."""
    if fault.kind is FaultKind.FRONT_MATTER_UNTERMINATED:
        yield Violation(fault.span, fault.message, fault.fix, fault.related)
    elif fault.kind is FaultKind.FRONT_MATTER_DELIMITER:
        yield Violation(fault.span, fault.message, fault.fix, severity=Severity.WARNING)


EXAMPLES = (
    Bad(
        "«---»\ntitle: Sharing data\n\nAsk first.\n",
        message="Front matter that begins here is never closed by `---`",
    ),
    Bad(
        "«+++»\ntitle = 'Sharing data'\n---\nAsk first.\n",
        message=(
            "Front matter that begins here is never closed by `+++`; "
            "`---` does not close it"
        ),
    ),
    Bad('«{»"title": "Sharing data"\n\nAsk first.\n'),
    Bad("«---»\ntitle: T\n...\nText\n", note="Dots end a document of YAML, not this."),
    Bad("«---»\ntitle: T\n ---\nText\n", note="The delimiter is indented."),
    Bad(
        "---\ntitle: Sharing data\n«----»\n\nAsk first.\n",
        message=(
            "Front matter is closed by `---`; Hugo publishes the `-` behind it as text"
        ),
        fixed="---\ntitle: Sharing data\n---\n\nAsk first.\n",
        severity=Severity.WARNING,
    ),
    Good("---\ntitle: Sharing data\n---\nAsk first.\n"),
    Good("---\ntitle: T\n---more text\n", note="It may have text behind it."),
    Good("***\n\nA page that begins with a rule.\n"),
)

RULE = PageRule(
    code="FM002",
    name="front-matter-unterminated",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=Fault,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
