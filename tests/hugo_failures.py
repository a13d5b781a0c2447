"""Minimal sites that Hugo refuses or gets wrong, and the page that lists them.

`python tests/hugo_failures.py` writes `docs/hugo/failures.md` anew.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec

from rdmlint.commands import hugo_run
from rdmlint.engine.registry import load
from rule_harness import Files, unmarked, write

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/data/hugo/failures.toml"
PAGE = ROOT / "docs/hugo/failures.md"

LAYOUT = b"{{ .Title }}{{ .Content }}{{ range site.Menus }}{{ end }}"
"""Asks for all that Hugo reads only when a template does: text and menus."""


class Failure(msgspec.Struct, frozen=True):
    """A site and what is said of it.

    *entry* numbers it as `docs/hugo/semantics.md` does (HUGO-12); `s` stands before
    the numbers of what Hugo is silent about. *says* is a part of Hugo's message ("":
    it says nothing). *rule* is the code of the rule that speaks, at each «…» in
    *files*.
    """

    entry: str
    cause: str
    says: str
    rule: str
    files: dict[str, str]

    def marked(self) -> Files:
        """Return the files, the layout that all share included."""
        given = {path: text.encode() for path, text in self.files.items()}
        return {"layouts/all.html": LAYOUT, **given}

    def write(self, root: Path) -> list[tuple[str, int, int]]:
        """Write the site to *root*; return the marked places."""
        marked = self.marked()
        write(root, {path: unmarked(data)[0] for path, data in marked.items()})
        return sorted(
            (path, *span) for path, data in marked.items() for span in unmarked(data)[1]
        )


class _File(msgspec.Struct, frozen=True):
    case: tuple[Failure, ...]


def failures() -> tuple[Failure, ...]:
    """Return all cases, in order of their entries."""
    return msgspec.toml.decode(CASES.read_bytes(), type=_File).case


def run_hugo(site: Path, folder: Path) -> tuple[int, str]:
    """Build *site* into *folder*; return Hugo's exit code and all that it said."""
    for made in ("home", "cache"):
        (folder / made).mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(hugo_run.find_binary()), "--noBuildLock", "-d", str(folder / "public")],
        cwd=site,
        env={
            "PATH": str(folder / "home"),
            "HOME": str(folder / "home"),
            "HUGO_CACHEDIR": str(folder / "cache"),
            "GOPROXY": "off",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


# --- The page -----------------------------------------------------------------------

INTRODUCTION = """\
# What Hugo says, and what rdmlint says

Hugo stops at the first fault it meets, mostly without a place; of many it says nothing.
Each line is a site of a few files in `tests/data/hugo/failures.toml`: a test holds the
real Hugo to the second column, and rdmlint to the last one at the exact place. The
numbers are those of [semantics.md](semantics.md), section 12; of those with an `s`, of
12.5, Hugo says nothing. `tests/hugo_failures.py` writes this page.

| | What is wrong | Hugo says | rdmlint says |
|---|---|---|---|
"""

LEFT = {
    "3": "whether Go is on the machine that builds is not in the sources",
    "14": "what a template is given is not known: `.Data` of any page is left alone",
    "16": "a version is known only where a file of the site says it; what Go would "
    "fetch twice is not in the sources",
    "17": "what a template does when it runs, and HTML that Go cannot escape",
    "32": "`draft` beside `published`: the second is reported as no date",
    "38": "what a content adapter does when it runs: it is a program",
    "39": "a kind `term` without taxonomy comes from content adapters alone",
    "47": "what templates of shortcodes do with what they are given; templates for "
    "another language alone",
    "52": "whether a shortcode prints `.RenderShortcodes` is not known before it runs",
    "54": "whether Asciidoctor or Pandoc is there is not in the sources",
    "56": "HTML without any layout: a theme may be named on the command line; formats "
    "of other kinds than home: there may be no page",
    "60": "XML, which is not read here; a theme's list that the site's own replaces",
    "62": "texts that are missing in one language only: the default one stands in",
    "64": "how long a page takes is not in the sources",
    "65": "packages of Node: Hugo says nothing before it is asked to pack them",
    "s17": "ids cut at the first child: links to them are fragment-missing's",
    "s18": "what is lost with a block of raw HTML: raw-html-disabled's",
    "s22": "data that no template reads: templates may compute its name, and programs "
    "beside Hugo may read it",
}
"""What no rule reports, or only in part, and why."""


def page() -> str:
    """Return the page that lists all cases."""
    names = {entry.rule.code: entry.rule.name for entry in load().values()}
    lines = [
        f"| {case.entry} | {case.cause} | {said(case)} | {case.rule} "
        f"`{names[case.rule]}` |\n"
        for case in failures()
    ]
    left = "".join(f"- {entry}: {why}.\n" for entry, why in LEFT.items())
    return f"{INTRODUCTION}{''.join(lines)}\n## Not reported, or in part\n\n{left}"


def said(case: Failure) -> str:
    """Return what Hugo says, for a cell of the table."""
    return f"`{case.says}`".replace("|", "\\|") if case.says else "nothing"


if __name__ == "__main__":
    PAGE.write_text(page())
