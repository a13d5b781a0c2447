"""How much a page may hold: more is a finding, for it would take minutes to judge."""

from __future__ import annotations

from typing import Final

from rdmlint.model import Fault, FaultKind
from rdmlint.text import Span

MARKS: Final = (
    (b"{{", 50_000, "shortcodes"),
    (b"<", 200_000, "tags"),
    (b"](", 100_000, "links"),
    (b"][", 100_000, "links"),
    (b"\n#", 200_000, "headings"),
    (b"\n=", 200_000, "headings"),
    (b"@", 200_000, "addresses"),
)
"""What begins something that rules look at, how much of it is too much, in words.

With so many of any of them a run takes about ten seconds. Real pages of megabytes,
made by programs, have a tenth of it.
"""

FEWEST: Final = min(most for _, most, _ in MARKS)


def excess(data: bytes) -> Fault | None:
    """Return the fault of a page with too much in it; None: it can be read."""
    if len(data) <= FEWEST:
        return None
    for mark, most, what in MARKS:
        if data.count(mark) > most:
            message = f"File has more than {most:,} {what}, too many to be a page"
            return Fault(FaultKind.UNREADABLE, Span(0, 0), message)
    return None
