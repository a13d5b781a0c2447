"""Random sites with menus and odd front matter: pages, ids and menus against Hugo's."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from hugo_random import Chance, make, write
from rdmlint import app
from rdmlint.commands import hugo_run, parity
from rdmlint.settings import Settings

_ENTRIES: Final = (
    "name = 'A'\nurl = '/a b/'",
    "identifier = 'guides'\nname = 'G'\npageRef = '/guides'\nweight = 2",
    "name = 'B'\nparent = 'A'\nurl = 'x/'",
    "name = 'C'\npageRef = '/nope'\nurl = 'https://x.org/'",
    "identifier = 'ida'\nname = 'I'\npageRef = 'one'",
    "url = '/only'",
    "name = 'P'\npageRef = '/'",
    "name = 'Q'\nparent = 'Q'",
    "name = 'R'\nparent = 'nobody'",
)
"""Entries of menus as a configuration has them."""

_MENUS: Final = (
    "menu: main",
    "menu: Main",
    "menus: [main, foot]",
    "menu: {main: {weight: 3}}",
    "menu: {main: {identifier: x, parent: guides}}",
    "menus: {foot: }",
    "menu: {main: {name: N, weight: '2'}, foot: {parent: A}}",
    "menu: {main: {pageRef: /blog, url: /u/}}",
    "menus: {Main: {identifier: ida, weight: 0}}",
    "menu: main, foot",
    "menu: true",
)
_VALUES: Final = (
    "weight: 5",
    "weight: '07'",
    "weight: 0x1F",
    "linkTitle: LT",
    "title: Same",
    "title: null",
    "title: 012",
    "title: 1e3",
    "slug: 08",
    "slug: true",
    "slug: 2020-01-02",
    "url: 7",
    "tags: [1, true, null, 2.50]",
    "tags: a b",
    "aliases: /one-alias/",
    "aliases: x y",
    "date: 2020",
    "draft: yes",
    "draft: 'true'",
    "draft: 1",
    "params: {slug: z}",
    "categories: {a: b}",
    "build: {list: local}",
    "keywords: a, b",
)
"""Lines of front matter whose types Hugo minds, or does not."""


class Compared(NamedTuple):
    """How much agrees, and what does not."""

    agree: int
    differences: tuple[parity.Difference, ...]


def site(chance: Chance) -> dict[str, str]:
    """Return the files of a random site, by path."""
    return with_menus(make(chance), chance)


def with_menus(files: dict[str, str], chance: Chance) -> dict[str, str]:
    """Return *files* with menus and further front matter."""
    entries = "".join(
        f"[[menus.{chance.choice(('main', 'foot', 'Side'))}]]\n"
        f"{chance.choice(_ENTRIES)}\n"
        for _ in range(chance.randrange(5))
    )
    if "[languages.fr]" in files["hugo.toml"] and chance.once_in(3):
        entries += "[[languages.fr.menus.main]]\nname = 'FR'\nurl = '/fr/'\n"
    top = "sectionPagesMenu = 'main'\n" if chance.once_in(2) else ""
    files["hugo.toml"] = top + files["hugo.toml"] + entries
    for path, text in files.items():
        if path.startswith("content/") and text != "x" and not path.endswith(".html"):
            files[path] = _with_lines(text, chance)
    return files


def _with_lines(text: str, chance: Chance) -> str:
    """Return *text* with further lines of front matter, no key twice."""
    matter, body = "", text
    if text.startswith("---\n"):
        _, matter, body = text.split("---\n", 2)
    taken = {line.partition(":")[0].lower() for line in matter.splitlines()}
    wanted = [chance.choice(_VALUES) for _ in range(chance.randrange(3))]
    if chance.once_in(3):
        wanted.append(chance.choice(_MENUS))
    for line in wanted:
        key = line.partition(":")[0].lower()
        if key not in taken:
            taken.add(key)
            matter += f"{line}\n"
    return f"---\n{matter}---\n{body}" if matter else body


def compare(seed: int, folder: Path) -> Compared | None:
    """Hold what is believed of the site of *seed* to what Hugo makes of it.

    None: Hugo cannot build the site.
    """
    files = with_menus(make(Chance(seed)), Chance(f"menus {seed}"))
    return compare_site(files, folder)


def compare_site(files: dict[str, str], folder: Path) -> Compared | None:
    """Hold what is believed of a site to what Hugo makes of it.

    None: Hugo cannot build the site.
    """
    root = folder / "site"
    write(root, files)
    hugo_run.make_neutral(root)
    binary = hugo_run.find_binary()
    try:
        built = hugo_run.build(binary, root, folder / "built", environment="production")
    except hugo_run.HugoError:
        return None
    index = app.take_stock(Settings(root=str(root)))
    pages = hugo_run.pages(built, root)
    found = (
        parity.compare_pages(index, pages),
        parity.compare_headings(index, pages),
        parity.compare_menus(index, pages),
    )
    return Compared(
        sum(tally.agree for tally, _ in found),
        tuple(one for _, differences in found for one in differences),
    )
