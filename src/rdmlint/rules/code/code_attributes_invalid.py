"""The attributes of a code fence cannot be read, so Hugo stops.

What stands in braces behind the language is a list of attributes to Hugo: `name=value`,
`.class` or `#id`, with quotes around a value that holds anything but letters, digits
and `_:.-`. At anything else, such as the options of R Markdown in `{r, echo=FALSE}`,
Hugo ends the build, as it does at an option of the highlighter that is of the wrong
kind.

Write `name="value"`, or leave the braces out.

See: <https://gohugo.io/content-management/markdown-attributes/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is one of a code fence on a page that is built."""
    is_refused = (
        fault.kind is FaultKind.CODE_ATTRIBUTES and ctx.site.config.is_at_least("0.112")
    ) or (fault.kind is FaultKind.CODE_OPTION and not ctx.site.may_hook_code)
    if is_refused and not ctx.site.unpublished(ctx.page):
        yield Violation(fault.span, fault.message)


EXAMPLES = (
    Bad(
        "```«{r, echo=FALSE}»\nplot(x)\n```\n",
        message='Hugo reads no attributes here; write `name="value"`',
    ),
    Bad("- x\n\n  ~~~ go «{file=a/b.go}»\n  x\n  ~~~\n"),
    Bad("```go «{.big title=}»\nx\n```\n"),
    Bad("```«{ }»\nx\n```\n"),
    Bad(
        "```go {a=«null»}\nx\n```\n",
        message="Hugo falls over `null` here; leave it out",
    ),
    Bad(
        "```go {linenos=true linenostart=«ten»}\nx\n```\n",
        message="`linenostart` must be a whole number; Hugo stops here",
    ),
    Bad("```go {anchorLineNos=«yes»}\nx\n```\n"),
    Good(
        '```go {linenos=table hl_lines=[2,"4-6" 8] linenostart=199}\nx\n```\n\n'
        "```python\nx\n```\n\n```{.python #id}\nx\n```\n"
    ),
    Good("```go {title\nx\n```\n\n    ``` {r, x}\n\n`{r, x}`\n", note="No attributes."),
    Good('```js {data-x=[1, ["a"]], on.x:y = +1.5e3}\nx\n```\n'),
    Good(
        "```go {tabWidth=wide}\nx\n```\n",
        files={"layouts/_markup/render-codeblock.html": "{{ .Inner }}"},
        note="The hook decides.",
    ),
    Good(
        "```{r, x}\nx\n```\n",
        files={"hugo.toml": "[markup.highlight]\ncodeFences = false\n"},
    ),
    Good(
        "```{r, x}\nx\n```\n",
        config='hugo-version = "0.111.3"\n',
        note="That version passes over them.",
    ),
    Good("---\ndraft: true\n---\n```{r, x}\nx\n```\n"),
    Good(
        "```{r, x}\nx\n```\n{.small}\n",
        files={"hugo.toml": "[markup.goldmark.parser.attribute]\nblock = true\n"},
        note="Hugo takes the attributes below it.",
    ),
)

RULE = PageRule(
    code="CD001",
    name="code-attributes-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
