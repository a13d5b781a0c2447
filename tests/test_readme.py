"""README.md: every example in it does what it says."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from rdmlint import settings
from rdmlint.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()

CONFIGURATION = """\
baseURL = "https://rdm.example.org/"
[markup.goldmark.renderer]
unsafe = true
"""

PAGE = """\
---
title: A page
menu: main
weight: 10
toc: true
---

"""


def blocks(language: str) -> list[str]:
    """Return the README's blocks of code in *language*, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[list[str]]:
    """Yield every command of the README, workflow steps included, as words."""
    steps = yaml.safe_load(blocks("yaml")[1])["jobs"]["rdmlint"]["steps"]
    written = [step["run"] for step in steps if "run" in step]
    for line in [*"".join(blocks("sh")).splitlines(), *written]:
        yield shlex.split(line, comments=True)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a site that holds the README's example page; the run starts there."""
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text(CONFIGURATION)
    (tmp_path / "content/topics/storage.md").write_text(blocks("markdown")[0])
    (tmp_path / "public").mkdir()
    (tmp_path / "public/index.html").write_text("<title>Home</title>")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_page_gets_the_findings_that_are_shown(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "content"]) == 1
    seconds = re.compile(r"\bin [0-9.]+ s\b")
    said = capsys.readouterr().out
    assert seconds.sub("", said) == seconds.sub("", blocks("text")[0])


@pytest.mark.parametrize(
    "words", [words for words in commands() if words[0] == "rdmlint"], ids=" ".join
)
def test_a_command_of_rdmlint_runs(site: Path, words: list[str]) -> None:
    assert main(words[1:]) in (0, 1)


def test_every_other_command_installs_rdmlint_or_is_run_by_ci() -> None:
    in_ci = (ROOT / ".ci/run").read_text().splitlines()
    for words in commands():
        if words[:4] == ["python3", "-m", "pip", "install"]:
            assert "rdmlint" in words[4]
        elif words[0] != "rdmlint":
            assert words[0] in in_ci
            assert os.access(ROOT / words[0], os.X_OK)


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    offered = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    steps = yaml.safe_load(blocks("yaml")[1])["jobs"]["rdmlint"]["steps"]
    (ours,) = (step for step in steps if "/rdmlint@" in step.get("uses", ""))
    assert ours["with"].keys() <= offered.keys()


def test_the_pre_commit_example_names_a_hook_that_exists() -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (repository,) = yaml.safe_load(blocks("yaml")[0])["repos"]
    assert {hook["id"] for hook in repository["hooks"]} < {h["id"] for h in offered}


@pytest.mark.parametrize("configuration", blocks("toml"))
def test_a_configuration_is_accepted(site: Path, configuration: str) -> None:
    (site / "schemas").mkdir()
    (site / "schemas/event.schema.json").write_text('{"required": ["title"]}')
    (site / "schemas/resources.schema.json").write_text(
        '{"$schema": "http://json-schema.org/draft-07/schema#"}'
    )
    (site / "data").mkdir()
    (site / "data/terms.yaml").write_text("levels: [basic]\n")
    (site / "rdmlint.toml").write_text(configuration)
    assert main(["check", "content"]) in (0, 1)
    assert settings.read_file(str(site / "rdmlint.toml"), root=str(site))


def test_the_ignore_comments_silence_the_findings(site: Path) -> None:
    page = site / "content/topics/storage.md"
    page.write_text(PAGE + re.sub(r"<!--.*?-->", "", blocks("markdown")[1]))
    assert main(["check", "content", "--fail-on", "info"]) == 1
    page.write_text(PAGE + blocks("markdown")[1])
    assert main(["check", "content", "--fail-on", "info"]) == 0


@pytest.mark.parametrize("program", blocks("python"))
def test_a_program_runs(
    site: Path, program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(program, {})
    assert ("BS004" in capsys.readouterr().out) == ("check_site" in program)
