"""An HTML comment does not end.

Browsers take everything behind it for part of the comment, up to the next `-->` on the
page, be it in the footer: the rest of the text is gone.

End it with `-->`. In Markdown a comment that begins in an HTML block must end in it:
behind an empty line `-->` is text again.

See: <https://html.spec.whatwg.org/multipage/syntax.html#comments>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the comment of *page* that nothing ends."""
    if page.open_comment is not None:
        yield Violation(
            page.open_comment, "Comment does not end; what follows is not shown"
        )


EXAMPLES = (
    Bad(
        "Before.\n\n«<!--» to do: reword\n\nAfter.\n",
        message="Comment does not end; what follows is not shown",
    ),
    Bad("<div>«<!--» a\n\nb --> c\n\n</div>\n\nAfter.\n"),
    Bad("Text\n\n«<!--» to do -- >\n\nAfter.\n"),
    Good("<!-- a -->\n\nText\n\n<!--\nb\n\nc\n-->"),
    Good("Text <!-- that is none, as Markdown reads it\n"),
    Good("`<!--`\n\n```\n<!--\n```\n\n<script>let a = '<!--';</script>\n"),
    Good("<!-->\n\nText\n"),
)

RULE = PageRule(
    code="HT016",
    name="comment-unclosed",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
