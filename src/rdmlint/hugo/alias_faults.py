"""Aliases that Hugo refuses: they would be the root of the site, or lie outside."""

from __future__ import annotations

import posixpath

from rdmlint.hugo.urls import Output, cleaned


def alias_fault(alias: str, kind: str, output: Output) -> str | None:
    """Say why Hugo stops at *alias* of a page of *kind*, published at *output*.

    None: it does not.

    Source: HUGO-URL-21, HUGO-URL-22.
    """
    if alias.startswith("/"):
        path = cleaned(alias)
    elif kind == "home":
        return "leads out of the site: on the home page it must begin with `/`"
    else:
        path = cleaned("/" + posixpath.join(posixpath.dirname(output.directory), alias))
    return "is the root of the site" if path.strip("/") == "" else None
