"""The end of a report: counts, statistics, what was not judged, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rdmlint.model import Report, Safety, Severity
from rdmlint.report.view import View, counted, findings, path_from
from rdmlint.report.visible import shortened, visible

TITLE_LENGTH = 200
"""Code points of what a fix did that are shown: it can quote an address."""


def summary(reports: Sequence[Report], view: View) -> str:
    """Return a sentence on what was found and looked at, and one on what is open."""
    found = [diagnostic for _, diagnostic in findings(reports)]
    pages = sum(report.stats.pages for report in reports)
    links = sum(report.stats.links for report in reports)
    built = sum(report.stats.built for report in reports)
    looked = f"{counted(pages, 'page')} and {counted(links, 'link')}"
    if built:
        looked = f"{f'{looked}, ' if pages else ''}{counted(built, 'built page')}"
    if len(reports) > 1:
        looked = f"{counted(len(reports), 'site')}, {looked}"
    if not found and not pages and not built:
        text = "No faults found, but no pages either."
    elif not found:
        rules = max((report.stats.rules for report in reports), default=0)
        text = (
            f"No faults found{_within(view.paths)}: {looked} checked "
            f"against {counted(rules, 'rule')}."
        )
    else:
        severities = Counter(diagnostic.severity for diagnostic in found)
        counts = [
            counted(severities[severity], severity.value)
            for severity in Severity
            if severities[severity]
        ]
        files = len({(report.root, d.path) for report, d in findings(reports)})
        text = (
            f"Found {_listed(counts)} in {counted(files, 'file')} ({looked} checked)."
        )
    unknown = sum(count for report in reports for _, count in report.stats.not_judged)
    if unknown:
        text += f" {counted(unknown, 'question')} could not be judged"
        text += "." if view.show_unknown else " (--show-unknown says why)."
    return text


def offer(reports: Sequence[Report]) -> list[str]:
    """Return a line on how many findings offer a fix; none where none does."""
    found = [diagnostic for _, diagnostic in findings(reports)]
    fixes = Counter(each.fix.safety for each in found if each.fix)
    safe, unsafe = fixes[Safety.SAFE], fixes[Safety.UNSAFE]
    if not safe and not unsafe:
        return []
    subject = "It" if len(found) == 1 else f"{safe or unsafe:,} of them"
    if not safe:
        return [f"{subject} can perhaps be mended with --fix --unsafe-fixes."]
    more = f", {unsafe:,} more perhaps with --unsafe-fixes as well" if unsafe else ""
    return [f"{subject} can be mended with --fix{more}."]


def fixes(reports: Sequence[Report], view: View) -> list[str]:
    """Return lines on what was mended: each, where asked for, and how many."""
    fixed = [(report, finding) for report in reports for finding in report.fixed]
    if not fixed:
        return []
    lines: list[str] = []
    if view.show_fixes:
        for report, finding in fixed:
            path = visible(path_from(view.base, report.root, finding.path))
            title = finding.fix.title if finding.fix else finding.message
            lines.append(
                f"{f'./{path}' if path.lstrip().startswith(':') else path}:"
                f"{finding.start.line}:{finding.start.column}: "
                f"fixed[{finding.code}] {visible(shortened(title, TITLE_LENGTH))}"
            )
    return [*lines, f"Fixed {extent(reports)}."]


def extent(reports: Sequence[Report]) -> str:
    """Return how many findings were mended in how many files, in words."""
    number = sum(len(report.fixed) for report in reports)
    files = {(report.root, each.path) for report in reports for each in report.fixed}
    return f"{counted(number, 'finding')} in {counted(len(files), 'file')}"


def _within(paths: Sequence[str]) -> str:
    """Return where nothing was found; the rest of the site may hold more."""
    if len(paths) > 3:
        return f" in the {len(paths)} paths given"
    return f" in {_listed(list(map(visible, paths)))}" if paths else ""


def statistics(reports: Sequence[Report], view: View) -> Iterator[str]:
    """Yield a line for each rule that spoke: how often, and how bad it is."""
    tally = Counter((d.code, d.rule, d.severity) for _, d in findings(reports))
    room = max((len(f"{count:,}") for count in tally.values()), default=0)
    names = max((len(rule) for _, rule, _ in tally), default=0)
    order = sorted(tally.items(), key=lambda item: (-item[1], item[0][0]))
    for (code, rule, severity), count in order:
        word = view.paint(severity.value, severity.value)
        yield f"{count:>{room},}  {code}  {rule:<{names}}  {word}"


def not_judged(reports: Sequence[Report]) -> Iterator[str]:
    """Yield a line for each reason why something was not judged, often first."""
    tally: Counter[str] = Counter()
    for report in reports:
        for reason, count in report.stats.not_judged:
            tally[reason] += count
    if not tally:
        yield "Everything could be judged."
        return
    yield "Not judged, because it cannot be known from the sources:"
    room = max(len(f"{count:,}") for count in tally.values())
    for reason, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>{room},}  {visible(reason)}"


def tables(reports: Sequence[Report], view: View) -> Iterator[list[str]]:
    """Yield the paragraphs that were asked for, each as its lines."""
    if view.statistics:
        lines = list(statistics(reports, view))
        if lines:
            yield lines
    if view.show_unknown:
        yield list(not_judged(reports))


def notes(reports: Sequence[Report]) -> list[str]:
    """Return the notes of all *reports*, each once, as a line."""
    found = dict.fromkeys(note for report in reports for note in report.notes)
    return [f"note: {visible(note)}" for note in found]


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
