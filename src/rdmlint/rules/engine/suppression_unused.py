"""An ignore comment holds back nothing, or cannot be understood.

A comment that no finding needs any more looks as if something were wrong with the
line, and would silently swallow the next fault there. One with a misspelt rule does
not do what its author thinks.

Take the comment away, or the words in it that are not needed. A word is judged only
where its rule ran: a comment about a rule that is switched off stays. So does a
comment without words, which stands for all rules, where only some were selected.

A comment can hold back that others near it are unused, if it says so:
`<!-- rdmlint-ignore suppression-unused -- kept for the next edition -->`.
"""

from __future__ import annotations

from rdmlint.rule import NEXT, Bad, EngineRule, Fixes, Good, Severity

UNCLEAR = (
    "Ignore comment begins with `rdmlint-ignore-nextline`; known are "
    "`rdmlint-ignore`, `rdmlint-ignore-next-line`, `rdmlint-ignore-file`, "
    "`rdmlint-ignore-start`, `rdmlint-ignore-end`"
)

EXAMPLES = (
    Bad(
        "Text.\n\n«<!-- rdmlint-ignore-file file-unreadable -->»\n\nMore.\n",
        message="Ignore comment holds back nothing of `file-unreadable`",
        fixed="Text.\n\n\nMore.\n",
    ),
    Bad(
        "Text. «<!-- rdmlint-ignore RD004 -- just in case -->»\n",
        fixed="Text.\n",
    ),
    Bad(
        "«<!-- rdmlint-ignore-start RD004 -->»\n\n<!-- rdmlint-ignore-end -->\n",
        note="a region has two ends, so taking it away is left to its author",
    ),
    Bad(
        "---\ntitle: Text «# rdmlint-ignore»\n---\n",
        fixed="---\ntitle: Text\n---\n",
        message="Ignore comment holds back nothing",
    ),
    Bad(
        "<!-- rdmlint-ignore «file-unreadible» -->\n",
        message="Ignore comment names `file-unreadible`, which is no rule; "
        "did you mean `file-unreadable`?",
    ),
    Bad("«<!-- rdmlint-ignore-nextline RD004 -->»\n", message=UNCLEAR),
    Good("<!-- rdmlint-ignore RD001, RD004 -->\n"),
    Good(
        "<!-- rdmlint-ignore RD004 -->\n",
        config='ignore = ["RD004"]\n',
        note="the rule is switched off, so nobody can tell",
    ),
    Good("`<!-- rdmlint-ignore RD004 -->` is how it is written.\n"),
    Good("<!-- a comment about rdmlint -->\n"),
)

RULE = EngineRule(
    code="RD001",
    name="suppression-unused",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    examples=EXAMPLES,
)
