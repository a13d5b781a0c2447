"""Every example of every rule is a test: `pytest -k missing-alt-text`."""

from __future__ import annotations

from pathlib import Path

import pytest

from rdmlint.rule import AnyRule, Bad, Good
from rule_harness import importable, run_example

RULES, BROKEN = importable()

CASES = [
    pytest.param(entry.rule, example, id=f"{name}-{number}")
    for name, entry in RULES.items()
    for number, example in enumerate(entry.rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: AnyRule, example: Bad | Good, tmp_path: Path) -> None:
    run_example(rule, example, tmp_path)


def test_every_rule_can_be_imported() -> None:
    assert not BROKEN
