"""The whole of a run: from settings to the report on one site."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import Final, TypeAlias

import msgspec

from rdmlint import fixing
from rdmlint.engine.built import run_built
from rdmlint.engine.registry import Registered, load
from rdmlint.engine.run import CRASHED, run
from rdmlint.engine.select import Active, select
from rdmlint.engine.settle import Case, settle
from rdmlint.engine.trace import origins
from rdmlint.errors import ConfigError, SiteError, UsageError
from rdmlint.fixing import Mended
from rdmlint.history import History, reading
from rdmlint.hugo import conformity, disk
from rdmlint.hugo.built import BuiltSite
from rdmlint.hugo.config import HugoConfig, read_config
from rdmlint.hugo.discover import Site, discover
from rdmlint.hugo.templates import Templates, read_templates
from rdmlint.index import SiteIndex, Target
from rdmlint.model import (
    Answer,
    Diagnostic,
    Fault,
    FaultKind,
    Image,
    Known,
    Link,
    Report,
    Safety,
    Stats,
)
from rdmlint.parse.built import read_built
from rdmlint.parse.called import with_called_links
from rdmlint.parse.data import parse_data_files
from rdmlint.parse.layout import parse_layouts, read_layout
from rdmlint.parse.pages import Kept, parse_pages
from rdmlint.rule import PageRule
from rdmlint.settings import Settings, shown_path
from rdmlint.syntax.globs import matcher
from rdmlint.text import SourceText

NO_CONFIGURATION: Final = "Hugo's configuration"
"""What is not on disk, in words, where a site has no configuration file."""

CONFIGURATION: Final = "config-invalid"
"""The rule that reports what is wrong in Hugo's configuration."""

ALONE: Final = frozenset(
    (
        *(CONFIGURATION, CRASHED, "file-unreadable", "suppression-unused"),
        *("front-matter-duplicate-key", "front-matter-syntax"),
        *("front-matter-unterminated", "shortcode-malformed"),
    )
)
"""The rules about what is wrong in a file whatever the rest of the site says."""

HISTORY: Final = "replaced-elsewhere"
"""The rule that looks at the site's git history."""

CONTRACT: Final = "FM007"
"""The rule that holds pages to the keys their profile requires."""


@contextmanager
def collection_paused() -> Generator[None, None, None]:
    """Keep Python from looking for garbage: facts refer to each other in no circles.

    On 1,300 pages that saves a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Asked(msgspec.Struct, frozen=True):
    """What came of asking other sites, by address, and *notes* for the report."""

    answers: Mapping[str, Answer]
    notes: tuple[str, ...] = ()
    is_interrupted: bool = False


Ask: TypeAlias = "Callable[[SiteIndex, frozenset[str]], Asked]"
"""Asks other sites about the links of a site, for the rules of these names."""


@collection_paused()
def check(
    settings: Settings,
    *,
    rules: Mapping[str, Registered] | None = None,
    ask: Ask | None = None,
    kept: Kept | None = None,
) -> Report:
    """Return the report on the site that *settings* speak of.

    *rules* are those that can be chosen from, by name (None: all there are). *ask*
    goes online for what other sites answer (None: nobody is asked anything). *kept*
    are facts of earlier runs, which change nothing but the time it takes.
    Raises `ConfigError` or `UsageError` for settings that name what does not exist.
    Whatever is wrong in the site's files is part of the report; while Hugo's
    configuration cannot be read, the rules that look at one file alone make it, and
    where `config-invalid` does not run, `SiteError` is raised.
    """
    started = perf_counter()
    rules = load() if rules is None else rules
    active = select(settings, rules)
    refuse_broken_schemas(settings)
    is_asked = any(entry.rule.name == HISTORY for entry in active)
    history = reading(settings.root) if is_asked else None
    try:
        report = judged(settings, rules, active, ask, history, kept)
    finally:
        if history is not None:
            history.close()
    seconds = perf_counter() - started
    stats = msgspec.structs.replace(report.stats, seconds=seconds)
    return msgspec.structs.replace(report, stats=stats)


def judged(
    settings: Settings,
    rules: Mapping[str, Registered],
    active: tuple[Active, ...],
    ask: Ask | None,
    history: History | None,
    kept: Kept | None,
) -> Report:
    """Return the report of the *active* rules, those that were chosen from *rules*.

    *ask*, *history* and *kept* are as for `check`; None: nobody is asked, nothing is
    read.
    """
    is_told = any(entry.rule.name == CONFIGURATION for entry in active)
    index = take_stock(settings, is_told=is_told, kept=kept)
    index.history = history
    if first_unreadable(index.config) is not None:
        active = tuple(entry for entry in active if entry.rule.name in ALONE)
    site, pages, settings = index.site, index.pages, index.settings
    sources = reader(settings.root, index.built)
    names = frozenset(entry.rule.name for entry in active)
    asked = Asked({}) if ask is None else ask(index, names)
    index.answers = asked.answers
    found = list(run(index, active, sources, rules[CRASHED].rule))
    found += run_built(index, active, sources, rules[CRASHED].rule, found)
    case = Case(
        settings,
        rules,
        active=names,
        pages={page.path: page for page in index.files},
        sources=sources,
        foreign=frozenset(file.path for file in site.content if file.is_theme),
        origins=origins(index),
    )
    report = settle(found, case)
    stats = Stats(
        pages=len(pages),
        links=sum(len(page.links) for page in pages),
        rules=len(active),
        # After a crash, asking the index again could only crash once more.
        not_judged=() if report.has_crashed else not_judged(index, active),
        built=len(index.built.pages) if index.built else 0,
    )
    notes = (
        *report.notes,
        *contract_note(found, index, settings),
        *idle_contracts(index, settings),
        *asked.notes,
    )
    return msgspec.structs.replace(
        report, notes=notes, stats=stats, is_interrupted=asked.is_interrupted
    )


class Mending(msgspec.Struct, frozen=True):
    """The report on what fixes leave, and the *files* they change, by path."""

    report: Report
    files: tuple[Mended, ...] = ()


def fix(
    settings: Settings,
    safeties: Iterable[Safety] = fixing.SAFE,
    *,
    is_written: bool = True,
    rules: Mapping[str, Registered] | None = None,
    ask: Ask | None = None,
) -> Mending:
    """Apply the fixes of *safeties* that `check` would show, until there are no more.

    All of that is done in memory; then, if it *is_written*, file by file. What cannot
    be written is told of in a note, and the report speaks of the files as they are.
    Raises what `check` raises.
    """
    wanted = frozenset(safeties)
    with disk.held() as files:
        mending = mended_in_memory(settings, wanted, files, rules, ask)
    if not is_written:
        return mending
    refused = {
        each.path: why
        for each in mending.files
        if (why := fixing.write(settings.root, each)) is not None
    }
    if not refused:
        return mending
    written = tuple(each for each in mending.files if each.path not in refused)
    report = with_fixes(check(settings, rules=rules, ask=ask), written, refused)
    return Mending(report, written)


def mended_in_memory(
    settings: Settings,
    safeties: frozenset[Safety],
    files: dict[str, bytes],
    rules: Mapping[str, Registered] | None,
    ask: Ask | None,
) -> Mending:
    """Return what fixes of *safeties* make of the site, put in place in *files*."""
    root, ground = settings.root, disk.ground(settings.root)
    mended: dict[str, Mended] = {}
    refused: dict[str, str] = {}
    versions: dict[str, set[bytes]] = {}
    report = check(settings, rules=rules, ask=ask)
    for _ in range(fixing.ROUNDS):
        is_changed = False
        for path, found in fixing.offered(report.shown, safeties).items():
            why = refused.get(path) or fixing.refusal(root, path)
            file = os.path.join(root, *path.split("/"))
            data = disk.read(file, ground)
            if why is not None or not isinstance(data, bytes):
                refused[path] = why or "cannot be read"
                continue
            after, fixed = fixing.mended(data, found)
            if not fixed:
                continue
            is_changed = True
            old = mended.get(path) or Mended(path, data, data)
            seen = versions.setdefault(path, {data})
            if after in seen:
                # Two rules that undo each other would end anywhere.
                refused[path] = "is mended by fixes that undo each other"
                mended.pop(path, None)
                after = old.before
            else:
                seen.add(after)
                fixed = old.fixed + fixed
                mended[path] = Mended(path, old.before, after, fixed)
            files[os.path.realpath(file)] = after
        if not is_changed:
            break
        report = check(settings, rules=rules, ask=ask)
    changed = tuple(sorted(mended.values(), key=lambda each: each.path))
    return Mending(with_fixes(report, changed, refused), changed)


def with_fixes(
    report: Report, files: Iterable[Mended], refused: Mapping[str, str]
) -> Report:
    """Return *report* with what was fixed in *files*, and why others were left."""
    notes = (
        f"{path} {why}, so it is left as it was"
        for path, why in sorted(refused.items())
    )
    return msgspec.structs.replace(
        report,
        notes=(*report.notes, *notes),
        fixed=tuple(finding for each in files for finding in each.fixed),
    )


def take_stock(
    settings: Settings, *, is_told: bool = False, kept: Kept | None = None
) -> SiteIndex:
    """Return what there is on the site that *settings* speak of; *kept* as for `check`.

    Raises `SiteError` for a site whose Hugo configuration cannot be read, unless the
    user *is_told* of that in another way.
    """
    if not settings.has_sources:
        site = Site(settings.root, HugoConfig())
        return SiteIndex(site, (), Templates(), settings, read_built=read_built)
    config = read_config(
        settings.root,
        environment=settings.environment,
        version=settings.hugo_version,
    )
    if not is_told:
        refuse_unreadable(settings.root, config)
    refuse_several_hosts(settings, config)
    config = with_unknowns(config)
    settings = with_whole_site(settings, config)
    site = discover(settings.root, config, exclude=settings.exclude)
    templates = read_templates(site)
    inner = tuple(sorted(templates.shortcodes.items()))
    markup = msgspec.structs.replace(config.markup, inner=inner)
    pages = parse_pages(site, markup, kept=kept)
    if templates.heading_hooks is not None:
        pages = tuple(map(templates.heading_hooks.with_ids, pages))
    if templates.programs is not None:
        programs = templates.programs
        pages = tuple(with_called_links(page, programs, config) for page in pages)
    data_files = parse_data_files(site, exclude=settings.exclude)
    ground = disk.ground(site.root)
    return SiteIndex(
        site,
        pages,
        templates,
        settings,
        layouts=parse_layouts(site, exclude=settings.exclude),
        data_files=data_files,
        read_template=lambda path: read_layout(site.root, path, ground),
        read_built=read_built,
    )


def with_unknowns(config: HugoConfig) -> HugoConfig:
    """Return *config* with what nobody knows.

    Hugo runs no site without a configuration, so where there is none it is made by a
    script or named on the command line, and may bring themes and modules.
    """
    if config.files:
        return config
    return msgspec.structs.replace(config, missing_modules=(NO_CONFIGURATION,))


def with_whole_site(settings: Settings, config: HugoConfig) -> Settings:
    """Return *settings* that show all where they name the one directory of content."""
    content = [
        mount.source
        for mount in config.mounts
        if mount.target == "content" and not mount.is_theme
    ]
    if len(content) != 1 or content[0] not in settings.shown:
        return settings
    return msgspec.structs.replace(settings, shown=())


def refuse_broken_schemas(settings: Settings) -> None:
    """Raise `ConfigError` for the first schema in *settings* that cannot be used."""
    for profile in settings.profiles:
        problem = conformity.problem(profile.schema) if profile.schema else None
        if profile.schema and problem:
            raise ConfigError(
                f"The schema of profile `{profile.name}` {problem}",
                path=shown_path(profile.schema),
            )
    for contract in settings.data:
        problem = conformity.data_problem(contract.schema) if contract.schema else None
        if contract.schema and problem:
            raise ConfigError(
                f"The schema of data files {problem}",
                path=shown_path(contract.schema),
            )


def refuse_several_hosts(settings: Settings, config: HugoConfig) -> None:
    """Raise `UsageError` where the built directory holds a site for each language.

    There `/a/` is another page in each of them.
    """
    if settings.built is None or not config.is_multihost:
        return
    for language in config.languages:
        folder = os.path.join(settings.built, language.key)
        if os.path.isdir(folder):
            raise UsageError(
                "the languages of this site have hosts of their own",
                hint=f"check each by itself, as in --built {shown_path(folder)}",
            )


def refuse_unreadable(root: str, config: HugoConfig) -> None:
    """Raise `SiteError` for the first fault of a Hugo configuration file.

    Hugo does not build such a site at all, and guesses about it would be no facts.
    """
    found = first_unreadable(config)
    if found is not None:
        path, fault = found
        start = reader(root)(path).position(fault.span.start)
        raise SiteError(
            fault.message,
            path=shown_path(os.path.join(root, *path.split("/"))),
            line=start.line,
            column=start.column,
            hint="Hugo cannot build this site either",
        )


def first_unreadable(config: HugoConfig) -> tuple[str, Fault] | None:
    """Return the first fault that keeps a configuration file from being read.

    Beside its path. A key of YAML that stands twice is none: Hugo took its last value
    before 0.152.
    """
    for path, fault in config.faults:
        is_twice = fault.kind is FaultKind.FRONT_MATTER_DUPLICATE_KEY
        if not is_twice or path.endswith(".toml"):
            return path, fault
    return None


def reader(root: str, built: BuiltSite | None = None) -> Callable[[str], SourceText]:
    """Return the function that reads files of the site at *root*, each once.

    Pages of the *built* site are read wherever that is.
    """
    ground = disk.ground(root)
    pages = frozenset(built.pages if built else ())

    @cache
    def read(path: str) -> SourceText:
        if built is not None and path in pages:
            page = built.data(path)
            return SourceText(page if isinstance(page, bytes) else b"")
        data = disk.read(os.path.join(root, *path.split("/")), ground)
        return SourceText(data if isinstance(data, bytes) else b"")

    return read


def not_judged(
    index: SiteIndex, active: Iterable[Active]
) -> tuple[tuple[str, int], ...]:
    """Return why links and features of the site were not judged, and how often each.

    Links and images count where one of the *active* rules looks at them.
    """
    kinds = {entry.rule.on for entry in active if isinstance(entry.rule, PageRule)}
    targets: list[Target] = []
    for page in (*index.pages, *index.data_files):
        if Link in kinds:
            targets += (index.target(page, link) for link in page.links)
        if Image in kinds:
            targets += (index.image_target(page, image) for image in page.images)
    reasons = Counter(
        target.reason
        for target in targets
        if target.exists is Known.UNKNOWN and target.reason is not None
    )
    for module in index.config.missing_modules:
        reasons[f"{module} is not on disk"] += 1
    for feature in index.config.unmodelled:
        reasons[f"the site uses {feature}, which is not modelled"] += 1
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def contract_note(
    found: Iterable[Diagnostic], index: SiteIndex, settings: Settings
) -> Iterator[str]:
    """Yield one sentence where most pages break a contract that nobody asked for."""
    if settings.config_path is not None:
        return
    bound = [page for page in index.pages if index.contract(page) is not None]
    broken = {finding.path for finding in found if finding.code == CONTRACT}
    if 2 * len(broken) <= len(bound):
        return
    required = [key for profile in settings.profiles for key in profile.required]
    yield (
        f"No configuration of rdmlint was found, so pages were held to its built-in "
        f"contract ({', '.join(required)}), which {len(broken)} of {len(bound)} pages "
        "do not keep; a site states its own in rdmlint.toml, such as "
        '[[profiles]] paths = ["content/**"] required = ["title"]; `rdmlint init` '
        "drafts what fits."
    )


def idle_contracts(index: SiteIndex, settings: Settings) -> Iterator[str]:
    """Yield a sentence for each contract for data that no file is held to."""
    for contract in settings.data:
        covers = matcher(contract.files)
        if not any(covers(page.path) for page in index.data_files):
            globs = ", ".join(contract.files)
            yield f"No data file fits {globs}, so that [[data]] contract holds nothing."
