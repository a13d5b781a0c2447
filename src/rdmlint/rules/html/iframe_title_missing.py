"""An embedded page has no title.

Screen readers announce an `<iframe>` by its title, and let their users go into it or
pass it over; without one they read its address, or "frame".

Say in `title` what is shown: `title="Map of the sequencing platforms"`.

See: <https://www.w3.org/WAI/WCAG22/Techniques/html/H64>
"""

from __future__ import annotations

import re

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
    Span,
    Violation,
)

NAMING = ("title", "aria-label", "aria-labelledby")
INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
SMALL = ("0", "1", "0px", "1px")


def check(element: Element, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *element* where it is an `iframe` that nothing names."""
    if element.name != "iframe" or not element.is_certain or is_unseen(element):
        return
    if not any(element.may_have(name) for name in NAMING):
        place = Span(element.span.start, element.name_span.end)
        yield Violation(place, "<iframe> has no title that says what it shows")


def is_unseen(element: Element) -> bool:
    """Tell whether neither eyes nor screen readers come across *element*."""
    if element.attribute("hidden") is not None or element.may_have("hidden"):
        return True
    if (element.value("role") or "").lower() in ("none", "presentation"):
        return True
    if element.value("aria-hidden") == "true":
        return True
    if INVISIBLE.search(element.value("style") or ""):
        return True
    return element.value("width") in SMALL and element.value("height") in SMALL


EXAMPLES = (
    Bad(
        '«<iframe» src="https://maps.example.org/"></iframe>\n',
        message="<iframe> has no title that says what it shows",
    ),
    Bad('<p>«<iframe» title="" src="https://maps.example.org/"></iframe></p>\n'),
    Bad(
        files={
            "layouts/shortcodes/video.html": '«<iframe» src="{{ .Get 0 }}"></iframe>',
        },
    ),
    Good('<iframe title="Map" src="https://maps.example.org/"></iframe>\n'),
    Good(
        '<iframe style="display: none" src="/a"></iframe>\n'
        '<iframe width="0" height="0" src="/a"></iframe>\n'
        '<iframe aria-hidden="true" src="/a"></iframe>\n',
        note="nobody comes across them",
    ),
    Good(
        files={
            "layouts/shortcodes/video.html": '<iframe src="{{ .Get 0 }}" '
            '{{ with .Get "title" }}title="{{ . }}"{{ end }}></iframe>',
        },
        note="whether it has one is for the page to say",
    ),
)

RULE = PageRule(
    code="HT019",
    name="iframe-title-missing",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "template", "built"),
    on=Element,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
