"""Findings on built pages brought back to the sources that made them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import unquote

import msgspec

from rdmlint.hugo import disk
from rdmlint.hugo.built import BuiltSite
from rdmlint.hugo.written import own_path, resolve, rest
from rdmlint.index import SiteIndex
from rdmlint.model import (
    AddressKind,
    Diagnostic,
    Element,
    Image,
    Link,
    Page,
    Related,
    Violation,
)
from rdmlint.syntax.address import parse_address
from rdmlint.syntax.tags import attribute_value
from rdmlint.text import SourceText, Span


class Heard(msgspec.Struct, frozen=True):
    """What a rule says about the built page at *path*.

    *written* is what stands at the place: an address, an id, a whole start tag or its
    name. *tag* is the start tag that it stands in ("": none), *attribute* the lowered
    name of the attribute ("": none).
    """

    rule: str
    code: str
    path: str
    violation: Violation
    written: str
    tag: str = ""
    attribute: str = ""

    @property
    def is_about_address(self) -> bool:
        """Whether it is an address that is wrong, not an element or its wiring."""
        return _family(self.code) == "LK" and bool(self.attribute and self.written)

    @property
    def same(self) -> str:
        """What pages have in common that have this from one template."""
        if self.is_about_address or not self.tag:
            return self.written
        values = values_of(self.tag)
        names = " ".join(sorted(values))
        return f"{name_of(self.tag)} {names} class={values.get('class', '')}"


class Place(NamedTuple):
    """A place in a source: path from the site root, and span."""

    path: str
    span: Span


def told(
    heard: Iterable[Heard],
    index: SiteIndex,
    built: BuiltSite,
    sources: Callable[[str], SourceText],
    known: Iterable[Diagnostic] = (),
) -> Iterator[tuple[str, str, Violation]]:
    """Yield what was *heard* as name of the rule, path and violation, each fault once.

    One that was traced stands in its source, and many pages with the same fault are
    one. What *known* findings say about the same place is left out.
    """
    tracer = Tracer(index, built, sources)
    groups: dict[tuple[str, str, Span | None], list[Heard]] = {}
    for one in heard:
        place = tracer.place(one)
        if place is None:
            same = one.same + tracer.apart(one)
            groups.setdefault((one.rule, same, None), []).append(one)
        else:
            key = (one.rule, place.path, place.span)
            groups.setdefault(key, []).append(one)
    said = _Said(known)
    for (rule, path, span), ones in groups.items():
        first = ones[0]
        if span is None:
            yield rule, first.path, counted(first, ones)
        elif not said.about(first.code, path, span):
            yield rule, path, moved(counted(first, ones), first, span)


def counted(first: Heard, ones: Iterable[Heard]) -> Violation:
    """Return what is said of the *first*, and on how many pages."""
    pages = len({one.path for one in ones})
    if pages == 1:
        return first.violation
    message = f"{first.violation.message} (on {pages:,} built pages)"
    return msgspec.structs.replace(first.violation, message=message)


def moved(violation: Violation, first: Heard, span: Span) -> Violation:
    """Return *violation* at *span* of a source, with the built place beside it."""
    related = [Related(violation.span, "what was built of it", first.path)]
    related += [
        msgspec.structs.replace(each, path=each.path or first.path)
        for each in violation.related
    ]
    return msgspec.structs.replace(violation, span=span, related=tuple(related))


def addresses(page: Page) -> Iterator[Link | Image]:
    """Yield the links and images of *page*."""
    yield from page.links
    yield from page.images


class _Said:
    """What is said about the sources already, by path."""

    def __init__(self, known: Iterable[Diagnostic]) -> None:
        self._spans: dict[str, list[tuple[str, Span]]] = {}
        for one in known:
            mine = self._spans.setdefault(one.path, [])
            mine.append((_family(one.code), one.span))

    def about(self, code: str, path: str, span: Span) -> bool:
        """Tell whether a rule like *code* speaks of a place that overlaps *span*."""
        family = _family(code)
        return any(
            each == family and other.start <= span.end and span.start <= other.end
            for each, other in self._spans.get(path, ())
        )


def _family(code: str) -> str:
    """Return what *code* is about: an image's address is an address too."""
    letters = code.rstrip("0123456789")
    return _FAMILIES.get(letters, letters)


_FAMILIES: Final = {"IM": "LK", "EX": "LK", "AR": "BS"}


def origins(index: SiteIndex) -> dict[str, str]:
    """Return the paths of the pages that built pages were made of, by built path.

    Pages that Hugo makes of nothing have none.
    """
    built = index.built
    if built is None:
        return {}
    claims = {claim.file: claim.source for claim in index.census.claims}
    found = ((path, claims.get("/" + built.below(path))) for path in built.pages)
    return {path: source for path, source in found if source is not None}


class Tracer:
    """Finds the sources of what was built; keeps what it found for each text."""

    def __init__(
        self,
        index: SiteIndex,
        built: BuiltSite,
        sources: Callable[[str], SourceText],
    ) -> None:
        """Take the site, its built form, and what gives texts by path."""
        self._index = index
        self._built = built
        self._sources = sources
        self._found: dict[str, Place | None] = {}
        self._met: Counter[tuple[str, ...]] = Counter()

    def apart(self, one: Heard) -> str:
        """Return what sets *one* apart from the same on other pages; "": nothing.

        That is its page, where a comment there speaks of all that is made of it.
        """
        page = self._index.page(self._origins.get(one.path, ""))
        if page is None or all(each.kind != "file" for each in page.directives):
            return ""
        return "\0" + page.path

    def place(self, one: Heard) -> Place | None:
        """Return where the source of *one* is; None: that cannot be told."""
        file = "/" + self._built.below(one.path)
        static = self._static.get(file)
        if static is not None and (
            self._sources(static).data == self._sources(one.path).data
        ):
            return Place(static, one.violation.span)
        source = self._origins.get(one.path)
        page = self._index.page(source) if source is not None else None
        if one.is_about_address:
            return self._of_address(one, page)
        return self._of_element(one, page)

    def _of_address(self, one: Heard, page: Page | None) -> Place | None:
        url = attribute_value(one.written).strip()
        if page is not None:
            own = [
                Place(page.path, fact.url_span)
                for fact in addresses(page)
                if self._is_same(page, fact, url, one)
            ]
            place = self._next(own, one) or self._in_texts([page.path], url)
            if place is not None:
                return place
        return self._elsewhere(url)

    def _of_element(self, one: Heard, page: Page | None) -> Place | None:
        values = values_of(one.tag)
        if page is not None:
            own = [
                Place(page.path, place_in(element, one))
                for element in page.elements
                if makes(element, one.tag, values)
            ]
            if name_of(one.tag) == "img":
                url = values.get("src", "")
                own += [
                    Place(page.path, image.span)
                    for image in page.images
                    if self._is_same(page, image, url, one)
                ]
            own += [
                Place(page.path, anchor.span)
                for anchor in page.anchors
                if anchor.id == attribute_value(one.written)
            ]
            place = self._next(own, one) or self._quoted(page.path, one)
            if place is not None:
                return place
        found = [
            Place(template.path, place_in(element, one))
            for template in self._index.all_templates()
            for element in template.elements
            if makes(element, one.tag, values)
        ]
        if len(found) > 1 and page is not None:
            around = {part.template.path for part in self._index.shown_around(page)}
            found = [place for place in found if place.path in around]
        return found[0] if len(found) == 1 else None

    def _next(self, places: Sequence[Place], one: Heard) -> Place | None:
        """Return the first of *places* that no finding like *one* was traced to yet."""
        if not places:
            return None
        key = (one.rule, one.path, one.written, one.tag)
        number = self._met[key]
        self._met[key] += 1
        return places[min(number, len(places) - 1)]

    def _quoted(self, path: str, one: Heard) -> Place | None:
        """Return where a page names an id, to a shortcode perhaps."""
        name = attribute_value(one.written).lstrip("#")
        if len(name) < _SHORTEST or name in ("true", "false") or not one.attribute:
            return None
        data = self._sources(path).data
        pattern = rb"[\"'](" + re.escape(name.encode()) + rb")[\"']"
        found = list(islice(re.finditer(pattern, data), 2))
        return Place(path, Span(*found[0].span(1))) if len(found) == 1 else None

    def _is_same(
        self, page: Page, fact: Link | Image, written: str, one: Heard
    ) -> bool:
        """Tell whether *fact* in a source is *written* in the page built of it."""
        if fact.url == written:
            return True
        here = "/" + self._built.below(one.path).removesuffix("index.html")
        meant = self._resolved(written, here)
        if meant is None:
            return False
        if self._resolved(fact.url, self._index.url_of(page)) == meant:
            return True
        if isinstance(fact, Image):
            return False
        target = self._index.target(page, fact)
        if target.url is None or fact.address.fragment is None:
            return target.url == meant
        base = self._built.config.base_path
        path = target.url.removeprefix(base)
        return f"{path}#{unquote(fact.address.fragment)}" == meant

    def _resolved(self, url: str, here: str | None) -> str | None:
        """Return the path, query and fragment of *url*, decoded; None: another site's.

        It leaves the base path out. *here* is the page it stands on.
        """
        address = parse_address(url)
        if address.kind is AddressKind.FRAGMENT:
            return unquote(address.raw)
        base = self._built.config.base_path
        if address.kind is AddressKind.RELATIVE:
            if here is None:
                return None
            return unquote(resolve(here, address.path) + rest(address))
        path = own_path(self._built.config, address)
        if path is None:
            return None
        inside = (
            path.removeprefix(base) if (path + "/").startswith(base + "/") else path
        )
        return unquote(inside or "/")

    # --- Texts

    def _elsewhere(self, url: str) -> Place | None:
        """Return the one place of templates, data, configuration or other pages."""
        if url not in self._found:
            index = self._index
            places = self._links.get(url, [])
            self._found[url] = (
                self._in_texts(self._templates, url)
                or self._in_texts([page.path for page in index.data_files], url)
                or self._in_texts(index.config.files, url)
                or (places[0] if len({place.path for place in places}) == 1 else None)
            )
        return self._found[url]

    def _in_texts(self, paths: Iterable[str], url: str) -> Place | None:
        """Return where *url* is written, if only one of the files has it."""
        paths = tuple(paths)
        for form in self._forms(url):
            pattern = re.compile(_BEFORE + re.escape(form.encode()) + _BEHIND)
            found = [
                Place(path, Span(match.start(), match.end()))
                for path in paths
                if (match := pattern.search(self._sources(path).data))
            ]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _forms(self, url: str) -> Iterator[str]:
        """Yield how *url* may be written in a source, the likeliest first."""
        forms = [url, unquote(url)]
        if parse_address(url).kind is not AddressKind.RELATIVE:
            inside = self._resolved(url, None) or ""
            forms += [inside, inside.lstrip("/")]
        for form in dict.fromkeys(forms):
            if len(form.strip("/#.?=& ")) >= _SHORTEST and len(form) <= _LONGEST:
                yield form

    # --- Tables

    @cached_property
    def _origins(self) -> Mapping[str, str]:
        return origins(self._index)

    @cached_property
    def _static(self) -> Mapping[str, str]:
        return {file.url: file.path for file in self._index.site.static}

    @cached_property
    def _templates(self) -> tuple[str, ...]:
        site = self._index.site
        return tuple(disk.relative(file, site.root) for _, file in site.layouts)

    @cached_property
    def _links(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for page in self._index.pages:
            for fact in addresses(page):
                found.setdefault(fact.url, []).append(Place(page.path, fact.url_span))
        return found


def place_in(element: Element, one: Heard) -> Span:
    """Return the place in *element* of a source that *one* is about."""
    attribute = element.attribute(one.attribute) if one.attribute else None
    if attribute is not None:
        return attribute.value_span or attribute.span
    whole = element.attribute(one.written.partition("=")[0].strip().lower())
    if whole is not None and one.written != element.name:
        return whole.span  # the finding is about name and value
    return element.span if one.written.startswith("<") else element.name_span


def makes(element: Element, tag: str, values: Mapping[str, str]) -> bool:
    """Tell whether *element* of a source may have made the start *tag*.

    *values* are those of the tag's attributes. What is computed may be anything, and
    may be left out.
    """
    if element.name != name_of(tag):
        return False
    names = {each.name for each in element.attributes}
    return values.keys() <= names and all(
        each.is_computed
        or (each.name in values and values[each.name] == (each.value or ""))
        for each in element.attributes
    )


def name_of(tag: str) -> str:
    """Return the element's name in a start tag, lowered."""
    found = _NAME.match(tag, 1)
    return found[0].lower() if found else ""


def values_of(tag: str) -> dict[str, str]:
    """Return the values of the attributes of a start tag by lowered name."""
    start = _NAME.match(tag, 1)
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(tag, start.end() if start else 1):
        written = each[2] or each[3] or each[4] or ""
        found.setdefault(each[1].lower(), attribute_value(written))
    return found


_NAME: Final = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE: Final = re.compile(
    r"([^\s/>\"'=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+"
)
_SHORTEST: Final = 3
_LONGEST: Final = 500
"""Characters of a text that is sought: less is everywhere, more is nowhere."""

_BEFORE: Final = rb"(?<![\w/%~.-])"
_BEHIND: Final = rb"(?![\w/%~-])"
