"""How templates make up a page: what they open and close together, which wrap it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from rdmlint.hugo import templates
from rdmlint.hugo.inner import partial_name
from rdmlint.model import Closure, Element, EndTag, Page
from rdmlint.syntax import nesting
from rdmlint.syntax.html import HEADINGS, may_end_itself, scope_of
from rdmlint.syntax.nesting import NEUTRAL, Effect, Fate, Nesting, Ref
from rdmlint.text import Span

EMBEDDED: Final = frozenset(
    ["disqus", "google_analytics", "opengraph", "pagination", "schema", "twitter_cards"]
)
"""Partials that Hugo brings along. Source: Hugo `tpl/tplimpl/embedded`."""


def roles(virtual: str) -> str:
    """Return what a template is: `layout`, `partial`, `shortcode` or `hook`."""
    parts = virtual.lower().split("/")
    if parts[0] in ("partials", "_partials"):
        return "partial"
    if "shortcodes" in parts[:2] or "_shortcodes" in parts[:-1]:
        return "shortcode"
    return "hook" if "_markup" in parts[:-1] else "layout"


class Unclosed(NamedTuple):
    """An element that is not closed, though it must be.

    *reach* is what it swallows. *ender* is the end tag of another element that ends
    it (None: the file or document ends first). *late* is its own end tag, which
    comes where it can no longer close it (None: there is none). *is_slip*: its start
    tag stands where the end tag of the like element around it should.
    """

    element: Element
    reach: Span
    ender: EndTag | None = None
    late: EndTag | None = None
    is_slip: bool = False


class Stray(NamedTuple):
    """An end tag that closes nothing.

    *meant* is the heading that it stands at the end of, of another level.
    """

    tag: EndTag
    meant: Element | None = None


class Damage(NamedTuple):
    """The tags of a file that are surely wrong, wherever it is shown."""

    unclosed: tuple[Unclosed, ...] = ()
    stray: tuple[Stray, ...] = ()


NO_DAMAGE: Final = Damage()


def damage_of(
    page: Page, elements: Sequence[Element], tags: Sequence[EndTag]
) -> Damage:
    """Return these faults of *page*, those with one cause as one."""
    meant = {number: _meant(page, tag) for number, tag in enumerate(tags)}
    slips = {one.index for one in meant.values() if one is not None}
    late: set[int] = set()
    unclosed: list[Unclosed] = []
    opened = {element.index for element in elements}
    slipped: set[int] = set()
    for element in elements:
        around = None if element.parent is None else page.elements[element.parent]
        if (
            around is not None
            and around.index in opened
            and around.name == element.name
            and _is_slip(page, element, around)
        ):
            slipped.add(element.index)
            slips.add(around.index)
    named: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        named.setdefault(tag.name, []).append(number)
    around_all = enders(page) if elements else []
    for element in elements:
        if element.index in slips:
            continue
        ender = around_all[element.index]
        span = reach(page, element, ender)
        end = None if ender is None else end_tag(page.elements[ender])
        numbers = named.get(element.name, [])
        at = bisect_left(numbers, element.span.end, key=lambda n: tags[n].span.start)
        own = None
        for number in numbers[at : at + _NEAR]:
            tag = tags[number]
            # Inside, or right behind, as `<b><i></b></i>` has it.
            if number not in late and (
                tag.span.start <= span.end or _is_next(page, end, tag)
            ):
                own = tag
                late.add(number)
                break
        is_slip = element.index in slipped
        unclosed.append(Unclosed(element, span, end, own, is_slip))
    return Damage(
        tuple(
            one
            for one, inner in zip_longest(unclosed, unclosed[1:])
            if inner is None or not _is_caused(one, inner)
        ),
        tuple(
            Stray(tag, meant[number])
            for number, tag in enumerate(tags)
            if number not in late
        ),
    )


_NEAR: Final = 20
"""So many end tags of a name are looked at for an element that is not closed."""


def end_tag(element: Element) -> EndTag | None:
    """Return the end tag of *element*; None: it has none."""
    if element.end is None:
        return None
    return EndTag(element.name, element.end, element.parent)


def _is_slip(page: Page, element: Element, around: Element) -> bool:
    """Tell whether the start tag of *element* was to be the end tag of *around*.

    Both have one name, and nothing ends either.
    """
    is_empty = not _has_child(page, element) and (
        not element.text or element.span.start == around.span.end
    )
    # A link in a link leads nowhere; else there is something to end.
    is_late = element.name == "a" or not around.is_passed_over
    return is_empty or (is_late and _is_bare(element) and not _is_bare(around))


def _is_caused(one: Unclosed, inner: Unclosed) -> bool:
    """Tell whether *one* would be closed if *inner*, the next that is not, were.

    No end tag reaches across a table or a cell of it.
    """
    return (
        one.late is not None
        and inner.late is None
        and inner.element.span.start < one.late.span.start
        and inner.element.name in scope_of(one.element.name)
    )


def _has_child(page: Page, element: Element) -> bool:
    following = page.elements[element.index + 1 : element.index + 2]
    return any(child.parent == element.index for child in following)


def _is_bare(element: Element) -> bool:
    """Tell whether there is nothing but the name in the start tag, and a slash."""
    return not element.attributes and element.span.end <= element.name_span.end + 2


def links_in_links(page: Page) -> dict[int, Element]:
    """Return the first `<a>` in each `<a>` of *page*, by the index of the latter.

    The inner one ends the outer, in whatever elements it stands but for a few.

    Source: <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>.
    """
    found: dict[int, Element] = {}
    around: list[int | None] = []
    for element in page.elements:
        link = element.parent
        if link is not None and page.elements[link].name != "a":
            is_marker = page.elements[link].name in _MARKERS
            link = None if is_marker else around[link]
        around.append(link)
        if element.name == "a" and link is not None:
            found.setdefault(link, element)
    return found


_MARKERS: Final = frozenset(
    ["applet", "caption", "marquee", "object", "svg", "math", "td", "template", "th"]
)
"""Elements in which a link has nothing to do with the links around them."""


def _is_next(page: Page, ender: EndTag | None, tag: EndTag) -> bool:
    """Tell whether no element begins between *ender* and *tag*."""
    if ender is None:
        return False
    start = ender.span.end
    at = bisect_left(page.elements, start, key=_start)
    return at == len(page.elements) or page.elements[at].span.start > tag.span.start


def _start(element: Element) -> int:
    return element.span.start


def _meant(page: Page, tag: EndTag) -> Element | None:
    """Return the heading that ends with *tag*, the end tag of another level."""
    if tag.name not in HEADINGS:
        return None
    at = bisect_left(page.elements, tag.span.start, key=_start)
    for element in reversed(page.elements[max(0, at - 20) : at]):
        if element.name in HEADINGS:
            is_open = element.end is None and element.name != tag.name
            return element if is_open else None
    return None


def enders(page: Page) -> list[int | None]:
    """Return, for each element of *page*, the nearest one around it that is closed."""
    found: list[int | None] = []
    for element in page.elements:
        around = element.parent
        if around is not None and page.elements[around].end is None:
            around = found[around]
        found.append(around)
    return found


def reach(page: Page, element: Element, ender: int | None) -> Span:
    """Return what lies in *element*, not closed: to the end of *ender*, or of all."""
    end = None if ender is None else page.elements[ender].end
    stop = max(page.size, element.span.end) if end is None else end.start
    return Span(element.span.start, stop)


def reaches(page: Page) -> Iterator[Span]:
    """Yield what lies in each element of *page* that is surely not closed."""
    unclosed = [
        element
        for element in page.elements
        if element.closure is Closure.UNCLOSED and element.is_certain
    ]
    if unclosed:
        around = enders(page)
        for element in unclosed:
            yield reach(page, element, around[element.index])


class Composition:
    """The templates of a site together; keeps what each of them opens and closes."""

    def __init__(self, layouts: Mapping[str, Page]) -> None:
        """Take all templates, themes included, by path below `layouts`."""
        self._templates = layouts
        self._partials: dict[str, list[Page]] = {}
        self._definers: dict[str, list[Page]] = {}
        for virtual, page in layouts.items():
            if roles(virtual) == "partial":
                name = partial_name(virtual.partition("/")[2])
                self._partials.setdefault(name, []).append(page)
            for block in page.blocks:
                if block.kind == "define":
                    name = nesting.defined_name(block.code)
                    self._definers.setdefault(name, []).append(page)
        self._fates: dict[Ref, Fate] = {}
        self._nestings: dict[str, Nesting | None] = {}
        self._whole = frozenset(
            page.path for virtual, page in layouts.items() if is_whole(virtual, page)
        )
        self._shortcodes: dict[str, list[Page]] = {}
        self._used: set[str] = set()
        self._recursive: set[str] = set()
        self._is_read = False

    def damage(self, page: Page) -> Damage:
        """Return the tags of *page*, a template, that are surely wrong."""
        self._read_all()
        return damage_of(
            page,
            [e for e in page.elements if self._is_damaged(page, e.span.start)],
            [t for t in page.stray_ends if self._is_damaged(page, t.span.start)],
        )

    def damage_in_content(self, page: Page) -> Damage:
        """Return the tags of *page*, a content file, that are surely wrong.

        A shortcode that opens or ends elements, or may, can make those around right.
        """
        unsure = sorted(
            place.start
            for call in page.shortcodes
            if call.is_inline or not self._is_balanced(call.name.lower())
            for place in (call.span, call.end)
            if place is not None
        )

        starts = [call.span.start for call in page.shortcodes]

        def is_computed(element: Element) -> bool:
            # A shortcode makes its name, or an address in angle brackets.
            at = bisect_right(starts, element.name_span.start) - 1
            return at >= 0 and page.shortcodes[at].span.contains(element.name_span)

        def is_sure(start: int, end: int) -> bool:
            at = bisect_left(unsure, start)
            return at == len(unsure) or unsure[at] >= end

        around = enders(page)
        links = links_in_links(page)

        def is_unclosed(element: Element) -> bool:
            start = element.span.start
            return is_sure(start, reach(page, element, around[element.index]).end) or (
                element.index in links and is_sure(start, links[element.index].span.end)
            )

        unclosed = {
            element.index: element
            for element in page.elements
            if element.closure is Closure.UNCLOSED
            and element.is_certain
            and not is_computed(element)
        }
        found = {index for index, element in unclosed.items() if is_unclosed(element)}
        # Whatever ends it later, a bare `<a>` in a link was to be the end of that.
        found.update(
            inner.index
            for index, inner in links.items()
            if index in found and inner.index in unclosed and _is_bare(inner)
        )
        return damage_of(
            page,
            [element for index, element in unclosed.items() if index in found],
            [tag for tag in page.stray_ends if is_sure(0, tag.span.start)],
        )

    def _is_balanced(self, shortcode: str) -> bool:
        """Tell whether the shortcode of this name surely ends what it opens."""
        if not self._shortcodes:
            for virtual, page in self._templates.items():
                if roles(virtual) == "shortcode":
                    name = virtual.lower().partition("shortcodes/")[2]
                    self._shortcodes.setdefault(name.partition(".")[0], []).append(page)
        pages = self._shortcodes.get(shortcode)
        if pages is None:
            return shortcode in templates.EMBEDDED
        reads = [self._nesting(page) for page in pages]
        return all(read is not None and read.effect == NEUTRAL for read in reads)

    def _is_damaged(self, page: Page, at: int) -> bool:
        return self._fates.get(Ref(page.path, at)) is Fate.DAMAGED

    def _read_all(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        for page in self._templates.values():
            self._nesting(page)
        for page in self._templates.values():
            read = self._nestings[page.path]
            if read is None:
                continue
            for name, effect in read.defines.items():
                if f"define {name}" not in self._used:
                    read.mark(effect, Fate.UNKNOWN)
            if page.path in self._whole:
                self._end(read)
            elif page.path not in self._used:
                read.mark(read.effect, Fate.UNKNOWN)

    def _end(self, read: Nesting) -> None:
        """Judge what a whole document leaves open or ends without need."""
        if read.effect is None:
            return
        read.mark(Effect(read.effect.ends), Fate.DAMAGED)
        for tag in read.effect.opens:
            may = tag.name == nesting.COMPUTED or may_end_itself(tag.name, "")
            read.mark(Effect((tag,)), Fate.UNKNOWN if may else Fate.DAMAGED)

    def _nesting(self, page: Page) -> Nesting | None:
        """Return how the tags of *page* belong together; None: it is being read.

        A template that calls itself is taken for balanced meanwhile: it is so if what
        else it does is balanced.
        """
        if page.path in self._nestings:
            read = self._nestings[page.path]
            if read is None:
                self._recursive.add(page.path)
            return read
        self._nestings[page.path] = None
        read = nesting.nest(
            page.path,
            nesting.tokens(page),
            page.blocks,
            self._effect,
            self._fates,
            is_whole=page.path in self._whole,
        )
        if page.path in self._recursive and read.effect != NEUTRAL:
            read.mark(read.effect, Fate.UNKNOWN)
            read.effect = None
        self._nestings[page.path] = read
        return read

    def _effect(self, kind: str, name: str) -> Effect | None:
        """Return what a call does; None: not known."""
        if kind == "partial":
            return self._partial(name)
        if kind == "template" and name.startswith("_internal/"):
            return NEUTRAL
        name = name.lower()
        pages = self._definers.get(name, ())
        if not pages:
            if kind == "block":
                return NEUTRAL
            name = partial_name(name.removeprefix("_").removeprefix("partials/"))
            return self._partial(name) if name in self._partials else None
        self._used.add(f"define {name}")
        return self._alike(pages, name)

    def _partial(self, name: str) -> Effect | None:
        if not name:
            return self._any_partial()
        pages = self._partials.get(name, ())
        if pages:
            self._used.update(page.path for page in pages)
            return self._alike(pages, None)
        for inline in (f"partials/{name}.html", f"_partials/{name}.html"):
            if inline in self._definers:
                self._used.add(f"define {inline}")
                return self._alike(self._definers[inline], inline)
        return NEUTRAL if name.removeprefix("_internal/") in EMBEDDED else None

    def _any_partial(self) -> Effect | None:
        """Return what a partial of computed name does: nothing, if all do nothing."""
        pages = (page for pages in self._partials.values() for page in pages)
        reads = (self._nesting(page) for page in pages)
        is_neutral = all(read is None or read.effect == NEUTRAL for read in reads)
        return NEUTRAL if is_neutral else None

    def _alike(self, pages: Sequence[Page], define: str | None) -> Effect | None:
        """Return the effect that all of *pages*, or what they define, have."""
        found: list[Effect | None] = []
        for page in pages:
            read = self._nesting(page)
            if read is None:
                found.append(NEUTRAL)
            elif define is None:
                found.append(read.effect)
            else:
                found.append(read.defines.get(define))
        alike = nesting.agreed(found)
        if alike is None:
            for page, effect in zip(pages, found, strict=True):
                read = self._nestings[page.path]
                if read is not None:
                    read.mark(effect, Fate.UNKNOWN)
        return alike


def is_whole(virtual: str, page: Page) -> bool:
    """Tell whether the template is a document of its own, with nothing around it."""
    if roles(virtual) != "layout":
        return False
    return any(
        element.name in ("html", "body") and element.block is None
        for element in page.elements
    )
