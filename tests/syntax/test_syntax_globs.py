"""Globs on paths, held against an independent reading of gitignore."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from rdmlint.syntax.globs import matcher
from stopwatch import at_most


@pytest.mark.parametrize(
    ("glob", "path", "is_covered"),
    [
        ("**", "content/a.md", True),
        ("content/**", "content/topics/a.md", True),
        ("content/**", "content.md", False),
        ("content", "content/topics/a.md", True),
        ("topics", "content/topics/a.md", True),
        ("topics/", "content/topics/a.md", True),
        ("topics/", "content/topics", False),
        ("/topics", "content/topics/a.md", False),
        ("content/topics", "content/topics/a.md", True),
        ("topics/a.md", "content/topics/a.md", False),
        ("*.md", "content/topics/a.md", True),
        ("content/*.md", "content/a.md", True),
        ("content/*.md", "content/topics/a.md", False),
        ("content/**/_index.md", "content/_index.md", True),
        ("content/**/_index.md", "content/topics/data/_index.md", True),
        ("**/draft-*", "content/topics/draft-1.md", True),
        ("content/?.md", "content/a.md", True),
        ("content/?.md", "content/ab.md", False),
        ("content/[a-c].md", "content/b.md", True),
        ("content/[!a-c].md", "content/b.md", False),
        ("content/[]].md", "content/].md", True),
        ("content/[x.md", "content/[x.md", True),
        (r"content/\*.md", "content/*.md", True),
        (r"content/\*.md", "content/a.md", False),
        ("content/Ä*.md", "content/Ärzte.md", True),
        ("content/a.md", "content/A.md", False),
        ("content/{a,b}.md", "content/{a,b}.md", True),
        ("# no comment", "# no comment", True),
        ("/", "content/a.md", False),
        ("", "content/a.md", False),
        ("!content", "content/a.md", False),
    ],
)
def test_a_glob_covers_what_gitignore_says(
    glob: str, path: str, is_covered: bool
) -> None:
    assert matcher([glob])(path) is is_covered


def test_a_later_glob_takes_back_what_an_earlier_one_covered() -> None:
    covers = matcher(["content/**", "!content/a.md", "*.bak"])
    assert covers("content/b.md")
    assert not covers("content/a.md")
    assert covers("content/a.md.bak")


WORDS = st.text("ab*?[]!-./", min_size=1, max_size=12).filter(
    lambda word: "//" not in word
)
NAMES = st.text("ab.-", min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATHS = st.lists(NAMES, min_size=1, max_size=4)


@given(WORDS, PATHS)
def test_globs_agree_with_pathspec(glob: str, names: list[str]) -> None:
    path = "/".join(names)
    try:
        expected = GitIgnoreSpec.from_lines([glob]).match_file(path)
    except (ValueError, re.error, FutureWarning):
        return  # what it cannot read well, it says nothing about
    assert matcher([glob])(path) == expected


def test_a_hostile_glob_takes_no_time() -> None:
    with at_most(0.5):
        assert not matcher(["*a" * 400 + "b"])("a" * 4_000)
        assert not matcher(["**/a/" * 100 + "b"])("a/" * 2_000 + "c")
