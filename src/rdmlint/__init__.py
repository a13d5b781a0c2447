"""Find what will be broken once a Hugo site is published, without running Hugo.

    import rdmlint

    report = rdmlint.check_site("path/to/site", select=["LK", "missing-alt-text"])
    for finding in report.shown:
        print(finding.path, finding.start.line, finding.code, finding.message)

`check_site` and the types of what it returns are the whole of the Python API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from rdmlint.errors import ConfigError as ConfigError
    from rdmlint.errors import RdmlintError as RdmlintError
    from rdmlint.errors import SiteError as SiteError
    from rdmlint.errors import UsageError as UsageError
    from rdmlint.model import Diagnostic as Diagnostic
    from rdmlint.model import Edit as Edit
    from rdmlint.model import Fix as Fix
    from rdmlint.model import RelatedPlace as RelatedPlace
    from rdmlint.model import Report as Report
    from rdmlint.model import Safety as Safety
    from rdmlint.model import Severity as Severity
    from rdmlint.model import Stats as Stats
    from rdmlint.text import Position as Position
    from rdmlint.text import Span as Span

__version__ = "0.1.0"

__all__ = [
    "ConfigError",
    "Diagnostic",
    "Edit",
    "Fix",
    "Position",
    "RdmlintError",
    "RelatedPlace",
    "Report",
    "Safety",
    "Severity",
    "SiteError",
    "Span",
    "Stats",
    "UsageError",
    "check_site",
]


def check_site(
    path: str | os.PathLike[str],
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: str | os.PathLike[str] | None = None,
    today: str | None = None,
) -> Report:
    """Return what rdmlint has to say about the site that *path* is in.

    The root of the site or its `content` directory stands for the whole site; any
    other path narrows what is shown to what lies in it. *select* (None: as
    configured) and *ignore* hold codes, beginnings of codes, names or `ALL`.
    *config* is a configuration file (None: the site's own, where it has one).
    *today* is the date, as in `2030-01-31`, that decides whether a page is published
    (None: the clock's).

    Raises `RdmlintError`: `UsageError` for a path or rule that does not exist,
    `SiteError` where there is no Hugo site or its configuration cannot be read,
    `ConfigError` for a configuration that cannot be used.
    """
    from datetime import date

    import msgspec

    from rdmlint import app, errors, settings
    from rdmlint.hugo.discover import find_root

    try:
        day = None if today is None else date.fromisoformat(today).isoformat()
    except ValueError as error:
        message = f"{today!r} is no date such as 2030-01-31"
        raise errors.UsageError(message) from error
    flags = settings.Flags(
        select=None if select is None else tuple(select), ignore=tuple(ignore)
    )
    (found,) = settings.load([path], find_root=find_root, config=config, flags=flags)
    return app.check(msgspec.structs.replace(found, today=day))


def __getattr__(name: str) -> object:
    # Looked up when asked for: importing the package itself must stay free.
    if name in __all__:
        from importlib import import_module

        for home in ("model", "errors", "text"):
            found: object = getattr(import_module(f"{__name__}.{home}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
