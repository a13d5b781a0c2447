"""The options that say how other sites are asked, and the progress of asking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from rdmlint.cli.options import refuse_alone
from rdmlint.cli.terminal import columns, is_terminal, say
from rdmlint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from rdmlint.app import Ask
    from rdmlint.commands.online import Plan
    from rdmlint.probe.run import Progress
    from rdmlint.settings import Settings


def add_online(add: Callable[..., object], *, has_since: bool = True) -> None:
    """Add the options that say how other sites are asked, by calling *add*."""
    if has_since:
        add(
            "--since",
            metavar="COMMIT",
            help="ask only for links on lines that were changed since COMMIT",
        )
    add(
        "--untrusted",
        action="store_true",
        help="the site may be a stranger's: its configuration cannot make rdmlint ask "
        "more, or elsewhere (always so for pull requests on GitHub)",
    )
    add(
        "--link-cache",
        metavar="FILE",
        help="keep answers in FILE, which CI can save and restore, and not in the "
        "cache of this user",
    )
    add(
        "--no-link-cache",
        action="store_true",
        help="neither use answers of earlier runs nor keep those of this one",
    )


def refuse_offline(arguments: Namespace) -> None:
    """Raise for options that say how to go online where nothing says to do so."""
    names = ("since", "untrusted", "link_cache", "no_link_cache")
    if not arguments.external:
        refuse_alone(arguments, names, "--external", "how to ask other sites")


def plan_of(arguments: Namespace) -> Plan:
    """Return how to go online."""
    from rdmlint.commands import online

    if arguments.no_link_cache and arguments.link_cache is not None:
        raise UsageError(
            "--no-link-cache keeps no answers, and --link-cache says where"
        )
    return online.plan_for(
        os.environ,
        since=getattr(arguments, "since", None),
        is_untrusted=arguments.untrusted,
        cache_file=arguments.link_cache,
        is_cached=not arguments.no_link_cache,
        report=_tell_progress if _has_progress(arguments) else None,
    )


def asker(arguments: Namespace, settings: Settings) -> Ask | None:
    """Return what asks other sites; None: nothing says to go online."""
    if not arguments.external:
        return None
    from rdmlint.commands.online import Asker

    return Asker(plan_of(arguments), settings.root)


def _has_progress(arguments: Namespace) -> bool:
    """Tell whether somebody watches: at a terminal, not in CI, and not told to hush."""
    is_dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))
    return is_terminal(sys.stderr) and not is_dumb and not arguments.quiet


def _tell_progress(progress: Progress) -> None:
    from rdmlint.commands.online import progress_line

    line = progress_line(progress, columns(sys.stderr))
    say(f"\r\x1b[K{line}", sys.stderr)


def end_progress(arguments: Namespace) -> None:
    """Clear the line about progress, if there is one."""
    if getattr(arguments, "external", True) and _has_progress(arguments):
        say("\r\x1b[K", sys.stderr)
