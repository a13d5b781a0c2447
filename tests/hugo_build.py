"""What real Hugo publishes of a site, and what rdmlint takes for published."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from hugo_cases import hugo_binary
from rdmlint.hugo import casts, placed
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.model import Page
from rdmlint.syntax import front_matter

PROBE: Final = """\
{{- $source := "" }}{{ with .File }}{{ $source = .Filename }}{{ end -}}
{{- dict "kind" .Kind "path" .Path "url" .RelPermalink "language" .Language.Lang
  "source" $source | jsonify | safeHTML -}}
"""
"""A layout for every page that says only what Hugo made of it."""

_SETTINGS: Final = {"HUGO_ENABLEGITINFO": "false", "HUGO_SECURITY_ALLOWCONTENT": ".*"}
_TEXTS: Final = (".md", ".markdown", ".mdown", ".html", ".htm", ".org", ".adoc", ".rst")
_CALL: Final = re.compile(rb"\{\{(?=[<%])")


def copy_to_probe(site: Path, copy: Path) -> None:
    """Copy a site so that Hugo can build it on its own and says where pages are.

    Layouts give way to the probe, shortcodes are no longer such, modules that are not
    on disk become empty themes.
    """
    skipped = {"public", "resources", "layouts", "go.mod", "go.sum"}

    def ignore(folder: str, names: list[str]) -> set[str]:
        mine = skipped if Path(folder) == site else set[str]()
        return {name for name in names if name in (".git", "node_modules", *mine)}

    shutil.copytree(site, copy, symlinks=True, ignore=ignore)
    for layouts in copy.glob("themes/*/layouts"):
        shutil.rmtree(layouts)
    (copy / "layouts").mkdir()
    (copy / "layouts" / "all.html").write_text(PROBE)
    config = read_config(str(copy))
    themes = copy / (casts.text(config.root.get("themesdir")) or "themes")
    for name in config.missing_modules:
        (themes / name).mkdir(parents=True, exist_ok=True)
    for file in copy.rglob("*"):
        if file.suffix.lower() in _TEXTS and file.is_file() and not file.is_symlink():
            file.write_bytes(_CALL.sub(b"{ {", file.read_bytes()))


def hugo_says(site: Path, folder: Path) -> dict[str, Any]:
    """Build a copy of *site* in *folder* with real Hugo; return pages and files.

    Each page has `kind`, `path`, `url`, `language` and `source`, from the site root
    ("" where it has none); files begin with `/`.
    """
    binary = hugo_binary()
    assert binary is not None
    copy, public = folder / "site", folder / "public"
    copy_to_probe(site, copy)
    environment = {k: v for k, v in os.environ.items() if "HUGO" not in k}
    command = [str(binary), "--quiet", "--noBuildLock", "-s", str(copy)]
    command += ["-d", str(public)]
    done = subprocess.run(command, timeout=600, env=environment | _SETTINGS)
    files = sorted(file for file in public.rglob("*") if file.is_file())
    # A word that has had its day is an error to Hugo, but it builds all the same.
    if done.returncode and not any(file.name == "index.html" for file in files):
        raise subprocess.CalledProcessError(done.returncode, command)
    pages: list[dict[str, str]] = []
    for file in files:
        text = file.read_bytes()
        if text.startswith(b'{"kind"'):
            try:
                page = json.loads(text)
            except ValueError:
                # Two pages at one address, written over each other.
                continue
            page["source"] = page["source"].removeprefix(f"{copy}/")
            pages.append(page)
    pages.sort(key=lambda page: (page["language"], page["path"]))
    names = [f"/{file.relative_to(public).as_posix()}" for file in files]
    return {"pages": pages, "files": names}


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
    return {
        each.file.path: {
            "kind": each.kind,
            "path": each.file.logical,
            "url": each.output.link if each.output else None,
            "language": each.file.language,
        }
        for each in found.pages.values()
        if each.kind != "resource" and each.hidden is None and each.unrendered is None
    }


def files_of(found: placed.Census) -> set[str]:
    """Return the files that *found* publishes for certain."""
    return {
        path + "index.html" if path.endswith("/") else path
        for path in found.published.paths()
    }
