"""What Hugo refuses of the pages and files that a content adapter makes.

Source: Hugo, `resources/page/pagemeta/page_frontmatter.go`; observed with Hugo 0.168.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from rdmlint.syntax import pipelines
from rdmlint.syntax.gotmpl import Template
from rdmlint.syntax.pipelines import Chain, Constant, Name, Pipeline, Term
from rdmlint.text import Span


class AdapterFault(NamedTuple):
    """What is refused: the action that makes it, and a sentence."""

    span: Span
    message: str


def faults(template: Template) -> Iterator[AdapterFault]:
    """Yield what *template* hands to Hugo as it stands there, and Hugo refuses."""
    for action in template.actions:
        if action.kind != "pipeline" or ".Add" not in action.code:
            continue
        pipeline = pipelines.parse(action.code)
        for command in pipeline.commands if pipeline else ():
            if message := _refused(command):
                yield AdapterFault(action.span, message)


_METHODS: Final = (("AddPage",), ("AddResource",))


def _refused(command: tuple[Term, ...]) -> str | None:
    if len(command) != 2 or not isinstance(command[0], Chain):
        return None
    method, given = command[0].fields, _dict(command[1])
    if method not in _METHODS or given is None:
        return None
    if "path" not in given or given["path"] == Constant(""):
        return "A page or file needs a `path`: the empty one is home's; Hugo stops here"
    content = _dict(given["content"]) if "content" in given else None
    if content is not None and "markup" in content:
        return "Content has a `mediaType`, not a `markup`; Hugo stops here"
    return None


def _dict(term: Term) -> dict[str, Term] | None:
    """Return the values of `(dict …)` by lowered key; None: it is none, or computed."""
    if (
        not isinstance(term, Chain)
        or term.fields
        or not isinstance(term.base, Pipeline)
    ):
        return None
    commands = term.base.commands
    if (
        len(commands) != 1
        or commands[0][0] != Name("dict")
        or len(commands[0]) % 2 == 0
    ):
        return None
    names, values = commands[0][1::2], commands[0][2::2]
    found: dict[str, Term] = {}
    for name, value in zip(names, values, strict=True):
        if not isinstance(name, Constant) or not isinstance(name.value, str):
            return None
        found[name.value.lower()] = value
    return found
