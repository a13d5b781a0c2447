"""A tag has an attribute twice.

Browsers take the first and drop the others without a word: a second `class` brings no
class, a second `href` leads nowhere.

Keep one, with what both were to say: `class="btn btn-primary"`. `--fix` takes a second
one away where it says the same.

See: <https://html.spec.whatwg.org/multipage/syntax.html#attributes-2>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Edit,
    Element,
    Fix,
    Fixes,
    Good,
    Iterator,
    PageRule,
    Related,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Violation,
)


def check(element: Element, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the attributes of *element* that an earlier one of the name overrules."""
    first: dict[str, Attribute] = {}
    behind = element.name_span.end
    for attribute in element.attributes:
        name, gap = attribute.name, Span(behind, attribute.span.end)
        behind = attribute.span.end
        before = first.setdefault(name, attribute)
        # Quotes too many and branches of templates make names that are none.
        if before is attribute or not name[0].isalpha():
            continue
        if attribute.is_computed or before.is_computed:
            continue
        fix = None
        if attribute.value == before.value:
            fix = Fix(f"Remove the second {name}", (Edit(gap, ""),), Safety.SAFE)
        yield Violation(
            attribute.name_span,
            f"<{element.name}> has {name} already; browsers drop this one",
            fix,
            related=(Related(before.span, "the first"),),
        )


EXAMPLES = (
    Bad(
        '<a class="btn" href="/a/" «class»="wide">A</a>\n',
        message="<a> has class already; browsers drop this one",
    ),
    Bad(
        '<p><img src="/a.png" alt="A" «alt»="A"></p>\n',
        fixed='<p><img src="/a.png" alt="A"></p>\n',
    ),
    Good('<a class="btn wide" data-class="x" href="/a/">A</a>\n'),
    Good('`<a class="btn" class="wide">`\n'),
    Good(
        files={
            "layouts/partials/a.html": '<a {{ if .Wide }}class="wide"{{ else }}'
            'class="btn"{{ end }} href="/">A</a>',
        },
        note="one of the two branches is taken",
    ),
)

RULE = PageRule(
    code="HT004",
    name="attribute-duplicate",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template"),
    on=Element,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
