"""A key in front matter is misspelt.

Hugo takes any key, so `wieght: 10` is no fault to it: the page has no weight, and
nobody is told. A key is reported where it is only a slip away from one that means
something and that the page does not have: one of Hugo's own, one the contract names,
one that most other pages use, or a taxonomy. It is not reported where templates read
it, or where several pages have it, for then it is meant as it stands.

Where the schema of the page's contract is closed (`"additionalProperties": false`),
every key that it does not name is reported.

Correct the key. If it is meant, name it in the schema, or use it on other pages too.

See: <https://gohugo.io/content-management/front-matter/>
"""

from __future__ import annotations

from functools import lru_cache

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Entry,
    Fix,
    Fixes,
    FrontMatter,
    Good,
    Iterator,
    Known,
    PageRule,
    RuleOptions,
    Safety,
    Severity,
    SiteIndex,
    Span,
    Violation,
    conformity,
)


class Options(RuleOptions, frozen=True):
    """Settings of `unknown-field`."""

    known: tuple[str, ...] = ()
    """Further keys that are right, such as `subtitle`."""

    pages: int = 3
    """From how many pages on a key is taken for meant."""


def check(front_matter: FrontMatter, ctx: Context[Options]) -> Iterator[Violation]:
    """Report keys of *front_matter* that look misspelt, or that the schema forbids."""
    contract = ctx.site.contract(ctx.page)
    schema = contract.schema if contract else None
    allowed = {key.lower() for key in conformity.named_keys(schema)}
    own = {entry.key.lower() for entry in front_matter.root.entries}
    is_closed = schema is not None and conformity.is_closed(schema)
    known = allowed | {key.lower() for key in ctx.options.known}
    known |= ctx.site.templates.params | terms(ctx.site)
    if contract is not None:
        known |= {key.lower() for key in contract.required}
    counted = counts(ctx.site)
    for entry in front_matter.root.entries:
        key = entry.key.lower()
        if key in known and not (is_closed and key not in allowed):
            continue
        if counted.get(key, 0) >= ctx.options.pages and not is_closed:
            continue
        near = near_key(key, known - own, ctx)
        if near is not None:
            proper = spelling(near, schema, ctx)
            yield Violation(
                entry.key_span,
                f"No key `{entry.key}` is known; `{proper}` is, and the page lacks it",
                Fix(f"Write {proper}", (renamed(entry, proper),), Safety.UNSAFE),
            )
        elif is_closed:
            yield Violation(
                entry.key_span, f"The schema of this page has no key `{entry.key}`"
            )


@lru_cache(maxsize=4)
def counts(site: SiteIndex) -> dict[str, int]:
    """Return on how many pages of *site* each lowered key stands."""
    found: dict[str, int] = {}
    for page in site.pages:
        if page.front_matter is not None:
            for key in {entry.key.lower() for entry in page.front_matter.root.entries}:
                found[key] = found.get(key, 0) + 1
    return found


def terms(site: SiteIndex) -> set[str]:
    """Return the lowered keys of taxonomies and of their weights."""
    plurals = [plural.lower() for _, plural in site.config.every_taxonomy]
    return {*plurals, *(f"{plural}_weight" for plural in plurals)}


def near_key(key: str, lacking: set[str], ctx: Context[Options]) -> str | None:
    """Return the one key in *lacking* that *key* is a slip away from; None: none.

    Short words are too near to others by chance. A word and its plural are often both
    right, but not for taxonomies, of which Hugo reads the plural only.
    """
    for singular, plural in ctx.site.config.every_taxonomy:
        if key == singular.lower() and plural.lower() in lacking:
            return plural.lower()
    if len(key) < 4:
        return None
    plurals = terms(ctx.site)
    own = {name.lower() for name in conformity.named_keys(None)}
    if (
        ctx.site.templates.menus_known is not Known.YES
        and ctx.site.config.missing_modules
    ):
        # A theme that is not on disk may read any key: judge by Hugo's own alone.
        lacking = lacking & (own | plurals)
    counted = counts(ctx.site)
    found = [
        each
        for each in lacking
        if is_slip(key, each)
        and (each in plurals or not (key + "s" == each or each + "s" == key))
        and (
            each in own or each in plurals or counted.get(each, 0) >= ctx.options.pages
        )
    ]
    return found[0] if len(found) == 1 else None


def is_slip(key: str, word: str) -> bool:
    """Tell whether one wrong, missing, needless or swapped letter makes them differ."""
    if key == word or abs(len(key) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(key), len(word)) and key[start] == word[start]:
        start += 1
    rest, other = key[start:], word[start:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )


def spelling(key: str, schema: str | None, ctx: Context[Options]) -> str:
    """Return the lowered *key* as it is usually written."""
    names = (*conformity.named_keys(schema), *ctx.options.known)
    return next((name for name in names if name.lower() == key), key)


def renamed(entry: Entry, key: str) -> Edit:
    """Return the edit that writes *key* for the key of *entry*, in its quotes."""
    span = entry.key_span
    quotes = int(span.end - span.start == len(entry.key.encode()) + 2)
    return Edit(Span(span.start + quotes, span.end - quotes), key)


CLOSED = '{"properties": {"title": {}, "phase": {}}, "additionalProperties": false}'
PROFILE = '[[profiles]]\npaths = ["**"]\nschema = "s.json"\n'

EXAMPLES = (
    Bad(
        "---\ntitle: T\n«wieght»: 10\n---\n",
        message="No key `wieght` is known; `weight` is, and the page lacks it",
        fixed="---\ntitle: T\nweight: 10\n---\n",
    ),
    Bad(
        "---\n«titel»: T\n«pubishDate»: 2024-05-31\n«tag»: [a]\n---\n",
        fixed="---\ntitle: T\npublishDate: 2024-05-31\ntags: [a]\n---\n",
    ),
    Bad('{«"discription"»: "x"}\n', fixed='{"description": "x"}\n'),
    Bad(
        "---\ntitle: T\n«phase»: plan\n---\n".replace("phase", "fase"),
        files={"s.json": CLOSED},
        config=PROFILE,
        message="The schema of this page has no key `fase`",
    ),
    Bad(
        "---\ntitle: T\n«phaze»: plan\n---\n",
        files={
            "s.json": CLOSED.replace(', "additionalProperties": false', ""),
            "content/a.md": "---\nphase: a\n---\n",
            "content/b.md": "---\nphase: b\n---\n",
            "content/c.md": "---\nphase: c\n---\n",
        },
        config=PROFILE,
        message="No key `phaze` is known; `phase` is, and the page lacks it",
        fixed="---\ntitle: T\nphase: plan\n---\n",
    ),
    Good("---\ntitle: T\nsubtitle: S\nlicence: CC0\n---\n", note="Keys of the site."),
    Good("---\ntitle: T\nweight: 1\nheight: 2\n---\n", note="The page has both."),
    Good("---\ntitle: T\nimage: x.png\n---\n", note="Next to `images`, and right."),
    Good(
        "---\nheight: 2\n---\n",
        files={"layouts/page.html": "{{ .Params.height }}"},
        note="A template reads it.",
    ),
    Good("---\nheight: 2\n---\n", options={"known": ["height"]}),
    Good("---\nheight: 2\n---\n", options={"pages": 1}),
    Good("---\ntitle: T\nphase: plan\n---\n", files={"s.json": CLOSED}, config=PROFILE),
)

RULE = PageRule(
    code="FM013",
    name="unknown-field",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    on=FrontMatter,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
