"""An attribute means nothing on the element that it stands on.

`<span href="/x/">` is no link, `<p name="x">` no place to link to, `<div width="50%">`
as wide as ever: browsers know these attributes on other elements only, and ignore them
here.

Write the element that was meant, `<a href="/x/">`, another attribute, `id="x"`, or a
class. The type of a link is that of the file it leads to, `application/pdf`; of
`button` it makes nothing.

Attributes that no table of the HTML standard knows are left alone: scripts may read
them.

See: <https://html.spec.whatwg.org/multipage/indices.html#attributes-3>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    html_model,
)

RDFA = frozenset({"about", "property", "resource", "typeof", "vocab"})

TOLD_ELSEWHERE = frozenset({("button", "href")})
"""What rules about components report."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the attributes of *page* that mean nothing where they are."""
    for element in page.elements:
        if element.name not in html_model.KNOWN or not element.is_certain:
            continue
        # What a framework works on may have any attribute, and so may what RDFa marks.
        if any(
            one.name in RDFA or not one.name.replace("-", "").isalnum()
            for one in element.attributes
        ):
            continue
        parent = None if element.parent is None else page.elements[element.parent]
        for attribute in element.attributes:
            message = meaningless(element, parent, attribute.name)
            if message and not is_read_by_scripts(attribute.name, ctx):
                yield Violation(attribute.name_span, message)


def is_read_by_scripts(name: str, ctx: Context[RuleOptions]) -> bool:
    """Tell whether a script of the site may ask for attribute *name*."""
    return any(
        ctx.site.scripts_mention(f"{call}({quote}{name}{quote}")
        for call in ("getAttribute", "attr")
        for quote in "'\""
    )


def meaningless(element: Element, parent: Element | None, name: str) -> str:
    """Say why attribute *name* of *element*, in *parent*, means nothing; "": it may."""
    tag = element.name
    wanted = html_model.ATTRIBUTES.get(name)
    if wanted is None or (tag, name) in TOLD_ELSEWHERE:
        return ""
    if name == "type" and tag == "a":
        attribute = element.attribute(name)
        value = attribute.value if attribute and not attribute.is_computed else None
        if value and "/" not in value:
            return f"The type `{value}` means nothing on a link"
        return ""
    if tag == "li" and name == "value" and parent is not None and parent.name == "ul":
        return "value means nothing on <li> in <ul>, which counts nothing"
    if tag in wanted:
        return ""
    return f"{name} means nothing on <{tag}>"


EXAMPLES = (
    Bad(
        '<span «href»="/x/">More</span>\n',
        message="href means nothing on <span>",
    ),
    Bad('<p «name»="aims">Aims</p>\n'),
    Bad(
        '<a href="/x/" «type»="button">More</a>\n',
        message="The type `button` means nothing on a link",
    ),
    Bad(
        '<ul><li «value»="3">Three</li></ul>\n',
        message="value means nothing on <li> in <ul>, which counts nothing",
    ),
    Bad('<a href="/x/"><div «alt»="A map">x</div></a>\n'),
    Good('<a href="/x.pdf" type="application/pdf" name="x">More</a>\n'),
    Good('<ol><li value="3">Three</li></ol>\n'),
    Good('<div aria-label="x" data-href="/x/" my-name="x" tabindex="0">x</div>\n'),
    Good('<div v-on:click="x" name="x">x</div> <my-card href="/x/">x</my-card>\n'),
    Good('<td width="5" align="left"></td><svg><g href="#x" width="3"></g></svg>\n'),
    Good('<button type="button" href="#x">More</button>\n', note="told elsewhere"),
)

RULE = PageRule(
    code="HT005",
    name="attribute-meaningless",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
