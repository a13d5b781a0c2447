"""The GitHub action, its lines run as a runner would run them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
PAGE = "---\ntitle: T\nmenu: main\nweight: 1\ntoc: true\n---\n"


def expand(text: str, values: dict[str, str]) -> str:
    """Return *text* with its `${{ … }}` expressions as a runner would fill them."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runner's temporary folder where the install step was run."""
    temporary = tmp_path_factory.mktemp("runner")
    play(STEPS[0], temporary, temporary, {})
    return temporary


def play(
    step: dict[str, Any], temporary: Path, workspace: Path, inputs: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the lines of *step*."""
    values = {
        f"inputs.{name}": str(spec["default"])
        for name, spec in ACTION["inputs"].items()
    }
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.action_path"] = str(ROOT)
    environment = {name: expand(value, values) for name, value in step["env"].items()}
    environment |= {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_ACTIONS": "true",
    }
    (temporary / "output").write_text("")
    where = workspace / expand(step.get("working-directory", "."), values)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        check=step is STEPS[0],
        timeout=300,
    )


def outputs(temporary: Path) -> dict[str, str]:
    """Return what the step wrote to its outputs."""
    lines = (temporary / "output").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def site(folder: Path, body: str) -> Path:
    """Write a small site."""
    (folder / "content").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (folder / "content" / "page.md").write_text(PAGE + body)
    return folder


def test_no_expression_stands_in_a_command() -> None:
    assert not [step["name"] for step in STEPS if "${{" in step["run"]]


def test_no_other_action_is_used() -> None:
    assert not [step for step in STEPS if "uses" in step]


def test_findings_are_annotated_and_counted(runner: Path, tmp_path: Path) -> None:
    workspace = site(tmp_path / "w", "See [it](/nowhere/).\n")
    done = play(STEPS[1], runner, workspace, {})
    assert done.returncode == 1, done.stderr
    assert "::error file=content/page.md,line=7," in done.stdout
    assert outputs(runner) == {"exit-code": "1", "errors": "1", "warnings": "0"}


def test_a_clean_site_passes(runner: Path, tmp_path: Path) -> None:
    workspace = site(tmp_path / "w", "Nothing here.\n")
    done = play(STEPS[1], runner, workspace, {"paths": "content\nhugo.toml\n"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert outputs(runner) == {"exit-code": "0", "errors": "0", "warnings": "0"}


def test_what_stands_in_an_input_is_never_run(runner: Path, tmp_path: Path) -> None:
    workspace = site(tmp_path / "w", "")
    evil = f"$(touch {tmp_path}/a)\n`touch {tmp_path}/b`; touch {tmp_path}/c"
    done = play(STEPS[1], runner, workspace, {"paths": evil, "args": evil})
    assert done.returncode == 2
    assert outputs(runner)["exit-code"] == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w"]


def test_other_sites_are_asked_only_where_the_input_says_so(
    runner: Path, tmp_path: Path
) -> None:
    # An address that nobody has: there is nothing to ask for.
    workspace = site(tmp_path / "w", "[x](https://facility.example/)\n")
    inputs = {"link-cache": f"{tmp_path}/links.json"}
    silent = play(STEPS[1], runner, workspace, inputs)
    done = play(STEPS[1], runner, workspace, {**inputs, "external": "true"})
    assert (silent.returncode, done.returncode) == (0, 0), done.stderr
    said = "Asked for 0 external links"
    assert said in done.stdout + done.stderr
    assert said not in silent.stdout + silent.stderr
