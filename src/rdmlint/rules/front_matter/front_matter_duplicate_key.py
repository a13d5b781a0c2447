"""A key stands twice in front matter.

Hugo stops building the site. Before version 0.152 the last value won without a word, as
it does in many other tools, so that one of the two was never seen; where a site's own
files say that such a version builds it, this is a warning.

Keep the one that is meant. Often the second one belongs to another map and has lost its
indentation. Keys that differ in letter case are one key to Hugo, which takes the one
that is not all in small letters; in JSON the last one wins. Neither is reported here.

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
    """Settings of `front-matter-duplicate-key`."""


def check(fault: Fault, ctx: Context[Options]) -> Iterator[Violation]:
    """Report *fault* if it is a key that is there already."""
    if fault.kind is not FaultKind.FRONT_MATTER_DUPLICATE_KEY:
        return
    stops = ctx.site.config.is_at_least("0.152")
    severity = None if stops else Severity.WARNING
    yield Violation(fault.span, fault.message, fault.fix, fault.related, severity)


EXAMPLES = (
    Bad(
        "---\ntitle: Sharing\ntoc: true\n«title»: Sharing data\n---\n",
        message="Key `title` is already written on line 2",
    ),
    Bad("---\nmenu:\n  main:\n    weight: 1\n    «weight»: 2\n---\n"),
    Bad("+++\ntitle = 'a'\n«title» = 'b'\n+++\n"),
    Bad("+++\n[menu.main]\nname = 'a'\n[menu.«main»]\nweight = 1\n+++\n"),
    Bad(
        "---\ntitle: a\n«title»: b\n---\n",
        config='hugo-version = "0.139.2"\n',
        severity=Severity.WARNING,
    ),
    Good("---\ntitle: Sharing\nmenu:\n  main:\n    title: Sharing\n---\n"),
    Good('{"title": "a", "title": "b"}\n', note="Hugo takes the last one."),
    Good("---\nbase: &b {k: 1}\nmore:\n  <<: *b\n  k: 2\n---\n", note="A merge."),
)

RULE = PageRule(
    code="FM004",
    name="front-matter-duplicate-key",
    since=NEXT,
    severity=Severity.ERROR,
    on=Fault,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
