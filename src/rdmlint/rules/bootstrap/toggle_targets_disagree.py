"""A control names two panels, and Bootstrap takes one of them.

Where both `data-bs-target` and `href` name something, Bootstrap follows
`data-bs-target` alone. What `href` says is what a reader sees who hovers over the
link, copies it, or has no script; most often a block was copied and one of the two
names forgotten.

Write the same id in both, or leave one out.

See: <https://getbootstrap.com/docs/5.3/components/collapse/#how-it-works>
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

KINDS = ("collapse", "modal", "offcanvas", "tab", "pill", "list", "carousel")


class Options(RuleOptions, frozen=True):
    """Settings of `toggle-targets-disagree`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where its `href` names another panel than it opens."""
    element, target = toggle.element, toggle.target
    href = element.attribute("href")
    if (
        target is None
        or target is href
        or href is None
        or href.is_computed
        or target.is_computed
        # There `href` has no place at all.
        or element.name == "button"
        or toggle.kind not in KINDS
        or not ctx.site.is_read(toggle)
    ):
        return
    written = (href.value or "").strip()
    if len(written) > 1 and written[0] == "#" and written != toggle.selector:
        yield Violation(
            href.value_span or href.span,
            f"This control opens `{toggle.selector}`, but its href names `{written}`",
        )


def control(target: str, href: str) -> str:
    """Return a link that names two panels, and both."""
    return (
        f'<a data-bs-toggle="collapse" data-bs-target="{target}" href="{href}" '
        'role="button" aria-expanded="false">Go</a>\n'
        '<div class="collapse" id="one">…</div>\n'
        '<div class="collapse" id="two">…</div>\n'
    )


EXAMPLES = (
    Bad(
        control("#one", "«#two»"),
        message="This control opens `#one`, but its href names `#two`",
    ),
    Good(control("#one", "#one")),
    Good(control("#one", "#"), note="it names nothing"),
    Good(control("#one", "/find/"), note="a page for readers without script"),
    Good(control("", "#two")),
)

RULE = PageRule(
    code="BS033",
    name="toggle-targets-disagree",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
