"""A report as text for one kind of reader, one module a format."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rdmlint.model import Report
    from rdmlint.report.view import Rendered, View

FORMATS: Final = ("text", "concise", "json", "github")
"""The formats there are; each is the module of that name, with a `render`."""


def render(reports: Sequence[Report], format: str, view: View) -> Rendered:
    """Return *reports*, one of each site, as one text in *format*."""
    module = import_module(f"{__name__}.{format}")
    rendered: Rendered = module.render(reports, view)
    return rendered
