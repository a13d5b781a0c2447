"""`rdmlint links`: the links of a page, or what other sites answer."""

from __future__ import annotations

import os
import sys

from rdmlint.cli.online import add_online, end_progress, plan_of
from rdmlint.cli.options import (
    action_of,
    add_page_form,
    choice,
    command_at,
    parsed,
    parser_of,
    settings_of_one,
)
from rdmlint.cli.terminal import say, view_of
from rdmlint.errors import RdmlintError, UsageError


def run(words: list[str]) -> int:
    """Show the links of a page, or ask other sites about the links to them."""
    at = command_at(words)
    action = words[at] if at < len(words) else ""
    if action in ("check", "explain"):
        return _online_links(action, words[:at] + words[at + 1 :])
    parser = parser_of(
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
    parser.add_argument("action", nargs="?", metavar="show", help="what to do")
    parser.add_argument(
        "page", nargs="?", metavar="PAGE", help="the source or URL of a page"
    )
    add_page_form(parser, "text (the default) or json")
    arguments = parsed(parser, words)
    action_of("links", arguments.action, ("show", "check", "explain"))
    if arguments.page is None:
        raise UsageError("rdmlint links show names no page", hint="a source or a URL")

    from rdmlint.commands import links

    format = choice("--format", arguments.format, links.FORMATS)
    is_file = os.path.isfile(arguments.page)
    settings = settings_of_one(arguments.page if is_file else os.curdir)
    found = links.show(settings, arguments.page)
    view = view_of(arguments, format, (), sys.stdout)
    say(links.render(found, format, view), is_json=format == "json")
    return 0


def _online_links(action: str, words: list[str]) -> int:
    """Ask other sites: about all links of a site, some addresses, or one closely."""
    is_one = action == "explain"
    parser = parser_of(
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
    add_online(parser.add_argument, has_since=False)
    add_page_form(parser, "text (the default) or json")
    arguments = parsed(parser, words)

    from rdmlint.commands import external
    from rdmlint.settings import External

    format = choice("--format", arguments.format, external.FORMATS)
    plan = plan_of(arguments)
    view = view_of(arguments, format, (), sys.stdout)
    if not is_one and not arguments.urls:
        checked = external.check_site(settings_of_one(os.curdir), plan)
    else:
        try:
            stated = settings_of_one(os.curdir).external
        except RdmlintError:
            stated = External()  # addresses can be asked for anywhere
        if is_one:
            found = external.explain(arguments.urls[0], stated, plan)
            end_progress(arguments)
            text = external.render_explained(found, format, view)
            say(text, is_json=format == "json")
            return 0
        checked = external.check(arguments.urls, stated, plan)
    end_progress(arguments)
    say(external.render(checked, format, view), is_json=format == "json")
    return checked.exit_code
