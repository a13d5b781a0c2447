"""A role is none that WAI-ARIA knows.

Browsers pass over a role they do not know, so the element is announced as what it is in
HTML. Mostly it is mistyped. Abstract roles, such as `widget`, stand in the
specification only to sort the others, and are no better.

Write the role that was meant, or leave it out. Where one of several roles is known that
one counts, and nothing is said.

See: <https://www.w3.org/TR/wai-aria-1.2/#role_definitions>
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
    """Settings of `role-unknown`."""


def check(element: Element, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the role of *element* where no word in it is one."""
    role = element.attribute("role")
    if role is None or role.is_computed or role.value_span is None:
        return
    words = (role.value or "").lower().split()
    if not words or any(word in aria.ROLES for word in words):
        return
    near = ctx.site.nearest(words[0], sorted(aria.ROLES)) if len(words) == 1 else None
    advice = f"; the nearest is `{near}`" if near else ""
    kind = "an abstract role" if words[0] in aria.ABSTRACT_ROLES else "no role"
    yield Violation(
        role.value_span,
        f"`{role.value}` is {kind}{advice}",
        fix=None
        if near is None
        else Fix(f"Write `{near}`", (Edit(role.value_span, near),), Safety.UNSAFE),
    )


EXAMPLES = (
    Bad(
        '<nav role="«navigaton»">…</nav>\n',
        message="`navigaton` is no role; the nearest is `navigation`",
        fixed='<nav role="navigation">…</nav>\n',
    ),
    Bad('<div role="«widget»">…</div>\n', message="`widget` is an abstract role"),
    Bad('<div role="«mainframe panel»">…</div>\n'),
    Good('<div role="main">…</div> <p role="doc-tip">…</p> <p role="">…</p>\n'),
    Good('<table role="mygrid presentation">…</table>\n', note="the second counts"),
    Good('<div role="{{< ref "/" >}}">…</div>\n'),
)

RULE = PageRule(
    code="AR005",
    name="role-unknown",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Element,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
