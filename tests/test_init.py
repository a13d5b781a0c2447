"""`rdmlint init`: the configuration it writes, and what a check says with it."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rdmlint import app, settings
from rdmlint.cli import main
from rdmlint.commands import init
from rdmlint.commands.siblings import Group

HUGO = 'baseURL = "https://rdm.example.org/"\n'


def write(root: Path, files: dict[str, str]) -> Path:
    """Write *files* below *root*, and a configuration of Hugo where there is none."""
    for name, text in {"hugo.toml": HUGO, **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def page(**keys: object) -> str:
    lines = (f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{''.join(lines)}---\n"


def many(folder: str, count: int, **keys: object) -> dict[str, str]:
    """Return *count* like pages in *folder*."""
    return {f"content/{folder}/p{n}.md": page(title=n, **keys) for n in range(count)}


def profiles(root: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the keys that the draft asks for, by the globs of its profiles."""
    found = settings.from_toml(
        init.draft(str(root)).encode(), path=str(root / "rdmlint.toml"), root=str(root)
    )
    return {each.paths: each.required for each in found.profiles}


def contract_findings(root: Path) -> list[tuple[str, str]]:
    """Return what a check says about contracts once the draft is written."""
    file = root / "rdmlint.toml"
    file.write_text(init.draft(str(root)))
    report = app.check(settings.read_file(str(file), root=str(root)))
    codes = ("FM001", "FM006", "FM007", "FM013")
    return [(each.path, each.message) for each in report.shown if each.code in codes]


# --- What fits ----------------------------------------------------------------------


def test_what_all_but_one_of_a_section_have_is_asked_for(tmp_path: Path) -> None:
    files = many("topics", 14, category="x", toc="true")
    write(tmp_path, {**files, "content/topics/odd.md": page(title="Odd", toc="true")})
    assert profiles(tmp_path)["content/topics/**",] == ("title", "toc", "category")
    assert contract_findings(tmp_path) == [
        ("content/topics/odd.md", "Front matter has no `category`")
    ]


def test_the_evidence_stands_beside_each_key(tmp_path: Path) -> None:
    files = many("topics", 14, category="x")
    write(tmp_path, {**files, "content/topics/odd.md": page(title="Odd")})
    draft = init.draft(str(tmp_path))
    assert '  "title",     # all 15 pages have it\n' in draft
    assert (
        '  "category",  # 14 of 15 pages in content/topics have it; '
        "missing in content/topics/odd.md\n"
    ) in draft


def test_each_section_gets_the_contract_that_it_keeps(tmp_path: Path) -> None:
    write(tmp_path, {**many("a", 6, phase="plan"), **many("b", 6, menu="main")})
    assert profiles(tmp_path) == {
        ("content/**",): ("title",),
        ("content/a/**",): ("title", "phase"),
        ("content/b/**",): ("title", "menu"),
    }
    assert contract_findings(tmp_path) == []


def test_a_mixed_section_is_asked_only_for_what_its_pages_share(
    tmp_path: Path,
) -> None:
    files = many("a", 6, phase="plan") | {
        f"content/a/q{n}.md": page(title=n, menu="main") for n in range(6)
    }
    write(tmp_path, files)
    assert set(profiles(tmp_path).values()) == {("title",)}


def test_a_directory_that_differs_from_those_around_it_is_no_outlier(
    tmp_path: Path,
) -> None:
    files = many("docs", 6, weight=1) | many("docs/x", 6, weight=1)
    write(tmp_path, files | many("docs/legal", 3))
    found = profiles(tmp_path)
    assert found["content/docs/**",] == ("title", "weight")
    assert found["content/docs/legal/**",] == ("title",)
    assert contract_findings(tmp_path) == []


def test_a_page_above_sections_is_not_held_to_their_habits(tmp_path: Path) -> None:
    files = many("docs/x", 9, weight=1) | many("docs/y", 9, weight=1)
    write(tmp_path, {**files, "content/docs/about.md": page(title="T")})
    assert contract_findings(tmp_path) == []


def test_in_a_few_pages_nothing_is_an_outlier(tmp_path: Path) -> None:
    write(tmp_path, many("a", 3, toc="true") | {"content/a/odd.md": page(title="T")})
    assert contract_findings(tmp_path) == []


def test_an_archetype_makes_a_few_pages_enough(tmp_path: Path) -> None:
    files = many("a", 3, toc="true") | {"content/a/odd.md": page(title="T")}
    archetype = "---\ntitle: {{ .Name }}\ntoc: true\n---\n"
    write(tmp_path, {**files, "archetypes/default.md": archetype})
    assert contract_findings(tmp_path) == [
        ("content/a/odd.md", "Front matter has no `toc`")
    ]


def test_pages_decide_where_an_archetype_has_more(tmp_path: Path) -> None:
    archetype = "+++\ntitle = '{{ .Name }}'\nlicense = ''\n+++\n"
    write(tmp_path, {**many("a", 6), "archetypes/default.md": archetype})
    assert "license" not in str(profiles(tmp_path))
    assert "# license\n" in init.draft(str(tmp_path))


def test_what_a_section_hands_down_counts(tmp_path: Path) -> None:
    section = "---\ntitle: A\ncascade: {toc: true}\n---\n"
    files = {**many("a", 6), "content/a/_index.md": section}
    write(tmp_path, {**files, "content/a/own.md": page(title="T", toc="false")})
    assert profiles(tmp_path)["content/a/**",] == ("title", "toc")
    assert contract_findings(tmp_path) == []


def test_a_weight_in_the_menu_counts_as_weight(tmp_path: Path) -> None:
    entry = "{main: {weight: 3}}"
    files = {**many("a", 6, menu=entry), "content/a/w.md": page(title="W", menu=entry)}
    write(tmp_path, files)
    assert profiles(tmp_path)["content/a/**",] == ("title", "menu", "weight")


def test_pages_in_bundles_are_siblings(tmp_path: Path) -> None:
    files = {
        f"content/a/b{n}/index.md": page(title=n, **({"lead": "x"} if n else {}))
        for n in range(8)
    }
    write(tmp_path, files)
    assert contract_findings(tmp_path) == [
        ("content/a/b0/index.md", "Front matter has no `lead`")
    ]


def test_a_page_of_another_layout_is_left_out(tmp_path: Path) -> None:
    files = many("terms", 8, status="done")
    odd = page(title="Search", layout="search")
    write(tmp_path, {**files, "content/terms/search.md": odd})
    assert '  "!content/terms/search.md",  # another layout\n' in init.draft(
        str(tmp_path)
    )
    assert contract_findings(tmp_path) == []


def test_versions_share_a_line(tmp_path: Path) -> None:
    files = many("docs", 6, lead="x")
    for version in ("1.0", "1.1", "2.0"):
        files |= many(f"docs/{version}/tasks", 6, weight=1)
        files |= many(f"docs/{version}/concepts", 6, lead="x")
    write(tmp_path, files)
    assert profiles(tmp_path)["content/docs/*/tasks/**",] == ("title", "weight")
    assert contract_findings(tmp_path) == []


def test_what_is_left_out_of_each_language_shares_a_line() -> None:
    folders = tuple(f"content/{language}" for language in ("de", "en", "sv"))
    found = tuple((f"{folder}/find.md", "another layout") for folder in folders)
    group = Group(folders, 9, (), exceptions=found)
    paths = [path for path, _ in found]
    assert list(init.left_out(group, [*paths, "content/vi/find.md"])) == [
        ("content/*/find.md", "another layout")
    ]
    other = msgspec.structs.replace(group, exceptions=(("content/a!.md", "x"),))
    assert list(init.left_out(other, paths)) == [(r"content/a\!.md", "x")]
    fewer = msgspec.structs.replace(group, exceptions=found[1:])
    assert list(init.left_out(fewer, paths)) == list(found[1:])


def test_pages_filed_by_date_are_siblings(tmp_path: Path) -> None:
    files = many("news/2023/01", 4, lead="x") | many("news/2024/12", 4, lead="x")
    write(tmp_path, {**files, "content/news/2024/odd.md": page(title="T")})
    assert profiles(tmp_path)["content/news/**",] == ("title", "lead")
    assert contract_findings(tmp_path) == [
        ("content/news/2024/odd.md", "Front matter has no `lead`")
    ]


def test_pages_marked_like_others_that_lack_the_same_are_left_out(
    tmp_path: Path,
) -> None:
    files = many("a", 12, lead="x") | many("b", 5, stub="true")
    write(tmp_path, {**files, "content/a/s.md": page(title="T", stub="true")})
    assert '"!content/a/s.md",  # like others with stub\n' in init.draft(str(tmp_path))
    assert contract_findings(tmp_path) == []


def test_what_is_left_out_falls_back_to_no_contract_around_it(tmp_path: Path) -> None:
    stubs = many("b", 5, stub="true")
    files = many("a", 12, lead="x") | many("a/c", 12, lead="x", more="y")
    odd = page(title="T", stub="true")
    write(tmp_path, {**stubs, **files, "content/a/c/s.md": odd})
    assert contract_findings(tmp_path) == []
    assert init.draft(str(tmp_path)).count('"!content/a/c/s.md"') == 2


def test_a_translation_may_lack_what_its_original_lacks(tmp_path: Path) -> None:
    languages = "[languages.en]\n[languages.sv]\n[languages.de]\n"
    (tmp_path / "hugo.toml").write_text(HUGO + languages)
    odd, names = page(title="T"), ("o.md", "o.sv.md", "o.de.md", "p3.de.md")
    odds = {f"content/a/{name}": odd for name in names}
    write(tmp_path, {**many("a", 60, lead="x"), **odds})
    (tmp_path / "hugo.toml").write_text(HUGO + languages)
    assert contract_findings(tmp_path) == [
        ("content/a/o.md", "Front matter has no `lead`"),
        ("content/a/p3.de.md", "Front matter has no `lead`"),
    ]


def test_the_page_for_missing_pages_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {**many(".", 12, lead="x"), "content/404.md": page(title="404")})
    assert contract_findings(tmp_path) == []


def test_where_all_say_true_or_nothing_nothing_is_no_fault(tmp_path: Path) -> None:
    files = many("a", 12, comments="true", toc="true")
    write(tmp_path, {**files, "content/a/odd.md": page(title="T")})
    assert contract_findings(tmp_path) == [
        ("content/a/odd.md", "Front matter has no `toc`")
    ]


def test_a_date_that_names_of_files_may_give_is_not_asked_for(tmp_path: Path) -> None:
    files = many("a", 12, date="2024-05-31")
    write(tmp_path, {**files, "content/a/2024-06-01-odd.md": page(title="T")})
    assert len(contract_findings(tmp_path)) == 1
    own = "[frontmatter]\ndate = [':filename', ':default']\n"
    (tmp_path / "hugo.toml").write_text(HUGO + own)
    (tmp_path / "rdmlint.toml").unlink()
    assert contract_findings(tmp_path) == []


def test_keys_that_a_page_is_as_right_without_are_not_asked_for(
    tmp_path: Path,
) -> None:
    files = many("a", 9, draft="false", aliases="[/x]", linkTitle="x")
    write(tmp_path, {**files, "content/a/odd.md": page(title="T")})
    assert contract_findings(tmp_path) == []


def test_translations_are_asked_for_no_more_than_the_originals(tmp_path: Path) -> None:
    languages = "[languages.en]\ncontentDir='content/en'\n"
    languages += "[languages.sv]\ncontentDir='content/sv'\n"
    files = many("en/a", 9) | many("sv/a", 9, untranslated="true")
    write(tmp_path, {**files, "content/sv/a/done.md": page(title="T")})
    (tmp_path / "hugo.toml").write_text(HUGO + languages)
    assert contract_findings(tmp_path) == []
    assert "untranslated" not in str(profiles(tmp_path))


def test_names_of_directories_are_no_globs(tmp_path: Path) -> None:
    files = many("[old]", 8, phase="x") | many("o", 8)
    write(tmp_path, {**files, "content/[old]/odd.md": page(title="T")})
    assert contract_findings(tmp_path) == [
        ("content/[old]/odd.md", "Front matter has no `phase`")
    ]


def test_a_site_without_pages_is_asked_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"content/_index.md": page(title="Home")})
    assert tomllib.loads(init.draft(str(tmp_path))) == {"profiles": []}


def test_where_most_pages_have_no_front_matter_none_is_asked_for(
    tmp_path: Path,
) -> None:
    files = {f"content/a/{n}.md": "Text.\n" for n in range(6)}
    write(tmp_path, {**files, "content/a/b.md": page(title="B")})
    assert "# front-matter-missing: 6 of 7 pages\n" in init.draft(str(tmp_path))
    assert contract_findings(tmp_path) == []


def test_more_than_half_are_most(tmp_path: Path) -> None:
    files = {f"content/a/{n}.md": "Text.\n" for n in range(7)}
    write(tmp_path, {**files, **many("a", 5)})
    assert contract_findings(tmp_path) == []


def test_a_pattern_for_pages_is_no_page_to_learn_from(tmp_path: Path) -> None:
    files = many("topics", 14, category="x")
    write(tmp_path, {**files, "content/topics/TEMPLATE.md": page(title="T")})
    assert '"category",  # all 14 pages have it\n' in init.draft(str(tmp_path))
    assert contract_findings(tmp_path) == []


def ignored(root: Path) -> dict[str, list[str]]:
    """Return what the draft leaves out of reports, by glob."""
    found = tomllib.loads(init.draft(str(root))).get("per-file-ignores", {})
    return dict(found)


LINK = "[x](http://www.x.se/)\n"


def posts(folder: str, count: int, text: str) -> dict[str, str]:
    """Return *count* posts in *folder* that say *text*."""
    return {f"content/{folder}/{n}.md": page(title=n) + text for n in range(count)}


def test_what_most_pages_of_a_directory_do_is_no_outlier_there(tmp_path: Path) -> None:
    old = {**posts("old/1", 30, LINK), **posts("old/2", 9, "Text.\n")}
    write(tmp_path, {**old, **posts("new", 30, "Text.\n"), **posts("few", 19, LINK)})
    assert ignored(tmp_path) == {"content/old/**": ["insecure-link"]}
    assert "# insecure-link: 30 of 39 pages\n" in init.draft(str(tmp_path))


def test_a_part_that_does_otherwise_is_not_taken_in(tmp_path: Path) -> None:
    write(tmp_path, {**posts("a/b", 60, LINK), **posts("a/c", 20, "Text.\n")})
    assert ignored(tmp_path) == {"content/a/b/**": ["insecure-link"]}


def test_of_what_hardly_matters_a_quarter_makes_a_custom(tmp_path: Path) -> None:
    moved = {"content/b.md": "---\ntitle: B\naliases: [/old/]\n---\n"}
    files = {**posts("a", 25, "[x](/old/)\n"), **many("a/c", 19), **moved}
    write(tmp_path, {**files, **posts("d", 24, "[x](/old/)\n"), **many("e", 97)})
    assert ignored(tmp_path) == {
        "content/a/**": ["link-via-alias"],
        "content/d/**": ["link-via-alias"],
    }


def test_a_hundred_pages_make_a_custom_of_a_quarter(tmp_path: Path) -> None:
    files = {**posts("a", 99, LINK), **many("a/b", 280)}
    write(tmp_path, {**files, **posts("c", 100, LINK), **many("c/d", 19)})
    assert ignored(tmp_path) == {"content/c/**": ["insecure-link"]}
    write(tmp_path, {"content/a/one/more.md": page(title="x") + LINK})
    assert "content/a/**" not in ignored(tmp_path)


def test_what_most_links_of_a_data_file_are_is_no_outlier_there(tmp_path: Path) -> None:
    line = '- {{name: "{0}", url: "{1}://{0}.se/"}}\n'
    old = "".join(line.format(f"a{n}", "http") for n in range(21))
    new = "".join(line.format(f"b{n}", "https") for n in range(21))
    files = {"data/old.yaml": old, "data/both.yaml": old + new}
    write(tmp_path, {**files, "data/few[1].yaml": "".join(old.splitlines(True)[:19])})
    assert ignored(tmp_path) == {"data/old.yaml": ["insecure-link"]}
    assert "# insecure-link: 21 of 21 links\n" in init.draft(str(tmp_path))


def test_what_is_broken_for_readers_is_no_custom(tmp_path: Path) -> None:
    write(tmp_path, posts("a", 30, "![](x.png)\n[y](/nowhere/)\n"))
    assert ignored(tmp_path) == {}


def test_where_most_pages_have_front_matter_the_others_are_reported(
    tmp_path: Path,
) -> None:
    write(tmp_path, {**many("a", 6), "content/a/bare.md": "Text.\n"})
    assert contract_findings(tmp_path) == [
        ("content/a/bare.md", "Page has no front matter, so it has no title")
    ]


def test_a_key_that_most_leave_empty_is_not_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {**many("a", 8, credits=""), "content/a/b.md": page(title="B")})
    assert contract_findings(tmp_path) == []


def test_hidden_characters_of_a_key_stay_within_its_line(tmp_path: Path) -> None:
    key = '"a\\nselect = [\\"HD\\"]\\u202e"'
    files = {
        f"content/a/{n}.md": f"---\ntitle: T\n{key}: 1\n---\n" for n in range(8)
    } | {"content/a/z.md": page(title="T"), "content/y.md": page(title="T")}
    write(tmp_path, files)
    draft = init.draft(str(tmp_path))
    read: dict[str, Any] = tomllib.loads(draft)
    assert set(read) == {"profiles"}
    assert "\u202e" not in draft


# --- What else it says --------------------------------------------------------------


def test_versions_that_files_name_are_comments(tmp_path: Path) -> None:
    base = '<script src="https://cdn.example.org/bootstrap@5.2.3/bootstrap.min.js">'
    netlify = '[build.environment]\nHUGO_VERSION = "0.155.3"\n'
    write(tmp_path, {"layouts/baseof.html": base, "netlify.toml": netlify})
    draft = init.draft(str(tmp_path))
    assert '\n# hugo-version = "0.155.3"\n' in draft
    assert '\n# bootstrap = "5.2.3"\n' in draft


def test_hosts_that_many_pages_link_to_are_named(tmp_path: Path) -> None:
    text = page(title="T") + "[u](https://units.example.net/a) [o](/own/)\n"
    write(tmp_path, {f"content/{n}.md": text for n in range(4)})
    assert "\n# units.example.net (4 pages)\n" in init.draft(str(tmp_path))


# --- The command --------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small site; the run starts there, at no terminal."""
    write(tmp_path, many("a", 6))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    return tmp_path


def test_without_a_terminal_it_prints_and_says_how_to_write(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 0
    out, err = capsys.readouterr()
    assert out == init.draft(str(site))
    assert err == "Nothing was written; --yes writes this to rdmlint.toml\n"
    assert not (site / "rdmlint.toml").exists()


def test_yes_writes_what_is_shown(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--yes", "content/a"]) == 0
    out, err = capsys.readouterr()
    assert (site / "rdmlint.toml").read_text() == out
    assert err == "Written to rdmlint.toml; now: rdmlint check\n"


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("\n", False)])
def test_at_a_terminal_it_asks(
    site: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stdout", Terminal())
    assert main(["init"]) == 0
    assert (site / "rdmlint.toml").exists() == written


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rdmlint.toml", "ignore = []\n"),
        (".rdmlint.toml", ""),
        ("pyproject.toml", "[tool.rdmlint]\n"),
    ],
)
def test_an_existing_configuration_is_left_as_it_is(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (site / name).write_text(text)
    assert main(["init", "--yes"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert re.match(rf"rdmlint: {re.escape(name)}: this site has a conf", err)
    assert (site / name).read_text() == text


def test_another_file_can_be_written_beside_it(site: Path) -> None:
    (site / "rdmlint.toml").write_text("")
    assert main(["init", "--yes", "--output", "new.toml"]) == 0
    assert (site / "new.toml").read_text() == init.draft(str(site))


def test_a_file_that_is_there_is_not_written_over(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "dangling.toml").symlink_to(site / "elsewhere.toml")
    assert main(["init", "--yes", "--output", "hugo.toml"]) == 2
    assert main(["init", "--yes", "--output", "dangling.toml"]) == 2
    assert "there already" in capsys.readouterr().err
    assert (site / "hugo.toml").read_text() == HUGO
    assert not (site / "elsewhere.toml").exists()


def test_several_sites_need_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "one", many("a", 2))
    write(tmp_path / "two", many("a", 2))
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 2
    assert "name one of one, two" in capsys.readouterr().err
