"""A layout, partial or shortcode template read into facts: its HTML, blocks, calls."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from rdmlint.hugo import disk, function_names
from rdmlint.hugo.discover import Site
from rdmlint.hugo.inner import partial_name
from rdmlint.model import (
    Attribute,
    Block,
    Directive,
    Edit,
    Element,
    EndTag,
    Fault,
    FaultKind,
    Fix,
    Page,
    Safety,
    TemplateCall,
)
from rdmlint.parse import elements
from rdmlint.parse.directives import MARK, comments, directives
from rdmlint.syntax import (
    adapter_faults,
    gotmpl,
    gotmpl_characters,
    gotmpl_faults,
    html,
    nesting,
)
from rdmlint.syntax.globs import matcher
from rdmlint.syntax.gotmpl import Action, Template
from rdmlint.text import Span

LARGEST: Final = 1 << 20
"""Bytes of the largest template that is read."""

HTML: Final = frozenset({"", ".html", ".htm"})
"""Endings of templates that write HTML."""

ADAPTER: Final = "_content.gotmpl"
"""Ends the path of a template that makes content."""

SHOWN: Final = "{{ … }}"
"""Stands for a text that is computed."""


def own_layouts(site: Site) -> dict[str, str]:
    """Return the virtual paths of the site's own templates by path from its root."""
    sources = [
        mount.source
        for mount in site.config.mounts
        if mount.component == "layouts" and not mount.is_theme
    ]
    found: dict[str, str] = {}
    for virtual, file in site.layouts:
        path = disk.relative(file, site.root)
        if any(path == one or path.startswith(one + "/") for one in sources):
            found[path] = virtual
    return found


def parse_layouts(site: Site, *, exclude: tuple[str, ...] = ()) -> tuple[Page, ...]:
    """Return the facts of the site's own templates, in the order of its files.

    Of content adapters there is nothing but what Go refuses in them. Those files that
    *exclude* covers are left out, and so is what cannot be read.
    """
    ground = disk.ground(site.root)
    is_excluded = matcher(exclude) if exclude else None
    functions = function_names.known(site.config.hugo_version)
    found = (
        read_layout(site.root, path, ground, functions=functions)
        for path in (*own_layouts(site), *site.adapter_files)
        if is_excluded is None or not is_excluded(path)
    )
    return tuple(page for page in found if page is not None)


def read_layout(
    root: str, path: str, ground: str, *, functions: frozenset[str] | None = None
) -> Page | None:
    """Return the facts of the template at *path*, POSIX, from *root*; None: none.

    *functions* as for `parse_layout`.
    """
    file = os.path.join(root, *path.split("/"))
    data = disk.read(file, ground, limit=LARGEST)
    if isinstance(data, Fault):
        return None
    # As for pages: a reader that raises is told of at its file.
    try:
        return parse_layout(path, data, functions=functions)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        fault = Fault(FaultKind.READER_CRASHED, Span(0, 0), what)
        return Page(path, "template", size=len(data), faults=(fault,))


def parse_layout(
    path: str, data: bytes, *, functions: frozenset[str] | None = None
) -> Page:
    """Return the facts of the template *data*; nothing in it makes this raise.

    *functions* are those that it may call (None: faults are not looked for).

    Actions are hidden; values, names and texts that they touch are computed. Only
    templates that write HTML have more facts than blocks, calls and ignore comments.
    A template that Hugo could not read has none. Nesting takes called templates for
    balanced: whether they are shows only on the whole site.
    """
    size = len(data)
    template = gotmpl.read(data)
    if not _is_text(data):
        return Page(path, "template", size=size)
    faults: tuple[Fault, ...] = ()
    if functions is not None:
        faults = tuple(_faults(path, data, template, functions))
    if not template.is_whole or path.endswith(ADAPTER):
        return Page(path, "template", size=size, faults=faults)
    blocks = _blocks(template.actions, size)
    found = Page(
        path,
        "template",
        size=size,
        body=Span(0, size),
        directives=_directives(data) if MARK in data else (),
        blocks=blocks,
        calls=tuple(_calls(template.actions, blocks)),
        faults=faults,
    )
    if os.path.splitext(path)[1].lower() not in HTML or b"<" not in data:
        return found
    return _with_html(found, data, template)


def _faults(
    path: str, data: bytes, template: Template, functions: frozenset[str]
) -> Iterator[Fault]:
    """Yield what Go refuses in *data*, and what it takes for something else.

    Of several things that it refuses in one action it is the first.
    """
    for refusal in gotmpl_faults.refusals(data, template, known=functions):
        kind = FaultKind.TEMPLATE_SYNTAX
        if refusal.function:
            kind = FaultKind.TEMPLATE_FUNCTION
        yield Fault(kind, refusal.span, refusal.message)
    for span in gotmpl_characters.characters(data, template):
        yield _character(span, data[span.start : span.end].decode())
    if path.endswith(ADAPTER):
        for fault in adapter_faults.faults(template):
            yield Fault(FaultKind.ADAPTER_REFUSED, fault.span, fault.message)


def _character(span: Span, written: str) -> Fault:
    """Return the fault of a character that is to be text."""
    inner = written[1:-1]
    meant = {'"': '`"`', "\\'": '"\'"'}.get(inner, f'"{inner}"')
    message = f"`{written}` is a number to Hugo, no text; write `{meant}`"
    fix = Fix(f"Write {meant}", (Edit(span, meant),), Safety.UNSAFE)
    return Fault(FaultKind.TEMPLATE_CHARACTER, span, message, fix=fix)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _directives(data: bytes) -> tuple[Directive, ...]:
    return directives(data, comments(data, (Span(0, len(data)),)))


# --- Blocks and calls -------------------------------------------------------------


def _blocks(actions: Sequence[Action], size: int) -> tuple[Block, ...]:
    """Return the blocks in the order they begin."""
    found: list[Block] = []
    opened: list[int] = []
    for action in actions:
        start = action.span.start
        group = len(found)
        if action.kind in ("else", "end"):
            if not opened:
                continue
            number = opened.pop()
            before = found[number]
            found[number] = structs.replace(before, span=Span(before.span.start, start))
            if action.kind == "end":
                continue
            group = before.group
        elif action.kind in ("break", "return"):
            for number in opened:
                if found[number].repeats:
                    found[number] = structs.replace(found[number], repeats=False)
            continue
        elif action.kind not in ("if", "with", "range", "define", "block"):
            continue
        parent = opened[-1] if opened else None
        opened.append(len(found))
        repeats = action.kind == "range" and not _ONCE.search(action.code)
        found.append(
            Block(action.kind, Span(start, size), action.code, parent, group, repeats)
        )
    return tuple(found)


# What gives lists of one item, such as `first 1 .Pages` and `slice "a"`.
_ONCE: Final = re.compile(
    r"\b(?:first|last|seq)\s+1\b|\bslice\s+\S+\s*$|^range\s+\d|\b(?:sample|limit)\b"
    r"|\bwhere\b.*\b(?:\.?RelPermalink|\.?Permalink|\.?Path|\.?File|\.?id)\b",
    re.IGNORECASE,
)


_PARTIAL: Final = re.compile(
    r"(?:partial|partialCached|partials\.Include|partials\.IncludeCached)\s+"
    r"(?:[\"`](?P<name>[^\"`]*)[\"`]\s*(?P<argument>.*)|(?P<other>\S))",
    re.DOTALL,
)
_CONTENT: Final = re.compile(r"\$?\.(?:Page\.)?Content(?![\w.])")
_CALLED: Final = re.compile(
    r"(?:template|block)\s+[\"`](?P<name>[^\"`]*)[\"`]\s*(?P<argument>.*)", re.DOTALL
)


def _calls(
    actions: Sequence[Action], blocks: Sequence[Block]
) -> Iterator[TemplateCall]:
    """Yield what prints the output of other templates, in source order."""
    around = nesting.block_of(blocks)
    for action in actions:
        span = action.span
        if action.kind in ("template", "block"):
            found = _CALLED.match(action.code)
            name = found["name"].strip() if found else None
            argument = found["argument"].strip() if found else ""
            if action.kind == "block":
                # It calls itself from the outside.
                block = around(span.start - 1)
                yield TemplateCall(name, "block", span, block, argument)
            else:
                block = around(span.start)
                yield TemplateCall(name, "template", span, block, argument)
        elif action.kind == "pipeline":
            found = _PARTIAL.match(action.code.lstrip("( "))
            if found:
                name = found["name"]
                if name is not None:
                    name = partial_name(
                        name.strip().removeprefix("_").removeprefix("partials/")
                    )
                argument = (found["argument"] or "").strip()
                block = around(span.start)
                yield TemplateCall(name, "partial", span, block, argument)
            elif _CONTENT.match(action.code):
                yield TemplateCall("", "content", span, around(span.start))


# --- HTML -------------------------------------------------------------------------


def _with_html(page: Page, data: bytes, template: Template) -> Page:
    """Return *page* with what the HTML of *data* says."""
    actions = template.actions
    masked = _without_dead(_masked(data, actions), page.blocks)
    computed = [action.span for action in actions]
    read = html.read(masked, computed=computed, as_meant=True)
    around = nesting.block_of(page.blocks)
    branches = _Branches(page.blocks)
    starts: list[Element] = []
    for element in read.elements:
        name, span = element.name, element.span
        if _is_computed(data, span.start + 1, len(name.encode())):
            name = ""
        starts.append(
            structs.replace(
                element,
                name=name,
                end=None,
                block=around(span.start),
                attributes=branches.judged(element.attributes, span),
            )
        )
    ends = sorted(
        [(e.end, e.name) for e in read.elements if e.end is not None]
        + [(tag.span, tag.name) for tag in read.stray_ends]
    )
    around = nesting.block_of(page.blocks)
    end_tags = [
        EndTag(
            "" if _is_computed(data, span.start + 2, len(name.encode())) else name,
            span,
            None,
            around(span.start),
        )
        for span, name in ends
    ]
    page = structs.replace(
        page,
        elements=tuple(starts),
        stray_ends=tuple(end_tags),
        faults=page.faults + read.faults,
    )
    nested = nesting.nest(
        page.path,
        nesting.tokens(page),
        page.blocks,
        lambda _kind, _name: nesting.NEUTRAL,
    )
    taken = {end for end in nested.ends if end is not None}
    has_output = _Outputs(actions)
    placed = tuple(
        structs.replace(
            element,
            parent=nested.parents[element.index],
            closure=nested.closures[element.index],
            end=None if at is None else end_tags[at].span,
            text=_text(
                element, None if at is None else end_tags[at].span, has_output, data
            ),
        )
        for element, at in zip(starts, nested.ends, strict=True)
    )
    part = elements.of_facts(
        html.HtmlFacts(
            placed,
            tuple(tag for number, tag in enumerate(end_tags) if number not in taken),
            read.comments,
            read.texts,
        ),
        data,
    )
    unsure = {
        element.span
        for element in placed
        if any(_is_nameless(one, data) for one in element.attributes)
    }
    return structs.replace(
        page,
        elements=part.elements,
        stray_ends=part.stray_ends,
        open_comment=part.open_comment,
        links=tuple(part.links),
        images=tuple(
            structs.replace(image, alt=SHOWN, alt_span=image.span)
            if image.alt is None and image.span in unsure
            else image
            for image in elements.in_links(part.images, part.links, part)
        ),
        headings=tuple(elements.in_elements(part.headings, part.elements)),
        anchors=tuple(part.anchors),
        toggles=tuple(t for t in part.toggles if t.element.span not in unsure),
        components=part.components,
        prose=tuple(part.prose),
    )


_CONTROL: Final = frozenset(
    {
        "comment",
        "define",
        "block",
        "if",
        "with",
        "range",
        "else",
        "end",
        "break",
        "continue",
        "return",
    }
)
_ASSIGNMENT: Final = re.compile(r"\$\w+(?:\s*,\s*\$\w+)?\s*:?=")
_NOT_NEWLINE: Final = re.compile(rb"[^\r\n]")


def _masked(data: bytes, actions: Sequence[Action]) -> bytes:
    """Return *data*, as long, with letters for what is printed and space for the rest.

    So `<a {{ if .x }}href="/y/"{{ end }}>` keeps its attribute.
    """
    parts: list[bytes] = []
    at = 0
    for action in actions:
        parts.append(data[at : action.span.start])
        written = data[action.span.start : action.span.end]
        prints = action.kind not in _CONTROL and not _ASSIGNMENT.match(action.code)
        parts.append(_NOT_NEWLINE.sub(b"x" if prints else b" ", written))
        at = action.span.end
    parts.append(data[at:])
    return b"".join(parts)


def _without_dead(masked: bytes, blocks: Sequence[Block]) -> bytes:
    """Return *masked*, as long, without what `{{ if false }}` switches off."""
    parts: list[bytes] = []
    at = 0
    for block in blocks:
        start, end = max(at, block.span.start), block.span.end
        if start < end and block.kind == "if" and block.code.split() == _NEVER:
            parts.append(masked[at:start])
            parts.append(_NOT_NEWLINE.sub(b" ", masked[start:end]))
            at = end
    parts.append(masked[at:])
    return b"".join(parts)


_NEVER: Final = ["if", "false"]


# What stands behind a tag's name, and is no part of it: `<p{{ if .x }} class="y"`.
_APART: Final = re.compile(rb"\{\{-?\s*(?:if|with|range)\b[^{}\"'`]*\}\}(?=[\s/>])")


def _is_computed(data: bytes, start: int, length: int) -> bool:
    """Tell whether an action makes part of the name at *start*."""
    at = data.find(b"{{", start, start + length + 2)
    return at >= 0 and not (at == start + length and _APART.match(data, at))


class _Branches:
    """The blocks of a template; keeps where they begin, for look-up."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.starts = [block.span.start for block in blocks]

    def judged(
        self, attributes: tuple[Attribute, ...], tag: Span
    ) -> tuple[Attribute, ...]:
        """Return *attributes*; those in a branch inside their *tag* are computed."""
        at = bisect_left(self.starts, tag.start)
        if at == len(self.starts) or self.starts[at] >= tag.end:
            return attributes
        found: list[Attribute] = []
        reached = 0
        for one in attributes:
            while at < len(self.starts) and self.starts[at] <= one.span.start:
                # Blocks lie in one another or apart: the furthest end decides.
                reached = max(reached, self.blocks[at].span.end)
                at += 1
            if one.span.end <= reached:
                one = structs.replace(one, is_computed=True)
            found.append(one)
        return tuple(found)


def _is_nameless(attribute: Attribute, data: bytes) -> bool:
    """Tell whether an action makes the name of *attribute*, and so any name."""
    span = attribute.name_span
    return attribute.is_computed and b"{{" in data[span.start : span.end]


class _Outputs:
    """The places where actions print; keeps them for look-up."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self.starts = [
            action.span.start
            for action in actions
            if action.kind not in _CONTROL and not _ASSIGNMENT.match(action.code)
        ]

    def within(self, span: Span) -> bool:
        """Tell whether an action in *span* prints something."""
        at = bisect_left(self.starts, span.start)
        return at < len(self.starts) and self.starts[at] < span.end


def _text(element: Element, end: Span | None, outputs: _Outputs, data: bytes) -> str:
    """Return the text of *element*; an action alone stands for what it prints."""
    if element.text or end is None:
        return element.text
    if not outputs.within(Span(element.span.end, end.start)):
        return ""
    written = data[element.span.end : end.start].decode("utf-8", "replace").strip()
    is_one = written.startswith("{{") and written.find("}}") == len(written) - 2
    return written if is_one and len(written) < _LONGEST else SHOWN


_LONGEST: Final = 200
"""Code points of an action that stands for a text."""
