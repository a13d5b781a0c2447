"""`rdmlint rules`: the list of all rules."""

from __future__ import annotations

import sys

from rdmlint.cli.options import add_form, output_format, parsed, parser_of
from rdmlint.cli.terminal import say, view_of


def run(words: list[str]) -> int:
    """List all rules."""
    parser = parser_of(
        "rules",
        "",
        "List all rules: code, name, severity, whether they run by default, and "
        "whether they offer a fix.",
        "examples:\n  rdmlint rules\n  rdmlint rules --output-format json\n",
    )
    add_form(parser)
    arguments = parsed(parser, words)

    from rdmlint.commands import rules

    format = output_format(arguments.output_format, ("text", "json"), variable=False)
    view = view_of(arguments, format, (), sys.stdout)
    say(rules.render(format, view), is_json=format == "json")
    return 0
