"""The command line: words to settings, a report to text and an exit code.

Nothing heavy is imported before it is needed, so that `--version` and `--help` take
little longer than Python itself.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Final, NoReturn

from rdmlint import __version__
from rdmlint.cli.options import command_at
from rdmlint.cli.terminal import PLEA, accept_all, complain, say
from rdmlint.errors import RdmlintError, UsageError

USAGE, OWN_FAULT, INTERRUPTED = 2, 3, 130
"""Exit codes beside those of a report: the request, rdmlint itself, Ctrl-C."""

COMMANDS: Final = (
    "check",
    "init",
    "rule",
    "rules",
    "config",
    "pages",
    "links",
    "facilities",
    "parity",
)
"""Each is a module beside this one, with a function `run`."""

HELP: Final = """\
Find what will be broken once a Hugo site is published, without running Hugo.

usage: rdmlint COMMAND [options]

commands:
  check [PATH ...]      report what is wrong on the site you are in, or in PATH
  init [PATH]           write a configuration that fits the site as it is
  rule CODE-OR-NAME     explain a rule: what it finds, why, and what to do
  rules                 list all rules
  config show           print the settings that count, and where they come from
  config schema         print the JSON Schema of rdmlint.toml, for editors
  pages [PATH]          list what the site publishes
  links show PAGE       show what a page links to, and who links to it
  links check [URL ...] ask other sites whether the links to them, or URLs, work
  links explain URL     ask for one address, and tell what came of it step by step
  facilities init       draft a registry of facilities from the links of the site
  parity [PATH]         run the real Hugo and say where rdmlint is wrong about a site

options, with every command:
  -q, --quiet           print nothing but the result
  -v, --verbose         say more on what was done; show where rdmlint itself failed
  --color WHEN          auto (the default), always or never
  -h, --help            show this, or the help of a command
  --version             print the version

examples:
  rdmlint check
  rdmlint check content/topics --select LK
  rdmlint rule link-target-missing
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run rdmlint with the words of *argv* (None: those of the process).

    Returns the exit code: 0 nothing that fails the run, 1 something found, 2 wrong
    usage or configuration or no site, 3 a fault of rdmlint, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        accept_all(stream)
    try:
        return _run(words)
    except RdmlintError as error:
        complain(str(error))
        return USAGE
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except Exception as error:
        if {"-v", "--verbose"} & set(words):
            from traceback import format_exc

            say(format_exc(), sys.stderr)
        complain(f"{type(error).__name__}: {error}", *PLEA)
        return OWN_FAULT


def start() -> NoReturn:
    """Run rdmlint as a process of its own, and end that at once.

    Python would first take every fact apart: of a small site a tenth of the time.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    os._exit(code)


def _run(words: list[str]) -> int:
    at = command_at(words)
    before, command, behind = words[:at], words[at : at + 1], words[at + 1 :]
    if "--version" in before or command == ["version"]:
        say(f"rdmlint {__version__}\n")
        return 0
    if command == ["help"]:
        command, behind = behind[:1], ["--help"]
    if {"-h", "--help"} & {*before, *(behind if not command else ())}:
        command = []
        say(HELP)
        return 0
    if not command:
        say(HELP, sys.stderr)
        return USAGE
    if command[0] not in COMMANDS:
        raise _no_command(command[0])
    run: Callable[[list[str]], int]
    run = import_module(f"rdmlint.cli.{command[0]}").run
    return run(before + behind)


def _no_command(word: str) -> UsageError:
    """Return the error for *word* in the place of a command."""
    from rdmlint.settings import did_you_mean

    if os.path.lexists(word):
        hint = f"to check it: rdmlint check {word}"
    elif re.fullmatch(r"[A-Z]{2}[0-9]{3}", word):
        hint = f"to read about it: rdmlint rule {word}"
    else:
        hint = did_you_mean(word, COMMANDS) or f"there are {', '.join(COMMANDS)}"
    return UsageError(f"`{word}` is no command", hint=hint)
