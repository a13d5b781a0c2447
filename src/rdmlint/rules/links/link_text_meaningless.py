"""The text of a link says nothing about where it leads.

Screen readers offer a list of a page's links, and eyes that skim a page jump from link
to link: both see "here", "here", "this link". A link without any text is worse still:
its address is read out, if anything. That is a warning, the others are worth knowing.

Write what the reader finds there: `[the guide to storage](/storage/)`.

See: <https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Element,
    Good,
    Iterator,
    Origin,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    has_within,
)

WORDS = (
    *("click here", "click me", "click this link", "go here", "here", "link", "more"),
    *("read here", "see here", "this", "this link", "this page", "this site"),
    *("this website", "här", "klicka här", "länk", "länken", "denna länk", "läs här"),
    *("den här länken", "mer", "se här"),
)
"""Texts that could stand for any link, in English and Swedish, lower-case."""
NAMING = ("aria-label", "aria-labelledby", "aria-describedby", "title")


class Options(RuleOptions, frozen=True):
    """Settings of `link-text-meaningless`."""

    words: tuple[str, ...] = ()
    """Further texts that say nothing, such as `website`; letter case does not count."""

    allow: tuple[str, ...] = ()
    """Texts of the built-in list that may stay."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each link of *page* that its text does not name."""
    if not page.links:
        return
    told = {word.casefold() for word in (*WORDS, *ctx.options.words)}
    told -= {word.casefold() for word in ctx.options.allow}
    elements = {element.span: element for element in page.elements}
    for link in page.links:
        if link.element != "a" or link.is_toggle or not link.is_certain:
            continue
        element = elements.get(link.span)
        if link.url in ("", "#") or (element is not None and element.may_have("role")):
            # It leads nowhere: it acts as a button, or has a rule of its own.
            continue
        if says_nothing(link.text, told):
            if not is_named(element) and not link.title:
                yield Violation(
                    link.span,
                    f"Link text `{link.text}` does not say where it leads",
                    severity=Severity.INFO,
                )
        elif (
            not link.text
            and link.origin in (Origin.MARKDOWN, Origin.REFERENCE)
            and not has_within(link.span, page.images, page.shortcodes, page.elements)
        ):
            yield Violation(link.span, "Link has no text")


def says_nothing(text: str, told: set[str]) -> bool:
    """Tell whether *text* is one of those in *told*.

    `Link` with a capital may name a thing, or be an order.
    """
    bare = " ".join(text.split()).strip(" .:;,!→»›>…")
    return bare.casefold() in told and bare not in ("Link", "LINK")


def is_named(element: Element | None) -> bool:
    """Tell whether something else names the link *element*."""
    return element is not None and any(element.may_have(name) for name in NAMING)


EXAMPLES = (
    Bad(
        "For storage, «[click here](/storage/)».",
        message="Link text `click here` does not say where it leads",
        severity=Severity.INFO,
    ),
    Bad(
        'Storage: «<a href="/storage/">»<b>Here</b>.</a>\n',
        severity=Severity.INFO,
    ),
    Bad("Lagring: «[här](/storage/)».", severity=Severity.INFO),
    Bad("The archive («[link](/storage/)»)", severity=Severity.INFO),
    Bad("«[](/storage/)» is empty.", message="Link has no text"),
    Bad(
        "«[Website](https://storage.se/)»",
        options={"words": ["website"]},
        severity=Severity.INFO,
    ),
    Good(
        "[The guide to storage](/storage/), [here](/a/).", options={"allow": ["Here"]}
    ),
    Good("[![Storage](x.png)](/storage/) [{{< icon >}}](/storage/)"),
    Good('<a href="/storage/" aria-label="More on storage">More</a>\n'),
    Good(
        '<a href="#" class="nav-link">More</a> <a role="button" href="/x/">More</a>\n'
    ),
    Good("[Here be dragons](/maps/)"),
    Good("1. [Link](#link-clusters) the clusters. 2. A [`Link`](/links/) joins spans."),
)

RULE = PageRule(
    code="LK015",
    name="link-text-meaningless",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
