"""Rules are found by walking a package, and hold what every rule promises."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from rdmlint.engine.registry import RuleModuleError, collect, load

RULE = '''"""Say {name}.

    Indented by four.
"""

from rdmlint.rule import NEXT, EngineRule, Severity

RULE = EngineRule(
    code="{code}", name="{name}", since=NEXT, severity=Severity.ERROR, examples=()
)
'''

MakePackage = Callable[[dict[str, str]], ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePackage]:
    """Make a package `rules_for_test` from modules by path below it."""

    def make(modules: dict[str, str]) -> ModuleType:
        root = tmp_path / "rules_for_test"
        for path, text in {"__init__.py": "", **modules}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            (file.parent / "__init__.py").touch()
            file.write_text(text)
        importlib.invalidate_caches()
        return importlib.import_module("rules_for_test")

    monkeypatch.syspath_prepend(tmp_path)
    yield make
    for name in [n for n in sys.modules if n.partition(".")[0] == "rules_for_test"]:
        del sys.modules[name]


def test_rules_come_by_name_in_order_of_their_codes(package: MakePackage) -> None:
    found = collect(
        package(
            {
                "links/late_one.py": RULE.format(code="ZZ001", name="late-one"),
                "menus/early.py": RULE.format(code="AA001", name="early"),
            }
        )
    )
    assert list(found) == ["early", "late-one"]
    entry = found["late-one"]
    assert (entry.family, entry.module) == ("links", "rules_for_test.links.late_one")
    assert entry.doc == "Say late-one.\n\nIndented by four."


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        ({"a/b.py": ""}, "rules_for_test.a.b: expected a rule named RULE"),
        (
            {"a/b.py": RULE.format(code="AA001", name="c")},
            "rules_for_test.a.b: the rule calls itself 'c', its module 'b'",
        ),
        (
            {"a/b.py": RULE.format(code="LNK1", name="b")},
            "rules_for_test.a.b: code 'LNK1' is not two capital letters and "
            "three digits",
        ),
        (
            {
                "a/b.py": RULE.format(code="AA001", name="b"),
                "a/c.py": RULE.format(code="AA001", name="c"),
            },
            "rules_for_test.a.c: 'AA001' is rules_for_test.a.b",
        ),
        (
            {
                "a/b.py": RULE.format(code="AA001", name="b"),
                "c/b.py": RULE.format(code="AA002", name="b"),
            },
            "rules_for_test.c.b: 'b' is rules_for_test.a.b",
        ),
        (
            {"b.py": RULE.format(code="AA001", name="b")},
            "rules_for_test.b: expected a package",
        ),
    ],
    ids=["no rule", "other name", "bad code", "same code", "same name", "no family"],
)
def test_a_module_that_breaks_a_promise_is_named(
    package: MakePackage, modules: dict[str, str], message: str
) -> None:
    with pytest.raises(RuleModuleError) as error:
        collect(package(modules))
    assert str(error.value) == message


def test_the_rules_of_rdmlint_are_loaded_once() -> None:
    assert load() is load()
