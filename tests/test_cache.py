"""Answers are kept between runs: good ones for days, others for an hour."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from rdmlint.cache import JsonStore, SqliteStore, Store, default_directory, is_fresh
from rdmlint.errors import UsageError
from rdmlint.model import Answer, Cause, Hop, Verdict

NOW = 1_800_000_000.0
HOUR, DAY = 3_600.0, 86_400.0

GOOD = Answer(
    "https://a.se/",
    Verdict.OK,
    hops=(Hop("HEAD", "https://a.se/", 0.1, "192.0.2.1", 200),),
    checked=NOW,
    moved_to="https://b.se/",
)
BAD = Answer(
    "https://c.se/ö", Verdict.DEAD, Cause.GONE, "answers 404", checked=NOW, since=NOW
)


def aged(answer: Answer, seconds: float, **changes: object) -> Answer:
    return msgspec.structs.replace(answer, checked=NOW - seconds, **changes)


@pytest.mark.parametrize(
    ("answer", "is_kept"),
    [
        (aged(GOOD, 0), True),
        (aged(GOOD, 6 * DAY), True),
        (aged(GOOD, 8 * DAY), False),
        (aged(GOOD, -1), False),
        (aged(BAD, 0.9 * HOUR), True),
        (aged(BAD, 1.1 * HOUR), False),
        (aged(BAD, 2 * HOUR, cause=Cause.BUSY, retry_after=NOW + 60), True),
        (aged(BAD, 2 * HOUR, cause=Cause.BUSY, retry_after=NOW - 60), False),
        (aged(BAD, 2 * HOUR, cause=Cause.BUSY, retry_after=NOW + 9 * DAY), False),
    ],
)
def test_an_answer_spares_asking_for_as_long_as_it_may(
    answer: Answer, is_kept: bool
) -> None:
    assert is_fresh(answer, NOW) is is_kept


def test_an_answer_without_the_wanted_fragment_spares_nothing() -> None:
    looked = aged(GOOD, 0, looked_for=("x",))
    assert is_fresh(looked, NOW, ("x",))
    assert not is_fresh(looked, NOW, ("x", "y"))
    assert not is_fresh(GOOD, NOW, ("x",))
    assert is_fresh(GOOD, NOW, ())


@pytest.fixture(params=["sqlite", "json"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return SqliteStore(str(tmp_path / "deep" / "cache"))
    return JsonStore(str(tmp_path / "links.json"))


def test_what_is_kept_is_read_again_whole(store: Store) -> None:
    store.write([GOOD])
    store.write([BAD])
    assert store.read([GOOD.url, BAD.url, "https://d.se/"]) == {
        GOOD.url: GOOD,
        BAD.url: BAD,
    }


def test_a_newer_answer_replaces_the_older(store: Store) -> None:
    newer = aged(GOOD, -5, verdict=Verdict.DEAD)
    store.write([GOOD])
    store.write([newer])
    assert store.read([GOOD.url]) == {GOOD.url: newer}


def test_what_is_very_old_is_forgotten(store: Store) -> None:
    store.write([aged(BAD, 200 * DAY)])
    store.write([GOOD])
    assert store.read([BAD.url]) == {}


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\0" * 99, b'{"form":9,"answers":[]}', b"[" * 9_999]
)
def test_a_broken_file_keeps_nothing_and_is_written_anew(
    tmp_path: Path, data: bytes
) -> None:
    for store, name in (
        (SqliteStore(str(tmp_path)), "links.sqlite3"),
        (JsonStore(str(tmp_path / "links.json")), "links.json"),
    ):
        (tmp_path / name).write_bytes(data)
        assert store.read([GOOD.url]) == {}
        store.write([GOOD])
        assert store.read([GOOD.url]) == {GOOD.url: GOOD}


def test_a_record_that_is_no_answer_is_passed_over(tmp_path: Path) -> None:
    store = SqliteStore(str(tmp_path))
    store.write([GOOD, BAD])
    with sqlite3.connect(store.file) as base:
        base.execute("UPDATE links SET answer = ? WHERE url = ?", (b"{}", GOOD.url))
    base.close()
    assert store.read([GOOD.url, BAD.url]) == {BAD.url: BAD}


def test_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for store in (
        SqliteStore(str(tmp_path / "file")),
        JsonStore(str(tmp_path / "none" / "links.json")),
    ):
        with pytest.raises(UsageError, match="cannot be kept"):
            store.write([GOOD])


def test_the_file_for_ci_is_text_that_sorts_by_address(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    JsonStore(str(file)).write([BAD, GOOD])
    text = file.read_text()
    assert text.index("https://a.se/") < text.index("https://c.se/")
    assert [each.name for each in tmp_path.iterdir()] == ["links.json"]


def test_the_directory_is_the_users_own_or_the_one_that_is_named() -> None:
    named = default_directory({"RDMLINT_CACHE_DIR": "/x/y"})
    assert named == "/x/y"
    assert default_directory({"XDG_CACHE_HOME": "/c"}).endswith("rdmlint")
