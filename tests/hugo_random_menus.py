"""Random sites that are all menus: their entries against those that Hugo makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from hugo_random import Chance, write
from rdmlint import app
from rdmlint.commands import hugo_run, parity
from rdmlint.settings import Settings

Values: TypeAlias = dict[str, Any]

_VALUES: Final[dict[str, tuple[object, ...]]] = {
    "identifier": ("a", "A", "guides", "Guides", "ida", "blog", 7, True, "", None),
    "name": ("A", "B", "a", "guides", "Home", "A b", 7, "", None),
    "title": ("T", 3),
    "parent": ("A", "a", "B", "guides", "ida", "nobody", "Guides", "7", 7, "", None),
    "weight": (1, 2, -5, 0, "3", "07", 2.0, 2.7, None, True, "0x1F", 8, 9, ""),
    "pageRef": (
        *("/guides", "guides", "guides/one.md", "/guides/one/", "one", "two", "/"),
        *("", "/nope", "/tags", "/tags/t", "/fr/guides", "./guides", "../guides"),
        *("/Guides/ONE", "/guides#x", "/guides/_index.md", "guides/", "/hidden"),
        *("/draft", "/bare", "bare/deep", "/blog/b b", "blog/b-b", "index.md", "home"),
        *("/en/guides", "/tags/T", "one.fr.md", "/guides/one?x", None, 7),
    ),
    "url": (
        *("/a b/", "/A/", "x/", "https://x.org/", "//x.org/y", "#frag", "/#Frag"),
        *("/a?b=C D#E", "", "mailto:a@b", "/guides/", "/é/", "/a%20b/", "/a//b", "."),
        *("/base/guides/", "/fr/guides/", "../x", "HTTP://X.org/Y", "/a:b/", 7, None),
        *("/A.HTML", "/q&a/", "/a+b/", "/x/../y/", " /pad/ ", "/"),
    ),
    "params": ({"x": 1},),
    "pre": ("<i>",),
    "unknown": ("x",),
}
"""What an entry of a menu may say, by key."""

_MENUS: Final = ("Main", "foot", "a-b")
_SPELLINGS: Final = (str, str, str, str.lower, str.upper)

_PAGES: Final = (
    *("_index.md", "guides/_index.md", "guides/one.md", "guides/two/index.md"),
    *("blog/b b.md", "bare/deep/x.md", "bare/y.md", "hidden.md", "draft.md"),
    *("tags/_index.md", "tags/t/_index.md", "about.md", "guides/one.fr.md"),
    *("_index.fr.md", "guides/_index.fr.md", "only.fr.md", "blog/_index.fr.md"),
    *("guides/deep/_index.md", "blog/index2.md", "guides/two/part.md"),
)
_HELD_BACK: Final[dict[str, Values]] = {
    "hidden.md": {"build": {"list": "never"}},
    "draft.md": {"draft": True},
}
_MATTER: Final[tuple[Values, ...]] = (
    {"weight": 5},
    {"weight": "07"},
    {"weight": -1},
    {"weight": 0},
    {"linkTitle": "Link"},
    {"title": "A"},
    {"title": 7},
    {"title": None},
    {"title": ""},
    {"url": "/own/"},
    {"url": "own/x.html"},
    {"slug": "sl ug"},
    {"draft": True},
    {"headless": True},
    {"tags": ["t", "Two Words"]},
    {"build": {"list": "never"}},
    {"build": {"list": "local"}},
    {"build": {"render": "never"}},
    {"build": {"render": "link"}},
    {"expiryDate": "2020-01-01"},
    {"cascade": {"menus": "main"}},
    {"cascade": {"menu": {"foot": {"weight": 3}}}},
    {"cascade": [{"menus": ["a-b"], "target": {"kind": "page"}}]},
    {"cascade": {"weight": 4}},
    {"cascade": {"linkTitle": "All", "build": {"list": "never"}}},
    {"params": {"menu": "main"}},
    {"type": "x"},
    {"aliases": ["/old/"]},
)
_SETTINGS: Final[tuple[Values, ...]] = (
    {"baseURL": "https://h.org/base/"},
    {"uglyURLs": True},
    {"canonifyURLs": True},
    {"sectionPagesMenu": "main"},
    {"sectionPagesMenu": "Main"},
    {"sectionPagesMenu": "side"},
    {"disableKinds": ["taxonomy", "term"]},
    {"disablePathToLower": True},
    {"removePathAccents": True},
    {"permalinks": {"page": {"guides": "/g/:slug/"}, "section": {"blog": "/b/"}}},
    {"defaultContentLanguageInSubdir": True},
    {"pluralizeListTitles": False},
    {"capitalizeListTitles": False},
    {"cascade": {"menus": "foot", "target": {"path": "/blog/**"}}},
    {"enableMissingTranslationPlaceholders": True},
)


class Compared(NamedTuple):
    """How many entries agree, and what does not."""

    agree: int
    differences: tuple[parity.Difference, ...]


def entry(chance: Chance) -> Values:
    """Return what a random entry says, keys in some spelling."""
    keys = [key for key in _VALUES if chance.once_in(3)] or ["name"]
    return {chance.choice(_SPELLINGS)(key): chance.choice(_VALUES[key]) for key in keys}


def menus(chance: Chance) -> Values:
    """Return menus as a configuration has them."""
    names = [name for name in _MENUS if chance.once_in(2)]
    return {name: [entry(chance) for _ in range(chance.randrange(5))] for name in names}


def of_page(chance: Chance) -> object:
    """Return what a page says of its menus, in a form that Hugo may refuse."""
    sort = chance.randrange(6)
    if sort < 2:
        return chance.choice((*_MENUS, "main", "", True, 7, "main, foot"))
    if sort == 2:
        return [
            chance.choice((*_MENUS, "main", 7)) for _ in range(1 + chance.randrange(2))
        ]
    names = [chance.choice(_MENUS) for _ in range(1 + chance.randrange(2))]
    return {
        name: None if chance.once_in(5) else entry(chance)
        for name in dict.fromkeys(names)
    }


def _languages(chance: Chance) -> Values:
    """Return settings for languages, or none."""
    sort = chance.randrange(5)
    if sort < 2:
        return {}
    table: dict[str, Values] = {"en": {"weight": 1}, "fr": {"weight": 2}}
    if sort == 2:
        table.pop("fr")
    if sort == 3:
        for code in table:
            table[code]["baseURL"] = (
                f"https://{code}.org/{'' if code == 'en' else 'x/'}"
            )
    if chance.once_in(6):
        table["fr"] = {"weight": 2, "disabled": True}
    for own in table.values():
        if chance.once_in(3):
            own[chance.choice(("menus", "menu"))] = menus(chance)
    return {"languages": table}


def site(seed: int) -> dict[str, str]:
    """Return the files of the random site with this *seed*, by path."""
    chance = Chance(f"menus alone {seed}")
    config: Values = {"title": "Site", "baseURL": "https://h.org/"}
    for each in _SETTINGS:
        if chance.once_in(8):
            config |= each
    config |= _languages(chance)
    files: dict[str, str] = {}
    own = menus(chance)
    if chance.once_in(5):
        files["config/_default/menus.json"] = json.dumps(own)
        if "fr" in config.get("languages", {}) and chance.once_in(2):
            files["config/_default/menus.fr.yaml"] = json.dumps(menus(chance))
    else:
        config[chance.choice(("menus", "menu", "Menus"))] = own
    if chance.once_in(5):
        config["theme"] = "th"
        files["themes/th/hugo.json"] = json.dumps({"menus": menus(chance)})
    name = chance.choice(("hugo.json", "hugo.yaml", "config/_default/hugo.json"))
    files[name] = json.dumps(config)
    for path in _PAGES:
        if chance.once_in(3) and not path.startswith("guides"):
            continue
        matter: Values = {}
        if not chance.once_in(4):
            matter["title"] = path.rpartition("/")[2].partition(".")[0].title()
        for each in _MATTER:
            if chance.once_in(12):
                matter |= each
        if chance.once_in(2):
            matter[chance.choice(("menus", "menu"))] = of_page(chance)
        if chance.once_in(20):
            matter["menu"] = "foot"
        if path in _HELD_BACK and chance.once_in(2):
            matter |= _HELD_BACK[path]
        files[f"content/{path}"] = _yaml(matter)
    return files


def _yaml(matter: Values) -> str:
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in matter.items()]
    return "".join(("---\n", *lines, "---\n"))


def compare(seed: int, folder: Path) -> Compared | None:
    """Hold the menus that are believed of the site of *seed* to those that Hugo makes.

    None: Hugo cannot build the site.
    """
    root = folder / "site"
    write(root, site(seed))
    hugo_run.make_neutral(root)
    binary = hugo_run.find_binary()
    try:
        built = hugo_run.build(binary, root, folder / "built", environment="production")
    except hugo_run.HugoError:
        return None
    index = app.take_stock(Settings(root=str(root), today="2026-01-01"))
    tally, differences = parity.compare_menus(index, hugo_run.pages(built, root))
    return Compared(tally.agree, tuple(differences))
