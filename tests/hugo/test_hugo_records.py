"""Records of data files, held to what a site states and to each other."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from rdmlint.hugo import records
from rdmlint.model import Known, Severity, Value
from rdmlint.settings import DataContract
from rdmlint.syntax import json as reader
from rdmlint.syntax.data_paths import select, steps
from rdmlint.syntax.reading import DATA_LIMITS

CATALOGUE: dict[str, Any] = {
    "version": "1.0",
    "kinds": ["Repository", "Format"],
    "areas": ["Genomics", "Imaging", "Unused"],
    "items": [
        {"id": "a", "title": "A", "kind": ["Repository"], "area": ["Genomics"]},
        {"id": "b", "title": "B", "kind": ["Format"], "area": [], "related": ["a"]},
        {"id": "c", "title": "C", "kind": ["Format"], "area": ["Imaging"]},
    ],
}
CONTRACTS = (
    DataContract(("x",), required=("version", "kinds", "areas", "items")),
    DataContract(
        ("x",),
        records="items[]",
        required=("id", "title", "kind", "area"),
        non_empty=("kind",),
        unique=("id",),
        vocabularies=(("kind", "kinds"), ("area", "areas")),
        references=(("related", "items[].id"),),
    ),
)


def value_of(data: object) -> Value:
    """Return *data* as it is read."""
    value = reader.read(json.dumps(data).encode(), limits=DATA_LIMITS).value
    assert value is not None
    return value


def said(data: object, *contracts: DataContract) -> list[str]:
    """Return what is wrong with *data*, hints left out."""
    return [
        violation.message
        for contract in contracts
        for violation in records.departures(
            contract, value_of(data), lambda _: Known.UNKNOWN
        )
        if violation.severity is not Severity.INFO
    ]


def test_a_catalogue_that_keeps_its_contracts_is_in_order() -> None:
    assert said(CATALOGUE, *CONTRACTS) == []


def test_a_term_that_no_record_has_is_a_hint() -> None:
    (found,) = records.departures(
        CONTRACTS[1], value_of(CATALOGUE), lambda _: Known.UNKNOWN
    )
    assert found.severity is Severity.INFO
    assert found.message == "No record has the `area` `Unused`, which `areas` lists"


Change = Callable[[dict[str, Any]], object]

BROKEN: dict[str, tuple[Change, str]] = {
    "a list at the top is gone": (
        lambda data: data.pop("kinds"),
        "This record has no `kinds`",
    ),
    "the version is gone": (
        lambda data: data.pop("version"),
        "This record has no `version`",
    ),
    "two have one id": (
        lambda data: data["items"][2].update(id="a"),
        "`id` is that of Record `A`: `a`",
    ),
    "a key is missing": (
        lambda data: data["items"][0].pop("area"),
        "Record `A` has no `area`",
    ),
    "a list is empty": (
        lambda data: data["items"][0].update(kind=[]),
        "`kind` of Record `A` is empty",
    ),
    "a term is not in its list": (
        lambda data: data["items"][0]["kind"].append("Website"),
        "`Website` is not in `kinds`, as `kind` should be",
    ),
    "a term has left its list": (
        lambda data: data["areas"].remove("Imaging"),
        "`Imaging` is not in `areas`, as `area` should be",
    ),
    "a reference leads to nothing": (
        lambda data: data["items"][1]["related"].append("zzz"),
        "No `items[].id` is `zzz`, to which `related` refers",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_contract_is_told(name: str) -> None:
    change, message = BROKEN[name]
    data = copy.deepcopy(CATALOGUE)
    change(data)
    assert message in said(data, *CONTRACTS)


FINE: tuple[Change, ...] = (
    lambda data: data["items"][1].update(area=[]),
    lambda data: data["items"][1].pop("related"),
    lambda data: data["items"][1].update(related=[]),
    lambda data: data["items"][1].update(kind="Format"),
    lambda data: data.update(items=[]),
)


@pytest.mark.parametrize("change", FINE)
def test_what_no_contract_forbids_is_let_pass(change: Change) -> None:
    data = copy.deepcopy(CATALOGUE)
    change(data)
    assert said(data, *CONTRACTS) == []


def test_sources_outside_the_file_are_asked_for() -> None:
    contract = DataContract(
        ("x",),
        records="[]",
        vocabularies=(("level", "data/terms.yaml:levels"),),
        references=(("topic", "page.title"), ("unit", "data/none.yaml:[]")),
    )
    known = {
        "data/terms.yaml:levels": frozenset(("Basic",)),
        "page.title": frozenset(("Sharing",)),
    }
    data = [{"level": "Expert", "topic": ["Sharing", "Storing"], "unit": "X"}]
    found = records.departures(
        contract, value_of(data), lambda path: known.get(path, Known.UNKNOWN)
    )
    assert [violation.message for violation in found] == [
        "`Expert` is not in `data/terms.yaml:levels`, as `level` should be",
        "No page has `Storing` for its `title`",
    ]


def outliers(data: object) -> list[str]:
    """Return what is said about *data* without any contract."""
    return [violation.message for violation in records.outliers(value_of(data))]


def test_a_text_among_lists_is_told_where_there_are_many() -> None:
    many = [{"name": f"N{n}", "unit": [n]} for n in range(8)]
    odd = {"name": "X", "unit": "NBIS"}
    assert outliers([*many, odd]) == [
        "`unit` of Record `X` is a single value, and a list in 8 other records"
    ]
    assert outliers([*many[:7], odd]) == []
    assert outliers([*many, odd, {"name": "Y", "unit": "SND"}]) == []
    assert outliers([*many, {"name": "X", "unit": None}, {"name": "Y"}]) == []


def test_numbers_and_text_may_stand_for_each_other() -> None:
    assert outliers([*({"name": f"N{n}", "v": n} for n in range(9)), {"v": "2a"}]) == []


def test_ten_thousand_mistakes_take_no_long_time() -> None:
    items = [
        {"id": f"r{n % 5_000}", "title": "T", "url": "https://x.org", f"k{n}": n}
        | {"kind": f"K{n}", "related": [f"x{n}"]}
        for n in range(10_000)
    ]
    value = value_of({"kinds": [f"term {n}" for n in range(1_000)], "items": items})
    start = process_time()
    said = list(records.departures(CONTRACTS[1], value, lambda _: Known.UNKNOWN))
    said += records.outliers(value)
    assert len(said) > 20_000
    assert process_time() - start < 10


def test_paths_name_keys_items_and_values() -> None:
    value = value_of({"a": {"b": [{"c": 1}, {"c": 2}]}, "m": {"x": {"c": 3}}})
    assert len(list(select(value, "a.b[].c"))) == 2
    assert len(list(select(value, "m.*.c"))) == 1
    assert list(select(value, "a.none[]")) == []
    assert list(select(value, "")) == [value]


@pytest.mark.parametrize("path", ["items[0]", "a..b", ".a", "a.", 'a"b', "[]x", "a b["])
def test_what_is_no_path_is_none(path: str) -> None:
    assert steps(path) is None
