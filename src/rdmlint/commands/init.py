"""`rdmlint init`: a configuration that fits the site as it is, with its evidence."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from posixpath import dirname
from typing import Final

from rdmlint import app, facilities
from rdmlint.commands import customs, records, siblings
from rdmlint.commands.config import toml
from rdmlint.commands.globs import escaped, folded
from rdmlint.commands.siblings import Group, Share
from rdmlint.errors import UsageError
from rdmlint.hugo import disk
from rdmlint.index import SiteIndex
from rdmlint.model import AddressKind
from rdmlint.report.view import counted
from rdmlint.report.visible import visible
from rdmlint.settings import (
    FacilitySettings,
    Settings,
    built_in_profile,
    find_config,
    shown_path,
)

NAME: Final = "rdmlint.toml"

NAMED: Final = 3
"""Outliers that are named; of more, so many, and how many others there are."""

HOSTS: Final = 5
FEWEST_PAGES: Final = 3
"""Hosts are named that so many pages link to, the most linked ones."""

LONGEST_ARCHETYPE: Final = 1 << 16


def refuse_second(root: str) -> None:
    """Raise `UsageError` where the site at *root* has a configuration already."""
    found = find_config(root)
    if found is not None:
        raise UsageError(
            "this site has a configuration already, which is left as it is",
            path=shown_path(found),
            hint=f"to see what fits the site now, choose a file: --output new-{NAME}",
        )


def draft(root: str) -> str:
    """Return the text of an `rdmlint.toml` that fits the site at *root*."""
    with app.collection_paused():
        index = app.take_stock(Settings(root=root, profiles=(built_in_profile(),)))
        return "".join(f"{line}\n" for line in lines(index))


def lines(index: SiteIndex) -> Iterator[str]:
    """Yield the lines of the file; comments say what each one rests on."""
    yield "# What rdmlint holds this site to, as `rdmlint init` found it. It is yours"
    yield "# now: change what does not fit. `rdmlint config show` prints what counts."
    yield from version_lines(index)
    yield from profile_lines(index)
    yield from ignore_lines(index)
    yield from records.lines(index)
    yield from host_lines(index)
    yield from facility_lines(index)


# --- Versions ---------------------------------------------------------------------


def version_lines(index: SiteIndex) -> Iterator[str]:
    """Yield the versions that the site's files name, as comments.

    They are found again at each run, so that an upgrade needs no second edit.
    """
    hugo, bootstrap = index.config.hugo_version, index.templates.bootstrap
    yield ""
    if hugo:
        yield f"# Hugo {hugo} builds this site, by its own files. If they are wrong:"
        yield f"# hugo-version = {toml(hugo)}"
    else:
        yield "# No file says which Hugo builds this site; the newest is taken. If it"
        yield "# is an older one:"
        yield '# hugo-version = "0.140.0"'
    if bootstrap:
        yield f"# Bootstrap {bootstrap} is loaded by its layouts. If another one is:"
        yield f"# bootstrap = {toml(bootstrap)}"


# --- Contracts --------------------------------------------------------------------


def profile_lines(index: SiteIndex) -> Iterator[str]:
    """Yield a profile for each group of pages, and why it asks for what."""
    expected = frozenset(key.lower() for key in archetype_keys(index))
    found = siblings.groups(index, expected=expected)
    yield ""
    yield "# What pages must have. Of several profiles the last that fits one counts."
    yield "# Section pages (_index.md) and the home page are free of all."
    if not found:
        yield "# There are no pages yet to learn from, so nothing is asked for."
        yield "profiles = []"
    paths = [page.path for page in index.pages]
    for group in found:
        yield ""
        yield from group_lines(group, paths)
    asked = {share.key.lower() for group in found for share in group.required}
    unused = [key for key in archetype_keys(index) if key.lower() not in asked]
    unused = [key for key in unused if key.lower() not in siblings.MEANT_TO_VARY]
    if found and unused:
        yield ""
        yield "# Archetypes give new pages these too, which too many pages lack:"
        yield f"# {names(unused)}"


def ignore_lines(index: SiteIndex) -> Iterator[str]:
    """Yield what is not reported in a place, since most pages or links are so there."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for share in siblings.bare(index):
        each = found.setdefault(glob_of(share.key), [])
        each.append(("front-matter-missing", share.having, counted(share.of, "page")))
    for custom in customs.customs(index):
        place = escaped(custom.place) if custom.is_file else glob_of(custom.place)
        of = counted(custom.of, "link" if custom.is_file else "page")
        found.setdefault(place, []).append((custom.rule, custom.having, of))
    if not found:
        return
    yield ""
    yield "# What much of a directory or file is like is left out of reports there, so"
    yield "# that what is out of line stands out. Delete a name to be told of all."
    yield ""
    yield "[per-file-ignores]"
    for glob, rules in sorted(found.items()):
        for rule, having, of in rules:
            yield f"# {rule}: {having:,} of {of}"
        yield f"{toml(glob)} = {toml([rule for rule, _, _ in rules])}"


def group_lines(group: Group, paths: Sequence[str]) -> Iterator[str]:
    """Yield one profile; *paths* are those of all pages."""
    own, others = map(slashed, group.directories), map(slashed, directories_of(paths))
    globs = [f"{glob}**" for glob in folded(own, others)]
    yield "[[profiles]]"
    if len(globs) == 1 and not group.exceptions:
        yield f"paths = {toml(globs)}  # {pages_of(group)}"
    else:
        yield f"paths = [  # {pages_of(group)}"
        yield from (f"  {toml(glob)}," for glob in globs)
        for glob, why in left_out(group, paths):
            yield f"  {toml('!' + glob)},  # {visible(why)}"
        yield "]"
    if not group.required:
        yield "required = []  # they have nothing in common"
    else:
        yield "required = ["
        words = [f"{toml(share.key)}," for share in group.required]
        width = max(map(len, words))
        for word, share in zip(words, group.required, strict=True):
            yield f"  {word:<{width}}  # {evidence(share, group)}"
        yield "]"
    if group.others:
        shares = (f"{visible(each.key)} ({each.having:,})" for each in group.others[:8])
        yield f"# Seen too: {', '.join(shares)}"


def pages_of(group: Group) -> str:
    """Return how many pages a profile is for."""
    return counted(group.count, "page") if group.count else "for what is yet to come"


def evidence(share: Share, group: Group) -> str:
    """Return how many pages have a key, and which do not."""
    if not share.missing:
        return {
            0: "all pages have it",
            1: "the page has it",
            2: "both pages have it",
        }.get(share.of, f"all {share.of:,} pages have it")
    missing = ", ".join(map(visible, share.missing[:NAMED]))
    more = len(share.missing) - NAMED
    directory = group.directories[0] if len(group.directories) == 1 else ""
    where = f" in {visible(directory)}" if directory else ""
    return (
        f"{share.having:,} of {share.of:,} pages{where} have it; missing in {missing}"
        + (f" and {more} more" if more > 0 else "")
    )


def left_out(group: Group, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield globs for the exceptions of *group*, and why they are."""
    below = tuple(map(slashed, group.directories))
    bound = [path for path in paths if path.startswith(below)]
    alike: dict[str, list[str]] = {}
    for path, why in group.exceptions:
        alike.setdefault(why, []).append(path)
    globs = {glob: why for why, same in alike.items() for glob in folded(same, bound)}
    yield from sorted(globs.items())


def directories_of(paths: Iterable[str]) -> frozenset[str]:
    """Return the directories that the files at *paths* lie in, and those around."""
    found: set[str] = set()
    for path in paths:
        directory = dirname(path)
        while directory and directory not in found:
            found.add(directory)
            directory = dirname(directory)
    return frozenset(found)


def slashed(directory: str) -> str:
    """Return *directory* with a slash behind, but for the root."""
    return f"{directory}/" if directory else ""


def glob_of(directory: str) -> str:
    """Return the glob for all that lies in *directory*, a path from the site root."""
    return f"{escaped(directory)}/**" if directory else "**"


def archetype_keys(index: SiteIndex) -> tuple[str, ...]:
    """Return the keys that the site's own archetypes give to new pages, each once."""
    ground = disk.ground(index.site.root)
    found: dict[str, None] = {}
    for _, file in sorted(index.site.archetypes):
        if not disk.is_within(file, os.path.join(ground, "")) or not file.endswith(
            ".md"
        ):
            continue
        data = disk.read(file, ground, limit=LONGEST_ARCHETYPE)
        if isinstance(data, bytes):
            found.update(dict.fromkeys(keys_of(data.decode("utf-8", "replace"))))
    return tuple(found)


def keys_of(text: str) -> Iterator[str]:
    """Yield the keys at the top of an archetype's front matter.

    What Hugo puts in place makes it a template, which no reader of YAML takes.
    """
    first, *rest = text.lstrip("\ufeff").splitlines() or [""]
    fence = first.rstrip()
    if fence not in ("---", "+++"):
        return
    sign = ":" if fence == "---" else "="
    for line in rest:
        key, found, _ = line.partition(sign)
        if line.rstrip() == fence or line.startswith("["):
            return
        if found and re.fullmatch(r"[A-Za-z][\w-]*", key.rstrip(" ")):
            yield key.rstrip(" ")


# --- Other sites ------------------------------------------------------------------


def host_lines(index: SiteIndex) -> Iterator[str]:
    """Yield, as a comment, the hosts that pages link to most."""
    counts: Counter[str] = Counter()
    for page in index.pages:
        counts.update(
            {
                link.address.host
                for link in page.links
                if link.address.kind in (AddressKind.WEB, AddressKind.NETWORK)
                and link.address.host
                and index.path_on_site(link.address) is None
            }
        )
    found = [
        (host, count)
        for host, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= FEWEST_PAGES
    ]
    if not found:
        return
    yield ""
    yield "# Hosts that most pages link to, to know when links are checked online:"
    for host, count in found[:HOSTS]:
        yield f"# {visible(host)} ({counted(count, 'page')})"


def facility_lines(index: SiteIndex) -> Iterator[str]:
    """Yield the setting for a registry that comes with rdmlint and knows links here."""
    for name in facilities.shipped_names():
        wanted = FacilitySettings(extends=name)
        sources = tuple(facilities.sources(wanted, index.site.root, lambda _: None))
        registry = facilities.registry_of(sources)
        count = sum(
            standing is not None and standing.facility is not None
            for standing in (
                registry.standing(link.url) for link in index.external_links
            )
        )
        if count:
            links = counted(count, "link")
            yield ""
            yield f"# {links} to units that this registry knows; the site's own, which"
            yield "# `rdmlint facilities init` drafts, adds to it."
            yield "[facilities]"
            yield f"extends = {toml(name)}"


def names(words: Iterable[str]) -> str:
    """Return *words* for a comment."""
    return ", ".join(map(visible, words))
