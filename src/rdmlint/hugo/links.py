"""Which page a reference names: Hugo's page lookup, without its site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from posixpath import dirname, join, normpath, relpath
from typing import Final, Literal, TypeAlias

import msgspec

from rdmlint.hugo.paths import normalise, place

PageKind: TypeAlias = Literal["page", "home", "section", "taxonomy", "term", "resource"]


class Node(msgspec.Struct, frozen=True):
    """A page as lookups see it.

    *logical* is Hugo's `.Page.Path`. *path* is its source, POSIX from the site root
    (None: Hugo makes the page itself). *hidden* says why it is not there to be found,
    such as `a draft` (None: it is there). *unrendered* says why it is found, but has
    no address, such as `build.render: never` (None: it has one).
    """

    logical: str
    kind: PageKind
    path: str | None = None
    bundle: Literal["leaf", "branch"] | None = None
    hidden: str | None = None
    unrendered: str | None = None


AMBIGUOUS: Final = "ambiguous"
"""More than one page has the bare name that was asked for."""


class PageTree:
    """The pages of one language by logical path; keeps an index of bare names."""

    def __init__(
        self,
        nodes: Iterable[Node],
        *,
        content: Collection[tuple[str, str]] = (("content", ""),),
        languages: Collection[str] = ("en",),
        root: str = "/site",
    ) -> None:
        """Take the pages and the content directories.

        *content* pairs a directory from the site root with where it stands below
        `content` ("" for its root). *root* is the absolute site root. Of two pages
        with one logical path the first that is not hidden counts.
        """
        self._nodes: dict[str, Node] = {}
        for node in nodes:
            known = self._nodes.get(node.logical)
            if known is None or (known.hidden and not node.hidden):
                self._nodes[node.logical] = node
        self._content = tuple(content)
        self._languages = languages
        self._root = root
        self._names: dict[str, list[Node]] | None = None

    def get(self, logical: str) -> Node | None:
        """Return the page at this logical path, hidden or not."""
        return self._nodes.get(logical)

    def lookup(
        self,
        ref: str,
        context: Node | None,
        *,
        mode: Literal["ref", "get"] = "get",
        see_hidden: bool = False,
    ) -> Node | Literal["ambiguous"] | None:
        """Return the page that *ref*, written on *context*, names; None: none does.

        Mode `ref` is what the shortcodes `ref` and `relref` do, `get` what
        `.GetPage`, menus and the embedded link hook do. *context* None: the lookup
        starts at the site. *see_hidden*: pages that are not published count too.

        Source: HUGO-7.2; Hugo's `hugolib/pagecollections.go`.
        """

        def find(path: str) -> Node | None:
            node = self._nodes.get(self._logical(path))
            if node is None or node.kind == "resource":
                return None
            return node if see_hidden or not node.hidden else None

        ref = ref.removesuffix("/") or "/"
        has_extension = "." in ref.rpartition("/")[2]
        for candidate in _candidates(ref, has_extension=has_extension):
            found = self._candidate(candidate, ref, context, has_extension, find)
            if found is not None:
                return found
        if (mode == "ref" or context is None) and "/" not in ref:
            return self._by_name(ref, see_hidden=see_hidden)
        return None

    def _candidate(
        self,
        candidate: str,
        ref: str,
        context: Node | None,
        has_extension: bool,
        find: Callable[[str], Node | None],
    ) -> Node | None:
        if context is not None and not candidate.startswith("/"):
            base = _base(context, is_upward=has_extension and candidate[:3] == "../")
            found = find(normpath(join(base, candidate)))
            if found is None and has_extension and context.path is not None:
                found = self._by_file(join(dirname(context.path), ref), find)
            if found is not None:
                return found
        if candidate.startswith("."):
            return None
        found = find(normpath("/" + candidate.lstrip("/")))
        if found is None and has_extension:
            home = self._nodes.get("/")
            if home is not None and home.path is not None:
                found = self._by_file(join(dirname(home.path), ref.lstrip("/")), find)
        return found

    def by_file(self, path: str) -> Node | None:
        """Return the page whose source *path* names, hidden or not.

        *path* is POSIX, from the site root; its language and extension do not count.
        """
        return self._by_file(path, lambda path: self.get(self._logical(path)))

    def _by_file(self, path: str, find: Callable[[str], Node | None]) -> Node | None:
        """Return the page whose source *path* names, through the content mounts."""
        path = normpath(path)
        if path.startswith("../"):
            # Of a file mounted from beside the site, the way may lead back into it.
            path = relpath(join(self._root, path), self._root)
        for source, below in self._content:
            if path == source and below:
                found = find(f"/{below}")
            elif path.startswith(source + "/"):
                found = find(normpath(f"/{below}{path[len(source) :]}"))
            else:
                continue
            if found is not None:
                return found
        return None

    def _logical(self, path: str) -> str:
        found = place(path.lstrip("/"), languages=self._languages)
        if found.kind != "resource" or found.language is None:
            return found.logical
        # A language in the middle of a name does not count: `y.en.en` is `y.en`.
        folder = f"/{found.directory}" if found.directory else ""
        return normalise(f"{folder}/{found.name}.{found.extension}")

    def _by_name(
        self, ref: str, *, see_hidden: bool
    ) -> Node | Literal["ambiguous"] | None:
        found = self._named(ref, see_hidden=see_hidden)
        if len(found) > 1:
            return AMBIGUOUS
        return found[0] if found else None

    def named(self, ref: str) -> tuple[Node, ...]:
        """Return the pages whose base name is the last segment of *ref*.

        Home, parts of bundles and pages that are not published are left out.
        """
        name = ref.rstrip("/").rpartition("/")[2]
        return tuple(self._named(name, see_hidden=False))

    def published(self) -> Iterator[Node]:
        """Yield every page that has an address of its own."""
        for node in self._nodes.values():
            if node.kind != "resource" and not (node.hidden or node.unrendered):
                yield node

    def _named(self, ref: str, *, see_hidden: bool) -> list[Node]:
        if self._names is None:
            self._names = {}
            for node in self._nodes.values():
                if node.kind not in ("home", "resource"):
                    name = node.logical.rpartition("/")[2]
                    self._names.setdefault(name, []).append(node)
        name = normalise(place(ref, languages=self._languages).name)
        return [
            node for node in self._names.get(name, ()) if see_hidden or not node.hidden
        ]


def _candidates(ref: str, *, has_extension: bool) -> tuple[str, ...]:
    if has_extension:
        return (ref,)
    if ref == "/":
        return ("/_index.md",)
    if ref.endswith("/index"):
        return (f"{ref}/index.md", f"{ref}.md")
    return (f"{ref}.md",)


def _base(context: Node, *, is_upward: bool) -> str:
    """Return the logical directory that a relative reference counts from."""
    if context.bundle == "branch" or context.kind in ("home", "section", "taxonomy"):
        return context.logical
    if is_upward and context.bundle == "leaf":
        return context.logical
    return dirname(context.logical)
