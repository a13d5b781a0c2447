"""`python -m rdmlint`: the command line where the console script is not in reach."""

from __future__ import annotations

from rdmlint.cli import start

start()
