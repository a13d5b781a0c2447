"""A page asks for an output format, or a markup, that there is none of.

Hugo stops at a name in `outputs` that neither it nor the configuration defines, and at
a `markup` that it cannot read (`mmark` and `blackfriday` are gone).

Correct the name, or define the format below `outputFormats`. Where a theme that is not
on disk may define it, nothing is reported.

See: <https://gohugo.io/configuration/output-formats/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    FrontMatter,
    Good,
    Iterator,
    Known,
    Mapping,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Violation,
    allowed,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report output formats and markup in *front_matter* that Hugo does not know."""
    cascade = front_matter.root.get("cascade")
    tables = cascade.items if isinstance(cascade, Sequence) else (cascade,)
    for table in (front_matter.root, *tables):
        outputs = table.get("outputs") if isinstance(table, Mapping) else None
        for item in outputs.items if isinstance(outputs, Sequence) else (outputs,):
            if isinstance(item, Scalar) and isinstance(item.value, str):
                for name in item.value.split():
                    if ctx.site.has_format(name) is Known.NO:
                        yield Violation(
                            item.span, f"There is no output format `{name}`"
                        )
    markup = front_matter.root.get("markup")
    if isinstance(markup, Scalar) and isinstance(markup.value, str):
        name = markup.value.lower()
        has_own = ctx.site.config.root.get("mediatypes") is not None
        if name not in allowed.MARKUPS and "/" not in name and not has_own:
            yield Violation(markup.span, f"Hugo has no markup `{markup.value}`")


EXAMPLES = (
    Bad(
        "---\noutputs: [HTML, «gopher»]\nmarkup: «mmark»\n---\n",
        messages=("There is no output format `gopher`", "Hugo has no markup `mmark`"),
    ),
    Bad(
        files={"content/_index.md": "---\ncascade:\n  outputs: [«gopher»]\n---\n"},
        message="There is no output format `gopher`",
    ),
    Good(
        "---\noutputs: [html, gopher, JSON]\nmarkup: Markdown\n---\n",
        files={"hugo.toml": "[outputFormats.Gopher]\nmediaType = 'text/plain'\n"},
    ),
    Good(
        "---\noutputs: [gopher]\n---\n",
        files={"hugo.toml": "theme = 'elsewhere'\n"},
    ),
)

RULE = PageRule(
    code="FM038",
    name="output-format-unknown",
    since=NEXT,
    severity=Severity.ERROR,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
