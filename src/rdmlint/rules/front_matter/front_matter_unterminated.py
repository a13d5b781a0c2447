"""Front matter is opened and never closed.

Hugo stops building the whole site at such a page. Other tools are milder and take all
of the page for text, so the fault may go unnoticed until the site is built.

Write the closing delimiter on a line of its own, at its very start: `---` closes `---`,
`+++` closes `+++`, and the last brace closes JSON. Three dots do not close it, nor do
hyphens that are indented. A page that begins with a horizontal rule needs front matter
above it, or another kind of rule: `***`.

See: <https://gohugo.io/content-management/front-matter/>
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


class Options(RuleOptions, frozen=True):
    """Settings of `front-matter-unterminated`."""


def check(fault: Fault, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *fault* if it is front matter without an end."""
    if fault.kind is FaultKind.FRONT_MATTER_UNTERMINATED:
        yield Violation(fault.span, fault.message, fault.fix, fault.related)


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
    Good("---\ntitle: Sharing data\n---\nAsk first.\n"),
    Good("---\ntitle: T\n---more text\n", note="It may have text behind it."),
    Good("***\n\nA page that begins with a rule.\n"),
)

RULE = PageRule(
    code="FM002",
    name="front-matter-unterminated",
    since=NEXT,
    severity=Severity.ERROR,
    on=Fault,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
