"""Which kinds of content a site's security policy lets Hugo read."""

from __future__ import annotations

import re
from typing import Final

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.modules import strings
from rdmlint.model import Mapping

_TYPES: Final = {"html": "text/html", "htm": "text/html", "org": "text/org"}
_SINCE: Final = {"text/html": "0.162", "text/org": "0.166"}

MARKUPS: Final = frozenset(
    (
        *("md", "markdown", "mdown", "goldmark", "html", "htm", "org", "rst"),
        *("adoc", "asciidoc", "ad", "asciidocext", "pandoc", "pdc", ""),
    )
)
"""What `markup` in front matter can be, lowered."""


def denied(name: str, config: HugoConfig) -> str | None:
    """Return the media type of the extension or markup *name* if Hugo refuses it.

    None: it does not, or that is not known.

    Source: HUGO-FS-5.
    """
    media = _TYPES.get(name.lower())
    if media is None or config.uses("contentTypes").value == "yes":
        return None
    if not config.is_at_least(_SINCE[media]):
        return None
    security = config.root.get("security")
    policy = security.get("allowcontent") if isinstance(security, Mapping) else None
    if policy is None:
        return media
    patterns = strings(policy)
    wanted = [each for each in patterns if not each.startswith("! ")]
    unwanted = [each[2:] for each in patterns if each.startswith("! ")]
    try:
        if any(re.search(each, media) for each in unwanted):
            return media
        if wanted and not any(re.search(each, media) for each in wanted):
            return media
    except (re.error, RecursionError):
        return None
    return None
