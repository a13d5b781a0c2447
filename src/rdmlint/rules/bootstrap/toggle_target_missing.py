"""A control opens a panel that is not on the page.

Bootstrap looks for the element when the control is clicked, finds nothing, and does
nothing: no message, no movement. The reader sees a dead button, and what the panel
was to show is out of reach. Most often an id was renamed, or a block was copied and
only one of the two names changed.

Write the id of the panel into the control, or give the panel the id that the control
names. Ids in layouts, partials and the templates of shortcodes count as present; where
one of them may make the id, nothing is said.

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
    target_missing,
)


class Options(RuleOptions, frozen=True):
    """Settings of `toggle-target-missing`."""


def check(toggle: Toggle, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *toggle* where it opens an id that is nowhere on its page."""
    if toggle.kind == "collapse":
        yield from target_missing(
            toggle, ctx, "element", "this control opens", nearest="the nearest panel"
        )


EXAMPLES = (
    Bad(
        '<button type="button" data-bs-toggle="collapse" '
        'data-bs-target="«#collapseFind1»" aria-expanded="false" '
        'aria-controls="collapseFind1">Go</button>\n'
        '<div class="collapse" id="collapseFind">…</div>\n',
        message="No element on this page has the id `collapseFind1` that this control "
        "opens; the nearest panel is `collapseFind`",
    ),
    Bad(
        '<a data-bs-toggle="collapse" href="«#where»" role="button">Go</a>\n',
        message="No element on this page has the id `where` that this control opens",
    ),
    Bad(
        '<a data-toggle="collapse" href="«#where»" role="button">Go</a>\n',
        note="the attributes of Bootstrap 4",
    ),
    Bad(
        '<a data-bs-toggle="collapse" href="«#where»">Go</a>\n\n'
        '<!-- <div class="collapse" id="where">…</div> -->\n\n'
        '```html\n<div class="collapse" id="where">…</div>\n```\n',
        note="comments and code are no elements",
    ),
    Bad(
        '<button data-bs-toggle="collapse" data-bs-target="«#one, #two»">Go</button>\n'
        '<div class="collapse" id="one">…</div>\n',
        message="No element on this page has the id `two` that this control opens",
    ),
    Good(
        '<button data-bs-toggle="collapse" href="#find">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n'
    ),
    Good(
        '<a data-bs-toggle="collapse" href="#find">Go</a>\n\n## Find\n',
        note="a heading has an id too; that it is no panel is another matter",
    ),
    Good(
        files={
            "content/page.md": '<a data-bs-toggle="collapse" href="#menu">Menu</a>\n',
            "layouts/_default/baseof.html": '<nav class="collapse" id="menu"></nav>',
        },
        note="the layout has the panel",
    ),
    Good(
        files={
            "content/page.md": '<a data-bs-toggle="collapse" href="#box-1">Box</a>\n'
            "{{< box 1 >}}\n",
            "layouts/_shortcodes/box.html": '<div id="box-{{ .Get 0 }}"></div>',
        },
        note="the shortcode may make the panel",
    ),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target=".panels">All</button>\n',
        note="a class may be on elements of the layout",
    ),
    Good(
        files={
            "content/page.md": '<a data-toggle="collapse" href="#x">Old</a>\n',
            "layouts/_default/baseof.html": '<script src="https://cdn.jsdelivr.net/npm/'
            'bootstrap@5.3.2/dist/js/bootstrap.min.js"></script>',
        },
        note="Bootstrap 5 does not look at the attributes of Bootstrap 4",
    ),
    Good('<a data-bs-toggle="tooltip" href="#where">Go</a>\n'),
)

RULE = PageRule(
    code="BS001",
    name="toggle-target-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Toggle,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
