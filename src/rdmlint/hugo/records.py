"""Where records in data break what the site states, or differ from the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias
from urllib.parse import unquote

import msgspec

from rdmlint.hugo import casts
from rdmlint.hugo.nearest import nearest
from rdmlint.model import (
    Edit,
    Fix,
    Known,
    Mapping,
    Related,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Value,
    Violation,
    plain,
)
from rdmlint.settings import DataContract
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.data_paths import entry_of, select, steps
from rdmlint.text import Span

Source: TypeAlias = "Callable[[str], frozenset[str] | Known]"
"""Gives all texts at a path with a file, or at `page.title`.

NO: the path leads to nothing. UNKNOWN: the file is no data file that could be read.
"""

PAGE: Final = "page."
"""What a source begins with that is about the front matter of pages."""

FEW: Final = 5
"""In a list of fewer records nothing is an outlier."""

DEEPEST: Final = 3
"""Keys above a list of records."""


def texts(value: Value | None) -> Iterator[tuple[str, Scalar]]:
    """Yield *value*, or its items, as text with its place; maps and null give none."""
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Scalar) and item.value is not None:
            yield casts.text(item), item


def record_lists(
    value: Value, path: str = "", depth: int = 0
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield the lists in maps of *value*, by the path of their items."""
    if isinstance(value, Sequence):
        yield f"{path}[]", value.items
    elif isinstance(value, Mapping) and depth < DEEPEST:
        for entry in value.entries:
            step = f"{path}.{entry.key}" if path else entry.key
            if steps(step) is not None:
                yield from record_lists(entry.value, step, depth + 1)


# --- What the site states ---------------------------------------------------------


def departures(
    contract: DataContract, root: Value, source: Source
) -> Iterator[Violation]:
    """Yield where the data *root* departs from *contract*."""
    found = list(select(root, contract.records))
    if not found:
        above = contract.records.removesuffix("[]").removesuffix("*").removesuffix(".")
        if not any(True for _ in select(root, above)):
            yield _absent(root, above, "in which the records are")
        return
    records = [record for record in found if isinstance(record, Mapping)]
    for record in found:
        if not isinstance(record, Mapping):
            yield Violation(record.span, "This record is no map of keys and values")
    for record in records:
        yield from _missing(record, contract)
    for key in contract.unique:
        yield from _repeated(records, key)
    for key, path in contract.vocabularies:
        yield from _outside(records, key, path, root, source)
    for key, path in contract.references:
        yield from _dangling(records, key, path, root, source)


def _absent(root: Value, path: str, what: str) -> Violation:
    start = root.span.start
    name = f"`{path}`" if path else "list or map"
    return Violation(Span(start, start + 1), f"There is no {name}, {what}")


def _missing(record: Mapping, contract: DataContract) -> Iterator[Violation]:
    lacking = [key for key in contract.required if not _has(record, key)]
    if lacking:
        keys = " and no ".join(f"`{key}`" for key in lacking)
        yield Violation(place(record), f"{named(record)} has no {keys}")
    for key in contract.non_empty:
        for value in select(record, key):
            if is_empty(value):
                yield Violation(value.span, f"`{key}` of {named(record)} is empty")


def _has(record: Mapping, key: str) -> bool:
    return any(
        not isinstance(value, Scalar) or value.value is not None
        for value in select(record, key)
    )


def is_empty(value: Value) -> bool:
    """Tell whether *value* is a list or map of nothing, or text of nothing."""
    if isinstance(value, Scalar):
        return value.value is None or not casts.text(value).strip()
    return not (value.items if isinstance(value, Sequence) else value.entries)


def _repeated(records: Iterable[Mapping], key: str) -> Iterator[Violation]:
    first: dict[str, tuple[Mapping, Scalar]] = {}
    for record in records:
        for value in select(record, key):
            for text, place_of in texts(value):
                if not text:
                    continue
                before, its = first.setdefault(text, (record, place_of))
                if its is not place_of:
                    message = f"`{key}` is that of {named(before)}: {shown(text)}"
                    related = (Related(its.span, "this one"),)
                    yield Violation(place_of.span, message, None, related)


def _outside(
    records: list[Mapping], key: str, path: str, root: Value, source: Source
) -> Iterator[Violation]:
    file, _, inner = path.rpartition(":")
    own: dict[str, Scalar] = {}
    if not file and not path.startswith(PAGE):
        own = {t: each for v in select(root, inner) for t, each in texts(v)}
    terms = _known(path, root, source)
    if isinstance(terms, Known):
        if terms is Known.NO and any(True for _ in _all_values(records, key)):
            yield _absent(root, path, f"in which the values of `{key}` are listed")
        return
    used: set[str] = set()
    near_to = _Near(terms)
    for text, value in _all_values(records, key):
        used.add(text)
        if text not in terms:
            near = near_to(text)
            end = f"; the nearest is {shown(near)}" if near else ""
            message = f"{shown(text)} is not in `{path}`, as `{key}` should be{end}"
            yield Violation(value.span, message, _fix(value, near))
    for term, value in own.items():
        if term not in used:
            message = f"No record has the `{key}` {shown(term)}, which `{path}` lists"
            yield Violation(value.span, message, severity=Severity.INFO)


def _dangling(
    records: list[Mapping], key: str, path: str, root: Value, source: Source
) -> Iterator[Violation]:
    known = _known(path, root, source)
    if isinstance(known, Known):
        if known is Known.NO and any(True for _ in _all_values(records, key)):
            yield _absent(root, path, f"to which `{key}` refers")
        return
    what = path.removeprefix(PAGE)
    near_to = _Near(known)
    for text, value in _all_values(records, key):
        if text not in known:
            near = near_to(text)
            end = f"; the nearest is {shown(near)}" if near else ""
            whose = "page" if path.startswith(PAGE) else "record"
            message = f"No {whose} has {shown(text)} for its `{what}`{end}"
            if whose == "record":
                message = f"No `{what}` is {shown(text)}, to which `{key}` refers{end}"
            yield Violation(value.span, message, _fix(value, near))


def _known(path: str, root: Value, source: Source) -> frozenset[str] | Known:
    """Return all texts at *path*, in *root* where it names no file."""
    if ":" in path or path.startswith(PAGE):
        return source(path)
    return all_texts(root, path)


def all_texts(root: Value, path: str) -> frozenset[str] | Known:
    """Return all texts that *path* leads to in *root*; NO: it leads to nothing."""
    values = list(select(root, path))
    if not values:
        return Known.NO
    return frozenset(text for value in values for text, _ in texts(value))


class _Near:
    """Finds what was meant; keeps count, for a file may hold nothing but mistakes."""

    def __init__(self, choices: frozenset[str]) -> None:
        self._choices = sorted(choices)
        self._left = MOST_COMPARED

    def __call__(self, text: str) -> str | None:
        """Return the choice most like *text*; None: none is near, or enough is said."""
        self._left -= len(self._choices)
        return nearest(text, self._choices) if self._left > 0 else None


MOST_COMPARED: Final = 20_000
"""How many choices are looked at for one key."""


def _all_values(records: Iterable[Mapping], key: str) -> Iterator[tuple[str, Scalar]]:
    for record in records:
        for value in select(record, key):
            yield from ((text, each) for text, each in texts(value) if text)


def _fix(value: Scalar, near: str | None) -> Fix | None:
    """Return the fix that writes *near* for *value*; None: it may need quotes."""
    if near is None or value.style not in ("plain", "double"):
        return None
    quotes = 0 if value.style == "plain" else 1
    width = value.span.end - value.span.start - 2 * quotes
    is_as_written = width == len(casts.text(value).encode())
    is_safe = near.replace("-", "").replace(" ", "").replace("_", "").isalnum()
    if not is_as_written or not is_safe or (not quotes and near[0].isdigit()):
        return None
    span = Span(value.span.start + quotes, value.span.end - quotes)
    return Fix(f"Write {near}", (Edit(span, near),), Safety.UNSAFE)


# --- What the others have ---------------------------------------------------------


def outliers(root: Value) -> Iterator[Violation]:
    """Yield records in the lists of *root* that surely are not as the others are."""
    for _, items in record_lists(root):
        records = [item for item in items if isinstance(item, Mapping)]
        if len(records) >= FEW:
            yield from _twice(records)
        if len(records) >= MANY:
            yield from _of_another_kind(records)
            yield from _copied(records)


MANY: Final = 8
"""Siblings that a record must have to be the one that is wrong."""

LABELS: Final = ("title", "name", "short_title", "label", "id")
"""Keys by which people know a record."""

ADDRESSES: Final = ("url", "link", "href", "website", "doi")


def _twice(records: list[Mapping]) -> Iterator[Violation]:
    """Yield records whose label and address, or all values, an earlier one has."""
    alike: dict[tuple[str, str], Mapping] = {}
    whole: dict[bytes, Mapping] = {}
    sorting = _Sorting(records)
    for record in records:
        label, address = _text_of(record, LABELS), _text_of(record, ADDRESSES)
        before = None
        if label and address:
            before = alike.setdefault((label[0], address[0]), record)
        elif len(record.entries) > 2 and label:
            before = whole.setdefault(_content(record), record)
        if before is None or before is record or sorting.parts(before, record):
            continue
        related = (Related(place(before), "this one"),)
        message = f"{named(record)} is listed twice"
        if label and address:
            message += ", with the same address"
        yield Violation(place(record), message, None, related, Severity.WARNING)


class _Sorting:
    """Tells by what records are sorted; keeps how often each value of a key occurs."""

    def __init__(self, records: Iterable[Mapping]) -> None:
        self._records = records
        self._counts: Counter[tuple[str, str]] = Counter()

    def parts(self, one: Mapping, other: Mapping) -> bool:
        """Tell whether both have values by which others are sorted, and not the same.

        One thing may be meant to stand under two headings.
        """
        if not self._counts:
            self._counts.update(
                pair for record in self._records for pair in _pairs(record).items()
            )
        first, second = _pairs(one), _pairs(other)
        return any(
            first[key] != second[key]
            and self._counts[key, first[key]] > 1
            and self._counts[key, second[key]] > 1
            for key in first.keys() & second.keys()
        )


def _pairs(record: Mapping) -> dict[str, str]:
    """Return the single values of *record* as text."""
    return {
        entry.key: casts.text(entry.value)
        for entry in record.entries
        if isinstance(entry.value, Scalar)
    }


def _text_of(record: Mapping, keys: Iterable[str]) -> tuple[str, Scalar] | None:
    """Return the first text that *record* has for one of *keys*, in any letter case."""
    for key in keys:
        for text, value in texts(record.get(key)):
            if text:
                return text, value
    return None


def _content(value: Value) -> bytes:
    return msgspec.json.encode(plain(value, lower=False), order="deterministic")


def _copied(records: list[Mapping]) -> Iterator[Violation]:
    """Yield addresses that are another record's, by whose name they go.

    Two things may have one page, but then its address speaks of both or of neither.
    """
    owners: dict[str, list[tuple[str, Scalar, Mapping]]] = {}
    for record in records:
        label, address = _text_of(record, LABELS), _text_of(record, ADDRESSES)
        if label and address:
            owners.setdefault(address[0], []).append((label[0], address[1], record))
    shared = [each for each in owners.items() if len(each[1]) > 1]
    if len(shared) > max(2, len(records) // 20):
        return
    for text, found in shared:
        if len(found) != 2 or found[0][0] == found[1][0]:
            continue
        parsed = parse_address(text)
        said = _words(unquote(parsed.path)) or _words(parsed.host or "")
        fits = [bool(said & _words(label)) for label, _, _ in found]
        if sum(fits) == 1:
            (_, right, owner), (_, wrong, other) = sorted(
                found, key=lambda each: not said & _words(each[0])
            )
            message = (
                f"{named(other)} has the address of {named(owner)}, "
                "and only that name fits it"
            )
            related = (Related(right.span, "this one"),)
            yield Violation(wrong.span, message, None, related, Severity.INFO)


def _words(text: str) -> set[str]:
    """Return the words of *text* that tell something, lowered."""
    return set(_WORD.findall(text.lower()))


_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def _of_another_kind(records: list[Mapping]) -> Iterator[Violation]:
    """Yield values that are no list where all others are, or the other way round."""
    kinds: dict[str, list[tuple[str, Value, Mapping]]] = {}
    for record in records:
        for entry in record.entries:
            kind = _kind(entry.value)
            if kind:
                kinds.setdefault(entry.key, []).append((kind, entry.value, record))
    for key, found in kinds.items():
        counts = Counter(kind for kind, _, _ in found)
        (usual, having), *others = counts.most_common(3)
        odd = sum(count for _, count in others)
        if not odd or having < MANY or odd > max(1, having // 50):
            continue
        for kind, value, record in found:
            if kind != usual:
                message = (
                    f"`{key}` of {named(record)} is {kind}, "
                    f"and {usual} in {having} other records"
                )
                yield Violation(value.span, message, severity=Severity.WARNING)


def _kind(value: Value) -> str:
    """Return what *value* is, "" for null, which is nothing at all."""
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, Sequence):
        return "a list"
    return "" if value.value is None else "a single value"


# --- Words ------------------------------------------------------------------------


def named(record: Mapping) -> str:
    """Return what a message calls *record*."""
    label = _text_of(record, LABELS)
    return f"Record {shown(label[0])}" if label else "This record"


def place(record: Mapping) -> Span:
    """Return the place that stands for *record*: its label, or where it begins."""
    for key in LABELS:
        entry = record.entry(key) or entry_of(record, key)
        if entry is not None:
            return entry.key_span
    return Span(record.span.start, record.span.start + 1)


def shown(text: str) -> str:
    """Return *text* as a message quotes it."""
    text = " ".join(text.split())
    return f"`{text}`" if len(text) <= LONGEST else f"`{text[: LONGEST - 1]}…`"


LONGEST: Final = 60
