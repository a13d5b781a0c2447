"""`rdmlint pages` and `rdmlint links show`: what they list, in which form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import msgspec
import pytest

from rdmlint.cli import main
from rdmlint.commands import pages
from rdmlint.hugo.discover import find_root
from rdmlint.report.view import View
from rdmlint.settings import load

ROOT: Final = Path(__file__).parent.parent
SITES: Final = sorted(path.parent for path in ROOT.glob("site-fixtures/*/hugo.json"))

Output = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Output:
    """Return what runs the command line: exit code, output, what is said beside."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the root of a small site, where the run starts."""
    files = {
        "hugo.toml": 'baseURL = "https://h.org/sub/"\n',
        "content/_index.md": "[a](one/) [b](nowhere/) [c](https://example.org/)\n",
        "content/one.md": "---\ntitle: One\nmenu: main\nweight: 3\naliases: [/old/]\n"
        'when: 2025-01-01\n---\n## Top\n\n[home]({{< relref "/" >}})\n',
        "content/draft.md": "---\ndraft: true\n---\n",
        "content/two.md": "",
        "content/Two.md": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validator(name: str) -> Any:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    return jsonschema_rs.validator_for(schema)


@pytest.mark.parametrize("root", SITES, ids=lambda root: root.name)
def test_every_page_is_listed_as_hugo_made_it(root: Path) -> None:
    (settings,) = load([root], find_root=find_root)
    settings = msgspec.structs.replace(settings, today="2026-01-01")
    listed = json.loads(
        pages.render(pages.listing(settings), "json", View(base=str(root)))
    )
    said = json.loads((root / "hugo.json").read_text())
    ours = {
        (page["lang"], page["path"]): (page["kind"], page["source"] or "", page["url"])
        for page in listed["pages"]
        if page["published"] == "yes"
    }
    theirs = {
        (page["language"], page["path"]): (page["kind"], page["source"], page["url"])
        for page in said["pages"]
    }
    assert ours == theirs
    assert listed["unknown"] == []
    files = {file for page in listed["pages"] for file in page["files"]}
    assert files <= set(said["files"])
    assert {file for file in said["files"] if file.endswith("/index.xml")} <= files
    redirects = {a for page in listed["pages"] for a in page["aliases"]}
    assert {a + "index.html" if a.endswith("/") else a for a in redirects} <= set(
        said["files"]
    )


def test_some_sites_are_compared() -> None:
    assert SITES


def test_what_is_printed_fits_the_schema(site: Path, run: Output) -> None:
    extras = "front-matter,ids,links,menus"
    code, out, _ = run("pages", "--format", "json", "--with", extras)
    assert code == 0
    found = json.loads(out)
    validator("pages").validate(found)
    one = next(p for p in found["pages"] if p["source"] == "content/one.md")
    assert one["url"] == "/sub/one/"
    assert one["files"] == ["/one/index.html"]
    assert one["aliases"] == ["/old/"]
    assert one["front_matter"]["weight"] == 3
    assert one["front_matter"]["aliases"] == ["/old/"]
    assert one["ids"] == {
        "known": [
            {"id": "top", "from": "heading", "line": 8, "column": 1, "certain": True}
        ],
        "unknown": None,
    }
    (link,) = one["links"]
    assert (link["kind"], link["written"], link["url"], link["verdict"]) == (
        *("ref", "/", "/sub/"),
        "yes",
    )
    assert one["menus"] == [
        {
            "menu": "main",
            "name": "One",
            "identifier": None,
            "parent": None,
            "weight": 3,
        }
    ]


def test_what_is_not_published_and_what_is_unknown_is_said_with_its_reason(
    site: Path, run: Output
) -> None:
    _, out, _ = run("pages", "--format", "json")
    said = {
        page["source"]: (page["published"], page["reason"], page["url"])
        for page in json.loads(out)["pages"]
    }
    assert said["content/draft.md"] == ("no", "a draft", None)
    assert said["content/two.md"] == (
        *("unknown", "content/Two.md is the same page; Hugo takes one of them"),
        None,
    )
    assert said["content/one.md"][:2] == ("yes", None)


def test_what_a_module_that_is_not_there_adds_is_unknown(
    site: Path, run: Output
) -> None:
    (site / "hugo.toml").write_text('theme = "gone"\n')
    _, out, _ = run("pages", "--format", "json")
    assert json.loads(out)["unknown"] == ["pages of gone, which is not on disk"]
    _, out, _ = run("pages")
    assert "Not known: pages of gone, which is not on disk" in out


def test_a_path_lists_what_is_located_there(site: Path, run: Output) -> None:
    _, out, _ = run("pages", "content/one.md", "--format", "json")
    assert [page["source"] for page in json.loads(out)["pages"]] == ["content/one.md"]


def test_the_table_is_for_spreadsheets_that_run_nothing(
    site: Path, run: Output
) -> None:
    (site / "content/one.md").write_text(
        "---\naliases: ['=cmd|calc', \"/a\\u202eb/\"]\nurl: '@SUM(1)'\n---\n"
    )
    code, out, _ = run("pages", "--format", "csv", "--with", "front-matter")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {"kind", "lang", "source", "url", "published", "front_matter"} <= set(
        rows[0]
    )
    assert not [
        value for row in rows for value in row.values() if value[:1] in tuple("=+-@")
    ]
    assert "\u202e" not in out
    assert pages.cell("=1+1") == "'=1+1"
    assert pages.cell("\t=1") == "\\t=1"
    assert pages.cell("/a/") == "/a/"


def test_nothing_on_a_page_speaks_to_the_terminal(site: Path, run: Output) -> None:
    (site / "content/one.md").write_text(
        '---\n"a\\e[31mb": "\\e[0m"\n---\n[x](<a\x1b[31m/>)\n'
    )
    _, out, _ = run("pages", "--with", "front-matter,links,ids,menus")
    assert "\x1b" not in out
    assert "\\x1b[31m" in out
    _, out, _ = run("links", "show", "content/one.md")
    assert "\x1b" not in out


def test_the_text_counts_what_is_published(site: Path, run: Output) -> None:
    _, out, _ = run("pages")
    assert out.splitlines()[-1] == "7 pages: 4 published, 1 not, 2 unknown"
    assert "yes        page      en    /sub/one/         content/one.md" in out


@pytest.mark.parametrize("name", ["content/one.md", "/one/", "/sub/one", "one/"])
def test_the_links_of_a_page_and_those_to_it_are_shown(
    site: Path, run: Output, name: str
) -> None:
    code, out, _ = run("links", "show", name, "--format", "json")
    assert code == 0
    found = json.loads(out)
    validator("links").validate(found)
    assert (found["source"], found["url"]) == ("content/one.md", "/sub/one/")
    assert [link["url"] for link in found["links"]] == ["/sub/"]
    assert [(each["page"], each["line"]) for each in found["linked_from"]] == [
        ("content/_index.md", 1)
    ]


def test_links_are_shown_with_verdict_and_reason(site: Path, run: Output) -> None:
    _, out, _ = run("links", "show", "content/_index.md")
    assert out == (
        "content/_index.md at /sub/\n\n"
        "3 links on it:\n"
        "  1:5 link one/ -> /sub/one/ [yes]\n"
        "  1:15 link nowhere/ -> /sub/nowhere/ [no] nothing is published there\n"
        "  1:29 link https://example.org/ [unknown] another site\n\n"
        "1 link to it:\n"
        "  content/one.md:10:8 ref / -> /sub/ [yes]\n"
    )


def test_a_page_that_hugo_makes_may_be_named_by_its_url(
    site: Path, run: Output
) -> None:
    code, out, _ = run("links", "show", "/tags/")
    assert code == 0
    assert out.splitlines()[0] == "/sub/tags/"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pages", "--with", "id"), "--with cannot be `id` (did you mean `ids`?)"),
        (("pages", "--format", "xml"), "--format cannot be `xml`"),
        (("links", "show", "content/on.md"), "there is no page `content/on.md`"),
        (("links", "list", "x"), "links cannot be `list`"),
    ],
)
def test_a_mistake_is_told_of_in_a_line(
    site: Path, run: Output, words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert sentence in err
