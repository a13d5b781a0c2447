"""`aria-controls` names another element than the one the control opens.

A screen reader offers to jump to what `aria-controls` names. Bootstrap never touches
the attribute and does not need it, so a wrong name is seen by nobody and stays for
ever: it leads some readers to another panel, or nowhere. Most often a block was copied
and one of its three names forgotten, or the id was written with a `#`.

Write the id of the panel, without `#`; for a control that opens several, all their ids
with spaces between them.

See: <https://www.w3.org/TR/wai-aria-1.2/#aria-controls>
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
    Toggle,
    Violation,
)

KINDS = ("collapse", "offcanvas", "modal", "tab", "pill", "list")


class Options(RuleOptions, frozen=True):
    """Settings of `aria-controls-mismatch`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where `aria-controls` and what it opens differ."""
    controls = toggle.element.attribute("aria-controls")
    if (
        toggle.kind not in KINDS
        or controls is None
        or controls.is_computed
        or controls.value_span is None
        or not ctx.site.is_read(toggle)
        # One finding a control: that its panel is missing is said elsewhere.
        or ctx.site.missing_ids(ctx.page, toggle)
    ):
        return
    named = (controls.value or "").split()
    opened = opened_ids(toggle, ctx)
    if not named or not opened or set(named) == set(opened):
        return
    ids = " ".join(opened)
    if {name.removeprefix("#") for name in named} == set(opened):
        message = f"aria-controls holds ids, not selectors; write `{ids}` without `#`"
    else:
        noun = "button" if toggle.element.name == "button" else "control"
        message = (
            f"aria-controls names `{' '.join(named)}`, but this {noun} opens `{ids}`"
        )
    span = controls.value_span
    is_bare = span.end == controls.span.end
    new = f'"{ids}"' if is_bare and len(opened) > 1 else ids
    fix = Fix(f"Write `{ids}`", (Edit(span, new),))
    yield Violation(span, message, fix=None if set(ids) & set("\"'<>&`=") else fix)


def opened_ids(toggle: Toggle, ctx: Context[Options]) -> tuple[str, ...]:
    """Return the ids of what *toggle* opens; empty: they cannot be told."""
    if toggle.ids is not None:
        return tuple(dict.fromkeys(toggle.ids))
    panels = ctx.site.panels(ctx.page, toggle)
    ids = tuple(dict.fromkeys(panel.element.value("id") or "" for panel in panels))
    # What has no id, or one that is no word, cannot be named.
    return ids if all(len(name.split()) == 1 for name in ids) else ()


def control(target: str, controls: str) -> str:
    """Return a page with two panels, and a control for one or both."""
    return (
        f'<button data-bs-toggle="collapse" data-bs-target="{target}" '
        f'aria-expanded="false" aria-controls="{controls}">Go</button>\n'
        '<div class="collapse all" id="one">…</div>\n'
        '<div class="collapse all" id="two">…</div>\n'
    )


EXAMPLES = (
    Bad(
        control("#one", "«two»"),
        message="aria-controls names `two`, but this button opens `one`",
        fixed=control("#one", "one"),
    ),
    Bad(
        control("#one", "«#one»"),
        message="aria-controls holds ids, not selectors; write `one` without `#`",
        fixed=control("#one", "one"),
    ),
    Bad(
        '<a data-bs-toggle="collapse" href="#one" role="button" aria-controls=«tow»>'
        'Go</a>\n<div class="collapse" id="one">…</div>\n',
        message="aria-controls names `tow`, but this control opens `one`",
        fixed='<a data-bs-toggle="collapse" href="#one" role="button" '
        'aria-controls=one>Go</a>\n<div class="collapse" id="one">…</div>\n',
    ),
    Bad(control(".all", "«one»"), fixed=control(".all", "one two")),
    Bad(control("#two, #one", "«one»"), fixed=control("#two, #one", "two one")),
    Good(control("#one", "one")),
    Good(control(".all", "two one")),
    Good(control("#one, #two", "one two")),
    Good(
        control("#three", "one"),
        note="the panel is missing: `toggle-target-missing` speaks of that alone",
    ),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target=".all" aria-controls="one">'
        'Go</button>\n<div class="collapse all" id="one">…</div>\n'
        '<div class="collapse all">…</div>\n',
        note="a panel without id cannot be named",
    ),
    Good('<button aria-controls="one" data-bs-toggle="dropdown">Go</button>\n'),
    Good(control("#one", '{{< ref "/" >}}')),
)

RULE = PageRule(
    code="BS004",
    name="aria-controls-mismatch",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
