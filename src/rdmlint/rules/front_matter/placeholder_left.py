"""Text that was to be replaced is still there and gets published.

`XXX`, `TODO:`, lorem ipsum, "Insert text here", or the code of a template that was
copied instead of being filled in: readers see it, and the author has long forgotten it.

Write what belongs there, or put the note in a comment, `<!-- TODO: … -->`, which
readers do not see. Looked at are front matter and the text that readers see; code,
comments, drafts, block quotes, which may be a text for readers to copy and fill in,
the same letters inside of longer words (`PRJEBXXXXX`, `Webin-XXXXX`), a line that has
them again and again ("my XXX, your XXX"), and pages about tasks to do are left alone.
"""

from __future__ import annotations

import re

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Iterator,
    Mapping,
    Page,
    PageRule,
    RuleOptions,
    Scalar,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
)

HINT = re.compile(r"XXX|xxx|TODO|FIXME|ipsum|IPSUM|Ipsum|\{\{|here")
"""Without any of these a text holds no placeholder."""

LETTERS = re.compile(r"(?<![\w./:@#&=+*-])(?:X{3,}|x{3,})(?![\w/@:=+*-]|\.\w)")
ROMAN = re.compile(r"\b[A-Z][a-z]+\.? $")
NOTE = re.compile(r"(?<![\w-])(?:TODO|FIXME)(?![\w-])(?! (?:[Ll]ists?|LIST)\b)")
FILLER = re.compile(r"\b(?:lorem|Lorem|LOREM) (?:ipsum|Ipsum|IPSUM)\b")
DATA_FILLER = re.compile(rf"{FILLER.pattern}|\b(?:[Bb]lah,? blah|[Yy]ada,? yada)\b")
"""In prose such words may be meant; a record of data tells no stories."""
TEMPLATE = re.compile(
    r"\{\{-?[^{}]{0,200}\.(?:Name|Date|File|TranslationBaseName|Site)\b[^{}]{0,200}\}\}"
)
INVITATION = re.compile(
    r"\A\W{0,3}(?:(?:Insert|Add|Put|Write|Enter|Type) (?:your |the |some |an? )?|Your )"
    r"(?:own )?(?:text|title|description|content|link|name|summary|image|date|abstract)"
    r"(?: goes)? here\W{0,3}\Z"
    r"|\A\W{0,3}(?:Text|Title|Description|Content|Summary|Abstract) goes here\W{0,3}\Z"
)


LIST = re.compile(r"\bto-?dos?\b", re.IGNORECASE)
OFTEN = 3
"""A word left open so often in one line is open to readers too."""


class Options(RuleOptions, frozen=True):
    """Settings of `placeholder-left`."""

    words: tuple[str, ...] = ()
    """Further placeholders, such as `TBD`, found as whole words in this letter case."""

    allow: tuple[str, ...] = ()
    """Placeholders that are meant, such as `XXX`."""


def check(page: Page, ctx: Context[Options]) -> Iterator[Violation]:
    """Report placeholders in the front matter and the visible text of *page*."""
    if page.format == "data":
        for value in texts(page.data) if page.data is not None else ():
            filler = DATA_FILLER.search(str(value.value))
            if filler is not None and filler[0] not in ctx.options.allow:
                yield violation(filler[0], value.span)
        return
    if ctx.site.unpublished(page) is not None:
        return
    # A pattern that is published has a finding of its own.
    if ctx.site.pattern_mark(page) is not None:
        return
    front_matter = page.front_matter
    if front_matter is not None:
        for value in texts(front_matter.root):
            text = str(value.value)
            quotes = 0 if value.style == "plain" else 1
            width = value.span.end - value.span.start - 2 * quotes
            is_as_written = width == len(text.encode())
            for word, span in placed(text, value.span.start + quotes, ctx.options):
                yield violation(word, span if is_as_written else value.span)
    runs = [
        run
        for run in page.prose
        if not run.is_quoted
        and (ctx.options.words or HINT.search(run.text) is not None)
    ]
    quoted = quotations(page) if runs else frozenset[int]()
    lists_tasks = bool(runs) and LIST.search(title_of(page, ctx)) is not None
    for run in runs:
        if run.element in quoted:
            continue
        for word, span in placed(run.text, run.span.start, ctx.options):
            is_heading = NOTE.fullmatch(run.text) is not None
            if not (is_heading and (lists_tasks or is_in_link(span, page))):
                yield violation(word, span)


def title_of(page: Page, ctx: Context[Options]) -> str:
    """Return what *page* says of its title; "": nothing."""
    value = ctx.site.value(page, "title")
    return str(value.value) if isinstance(value, Scalar) else ""


def quotations(page: Page) -> frozenset[int]:
    """Return the indices of the `blockquote` elements of *page* and all in them."""
    found: set[int] = set()
    for element in page.elements:
        if element.name == "blockquote" or element.parent in found:
            found.add(element.index)
    return frozenset(found)


def is_in_link(span: Span, page: Page) -> bool:
    """Tell whether *span* is the text of a link, which may lead to a list of tasks."""
    return any(link.span.contains(span) for link in page.links) or any(
        element.name == "a"
        and element.end is not None
        and Span(element.span.end, element.end.start).contains(span)
        for element in page.elements
    )


def placed(text: str, base: int, options: Options) -> Iterator[tuple[str, Span]]:
    """Yield placeholders in *text*, which begins at byte *base*, with their spans."""
    last, at = 0, base
    for start, end in placeholders(text, options):
        at += len(text[last:start].encode())
        last = start
        word = text[start:end]
        yield word, Span(at, at + len(word.encode()))


def texts(value: Value) -> Iterator[Scalar]:
    """Yield the text in *value*, however deep."""
    if isinstance(value, Mapping):
        for entry in value.entries:
            yield from texts(entry.value)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from texts(item)
    elif isinstance(value.value, str):
        yield value


def placeholders(text: str, options: Options) -> Iterator[tuple[int, int]]:
    """Yield where in *text* placeholders begin and end, in code points."""
    if not options.words and HINT.search(text) is None:
        return
    found = [match.span() for match in LETTERS.finditer(text) if not is_number(match)]
    if len(found) >= OFTEN:
        found.clear()
    found += [match.span() for match in NOTE.finditer(text) if is_note(match)]
    # Where markup is shown as text, so may be the code of a template.
    for pattern in (FILLER,) if "&lt;" in text else (FILLER, TEMPLATE):
        found += [match.span() for match in pattern.finditer(text)]
    if INVITATION.match(text):
        start = len(text) - len(text.lstrip())
        found.append((start, len(text.rstrip())))
    for word in options.words:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        found += [match.span() for match in pattern.finditer(text)]
    for start, end in sorted(set(found)):
        if text[start:end] not in options.allow:
            yield start, end


def is_number(match: re.Match[str]) -> bool:
    """Tell whether three X may be the Roman number 30, as in "Volume XXX"."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    return match[0] == "XXX" and ROMAN.search(before) is not None


def is_note(match: re.Match[str]) -> bool:
    """Tell whether TODO is a note to the author, not a word in a sentence."""
    before = match.string[max(0, match.start() - 40) : match.start()].rstrip(" *_")
    behind = match.string[match.end() : match.end() + 1]
    return behind == ":" or not before or before[-1] in "\n([{<"


def violation(text: str, span: Span) -> Violation:
    """Return the violation for the placeholder *text* at *span*."""
    shown = " ".join(text.split())
    if len(shown) > 40:
        shown = shown[:39] + "…"
    return Violation(span, f"Placeholder `{shown}` is still there")


EXAMPLES = (
    Bad(
        "---\ntitle: T\n---\n\nAsk the data office («XXX») for help.\n",
        message="Placeholder `XXX` is still there",
    ),
    Bad("---\ntitle: «TODO»\n---\n\n«TODO»: link the form, see («TODO»).\n"),
    Bad("---\ntitle: T\n---\n\n«Lorem ipsum» dolor sit amet.\n"),
    Bad("---\ntitle: T\nsummary: «Insert text here»\n---\n\n«[Your text here]»\n"),
    Bad(
        "---\ntitle: '«{{ replace .Name `-` ` ` | title }}»'\n---\n",
        message="Placeholder `{{ replace .Name `-` ` ` | title }}` is still there",
    ),
    Bad("+++\n[params]\nnote = 'by «XXXX», see below'\n+++\n"),
    Bad("---\ntitle: T\n---\n\nDate: «TBD».\n", options={"words": ["TBD"]}),
    Bad(
        files={"data/tools.yaml": "- title: «Yada yada training»\n"},
        message="Placeholder `Yada yada` is still there",
    ),
    Good("---\ntitle: T\n---\n\nHe said yada yada, blah blah.\n"),
    Good("---\ntitle: T\n---\n\nWrite `TODO` or `XXX`.\n\n    TODO: in code\n"),
    Good(
        "---\ntitle: T\n---\n\n<!-- TODO: ask --> Accession PRJEBXXXXX, Webin-XXXXX.\n"
    ),
    Good("---\ntitle: TODO list for May\n---\n\nTODO lists help.\n"),
    Good("---\ntitle: T\n---\n\n&lt;b&gt;{{ .Site.Title }}&lt;/b&gt;\n"),
    Good("---\ntitle: T\n---\n\nKeep a todo list. A TODO app. Volume XXX, page XXI.\n"),
    Bad("---\ntitle: T\n---\n\nDiary number «xxx».\n"),
    Good("---\ntitle: T\n---\n\nSee doi.org/10.1000/XXX and 555-XXX-XXXX.\n"),
    Good("---\ntitle: T\n---\n\nYou can insert text here and there.\n"),
    Good(
        "---\ntitle: T\n---\n\nSee [TODO](#todo), <a href='#todo'>TODO</a>.\n",
        note="A section of that name.",
    ),
    Good("---\ntitle: My TODO List\n---\n\n## TODO\n\n- Mend the roof\n"),
    Good("---\ntitle: T\n---\n\nA friend of xxx is no xxx, and xxx is nobody's.\n"),
    Bad("---\ntitle: Tools\n---\n\n## «TODO»\n\nAsk her («XXX») or him («XXX»).\n"),
    Good("---\ntitle: TODO\ndraft: true\n---\n", note="Not published yet."),
    Good(
        files={"content/TEMPLATE_topic.md": "---\ntitle: TODO\n---\n"},
        note="template-published speaks.",
    ),
    Good(
        "---\ntitle: T\n---\n\n1. Write:\n> The DOI is (XXX).\n>> XXX\n\n"
        "<blockquote><p>TODO: XXX</p></blockquote>\n",
        note="A text for readers to fill in.",
    ),
    Bad("---\ntitle: T\n---\n\n> Quoted.\n\nThe DOI is «XXX».\n\n> Quoted.\n"),
    Good("---\ntitle: T\n---\n\nXXX\n", options={"allow": ["XXX"]}),
)

RULE = PageRule(
    code="FM031",
    name="placeholder-left",
    since=NEXT,
    severity=Severity.WARNING,
    over=("content", "data"),
    on=Page,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
