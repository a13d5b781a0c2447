"""Kinds of values in a configuration: Hugo takes what the table says it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_failures import run_hugo
from rdmlint.hugo.config import read_config
from rdmlint.hugo.config_kinds import KINDS, kind, unfit
from rdmlint.hugo.remarks import settings

VALUES = {"truth": "true", "whole": "5", "number": "0.5"}

LEFT = ("languages.", "deployment.", "httpcache.polls", "related.", "paniconwarning")
"""What needs more than a single key, or makes Hugo stop by itself."""


def written(path: str, value: str) -> str:
    """Return a line of TOML for the path of a key, its names made up."""
    for top, name in (
        ("markup.goldmark.extensions.extras.*", "mark"),
        ("markup.goldmark.renderhooks.*", "link"),
        ("privacy.*", "x"),
        ("outputformats.*", "html"),
        ("menus.*.*", "main"),
    ):
        if path.startswith(top):
            path = path.replace("*", name, 1)
    *above, last = path.split(".")
    line = f"{last} = {value}"
    for name in reversed(above):
        line = f"[{{{line}}}]" if name == "*" else f"{name} = {written_table(line)}"
    return line


def written_table(line: str) -> str:
    return line if line.startswith("[{") else f"{{{line}}}"


def said(root: Path, config: str) -> list[str]:
    (root / "hugo.toml").write_text(config)
    found = settings(read_config(str(root)))
    return [message for setting in found for _, message in unfit(setting)]


@pytest.mark.parametrize("wanted", VALUES)
def test_hugo_takes_values_of_their_kind(wanted: str, tmp_path: Path) -> None:
    """One key of each table, of the top all; all keys in one build."""
    lines: dict[str, str] = {}
    for path, its in KINDS.items():
        if its == wanted and not path.startswith(LEFT):
            line = written(path, VALUES[wanted])
            lines.setdefault(line.partition(" = ")[0], line)
    config = "\n".join(lines.values())
    assert not said(tmp_path, config)
    code, words = run_hugo(tmp_path, tmp_path / "out")
    assert code == 0, words


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("title = [1]", "`title` is text, not a list"),
        ("noTimes = 'yes'", "`noTimes` is true or false; Hugo stops at `yes`"),
        ("noTimes = {}", "`noTimes` is true or false, not a map"),
        ("summaryLength = 'a'", "`summaryLength` is a whole number; Hugo stops at `a`"),
        (
            "sitemap = {priority = 'a'}",
            "`sitemap.priority` is a number; Hugo stops at `a`",
        ),
        ("disableKinds = [['a']]", "`disableKinds` is a list of texts, not a list"),
        ("disableKinds = {a = 1}", "`disableKinds` is a list of texts, not a map"),
        ("page = 'a'", "`page` is a map of keys and values; Hugo stops at `a`"),
        ("menus = ['a']", "`menus` is a map of keys and values, not a list"),
        (
            "languages = {en = {label = 5}}",
            "`languages.en.label` is text; Hugo stops at `5`",
        ),
        (
            "languages = {en = {pagination = {pagerSize = 'a'}}}",
            "`languages.en.pagination.pagerSize` is a whole number; Hugo stops at `a`",
        ),
        (
            "imaging = {meta = {fields = 'a'}}",
            "`imaging.meta.fields` is a list of texts; Hugo stops at `a`",
        ),
        (
            "privacy = {youTube = {privacyEnhanced = 'a'}}",
            "`privacy.youTube.privacyEnhanced` is true or false; Hugo stops at `a`",
        ),
    ],
)
def test_a_value_of_another_kind_is_reported(
    config: str, message: str, tmp_path: Path
) -> None:
    assert said(tmp_path, config) == [message]


@pytest.mark.parametrize(
    "config",
    [
        "title = 5",
        "enableEmoji = 1",
        "summaryLength = '010'",
        "summaryLength = ''",
        "sitemap = {priority = ''}",
        "disableKinds = 'rss'",
        "languages = {en = {title = {a = 1}}}",
        "params = {title = [1]}",
        "menus = {main = [{name = 'a', weight = '5', params = {weight = 'a'}}]}",
    ],
)
def test_what_hugo_converts_is_left_alone(config: str, tmp_path: Path) -> None:
    assert not said(tmp_path, config)


def test_kinds_are_found_below_names_that_the_site_gives() -> None:
    assert kind(("caches", "images", "dir")) == "text"
    assert kind(("languages", "sv", "disabled")) == "truth"
    assert kind(("languages", "sv", "markup", "highlight", "tabwidth")) == "whole"
    assert kind(("menus", "main", "*", "params", "weight")) is None
