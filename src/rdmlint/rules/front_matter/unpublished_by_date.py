"""A page is not published, because of a date in its front matter.

Hugo leaves out pages whose `publishDate` (or, without one, `date`) lies in the future,
and those whose `expiryDate` is past. It says nothing, and the page is silently gone;
links to it are dead.

An expired page has mostly been on the site and was meant to go one day, so that is
reported mildly.

Wait, or correct the date. A page that was taken away for good is better deleted, or
made a draft, which says so.

See: <https://gohugo.io/content-management/front-matter/#dates>
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
    RuleOptions,
    Severity,
    Violation,
    is_date,
    plain,
)


def check(front_matter: FrontMatter, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the date in *front_matter* that keeps its page from being published."""
    why = ctx.site.unpublished(ctx.page) or ""
    fields = {"not published before": "publishdate", "expired since": "expirydate"}
    for reason, field in fields.items():
        if not why.startswith(reason):
            continue
        entry = deciding(front_matter, dict(ctx.site.config.date_keys)[field])
        if entry is not None:
            yield Violation(
                entry.value.span,
                f"The page is {why}: `{entry.key}` says so",
                severity=Severity.INFO if field == "expirydate" else None,
            )


def deciding(front_matter: FrontMatter, keys: tuple[str, ...]) -> Entry | None:
    """Return the first of *keys* that gives a date; None: another file does."""
    for key in keys:
        entry = front_matter.root.entry(key)
        if entry is not None and plain(entry.value):
            return entry if is_date(entry.value) else None
    return None


EXAMPLES = (
    Bad(
        "---\ntitle: T\npublishDate: «2030-05-01»\n---\n",
        message="The page is not published before 2030-05-01: `publishDate` says so",
    ),
    Bad(
        "---\ndate: «2030-05-01»\n---\n",
        message="The page is not published before 2030-05-01: `date` says so",
    ),
    Bad(
        "---\ndate: 2020-01-01\nexpiryDate: «2021-01-01»\n---\n",
        message="The page is expired since 2021-01-01: `expiryDate` says so",
        severity=Severity.INFO,
    ),
    Good("---\ndate: 2030-05-01\npublishDate: 2020-01-01\n---\n"),
    Good("---\ndate: 2030-05-01\ndraft: true\n---\n", note="Not published anyway."),
    Good(
        "---\ndate: 2030-05-01\n---\n",
        files={"hugo.toml": "buildFuture = true\n"},
    ),
)

RULE = PageRule(
    code="FM017",
    name="unpublished-by-date",
    since=NEXT,
    severity=Severity.WARNING,
    on=FrontMatter,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
