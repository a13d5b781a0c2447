"""An attribute begins with `aria-`, and there is none of that name.

Browsers ignore it without a word, so what it was to tell a screen reader is not told.
Mostly a letter is missing: `aria-labeledby`, `aria-role`.

Write the attribute that was meant. The fix takes the nearest name there is, and is not
applied without asking.

See: <https://www.w3.org/TR/wai-aria-1.2/#state_prop_def>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Violation,
    aria,
)


class Options(RuleOptions, frozen=True):
    """Settings of `aria-attribute-unknown`."""


def check(element: Element, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the attributes of *element* that WAI-ARIA does not know."""
    for attribute in element.attributes:
        name = attribute.name
        if not name.startswith("aria-") or name in aria.ATTRIBUTES:
            continue
        if len(name.encode()) != attribute.name_span.end - attribute.name_span.start:
            continue
        # A name that a template makes.
        if attribute.is_computed and attribute.value is None:
            continue
        near = ctx.site.nearest(name, sorted(aria.ATTRIBUTES))
        is_taken = near is not None and element.attribute(near) is not None
        advice = f"; the nearest is {near}" if near else ""
        yield Violation(
            attribute.name_span,
            f"There is no attribute {name}{advice}",
            fix=None
            if near is None or is_taken
            else Fix(
                f"Write {near}", (Edit(attribute.name_span, near),), Safety.UNSAFE
            ),
        )


EXAMPLES = (
    Bad(
        '<nav «aria-labeledby»="toc">…</nav>\n',
        message="There is no attribute aria-labeledby; the nearest is aria-labelledby",
        fixed='<nav aria-labelledby="toc">…</nav>\n',
    ),
    Bad(
        '<p «aria-frobnicate»="red">…</p>\n',
        message="There is no attribute aria-frobnicate",
    ),
    Good('<nav aria-label="Contents" ARIA-Hidden="false">…</nav>\n'),
    Good('<p data-aria-x="1" ariax>…</p>\n'),
)

RULE = PageRule(
    code="AR003",
    name="aria-attribute-unknown",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Element,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
