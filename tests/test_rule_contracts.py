"""What every rule promises beside what its examples show."""

from __future__ import annotations

import ast
import importlib
import os
import re
from pathlib import Path

import msgspec
import pytest

from rdmlint.engine.registry import Registered, load
from rdmlint.rule import Bad, EngineRule, Fixes, Good
from rule_harness import importable

RULES, _ = importable()

CODES = Path(__file__).parent / "data" / "codes.txt"
"""Codes and names of all rules that ever were, a rule a line; lines are only added."""

KIT = "rdmlint.rule"

every_rule = pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=name) for name, entry in RULES.items()]
)


def recorded() -> dict[str, str]:
    """Return the names by code that `codes.txt` holds."""
    codes: dict[str, str] = {}
    for line in CODES.read_text().splitlines():
        code, name = line.split()
        assert code not in codes, f"{code} stands in codes.txt twice"
        codes[code] = name
    return codes


def test_the_registry_accepts_all_rules() -> None:
    assert list(load()) == [
        entry.rule.name for entry in sorted(RULES.values(), key=lambda e: e.rule.code)
    ]


def test_codes_are_permanent() -> None:
    """Lines are added by `RDMLINT_WRITE_EXPECTED=1 pytest -k codes_are_permanent`."""
    now = {entry.rule.code: name for name, entry in RULES.items()}
    before = recorded()
    if os.environ.get("RDMLINT_WRITE_EXPECTED"):
        lines = (f"{code} {name}\n" for code, name in sorted((now | before).items()))
        CODES.write_text("".join(lines))
    # A rule may go; its code is never another's.
    assert {c: n for c, n in before.items() if now.get(c, n) != n} == {}, "is taken"
    assert {c: n for c, n in now.items() if recorded().get(c) != n} == {}, "is new"


def test_the_record_of_codes_is_sorted() -> None:
    assert list(recorded()) == sorted(recorded())


@every_rule
def test_the_page_of_a_rule_begins_with_a_sentence(entry: Registered) -> None:
    first, _, rest = entry.doc.partition("\n")
    assert first.endswith(".")
    assert len(first) <= 80
    assert rest.startswith("\n"), "an empty line follows the first"
    assert rest.strip(), "the page says why, and what to do"


@every_rule
def test_a_rule_shows_what_it_reports_and_what_it_leaves(entry: Registered) -> None:
    assert {type(example) for example in entry.rule.examples} == {Bad, Good}


@every_rule
def test_the_first_example_needs_no_options(entry: Registered) -> None:
    first = entry.rule.examples[0]
    assert isinstance(first, Bad)
    assert first.options is None
    assert first.config is None or isinstance(entry.rule, EngineRule)


@every_rule
def test_a_fix_that_is_promised_is_shown(entry: Registered) -> None:
    shows = any(isinstance(e, Bad) and e.fixed for e in entry.rule.examples)
    assert shows == (entry.rule.fixes is not Fixes.NEVER)


@every_rule
def test_a_name_is_a_few_words_that_say_the_fault(entry: Registered) -> None:
    name = entry.rule.name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){1,4}", name)
    # Reads after "allow": a word that itself says "do not" would turn it around.
    assert not {"no", "not", "valid", "require", "check"} & set(name.split("-")[:1])


@every_rule
def test_every_option_is_explained(entry: Registered) -> None:
    """The text under a field is what `rdmlint rule` prints."""
    module = importlib.import_module(entry.module)
    names = {field.name for field in msgspec.structs.fields(entry.rule.options)}
    if not names:
        return
    explained = explained_fields(Path(str(module.__file__)))
    assert names <= explained


def explained_fields(file: Path) -> set[str]:
    """Return the fields of classes in *file* that have a text under them."""
    found: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, text in zip(node.body, node.body[1:], strict=False):
            is_text = isinstance(text, ast.Expr) and isinstance(
                text.value, ast.Constant
            )
            if (
                is_text
                and isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
            ):
                found.add(field.target.id)
    return found


@every_rule
def test_a_rule_imports_nothing_of_ours_but_the_kit(entry: Registered) -> None:
    file = Path(str(importlib.import_module(entry.module).__file__))
    imported = {
        name
        for node in ast.walk(ast.parse(file.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert {name for name in imported if name.startswith((".", "rdmlint"))} == {KIT}


def test_a_family_has_its_own_letters_and_its_introduction() -> None:
    letters: dict[str, set[str]] = {}
    for entry in RULES.values():
        letters.setdefault(entry.family, set()).add(entry.rule.code[:2])
    assert {f: p for f, p in letters.items() if len(p) > 1} == {}
    prefixes = [prefix for found in letters.values() for prefix in found]
    assert len(prefixes) == len(set(prefixes)), "two families share letters"
    for family in letters:
        package = importlib.import_module(f"rdmlint.rules.{family}")
        assert (package.__doc__ or "").strip(), f"{family} is not introduced"
