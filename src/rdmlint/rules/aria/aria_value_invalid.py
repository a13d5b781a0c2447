"""An ARIA attribute has a value that means nothing there.

`aria-hidden="yes"` hides nothing, `aria-current="1"` tells nothing: browsers take such
a value as if the attribute were not there.

Write one of the values that the attribute knows; the message names them. Letter case is
not looked at, nor are empty values and ids, which have rules of their own.

See: <https://www.w3.org/TR/wai-aria-1.2/#propcharacteristic_value>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    aria,
    listed,
)

INTEGER = re.compile(r"[+-]?\d{1,18}")
NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][+-]?\d{1,3})?")


class Options(RuleOptions, frozen=True):
    """Settings of `aria-value-invalid`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each value on *page* that its attribute does not know."""
    told = {
        toggle.element.index
        for toggle in page.toggles
        if toggle.kind == "collapse" and ctx.site.is_shown(page, toggle) is not None
    }
    for element in page.elements:
        for attribute in element.attributes:
            if not attribute.name.startswith("aria-") or attribute.is_computed:
                continue
            if attribute.name == "aria-expanded" and element.index in told:
                # What it must be is known, and said by another rule.
                continue
            wanted = fault(attribute)
            if wanted is not None:
                yield Violation(
                    attribute.value_span or attribute.span,
                    f"{attribute.name} is `{attribute.value}`; it takes {wanted}",
                )


def fault(attribute: Attribute) -> str | None:
    """Return what *attribute* takes instead of its value; None: that is right."""
    name, value = attribute.name, (attribute.value or "").strip().lower()
    if not value:
        return None
    if name in aria.WORDS:
        words = aria.WORDS[name]
        return None if value in words else listed(words, "or")
    if name in aria.WORD_LISTS:
        words = aria.WORD_LISTS[name]
        return None if set(value.split()) <= set(words) else listed(words, "or")
    if name in aria.INTEGERS:
        least = aria.INTEGERS[name]
        is_right = INTEGER.fullmatch(value) and int(value) >= least
        return None if is_right else f"a whole number from {least} on"
    if name in aria.NUMBERS:
        return None if NUMBER.fullmatch(value) else "a number"
    return None


EXAMPLES = (
    Bad(
        '<div aria-hidden="«yes»">…</div>\n',
        message="aria-hidden is `yes`; it takes `true`, `false` or `undefined`",
    ),
    Bad('<a href="/" aria-current="«1»">Home</a>\n'),
    Bad(
        '<div role="heading" aria-level="«second»">…</div>\n',
        message="aria-level is `second`; it takes a whole number from 1 on",
    ),
    Bad('<div role="meter" aria-label="Use" aria-valuenow="«half»">…</div>\n'),
    Bad('<div aria-live="polite" aria-relevant="«texts»">…</div>\n'),
    Good(
        '<div aria-hidden="True" aria-live="" aria-relevant="additions text">…</div>\n'
    ),
    Good('<div role="meter" aria-valuenow="0.5" aria-setsize="-1">…</div>\n'),
    Good('<div aria-hidden="{{< ref "/" >}}" aria-label="yes">…</div>\n'),
    Good(
        '<button type="button" data-bs-toggle="collapse" data-bs-target="#x" '
        'aria-expanded="no">Go</button>\n<p class="collapse" id="x">…</p>\n',
        note="`aria-expanded-mismatch` knows which it must be",
    ),
)

RULE = PageRule(
    code="AR004",
    name="aria-value-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
