"""A key in front matter has nothing behind it.

The key is there and says nothing, mostly because a template was not filled in. Readers
of the file take it for done, and a check that only asks whether the key is there
passes.

Write the value, or take the key away. Text that is empty (`""`), empty lists and `null`
that was written out are taken for meant.

See: <https://gohugo.io/content-management/front-matter/>
"""

from __future__ import annotations

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
    Severity,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `empty-value`."""

    allow: tuple[str, ...] = ()
    """Keys that may be empty, such as `tags`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each key of *front_matter* behind whose colon nothing stands."""
    if front_matter.format != "yaml":
        return  # elsewhere a value cannot be left out
    allowed = {key.lower() for key in ctx.options.allow}
    for entry in front_matter.root.entries:
        key = entry.key.lower()
        if key in allowed:
            continue
        if is_empty(entry):
            yield told(entry)
        elif key in ("menu", "menus") and isinstance(entry.value, Mapping):
            yield from in_menus(entry.value)


def in_menus(menus: Mapping) -> Iterator[Violation]:
    """Report empty keys of entries; a menu's name alone is an entry without more."""
    for menu in menus.entries:
        if isinstance(menu.value, Mapping):
            for entry in menu.value.entries:
                if is_empty(entry):
                    yield told(entry)


def told(entry: Entry) -> Violation:
    """Return what is said of *entry*."""
    message = f"`{entry.key}` has no value; write one, or take the key away"
    return Violation(entry.key_span, message)


def is_empty(entry: Entry) -> bool:
    """Tell whether nothing at all was written behind the colon."""
    value = entry.value
    return (
        isinstance(value, Scalar)
        and value.kind == "null"
        and value.span.start == value.span.end
    )


EXAMPLES = (
    Bad(
        "---\ntitle: T\n«category»:\n---\n",
        message="`category` has no value; write one, or take the key away",
    ),
    Bad("---\n«title»: # to do\n«tags»:   \ntoc: true\n---\n"),
    Bad("---\ntitle: T\nmenu:\n  main:\n    «name»:\n    weight: 1\n---\n"),
    Good("---\ntitle: T\nsummary: ''\ntags: []\nicon: null\nlogo: ~\n---\n"),
    Good(
        "---\ntitle: T\nmenu:\n  main:\ntags:\n- a\n---\n", note="A menu's name alone."
    ),
    Good("---\ntitle: T\ncategory:\n---\n", options={"allow": ["category"]}),
)

RULE = PageRule(
    code="FM032",
    name="empty-value",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
