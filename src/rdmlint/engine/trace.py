"""Findings on built pages brought back to the sources that made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
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
from rdmlint.syntax.html import attribute_value
from rdmlint.text import SourceText, Span


class Heard(msgspec.Struct, frozen=True):
    """What a rule says about the built page at *path*.

    *written* is what stands at the place: an address, an id, a whole start tag or its
    name. *tag* is the start tag that the place is in ("": none).
    """

    rule: str
    code: str
    path: str
    violation: Violation
    written: str
    tag: str = ""

    @property
    def is_about_address(self) -> bool:
        """Whether it is an address that is wrong, not an element or its wiring."""
        return _family(self.code) == "LK" and not self.written.startswith("<")


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
            same = one.written if one.is_about_address else " ".join(Shape.of(one.tag))
            groups.setdefault((one.rule, same or one.written, None), []).append(one)
        else:
            groups.setdefault((one.rule, *place), []).append(one)
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
        self._found: dict[Wanted, Place | None] = {}
        self._made: dict[tuple[str, ...], Place | None] = {}

    def place(self, one: Heard) -> Place | None:
        """Return where the source of *one* is; None: that cannot be told."""
        file = "/" + self._built.below(one.path)
        static = self._static.get(file)
        if static is not None and (
            self._sources(static).data == self._sources(one.path).data
        ):
            return Place(static, one.violation.span)
        wanted = Wanted.of(one)
        source = self._claims.get(file)
        page = self._index.page(source) if source is not None else None
        if page is not None:
            place = self._on_page(page, wanted, one) or self._in_texts(
                [page.path], wanted
            )
            if place is not None:
                return place
        if one.is_about_address:
            return self._elsewhere(wanted)
        return self._in_texts(self._templates, wanted) or self._alike(one)

    def _alike(self, one: Heard) -> Place | None:
        """Return the one start tag of all templates that *one* can be made by."""
        like = Shape.of(one.tag)
        key = (one.rule, *like)
        if key not in self._made:
            found = [
                Place(template.path, element.name_span)
                for template in self._index.all_templates()
                for element in template.elements
                if like.fits(element)
            ]
            self._made[key] = found[0] if len(found) == 1 else None
        return self._made[key]

    # --- Facts of a page

    def _on_page(self, page: Page, wanted: Wanted, one: Heard) -> Place | None:
        """Return the link, image, id or element of *page* that was built into *one*."""
        if wanted.is_image:
            for image in page.images:
                if self._is_same(page, image, wanted.text, one):
                    return Place(page.path, image.span)
        for fact in addresses(page):
            if self._is_same(page, fact, wanted.text, one):
                return Place(page.path, fact.url_span)
        for element in page.elements:
            if wanted.is_tag and _has(element, wanted):
                return Place(page.path, element.name_span)
        for anchor in page.anchors:
            if anchor.id == wanted.text and not wanted.is_tag:
                return Place(page.path, anchor.span)
        return None

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

    def _elsewhere(self, wanted: Wanted) -> Place | None:
        """Return the one place of templates, data, configuration or other pages."""
        if wanted not in self._found:
            index = self._index
            self._found[wanted] = (
                self._in_texts(self._templates, wanted)
                or self._in_texts([page.path for page in index.data_files], wanted)
                or self._in_texts(index.config.files, wanted)
                or self._on_other_page(wanted.text)
            )
        return self._found[wanted]

    def _on_other_page(self, url: str) -> Place | None:
        places = self._links.get(url, []) if url else []
        return places[0] if len({place.path for place in places}) == 1 else None

    def _in_texts(self, paths: Iterable[str], wanted: Wanted) -> Place | None:
        """Return where *wanted* is written, if only one of the files has it."""
        paths = tuple(paths)
        for form in self._forms(wanted):
            pattern = re.compile(_BEFORE + re.escape(form.encode()) + _BEHIND)
            found = [
                Place(path, Span(match.start(), match.end()))
                for path in paths
                if (match := pattern.search(self._sources(path).data))
            ]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None

    def _forms(self, wanted: Wanted) -> Iterator[str]:
        """Yield how *wanted* may be written in a source, the likeliest first."""
        address = parse_address(wanted.text)
        inside = self._resolved(wanted.text, None) or ""
        forms = [wanted.text, inside, inside.lstrip("/"), wanted.text.lstrip("#")]
        if address.kind in (AddressKind.FRAGMENT, AddressKind.RELATIVE):
            forms = [wanted.text, unquote(wanted.text), wanted.text.lstrip("#")]
        for form in dict.fromkeys(forms):
            if len(form.strip("/#.?=& ")) >= _SHORTEST and len(form) <= _LONGEST:
                yield form

    # --- Tables

    @cached_property
    def _claims(self) -> Mapping[str, str]:
        return {
            claim.file: claim.source
            for claim in self._index.census.claims
            if claim.source is not None
        }

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


class Wanted(NamedTuple):
    """What is sought in sources: the *text* that an attribute *name* of *tag* has.

    For an address or id by itself *name* and *tag* are empty.
    """

    text: str
    tag: str = ""
    name: str = ""

    @property
    def is_tag(self) -> bool:
        """Whether a start tag is meant, not what one of its attributes says."""
        return bool(self.tag)

    @property
    def is_image(self) -> bool:
        """Whether it is an image that is meant."""
        return self.tag == "img"

    @classmethod
    def of(cls, one: Heard) -> Wanted:
        """Return what is sought for what was heard."""
        is_tag = one.written.startswith("<") or one.tag[1:].startswith(one.written)
        if not (is_tag and one.tag):
            return cls(attribute_value(one.written).strip())
        values = values_of(one.tag)
        for name in _TELLING:
            if values.get(name):
                return cls(values[name].strip(), name_of(one.tag), name)
        return cls("", name_of(one.tag))


def _has(element: Element, wanted: Wanted) -> bool:
    return element.name == wanted.tag and element.value(wanted.name) == wanted.text


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


class Shape(NamedTuple):
    """What two start tags of one template share: names, and what is not computed."""

    tag: str
    names: str
    classes: str

    @classmethod
    def of(cls, tag: str) -> Shape:
        """Return the shape of a start tag."""
        values = values_of(tag)
        classes = " ".join(values.get("class", "").split())
        return cls(name_of(tag), " ".join(sorted(values)), classes)

    def fits(self, element: Element) -> bool:
        """Tell whether *element* of a template may make such a start tag."""
        if not self.tag or element.name != self.tag:
            return False
        if " ".join(sorted({each.name for each in element.attributes})) != self.names:
            return False
        classes = element.attribute("class")
        if classes is None or classes.is_computed:
            return True
        return " ".join((classes.value or "").split()) == self.classes


_NAME: Final = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE: Final = re.compile(
    r"([^\s/>\"'=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+"
)
_TELLING: Final = (
    "src",
    "data-bs-target",
    "data-target",
    "href",
    "aria-controls",
    "id",
    "for",
)
"""Attributes that tell a start tag from others, the most telling first."""

_SHORTEST: Final = 3
_LONGEST: Final = 500
"""Characters of a text that is sought: less is everywhere, more is nowhere."""

_BEFORE: Final = rb"(?<![\w/%~.-])"
_BEHIND: Final = rb"(?![\w/%~-])"
