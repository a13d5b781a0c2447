"""The nearest right answer to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

LONGEST: Final = 200
"""Characters of a word that is still compared; what is longer is no slip."""

MOST: Final = 50_000
"""How many choices are looked at."""

_ALIKE: Final = 80.0
"""From what likeness, in percent, a choice is offered."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like *word*; None: none is near, or two are as near."""
    if not word or len(word) > LONGEST:
        return None
    from rapidfuzz import fuzz, process

    found = process.extract(
        word,
        [choice for choice in islice(choices, MOST) if len(choice) <= LONGEST],
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
        limit=2,
    )
    if not found:
        return None
    if len(found) > 1 and found[0][1] == found[1][1]:
        return None
    return found[0][0]
