"""What the command line says, as settings: parsers, and the options several have."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NoReturn

from rdmlint.cli.terminal import WIDTH, columns, is_inside
from rdmlint.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from rdmlint.settings import Settings


FORMAT_VARIABLE: Final = "RDMLINT_OUTPUT_FORMAT"


def parser_of(
    command: str, usage: str, description: str, epilog: str
) -> ArgumentParser:
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
            width=min(columns(sys.stdout), WIDTH) - 2,
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


def add_form(parser: ArgumentParser) -> None:
    """Add the option that asks for text or JSON."""
    parser.add_argument(
        "--output-format", metavar="FORMAT", help="text (the default) or json"
    )


def add_page_form(parser: ArgumentParser, formats: str) -> None:
    """Add the option that asks for one of *formats*, a sentence for the help."""
    parser.add_argument(
        "--format",
        "--output-format",
        metavar="FORMAT",
        default="text",
        help=formats,
    )


def add_settings(parser: ArgumentParser) -> None:
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


def parsed(parser: ArgumentParser, words: list[str]) -> Namespace:
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
    arguments.color = choice("--color", arguments.color, ("auto", "always", "never"))
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


def settings_of(arguments: Namespace, paths: Sequence[str]) -> tuple[Settings, ...]:
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
        fail_on=None if fail_on is None else choice("--fail-on", fail_on, choices),
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
            yield path if is_inside(file, site) else site


def one_site(path: str) -> str:
    """Return the root of the one site that *path* stands for."""
    from rdmlint.hugo.discover import find_sites
    from rdmlint.settings import existing, shown_path

    existing(path)
    root, *others = find_sites(path)
    if others:
        known = ", ".join(map(shown_path, (root, *others)))
        raise UsageError("there are several sites here", hint=f"name one of {known}")
    return root


def settings_of_one(path: str) -> Settings:
    """Return the settings of the one site that *path* stands for."""
    from rdmlint import settings
    from rdmlint.hugo.discover import find_root

    root = one_site(path)
    is_part = is_inside(os.path.realpath(path), os.path.realpath(root))
    (found,) = settings.load([path if is_part else root], find_root=find_root)
    return found


def _rules_of(flag: str, values: list[str] | None) -> tuple[str, ...] | None:
    """Return the rules that *values* of *flag* name; None: it was not given."""
    if values is None:
        return None
    found = tuple(word.strip() for each in values for word in each.split(","))
    if not all(found):
        raise UsageError(f"{flag} names no rule", hint=f"such as {flag} BS,LK001")
    return found


def choice(what: str, word: str, choices: Iterable[str]) -> str:
    """Return *word* if it is one of *choices* for *what*; raise if not."""
    if word in choices:
        return word
    from rdmlint.settings import did_you_mean

    hint = did_you_mean(word, choices) or f"it is one of {', '.join(choices)}"
    raise UsageError(f"{what} cannot be `{word}`", hint=hint)


def refuse_alone(
    arguments: Namespace, names: Iterable[str], main: str, what: str
) -> None:
    """Raise where one of the options *names* is given, which *main* alone gives sense.

    *what* is what they say. Names are as `argparse` keeps them: `link_cache`.
    """
    for name in names:
        if getattr(arguments, name):
            word = f"--{name.replace('_', '-')}"
            raise UsageError(
                f"{word} says {what}, and nothing says to do so",
                hint=f"write {main} {word}",
            )


def action_of(command: str, word: str | None, actions: Sequence[str]) -> str:
    """Return *word* if it is one of the *actions* of *command*; raise if not."""
    if word is None:
        hint = f"it is one of {', '.join(actions)}"
        raise UsageError(f"rdmlint {command} is not told what to do", hint=hint)
    return choice(f"rdmlint {command}", word, actions)


def output_format(
    word: str | None, formats: Sequence[str], *, variable: bool = True
) -> str:
    """Return the output format that *word* asks for, or the environment, or `text`."""
    if word is not None:
        return choice("--output-format", word, formats)
    wanted = os.environ.get(FORMAT_VARIABLE) if variable else None
    return choice(f"${FORMAT_VARIABLE}", wanted, formats) if wanted else "text"


def command_at(words: Sequence[str]) -> int:
    """Return where in *words* the command stands; their number where it does not."""
    takes_value = False
    for at, word in enumerate(words):
        if not word.startswith("-") and not takes_value:
            return at
        takes_value = word == "--color"
    return len(words)
