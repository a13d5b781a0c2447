"""Ignore comments: what they hold back, and which of them hold back nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from rdmlint.engine.registry import Registered
from rdmlint.engine.run import CRASHED
from rdmlint.model import Diagnostic, Directive, Edit, Fix, Page, Safety, Violation
from rdmlint.text import SourceText, Span

UNUSED = "suppression-unused"

Word: TypeAlias = "tuple[str, Span]"
"""A code or name in a comment. A comment without any stands for all: `("", span)`."""


def words_of(directive: Directive) -> tuple[Word, ...]:
    """Return the words of *directive*; one empty word where it ignores every rule."""
    return directive.words or (("", directive.span),)


def silenced(
    found: Sequence[Diagnostic], directives: Iterable[Directive]
) -> tuple[set[int], set[Span]]:
    """Return which of *found*, all on one page, are held back, and by which words.

    That is their numbers, and the places of the words. A comment that cannot be
    understood holds back nothing. No comment hides a crash of rdmlint, and only one
    that says so hides that a comment is unused.
    """
    lines: dict[str, list[tuple[int, int]]] = {}
    for number, finding in enumerate(found):
        if finding.rule == CRASHED:
            continue
        names = [finding.code, finding.rule]
        if finding.rule != UNUSED:
            names.append("")
        for name in names:
            lines.setdefault(name, []).append((finding.start.line, number))
    ranges: dict[str, list[tuple[int, int, Span]]] = {}
    for directive in directives:
        if directive.fault is None:
            for word, span in words_of(directive):
                reach = (directive.first, directive.last, span)
                ranges.setdefault(word, []).append(reach)
    held: set[int] = set()
    used: set[Span] = set()
    for word, reaches in ranges.items():
        if word in lines:
            meet(sorted(lines[word]), sorted(reaches), held, used)
    return held, used


def meet(
    lines: Sequence[tuple[int, int]],
    reaches: Sequence[tuple[int, int, Span]],
    held: set[int],
    used: set[Span],
) -> None:
    """Add to *held* the numbers behind *lines* that lie in *reaches*, to *used* those.

    Both come sorted, and each is looked at once: thousands of comments on a page of
    thousands of findings take no longer than their sum.
    """
    coming = 0
    furthest = 0
    open_: list[tuple[int, int, Span]] = []
    for line, number in lines:
        while coming < len(reaches) and reaches[coming][0] <= line:
            furthest = max(furthest, reaches[coming][1])
            open_.append(reaches[coming])
            coming += 1
        if line <= furthest:
            held.add(number)
            used.update(span for _, last, span in open_ if line <= last)
            # Those are in use now, and the others end before any further line.
            open_.clear()


def faults(page: Page, rules: Mapping[str, Registered]) -> Iterator[Violation]:
    """Yield what is wrong with the ignore comments of *page* themselves."""
    known = {word for e in rules.values() for word in (e.rule.code, e.rule.name)}
    for directive in page.directives:
        if directive.fault is not None:
            yield Violation(directive.span, directive.fault)
            continue
        for word, span in directive.words:
            if word not in known:
                yield Violation(span, unknown(word, known))


def idle(
    page: Page, used: Container[Span], judged: Container[str], text: SourceText
) -> Iterator[Violation]:
    """Yield the ignore comments of *page*, or words of them, that hold nothing back.

    *used* are the places of words that did. *judged* are the words whose idleness is
    telling: those of rules that ran, and "" where all did.
    """
    for directive in page.directives:
        if directive.fault is not None:
            continue
        words = words_of(directive)
        numbers = [
            number
            for number, (word, span) in enumerate(words)
            if word in judged and span not in used
        ]
        if len(numbers) == len(words):
            fix = without_comment(directive, page, text)
            yield Violation(directive.span, unused(words), fix=fix)
            continue
        for number in numbers:
            fix = without_word(words, number, numbers)
            yield Violation(words[number][1], unused([words[number]]), fix=fix)


def unknown(word: str, known: Iterable[str]) -> str:
    """Return the sentence on a comment that names a rule there is not."""
    from rapidfuzz import fuzz, process

    sentence = f"Ignore comment names `{word}`, which is no rule"
    lowered = {name: name.lower() for name in known}
    best = process.extractOne(word.lower(), lowered, scorer=fuzz.ratio, score_cutoff=65)
    return f"{sentence}; did you mean `{best[2]}`?" if best else sentence


def unused(words: Sequence[Word]) -> str:
    """Return the sentence on *words* of a comment that hold nothing back."""
    names = " and ".join(f"`{word}`" for word, _ in words)
    return f"Ignore comment holds back nothing{f' of {names}' if words[0][0] else ''}"


def without_word(words: Sequence[Word], number: int, going: Sequence[int]) -> Fix:
    """Return the fix that takes word *number*, one of those *going*, out.

    The separator behind a word goes where all words before it go too, else the one
    before it: so the edits for several words of one comment never overlap.
    """
    word, span = words[number]
    if number < len(going) and going[number] == number:
        cut = Span(span.start, words[number + 1][1].start)
    else:
        cut = Span(words[number - 1][1].end, span.end)
    return Fix(f"Remove `{word}` from the comment", (Edit(cut, ""),))


def without_comment(directive: Directive, page: Page, text: SourceText) -> Fix | None:
    """Return the fix that removes *directive*; None for the start of a region.

    A line that holds nothing else goes with it. Where the text around the comment
    would be read as something else without it, the fix is unsafe: between two lines of
    text, which may join; between two lists, which will; before text on its line, which
    is HTML only as long as a comment begins it; and behind what means more at the end
    of a line.
    """
    if directive.kind == "region":
        return None
    data = text.data
    start, end = directive.span.start, directive.span.end
    line_start = data.rfind(b"\n", 0, start) + 1
    line_end = data.find(b"\n", end)
    line_end = len(data) if line_end < 0 else line_end + 1
    before, after = data[line_start:start], data[end:line_end]
    safety = Safety.SAFE
    if not before.strip() and not after.strip():
        start, end = line_start, line_end
        in_front_matter = start < page.body.start
        previous = data[data.rfind(b"\n", 0, max(start - 1, 0)) + 1 : start]
        following = data[end : data.find(b"\n", end) + 1 or len(data)]
        are_joined = bool(previous.strip() and following.strip())
        if not in_front_matter and (are_joined or begins_list(data, end)):
            safety = Safety.UNSAFE
    elif not after.strip():
        # Two spaces left at the end of a line would be a line break.
        start = line_start + len(before.rstrip())
        if ends_oddly(before.rstrip()):
            safety = Safety.UNSAFE
    elif not before.strip():
        safety = Safety.UNSAFE
    elif before[-1:].isspace() and after[:1].isspace():
        end += 1
    return Fix("Remove the comment", (Edit(Span(start, end), ""),), safety)


def begins_list(data: bytes, at: int) -> bool:
    """Tell whether the text from *at* on may go on with a list before it."""
    found = re.compile(rb"\S").search(data, at)
    if found is None:
        return False
    start = found.start()
    line = data[data.rfind(b"\n", 0, start) + 1 : start + 12]
    return re.match(rb"[ \t]|[-+*:][ \t\r\n]|[0-9]{1,9}[.)]", line) is not None


def ends_oddly(line: bytes) -> bool:
    r"""Tell whether the end of *line* means more than it says: `\`, `{#id}`, `---`."""
    is_bare = not any(byte > 0x7F or chr(byte).isalnum() for byte in line)
    is_marked = line.endswith((b"\\", b"}", b"#")) and not line.endswith(b"}}")
    return is_bare or is_marked
