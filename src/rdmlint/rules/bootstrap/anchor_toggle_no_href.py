"""A control cannot be reached with the keyboard.

An `<a>` without `href` is no link: the Tab key passes it over, and Enter does nothing.
Only readers with a mouse can open what it opens. `data-bs-target` tells Bootstrap what
to open; it does not make the element a link.

Write a `<button type="button">`. Or give the link `role="button"` and an `href` with
the panel's id.

See: <https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Toggle,
    Violation,
)

KINDS = (
    "collapse",
    "modal",
    "offcanvas",
    "tab",
    "pill",
    "list",
    "dropdown",
    "carousel",
)


class Options(RuleOptions, frozen=True):
    """Settings of `anchor-toggle-no-href`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it is an `a` that is no link."""
    element = toggle.element
    if (
        element.name == "a"
        and toggle.kind in KINDS
        and ctx.site.is_read(toggle)
        and element.attribute("href") is None
        and not any(element.may_have(name) for name in ("tabindex", "onkeydown"))
    ):
        yield Violation(
            element.name_span,
            "Without href this control cannot be reached with the keyboard; "
            "write <button>",
        )


EXAMPLES = (
    Bad(
        '<«a» role="button" data-bs-toggle="collapse" data-bs-target="#find">Go</a>\n'
        '<div class="collapse" id="find">…</div>\n',
        message="Without href this control cannot be reached with the keyboard; "
        "write <button>",
    ),
    Bad('<«a» class="dropdown-toggle" data-bs-toggle="dropdown">More</a>\n'),
    Good('<a role="button" data-bs-toggle="collapse" href="#find">Go</a>\n'),
    Good('<a role="tab" tabindex="0" data-bs-toggle="tab" data-bs-target="#a">A</a>\n'),
    Good('<a data-bs-toggle="tooltip" title="More">Go</a>\n'),
    Good('<a data-bs-toggle="collapse" {{< ref "/" >}}>Go</a>\n'),
)

RULE = PageRule(
    code="BS013",
    name="anchor-toggle-no-href",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
