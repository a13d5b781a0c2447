"""The rules there are, found by walking the package `rdmlint.rules`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeGuard

import msgspec

from rdmlint.rule import AnyRule, EngineRule, PageRule, SiteRule

CODE = re.compile(r"[A-Z]{2}[0-9]{3}")


class Registered(msgspec.Struct, frozen=True):
    """A rule, and where it was found.

    *family* is the name of the package around it, *module* the full name of its
    module, *doc* the module's docstring without its indentation.
    """

    rule: AnyRule
    family: str
    module: str
    doc: str


class RuleModuleError(Exception):
    """A rule module breaks what every rule promises: a fault of ours."""


@cache
def load() -> dict[str, Registered]:
    """Return the rules of rdmlint by name, in order of their codes.

    Raises `RuleModuleError` where a module breaks a promise. Importing 60 rules takes
    about 40 ms, so nothing that works without rules should call this.
    """
    # Found by name: the engine knows no rule, and no rule knows the engine.
    return collect(import_module("rdmlint.rules"))


def collect(package: ModuleType) -> dict[str, Registered]:
    """Import every module below *package*; return their rules by name, by code."""
    found = [registered(import_module(name)) for name in module_names(package)]
    found.sort(key=lambda entry: entry.rule.code)
    refuse_twins(found)
    return {entry.rule.name: entry for entry in found}


def module_names(package: ModuleType) -> Iterator[str]:
    """Yield the full name of each rule module: `<package>.<family>.<rule>`."""
    for family in iter_modules(package.__path__, f"{package.__name__}."):
        if not family.ispkg:
            raise RuleModuleError(f"{family.name}: expected a package")
        paths = import_module(family.name).__path__
        for module in iter_modules(paths, f"{family.name}."):
            yield module.name


def registered(module: ModuleType) -> Registered:
    """Return the rule of *module*, or raise `RuleModuleError` saying what is amiss."""
    _, family, stem = module.__name__.rsplit(".", 2)
    rule: object = getattr(module, "RULE", None)
    if not is_rule(rule):
        raise RuleModuleError(f"{module.__name__}: expected a rule named RULE")
    if rule.name != stem.replace("_", "-"):
        raise RuleModuleError(
            f"{module.__name__}: the rule calls itself {rule.name!r}, its module "
            f"{stem.replace('_', '-')!r}"
        )
    if not CODE.fullmatch(rule.code):
        raise RuleModuleError(
            f"{module.__name__}: code {rule.code!r} is not two capital letters and "
            "three digits"
        )
    return Registered(rule, family, module.__name__, cleandoc(module.__doc__ or ""))


def is_rule(value: object) -> TypeGuard[AnyRule]:
    """Tell whether *value* is a rule of any kind."""
    return isinstance(value, PageRule | SiteRule | EngineRule)


def refuse_twins(found: Iterable[Registered]) -> None:
    """Raise `RuleModuleError` where two rules share a code or a name."""
    owners: dict[str, str] = {}
    for entry in found:
        for word in (entry.rule.code, entry.rule.name):
            if word in owners:
                raise RuleModuleError(f"{entry.module}: {word!r} is {owners[word]}")
            owners[word] = entry.module
