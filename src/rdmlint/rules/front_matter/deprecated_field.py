"""Front matter uses a key that Hugo has given up.

`_build` is called `build` today, `_target` of a cascade `target`, and the `lang` of a
target has gone into `sites.matrix`. Hugo warns at first, and ends the build with an
error some versions later, though the key still works.

Write the key of today.

See: <https://gohugo.io/content-management/build-options/>
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
    PageRule,
    RuleOptions,
    Severity,
    Violation,
    config_ageing,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report keys in *front_matter* that the site's version of Hugo complains of."""
    config = ctx.site.config
    root = front_matter.root
    entry = root.entry("_build")
    stops = config_ageing.is_stopped("0.145", config)
    if entry is not None and stops is not None:
        has_new = root.entry("build") is not None
        fix = Fix("Write build", (Edit(entry.key_span, "build"),))
        yield violation(entry, "`build`", stops, None if has_new else fix)
    cascade = root.get("cascade")
    for entry, instead, stops in config_ageing.deprecated_in_cascade(cascade, config):
        fix = Fix("Write target", (Edit(entry.key_span, "target"),))
        yield violation(entry, instead, stops, fix if instead == "`target`" else None)


def violation(entry: Entry, instead: str, stops: bool, fix: Fix | None) -> Violation:
    """Report *entry*; it *stops* Hugo, or makes it warn."""
    severity = None if stops else Severity.WARNING
    message = f"Hugo has given up `{entry.key}`; write {instead}"
    return Violation(entry.key_span, message, fix, severity=severity)


EXAMPLES = (
    Bad(
        "---\ntitle: T\n«_build»: {render: never}\n---\n",
        message="Hugo has given up `_build`; write `build`",
        fixed="---\ntitle: T\nbuild: {render: never}\n---\n",
    ),
    Bad(
        "---\ncascade:\n  «_target»: {kind: page}\n  toc: true\n---\n",
        fixed="---\ncascade:\n  target: {kind: page}\n  toc: true\n---\n",
        severity=Severity.WARNING,
    ),
    Bad(
        "---\ncascade:\n  target: {«lang»: en}\n  toc: true\n---\n",
        message="Hugo has given up `lang`; write `sites.matrix`",
    ),
    Good("---\nbuild: {render: never}\nlang: en\n---\n"),
    Good(
        "---\n_build: {render: never}\n---\n",
        config='hugo-version = "0.111.3"\n',
    ),
)

RULE = PageRule(
    code="FM039",
    name="deprecated-field",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
