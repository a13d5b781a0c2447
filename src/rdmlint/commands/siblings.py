"""What the pages of a site have in common, directory by directory."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from posixpath import basename, dirname
from typing import Final, TypeAlias

import msgspec

from rdmlint.hugo import casts
from rdmlint.index import SiteIndex
from rdmlint.model import FrontMatter, Page, Scalar
from rdmlint.model import Mapping as Map
from rdmlint.rule import Context
from rdmlint.rules.front_matter.required_field_missing import Options, is_there
from rdmlint.settings import built_in_profile

FEW: Final = 5
"""In fewer pages nothing is an outlier, unless an archetype says what is meant."""

SECTION: Final = 3
"""Fewer pages get no contract of their own where they keep the one around them."""

MEANT_TO_VARY: Final = frozenset(
    (
        *("aliases", "build", "_build", "cascade", "draft", "expirydate", "headless"),
        *("iscjklanguage", "linktitle", "markup", "outputs", "params", "published"),
        *("resources", "sitemap", "slug", "translationkey", "unpublishdate", "url"),
    )
)
"""Keys of Hugo's that a page is as right without."""

DATED: Final = re.compile(r"(?:/\d{1,4})+\Z")
"""Directories of years, months and days at the end of a path."""

CONTRACT: Final = frozenset(built_in_profile().required)
"""Keys that some sites ask every page for, to say `true` or `false`."""

Keys: TypeAlias = "frozenset[str]"
"""Lowered keys of front matter."""


class Member(msgspec.Struct, frozen=True):
    """A page that a contract binds, the directory it lies in, and what it has.

    A leaf bundle lies in the directory around its own, and pages filed by date lie
    in the one around those of the years. Translations of a page share *logical*, its
    path in any language. *flags* are the *keys* whose value is `true` (or 1).
    *template* is what the page says of `type` and `layout`.
    """

    path: str
    directory: str
    logical: str
    language: str
    keys: Keys
    flags: Keys
    template: tuple[str, str]


class Share(msgspec.Struct, frozen=True):
    """How many *of* the pages have *key*, as most of them write it; who does not."""

    key: str
    having: int
    of: int
    missing: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """Pages that one contract fits: those below *directories* but of later groups.

    *required* is what all of them have, but for outliers; *others* what at least a
    third has. *count* is the number of pages. *exceptions* are paths of pages below
    *directories* that lack something and are of another sort, and which.
    """

    directories: tuple[str, ...]
    count: int
    required: tuple[Share, ...]
    others: tuple[Share, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()


class _Terms(msgspec.Struct, frozen=True):
    """What counts besides the pages of a directory.

    *expected* are keys that archetypes give to new pages, *eligible* those that can
    be asked for at all (None: any).
    """

    expected: Keys
    eligible: Keys | None = None


_Draft: TypeAlias = "tuple[str, Keys]"
"""A directory, and the keys that its pages share."""


def groups(index: SiteIndex, *, expected: Keys = frozenset()) -> tuple[Group, ...]:
    """Return the groups of pages of a site; a directory comes before those in it.

    *expected* are lowered keys that archetypes give to new pages: what a few pages
    have in common counts for more where they have it.
    """
    members = tuple(members_of(index))
    found: list[Group] = []
    tops = roots(index, members)
    drafts = tuple(_drafts(tops, members, expected, index.config.default_language))
    bound = _bound(drafts, members)
    spellings = spellings_of(index)
    default = index.config.default_language
    originals = {each.logical: each for each in members if each.language == default}

    def likeness(draft: _Draft) -> tuple[int, str, list[str]]:
        directory, keys = draft
        top = next(top for top in tops if _is_in(directory, top))
        # Where outliers are to be named, each directory speaks for itself, its
        # translations with it.
        is_even = all(member.keys >= keys for member in bound[directory])
        name = "" if is_even else directory[len(top) :] or "/"
        return _depth(directory), name, sorted(keys)

    for _, same in groupby(sorted(drafts, key=likeness), likeness):
        alike = sorted(same)
        pages = [member for directory, _ in alike for member in bound[directory]]
        directories = tuple(directory for directory, _ in alike)
        others = _others(pages, alike[0][1], members, originals)
        found.append(_group(directories, pages, alike[0][1], spellings, others))
    found.sort(key=lambda each: (_depth(each.directories[0]), each.directories))
    return tuple(_excepted_around(found, members))


def _excepted_around(
    found: Sequence[Group], members: Iterable[Member]
) -> Iterator[Group]:
    """Yield the groups *found*; what one leaves out, those around it leave out too.

    Else a page would fall back to the contract of a directory above.
    """
    reasons = {path: why for group in found for path, why in group.exceptions}
    keys = {each.path: each.keys for each in members if each.path in reasons}
    for group in found:
        required = {share.key.lower() for share in group.required}
        exceptions = tuple(
            (path, why)
            for path, why in sorted(reasons.items())
            if not keys[path] >= required
            and any(_is_in(dirname(path), each) for each in group.directories)
        )
        yield msgspec.structs.replace(group, exceptions=exceptions)


def _drafts(
    tops: Sequence[str], members: Sequence[Member], expected: Keys, language: str
) -> Iterator[_Draft]:
    """Yield what fits each directory of content that is in no other one.

    Translations are asked for nothing that the pages in the site's own *language*
    are not: `untranslated: true` is no promise.
    """
    inside = {
        top: tuple(m for m in members if _is_in(m.directory, top)) for top in tops
    }
    terms = _Terms(expected)
    own = [top for top in tops if any(m.language == language for m in inside[top])]
    for top in own:
        found = tuple(_fit(inside[top], top, None, frozenset(), terms))
        yield from _based(found, inside[top], terms)
        if terms.eligible is None:
            terms = _Terms(expected, frozenset())
        asked = frozenset(key for _, keys in found for key in keys)
        terms = _Terms(expected, (terms.eligible or frozenset()) | asked)
    for top in tops:
        if top not in own:
            found = tuple(_fit(inside[top], top, None, frozenset(), terms))
            yield from _based(found, inside[top], terms)


def _based(
    drafts: Sequence[_Draft], members: tuple[Member, ...], terms: _Terms
) -> Iterator[_Draft]:
    """Yield *drafts*, the first with what all *members* have if it binds none itself.

    Then it stands for directories to come, for which one alone cannot speak.
    """
    (top, keys), *rest = drafts
    if not _bound(drafts, members)[top]:
        keys = _shared_by_all(members)
        if len(_children(members, top)) == 1:
            keys &= {"title"}
        if terms.eligible is not None:
            keys &= terms.eligible
        rest = [
            (directory, own)
            for directory, own in rest
            if own != keys or dirname(directory) != top
        ]
    yield top, keys
    yield from rest


def _bound(
    drafts: Iterable[_Draft], members: Iterable[Member]
) -> dict[str, list[Member]]:
    """Return the members that each draft binds, by its directory."""
    found: dict[str, list[Member]] = {directory: [] for directory, _ in drafts}
    for member in members:
        at = member.directory
        while at not in found and at:
            at = dirname(at)
        if at in found:
            found[at].append(member)
    return found


def _depth(directory: str) -> int:
    return directory.count("/") + bool(directory)


def _others(
    pages: Sequence[Member],
    keys: Keys,
    members: Iterable[Member],
    originals: Mapping[str, Member],
) -> dict[str, str]:
    """Return those of *pages* that lack some of *keys* and are of another sort.

    By path, with the reason: another template shows them than shows most, or they
    are marked like *members* of which most lack the same (`untranslated: true`), or
    the page that they translate, one of the *originals*, lacks the same.
    """
    odd = [page for page in pages if not page.keys >= keys]
    templates = Counter(page.template for page in pages)
    usual = {each for each, count in templates.items() if 2 * count >= len(pages)}
    marked: dict[str, list[Member]] = {
        flag: [member for member in members if flag in member.flags]
        for flag in {flag for page in odd for flag in page.flags}
    }

    def lack(flag: str, missing: Keys) -> bool:
        lacking = sum(not member.keys & missing for member in marked[flag])
        return lacking >= SECTION and 2 * lacking > len(marked[flag])

    found: dict[str, str] = {}
    for page in odd:
        marks = [flag for flag in sorted(page.flags) if lack(flag, keys - page.keys)]
        if any(page.template) and page.template not in usual:
            found[page.path] = "another layout"
        elif basename(page.path).startswith("404."):
            found[page.path] = "what is shown for missing pages"
        elif marks:
            found[page.path] = f"like others with {marks[0]}"
        elif _is_as_lacking(page, originals.get(page.logical), keys):
            found[page.path] = "like the page that it translates"
    return found


def _is_as_lacking(page: Member, original: Member | None, keys: Keys) -> bool:
    """Tell whether *page* translates *original*, which lacks the same of *keys*."""
    if original is None or original is page:
        return False
    return not original.keys & (keys - page.keys)


def _group(
    directories: tuple[str, ...],
    members: list[Member],
    keys: Keys,
    spellings: Mapping[str, str],
    exceptions: Mapping[str, str],
) -> Group:
    members = [member for member in members if member.path not in exceptions]
    counts = Counter(key for member in members for key in member.keys)
    counts.update(dict.fromkeys(keys, 0))
    shares = sorted(
        (
            Share(
                spellings.get(key, key),
                count,
                len(members),
                tuple(each.path for each in members if key not in each.keys),
            )
            for key, count in counts.items()
        ),
        key=_most_first,
    )
    return Group(
        directories,
        len(members),
        tuple(each for each in shares if each.key.lower() in keys),
        tuple(
            each
            for each in shares
            if each.key.lower() not in keys and 3 * each.having >= len(members)
        ),
        tuple(sorted(exceptions.items())),
    )


def _most_first(share: Share) -> tuple[int, bool, str]:
    return -share.having, share.key.lower() != "title", share.key.lower()


def bare(index: SiteIndex) -> tuple[Share, ...]:
    """Return the directories where most pages have no front matter.

    The key of a share is the directory; *having* counts the pages without.
    """
    members = tuple(
        Member(
            page.path,
            dirname(page.path),
            index.file(page).logical,
            index.file(page).language,
            frozenset({"any"} if page.front_matter or page.faults else ()),
            frozenset(),
            ("", ""),
        )
        for page in index.pages
        if page.path.isprintable() and not page.path.startswith("../")
        if index.kind_of(page) in ("page", "section") and not index.unpublished(page)
        if not index.file(page).is_theme
    )
    found: list[Share] = []
    for directory in sorted(_without("any", members, "")):
        inside = [m for m in members if _is_in(m.directory, directory)]
        count = sum(not member.keys for member in inside)
        if count >= SECTION and 2 * count > len(inside):
            found.append(Share(directory, count, len(inside)))
    return tuple(found)


# --- Pages ------------------------------------------------------------------------


def members_of(index: SiteIndex) -> Iterator[Member]:
    """Yield the pages that a contract binds, in the order of their paths."""
    candidates = {key for page in index.pages for key in own_keys(page.front_matter)}
    # Not what other tools look for (`cSpell:ignore`), nor dates that a file gives.
    candidates = {key for key in candidates if ":" not in key} - set(_derived(index))
    candidates -= _mostly_empty(index)
    if "menu" in candidates:
        candidates.add("weight")  # it may stand in the entry
    for page in sorted(index.pages, key=lambda page: page.path):
        front = page.front_matter
        is_bound = index.contract(page) is not None
        if front is None or not front.is_readable or not is_bound:
            continue
        if page.path.startswith("../") or not page.path.isprintable():
            continue
        context = Context(page, index, Options())
        keys = frozenset(key for key in candidates if is_there(key, context))
        flags = frozenset(key for key in keys if _is_flag(index, page, key))
        file = index.file(page)
        directory = dirname(page.path)
        if file.bundle == "leaf":
            directory = dirname(directory)
        directory = DATED.sub("", directory)
        kind = casts.text(index.value(page, "type"))
        layout = casts.text(index.value(page, "layout"))
        place = (file.logical.lower(), file.language)
        yield Member(page.path, directory, *place, keys, flags, (kind, layout))


def _mostly_empty(index: SiteIndex) -> Keys:
    """Return keys that most pages with them leave without a value."""
    balance: Counter[str] = Counter()
    for page in index.pages:
        for entry in page.front_matter.root.entries if page.front_matter else ():
            is_empty = isinstance(entry.value, Scalar) and entry.value.value is None
            balance[entry.key.lower()] += 1 if is_empty else -1
    return frozenset(key for key, count in balance.items() if count > 0)


def _derived(index: SiteIndex) -> Iterator[str]:
    """Yield keys of dates that files' names, times or git's history may give."""
    has_git = casts.truth(index.config.root.get("enablegitinfo"))
    for field, sources in index.config.date_keys:
        if any(each[:1] == ":" and (each != ":git" or has_git) for each in sources):
            yield from (field, *sources)


def _is_flag(index: SiteIndex, page: Page, key: str) -> bool:
    value = index.value(page, key)
    return isinstance(value, Scalar) and value.value in (True, 1) and key != "weight"


def own_keys(front: FrontMatter | None) -> Keys:
    """Return the lowered keys that *front* itself has, those in `params` too."""
    return frozenset(key.lower() for key in _written(front)) - MEANT_TO_VARY


def _written(front: FrontMatter | None) -> Iterator[str]:
    """Yield keys as written; `menus` is another word for `menu`."""
    if front is None:
        return
    for entry in front.root.entries:
        yield "menu" if entry.key.lower() == "menus" else entry.key
        if entry.key.lower() == "params" and isinstance(entry.value, Map):
            yield from (inner.key for inner in entry.value.entries)


def spellings_of(index: SiteIndex) -> dict[str, str]:
    """Return how most pages write each lowered key."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for page in index.pages:
        for key in _written(page.front_matter):
            counts[key.lower()][key] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}


def roots(index: SiteIndex, members: Iterable[Member]) -> tuple[str, ...]:
    """Return the directories of content that *members* lie in, none in another."""
    mounted = [
        mount.source
        for mount in index.config.mounts
        if mount.component == "content" and not mount.is_theme
    ]
    found = {
        min(
            (each for each in mounted if _is_in(member.directory, each)),
            key=len,
            default=member.directory.partition("/")[0],
        )
        for member in members
    }
    return tuple(
        sorted(a for a in found if not any(a != b and _is_in(a, b) for b in found))
    )


def _is_in(directory: str, other: str) -> bool:
    return not other or f"{directory}/".startswith(f"{other}/")


# --- What fits --------------------------------------------------------------------


def _fit(
    members: tuple[Member, ...],
    directory: str,
    inherited: Keys | None,
    apart: frozenset[str],
    terms: _Terms,
) -> Iterator[_Draft]:
    """Yield directories, from *directory* down, with the keys their pages share.

    *inherited* are the keys of the group around *directory* (None: there is none),
    *apart* the directories in it that are groups by their own right.
    """
    own = _outside(members, apart)
    direct = tuple(each for each in own if each.directory == directory)
    children = sorted(_children(own, directory))
    if len(children) == 1 and not direct:
        if inherited is None:
            yield directory, frozenset()
        yield from _fit(members, children[0], inherited or frozenset(), apart, terms)
        return
    counts = Counter(key for member in own for key in member.keys)
    odd = {
        key: frozenset(_without(key, own, directory))
        for key, count in counts.items()
        if 2 * count > len(own)
    }
    odd = {
        key: directories
        for key, directories in odd.items()
        if 2 * sum(key in each.keys for each in direct) >= len(direct)
        and _is_spread(own, directories, directory)
        and _is_shared(key, _outside(own, directories), terms)
    }
    here = frozenset(each for directories in odd.values() for each in directories)
    here = frozenset(a for a in here if not any(a != b and _is_in(a, b) for b in here))
    own = _outside(own, here)
    keys = frozenset(key for key in odd if _is_shared(key, own, terms))
    if inherited is None or keys != inherited:
        yield directory, keys
    apart |= here
    for each in sorted(here):
        inside = tuple(m for m in members if _is_in(m.directory, each))
        if len(inside) >= FEW:
            yield from _fit(inside, each, None, apart - {each}, terms)
        else:
            yield each, _shared_by_all(inside) & keys
    for child in sorted(_children(own, directory)):
        inside = tuple(m for m in members if _is_in(m.directory, child))
        if child not in apart and len(_outside(inside, apart)) >= SECTION:
            yield from _fit(inside, child, keys, apart, terms)


def _shared_by_all(members: tuple[Member, ...]) -> Keys:
    first, *others = members
    return first.keys.intersection(*(member.keys for member in others))


def _is_spread(
    members: tuple[Member, ...], without: frozenset[str], directory: str
) -> bool:
    """Tell whether *members*, but for those in *without*, speak for *directory*.

    They do where they are most of them, and lie in it or in two directories of it.
    """
    rest = _outside(members, without)
    return 2 * len(rest) > len(members) and (
        not without
        or any(each.directory == directory for each in rest)
        or len(_children(rest, directory)) > 1
    )


def _outside(
    members: Iterable[Member], directories: frozenset[str]
) -> tuple[Member, ...]:
    return tuple(each for each in members if not _lies_in(each, directories))


def _lies_in(member: Member, directories: frozenset[str]) -> bool:
    at = member.directory
    while at:
        if at in directories:
            return True
        at = dirname(at)
    return False


def _children(members: Iterable[Member], directory: str) -> set[str]:
    """Return the directories right below *directory* that *members* lie in."""
    start = f"{directory}/" if directory else ""
    rests = (
        member.directory[len(start) :]
        for member in members
        if member.directory.startswith(start)
    )
    return {start + rest.partition("/")[0] for rest in rests if rest}


def _without(key: str, members: Iterable[Member], directory: str) -> Iterator[str]:
    """Yield the topmost directories below *directory* where most pages lack *key*."""
    have: Counter[str] = Counter()
    lack: Counter[str] = Counter()
    for member in members:
        at = member.directory
        while at != directory and at:
            (have if key in member.keys else lack)[at] += 1
            at = dirname(at)
    found = {
        at
        for at, count in lack.items()
        # One page alone is an outlier of what is around it, or a section of its own.
        if count > have[at] and (count > 1 or dirname(at) == directory)
    }
    for at in found:
        above = dirname(at)
        while above != directory and above and above not in found:
            above = dirname(above)
        if above not in found:
            yield at


def _is_shared(key: str, members: tuple[Member, ...], terms: _Terms) -> bool:
    """Tell whether all of *members* have *key*, but for outliers."""
    if terms.eligible is not None and key not in terms.eligible:
        return False
    count = len(members)
    lacking = sum(key not in member.keys for member in members)
    if lacking == 0:
        return count > 0
    if count < FEW:
        return count == FEW - 1 and lacking == 1 and key in terms.expected
    # Where all say `true` or nothing, to say nothing is as good as `false`.
    if key not in CONTRACT and all(
        key in each.flags for each in members if key in each.keys
    ):
        return False
    return lacking <= max(1, min(count // 10, 5 + count // 50))
