"""Runs the examples of rules over the whole pipeline, as `rule.Bad` documents them.

The day is 2026-01-01. Only the rule under test runs, except for examples of a rule
whose findings the engine makes: those say something about the others.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import msgspec

import rdmlint.rules
from rdmlint import app
from rdmlint.engine.registry import Registered, module_names, registered
from rdmlint.model import Diagnostic, Edit, Page, Report, Severity, Violation
from rdmlint.rule import (
    NEXT,
    AnyRule,
    Bad,
    EngineRule,
    Fixes,
    Good,
    PageRule,
    RuleOptions,
)
from rdmlint.settings import Settings, built_in_profile, from_toml

TODAY = "2026-01-01"

PAGE = "content/page.md"

CONFIG = b"""\
baseURL = "https://rdm.example.org/"
[markup.goldmark.renderer]
unsafe = true
"""

OPEN, CLOSE = "«".encode(), "»".encode()

Mark: TypeAlias = tuple[str, int, int]
"""What an example says is reported: a path, and a range of bytes in its file."""

Files: TypeAlias = dict[str, bytes]

ROUNDS = 10


def run_example(rule: AnyRule, example: Bad | Good, root: Path) -> None:
    """Hold *rule* to *example* in the empty directory *root*; raise AssertionError."""
    marked = marked_files(example)
    files = {path: unmarked(data)[0] for path, data in marked.items()}
    marks = {
        (path, *span) for path, data in marked.items() for span in unmarked(data)[1]
    }
    write(root, files)
    if example.past is not None:
        check_out(root, files, example.past)
    found = lint(rule, example, root)
    assert places(found) == sorted(marks), shown(found)
    if isinstance(example, Good):
        assert not marks, "a Good example marks nothing"
        return
    assert marks, "a Bad example marks what is reported with «»"
    hold_to_words(rule, example, found)
    hold_to_fixes(rule, example, found)
    if any(finding.fix for finding in found):
        hold_to_result(rule, example, found, files, root)
    else:
        assert example.fixed is None, "`fixed` is given, but there is no fix"


def hold_to_words(rule: AnyRule, example: Bad, found: list[Diagnostic]) -> None:
    """Compare messages and severities."""
    said = [finding.message for finding in found]
    if example.message is not None:
        assert said == [example.message] * len(found)
    if example.messages is not None:
        assert tuple(said) == example.messages
    severity = example.severity or rule.severity
    assert {finding.severity for finding in found} == {severity}


def hold_to_fixes(rule: AnyRule, example: Bad, found: list[Diagnostic]) -> None:
    """Compare what is offered with what the rule's card promises."""
    fixes = [finding.fix for finding in found if finding.fix]
    if rule.fixes is Fixes.ALWAYS:
        assert len(fixes) == len(found), "the rule promises a fix, always"
    if rule.fixes is Fixes.NEVER:
        assert not fixes, "the rule promises no fix, ever"
    assert not fixes or example.fixed is not None, "`fixed` must say what the fix gives"


def hold_to_result(
    rule: AnyRule, example: Bad, found: list[Diagnostic], files: Files, root: Path
) -> None:
    """Apply all fixes until nothing changes; compare what that gives with `fixed`."""
    are_all_fixed = all(finding.fix for finding in found)
    path = min(finding.path for finding in found if finding.fix)
    for _ in range(ROUNDS):
        fixable = [finding for finding in found if finding.fix]
        if not fixable:
            break
        changed = fixed(files, fixable)
        assert changed != files, "a fix changes nothing"
        files = changed
        write(root, files)
        found = lint(rule, example, root)
    assert example.fixed is not None
    assert files[path].decode() == example.fixed
    assert not any(finding.fix for finding in found), "fixing never comes to an end"
    assert not (are_all_fixed and found), "something is reported after all was fixed"


# --- The site of an example -------------------------------------------------------


def marked_files(example: Bad | Good) -> Files:
    """Return all files of *example*, marks included, by path from the site root."""
    files = {
        path: data.encode() if isinstance(data, str) else data
        for path, data in (example.files or {}).items()
    }
    if example.source is not None:
        files[PAGE] = example.source.encode()
    if not any(is_configuration(path) for path in files):
        files["hugo.toml"] = CONFIG
    if example.config is not None:
        files["rdmlint.toml"] = example.config.encode()
    return files


def is_configuration(path: str) -> bool:
    """Tell whether Hugo reads its configuration from *path*."""
    return path.startswith(("hugo.", "config.", "config/"))


def unmarked(data: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """Return *data* without «», and the ranges that they enclosed."""
    text = b""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for number, part in enumerate(data.replace(CLOSE, OPEN + b"\0").split(OPEN)):
        if not number:
            text = part
        elif part.startswith(b"\0"):
            spans.append((opened.pop(), len(text)))
            text += part[1:]
        else:
            opened.append(len(text))
            text += part
    assert not opened, "« without »"
    return text, spans


def write(root: Path, files: Files) -> None:
    """Write *files* below *root*."""
    for path, data in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


# --- Running ----------------------------------------------------------------------


def check_out(root: Path, files: Files, past: Mapping[str, str]) -> None:
    """Make *root* a checkout where files were *past* before they became *files*."""
    before = {path: text.encode() for path, text in past.items()}
    commit(root, {**files, **before}, "Begin", "init", "-q")
    commit(root, files, "Fix links")


def commit(root: Path, files: Files, message: str, *first: str) -> None:
    """Commit *files*, after a command *first* of git, as no user has set git up."""
    write(root, files)
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    date = {"GIT_COMMITTER_DATE": f"{TODAY}T12:00:00Z"}
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    record = (*author, "commit", "-q", "-m", message)
    for words in (first, ("add", "-A"), record):
        if words:
            command = ["git", *words]
            environment = {**os.environ, **config, **date}
            subprocess.run(command, cwd=root, check=True, env=environment)


def lint(rule: AnyRule, example: Bad | Good, root: Path) -> list[Diagnostic]:
    """Return what *rule* reports on the site in *root*, in order."""
    answers = {answer.url: answer for answer in example.answers}
    report = app.check(
        settings_for(rule, example, str(root)),
        rules=rules_for(rule, example),
        ask=(lambda _index, _rules: app.Asked(answers)) if answers else None,
    )
    if isinstance(rule, EngineRule):
        return [finding for finding in report.shown if finding.code == rule.code]
    assert not report.has_crashed, shown(report.shown)
    return list(report.shown)


def settings_for(rule: AnyRule, example: Bad | Good, root: str) -> Settings:
    """Return the settings that *example* asks for."""
    if example.config is None:
        settings = Settings(root=root, profiles=(built_in_profile(),))
    else:
        path = f"{root}/rdmlint.toml"
        settings = from_toml(example.config.encode(), path=path, root=root)
    if not isinstance(rule, EngineRule):
        settings = msgspec.structs.replace(settings, select=(rule.code,))
    if example.options is not None:
        rules = {**settings.rules, rule.name: example.options}
        settings = msgspec.structs.replace(settings, rules=rules)
    return msgspec.structs.replace(settings, today=TODAY)


@cache
def importable() -> tuple[dict[str, Registered], dict[str, Exception]]:
    """Return the rules by name, and what went wrong with others, by module.

    So a rule that is being written breaks its own tests only.
    """
    found: dict[str, Registered] = {}
    broken: dict[str, Exception] = {}
    for module in module_names(rdmlint.rules):
        try:
            entry = registered(import_module(module))
        except Exception as error:
            broken[module] = error
        else:
            found[entry.rule.name] = entry
    return found, broken


def rules_for(rule: AnyRule, example: Bad | Good) -> Mapping[str, Registered]:
    """Return the rules there are while *example* of *rule* runs."""
    rules = {**importable()[0], rule.name: Registered(rule, "", "", "")}
    if isinstance(example, Bad) and example.crash:
        rules[SHAKY.name] = Registered(SHAKY, "", "", "")
    return dict(sorted(rules.items(), key=lambda item: item[1].rule.code))


def raise_always(page: Page, ctx: object) -> Iterable[Violation]:
    """Do what no rule should."""
    raise ValueError("as asked")


SHAKY = PageRule(
    code="ZZ999",
    name="always-raises",
    since=NEXT,
    severity=Severity.ERROR,
    on=Page,
    options=RuleOptions,
    check=raise_always,
    examples=(),
)
"""The rule that runs beside `rule-crashed` where its example says `crash`."""


def places(found: Iterable[Diagnostic]) -> list[Mark]:
    """Return where *found* are, sorted."""
    return sorted((f.path, f.span.start, f.span.end) for f in found)


def shown(found: Iterable[Diagnostic]) -> str:
    """Return *found* for reading beside a failed comparison."""
    return "\n".join(
        f"{f.path}:{f.start.line}:{f.start.column} [{f.span.start}:{f.span.end}] "
        f"{f.code} {f.message}"
        for f in found
    )


# --- Fixing -----------------------------------------------------------------------


def fixed(files: Files, found: Iterable[Diagnostic]) -> Files:
    """Return *files* after the fixes of *found*; what overlaps waits for a round."""
    changed = dict(files)
    for path in {finding.path for finding in found}:
        edits: list[Edit] = []
        for finding in found:
            mine = finding.fix.edits if finding.fix and finding.path == path else ()
            if not any(overlap(edit, other) for edit in mine for other in edits):
                edits.extend(mine)
        data = changed[path]
        for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
            new = edit.new.encode()
            data = data[: edit.span.start] + new + data[edit.span.end :]
        changed[path] = data
    return changed


def overlap(one: Edit, other: Edit) -> bool:
    """Tell whether two edits want the same bytes, or the same place."""
    a, b = one.span, other.span
    return a == b or (a.start < b.end and b.start < a.end)


def report_of(
    files: Mapping[str, str | bytes], root: Path, **settings: object
) -> Report:
    """Return the report on the site of *files*, with all rules unless told."""
    write(root, {p: d.encode() if isinstance(d, str) else d for p, d in files.items()})
    wanted = Settings(root=str(root), profiles=(built_in_profile(),), today=TODAY)
    return app.check(msgspec.structs.replace(wanted, **settings))
