"""Which addresses Go refuses: it is asked, in one build of the real Hugo."""

from __future__ import annotations

import json

import pytest

from hugo_failures import run_hugo
from rdmlint.syntax.go_url import fault
from rule_harness import write
from stopwatch import at_most


def lines(text: str) -> list[str]:
    return text.split("\n")[1:-1]


REFUSED = lines(r"""
:a
1:2
a b:c/d
%zz
a/%
a#%2
http://a:b/
https://a:1:2/
http://a b/
http://a%41/
http://a%zz/
http://a{b}/
http://u^:p@h/
http://u%:p@h/
http://[::1/
http://a[::1]/
http://[::1]x/
//a:b
///a%
//[x]/
""")

ALLOWED = lines(r"""

*
*#a
a:b
a:%zz
/1:2
./1:2
a/b:c
a b
a?b=%zz
?a:b
#a:b
http:
http://
http://a:80/%C3%A9?%#a
http://a:/
http://u:p%40@h/
http://[::1]:80/
http://[fe80::1%25en0]/
http://a%25b/
http://é/
//a::1
////a:b
mailto:a@b.c
a[b]{c}
""")

CONTROL = ["a\x01", "a\x7f", "a#\x01"]


@pytest.fixture(scope="module")
def hugo_said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Return for each address whether Hugo takes it apart."""
    top = tmp_path_factory.mktemp("urls")
    every = [*REFUSED, *ALLOWED, *CONTROL]
    template = (
        "{{ range hugo.Data.urls }}{{ with try (urls.Parse .) }}"
        "{{ cond (eq .Err nil) `yes` `no` }} {{ end }}{{ end }}"
    )
    write(
        top / "site",
        {
            "hugo.toml": b"",
            "data/urls.json": json.dumps(every).encode(),
            "layouts/all.html": template.encode(),
        },
    )
    code, said = run_hugo(top / "site", top / "out")
    assert code == 0, said
    words = (top / "out/public/index.html").read_text().split()
    return {url: word == "yes" for url, word in zip(every, words, strict=True)}


@pytest.mark.parametrize("url", [*REFUSED, *CONTROL[:2]])
def test_it_is_refused(url: str, hugo_said: dict[str, bool]) -> None:
    assert fault(url)
    assert not hugo_said[url]


@pytest.mark.parametrize("url", [*ALLOWED, CONTROL[2]])
def test_it_is_allowed(url: str, hugo_said: dict[str, bool]) -> None:
    assert fault(url) is None
    assert hugo_said[url]


def test_hostile_addresses_are_read_in_linear_time() -> None:
    for part in ("%", ":", "[", "http://", "@", "a", "[::"):
        for before in ("", "http://", "//"):
            with at_most(0.5):
                fault(before + part * 100_000)
