import pytest

from rdmlint.hugo.globs import matches
from stopwatch import at_most


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("/s/**", "/s/a/b"),
        ("/s/*", "/s/a"),
        ("/S/?", "/s/a"),
        ("{page,section}", "section"),
        ("/{a,b/**}", "/b/c/d"),
        ("/[a-c]x", "/bx"),
        ("/[!a]x", "/bx"),
        ("**", "/any/thing"),
        ("/s{,/**}", "/s"),
        ("/s{,/**}", "/s/a/b"),
        ("/{a,b}{/x,/y}", "/b/x"),
        ("/s/**/x", "/s/a/x"),
        ("/{a/**,b}/x", "/a/b/x"),
        (r"/a\*", "/a*"),
    ],
)
def test_a_glob_matches(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("/s/**", "/s"),
        ("/s/*", "/s/a/b"),
        ("/s/?", "/s/"),
        ("{page,section}", "term"),
        ("s/**", "/s/a"),
        ("/s/a.md", "/s/a"),
        ("/[a", "/[a"),
        ("{a", "{a"),
        ("/s{,/**}", "/sa"),
        ("/{a,b}{/x,/y}", "/b/z"),
        ("/{a/**,b}/x", "/a/b/y"),
    ],
)
def test_a_glob_does_not_match(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


@pytest.mark.parametrize("pattern", ["**a" * 2000, "{a," * 2000, "{*,**}" * 500 + "b"])
def test_hostile_globs_end_soon(pattern: str) -> None:
    with at_most(0.5):
        assert not matches(pattern, "/" + "a" * 200 + "!")
