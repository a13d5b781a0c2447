"""What people read, and where: streams, colour, width, and files written for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from rdmlint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from rdmlint.model import Report
    from rdmlint.report.view import View


PLEA: Final = (
    "This is a fault of rdmlint, not of your site. Please report it to its authors,",
    "with what the same command prints when you add -v.",
)

WIDTH: Final = 100
"""Columns of a line where there is no terminal to ask."""


def view_of(
    arguments: Namespace,
    format: str,
    reports: Sequence[Report],
    stream: TextIO | None,
) -> View:
    """Return how *reports* are looked at on *stream* (None: in a file)."""
    from rdmlint.report.view import View

    base = os.getcwd()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if format == "github" and workspace and os.path.isdir(workspace):
        # GitHub takes paths of annotations from the root of the checkout.
        inside = os.path.realpath(workspace)
        if all(is_inside(os.path.realpath(each.root), inside) for each in reports):
            base = workspace
    is_shown = is_terminal(stream)
    colour = stream is not None and has_colour(
        arguments.color, os.environ, is_terminal=is_shown
    )
    return View(
        base=base,
        width=WIDTH if stream is None else columns(stream),
        colour=colour,
        hyperlinks=colour and is_shown and not os.environ.get("CI"),
        paths=tuple(getattr(arguments, "paths", ())),
        quiet=arguments.quiet,
        statistics=getattr(arguments, "statistics", False),
        show_unknown=getattr(arguments, "show_unknown", False),
        show_fixes=getattr(arguments, "show_fixes", False),
    )


def has_colour(
    choice: str, environment: Mapping[str, str], *, is_terminal: bool
) -> bool:
    """Tell whether to print in colour: by flag, then variables, then terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environment.get(name, "") not in ("", "0"):
            return True
    return is_terminal and environment.get("TERM") != "dumb"


def is_inside(path: str, folder: str) -> bool:
    """Tell whether *path* is *folder* or lies below it; both absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def columns(stream: TextIO) -> int:
    """Return how wide lines on *stream* may be."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and 0 < len(wanted) < 5 and int(wanted) > 0:
        return int(wanted)
    if not is_terminal(stream):
        return WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except OSError:
        return WIDTH


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person may look at *stream*; None is where nothing can be."""
    return stream is not None and stream.isatty()


def agrees(question: str) -> bool:
    """Ask *question* at a terminal; nobody to ask is no."""
    from rdmlint.report.visible import visible

    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return False
    say(f"\n{visible(question)} ", sys.stderr)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def accept_all(stream: TextIO | None) -> None:
    """Let *stream* write what its encoding has no character for as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def say(text: str, stream: TextIO | None = None, *, is_json: bool = False) -> None:
    """Write *text* to *stream* (None: standard output).

    Where nobody reads it any more, it is dropped, as a pager's user expects.
    """
    stream = stream or sys.stdout
    if stream is None or not text:  # pyright: ignore[reportUnnecessaryComparison]
        return
    reconfigure = getattr(stream, "reconfigure", None)
    if is_json and reconfigure:
        reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # Else Python complains on its way out, when it flushes once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_exactly(text: str) -> None:
    """Write a diff to standard output, byte for byte.

    In GitHub Actions no line of it is taken for a command; tools that apply it skip
    what surrounds it.
    """
    if not text:
        return
    if os.environ.get("GITHUB_ACTIONS") == "true":
        token = os.urandom(16).hex()
        text = f"::stop-commands::{token}\n{text}::{token}::\n"
    stream = sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    say(text)


def complain(*sentences: str) -> None:
    """Tell the user what went wrong, a line for each of *sentences*."""
    from rdmlint.report.visible import visible

    lines = "".join(f"{visible(sentence)}\n" for sentence in sentences)
    say(f"rdmlint: {lines}", sys.stderr)


def write_file(file: str, text: str, *, is_new: bool = False) -> None:
    """Write *text* to *file*, in UTF-8; *is_new*: only where nothing is there."""
    mode = "x" if is_new else "w"
    try:
        with open(
            file, mode, encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=file) from error
