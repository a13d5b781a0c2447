"""A role says what the element is anyway.

`<button role="button">` is announced as `<button>` is. The role does no harm; it shows
that the element was another one once, and misleads the next author.

Leave the role out. Lists are not looked at: some browsers forget that a list without
bullets is one, and `role="list"` reminds them. A button that has an `href` is left to
`button-with-href`, whose fix takes the role along.

See: <https://www.w3.org/TR/html-aria/#docconformance>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    aria,
    without,
)


class Options(RuleOptions, frozen=True):
    """Settings of `role-redundant`."""


def check(element: Element, ctx: Context[Options]) -> Iterator[Violation]:
    """Report the role of *element* where the element has it by itself."""
    role = element.attribute("role")
    if role is None or role.is_computed or role.value is None:
        return
    if element.name == "button" and element.attribute("href") is not None:
        return  # `button-with-href` speaks
    if role.value.strip().lower() == aria.implicit_role(element):
        yield Violation(
            role.span,
            f"The role `{role.value.strip()}` says what <{element.name}> is anyway; "
            "leave it out",
            fix=Fix("Take the role away", (without(element, role),)),
        )


EXAMPLES = (
    Bad(
        '<button type="button" «role="button"»>Go</button>\n',
        message="The role `button` says what <button> is anyway; leave it out",
        fixed='<button type="button">Go</button>\n',
    ),
    Bad(
        '<nav\n  «role=navigation» aria-label="Contents">…</nav>\n',
        fixed='<nav aria-label="Contents">…</nav>\n',
    ),
    Good('<a href="#x" role="button">Go</a> <ul role="list">…</ul>\n'),
    Good(
        '<button type="button" href="#x" data-bs-toggle="collapse" role="button">'
        "Go</button>\n",
        note="button-with-href speaks",
    ),
    Good('<a role="link">Next</a>\n', note="without an address it is no link"),
    Good('<img src="x.png" alt="" role="img">\n'),
)

RULE = PageRule(
    code="AR006",
    name="role-redundant",
    since=NEXT,
    severity=Severity.INFO,
    fixes=Fixes.ALWAYS,
    over=("content", "template", "built"),
    on=Element,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
