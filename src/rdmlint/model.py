"""What the stages hand to each other. Values only: no I/O, no parsing."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from rdmlint.text import Position, Span


class Known(Enum):
    """An answer about a site. UNKNOWN: the sources alone cannot tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


# --- Findings -------------------------------------------------------------------


class Severity(Enum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the worst severity, higher for milder ones."""
        return ("error", "warning", "info").index(self.value)


class Safety(Enum):
    """Whether a fix may be applied without asking."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(msgspec.Struct, frozen=True):
    """Replace the bytes of *span* by *new*, encoded in UTF-8."""

    span: Span
    new: str


class Fix(msgspec.Struct, frozen=True):
    """Edits of one file that belong together: all are applied, or none.

    *title* is an order: `Write /guides/`.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


class Related(msgspec.Struct, frozen=True):
    """Another place that explains a violation, such as the first of two equal ids.

    *path* is a POSIX path from the site root; None: the file of the violation.
    """

    span: Span
    message: str
    path: str | None = None


class Violation(msgspec.Struct, frozen=True):
    """What a rule says. The engine adds the rule, the file and the severity.

    *severity* may be milder than the rule's own, never worse; None: the rule's own.
    *about* is what several violations are about, such as an address that is dead:
    people are shown them together (None: each is about itself).
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    about: str | None = None


class RelatedPlace(msgspec.Struct, frozen=True):
    """A related place as the user reads it."""

    path: str
    start: Position
    end: Position
    message: str


class Diagnostic(msgspec.Struct, frozen=True):
    """What the user reads: a violation that knows its rule and its place.

    *path* is a POSIX path from the site root. *rule* is the rule's name. *span*
    holds the same place as *start* and *end* in bytes. *excerpt* is the line where
    it starts, without its line ending ("" where there is none to show); of a very long
    line it is the part around *start*, and *excerpt_column* is where that part begins.
    *edit_places* are start and end of each of the fix's edits, in their order.
    *about* is as for `Violation`.
    """

    path: str
    start: Position
    end: Position
    code: str
    rule: str
    severity: Severity
    message: str
    span: Span
    fix: Fix | None = None
    related: tuple[RelatedPlace, ...] = ()
    excerpt: str = ""
    excerpt_column: int = 1
    edit_places: tuple[tuple[Position, Position], ...] = ()
    about: str | None = None


class Stats(msgspec.Struct, frozen=True):
    """What a run looked at. *not_judged* pairs a reason with how often it applied.

    *pages* are those of the sources, *built* those of a site that was built.
    """

    pages: int = 0
    links: int = 0
    rules: int = 0
    seconds: float = 0.0
    not_judged: tuple[tuple[str, int], ...] = ()
    built: int = 0


class Report(msgspec.Struct, frozen=True):
    """What a run has to say.

    *root* is the absolute path of the site root. *shown* are the findings, by path
    (byte order), place and code; *suppressed* those held back by ignore comments,
    per-file ignores or the narrowing to some paths. *notes* are plain sentences for
    the end of the report. *has_failed*: something shown is at or above the severity
    that fails a run. *has_crashed*: a rule raised. *fixed* are the findings whose
    fixes were applied, by path, each where it stood when that was done.
    *is_interrupted*: other sites were not asked about all links, for somebody pressed
    Ctrl-C.
    """

    root: str
    shown: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    stats: Stats = Stats()
    has_failed: bool = False
    has_crashed: bool = False
    fixed: tuple[Diagnostic, ...] = ()
    is_interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """Return 0 for nothing that fails a run, 1 for findings, 3 for a crash.

        130 where it was interrupted.
        """
        if self.is_interrupted:
            return 130
        return 3 if self.has_crashed else int(self.has_failed)


# --- Data with places: YAML, TOML, JSON ------------------------------------------

ScalarKind: TypeAlias = Literal[
    "null", "bool", "int", "float", "string", "datetime", "bytes"
]
ScalarStyle: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(msgspec.Struct, frozen=True, tag=True):
    """A single value, typed as Hugo types it.

    *span* covers the value as written, with its quotes. *value* is the typed
    value; a TOML date or time is a string in ISO form with kind `datetime`, YAML's
    `!!binary` its text with kind `bytes`. An empty YAML value has a zero-width span
    behind its key's colon and kind `null`. *style* says how it was quoted: TOML and
    JSON strings are `double` (or `single` for TOML literals), all else `plain`.
    """

    span: Span
    kind: ScalarKind
    value: bool | int | float | str | None
    style: ScalarStyle = "plain"


class Sequence(msgspec.Struct, frozen=True, tag=True):
    """A list of values."""

    span: Span
    items: tuple[Value, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """A key and its value, the key as written. *key_span* covers its quotes too."""

    key: str
    key_span: Span
    value: Value


class Mapping(msgspec.Struct, frozen=True, tag=True):
    """Keys and values, in source order."""

    span: Span
    entries: tuple[Entry, ...] = ()

    def entry(self, key: str) -> Entry | None:
        """Return the entry for *key*, whatever its case, as Hugo looks it up.

        Of two spellings of one key the one that is not all lower case wins.
        Source: HUGO-FM-16.
        """
        wanted = key.lower()
        found = None
        for entry in self.entries:
            if entry.key.lower() == wanted and (found is None or found.key == wanted):
                found = entry
        return found

    def get(self, key: str) -> Value | None:
        """Return the value for *key*, whatever its case; None: there is no such key."""
        entry = self.entry(key)
        return entry.value if entry else None


Value: TypeAlias = Scalar | Sequence | Mapping
"""A value with its place."""

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""A value without places, as `msgspec`, JSON Schema and people want it."""


def plain(value: Value, *, lower: bool = True) -> Plain:
    """Return *value* without its places; keys of mappings lowered as Hugo does.

    With *lower* False keys stay as written; else, of two spellings of one key, the
    one that is not all lower case wins. Maps inside lists keep their keys as written
    either way (HUGO-FM-16).
    """
    if isinstance(value, Scalar):
        return value.value
    if isinstance(value, Sequence):
        return [plain(item, lower=False) for item in value.items]
    found: dict[str, Plain] = {}
    for entry in value.entries:
        key = entry.key.lower() if lower else entry.key
        if not (lower and entry.key == key and key in found):
            found[key] = plain(entry.value, lower=lower)
    return found


# --- Facts of one file ------------------------------------------------------------


class FaultKind(Enum):
    """What a reader could not read."""

    UNREADABLE = "unreadable"
    """The file: no UTF-8, too big, a conflict marker, a link out of the site."""
    FRONT_MATTER_UNTERMINATED = "front-matter-unterminated"
    FRONT_MATTER_DELIMITER = "front-matter-delimiter"
    """The closing delimiter is too long: Hugo publishes the rest of it as text."""
    FRONT_MATTER_SYNTAX = "front-matter-syntax"
    FRONT_MATTER_DUPLICATE_KEY = "front-matter-duplicate-key"
    SHORTCODE_MALFORMED = "shortcode-malformed"
    SHORTCODE_UNBALANCED = "shortcode-unbalanced"
    DATA_SYNTAX = "data-syntax"
    """A data file that Hugo cannot read, duplicate keys of YAML and TOML included."""
    CODE_ATTRIBUTES = "code-attributes"
    """Attributes of a code fence at which Hugo stops."""
    CODE_OPTION = "code-option"
    """One at which Hugo's highlighter stops, but not a hook for code."""
    ADAPTER_REFUSED = "adapter-refused"
    """A page or file that a content adapter makes, and Hugo refuses."""
    TEMPLATE_SYNTAX = "template-syntax"
    """A template that Go cannot parse."""
    TEMPLATE_FUNCTION = "template-function"
    """A function in a template that the newest Hugo does not have."""
    TEMPLATE_CHARACTER = "template-character"
    """A character in a template, such as `'/'`, where text was meant."""
    TAG_MALFORMED = "tag-malformed"
    """A tag that lacks a quote or its `>`."""
    READER_CRASHED = "reader-crashed"
    """Nothing of the file is known, by a fault of rdmlint; the message is Python's."""


class Fault(msgspec.Struct, frozen=True):
    """Something a reader could not read, next to what it could.

    *message* is a whole sentence for the author. *related* names a second place,
    such as the first of two equal keys.
    """

    kind: FaultKind
    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class FrontMatter(msgspec.Struct, frozen=True):
    """The block of metadata at the top of a content file.

    *span* covers the block with both delimiter lines, *opening* the opening
    delimiter (JSON: the brace). *root* is empty where the block could not be read:
    then *is_readable* is False and rules about keys stay silent.
    """

    format: Literal["yaml", "toml", "json", "org"]
    span: Span
    opening: Span
    root: Mapping
    is_readable: bool = True


class AddressKind(Enum):
    """What sort of thing an address is."""

    EMPTY = "empty"
    FRAGMENT = "fragment"
    """`#x`: a place on the page itself."""
    RELATIVE = "relative"
    """`x/y`, `../x`, `?q`: counted from the page's own address."""
    ROOT = "root"
    """`/x`: counted from the host's root."""
    NETWORK = "network"
    """`//host/x`."""
    WEB = "web"
    """`http:` and `https:`."""
    OTHER = "other"
    """`mailto:`, `tel:`, `data:`, `javascript:` and any other scheme."""
    COMPUTED = "computed"
    """Holds a shortcode or template action: its value is not in the source."""


class Address(msgspec.Struct, frozen=True):
    """A URL taken apart, as a browser would (WHATWG URL), but never changed.

    Parts are as written, percent escapes included. *host* has no port and no
    userinfo and is lowered. *path* is what stands between authority (or scheme)
    and `?` or `#`. None: the part is not there; "" means it is there and empty.
    """

    kind: AddressKind
    raw: str
    scheme: str | None = None
    userinfo: str | None = None
    host: str | None = None
    port: str | None = None
    path: str = ""
    query: str | None = None
    fragment: str | None = None


class Origin(Enum):
    """Where a fact was written."""

    MARKDOWN = "markdown"
    """`[x](y)` and `![x](y)`; render hooks see it."""
    REFERENCE = "reference"
    """`[x][y]`, `[x]` with a definition elsewhere; render hooks see it."""
    AUTOLINK = "autolink"
    """`<https://x>`; render hooks see it."""
    LINKIFY = "linkify"
    """A bare URL in the text; render hooks see it."""
    HTML = "html"
    """An attribute of a raw HTML element."""
    SHORTCODE = "shortcode"
    """An argument of an embedded shortcode such as `figure`."""
    FRONT_MATTER = "front matter"
    DATA = "data"
    """A string in a data file."""


class Link(msgspec.Struct, frozen=True):
    """A link, however it was written.

    *span* covers the whole construct (Markdown) or the start tag (HTML);
    *url_span* the address as written, without quotes or angle brackets. For a
    reference link it is the address in its definition. *url* is what the page will
    say: escapes and entities decoded. *text* is the visible text, white space
    collapsed; "" for a link without any. *element* is the HTML element that holds
    the address: `a`, `area`, `iframe`, `link`, `source`, `video`, … ("a" for
    Markdown; in a data file the lowered key it stands below). *is_toggle*: the
    address drives a Bootstrap component and is no link. *is_certain* False: it stands
    in the inner text of a shortcode whose template may show it or not. *title* None:
    there is none. *is_written* False: a shortcode makes the address from what stands
    at *url_span*.
    """

    span: Span
    url: str
    url_span: Span
    address: Address
    text: str
    origin: Origin
    element: str = "a"
    title: str | None = None
    is_toggle: bool = False
    is_certain: bool = True
    is_written: bool = True


class Image(msgspec.Struct, frozen=True):
    """An image. *alt* None: the attribute is missing; Markdown images always have one.

    *alt_span* covers the alt text (None: there is none to point at). *link* is the
    span of the link around it (None: it is in none). *link_has_text*: that link has
    other text too. *is_hidden*: `aria-hidden=true` or `role=presentation|none`.
    """

    span: Span
    url: str
    url_span: Span
    address: Address
    alt: str | None
    alt_span: Span | None
    origin: Origin
    link: Span | None = None
    link_has_text: bool = False
    is_hidden: bool = False
    is_certain: bool = True


class Definition(msgspec.Struct, frozen=True):
    """A reference definition, `[label]: url "title"`."""

    span: Span
    label: str
    url: str
    url_span: Span
    is_used: bool = True


class Heading(msgspec.Struct, frozen=True):
    """A heading, in Markdown or raw HTML.

    *text_span* covers its inline content. *id*: what Hugo will write (None: the
    heading has none, or it cannot be known). *id_span*: the id as written (None:
    Hugo makes it from the text). *is_id_known* False: the id depends on a
    shortcode. *base_id* is the id before a number was appended to make it unique.
    *parent* is the index in `Page.elements` of the raw HTML element around it,
    *shortcode* that in `Page.shortcodes` of the call around it (None: there is none).
    *is_aside*: it stands in a quotation, list, definition or footnote. *refused* is the
    place of an id, `{id=5}`, at which Hugo stops (None: there is none). *attributes*
    are what its braces say besides an id, by name (a value of None is a number).
    """

    span: Span
    level: int
    text: str
    text_span: Span
    id: str | None
    id_span: Span | None
    origin: Origin
    base_id: str | None = None
    is_id_known: bool = True
    is_certain: bool = True
    parent: int | None = None
    shortcode: int | None = None
    is_aside: bool = False
    refused: Span | None = None
    attributes: tuple[tuple[str, str | bool | None], ...] = ()


class Anchor(msgspec.Struct, frozen=True):
    """An id (or `a name`) that a fragment can name, in document order.

    *span* covers the id as written, or the heading whose text makes it.
    *source*: `heading` made from its text, `explicit` heading attribute, `html` id
    attribute, `name` of an `a`, `footnote`, `term`, `block` attribute.
    """

    id: str
    span: Span
    source: Literal["heading", "explicit", "html", "name", "footnote", "term", "block"]
    is_certain: bool = True


class Attribute(msgspec.Struct, frozen=True):
    """An attribute of an HTML element.

    *name* is lowered, *value* has its entities decoded (None: written without
    `=`). *span* covers name, `=` and quotes; *value_span* the value without its
    quotes (None where *value* is). *is_computed*: the value holds a shortcode or
    template action.
    """

    name: str
    value: str | None
    span: Span
    name_span: Span
    value_span: Span | None = None
    is_computed: bool = False


class Closure(Enum):
    """How an element ends."""

    VOID = "void"
    EXPLICIT = "explicit"
    IMPLIED = "implied"
    """Its end tag may be left out, and is (`li`, `p`, `td`, …)."""
    UNCLOSED = "unclosed"
    UNKNOWN = "unknown"
    """In templates: it ends in another branch or file, or that cannot be told."""


class Element(msgspec.Struct, frozen=True):
    """A raw HTML element of this file.

    *index* is its place in `Page.elements`; *parent* the index of the element
    around it (None: the outermost raw HTML). *span* covers the start tag, *end*
    the end tag (None unless *closure* is EXPLICIT). *text* is its visible text,
    white space collapsed, cut at 200 code points. *is_certain* False: it stands in
    the inner text of a shortcode whose template may show it or not. *block* is the
    index in `Page.blocks` of the template block around its start tag (None: none).
    *is_passed_over*: nothing but white space is between its start tag and that of the
    next element, which has its name. *is_malformed*: its start tag lacks a quote or its
    `>`; the attributes are what was meant, as far as that can be told.
    """

    index: int
    name: str
    span: Span
    attributes: tuple[Attribute, ...] = ()
    parent: int | None = None
    end: Span | None = None
    closure: Closure = Closure.EXPLICIT
    text: str = ""
    is_certain: bool = True
    block: int | None = None
    is_passed_over: bool = False
    is_malformed: bool = False

    def attribute(self, name: str) -> Attribute | None:
        """Return the first attribute called *name* (lower case), as browsers do."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        return None

    def value(self, name: str) -> str | None:
        """Return the value of attribute *name*; None: there is none, or no value."""
        attribute = self.attribute(name)
        return attribute.value if attribute else None

    def has_class(self, name: str) -> bool:
        """Tell whether the class attribute holds *name*."""
        return name in self.classes

    @property
    def classes(self) -> tuple[str, ...]:
        """Return the names in the class attribute, as written."""
        return tuple((self.value("class") or "").split())

    def may_have(self, name: str) -> bool:
        """Tell whether it has attribute *name* with a value, or may have.

        It may where the value is computed, or something among the attributes is, or
        where a script binds the attribute (`:title`, as Alpine and Vue write it).
        """
        attribute = self.attribute(name)
        if attribute is not None and (attribute.is_computed or attribute.value):
            return True
        return any(
            (one.is_computed and one.value_span is None) or one.name in _bindings(name)
            for one in self.attributes
        )

    @property
    def name_span(self) -> Span:
        """Return the place of the element's name in its start tag."""
        start = self.span.start + 1
        return Span(start, start + len(self.name.encode()))


@cache
def _bindings(name: str) -> frozenset[str]:
    """Return the attributes by which scripts set the attribute called *name*."""
    return frozenset((f":{name}", f"x-bind:{name}", f"v-bind:{name}"))


class EndTag(msgspec.Struct, frozen=True):
    """An end tag that closes nothing in its file.

    *parent* is the index in `Page.elements` of the element it stands in, *block* the
    index in `Page.blocks` of the template block (None: none).
    """

    name: str
    span: Span
    parent: int | None = None
    block: int | None = None


class Block(msgspec.Struct, frozen=True):
    """A part of a template that is run under a condition, several times, or by name.

    *span* reaches from its opening action to the one that ends it (`else` or `end`),
    that not included. *code* is the opening action without delimiters and trim
    markers, *parent* the index in `Page.blocks` of the block around it (None: none).
    The branches of one `if` share *group*. *repeats*: a `range` that nothing holds to
    one turn.
    """

    kind: Literal["if", "with", "range", "else", "define", "block"]
    span: Span
    code: str
    parent: int | None = None
    group: int = 0
    repeats: bool = False


class TemplateCall(msgspec.Struct, frozen=True):
    """A call of a partial or template in a template.

    *name* is its path below `partials` in lower case, without `.html` (None: it is
    computed). *kind*: `partial` (cached or not), `block`, `template`, or `content`
    where the page's own text is printed. *argument* is what is handed over, as written
    ("" for nothing).
    """

    name: str | None
    kind: Literal["partial", "block", "template", "content"]
    span: Span
    block: int | None = None
    argument: str = ""


class Argument(msgspec.Struct, frozen=True):
    """An argument of a shortcode call.

    *name* None: positional. *value_span* covers the value without quotes, *span*
    the whole argument.
    """

    name: str | None
    value: str
    span: Span
    value_span: Span
    is_quoted: bool = False


class Shortcode(msgspec.Struct, frozen=True):
    """One call of a shortcode: its opening (or only) tag.

    *name_span* covers the name. *marker* is `<` or `%`. *end* is its closing tag
    (None: it has none); *is_self_closing*: written `{{< x />}}`. *parent* is the
    index in `Page.shortcodes` of the call around it (None: none). *is_inline*: an
    inline shortcode, `x.inline`, whose template stands in the page. *end_name_span*
    covers the name in the closing tag (None: there is no tag, or no name in it).
    """

    name: str
    name_span: Span
    span: Span
    marker: Literal["<", "%"]
    arguments: tuple[Argument, ...] = ()
    end: Span | None = None
    is_self_closing: bool = False
    parent: int | None = None
    is_inline: bool = False
    end_name_span: Span | None = None

    def argument(self, key: str | int) -> Argument | None:
        """Return the argument of this name (any case) or position (from 0)."""
        position = 0
        for argument in self.arguments:
            if isinstance(key, str):
                if argument.name is not None and argument.name.lower() == key.lower():
                    return argument
            elif argument.name is None:
                if position == key:
                    return argument
                position += 1
        return None


class Prose(msgspec.Struct, frozen=True):
    """A run of text that readers see: no code, no comment, no markup.

    *text* is what the source says, entities not decoded, so that offsets in it are
    offsets in the file (`span.start + len(text[:n].encode())`). *element* is the index
    in `Page.elements` of the element around it where it is part of raw HTML, -1 where
    none is (None: Markdown reads it). *is_quoted*: a block quote of Markdown holds it.
    """

    span: Span
    text: str
    element: int | None = None
    is_quoted: bool = False


class Toggle(msgspec.Struct, frozen=True):
    """An element that drives a Bootstrap component.

    *kind* is the value of its toggle attribute: `collapse`, `modal`, `tab`, `pill`,
    `offcanvas`, `dropdown`, …; `carousel` for what steps through one
    (`data-bs-slide`, `data-bs-slide-to`). *major* is 5 for the names with `bs`, 4 for
    those without. *target* is the attribute that decides: `data-bs-target` (or
    `data-target`) unless it is empty or `#`, else `href` (None: neither). *selector*
    is the CSS selector Bootstrap takes from it (None: nothing usable). *ids*: what
    the selector names where it is a list of id selectors (None: another selector).
    *targets*: indices in `Page.elements` of what it selects in this file, in source
    order, for id and class selectors (None: a selector not understood here).

    Source: Bootstrap 5 `dom/selector-engine.js`, 4 `util.js`.
    """

    kind: str
    element: Element
    major: int
    target: Attribute | None
    selector: str | None
    ids: tuple[str, ...] | None
    targets: tuple[int, ...] | None


class Component(msgspec.Struct, frozen=True):
    """An element that Bootstrap opens, closes or steps through.

    *kind* is the class that makes it one. *is_open* says whether readers see what it
    holds once the page has loaded; UNKNOWN where the width of the window or something
    that is computed decides.

    Source: Bootstrap's style sheet, `.collapse:not(.show)` and its like.
    """

    kind: ComponentKind
    element: Element
    is_open: Known


ComponentKind: TypeAlias = Literal[
    "collapse",
    "tab-pane",
    "modal",
    "offcanvas",
    "dropdown-menu",
    "carousel",
    "accordion",
]


class Directive(msgspec.Struct, frozen=True):
    """An ignore comment.

    *kind*: `line` (its own line), `next-line`, `file`, or `region` (from a start
    comment to its end comment or the end of the file). *first* and *last* are the
    lines it covers, from 1, both included. *words*: the codes or names it lists with
    the place of each; empty means every rule. *reason* None: none was given.
    *fault*: a sentence on what is wrong with the comment itself (None: nothing).
    """

    kind: Literal["line", "next-line", "file", "region"]
    span: Span
    first: int
    last: int
    words: tuple[tuple[str, Span], ...] = ()
    reason: str | None = None
    fault: str | None = None


class Page(msgspec.Struct, frozen=True):
    """The facts of one source file, each kind in source order.

    *path* is a POSIX path from the site root. *format* decides what was read:
    `markdown`, `html` and `other` are content files, of which `other` have front
    matter and shortcodes only; `template` is a layout, partial, shortcode template
    or render hook; `data` is a data file, its value in *data* (None: unreadable, or
    no data file); `built` is a page that Hugo wrote. *body* is what follows the front
    matter.
    """

    path: str
    format: Literal["markdown", "html", "other", "template", "data", "built"] = (
        "markdown"
    )
    size: int = 0
    body: Span = Span(0, 0)
    front_matter: FrontMatter | None = None
    faults: tuple[Fault, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    definitions: tuple[Definition, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    elements: tuple[Element, ...] = ()
    stray_ends: tuple[EndTag, ...] = ()
    shortcodes: tuple[Shortcode, ...] = ()
    toggles: tuple[Toggle, ...] = ()
    components: tuple[Component, ...] = ()
    prose: tuple[Prose, ...] = ()
    directives: tuple[Directive, ...] = ()
    blocks: tuple[Block, ...] = ()
    calls: tuple[TemplateCall, ...] = ()
    data: Value | None = None
    omitted: tuple[Span, ...] = ()
    """Raw HTML that Hugo leaves out of the page, comments not counted."""
    open_comment: Span | None = None
    """The `<!--` of an HTML comment that nothing ends (None: there is none)."""
    near_headings: tuple[Span, ...] = ()
    """The `##` that begin a line, without the space that would make a heading."""
    divider_in_code: Span | None = None
    """The `<!--more-->` that Hugo divides the page at, where it stands in code."""
    open_ids: tuple[tuple[str, str], ...] = ()
    """Beginnings and ends of ids that the site's heading hooks may write besides."""


Fact: TypeAlias = (
    Page
    | FrontMatter
    | Fault
    | Link
    | Image
    | Definition
    | Heading
    | Anchor
    | Element
    | EndTag
    | Shortcode
    | Prose
    | Toggle
    | Directive
)
"""What a page rule can look at."""


def facts(page: Page, kind: type[Fact]) -> tuple[Fact, ...]:
    """Return the facts of *kind* on *page*, in source order."""
    if kind is Page:
        return (page,)
    if kind is FrontMatter:
        return (page.front_matter,) if page.front_matter else ()
    found: tuple[Fact, ...] = getattr(page, _FIELDS[kind])
    return found


_FIELDS: dict[type[Fact], str] = {
    Fault: "faults",
    Link: "links",
    Image: "images",
    Definition: "definitions",
    Heading: "headings",
    Anchor: "anchors",
    Element: "elements",
    EndTag: "stray_ends",
    Shortcode: "shortcodes",
    Prose: "prose",
    Toggle: "toggles",
    Directive: "directives",
}


# --- Other sites --------------------------------------------------------------------


class ExternalLink(msgspec.Struct, frozen=True):
    """One place of a site's sources that sends readers to another site.

    *url* is what is asked for: an absolute address without fragment, as a browser
    would send it. *fragment* is what followed `#`, as written (None: nothing did).
    *path* is the file, POSIX, from the site root, *span* the address in it as it is
    written there, *written*. *is_exact*: the bytes at *span* are *written*, so that a
    fix may replace them. *element* is as for `Link`, `img` for images.
    """

    url: str
    path: str
    span: Span
    written: str
    origin: Origin
    fragment: str | None = None
    element: str = "a"
    is_exact: bool = True


class Verdict(Enum):
    """What is known of an address of another site."""

    OK = "ok"
    DEAD = "dead"
    """Proven: it answered 404 or 410, or its host does not exist, more than once."""
    UNVERIFIABLE = "unverifiable"
    """Whether readers get there cannot be told from here and now."""


class Cause(Enum):
    """Why an address is not `ok`."""

    GONE = "gone"
    """404 or 410."""
    UNKNOWN_HOST = "unknown host"
    DENIED = "denied"
    """401, 403, 999 and the like: not for programs, or not for everyone."""
    BUSY = "busy"
    """429, or 503 with a time to come back."""
    SERVER = "server"
    STATUS = "status"
    """Any other status that is no success."""
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"
    UNSAFE = "unsafe"
    """It leads where rdmlint does not go: private networks, odd ports and schemes."""
    PROTOCOL = "protocol"
    SOFT_404 = "soft 404"
    PARKED = "parked"


class Hop(msgspec.Struct, frozen=True):
    """One request and what came back.

    *address* is the IP address that was asked (None: none was). *status* None: no
    answer came, and *error* says why. *location* is where the answer points, absolute.
    *wait* is for how many seconds the server asked to be left alone.
    """

    method: str
    url: str
    seconds: float = 0.0
    address: str | None = None
    status: int | None = None
    location: str | None = None
    error: str | None = None
    wait: float | None = None


class Answer(msgspec.Struct, frozen=True):
    """What came of asking for one address.

    *reason* completes the sentence "… , for it …": `answers 404 Not Found`; "" for
    what is ok. Times are seconds since 1970: *checked* when this was found out,
    *since* when the present row of failures began (None: there is none). *moved_to*
    is the address that the server names for good (None: it names none). *has_https*:
    for an `http:` address, whether the same one answers `https:` (None: not asked).
    *looked_for* are the fragments whose ids were looked for (None: none were), *absent*
    those of them that the page surely has no id for.
    *retry_after*: the server is not to be asked before (0: at any time).
    """

    url: str
    verdict: Verdict
    cause: Cause | None = None
    reason: str = ""
    hops: tuple[Hop, ...] = ()
    checked: float = 0.0
    since: float | None = None
    moved_to: str | None = None
    has_https: bool | None = None
    looked_for: tuple[str, ...] | None = None
    absent: tuple[str, ...] = ()
    retry_after: float = 0.0
