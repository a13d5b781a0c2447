"""A link carries a password, runs a script, or leads to a private machine.

Credentials in an address (`https://name:secret@host/`) are published to everyone. A
link to `localhost` or `192.168.1.5` works only for the author: it was copied from a
preview. `javascript:` addresses are blocked by the security policies of many sites
and do nothing when opened in a new tab.

Take the credentials out and change them, write the published address, or use a
button with a script. Instructions that name a local address in their visible text
(`[http://localhost:1313/](http://localhost:1313/)`) are left alone.

See: <https://developer.mozilla.org/docs/Web/URI/Reference/Authority>
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.rule import (
    NEXT,
    Address,
    AddressKind,
    Bad,
    Context,
    Good,
    Iterator,
    Link,
    Origin,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)

PRIVATE: Final = re.compile(
    r"localhost|.*\.localhost|0\.0\.0\.0|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+"
    r"|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+"
    r"|\[::1?\]|\[f[cd][0-9a-f]{2}:.*\]|\[fe80:.*\]"
)
"""Hosts that are another machine for every reader, or none."""

HARMLESS: Final = re.compile(r"\s*(?:void\s*\(?\s*0?\s*\)?)?\s*;?\s*")
"""What follows `javascript:` where a script elsewhere does the work."""


def check(link: Link, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *link* where its address should not be published."""
    address = link.address
    if link.is_toggle:
        return
    if address.scheme == "javascript":
        if not HARMLESS.fullmatch(address.raw.strip()[len("javascript:") :]):
            yield Violation(link.url_span, "Address is a script, not a place")
        return
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK):
        return
    if address.userinfo:
        what = "a password" if ":" in address.userinfo else "a user name"
        yield Violation(link.url_span, f"Address holds {what} for {address.host}")
        return
    if PRIVATE.fullmatch(address.host or "") and not _is_instruction(link, address):
        host = address.host or ""
        yield Violation(
            link.url_span, f"Address leads to {host}, which only its author can reach"
        )


def _is_instruction(link: Link, address: Address) -> bool:
    """Tell whether the reader sees that the address is one of their own machine."""
    if link.origin in (Origin.AUTOLINK, Origin.LINKIFY):
        return True
    text = link.text.lower()
    return (address.host or "") in text or any(
        word in text for word in ("localhost", "local", "127.0.0.1")
    )


EXAMPLES = (
    Bad(
        "Get [the data](«https://anna:secret@data.example.org/x.csv»).",
        message="Address holds a password for data.example.org",
    ),
    Bad(
        "Read [the guide](«http://localhost:1313/guide/»).",
        message="Address leads to localhost, which only its author can reach",
    ),
    Bad('<a href="«http://192.168.1.5/wiki»">Wiki</a>'),
    Bad(
        '<a href="«javascript:openForm()»">Form</a>',
        message="Address is a script, not a place",
    ),
    Good(
        "Open [http://localhost:1313/](http://localhost:1313/) or "
        "<http://localhost:1313/>, or go to [your local site](http://127.0.0.1:8080)."
    ),
    Good('<a href="javascript:void(0)">x</a> <a href="javascript:;">y</a>'),
    Good("[handle](https://example.org/@anna) [mail](mailto:anna@example.org)"),
    Good("`https://anna:secret@example.org`"),
)

RULE = PageRule(
    code="EX011",
    name="url-unsafe",
    since=NEXT,
    severity=Severity.ERROR,
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
