"""What a run does not import until it is needed: the start must stay quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "bs4",
    "frontmatter",
    "httpx",
    "jsonschema_rs",
    "pathspec",
    "pyromark",
    "rapidfuzz",
    "yaml",
}

PAGE = """\
---
title: Storage
menu: main
weight: 10
toc: true
---
Ask for space early, and read [about it](#early).

## Early
"""

WATCH = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
"""


def loaded_by(program: str, *arguments: str, where: Path | None = None) -> set[str]:
    """Return the top-level modules that are there once *program* has ended."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH + program, *arguments],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {name.partition(".")[0] for name in done.stderr.split()}


RUN = "from rdmlint.cli import main; sys.exit(main(sys.argv[1:]))"


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_by("import rdmlint") & HEAVY


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_a_run_without_a_site_loads_nothing_heavy(arguments: list[str]) -> None:
    assert not loaded_by(RUN, *arguments) & HEAVY


def test_a_clean_site_is_checked_without_client_and_second_readers(
    tmp_path: Path,
) -> None:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (tmp_path / "content").mkdir()
    (tmp_path / "content/storage.md").write_text(PAGE)
    loaded = loaded_by(RUN, "check", "content", where=tmp_path)
    assert {"pyromark", "yaml"} <= loaded
    assert not loaded & {"bs4", "frontmatter", "httpx", "jsonschema_rs", "rapidfuzz"}
