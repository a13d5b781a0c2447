"""Handlers for python-frontmatter that read and write pages as Hugo does.

    import frontmatter
    from rdmlint.interop import handler_for, handlers

    post = frontmatter.load("content/page.md", handler=handler_for("content/page.md"))
    frontmatter.handlers[:] = handlers      # from now on for every file

python-frontmatter's own handlers differ from Hugo: `yes` and `on` become booleans,
`012` is 12, a byte order mark hides all metadata, and a block that is never closed
passes as text. With these, a block that stops Hugo raises `FrontMatterError`.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping as MappingABC
from pathlib import Path
from typing import Any, Final, cast

from frontmatter.default_handlers import BaseHandler

from rdmlint.model import Mapping, Scalar, Sequence, Value
from rdmlint.syntax.front_matter import Format, Opened, read
from rdmlint.text import SourceText


class FrontMatterError(ValueError):
    """Front matter that Hugo cannot read; *line* and *column* count from 1 in it."""

    def __init__(self, message: str, *, line: int, column: int) -> None:
        """Keep the sentence and its place."""
        super().__init__(f"{line}:{column}: {message}")
        self.message = message
        self.line = line
        self.column = column


class _HugoHandler(BaseHandler):
    """What the handlers share; *kind* is their format."""

    # Never asked: `detect` and `split` are ours.
    FM_BOUNDARY: re.Pattern[str] | None = re.compile(r"(?!)")
    START_DELIMITER: str | None = ""
    END_DELIMITER: str | None = ""
    kind: Format

    def __init__(self, *, keep_case: bool = False) -> None:
        """Lower the keys of metadata, as Hugo does, unless *keep_case*."""
        super().__init__()
        self.keep_case = keep_case

    def detect(self, text: str) -> bool:
        """Tell whether *text* begins with front matter of this format."""
        front_matter = _read(text).front_matter
        return front_matter is not None and front_matter.format == self.kind

    def split(self, text: str) -> tuple[str, str]:
        """Return the block with its delimiters, and the content behind it.

        Raises `ValueError` where there is no block of this format, which
        python-frontmatter takes to mean that there is no metadata.
        """
        opened = _read(text)
        front_matter = opened.front_matter
        if front_matter is None and opened.faults:
            raise _error(text, opened)
        if front_matter is None or front_matter.format != self.kind:
            raise ValueError(f"no {self.kind} front matter")
        data = _bytes(text)
        block = data[: front_matter.span.end].decode("utf-8", "surrogateescape")
        return block, data[opened.body.start :].decode("utf-8", "surrogateescape")

    def load(self, fm: str) -> dict[str, Any]:
        """Return the metadata of the block *fm*, as `split` gives it.

        Raises `FrontMatterError` for what stops Hugo.
        """
        opened = _read(fm)
        if opened.faults:
            raise _error(fm, opened)
        if opened.front_matter is None:
            return {}
        return _mapping(opened.front_matter.root, lower=not self.keep_case)


class YAMLHandler(_HugoHandler):
    """YAML front matter, between `---` and `---`."""

    kind: Format = "yaml"
    START_DELIMITER: str | None = "---"
    END_DELIMITER: str | None = "---"

    def export(self, metadata: MappingABC[str, object], **kwargs: object) -> str:
        """Return *metadata* as YAML that Hugo types as it is typed here."""
        import yaml

        from rdmlint.syntax.yaml import typed

        class Dumper(yaml.SafeDumper):
            """Quotes what Hugo would take for something else than text."""

        def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
            style = None if typed(value)[0] == "string" else '"'
            represent = cast("Any", dumper).represent_scalar
            return cast(
                "yaml.ScalarNode", represent("tag:yaml.org,2002:str", value, style)
            )

        Dumper.add_representer(str, text)
        options: dict[str, Any] = {
            "allow_unicode": True,
            "default_flow_style": False,
            "sort_keys": False,
            "width": 10_000,
            **kwargs,
        }
        written = cast("str", yaml.dump(dict(metadata), Dumper=Dumper, **options))
        return written.strip()


class TOMLHandler(_HugoHandler):
    """TOML front matter, between `+++` and `+++`."""

    kind: Format = "toml"
    START_DELIMITER: str | None = "+++"
    END_DELIMITER: str | None = "+++"

    def export(self, metadata: MappingABC[str, object], **kwargs: object) -> str:
        """Return *metadata* as TOML; maps become inline tables, `None` is left out."""
        return "\n".join(
            f"{_toml_key(key)} = {_toml(value)}"
            for key, value in metadata.items()
            if value is not None
        )


class JSONHandler(_HugoHandler):
    """JSON front matter, an object."""

    kind: Format = "json"

    def export(self, metadata: MappingABC[str, object], **kwargs: object) -> str:
        """Return *metadata* as JSON; dates become text in ISO form."""
        options: dict[str, Any] = {"indent": 2, "ensure_ascii": False, **kwargs}
        return json.dumps(dict(metadata), default=_iso, **options)


handlers: Final = (YAMLHandler(), TOMLHandler(), JSONHandler())
"""One handler for each format, for `frontmatter.handlers`."""


def handler_for(path: str | Path) -> BaseHandler | None:
    """Return the handler for the file at *path*; None: it has no front matter."""
    with Path(path).open("rb") as file:
        text = file.read().decode("utf-8", "surrogateescape")
    return next((handler for handler in handlers if handler.detect(text)), None)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _read(text: str) -> Opened:
    return read(_bytes(text))


def _error(text: str, opened: Opened) -> FrontMatterError:
    fault = opened.faults[0]
    place = SourceText(_bytes(text)).position(fault.span.start)
    return FrontMatterError(fault.message, line=place.line, column=place.column)


def _mapping(mapping: Mapping, *, lower: bool) -> dict[str, Any]:
    if not lower:
        return {
            entry.key: _python(entry.value, lower=lower) for entry in mapping.entries
        }
    found: dict[str, Any] = {}
    for entry in mapping.entries:
        winner = mapping.entry(entry.key)
        if winner is entry:
            found[entry.key.lower()] = _python(entry.value, lower=lower)
    return found


def _python(value: Value, *, lower: bool) -> Any:
    """Return *value* as Python has it; dates of TOML become dates."""
    if isinstance(value, Mapping):
        return _mapping(value, lower=lower)
    if isinstance(value, Sequence):
        # Hugo lowers the keys of maps, but not of maps in lists (HUGO-FM-16).
        return [_python(item, lower=False) for item in value.items]
    return _moment(value) if value.kind == "datetime" else value.value


def _moment(value: Scalar) -> object:
    text = str(value.value)
    for kind in (datetime.date, datetime.datetime, datetime.time):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return text


def _iso(value: object) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in front matter")


_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def _toml_key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _toml(key)


def _toml(value: object) -> str:
    """Return *value* as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, MappingABC):
        pairs = (
            f"{_toml_key(str(key))} = {_toml(inner)}"
            for key, inner in cast("MappingABC[object, object]", value).items()
            if inner is not None
        )
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(item) for item in cast('list[object]', value))}]"
    return _iso(value)
