"""`rdmlint config`: the settings that count, and the schema of their file."""

from __future__ import annotations

from rdmlint.cli.options import action_of, add_settings, parsed, parser_of, settings_of
from rdmlint.cli.terminal import say


def run(words: list[str]) -> int:
    """Print the settings that count, or the schema of the configuration file."""
    parser = parser_of(
        "config",
        "show|schema [PATH]",
        "show: print the settings that count, as an rdmlint.toml.\n"
        "schema: print the JSON Schema of rdmlint.toml, for editors.",
        "examples:\n  rdmlint config show\n"
        "  rdmlint config schema > rdmlint.schema.json\n",
    )
    parser.add_argument(
        "action", nargs="?", metavar="show|schema", help="what to print"
    )
    parser.add_argument("path", metavar="PATH", nargs="?", help="a path in the site")
    add_settings(parser)
    arguments = parsed(parser, words)
    action = action_of("config", arguments.action, ("show", "schema"))

    from rdmlint.commands import config

    if action == "schema":
        say(config.schema(), is_json=True)
        return 0
    sites = settings_of(arguments, [arguments.path] if arguments.path else [])
    say("\n".join(map(config.show, sites)))
    return 0
