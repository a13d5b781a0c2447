"""A data file read into facts: its value, and the addresses in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from rdmlint.hugo import disk
from rdmlint.hugo.data import DataFile, data_files
from rdmlint.hugo.discover import Site
from rdmlint.model import (
    AddressKind,
    Directive,
    Fault,
    FaultKind,
    Link,
    Mapping,
    Origin,
    Page,
    Scalar,
    Sequence,
    Value,
)
from rdmlint.parse.directives import MARK, directives, hash_comments_in
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.reading import DATA_LIMITS, Flaw, Reading
from rdmlint.syntax.slips import slip
from rdmlint.text import Span


def parse_data_files(site: Site, *, exclude: tuple[str, ...] = ()) -> tuple[Page, ...]:
    """Return the facts of the site's own data files, in the order Hugo meets them.

    A file too big to be looked at gives no page. Those that *exclude* covers are left
    out. A file that cannot be read gives a page that holds nothing but the fault.
    """
    ground = disk.ground(site.root)
    found = (read_data(each, ground) for each in data_files(site, exclude=exclude))
    return tuple(page for page in found if page is not None)


def read_data(file: DataFile, ground: str) -> Page | None:
    """Return the facts of *file*; None: it is too big."""
    data = disk.read(file.file, ground, limit=DATA_LIMITS.size + 1)
    if isinstance(data, Fault):
        is_big = "larger" in data.message
        return None if is_big else Page(file.path, "data", faults=(data,))
    try:
        return parse_data(file.path, data, file.extension)
    # As for pages: a reader that raises is told of at its file.
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        fault = Fault(FaultKind.READER_CRASHED, Span(0, 0), what)
        return Page(file.path, "data", size=len(data), faults=(fault,))


def parse_data(path: str, data: bytes, extension: str) -> Page:
    """Return the facts of the data file *data*; nothing in it makes this raise.

    *path* is the POSIX path from the site root, *extension* is lowered, without its
    dot. Beyond `DATA_LIMITS` nothing is known of a file, and nothing wrong with it.

    Source: HUGO-DATA-1, HUGO-DATA-2.
    """
    read = _READERS.get(extension)
    if read is None:
        faults = () if extension in _UNREAD else tuple(_foreign(path, data))
        return Page(path, "data", size=len(data), faults=faults)
    reading = read(data)
    faults = tuple(
        flaw.fault(FaultKind.DATA_SYNTAX, FaultKind.DATA_SYNTAX)
        for flaw in reading.flaws
        if flaw.kind != "limit"
    )
    value = reading.value
    if extension == "csv" and not reading.flaws:
        message = "Hugo takes no CSV in `data`; keep it in `assets`"
        faults = (Fault(FaultKind.DATA_SYNTAX, Span(0, 0), message),)
    elif isinstance(value, Scalar) and value.value is not None:
        message = "A data file holds a map or a list, not a single value"
        faults += (Fault(FaultKind.DATA_SYNTAX, value.span, message),)
    return Page(
        path,
        "data",
        size=len(data),
        body=Span(0, len(data)),
        faults=faults,
        links=tuple(_links(data, value)) if value is not None else (),
        directives=_directives(data, extension, value) if MARK in data else (),
        data=value,
    )


# --- The value --------------------------------------------------------------------


def _json(data: bytes) -> Reading:
    from rdmlint.syntax import json

    return json.read(data, limits=DATA_LIMITS)


def _yaml(data: bytes) -> Reading:
    from rdmlint.syntax import yaml

    return yaml.read(data, limits=DATA_LIMITS)


def _toml(data: bytes) -> Reading:
    from rdmlint.syntax import toml

    return toml.read(data, limits=DATA_LIMITS)


def _csv(data: bytes) -> Reading:
    from rdmlint.syntax import csv

    return csv.read(data, limits=DATA_LIMITS)


_READERS: Final[dict[str, Callable[[bytes], Reading]]] = {
    "json": _json,
    "yaml": _yaml,
    "yml": _yaml,
    "toml": _toml,
    "csv": _csv,
}
_UNREAD: Final = ("xml", "org")
"""What Hugo reads and rdmlint does not."""


def _foreign(path: str, data: bytes) -> Iterator[Fault]:
    """Yield the fault of a file that Hugo does not know how to read."""
    if not data:
        return
    name = path.rpartition("/")[2]
    sort = f"`.{name.rpartition('.')[2]}`" if "." in name else "extension-less"
    message = f"Hugo reads no {sort} files in `data`, and stops at this one"
    yield Flaw(Span(0, 0), message).fault(FaultKind.DATA_SYNTAX)


# --- Addresses in it --------------------------------------------------------------


def strings(value: Value, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Yield all texts in *value* in source order, each with the key it stands below."""
    if isinstance(value, Scalar):
        if value.kind == "string":
            yield key, value
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from strings(item, key)
    else:
        for entry in value.entries:
            yield from strings(entry.value, entry.key)


_WEB: Final = re.compile(r"\s*https?://\S+\s*\Z", re.IGNORECASE)
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ADDRESSES: Final = re.compile(
    "urls?|uri|links?|href|src|website|homepage|permalink|path|images?|img|picture"
    "|photo|portrait|avatar|logos?|icon|banner|cover|poster|video|thumbnail|thumb|pdf"
    "|files?|download",
    re.IGNORECASE,
)
"""Last words of keys whose values are addresses."""

_LANGUAGE: Final = 2
"""Letters of a language's code, which may end a key: `url_en`."""


def _links(data: bytes, root: Value) -> Iterator[Link]:
    """Yield the texts that surely are addresses.

    Those with the scheme of the web; below keys that speak of addresses also paths
    from the host's root, and slips where other values of the key have a scheme. What
    is to be filled in (`https://a.org/?text=%s`) is none yet.
    """
    texts = list(strings(root))
    schemes = Counter(key for key, each in texts if _WEB.match(str(each.value)))
    seen: set[Span] = set()
    for key, each in texts:
        text = str(each.value)
        if not text or each.span in seen:
            continue
        seen.add(each.span)
        if _VERB.search(text):
            continue
        if not _WEB.match(text) and not _is_meant(text, key, schemes[key]):
            continue
        place = _place(data, each, text)
        if place is not None:
            yield Link(
                each.span,
                text.strip(),
                place,
                parse_address(text.strip()),
                "",
                Origin.DATA,
                element=key.lower(),
            )


def _is_meant(text: str, key: str, schemes: int) -> bool:
    """Tell whether *text* is an address, though not that of a place on the web."""
    if "\n" in text or not _is_for_addresses(key):
        return False
    bare = text.strip()
    if bare.startswith("/") and not any(letter.isspace() for letter in bare):
        return True
    if schemes < _SOME:
        return False
    address = parse_address(bare)
    if address.kind is AddressKind.WEB:
        return True
    return slip(address) is not None


_VERB: Final = re.compile(r"%(?:\[\d\])?[svq]")
"""What `printf` replaces, and no byte in an address."""

_SOME: Final = 2
"""How many values of a key must have a scheme for others to be slips."""


def _is_for_addresses(key: str) -> bool:
    parts = _PARTS.findall(key)
    if len(parts) > 1 and len(parts[-1]) == _LANGUAGE:
        parts.pop()
    return bool(parts) and _ADDRESSES.fullmatch(parts[-1]) is not None


def _place(data: bytes, value: Scalar, text: str) -> Span | None:
    """Return the place of *text* without quotes and spaces; None: not as written."""
    span = value.span
    if value.style in ("single", "double"):
        span = Span(span.start + 1, span.end - 1)
    written = data[span.start : span.end]
    if written != text.encode():
        # With escapes in it, the place of the whole text is as near as one gets.
        return span if value.style == "double" and text == text.strip() else None
    before = len(text) - len(text.lstrip())
    after = len(text) - len(text.rstrip())
    return Span(
        span.start + len(text[:before].encode()),
        span.end - len(text[len(text) - after :].encode()),
    )


# --- Ignore comments --------------------------------------------------------------


def _directives(
    data: bytes, extension: str, value: Value | None
) -> tuple[Directive, ...]:
    """Return the ignore comments of a format that has comments."""
    if extension not in ("yaml", "yml", "toml"):
        return ()
    root = value if value is not None else Mapping(Span(0, 0))
    return directives(data, hash_comments_in(data, Span(0, len(data)), root))
