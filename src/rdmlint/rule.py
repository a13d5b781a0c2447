"""Everything a rule file imports, and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Sequence as Sequenced
from enum import Enum
from typing import Any, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

import msgspec

from rdmlint import facilities
from rdmlint.history import Replacement
from rdmlint.hugo import (
    allowed,
    cascade_targets,
    config_ageing,
    config_layout,
    config_values,
    conformity,
    copies,
    embedded,
    permalink_tokens,
    translations,
)
from rdmlint.hugo.casts import whole as whole_number
from rdmlint.hugo.compose import Unclosed
from rdmlint.hugo.conformity import Departure
from rdmlint.hugo.data import overridden
from rdmlint.hugo.dates import is_date
from rdmlint.hugo.loads import Load
from rdmlint.hugo.remarks import Remark
from rdmlint.hugo.template_ageing import aged
from rdmlint.index import (
    Contest,
    Contract,
    Detour,
    LinkFault,
    MenuEntry,
    Panel,
    Reference,
    RefFault,
    SiteIndex,
    Target,
    Term,
)
from rdmlint.model import (
    Address,
    AddressKind,
    Anchor,
    Answer,
    Attribute,
    Block,
    Cause,
    Closure,
    Component,
    Definition,
    Directive,
    Edit,
    Element,
    EndTag,
    Entry,
    ExternalLink,
    Fault,
    FaultKind,
    Fix,
    FrontMatter,
    Heading,
    Hop,
    Image,
    Known,
    Link,
    Mapping,
    Origin,
    Page,
    Prose,
    Related,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Shortcode,
    Toggle,
    Value,
    Verdict,
    Violation,
    plain,
)
from rdmlint.syntax import aria, html_model, identifiers
from rdmlint.syntax.html import VOID
from rdmlint.text import Span

__all__ = [
    "NEXT",
    "VOID",
    "Address",
    "AddressKind",
    "Anchor",
    "Answer",
    "Attribute",
    "Bad",
    "Block",
    "Cause",
    "Closure",
    "Component",
    "Contest",
    "Context",
    "Contract",
    "Definition",
    "Departure",
    "Detour",
    "Directive",
    "Edit",
    "Element",
    "EndTag",
    "EngineRule",
    "Entry",
    "ExternalLink",
    "Fault",
    "FaultKind",
    "Fix",
    "Fixes",
    "FrontMatter",
    "Good",
    "Heading",
    "Hop",
    "Image",
    "Iterable",
    "Iterator",
    "Known",
    "Link",
    "LinkFault",
    "Load",
    "Mapping",
    "MenuEntry",
    "Origin",
    "Page",
    "PageRule",
    "Panel",
    "Prose",
    "RefFault",
    "Reference",
    "Related",
    "Remark",
    "Replacement",
    "RuleOptions",
    "Safety",
    "Scalar",
    "Sequence",
    "Sequenced",
    "Severity",
    "Shortcode",
    "SiteIndex",
    "SiteRule",
    "Span",
    "Target",
    "Term",
    "Toggle",
    "Unclosed",
    "Value",
    "Verdict",
    "Violation",
    "aged",
    "allowed",
    "aria",
    "cascade_targets",
    "config_ageing",
    "config_layout",
    "config_values",
    "conformity",
    "copies",
    "departure_place",
    "departure_sentence",
    "embedded",
    "facilities",
    "has_within",
    "html_model",
    "identifiers",
    "inert",
    "inside",
    "is_date",
    "listed",
    "overridden",
    "permalink_tokens",
    "plain",
    "tagged",
    "target_missing",
    "translations",
    "whole_number",
    "without",
]


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return *words* as a sentence names them: "`a`, `b` and `c`"."""
    *others, last = (f"`{word}`" for word in words)
    return f"{', '.join(others)} {joint} {last}" if others else last


def tagged(element: Element) -> str:
    """Return the name of *element* as a sentence takes it: `a <div>`, `an <img>`."""
    return f"{'an' if element.name[:1] in 'aeio' else 'a'} <{element.name}>"


def without(element: Element, attribute: Attribute) -> Edit:
    """Return the edit that takes *attribute* away, with the space before it."""
    ends = [a.span.end for a in element.attributes if a.span < attribute.span]
    return Edit(Span(max(ends, default=element.name_span.end), attribute.span.end), "")


def inert(page: Page) -> tuple[Span, ...]:
    """Return the reach of each `<template>`: what it holds is not on the page."""
    return tuple(
        Span(element.span.start, element.end.end)
        for element in page.elements
        if element.name == "template" and element.end is not None
    )


_LONGEST: Final = 160


def departure_place(departure: Departure) -> Span:
    """Return the place to show of a departure from a schema.

    Of a map that lacks a key it is where it begins.
    """
    if departure.keyword == "required":
        start = departure.value.span.start
        return Span(start, start + 1)
    return departure.span


def departure_sentence(departure: Departure) -> str:
    """Say what is wrong with the value, in words for its author."""
    name = _named(departure.path)
    if departure.keyword == "required":
        return f"{name} has no {listed(departure.keys)}"
    if departure.keyword in ("additionalProperties", "unevaluatedProperties"):
        return f"{name} may have no {listed(departure.keys)}"
    if departure.keyword == "enum" and departure.wanted:
        wanted = listed(departure.wanted, "or")
        if len(wanted) <= _LONGEST:
            return f"{name} must be {wanted}"
    said = " ".join(departure.message.split())
    if len(said) > _LONGEST:
        said = f"it breaks `{departure.keyword}`"
    return f"{name} is not as the schema wants it: {said}"


def _named(path: tuple[str | int, ...]) -> str:
    """Return *path* as a person writes it: `items[0].url`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return f"`{text.removeprefix('.')}`" if text else "This file"


def target_missing(
    toggle: Toggle,
    ctx: Context[Any],
    what: str,
    does: str,
    *,
    nearest: str = "the nearest",
) -> Iterator[Violation]:
    """Yield a violation where *toggle* names *what* that is nowhere on its page.

    *what* is a noun without article, *does* what the toggle does with it, such as
    "this control opens", and *nearest* how the nearest of its kind is introduced.
    """
    lost = ctx.site.lost_target(ctx.page, toggle)
    if lost is None or toggle.target is None:
        return
    missing, near = lost
    advice = f"; {nearest} is `{near}`" if near else ""
    yield Violation(
        toggle.target.value_span or toggle.target.span,
        f"No {what} on this page has the id `{missing}` that {does}{advice}",
    )


def inside(element: Element, page: Page) -> Iterator[Element]:
    """Yield the elements of *page* that stand in *element*, in source order."""
    if element.end is None:
        return
    for index in range(element.index + 1, len(page.elements)):
        inner = page.elements[index]
        if inner.span.start >= element.end.start:
            return
        yield inner


def has_within(reach: Span, *facts: Sequenced[Placed]) -> bool:
    """Tell whether one of *facts*, each kind in source order, begins within *reach*."""
    for kind in facts:
        at = bisect_left(kind, reach.start, key=lambda fact: fact.span.start)
        if at < len(kind) and kind[at].span.start < reach.end:
            return True
    return False


class Placed(Protocol):
    """A fact with its place."""

    @property
    def span(self) -> Span:
        """Return the place."""
        ...


NEXT: Final = "next"
"""Stands for the coming version; the release script writes the number in."""


class RuleOptions(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"
):
    """The settings of one rule. A rule without settings uses this class."""


class Fixes(Enum):
    """How often a rule offers a fix."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    ALWAYS = "always"


class Bad(msgspec.Struct, frozen=True):
    """Source the rule reports: once for each «…», and nowhere else.

    *source* is `content/page.md`; *files* are further (or, where *source* is None,
    all) files by path from the site root, with «…» where the rule reports in them.
    A site without a configuration file among them gets one whose base URL is
    `https://rdm.example.org/` and that lets raw HTML pass. *message* is the message
    of every finding, *messages* of each in order of path and place. *fixed* is the
    marked file's text after all fixes. *options* are the rule's own, as a user
    writes them; *config* is a whole `rdmlint.toml`. *answers* are what other sites
    said (empty: nobody was asked). *past* are files as an older commit had them, which
    the newest one, "Fix links", changed to what they are (None: the site is in no
    checkout). *severity* None: the rule's own. *crash*: another rule that raises runs
    too (for `rule-crashed` alone). The day is 2026-01-01.
    """

    source: str | None = None
    message: str | None = None
    messages: tuple[str, ...] | None = None
    fixed: str | None = None
    options: dict[str, Any] | None = None
    files: dict[str, str | bytes] | None = None
    config: str | None = None
    answers: tuple[Answer, ...] = ()
    past: dict[str, str] | None = None
    severity: Severity | None = None
    crash: bool = False
    note: str = ""
    """What the example guards, for the reader ("" where it is plain)."""


class Good(msgspec.Struct, frozen=True):
    """Source the rule leaves alone; fields as for `Bad`."""

    source: str | None = None
    options: dict[str, Any] | None = None
    files: dict[str, str | bytes] | None = None
    config: str | None = None
    answers: tuple[Answer, ...] = ()
    past: dict[str, str] | None = None
    note: str = ""


Opts = TypeVar("Opts", bound=RuleOptions)
FactT = TypeVar(
    "FactT",
    Page,
    FrontMatter,
    Fault,
    Link,
    Image,
    Definition,
    Heading,
    Anchor,
    Element,
    EndTag,
    Shortcode,
    Prose,
    Toggle,
    Directive,
)


class Context(msgspec.Struct, Generic[Opts], frozen=True):
    """What a page rule may look at besides the fact it was given."""

    page: Page
    site: SiteIndex
    options: Opts


Sort: TypeAlias = Literal["content", "template", "data", "built"]
"""What a file is to Hugo: a page, a layout or partial or shortcode, a data file, or a
page as it was built."""


class PageRule(msgspec.Struct, Generic[FactT, Opts], frozen=True, kw_only=True):
    """A rule that looks at one kind of fact, one at a time.

    *code* is the family's letters and three digits, permanent. *name* says the fault
    and is the module's name with hyphens. *since* is the version that brought the
    rule. *default* False: it runs only when selected by name, by code or with `ALL`.
    *over* are the sorts of files whose facts it is shown.
    """

    code: str
    name: str
    since: str
    severity: Severity
    fixes: Fixes = Fixes.NEVER
    default: bool = True
    over: tuple[Sort, ...] = ("content",)
    on: type[FactT]
    options: type[Opts]
    check: Callable[[FactT, Context[Opts]], Iterable[Violation]]
    examples: tuple[Bad | Good, ...]


class SiteRule(msgspec.Struct, Generic[Opts], frozen=True, kw_only=True):
    """A rule that needs every page at once; it yields paths with its violations."""

    code: str
    name: str
    since: str
    severity: Severity
    fixes: Fixes = Fixes.NEVER
    default: bool = True
    options: type[Opts]
    check: Callable[[SiteIndex, Opts], Iterable[tuple[str, Violation]]]
    examples: tuple[Bad | Good, ...]


class EngineRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule whose findings the engine itself makes; this is only its card."""

    code: str
    name: str
    since: str
    severity: Severity
    fixes: Fixes = Fixes.NEVER
    default: bool = True
    options: type[RuleOptions] = RuleOptions
    examples: tuple[Bad | Good, ...]


AnyRule: TypeAlias = "PageRule[Any, Any] | SiteRule[Any] | EngineRule"
