"""The truth of a link: real Hugo builds a site; each verdict is held to its files."""

from __future__ import annotations

import os
import re
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from hugo_cases import hugo_binary
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.hugo.templates import read_templates
from rdmlint.index import SiteIndex
from rdmlint.model import Known
from rdmlint.parse.pages import parse_pages
from rdmlint.settings import Settings

LINKS = re.split(
    r"\s+",
    """\
/ /index.html /index.xml /guides/ /guides /guides/index.xml /guides/one/ /guides/one
/guides/One/ /guides/ONE one/ ../one/ ./ ../ ../../ ../../../../guides/one/ one.md
./one.md ../guides/one.md /guides/one.md /content/guides/one.md two.md
/tags/ /tags/data-sharing/ /tags/Data%20Sharing/ /tags/c++/ /tags/none/ /categories/
/slugged/ /guides/slug/ /guides/slugged/ /own/place.html /own/place/ /old/ /older/
/guides/older/ /draft/ /draft.md /future/ /hidden/ /bundle/ /bundle/pic.png
/bundle/Pic.png /bundle/sub/data.csv /bundle/part/ bundle/pic.png /guides/loose.png
../loose.png loose.png /files/a%20b.pdf /files/a+b.pdf /static/files/plan.pdf
/files/plan.pdf /files/PLAN.pdf /files/ /sitemap.xml /robots.txt /404.html
/deep/er/page/ /deep/er/ /deep/ /å-page/ /%C3%A5-page/ ?q=1 /guides/one/?q=1
#here #gone #Here /guides/one/#first /guides/one/#first-1 /guides/one/#first-2
/guides/one/#own /guides/one/#raw /guides/one/#named /guides/one/#fn:1 one/#first""",
)

PAGES = {
    "_index.md": "",
    "guides/_index.md": "",
    "guides/one.md": "# First\n\n## First\n\n## Other {#own}\n\n"
    '<p id="raw"></p><a name="named"></a>\n\nA note.[^1]\n\n[^1]: Here.\n',
    "guides/slug.md": "---\nslug: slugged\ntags: [Data Sharing, C++]\n---\n",
    "guides/moved.md": "---\naliases: [/old/, older]\n---\n",
    "guides/own.md": "---\nurl: /own/place.html\n---\n",
    "draft.md": "---\ndraft: true\n---\n",
    "future.md": "---\ndate: 2999-01-01\n---\n",
    "hidden.md": "---\nbuild: {render: never}\n---\n",
    "bundle/index.md": "",
    "bundle/part.md": "",
    "deep/er/page.md": "",
    "å page.md": "",
}
FILES = ("bundle/Pic.png", "bundle/sub/data.csv", "guides/loose.png")
STATIC = ("files/a b.pdf", "files/plan.pdf")


def write(root: Path, config: str) -> None:
    """Write the site below *root*; its page `guides/links` has all the links."""
    files = {f"content/{name}": text for name, text in PAGES.items()}
    body = "\n\n".join(f"[{n}]({url})" for n, url in enumerate(LINKS))
    files["content/guides/links.md"] = f"## Here\n\n{body}\n"
    files |= dict.fromkeys((f"content/{name}" for name in FILES), "x")
    files |= dict.fromkeys((f"static/{name}" for name in STATIC), "x")
    files["layouts/all.html"] = "<main>{{ .Content }}</main>"
    files["hugo.toml"] = f"{config}\n[markup.goldmark.renderer]\nunsafe = true\n"
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def is_there(public: Path, url: str) -> bool:
    """Tell whether what the absolute address *url* asks for is published."""
    parts = urlsplit(url)
    file = public / unquote(parts.path).lstrip("/")
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return False
    name = unquote(parts.fragment)
    text = file.read_text(errors="replace") if name else ""
    return not name or re.search(f'(?:id|name)="{re.escape(name)}"', text) is not None


@pytest.mark.parametrize(
    "config",
    [
        "",
        "[languages.en]\n",
        '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n',
        "uglyURLs = true\n",
        "enableRobotsTXT = true\ndisableKinds = ['rss', 'taxonomy']\n",
    ],
    ids=["plain", "languages", "hook", "ugly", "kinds"],
)
def test_every_verdict_on_a_link_is_true(tmp_path: Path, config: str) -> None:
    binary = hugo_binary()
    assert binary is not None
    root, public = tmp_path / "site", tmp_path / "public"
    write(root, 'baseURL = "https://h.org/"\n' + config)
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(binary), "--quiet", "-s", str(root), "-d", str(public)]
    subprocess.run(command, check=True, env=environment, timeout=60)
    page_file = next(public.rglob("guides/links*/index.html"), None) or next(
        public.rglob("guides/links.html")
    )
    hrefs = re.findall(r'<a href="([^"]*)">\d+</a>', unescape(page_file.read_text()))
    assert len(hrefs) == len(LINKS)

    site = discover(str(root), read_config(str(root)))
    settings = Settings(root=str(root), today="2026-01-01")
    pages = parse_pages(site, site.config.markup)
    index = SiteIndex(site, pages, read_templates(site), settings)
    page = index.page("content/guides/links.md")
    assert page is not None
    base = page_file.relative_to(public).as_posix().removesuffix("index.html")
    ours = {link.url: index.target(page, link).exists for link in page.links}
    theirs = {
        url: Known.YES
        if href and is_there(public, urljoin(f"http://h/{base}", href))
        else Known.NO
        for url, href in zip(LINKS, hrefs, strict=True)
    }
    wrong = {
        url: (ours[url], theirs[url])
        for url in LINKS
        if ours[url] is not theirs[url] and ours[url] is not Known.UNKNOWN
    }
    assert wrong == {}
    # Whether a server completes `/a/` to `/a.html` cannot be told.
    most = 25 if "uglyURLs" in config else 4
    assert sum(verdict is Known.UNKNOWN for verdict in ours.values()) <= most
