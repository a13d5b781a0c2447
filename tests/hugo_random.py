"""Small random sites, and what a browser finds on them once real Hugo has built them.

`scripts/fuzz` compares as many as one likes.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, relpath
from random import Random
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from hugo_cases import hugo_binary
from rdmlint.app import take_stock
from rdmlint.index import Target
from rdmlint.model import Known
from rdmlint.settings import Settings

TODAY: Final = "2026-01-01"

# --- A site -----------------------------------------------------------------------

_NAMES: Final = (
    "one",
    "Two",
    "two words",
    "a.b",
    "v1.2",
    "x.fr",
    "y.en",
    "café",
    "ÅÄ",
    "q&a",
    "c++",
    "a_b",
    "under-score",
    "2024-01-02-dated",
    "100%",
    "it's",
    "(paren)",
    "a,b",
    "UPPER",
    "index2",
    "a@b",
    "a--b",
    "日本",
    "en",
    "fr",
    "tags",
    "page",
    "a=b",
    "a~b",
    "[br]",
    "-dash-",
    "ß",
    "e\u0301",
)
_FOLDERS: Final = (
    "guides",
    "Docs",
    "my dir",
    "sub",
    "deep",
    "tags",
    "fr",
    "blog",
    "q&a",
    "v1.2",
    "Über",
    "a b.c",
)
_TERMS: Final = (
    "one",
    "Two Words",
    "C++",
    "q&a",
    "Ünï",
    "a/b",
    "a.b",
    "100%",
    "it's",
    "UPPER",
    "a_b",
    "  pad ",
    "日本",
    "a - b",
    "x, y",
)
_FILES: Final = (
    "pic.png",
    "Pic 2.PNG",
    "data.csv",
    "q&a.pdf",
    "a+b.txt",
    "é.svg",
    "sub/deep.jpg",
    "Down/Up.json",
    "x.fr.png",
    "100%.txt",
    "noext",
    ".hidden",
    "plain.html",
    "c#.txt",
    "a.min.js",
    "under_score.gif",
)
_SLUGS: Final = ("slug", "My Slug", "sl/ug", "Ünï", "a.b", "c++", "-", "x.html", "q&a")
_URLS: Final = (
    "/own/",
    "/own",
    "own/place.html",
    "/Own/Upper/",
    "/a b/",
    "/x.htm",
    "rel/",
    "/own/index.html",
    "/é/",
    "/a+b/",
    "/dot.ted/",
    "./here/",
    "/data.json",
    "/:slug/t/",
    "/fr/own/",
)
_ALIASES: Final = (
    "/old/",
    "older",
    "../up",
    "/Old/Upper",
    "/old.html",
    "a b",
    "/é-old/",
    "./same",
    "/old/index.html",
    "/x.y/",
    "old/deep/er/",
    "/q&a-old",
)
_HEADINGS: Final = (
    "First",
    "First",
    "Two words",
    "`code` here",
    "*em* and **strong**",
    "[link](/one/) text",
    "Émile & Ünï",
    "a_b-c d",
    "1. Number",
    "C++",
    "q&amp;a",
    "<b>bold</b> raw",
    "Own {#own}",
    "Own {#Own-Id .c}",
    "Class {.x}",
    "Attr {id=attr data-x=y}",
    'Quote "x" -- y',
    "Smile :smile: it",
    "Emoji 🎉 x",
    "Dots...",
    "!!!",
    "日本 語",
    "{{< say >}} x",
    "{{% say %}}",
    "Foot[^1] x",
    "~~gone~~ x",
    "![alt](/pic.png) x",
    "`a` `b`",
    "Trailing ##",
    "a\\_b\\*",
    "it's",
    "First 1",
    "first-1",
    "https://x.org/a b",
    "Tab\tx",
    "a &lt; b",
    "x <!-- c --> y",
    "{#only}",
    "T&C",
    "ſtrange K",
    "İi",
    "Ω ª ² ½",
    "a\u00a0b",
    "==m== x",
)
_BLOCKS: Final = (
    '<p id="raw">x</p>',
    '<a name="named"></a>',
    "<div id=bare>x</div>",
    "text <span id='in-line'>x</span>",
    "<!-- <p id='comment'> -->",
    "```\n<p id='code'>\n```",
    "Note.[^1]\n\n[^1]: Here.",
    "Term\n: Definition",
    "> # Quoted",
    "- # Listed\n- ## Listed",
    "Setext\n======",
    "Two\nlines\n---",
    "{{< box >}}\n## Boxed\n{{< /box >}}",
    "{{% box %}}\n## Marked\n{{% /box %}}",
    "{{< raw >}}<p id='rawed'></p>{{< /raw >}}",
    "{{< hide >}}\n## Hid\n\n<p id='hid'>\n{{< /hide >}}",
    "{{</* say */>}}",
    '<details id="det">\n\n## In details\n\n</details>',
    "| a | b |\n|---|---|\n| <i id='cell'>x</i> | y |",
    "Paragraph\n{#para}",
    "<svg><g id='vec'/></svg>",
    "<p id=''>",
    '<p\n id = "spread" >',
    "<P ID=UPPER>",
    "\\<p id='esc'>",
    "    <p id='indented'>",
    "<script>document.write('<p id=\"js\">')</script>",
    "<template><p id='tpl'></template>",
    "<textarea><p id='txt'></textarea>",
    "#NoSpace",
    "####### seven",
    "# ",
    "#",
    "[x]{#span}",
    "{{< mark >}}",
    "{{% mark %}}",
    "x\n# Interrupts",
    "1. x\n   # In item",
)
_SHORTCODES: Final = {
    "say": "said",
    "box": '<div class="box" id="box">{{ .Inner | .Page.RenderString }}</div>',
    "raw": "{{ .Inner }}",
    "hide": "{{ if false }}{{ .Inner }}{{ end }}",
    "mark": '<b id="marked">x</b>',
}
_HOOKS: Final = (
    '<a href="{{ .Destination | safeURL }}">{{ .Text | safeHTML }}</a>',
    '<a href="{{ .Destination | relURL }}">{{ .Text | safeHTML }}</a>',
    "{{ $d := .Destination }}"
    "{{ with .Page.GetPage $d }}{{ $d = .RelPermalink }}{{ end }}"
    '<a href="{{ $d | safeURL }}">{{ .Text | safeHTML }}</a>',
    "{{ $u := urls.Parse .Destination }}{{ $d := .Destination }}"
    '{{ with site.GetPage (strings.TrimPrefix "./" $u.Path) }}{{ $d = .RelPermalink }}'
    '{{ with $u.Fragment }}{{ $d = printf "%s#%s" $d . }}{{ end }}{{ end }}'
    '<a href="{{ $d | safeURL }}">{{ .Text | safeHTML }}</a>',
)
_HEADING_HOOKS: Final = (
    '<h{{ .Level }} id="{{ .Anchor }}">{{ .Text }}</h{{ .Level }}>',
    '<h2{{ if lt .Level 3 }} id="{{ .Anchor | safeURL }}"{{ end }}>{{ .Text }}</h2>',
    '<h2 id="h-{{ .Anchor }}">{{ .Text | safeHTML }}</h2>',
    '<h2 id="{{ .PlainText | anchorize }}">{{ .Text }}</h2>',
    "<h{{ .Level }}>{{ .Text }}</h{{ .Level }}>",
)


class Chance(Random):
    """Chance with the questions that sites are made of."""

    def once_in(self, times: int) -> bool:
        """Tell whether something happens that does so once in so many times."""
        return self.randrange(times) == 0


class Drawn(Chance):
    """Chance that hypothesis decides: what fails is made smaller until it is plain."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        """Take what draws a number."""
        super().__init__(0)
        self._draw = draw

    def _randbelow(self, n: int) -> int:
        # All that is asked of chance here comes down to this.
        return self._draw(st.integers(0, n - 1))

    def once_in(self, times: int) -> bool:
        """Tell as `Chance` does; in the plainest case it does not happen."""
        return self.randrange(times) == times - 1


def few(examples: int) -> settings:
    """Return settings for so many sites, the same ones every time."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def listing(files: dict[str, str]) -> str:
    """Return *files* for people to read."""
    return "\n".join(f"--- {path}\n{text}" for path, text in sorted(files.items()))


def config_of(chance: Chance) -> tuple[str, dict[str, str]]:
    """Return a configuration, and the layouts that belong to it."""
    top = ['title = "Site"', 'refLinksErrorLevel = "warning"']
    base = chance.choice(("https://h.org/", "https://h.org/base/", "https://h.org"))
    top.append(f'baseURL = "{base}"')
    tables: list[str] = []
    layouts: dict[str, str] = {}
    for line, times in (
        ("uglyURLs = true", 6),
        ("disablePathToLower = true", 8),
        ("removePathAccents = true", 10),
        ("canonifyURLs = true", 14),
        ("relativeURLs = true", 14),
        ("disableAliases = true", 16),
        ("enableRobotsTXT = true", 4),
        ("buildDrafts = true", 12),
        ("enableEmoji = true", 4),
        ("disableKinds = ['taxonomy']", 14),
        ("disableKinds = ['section', 'rss']", 14),
        ("disableKinds = ['home', 'sitemap', 'term']", 20),
        ("defaultContentLanguageInSubdir = true", 8),
    ):
        if not chance.once_in(times) or line.partition(" ")[0] in "".join(top):
            continue
        # Hugo's own addresses lead nowhere where it makes a base path relative.
        if not (line.startswith("relativeURLs") and "base" in base):
            top.append(line)
    ways = ("none", "none", "one", "names", "folders")
    languages = chance.choice(ways)
    if languages == "one":
        tables.append("[languages.en]\nweight = 1")
    elif languages == "names":
        tables.append("[languages.en]\nweight = 1\n[languages.fr]\nweight = 2")
    elif languages == "folders":
        tables.append(
            "[languages.en]\nweight = 1\ncontentDir = 'content/en'\n"
            "[languages.fr]\nweight = 2\ncontentDir = 'content/fr'"
        )
    # Hugo doubles the path of a taxonomy with a space in it where case is kept.
    if chance.once_in(5) and "disablePathToLower = true" not in top:
        tables.append("[taxonomies]\ntag = 'tags'\ntopic = 'Big Topics'")
    if chance.once_in(6):
        pattern = chance.choice(
            (
                "/:slug/",
                "/p/:slugorcontentbasename/",
                "/:sections/x/:title/",
                "/:filename/",
            )
        )
        tables.append(f"[permalinks.page]\nguides = '{pattern}'\nblog = '{pattern}'")
    if chance.once_in(12):
        tables.append("[permalinks.section]\nguides = '/handbook/'")
    if chance.once_in(12):
        tables.append("[permalinks.term]\ntags = '/t/:slug/'")
    unsafe = "true" if not chance.once_in(5) else "false"
    tables.append(f"[markup.goldmark.renderer]\nunsafe = {unsafe}")
    parser: list[str] = []
    if chance.once_in(5):
        kind = chance.choice(("github", "github-ascii", "blackfriday"))
        parser.append(f"autoIDType = '{kind}'")
    if chance.once_in(12):
        parser.append("autoHeadingID = false")
    if chance.once_in(12):
        parser.append("wrapStandAloneImageWithinParagraph = false")
    if parser:
        tables.append("[markup.goldmark.parser]\n" + "\n".join(parser))
    if chance.once_in(6):
        tables.append("[markup.goldmark.parser.attribute]\nblock = true")
    if chance.once_in(12):
        tables.append("[markup.goldmark.extensions]\ntypographer = false")
    for kind in ("link", "image"):
        if chance.once_in(4):
            mode = chance.choice(("always", "never", "fallback", "auto"))
            tables.append(
                f"[markup.goldmark.renderHooks.{kind}]\nuseEmbedded = '{mode}'"
            )
    if chance.once_in(6):
        layouts["_markup/render-link.html"] = chance.choice(_HOOKS)
    if chance.once_in(8):
        layouts["_markup/render-heading.html"] = chance.choice(_HEADING_HOOKS)
    return "\n".join([*top, *tables]) + "\n", layouts


def front_matter_of(chance: Chance) -> str:
    """Return a random block of front matter, or "" for none."""
    lines: list[str] = []
    if chance.once_in(3):
        title = chance.choice(("A title", "Q & A", "Été", "C++ x"))
        lines.append(f'title: "{title}"')
    for line, times in (
        ("draft: true", 10),
        ("date: 2999-01-01", 16),
        ("date: 2020-02-03", 5),
        ("expiryDate: 2001-01-01", 20),
        (f'slug: "{chance.choice(_SLUGS)}"', 7),
        (f'url: "{chance.choice(_URLS)}"', 9),
        ("headless: true", 30),
        ("build: {render: never}", 24),
        ("build: {render: link}", 30),
        ("build: {list: never}", 24),
        ("build: {publishResources: false}", 24),
        ("outputs: [html, rss]", 24),
        ("outputs: [json]", 30),
        ("layout: other", 20),
        ("type: docs", 20),
        ("cascade: {draft: true}", 30),
        ("cascade: {type: docs}", 40),
        ("markup: html", 60),
    ):
        if chance.once_in(times) and line.partition(":")[0] not in "".join(
            f"{each.partition(':')[0]}|" for each in lines
        ).split("|"):
            lines.append(line)
    if chance.once_in(4):
        names = [chance.choice(_ALIASES) for _ in range(chance.randint(1, 3))]
        lines.append("aliases: [" + ", ".join(f'"{name}"' for name in names) + "]")
    for key in ("tags", "Categories", "big topics"):
        if chance.once_in(4):
            terms = [chance.choice(_TERMS) for _ in range(chance.randint(1, 3))]
            lines.append(f"{key}: [" + ", ".join(f'"{t}"' for t in terms) + "]")
    return "---\n" + "\n".join(lines) + "\n---\n" if lines else ""


def body_of(chance: Chance) -> str:
    """Return a random text with headings and ids."""
    blocks: list[str] = []
    for _ in range(chance.randint(0, 7)):
        if chance.once_in(2):
            mark = "#" * chance.randint(1, 4)
            blocks.append(f"{mark} {chance.choice(_HEADINGS)}")
        else:
            blocks.append(chance.choice(_BLOCKS))
    if any("[^1]" in block for block in blocks) and not any(
        "[^1]:" in block for block in blocks
    ):
        blocks.append("[^1]: A note.")
    return "\n\n".join(blocks) + "\n"


def _ending(chance: Chance, *, named: bool, lowered: bool) -> str:
    """Return the end of a content file's name: a language's token, an extension."""
    endings = (".md", ".md", ".md", ".md", ".markdown", ".html", ".MD")
    ending = chance.choice(endings if lowered else endings[:-1])
    token = chance.choice((".fr", ".en", "", "", "")) if named else ""
    return token + ending


def _place_of(path: str) -> str:
    """Return what two sources of one page have in common: Hugo takes one at random."""
    bare = re.sub(r"(\.en)?\.(md|markdown|html)$", "", path.lower())
    return re.sub(r"/_?index(?=$|\.)", "", re.sub("[ -]+|[^/\\w.]", "-", bare))


def make(chance: Chance) -> dict[str, str]:
    """Return the files of a random site, by path, without links."""
    config, layouts = config_of(chance)
    files = {"hugo.toml": config}
    named = "languages.fr" in config and "contentDir" not in config
    lowered = "disablePathToLower" not in config
    taken: set[str] = set()
    roots = ("content/en/", "content/fr/") if "contentDir" in config else ("content/",)
    for root in roots:
        folders = [""]
        for _ in range(chance.randint(1, 5)):
            folders.append(chance.choice(folders) + chance.choice(_FOLDERS) + "/")
        for _ in range(chance.randint(4, 9)):
            folder = chance.choice(folders)
            kind = chance.choice(("page", "page", "page", "leaf", "branch", "file"))
            ending = _ending(chance, named=named, lowered=lowered)
            if kind == "page":
                name = chance.choice(_NAMES) + ending
            elif kind == "leaf":
                name = chance.choice(_NAMES) + "/index" + ending.lower()
            elif kind == "branch":
                name = "_index" + ending.lower()
            else:
                files[root + folder + chance.choice(_FILES)] = "x"
                continue
            path = root + folder + name
            if _place_of(path) in taken:
                continue
            matter = front_matter_of(chance)
            url = re.search("^url: .*$", matter, re.MULTILINE)
            if url and url[0] in taken:
                continue
            aliases = re.search("^aliases: .*$", matter, re.MULTILINE)
            if aliases and taken.intersection(aliases[0].split('"')[1::2]):
                matter = matter.replace(aliases[0] + "\n", "")
            elif aliases:
                taken.update(aliases[0].split('"')[1::2])
            taken.update((_place_of(path), url[0] if url else ""))
            files[path] = matter + body_of(chance)
            if kind != "page" and chance.once_in(2):
                for _ in range(chance.randint(1, 3)):
                    beside = dirname(path) + "/" + chance.choice(_FILES)
                    files[beside] = "x"
            if kind == "leaf" and chance.once_in(3):
                files[dirname(path) + "/part.md"] = body_of(chance)
    for _ in range(chance.randint(0, 4)):
        folder = chance.choice(("", "files/", "Img/", "a b/"))
        files["static/" + folder + chance.choice(_FILES)] = "x"
    if chance.once_in(3):
        files["assets/" + chance.choice(_FILES)] = "x"
    files["layouts/all.html"] = (
        "<html><body>{{ .Content }}</body></html>"
        if not chance.once_in(4)
        else '<html><body id="top-of-page">{{ .Content }}</body></html>'
    )
    for name, text in _SHORTCODES.items():
        files[f"layouts/_shortcodes/{name}.html"] = text
    for name, text in layouts.items():
        files[f"layouts/{name}"] = text
    if chance.once_in(6):
        files["layouts/404.html"] = "gone"
    return _possible(files)


def _possible(files: dict[str, str]) -> dict[str, str]:
    """Return *files* without those for which a disk has no room: a file is a folder."""
    folders = {dirname(path) for path in files}
    for folder in tuple(folders):
        while folder:
            folder = dirname(folder)
            folders.add(folder)
    return {path: text for path, text in files.items() if path not in folders}


# --- What Hugo makes of it --------------------------------------------------------


def write(root: Path, files: dict[str, str]) -> None:
    """Write *files* below *root*."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def build(root: Path, public: Path) -> bool:
    """Build the site with real Hugo; tell whether it could."""
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    environment["HUGO_SECURITY_ALLOWCONTENT"] = ".*"
    command = [str(hugo_binary()), "--quiet", "--noBuildLock", "-s", str(root)]
    command += ["-d", str(public), "--clock", f"{TODAY}T12:00:00Z"]
    done = subprocess.run(command, env=environment, timeout=60, capture_output=True)
    return done.returncode == 0


class Built(NamedTuple):
    """The published files by path, `/a/index.html`; the text of HTML, "" for others."""

    files: dict[str, str]

    @classmethod
    def read(cls, public: Path) -> Built:
        """Read what was built."""
        found: dict[str, str] = {}
        for file in sorted(public.rglob("*")):
            if file.is_file():
                is_html = file.suffix in (".html", ".htm")
                text = file.read_text(errors="replace") if is_html else ""
                found["/" + file.relative_to(public).as_posix()] = text
        return cls(found)

    def reached(self, path: str) -> str | None:
        """Return the file that a web server answers *path* with; None: it has none."""
        path = re.sub("/{2,}", "/", path)
        if path.endswith("/"):
            path += "index.html"
        elif f"{path}/index.html" in self.files:
            path += "/index.html"
        return path if path in self.files else None

    def ids(self, path: str) -> set[str]:
        """Return the ids of the file at *path*; a redirect has none."""
        text = self.files[path]
        text = re.sub(r"<!--.*?-->|<script.*?</script>", "", text, flags=re.DOTALL)
        text = re.sub(r"<(template|textarea).*?</\1>", "", text, flags=re.DOTALL)
        names = re.findall(
            r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)",
            text,
            flags=re.IGNORECASE,
        )
        return {html.unescape(name.strip("\"'")) for name in names}


# --- Links ------------------------------------------------------------------------


_ODD: Final = ("/index.html", "/404.html")
"""Where Hugo redirects with a slip of its own, and what no one links to."""


def links_for(
    chance: Chance, page: str, built: Built, files: dict[str, str], base: str
) -> Iterator[str]:
    """Yield addresses that someone may write on the page whose source is *page*."""
    targets = [path for path in built.files if not path.startswith(_ODD)] or ["/x"]
    sources = [path for path in files if path.startswith("content/")]
    static = [path for path in files if path.startswith(("static/", "assets/"))]
    for _ in range(chance.randint(4, 10)):
        way = chance.randrange(12)
        target = chance.choice(targets)
        shown = target.removesuffix("index.html")
        if way <= 4:
            url = base + shown
        elif way == 5:
            url = shown
        elif way == 6:
            here = chance.choice(targets)
            url = relpath(shown, dirname(here) or "/") + shown[-1:].replace("l", "")
        elif way == 7:
            url = relpath(chance.choice(sources), dirname(page))
        elif way == 8:
            source = chance.choice(sources)
            url = source.removeprefix(chance.choice(("content", "content/", "")))
            url = re.sub(r"/?(_?index)?\.\w+$", chance.choice(("", "/", ".md")), url)
        elif way == 9:
            source = chance.choice(sources)
            name = source.rpartition("/")[2]
            url = chance.choice(
                (name, "./" + name, "../" + name, name.partition(".")[0])
            )
        elif way == 10:
            url = chance.choice(static or sources)
            url = url.removeprefix(chance.choice(("static", "assets/", "")))
        else:
            url = "https://h.org" + base + shown
        if chance.once_in(6):
            url = url.rstrip("/")
        if chance.once_in(10):
            url += "index.html" if url.endswith("/") else "/"
        if chance.once_in(10):
            url = chance.choice((str.upper, str.lower, str.title))(url)
        if chance.once_in(3):
            url = quote(url, safe=chance.choice(("/:", "/:&+,=@()'", "/:%")))
        if chance.once_in(12):
            url += chance.choice(("?q=1", "?", "?a=b&c=d"))
        if chance.once_in(3):
            known = sorted(built.ids(target) if target in built.files else ()) or ["x"]
            name = chance.choice(known)
            name = chance.choice(
                (name, name, name.lower(), quote(name), name + "-1", "x")
            )
            url = url.partition("#")[0] + "#" + name
        if chance.once_in(12):
            url = "#" + url.partition("#")[2]
        yield url


_MARKDOWN: Final[tuple[Callable[[str, str], str], ...]] = (
    lambda url, name: f"[{name}](<{url}>)",
    lambda url, name: f"[{name}]({quote(url, safe='/:%#?=&+,@~!*;.$' + chr(39))})",
    lambda url, name: f"[{name}][r{name}]\n\n[r{name}]: <{url}>",
    lambda url, name: f'- x [{name}](<{url}> "title")',
    lambda url, name: f"> **[{name}](<{url}>)**",
    lambda url, name: f"| h |\n|---|\n| [{name}](<{url}>) |",
)
_HTML: Final[tuple[Callable[[str, str], str], ...]] = (
    lambda url, name: f'<p><a href="{html.escape(url)}">{name}</a></p>',
    lambda url, name: f"x <a class=x href='{html.escape(url)}'>{name}</a>",
)
_IMAGES: Final[tuple[Callable[[str, str], str], ...]] = (
    lambda url, name: f"![{name}](<{url}>)",
    lambda url, name: f'<img src="{html.escape(url)}" alt="{name}">',
)


def with_links(chance: Chance, files: dict[str, str], built: Built) -> dict[str, str]:
    """Return *files* with links on the pages, named `L0`, `L1`, …, and images `I2`."""
    base = "/base" if "h.org/base/" in files["hugo.toml"] else ""
    made = dict(files)
    count = 0
    for path in sorted(files):
        if not path.startswith("content/") or files[path] == "x":
            continue
        blocks: list[str] = []
        for url in links_for(chance, path, built, files, base):
            url = url.replace("\n", "")
            is_image = chance.once_in(5)
            ways = _IMAGES if is_image else _HTML if chance.once_in(3) else _MARKDOWN
            if path.endswith(".html"):
                ways = _IMAGES[1:] if is_image else _HTML
            name = f"{'I' if is_image else 'L'}{count}"
            blocks.append(chance.choice(ways)(url, name))
            count += 1
        made[path] = files[path] + "\n" + "\n\n".join(blocks) + "\n"
    return made


_SHOWN: Final = (
    re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(L\d+)</a>'),
    re.compile(r"<a [^>]*?href='([^']*)'[^>]*>(L\d+)</a>"),
    re.compile(r'<img [^>]*?src="([^"]*)"[^>]*?alt="(I\d+)"'),
)


class Shown(NamedTuple):
    """A link as Hugo wrote it: on which file, and with which address."""

    file: str
    url: str


def shown(built: Built) -> dict[str, Shown]:
    """Return the links on all pages, by their texts."""
    return {
        name: Shown(file, html.unescape(url))
        for file, text in built.files.items()
        for pattern in _SHOWN
        for url, name in pattern.findall(text)
    }


def works(built: Built, link: Shown, base: str) -> bool | None:
    """Tell whether a browser finds what *link* asks for.

    None: it asks for a place on what is no HTML.
    """
    here = "http://h.org" + base + quote(link.file.removesuffix("index.html"))
    url = link.url.strip()
    head, mark, fragment = url.partition("#")
    try:
        parts = urlsplit(urljoin(here, head.replace("\\", "/") or here))
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.hostname != "h.org":
        return True
    path = unquote(parts.path) or "/"
    if base and not (path + "/").startswith(base + "/"):
        return False
    file = built.reached(path[len(base) :] or "/")
    if file is None:
        return False
    text = built.files[file]
    if not mark or fragment.lower() in ("", "top"):
        return True
    if "<html" not in text:
        return None
    return bool({fragment, unquote(fragment)} & built.ids(file))


# --- What rdmlint says ------------------------------------------------------------


def verdicts(root: Path) -> dict[str, tuple[str, str, Target]]:
    """Return page, address as written and verdict of each link, by its text."""
    index = take_stock(Settings(root=str(root), today=TODAY))
    found: dict[str, tuple[str, str, Target]] = {}
    for page in index.pages:
        for link in page.links:
            if re.fullmatch(r"L\d+", link.text):
                found[link.text] = (page.path, link.url, index.target(page, link))
        for image in page.images:
            if re.fullmatch(r"I\d+", image.alt or ""):
                target = index.image_target(page, image)
                found[image.alt or ""] = (page.path, image.url, target)
    return found


class Difference(NamedTuple):
    """A link on whose fate rdmlint and the built site do not agree."""

    is_false_alarm: bool
    page: str
    written: str
    shown: Shown
    target: Target


class Tally(NamedTuple):
    """What a site showed: how many links were compared, how many not judged."""

    compared: int
    unknown: int
    differences: tuple[Difference, ...]


def compare(seed: int, folder: Path) -> Tally | None:
    """Hold rdmlint's verdicts on the site of *seed* to what Hugo builds.

    None: Hugo cannot build the site.
    """
    return compare_site(make(Chance(seed)), Chance(f"links {seed}"), folder)


def compare_site(files: dict[str, str], chance: Chance, folder: Path) -> Tally | None:
    """Hold rdmlint's verdicts on random links of a site to what Hugo builds.

    None: Hugo cannot build the site. *files* are those of `make`.
    """
    root, public = folder / "site", folder / "public"
    write(root, files)
    if not build(root, public):
        return None
    files = with_links(chance, files, Built.read(public))
    write(root, files)
    public = folder / "linked"
    if not build(root, public):
        return None
    built = Built.read(public)
    base = "/base" if "h.org/base/" in files["hugo.toml"] else ""
    theirs = shown(built)
    ours = verdicts(root)
    compared = unknown = 0
    differences: list[Difference] = []
    for name, (page, written, target) in ours.items():
        link = theirs.get(name)
        if link is None:
            continue
        compared += 1
        if link.url[:1] in ("", "#", "?") and not written.startswith("#"):
            continue  # It names a page without an address, which Hugo shows as none.
        is_fine = works(built, link, base)
        if is_fine is None:
            continue
        if target.exists is Known.UNKNOWN:
            unknown += not is_fine
        elif (target.exists is Known.YES) is not is_fine and not target.is_mild:
            differences.append(Difference(is_fine, page, written, link, target))
    return Tally(compared, unknown, tuple(differences))
