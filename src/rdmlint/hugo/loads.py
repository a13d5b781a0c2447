"""Where templates load Bootstrap: its script, its style sheet, in which version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from rdmlint.hugo.discover import Site
from rdmlint.hugo.scripts import Scripts
from rdmlint.model import Element, Page
from rdmlint.text import Span


class Load(NamedTuple):
    """A `script` or `link` that loads Bootstrap.

    *span* covers the address. *major* None: the address does not say.
    """

    path: str
    span: Span
    kind: Literal["script", "style sheet"]
    major: int | None
    block: int | None


# The files that Bootstrap itself brings, not those named after it.
_FILE: Final = re.compile(
    r"(?:^|/)bootstrap(?:\.bundle|\.rtl)?(?:\.min)?\.(?P<ending>js|css)(?:[?#]|$)",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(
    r"bootstrap(?:/|@|-)v?(?P<major>\d+)(?:\.\d+)*(?=/|$)", re.IGNORECASE
)

_OTHERS: Final = re.compile(
    r"jquery|popper|mathjax|katex|mermaid|highlight|prism|gtag|googletagmanager"
    r"|google-analytics|recaptcha|matomo|plausible|fontawesome|clipboard|d3js|plotly"
    r"|polyfill|cookie|lunr|fuse|docsearch|algolia|leaflet|swiper|twitter|disqus",
    re.IGNORECASE,
)
"""Scripts of others that surely bring no Bootstrap."""


def loads_of(page: Page) -> tuple[Load, ...]:
    """Return what *page*, a template, loads of Bootstrap by address."""
    return tuple(_loads(page))


def _loads(page: Page) -> Iterator[Load]:
    for element in page.elements:
        name = {"script": "src", "link": "href"}.get(element.name)
        attribute = element.attribute(name) if name else None
        if attribute is None or attribute.is_computed or not attribute.value:
            continue
        found = _FILE.search(attribute.value)
        if found is None or attribute.value_span is None:
            continue
        is_script = found["ending"].lower() == "js"
        if is_script != (element.name == "script") or not _is_used(element):
            continue
        version = _VERSION.search(attribute.value)
        yield Load(
            page.path,
            attribute.value_span,
            "script" if is_script else "style sheet",
            int(version["major"]) if version else None,
            element.block,
        )


def _is_used(element: Element) -> bool:
    """Tell whether the file is used at once, as it is."""
    if element.name == "script":
        return True
    rel = (element.value("rel") or "").lower().split()
    return "stylesheet" in rel and "alternate" not in rel


def surely_none(site: Site, templates: Iterable[Page], scripts: Scripts) -> bool:
    """Tell whether no template loads Bootstrap's script, in whatever way.

    *templates* are all there are, *scripts* the site's own. Scripts that are computed,
    imported or not known may bring it.
    """
    has_document = False
    for page in templates:
        for element in page.elements:
            has_document = has_document or element.name == "body"
            if element.name != "script":
                continue
            source = element.attribute("src")
            if source is None:
                continue
            written = source.value or ""
            if source.is_computed or not _is_other(site, written):
                return False
    return has_document and not scripts.may_have("bootstrap")


def _is_other(site: Site, written: str) -> bool:
    """Tell whether the script at this address surely brings no Bootstrap."""
    if re.search("bootstrap", written, re.IGNORECASE):
        return False
    if written.startswith("/") and not written.startswith("//"):
        path = re.split("[?#]", written)[0]
        # What it says is searched with all other scripts of the site.
        return any(each.url == path for each in site.static)
    return bool(_OTHERS.search(written))
