"""Where Hugo publishes a page: URLs and files."""

from __future__ import annotations

from rdmlint.hugo.config import HugoConfig


def resource_default(
    owner: str, relative: str, language: str, config: HugoConfig
) -> str | None:
    """Return where a resource is published when nothing moves its owner."""
    return (owner.rstrip("/") + "/" + relative) or None
