"""What all tests share."""

from __future__ import annotations

import pytest

# So that a failing example shows both sides of what it compares.
pytest.register_assert_rewrite("rule_harness")
