"""Front matter cannot be read.

One wrong character there stops Hugo from building the whole site, and it names only one
such page at a time. The usual ones: a colon in a title without quotes, a tab, text that
begins with `@`, `` ` ``, `*`, `[` or `{`, a quote that is not closed, a line that is
not indented like its neighbours. And a page without front matter that begins with a
list or a shortcode, which Hugo takes for front matter.

Put text with such characters in quotes, and look at the indentation. Nothing else in
the block is judged before it can be read. Beyond 1 MiB, 10,000 values or 64 levels
rdmlint does not read on.

See: <https://gohugo.io/content-management/front-matter/>
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


class Options(RuleOptions, frozen=True):
    """Settings of `front-matter-syntax`."""


def check(fault: Fault, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *fault* if it is front matter that Hugo cannot read."""
    if fault.kind is FaultKind.FRONT_MATTER_SYNTAX:
        yield Violation(fault.span, fault.message, fault.fix, fault.related)


EXAMPLES = (
    Bad(
        "---\ntitle: Data«:» how to share them\n---\n",
        message="A value cannot hold `: `; put the whole value in quotes",
    ),
    Bad(
        "---\ntitle: T\nimage: «@»logo\n---\n",
        message="A value cannot begin with `@`; put it in quotes",
    ),
    Bad(
        '---\ntitle: «"»Sharing\nweight: 1\n---\n', message="This quote is never closed"
    ),
    Bad(
        "---\ntitle: T\n«w»eight:1\ntoc: true\n---\n",
        message="A space is missing behind `weight:`",
    ),
    Bad("---\nmenu:\n«\t»main:\n---\n"),
    Bad("---\ntitle: T\ndate: {«{» .Date }}\n---\n", note="Left from an archetype."),
    Bad(
        "---\n«just text»\n---\n",
        message="Front matter is a map of keys and values, not text alone",
    ),
    Bad(
        "+++\ntitle «:» T\n+++\n",
        message="A key and its value are joined by `=` in TOML",
    ),
    Bad("+++\ndraft = «True»\n+++\n", message="TOML writes `true` in small letters"),
    Bad('{"title": "T"«,»}\n'),
    Bad(
        "«-» ask first\n- share then\n",
        message=(
            "A page cannot begin with `-`, which opens YAML front matter; "
            "begin the list with `*`, or put front matter above it"
        ),
    ),
    Bad("«{{<» figure src=x.png >}}\n"),
    Good('---\ntitle: "Data: how to share them"\nimage: "@logo"\n---\n'),
    Good("---\ntitle: It's 50% done, see http://x.y/#z\n---\n"),
    Good("---\ntags: [a, b, ]\nnote:\ntext\n---\n", note="Odd, but Hugo reads it."),
    Good("* ask first\n* share then\n"),
    Good("---\ntitle: T\ntitle: U\n---\n", note="front-matter-duplicate-key's."),
)

RULE = PageRule(
    code="FM003",
    name="front-matter-syntax",
    since=NEXT,
    severity=Severity.ERROR,
    on=Fault,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
