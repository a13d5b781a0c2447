"""Pages of a hundred kilobytes made to keep rules about components busy."""

from __future__ import annotations

from pathlib import Path

import pytest

import rdmlint
from rule_harness import CONFIG
from stopwatch import at_most

SIZE = 100_000
SECONDS = 5.0
DEEP = 1300


def many(text: str) -> str:
    """Return *text* over and over."""
    return text * (SIZE // len(text))


PAGES = {
    "dialogs": many('<div class="modal" aria-labelledby="q"><i id="t">x</i></div>\n'),
    "copies": many('<a href="#a" data-bs-toggle="collapse">x</a><i id="a">t</i>\n'),
    "menus": "<div>" + many('<a data-bs-toggle="dropdown">x</a>') + "</div>",
    "links": many('<p class="collapse"><b id="d"></b></p>[x](#d) '),
    "hidden": "<div aria-hidden=true>" + many('<b><a href="/x">x</a></b>') + "</div>",
    "several": many(
        '<a data-bs-toggle="collapse" href=".a">x</a><i class="a collapse"></i>'
    ),
    "lost": many(
        '<a data-bs-toggle="modal" href="#mo">x</a><i class="modal" id="moo"></i>'
    ),
    "deep buttons": '<div role="button"><b></b>\n' * DEEP + "</div>\n" * DEEP,
    "deep menus": '<div><a data-bs-toggle="dropdown">x</a>\n' * DEEP
    + "</div>\n" * DEEP,
}


@pytest.mark.parametrize("name", PAGES)
def test_much_of_the_same_takes_no_longer_than_it_must(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_bytes(CONFIG)
    (tmp_path / "content/page.md").write_text(PAGES[name])
    with at_most(SECONDS):
        rdmlint.check_site(tmp_path, select=("BS", "AR", "LK015"))
