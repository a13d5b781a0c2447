"""Words, patterns and globs in a configuration that Hugo must know or read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rdmlint.hugo import casts
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.remarks import Setting
from rdmlint.model import Sequence, Value
from rdmlint.text import Span

Said: TypeAlias = "Iterator[tuple[Span, str]]"

Judge: TypeAlias = Callable[[Setting, HugoConfig, str], Said]
"""Says what is wrong with a setting of a site whose root is the last argument."""

LONGEST: Final = 1000
"""Letters of a text that is looked at."""


def is_known(words: tuple[str, ...], *, any_case: bool = True) -> Judge:
    """Return the judge of a setting that must be one of *words*, lowered."""

    def judge(setting: Setting, config: HugoConfig, root: str) -> Said:
        word = casts.text(setting.value)
        if word and (word.lower() if any_case else word) not in words:
            yield (
                setting.value.span,
                f"`{setting.name}` must be {either(words)}, not `{word}`",
            )

    return judge


def either(words: tuple[str, ...]) -> str:
    """Return *words* as a sentence offers them: "`a`, `b` or `c`"."""
    *others, last = (f"`{word}`" for word in words)
    return f"{', '.join(others)} or {last}"


def items(value: Value) -> tuple[Value, ...]:
    """Return the items of a list, or the value alone."""
    return value.items if isinstance(value, Sequence) else (value,)


def patterns(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield regular expressions that Go refuses; `! ` before one is no part of it."""
    for item in items(setting.value):
        text = casts.text(item)[:LONGEST]
        if why := _pattern_fault(text.removeprefix("! ")):
            yield item.span, f"Hugo reads no pattern in `{text}`: {why}"


_LOOK_AROUND: Final = re.compile(r"\(\?<?[=!]")
_PLAIN_FAULTS: Final = (
    *("unterminated character set", "missing ), unterminated subpattern"),
    *("unbalanced parenthesis", "nothing to repeat", "bad escape (end of pattern)"),
)


def _pattern_fault(text: str) -> str | None:
    """Say why Go refuses the pattern; None: it does not, or may not."""
    if _LOOK_AROUND.search(text):
        return "Go looks neither ahead nor behind"
    if r"\Q" in text:
        return None
    try:
        re.compile(text)
    except re.error as error:
        return error.msg if error.msg in _PLAIN_FAULTS else None
    except (RecursionError, OverflowError):
        return None
    return None


def globs(setting: Setting, config: HugoConfig, root: str) -> Said:
    """Yield globs with a bracket that is never closed."""
    for item in items(setting.value):
        if has_open_bracket(casts.text(item)):
            yield item.span, "Hugo reads no glob where a `[` has no `]`"


def has_open_bracket(glob: str) -> bool:
    """Tell whether a `[` in *glob* is never closed; escapes are left to Hugo."""
    _, bracket, rest = glob.rpartition("[")
    return bool(bracket) and "]" not in rest and "\\" not in glob
