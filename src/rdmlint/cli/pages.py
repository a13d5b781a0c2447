"""`rdmlint pages`: what the site publishes."""

from __future__ import annotations

import os
import sys

from rdmlint.cli.options import (
    add_page_form,
    choice,
    parsed,
    parser_of,
    settings_of_one,
)
from rdmlint.cli.terminal import say, view_of


def run(words: list[str]) -> int:
    """List the pages of the site that *words* name."""
    parser = parser_of(
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
    add_page_form(parser, "text (the default), json or csv")
    arguments = parsed(parser, words)

    from rdmlint.commands import pages

    format = choice("--format", arguments.format, pages.FORMATS)
    extras = [
        choice("--with", word.strip(), pages.EXTRAS)
        for each in arguments.extras
        for word in each.split(",")
    ]
    found = pages.listing(settings_of_one(arguments.path or os.curdir), extras)
    view = view_of(arguments, format, (), sys.stdout)
    say(pages.render(found, format, view), is_json=format != "text")
    return 0
