"""The ids that a site's own heading hooks write, heading by heading.

Source: HUGO-GM-8; Hugo, `markup/converter/hooks/hooks.go`, `HeadingContext`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, NamedTuple

from msgspec import structs

from rdmlint.hugo.evaluate import Programs, Source
from rdmlint.hugo.gaps import IdPattern, ids_in
from rdmlint.hugo.values import Title
from rdmlint.model import Anchor, Heading, Origin, Page


class Written(NamedTuple):
    """The ids that are written for a heading.

    *sure* are those that surely are, *ids* those and others that may be; *patterns*
    tell of what else there may be.
    """

    sure: frozenset[str]
    ids: frozenset[str]
    patterns: frozenset[IdPattern] = frozenset()

    def or_else(self, other: Written) -> Written:
        """Return what is written if either of two is."""
        return Written(
            self.sure & other.sure,
            self.ids | other.ids,
            self.patterns | other.patterns,
        )

    def called(self, names: Sequence[tuple[str, str]]) -> Written:
        """Return this with the other in each pair of *names* for the one."""

        def renamed(one: str) -> str:
            for symbol, name in names:
                one = one.replace(symbol, name)
            return one

        return Written(
            frozenset(map(renamed, self.sure)),
            frozenset(map(renamed, self.ids)),
            frozenset((renamed(a), renamed(b)) for a, b in self.patterns),
        )


class HeadingHooks:
    """The hooks for headings that a site has; keeps what they gave.

    Which of several is for a page depends on much, so all of them count, and what
    Hugo does without any too unless one is for every page. A hook that is not
    understood is taken to write the heading's own id, and may write any others. So is
    one that leaves that to what is not known; but beside the id that it writes itself,
    what is not known is an icon.
    """

    def __init__(
        self, programs: Programs, hooks: Sequence[Source], *, is_one_for_all: bool
    ) -> None:
        """Take the hooks, and what runs them."""
        self._programs = programs
        self._hooks = hooks
        self._is_one_for_all = is_one_for_all
        self._known: dict[tuple[int, Title], Written | None] = {}

    def with_ids(self, page: Page) -> Page:
        """Return *page* with the ids that the hooks write for its headings.

        Ids that they may write besides are told of in `Page.open_ids`.
        """
        own = [one for one in page.headings if one.origin is Origin.MARKDOWN]
        if not self._hooks or not own:
            return page
        others = [a for a in page.anchors if a.source not in ("heading", "explicit")]
        found: list[Anchor] = []
        patterns: set[IdPattern] = set()
        for heading in own:
            written = self._written(heading)
            patterns |= written.patterns
            found += _anchors(heading, written)
        return structs.replace(
            page,
            anchors=tuple(sorted((*others, *found), key=lambda one: one.span)),
            open_ids=tuple(sorted(patterns)),
        )

    def _written(self, heading: Heading) -> Written:
        by_hook = [self._by(hook, heading) for hook in self._hooks]
        if not self._is_one_for_all:
            name = frozenset((heading.id,)) if heading.id else _NONE
            by_hook.append(Written(name, name))
        return reduce(Written.or_else, by_hook)

    def _by(self, hook: Source, heading: Heading) -> Written:
        """Return what *hook* writes; where it can, once for all names."""
        name, words = heading.id, _plain(heading)
        if name is not None and _SIMPLE.fullmatch(name):
            names = [(_ANCHOR, name), *([(_WORDS, words)] if words else [])]
            found = self._run(
                hook,
                _title(heading, _ANCHOR, _WORDS if words else words),
                symbols=(_ANCHOR, _WORDS),
            )
            if found is not None:
                return found.called(names)
        found = self._run(hook, _title(heading, name, words))
        if found is not None:
            return found
        own = frozenset((name,)) if name else _NONE
        return Written(own, own, _ANY)

    def _run(
        self, hook: Source, title: Title, symbols: tuple[str, ...] = ()
    ) -> Written | None:
        key = (id(hook), title)
        if key not in self._known:
            self._known[key] = self._ran(hook, title, symbols)
        return self._known[key]

    def _ran(
        self, hook: Source, title: Title, symbols: tuple[str, ...]
    ) -> Written | None:
        out = self._programs.heading(hook, title, symbols)
        if out is None:
            return None
        ids, patterns = ids_in(out.html.encode())
        sure, _ = ids_in(out.sure_html.encode())
        if out.is_open and title.anchor not in ids:
            return None
        return Written(sure & ids, ids, patterns)


_NONE: Final[frozenset[str]] = frozenset()
_ANY: Final = frozenset((("", ""),))
_ANCHOR: Final = "anchor0rdmlint"
_WORDS: Final = "words0rdmlint"
_SIMPLE: Final = re.compile(r"[\w-]++")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_ ,()/]++(?:-[A-Za-z0-9_ ,()/]++)*+")


def _anchors(heading: Heading, written: Written) -> Iterable[Anchor]:
    for name in sorted(written.ids):
        is_own = name == heading.id and heading.id_span is not None
        yield Anchor(
            name,
            heading.id_span if is_own and heading.id_span else heading.span,
            "explicit" if is_own else "heading",
            heading.is_certain and name in written.sure,
        )


def _plain(heading: Heading) -> str | None:
    """Return the text of *heading* as Hugo has it; None: that is not known here."""
    is_verbatim = len(heading.text) == heading.text_span.end - heading.text_span.start
    return heading.text if is_verbatim and _PLAIN.fullmatch(heading.text) else None


def _title(heading: Heading, anchor: str | None, plain: str | None) -> Title:
    if not heading.is_id_known:
        anchor = None
    elif anchor is None:
        anchor = ""
    given: tuple[tuple[str, str | bool | None], ...] = heading.attributes
    if anchor != "":
        given = (*given, ("id", anchor))
    return Title(heading.level, anchor, plain, given)
