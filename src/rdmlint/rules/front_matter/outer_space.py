"""A value in front matter or data begins or ends with a space.

The space is no part of the word, but it counts: `" storage"` and `storage` are two
tags, titles sort wrongly, and a comparison in a template fails that looks right.

Take the space away. Values that are nothing but space, dashes or the like, such as a
separator, are left alone, and so is text over several lines. In data files it is a
hint only, but a warning where it makes a term differ from one without the space.
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    FrontMatter,
    Good,
    Iterator,
    Known,
    Mapping,
    Page,
    PageRule,
    RuleOptions,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
)


class Options(RuleOptions, frozen=True):
    """Settings of `outer-space`."""


CODE = re.compile(r"code|command|example|usage|snippet", re.IGNORECASE)
LONGEST = 150
"""Characters of a text in data that may be a name or term."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report text in the front matter or data of *page* with a space around it."""
    if page.front_matter is not None:
        yield from in_front_matter(page.front_matter)
    if page.data is not None and ctx.site.reads_data is not Known.NO:
        yield from in_data(page.data)


def in_data(root: Value) -> Iterator[Violation]:
    """Yield what is said about texts in data; each place once."""
    texts = list(in_depth(root))
    known = {value.value for _, value in texts}
    for key, value in dict.fromkeys(texts):
        text = str(value.value)
        if len(text) > LONGEST or text.startswith("  ") or CODE.search(key):
            continue  # prose, and code that is set in
        for said in in_text(value, f"`{key}`" if key else "This text"):
            is_known = text.strip(" ") in known
            severity = Severity.WARNING if is_known else Severity.INFO
            yield Violation(said.span, said.message, said.fix, severity=severity)


def in_depth(value: Value, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Yield all texts in *value*, each with the key it stands below."""
    if isinstance(value, Mapping):
        for entry in value.entries:
            yield from in_depth(entry.value, entry.key)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from in_depth(item, key)
    elif value.kind == "string":
        yield key, value


def in_front_matter(front_matter: FrontMatter) -> Iterator[Violation]:
    """Yield what is said about texts in *front_matter*."""
    for entry in front_matter.root.entries:
        if entry.key.lower() in ("params", "menu", "menus"):
            yield from in_maps(entry.value)
        else:
            yield from in_value(entry.value, entry.key)


def in_maps(value: Value) -> Iterator[Violation]:
    """Look into the maps of *value*, and the text in them."""
    if isinstance(value, Mapping):
        for entry in value.entries:
            if isinstance(entry.value, Mapping):
                yield from in_maps(entry.value)
            else:
                yield from in_value(entry.value, entry.key)


def in_value(value: Value, key: str) -> Iterator[Violation]:
    """Report *value*, or those of its items, that have a space around them."""
    if isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Scalar):
                yield from in_text(item, f"Item of `{key}`")
    elif isinstance(value, Scalar):
        yield from in_text(value, f"`{key}`")


def in_text(value: Scalar, what: str) -> Iterator[Violation]:
    """Report *value* where spaces stand inside its quotes, at the start or the end."""
    text = value.value
    if not isinstance(text, str) or value.style not in ("single", "double"):
        return
    bare = text.strip(" ")
    width = value.span.end - value.span.start - 2
    if text == bare or "\n" in text or not any(letter.isalnum() for letter in bare):
        return
    before = len(text) - len(text.lstrip(" "))
    after = len(text) - len(text.rstrip(" "))
    places = [(value.span.start + 1, before), (value.span.end - 1 - after, after)]
    # With escapes in it the text may be shorter than what is written, yet its outer
    # spaces stand where they are counted, unless they are escaped themselves.
    is_plain = width == len(text.encode())
    edits = tuple(Edit(Span(at, at + size), "") for at, size in places if size)
    yield Violation(
        value.span,
        f"{what} {where(before, after)} with a space",
        Fix("Remove the space", edits, Safety.SAFE) if is_plain else None,
    )


def where(before: int, after: int) -> str:
    """Say on which sides the space stands."""
    if before and after:
        return "begins and ends"
    return "begins" if before else "ends"


EXAMPLES = (
    Bad(
        '---\ntitle: T\ntags: ["storage", «" sharing"»]\n---\n',
        message="Item of `tags` begins with a space",
        fixed='---\ntitle: T\ntags: ["storage", "sharing"]\n---\n',
    ),
    Bad(
        "---\ntitle: «' Sharing data  '»\n---\n",
        message="`title` begins and ends with a space",
        fixed="---\ntitle: 'Sharing data'\n---\n",
    ),
    Bad(
        '+++\ntitle = «"Sharing "»\n[menu.main]\nname = «" Sharing"»\n+++\n',
        fixed='+++\ntitle = "Sharing"\n[menu.main]\nname = "Sharing"\n+++\n',
    ),
    Bad(
        files={
            "layouts/home.html": "{{ range hugo.Data.people }}{{ .name }}{{ end }}",
            "data/people.json": '[{"name": «" Anna"», "unit": "a"}]',
        },
        message="`name` begins with a space",
        fixed='[{"name": "Anna", "unit": "a"}]',
        severity=Severity.INFO,
    ),
    Bad(
        files={
            "layouts/home.html": "{{ range hugo.Data.people }}{{ .name }}{{ end }}",
            "data/people.yaml": "- units: [«'NBIS '», ' | ']\n- units: [NBIS]\n",
        },
        message="`units` ends with a space",
        fixed="- units: ['NBIS', ' | ']\n- units: [NBIS]\n",
    ),
    Good("---\ntitle:   Sharing data   \n---\n", note="Without quotes it is trimmed."),
    Good("---\nseparator: ' | '\n---\n", note="Meant."),
    Good("---\nsummary: |\n  Two lines\n  of text\n---\n"),
)

RULE = PageRule(
    code="FM033",
    name="outer-space",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    over=("content", "data"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
