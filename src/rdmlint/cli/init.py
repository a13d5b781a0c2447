"""`rdmlint init`: a configuration that fits the site as it is."""

from __future__ import annotations

import os

from rdmlint.cli.drafts import add_draft, offered
from rdmlint.cli.options import one_site, parsed, parser_of


def run(words: list[str]) -> int:
    """Write a configuration that fits the site that *words* name."""
    parser = parser_of(
        "init",
        "[PATH]",
        "Write an rdmlint.toml that fits a site as it is, so that a check reports\n"
        "what is out of line there: what the pages of each directory have in common,\n"
        "and the evidence for each line. An existing configuration is left as it is.",
        "examples:\n  rdmlint init\n  rdmlint init --yes\n"
        "  rdmlint init --output rdmlint-new.toml\n",
    )
    add_draft(parser, "rdmlint.toml")
    arguments = parsed(parser, words)

    from rdmlint.commands import init
    from rdmlint.settings import shown_path

    root = one_site(arguments.path or os.curdir)
    file = arguments.output
    if file is None:
        init.refuse_second(root)
        file = shown_path(os.path.join(root, init.NAME))
    return offered(file, lambda: init.draft(root), arguments)
