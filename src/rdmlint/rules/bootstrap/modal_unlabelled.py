"""A dialog or side panel has no name, or that of another.

When it opens, a screen reader announces it by what `aria-labelledby` or `aria-label`
says. Where the id is not on the page, or names the title of another dialog, readers
hear nothing, or the wrong thing. Most often a dialog was copied, and the id of its
title or the reference to it forgotten.

Write `aria-labelledby` with the id of the title inside. A dialog that nothing on the
page opens may go without a name.

See: <https://getbootstrap.com/docs/5.3/components/modal/#accessibility>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Component,
    Context,
    Edit,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Span,
    Violation,
    inside,
)

NOUNS = {"modal": "dialog", "offcanvas": "side panel"}
TITLES = {"modal": "modal-title", "offcanvas": "offcanvas-title"}


OMITTED = frozenset({"", "…", "..."})
"""What stands in a dialog whose content, with the title, comes from elsewhere."""

MOST = 100
"""No page has more dialogs than this that anybody wrote."""


class Options(RuleOptions, frozen=True):
    """Settings of `modal-unlabelled`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each dialog of *page* that is not named by what it holds."""
    dialogs = [
        component
        for component in page.components
        if component.kind in NOUNS and component.element.is_certain
    ]
    if not dialogs or len(dialogs) > MOST:
        return
    opened = {
        index
        for toggle in page.toggles
        if toggle.kind in NOUNS
        for index in toggle.targets or ()
    }
    for dialog in dialogs:
        element = dialog.element
        if element.may_have("aria-label"):
            continue
        named = element.attribute("aria-labelledby")
        if named is not None and not named.is_computed and named.value:
            yield from misnamed(dialog, named, dialogs, ctx)
        elif not element.may_have("aria-labelledby") and element.index in opened:
            title = title_of(dialog, page)
            written = f'aria-labelledby="{title}"'
            end = element.attributes[-1].span.end
            edit = Edit(Span(end, end), f" {written}")
            yield Violation(
                element.name_span,
                f"This {NOUNS[dialog.kind]} has no name; write aria-labelledby",
                fix=Fix(f"Write {written}", (edit,)) if title and not named else None,
            )


def misnamed(
    dialog: Component,
    named: Attribute,
    dialogs: list[Component],
    ctx: Context[Options],
) -> Iterator[Violation]:
    """Yield what is wrong with the ids that *dialog* is named by."""
    place = named.value_span or named.span
    title = title_of(dialog, ctx.page)
    fix = Fix(f"Write `{title}`", (Edit(place, title),)) if title else None
    if dialog.element.text in OMITTED:
        return
    for name in (named.value or "").split():
        if ctx.site.has_id(ctx.page, name) is Known.NO:
            yield Violation(
                place,
                f"No element on this page has the id `{name}` that is to name this "
                f"{NOUNS[dialog.kind]}",
                fix=fix,
            )
            return
        owner = owner_of(name, dialogs, ctx.page)
        if owner is not None and owner is not dialog and title:
            yield Violation(
                place,
                f"`{name}` is in another {NOUNS[owner.kind]}; this one's title is "
                f"`{title}`",
                fix=fix,
                related=(Related(owner.element.span, "the other one"),),
            )
            return


def title_of(dialog: Component, page: Page) -> str | None:
    """Return the id of the one title in *dialog*; None: none, several, or no id."""
    titles = [
        element.value("id")
        for element in inside(dialog.element, page)
        if element.has_class(TITLES[dialog.kind])
    ]
    is_plain = len(titles) == 1 and titles[0] and not set(titles[0]) & set("\"'<>& ")
    return titles[0] if is_plain else None


def owner_of(name: str, dialogs: list[Component], page: Page) -> Component | None:
    """Return the dialog that holds the first element with the id *name*."""
    for element in page.elements:
        if element.value("id") == name:
            return next((d for d in dialogs if holds(d.element, element)), None)
    return None


def holds(outer: Element, inner: Element) -> bool:
    """Tell whether *inner* stands in *outer*."""
    return (
        outer.end is not None and outer.span.start < inner.span.start < outer.end.start
    )


def dialog(name: str, attributes: str, title: str) -> str:
    """Return a control and its dialog, with these attributes and title."""
    return (
        f'<button type="button" data-bs-toggle="modal" data-bs-target="#{name}">Ask'
        f'</button>\n<div class="modal" id="{name}" tabindex="-1"{attributes}>\n'
        f'<h5 class="modal-title" id="{title}">Ask us</h5>\n</div>\n'
    )


EXAMPLES = (
    Bad(
        dialog("ask", ' aria-labelledby="«asktitle»"', "ask-title"),
        message="No element on this page has the id `asktitle` that is to name this "
        "dialog",
        fixed=dialog("ask", ' aria-labelledby="ask-title"', "ask-title"),
    ),
    Bad(
        dialog("ask", ' aria-labelledby="ask-title"', "ask-title")
        + dialog("tell", ' aria-labelledby="«ask-title»"', "tell-title"),
        message="`ask-title` is in another dialog; this one's title is `tell-title`",
        fixed=dialog("ask", ' aria-labelledby="ask-title"', "ask-title")
        + dialog("tell", ' aria-labelledby="tell-title"', "tell-title"),
    ),
    Bad(
        dialog("ask", "", "ask-title").replace("<div", "<«div»"),
        message="This dialog has no name; write aria-labelledby",
        fixed=dialog("ask", ' aria-labelledby="ask-title"', "ask-title"),
    ),
    Bad(
        '<a data-bs-toggle="offcanvas" href="#side" role="button">Menu</a>\n'
        '<«div» class="offcanvas" id="side" tabindex="-1">…</div>\n',
        message="This side panel has no name; write aria-labelledby",
    ),
    Good(dialog("ask", ' aria-labelledby="ask-title"', "ask-title")),
    Good(dialog("ask", ' aria-label="Ask us"', "ask-title")),
    Good('<div class="modal" tabindex="-1">…</div>\n', note="nothing opens it"),
    Good(
        '<div class="modal" tabindex="-1" aria-labelledby="title"></div>\n',
        note="a script fills it",
    ),
    Good(
        '## Ask us\n\n<div class="modal" aria-labelledby="ask-us">…</div>\n',
        note="a heading outside can name it too",
    ),
)

RULE = PageRule(
    code="BS023",
    name="modal-unlabelled",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
