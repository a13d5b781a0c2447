"""Going online for a site: which addresses are asked for, and what is kept of it."""

from __future__ import annotations

import gc
import os
from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from time import time
from typing import Final

import msgspec

from rdmlint import __version__, app
from rdmlint.cache import JsonStore, SqliteStore, Store, default_directory, is_fresh
from rdmlint.commands import changes
from rdmlint.errors import UsageError
from rdmlint.index import SiteIndex
from rdmlint.model import Answer, Cause, ExternalLink, Verdict
from rdmlint.probe.limits import AGENT, Limits
from rdmlint.probe.resolve import Lookup, is_allowed, system_lookup
from rdmlint.probe.run import Progress, Results, probe
from rdmlint.probe.verdict import host_of, is_offline
from rdmlint.report.view import counted
from rdmlint.report.visible import visible
from rdmlint.settings import External, Settings

ONLINE: Final = frozenset(
    {
        "external-broken",
        "external-unverifiable",
        "external-redirect",
        "external-fragment-missing",
        "external-certificate-invalid",
        "soft-404",
        "insecure-link",
    }
)
"""The rules that speak of what other sites answer."""

FEWEST_HOSTS: Final = 3
"""Hosts of which none answers that make a machine look offline."""

FRAGMENTS: Final = "external-fragment-missing"

INSECURE: Final = "insecure-link"

_RESERVED: Final = ("localhost", "example", "test", "invalid", "local", "internal")
_EXAMPLES: Final = ("example.com", "example.org", "example.net")


class Plan(msgspec.Struct, frozen=True):
    """How a run goes online, as the command line says.

    *since* is the commit after which a line must have been changed for its links to be
    asked for (None: all are). *is_untrusted*: the site may be a stranger's, so its
    settings may ask for less and not for more. Answers are kept in *cache_file*, or
    where that is None in *cache_directory*, or where that is None too nowhere.
    """

    since: str | None = None
    is_untrusted: bool = False
    cache_file: str | None = None
    cache_directory: str | None = None
    report: Callable[[Progress], None] | None = None
    lookup: Lookup = system_lookup


def plan_for(
    environment: Mapping[str, str],
    *,
    since: str | None = None,
    is_untrusted: bool = False,
    cache_file: str | None = None,
    is_cached: bool = True,
    report: Callable[[Progress], None] | None = None,
) -> Plan:
    """Return the plan; a pull request on GitHub is a stranger's, whoever opened it."""
    event = environment.get("GITHUB_EVENT_NAME", "")
    directory = default_directory(environment) if is_cached else None
    return Plan(
        since=since,
        is_untrusted=is_untrusted or event.startswith("pull_request"),
        cache_file=cache_file,
        cache_directory=directory,
        report=report,
    )


def effective(external: External, plan: Plan) -> External:
    """Return what of *external* counts: of a stranger's, what makes for less."""
    if not plan.is_untrusted:
        return external
    return External(ignore=external.ignore, read_pages=external.read_pages)


def limits_of(external: External, *, reads_ids: bool = False) -> Limits:
    """Return the limits that *external* states."""
    return Limits(
        connections=external.connections,
        interval=external.interval,
        url=external.timeout,
        run=external.max_seconds,
        requests=external.max_requests,
        networks=external.networks,
        ports=external.ports,
        reads_ids=reads_ids,
        reads_pages=external.read_pages,
        agent=AGENT.replace("rdmlint", f"rdmlint/{__version__}", 1),
    )


def store_of(plan: Plan, root: str | None) -> Store | None:
    """Return where answers are kept; None: nowhere.

    A file that may come with a stranger's site, at *root*, is not one.
    """
    if plan.cache_file is None:
        return SqliteStore(plan.cache_directory) if plan.cache_directory else None
    if os.path.isdir(plan.cache_file):
        raise UsageError("--link-cache names a directory", hint="it names a file")
    if plan.is_untrusted and root is not None:
        file, site = os.path.realpath(plan.cache_file), os.path.realpath(root)
        if file.startswith(site + os.sep):
            hint = "what is in the site may be a stranger's; name a file outside of it"
            raise UsageError(
                "--link-cache lies in the site", path=plan.cache_file, hint=hint
            )
    return JsonStore(plan.cache_file)


class Asker:
    """Asks other sites about the links of one; keeps the answers, so it asks once."""

    def __init__(self, plan: Plan, root: str) -> None:
        """Go online as *plan* says for the site at *root*.

        Raises `UsageError` for a plan that cannot be followed there.
        """
        self.plan = plan
        self.store = store_of(plan, root)
        commit = plan.since
        self.changes = None if commit is None else changes.since(root, commit)
        self.asked: app.Asked | None = None

    def __call__(self, index: SiteIndex, rules: frozenset[str]) -> app.Asked:
        """Return what other sites answer, so far as any of *rules* speaks of it.

        While fixes are applied the site is looked at again and again, the web is not.
        """
        if self.asked is None:
            self.asked = self._ask(index, rules) if rules & ONLINE else app.Asked({})
        return self.asked

    def _ask(self, index: SiteIndex, rules: frozenset[str]) -> app.Asked:
        settings = index.settings
        external = effective(settings.external, self.plan)
        links = list(askable(index.external_links, external))
        if self.changes is not None:
            links = list(_changed(links, settings, self.changes))
        wanted = wanted_of(links, reads_ids=FRAGMENTS in rules)
        limits = limits_of(external, reads_ids=FRAGMENTS in rules)
        asking = Asking(self.plan, limits, self.store)
        answers = asking.answers(wanted)
        if INSECURE in rules and not asking.is_interrupted:
            answers = asking.with_https(answers)
        return app.Asked(answers, tuple(asking.notes()), asking.is_interrupted)


class Asking:
    """One run online; keeps count of what was asked, and what was known before."""

    def __init__(
        self,
        plan: Plan,
        limits: Limits,
        store: Store | None,
        *,
        asks_again: bool = False,
    ) -> None:
        """Go online as *plan* says; with *asks_again* for what is known as well."""
        self.asks_again = asks_again
        self.past: dict[str, Answer] = {}
        self.plan = plan
        self.limits = limits
        self.store = store
        self.known = 0
        self.hosts: set[str] = set()
        self.count = 0
        self.left: list[str] = []
        self.why = ""
        self.is_interrupted = False
        self.trouble: str | None = None

    def answers(self, wanted: Mapping[str, Collection[str]]) -> dict[str, Answer]:
        """Return the answers for the *wanted* addresses, old ones that still count too.

        What is new is kept, whatever becomes of the run.
        """
        past = self.store.read(wanted) if self.store is not None else {}
        self.past |= past
        now = time()
        reads_ids = self.limits.reads_ids
        fresh = {
            url: answer
            for url, answer in past.items()
            if not self.asks_again
            and is_fresh(answer, now, wanted[url] if reads_ids else None)
        }
        self.known += len(fresh)
        open_ = {url: each for url, each in wanted.items() if url not in fresh}
        if not open_:
            return fresh
        found = self._probed(open_, past)
        if self._is_offline(found):
            self.left += found.answers
            self.count -= len(found.answers)
            self.why = "no other site answers, so this machine is probably offline"
            return fresh
        self._keep(found.answers.values())
        return fresh | found.answers

    def _is_offline(self, found: Results) -> bool:
        """Tell whether what was *found* says more of this machine than of other sites.

        A single host may be down, and who asks for one address wants to know all.
        """
        hosts = {host_of(url) for url in found.answers}
        return len(hosts) >= FEWEST_HOSTS and is_offline(list(found.answers.values()))

    def _probed(
        self, wanted: Mapping[str, Collection[str]], past: Mapping[str, Answer]
    ) -> Results:
        with collecting():
            found = probe(
                wanted,
                self.limits,
                past=past,
                report=self.plan.report,
                lookup=self.plan.lookup,
            )
        self.count += len(found.answers)
        self.hosts |= {host_of(url) for url in found.answers}
        self.left += found.left
        self.why = found.why or self.why
        self.is_interrupted = self.is_interrupted or found.is_interrupted
        return found

    def _keep(self, answers: Iterable[Answer]) -> None:
        if self.store is None:
            return
        try:
            self.store.write(answers)
        except UsageError as error:
            # What was found out is worth more than where it is kept.
            self.trouble = str(error)

    def with_https(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return *answers*; those of `http:` say whether `https:` answers as well."""
        twins = {
            url: secure(url)
            for url, answer in answers.items()
            if url.startswith("http:") and answer.verdict is Verdict.OK
        }
        to_ask: dict[str, Collection[str]] = {
            twin: ()
            for url, twin in twins.items()
            if twin not in answers and not _leads_there(answers[url], twin)
        }
        # Nothing depends on it but how sure a fix is, so one look is enough.
        self.limits = msgspec.structs.replace(self.limits, looks=1)
        known = {**answers, **self.answers(to_ask)} if to_ask else dict(answers)
        for url, twin in twins.items():
            is_there = _leads_there(answers[url], twin) or _is_there(known.get(twin))
            known[url] = msgspec.structs.replace(answers[url], has_https=is_there)
        return known

    def notes(self) -> Iterator[str]:
        """Yield sentences on what was done."""
        done = f"Asked for {counted(self.count, 'external link')}"
        if self.count:
            done += f" on {counted(len(self.hosts), 'host')}"
        if self.known:
            done += f"; of {self.known:,} more the answer was known"
        yield f"{done}."
        if self.left:
            number = counted(len(self.left), "external link")
            yield f"{number} not asked for: {self.why}."
        if self.trouble is not None:
            yield self.trouble


def secure(url: str) -> str:
    """Return the `http:` address *url* with `https:`."""
    return f"https:{url[len('http:') :]}"


def _leads_there(answer: Answer, twin: str) -> bool:
    return any(hop.url == twin and hop.status is not None for hop in answer.hops)


def _is_there(answer: Answer | None) -> bool | None:
    """Tell whether an `https:` address answers; None: that cannot be told."""
    if answer is None:
        return None
    if answer.verdict is Verdict.OK:
        return True
    proves = (Cause.CERTIFICATE, Cause.CONNECTION, Cause.GONE, Cause.PROTOCOL)
    return False if answer.cause in proves else None


@contextmanager
def collecting() -> Generator[None]:
    """Let Python look for garbage: connections make circles, and a run lasts."""
    was_enabled = gc.isenabled()
    gc.freeze()  # what is there already makes none
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_enabled:
            gc.disable()


def progress_line(progress: Progress, width: int) -> str:
    """Return on one line, of at most *width* columns, how far a run is."""
    line = (
        f"{progress.done:,} of {counted(progress.total, 'link')}, "
        f"{progress.hosts_done:,} of {counted(progress.hosts, 'host')}"
    )
    if progress.seconds > 1:
        line += f", {progress.done / progress.seconds:,.0f} a second"
    if progress.waiting:
        line += f"; waiting for {', '.join(map(visible, progress.waiting))}"
    return line if len(line) < width else f"{line[: width - 2]}…"


# --- Which addresses ----------------------------------------------------------------


def askable(
    links: Iterable[ExternalLink], external: External
) -> Iterator[ExternalLink]:
    """Yield those of *links* that can be asked for, and are to be."""
    networks = limits_of(external).allowed_networks()

    @cache
    def is_there(host: str) -> bool:
        if not host or _is_reserved(host):
            return False
        # The rule url-unsafe speaks of numbers that are nobody's.
        return not _is_number(host) or is_allowed(host, networks)

    for link in links:
        if is_there(host_of(link.url)) and not any(
            fits(link.url, glob) for glob in external.ignore
        ):
            yield link


def _is_reserved(host: str) -> bool:
    """Tell whether nobody can have a site at *host*.

    Source: RFC 2606, RFC 6761.
    """
    last = host.rpartition(".")[2]
    return last in _RESERVED or any(
        host == each or host.endswith(f".{each}") for each in _EXAMPLES
    )


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def fits(url: str, glob: str) -> bool:
    """Tell whether *glob* covers *url*; `*` stands for any text."""
    head, *rest = glob.split("*")
    if not url.startswith(head):
        return False
    if not rest:
        return url == head
    at = len(head)
    *middle, tail = rest
    for part in middle:
        at = url.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(url) - at >= len(tail) and url.endswith(tail)


def wanted_of(
    links: Iterable[ExternalLink], *, reads_ids: bool
) -> dict[str, Collection[str]]:
    """Return each address of *links* once, with the fragments to look for there."""
    found: dict[str, Collection[str]] = {}
    for link in links:
        fragments = dict.fromkeys(found.get(link.url, ()))
        if reads_ids and link.fragment and _names_id(link):
            fragments[link.fragment] = None
        found[link.url] = tuple(fragments)
    return found


def _names_id(link: ExternalLink) -> bool:
    """Tell whether the fragment of *link* is the id of something, and no script's."""
    fragment = link.fragment or ""
    if fragment.lower() == "top" or fragment.startswith((":~:", "!", "/", "?")):
        return False
    is_line = fragment[:1] == "L" and fragment[1:2].isdecimal()
    return "=" not in fragment and not is_line


def _changed(
    links: Iterable[ExternalLink], settings: Settings, found: changes.Changes
) -> Iterator[ExternalLink]:
    read = app.reader(settings.root)
    for link in links:
        text = read(link.path)
        first = text.position(link.span.start).line
        last = text.position(link.span.end).line
        if any(found.has(link.path, line) for line in range(first, last + 1)):
            yield link
