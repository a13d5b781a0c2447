"""Globs for paths that differ in one segment only."""

from __future__ import annotations

import time

import pytest

from rdmlint.commands.globs import folded

VERSIONS = ("docs/1.0/tasks/", "docs/1.1/tasks/", "docs/2.0/tasks/")


def test_a_segment_that_varies_becomes_a_star() -> None:
    assert folded(VERSIONS, ()) == ("docs/*/tasks/",)
    assert folded(VERSIONS, VERSIONS) == ("docs/*/tasks/",)


def test_two_paths_are_no_pattern() -> None:
    assert folded(VERSIONS[:2], ()) == VERSIONS[:2]


@pytest.mark.parametrize(
    ("other", "fits"),
    [
        ("docs/1.2/tasks/", True),
        ("docs/1.2/concepts/", False),
        ("docs/1.2/", False),
        ("docs/1.2/tasks/more/", False),
        ("blog/1.2/tasks/", False),
    ],
)
def test_no_glob_fits_what_it_must_not(other: str, fits: bool) -> None:
    assert folded(VERSIONS, [other]) == (VERSIONS if fits else ("docs/*/tasks/",))


def test_files_keep_their_ending_and_every_segment_may_vary() -> None:
    files = [f"data/{a}/{b}.yaml" for a in ("a", "b.c", "d") for b in ("x", "y", "z")]
    assert folded(files, ["data/a/x.json", "data/x.yaml"]) == ("data/*/*.yaml",)
    assert folded(files, ["data/e/w.yaml"]) == (
        "data/*/x.yaml",
        "data/*/y.yaml",
        "data/*/z.yaml",
    )
    assert folded(files, ["data/a/w.yaml", "data/e/x.yaml"]) == (
        "data/*/y.yaml",
        "data/*/z.yaml",
        "data/a/x.yaml",
        "data/b.c/x.yaml",
        "data/d/x.yaml",
    )


def test_what_a_glob_would_read_otherwise_is_escaped() -> None:
    assert folded(["a[1]/*.md"], ()) == (r"a\[1\]/\*.md",)
    stars = [f"a/{each}/[x].md" for each in "*?!"]
    assert folded(stars, ()) == (r"a/*/\[x\].md",)


def test_the_root_and_nothing_stay_what_they_are() -> None:
    assert folded([""], ["a/"]) == ("",)
    assert folded([], ["a/"]) == ()


def test_thousands_of_paths_are_folded_in_no_time() -> None:
    paths = [
        f"data/{a}/{b}/{c}.json" for a in range(20) for b in range(20) for c in "xyz"
    ]
    others = [f"data/{a}/{b}/w.json" for a in range(40) for b in range(40)]
    start = time.perf_counter()
    assert len(folded(paths, others)) == 3
    assert time.perf_counter() - start < 1
