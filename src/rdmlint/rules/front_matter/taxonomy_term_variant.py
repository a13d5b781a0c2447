"""A tag, or another term, is written in two ways, and so makes two terms.

Hugo makes one page for `Data Protection` and `data-protection`, whatever the letters'
case, but two for `ontology` and `ontologies`, or for `opensource` and `open-source`.
Each then lists a part of the pages, and readers of one never find the others.

Write it as most pages do. Where both are meant, name one of them in the option `allow`.

See: <https://gohugo.io/content-management/taxonomies/>
"""

from __future__ import annotations

import re
from typing import Final

from rdmlint.rule import (
    NEXT,
    Bad,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Related,
    RuleOptions,
    Safety,
    Scalar,
    Severity,
    SiteIndex,
    SiteRule,
    Span,
    Term,
    Violation,
)

JOINTS: Final = re.compile(r"[\s_.-]+")
SHORTEST: Final = 4
"""Letters of a word whose plural is told: `news` is none of `new`."""

PEOPLE: Final = ("author", "authors", "contributor", "people", "person", "speaker")
"""Taxonomies of names, which have no plural."""


class Options(RuleOptions, frozen=True):
    """Settings of `taxonomy-term-variant`."""

    allow: tuple[str, ...] = ()
    """Terms that are meant as they are, such as `data sources`."""


def check(site: SiteIndex, options: Options) -> Iterator[tuple[str, Violation]]:
    """Report uses of a term that has a more usual variant."""
    alike: dict[tuple[str, str, str], dict[str, list[Term]]] = {}
    for term in site.terms():
        if term.text not in options.allow:
            key = (term.language, term.taxonomy, core(term))
            alike.setdefault(key, {}).setdefault(term.name, []).append(term)
    for variants in alike.values():
        # Of equally usual ones that counts which the site had first.
        usual, *others = sorted(variants.values(), key=len, reverse=True)
        both = {term.path for term in usual}
        for uses in others:
            if any(term.path in both for term in uses):
                continue  # words to be searched for, in every form
            for term in uses:
                yield term.path, violation(term, usual)


def core(term: Term) -> str:
    """Return what variants of *term* have in common."""
    text = JOINTS.sub("", term.text.lower())
    if term.taxonomy.lower() in PEOPLE or len(text) <= SHORTEST:
        return text
    return f"{text[:-3]}y" if text.endswith("ies") else text.removesuffix("s")


def violation(term: Term, usual: list[Term]) -> Violation:
    """Return the violation for the use of *term*, where *usual* is what to write."""
    right = usual[0]
    pages = "1 page" if len(usual) == 1 else f"{len(usual)} pages"
    message = f"`{term.text}` is `{right.text}` on {pages}, and makes a term of its own"
    related = (Related(right.value.span, "as here", right.path),)
    return Violation(term.value.span, message, fix(term.value, right.text), related)


def fix(value: Scalar, text: str) -> Fix | None:
    """Return the fix that writes *text* for *value*; None: it may need quotes."""
    if value.style not in ("plain", "double") or not JOINTS.sub("", text).isalpha():
        return None
    quotes = 0 if value.style == "plain" else 1
    if value.span.end - value.span.start - 2 * quotes != len(str(value.value).encode()):
        return None
    span = Span(value.span.start + quotes, value.span.end - quotes)
    return Fix(f"Write {text}", (Edit(span, text),), Safety.UNSAFE)


EXAMPLES = (
    Bad(
        files={
            "content/a.md": "---\ntags: [ontology, storage]\n---\n",
            "content/b.md": "---\ntags: [ontology]\n---\n",
            "content/c.md": "---\ntags: [«ontologies»]\n---\n",
        },
        message="`ontologies` is `ontology` on 2 pages, and makes a term of its own",
        fixed="---\ntags: [ontology]\n---\n",
    ),
    Bad(
        files={
            "content/a.md": "---\ntags: open-source\n---\n",
            "content/b.md": '---\ntags: [«"opensource"»]\n---\n',
        },
        message="`opensource` is `open-source` on 1 page, and makes a term of its own",
        fixed='---\ntags: ["open-source"]\n---\n',
    ),
    Good(
        files={
            "content/a.md": "---\ntags: [Open Source, news, c, AWS]\n---\n",
            "content/b.md": "---\ntags: [open-source, new, c++, aw]\n---\n",
            "content/c.md": "---\ntags: [Open-source]\n---\n",
        },
        note="Hugo makes one term of these.",
    ),
    Good(
        files={
            "content/a.md": "---\ntags: [data source]\n---\n",
            "content/b.md": "---\ntags: [data sources]\n---\n",
        },
        options={"allow": ["data sources"]},
    ),
    Good(
        files={
            "content/a.md": "---\ntags: [ontology]\n---\n",
            "content/b.md": "---\ntags: [ontologies]\ndraft: true\n---\n",
        },
    ),
    Good(
        files={
            "content/a.md": "---\ntags: [ontologies, ontology]\n---\n",
            "content/b.md": "---\ntags: [ontology]\n---\n",
        },
        note="Where one page has both, both are meant.",
    ),
)

RULE = SiteRule(
    code="FM022",
    name="taxonomy-term-variant",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    options=Options,
    check=check,
    examples=EXAMPLES,
)
