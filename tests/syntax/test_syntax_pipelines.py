"""Pipelines of Go templates as trees."""

from __future__ import annotations

import time

import pytest

from rdmlint.syntax.pipelines import Chain, Constant, Name, Pipeline, parse


def test_a_function_takes_what_follows() -> None:
    assert parse('printf "%s-%d" .Get $x.y 3') == Pipeline(
        (
            (
                Name("printf"),
                Constant("%s-%d"),
                Chain(None, ("Get",)),
                Chain("$x", ("y",)),
                Constant(3),
            ),
        )
    )


def test_commands_are_joined_by_bars() -> None:
    assert parse(". | safeHTML") == Pipeline(((Chain(None),), (Name("safeHTML"),)))


def test_parentheses_hold_a_pipeline_that_may_have_fields() -> None:
    inner = Pipeline(((Name("dict"), Constant("k"), Constant(1)),))
    assert parse('(dict "k" 1).k') == Pipeline(((Chain(inner, ("k",)),),))


@pytest.mark.parametrize(
    ("code", "variables", "declares"),
    [
        ("$x := 1", ("$x",), True),
        ("$x = 1", ("$x",), False),
        ("$i, $e := .Pages", ("$i", "$e"), True),
        ("$x", (), False),
    ],
)
def test_variables_are_set_or_read(
    code: str, variables: tuple[str, ...], declares: bool
) -> None:
    found = parse(code)
    assert found is not None
    assert (found.variables, found.declares) == (variables, declares)


@pytest.mark.parametrize("code", ["", "(", "a)", "| b", '"a', "a || b", '"a"b', "'x'"])
def test_what_is_no_pipeline_is_none(code: str) -> None:
    assert parse(code) is None


@pytest.mark.parametrize("code", ["(" * 50_000, "$x, " * 25_000, "a | " * 25_000])
def test_hostile_code_takes_no_time(code: str) -> None:
    started = time.process_time()
    assert parse(code) is None
    assert time.process_time() - started < 0.5
