"""A control names its panel in a way Bootstrap cannot follow.

What stands in `data-bs-target` or `href` is a CSS selector. Without `#` it names a kind
of element (`panel` would be `<panel>`), with a space two elements, one in the other.
Some ids cannot be selected by some versions: before 5.3 one with a dot is read as an
id and a class, and one that begins with a digit stops the script with an error.
Bootstrap 4 takes a whole address, `/page/#panel`, for a selector too. In each case a
click does nothing.

Write `#` and the id. Give an id that the version in use cannot select another name.
What depends on the version is reported where the version is known: from a layout,
`package.json`, a copy among the assets, or `bootstrap` in the configuration. From 5.3
on dots and digits work, and are only mentioned (info).

See: <https://getbootstrap.com/docs/5.3/getting-started/javascript/#selectors>
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Attribute,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Span,
    Toggle,
    Violation,
)

WITH_TARGET = ("collapse", "modal", "offcanvas", "tab", "pill", "list")
BARE = re.compile(r"[\w-]+")
NO_TAG = re.compile(r"[A-Z0-9_]")


class Options(RuleOptions, frozen=True):
    """Settings of `toggle-selector-invalid`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report each control of *page* where Bootstrap makes nothing of what it names."""
    if page.toggles:
        tags = frozenset(element.name for element in page.elements)
        for toggle in page.toggles:
            yield from said_of(toggle, tags, ctx)


def said_of(
    toggle: Toggle, tags: frozenset[str], ctx: Context[Options]
) -> Iterator[Violation]:
    """Yield what is wrong with *toggle*; *tags* are the names of all elements."""
    if toggle.kind not in WITH_TARGET or not ctx.site.is_read(toggle):
        return
    if any(attribute.is_computed for attribute in toggle.element.attributes):
        return
    target = toggle.target
    if target is None or toggle.selector is None:
        names = ("data-bs-target", "data-target", "href")
        if target is not None or not any(map(toggle.element.may_have, names)):
            yield nothing_named(toggle)
    elif BARE.fullmatch(toggle.selector):
        yield from without_hash(toggle.selector, target, tags, ctx)
    elif toggle.major == 4 and target.name == "href" and "/" in toggle.selector:
        yield Violation(
            place(target),
            f"Bootstrap 4 takes `{toggle.selector}` for a selector; "
            "write `#` and the id",
        )
    else:
        yield from unusual_id(toggle, target, ctx)


def nothing_named(toggle: Toggle) -> Violation:
    """Return what is said of a control that names no panel."""
    wanted = "data-bs-target" if toggle.major == 5 else "data-target"
    target = toggle.target
    if target is None or not target.value:
        span = target.span if target else toggle.element.name_span
        return Violation(span, f"This control names nothing to open; write {wanted}")
    return Violation(
        place(target),
        f"Bootstrap finds no selector in `{target.value}`; write `#` and the id",
    )


def without_hash(
    name: str, target: Attribute, tags: frozenset[str], ctx: Context[Options]
) -> Iterator[Violation]:
    """Yield what is said of a selector that is a single word."""
    if name.lower() in tags:
        return
    exists = ctx.site.has_id(ctx.page, name) is Known.YES
    if not exists and not NO_TAG.search(name):
        # It may be an element of the layout, such as `main`.
        return
    span = place(target)
    fix = Fix(f"Write `#{name}`", (Edit(span, f"#{name}"),)) if exists else None
    yield Violation(
        span, f"`{name}` stands for elements <{name}>; write `#{name}`", fix=fix
    )


def unusual_id(
    toggle: Toggle, target: Attribute, ctx: Context[Options]
) -> Iterator[Violation]:
    """Yield what is said of an id that not every version can select."""
    selector = (toggle.selector or "").strip()
    name = selector.removeprefix("#")
    if name == selector or ctx.site.has_id(ctx.page, name) is not Known.YES:
        return
    span = place(target)
    if any(letter.isspace() for letter in name):
        yield Violation(span, f"Id `{name}` has a space, which no selector can name")
        return
    version = ctx.site.bootstrap
    if version is None:
        return
    if name[0].isdigit():
        fault = f"Id `{name}` begins with a digit"
    elif "." in name:
        fault = f"Id `{name}` has a dot"
    else:
        return
    written = ".".join(str(number) for number in version)
    if version < (5, 3, 0):
        yield Violation(span, f"{fault}, so Bootstrap {written} cannot find it")
    else:
        yield Violation(
            span,
            f"{fault}, which Bootstrap cannot find before 5.3",
            severity=Severity.INFO,
        )


def place(target: Attribute) -> Span:
    """Return the place of the selector."""
    return target.value_span or target.span


def site(version: str, content: str) -> dict[str, str | bytes]:
    """Return the files of a site that loads a version of Bootstrap."""
    address = f"https://cdn.jsdelivr.net/npm/bootstrap@{version}/dist/js/bootstrap.js"
    return {
        "content/page.md": content,
        "layouts/_default/baseof.html": f'<script src="{address}"></script>',
    }


DOT = (
    '<button data-bs-toggle="collapse" data-bs-target="{}">Go</button>\n'
    '<div class="collapse" id="step.1">…</div>\n'
)
DIGIT = (
    '<button data-bs-toggle="collapse" data-bs-target="{}">Go</button>\n'
    '<div class="collapse" id="1step">…</div>\n'
)

EXAMPLES = (
    Bad(
        '<button data-bs-toggle="collapse" data-bs-target="«find»">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n',
        message="`find` stands for elements <find>; write `#find`",
        fixed='<button data-bs-toggle="collapse" data-bs-target="#find">Go</button>\n'
        '<div class="collapse" id="find">…</div>\n',
    ),
    Bad(
        '<button data-bs-toggle="modal" data-bs-target="«findModal1»">Go</button>\n',
        note="no element is called so, and no id: there is nothing to write",
    ),
    Bad(
        '<«button» data-bs-toggle="collapse">Go</button>\n',
        message="This control names nothing to open; write data-bs-target",
    ),
    Bad('<a data-bs-toggle="collapse" «href=""»>Go</a>\n'),
    Bad(
        '<a data-bs-toggle="collapse" href="«/find/»">Go</a>\n',
        message="Bootstrap finds no selector in `/find/`; write `#` and the id",
    ),
    Bad('<a data-bs-toggle="collapse" href="«#»">Go</a>\n'),
    Bad(
        '<a data-bs-toggle="collapse" href="«#the panel»">Go</a>\n'
        '<div class="collapse" id="the panel">…</div>\n',
        message="Id `the panel` has a space, which no selector can name",
    ),
    Bad(
        files=site("5.0.1", DOT.format("«#step.1»")),
        message="Id `step.1` has a dot, so Bootstrap 5.0.1 cannot find it",
    ),
    Bad(
        files=site("5.2.3", DIGIT.format("«#1step»")),
        message="Id `1step` begins with a digit, so Bootstrap 5.2.3 cannot find it",
    ),
    Bad(
        files=site("5.3.2", DOT.format("«#step.1»")),
        message="Id `step.1` has a dot, which Bootstrap cannot find before 5.3",
        severity=Severity.INFO,
    ),
    Bad(
        '<a data-toggle="collapse" href="«/find/#x»">Go</a>\n',
        message="Bootstrap 4 takes `/find/#x` for a selector; write `#` and the id",
    ),
    Good(
        '<button data-bs-toggle="collapse" :data-bs-target="panel">More</button>\n',
        note="A script names it.",
    ),
    Good(DOT.format("#step.1"), note="nothing tells which version is in use"),
    Good(
        '<a data-bs-toggle="collapse" href="/find/#x">Go</a>\n'
        '<div class="collapse" id="x">…</div>\n',
        note="Bootstrap 5 takes what follows the `#`",
    ),
    Good('<button data-bs-toggle="collapse" data-bs-target=".all">All</button>\n'),
    Good('<button data-bs-toggle="collapse" data-bs-target="main">All</button>\n'),
    Good(
        '<button data-bs-toggle="collapse" data-bs-target="#acc .collapse">All</button>'
    ),
    Good('<button data-bs-toggle="dropdown">Go</button>\n'),
    Good('<button data-bs-toggle="collapse" {{< ref "/" >}}>Go</button>\n'),
)

RULE = PageRule(
    code="BS003",
    name="toggle-selector-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
