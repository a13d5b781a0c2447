"""`python -m rdmlint`: the command line where the console script is not in reach."""

from __future__ import annotations

import sys

from rdmlint.cli import main

sys.exit(main())
