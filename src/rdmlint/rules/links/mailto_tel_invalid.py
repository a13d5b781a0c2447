"""A `mailto:` or `tel:` link has no address or number that a program can use.

`mailto:` without an address opens an empty message, `mailto:data(at)example.org` one
that cannot be sent. A telephone takes digits, with `+` in front and spaces, hyphens,
dots and brackets between them; letters are for people.

Write the whole address, or the number with its country code: `tel:+46-18-471-0000`.

See: <https://www.rfc-editor.org/rfc/rfc6068>, <https://www.rfc-editor.org/rfc/rfc3966>
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Link,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where no mail or call can come of it."""
    scheme = link.address.scheme
    if scheme not in ("mailto", "tel") or link.is_toggle or not link.is_certain:
        return
    where = unquote(link.address.path).strip()
    if scheme == "tel":
        fault = call_fault(where)
    else:
        fault = mail_fault(where, link.address.query or "")
    if fault is not None:
        yield Violation(link.url_span, fault)


def mail_fault(where: str, query: str) -> str | None:
    """Say what is wrong with the part of a `mailto:` before and behind its `?`."""
    if not where:
        # `?subject=…` alone lets the reader choose, as buttons for sharing do.
        return None if query else "`mailto:` names nobody"
    for mailbox in where.split(","):
        name, at, host = mailbox.strip().rpartition("@")
        if not at:
            return f"`{mailbox.strip()}` is no mail address: it has no `@`"
        if not name or not _HOST.fullmatch(host):
            return f"`{mailbox.strip()}` is no mail address"
        if _UNUSABLE.search(name) and not name.startswith('"'):
            return f"`{mailbox.strip()}` is no mail address"
    return None


def call_fault(number: str) -> str | None:
    """Say what is wrong with a telephone number."""
    number = number.partition(";")[0]
    if not number:
        return "`tel:` names no number"
    if not _NUMBER.fullmatch(number) or not any(map(str.isdecimal, number)):
        return f"`{number}` is no telephone number"
    return None


_HOST: Final = re.compile(
    r"[^\s@.,<>()\[\]]+(?:\.[^\s@.,<>()\[\]]+)*|\[[0-9A-Fa-f:.]+\]"
)
_UNUSABLE: Final = re.compile(r"[\s@<>()\[\]:;\\]")
_NUMBER: Final = re.compile(r"\+?[0-9A-Da-d*#().\- \u00a0\u2010-\u2013/]+")


EXAMPLES = (
    Bad(
        "Ask [the helpdesk](«mailto:data(at)example.org»).",
        message="`data(at)example.org` is no mail address: it has no `@`",
    ),
    Bad(
        '<a href="«mailto:»">Write us</a> [or](«mailto:data@») '
        "[or](«mailto:a@b@c.org»)",
        messages=(
            "`mailto:` names nobody",
            "`data@` is no mail address",
            "`a@b@c.org` is no mail address",
        ),
    ),
    Bad(
        "[Call](«tel:») [us](«tel:helpdesk»)",
        messages=("`tel:` names no number", "`helpdesk` is no telephone number"),
    ),
    Good(
        "[a](mailto:data@example.org) [b](mailto:a@example.org,b@example.org?cc=c@x.se)"
        " [c](mailto:?subject=Look) [d](MAILTO:o'neil+x@sub.example.org) "
        "[e](mailto:data%40example.org) [f](mailto:root@localhost)"
    ),
    Good(
        "[a](tel:+46-18-471-0000) [b](tel:018%20471%2000%2000) [c](tel:112) "
        "[d](tel:+1(201)555-0123;ext=7)"
    ),
)

RULE = PageRule(
    code="LK023",
    name="mailto-tel-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "data", "built"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
