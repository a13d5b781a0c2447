"""What the records of data files have in common, as contracts with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import msgspec

from rdmlint.commands.config import key as toml_key
from rdmlint.commands.config import toml
from rdmlint.commands.globs import folded
from rdmlint.hugo import casts
from rdmlint.index import SiteIndex, texts
from rdmlint.model import Entry, Mapping, Page, Scalar, Sequence, Value
from rdmlint.settings import DataContract
from rdmlint.syntax.data_paths import select, steps

FEW: Final = 5
"""In a list of fewer records nothing is an outlier."""

MANY: Final = 20
"""Of so many records a few may lack what the others have."""

WIDTH: Final = 88

DEEPEST: Final = 3
"""Keys above a list of records."""

NAMES: Final = ("id", "slug", "key", "identifier", "uid")
"""Keys whose values name a record."""

SINGLE: Final = (*NAMES, "url", "link", "title", "doi")
"""Keys that are meant to differ from record to record."""

LABELS: Final = ("title", "name", "label", "description", "text", *NAMES)
"""Keys whose values are words of their own, whatever they happen to equal."""


class Suggestion(msgspec.Struct, frozen=True):
    """A contract that a data file keeps but for outliers, and what each part rests on.

    *evidence* pairs `required`, `unique id`, `vocabularies phase`, … with a sentence.
    """

    contract: DataContract
    evidence: tuple[tuple[str, str], ...]


class Terms(msgspec.Struct, frozen=True):
    """A list of words that differ: *name* is its key, or else its file's stem."""

    file: str
    path: str
    name: str
    words: frozenset[str]


def suggestions(index: SiteIndex) -> tuple[Suggestion, ...]:
    """Return the contracts that the site's data files show, in order of their paths."""
    files = sorted(index.data_files, key=lambda page: page.path)
    lists = [
        (page, path, items)
        for page in files
        if page.data
        for path, items in _lists(page.data)
    ]
    terms: dict[str, list[Terms]] = {}
    for page, path, items in lists:
        if (known := _terms(page.path, path, items)) is not None:
            terms.setdefault(_singular(known.name), []).append(known)
    found: list[Suggestion] = []
    for page, path, items in lists:
        if _is_of_records(items):
            found += _suggestion(page, path, items, terms, index)
    return tuple(_merged(found))


def _merged(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield one contract for all files that show the same; evidence is the first's."""
    alike: dict[DataContract, list[Suggestion]] = {}
    for each in found:
        bare = msgspec.structs.replace(each.contract, files=())
        alike.setdefault(bare, []).append(each)
    for first, *more in alike.values():
        files = tuple(file for each in (first, *more) for file in each.contract.files)
        contract = msgspec.structs.replace(first.contract, files=files)
        yield msgspec.structs.replace(first, contract=contract)


def lines(index: SiteIndex) -> Iterator[str]:
    """Yield the tables `[[data]]` of an `rdmlint.toml`, with their evidence."""
    found = suggestions(index)
    if not found:
        return
    yield ""
    yield "# What records in data files must have."
    for each in found:
        yield ""
        yield "[[data]]"
        yield from contract_lines(each, [page.path for page in index.data_files])


def contract_lines(each: Suggestion, files: Iterable[str]) -> Iterator[str]:
    """Yield one contract; *files* are all data files of the site."""
    contract, evidence = each.contract, dict(each.evidence)
    globs = folded(contract.files, files)
    if len(contract.files) == 1:
        yield f"files = {toml(globs)}"
    elif len(globs) == 1:
        yield f"# {len(contract.files):,} files, all alike; the counts are those of the"
        yield "# first."
        yield f"files = {toml(globs)}"
    else:
        yield "files = [  # all alike; the counts are those of the first"
        yield from (f"  {toml(glob)}," for glob in globs)
        yield "]"
    yield f"records = {toml(contract.records)}  # {evidence['records']}"
    for name, keys in (
        ("required", contract.required),
        ("non-empty", contract.non_empty),
        ("unique", contract.unique),
    ):
        if keys:
            yield f"{name} = ["
            for why, alike in groupby(
                sorted(keys, key=lambda key: evidence[f"{name} {key}"]),
                key=lambda key: evidence[f"{name} {key}"],
            ):
                yield f"  # {why}"
                yield from wrapped(f"{toml(key)}," for key in alike)
            yield "]"
    for name, sources in (
        ("vocabularies", contract.vocabularies),
        ("references", contract.references),
    ):
        # A table in the table: TOML 1.0 has no line breaks in `{ }`.
        for key, source in sources:
            why = evidence[f"{name} {key}"]
            yield f"{name}.{toml_key(key)} = {toml(source)}  # {why}"


def wrapped(words: Iterable[str]) -> Iterator[str]:
    """Yield lines of *words*, set in by two spaces."""
    line = " "
    for word in words:
        if len(line) + len(word) >= WIDTH and line != " ":
            yield line
            line = " "
        line += f" {word}"
    yield line


# --- Where records are ------------------------------------------------------------


def _lists(
    value: Value, path: str = "", depth: int = 0
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield the lists in maps of *value*, by the path of their items."""
    if isinstance(value, Sequence):
        yield f"{path}[]", value.items
    elif isinstance(value, Mapping) and depth < DEEPEST:
        for entry in value.entries:
            step = f"{path}.{entry.key}" if path else entry.key
            if steps(step) is not None:
                yield from _lists(entry.value, step, depth + 1)


def _is_of_records(items: tuple[Value, ...]) -> bool:
    records = sum(isinstance(item, Mapping) for item in items)
    return records >= FEW and records == len(items)


# --- What they have in common -----------------------------------------------------


def _suggestion(
    page: Page,
    path: str,
    items: tuple[Value, ...],
    terms: dict[str, list[Terms]],
    index: SiteIndex,
) -> Iterator[Suggestion]:
    """Yield the contract of the records *items*, if they have anything in common."""
    records = [item for item in items if isinstance(item, Mapping)]
    count = len(records)
    evidence = {"records": f"{count} records"}
    keys = Counter(key for record in records for key in _keys(record))
    # What may be null is not asked for, though its key is always there.
    null = {
        entry.key for record in records for entry in record.entries if _is_null(entry)
    }
    required = [
        key
        for key, having in keys.items()
        if _nearly_all(having, count) and key not in null
    ]
    for key in required:
        evidence[f"required {key}"] = _share(keys[key], count, "have this")
    full = [key for key in required if _is_never_empty(records, key)]
    for key in full:
        evidence[f"non-empty {key}"] = "in no record an empty list"
    unique = [key for key in keys if key.lower() in SINGLE and _differs(records, key)]
    for key in unique:
        found = _values(records, key)
        evidence[f"unique {key}"] = _share(len(set(found)), len(found), "differ")
    vocabularies: list[tuple[str, str]] = []
    references: list[tuple[str, str]] = []
    own = {f"{path}.{key}" for key in unique if key.lower() in NAMES}
    for key in keys:
        found = _values(records, key)
        source = _vocabulary(found, page.path, terms.get(_singular(key), ()))
        if source is not None:
            name, having = source
            vocabularies.append((key, name))
            evidence[f"vocabularies {key}"] = _share(having, len(found), "are in it")
            continue
        source = _reference(key, found, page.data, own, index)
        if source is not None:
            name, having = source
            references.append((key, name))
            evidence[f"references {key}"] = _share(having, len(found), "exist")
    if required or unique or vocabularies or references:
        contract = DataContract(
            (page.path,),
            records=path,
            required=tuple(required),
            non_empty=tuple(full),
            unique=tuple(unique),
            vocabularies=tuple(vocabularies),
            references=tuple(references),
        )
        yield Suggestion(contract, tuple(evidence.items()))


def _keys(record: Mapping) -> Iterator[str]:
    """Yield the keys of *record* that have a value and can be named."""
    for entry in record.entries:
        if not _is_null(entry) and len(steps(entry.key) or ()) == 1:
            yield entry.key


def _is_null(entry: Entry) -> bool:
    return isinstance(entry.value, Scalar) and entry.value.kind == "null"


def _values(records: Iterable[Mapping], key: str) -> list[str]:
    """Return all text that *records* have for *key*, items of lists too."""
    return [
        text
        for record in records
        for value in select(record, key)
        for text in texts(value)
        if text
    ]


def _nearly_all(having: int, count: int) -> bool:
    """Tell whether those that lack something are outliers."""
    missing = count - having
    return not missing or (count >= MANY and missing <= max(1, count // 50))


def _is_never_empty(records: list[Mapping], key: str) -> bool:
    """Tell whether *key* is a list with something in it in every record of many."""
    found = [value for record in records for value in select(record, key)]
    return len(found) >= 2 * FEW and all(
        isinstance(value, Sequence) and value.items for value in found
    )


def _differs(records: list[Mapping], key: str) -> bool:
    """Tell whether no two records have the same text for *key*.

    Of names a few may be there twice by mistake; of addresses and titles they may
    well be meant.
    """
    values = [
        casts.text(value)
        for record in records
        for value in select(record, key)
        if isinstance(value, Scalar) and value.value not in (None, "")
    ]
    count = len(values)
    distinct = len(set(values))
    is_name = key.lower() in NAMES
    return count >= FEW and (
        _nearly_all(distinct, count) if is_name else distinct == count
    )


def _share(having: int, count: int, what: str) -> str:
    if having == count:
        return f"all {count} {what}"
    return f"{having} of {count} {what}"


# --- Where their values come from -------------------------------------------------


def _terms(file: str, path: str, items: tuple[Value, ...]) -> Terms | None:
    """Return the words of the list *items* at *path* (None: one is there twice)."""
    words = frozenset(text for item in items for text in texts(item))
    if len(words) < 2 or len(words) != len(items):
        return None
    path = path.removesuffix("[]")
    stem = file.rpartition("/")[2].partition(".")[0]
    return Terms(file, path, path.rpartition(".")[2] or stem, words)


def _vocabulary(
    found: list[str], file: str, alike: Iterable[Terms]
) -> tuple[str, int] | None:
    """Return the list that holds the values *found*, and how many of them.

    *alike* are the lists that have their name, or its plural.
    """
    if len(found) < FEW:
        return None
    best: tuple[str, int] | None = None
    # The file's own lists come first: of equals the first counts.
    for known in sorted(alike, key=lambda known: known.file != file):
        having = sum(value in known.words for value in found)
        if having * 10 >= len(found) * 9 and (best is None or having > best[1]):
            own = known.file == file
            path = known.path if own else f"{known.file}:{known.path or '[]'}"
            best = (path, having)
    return best


def _singular(word: str) -> str:
    word = word.lower().replace("-", "_")
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word.removesuffix("s")


def _reference(
    key: str, found: list[str], root: Value | None, own: set[str], index: SiteIndex
) -> tuple[str, int] | None:
    """Return what the values of *key* name: records of their file, or pages."""
    if key.lower() in LABELS or len(set(found)) < 3 or len(found) < FEW:
        return None
    if root is not None:
        for path in sorted(own):
            names = {t for value in select(root, path) for t in texts(value)}
            having = sum(value in names for value in found)
            if having * 10 >= len(found) * 9:
                return path, having
    titles = index.values("title")
    having = sum(value in titles for value in found)
    # Titles are common words: what often is one may be one by chance.
    if _nearly_all(having, len(found)) and len(found) >= 2 * FEW:
        return "page.title", having
    return None
