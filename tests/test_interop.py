"""python-frontmatter with our handlers reads what Hugo reads."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rdmlint.interop import (
    FrontMatterError,
    JSONHandler,
    TOMLHandler,
    YAMLHandler,
    handler_for,
    handlers,
)


def test_yaml_is_typed_as_hugo_types_it() -> None:
    post = frontmatter.loads(
        "---\nTitle: T\ntoc: no\nid: 012\ndate: 2020-01-02\n---\nBody\n",
        handler=YAMLHandler(),
    )
    assert post.metadata == {"title": "T", "toc": "no", "id": 10, "date": "2020-01-02"}
    assert post.content == "Body"


def test_toml_needs_no_further_library() -> None:
    text = '+++\ntitle = "T"\nd = 2020-01-02\nt = 2020-01-02T10:00:00Z\n+++\nBody'
    post = frontmatter.loads(text, handler=TOMLHandler())
    assert post.metadata == {
        "title": "T",
        "d": datetime.date(2020, 1, 2),
        "t": datetime.datetime(2020, 1, 2, 10, tzinfo=datetime.UTC),
    }
    assert post.content == "Body"


def test_json_may_end_on_the_line_of_the_text() -> None:
    post = frontmatter.loads(
        '{"title": "T", "a": {"B": 1}} Body', handler=JSONHandler()
    )
    assert post.metadata == {"title": "T", "a": {"b": 1}}
    assert post.content == "Body"


def test_a_byte_order_mark_hides_nothing() -> None:
    post = frontmatter.loads("\ufeff---\ntitle: T\n---\nBody", handler=YAMLHandler())
    assert post["title"] == "T"


def test_the_handler_for_a_file_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("+++\ntitle = 'T'\n+++\nBody\n")
    handler = handler_for(page)
    assert isinstance(handler, TOMLHandler)
    assert frontmatter.load(page, handler=handler)["title"] == "T"
    page.write_text("Body\n")
    assert handler_for(page) is None


def test_all_handlers_can_replace_those_of_python_frontmatter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frontmatter, "handlers", list(handlers))
    assert frontmatter.loads("---\na: on\n---\n")["a"] == "on"
    assert frontmatter.loads('+++\na = "on"\n+++\n')["a"] == "on"
    assert frontmatter.loads('{"a": "on"}')["a"] == "on"
    assert frontmatter.loads("text").metadata == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\ntitle: T\ntitle: U\n---\n", (3, 1)),
        ("---\ntitle: T\n", (1, 1)),
        ("---\n- a\n---\n", (2, 1)),
        ("---\na: b: c\n---\n", (2, 5)),
    ],
)
def test_what_stops_hugo_raises_with_its_place(
    text: str, place: tuple[int, int]
) -> None:
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.loads(text, handler=YAMLHandler())
    assert (caught.value.line, caught.value.column) == place


def test_keys_keep_their_case_on_request() -> None:
    text = "---\npublishDate: x\n---\n"
    assert frontmatter.loads(text, handler=YAMLHandler()).metadata == {
        "publishdate": "x"
    }
    kept = frontmatter.loads(text, handler=YAMLHandler(keep_case=True))
    assert kept.metadata == {"publishDate": "x"}


plain_values = st.recursive(
    st.booleans()
    | st.integers(-(1 << 62), 1 << 62)
    | st.sampled_from(
        [
            "yes",
            "012",
            "0o12",
            "1e3",
            "null",
            "~",
            "",
            " x ",
            "a: b",
            "2020-01-02",
            "# x",
            "1_000",
            "é\n",
            "---",
            ".inf",
            "- x",
            "'",
            '"',
            "\\",
            "{{ x }}",
        ]
    )
    | st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c d"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(handlers),
    st.dictionaries(st.sampled_from(["title", "x y", "z"]), plain_values, max_size=3),
)
def test_what_is_written_is_read_back(
    handler: Any, metadata: dict[str, object]
) -> None:
    text = frontmatter.dumps(frontmatter.Post("Body", handler, **metadata))
    post = frontmatter.loads(text, handler=handler)
    assert post.metadata == metadata
    assert post.content == "Body"
