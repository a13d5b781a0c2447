"""The law of places that every reader of data keeps."""

from __future__ import annotations

from rdmlint.model import Mapping, Sequence, Value
from rdmlint.syntax.reading import Reading


def every(value: Value) -> list[Value]:
    """Return *value* and all values in it."""
    if isinstance(value, Sequence):
        return [value, *(x for item in value.items for x in every(item))]
    if isinstance(value, Mapping):
        return [value, *(x for entry in value.entries for x in every(entry.value))]
    return [value]


def assert_all_places_lie_in(data: bytes, reading: Reading, *, base: int) -> None:
    """Fail where a value or flaw of *reading*, counted from *base*, is outside."""
    spans = [flaw.span for flaw in reading.flaws]
    if reading.value is not None:
        spans += [value.span for value in every(reading.value)]
    for span in spans:
        assert base <= span.start <= span.end <= base + len(data)
