"""A link carries a password, runs a script, or leads to a private machine.

Credentials in an address (`https://name:secret@host/`) are published to everyone. A
link to a page of this site on `localhost` or `192.168.1.5` was copied from a preview
and works only for its author. `javascript:` addresses are blocked by the security
policies of many sites and do nothing when opened in a new tab.

Take the credentials out and change them, write the published address, or use a
button with a script. Instructions that send readers to a program on their own machine
are left alone.

See: <https://developer.mozilla.org/docs/Web/URI/Reference/Authority>
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.rule import (
    NEXT,
    AddressKind,
    Bad,
    Context,
    Good,
    Iterator,
    Known,
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
    if link.is_toggle or not link.is_certain:
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
    host = address.host or ""
    if PRIVATE.fullmatch(host) and _is_of_a_preview(link, ctx):
        yield Violation(
            link.url_span, f"Address leads to {host}, which only its author can reach"
        )


def _is_of_a_preview(link: Link, ctx: Context[RuleOptions]) -> bool:
    """Tell whether *link* was copied from a preview of this site.

    Instructions send readers to programs on their own machine. So this asks for a
    page of this very site, or the port of Hugo's server, and for a text that does
    not name the machine.
    """
    address = link.address
    if link.origin in (Origin.AUTOLINK, Origin.LINKIFY):
        return False
    text = link.text.lower()
    if (address.host or "") in text or "local" in text:
        return False
    path = address.path
    is_ours = path not in ("", "/") and ctx.site.publishes(path) is Known.YES
    return is_ours or (address.port == "1313" and path not in ("", "/"))


EXAMPLES = (
    Bad(
        "Get [the data](«https://anna:secret@data.example.org/x.csv»).",
        message="Address holds a password for data.example.org",
    ),
    Bad(
        "Read [the guide](«http://localhost:1313/guide/»).",
        message="Address leads to localhost, which only its author can reach",
    ),
    Bad(
        '<a href="«http://192.168.1.5:8080/guide/»">Guide</a>',
        files={"content/guide.md": ""},
    ),
    Bad(
        '<a href="«javascript:openForm()»">Form</a>',
        message="Address is a script, not a place",
    ),
    Good(
        "Open [http://localhost:1313/](http://localhost:1313/) or "
        "<http://localhost:1313/>, or go to [your local site](http://127.0.0.1:8080)."
    ),
    Good(
        "Log in to [Grafana](http://127.0.0.1:3000/datasources/new).",
        note="An instruction: the program runs on the reader's machine.",
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
    over=("content", "data", "template"),
    on=Link,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
