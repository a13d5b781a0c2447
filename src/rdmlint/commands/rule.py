"""`rdmlint rule`: the page about one rule."""

from __future__ import annotations

import json

from rdmlint import docgen
from rdmlint.commands.rules import entry
from rdmlint.engine import registry


def render(word: str, format: str) -> str:
    """Return the page about the rule whose code or name is *word*.

    As text it is for a terminal; as JSON it is the rule's card with the whole page,
    all examples included, in Markdown. Raises `UsageError` where there is no such
    rule.
    """
    found = docgen.find(word, registry.load())
    if format == "json":
        card = {**entry(found.rule), "page": docgen.page_markdown(found)}
        return f"{json.dumps(card, indent=2, ensure_ascii=False)}\n"
    return docgen.page_text(found)
