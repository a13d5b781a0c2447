"""The pre-commit hook, run by pre-commit itself in a throw-away repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent

GOOD_PAGE = """\
---
title: Storage
menu: main
weight: 10
toc: true
---
Ask for space early.
"""
BAD_PAGE = GOOD_PAGE.replace("toc: true", "toc: no")


def git(where: Path, *arguments: str) -> str:
    """Run git in *where*, away from the user's and the system's configuration."""
    done = _git(where, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def _git(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PRE_COMMIT_HOME": str(where.parent / "pre-commit"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
    }
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def commit(site: Path, page: str) -> subprocess.CompletedProcess[str]:
    """Write *page* to the site and try to commit it."""
    (site / "content/storage.md").write_text(page)
    git(site, "add", ".")
    return _git(site, "commit", "-m", "Write about storage")


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, str]:
    """Return a repository that holds this project as it is now, and its commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the project is not in a git repository here")
    where = tmp_path / "rdmlint"
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, where / name)
    git(where, "init", "--quiet")
    git(where, "add", "--all")
    git(where, "commit", "--quiet", "-m", "As it is now")
    return where, git(where, "rev-parse", "HEAD")


@pytest.mark.slow
def test_the_hook_stops_a_commit_with_a_bad_page_and_lets_a_good_one_pass(
    tmp_path: Path, published: tuple[Path, str]
) -> None:
    project, revision = published
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {project}\n  rev: {revision}\n  hooks:\n  - id: rdmlint\n"
    )
    git(site, "init", "--quiet")
    hook = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(hook, cwd=site, check=True, capture_output=True)

    bad = commit(site, BAD_PAGE)
    assert bad.returncode == 1
    assert "content/storage.md:5:6: error[FM011]" in bad.stdout + bad.stderr

    good = commit(site, GOOD_PAGE)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "rdmlint..." in good.stdout + good.stderr
    assert git(site, "log", "--format=%s") == "Write about storage"


@pytest.mark.slow
def test_the_hook_that_mends_stops_the_commit_once(
    tmp_path: Path, published: tuple[Path, str]
) -> None:
    project, revision = published
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {project}\n  rev: {revision}\n  hooks:\n  - id: rdmlint-fix\n"
    )
    git(site, "init", "--quiet")
    hook = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(hook, cwd=site, check=True, capture_output=True)

    page = f"{GOOD_PAGE}\nAsk [us](https//helpdesk.example.se).\n"
    stopped = commit(site, page)
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1
    assert "content/storage.md:9:10: fixed[LK022]" in said
    assert "files were modified by this hook" in said
    mended = (site / "content/storage.md").read_text()
    assert mended == page.replace("https//", "https://")
    assert commit(site, mended).returncode == 0


def hook_pattern() -> re.Pattern[str]:
    """Return the pattern of paths that make pre-commit run the hooks."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (pattern,) = {hook["files"] for hook in hooks}
    return re.compile(pattern)


@pytest.mark.parametrize(
    "path",
    [
        "content/storage.md",
        "docs/content/topics/a.md",
        "layouts/_default/single.html",
        "static/img/a.png",
        "themes/plain/layouts/index.html",
        "hugo.toml",
        "config/_default/menus.yml",
        "site/config.yaml",
        ".rdmlint.toml",
        "pyproject.toml",
    ],
)
def test_a_file_of_the_site_makes_the_hook_run(path: str) -> None:
    assert hook_pattern().search(path)


@pytest.mark.parametrize(
    "path",
    ["README.md", "src/app.py", "my-content.md", "package.json", "hugo.toml.bak"],
)
def test_a_file_that_no_site_reads_does_not_make_the_hook_run(path: str) -> None:
    assert not hook_pattern().search(path)


def test_pre_commit_accepts_the_hooks_file() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    done = subprocess.run(
        [*command, str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
