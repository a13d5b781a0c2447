"""Page lookup, held against what Hugo did on one tree (group C10 of the cases)."""

from urllib.parse import unquote

import pytest

from hugo_cases import Case, cases
from rdmlint.hugo.links import AMBIGUOUS, Node, PageTree


def nodes() -> list[Node]:
    def page(logical: str, path: str) -> Node:
        return Node(logical, "page", f"content/{path}")

    def section(logical: str, path: str) -> Node:
        return Node(logical, "section", f"content/{path}", "branch")

    return [
        Node("/", "home", "content/_index.md", "branch"),
        page("/top", "top.md"),
        section("/sec", "sec/_index.md"),
        page("/sec/p1", "sec/p1.md"),
        page("/sec/p2", "sec/p2.md"),
        page("/sec/slug", "sec/slug.md"),
        page("/sec/hidden", "sec/hidden.md"),
        Node("/sec/draft", "page", "content/sec/draft.md", hidden="a draft"),
        Node("/sec/bun", "page", "content/sec/bun/index.md", "leaf"),
        Node("/sec/bun/inner", "resource", "content/sec/bun/inner.md"),
        section("/sec/sub", "sec/sub/_index.md"),
        page("/sec/sub/deep", "sec/sub/deep.md"),
        page("/sec/nos/q", "sec/nos/q.md"),
        section("/other", "other/_index.md"),
        page("/other/p1", "other/p1.md"),
        page("/other/uniq", "other/uniq.md"),
        page("/other/a.b", "other/a.b.md"),
        page("/other/mixed-case", "Other/Mixed Case.md"),
        Node("/tags", "taxonomy"),
        Node("/categories", "taxonomy"),
    ]


TREE = PageTree(nodes())
CONTEXTS = ("/sec/p1", "/sec/bun", "/sec", "/")


def found(ref: str, context: str | None, mode: str = "get") -> str | None:
    node = TREE.lookup(
        ref,
        TREE.get(context) if context else None,
        mode="ref" if mode == "ref" else "get",
    )
    return node.logical if isinstance(node, Node) else node


@pytest.mark.parametrize(
    ("ref", "from_page", "from_bundle", "from_section", "from_home"),
    [
        ("p2.md", "/sec/p2", "/sec/p2", "/sec/p2", None),
        ("./p2.md", "/sec/p2", "/sec/p2", "/sec/p2", None),
        ("/sec/p2", "/sec/p2", "/sec/p2", "/sec/p2", "/sec/p2"),
        ("../other/p1", *["/other/p1"] * 4),
        ("../other/p1.md", "/other/p1", None, "/other/p1", "/other/p1"),
        ("../../other/p1.md", "/other/p1", "/other/p1", "/other/p1", "/other/p1"),
        ("../top.md", "/top", None, "/top", "/top"),
        ("bun/", "/sec/bun", "/sec/bun", "/sec/bun", None),
        ("bun/index.md", "/sec/bun", "/sec/bun", "/sec/bun", None),
        ("bun/inner.md", *[None] * 4),
        (".", "/sec", "/sec", "/sec", "/"),
        ("..", "/", "/", "/", "/"),
        ("P2.md", "/sec/p2", "/sec/p2", "/sec/p2", None),
        ("uniq.md", *[None] * 4),
        ("draft.md", *[None] * 4),
        ("../../content/sec/p2.md", "/sec/p2", None, "/sec/p2", None),
    ],
)
def test_a_page_is_found_from_where_hugo_finds_it(
    ref: str,
    from_page: str | None,
    from_bundle: str | None,
    from_section: str | None,
    from_home: str | None,
) -> None:
    assert [found(ref, context) for context in CONTEXTS] == [
        from_page,
        from_bundle,
        from_section,
        from_home,
    ]


def test_a_bare_name_is_searched_in_the_whole_site_by_ref_alone() -> None:
    assert found("uniq", "/sec/p1", "ref") == "/other/uniq"
    assert found("uniq", "/sec/p1") is None
    assert found("uniq", None) == "/other/uniq"


def test_a_bare_name_that_two_pages_have_is_ambiguous() -> None:
    assert TREE.lookup("p1", None) == AMBIGUOUS


LINKS = {"/": "/", "/sec/slug": "/sec/slugged/", "/sec/hidden": '""'}
"""Where the pages of the tree are whose link is not just their path."""

OBSERVED = [
    case
    for case in cases("C10")
    if case.output.partition(" ")[0] != '""' or b"hidden" in case.input
]
"""All but addresses without a path, which `ref` does not look up."""


@pytest.mark.parametrize("case", OBSERVED, ids=[case.id for case in OBSERVED])
def test_ref_finds_what_hugo_finds(case: Case) -> None:
    ref = unquote(case.input.decode().partition("#")[0].partition("?")[0])
    seen = [link.strip().partition("#")[0] for link in case.output.split(" | ")]
    assert len(seen) == 8
    assert [
        "NF" if found_at in (None, AMBIGUOUS) else LINKS.get(found_at, found_at + "/")
        for found_at in (found(ref, context, "ref") for context in CONTEXTS)
    ] == seen[:4]


def test_a_hidden_page_is_found_when_asked_for() -> None:
    node = TREE.lookup("draft.md", TREE.get("/sec/p1"), see_hidden=True)
    assert isinstance(node, Node)
    assert node.hidden == "a draft"


def test_a_language_amid_a_name_does_not_count() -> None:
    tree = PageTree([Node("/s/y.en", "page", "content/s/y.en.en.md")])
    for ref in ("/s/y.en.en", "/s/Y.EN.en/", "s/y.en"):
        assert tree.lookup(ref, None) == tree.get("/s/y.en")
    assert tree.lookup("/s/y.fr.en", None) is None
