"""What can be wrong with a request; faults in content are values, not exceptions.

    RdmlintError
    ├── UsageError      the command line asks for something that does not exist
    ├── SiteError       the path leads to no Hugo site
    └── ConfigError     rdmlint's own configuration cannot be used

All are raised anywhere and caught once, in `cli.main`: exit code 2.
"""

from __future__ import annotations


class RdmlintError(Exception):
    """A request that cannot be carried out.

    *message* is one sentence for the user. *path* is the file it speaks of, as the
    user would write it (None: no file); *line* and *column* count from 1 (None:
    the whole file). *hint* says what to try (None: nothing to add).
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Keep the sentence and the place it speaks of."""
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """Return `path:line:column: message (hint)`, as far as it is known."""
        place = ":".join(
            str(part)
            for part in (self.path, self.line, self.column)
            if part is not None
        )
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class UsageError(RdmlintError):
    """The command line asks for something that does not exist."""


class SiteError(RdmlintError):
    """The path leads to no Hugo site."""


class ConfigError(RdmlintError):
    """rdmlint's own configuration cannot be used."""
