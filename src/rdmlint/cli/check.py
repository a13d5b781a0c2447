"""`rdmlint check`: what is wrong on a site, and mending it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from rdmlint.cli.online import add_online, asker, end_progress, refuse_offline
from rdmlint.cli.options import (
    FORMAT_VARIABLE,
    add_settings,
    choice,
    output_format,
    parsed,
    parser_of,
    refuse_alone,
    settings_of,
)
from rdmlint.cli.terminal import (
    PLEA,
    complain,
    is_terminal,
    say,
    say_exactly,
    view_of,
    write_file,
)
from rdmlint.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from rdmlint.app import Mending
    from rdmlint.fixing import Mended
    from rdmlint.model import Report
    from rdmlint.settings import Settings


EXAMPLES: Final = """\
examples:
  rdmlint check
  rdmlint check content/topics content/about/_index.md
  rdmlint check --select LK,AR --ignore insecure-link
  rdmlint check --fix
  rdmlint check --diff --fixable BS,RD001
  rdmlint check --external --since main
  rdmlint check --output-format github -o json:findings.json
  rdmlint check --built public

A PATH shows only what is located there; the whole site is read all the same, for
what is renamed in one file breaks links in others. RULES are codes (BS004),
families (BS), names (aria-controls-mismatch) or ALL, with commas between them.
--fix changes what is shown and can be mended safely, --unsafe-fixes also what may
be meant otherwise; --diff exits with 1 if there is something to change.
A line of the format concise is path:line:column: severity[CODE] message.

exit codes: 0 nothing that fails the run, 1 something found, 2 wrong usage or
configuration or no site, 3 a fault of rdmlint itself, 130 interrupted
"""


class _Output(NamedTuple):
    """A file to write to. *is_copy*: the report is printed as well."""

    file: str
    format: str
    is_copy: bool


def run(words: list[str]) -> int:
    """Check the sites that *words* name: the main job."""
    parser = parser_of(
        "check", "[PATH ...]", "Report what is wrong on a Hugo site.", EXAMPLES
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a site, a file or directory of one, or a directory above several",
    )
    add_settings(parser)
    _add_built(parser)
    _add_fixing(parser)
    _add_other_sites(parser)
    _add_output(parser)
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="read every file anew, and keep nothing for the next run",
    )
    arguments = parsed(parser, words)
    refuse_offline(arguments)
    is_fixing = _is_fixing(arguments)

    from rdmlint.report import FORMATS

    format = output_format(arguments.output_format, FORMATS)
    outputs = [_output(word, format, FORMATS) for word in arguments.output]
    sites = settings_of(arguments, arguments.paths)
    if not any(settings.shown for settings in sites):
        arguments.paths = []  # they name whole sites, and narrow nothing
    reports: list[Report] = []
    files: list[tuple[str, Mended]] = []
    for settings in sites:
        if is_fixing:
            mending = _mended(settings, arguments)
            report = mending.report
            files += ((report.root, file) for file in mending.files)
        else:
            report = _checked(settings, arguments)
        end_progress(arguments)
        reports.append(report)
        if arguments.verbose:
            say(_account(settings, report), sys.stderr)
    if arguments.diff or arguments.fix_only:
        return _after_fixes(reports, files, arguments)
    _tell(reports, format, outputs, arguments)
    codes = [report.exit_code for report in reports]
    if files and arguments.exit_non_zero_on_fix:
        codes.append(1)
    return _code(codes, arguments)


def _checked(settings: Settings, arguments: Namespace) -> Report:
    from rdmlint import app
    from rdmlint.cache import default_directory
    from rdmlint.kept import FactStore

    kept = FactStore(default_directory(os.environ), settings.root)
    return app.check(
        settings,
        ask=asker(arguments, settings),
        kept=None if arguments.no_cache else kept,
    )


def _tell(
    reports: Sequence[Report],
    format: str,
    outputs: Sequence[_Output],
    arguments: Namespace,
) -> None:
    """Write *reports* to the files *outputs*, and print them in *format*."""
    from rdmlint.report import render

    for output in outputs:
        view = view_of(arguments, output.format, reports, stream=None)
        write_file(output.file, render(reports, output.format, view).main)
        if not arguments.quiet:
            say(f"The report is in {output.file}\n", sys.stderr)
    rendered = render(reports, format, view_of(arguments, format, reports, sys.stdout))
    if all(output.is_copy for output in outputs):
        say(rendered.main, is_json=format == "json")
    say(rendered.aside, sys.stderr)
    if any(report.has_crashed for report in reports):
        complain("a rule crashed (rule-crashed, above).", *PLEA)


def _add_built(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("what was built")
    group.add_argument(
        "--built",
        metavar="DIR",
        help="check the pages that Hugo wrote to DIR as well (public)",
    )


def _add_fixing(parser: ArgumentParser) -> None:
    """Add the options that say what is mended, and how."""
    group = parser.add_argument_group("mending")
    for flag, meaning in (
        ("--fix", "mend what can be mended safely, and report what is left"),
        ("--unsafe-fixes", "mend what may be meant otherwise too"),
        ("--diff", "print what --fix would change, and change nothing"),
        ("--fix-only", "mend, and do not report what is left"),
        ("--show-fixes", "say of each finding what was done about it"),
        ("--exit-non-zero-on-fix", "exit with 1 if anything was mended"),
    ):
        group.add_argument(flag, action="store_true", help=meaning)


def _add_other_sites(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("other sites")
    group.add_argument(
        "--external",
        action="store_true",
        help="go online, and ask other sites whether the links to them work",
    )
    add_online(group.add_argument)


def _add_output(parser: ArgumentParser) -> None:
    """Add the options that say what is told, where, and what counts in the end."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format",
        metavar="FORMAT",
        help=f"text (the default), concise, json or github; also ${FORMAT_VARIABLE}",
    )
    group.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="[FORMAT:]FILE",
        help="write the report to FILE; with FORMAT as well as to the terminal",
    )
    for flag, meaning in (
        ("--statistics", "count the findings of each rule"),
        ("--show-unknown", "say what could not be judged, and why"),
        ("--exit-zero", "exit with 0 whatever is found"),
    ):
        group.add_argument(flag, action="store_true", help=meaning)


def _is_fixing(arguments: Namespace) -> bool:
    """Tell whether fixes are applied; raise for options that contradict each other."""
    is_fixing = _says_how_to_fix(arguments)
    if is_fixing and arguments.built is not None:
        raise UsageError(
            "--built looks at what Hugo wrote, which fixes do not change",
            hint="mend the sources first, and build again",
        )
    return is_fixing


def _says_how_to_fix(arguments: Namespace) -> bool:
    if arguments.diff or arguments.fix_only:
        flag = "--diff" if arguments.diff else "--fix-only"
        if arguments.output or arguments.output_format:
            raise UsageError(f"{flag} prints no report, so there is no format for it")
        return True
    if not arguments.fix:
        names = ("unsafe_fixes", "show_fixes", "exit_non_zero_on_fix")
        refuse_alone(arguments, names, "--fix", "how to mend")
    return bool(arguments.fix)


def _mended(settings: Settings, arguments: Namespace) -> Mending:
    """Apply the fixes that *arguments* ask for to the site of *settings*."""
    from rdmlint import app, fixing

    safeties = fixing.ANY if arguments.unsafe_fixes else fixing.SAFE
    ask = asker(arguments, settings)
    return app.fix(settings, safeties, is_written=not arguments.diff, ask=ask)


def _after_fixes(
    reports: Sequence[Report], files: Iterable[tuple[str, Mended]], arguments: Namespace
) -> int:
    """Say what was changed, or would be, and nothing of what is left."""
    from rdmlint.report import closing, diff
    from rdmlint.report.view import path_from

    view = view_of(arguments, "text", reports, sys.stderr)
    lines: list[str] = [] if arguments.quiet else closing.notes(reports)
    codes = [report.exit_code for report in reports if report.has_crashed]
    if any(report.fixed for report in reports) and (
        arguments.diff or arguments.exit_non_zero_on_fix
    ):
        codes.append(1)
    if arguments.diff:
        is_shown = is_terminal(sys.stdout)
        text = "".join(
            diff.unified(
                path_from(view.base, root, file.path),
                file.before,
                file.after,
                is_shown=is_shown,
            )
            for root, file in files
        )
        say_exactly(text)
    if not arguments.quiet:
        said = closing.fixes(reports, view) or ["Nothing to mend."]
        if arguments.diff:
            said[-1] = said[-1].replace("Fixed", "Would fix")
        lines += said
    say("".join(f"{line}\n" for line in lines), sys.stderr)
    return _code(codes, arguments)


def _code(codes: Iterable[int], arguments: Namespace) -> int:
    """Return the worst of *codes*, of which 1 counts unless it must not."""
    return max(
        (code for code in codes if code > 1 or not arguments.exit_zero), default=0
    )


def _output(word: str, default: str, formats: Sequence[str]) -> _Output:
    """Return what `[FORMAT:]FILE` asks for."""
    head, colon, tail = word.partition(":")
    # One letter is a drive of Windows; a path may hold a colon further back.
    is_format = bool(colon) and re.fullmatch(r"[a-z][a-z-]+", head) is not None
    file = tail if is_format else word
    format = choice("--output", head, formats) if is_format else default
    folder = os.path.dirname(file) or os.curdir
    if not file or os.path.isdir(file) or not os.path.isdir(folder):
        raise UsageError(f"--output cannot write to `{file}`", hint="it names a file")
    return _Output(file, format, is_copy=is_format)


def _account(settings: Settings, report: Report) -> str:
    """Return what was done, for those who asked."""
    from rdmlint.report.visible import visible
    from rdmlint.settings import shown_path

    source = settings.config_path
    return (
        f"site: {visible(shown_path(report.root))}\n"
        f"configuration: {visible(shown_path(source)) if source else 'none'}\n"
        f"rules: {report.stats.rules}, "
        f"suppressed findings: {len(report.suppressed)}, "
        f"time: {report.stats.seconds:.2f} s\n"
    )
