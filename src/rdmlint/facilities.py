"""The registry of facilities: who pages send their readers to, and by which address."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.config_files import read_value
from rdmlint.model import (
    Address,
    AddressKind,
    Element,
    Fault,
    Link,
    Mapping,
    Page,
    Scalar,
    Value,
)
from rdmlint.model import Sequence as Items
from rdmlint.settings import FacilitySettings, shipped_schema
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.reading import DATA_LIMITS
from rdmlint.text import Span

SCHEMA: Final = shipped_schema("facilities.schema.json")

USUAL: Final = (
    "data/facilities.yaml",
    "data/facilities.yml",
    "data/facilities.json",
    "data/facilities.toml",
)
"""Where a registry is found that no setting names, from the site root."""


class Facility(msgspec.Struct, frozen=True):
    """An entry of a registry; fields as its JSON Schema describes them.

    *closed* is a year, a month or a day in ISO form (None: it is open), *successor*
    the id of another entry (None: there is none, or none is known).
    """

    id: str
    name: str
    url: str
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    former_urls: tuple[str, ...] = ()
    closed: str | None = None
    successor: str | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return all its addresses, the canonical one first."""
        return (self.url, *self.former_urls)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return all names that links to it may bear, the official one first."""
        return (self.name, *self.abbreviations, *self.names)


class Standing(msgspec.Struct, frozen=True):
    """What a registry says of an address.

    *facility* is whose it is (None: nobody's that is known). *canonical* is the
    address to use in its place (None: it is the right one). *is_sure*: an entry says
    so, and not only a rule about addresses that begin alike.
    """

    facility: Facility | None
    canonical: str | None = None
    is_sure: bool = True


class Registry(msgspec.Struct, frozen=True):
    """Facilities by id, with rules about addresses.

    *pages* are globs for where pages of facilities lie, *moves* pairs of beginnings
    of addresses, old and new.
    """

    facilities: dict[str, Facility]
    pages: tuple[str, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    by_address: dict[str, Facility] = {}

    def standing(self, url: str) -> Standing | None:
        """Return what is known of the address *url*; None: it is no facility's.

        Pages below a facility's own page are its own matter, until a facility closes
        that had a host to itself.
        """
        wanted = key(url)
        if wanted is None:
            return None
        facility = self.by_address.get(wanted)
        if facility is not None:
            is_right = same(url, facility.url)
            return Standing(facility, None if is_right else facility.url)
        moved = self.moved(url)
        if moved is not None:
            facility = self.by_address.get(key(moved) or "")
            target = facility.url if facility is not None else moved
            return Standing(facility, target, is_sure=facility is not None)
        host = self.by_address.get(wanted.partition("/")[0])
        if host is not None and host.closed:
            return Standing(host, is_sure=False)
        if self._is_below(wanted) or not self.covers(url):
            return None
        return Standing(None)

    def moved(self, url: str) -> str | None:
        """Return what *url* became by the longest rule that fits; None: none does."""
        address = parse_address(url)
        whole = f"{_host(address)}{address.path}"
        found: tuple[int, str] | None = None
        for before, after in self.moves:
            start = parse_address(before)
            prefix = f"{_host(start)}{start.path}"
            if whole.startswith(prefix) and (found is None or len(prefix) > found[0]):
                found = len(prefix), after + whole[len(prefix) :]
        return found[1] if found else None

    def is_known(self, url: str) -> bool:
        """Tell whether *url* is a facility's address, or lies below one."""
        wanted = key(url)
        if wanted is None:
            return False
        return wanted in self.by_address or self._is_below(wanted)

    def covers(self, url: str) -> bool:
        """Tell whether *url* lies where pages of facilities lie."""
        address = parse_address(url)
        place = f"{_host(address)}{address.path}".rstrip("/")
        return any(fits(place) for fits in map(_pattern, self.pages))

    def successor(self, facility: Facility) -> Facility | None:
        """Return who does the work of *facility* now; None: nobody that is known."""
        seen = {facility.id}
        found = self.facilities.get(facility.successor or "")
        while found is not None and found.closed and found.id not in seen:
            seen.add(found.id)
            found = self.facilities.get(found.successor or "")
        return found if found is not None and not found.closed else None

    def named(self, name: str) -> Facility | None:
        """Return the one facility that *name* is a name of; None: none, or several."""
        wanted = folded(name)
        found = [
            each
            for each in self.facilities.values()
            if wanted in map(folded, (*each.accepted, *each.former_names))
        ]
        return found[0] if len(found) == 1 else None

    def _is_below(self, wanted: str) -> bool:
        while "/" in wanted:
            wanted = wanted.rpartition("/")[0]
            if wanted in self.by_address and "/" in wanted:
                return True
        return False


def collected(
    facilities: Iterable[Facility],
    pages: Iterable[str] = (),
    moves: Iterable[tuple[str, str]] = (),
) -> Registry:
    """Return the registry of *facilities*; of two with one id the later one counts.

    An address that two of them claim is the first one's, and a canonical one before a
    former one.
    """
    by_id = {each.id: each for each in facilities}
    by_address: dict[str, Facility] = {}
    for each in by_id.values():
        by_address.setdefault(key(each.url) or each.url, each)
    for each in by_id.values():
        for url in each.former_urls:
            by_address.setdefault(key(url) or url, each)
    return Registry(by_id, tuple(pages), tuple(moves), by_address)


# --- Addresses and names --------------------------------------------------------------


def key(url: str) -> str | None:
    """Return what *url* is told apart by; None: it is no address of a whole page.

    Scheme, `www.`, letter case, a slash at the end and the fragment do not count. An
    address with a query is the answer to a question, not a facility's page.
    """
    address = parse_address(url)
    if address.kind not in (AddressKind.WEB, AddressKind.NETWORK) or not address.host:
        return None
    if address.query is not None or address.port is not None:
        return None
    return f"{_host(address)}{address.path}".rstrip("/").lower()


def same(url: str, canonical: str) -> bool:
    """Tell whether *url* is *canonical*, but for fragment and slash at the end.

    `https:` is never worse than `http:`.
    """
    one, other = parse_address(url), parse_address(canonical)
    return (
        one.scheme != "http" or other.scheme == "http",
        one.host,
        one.path.rstrip("/"),
    ) == (True, other.host, other.path.rstrip("/"))


def _host(address: Address) -> str:
    return (address.host or "").removeprefix("www.")


@cache
def _pattern(glob: str) -> Callable[[str], bool]:
    """Return the test for one of `pages`; a bare host means all that is on it."""
    host, slash, path = glob.removeprefix("www.").partition("/")
    pattern = _starred(host.lower())
    pattern += f"/{_starred(path.rstrip('/'))}" if slash and path else "(?:/.*)?"
    compiled = re.compile(pattern)
    return lambda place: compiled.fullmatch(place) is not None


def _starred(text: str) -> str:
    return "[^/]+".join(map(re.escape, re.split(r"\*+", text)))


_GENERIC: Final = frozenset(
    ("the", "a", "at", "unit", "facility", "platform", "core", "infrastructure")
) | frozenset(("scilifelab", "national", "service", "page", "website", "homepage"))
"""Words that add nothing to a name."""


def folded(name: str) -> str:
    """Return *name* as names are compared: lowered, without marks and general words."""
    words = re.sub(r"[\W_]+", " ", name.replace("&", " and ")).lower().split()
    kept = [word for word in words if word not in _GENERIC]
    return " ".join(kept or words)


# --- Links that a selector picks ------------------------------------------------------


def selected(page: Page, selector: str) -> frozenset[Span]:
    """Return the places of the addresses of *page*'s links that *selector* picks.

    Links of Markdown count as the `a` elements that they become. Elements around them
    are those of raw HTML in the same file. Source: CSS Selectors 4, as soupsieve reads
    it.
    """
    import soupsieve
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    soup = BeautifulSoup("", "html.parser")
    tags: dict[int, Tag] = {}
    for element in page.elements:
        outer: Tag = soup if element.parent is None else tags[element.parent]
        tag = soup.new_tag(element.name)
        for attribute in element.attributes:
            if attribute.name not in tag.attrs:
                tag[attribute.name] = attribute.value or ""
        outer.append(tag)
        tags[element.index] = tag
    starts = {element.span: tags[element.index] for element in page.elements}
    places: dict[int, Span] = {}
    for link, around in _with_elements(page):
        written = starts.get(link.span)
        tag = written or soup.new_tag("a", href=link.url)
        if written is None:
            (soup if around is None else tags[around.index]).append(tag)
        places[id(tag)] = link.url_span
    picked = soupsieve.select(selector, soup)
    return frozenset(places[id(tag)] for tag in picked if id(tag) in places)


def _with_elements(page: Page) -> Iterator[tuple[Link, Element | None]]:
    """Yield the links of *page*, each with the innermost raw HTML element around it."""
    coming = [each for each in reversed(page.elements) if each.end is not None]
    open_: list[Element] = []
    for link in sorted(page.links, key=lambda link: link.span):
        while coming and coming[-1].span < link.span:
            open_.append(coming.pop())
        while open_ and (end := open_[-1].end) and end.start < link.span.end:
            open_.pop()
        yield link, open_[-1] if open_ else None


# --- Reading --------------------------------------------------------------------------


class Source(msgspec.Struct, frozen=True):
    """A file that a registry is read from, with its value.

    *path* is POSIX and counts from the site root (None: it comes with rdmlint).
    *faults* say why there is no value, or only a part of it.
    """

    path: str | None
    value: Value | None
    faults: tuple[Fault, ...] = ()


def sources(
    settings: FacilitySettings, root: str, data: Callable[[str], Value | None]
) -> Iterator[Source]:
    """Yield the files of the site's registry, those that count first at last.

    *root* is the absolute site root. *data* gives the value of a data file of the
    site by its path. One that no setting names must look like a registry.
    """
    if settings.extends is not None:
        with open(shipped(settings.extends), "rb") as file:
            yield Source(None, read_value(file.read(), "yaml")[0])
    if settings.registry is not None:
        yield _file(settings.registry, root)
        return
    for path in USUAL:
        value = data(path)
        if value is not None and looks_like_one(value):
            yield Source(path, value)
            return


def _file(path: str, root: str) -> Source:
    file = os.path.join(root, *path.split("/"))
    content = disk.read(file, disk.ground(root), limit=DATA_LIMITS.size)
    if isinstance(content, Fault):
        return Source(path, None, (content,))
    value, faults = read_value(content, path.rpartition(".")[2].lower())
    return Source(path, value, faults)


def shipped(name: str) -> str:
    """Return the absolute path of the registry *name* that comes with rdmlint."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "registries")
    return os.path.join(folder, f"{name}.yaml")


def shipped_names() -> tuple[str, ...]:
    """Return the names of the registries that come with rdmlint."""
    folder = os.path.dirname(shipped("any"))
    return tuple(
        sorted(
            name.removesuffix(".yaml")
            for name in os.listdir(folder)
            if name.endswith(".yaml")
        )
    )


def looks_like_one(value: Value) -> bool:
    """Tell whether *value* is meant as a registry: an entry has an id and a url."""
    return any(
        isinstance(entry, Mapping)
        and {"id", "name", "url"} <= {each.key for each in entry.entries}
        for entry in _items(value, "facilities")
    )


def registry_of(found: Sequence[Source]) -> Registry:
    """Return what the files *found* say together; what cannot be used is left out."""
    values = [source.value for source in found if source.value is not None]
    return collected(
        (
            facility
            for value in values
            for entry in _items(value, "facilities")
            if isinstance(entry, Mapping)
            and (facility := facility_of(entry)) is not None
        ),
        (text for value in values for text, _ in _texts(value, "pages")),
        (
            (before, after)
            for value in values
            for entry in _items(value, "moves")
            if isinstance(entry, Mapping)
            and (before := _text(entry, "from"))
            and (after := _text(entry, "to"))
        ),
    )


def facility_of(entry: Mapping) -> Facility | None:
    """Return the facility that *entry* describes; None: it lacks id, name or url."""
    id_, name, url = (_text(entry, word) for word in ("id", "name", "url"))
    if not (id_ and name and url and key(url)):
        return None
    return Facility(
        id_,
        name,
        url,
        abbreviations=_list(entry, "abbreviations"),
        names=_list(entry, "names"),
        former_names=_list(entry, "former-names"),
        former_urls=tuple(each for each in _list(entry, "former-urls") if key(each)),
        closed=_text(entry, "closed"),
        successor=_text(entry, "successor"),
    )


def _text(entry: Mapping, word: str) -> str | None:
    value = _value(entry, word)
    if not isinstance(value, Scalar) or value.value is None:
        return None
    return str(value.value).strip() or None


def _list(entry: Mapping, word: str) -> tuple[str, ...]:
    return tuple(text for text, _ in _texts(entry, word))


def _texts(value: Value, word: str) -> Iterator[tuple[str, Scalar]]:
    for item in _items(value, word):
        if isinstance(item, Scalar) and isinstance(item.value, str) and item.value:
            yield item.value.strip(), item


def _items(value: Value, word: str) -> tuple[Value, ...]:
    inner = _value(value, word) if isinstance(value, Mapping) else None
    return inner.items if isinstance(inner, Items) else ()


def _value(entry: Mapping, word: str) -> Value | None:
    # Unlike for Hugo, the letter case of keys counts: the schema says so.
    return next((each.value for each in entry.entries if each.key == word), None)


# --- What is wrong with it ------------------------------------------------------------


class Clash(msgspec.Struct, frozen=True):
    """Something in a registry that does not fit the rest: its place and a sentence.

    *first* is the other place that it does not fit (None: there is none to show).
    """

    value: Scalar
    message: str
    first: Scalar | None = None


def clashes(value: Value) -> Iterator[Clash]:
    """Yield what no schema can see in the registry *value*: twins, loops, nobody."""
    entries = [
        entry for entry in _items(value, "facilities") if isinstance(entry, Mapping)
    ]
    yield from _twins(entries)
    yield from _successions(entries)
    for entry in _items(value, "moves"):
        after = _value(entry, "to") if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(after, Scalar):
            before = _text(entry, "from")
            if before and before == after.value:
                yield Clash(after, "This rule leads back to where it begins")


def _twins(entries: Iterable[Mapping]) -> Iterator[Clash]:
    """Yield ids, names and addresses that two entries, or one twice, have."""
    ids: dict[str, Scalar] = {}
    urls: dict[str, Scalar] = {}
    for entry in entries:
        scalar = _value(entry, "id")
        if isinstance(scalar, Scalar) and scalar.value is not None:
            first = ids.setdefault(str(scalar.value), scalar)
            if first is not scalar:
                yield Clash(
                    scalar, f"Another facility has the id `{scalar.value}`", first
                )
        scalar = _value(entry, "url")
        own = [scalar] if isinstance(scalar, Scalar) else []
        for each in (*own, *(place for _, place in _texts(entry, "former-urls"))):
            known = key(str(each.value))
            first = urls.setdefault(known, each) if known else each
            if first is not each:
                yield Clash(
                    each, f"This address is there already: {first.value}", first
                )


def _successions(entries: Iterable[Mapping]) -> Iterator[Clash]:
    """Yield successors that are nobody, or that lead back to where they began."""
    next_of = {
        id_: _text(entry, "successor")
        for entry in entries
        if (id_ := _text(entry, "id")) is not None
    }
    for entry in entries:
        scalar = _value(entry, "successor")
        if not isinstance(scalar, Scalar) or scalar.value is None:
            continue
        successor, own = str(scalar.value), _text(entry, "id")
        if successor not in next_of:
            yield Clash(scalar, f"No facility has the id `{successor}`")
        elif own is not None and _comes_back(own, next_of):
            yield Clash(scalar, f"The successors of `{own}` lead back to it")
        elif _value(entry, "closed") is None:
            yield Clash(scalar, f"`{own}` has a successor, but not the day it closed")


def _comes_back(start: str, next_of: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at = next_of.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = next_of.get(at)
    return False
