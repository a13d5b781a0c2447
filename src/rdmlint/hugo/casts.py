"""Front matter values, cast to the type Hugo wants of them."""

from __future__ import annotations

import re
from typing import Final

from rdmlint.model import Mapping, Scalar, Sequence, Value

_WHOLE: Final = re.compile(
    r"([+-]?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[1-9][0-9_]*|0)(?:\.0*)?"
)
_TRUE: Final = frozenset(("1", "t", "T", "TRUE", "true", "True"))
_LONGEST: Final = 40
"""Digits of a number that is still looked at; 64 bits need 20."""


def text(value: Value | None) -> str:
    """Return *value* as text; "" for null, lists and maps. Source: HUGO-FM-19."""
    if not isinstance(value, Scalar) or value.value is None:
        return ""
    if value.kind == "bool":
        return "true" if value.value else "false"
    if isinstance(value.value, float) and value.value.is_integer():
        return str(int(value.value))
    return str(value.value)


def weak_text(value: Value | None) -> str:
    """Return *value* as text where Hugo decodes a whole map at once, as for menus.

    A truth value is `1` or `0` there. Source: `mapstructure.WeakDecode`.
    """
    if isinstance(value, Scalar) and value.kind == "bool":
        return "1" if value.value else "0"
    return text(value)


def texts(value: Value | None) -> tuple[str, ...]:
    """Return *value* as a list; a string is split at white space.

    Source: HUGO-FM-19 (`strs`: aliases, outputs, keywords).
    """
    if isinstance(value, Sequence):
        return tuple(text(item) for item in value.items)
    return tuple(text(value).split())


def truth(value: Value | None) -> bool:
    """Return *value* as yes or no; what Go cannot read, such as `yes`, is no.

    Source: HUGO-FM-19; Go's `strconv.ParseBool`.
    """
    if not isinstance(value, Scalar):
        return False
    if isinstance(value.value, str):
        return value.value in _TRUE
    return bool(value.value)


def whole(value: Value | None) -> int | None:
    """Return *value* as a whole number; None where Hugo makes a silent 0 of it.

    `"010"` is octal, 5.7 is 5, true is 1; `abc`, `08` and lists are no numbers.
    Source: HUGO-FM-19; Go's `cast.ToInt`.
    """
    if not isinstance(value, Scalar) or value.value is None:
        return None
    number = value.value
    if isinstance(number, float):
        return int(number) if abs(number) < 1 << 63 else None
    if not isinstance(number, str):
        return int(number)
    found = _WHOLE.fullmatch(number) if len(number) <= _LONGEST else None
    if found is None:
        return None
    digits = found[2].replace("_", "")
    if digits[:1] == "0" and digits[1:].isdigit():
        digits = "0o" + digits[1:]
    return int(found[1] + digits, 0)


def mapping(value: Value | None) -> Mapping | None:
    """Return *value* where it is a map, else None."""
    return value if isinstance(value, Mapping) else None
