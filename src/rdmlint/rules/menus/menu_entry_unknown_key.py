"""What a page says of its menus has a key or a form that Hugo does not know.

A key that an entry does not have, such as `wieght`, is ignored without a word. Where an
entry stands in the place of a menu, or text in the place of an entry, the build ends
with an error that names no line as soon as a layout asks for the menu.

Below `menu` stands the name of a menu, a list of such names, or a map: the name of the
menu, and below it the entry with any of `name`, `identifier`, `parent`, `weight`,
`title`, `pre`, `post`, `pageRef`, `url` and `params`.

    menu:
      main:
        weight: 10

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Entry,
    Fix,
    Fixes,
    FrontMatter,
    Good,
    Iterator,
    Mapping,
    PageRule,
    RuleOptions,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
)

KEYS = (
    "name",
    "identifier",
    "parent",
    "weight",
    "title",
    "pre",
    "post",
    "pageRef",
    "url",
    "params",
)
LIST_OF_ENTRIES = (
    "A list of menus holds names alone; for entries, write the menus as keys"
)
LOWERED = tuple(key.lower() for key in KEYS)


class Options(RuleOptions, frozen=True):
    """Settings of `menu-entry-unknown-key`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report what `menu` and `menus` of *front_matter* hold that Hugo cannot use."""
    for key in ("menu", "menus"):
        menus = front_matter.root.get(key)
        if isinstance(menus, Sequence):
            yield from in_list(menus)
        elif isinstance(menus, Mapping):
            yield from in_map(menus, key, ctx)


def in_list(menus: Sequence) -> Iterator[Violation]:
    """Report items that are no names."""
    for item in menus.items:
        if not isinstance(item, Scalar):
            yield Violation(
                item.span,
                LIST_OF_ENTRIES,
            )


def in_map(menus: Mapping, key: str, ctx: Context[Options]) -> Iterator[Violation]:
    """Report menus that are no maps, and what their entries cannot have."""
    strays = [menu for menu in menus.entries if is_stray(menu)]
    if strays:
        names = [each.key for each in strays]
        yield Violation(
            strays[0].key_span,
            f"`{names[0]}` belongs to an entry; the name of its menu is missing "
            f"between `{key}` and it",
        )
    for menu in menus.entries:
        if menu in strays:
            continue
        if isinstance(menu.value, Mapping):
            yield from in_entry(menu.value, ctx)
        elif not is_nothing(menu.value):
            yield Violation(
                menu.value.span,
                f"Below menu `{menu.key}` stands an entry, such as `weight: 10`",
            )


def is_stray(menu: Entry) -> bool:
    """Tell whether a key of an entry stands where the name of a menu belongs."""
    return menu.key.lower() in LOWERED and isinstance(menu.value, Scalar)


def is_nothing(value: Value) -> bool:
    """Tell whether *value* is null, or the text of an empty map, which Hugo reads."""
    return isinstance(value, Scalar) and value.value in (None, "{}")


def in_entry(entry: Mapping, ctx: Context[Options]) -> Iterator[Violation]:
    """Report keys that an entry does not have."""
    for each in entry.entries:
        if each.key.lower() in LOWERED:
            continue
        message = f"A menu entry has no key `{each.key}`"
        near = ctx.site.nearest(each.key, KEYS)
        if near is None or entry.get(near) is not None:
            yield Violation(each.key_span, message)
            continue
        size = each.key_span.end - each.key_span.start
        quotes = int(size == len(each.key.encode()) + 2)
        place = Span(each.key_span.start + quotes, each.key_span.end - quotes)
        fix = Fix(f"Write {near}", (Edit(place, near),), Safety.UNSAFE)
        yield Violation(each.key_span, f"{message}; the nearest is `{near}`", fix)


EXAMPLES = (
    Bad(
        "---\ntitle: T\nmenu:\n  main:\n    «wieght»: 10\n---\n",
        message="A menu entry has no key `wieght`; the nearest is `weight`",
        fixed="---\ntitle: T\nmenu:\n  main:\n    weight: 10\n---\n",
    ),
    Bad(
        "---\ntitle: T\nmenu:\n  «name»: main\n  weight: 3\n---\n",
        message=(
            "`name` belongs to an entry; the name of its menu is missing between "
            "`menu` and it"
        ),
    ),
    Bad(
        "---\ntitle: T\nmenu:\n  main: «foo»\n---\n",
        message="Below menu `main` stands an entry, such as `weight: 10`",
    ),
    Bad(
        "---\ntitle: T\nmenu:\n  - «main:\n      weight: 1»\n---\n",
        message=LIST_OF_ENTRIES,
    ),
    Bad("+++\n[menus.main]\n«icon» = 'x'\n+++\n"),
    Good("---\ntitle: T\nmenu: main\n---\n"),
    Good("---\ntitle: T\nmenu: [main, foot, 5]\nmenus:\n---\n"),
    Good(
        "---\ntitle: T\nmenu:\n  main:\n  foot:\n    Name: N\n    pageRef: /x\n"
        "    params:\n      icon: x\n---\n"
    ),
    Good("---\ntitle: T\nmenu:\n  name:\n    weight: 1\n---\n", note="A menu's name."),
)

RULE = PageRule(
    code="MN008",
    name="menu-entry-unknown-key",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
