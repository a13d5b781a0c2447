"""Broken and hostile files: a finding or a message, and the others are checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rdmlint
from rdmlint.model import Diagnostic, Report
from stopwatch import at_most

CONFIG = """\
baseURL = "https://rdm.example.org/"
[markup.goldmark.renderer]
unsafe = true
"""

SOUND = """\
---
title: Sound
menu: main
weight: 1
toc: true
---

[nowhere](/nowhere/)
"""

SECONDS = 10
"""How long a file may hold up a run, however it is made."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of one page whose only fault is told of in every test."""
    (tmp_path / "hugo.toml").write_text(CONFIG)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/sound.md").write_text(SOUND)
    return tmp_path


@pytest.fixture(autouse=True)
def in_bounded_time() -> Iterator[None]:
    """Fail a test that takes longer than a run may be held up, whatever else runs."""
    with at_most(SECONDS):
        yield


def checked(site: Path) -> Report:
    """Return the report on *site*, in which the other page must be judged."""
    report = rdmlint.check_site(site, today="2026-01-01")
    assert not report.has_crashed, [f.message for f in report.shown]
    assert report.stats.links >= 1
    return report


def about(site: Path, path: str) -> list[Diagnostic]:
    """Return what is found in *path*."""
    return [finding for finding in checked(site).shown if finding.path == path]


def says(site: Path, path: str) -> list[str]:
    """Return what is found in *path* as `CODE message`."""
    return [f"{finding.code} {finding.message}" for finding in about(site, path)]


# --- Encodings --------------------------------------------------------------------


def test_latin_1_is_told_of_at_its_first_byte(site: Path) -> None:
    (site / "content/a.md").write_bytes("---\ntitle: Smörgås\n---\n".encode("latin-1"))
    (found,) = about(site, "content/a.md")
    assert (found.code, found.start.line, found.start.column) == ("RD004", 2, 10)
    assert found.message == "File is not UTF-8: byte 0xF6 stands here"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_told_of(site: Path, encoding: str) -> None:
    (site / "content/a.md").write_bytes("---\ntitle: Å\n---\n# Å\n".encode(encoding))
    codes = [finding.code for finding in about(site, "content/a.md")]
    assert codes
    if encoding == "utf-16":
        assert codes == ["RD004"]


def test_nul_bytes_are_read_like_any_other(site: Path) -> None:
    (site / "content/a.md").write_bytes(
        b"---\ntitle: a\0b\n---\n\0[x](\0)\0<a href=\0>\n"
    )
    checked(site)
    (site / "content/a.md").write_bytes(b"\0" * 5_000)
    checked(site)


def test_an_empty_file_is_no_trouble(site: Path) -> None:
    for data in (
        b"",
        b"\n",
        b"\xef\xbb\xbf",
        b"---",
        b"---\n---",
        b"+++\n+++\n",
        b"{}",
    ):
        (site / "content/a.md").write_bytes(data)
        checked(site)


# --- Truncation -------------------------------------------------------------------

WHOLE = """\
\ufeff---
title: "A page"
menu: {main: {weight: 1, parent: x}}
weight: 10
toc: true
tags: [a, "b"]
text: |
  lines
---

# Head {#id .class}

Text [link](/sound/ "title"), ![image](x.png), <https://example.org>, [ref][r].

{{< figure src="a.png" >}} {{% note %}} inner {{% /note %}}

<p><a class="btn" data-bs-toggle="collapse" href="#c" aria-controls="c">x</a></p>
<div class="collapse" id="c"><!-- rdmlint-ignore HT003 --> text </div>

| a | b |
|---|---|
| 1 | 2 |

```sh
code
```

[r]: /sound/ 'title'
"""


def test_a_page_cut_off_anywhere_is_read(site: Path) -> None:
    data = WHOLE.encode()
    for end in range(len(data)):
        (site / f"content/p{end}.md").write_bytes(data[:end])
    assert checked(site).stats.pages == len(data) + 1


def test_a_configuration_cut_off_anywhere_is_a_finding_with_its_place(
    site: Path,
) -> None:
    places: set[tuple[str, bool]] = set()
    for end in range(1, len(CONFIG)):
        (site / "hugo.toml").write_text(CONFIG[:end])
        places.update(
            (finding.path, finding.start.line > 0)
            for finding in checked(site).shown
            if finding.code == "HC001"
        )
    assert places == {("hugo.toml", True)}


def test_themes_that_import_each_other_come_to_an_end(site: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (site / "themes" / name).mkdir(parents=True)
        (site / f"themes/{name}/hugo.toml").write_text(f'theme = "{other}"\n')
    (site / "hugo.toml").write_text('theme = "a"\n')
    assert not checked(site).has_crashed


def test_mounts_inside_each_other_come_to_an_end(site: Path) -> None:
    (site / "hugo.toml").write_text(
        '[[module.mounts]]\nsource = "."\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "content"\ntarget = "content/content"\n'
    )
    assert not checked(site).has_crashed


def test_thousands_of_aliases_are_findings(site: Path) -> None:
    for name in ("a", "b"):
        aliases = "".join(f"- /old/{number}/\n" for number in range(4000))
        (site / f"content/{name}.md").write_text(f"---\naliases:\n{aliases}---\n")
    found = checked(site).shown
    assert sum(finding.code == "FM026" for finding in found) >= 1000


# --- Size and depth ---------------------------------------------------------------


def test_a_page_of_10_megabytes_is_too_large(site: Path) -> None:
    (site / "content/a.md").write_bytes(SOUND.encode() + b"word " * 2_000_000)
    (said,) = says(site, "content/a.md")
    assert said.startswith("RD004")
    assert "larger than 5 MiB" in said


@pytest.mark.parametrize(
    "text",
    [
        "word " * 900_000,
        "[" * 200_000,
        "[a](" * 100_000,
        "![" * 100_000,
        "*a_ " * 100_000,
        "`" * 100_000 + "a",
        "> " * 50_000 + "a",
        "".join(f"{' ' * (2 * n)}- a\n" for n in range(400)),
        "<" * 200_000,
        "<div>" * 30_000,
        "<a href='" * 50_000,
        "<!--" * 50_000,
        "<p " + "a=b " * 100_000 + ">",
        "&" * 200_000,
        "{{<" * 60_000,
        "{{< x >}}" * 20_000,
        '{{< x "' * 30_000,
        "|" * 100_000 + "\n" + "|-" * 50_000 + "\n",
        "[^a]: " * 30_000,
        "\n" * 500_000,
        "# a\n" * 50_000,
        "a\n===\n" * 30_000,
        "<a id=x></a>" * 20_000,
        "http://a.b/" * 50_000,
        "www." * 50_000,
        "<a data-bs-toggle=collapse href=#x>t</a>" * 5_000,
        "".join(f"<a data-bs-toggle=tab href=#p{n}>t</a>" for n in range(5_000)),
        "".join(f"<a data-bs-toggle=collapse href=#q{n}>t</a>" for n in range(5_000)),
        "".join(f"<p id=r{n} aria-labelledby='r{n} x y'>t\n" for n in range(5_000)),
        "".join(f"## H {n}\n\n[a](#b-{n}) ![](/c{n}.png)\n" for n in range(3_000)),
        "".join(f"{{{{< nope{n} >}}}}\n" for n in range(10_000)),
        "<<<<<<< a\n=======\n>>>>>>> b\n" * 10_000,
        "<ul>" * 20_000,
        "<!-- rdmlint-ignore XX123 -->\n" * 20_000,
        "<!-- rdmlint-ignore-start -->\n" * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_page_made_to_take_long_takes_little_time(site: Path, text: str) -> None:
    (site / "content/a.md").write_text(f"---\ntitle: a\n---\n{text}")
    checked(site)


@pytest.mark.parametrize(
    "front_matter",
    [
        "a: " + "[" * 50_000,
        "a: " + "{a: " * 50_000,
        "".join(f"{' ' * n}a:\n" for n in range(2_000)),
        "a: &a [x]\n" + "".join(f"b{n}: [{'*a, ' * 50}]\n" for n in range(2_000)),
        "b0: &b0 [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"b{n + 1}: &b{n + 1} [{', '.join([f'*b{n}'] * 9)}]\n" for n in range(12)
        ),
        "a: &a [*a]",
        "a: " + "9" * 100_000,
        "a: !!python/object/apply:os.system ['echo no']",
        "a: !<tag:yaml.org,2002:binary> x",
        "".join(f"k{n}: v\n" for n in range(50_000)),
        "? " * 10_000,
        "a: 'b",
        "\t- a",
        "a: b: c",
        "%YAML 9.9\n--- a",
    ],
    ids=lambda text: text[:14].replace("\n", "/"),
)
def test_yaml_made_to_harm_is_a_finding(site: Path, front_matter: str) -> None:
    (site / "content/a.md").write_text(f"---\n{front_matter}\n---\nText.\n")
    assert about(site, "content/a.md")


@pytest.mark.parametrize(
    "data",
    [
        "+++\na = " + "[" * 50_000 + "\n+++\n",
        "+++\n" + "a." * 50_000 + "b = 1\n+++\n",
        "+++\na = " + "9" * 100_000 + "\n+++\n",
        "+++\n[a]\n[a]\n+++\n",
        "+++\na = 'b\n+++\n",
        '{"a": ' * 50_000,
        "{" + '"a": [' + "[" * 50_000 + "]}",
        '{"a": ' + "9" * 100_000 + "}\n",
        '{"a": "b}\n',
    ],
    ids=lambda text: text[:12].replace("\n", "/"),
)
def test_toml_and_json_made_to_harm_are_a_finding(site: Path, data: str) -> None:
    (site / "content/a.md").write_text(data)
    assert about(site, "content/a.md")


# --- What is no file --------------------------------------------------------------


def test_a_directory_named_like_a_page_is_a_directory(site: Path) -> None:
    (site / "content/a.md").mkdir()
    (site / "content/a.md/b.md").write_text(SOUND)
    report = checked(site)
    assert report.stats.pages == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_named_like_a_page_does_not_block(site: Path) -> None:
    os.mkfifo(site / "content/a.md")
    assert says(site, "content/a.md") == ["RD004 Is neither a file nor a directory"]


def test_a_link_out_of_the_site_is_not_followed(site: Path, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n[x](/secret-place/)\n")
    (site / "content/a.md").symlink_to(secret)
    assert says(site, "content/a.md") == [
        "RD004 Is a link out of the site, which Hugo does not follow"
    ]
    assert "secret-place" not in str(checked(site))


@pytest.mark.parametrize("target", ["..", ".", "loop"])
def test_links_that_lead_in_circles_come_to_an_end(site: Path, target: str) -> None:
    (site / "content/loop").symlink_to(target)
    (site / "content/loop.md").symlink_to("loop.md")
    checked(site)


def test_a_directory_linked_from_outside_is_not_entered(
    site: Path, tmp_path: Path
) -> None:
    outside = tmp_path.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "x.md").write_text("[x](/outside-place/)")
    (site / "content/out").symlink_to(outside)
    assert "outside-place" not in str(checked(site))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_without_permission_is_told_of(site: Path) -> None:
    (site / "content/a.md").write_text(SOUND)
    (site / "content/a.md").chmod(0)
    (said,) = says(site, "content/a.md")
    assert said == "RD004 File may not be read: permission denied"


@pytest.mark.skipif(sys.platform == "darwin", reason="names must be Unicode there")
def test_a_name_that_is_no_unicode_is_no_trouble(site: Path) -> None:
    name = os.path.join(os.fsencode(site), b"content", b"sm\xf6rg\xe5s.md")
    with open(name, "wb") as file:
        file.write(b"[x](/nowhere/)")
    checked(site)


@pytest.mark.parametrize(
    "name",
    ["a\nb.md", "::error::x.md", "a b.md", "\u202ea.md", "a" * 250 + ".md", "%41.md"],
)
def test_an_odd_name_is_no_trouble(site: Path, name: str) -> None:
    (site / "content" / name).write_text(SOUND)
    assert checked(site).stats.pages == 2


# --- Beside content ---------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "layouts/_default/single.html",
        "layouts/shortcodes/x.html",
        "data/x.yaml",
        "i18n/en.toml",
        "static/x.html",
        "assets/x.css",
        "archetypes/default.md",
    ],
)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\0",
        b"{{" * 20_000,
        b"<" * 50_000,
        b"{{ if }}" * 5_000,
        b"[" * 50_000,
    ],
    ids=["empty", "binary", "actions", "tags", "ifs", "brackets"],
)
def test_any_other_file_may_be_broken(site: Path, path: str, data: bytes) -> None:
    (site / path).parent.mkdir(parents=True)
    (site / path).write_bytes(data)
    checked(site)


def test_any_other_file_may_be_missing_or_no_file(site: Path) -> None:
    (site / "layouts").symlink_to("nowhere")
    (site / "static").write_text("no directory")
    (site / "data").mkdir()
    (site / "data/x.yaml").symlink_to("/etc/passwd")
    (site / "themes").symlink_to("..")
    checked(site)


def test_content_may_be_missing(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(CONFIG)
    assert rdmlint.check_site(tmp_path).shown == ()
