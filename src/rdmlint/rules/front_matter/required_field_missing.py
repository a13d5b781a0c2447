"""Front matter lacks a key that the site asks for.

Where a site states no contract of its own, every ordinary page needs `title`, `menu`,
`weight` and `toc`. A weight in each of the page's menu entries counts as weight, and
what a section hands down by `cascade` counts as well. Sections (`_index.md`) and the
home page are free of it, and so are pages that are never rendered. One finding names
all keys that a page lacks.

Add the keys, or state what your pages have to hold, by section if you like:

    [[profiles]]
    paths = ["content/topics/**"]
    required = ["title", "category", "tags"]

A key that is there with nothing behind it is left to `empty-value`.

See: <https://gohugo.io/content-management/front-matter/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Contract,
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
    Span,
    Violation,
    conformity,
    listed,
)


class Options(RuleOptions, frozen=True):
    """Settings of `required-field-missing`."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *front_matter* at its opening delimiter, with all keys it lacks."""
    contract = ctx.site.contract(ctx.page)
    if contract is None or not front_matter.is_readable:
        return
    missing = [key for key in wanted(contract) if not is_there(key, ctx)]
    if missing:
        yield Violation(
            front_matter.opening,
            f"Front matter has no {listed(missing, 'or')}",
            fix_with_defaults(front_matter, contract, missing),
        )


def wanted(contract: Contract) -> tuple[str, ...]:
    """Return the keys that *contract* asks for, its schema's included."""
    keys = contract.required
    if contract.schema is not None and not contract.profile.is_built_in:
        keys += conformity.required_keys(contract.schema)
    return tuple({key.lower(): key for key in reversed(keys)}.values())[::-1]


def is_there(key: str, ctx: Context[Options]) -> bool:
    """Tell whether the page has *key*, written on it or handed down to it."""
    if ctx.site.value(ctx.page, key) is not None:
        return True
    if key.lower() == "menu":
        return ctx.site.value(ctx.page, "menus") is not None
    if key.lower() != "weight":
        return False
    menus = ctx.site.value(ctx.page, "menus") or ctx.site.value(ctx.page, "menu")
    return (
        isinstance(menus, Mapping)
        and bool(menus.entries)
        and all(has_weight(entry.value) for entry in menus.entries)
    )


def has_weight(entry: object) -> bool:
    """Tell whether a menu *entry* has a weight of its own."""
    weight = entry.get("weight") if isinstance(entry, Mapping) else None
    return weight is not None and not (
        isinstance(weight, Scalar) and weight.value is None
    )


def fix_with_defaults(
    front_matter: FrontMatter, contract: Contract, missing: list[str]
) -> Fix | None:
    """Return a fix that adds *missing* keys; None unless the schema knows defaults."""
    if contract.schema is None or front_matter.format not in ("yaml", "toml"):
        return None
    defaults = conformity.defaults(contract.schema)
    values = [defaults.get(key.lower()) for key in missing]
    if not all(isinstance(value, bool | int) for value in values):
        return None
    # Behind a table of TOML keys would belong to it.
    is_yaml = front_matter.format == "yaml"
    at = front_matter.span.end - 3 if is_yaml else front_matter.opening.end
    joint = ": " if is_yaml else " = "
    lines = [
        f"{key}{joint}{str(value).lower()}"
        for key, value in zip(missing, values, strict=True)
    ]
    new = "".join(f"{line}\n" if is_yaml else f"\n{line}" for line in lines)
    return Fix(f"Add {listed(lines)}", (Edit(Span(at, at), new),), Safety.UNSAFE)


EXAMPLES = (
    Bad(
        "«---»\ntitle: Sharing data\n---\n",
        message="Front matter has no `menu`, `weight` or `toc`",
    ),
    Bad(
        "«---»\ntitle: T\nmenu:\n  main:\n    weight: 10\n---\n",
        message="Front matter has no `toc`",
        fixed="---\ntitle: T\nmenu:\n  main:\n    weight: 10\ntoc: true\n---\n",
    ),
    Bad(
        "«+++»\ntitle = 'T'\nweight = 1\n[menu.main]\n+++\n",
        fixed="+++\ntoc = true\ntitle = 'T'\nweight = 1\n[menu.main]\n+++\n",
        message="Front matter has no `toc`",
    ),
    Bad(
        "«---»\ntitle: T\nmenu:\n  main:\n    weight: 10\n  side:\ntoc: true\n---\n",
        message="Front matter has no `weight`",
        note="One of the two entries has no weight.",
    ),
    Bad(
        "«---»\ntitle: T\ntoc: true\n---\n",
        config='[[profiles]]\npaths = ["**"]\nrequired = ["title", "category"]\n',
        message="Front matter has no `category`",
    ),
    Bad(
        "«---»\ntitle: T\n---\n",
        files={"topic.json": '{"required": ["title", "phase"]}'},
        config='[[profiles]]\npaths = ["**"]\nschema = "topic.json"\n',
        message="Front matter has no `phase`",
        note="A schema asks too.",
    ),
    Good("---\ntitle: T\nmenu: main\nweight: 10\ntoc: true\n---\n"),
    Good("---\ntitle: T\nmenu:\n  main:\n    weight: 10\ntoc: false\n---\n"),
    Good("---\nTitle: T\nMenu: main\nWeight: 10\nTOC: true\n---\n", note="Any case."),
    Good("---\ntitle: T\nmenus: main\nparams: {toc: true}\nweight: 1\n---\n"),
    Good("---\ntitle: T\nmenu:\nweight: 1\ntoc:\n---\n", note="empty-value speaks."),
    Good("Text without front matter.\n", note="front-matter-missing speaks."),
    Good("---\ntitle: [\n---\n", note="front-matter-syntax speaks."),
    Good(
        files={
            "content/notes/_index.md": (
                "---\ntitle: Notes\n"
                "cascade:\n  menu: main\n  weight: 5\n  params: {toc: true}\n---\n"
            ),
            "content/notes/today.md": "---\ntitle: Today\n---\n",
        },
        note="The section hands the rest down.",
    ),
    Good(files={"content/_index.md": "---\ntitle: Home\n---\n"}),
    Good(
        files={"content/TEMPLATE_topic.md": "---\ntitle: T\n---\n"},
        note="template-published speaks.",
    ),
    Good("---\nbuild: {render: never}\n---\n", note="Text for other pages to include."),
)

RULE = PageRule(
    code="FM007",
    name="required-field-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
