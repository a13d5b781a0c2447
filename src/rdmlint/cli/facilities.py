"""`rdmlint facilities`: the draft of a registry of facilities."""

from __future__ import annotations

import os

from rdmlint.cli.drafts import add_draft, offered
from rdmlint.cli.options import action_of, one_site, parsed, parser_of


def run(words: list[str]) -> int:
    """Write the draft of a registry of facilities."""
    parser = parser_of(
        "facilities",
        "init [PATH]",
        "Draft a registry of facilities: the research infrastructure units and\n"
        "services that pages send readers to, as the site's links and data name them,\n"
        "for a person to finish. A file that is there is left as it is.",
        "examples:\n  rdmlint facilities init\n"
        "  rdmlint facilities init --pages 'www.example.org/units/*' --yes\n",
    )
    parser.add_argument("action", nargs="?", metavar="init", help="what to do")
    add_draft(parser, "data/facilities.yaml")
    parser.add_argument(
        "--pages",
        metavar="GLOB",
        action="append",
        default=[],
        help="take the links to what lies there, a host or a host with a path, and no "
        "others (default: what sounds like a facility); may be repeated",
    )
    arguments = parsed(parser, words)
    action_of("facilities", arguments.action, ("init",))

    from rdmlint.commands import facilities
    from rdmlint.settings import Settings, shown_path

    root = one_site(arguments.path or os.curdir)
    file = arguments.output or shown_path(os.path.join(root, facilities.NAME))
    settings, pages = Settings(root=root), tuple(arguments.pages)
    return offered(file, lambda: facilities.draft(settings, pages), arguments)
