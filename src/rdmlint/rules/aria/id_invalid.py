"""An id that nothing can name.

An id is one word. With a space in it, or with nothing in it, no label, no `aria-`
attribute and no Bootstrap component can name the element, for these take the space for
the gap between two ids.

Write one word, such as `languages-under-test`.

See: <https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(element: Element, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the id of *element*, of a link its name too, where it is no one word."""
    for attribute in element.attributes:
        if attribute.name != "id" and (attribute.name, element.name) != ("name", "a"):
            continue
        if attribute.value is None or attribute.value_span is None:
            continue
        if attribute.is_computed or not element.is_certain:
            continue
        words = attribute.value.split()
        if not words:
            yield Violation(attribute.span, f"The {attribute.name} is empty")
        elif len(words) > 1 or words[0] != attribute.value:
            right = "-".join(words)
            yield Violation(
                attribute.value_span,
                f"The {attribute.name} holds a space; write {right}",
            )


EXAMPLES = (
    Bad(
        '<a name="«Languages under test»"></a>\n',
        message="The name holds a space; write Languages-under-test",
    ),
    Bad('<div id="«my panel»">Text</div>\n'),
    Bad("<div «id=''»>Text</div>\n", message="The id is empty"),
    Bad(files={"layouts/partials/a.html": '<div id="«top »">x</div>'}),
    Good('<div id="my-panel">Text</div> <input name="a b" id="x">\n'),
    Good(files={"layouts/partials/a.html": '<div id="{{ .a }} b"></div>'}),
    Good('`<div id="a b">`\n'),
)

RULE = PageRule(
    code="AR010",
    name="id-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template"),
    on=Element,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
