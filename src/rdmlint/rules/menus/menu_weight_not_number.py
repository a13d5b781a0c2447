"""The weight of a menu entry is no number that Hugo can read.

As soon as a layout asks for the menu, the build ends with an error that names neither
the key nor the line: `cannot parse 'Weight' as int`. Text that is a whole number, such
as `"10"`, passes; `08`, `1e3` and `"5.0"` are text that does not.

Write a whole number without quotes.

See: <https://gohugo.io/content-management/menus/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
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
    Severity,
    Value,
    Violation,
    whole_number,
)


class Options(RuleOptions, frozen=True):
    """Settings of `menu-weight-not-number`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report weights of menu entries in *front_matter* that stop Hugo."""
    for key in ("menu", "menus"):
        menus = front_matter.root.get(key)
        for menu in menus.entries if isinstance(menus, Mapping) else ():
            entry = menu.value
            weight = entry.get("weight") if isinstance(entry, Mapping) else None
            if weight is not None and not is_read(weight):
                yield violation(weight)


def is_read(weight: Value) -> bool:
    """Tell whether Hugo reads *weight*, or takes it for none."""
    if not isinstance(weight, Scalar):
        return False
    text = weight.value
    if not isinstance(text, str):
        return True
    return not text or ("." not in text and whole_number(weight) is not None)


def violation(weight: Value) -> Violation:
    """Return what to say about *weight*, with the number it means if that is sure."""
    if not isinstance(weight, Scalar):
        return Violation(weight.span, "Weight of a menu entry must be a whole number")
    text = str(weight.value)
    message = f"Weight of a menu entry must be a whole number, not the text `{text}`"
    try:
        number = float(text.strip())
        meant = str(int(number)) if number == int(number) else None
    except (ValueError, OverflowError):
        meant = None
    if meant is None or len(text) > 20:
        return Violation(weight.span, message)
    fix = Fix(f"Write {meant}", (Edit(weight.span, meant),), Safety.SAFE)
    return Violation(weight.span, message, fix)


EXAMPLES = (
    Bad(
        "---\ntitle: T\nmenu:\n  main:\n    weight: «heavy»\n---\n",
        message="Weight of a menu entry must be a whole number, not the text `heavy`",
    ),
    Bad(
        "---\ntitle: T\nmenu:\n  main:\n    weight: «08»\n---\n",
        fixed="---\ntitle: T\nmenu:\n  main:\n    weight: 8\n---\n",
    ),
    Bad(
        "+++\n[menus.main]\nweight = «'1e3'»\n+++\n",
        fixed="+++\n[menus.main]\nweight = 1000\n+++\n",
    ),
    Bad(
        "---\nmenu: {main: {weight: «[1]»}}\n---\n",
        message="Weight of a menu entry must be a whole number",
    ),
    Good(
        "---\nmenu: {main: {weight: 10}, foot: {weight: 1.5}, side: {weight: }}\n---\n"
    ),
    Good("---\nmenu: {main: {weight: '10'}}\n---\n", note="Hugo reads it: FM012's."),
    Good("---\nweight: heavy\nmenu: main\n---\n", note="The page's weight: FM006's."),
)

RULE = PageRule(
    code="MN007",
    name="menu-weight-not-number",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
