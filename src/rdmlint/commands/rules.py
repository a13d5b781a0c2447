"""`rdmlint rules`: the table of all rules."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rdmlint.engine import registry
from rdmlint.report.view import View, counted, rule_url
from rdmlint.rule import AnyRule


def render(format: str, view: View) -> str:
    """Return all rules by code, as a table for people or as JSON."""
    rules = [found.rule for found in registry.load().values()]
    if format == "json":
        return f"{json.dumps(list(map(entry, rules)), indent=2, ensure_ascii=False)}\n"
    return "".join(f"{line}\n" for line in table(rules, view))


def entry(rule: AnyRule) -> dict[str, object]:
    """Return the card of *rule* as JSON has it."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "default": rule.default,
        "fix": rule.fixes.value,
        "since": rule.since,
        "url": rule_url(rule.name),
    }


def table(rules: list[AnyRule], view: View) -> Iterator[str]:
    """Yield a heading, a line for each of *rules*, and what to do next."""
    names = max((len(rule.name) for rule in rules), default=4)
    head = f"{'code':<5}  {'name':<{names}}  {'severity':<8}  {'default':<7}  fix"
    yield view.paint(head, "dim")
    for rule in rules:
        severity = view.paint(f"{rule.severity.value:<8}", rule.severity.value)
        default = "on" if rule.default else "off"
        yield (
            f"{rule.code:<5}  {rule.name:<{names}}  {severity}  {default:<7}  "
            f"{rule.fixes.value}"
        )
    if not view.quiet:
        yield ""
        yield f"{counted(len(rules), 'rule')}. `rdmlint rule CODE` explains one."
