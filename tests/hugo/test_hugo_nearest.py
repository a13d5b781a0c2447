from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rdmlint.hugo.nearest import Nearby, as_long, nearest
from rdmlint.hugo.published import Published

WORDS = st.text("abc/", max_size=12)


@given(WORDS, st.lists(WORDS, max_size=8))
@settings(deadline=None)
def test_what_is_too_long_or_short_is_never_the_nearest(
    word: str, choices: list[str]
) -> None:
    choices.sort(key=len)
    assert nearest(word, as_long(word, choices)) == nearest(word, choices)


def test_of_all_choices_few_are_as_long() -> None:
    choices = ["", "a", "ab", "abc", "abcd", "abcde"]
    assert as_long("abc", choices) == ["ab", "abc", "abcd"]


def test_the_same_wrong_path_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    published = Published()
    published.add_page("/guides/sharing/", "content/guides/sharing.md")
    monkeypatch.setattr("rdmlint.hugo.nearest.MOST_COMPARED", 1)
    nearby = Nearby(published, (), ())
    near = "/guides/sharing/"
    assert [nearby.path("/guides/sharng/") for _ in range(3)] == [near] * 3
    assert nearby.path("/guides/shring/") is None, "one comparison was allowed"
