"""The report for people: each finding with its line and the place in it marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdmlint.model import Diagnostic, Fix, RelatedPlace, Report, Safety
from rdmlint.report import closing, concise
from rdmlint.report.view import Rendered, View, findings, rule_url
from rdmlint.report.visible import cells, commands, shortened, shown, visible

TAB = "    "

LEAST_WIDTH = 24
"""Columns that a line of source gets in the narrowest terminal."""


def render(reports: Sequence[Report], view: View) -> Rendered:
    """Return the findings of *reports*, then counts, what was asked for, and notes."""
    paragraphs = [
        [*finding(report, group[0], view), *also(report, group[1:], view)]
        for report, group in together(reports)
    ]
    paragraphs += closing.tables(reports, view)
    if not view.quiet:
        paragraphs += filter(None, [closing.fixes(reports, view)])
        paragraphs.append([view.paint(closing.summary(reports, view), "bold")])
        shown = (diagnostic for _, diagnostic in findings(reports))
        worst = min(shown, key=lambda each: each.severity.rank, default=None)
        if worst is not None:
            why = f"`rdmlint rule {worst.code}` says why, and what to do."
            paragraphs[-1].append(view.paint(why, "dim"))
            paragraphs[-1] += closing.offer(reports)
        paragraphs += ([note] for note in closing.notes(reports))
    return Rendered(
        "\n".join("".join(f"{row}\n" for row in rows) for rows in paragraphs)
    )


def together(
    reports: Sequence[Report],
) -> Iterator[tuple[Report, Sequence[Diagnostic]]]:
    """Yield what is shown, what is about one thing together, where its first is."""
    groups: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for report, diagnostic in findings(reports):
        if diagnostic.about is not None:
            key = (report.root, diagnostic.rule, diagnostic.about)
            groups.setdefault(key, []).append(diagnostic)
    for report, diagnostic in findings(reports):
        if diagnostic.about is None:
            yield report, (diagnostic,)
            continue
        key = (report.root, diagnostic.rule, diagnostic.about)
        group = groups.pop(key, None)
        if group is not None:
            yield report, group


def also(report: Report, others: Sequence[Diagnostic], view: View) -> Iterator[str]:
    """Yield a line for each of *others*, which say the same of another place."""
    for other in others:
        place = concise.place(report, other.path, view)
        spot = f"{place}:{other.start.line}:{other.start.column}"
        yield f"{view.paint('  = also at', 'gutter')} {spot}"


def finding(report: Report, diagnostic: Diagnostic, view: View) -> Iterator[str]:
    """Yield the lines about *diagnostic*."""
    severity = diagnostic.severity.value
    place = concise.place(report, diagnostic.path, view)
    start = diagnostic.start
    label = view.linked(f"{severity}[{diagnostic.code}]", rule_url(diagnostic.rule))
    yield (
        f"{view.paint(f'{place}:{start.line}:{start.column}', 'bold')}: "
        f"{view.paint(label, severity)} {concise.message(diagnostic)}"
    )
    number = str(start.line)
    indent = " " * len(number)
    advice = remedy(diagnostic.fix) if diagnostic.fix else ""
    if diagnostic.excerpt.strip():
        room = max(view.width - len(number) - 3, LEAST_WIDTH)
        line, mark = excerpt(diagnostic, room)
        yield view.paint(f"{indent} |", "gutter")
        yield f"{view.paint(f'{number} |', 'gutter')} {line}".rstrip()
        behind = ""
        if advice and cells(mark) + 1 + cells(advice) <= room:
            behind, advice = f" {view.paint(advice, 'fix')}", ""
        yield (
            f"{view.paint(f'{indent} |', 'gutter')} "
            f"{mark[: len(mark) - len(mark.lstrip())]}"
            f"{view.paint(mark.lstrip(), severity)}{behind}"
        )
    if advice:
        yield f"{view.paint(f'{indent} =', 'gutter')} {view.paint(advice, 'fix')}"
    for related in diagnostic.related:
        yield f"{view.paint(f'{indent} =', 'gutter')} {see(report, related, view)}"


def see(report: Report, related: RelatedPlace, view: View) -> str:
    """Return a place that explains a finding, and what it has to do with it."""
    start = related.start
    place = concise.place(report, related.path, view)
    message = visible(shortened(related.message, concise.MESSAGE_LENGTH))
    return f"{place}:{start.line}:{start.column}: {message}"


def remedy(fix: Fix) -> str:
    """Return what to do, as a piece of a sentence: an order, or a proposal."""
    title = fix.title
    if title[:1].isupper() and title[1:2].islower():
        title = title[:1].lower() + title[1:]
    word = "fix" if fix.safety is Safety.SAFE else "perhaps"
    return f"{word}: {visible(shortened(title, concise.MESSAGE_LENGTH))}"


def excerpt(diagnostic: Diagnostic, room: int) -> tuple[str, str]:
    """Return the line of *diagnostic* in *room* columns, and the mark below it.

    A line that is too long is cut around the place. The mark covers the place, or
    its first line; an empty place is marked by one caret.
    """
    text = diagnostic.excerpt
    start = min(max(diagnostic.start.column - diagnostic.excerpt_column, 0), len(text))
    end = len(text.rstrip())
    if diagnostic.end.line == diagnostic.start.line:
        end = min(diagnostic.end.column - diagnostic.excerpt_column, len(text))
    end = max(start, end)
    # Nothing further away can be shown, and a line can be very long.
    first = max(start - room - 1, 0)
    last = min(end, start + room + 1)
    until = min(last + room + 1, len(text))
    drawn = pieces(text[first:until])
    before = drawn[: start - first]
    marked = drawn[start - first : last - first]
    after = drawn[last - first :]
    is_cut = first > 0 or diagnostic.excerpt_column > 1
    has_more = until < len(text)

    left = fitted(before[::-1], room, more=is_cut)[::-1]
    middle = fitted(marked, room, more=last < end)
    right = fitted(after, room, more=has_more)
    needed = max(total(middle), 1)
    if total(left) + needed + total(right) > room:
        # What one side does not need goes to the other, and some of the left is kept
        # even where the place alone would fill the room.
        spare = room - needed
        kept = max(spare // 2, spare - total(right), min(total(left), room // 4))
        left = fitted(before[::-1], kept, more=is_cut)[::-1]
        middle = fitted(marked, room - total(left), more=last < end)
        needed = max(total(middle), 1)
        right = fitted(after, room - total(left) - needed, more=has_more)
    return "".join(left + middle + right), " " * total(left) + "^" * needed


def pieces(text: str) -> list[str]:
    """Return what is drawn for each character of *text*."""
    if text.isprintable():
        drawn = list(text)
    else:
        drawn = [TAB if character == "\t" else shown(character) for character in text]
    for at in commands(text):
        drawn[at] = f"\\{drawn[at]}"
    return drawn


def fitted(drawn: Sequence[str], room: int, *, more: bool) -> list[str]:
    """Return the first of *drawn* that fit into *room* columns.

    Where some do not, or there are *more*, an ellipsis stands for the rest.
    """
    if not more and len(drawn) <= room and total(drawn) <= room:
        return list(drawn)
    kept: list[str] = []
    used = 0
    for piece in drawn:
        used += cells(piece)
        kept.append(piece)
        if used > room:
            break
    if used <= room and not more:
        return kept
    while kept and used > room - 1:
        used -= cells(kept.pop())
    return [*kept, "…"] if room > 0 else kept


def total(drawn: Sequence[str]) -> int:
    """Return how many columns *drawn* takes."""
    return cells("".join(drawn))
