"""Links that reach their page by a redirect, or would if they had the base path."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote

import msgspec

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.placed import Census
from rdmlint.hugo.targets import Target
from rdmlint.hugo.written import Form
from rdmlint.model import Address, AddressKind, Known


class Detour(msgspec.Struct, frozen=True):
    """A way round that a link takes.

    *kind*: `slash`, a server sends on from `/a` to `/a/`; `alias`, a page that only
    sends on; `base path`, the link lacks it and leads out of the site. *right* is what
    to write instead, *page* the path of the page it is about (None: a file, or a page
    without a source).
    """

    kind: Literal["slash", "alias", "base path"]
    right: str
    page: str | None = None


class Detours:
    """Knows the redirects of one site; keeps where each alias leads."""

    def __init__(self, census: Census, config: HugoConfig) -> None:
        """Take all pages of the site, in their places."""
        self._census = census
        self._config = config
        self._aliases: dict[str, str | None] = {}
        real = {_address(claim.file) for claim in census.claims if claim.alias is None}
        for claim in census.claims:
            address = _address(claim.file)
            if claim.alias is not None and claim.source and address not in real:
                # Of two pages with one alias, either may be the one it leads to.
                is_other = self._aliases.get(address, claim.source) != claim.source
                self._aliases[address] = None if is_other else claim.source

    def of(
        self, page_url: str | None, address: Address, target: Target
    ) -> Detour | None:
        """Return the detour of a link that leads to *target*; None: none is known.

        *page_url* is where the link stands, `/a/` (None: on any page).
        """
        config, base = self._config, self._config.base_path
        is_whole = address.kind in (AddressKind.WEB, AddressKind.NETWORK)
        if page_url is None and address.kind is not AddressKind.ROOT and not is_whole:
            return None
        form = Form(page_url, address, config)
        if target.exists is Known.UNKNOWN:
            path = unquote(address.path)
            if address.kind is not AddressKind.ROOT or not self._lacks_base(path):
                return None
            hit = self._census.published.find(path)
            return Detour("base path", form.write(path), hit.page if hit else None)
        if target.exists is not Known.YES or not target.url:
            return None
        if not (target.url + "/").startswith(base + "/"):
            return None
        inside = target.url[len(base) :] or "/"
        source = self._aliases.get(_address(inside)) or self._aliases.get(inside + "/")
        if source is not None:
            right = self._census.addresses.get(source)
            return Detour("alias", form.write(right), source) if right else None
        if self._lacks_slash(inside):
            return Detour("slash", form.write(inside + "/"), target.page)
        return None

    def _lacks_base(self, path: str) -> bool:
        """Tell whether *path* is there on the site, but for the base path."""
        config, base = self._config, self._config.base_path
        if not base or config.canonify_urls or config.relative_urls:
            return False
        if (path + "/").startswith(base + "/"):
            return False
        return path != "/" and self._census.published.is_written(path)

    def _lacks_slash(self, path: str) -> bool:
        """Tell whether *path* is the directory of a page, and no file."""
        published = self._census.published
        if path.endswith(("/", ".html", ".htm")) or published.is_written(path):
            return False
        return published.is_written(path + "/")


def _address(file: str) -> str:
    return file.removesuffix("index.html") if file.endswith("/index.html") else file
