"""`rdmlint links check` and `links explain`: what other sites answer, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from rdmlint import app
from rdmlint.commands.online import (
    Asking,
    Plan,
    askable,
    effective,
    limits_of,
    store_of,
    wanted_of,
)
from rdmlint.commands.pages import Json, document
from rdmlint.errors import UsageError
from rdmlint.hugo.outward import request_url
from rdmlint.model import Answer, Cause, Hop, Verdict
from rdmlint.probe.verdict import said
from rdmlint.report.view import View, counted, path_from
from rdmlint.report.visible import visible
from rdmlint.settings import External, Settings
from rdmlint.syntax.address import parse_address
from rdmlint.text import Position

FORMATS: Final = ("text", "json")

STYLES: Final = {
    Verdict.OK: "fix",
    Verdict.DEAD: "error",
    Verdict.UNVERIFIABLE: "warning",
}

SHOWN_PLACES: Final = 20
"""Places of one address that are printed; the JSON has all."""


class Place(msgspec.Struct, frozen=True):
    """Where an address is written. *path* counts from the site root."""

    path: str
    at: Position


class Checked(msgspec.Struct, frozen=True):
    """The answers for addresses, each with its places, and what else there is to say.

    *root* is that of the site they were found on (None: they were given).
    """

    found: tuple[tuple[Answer, tuple[Place, ...]], ...]
    notes: tuple[str, ...] = ()
    root: str | None = None
    is_interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """Return 1 where an address is dead, 130 where not all were asked for."""
        if self.is_interrupted:
            return 130
        return int(any(each.verdict is Verdict.DEAD for each, _ in self.found))


def given(urls: Sequence[str]) -> tuple[str, ...]:
    """Return *urls* as they are asked for; raise `UsageError` for what is none."""
    found: list[str] = []
    for written in urls:
        url = request_url(parse_address(written))
        if url is None:
            hint = "such as https://www.scilifelab.se/"
            raise UsageError(f"`{written}` is no address on the web", hint=hint)
        found.append(url)
    return tuple(dict.fromkeys(found))


def check(urls: Sequence[str], external: External, plan: Plan) -> Checked:
    """Return the answers for *urls*."""
    wanted: dict[str, Collection[str]] = dict.fromkeys(given(urls), ())
    limits = limits_of(effective(external, plan))
    asking = Asking(plan, limits, store_of(plan, None))
    answers = asking.answers(wanted)
    found = tuple((answers[url], ()) for url in wanted if url in answers)
    return Checked(found, tuple(asking.notes()), None, asking.is_interrupted)


def check_site(settings: Settings, plan: Plan) -> Checked:
    """Return the answers for all addresses of other sites on the one of *settings*."""
    index = app.take_stock(settings)
    external = effective(settings.external, plan)
    links = list(askable(index.external_links, external))
    wanted = wanted_of(links, reads_ids=False)
    asking = Asking(plan, limits_of(external), store_of(plan, settings.root))
    answers = asking.answers(wanted)
    read = app.reader(settings.root)
    places: dict[str, list[Place]] = {}
    for link in links:
        at = read(link.path).position(link.span.start)
        places.setdefault(link.url, []).append(Place(link.path, at))
    found = tuple(
        (answers[url], tuple(places[url])) for url in wanted if url in answers
    )
    return Checked(found, tuple(asking.notes()), settings.root, asking.is_interrupted)


def render(checked: Checked, format: str, view: View) -> str:
    """Return *checked* in one of `FORMATS`."""
    if format == "json":
        return document([_json(each, places) for each, places in checked.found])
    return "".join(f"{line}\n" for line in _lines(checked, view))


def _lines(checked: Checked, view: View) -> Iterator[str]:
    """Yield a paragraph for each address that is not ok, then how many are."""
    bad = [each for each in checked.found if each[0].verdict is not Verdict.OK]
    order = {Verdict.DEAD: 0, Verdict.UNVERIFIABLE: 1}
    for answer, places in sorted(bad, key=lambda each: order[each[0].verdict]):
        label = view.paint(answer.verdict.value, STYLES[answer.verdict])
        url = view.paint(visible(answer.url), "bold")
        yield f"{label}: {url} {visible(answer.reason)}{_since(answer)}"
        for place in places[:SHOWN_PLACES]:
            path = visible(path_from(view.base, checked.root or view.base, place.path))
            yield f"  {path}:{place.at.line}:{place.at.column}"
        if len(places) > SHOWN_PLACES:
            yield f"  and {len(places) - SHOWN_PLACES} more"
        yield ""
    counts = Counter(answer.verdict for answer, _ in checked.found)
    said = ", ".join(f"{counts[each]:,} {each.value}" for each in Verdict)
    yield view.paint(f"{counted(len(checked.found), 'external link')}: {said}.", "bold")
    if not view.quiet:
        yield from (f"note: {visible(note)}" for note in checked.notes)


def _since(answer: Answer) -> str:
    if answer.verdict is Verdict.DEAD or answer.since is None:
        return ""
    return f"; not answering since {_time(answer.since)}"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _json(answer: Answer, places: Sequence[Place]) -> Json:
    found: dict[str, Json] = msgspec.to_builtins(answer)
    spots: list[Json] = [
        {"path": each.path, "line": each.at.line, "column": each.at.column}
        for each in places
    ]
    return {**found, "places": spots}


# --- One address ----------------------------------------------------------------------


class Explained(msgspec.Struct, frozen=True):
    """What came of asking for one address now, and what was known before (or None)."""

    now: Answer
    before: Answer | None


def explain(url: str, external: External, plan: Plan) -> Explained:
    """Ask for *url* now, whatever is known of it, and keep what comes of it."""
    (asked,) = given([url])
    limits = limits_of(effective(external, plan))
    asking = Asking(plan, limits, store_of(plan, None), asks_again=True)
    answers = asking.answers({asked: ()})
    if asked not in answers:
        raise KeyboardInterrupt
    return Explained(answers[asked], asking.past.get(asked))


def render_explained(found: Explained, format: str, view: View) -> str:
    """Return *found* in one of `FORMATS`."""
    if format == "json":
        return document(_json(found.now, ()))
    return "".join(f"{line}\n" for line in _story(found, view))


def _story(found: Explained, view: View) -> Iterator[str]:
    answer = found.now
    yield view.paint(visible(answer.url), "bold")
    for number, hop in enumerate(answer.hops, 1):
        yield f"  {number}. {_hop(hop)}"
        if hop.location is not None:
            yield f"     leads to {visible(hop.location)}"
        if hop.wait is not None:
            yield f"     asks to be left alone for {hop.wait:,.0f} s"
    label = view.paint(answer.verdict.value, STYLES[answer.verdict])
    yield f"{label}: {_because(answer)}"
    if answer.moved_to is not None:
        yield f"It has moved for good to {visible(answer.moved_to)}"
    if found.before is not None:
        past = found.before
        why = f", for it {past.reason}" if past.reason else ""
        yield f"Before, on {_time(past.checked)}: {past.verdict.value}{visible(why)}"


def _hop(hop: Hop) -> str:
    where = f" at {hop.address}" if hop.address else ""
    outcome = said(hop.status) if hop.status is not None else hop.error or ""
    took = f"{hop.seconds:.2f} s"
    return f"{hop.method} {visible(hop.url)}{where}: {visible(outcome)}, {took}"


def _because(answer: Answer) -> str:
    if answer.verdict is Verdict.OK:
        return "it answers, and nothing says that the page is not there"
    reason = f"it {visible(answer.reason)}"
    if answer.verdict is Verdict.DEAD:
        return f"{reason}, and did so when it was looked at again"
    if answer.since is not None:
        return (
            f"{reason}; not answering since {_time(answer.since)}, and dead if it "
            "still does so a day after that"
        )
    if answer.cause is Cause.UNSAFE:
        return f"{reason}, and rdmlint does not go there"
    return f"{reason}, which does not say that readers cannot get there"
