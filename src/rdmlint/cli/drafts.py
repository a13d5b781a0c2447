"""Files that a command drafts for a person to finish: shown, and written if agreed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from rdmlint.cli.terminal import agrees, say, write_file
from rdmlint.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_draft(parser: ArgumentParser, default: str) -> None:
    """Add what a command knows that drafts a file, *default* from the site's root."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a path in the site")
    parser.add_argument(
        "-y", "--yes", action="store_true", help="write the file without asking"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"write to FILE, which must not be there yet (default: {default} in the "
        "site's root)",
    )


def offered(file: str, draft: Callable[[], str], arguments: Namespace) -> int:
    """Show the *draft*, and write it to the new *file* if the user agrees."""
    from rdmlint.settings import shown_path

    if os.path.lexists(file):
        raise UsageError("this file is there already, and is left as it is", path=file)
    text = draft()
    if not (arguments.yes and arguments.quiet):
        say(text)
    if not arguments.yes and not agrees(f"Write this to {file}? [y/N]"):
        say(f"Nothing was written; --yes writes this to {file}\n", sys.stderr)
        return 0
    os.makedirs(os.path.dirname(file) or os.curdir, exist_ok=True)
    write_file(file, text, is_new=True)
    if not arguments.quiet:
        say(
            f"Written to {shown_path(os.path.abspath(file))}; now: rdmlint check\n",
            sys.stderr,
        )
    return 0
