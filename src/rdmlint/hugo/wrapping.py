"""Which templates make up a page: the one for its kind, the frame, what both call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rdmlint.hugo.compose import roles
from rdmlint.hugo.inner import partial_name
from rdmlint.model import Page, TemplateCall
from rdmlint.syntax.nesting import defined_name

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "page": ("page", "single"),
    "home": ("home", "index", "list"),
    "section": ("section", "list"),
}
"""By kind of page: the names of templates for it. Lists of terms are not modelled."""

BASE: Final = ("baseof",)
"""The name of the templates that frame others."""

MOST: Final = 200
"""So many parts make up a page at most; more are not followed."""


class Described(NamedTuple):
    """What decides which templates a page gets.

    *logical* is its path, `/docs/a`; *type* and *layout* are lowered ("" for none).
    """

    kind: str
    logical: str
    type: str = ""
    layout: str = ""


class Part(NamedTuple):
    """A part of a template: what stands in its *block* and in none within that.

    None: what stands in no block. *is_page*: the dot is the page there.
    """

    template: Page
    block: int | None
    is_page: bool


class Wrapping:
    """The templates of a site by where they stand; keeps what was looked up."""

    def __init__(self, templates: Mapping[str, Page]) -> None:
        """Take all templates, themes included, by path below `layouts`."""
        self._layouts: dict[str, dict[str, list[Page]]] = {}
        self._partials: dict[str, list[Page]] = {}
        for virtual, page in templates.items():
            lowered = virtual.lower()
            role = roles(virtual)
            if role == "partial":
                name = partial_name(lowered.partition("/")[2])
                self._partials.setdefault(name, []).append(page)
            elif role == "layout":
                folder, _, name = lowered.rpartition("/")
                folder = "" if folder == "_default" else folder
                stem, _, ending = name.partition(".")
                here = self._layouts.setdefault(folder, {}).setdefault(stem, [])
                if ending in ("html", "htm", ""):
                    here.append(page)
                elif ending.endswith((".html", ".htm")):
                    # For one language or output format: several, so none for sure.
                    here += (page, page)
        self._memo: dict[tuple[str, ...], tuple[Part, ...]] = {}

    def surely(self, page: Described) -> tuple[Part, ...]:
        """Return the parts that surely show on *page*; empty where that is not known.

        Only what is the same under every reading of Hugo's order is sure: one
        candidate in the nearest directory that has any.

        Source: gohugo.io, "Template lookup order"; Hugo from 0.146 on and before.
        """
        folders = tuple(self._folders(page))
        key = (page.kind, page.type, page.layout, *folders)
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = tuple(self._parts(page, folders))
        return known

    def _folders(self, page: Described) -> Iterator[str]:
        """Yield the directories that a template for *page* may be in, nearest first."""
        parts = page.logical.strip("/").split("/")
        if page.kind == "page":
            parts = parts[:-1]
        for length in range(len(parts), 0, -1):
            folder = "/".join(parts[:length])
            if folder and folder in self._layouts:
                yield folder
        yield ""

    def _doubtful(self, page: Described) -> Iterator[str]:
        """Yield directories that some versions of Hugo look into, others not."""
        section = page.logical.strip("/").partition("/")[0]
        if page.type and page.type != section:
            yield from (page.type, section)
        yield from (name for name in ("page", "home", "section") if name != section)

    def _only(
        self, page: Described, folders: Sequence[str], names: Sequence[str]
    ) -> Page | None:
        """Return the one template of these names; None: there is none, or several."""
        is_base = names == BASE
        for folder in self._doubtful(page):
            here = self._layouts.get(folder, {})
            if any(name in here for name in (*names, "all")):
                return None
        found: list[Page] = []
        for folder in folders:
            here = self._layouts.get(folder, {})
            if "all" in here and not is_base:
                return None
            found += (each for name in names for each in here.get(name, ()))
            if found:
                break
        return found[0] if len(found) == 1 else None

    def _parts(self, page: Described, folders: Sequence[str]) -> Iterator[Part]:
        names = NAMES.get(page.kind)
        if names is None:
            return
        if page.layout:
            names = (page.layout,)
        main = self._only(page, folders, names)
        if main is None:
            return
        defined = {
            defined_name(block.code): number
            for number, block in enumerate(main.blocks)
            if block.kind == "define" and block.parent is None
        }
        if not defined:
            yield from self._shown(main, None, main, {})
            return
        if any(element.block is None for element in main.elements):
            return
        stems = {stem for here in self._layouts.values() for stem in here}
        if any(stem.endswith("-baseof") for stem in stems):
            return
        base = self._only(page, folders, BASE)
        if base is not None:
            yield from self._shown(base, None, main, defined)

    def _shown(
        self, template: Page, block: int | None, main: Page, defined: dict[str, int]
    ) -> Iterator[Part]:
        """Yield what a part of *template* surely shows, itself first."""
        todo = [Part(template, block, is_page=True)]
        seen: set[tuple[str, int | None]] = set()
        while todo and len(seen) < MOST:
            part = todo.pop()
            key = (part.template.path, part.block)
            if key in seen:
                continue
            seen.add(key)
            yield part
            for call in sure_calls(part):
                if call.name is None or call.kind == "content":
                    continue
                is_page = part.is_page and call.argument in (".", "$")
                if call.kind == "partial":
                    pages = self._partials.get(call.name, ())
                    if len(pages) == 1:
                        todo.append(Part(pages[0], None, is_page))
                elif call.name.lower() in defined:
                    todo.append(Part(main, defined[call.name.lower()], is_page))
                elif call.kind == "block":
                    for number, own in enumerate(part.template.blocks):
                        if own.span.start == call.span.start:
                            todo.append(Part(part.template, number, is_page))


def sure_calls(part: Part) -> Iterator[TemplateCall]:
    """Yield the calls that *part* makes, those that every branch of an `if` makes too.

    Of the latter the first stands for all.
    """
    template = part.template
    here = [
        number
        for number, block in enumerate(template.blocks)
        if block.parent == part.block and block.kind in ("if", "with", "else")
    ]
    groups: dict[int, list[int]] = {}
    for number in here:
        groups.setdefault(template.blocks[number].group, []).append(number)
    total = [
        group
        for group in groups.values()
        if template.blocks[group[-1]].code.split() == ["else"]
        and template.blocks[group[0]].kind != "range"
    ]
    for call in template.calls:
        if call.block == part.block:
            yield call
    for group in total:
        branches = [
            [c for c in template.calls if c.block == number] for number in group
        ]
        for call in branches[0]:
            made = (call.kind, call.name, call.argument)
            if all(
                any((c.kind, c.name, c.argument) == made for c in branch)
                for branch in branches[1:]
            ):
                yield call
