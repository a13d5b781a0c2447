"""`rdmlint check --fix` and what belongs to it: what is printed, written, returned."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from rdmlint.cli import main

HEAD = "---\ntitle: Storage\nmenu: main\nweight: 10\ntoc: true\n---\n"
BUTTON = (
    '<button type="button" data-bs-toggle="collapse" data-bs-target="#backup"\n'
    '        aria-expanded="false" aria-controls="{}">Backup</button>\n'
    '<div class="collapse" id="backup">Two copies, two places.</div>\n'
)
LINK = "Ask [them](http://helpdesk.example.se/).\n"
BAD = HEAD + LINK + "\n" + BUTTON.format("backups")
MENDED = HEAD + LINK + "\n" + BUTTON.format("backup")
ALL_MENDED = MENDED.replace("http:", "https:")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the page of a site with a safe and an unsafe fix, where the run starts."""
    for name in ("RDMLINT_OUTPUT_FORMAT", "GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text(
        'baseURL = "https://rdm.example.org/"\nmarkup.goldmark.renderer.unsafe = true\n'
    )
    file = tmp_path / "content/page.md"
    file.write_text(BAD)
    monkeypatch.chdir(tmp_path)
    return file


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run `check` with *words*; return the exit code and what was printed where."""
    code = main(["check", "--select", "BS004,EX004", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_without_a_word_nothing_is_changed_but_the_report_says_what_could_be(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys)
    assert code == 1
    assert out.endswith(
        "1 of them can be mended with --fix, 1 more perhaps with --unsafe-fixes as "
        "well.\n"
    )
    assert page.read_text() == BAD


def test_fix_mends_what_is_safe_and_reports_what_is_left(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--fix")
    assert page.read_text() == MENDED
    assert code == 0
    assert "warning[EX004]" in out
    assert "BS004" not in out
    assert "\nFixed 1 finding in 1 file.\n" in out
    assert out.endswith("It can perhaps be mended with --fix --unsafe-fixes.\n")


def test_unsafe_fixes_mends_the_rest_too(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--fix", "--unsafe-fixes", "--show-fixes")
    assert page.read_text() == ALL_MENDED
    assert code == 0
    assert out.startswith(
        "content/page.md:7:12: fixed[EX004] Write https\n"
        "content/page.md:10:46: fixed[BS004] Write `backup`\n"
        "Fixed 2 findings in 1 file.\n\nNo faults found"
    )


def test_diff_prints_what_git_can_apply_and_changes_nothing(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "--diff")
    assert page.read_text() == BAD
    assert (code, err) == (1, "Would fix 1 finding in 1 file.\n")
    subprocess.run(["git", "apply", "-"], input=out, text=True, check=True)
    assert page.read_text() == MENDED
    assert run(capsys, "--diff") == (0, "", "Nothing to mend.\n")
    assert run(capsys, "--diff", "--unsafe-fixes", "--exit-zero", "-q")[0] == 0


def test_in_github_actions_no_line_of_a_diff_is_a_command(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, _ = run(capsys, "--diff")
    first, *_, last = out.splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    subprocess.run(["git", "apply", "-"], input=out, text=True, check=True)
    assert page.read_text() == MENDED


def test_fix_only_says_nothing_of_what_is_left(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (page.parent / "left.md").write_text(BAD.replace("backups", "").replace("10", "9"))
    words = ("--fix-only", "--fail-on", "info")
    assert run(capsys, *words)[:2] == (0, "")
    assert page.read_text() == MENDED
    assert run(capsys, *words) == (0, "", "Nothing to mend.\n")


@pytest.mark.parametrize("word", ["--fix", "--fix-only"])
def test_a_run_can_fail_because_something_was_mended(
    page: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert run(capsys, word, "--exit-non-zero-on-fix")[0] == 1
    assert run(capsys, word, "--exit-non-zero-on-fix")[0] == 0


def test_rules_can_be_left_out_of_mending_by_word_and_by_file(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--fix-only", "--unfixable", "BS")[2] == "Nothing to mend.\n"
    assert run(capsys, "--fix-only", "--fixable", "EX")[2] == "Nothing to mend.\n"
    (page.parent.parent / "rdmlint.toml").write_text('unfixable = ["BS004"]\n')
    assert run(capsys, "--fix-only")[2] == "Nothing to mend.\n"
    assert "can be mended" not in run(capsys)[1]
    assert run(capsys, "--fix-only", "--fixable", "BS00")[2] == "Nothing to mend.\n"
    assert page.read_text() == BAD
    code, _, err = run(capsys, "--fix", "--unfixable", "XY")
    assert (code, "unknown rule 'XY'" in err) == (2, True)


def test_json_holds_what_is_left_and_the_count_is_beside_it(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = run(capsys, "--fix", "--output-format", "json")
    assert [each["code"] for each in json.loads(out)] == ["EX004"]
    assert err.startswith("Fixed 1 finding in 1 file.\n")


@pytest.mark.parametrize("word", ["--unsafe-fixes", "--show-fixes"])
def test_how_to_mend_without_doing_so_is_wrong_usage(
    page: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    code, _, err = run(capsys, word)
    assert (code, f"(write --fix {word})" in err) == (2, True)


def test_a_diff_has_no_other_format(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "--diff", "--output-format", "json")
    assert (code, "--diff prints no report" in err) == (2, True)
