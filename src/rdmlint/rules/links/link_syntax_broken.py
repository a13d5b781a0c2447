"""Something was meant for a link, but a slip in its brackets makes it plain text.

Markdown links have no slack: the text in square brackets, right behind it the address
in round ones, without a space between or inside. `(the guide)[/guide/]`,
`[the guide] (/guide/)`, `[the plan](/my plan.pdf)` and `[the guide][guide]` without a
line `[guide]: /guide/` are shown to readers with all their brackets. The other way
round, `[the guide](guide)` beside such a line leads to a page `guide` that is not
there, and a round bracket that closes nothing becomes part of the address before it.

Write `[the guide](/guide/)`; a space in an address is `%20`. Where Markdown may bring
definitions along from elsewhere, by a shortcode with `%`, no definition is missed.

See: <https://spec.commonmark.org/0.31.2/#links>
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Iterator,
    Known,
    Link,
    Mapping,
    Origin,
    Page,
    PageRule,
    RuleOptions,
    Safety,
    Sequence,
    Severity,
    Span,
    Value,
    Violation,
)


class Run(NamedTuple):
    """Text that readers see on end, bare addresses in it too, and where it begins."""

    start: int
    text: str


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report on *page* what is nearly a link."""
    if page.data is not None:
        yield from closed_in_vain(page.data)
    yield from labels_for_addresses(page, ctx)
    if page.format != "markdown" or not any("[" in each.text for each in page.prose):
        return
    labels = tuple(definition.label for definition in page.definitions)
    may_define = any(shortcode.marker == "%" for shortcode in page.shortcodes)
    verbatim = outermost(page)
    ends = [span.end for span in verbatim]
    for run in runs(page):
        if "[" not in run.text or "]" not in run.text:
            continue
        at = bisect_right(ends, run.start)
        if at < len(verbatim) and verbatim[at].start <= run.start:
            continue
        yield from slips(run, ctx)
        if not may_define:
            yield from undefined(run, labels, ctx)


def labels_for_addresses(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Yield links of *page* whose address is a label that the page defines."""
    labels = {definition.label.lower() for definition in page.definitions}
    for link in page.links if labels else ():
        if link.origin is not Origin.MARKDOWN or link.url.lower() not in labels:
            continue
        if link.title is not None or not _LABEL.fullmatch(link.url):
            continue
        if ctx.site.target(page, link).exists is Known.YES:
            continue
        right = f"[{link.url}]"
        around = Span(link.url_span.start - 1, link.url_span.end + 1)
        yield Violation(
            link.url_span,
            f"`{link.url}` is a label, no address; write {right}",
            Fix(f"Write {right}", (Edit(around, right),), Safety.UNSAFE),
        )


def closed_in_vain(value: Value) -> Iterator[Violation]:
    """Yield the round brackets behind addresses in *value* that close nothing."""
    if isinstance(value, Mapping):
        for entry in value.entries:
            yield from closed_in_vain(entry.value)
        return
    if isinstance(value, Sequence):
        for item in value.items:
            yield from closed_in_vain(item)
        return
    text = value.value
    if not isinstance(text, str) or "://" not in text or ")" not in text:
        return
    depth = 0
    for match in _ROUND.finditer(text):
        if match[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif match["url"]:
            start = value.span.start + (value.style != "plain")
            start += len(text[: match.end() - 1].encode())
            is_written = value.span.end - value.span.start <= len(text.encode()) + 2
            yield Violation(
                Span(start, start + 1) if is_written else value.span,
                f"A round bracket closes nothing behind {match['url']}",
            )


def outermost(page: Page) -> list[Span]:
    """Return where raw HTML on *page* shows text as it is written, in order."""
    found: list[Span] = []
    for element in page.elements:
        if element.name in _VERBATIM and element.end is not None:
            span = Span(element.span.start, element.end.end)
            if not found or span.start >= found[-1].end:
                found.append(span)
    return found


def runs(page: Page) -> Iterator[Run]:
    """Yield the text of *page*, runs with nothing but a bare address between joined."""
    bare = {
        link.span.start: link for link in page.links if link.origin is Origin.LINKIFY
    }
    start, end, parts = -1, -1, list[str]()
    for prose in page.prose:
        link = bare.get(end)
        if link is not None and link.span.end == prose.span.start:
            parts.append(written(link))
        elif prose.span.start != end:
            if parts:
                yield Run(start, "".join(parts))
            start, parts = prose.span.start, []
        parts.append(prose.text)
        end = prose.span.end
    if parts:
        yield Run(start, "".join(parts))


def written(link: Link) -> str:
    """Return a bare address as it is in the source, else as many spaces."""
    size = link.span.end - link.span.start
    return next(
        (text for text in (link.text, link.url) if len(text.encode()) == size),
        " " * size,
    )


def slips(run: Run, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Yield what is nearly `[text](address)`."""
    for match in _REVERSED.finditer(run.text):
        if is_address(match["url"]):
            yield found(run, match, "Brackets are swapped", match["url"], Safety.SAFE)
    for match in _SPACED.finditer(run.text):
        if is_address(match["url"]) and not match["text"].strip(" .,").isdecimal():
            yield found(
                run, match, "A space keeps text and address apart", match["url"]
            )
    for match in _DOUBLED.finditer(run.text):
        if is_address(match["url"]):
            yield found(run, match, "A bracket too many breaks this link", match["url"])
    for match in _CLOSED.finditer(run.text):
        if is_address(match["url"]) or is_path(match["url"]):
            yield found(run, match, "A square bracket closes the address", match["url"])
    for match in _INSIDE.finditer(run.text):
        url = match["url"].strip()
        if " " in url and is_split_address(url):
            yield found(
                run,
                match,
                "A space in the address breaks this link",
                without_spaces(url, ctx),
            )


def found(
    run: Run, match: re.Match[str], what: str, url: str, safety: Safety = Safety.UNSAFE
) -> Violation:
    """Return the violation for *match*, which is to be a link to *url*."""
    span = place(run, match.start(), match.end())
    right = f"[{match['text']}]({url})"
    fix = Fix(f"Write {right}", (Edit(span, right),), safety)
    return Violation(span, f"{what}: this is shown as it is written", fix)


def undefined(
    run: Run, labels: tuple[str, ...], ctx: Context[RuleOptions]
) -> Iterator[Violation]:
    """Yield what is a link by a label that the page does not define."""
    for match in _REFERENCE.finditer(run.text):
        text, label = match["text"], match["label"]
        if not is_words(text) or label[0] in "^ " or label == label.upper():
            continue
        span = place(run, match.start("label"), match.end("label"))
        message = f"No line `[{label}]: …` says where this link leads"
        near = ctx.site.nearest(label.lower(), labels) if labels else None
        if near is None:
            yield Violation(span, message)
            continue
        fix = Fix(f"Write {near}", (Edit(span, near),), Safety.UNSAFE)
        yield Violation(span, f"{message}; the nearest is `{near}`", fix)


def is_words(text: str) -> bool:
    """Tell whether *text* reads like the text of a link, not like an index."""
    if len(text) < 3 or text[0] == "^" or _LETTERS.search(text) is not None:
        return False
    return any(map(str.islower, text))


def is_address(text: str) -> bool:
    """Tell whether *text* is surely meant for an address."""
    if text.startswith(("http://", "https://", "www.", "mailto:")):
        return True
    if text.startswith("#"):
        return len(text) > 1 and text[1].isalpha()
    # `[/b]` ends bold text in other languages.
    return text.startswith(("/", "./", "../")) and ("/" in text[2:] or "." in text[2:])


def is_path(text: str) -> bool:
    """Tell whether *text* begins like a path from the root, of one part or more."""
    return text[0] == "/" and text[1:2].isalpha()


def is_split_address(text: str) -> bool:
    """Tell whether *text*, with spaces in it, is surely meant for one address."""
    first, *others = text.split(" ")
    if not is_address(first) and not (first.startswith("/") and first != "/"):
        return _FILE.fullmatch(others[-1]) is not None and "/" in text
    # `https://example.org or by mail` is an address, and words.
    return (
        _FILE.fullmatch(others[-1]) is not None
        or "/" in others[-1]
        or _CUT_OFF.search(text) is not None
    )


def without_spaces(url: str, ctx: Context[RuleOptions]) -> str:
    """Return *url* as it was probably meant: a file's name may have spaces in it."""
    joined = url.replace(" ", "")
    is_web = url.startswith(("http://", "https://", "www.", "mailto:"))
    if is_web or ctx.site.publishes(joined.partition("#")[0]) is Known.YES:
        return joined
    return url.replace(" ", "%20")


def place(run: Run, start: int, end: int) -> Span:
    """Return the bytes of the file that `run.text[start:end]` is."""
    if run.text.isascii():
        return Span(run.start + start, run.start + end)
    at = offsets(run.text)
    return Span(run.start + at[start], run.start + at[end])


@lru_cache(maxsize=1)
def offsets(text: str) -> tuple[int, ...]:
    """Return how many bytes of *text* come before each of its characters."""
    return tuple(accumulate((len(each.encode()) for each in text), initial=0))


_LABEL: Final = re.compile(r"[^\s./:#?()\[\]<>]{2,100}")
_ROUND: Final = re.compile(r"\(|(?P<url>https?://[^\s()<>\[\]\"']{1,500})?\)")
_VERBATIM: Final = frozenset(("pre", "code", "kbd", "samp", "textarea", "var"))
_TEXT: Final = r"(?P<text>[^\[\]\\\n]{1,200})"
_URL: Final = r"(?P<url>[^\s()\[\]<>]{1,500})"
_REVERSED: Final = re.compile(rf"\((?P<text>[^()\[\]\\\n]{{1,200}})\)\[{_URL}\]")
_SPACED: Final = re.compile(rf"(?<![\w\]])\[{_TEXT}\][ \t]\({_URL}\)")
_DOUBLED: Final = re.compile(rf"\[{_TEXT}\](?:\(\]|\])\({_URL}\)")
_CLOSED: Final = re.compile(rf"(?<![\w\]])\[{_TEXT}\]\({_URL}\](?![)(\[])")
_INSIDE: Final = re.compile(rf"\[{_TEXT}\]\((?P<url>[^()\[\]<>\n\"'“”]{{1,500}})\)")
_REFERENCE: Final = re.compile(
    rf"(?<![\w\])])\[{_TEXT}\]\[(?P<label>[^\[\]\\\n]{{1,100}})\]"
)
_LETTERS: Final = re.compile(r"a-z|A-Z|0-9")
"""What a regular expression has in brackets, `[a-z][a-z0-9]*`."""
_CUT_OFF: Final = re.compile(
    r"\. (?:csv|der|docx?|gif|html?|jpe?g|json|md|pdf|pem|png|svg|txt|xlsx?|xml|zip)\Z"
)
_FILE: Final = re.compile(r"[^/]{1,100}\.[A-Za-z0-9]{2,5}(?:#[^ ]{1,100})?")


EXAMPLES = (
    Bad(
        "See «(the guide)[/guides/share/]».",
        message="Brackets are swapped: this is shown as it is written",
        fixed="See [the guide](/guides/share/).",
    ),
    Bad(
        "See «[the guide] (https://www.scilifelab.se/guide)» first.",
        message="A space keeps text and address apart: this is shown as it is written",
        fixed="See [the guide](https://www.scilifelab.se/guide) first.",
    ),
    Bad(
        "Get «[the plan](/files/my plan.pdf)» or «[both](](/files/)».",
        messages=(
            "A space in the address breaks this link: this is shown as it is written",
            "A bracket too many breaks this link: this is shown as it is written",
        ),
        fixed="Get [the plan](/files/my%20plan.pdf) or [both](/files/).",
    ),
    Bad(
        "In «[the plan](/plan]» or [the list](/list/).",
        message="A square bracket closes the address: this is shown as it is written",
        fixed="In [the plan](/plan) or [the list](/list/).",
    ),
    Bad(
        "See [the guide][«guide»] and [the list][«lists»].\n\n[list]: /list/\n",
        messages=(
            "No line `[guide]: …` says where this link leads",
            "No line `[lists]: …` says where this link leads; the nearest is `list`",
        ),
        fixed="See [the guide][guide] and [the list][list].\n\n[list]: /list/\n",
    ),
    Bad(
        "See [the guide](«guides»).\n\n[guides]: /guide/\n",
        message="`guides` is a label, no address; write [guides]",
        fixed="See [the guide][guides].\n\n[guides]: /guide/\n",
    ),
    Bad(
        files={
            "data/tools.json": '[{"text": "Log in (now) at https://a.org/x«)», then"}]'
        },
        message="A round bracket closes nothing behind https://a.org/x",
    ),
    Bad(
        "«[Write us](mailto: data@example.org)» or see «[it](/gui de/)».",
        files={"content/guide.md": ""},
        fixed="[Write us](mailto:data@example.org) or see [it](/guide/).",
    ),
    Bad(
        "Get «[the key](/certs/root. der)» or «[a page](https://a.org/b. html)».\n",
        files={"static/certs/root.der": ""},
        fixed="Get [the key](/certs/root.der) or [a page](https://a.org/b.html).\n",
    ),
    Good("See [the keys](https://a.org/certs. der is one form)."),
    Good("<p>Names are [a-zA-Z_][a-zA-Z0-9_]*, or [a-z][0-9].</p>\n"),
    Good(
        "`(code)[/a/b/]` and [a link](/a/b/), (an aside) [or two], a note[^1], "
        "[the guide][Guide], a[i][j], an option [-x][FILE], step [1] (/a/b/)\n\n"
        "    [x] (/in/a/block/)\n\n[guide]: /g/\n\n[^1]: Here.\n"
    ),
    Good(
        "[a title](/a/ 'of its own') \\[escaped\\] (/a/b/) [b]bold[/b] "
        "[sic] (see /etc/hosts) [Fixed] (#123) [0](1] f[x](/y] [a](/b])"
    ),
    Good(
        "Links: {{% links %}}\n\n[the guide][guide]\n",
        files={"layouts/shortcodes/links.html": "[guide]: /guide/"},
        note="The definition may come from the shortcode.",
    ),
    Good("<pre>\n[text] (/a/b/)\n</pre>"),
    Good(
        files={
            "content/a.md": "[the guide](guide)\n\n[guide]: /guide/\n",
            "content/a/guide.md": "",
            "data/tools.yaml": "- see (https://a.org/x), [x](https://a.org/y)\n"
            "- a) https://a.org/x(1) and (at https://a.org/)\n",
        },
    ),
)

RULE = PageRule(
    code="LK018",
    name="link-syntax-broken",
    since=NEXT,
    severity=Severity.WARNING,
    fixes=Fixes.SOMETIMES,
    over=("content", "data"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
