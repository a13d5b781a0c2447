"""What a shortcode's template does with the text between its tags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rdmlint.hugo.config import InnerKind
from rdmlint.syntax.gotmpl import Action


def inner_kind(
    data: bytes, actions: Sequence[Action], partials: Mapping[str, _Source]
) -> InnerKind:
    """Return the kind of the template *data* with these *actions*.

    MARKDOWN where any action renders the text as Markdown; HTML where one prints it
    as it is between tags; OTHER where it is used in a way not understood here. A
    partial that is handed the text (`dict "content" .Inner`) is followed one step.
    *partials* are by name as in `partial_name`.

    Source: HUGO-SC-8: the field must stand in an action; strings and comments do not
    count.
    """
    uses_inner = any(
        _INNER.search(action.bare) for action in actions if "Inner" in action.code
    )
    if not uses_inner:
        return InnerKind.NONE
    if len(actions) > _LIMIT:
        return InnerKind.OTHER
    return _use(data, actions, [_INNER_FIELD], partials, depth=1)


def partial_name(name: str) -> str:
    """Return *name*, of a partial's file or in a call, as it is looked up."""
    head, slash, last = name.strip().lower().rpartition("/")
    return head + slash + last.partition(".")[0]


_Source = tuple[bytes, Sequence[Action]]
"""The bytes of a template and the actions in it."""

_LIMIT: Final = 2000
"""Templates with more actions are not followed."""
_INNER_FIELD: Final = r"\.Inner(?:Deindent)?\b"
_INNER: Final = re.compile(_INNER_FIELD)
_MARKDOWN: Final = re.compile(r"\b(?:markdownify|Markdownify|RenderString)\b")
_ASSIGNMENT: Final = re.compile(r"(\$\w+)\s*:?=")
_RANGE: Final = re.compile(r"range\s+(?:\$\w+\s*,\s*)?(\$\w+)\s*:?=")
_DOT: Final = r"(?<![\w)\]$.\"])\.(?![\w.])"
_PARTIAL: Final = re.compile(r"\bpartial(?:Cached)?\s+[\"`]([^\"`]+)[\"`]")
# Functions that leave HTML as it is.
_KEEPS: Final = re.compile(
    r"\b(?:safeHTML|trim|chomp|string|emojify|htmlUnescape|strings\.\w*Trim\w*"
    r"|strings\.Chomp|strings\.ReplaceAll|strings\.Replace|replace|replaceRE)\b"
    r"|\$\w+|[\s().|\"-]+"
)


def _use(
    data: bytes,
    actions: Sequence[Action],
    names: list[str],
    partials: Mapping[str, _Source],
    *,
    depth: int,
) -> InnerKind:
    """Return what becomes of the values that the patterns *names* stand for."""
    if len(actions) > _LIMIT:
        return InnerKind.OTHER
    best = InnerKind.OTHER
    tainted = re.compile("|".join(names))
    dots: set[int] = set()
    for index, action in enumerate(actions):
        bare = action.bare
        is_used = bool(tainted.search(bare))
        if not is_used and dots and _scope(actions, action) in dots:
            is_used = bool(re.search(_DOT, bare))
        if not is_used:
            continue
        if _MARKDOWN.search(bare):
            return InnerKind.MARKDOWN
        variable = _ASSIGNMENT.match(bare) or _RANGE.match(bare)
        if variable:
            name = re.escape(variable.group(1)) + r"\b"
            if name not in names:
                names.append(name)
                tainted = re.compile("|".join(names))
        if action.kind in ("with", "range"):
            dots.add(index)
        if action.kind != "pipeline" or variable:
            continue
        kind = InnerKind.OTHER
        called = _PARTIAL.search(action.code)
        if called and depth:
            kind = _handed(action.code, called.group(1), tainted, partials)
            if kind is InnerKind.MARKDOWN:
                return kind
        elif _is_printed(bare, tainted) and _is_between_tags(data, action.span.start):
            kind = InnerKind.HTML
        if kind is InnerKind.HTML:
            best = kind
    return best


def _scope(actions: Sequence[Action], action: Action) -> int | None:
    """Return the index of the `with` or `range` that makes the dot of *action*."""
    at = action.parent
    while at is not None and actions[at].kind not in ("with", "range", "define"):
        at = actions[at].parent
    return at


def _handed(
    code: str, name: str, tainted: re.Pattern[str], partials: Mapping[str, _Source]
) -> InnerKind:
    """Return what the partial *name* does with a value that its `dict` holds."""
    source = partials.get(partial_name(name))
    if source is None:
        return InnerKind.OTHER
    keys = [
        key
        for key, value in re.findall(r"\"(\w+)\"\s+(\([^()\"]*\)|[^\s()\"]+)", code)
        if tainted.search(value)
    ]
    if not keys:
        return InnerKind.OTHER
    fields = [rf"\.{re.escape(key)}\b" for key in keys]
    return _use(source[0], source[1], fields, {}, depth=0)


def _is_printed(bare: str, tainted: re.Pattern[str]) -> bool:
    return not _KEEPS.sub("", tainted.sub("", bare))


def _is_between_tags(data: bytes, at: int) -> bool:
    """Tell whether byte *at* is where an element's text may stand."""
    before = data[max(0, at - _LOOK_BACK) : at].lower()
    if before.rfind(b"<") > before.rfind(b">"):
        return False
    return not any(
        before.rfind(b"<" + name) > before.rfind(b"</" + name) for name in _VERBATIM
    )


_LOOK_BACK: Final = 20_000
_VERBATIM: Final = (b"script", b"style", b"textarea", b"pre", b"code")
