"""Random shortcode templates and calls, and what real Hugo makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from urllib.parse import unquote

from rdmlint.commands import hugo_run
from rdmlint.commands.parity import tags
from rdmlint.hugo.config import read_config
from rdmlint.hugo.evaluate import Given, Programs, Source
from rdmlint.hugo.gaps import fits
from rdmlint.syntax import gotmpl, shortcodes

CONFIG: Final = """\
baseURL = "https://example.org/base/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = true
"""


class Outcome(NamedTuple):
    """What rdmlint says of one call, and Hugo: its ids, and its addresses by element.

    *given* None: rdmlint does not understand the template.
    """

    call: str
    given: Given | None
    ids: frozenset[str]
    addresses: frozenset[tuple[str, str]]

    @property
    def lost(self) -> set[str]:
        """Ids that Hugo wrote, and rdmlint says that there are none such."""
        given = self.given
        if given is None or given.is_open:
            return set()
        return {
            name
            for name in self.ids - given.ids
            if not fits(name, given.patterns) and name not in INNER_IDS
        }

    @property
    def made_up(self) -> set[tuple[str, str]]:
        """Addresses that rdmlint says the call surely prints, and Hugo did not."""
        found = self.given.addresses if self.given else ()
        return {(each.element, unquote(each.url)) for each in found} - self.addresses


INNER_IDS: Final = frozenset(("in", "h"))
"""Ids in texts between tags, which the facts of the page tell of."""


def outcomes(
    folder: Path,
    templates: Mapping[str, str],
    calls: Sequence[str],
    partials: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Build a page for each of *calls* with Hugo, and evaluate the call.

    *templates* and *partials* are by name. Raises `HugoError` where one is refused.
    """
    site = folder / "site"
    content, layouts = site / "content", site / "layouts"
    for made in (content, layouts / "_shortcodes", layouts / "_partials"):
        made.mkdir(parents=True)
    (site / "hugo.toml").write_text(CONFIG)
    (layouts / "all.html").write_text("{{ .Content }}")
    partials = partials or {}
    for kind, of in (("_shortcodes", templates), ("_partials", partials)):
        for name, text in of.items():
            (layouts / kind / f"{name}.html").write_text(text)
    pages = [
        f'---\ntitle: "T {number % 5}"\nu: {"q" * (number % 2)}\n---\n{call}\n'
        for number, call in enumerate(calls)
    ]
    for number, page in enumerate(pages):
        (content / f"p{number}.md").write_text(page)
    built = hugo_run.build(
        hugo_run.find_binary(), site, folder / "built", environment="production"
    )
    programs = Programs(_read(templates), _read(partials), read_config(str(site)))
    uses: dict[str, shortcodes.Use] = {
        name: "html" if ".Inner" in text else "none" for name, text in templates.items()
    }
    found: list[Outcome] = []
    for number, page in enumerate(pages):
        data = page.encode()
        body = data.index(b"---\n{{") + 4
        facts = shortcodes.read(data, body, uses)
        html = (built.public / f"p{number}" / "index.html").read_text()
        elements = list(tags(html))
        found.append(
            Outcome(
                calls[number],
                programs.given(facts.calls, 0),
                frozenset(of["id"] for _, of in elements if of.get("id")),
                frozenset(
                    (name, unquote(of[key]))
                    for name, of in elements
                    for key in ("href", "src")
                    if key in of
                ),
            )
        )
    return found


def _read(templates: Mapping[str, str]) -> dict[str, Source]:
    return {
        name: Source(text.encode(), gotmpl.read(text.encode()))
        for name, text in templates.items()
    }


# --- Templates --------------------------------------------------------------------

_TEXTS: Final = (
    *("a", "b c", "x-1", "/p/", "q/r/", "", "A", "<b>", "http://e.org/", "Über", "tip"),
    *("#h", "d&e"),
)
_DEEPEST: Final = 4


class Maker:
    """Makes a template; keeps the variables that are there to use."""

    def __init__(self, random: Random, call: str, partials: Sequence[str] = ()) -> None:
        """Take how the *call* is named in the template, and partials to call."""
        self.random = random
        self.call = call
        self.partials = partials
        self.variables: list[str] = []
        self.depth = 0
        self.has_inner = False

    def action(self, code: str) -> str:
        """Return *code* in delimiters, which trim or not."""
        left = self.random.choice(("{{", "{{-"))
        right = self.random.choice(("}}", "-}}"))
        return f"{left} {code} {right}"

    def value(self, depth: int = 0) -> str:
        """Return an expression."""
        random, call = self.random, self.call
        simple = (
            f'"{random.choice(_TEXTS)}"',
            *(f'{call}.Get "a"', f'{call}.Get "b"', f"{call}.Get 0", f"{call}.Get 1"),
            *(f"{call}.Name", *self.variables[-2:]),
        )
        if depth > 2 or random.random() < 0.3:
            return random.choice(simple)

        def one() -> str:
            return f"({self.value(depth + 1)})"

        return random.choice(
            (
                f'printf "%s-%v" {one()} {one()}',
                f"{one()} | default {one()}",
                f"cond {self.condition(depth + 1)} {one()} {one()}",
                *(f"{one()} | string | lower", f"{one()} | string | urlize"),
                *(f"{one()} | string | anchorize", f"{one()} | string | relURL"),
                *(f"or {one()} {one()}", f"and {one()} {one()}"),
                f'strings.TrimPrefix "/" (string {one()})',
                f'replace (string {one()}) "a" "z"',
                f'trim (string {one()}) "/ "',
                f"index (slice {one()} {one()}) {random.randrange(2)}",
                f'(dict "k" {one()}).k',
                *(f"{one()} | string | safeHTML", f"{one()} | string | markdownify"),
            )
        )

    def condition(self, depth: int = 0) -> str:
        """Return an expression that is true or false; some are not known."""

        def one() -> str:
            return f"({self.value(depth + 1)})"

        return self.random.choice(
            (
                *(f"(eq {one()} {one()})", f'(ne {one()} "a")', f"(not {one()})"),
                f'(hasPrefix (string {one()}) "/")',
                f'(in (string {one()}) "b")',
                *(f"{self.call}.Page.Title", f"{self.call}.Page.Params.u"),
                one(),
            )
        )

    def body(self, most: int) -> str:
        """Return some nodes, at most so many."""
        before = len(self.variables)
        self.depth += 1
        kinds: list[Callable[[Maker], str]] = [*_PLAIN]
        if self.depth < _DEEPEST:
            kinds += _NESTED
        parts = [
            self.random.choice(kinds)(self)
            for _ in range(self.random.randrange(1, most + 1))
        ]
        self.depth -= 1
        del self.variables[before:]
        return "".join(parts)

    def element(self) -> str:
        name = self.random.choice(("i", "em", "u"))
        return f'<{name} id="{self.action(self.value())}">x</{name}>'

    def fixed(self) -> str:
        return f'<i id="s{self.random.randrange(9)}">x</i>'

    def link(self) -> str:
        start = self.random.choice(("", "", "/u/"))
        return f'<a href="{start}{self.action(self.value())}">y</a>'

    def image(self) -> str:
        return f'<img src={{{{ {self.value()} }}}} alt="z">'

    def printed(self) -> str:
        return self.action(self.value()) + "\n"

    def title(self) -> str:
        title = f"{self.call}.Page.Title"
        return f'<a href="{{{{ {title} }}}}" id="{{{{ {title} | anchorize }}}}">t</a>'

    def stored(self) -> str:
        return self.action(f'{self.call}.Page.Store.Set "k" 1') + "<em>k</em>"

    def declared(self) -> str:
        value = self.value()
        self.variables.append(f"$v{len(self.variables)}d{self.depth}")
        return self.action(f"{self.variables[-1]} := {value}")

    def assigned(self) -> str:
        if not self.variables:
            return ""
        return self.action(f"{self.random.choice(self.variables)} = {self.value()}")

    def inner(self) -> str:
        if not self.has_inner:
            return ""
        how = self.random.choice(("", " | markdownify", " | safeHTML"))
        return f"<div>{self.action(f'{self.call}.Inner{how}')}</div>"

    def partial(self) -> str:
        if not self.partials:
            return ""
        name = self.random.choice(self.partials)
        given = f'(dict "k" ({self.value()}) "call" $)'
        return self.action(f'partial "{name}" {given}')

    def condition_in_tag(self) -> str:
        head, middle = self.action(f"if {self.condition()}"), self.action("else")
        one, other = self.action(self.value()), self.action(self.value())
        end = self.action("end")
        return f'<a {head}href="{one}"{middle}id="{other}"{end}>z</a>'

    def branches(self) -> str:
        head, middle = self.action(f"if {self.condition()}"), self.action("else")
        return f"{head}{self.body(3)}{middle}{self.body(2)}{self.action('end')}"

    def with_value(self) -> str:
        head, end = self.action(f"with {self.value()}"), self.action("end")
        return f'{head}<i id="w-{{{{ . }}}}">{self.body(2)}</i>{end}'

    def loop(self) -> str:
        title, more = f"{self.call}.Page.Title", f"{self.call}.Page.Params.u"
        items = self.random.choice((f'"m" ({self.value()})', f"{title} {more}"))
        head, end = self.action(f"range (slice {items})"), self.action("end")
        return f'{head}<i id="r-{{{{ . }}}}">{self.body(2)}</i>{end}'


_PLAIN: Final = (
    *(Maker.element, Maker.fixed, Maker.link, Maker.image, Maker.printed, Maker.title),
    *(Maker.stored, Maker.declared, Maker.assigned, Maker.inner, Maker.partial),
)
_NESTED: Final = (
    *(Maker.condition_in_tag, Maker.branches, Maker.with_value, Maker.loop),
)

_ARGUMENTS: Final = (
    *('"a"', '"b c"', "x", "3", "true", '"/m/"', '"u v/"', '""', '"tip"', '"<i>"'),
    *('`q"r`', '"a\\"b"', '"#f"', "2.5", '"Über"', '"[x](/mk/)"', '"*e*"'),
)
_INNER: Final = (*("", "text", "## H\n", '<i id="in">x</i>', "\n\n*y* [l](/il/)\n\n"),)


def compare(seed: int, folder: Path, *, templates: int = 40) -> list[Outcome]:
    """Make so many random *templates*, call each some times, and compare."""
    random = Random(seed)
    partials = {
        f"p{number}": Maker(random, "$.call").body(3) + '<u id="pk-{{ .k }}"></u>'
        for number in range(5)
    }
    made: dict[str, str] = {}
    calls: list[str] = []
    for number in range(templates):
        maker = Maker(random, "$", list(partials))
        maker.has_inner = random.random() < 0.4
        name = f"c{number}"
        made[name] = maker.body(6)
        calls += (_call(random, name, made[name]) for _ in range(4))
    return outcomes(folder, made, calls, partials)


def _call(random: Random, name: str, template: str) -> str:
    count = random.randrange(3)
    values = [random.choice(_ARGUMENTS) for _ in range(count)]
    if random.random() < 0.5:
        values = [f"{key}={value}" for key, value in zip("ab", values, strict=False)]
    call = f"{{{{< {' '.join((name, *values))} >}}}}"
    if ".Inner" not in template:
        return call
    return f"{call}{random.choice(_INNER)}{{{{< /{name} >}}}}"
