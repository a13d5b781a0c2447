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


def test_an_answer_that_there_is_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "_redirects").write_text("/fr/* /fr/404.html 404\n/x /y 200!\n")
    (tmp_path / "netlify.toml").write_text(
        '[[redirects]]\nfrom = "/de/*"\nto = "/de/404.html"\nstatus = 404\n'
    )
    redirects = read(str(tmp_path))
    assert not redirects.answer("/fr/a/")
    assert not redirects.answer("/de/a/")
    assert redirects.answer("/x")


@pytest.mark.parametrize(
    ("pattern", "answered", "not_answered"),
    [
        ("/:lang/team", "/fr/team/", "/fr/people/"),
        ("/docs/:v/api", "/docs/v1/api", "/docs/v1/api/x"),
        ("/*/sponsors", "/a/b/sponsors", "/a/sponsor"),
        ("/guides/wire*", "/guides/wire.html", "/guides/wir"),
        ("/old/:path*", "/old/a/b", "/older/a"),
        ("/a/*", "/a", "/ab"),
        ("/v1.0/x", "/v1.0/x", "/v1a0/x"),
        ("/", "/", "/a"),
    ],
)
def test_patterns_answer_what_they_are_for_alone(
    pattern: str, answered: str, not_answered: str
) -> None:
    redirects = Redirects((pattern, "/*/:all*", "/:x/*"))
    assert redirects.answer(answered)
    assert not redirects.answer(not_answered)


def test_many_patterns_are_asked_at_once() -> None:
    patterns = [f"/a/:x{n}/{n}*" for n in range(20_000)]
    redirects = Redirects(patterns)
    assert redirects.answer("/a/b/777")
    assert not any(redirects.answer(f"/a/b/x{n}") for n in range(20_000))


def test_hosts_that_complete_addresses_are_known_by_their_files(tmp_path: Path) -> None:
    assert not read(str(tmp_path)).completes_html
    (tmp_path / "netlify.toml").write_text("")
    whole = read(str(tmp_path), files=()).with_more(read(str(tmp_path)))
    assert whole.completes_html
    assert not whole.is_computed
