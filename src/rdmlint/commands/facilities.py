"""`rdmlint facilities init`: a draft of a registry, from the links that a site has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from unicodedata import normalize

from rdmlint import app, facilities
from rdmlint.commands.config import toml
from rdmlint.facilities import Registry
from rdmlint.hugo.outward import request_url
from rdmlint.index import SiteIndex
from rdmlint.model import Address, Mapping, Page, Scalar, Value
from rdmlint.model import Sequence as Items
from rdmlint.report.visible import visible
from rdmlint.settings import Settings
from rdmlint.syntax.address import parse_address

NAME: Final = "data/facilities.yaml"

LIKELY: Final = re.compile(
    r"facilit|\bunits?\b|platform|\bcores?\b|infrastructure|\bcent(?:re|er)\b"
    r"|institute|\bnodes?\b|laborator",
    re.IGNORECASE,
)
"""What names or addresses of facilities hold."""

NO_NAME: Final = re.compile(
    r"(?:here|click|read|learn|see|visit|more|contact|our|this|the page|website|link"
    r"|apply|book|download|go to|find|home ?page)\b",
    re.IGNORECASE,
)
"""How texts begin that ask readers to do something, and name nobody."""

WORDS: Final = 10
"""Words of a name; longer texts are sentences."""

SHOWN: Final = 3
"""Places that are named of one address."""

USUAL_KEYS: Final = ("name", "title")
"""Keys of data beside an address that hold its name."""

FEW: Final = 3
"""From how many facilities in one place others there are facilities, too."""


class Found:
    """What links say of one address: how it is written, by which names, and where."""

    def __init__(self) -> None:
        self.urls: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.places: list[str] = []

    @property
    def url(self) -> str:
        """Return the address by https where anyone writes it so, as most write it."""
        return min(
            self.urls,
            key=lambda url: (
                not url.startswith("https:"),
                -self.urls[url],
                not url.endswith("/"),
                url,
            ),
        )

    @property
    def spellings(self) -> list[str]:
        """Return the names, the most frequent one first, then the longest."""
        return sorted(
            self.names, key=lambda each: (-self.names[each], -len(each), each)
        )


def draft(settings: Settings, pages: tuple[str, ...] = ()) -> str:
    """Return the text of a registry for the site that *settings* speak of.

    *pages* are globs for where pages of facilities lie (none: addresses and names that
    sound like a facility's count).
    """
    with app.collection_paused():
        index = app.take_stock(settings)
    day = settings.today or date.today().isoformat()
    return "".join(f"{line}\n" for line in lines(gathered(index, pages), pages, day))


def gathered(index: SiteIndex, pages: tuple[str, ...]) -> dict[str, Found]:
    """Return what the site's links say, by what addresses are told apart by."""
    where = Registry({}, pages)
    read = app.reader(index.site.root)
    found: dict[str, Found] = {}
    for page, name, address, at in named_links(index):
        url = _written(address)
        known = facilities.key(url) if url is not None else None
        if url is None or known is None or not is_name(name):
            continue
        if where.covers(url) if pages else LIKELY.search(f"{url} {name}"):
            each = found.setdefault(known, Found())
            each.urls[url] += 1
            each.names[name.replace("\u00ad", "")] += 1
            each.places.append(f"{page.path}:{read(page.path).position(at).line}")
    return found


def named_links(index: SiteIndex) -> Iterator[tuple[Page, str, Address, int]]:
    """Yield the links to other sites with their text, and records that have both.

    With the page and the offset of the address in it.
    """
    own = (page for page in index.pages if not index.file(page).is_theme)
    for page in (*own, *index.layouts):
        for link in page.links:
            if link.text and not link.is_toggle:
                yield page, link.text, link.address, link.url_span.start
    for page in index.data_files:
        for name, url in _records(page.data) if page.data is not None else ():
            yield page, name, parse_address(str(url.value)), url.span.start


def _records(value: Value) -> Iterator[tuple[str, Scalar]]:
    """Yield name and address of each map in *value* that has both."""
    if isinstance(value, Items):
        for item in value.items:
            yield from _records(item)
    if not isinstance(value, Mapping):
        return
    texts = {
        entry.key.lower(): entry.value
        for entry in value.entries
        if isinstance(entry.value, Scalar) and isinstance(entry.value.value, str)
    }
    name = next((str(texts[key].value) for key in USUAL_KEYS if key in texts), "")
    for scalar in texts.values():
        if name and re.fullmatch(r"https?://\S+", str(scalar.value)):
            yield name, scalar
    for entry in value.entries:
        yield from _records(entry.value)


def is_name(text: str) -> bool:
    """Tell whether *text* may be a name, and not an order or a sentence."""
    words = text.split()
    return (
        0 < len(words) <= WORDS
        and not NO_NAME.match(text)
        and not text.endswith((".", ":"))
        and not any(mark in text for mark in ("?", "!", "://"))
        and any(word[:1].isupper() for word in words)
    )


def _written(address: Address) -> str | None:
    """Return *address* as a registry takes it; None: it does not."""
    url = request_url(address)
    is_fit = url is not None and re.fullmatch(r"https?://[^\s\"'<>&?#]+", url)
    return url if is_fit else None


# --- The file -------------------------------------------------------------------------


def lines(
    found: dict[str, Found], pages: tuple[str, ...], day: str, *, fewest: int = FEW
) -> Iterator[str]:
    """Yield the lines of the registry; comments say where each entry was seen."""
    yield "# Facilities that this site sends its readers to, as their links name them."
    yield "# It is a draft: take out what is none, put the official name first, and add"
    yield "# abbreviations, former-names, former-urls, closed and successor."
    yield f"drawn: {toml(day)}"
    yield ""
    places = list(pages) or [
        place for place, count in _folders(found).items() if count >= fewest
    ]
    if places:
        yield "# Links to what lies there and is not listed are reported."
        yield "pages:"
        yield from (f"  - {toml(place)}" for place in places)
    else:
        yield "# Where pages of facilities lie, such as www.example.org/units/*"
        yield "pages: []"
    yield ""
    yield "facilities:" if found else "facilities: []"
    ids: set[str] = set()
    host = None
    for known, each in sorted(found.items()):
        if known.partition("/")[0] != host:
            host = known.partition("/")[0]
            yield f"  # --- {visible(host)}"
        yield from _entry(each, ids)


def _folders(found: Iterable[str]) -> Counter[str]:
    """Return how many addresses lie in each directory, as globs."""
    return Counter(
        f"{known.rpartition('/')[0]}/*" for known in found if known.count("/") > 1
    )


def _entry(each: Found, ids: set[str]) -> Iterator[str]:
    name, *others = each.spellings
    shown = ", ".join(map(visible, each.places[:SHOWN]))
    more = len(each.places) - SHOWN
    yield f"  # {shown}{f' and {more} more' if more > 0 else ''}"
    yield f"  - id: {_fresh(name, ids)}"
    yield f"    name: {toml(name)}"
    short = [other for other in others if other.isupper() and " " not in other]
    long = [other for other in others if other not in short]
    if short:
        yield f"    abbreviations: {toml(short)}"
    if long:
        yield f"    names: {toml(long)}"
    yield f"    url: {each.url}"


def _fresh(name: str, ids: set[str]) -> str:
    """Return an id made of *name* that is not among *ids*, and put it there."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)) or "facility"
    number = 1
    found = stem
    while found in ids:
        number += 1
        found = f"{stem}-{number}"
    ids.add(found)
    return found
