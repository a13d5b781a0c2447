"""An attribute is of another version of Bootstrap than the site loads.

Bootstrap 5 looks at `data-bs-toggle` and its like, earlier versions at `data-toggle`.
With the wrong name a control does nothing at all: no message, no movement. Most often a
block was copied from an older page.

Write the names of the version in use. The fix renames them all on the element; it is
not applied without asking, for a script of the site's own may read the old ones. It is
said only where the version is known, and where no script of the site mentions the name.

See: <https://getbootstrap.com/docs/5.3/migration/#javascript>
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
    Page,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    Violation,
)

TOGGLES = frozenset(
    (
        *("button", "buttons", "collapse", "dropdown", "list", "modal", "pill"),
        *("popover", "tab", "tooltip"),
    )
)
TELLING: dict[str, frozenset[str]] = {
    "toggle": TOGGLES | {"offcanvas"},
    "dismiss": frozenset({"alert", "modal", "toast", "offcanvas"}),
    "ride": frozenset({"carousel"}),
    "spy": frozenset({"scroll"}),
    "slide": frozenset({"prev", "next"}),
}
"""Attributes without their prefix, and values that show them to be Bootstrap's."""
RENAMED = frozenset(
    (
        *("toggle", "target", "dismiss", "parent", "ride", "slide", "slide-to", "spy"),
        *("backdrop", "keyboard", "placement", "content", "trigger", "container"),
        *("html", "interval", "offset", "reference", "display", "delay", "animation"),
        "autohide",
    )
)
"""Attributes without their prefix that Bootstrap 5 renamed."""


class Options(RuleOptions, frozen=True):
    """Settings of `data-api-version-mismatch`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the elements of *page* that speak to another Bootstrap."""
    version = ctx.site.bootstrap
    # A theme that is not on disk may load another one as well.
    if version is None or ctx.site.config.missing_modules:
        return
    wrong, right = ("data-", "data-bs-") if version[0] >= 5 else ("data-bs-", "data-")
    for element in page.elements:
        for name, values in TELLING.items():
            attribute = element.attribute(f"{wrong}{name}")
            if attribute is None or attribute.value not in values:
                continue
            if element.attribute(f"{right}{name}") is not None:
                continue
            if ctx.site.scripts_mention(f"{wrong}{name}"):
                continue
            yield Violation(
                attribute.name_span,
                f"Bootstrap {version[0]} does not look at {wrong}{name}; "
                f"write {right}{name}",
                fix=rename(element, wrong, right),
            )
            break


def rename(element: Element, wrong: str, right: str) -> Fix | None:
    """Return the fix that renames all such attributes of *element*."""
    edits: list[Edit] = []
    for attribute in element.attributes:
        rest = attribute.name.removeprefix(wrong)
        if rest == attribute.name or rest not in RENAMED:
            continue
        if element.attribute(right + rest) is not None:
            return None
        edits.append(Edit(attribute.name_span, right + rest))
    return Fix(f"Write {right}…", tuple(edits), Safety.UNSAFE)


def site(version: str, content: str) -> dict[str, str | bytes]:
    """Return the files of a site that loads a version of Bootstrap."""
    address = f"https://cdn.jsdelivr.net/npm/bootstrap@{version}/dist/js/bootstrap.js"
    return {
        "content/page.md": content,
        "layouts/_default/baseof.html": f'<script src="{address}"></script>',
    }


def control(name: str, prefix: str) -> str:
    """Return a control with attributes of this *prefix*, and its panel."""
    return (
        f'<button type="button" {name}="collapse" {prefix}target="#find">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n'
    )


EXAMPLES = (
    Bad(
        files=site("5.3.2", control("«data-toggle»", "data-")),
        message="Bootstrap 5 does not look at data-toggle; write data-bs-toggle",
        fixed=control("data-bs-toggle", "data-bs-"),
    ),
    Bad(
        files=site("4.6.2", control("«data-bs-toggle»", "data-bs-")),
        message="Bootstrap 4 does not look at data-bs-toggle; write data-toggle",
        fixed=control("data-toggle", "data-"),
    ),
    Bad(
        files=site(
            "5.0.1", '<button type="button" «data-dismiss»="modal">×</button>\n'
        ),
        fixed='<button type="button" data-bs-dismiss="modal">×</button>\n',
    ),
    Good(
        files={
            **site("4.6.2", control("data-bs-toggle", "data-bs-")),
            "hugo.toml": "theme = 'docsy'\n[markup.goldmark.renderer]\nunsafe = true\n",
        },
        note="The theme is not on disk, and may load Bootstrap 5.",
    ),
    Good(files=site("5.3.2", control("data-bs-toggle", "data-bs-"))),
    Good(control("data-toggle", "data-"), note="nothing tells which version is in use"),
    Good(
        files=site(
            "5.3.2",
            '<a href="/find/" data-toggle="lightbox">Go</a>\n'
            '<button data-toggle="modal" data-bs-toggle="modal">Go</button>\n',
        ),
        note="another library's name, and an element that has both",
    ),
    Good(
        files={
            **site("5.3.2", control("data-toggle", "data-")),
            "static/js/own.js": "document.querySelectorAll('[data-toggle]')",
        },
        note="the site has a script for it",
    ),
)

RULE = PageRule(
    code="BS017",
    name="data-api-version-mismatch",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
