"""A `cascade` says in a way that Hugo refuses which pages it is for.

Hugo ends the build with an error then. Which pages get what a `cascade` holds is said
below its `target`, a map with `kind`, `path`, `environment` or `sites`. `kind` is
`page`, `home`, `section`, `taxonomy` or `term`, or a glob that matches one of them; in
a glob every `[` has its `]`. Beside the values themselves, `kind`, `path`, `lang` and a
second `cascade` are not allowed.

Move the condition below `target`, and name a kind that exists.

See: <https://gohugo.io/content-management/front-matter/#cascade>
"""

from __future__ import annotations

from typing import TypeGuard

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Entry,
    FrontMatter,
    Good,
    Iterator,
    Mapping,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Value,
    Violation,
    listed,
)

KINDS = ("home", "page", "section", "taxonomy", "term")
MISPLACED = ("kind", "path", "lang", "cascade")
SPECIAL = frozenset("*?[]{}!\\")


class Options(RuleOptions, frozen=True):
    """Settings of `cascade-target-invalid`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report targets of the `cascade` in *front_matter* at which Hugo stops."""
    value = front_matter.root.get("cascade")
    for item in value.items if isinstance(value, Sequence) else (value,):
        for entry in item.entries if isinstance(item, Mapping) else ():
            key = entry.key.lower()
            if key in MISPLACED:
                yield Violation(entry.key_span, misplaced(key))
            elif key in ("target", "_target"):
                yield from invalid(entry)


def misplaced(key: str) -> str:
    """Say where *key*, beside the values of a cascade, belongs."""
    if key in ("kind", "path"):
        return f"Hugo allows `{key}` only below the `target` of a cascade"
    return f"Hugo allows no `{key}` in a cascade"


def invalid(target: Entry) -> Iterator[Violation]:
    """Yield what is wrong with *target*; nothing behind the key is no target."""
    value = target.value
    if isinstance(value, Scalar) and value.value is None:
        return
    if not isinstance(value, Mapping):
        yield Violation(value.span, f"`{target.key}` of a cascade must be a map")
        return
    kind = value.get("kind")
    if is_word(kind) and str(kind.value).lower() not in ("", *KINDS):
        yield Violation(
            kind.span,
            f"`{kind.value}` is no kind of page; there are {listed(KINDS)}",
        )
    path = value.get("path")
    if isinstance(path, Scalar) and has_open_bracket(str(path.value)):
        yield Violation(path.span, "Hugo reads no glob where a `[` has no `]`")


def is_word(value: Value | None) -> TypeGuard[Scalar]:
    """Tell whether *value* is a word, and no glob."""
    return (
        isinstance(value, Scalar)
        and value.kind in ("string", "int")
        and not SPECIAL & {*str(value.value)}
    )


def has_open_bracket(glob: str) -> bool:
    """Tell whether a `[` in *glob* is never closed; escapes are left to Hugo."""
    _, bracket, rest = glob.rpartition("[")
    return bool(bracket) and "]" not in rest and "\\" not in glob


EXAMPLES = (
    Bad(
        "---\ncascade:\n  «kind»: page\n  toc: true\n---\n",
        message="Hugo allows `kind` only below the `target` of a cascade",
    ),
    Bad(
        "---\ncascade:\n  - target: {kind: «pages»}\n    toc: true\n"
        "  - target: «/news/**»\n    «lang»: en\n---\n",
        messages=(
            "`pages` is no kind of page; there are `home`, `page`, `section`, "
            "`taxonomy` and `term`",
            "`target` of a cascade must be a map",
            "Hugo allows no `lang` in a cascade",
        ),
    ),
    Bad(
        '---\ncascade:\n  target:\n    path: «"/news/[0-9*"»\n---\n',
        message="Hugo reads no glob where a `[` has no `]`",
    ),
    Good(
        "---\ncascade:\n  - target: {kind: Page, path: '/news/[0-9]*'}\n"
        "    params: {kind: report}\n  - target: {kind: '{page,section}'}\n---\n"
    ),
    Good("---\ncascade:\n  target:\n  toc: true\n---\n", note="No target at all."),
    Good("---\nkind: report\npath: x\n---\n", note="Own fields, in no cascade."),
)

RULE = PageRule(
    code="FM036",
    name="cascade-target-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
