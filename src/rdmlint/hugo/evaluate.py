"""What a shortcode's template prints for one call, as far as its sources tell.

Templates are walked as Hugo would, over values of which some are not known. Where a
condition is not known, both ways are walked, and what they print is not sure. What is
not understood makes the whole call unknown.

Source: Go `text/template` and `html/template`; HUGO-SC.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, TypeAlias, cast

from rdmlint.hugo import functions
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.gaps import GAP, IdPattern, ids_in
from rdmlint.hugo.inner import partial_name
from rdmlint.hugo.printed import Address, Output, Ref, TooMuchError
from rdmlint.hugo.values import (
    EMPTY,
    Call,
    Inner,
    Piece,
    Slice,
    Store,
    Text,
    Thing,
    Title,
    Unknown,
    Value,
    printed,
    text,
    truth,
    unknown,
    weight,
)
from rdmlint.model import Argument, Scalar, Shortcode
from rdmlint.model import Mapping as Map
from rdmlint.syntax import pipelines
from rdmlint.syntax.gotmpl import Action, Template
from rdmlint.syntax.pipelines import Chain, Constant, Name, Pipeline, Term

MOST_STEPS: Final = 5_000
"""So many actions are walked for one call at most."""

MOST_STEPS_IN_ALL: Final = 1_500_000
"""And so many for all calls of a site: some seconds."""

DEEPEST: Final = 12
"""So many partials may call each other."""

HEAVIEST: Final = 1_000
"""The weight of the largest value that is worked with."""

MOST_TURNS: Final = 100
"""A `range` over more is not followed."""


def calls_of(shortcodes: Sequence[Shortcode]) -> tuple[Call, ...]:
    """Return the calls that the *shortcodes* of a page are."""
    found: list[Call] = []
    ordinals: Counter[int | None] = Counter()
    for one in shortcodes:
        parent = None if one.parent is None else found[one.parent]
        found.append(_call(one, parent, ordinals[one.parent]))
        ordinals[one.parent] += 1
    return tuple(found)


def _call(one: Shortcode, parent: Call | None, ordinal: int) -> Call:
    given = one.arguments
    arguments: Slice | dict[str, Value]
    if given and given[0].name is not None:
        arguments = {each.name or "": _typed(each) for each in given}
    else:
        arguments = Slice(tuple(map(_typed, given)))
    return Call(
        one.name.lower(),
        arguments,
        has_inner=one.end is not None and one.end.start > one.span.end,
        parent=parent,
        ordinal=ordinal,
    )


def _typed(argument: Argument) -> Value:
    """Return the value of *argument*, typed as Hugo does. Source: HUGO-SC-4."""
    written, span = argument.value, argument.value_span
    if not argument.is_quoted:
        if written in ("true", "false"):
            return written == "true"
        if _INTEGER.fullmatch(written):
            return int(written)
        if _NUMBER.fullmatch(written):
            return float(written)
    is_verbatim = len(written.encode()) == span.end - span.start
    return text(written, span if is_verbatim else None)


_INTEGER: Final = re.compile(r"-?\d{1,18}")
_NUMBER: Final = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?|-?\d{19,}")


class Given(NamedTuple):
    """What one call of a shortcode gives the page.

    *ids* are those that are known, *patterns* tell of others. *is_open*: it may give
    any others too; *shows_data*: those that stand in data files. *has_inner*: the text
    between its tags may show; *surely_has_inner*: it does. *addresses* are those in
    which something of the call stands, *refs* the pages asked for by such a path.
    """

    ids: frozenset[str]
    patterns: frozenset[IdPattern]
    is_open: bool
    shows_data: bool
    has_inner: bool
    surely_has_inner: bool
    addresses: tuple[Address, ...]
    refs: tuple[Ref, ...] = ()


class Source(NamedTuple):
    """A template read: its text, comments blanked, and its actions."""

    text: bytes
    template: Template


class Programs:
    """The shortcodes and partials of a site that can be walked; keeps them parsed.

    It keeps the calls of the page it was last asked about too.
    """

    def __init__(
        self,
        shortcodes: Mapping[str, Source],
        partials: Mapping[str, Source],
        config: HugoConfig,
    ) -> None:
        """Take the templates by lower-case name, only those there is one of."""
        self._shortcodes = shortcodes
        self._partials = partials
        self._nodes: dict[int, tuple[_Node, ...] | None] = {}
        self._inline: dict[str, tuple[_Node, ...]] = {}
        self._page: Sequence[Shortcode] = ()
        self._calls: tuple[Call, ...] = ()
        self._steps_left = MOST_STEPS_IN_ALL
        self.config = config

    def given(self, shortcodes: Sequence[Shortcode], number: int) -> Given | None:
        """Return what `shortcodes[number]` of a page gives it.

        None: its template is not there, one of several, or not understood.
        """
        one = shortcodes[number]
        if one.is_inline or one.name.lower() not in self._shortcodes:
            return None
        if self._page is not shortcodes:
            self._page, self._calls = shortcodes, calls_of(shortcodes)
        out = self.run(self._calls[number])
        if out is None:
            return None
        written = out.html.encode()
        ids, patterns = ids_in(written)
        # What is made from Markdown may make headings of it.
        is_markdown = one.marker == "%" or one.parent is not None
        is_open = out.is_open or (is_markdown and bool(_HEADING.search(written)))
        addresses = tuple(out.addresses()) if one.marker == "<" else ()
        return Given(
            ids,
            patterns,
            is_open,
            out.shows_data,
            out.has_inner,
            out.surely_has_inner,
            addresses,
            out.refs,
        )

    def param(self, name: str) -> Value:
        """Return what is known of a parameter of the site: whether it may be markup.

        Its value may be another one for each language and environment.
        """
        root = self.config.root
        languages = root.get("languages")
        tables = [root.get("params")]
        tables += (
            entry.value.get("params")
            for entry in (languages.entries if isinstance(languages, Map) else ())
            if isinstance(entry.value, Map)
        )
        values = [table.get(name) for table in tables if isinstance(table, Map)]
        is_plain = not self.config.missing_modules and all(
            value is None
            or (isinstance(value, Scalar) and not {"<", "&"} & set(str(value.value)))
            for value in values
        )
        return Unknown.PLAIN if is_plain else Unknown.TEXT

    @cached_property
    def ask_for_pages(self) -> bool:
        """Whether any of the templates calls `ref` or `relref`."""
        sources = (*self._shortcodes.values(), *self._partials.values())
        return any(_REF.search(source.text) for source in sources)

    def run(self, call: Call) -> Output | None:
        """Return what *call* prints; None: its template is not understood."""
        source = self._shortcodes.get(call.name)
        return self._walked(source, call, ()) if source is not None else None

    def heading(
        self, hook: Source, title: Title, symbols: tuple[str, ...] = ()
    ) -> Output | None:
        """Return what the render hook *hook* prints for a heading.

        *symbols* stand for texts that are not to be looked into. None: the hook is not
        understood, or looks into one of them.
        """
        return self._walked(hook, title, symbols)

    def _walked(
        self, source: Source, root: Value, symbols: tuple[str, ...]
    ) -> Output | None:
        nodes = self._read(source)
        if nodes is None or self._steps_left < 0:
            return None
        walk = _Walk(self, symbols)
        try:
            walk.block(nodes, root)
        except (TooMuchError, _OddError, RecursionError):
            return None
        finally:
            self._steps_left -= walk.steps
        walk.out.refs = tuple(walk.refs)
        return walk.out

    def partial(self, name: str) -> tuple[_Node, ...] | None:
        """Return the nodes of a partial; None: it is not there, or not understood."""
        name = partial_name(name.removeprefix("partials/"))
        source = self._partials.get(name)
        if source is None:
            return self._inline.get(name)
        return None if name in self._inline else self._read(source)

    def _read(self, source: Source) -> tuple[_Node, ...] | None:
        key = id(source)
        if key not in self._nodes:
            self._nodes[key], inline = _nodes(source)
            self._inline |= inline
        return self._nodes[key]


_HEADING: Final = re.compile(
    rb"^[ \t]*(?:#{1,6}[ \t]|=+[ \t]*$|-+[ \t]*$|" + GAP + rb")|\{#", re.MULTILINE
)


# --- A template as a tree ---------------------------------------------------------


class _Branch(NamedTuple):
    """A branch of an `if`, `with` or `range`; *code* None: the last `else`."""

    kind: str
    code: Pipeline | None
    nodes: tuple[_Node, ...]


class _Node(NamedTuple):
    """Text, a pipeline, or branches of which one is taken."""

    text: str = ""
    pipeline: Pipeline | None = None
    branches: tuple[_Branch, ...] = ()
    leaves: bool = False
    """It is `break` or `continue`."""
    returned: Pipeline | None = None
    """What `return` gives."""


_Inline: TypeAlias = "dict[str, tuple[_Node, ...]]"


def _nodes(source: Source) -> tuple[tuple[_Node, ...] | None, _Inline]:
    """Return the nodes of a template and of the partials that it defines, by name."""
    if not source.template.is_whole:
        return None, {}
    reader = _Reader(source)
    try:
        return reader.nodes(), reader.inline
    except _OddError:
        return None, {}


class _ReturnedError(Exception):
    """A partial surely returns here."""


class _OddError(Exception):
    """A template has a form that is not understood."""


class _Reader:
    """Makes a tree of the actions of a template; keeps where it is."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.actions = source.template.actions
        self.at = 0
        self.inline: _Inline = {}

    def nodes(self) -> tuple[_Node, ...]:
        found = self._until_end(depth=0)
        if self.at < len(self.actions):
            raise _OddError
        return found

    def _text(self) -> str:
        """Return the text before the action that comes, trimmed as markers say."""
        data, number = self.source.text, self.at
        start = self.actions[number - 1].span.end if number else 0
        stop = len(data)
        if number < len(self.actions):
            stop = self.actions[number].span.start
        written = data[start:stop].decode("utf-8", "replace")
        if number and data[start - 3 : start] == b"-}}":
            written = written.lstrip(_SPACE)
        if number < len(self.actions) and _trims(data, stop):
            written = written.rstrip(_SPACE)
        return written

    def _until_end(self, depth: int) -> tuple[_Node, ...]:
        """Return the nodes up to an `else` or `end`, which is not taken."""
        if depth > _DEEPEST:
            raise _OddError
        found: list[_Node] = []
        while True:
            written = self._text()
            if written:
                found.append(_Node(written))
            if self.at == len(self.actions):
                return tuple(found)
            action = self.actions[self.at]
            if action.kind in ("else", "end"):
                return tuple(found)
            self.at += 1
            if action.kind in ("if", "with", "range"):
                found.append(_Node(branches=self._branches(action, depth)))
            elif action.kind == "pipeline":
                found.append(_Node(pipeline=_pipeline(action.code)))
            elif action.kind in ("break", "continue"):
                found.append(_Node(leaves=True))
            elif action.kind == "return":
                code = action.code.removeprefix("return")
                found.append(_Node(returned=_pipeline(code)))
            elif action.kind == "define" and not depth:
                self._define(action)
            elif action.kind != "comment":
                raise _OddError

    def _define(self, action: Action) -> None:
        """Take a template that is defined, which is a partial by its name."""
        name = _DEFINED.fullmatch(action.code)
        nodes = self._until_end(1)
        if name is None or self.at == len(self.actions):
            raise _OddError
        self.at += 1
        self.inline[partial_name(name[1])] = nodes

    def _branches(self, action: Action, depth: int) -> tuple[_Branch, ...]:
        """Return the branches from *action*, whose own action is taken, to `end`."""
        kind: str = action.kind
        code = action.code.partition(kind)[2]
        found: list[_Branch] = []
        head: Pipeline | None = _pipeline(code)
        while True:
            found.append(_Branch(kind, head, self._until_end(depth + 1)))
            if self.at == len(self.actions):
                raise _OddError
            ending = self.actions[self.at]
            self.at += 1
            if ending.kind == "end":
                return tuple(found)
            rest = ending.code.removeprefix("else").strip()
            head = None
            kind = "else"
            for word in ("if", "with"):
                if rest.startswith(word):
                    kind, head = word, _pipeline(rest.removeprefix(word))


_DEFINED: Final = re.compile(r"define\s+[\"`]_?partials/([^\"`]+)[\"`]")
_SPACE: Final = " \t\r\n"
_DEEPEST: Final = 40


def _trims(data: bytes, at: int) -> bool:
    return data[at + 2 : at + 3] == b"-" and data[at + 3 : at + 4].isspace()


@lru_cache(maxsize=4096)
def _pipeline(code: str) -> Pipeline:
    found = pipelines.parse(code.strip())
    if found is None:
        raise _OddError
    return found


# --- The walk ---------------------------------------------------------------------

_MAY_BE_HTML: Final = frozenset(
    (
        *("Content", "ContentWithoutSummary", "Summary", "TableOfContents", "Render"),
        *("RenderShortcodes", "RawContent", "RenderString", "ToHTML", "Inner", "HTML"),
        *("InnerDeindent", "Store", "Scratch", "Markup", "Text", "Attributes"),
        *("PlainText", "Definition"),
    )
)
"""Fields and methods of pages, resources and others that may give HTML."""

_CONTENTS: Final = Text(
    (Piece('<nav id="TableOfContents">'), Piece(None), Piece("</nav>")), is_html=True
)

_DATA: Final = ("site.Data", "hugo.Data")

_LOOK_AWAY: Final = frozenset(
    (
        *("safeHTML", "safeHTMLAttr", "safeURL", "safe.HTML", "safe.HTMLAttr"),
        *("safe.URL", "string", "print", "printf", "dict", "slice", "default"),
    )
)
"""Functions that do the same whatever a text says, as long as it says something."""

_REF: Final = re.compile(rb"\b(?:[rR]el)?[rR]ef\b")
_REFS: Final = {
    "ref": "ref",
    "urls.Ref": "ref",
    "relref": "relref",
    "urls.RelRef": "relref",
}

_PARTIALS: Final = frozenset(
    ("partial", "partialCached", "partials.Include", "partials.IncludeCached")
)


class _Walk:
    """One call of a shortcode on its way through templates; keeps variables."""

    def __init__(self, programs: Programs, symbols: tuple[str, ...]) -> None:
        self.programs = programs
        self.symbols = symbols
        self.out = Output()
        self.steps = 0
        self.depth = 0
        self.variables: dict[str, Value] = {}
        self.results: list[Value] | None = None
        self.unsure_before = 0
        self.refs: list[Ref] = []
        self.tries = 0

    def block(self, nodes: Sequence[_Node], root: Value) -> None:
        """Walk a whole template whose first dot is *root*."""
        outer = self.variables
        self.variables = {"$": root}
        try:
            self.nodes(nodes, root)
        finally:
            self.variables = outer

    def give(self, value: Value) -> None:
        """Take *value* for what the partial returns, or may return."""
        if self.results is None:
            raise _OddError
        self.results.append(value)
        if self.out.unsure == self.unsure_before:
            raise _ReturnedError

    def nodes(self, nodes: Sequence[_Node], dot: Value) -> None:
        declared = set(self.variables)
        for node in nodes:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooMuchError
            if node.text:
                self.out.markup(node.text)
            elif node.pipeline is not None:
                if self.prints_partial(node.pipeline, dot):
                    continue
                value = self.pipeline(node.pipeline, dot)
                if not node.pipeline.variables:
                    self.show(value)
            elif node.branches:
                self.branches(node.branches, dot)
            elif node.returned is not None:
                self.give(self.pipeline(node.returned, dot))
            elif not self.out.unsure:
                raise _OddError
        # What was declared in a block ends with it.
        for name in self.variables.keys() - declared:
            del self.variables[name]

    def show(self, value: Value) -> None:
        shown = printed(value)
        if shown is not None:
            self.out.value(shown)
        elif isinstance(value, Inner):
            self.out.inner(is_html=value.is_html)
        elif value is Unknown.STORED:
            self.out.data()
        elif unknown((value,)) is Unknown.ANY:
            self.out.open()
        elif value is not None:
            self.out.hole()

    # Branches

    def branches(self, branches: Sequence[_Branch], dot: Value) -> None:
        first, *others = branches
        if first.code is None:
            self.nodes(first.nodes, dot)
            return
        if first.kind == "range":
            self.range(first, others, dot)
            return
        outer = set(self.variables)
        value = self.pipeline(first.code, dot)
        inner = value if first.kind == "with" else dot
        is_true = truth(value)
        if is_true is None:
            self.both(first, others, inner, dot)
        elif is_true:
            self.nodes(first.nodes, inner)
        elif others:
            self.branches(others, dot)
        for name in self.variables.keys() - outer:
            del self.variables[name]

    def both(
        self,
        first: _Branch,
        others: Sequence[_Branch],
        inner: Value,
        dot: Value,
    ) -> None:
        """Walk a branch and what is taken in its stead; neither is sure."""
        before = dict(self.variables)
        with self._doubt() as settle:
            self.nodes(first.nodes, inner)
            settle()
            after, self.variables = self.variables, dict(before)
            if others:
                self.branches(others, dot)
                settle()
        self._join(after)

    @contextmanager
    def _doubt(self) -> Generator[Callable[[], None]]:
        """Be unsure of what is printed; give what is to be called after each way."""
        state = self.out.state
        is_within = state in ('"', "'", "bare")
        self.out.unsure += 1
        self.out.blurred += is_within
        yield lambda: self._settle(state)
        self.out.unsure -= 1
        self.out.blurred -= is_within

    def _settle(self, state: str) -> None:
        """Refuse what leads to another place in HTML than it began in."""
        if self.out.state == "bare" and state == "tag":
            self.out.state = "tag"
        if self.out.state != state:
            raise _OddError

    def _join(self, other: Mapping[str, Value]) -> None:
        """Make of each variable what it is after either of two ways."""
        for name, value in self.variables.items():
            if name in other and not _is_same(other[name], value):
                self.variables[name] = unknown((value, other[name]))

    def range(self, first: _Branch, others: Sequence[_Branch], dot: Value) -> None:
        pipeline = cast("Pipeline", first.code)
        value = self.pipeline(pipeline._replace(variables=()), dot)
        names = pipeline.variables
        items = _items(value)
        if items is None or any(_leaves(node) for node in first.nodes):
            kind = unknown((value,))
            before = dict(self.variables)
            self._widen(first, names, kind)
            with self._doubt() as settle:
                self._turn(first, names, kind, kind)
                settle()
                if others:
                    self.branches(others, dot)
                    settle()
            self._join(before)
            return
        if not items:
            if others:
                self.branches(others, dot)
            return
        for key, item in items:
            self._turn(first, names, key, item)

    def _widen(self, first: _Branch, names: Sequence[str], kind: Unknown) -> None:
        """Make of variables what they may be after any number of turns."""
        changing = [n for n in _assigned(first.nodes) if n in self.variables]
        for _ in range(len(Unknown)) if changing else ():
            before = {name: self.variables[name] for name in changing}
            outer, self.out = self.out, Output()
            self.out.state, self.out.unsure = outer.state, outer.unsure + 1
            self._turn(first, names, kind, kind)
            self.out = outer
            for name, value in before.items():
                after = self.variables[name]
                is_same = _is_same(value, after)
                self.variables[name] = value if is_same else unknown((value, after))
            if all(_is_same(before[name], self.variables[name]) for name in changing):
                return
        for name in changing:
            self.variables[name] = Unknown.ANY

    def _turn(
        self, branch: _Branch, names: Sequence[str], key: Value, item: Value
    ) -> None:
        outer = dict(self.variables)
        if names:
            self.variables[names[-1]] = item
        if len(names) == 2:
            self.variables[names[0]] = key
        self.nodes(branch.nodes, item)
        for name in names:
            self.variables.pop(name, None)
            if name in outer:
                self.variables[name] = outer[name]

    # Values

    def pipeline(self, pipeline: Pipeline, dot: Value) -> Value:
        value: Value = None
        for number, command in enumerate(pipeline.commands):
            value = self.command(command, dot, (value,) if number else ())
        if len(pipeline.variables) > 1:
            raise _OddError
        for name in pipeline.variables:
            if not pipeline.declares and name not in self.variables:
                raise _OddError
            self.variables[name] = value
        return value

    def command(
        self, command: Sequence[Term], dot: Value, piped: tuple[Value, ...]
    ) -> Value:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError
        first, *others = command
        if isinstance(first, Name):
            is_try = first.name == "try"
            self.tries += is_try
            arguments = [*(self.term(one, dot) for one in others), *piped]
            self.tries -= is_try
            return self.function(first.name, arguments, dot)
        if isinstance(first, Chain) and first.fields and (others or piped):
            arguments = [*(self.term(one, dot) for one in others), *piped]
            receiver = self.chain(first._replace(fields=first.fields[:-1]), dot)
            return self.method(receiver, first.fields[-1], arguments)
        return self.term(first, dot)

    def term(self, term: Term, dot: Value) -> Value:
        if isinstance(term, Constant):
            value = term.value
            return text(value) if isinstance(value, str) else value
        if isinstance(term, Name):
            return self.function(term.name, [], dot)
        return self.chain(term, dot)

    def chain(self, chain: Chain, dot: Value) -> Value:
        if chain.base is None:
            value = dot
        elif isinstance(chain.base, str):
            if chain.base not in self.variables:
                raise _OddError
            value = self.variables[chain.base]
        else:
            value = self.pipeline(chain.base, dot)
        for field in chain.fields:
            value = self.method(value, field, ())
        return value

    def method(self, value: Value, name: str, arguments: Sequence[Value]) -> Value:
        """Return field or method *name* of *value*."""
        is_page = value is Thing.PAGE or isinstance(value, Call)
        if is_page and name in ("Ref", "RelRef") and len(arguments) == 1:
            return self.ref(name.lower(), (value, *arguments))
        if isinstance(value, Call):
            return self.of_call(value, name, arguments)
        if isinstance(value, Title):
            return _of_title(value, name)
        if isinstance(value, dict):
            return value.get(name) if not arguments else Unknown.ANY
        if isinstance(value, Store):
            if name == "Set":
                value.set(arguments, is_sure=not self.out.unsure)
                return EMPTY
            if name != "Get":
                value.is_known = False
            return value.get(arguments)
        if value is Thing.STORE:
            # What sets something prints nothing.
            is_set = name in ("Set", "Add", "SetInMap", "Delete", "DeleteInMap")
            return EMPTY if is_set else Unknown.ANY
        if name in ("Store", "Scratch"):
            return Thing.STORE
        if name in ("RenderString", "Markdownify") and arguments:
            return functions.call("markdownify", [arguments[-1]])
        if value is Thing.PAGE and name == "Page":
            return Thing.PAGE
        if value is Thing.PAGE and name == "Site":
            return Thing.SITE
        if value is Thing.PAGE and name == "TableOfContents":
            return _CONTENTS
        if name in _MAY_BE_HTML or value is Unknown.ANY:
            return Unknown.ANY
        if value is Thing.SITE and name == "Params":
            return Thing.PARAMS
        if value is Thing.PARAMS and not arguments:
            return self.programs.param(name)
        if value is Thing.SITE and name == "Data":
            return Unknown.DATA
        if value is Unknown.DATA and not arguments:
            return Unknown.DATA
        if value is None:
            return None if not arguments else Unknown.ANY
        return unknown(tuple(arguments))

    def of_call(self, call: Call, name: str, arguments: Sequence[Value]) -> Value:
        """Return what a shortcode says of itself. Source: HUGO-SC, 8.4."""
        if name == "Get" and len(arguments) == 1:
            return _argument(call, arguments[0])
        if name == "Params":
            given = call.arguments
            return dict(given) if isinstance(given, Mapping) else given
        if name in ("Inner", "InnerDeindent"):
            return Inner() if call.has_inner else Text(is_html=True)
        if name == "Parent":
            return call.parent
        if name == "Ordinal":
            return call.ordinal
        if name == "Name":
            return text(call.name)
        if name == "IsNamedParams":
            return isinstance(call.arguments, Mapping)
        if name == "Page":
            return Thing.PAGE
        if name == "Site":
            return Thing.SITE
        if name in ("Store", "Scratch"):
            return Thing.STORE
        return Unknown.TEXT if name in ("Position",) else Unknown.ANY

    def function(self, name: str, arguments: list[Value], dot: Value) -> Value:
        if name in _PARTIALS:
            return self.partial(arguments)
        if self.symbols and name not in _LOOK_AWAY:
            self.refuse_symbols(arguments)
        if name in ("relURL", "urls.RelURL", "absURL", "urls.AbsURL"):
            return self.url(arguments, is_whole="bs" in name)
        if name in _REFS:
            return self.ref(_REFS[name], arguments)
        if name == "newScratch" or name == "collections.NewScratch":
            return Store()
        if name.startswith(_DATA):
            return Unknown.DATA
        if name.startswith("site.Params.") and name.count(".") == 2:
            return self.programs.param(name.rpartition(".")[2])
        if name.startswith(("site.", "page.", "hugo.")) and any(
            field in _MAY_BE_HTML for field in name.split(".")
        ):
            return Unknown.ANY
        found = functions.call(name, arguments)
        size = weight(found)
        self.steps += size // 20
        if size > HEAVIEST:
            raise TooMuchError
        return found

    def refuse_symbols(self, values: Iterable[Value]) -> None:
        """Refuse what looks into a text for which a symbol stands."""
        for value in values:
            if isinstance(value, Text):
                written = value.known or ""
                if any(symbol in written for symbol in self.symbols):
                    raise _OddError
            elif isinstance(value, Slice):
                self.refuse_symbols(value.items)
            elif isinstance(value, dict):
                self.refuse_symbols(value.values())

    def url(self, arguments: Sequence[Value], *, is_whole: bool) -> Value:
        """Return what `relURL` and `absURL` make of an address.

        Source: Hugo, `helpers/url.go`.
        """
        (value,) = arguments
        written = value.known if isinstance(value, Text) else None
        config = self.programs.config
        if written is None or config.canonify_urls or config.is_multihost:
            return Unknown.TEXT
        if written.startswith(("http", "//")):
            return value
        if ":" in written or "%" in written:
            return Unknown.TEXT
        base = "" if written.startswith("/") else config.base_path
        found = "/" + posixpath.normpath(f"{base}/{written}").lstrip("/")
        if found != "/" and (not written or written.endswith("/")):
            found += "/"
        spans = [piece.span for piece in cast("Text", value).pieces if piece.span]
        return Text((Piece(found, spans[0] if len(spans) == 1 else None),))

    def ref(self, name: str, arguments: Sequence[Value]) -> Value:
        """Note the page that is asked for; its address is not known here."""
        page, wanted = arguments
        if page is not Thing.PAGE and not isinstance(page, Call):
            return Unknown.TEXT
        options = wanted if isinstance(wanted, dict) else {"path": wanted}
        path = options.get("path")
        texts = [
            (key, value.known)
            for key, value in options.items()
            if isinstance(value, Text)
        ]
        given = tuple((key, known) for key, known in texts if known is not None)
        if self.out.unsure or self.tries or len(given) < len(options):
            return Unknown.TEXT
        pieces = path.pieces if isinstance(path, Text) else ()
        spans = [piece.span for piece in pieces if piece.span is not None]
        if spans:
            self.refs.append(Ref(name, given, spans[0], len(pieces) == 1))
        return Unknown.TEXT

    def prints_partial(self, pipeline: Pipeline, dot: Value) -> bool:
        """Print the partial that *pipeline* is, if it is one, where text may stand."""
        command = pipeline.commands[0]
        first = command[0]
        if len(pipeline.commands) > 1 or pipeline.variables or self.out.state != "text":
            return False
        if not isinstance(first, Name) or first.name not in _PARTIALS:
            return False
        arguments = [self.term(one, dot) for one in command[1:]]
        nodes = self.partial_nodes(arguments)
        if nodes is not None and any(map(_returns, nodes)):
            self.show(self.partial(arguments))
        else:
            self.run_partial(nodes, arguments)
        return True

    def partial_nodes(self, arguments: Sequence[Value]) -> tuple[_Node, ...] | None:
        name = arguments[0] if arguments else None
        known = name.known if isinstance(name, Text) else None
        return self.programs.partial(known) if known is not None else None

    def run_partial(
        self, nodes: tuple[_Node, ...] | None, arguments: Sequence[Value]
    ) -> None:
        """Walk a partial, which prints HTML of its own."""
        if nodes is None or self.depth == DEEPEST:
            self.out.open()
            return
        self.depth += 1
        self.block(nodes, arguments[1] if len(arguments) > 1 else None)
        self.depth -= 1
        if self.out.state != "text":
            raise _OddError

    def partial(self, arguments: Sequence[Value]) -> Value:
        """Return what a partial returns, or else prints."""
        nodes = self.partial_nodes(arguments)
        returns = nodes is not None and any(map(_returns, nodes))
        outer = self.out, self.results, self.unsure_before
        self.out, self.results = Output(), [] if returns else None
        self.out.unsure = self.unsure_before = outer[0].unsure
        try:
            self.run_partial(nodes, arguments)
        except _ReturnedError:
            self.depth -= 1
        inner, results = self.out, self.results
        self.out, self.results, self.unsure_before = outer
        if results is None:
            return inner.as_value(is_sure=not self.out.unsure)
        first = results[0] if results else Unknown.ANY
        is_one = all(_is_same(first, other) for other in results)
        return first if is_one else unknown(results)


def _is_same(one: Value, other: Value) -> bool:
    # `1 == True` in Python.
    return type(one) is type(other) and one == other


def _argument(call: Call, key: Value) -> Value:
    """Return what `.Get` gives. Source: Hugo, `ShortcodeWithPage.Get`."""
    given = call.arguments
    if not (given.items if isinstance(given, Slice) else given):
        return None
    if isinstance(key, Text):
        if not isinstance(given, Mapping):
            return None
        return Unknown.TEXT if key.known is None else given.get(key.known, EMPTY)
    if type(key) is int:
        if isinstance(given, Mapping):
            return None
        return given.items[key] if 0 <= key < len(given.items) else EMPTY
    return Unknown.TEXT


def _of_title(title: Title, name: str) -> Value:
    """Return what a heading says of itself to its hook."""
    if name == "Level":
        return title.level
    if name == "Anchor":
        return Unknown.TEXT if title.anchor is None else text(title.anchor)
    if name == "PlainText":
        return Unknown.TEXT if title.plain is None else text(title.plain)
    if name == "Text":
        return Inner()
    if name == "Attributes":
        return {
            key: text(value)
            if isinstance(value, str)
            else Unknown.TEXT
            if value is None
            else value
            for key, value in title.attributes
        }
    return Thing.PAGE if name in ("Page", "PageInner") else Unknown.TEXT


def _items(value: Value) -> list[tuple[Value, Value]] | None:
    """Return keys and items that `range` goes through; None: not known."""
    if value is None:
        return []
    if type(value) is int:
        return [(n, n) for n in range(value)] if value <= MOST_TURNS else None
    found: list[tuple[Value, Value]]
    if isinstance(value, dict):
        found = [(text(key), value[key]) for key in sorted(value)]
    elif isinstance(value, Slice):
        found = list(enumerate(value.items))
    else:
        return None
    return found if len(found) <= MOST_TURNS else None


def _returns(node: _Node) -> bool:
    return node.returned is not None or any(
        _returns(one) for branch in node.branches for one in branch.nodes
    )


def _leaves(node: _Node) -> bool:
    return node.leaves or any(
        _leaves(one) for branch in node.branches for one in branch.nodes
    )


def _assigned(nodes: Sequence[_Node]) -> set[str]:
    """Return the variables that *nodes* set."""
    found: set[str] = set()
    for node in nodes:
        if node.pipeline is not None and not node.pipeline.declares:
            found.update(node.pipeline.variables)
        for branch in node.branches:
            found |= _assigned(branch.nodes)
            if branch.code is not None and not branch.code.declares:
                found.update(branch.code.variables)
    return found
