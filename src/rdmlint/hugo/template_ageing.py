"""What templates ask for that Hugo has given up.

Source: HUGO-CFG-11; each was observed with Hugo 0.168.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rdmlint.hugo import disk
from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.config_ageing import is_stopped
from rdmlint.model import Fault, Page
from rdmlint.syntax import gotmpl
from rdmlint.text import Span


class Aged(NamedTuple):
    """A method in the template at *path* that Hugo has given up.

    *stops*: Hugo fails for it, where it comes to it.
    """

    path: str
    span: Span
    message: str
    stops: bool


_SITE: Final = {
    "AllPages": ("0.156", "`.Site.Pages` of each of `hugo.Sites`"),
    "Author": ("0.124", "`.Site.Params.Author`"),
    "Authors": ("0.124", "`.Site.Params.Authors`"),
    "BuildDrafts": ("0.156", ""),
    "Data": ("0.156", "`hugo.Data`"),
    "DisqusShortname": ("0.120", "`.Site.Config.Services.Disqus.Shortname`"),
    "GoogleAnalytics": ("0.120", "`.Site.Config.Services.GoogleAnalytics.ID`"),
    "IsMultiLingual": ("0.124", "`hugo.IsMultilingual`"),
    "IsServer": ("0.120", "`hugo.IsServer`"),
    "LanguageCode": ("0.158", "`.Site.Language.Locale`"),
    "Languages": ("0.156", ""),
    "LastChange": ("0.123", "`.Site.Lastmod`"),
    "Sites": ("0.156", "`hugo.Sites`"),
    "Social": ("0.124", "`.Site.Params.Social`"),
}
_LANGUAGE: Final = {
    "LanguageCode": ("0.158", "`.Locale`"),
    "LanguageDirection": ("0.158", "`.Direction`"),
    "LanguageName": ("0.158", "`.Label`"),
}
_OTHERS: Final = {
    ".IsNode": ("0.163", "`.IsBranch`"),
    ".File.Lang": ("0.149", "`.Language.Lang`"),
    "resources.PostProcess": ("0.164", "`templates.Defer`"),
}
_USE: Final = re.compile(
    r"(?<![\w.$])(?:"
    r"(?:\$(?=\.))?(?:(?:\.Page)?\.Site|(?<!\.)site)\."
    rf"(?P<site>{'|'.join(_SITE)})"
    r"|(?:\$(?=\.))?(?:(?:\.Page)?\.Site|site|(?:\.Page)?)\.?Language\."
    r"(?P<language>LanguageCode|LanguageDirection|LanguageName)"
    r"|(?P<other>\$?\.IsNode|\$?\.File\.Lang|resources\.PostProcess)"
    r")(?!\w)"
)
_CONSTANT: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|'(?:[^'\\\n]|\\.)*+'")


def aged(root: str, pages: Iterable[Page], config: HugoConfig) -> Iterator[Aged]:
    """Yield what templates, *pages* of the site's own, ask for in vain before long.

    A template that looks at the version of Hugo is left alone.
    """
    ground = disk.ground(root)
    for page in pages:
        if any("Version" in block.code for block in page.blocks):
            continue
        data = disk.read(os.path.join(root, page.path), ground)
        if isinstance(data, Fault) or not _may_ask(data.decode("latin-1")):
            continue
        for action in gotmpl.read(data).actions:
            if action.code:
                for span, message, stops in _of_action(data, action.span, config):
                    yield Aged(page.path, span, message, stops)


def _of_action(
    data: bytes, span: Span, config: HugoConfig
) -> Iterator[tuple[Span, str, bool]]:
    # Of Latin-1 every byte is a letter, so that places stay.
    text = data[span.start : span.end].decode("latin-1")
    if not _may_ask(text):
        return
    bare = _CONSTANT.sub(lambda found: '"' * len(found.group()), text)
    for found in _USE.finditer(bare):
        since, instead = _said(found)
        stops = is_stopped(since, config)
        if stops is None:
            continue
        advice = f"; write {instead}" if instead else ""
        yield (
            Span(span.start + found.start(), span.start + found.end()),
            f"`{found.group()}` was given up in Hugo {since}{advice}",
            stops,
        )


def _may_ask(text: str) -> bool:
    """Tell whether *text* is worth a closer look: hardly any is."""
    return "Lang" in text or _WORTH.search(text) is not None


_WORTH: Final = re.compile(rf"\.(?:{'|'.join(_SITE)}|IsNode|PostProcess)\b")


def _said(found: re.Match[str]) -> tuple[str, str]:
    if found["site"]:
        return _SITE[found["site"]]
    if found["language"]:
        return _LANGUAGE[found["language"]]
    return _OTHERS[found["other"].removeprefix("$")]
