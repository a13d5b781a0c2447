"""Which rules run, with which options: settings turned into active rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from rdmlint.engine.registry import Registered
from rdmlint.errors import RdmlintError
from rdmlint.rule import AnyRule, RuleOptions
from rdmlint.settings import Settings, did_you_mean

ALL = "ALL"
"""The selector that means every rule, opt-in ones included."""


class Active(msgspec.Struct, frozen=True):
    """A rule that takes part in a run, with its options."""

    rule: AnyRule
    options: RuleOptions


def select(settings: Settings, rules: Mapping[str, Registered]) -> tuple[Active, ...]:
    """Return the rules that *settings* ask for, in order of their codes.

    A selector is a code, the beginning of one, a name, or `ALL`. The most exact
    selector decides about a rule (a code or name, then longer prefixes, then `ALL`,
    then the default); `ignore` wins over `select` where both are equally exact. A
    rule that is opt-in is not chosen by a prefix.

    Raises `ConfigError` or `UsageError` for a selector, rule or option that does
    not exist, or a value that does not fit.
    """
    for section, selectors in selector_lists(settings):
        for selector in selectors:
            if not any(exactness(selector, e.rule) for e in rules.values()):
                raise unknown_rule(selector, section, settings, rules)
    options = options_by_name(settings, rules)
    return tuple(
        Active(entry.rule, options.get(name) or entry.rule.options())
        for name, entry in rules.items()
        if is_selected(entry.rule, settings)
    )


def exactness(selector: str, rule: AnyRule) -> int:
    """Return how exactly *selector* names *rule*; 0: not at all."""
    if selector in (rule.code, rule.name):
        return len(rule.code) + 1
    if selector == ALL:
        return 1
    # A prefix of a code begins with its family's letters: `B` alone names nothing.
    if 2 <= len(selector) < len(rule.code) and rule.code.startswith(selector):
        return len(selector)
    return 0


def is_selected(rule: AnyRule, settings: Settings) -> bool:
    """Tell whether *rule* takes part in a run with *settings*."""
    wanted = max(
        (
            exactness(selector, rule)
            for selector in (*settings.select, *settings.extend_select)
            if rule.default or selector in (ALL, rule.code, rule.name)
        ),
        default=0,
    )
    refused = max((exactness(s, rule) for s in settings.ignore), default=0)
    if not settings.select and rule.default:
        return not refused or wanted > refused
    return wanted > refused


def is_fixable(rule: AnyRule, settings: Settings) -> bool:
    """Tell whether fixes of *rule* are offered; `unfixable` wins where both are."""
    fixable = settings.fixable or (ALL,)
    wanted = max(exactness(selector, rule) for selector in fixable)
    refused = max((exactness(s, rule) for s in settings.unfixable), default=0)
    return wanted > refused


def selector_lists(settings: Settings) -> list[tuple[str, Iterable[str]]]:
    """Return every list of selectors in *settings* with its name for messages."""
    return [
        ("select", settings.select),
        ("extend-select", settings.extend_select),
        ("ignore", settings.ignore),
        ("fixable", settings.fixable),
        ("unfixable", settings.unfixable),
        ("severity", (selector for selector, _ in settings.severity)),
        *(
            (f'per-file-ignores."{glob}"', selectors)
            for glob, selectors in settings.per_file_ignores
        ),
    ]


def options_by_name(
    settings: Settings, rules: Mapping[str, Registered]
) -> dict[str, RuleOptions]:
    """Return the options that *settings* give, by the name of their rule."""
    by_word = {e.rule.code: e.rule for e in rules.values()}
    by_word |= {name: e.rule for name, e in rules.items()}
    found: dict[str, RuleOptions] = {}
    for word, raw in settings.rules.items():
        rule = by_word.get(word)
        if rule is None:
            raise unknown_rule(word, f"rules.{word}", settings, rules)
        if rule.name in found:
            sentence = f"{rule.code} and {rule.name} are one rule: write one table"
            raise settings.error(f"rules.{word}", word, sentence)
        found[rule.name] = converted(word, raw, rule, settings)
    return found


def converted(
    word: str, raw: dict[str, Any], rule: AnyRule, settings: Settings
) -> RuleOptions:
    """Return *raw*, the table `rules.<word>`, as the options of *rule*, or raise."""
    section = f"rules.{word}"
    known = [field.encode_name for field in msgspec.structs.fields(rule.options)]
    for key in raw:
        if key not in known:
            has = f"it has {', '.join(known)}" if known else "it has no options"
            raise settings.error(
                section,
                key,
                f"{rule.name} has no option {key!r}",
                hint=did_you_mean(key, known) or has,
            )
    try:
        return msgspec.convert(raw, rule.options)
    except msgspec.ValidationError as error:
        # "Expected `int`, got `str` - at `$.most[0]`"
        text, _, place = str(error).partition(" - at `$.")
        key = place.rstrip("`").partition("[")[0].partition(".")[0]
        sentence = f"option {key!r} of {rule.name}: {text[:1].lower()}{text[1:]}"
        raise settings.error(section, key, sentence) from error


def unknown_rule(
    word: str, section: str, settings: Settings, rules: Mapping[str, Registered]
) -> RdmlintError:
    """Return the error for *word*, which names no rule, in *section* of settings."""
    prefixes = {entry.rule.code[:2] for entry in rules.values()}
    hint = rule_meant(word, rules, others=[*prefixes, ALL])
    return settings.error(section, word, f"unknown rule {word!r}", hint=hint)


def rule_meant(
    word: str, rules: Mapping[str, Registered], *, others: Iterable[str] = ()
) -> str:
    """Return what to write for *word*, which names no rule: one near, or the list.

    *others* may be meant as well.
    """
    codes = [entry.rule.code for entry in rules.values()]
    # `BS4` and `BS04` are BS004, however near BS024 is.
    short = _SHORT_CODE.fullmatch(word)
    code = f"{short[1].upper()}{short[2]:0>3}" if short else ""
    if code in codes:
        return f"did you mean `{code}`?"
    near = did_you_mean(word, [*rules, *codes, *others])
    return near or "`rdmlint rules` lists them all"


_SHORT_CODE: Final = re.compile(r"([A-Za-z]{2})-?0*([0-9]{1,3})")
