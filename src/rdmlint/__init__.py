"""Find what will be broken once a Hugo site is published, without running Hugo."""

from __future__ import annotations

__version__ = "0.1.0"
