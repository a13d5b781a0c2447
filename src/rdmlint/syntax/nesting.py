"""Which tags of a template belong together, whatever branches are taken.

A template is no text but many: each branch, each file it calls may open or close
elements. Here every block is read for itself, for what it leaves open and what it ends
outside. Branches that agree are followed; where they differ, the rest of the block
around them is unknown, and only what opens and ends in it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Flag
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from rdmlint.model import Block, Closure, Page
from rdmlint.syntax.html import (
    HEADINGS,
    IMPLIED_ENDS,
    may_end_itself,
    scope_of,
)
from rdmlint.text import Span

DEEPEST: Final = 80
"""Blocks or open elements in one another from which on nothing is known."""

COMPUTED: Final = "?"
"""Stands for the name of an element that is not written out."""


class Ref(NamedTuple):
    """A tag: the path of its file, and the byte it begins at."""

    path: str
    at: int


class Tag(NamedTuple):
    """An open or ended element; several tags where branches agree on its name."""

    name: str
    refs: tuple[Ref, ...]


class Effect(NamedTuple):
    """What a part of a template does to the elements around it.

    *ends* are end tags for elements opened outside, in order; *opens* are elements
    left open, the outermost first.
    """

    ends: tuple[Tag, ...] = ()
    opens: tuple[Tag, ...] = ()


NEUTRAL: Final = Effect()


class Fate(Flag):
    """What becomes of a tag; a file used in several places may have several fates."""

    NONE = 0
    PAIRED = 1
    DAMAGED = 2
    """A start tag whose element is not closed, an end tag that closes nothing."""
    UNKNOWN = 4


class Token(NamedTuple):
    """A tag or call: *number* counts start tags, end tags and calls apart.

    *block* is the index of the block it begins in (None: none). An element of kind
    `void` never ends. Of a call, *name* is "" where it is computed.
    """

    at: int
    kind: Literal["start", "void", "end", "partial", "template"]
    name: str
    number: int
    block: int | None


class Nesting(msgspec.Struct):
    """What a file's tags are to each other, by the index of each element.

    *parents* None: outermost, or not known. *defines* are effects by lower-case name
    of `define` and `block`; an effect of None is not known.
    """

    parents: list[int | None]
    ends: list[int | None]
    closures: list[Closure]
    fates: dict[Ref, Fate]
    defines: dict[str, Effect | None]
    effect: Effect | None = None

    def mark(self, effect: Effect | None, fate: Fate) -> None:
        """Add *fate* to what becomes of the tags in *effect*."""
        for tag in () if effect is None else (*effect.ends, *effect.opens):
            for ref in tag.refs:
                self.fates[ref] = self.fates.get(ref, Fate.NONE) | fate


EffectOf: TypeAlias = "Callable[[str, str], Effect | None]"
"""Gives what a call of this kind (`partial`, `template`, `block`) and name does.

None: not known.
"""


def nest(
    path: str,
    tokens: Sequence[Token],
    blocks: Sequence[Block],
    effect_of: EffectOf,
    fates: dict[Ref, Fate] | None = None,
    *,
    is_whole: bool = False,
) -> Nesting:
    """Return how the *tokens* of the file at *path*, in source order, belong together.

    *fates*: what is known of tags of all files so far; what is found is added.
    *is_whole*: it is a document, so nothing is open around it.
    """
    count = sum(token.kind in ("start", "void") for token in tokens)
    nesting = Nesting(
        [None] * count,
        [None] * count,
        [Closure.UNKNOWN] * count,
        {} if fates is None else fates,
        {},
    )
    reader = _Reader(path, blocks, effect_of, nesting)
    reader.sort(tokens)
    nesting.effect = reader.part(None, None, 0, is_whole=is_whole)
    return nesting


def tokens(page: Page) -> list[Token]:
    """Return the tags and calls of a template in source order.

    Its end tags are those of `Page.stray_ends` and of its elements, numbered in
    source order.
    """
    found = [
        Token(
            element.span.start,
            "void" if element.closure is Closure.VOID else "start",
            element.name or COMPUTED,
            element.index,
            element.block,
        )
        for element in page.elements
    ]
    around = block_of(page.blocks)
    ends = sorted(
        [(tag.span.start, tag.name) for tag in page.stray_ends]
        + [(e.end.start, e.name) for e in page.elements if e.end is not None]
    )
    found += [
        Token(at, "end", name or COMPUTED, index, around(at))
        for index, (at, name) in enumerate(ends)
    ]
    found += [
        Token(call.span.start, call.kind, call.name or "", index, call.block)
        for index, call in enumerate(page.calls)
        # A `block` is told of by its block, and a page's text is balanced.
        if call.kind == "partial" or call.kind == "template"
    ]
    found.sort(key=_place)
    return found


def _place(token: Token) -> int:
    return token.at


_Item: TypeAlias = "Token | list[int]"
"""A tag or call, or the blocks that share a group."""


class _Open(msgspec.Struct):
    """An open element. *index* None: several tags, or one of another file.

    *pending* are end tags in it that close nothing if it turns out to be closed.
    """

    name: str
    refs: tuple[Ref, ...]
    index: int | None
    pending: list[Ref] = []


class _Reader:
    """Reads one file; keeps what it found about each tag."""

    def __init__(
        self,
        path: str,
        blocks: Sequence[Block],
        effect_of: EffectOf,
        nesting: Nesting,
    ) -> None:
        self.path = path
        self.blocks = blocks
        self.effect_of = effect_of
        self.nesting = nesting
        self.items: dict[int | None, list[_Item]] = {}

    def sort(self, tokens: Sequence[Token]) -> None:
        """Put tags, calls and groups of blocks under the block they stand in."""
        groups: dict[tuple[int | None, int], list[int]] = {}
        placed: list[tuple[int, int | None, _Item]] = [
            (token.at, token.block, token) for token in tokens
        ]
        for number, block in enumerate(self.blocks):
            key = (block.parent, block.group)
            group = groups.setdefault(key, [])
            if not group:
                placed.append((block.span.start, block.parent, group))
            group.append(number)
        placed.sort(key=lambda one: one[0])
        for _, parent, item in placed:
            self.items.setdefault(parent, []).append(item)

    def part(
        self,
        block: int | None,
        outer: int | None,
        depth: int,
        *,
        is_whole: bool = False,
    ) -> Effect | None:
        """Return the effect of one block, or of the file; *outer* is around it."""
        frame = _Frame(self, outer, is_whole=is_whole)
        if depth > DEEPEST:
            return None
        for item in self.items.get(block, ()):
            if isinstance(item, Token):
                frame.take(item)
            else:
                frame.apply(self.group(item, frame.top(), depth + 1))
        return frame.finish()

    def group(
        self, group: Sequence[int], outer: int | None, depth: int
    ) -> Effect | None:
        """Return what the branches of a group do alike; None: they differ."""
        first = self.blocks[group[0]]
        if first.kind in ("define", "block"):
            name = defined_name(first.code)
            effect = self.nesting.defines[name] = self.part(group[0], None, depth)
            if first.kind == "define":
                return NEUTRAL
            return agreed([effect, self.effect_of("block", name)])
        effects = [self.part(number, outer, depth) for number in group]
        last = self.blocks[group[-1]]
        is_total = last.kind == "else" and last.code.split() == ["else"]
        if not is_total or first.kind == "range":
            effects.append(NEUTRAL)
        alike = agreed(effects)
        if alike is None:
            for effect in effects:
                self.forget(effect)
        return alike

    def forget(self, effect: Effect | None) -> None:
        """Note that nothing is known of the tags in *effect*."""
        if effect is not None:
            for tag in (*effect.ends, *effect.opens):
                self.mark(tag.refs, Fate.UNKNOWN)

    def mark(self, refs: Iterable[Ref], fate: Fate) -> None:
        """Add *fate* to what becomes of these tags."""
        fates = self.nesting.fates
        for ref in refs:
            fates[ref] = fates.get(ref, Fate.NONE) | fate


def agreed(effects: Sequence[Effect | None]) -> Effect | None:
    """Return the effect that all have, their tags merged; None: they differ."""
    known = [effect for effect in effects if effect is not None]
    if len(known) < len(effects):
        return None
    shapes = {
        (tuple(t.name for t in e.ends), tuple(t.name for t in e.opens)) for e in known
    }
    if len(shapes) > 1:
        return None
    return Effect(
        _merged([effect.ends for effect in known]),
        _merged([effect.opens for effect in known]),
    )


def _merged(lists: Sequence[tuple[Tag, ...]]) -> tuple[Tag, ...]:
    return tuple(
        Tag(tags[0].name, tuple(dict.fromkeys(ref for tag in tags for ref in tag.refs)))
        for tags in zip(*lists, strict=True)
    )


def defined_name(code: str) -> str:
    """Return the name in `define "x"`, `block "x" .` or `template "x" .`, lowered."""
    parts = code.replace("`", '"').split('"')
    return parts[1].strip().lower() if len(parts) > 1 else ""


class _Frame:
    """Reads one block; keeps what is open in it.

    What lies below *floor* may have been ended already and is out of reach.
    """

    def __init__(self, reader: _Reader, outer: int | None, *, is_whole: bool) -> None:
        self.reader = reader
        self.is_whole = is_whole
        self.nesting = reader.nesting
        self.outer = outer
        self.stack: list[_Open] = []
        self.floor = 0
        self.is_known = True
        self.ends: list[Tag] = []
        # By name, how many elements another's end tag ended before their own came.
        self.crossed: dict[str, int] = {}

    def top(self) -> int | None:
        """Return the index of the innermost open element; None: none, or not known."""
        if len(self.stack) > self.floor:
            return self.stack[-1].index
        return self.outer if self.is_known and not self.stack else None

    def take(self, token: Token) -> None:
        """Read one tag or call."""
        if token.kind in ("partial", "template"):
            self.apply(self.reader.effect_of(token.kind, token.name))
        elif token.kind == "end":
            self.end(token.name, (Ref(self.reader.path, token.at),), token.number)
        else:
            self.start(token)

    def start(self, token: Token) -> None:
        """Open an element."""
        self.make_room(token.name)
        self.nesting.parents[token.number] = self.top()
        if token.kind == "void":
            self.nesting.closures[token.number] = Closure.VOID
            return
        if len(self.stack) - self.floor >= DEEPEST:
            self.lose()
        ref = Ref(self.reader.path, token.at)
        self.stack.append(_Open(token.name, (ref,), token.number, []))

    def make_room(self, name: str) -> None:
        """End what the start tag *name* ends."""
        if name in HEADINGS:
            # `<h2>a<h3>`: the first is not closed; nothing to end where it is unsure.
            if len(self.stack) > self.floor and self.stack[-1].name in HEADINGS:
                self.close_down_to(len(self.stack) - 1, "")
            return
        rule = IMPLIED_ENDS.get(name)
        if rule is None:
            return
        ended, bounds = rule
        lowest = None
        for place in range(len(self.stack) - 1, self.floor - 1, -1):
            at = self.stack[place].name
            if at in ended:
                lowest = place
            if at in bounds or at == COMPUTED:
                break
        if lowest is not None:
            self.close_down_to(lowest, "")

    def end(self, name: str, refs: tuple[Ref, ...], index: int | None = None) -> None:
        """Read the end tag of *name*, or several on which branches agree."""
        place = self.place_to_end(name)
        if place is not None:
            self.close_down_to(place + 1, name)
            self.close(refs, index)
        elif not self.is_known:
            self.reader.mark(refs, Fate.UNKNOWN)
        elif self.crossed.get(name):
            self.crossed[name] -= 1
            self.reader.mark(refs, Fate.UNKNOWN)
        elif self.stack:
            top = self.stack[-1]
            if name in HEADINGS and top.name in HEADINGS:
                # `<h2>…</h3>`: one slip, told of at the end tag.
                self.stack.pop()
                self.reader.mark(top.refs, Fate.PAIRED)
                self.reader.mark(refs, Fate.DAMAGED)
            elif self.is_whole:
                self.reader.mark(refs, Fate.DAMAGED)
            else:
                top.pending.extend(refs)
        else:
            self.ends.append(Tag(name, refs))

    def place_to_end(self, name: str) -> int | None:
        """Return the place in the stack of the element that `</name>` ends."""
        bounds = scope_of(name)
        for place in range(len(self.stack) - 1, self.floor - 1, -1):
            at = self.stack[place].name
            if at == name:
                return place
            if at in bounds:
                return None
        return None

    def close_down_to(self, height: int, ender: str) -> None:
        """End what is open above *height* without an end tag."""
        while len(self.stack) > height:
            one = self.stack.pop()
            around = self.stack[-1].name if self.stack else ender
            closure, fate = Closure.UNCLOSED, Fate.DAMAGED
            if one.name == COMPUTED:
                closure, fate = Closure.UNKNOWN, Fate.UNKNOWN
            elif may_end_itself(one.name, around):
                closure, fate = Closure.IMPLIED, Fate.PAIRED
            elif ender:
                self.crossed[one.name] = self.crossed.get(one.name, 0) + 1
            self.reader.mark(one.refs, fate)
            self.reader.mark(one.pending, Fate.DAMAGED if ender else Fate.UNKNOWN)
            if one.index is not None:
                self.nesting.closures[one.index] = closure

    def close(self, refs: tuple[Ref, ...], index: int | None) -> None:
        """End the innermost element by its end tag."""
        one = self.stack.pop()
        self.reader.mark(one.refs, Fate.PAIRED)
        self.reader.mark(refs, Fate.PAIRED)
        self.reader.mark(one.pending, Fate.DAMAGED)
        if one.index is not None and index is not None:
            self.nesting.closures[one.index] = Closure.EXPLICIT
            self.nesting.ends[one.index] = index

    def apply(self, effect: Effect | None) -> None:
        """Let a group or a call do what it does to what is open."""
        if effect is None:
            self.lose()
            return
        for tag in effect.ends:
            self.end(tag.name, tag.refs)
        self.stack.extend(_Open(tag.name, tag.refs, None, []) for tag in effect.opens)

    def lose(self) -> None:
        """Forget what is open: it may have been ended, or something opened in it."""
        for one in self.stack[self.floor :]:
            self.reader.mark((*one.refs, *one.pending), Fate.UNKNOWN)
        self.floor = len(self.stack)
        self.is_known = False

    def finish(self) -> Effect | None:
        """Return the effect of the block; None: it is not known."""
        opens = tuple(Tag(one.name, one.refs) for one in self.stack)
        effect = Effect(tuple(self.ends), opens)
        pending = [ref for one in self.stack for ref in one.pending]
        if self.is_known and not pending:
            return effect
        self.reader.mark(pending, Fate.UNKNOWN)
        self.reader.forget(effect)
        return None


def block_of(blocks: Sequence[Block]) -> Callable[[int], int | None]:
    """Return what gives the innermost of *blocks* around a byte, asked in order."""
    opened: list[int] = []
    coming = 0

    def find(at: int) -> int | None:
        nonlocal coming
        while coming < len(blocks) and blocks[coming].span.start <= at:
            while opened and blocks[opened[-1]].span.end <= blocks[coming].span.start:
                opened.pop()
            opened.append(coming)
            coming += 1
        while opened and blocks[opened[-1]].span.end <= at:
            opened.pop()
        return opened[-1] if opened else None

    return find


def covers(block: Block, span: Span) -> bool:
    """Tell whether *span* lies in *block*."""
    return block.span.start <= span.start and span.end <= block.span.end
