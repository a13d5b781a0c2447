"""Which test reproduces which of the observed cases, and which cases none does.

The tests of a group are parametrised with its rows; here their parameters are counted,
so that a row that falls out of all of them is missed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from hugo_build import census
from hugo_cases import Case, cases
from rdmlint import app
from rdmlint.hugo.config import Markup
from rdmlint.model import Scalar
from rdmlint.parse.page import parse_page
from rdmlint.settings import Settings

TESTS: Final = Path(__file__).parent
GROUPS: Final = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10")

REPRODUCED_BY: Final = {
    "syntax/test_syntax_front_matter.py": (("C1",), "test_hugo_agrees"),
    "syntax/test_syntax_yaml.py": (("C2", "C3"), "test_hugo_agrees"),
    "syntax/test_syntax_json.py": (("C4",), "test_hugo_agrees"),
    "syntax/test_syntax_toml.py": (("C4",), "test_hugo_agrees"),
    "test_front_matter_together.py": (
        ("C5", "C6"),
        "test_what_stops_hugo_is_reported",
        "test_what_hugo_reads_as_meant_is_left_alone",
    ),
    "hugo/test_hugo_urls.py": (
        ("C5", "C7"),
        "test_front_matter_moves_a_page_as_hugo_was_seen_to",
        "test_a_file_name_gives_the_url_and_file_of_its_page",
    ),
    "hugo/test_hugo_paths.py": (
        ("C7",),
        "test_a_file_name_gives_the_page_that_hugo_makes_of_it",
    ),
    "hugo/test_hugo_anchors.py": (("C8",), "test_hugo_agrees"),
    "syntax/test_syntax_shortcodes.py": (
        ("C9",),
        "test_hugo_refuses_what_we_call_wrong_and_nothing_else",
    ),
    "test_index.py": (("C10",), "test_the_link_hook_finds_what_hugo_finds"),
}
"""The groups that a module's tests are about, and the names of those tests."""

LEFT_OUT: Final = {
    "syntax/test_syntax_yaml.py": ("NOT_A_QUESTION_OF_YAML",),
    "hugo/test_hugo_anchors.py": ("NOT_FOR_US",),
}
"""Tables of rows that a module's tests pass over."""

ASKED_OF_RULES: Final = {
    "C5-0450": ("HC009", "---\n{}\n---\n"),
    "C5-0489": ("FM036", "---\n{}\n---\n"),
    "C8-0846": ("HD011", "---\ntitle: T\n---\n\n## {}\n"),
    "C8-0847": ("HD011", "---\ntitle: T\n---\n\n## {}\n"),
}
"""Rows that Hugo warns of or stops at: the rule that says so, and the page."""


@cache
def module(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(
        f"seen_{Path(name).stem}", TESTS / name
    )
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def parameters(test: Any) -> Iterator[str]:
    """Yield the ids of the rows that *test* is parametrised with."""
    for mark in test.pytestmark:
        for value in mark.args[1]:
            values = getattr(value, "values", (value,))
            is_row = isinstance(values[0], Case) if values else False
            yield values[0].id if is_row else str(getattr(value, "id", ""))


def reproduced() -> Iterator[tuple[str, str]]:
    """Yield each row that a test reproduces, with the group it may be of."""
    for name, (groups, *tests) in REPRODUCED_BY.items():
        tables = [getattr(module(name), table) for table in LEFT_OUT.get(name, ())]
        left_out = {row for table in tables for row in table}
        for test in tests:
            for row in parameters(getattr(module(name), test)):
                group = row.partition("-")[0]
                assert group in groups
                if row not in left_out:
                    yield group, row
    yield "C3", "C3-0109"
    yield "C8", "C8-0893"
    for row in ASKED_OF_RULES:
        yield row.partition("-")[0], row


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_of_a_group_is_reproduced(group: str) -> None:
    found = {row for other, row in reproduced() if other == group}
    assert {case.id for case in cases(group)} - found == set()


def test_there_are_as_many_rows_as_were_observed() -> None:
    assert len(cases(*GROUPS)) == 710


@pytest.mark.parametrize("row", ASKED_OF_RULES)
def test_what_hugo_warns_of_or_stops_at_is_reported(row: str, tmp_path: Path) -> None:
    (case,) = (case for case in cases(*GROUPS) if case.id == row)
    code, page = ASKED_OF_RULES[row]
    for name, text in {
        "hugo.toml": "",
        "layouts/all.html": "x",
        "content/p.md": page.format(case.input.decode()),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    report = app.check(Settings(root=str(tmp_path), select=(code,)))
    assert [(found.code, found.path) for found in report.shown] == [
        (code, "content/p.md")
    ]


def test_headings_in_raw_html_do_not_share_ids_with_those_of_markdown() -> None:
    (case,) = (case for case in cases("C8") if case.id == "C8-0893")
    page = parse_page("content/a.md", case.input, "md", Markup(unsafe=True))
    assert " ".join(f"h2#{one.id}" for one in page.headings) == case.output


def test_what_stands_below_params_wins(tmp_path: Path) -> None:
    (case,) = (case for case in cases("C3") if case.id == "C3-0109")
    page = tmp_path / "content/a.md"
    page.parent.mkdir()
    page.write_bytes(b"---\n" + case.input + b"\n---\n")
    found = census(tmp_path)
    each = found.pages["content/a.md"]
    value = found.cascades.value(each.reach, each.root, "foo")
    assert isinstance(value, Scalar)
    assert case.output == f'foo=string:"{value.value}"'
