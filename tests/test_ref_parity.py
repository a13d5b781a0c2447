"""The truth of a `ref`: real Hugo builds a site; each verdict is held to its output."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from hugo_random import build, write
from rdmlint.app import take_stock
from rdmlint.hugo.refs import RefFault
from rdmlint.model import Known
from rdmlint.settings import Settings

WORDS = """\
p2|p2.md|./p2.md|sec/p2.md|/sec/p2|P2.md|/sec/p2/|../other/p1.md|../other/p1|../top.md
other/p1.md|uniq.md|uniq|bun/img.png|/sec/bun/img.png|p1|p2.fr.md|p2.html|p2.foo|x.foo
.|..|_index|index|sec|/|/sec|sec/_index.md|/sec/index|inner|/sec/bun/inner|tags|Cloud
cloud|/tags/cloud|draft|rn|hl|../../content/sec/p2.md|content/sec/p2.md|Two Words
two-words|slugged|/sec/slugged| p2|p2 |p2#here|#here|?q=1|mailto:a@b.c|http://a.b/sec/p2
//sec/p2|sec//p2|./|../|bun|bun/|bun/index.md|/sec/bun/|../sec/p2|later|/""".replace(
    "\n", "|"
).split("|")

ARGUMENTS = (
    'path="p2" lang="fr"',
    'path="p2" lang="FR"',
    'path="uniq" lang="fr"',
    'path="p2" lang="xx"',
    'path="p2" outputFormat="HTML"',
    '"p2" "amp"',
    '"sec" "rss"',
    'path="rn" outputFormat="amp"',
    'PATH="p2"',
    'other="p2"',
)

PAGES = {
    "_index.md": "",
    "top.md": "",
    "sec/_index.md": "",
    "sec/p2.md": "---\ntags: [Cloud]\n---\n## Here\n",
    "sec/p2.fr.md": "",
    "sec/bun/inner.md": "",
    "sec/Two Words.md": "",
    "sec/slug.md": "---\nslug: slugged\n---\n",
    "sec/draft.md": "---\ndraft: true\n---\n",
    "sec/rn.md": "---\nbuild: {render: never}\n---\n",
    "sec/later.md": "---\ndate: 2999-01-01\n---\n",
    "other/hl.md": "---\nheadless: true\n---\n",
    "other/p1.md": "",
    "other/uniq.md": "",
    "other/cloud.md": "",
}
CONFIG = """\
baseURL = "https://h.org/sub/"
refLinksErrorLevel = "warning"
[languages.en]
weight = 1
[languages.fr]
weight = 2
"""


ASKING = {
    "plain": "{{ relref . (.Get 0) }}",
    "page": "{{ ref .Page (.Get 0) }}",
    "method": '{{ .Page.RelRef (dict "path" (.Get 0)) }}',
    "own": '{{ .Ref (dict "path" (.Get 0)) }}',
    "with": "{{ with .Get 0 }}{{ relref $ . }}{{ end }}",
    "language": '{{ relref . (dict "path" (.Get 0) "lang" "fr") }}',
    "partial": '{{ partial "go" (dict "page" .Page "to" (.Get 0)) }}',
    "below": '{{ relref . (printf "/sec/%s" (.Get 0)) }}',
    "piped": "{{ .Get 0 | relref . }}",
}
"""Shortcodes whose templates ask for a page."""


def test_a_page_that_a_template_asks_for_is_judged_alike(tmp_path: Path) -> None:
    words = ("p2", "uniq", "nowhere", "draft", "/other/p1.md", "cloud", "p2#no")
    calls = [
        (name, word)
        for name in ASKING
        for word in words
        if name != "below" or not word.startswith("/")
    ]
    files = {f"content/{name}": text for name, text in PAGES.items()}
    files["content/sec/p1.md"] = "\n\n".join(
        f'{n}[[{{{{< {name} "{word}" >}}}}]]' for n, (name, word) in enumerate(calls)
    )
    files["layouts/all.html"] = "<main>{{ .Content }}</main>"
    files["layouts/_partials/go.html"] = "{{ relref .page .to }}"
    files["hugo.toml"] = CONFIG
    for name, template in ASKING.items():
        files[f"layouts/_shortcodes/{name}.html"] = template
    write(tmp_path / "site", files)
    assert build(tmp_path / "site", tmp_path / "public")
    html = (tmp_path / "public/sec/p1/index.html").read_text()
    said = dict(re.findall(r"(\d+)\[\[([^\]]*)\]\]", html))
    index = take_stock(Settings(root=str(tmp_path / "site"), today="2026-01-01"))
    page = index.page("content/sec/p1.md")
    assert page is not None
    for n, ((name, word), call) in enumerate(zip(calls, page.shortcodes, strict=True)):
        found = index.reference(page, call)
        is_page_there = found is None or found.fault is RefFault.FRAGMENT
        assert is_page_there is bool(said[str(n)]), (name, word)
        if word.endswith("#no") and name not in ("language", "below"):
            assert found is not None
            assert found.fault is RefFault.FRAGMENT
        if found is not None and name == "below":
            assert (found.suggestion, found.near) == (None, None)


@pytest.mark.parametrize(
    "template",
    [
        "{{ if .Page.Draft }}{{ relref . (.Get 0) }}{{ end }}",
        "{{ with try (relref . (.Get 0)) }}{{ .Value }}{{ end }}",
        "{{ relref (.Page.GetPage `p2`) (.Get 0) }}",
        '{{ relref . (dict "path" (.Get 0) "lang" .Page.Lang) }}',
        '{{ relref . "/nowhere" }}',
        "{{ .Get 0 }}",
    ],
)
def test_what_a_template_does_not_surely_ask_for_is_not_judged(
    tmp_path: Path, template: str
) -> None:
    files = {
        "content/a.md": 'Text {{< x "nowhere" >}}',
        "layouts/_shortcodes/x.html": template,
        "hugo.toml": CONFIG,
    }
    write(tmp_path, files)
    index = take_stock(Settings(root=str(tmp_path)))
    page = index.page("content/a.md")
    assert page is not None
    assert index.reference(page, page.shortcodes[0]) is None


@pytest.mark.parametrize("where", ["sec/p1.md", "sec/bun/index.md", "sec/_index.md"])
def test_every_verdict_on_a_ref_is_true(tmp_path: Path, where: str) -> None:
    binary = hugo_binary()
    assert binary is not None
    calls = [f'"{word}"' for word in WORDS] + list(ARGUMENTS)
    body = "\n\n".join(
        f"{n}[[{{{{< relref {call} >}}}}]]" for n, call in enumerate(calls)
    )
    root, public = tmp_path / "site", tmp_path / "public"
    files = {f"content/{name}": text for name, text in PAGES.items()}
    files.setdefault("content/sec/p1.md", "")
    files[f"content/{where}"] = f"## Here\n\n{body}\n"
    files["content/sec/bun/img.png"] = ""
    files["layouts/all.html"] = "<main>{{ .Content }}</main>"
    files["hugo.toml"] = CONFIG
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(binary), "-s", str(root), "-d", str(public)]
    subprocess.run(command, check=True, env=environment, timeout=60)
    name = re.sub(r"_?index\.md$|\.md$", "", where)
    html = (public / name / "index.html").read_text()
    said = dict(re.findall(r"(\d+)\[\[([^\]]*)\]\]", html))
    assert len(said) == len(calls)

    index = take_stock(Settings(root=str(root), today="2026-01-01"))
    page = index.page(f"content/{where}")
    assert page is not None
    wrong: dict[str, tuple[object, str]] = {}
    unknown = 0
    for n, (call, shortcode) in enumerate(zip(calls, page.shortcodes, strict=True)):
        found = index.reference(page, shortcode)
        assert found is not None
        theirs = Known.YES if said[str(n)] else Known.NO
        unknown += found.exists is Known.UNKNOWN
        if found.exists is not theirs and found.exists is not Known.UNKNOWN:
            wrong[call] = (found, said[str(n)])
    assert wrong == {}
    assert unknown <= 1  # slashes in a row
