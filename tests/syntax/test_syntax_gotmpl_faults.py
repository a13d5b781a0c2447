"""What Go refuses in templates: each case was put to the real Hugo too."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hugo_failures import run_hugo
from rdmlint.hugo.function_names import FUNCTIONS
from rdmlint.syntax import gotmpl
from rdmlint.syntax.gotmpl_faults import refusals
from rule_harness import unmarked
from stopwatch import at_most

DATA = Path(__file__).parent.parent / "data/hugo"


def refused(data: bytes) -> list[tuple[int, int]]:
    found = refusals(data, gotmpl.read(data), known=FUNCTIONS)
    return [(each.span.start, each.span.end) for each in found]


REFUSED = (DATA / "templates-refused.txt").read_bytes().splitlines()
ALLOWED = (DATA / "templates-allowed.txt").read_bytes().splitlines()


def build(top: Path, number: int, *texts: bytes) -> str:
    """Return what Hugo says of a site with *texts* as partials."""
    root = top / str(number)
    (root / "layouts/_partials").mkdir(parents=True)
    (root / "hugo.toml").write_text("")
    for at, text in enumerate(texts):
        (root / f"layouts/_partials/{at}.html").write_bytes(text)
    return run_hugo(root, top / f"{number}-out")[1]


@pytest.fixture(scope="module")
def hugo_said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    top = tmp_path_factory.mktemp("templates")

    def said(number: int) -> str:
        return build(top, number, unmarked(REFUSED[number])[0])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(said, range(len(REFUSED))))


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=range(len(REFUSED)))
def test_it_is_refused_at_its_place(number: int, hugo_said: list[str]) -> None:
    data, places = unmarked(REFUSED[number])
    assert refused(data) == places
    assert "parse of template failed" in hugo_said[number]


@pytest.mark.parametrize("text", ALLOWED)
def test_it_is_allowed(text: bytes) -> None:
    assert not refused(text)


def test_hugo_reads_what_is_allowed_and_has_all_functions(tmp_path: Path) -> None:
    calls = "".join(
        f"{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}" for name in FUNCTIONS
    )
    assert "parse of template" not in build(tmp_path, 0, calls.encode(), *ALLOWED)


def test_depth_is_bounded() -> None:
    deep = b"{{ " + b"(print " * 100_000 + b")" * 100_000 + b" }}"
    assert refused(deep)


def test_long_hostile_actions_are_read_in_linear_time() -> None:
    for part in (b".a", b"$", b"(", b"'", b"1", b"-", b"| ", b", ", b'"\\', b":="):
        for text in (b"{{ " + part * 100_000, b"{{ " + part * 100_000 + b" }}"):
            with at_most(1.0):
                refused(text)
