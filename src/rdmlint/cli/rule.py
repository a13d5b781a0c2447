"""`rdmlint rule`: a rule explained."""

from __future__ import annotations

from rdmlint.cli.options import add_form, output_format, parsed, parser_of
from rdmlint.cli.terminal import say


def run(words: list[str]) -> int:
    """Explain the rule that *words* name."""
    parser = parser_of(
        "rule",
        "CODE-OR-NAME",
        "Explain a rule: what it finds, why it matters, and what to do.",
        "examples:\n  rdmlint rule BS004\n  rdmlint rule aria-controls-mismatch\n",
    )
    parser.add_argument("rule", metavar="CODE-OR-NAME", help="a rule, any letter case")
    add_form(parser)
    arguments = parsed(parser, words)

    from rdmlint.commands import rule

    format = output_format(arguments.output_format, ("text", "json"), variable=False)
    say(rule.render(arguments.rule, format), is_json=format == "json")
    return 0
