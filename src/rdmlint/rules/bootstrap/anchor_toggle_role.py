"""A link opens a panel, but is announced as a link.

A screen reader says "link", and its user expects another page; what happens is that
something opens on this one. Bootstrap asks for `role="button"` on every control that is
no button.

Write `role="button"`, or make the control a `<button>` with `data-bs-target`, which
also reacts to the space key.

See: <https://getbootstrap.com/docs/5.3/components/collapse/#accessibility>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Toggle,
    Violation,
)

KINDS = ("collapse", "modal", "offcanvas")


class Options(RuleOptions, frozen=True):
    """Settings of `anchor-toggle-role`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it is a link without a role."""
    element = toggle.element
    target = toggle.target
    role = element.attribute("role")
    if (
        element.name != "a"
        or toggle.kind not in KINDS
        or target is None
        or not ctx.site.is_read(toggle)
        or element.may_have("role")
        # Without an address it is not even a link, which is told elsewhere.
        or not element.may_have("href")
    ):
        return
    written = 'role="button"'
    end = target.span.end
    edit = Edit(role.span, written) if role else Edit(Span(end, end), f" {written}")
    yield Violation(
        role.span if role else element.name_span,
        f"This link opens something on the page; write {written}",
        fix=Fix(f"Write {written}", (edit,)),
    )


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<«a» class="btn" data-bs-toggle="collapse" href="#find" aria-expanded="false">'
        f"Go</a>\n{PANEL}",
        message='This link opens something on the page; write role="button"',
        fixed='<a class="btn" data-bs-toggle="collapse" href="#find" role="button" '
        f'aria-expanded="false">Go</a>\n{PANEL}',
    ),
    Bad(
        '<a data-bs-toggle="modal" data-bs-target="#find" «role=""» href="#">Go</a>\n',
        fixed='<a data-bs-toggle="modal" data-bs-target="#find" role="button" href="#">'
        "Go</a>\n",
    ),
    Bad(
        f"<«a» data-toggle=collapse href=#find>Go</a>\n{PANEL}",
        fixed=f'<a data-toggle=collapse href=#find role="button">Go</a>\n{PANEL}',
    ),
    Good(f'<a data-bs-toggle="collapse" href="#find" role="button">Go</a>\n{PANEL}'),
    Good(
        f'<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n{PANEL}'
    ),
    Good('<a data-bs-toggle="tab" href="#find" role="tab">Go</a>\n'),
    Good('<a data-bs-toggle="tooltip" href="/find/">Go</a>\n', note="it is a link"),
)

RULE = PageRule(
    code="BS011",
    name="anchor-toggle-role",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
