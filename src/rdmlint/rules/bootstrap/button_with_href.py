"""A button has an `href`, which HTML knows on links only.

Bootstrap reads `href` from any element, so a control written like this works, but the
page is not valid HTML, and the habit comes from links: the `role="button"` that goes
with it says what a button says anyway. On a button that is no control of Bootstrap
`href` does nothing at all, so a click leads nowhere.

Write `data-bs-target` for `href` on a control and leave the role out; the fix changes
just that. Where the reader should go to another page, write a link: `<a href="…">`.

See: <https://html.spec.whatwg.org/multipage/form-elements.html#the-button-element>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Toggle,
    Violation,
    without,
)

WITH_TARGET = ("collapse", "modal", "offcanvas", "tab", "pill", "list")


class Options(RuleOptions, frozen=True):
    """Settings of `button-with-href`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report every button of *page* that has an `href`."""
    toggles = {toggle.element.index: toggle for toggle in page.toggles}
    for element in page.elements:
        href = element.attribute("href") if element.name == "button" else None
        if href is None:
            continue
        toggle = toggles.get(element.index)
        if toggle is None or toggle.kind not in WITH_TARGET:
            yield Violation(
                href.span, "A button does not follow its href; write a link, <a>"
            )
        elif toggle.target is not href:
            yield Violation(
                href.span,
                "Bootstrap does not look at this href; take it away",
                fix=Fix("Take href away", (without(element, href),)),
            )
        elif toggle.selector is not None or href.is_computed:
            yield on_control(toggle, href)


def on_control(toggle: Toggle, href: Attribute) -> Violation:
    """Return what is said of a control whose `href` names its panel."""
    wanted = "data-bs-target" if toggle.major == 5 else "data-target"
    message = f"HTML knows no href on buttons; write {wanted}"
    selector = toggle.selector
    element = toggle.element
    if selector is None or href.value_span is None:
        return Violation(href.span, message)
    edits = [Edit(href.name_span, wanted)]
    if selector != href.value:
        edits.append(Edit(href.value_span, selector))
    old = element.attribute(wanted)
    if old is not None:
        # Empty, else Bootstrap would not have looked at `href`.
        edits.append(without(element, old))
    role = element.attribute("role")
    is_told_twice = role is not None and (role.value or "").strip().lower() == "button"
    if role is not None and is_told_twice:
        edits.append(without(element, role))
    title = f"Write {wanted}" + (" and drop the role" if is_told_twice else "")
    return Violation(
        href.span, message, fix=Fix(title, tuple(sorted(edits, key=place)))
    )


def place(edit: Edit) -> Span:
    """Return where *edit* is made."""
    return edit.span


PANEL = '<div class="collapse" id="find">…</div>\n'

EXAMPLES = (
    Bad(
        '<button class="btn" data-bs-toggle="collapse" «href="#find"» role="button" '
        f'aria-expanded="false" aria-controls="find">Go</button>\n{PANEL}',
        message="HTML knows no href on buttons; write data-bs-target",
        fixed='<button class="btn" data-bs-toggle="collapse" data-bs-target="#find" '
        f'aria-expanded="false" aria-controls="find">Go</button>\n{PANEL}',
    ),
    Bad(
        "<button role=button\n  «href='#find'» data-bs-toggle=collapse>Go</button>\n"
        f"{PANEL}",
        fixed="<button\n  data-bs-target='#find' data-bs-toggle=collapse>Go</button>\n"
        f"{PANEL}",
    ),
    Bad(
        f'<button data-toggle="modal" «href="#find"»>Go</button>\n{PANEL}',
        message="HTML knows no href on buttons; write data-target",
        fixed=f'<button data-toggle="modal" data-target="#find">Go</button>\n{PANEL}',
    ),
    Bad(
        f'<button data-bs-toggle="collapse" «href="/page/#find"»>Go</button>\n{PANEL}',
        fixed=f'<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n'
        f"{PANEL}",
        note="Bootstrap looks for what follows the `#`",
    ),
    Bad(
        '<button data-bs-toggle="collapse" data-bs-target="#find" «href="#find"»>'
        f"Go</button>\n{PANEL}",
        message="Bootstrap does not look at this href; take it away",
        fixed='<button data-bs-toggle="collapse" data-bs-target="#find">'
        f"Go</button>\n{PANEL}",
    ),
    Bad(
        '<button «href="/find/"»>Go</button>\n',
        message="A button does not follow its href; write a link, <a>",
    ),
    Bad('<button data-bs-toggle="tooltip" «href="/find/"»>Go</button>\n'),
    Good(
        f'<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n{PANEL}'
    ),
    Good(f'<a data-bs-toggle="collapse" href="#find" role="button">Go</a>\n{PANEL}'),
    Good("`<button href>` is no HTML.\n\n<!-- <button href='#x'> -->\n"),
)

RULE = PageRule(
    code="BS010",
    name="button-with-href",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
