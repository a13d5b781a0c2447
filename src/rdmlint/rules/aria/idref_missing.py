"""An attribute refers to an element that is not on the page.

`aria-labelledby`, `aria-describedby`, `for` and their like name the id of another
element. Where there is none, the label is not read, the description is lost, a click on
the label does nothing, and no browser says so.

Write the id of the element that was meant, or take the reference away. Each of several
ids counts. Ids in layouts and in the templates of shortcodes count as present; where
one of them may make the id, nothing is said. A missing label or description is a
warning, all else an error. What Bootstrap controls name has its own rules.

See: <https://www.w3.org/TR/wai-aria-1.2/#valuetype_idref>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Good,
    Iterator,
    Known,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Violation,
    inert,
)

REFERENCES = frozenset(
    {
        "aria-actions",
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-errormessage",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
        "for",
        "headers",
        "list",
    }
)
MILD = frozenset({"aria-labelledby", "aria-describedby"})
"""What is then read is only less than it could be."""

SINGLE = frozenset({"aria-activedescendant", "for", "list"})
"""What names one id, white space and all."""

ELEMENTS = {
    "for": frozenset({"label", "output"}),
    "headers": frozenset({"td", "th"}),
    "list": frozenset({"input"}),
}
"""Where attributes whose names do not begin with `aria-` are references."""

WITH_TARGET = ("collapse", "modal", "offcanvas", "tab", "pill", "list")


class Options(RuleOptions, frozen=True):
    """Settings of `idref-missing`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each id that *page* refers to and does not have."""
    controls = {
        toggle.element.index
        for toggle in page.toggles
        if toggle.kind in WITH_TARGET and ctx.site.is_read(toggle)
    }
    hidden = inert(page)
    dialogs = {
        component.element.index
        for component in page.components
        if component.kind in ("modal", "offcanvas")
    }
    for element in page.elements:
        if not element.is_certain:
            continue
        for attribute in element.attributes:
            if attribute.name not in REFERENCES or attribute.is_computed:
                continue
            if element.name not in ELEMENTS.get(attribute.name, {element.name}):
                continue
            if attribute.name == "aria-controls" and element.index in controls:
                continue
            if attribute.name == "aria-labelledby" and element.index in dialogs:
                continue
            if any(reach.contains(element.span) for reach in hidden):
                continue
            yield from missing(attribute, ctx)


def missing(attribute: Attribute, ctx: Context[Options]) -> Iterator[Violation]:
    """Yield what is said of each id in *attribute* that is not on the page."""
    for name, span in names(attribute):
        if ctx.site.has_id(ctx.page, name) is not Known.NO:
            continue
        near = ctx.site.nearest(name.lstrip("#"), ctx.site.ids(ctx.page))
        advice = f"; the nearest is `{near}`" if near else ""
        yield Violation(
            span,
            f"No element on this page has the id `{name}` that "
            f"`{attribute.name}` names{advice}",
            severity=Severity.WARNING if attribute.name in MILD else None,
        )


def names(attribute: Attribute) -> Iterator[tuple[str, Span]]:
    """Yield the ids that *attribute* holds, each with its place."""
    value, whole = attribute.value, attribute.value_span
    if value is None or whole is None:
        return
    # With character references in it, places inside cannot be told.
    is_plain = len(value.encode()) == whole.end - whole.start
    if attribute.name in SINGLE:
        if value.strip():
            yield value, whole
        return
    at = 0
    for name in value.split():
        at = value.index(name, at)
        start = whole.start + len(value[:at].encode())
        at += len(name)
        yield name, Span(start, start + len(name.encode())) if is_plain else whole


EXAMPLES = (
    Bad(
        '<label for="«emial»">E-mail</label> <input id="email">\n',
        message="No element on this page has the id `emial` that `for` names; "
        "the nearest is `email`",
    ),
    Bad(
        '<b id="aims">Aims</b> <ul aria-labelledby="aims «more»">…</ul>\n',
        severity=Severity.WARNING,
        note="both ids must be there",
    ),
    Bad('<p aria-describedby="«note»">…</p>\n', severity=Severity.WARNING),
    Bad('<ul aria-owns="«list»">…</ul>\n'),
    Bad(
        files={
            "content/_index.md": "---\ntitle: Home\n---\n",
            "layouts/index.html": '<label for="«Search»">Search</label> '
            '<input id="search-{{ .Kind }}">\n',
        },
        note="in a layout as well",
    ),
    Bad(
        '<button aria-controls="«#menu»" onclick="toggle()">Menu</button>\n'
        '<nav id="menu">…</nav>\n',
        message="No element on this page has the id `#menu` that "
        "`aria-controls` names; "
        "the nearest is `menu`",
    ),
    Bad(
        files={
            "content/page.md": '<button data-toggle="collapse" data-target="#x" '
            'aria-controls="«#x»">Go</button>\n<div class="collapse" id="x">…</div>\n',
            "layouts/_default/baseof.html": '<script src="https://cdn.jsdelivr.net/npm/'
            'bootstrap@5.2.3/dist/js/bootstrap.min.js"></script>',
        },
        note="Bootstrap 5 does not look at this control of Bootstrap 4",
    ),
    Bad('<input list="«towns»">\n\n<!-- <datalist id="towns"> -->\n'),
    Bad('<table><tr><td headers="«year»">…</td></tr></table>\n'),
    Good('<label for="email">E-mail</label> <input id="email">\n'),
    Good('## Aims\n\n<section aria-labelledby="aims">…</section>\n'),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target="#x" aria-controls="y">'
        "Go</button>\n",
        note="`toggle-target-missing` and `aria-controls-mismatch` speak of these",
    ),
    Good(
        files={
            "content/page.md": '<p aria-describedby="foot">…</p>\n',
            "layouts/_default/baseof.html": '<footer id="foot"></footer>',
        },
    ),
    Good(
        files={
            "content/page.md": '<p aria-labelledby="box-1">…</p>\n\n{{< box 1 >}}\n',
            "layouts/_shortcodes/box.html": '<div id="box-{{ .Get 0 }}"></div>',
        },
    ),
    Good('<label for="all of it">All</label> <input id="all of it">\n'),
    Good(
        '<div class="modal" aria-labelledby="gone">…</div>\n',
        note="`modal-unlabelled` speaks of the names of dialogs",
    ),
    Good('<p for="x" list="y">…</p>\n', note="there these are no references"),
    Good('<label for="">…</label> <label for="x-{{< ref "/" >}}">…</label>\n'),
)

RULE = PageRule(
    code="AR002",
    name="idref-missing",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
