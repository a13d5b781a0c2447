"""Settings say which rules run, and with which options."""

from __future__ import annotations

from typing import Any

import pytest

from rdmlint.engine.registry import Registered
from rdmlint.engine.select import exactness, select
from rdmlint.errors import ConfigError, RdmlintError, UsageError
from rdmlint.model import Severity
from rdmlint.rule import NEXT, AnyRule, EngineRule, RuleOptions
from rdmlint.settings import Settings, from_toml


class Options(RuleOptions, frozen=True):
    """Two settings."""

    most_words: int = 3
    keep: tuple[str, ...] = ()


def card(code: str, name: str, *, default: bool = True) -> AnyRule:
    return EngineRule(
        code=code,
        name=name,
        since=NEXT,
        severity=Severity.ERROR,
        default=default,
        options=Options if name == "link-empty" else RuleOptions,
        examples=(),
    )


RULES = {
    rule.name: Registered(rule, "family", "module", "")
    for rule in (
        card("BS001", "toggle-target-missing"),
        card("BS012", "prefer-button-toggle", default=False),
        card("BS104", "aria-controls-mismatch"),
        card("LK003", "link-empty"),
    )
}


def chosen(**settings: Any) -> list[str]:
    return [a.rule.code for a in select(Settings(root="/site", **settings), RULES)]


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({}, ["BS001", "BS104", "LK003"]),
        ({"select": ("LK",)}, ["LK003"]),
        ({"select": ("link-empty", "BS0")}, ["BS001", "LK003"]),
        ({"select": ("ALL",)}, ["BS001", "BS012", "BS104", "LK003"]),
        ({"select": ("BS",), "extend_select": ("LK003",)}, ["BS001", "BS104", "LK003"]),
        ({"extend_select": ("BS012",)}, ["BS001", "BS012", "BS104", "LK003"]),
        ({"ignore": ("BS",)}, ["LK003"]),
        ({"ignore": ("BS",), "extend_select": ("BS104",)}, ["BS104", "LK003"]),
        ({"ignore": ("ALL",), "extend_select": ("BS",)}, ["BS001", "BS104"]),
        ({"select": ("BS001",), "ignore": ("toggle-target-missing",)}, []),
        ({"select": ("BS",), "ignore": ("BS0",)}, ["BS104"]),
    ],
)
def test_the_most_exact_selector_decides(
    settings: dict[str, Any], codes: list[str]
) -> None:
    assert chosen(**settings) == codes


def test_an_opt_in_rule_is_not_chosen_by_a_prefix() -> None:
    assert "BS012" not in chosen(select=("BS",))
    assert chosen(select=("prefer-button-toggle",)) == ["BS012"]


def test_one_letter_is_no_prefix() -> None:
    assert exactness("B", RULES["toggle-target-missing"].rule) == 0


def test_options_are_read_as_the_user_writes_them() -> None:
    for word in ("link-empty", "LK003"):
        raw = {"most-words": 5, "keep": ["/api/"]}
        settings = Settings(root="/site", select=("LK003",), rules={word: raw})
        (active,) = select(settings, RULES)
        assert active.options == Options(most_words=5, keep=("/api/",))


def test_a_rule_without_settings_has_its_defaults() -> None:
    (active,) = select(Settings(root="/site", select=("LK003",)), RULES)
    assert active.options == Options()


def error_of(toml: str) -> RdmlintError:
    settings = from_toml(toml.encode(), path="/site/rdmlint.toml", root="/site")
    with pytest.raises(ConfigError) as error:
        select(settings, RULES)
    return error.value


@pytest.mark.parametrize(
    ("toml", "place", "message", "hint"),
    [
        (
            'select = ["BS", "lnk-empty"]',
            (1, 17),
            "unknown rule 'lnk-empty'",
            "did you mean `link-empty`?",
        ),
        ('ignore = ["bs"]', (1, 11), "unknown rule 'bs'", "did you mean `BS`?"),
        (
            "[per-file-ignores]\n'*.md' = ['Q']",
            (2, 11),
            "unknown rule 'Q'",
            "`rdmlint rules` lists them all",
        ),
        (
            "[severity]\nLK03 = 'info'",
            (2, 1),
            "unknown rule 'LK03'",
            "did you mean `LK003`?",
        ),
        (
            "[rules.link-emty]",
            (1, 8),
            "unknown rule 'link-emty'",
            "did you mean `link-empty`?",
        ),
        (
            "[rules.link-empty]\nmost-word = 1",
            (2, 1),
            "link-empty has no option 'most-word'",
            "did you mean `most-words`?",
        ),
        (
            "[rules.BS104]\nmost = 1",
            (2, 1),
            "aria-controls-mismatch has no option 'most'",
            "it has no options",
        ),
        (
            "[rules.LK003]\nmost-words = 'five'",
            (2, 1),
            "option 'most-words' of link-empty: expected `int`, got `str`",
            None,
        ),
        (
            "[rules.LK003]\nkeep = ['a', 1]",
            (2, 1),
            "option 'keep' of link-empty: expected `str`, got `int`",
            None,
        ),
        (
            "[rules.LK003]\n[rules.link-empty]",
            (2, 8),
            "LK003 and link-empty are one rule: write one table",
            None,
        ),
    ],
)
def test_what_does_not_exist_is_named_at_its_place(
    toml: str, place: tuple[int, int], message: str, hint: str | None
) -> None:
    error = error_of(toml)
    assert (error.line, error.column) == place
    assert (error.message, error.hint) == (message, hint)


def test_without_a_configuration_file_the_command_line_is_to_blame() -> None:
    with pytest.raises(UsageError, match="did you mean `link-empty`"):
        chosen(select=("link-emtpy",))
