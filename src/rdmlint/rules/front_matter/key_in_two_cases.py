"""A key stands in front matter twice, in two spellings.

Letter case does not count in keys, so `Title` and `title` are one. Hugo takes the one
that is not all in small letters, wherever it stands, and of two such spellings either.

Delete one of them.

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
    PageRule,
    Related,
    RuleOptions,
    Severity,
    Violation,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report keys of *front_matter* that differ from an earlier one in case alone."""
    first: dict[str, Entry] = {}
    for entry in front_matter.root.entries:
        other = first.setdefault(entry.key.lower(), entry)
        if other.key == entry.key:
            continue
        winner = other if other.key != other.key.lower() else entry
        message = f"`{entry.key}` is the same key as `{other.key}`"
        if other.key == other.key.lower() or entry.key == entry.key.lower():
            message += f"; Hugo takes `{winner.key}`"
        related = Related(other.key_span, "the other one")
        yield Violation(entry.key_span, message, related=(related,))


EXAMPLES = (
    Bad(
        "---\nTitle: A\n«title»: B\n---\n",
        message="`title` is the same key as `Title`; Hugo takes `Title`",
    ),
    Bad(
        "+++\nTitle = 'A'\n«TITLE» = 'B'\n+++\n",
        message="`TITLE` is the same key as `Title`",
    ),
    Good("---\ntitle: A\nparams: {Title: B}\n---\n"),
)

RULE = PageRule(
    code="FM044",
    name="key-in-two-cases",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
