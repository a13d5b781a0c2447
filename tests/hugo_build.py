"""What real Hugo publishes of a site, and what rdmlint takes for published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rdmlint.commands import hugo_run, parity
from rdmlint.hugo import placed
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.model import Page
from rdmlint.syntax import front_matter


def copy_to_probe(site: Path, copy: Path) -> None:
    """Copy a site so that Hugo can build it on its own and says where pages are.

    Layouts give way to the probe, shortcodes are no longer such, modules that are not
    on disk become empty themes.
    """
    hugo_run.copy_tree(site, copy)
    hugo_run.make_neutral(copy)


def hugo_says(site: Path, folder: Path) -> dict[str, Any]:
    """Build a copy of *site* in *folder* with real Hugo; return pages and files.

    Each page has `kind`, `path`, `url`, `language` and `source`, from the site root
    ("" where it has none); files begin with `/`.
    """
    copy = folder / "site"
    copy_to_probe(site, copy)
    built = hugo_run.build(
        hugo_run.find_binary(), copy, folder, environment="production"
    )
    pages = [
        {
            "kind": page.kind,
            "language": page.language,
            "path": page.path,
            "source": page.source,
            "url": page.url,
        }
        for page in hugo_run.pages(built, copy)
    ]
    return {"pages": pages, "files": list(hugo_run.published(built.public))}


def census(root: Path, *, today: str | None = None) -> placed.Census:
    """Return what rdmlint takes for the pages of the site at *root*."""
    site = discover(str(root), read_config(str(root)))
    pages = {
        file.path: Page(
            file.path,
            front_matter=front_matter.read(Path(file.file).read_bytes()).front_matter,
        )
        for file in site.content
    }
    return placed.take(site, pages, today=today)


def pages_of(found: placed.Census) -> dict[str, dict[str, str | None]]:
    """Return the pages of *found* that have a source and are published, by source."""
    told = ("kind", "language", "path", "url")
    return {
        source: {key: getattr(page, key) for key in told}
        for source, page in parity.believed_pages(found).items()
    }


def files_of(found: placed.Census) -> set[str]:
    """Return the files that *found* publishes for certain."""
    return parity.believed_files(found)
