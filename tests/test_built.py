"""What is said about a site that was built, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rdmlint import cli, sharing
from rdmlint.app import check
from rdmlint.errors import UsageError
from rdmlint.model import Report
from rdmlint.settings import Settings

PAGE = "<!doctype html><html><head><title>x</title></head><body>{}</body></html>"


def built(folder: Path, files: dict[str, str]) -> Path:
    """Write *files* below `public` in *folder*; `.html` ones as the body of a page."""
    for name, text in files.items():
        file = folder / "public" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(text) if name.endswith(".html") else text)
    return folder / "public"


def report(folder: Path, *, has_sources: bool = False, **more: object) -> Report:
    """Return what is said of the site in *folder* that was built to its `public`."""
    return check(
        Settings(
            root=str(folder),
            built=str(folder / "public"),
            has_sources=has_sources,
            **more,  # type: ignore[arg-type]
        )
    )


def said(folder: Path, **more: object) -> list[str]:
    """Return path, line, code and message of each finding, sources left out."""
    return [
        f"{each.path}:{each.start.line} {each.code} {each.message}"
        for each in report(folder, **more).shown  # type: ignore[arg-type]
    ]


# --- Links


def test_links_are_followed_through_the_files_that_are_there(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "index.html": '<a href="/a/">a</a> <a href="a">a</a> <a href="/a/#x">x</a>'
            '<a href="/a/index.html?q=1">a</a> <a href="b.html">b</a>'
            '<a href="/b">completed by the server</a> <a href="#">up</a>'
            '<a href="#top">up</a> <a href="c%20d.pdf">c</a> <a href="?page=2">2</a>'
            '<img src="/e.png" alt="E" srcset="/e.png 1x, e.png 2x">',
            "a/index.html": '<p id="x">x</p><a name="y">y</a> <a href="#y">y</a>'
            '<a href="../#%C3%A5">å</a> <a href="../b.html">b</a>',
            "b.html": '<a href="/">home</a><a href="a/">a</a>',
            "index.xml": "<rss/>",
            "c d.pdf": "",
            "e.png": "",
        },
    )
    assert said(tmp_path) == [
        "public/a/index.html:1 LK002 No id `%C3%A5` on /",
    ]


def test_what_is_not_there_is_reported_at_its_place(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "index.html": '<a href="/guides/shareing/">x</a>\n'
            '<img src="/e.png" alt="E">\n<script src="/js/x.js"></script>\n'
            '<a href="/Guides/">case</a> <a href="/guides/share/#ned">y</a>\n'
            '<link rel="stylesheet" href="/main.css"><a href="/empty/">no index</a>',
            "guides/index.html": "",
            "guides/share/index.html": '<p id="need">x</p>',
            "empty/x.txt": "",
        },
    )
    assert said(tmp_path) == [
        "public/index.html:1 LK001 No page at /guides/shareing/; the nearest is "
        "/guides/share/",
        "public/index.html:2 IM001 No image at /e.png",
        "public/index.html:3 LK001 No file at /js/x.js",
        "public/index.html:4 LK007 Letter case counts on the web: this is published "
        "as /guides/",
        "public/index.html:4 LK002 No id `ned` on /guides/share/; the nearest is "
        "`need`",
        "public/index.html:5 LK001 No file at /main.css",
        "public/index.html:5 LK001 No page at /empty/",
    ]


def test_the_site_map_tells_where_the_site_is_published(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "index.html": '<a href="https://host.se/docs/a/">a</a>'
            '<a href="https://host.se/docs/b/">b</a> <a href="/docs/a/">a</a>'
            '<a href="/docs/c/">c</a> <a href="https://host.se/other/">beside it</a>'
            '<a href="/beside/">beside it</a> <a href="//host.se/docs/d/">d</a>',
            "a/index.html": "",
            "sitemap.xml": "<urlset><url><loc>https://host.se/docs/</loc></url>"
            "<url><loc>https://host.se/docs/a/</loc></url></urlset>",
        },
    )
    assert said(tmp_path) == [
        "public/index.html:1 LK001 No page at /docs/b/",
        "public/index.html:1 LK001 No page at /docs/c/",
        "public/index.html:1 LK001 No page at /docs/d/",
    ]


def test_without_a_site_map_links_of_home_tell_the_base_path(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "index.html": '<a href="/docs/a/">a</a> <a href="/docs/nope/">b</a>',
            "a/index.html": '<a href="/docs/">home</a>',
        },
    )
    assert said(tmp_path) == ["public/index.html:1 LK001 No page at /docs/nope/"]


def test_a_base_element_moves_relative_addresses_and_fragments(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "a/index.html": '<base href="/b/"><a href="c/">c</a> <a href="#x">x</a>'
            '<a href="#y">y</a><p id="y"></p>',
            "b/index.html": '<p id="x"></p>',
            "b/c/index.html": '<base href="https://elsewhere.se/"><a href="z">z</a>',
        },
    )
    assert said(tmp_path) == ["public/a/index.html:1 LK002 No id `y` on /b/"]


def test_a_redirect_is_followed_and_its_own_target_checked(tmp_path: Path) -> None:
    moved = '<meta http-equiv="refresh" content="0; url={}">'
    built(
        tmp_path,
        {
            "index.html": '<a href="/old/#x">x</a> <a href="/old/#y">y</a>',
            "old/index.html": moved.format("https://host.se/new/"),
            "new/index.html": '<p id="x"></p>',
            "lost/index.html": moved.format("/gone/"),
            "sitemap.xml": "<loc>https://host.se/new/</loc>",
        },
    )
    assert said(tmp_path) == [
        "public/index.html:1 LK002 No id `y` on /old/",
        "public/lost/index.html:1 LK001 No page at /gone/",
    ]


def test_the_page_for_what_is_missing_is_shown_at_any_address(tmp_path: Path) -> None:
    built(tmp_path, {"404.html": '<a href="a">a</a> <a href="/b/">b</a>'})
    assert said(tmp_path) == ["public/404.html:1 LK001 No page at /b/"]


def test_what_the_web_server_answers_is_not_missing(tmp_path: Path) -> None:
    built(
        tmp_path,
        {"index.html": '<a href="/old/a">a</a>', "_redirects": "/old/* /new 301\n"},
    )
    assert said(tmp_path) == []


# --- Ids and wiring


def test_ids_are_those_of_the_document(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "index.html": '<p id="a"></p>\n<p id="a"></p>\n'
            '<svg><g id="s"></g></svg><svg><g id="s"></g></svg>\n'
            '<template><p id="a"></p><a href="/nope/">x</a></template>\n'
            '<label for="all of it">x</label><input id="all of it">\n'
            '<label for="b">x</label>\n'
            '<button data-bs-toggle="collapse" data-bs-target="#p" '
            'aria-controls="p" aria-expanded="false">x</button>',
        },
    )
    assert said(tmp_path, select=("AR", "BS001")) == [
        "public/index.html:2 AR001 Id `a` is already taken on this page",
        "public/index.html:6 AR002 No element on this page has the id `b` that `for` "
        "names",
        "public/index.html:7 BS001 No element on this page has the id `p` that this "
        "control opens",
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"index.html": '<a href="#made">x</a><script>show("made")</script>'},
        {"index.html": '<a href="#made">x</a>', "js/a.js": "document.find('#made')"},
        {"index.html": '<a href="#made" onclick="go()">x</a>'},
        {"index.html": '<a href="#made" role="button">x</a>'},
        {"index.html": '<a href="" @click="go">x</a>'},
    ],
)
def test_what_a_script_may_make_is_left_open(
    tmp_path: Path, files: dict[str, str]
) -> None:
    built(tmp_path, files)
    assert said(tmp_path) == []


# --- Places in sources


def site(folder: Path, files: dict[str, str]) -> None:
    """Write the sources of a site to *folder*."""
    base = {"hugo.toml": "baseURL = 'https://rdm.example.se/'\n"}
    for name, text in {**base, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_a_finding_stands_in_the_shortcode_call_that_made_it(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "content/a.md": "---\ntitle: A\n---\n\n{{< go to='/gone/' >}}\n",
            "layouts/shortcodes/go.html": "{{ range split (.Get `to`) `,` }}"
            '<a href="{{ . }}">x</a>{{ end }}',
        },
    )
    built(tmp_path, {"a/index.html": '\n\n<a href="/gone/">x</a>'})
    (finding,) = report(tmp_path, has_sources=True, select=("LK",)).shown
    assert (finding.path, finding.start.line, finding.start.column) == (
        "content/a.md",
        5,
        12,
    )
    (place,) = finding.related
    assert (place.path, place.start.line) == ("public/a/index.html", 3)


def test_a_template_is_at_fault_once_for_all_its_pages(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "layouts/partials/foot.html": "\n{{ with `/imprint/` }}"
            '<a href="{{ . }}">x</a>{{ end }}\n',
            "content/a.md": "---\ntitle: A\n---\n",
        },
    )
    foot = '<a href="/imprint/">x</a>'
    built(tmp_path, {"index.html": foot, "a/index.html": foot, "b/index.html": foot})
    assert said(tmp_path, has_sources=True, select=("LK",)) == [
        "layouts/partials/foot.html:2 LK001 No page at /imprint/ (on 3 built pages)"
    ]


def test_what_no_source_has_is_counted_by_what_is_written(tmp_path: Path) -> None:
    one, two = '<a href="/x/">x</a>', '<a href="/y/">y</a>'
    built(tmp_path, {"index.html": one, "a/index.html": one + two})
    assert said(tmp_path) == [
        "public/a/index.html:1 LK001 No page at /y/",
        "public/index.html:1 LK001 No page at /x/ (on 2 built pages)",
    ]


def test_what_the_sources_tell_already_is_not_told_twice(tmp_path: Path) -> None:
    site(tmp_path, {"content/a.md": "---\ntitle: A\n---\n\n[b](b.md) [c](/nope/)\n"})
    built(tmp_path, {"a/index.html": '<a href="b.md">b</a> <a href="/nope/">c</a>'})
    both = said(tmp_path, has_sources=True, select=("LK",))
    assert [line.partition(" No")[0] for line in both] == [
        "content/a.md:5 LK001",
        "content/a.md:5 LK001",
    ]


def test_an_attribute_that_is_wrong_as_a_whole_is_told_once(tmp_path: Path) -> None:
    button = (
        '<button type="button" href="#x" role="button" data-bs-toggle="collapse" '
        'aria-expanded="false" aria-controls="x">'  # so that nothing else is wrong
    )
    page = f'{button}More</button>\n<div class="collapse" id="x">…</div>\n'
    raw = (
        "baseURL = 'https://rdm.example.se/'\nmarkup.goldmark.renderer.unsafe = true\n"
    )
    text = f"---\ntitle: A\n---\n{page}"
    site(tmp_path, {"hugo.toml": raw, "content/a.md": text})
    built(tmp_path, {"a/index.html": f"<p>Header</p>{page}"})
    found = [one for one in said(tmp_path, has_sources=True) if "BS010" in one]
    assert [one.partition(" ")[0] for one in found] == ["content/a.md:4"]


def test_ignores_and_excludes_count_for_what_was_built(tmp_path: Path) -> None:
    site(
        tmp_path,
        {
            "content/a.md": "---\ntitle: A\n---\n\n"
            "{{< go '/gone/' >}} <!-- rdmlint-ignore LK001 -->\n",
            "layouts/shortcodes/go.html": "{{ .Get 0 | safeURL }}",
        },
    )
    gone = '<a href="/gone/">x</a>'
    built(tmp_path, {"a/index.html": gone, "api/index.html": '<a href="/lost/">x</a>'})
    plain = {"has_sources": True, "select": ("LK001",)}
    assert said(tmp_path, **plain) == [
        "public/api/index.html:1 LK001 No page at /lost/"
    ]
    assert said(tmp_path, exclude=("public/api/**",), **plain) == []
    ignores = (("public/**", ("LK",)),)
    assert said(tmp_path, per_file_ignores=ignores, **plain) == []


def test_comments_about_a_whole_page_count_for_what_was_built_of_it(
    tmp_path: Path,
) -> None:
    comment = "<!-- rdmlint-ignore-file LK001 -->\n"
    site(tmp_path, {"content/a.md": f"---\ntitle: A\n---\n{comment}"})
    lost = '\n<a href="/lost/">x</a>'
    built(tmp_path, {"a/index.html": "\n" * 9 + lost, "b/index.html": lost})
    assert said(tmp_path, has_sources=True, select=("LK001", "RD004")) == [
        "public/b/index.html:2 LK001 No page at /lost/"
    ]


def test_of_templates_alike_the_one_that_makes_the_page_is_named(
    tmp_path: Path,
) -> None:
    row = '{{ define "row" }}\n<a href="/{{ .x }}">x</a>{{ end }}'
    box = '<div role="button" tabindex="0">{}</div>'
    main = box.format('{{ template "row" . }}')
    text = f'{row}{{{{ define "main" }}}}{main}{{{{ end }}}}'
    site(
        tmp_path,
        {
            "content/docs/_index.md": "---\ntitle: Docs\n---\n",
            "layouts/_default/baseof.html": '{{ block "main" . }}{{ end }}',
            "layouts/docs/list.html": text,
            "layouts/docs/other.html": text,
        },
    )
    built(tmp_path, {"docs/index.html": box.format('\n<a href="/">x</a>')})
    assert said(tmp_path, has_sources=True, select=("AR011",)) == [
        "layouts/docs/list.html:2 AR011 <a> can be acted on, and stands in another "
        "control"
    ]


def test_a_copy_of_a_static_file_is_named_by_its_source(tmp_path: Path) -> None:
    page = PAGE.format('<a href="/gone/">x</a>')
    site(tmp_path, {"static/old/x.html": page, "content/_index.md": "---\n---\n"})
    built(tmp_path, {"old/x.html": '<a href="/gone/">x</a>'})
    assert said(tmp_path, has_sources=True, select=("LK",)) == [
        "static/old/x.html:1 LK001 No page at /gone/"
    ]


# --- The rest


def test_a_page_that_is_too_large_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rdmlint.hugo.built.LARGEST", 1 << 20)
    built(tmp_path, {"a/index.html": "x" * (1 << 20), "b/index.html": "<a href=/x/>"})
    assert said(tmp_path) == [
        "public/a/index.html:1 RD004 File is larger than 1 MiB",
        "public/b/index.html:1 LK001 No page at /x/",
    ]


def test_pages_that_are_no_utf_8_are_read(tmp_path: Path) -> None:
    folder = built(tmp_path, {"index.html": ""})
    (folder / "a.html").write_bytes(b'\xf6\xf6 <a href="/n\xf6/">x</a>')
    (finding,) = report(tmp_path).shown
    assert (finding.code, finding.start.column) == ("LK001", 13)


def test_findings_are_the_same_for_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(
        tmp_path,
        {f"p{n}/index.html": f'<a href="/x{n % 3}/">x</a>' for n in range(7)},
    )
    one = report(tmp_path).shown
    assert len(one) == 3
    monkeypatch.setattr("rdmlint.engine.built.processes_for", lambda *_: 3)
    assert report(tmp_path).shown == one
    assert sharing.processes_for(10, 100) == 1


def test_the_command_line_finds_the_site_that_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path, {"index.html": '<a href="/x/">x</a>'})
    monkeypatch.chdir(tmp_path)
    words = ["check", "--built", "public", "--output-format"]
    assert cli.main([*words, "concise"]) == 1
    out = capsys.readouterr()
    assert out.out == "public/index.html:1:66: error[LK001] No page at /x/\n"
    assert "(1 built page checked)" in out.err
    assert cli.main([*words, "json", "-q"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["path"] == "public/index.html"
    assert cli.main([*words, "github", "-q"]) == 1
    assert "file=public/index.html,line=1" in capsys.readouterr().out
    site(tmp_path, {"content/x.md": "---\ntitle: X\n---\n"})
    monkeypatch.chdir(tmp_path / "content")
    assert cli.main(["check", "--built", "../public", "--select", "LK", "-q"]) == 1
    assert "public/index.html:1:66" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--built", "nowhere"], "no such file or directory: nowhere"),
        (["--built", "empty"], "there is no built page in this directory"),
        (["--built", "file"], "a built site is a directory"),
        (["--built", "empty", "--fix"], "--built looks at what Hugo wrote"),
    ],
)
def test_what_cannot_be_a_built_site_is_refused(
    words: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_site_of_several_hosts_is_checked_host_by_host(tmp_path: Path) -> None:
    languages = "".join(
        f"[languages.{code}]\nbaseURL = 'https://{code}.example.se/'\n"
        for code in ("en", "sv")
    )
    site(tmp_path, {"hugo.toml": languages, "content/a.md": "---\n---\n"})
    page = '<a href="/a/">a</a>'
    built(tmp_path, {"en/index.html": page, "en/a/index.html": ""})
    built(tmp_path, {"sv/index.html": page})
    with pytest.raises(UsageError, match="hosts of their own"):
        report(tmp_path, has_sources=True)
    one = Settings(root=str(tmp_path), built=str(tmp_path / "public/sv"))
    found = [each for each in check(one).shown if each.path.startswith("public")]
    assert [(each.path, each.code) for each in found] == [
        ("public/sv/index.html", "LK001")
    ]
