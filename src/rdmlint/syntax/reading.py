"""What a reader of YAML, TOML or JSON gives: the value, and what was wrong with it."""

from __future__ import annotations

from typing import Literal

import msgspec

from rdmlint.model import Fault, FaultKind, Related, Value
from rdmlint.text import Span


class Limits(msgspec.Struct, frozen=True):
    """How much a reader takes in before it gives up with a flaw.

    *size* in bytes; *nodes* counts scalars, lists and maps, those that YAML aliases
    stand for included; *depth* is how far lists and maps may nest; *aliases* how
    often YAML aliases may be used; *digits* how long a number may be.
    """

    size: int = 1 << 20
    nodes: int = 10_000
    depth: int = 64
    aliases: int = 1_000
    digits: int = 4_000


FRONT_MATTER_LIMITS = Limits()
"""Front matter: far more than any author writes by hand."""

DATA_LIMITS = Limits(size=5 << 20, nodes=500_000)
"""Data and configuration files, which are often written by programs."""


class Flaw(msgspec.Struct, frozen=True):
    """Something that could not be read.

    *message* is a whole sentence for the author. *first* is set for a key that is
    written twice and is the place of the first one, *first_line* its line counted
    from 1 within what was read. *kind* `limit`: the text may be valid, but goes
    beyond the `Limits`.
    """

    span: Span
    message: str
    kind: Literal["syntax", "duplicate-key", "limit"] = "syntax"
    first: Span | None = None

    def fault(
        self,
        syntax: FaultKind = FaultKind.FRONT_MATTER_SYNTAX,
        duplicate: FaultKind = FaultKind.FRONT_MATTER_DUPLICATE_KEY,
    ) -> Fault:
        """Return this flaw as a fault of a file; limits count as syntax."""
        is_duplicate = self.kind == "duplicate-key"
        related = (Related(self.first, "first written here"),) if self.first else ()
        return Fault(
            duplicate if is_duplicate else syntax, self.span, self.message, related
        )


class Reading(msgspec.Struct, frozen=True):
    """A value and its flaws, in source order.

    *value* None: there is none (an empty text, or nothing could be saved). Where
    the only flaws are duplicate keys, *value* is what the rest says, first key kept.
    """

    value: Value | None = None
    flaws: tuple[Flaw, ...] = ()
