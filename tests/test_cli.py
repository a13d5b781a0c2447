"""The command line: what is printed where, and with which exit code a run ends."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rdmlint
from rdmlint import app
from rdmlint.cli import COMMANDS, HELP, main, start
from rdmlint.cli.terminal import PLEA, has_colour
from rdmlint.kept import FactStore
from rdmlint.model import Diagnostic, Report, Severity, Stats
from rdmlint.settings import Settings
from rdmlint.text import Position, Span

GOOD = "---\ntitle: Storage\nmenu: main\nweight: 10\ntoc: true\n---\nAsk early.\n"
BAD = GOOD.replace("toc: true", "toc: no")
LINE = "content/bad.md:5:6: error[FM011]"

Output = Callable[..., tuple[int, str, str]]
Findings = Callable[..., None]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CI", "COLUMNS", "TERM")
    for name in (*names, "RDMLINT_OUTPUT_FORMAT", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the root of a site with a good and a bad page, where the run starts."""
    root = tmp_path / "site"
    (root / "content/topics").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (root / "content/topics/good.md").write_text(GOOD)
    (root / "content/bad.md").write_text(BAD)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Output:
    """Return what runs the command line: exit code, output, what is said beside."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Findings:
    """Return what lets every run end with findings of these severities."""

    def finds(*severities: Severity, has_crashed: bool = False) -> None:
        def check(settings: Settings, ask: None, kept: FactStore) -> Report:
            fail_on = settings.fail_on
            return Report(
                settings.root,
                shown=tuple(map(finding, severities)),
                notes=("A note.",),
                stats=Stats(pages=2, links=3, rules=5),
                has_failed=fail_on is not None
                and any(each.rank <= fail_on.rank for each in severities),
                has_crashed=has_crashed,
            )

        monkeypatch.setattr(app, "check", check)

    return finds


def finding(severity: Severity) -> Diagnostic:
    """Return a finding as bad as *severity*."""
    return Diagnostic(
        path="content/bad.md",
        start=Position(1, 1),
        end=Position(1, 2),
        code="BS004",
        rule="aria-controls-mismatch",
        severity=severity,
        message="No",
        span=Span(0, 1),
        excerpt="x",
    )


ERROR, WARNING, INFO = Severity


# --- Check ------------------------------------------------------------------------


def test_a_site_is_checked_and_what_is_wrong_is_printed(
    site: Path, run: Output
) -> None:
    code, out, err = run("check", "--select", "FM011")
    assert code == 1
    assert out.startswith(f"{LINE} ")
    assert "5 | toc: no\n  |      ^^" in out
    assert "Found 1 error in 1 file (2 pages and 0 links checked).\n" in out
    assert err == ""


def test_a_path_narrows_what_is_shown_and_what_fails(site: Path, run: Output) -> None:
    said = "No faults found{}: 2 pages and 0 links checked against 1 rule.\n"
    assert run("check", "content/topics", "--select", "FM011") == (
        0,
        said.format(" in content/topics"),
        "",
    )
    assert run("check", "content", "--select", "RD005") == (0, said.format(""), "")
    assert run("check", "content/topics", "content/bad.md")[0] == 1


def test_options_and_paths_may_stand_in_any_order(site: Path, run: Output) -> None:
    words = ["content/topics", "--select", "FM011", "content/bad.md", "-q"]
    code, out, _ = run("check", *words)
    assert (code, out.count("\n")) == (1, 4)
    assert run("-q", "check", "--select=FM011", "--", "content/bad.md")[0] == 1


def test_several_sites_are_checked_in_one_run(
    site: Path, run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = site.parent / "other"
    (other / "content").mkdir(parents=True)
    (other / "hugo.toml").write_text("")
    (other / "content/worse.md").write_text(BAD)
    monkeypatch.chdir(site.parent)
    words = ["site", "other", "--select", "FM011", "--output-format", "concise"]
    code, out, _ = run("check", *words)
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "site/content/bad.md",
        "other/content/worse.md",
    ]


def test_a_directory_above_sites_means_all_of_them(
    site: Path, run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = site.parent / "blogs/other"
    (other / "content").mkdir(parents=True)
    (other / "hugo.toml").write_text("")
    monkeypatch.chdir(site.parent)
    code, out, _ = run("check", "--select", "FM011")
    assert code == 1
    assert out.startswith(f"site/{LINE} ")
    assert "(2 sites, 2 pages and 0 links checked)" in out
    shown = run("config", "show")[1]
    assert re.findall("^# Site: (.*)$", shown, re.MULTILINE) == ["blogs/other", "site"]


@pytest.mark.parametrize(
    ("severities", "words", "code"),
    [
        ([], [], 0),
        ([WARNING, INFO], [], 0),
        ([ERROR], [], 1),
        ([WARNING], ["--fail-on", "warning"], 1),
        ([INFO], ["--fail-on=info"], 1),
        ([ERROR], ["--fail-on", "never"], 0),
        ([ERROR], ["--exit-zero"], 0),
    ],
)
def test_the_exit_code_says_whether_something_fails(
    site: Path,
    run: Output,
    finds: Findings,
    severities: list[Severity],
    words: list[str],
    code: int,
) -> None:
    finds(*severities)
    assert run("check", *words)[0] == code


def test_a_crashed_rule_exits_with_3_after_the_findings(
    site: Path, run: Output, finds: Findings
) -> None:
    finds(ERROR, has_crashed=True)
    for words in ([], ["--exit-zero"]):
        code, out, err = run("check", *words)
        assert code == 3
        assert "content/bad.md:1:1: error[BS004] No" in out
        assert "This is a fault of rdmlint, not of your site." in err


# --- Output -----------------------------------------------------------------------


def test_json_is_one_document_whatever_is_found(
    site: Path, run: Output, finds: Findings
) -> None:
    finds()
    assert run("check", "--output-format", "json") == (0, "[]\n", "note: A note.\n")
    finds(ERROR)
    code, out, _ = run("check", "--output-format", "json", "--statistics")
    assert (code, [entry["code"] for entry in json.loads(out)]) == (1, ["BS004"])


def test_quiet_prints_findings_alone(site: Path, run: Output, finds: Findings) -> None:
    finds()
    assert run("check", "-q") == (0, "", "")
    finds(ERROR)
    words = ["check", "--quiet", "--output-format", "concise"]
    assert run(*words) == (1, "content/bad.md:1:1: error[BS004] No\n", "")


def test_the_format_may_come_from_the_environment(
    site: Path, run: Output, finds: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds()
    monkeypatch.setenv("RDMLINT_OUTPUT_FORMAT", "json")
    assert run("check", "-q")[1] == "[]\n"
    assert run("check", "-q", "--output-format", "text")[1] == ""
    monkeypatch.setenv("RDMLINT_OUTPUT_FORMAT", "jsno")
    assert run("check")[::2] == (
        2,
        "rdmlint: $RDMLINT_OUTPUT_FORMAT cannot be `jsno` (did you mean `json`?)\n",
    )


def test_a_file_takes_the_place_of_the_terminal(
    site: Path, run: Output, finds: Findings
) -> None:
    finds(ERROR)
    code, out, err = run("check", "--output-format", "concise", "-o", "found.txt")
    assert (code, out) == (1, "")
    assert err.startswith("The report is in found.txt\n")
    text = (site / "found.txt").read_text()
    assert text == "content/bad.md:1:1: error[BS004] No\n"


def test_a_file_with_its_format_is_written_beside_the_terminal(
    site: Path, run: Output, finds: Findings
) -> None:
    finds(ERROR)
    words = ["--color=always", "-o", "json:a.json", "--output", "text:b.txt"]
    code, out, _ = run("check", *words)
    assert code == 1
    assert "\x1b[1;31merror" in out
    assert len(json.loads((site / "a.json").read_text())) == 1
    assert "\x1b" not in (site / "b.txt").read_text()


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("jsn:a", "--output cannot be `jsn` (did you mean `json`?)"),
        ("content", "--output cannot write to `content` (it names a file)"),
        ("x/a.txt", "--output cannot write to `x/a.txt` (it names a file)"),
        ("json:", "--output cannot write to `` (it names a file)"),
    ],
)
def test_where_a_report_cannot_be_written_nothing_is_checked(
    site: Path, run: Output, word: str, message: str
) -> None:
    assert run("check", "-o", word) == (2, "", f"rdmlint: {message}\n")


def test_github_counts_paths_from_the_workspace(
    site: Path, run: Output, finds: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(ERROR)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site.parent))
    out = run("check", "--output-format", "github")[1]
    assert out.startswith("::error file=site/content/bad.md,line=1,")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site / "content"))
    out = run("check", "--output-format", "github")[1]
    assert out.startswith("::error file=content/bad.md,line=1,")


def test_verbose_says_what_was_done(site: Path, run: Output, finds: Findings) -> None:
    finds()
    assert run("check", "-v")[2] == (
        "site: .\nconfiguration: none\nrules: 5, suppressed findings: 0, time: 0.00 s\n"
    )


@pytest.mark.parametrize(
    ("choice", "environment", "is_terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_decided_by_flag_then_variables_then_terminal(
    choice: str, environment: dict[str, str], *, is_terminal: bool, expected: bool
) -> None:
    assert has_colour(choice, environment, is_terminal=is_terminal) is expected


# --- Rules and settings -----------------------------------------------------------


def test_a_rule_is_explained_by_code_and_by_name(run: Output) -> None:
    code, by_code, err = run("rule", "rd005")
    assert (code, err) == (0, "")
    assert by_code.startswith("RD005 rule-crashed\n")
    assert run("rule", "rule-crashed") == (0, by_code, "")
    entry = json.loads(run("rule", "RD005", "--output-format", "json")[1])
    assert (entry["code"], entry["name"]) == ("RD005", "rule-crashed")
    assert entry["page"].startswith("# rule-crashed (RD005)\n")


def test_all_rules_are_listed_by_code(run: Output) -> None:
    code, out, _ = run("rules")
    assert code == 0
    assert re.search(r"^RD005  rule-crashed +error +on +never$", out, re.MULTILINE)
    listed = [
        entry["code"] for entry in json.loads(run("rules", "--output-format=json")[1])
    ]
    assert listed == re.findall(r"^[A-Z]{2}[0-9]{3}", out, re.MULTILINE)
    assert listed == sorted(listed)


def test_the_settings_that_count_are_shown(site: Path, run: Output) -> None:
    (site / "rdmlint.toml").write_text('ignore = ["BS"]\n')
    code, out, _ = run("config", "show", "content", "--ignore", "LK001")
    assert code == 0
    assert "# Configuration: rdmlint.toml\n" in out
    assert 'ignore = ["BS", "LK001"]\n' in out
    assert "ignore = []\n" in run("config", "show", "--isolated")[1]


def test_the_schema_of_the_configuration_is_shown(run: Output) -> None:
    code, out, _ = run("config", "schema")
    assert code == 0
    assert "per-file-ignores" in json.loads(out)["properties"]


# --- Requests that cannot be carried out ------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chekc"], "`chekc` is no command (did you mean `check`?)"),
        (["xyz"], f"`xyz` is no command (there are {', '.join(COMMANDS)})"),
        (["content"], "`content` is no command (to check it: rdmlint check content)"),
        (["BS004"], "`BS004` is no command (to read about it: rdmlint rule BS004)"),
        (
            ["--color", "never", "chekc"],
            "`chekc` is no command (did you mean `check`?)",
        ),
        (
            ["check", "contnet"],
            "no such file or directory: contnet (did you mean content?)",
        ),
        (
            ["check", "--selct", "BS"],
            "there is no option `--selct` (did you mean `--select`?)",
        ),
        (
            ["check", "--selct=BS"],
            "there is no option `--selct` (did you mean `--select`?)",
        ),
        (["check", "-x"], "there is no option `-x` (rdmlint check --help says more)"),
        (
            ["rules", "x"],
            "there is no place for `x` (rdmlint rules --help says more)",
        ),
        (
            ["check", "--select"],
            "argument --select: expected one argument (rdmlint check --help says more)",
        ),
        (
            ["check", "--select", "RD0055"],
            "unknown rule 'RD0055' (did you mean `RD005`?)",
        ),
        (
            ["check", "--ignore", "rule-crashd"],
            "unknown rule 'rule-crashd' (did you mean `rule-crashed`?)",
        ),
        (
            ["check", "--select", "BS,"],
            "--select names no rule (such as --select BS,LK001)",
        ),
        (
            ["check", "--fail-on", "eror"],
            "--fail-on cannot be `eror` (did you mean `error`?)",
        ),
        (
            ["check", "--color", "x"],
            "--color cannot be `x` (it is one of auto, always, never)",
        ),
        (
            ["check", "--output-format", "xml"],
            "--output-format cannot be `xml` "
            "(it is one of text, concise, json, github)",
        ),
        (
            ["check", "--isolated", "--config", "x"],
            "--isolated reads no configuration, and --config names one",
        ),
        (["rule", "RD0055"], "unknown rule 'RD0055' (did you mean `RD005`?)"),
        (
            ["rule"],
            "the following arguments are required: CODE-OR-NAME "
            "(rdmlint rule --help says more)",
        ),
        (["rule", "bs4"], "unknown rule 'bs4' (did you mean `BS004`?)"),
        (["rule", "BS-04"], "unknown rule 'BS-04' (did you mean `BS004`?)"),
        (["config", "sow"], "rdmlint config cannot be `sow` (did you mean `show`?)"),
        (
            ["config"],
            "rdmlint config is not told what to do (it is one of show, schema)",
        ),
        (
            ["facilities"],
            "rdmlint facilities is not told what to do (it is one of init)",
        ),
        (
            ["links"],
            "rdmlint links is not told what to do (it is one of show, check, explain)",
        ),
        (["links", "show"], "rdmlint links show names no page (a source or a URL)"),
        (
            ["check", "a\n::error::b"],
            r"no such file or directory: a\n::error::b",
        ),
    ],
)
def test_a_request_that_cannot_be_carried_out_is_told_of_in_a_line(
    site: Path, run: Output, words: list[str], message: str
) -> None:
    assert run(*words) == (2, "", f"rdmlint: {message}\n")


def test_a_mistake_in_the_configuration_is_told_of_at_its_place(
    site: Path, run: Output
) -> None:
    config = site / "rdmlint.toml"
    config.write_text('[severity]\n"No-Such-Rule\\n::error::" = "error"\n')
    assert run("check") == (
        2,
        "",
        "rdmlint: rdmlint.toml:2:1: unknown rule 'No-Such-Rule\\n::error::' "
        "(`rdmlint rules` lists them all)\n",
    )
    config.write_text("select = [\n")
    assert run("check")[2].startswith("rdmlint: rdmlint.toml:1:10: ")


def test_where_there_is_no_site_a_sentence_says_so(tmp_path: Path, run: Output) -> None:
    code, out, err = run("check", str(tmp_path))
    assert (code, out) == (2, "")
    assert "no Hugo site here" in err


def test_a_fault_of_our_own_is_confessed(
    site: Path, run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(settings: Settings, ask: None, kept: FactStore) -> Report:
        raise KeyError("a\n::error::b")

    monkeypatch.setattr(app, "check", check)
    code, out, err = run("check")
    assert (code, out) == (3, "")
    first, *plea = err.splitlines()
    assert first == r"rdmlint: KeyError: 'a\n::error::b'"
    assert tuple(plea) == PLEA
    assert "Traceback (most recent call last)" in run("check", "-v")[2]


def test_an_interrupted_run_exits_with_130(
    site: Path, run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(settings: Settings, ask: None, kept: FactStore) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "check", check)
    assert run("check") == (130, "", "rdmlint: interrupted\n")


# --- Help -------------------------------------------------------------------------


def test_help_names_every_command_and_the_version_is_one_line(run: Output) -> None:
    assert all(f"  {command}" in HELP for command in COMMANDS)
    for words in (["--help"], ["-h"], ["help"], ["-q", "-h"]):
        assert run(*words) == (0, HELP, "")
    assert run() == (2, "", HELP)
    for word in ("--version", "version"):
        assert run(word) == (0, f"rdmlint {rdmlint.__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([command, "--help"], ["help", command]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
        out = capsys.readouterr().out
        assert f"usage: rdmlint {command} [options]" in out
        assert f"\n  rdmlint {command}" in out


# --- A process of its own ---------------------------------------------------------


def process(*words: str, program: str | None = None) -> subprocess.Popen[str]:
    """Start rdmlint as people do, or a *program* of its own."""
    start = ["-m", "rdmlint", *words] if program is None else ["-c", program]
    return subprocess.Popen(
        [sys.executable, *start],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_reader_that_goes_away_is_no_fault(site: Path) -> None:
    for at in range(400):
        (site / f"content/p{at}.md").write_text(BAD)
    with process("check", "--select", "FM011") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 1


def test_a_process_ends_with_all_that_it_said_and_its_code(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["rdmlint", "no-command"])
    monkeypatch.setattr(os, "_exit", lambda code: pytest.exit(f"ended with {code}"))
    with pytest.raises(pytest.exit.Exception, match="ended with 2"):
        start()
    assert "`no-command` is no command" in capsys.readouterr().err
    words = ["check", "--select", "FM011", "--output-format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "rdmlint", *words], cwd=site, capture_output=True
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)


def test_ctrl_c_ends_a_run_without_a_traceback(site: Path) -> None:
    waiting = (
        "import sys, time; from rdmlint import app, cli; "
        "app.check = lambda s, **_: (print('on', flush=True), time.sleep(30)); "
        "sys.exit(cli.main(['check']))"
    )
    with process(program=waiting) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=10)
    assert (running.returncode, err) == (130, "rdmlint: interrupted\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_any_encoding_gets_all(site: Path, encoding: str) -> None:
    (site / "content/bad.md").unlink()
    (site / "content/日本.md").write_text(BAD)
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    words = ["check", "--select", "FM011", "-q"]
    for format in ("text", "json"):
        done = subprocess.run(
            [sys.executable, "-m", "rdmlint", *words, "--output-format", format],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, b"")
        if format == "json":
            assert json.loads(done.stdout)[0]["path"] == "content/日本.md"
        else:
            said = done.stdout.decode(encoding)
            assert said.startswith(
                "content/日本.md:5:6: "
                if encoding == "utf-8"
                else r"content/\u65e5\u672c.md:5:6: "
            )


def test_the_version_is_there_at_once() -> None:
    program = (
        "import sys; from rdmlint.cli import main; main(['--version']); "
        "print(*sorted(n for n in sys.modules if n.partition('.')[0] "
        "in ('rdmlint', 'argparse', 'msgspec', 'json', 'shutil')))"
    )
    with process(program=program) as running:
        out, err = running.communicate(timeout=30)
    loaded = "rdmlint rdmlint.cli rdmlint.cli.options rdmlint.cli.terminal"
    assert (out.splitlines()[1:], err) == ([f"{loaded} rdmlint.errors"], "")


def test_two_runs_print_the_same(site: Path, run: Output) -> None:
    assert run("check") == run("check")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_narrow_terminal_gets_colours_links_and_lines_that_fit(site: Path) -> None:
    import fcntl
    import struct
    import termios

    long = BAD.replace("toc: no", f"toc: no # {'why ' * 50}")
    (site / "content/bad.md").write_text(long)
    keeper, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, 50, 0, 0))
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "rdmlint", "check", "--select", "FM011"],
        env=environment,
        stdout=terminal,
    ) as running:
        os.close(terminal)
        said = b""
        with contextlib.suppress(OSError):  # Linux: the other end was closed
            while part := os.read(keeper, 65_536):
                said += part
    os.close(keeper)
    assert running.returncode == 1
    assert b"\x1b[1;31m\x1b]8;;https://" in said
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\", "", said.decode())
    drawn = [row for row in plain.splitlines() if re.match(r" *[0-9]* [|] ", row)]
    assert drawn[0] == "5 | toc: no # why why why why why why why why why…"
    assert drawn[1].startswith("  |      ^^ ")
