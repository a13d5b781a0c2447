import json
from pathlib import Path

import pytest

from rdmlint.hugo.redirects import Redirects, read

NETLIFY = '[[redirects]]\nfrom = "/old"\n[[redirects]]\nfrom = "/d/*"\n'
VERCEL = json.dumps({"rewrites": [{"source": "/old"}, {"source": "/d/(.*)"}]})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("static/_redirects", "# a comment\n/old /new 301\n/d/* /e/:splat\n/only\n"),
        ("static/_redirects", "https://h.org/old /new\n/d/:year/x /new\n"),
        ("static/.htaccess", "Redirect 301 /old /n\nRewriteRule ^d/(.*)$ /e/$1 [R]\n"),
        ("static/.htaccess", "RedirectMatch 301 ^/old$ /new\nAlias /d/ /srv/x\n"),
        ("netlify.toml", NETLIFY),
        ("vercel.json", VERCEL),
    ],
)
def test_what_the_server_answers_is_read(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    redirects = read(str(tmp_path))
    assert redirects.answer("/old/")
    assert redirects.answer("/d/2020/x")
    assert not redirects.answer("/other/")
    assert not redirects.is_computed


def test_a_pattern_for_every_path_says_nothing_of_one() -> None:
    redirects = Redirects(("/*", "/", "*"))
    assert not redirects.answer("/a/")


def test_broken_files_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "netlify.toml").write_text("[[")
    (tmp_path / "vercel.json").write_text('{"redirects": 5, "rewrites": [1, {"a": 2}]}')
    (tmp_path / "_redirects").write_bytes(b"\xff\xfe /x")
    assert not read(str(tmp_path)).answer("/x")


def test_a_template_of_redirects_counts_by_its_lines(tmp_path: Path) -> None:
    template = tmp_path / "index.redirects"
    template.write_text("/chat https://x.y\n{{ range .Pages }}{{ .Path }} /\n{{ end }}")
    redirects = read(str(tmp_path), (("index.redirects", str(template)),))
    assert redirects.answer("/chat")
    assert redirects.is_computed
