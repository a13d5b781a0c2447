"""Facts kept between runs: they change nothing but the time that a run takes."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rdmlint import app, kept
from rdmlint.cli import main
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import Site, discover, find_root
from rdmlint.kept import FactStore
from rdmlint.model import Page
from rdmlint.parse import pages
from rdmlint.settings import load

ROOT = Path(__file__).parent.parent
FIXTURES = sorted(path.parent for path in ROOT.glob("site-fixtures/*/expected.txt"))

LINES = (
    *("---", "+++", "title: A", "title = 'B'", "aliases: [/x/]", "big: 123" * 9, ""),
    *("# Å {#a}", "[a](b) [c][d]", "[d]: /e/", '<p id="x"><b>y', "</div>", "- a\n- b"),
    *(
        "{{< figure src=a >}}",
        "{{% unknown %}}",
        "```go {.x}",
        "<!-- z -->",
        "😀 &amp;",
    ),
)
SITES = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "s/_index.md", "s/c.html", "s/d/index.md"]),
    st.lists(st.sampled_from(LINES), max_size=8).map("\n".join),
)


class Memory:
    """A store that a test can look into and tamper with."""

    def __init__(self) -> None:
        self.facts: dict[bytes, bytes] = {}

    def read(self) -> Mapping[bytes, bytes]:
        return dict(self.facts)

    def write(self, facts: Mapping[bytes, bytes]) -> None:
        self.facts = dict(facts)


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the facts of small sites be kept too."""
    monkeypatch.setattr(pages, "WORTH_KEEPING", 0)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the root of a site of two pages."""
    root = tmp_path / "site"
    write(root, {"a.md": "---\ntitle: A\n---\n[b](/b/)\n", "b.md": "# B\n[a](/c/)\n"})
    return root


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the pages that are read from text, as they are."""
    read: list[str] = []
    parse: Callable[..., Page] = pages.parse_page

    def parse_page(path: str, *rest: object) -> Page:
        read.append(path.removeprefix("content/"))
        return parse(path, *rest)

    monkeypatch.setattr(pages, "parse_page", parse_page)
    return read


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write the site at *root* of *files*, by path from its content."""
    for name, text in files.items():
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_text(text)
    (root / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')


def found(root: Path) -> Site:
    return discover(str(root), read_config(str(root)))


def facts(root: Path, store: pages.Kept | None) -> tuple[Page, ...]:
    site = found(root)
    return pages.parse_pages(site, site.config.markup, kept=store)


@pytest.mark.parametrize("root", FIXTURES, ids=lambda root: root.name)
def test_a_report_is_the_same_without_facts_with_new_and_with_kept_ones(
    root: Path,
) -> None:
    (asked,) = load([root], find_root=find_root)
    store = Memory()
    reports = [
        app.check(asked, kept=kept_facts) for kept_facts in (None, store, store, store)
    ]
    assert store.facts
    one, *others = (
        msgspec.structs.replace(
            each, stats=msgspec.structs.replace(each.stats, seconds=0)
        )
        for each in reports
    )
    assert all(repr(other) == repr(one) for other in others)


@given(st.lists(SITES, min_size=2, max_size=4))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_facts_are_the_same_whatever_was_kept_before(
    tmp_path_factory: pytest.TempPathFactory, versions: list[dict[str, str]]
) -> None:
    root, store = tmp_path_factory.mktemp("site"), Memory()
    for version in versions:
        write(root, version)
        assert repr(facts(root, store)) == repr(facts(root, None))


@given(st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_damaged_is_read_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root, store = tmp_path_factory.mktemp("site"), Memory()
    write(root, {"a.md": "---\ntitle: A\n---\n[b](/b/)\n", "b.md": "# B\n"})
    right = facts(root, store)
    for key, whole in store.facts.items():
        end = data.draw(st.integers(0, len(whole) - 1))
        damaged = data.draw(st.just(whole[:end]) | st.binary(max_size=9))
        store.facts[key] = damaged
    assert facts(root, store) == right
    assert facts(root, None) == right


@pytest.mark.parametrize(
    "hostile",
    [
        msgspec.msgpack.encode({"path": 1}),
        msgspec.msgpack.encode([]),
        msgspec.msgpack.encode({"path": "a", "links": [{"span": "x"}]}),
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"cos\nsystem\n(S'true'\ntR.",
    ],
)
def test_what_is_no_page_is_read_anew(hostile: bytes, site: Path) -> None:
    store = Memory()
    right = facts(site, store)
    store.facts = dict.fromkeys(store.facts, hostile)
    assert facts(site, store) == right
    assert hostile not in store.facts.values()


def test_only_what_changed_is_read(site: Path, parsed: list[str]) -> None:
    store = Memory()
    facts(site, store)
    assert sorted(parsed) == ["a.md", "b.md"]
    write(site, {"b.md": "# C\n"})
    facts(site, store)
    assert parsed[2:] == ["b.md"]
    (site / "content/b.md").unlink()
    facts(site, store)
    assert (len(parsed), len(store.facts)) == (3, 1)


def test_another_markup_or_path_is_another_key(site: Path, parsed: list[str]) -> None:
    store, here = Memory(), found(site)
    for unsafe in (False, True, False):
        markup = msgspec.structs.replace(here.config.markup, unsafe=unsafe)
        pages.parse_pages(here, markup, kept=store)
    assert len(parsed) == 6
    (site / "content/a.md").rename(site / "content/c.md")
    assert {page.path for page in facts(site, store)} == {
        "content/b.md",
        "content/c.md",
    }


def test_a_file_that_cannot_be_read_is_no_empty_one(site: Path) -> None:
    store = Memory()
    (site / "content/a.md").write_bytes(b"")
    facts(site, store)
    (site / "content/a.md").write_bytes(b"#" * ((5 << 20) + 1))
    assert [len(page.faults) for page in facts(site, store)] == [1, 0]


def test_what_cannot_be_written_down_is_read_each_time(
    site: Path, parsed: list[str]
) -> None:
    store = Memory()
    named = os.fsdecode(b"\xff.md")
    (site / "content" / named).write_text("# A\n")
    assert facts(site, store) == facts(site, store)
    assert sorted(parsed) == ["a.md", "b.md", named, named]


# --- The store --------------------------------------------------------------------


def test_a_database_keeps_what_was_written_and_nothing_else(tmp_path: Path) -> None:
    store = FactStore(str(tmp_path), "/site")
    assert store.read() == {}
    store.write({b"a": b"1", b"b": b"2"})
    again = FactStore(str(tmp_path), "/site")
    assert again.read() == {b"a": b"1", b"b": b"2"}
    again.write({b"b": b"3", b"c": b"4"})
    assert FactStore(str(tmp_path), "/site").read() == {b"b": b"3", b"c": b"4"}
    assert FactStore(str(tmp_path), "/other").read() == {}


def test_what_other_code_has_read_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FactStore(str(tmp_path), "/site").write({b"a": b"1"})
    monkeypatch.setattr(kept, "form", lambda: b"other")
    store = FactStore(str(tmp_path), "/site")
    assert store.read() == {}
    store.write({b"b": b"2"})
    monkeypatch.undo()
    assert FactStore(str(tmp_path), "/site").read() == {}


def test_the_form_is_another_one_once_a_module_changes(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("a")
    assert list(kept.stamps([str(tmp_path)])) == list(kept.stamps([str(tmp_path)]))
    before = list(kept.stamps([str(tmp_path)]))
    code.write_text("ab")
    assert list(kept.stamps([str(tmp_path)])) != before
    assert len(list(kept.stamps(kept.code()))) > 100


def database(directory: Path) -> Path:
    (file,) = (directory / "facts").iterdir()
    return file


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" * 300])
def test_a_broken_database_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    FactStore(str(tmp_path), "/site").write({b"a": b"1"})
    database(tmp_path).write_bytes(content)
    store = FactStore(str(tmp_path), "/site")
    assert store.read() == {}
    store.write({b"b": b"2"})
    assert FactStore(str(tmp_path), "/site").read() == {b"b": b"2"}


def test_rows_that_are_no_facts_are_passed_over(tmp_path: Path) -> None:
    FactStore(str(tmp_path), "/site").write({b"a": b"1"})
    with closing(sqlite3.connect(database(tmp_path))) as base, base:
        row = "INSERT INTO facts VALUES (?, ?, ?)"
        base.execute(row, (b"b", kept.form(), "text"))
        base.execute(row, ("c", kept.form(), b"3"))
    assert FactStore(str(tmp_path), "/site").read() == {b"a": b"1"}


def test_a_database_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FactStore(str(tmp_path), "/site").write({b"a": b"1"})
    monkeypatch.setattr(kept, "MAX_SIZE", 100)
    assert FactStore(str(tmp_path), "/site").read() == {}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "facts").write_text("in the way")
    store = FactStore(str(tmp_path), "/site")
    store.write({b"a": b"1"})
    assert store.read() == {}


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    FactStore(str(tmp_path), "/site").write({b"a": b"1"})
    store = FactStore(str(tmp_path), "/site")
    read = dict(store.read())
    database(tmp_path).chmod(0o400)
    before = database(tmp_path).stat().st_mtime_ns
    store.write(read)
    assert database(tmp_path).stat().st_mtime_ns == before


def test_sites_that_nobody_checks_are_forgotten(tmp_path: Path) -> None:
    for name in ("/old", "/read"):
        FactStore(str(tmp_path), name).write({b"a": b"1"})
    long_ago = time.time() - kept.FORGOTTEN - 60
    for file in (tmp_path / "facts").iterdir():
        os.utime(file, (long_ago, long_ago))
    (tmp_path / "facts/other.txt").write_text("is none of ours")
    os.utime(tmp_path / "facts/other.txt", (long_ago, long_ago))
    FactStore(str(tmp_path), "/read").read()
    FactStore(str(tmp_path), "/new").write({b"a": b"1"})
    assert FactStore(str(tmp_path), "/read").read()
    assert not FactStore(str(tmp_path), "/old").read()
    assert (tmp_path / "facts/other.txt").exists()


def test_the_command_keeps_facts_unless_it_is_told_not_to(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RDMLINT_CACHE_DIR", str(tmp_path / "cache"))
    words = ["check", "--output-format", "concise", str(site)]
    main([*words, "--no-cache"])
    assert not (tmp_path / "cache").exists()
    said = [capsys.readouterr().out]
    for _ in range(2):
        main(words)
        said.append(capsys.readouterr().out)
        assert database(tmp_path / "cache").exists()
    assert said == [said[0]] * 3
