"""Going online from the command line: what is asked, reported, kept, and refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "probe"))

from hostile_server import Server, running

from rdmlint.cli import main
from rdmlint.commands.online import fits, progress_line
from rdmlint.model import Answer, Cause, Hop, Verdict
from rdmlint.probe.run import Progress

Output = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "GITHUB_EVENT_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RDMLINT_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    """Return the root of a site with links of all sorts, where the run starts."""
    server.asked.clear()
    server.counts.clear()
    root = tmp_path / "site"
    write(root, "hugo.toml", 'baseURL = "https://rdm.example.org/"\n')
    write(
        root,
        "rdmlint.toml",
        'profiles = []\nselect = ["EX"]\n[external]\ninterval = 0\n'
        f'allow-networks = ["127.0.0.0/8"]\nallow-ports = [{server.port}]\n',
    )
    gone, page = server.url("/404"), server.url("/page")
    write(root, "content/a.md", f"---\nsite: {gone}\n---\n[a]({page}) [b]({gone}#x)\n")
    write(root, "content/b.md", f'---\ntitle: B\n---\n{{{{< card link="{gone}" >}}}}\n')
    write(root, "layouts/index.html", f'<a href="{gone}">x</a>{{{{ site.Data }}}}')
    write(root, "layouts/shortcodes/card.html", '{{ .Get "link" }}')
    write(root, "data/d.yaml", f"- url: {gone}\n")
    monkeypatch.chdir(root)
    return root


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Output:
    """Return what runs the command line, second looks without a pause before."""
    from rdmlint.commands import external, online

    usual = online.limits_of

    def hasty(*given: object, **named: object) -> object:
        from msgspec.structs import replace

        return replace(usual(*given, **named), pause=0.0, request=1.0, connect=1.0)  # type: ignore[arg-type]

    monkeypatch.setattr(online, "limits_of", hasty)
    monkeypatch.setattr(external, "limits_of", hasty)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


ONLINE = ("check", "--external", "--output-format", "concise")


def places(out: str) -> list[str]:
    return [line.partition(": ")[0] for line in out.splitlines()]


def test_every_place_of_a_dead_link_is_reported_and_it_is_asked_for_once(
    site: Path, run: Output, server: Server
) -> None:
    code, out, err = run(*ONLINE, "--select", "EX001")
    assert code == 1
    assert places(out) == [
        *("content/a.md:2:7", f"content/a.md:4:{len(server.url('/page')) + 11}"),
        *("content/b.md:4:16", "data/d.yaml:1:8", "layouts/index.html:1:10"),
    ]
    # Both looks end with a GET, for HEAD may lie; a host is asked for one page whole.
    assert server.methods("/404") in (["GET", "HEAD", "GET"], ["HEAD", "GET"] * 2)
    assert "Asked for 2 external links on 1 host." in err


def test_without_external_nobody_is_asked(
    site: Path, run: Output, server: Server
) -> None:
    code, out, _ = run("check", "--output-format", "concise", "--select", "EX001")
    assert (code, out, server.asked) == (0, "", [])


def test_where_no_rule_speaks_of_answers_nobody_is_asked(
    site: Path, run: Output, server: Server
) -> None:
    run(*ONLINE, "--select", "LK")
    assert not server.asked


def test_the_hooks_for_others_never_go_online() -> None:
    hooks = (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text()
    assert "external" not in hooks


def test_the_text_report_shows_the_places_of_one_address_together(
    site: Path, run: Output
) -> None:
    _, out, _ = run("check", "--external", "--select", "EX001")
    assert out.count("error[EX001]") == 1
    assert "  = also at content/b.md:4:16\n  = also at data/d.yaml:1:8\n" in out


def test_what_was_asked_for_is_not_asked_for_again_soon(
    site: Path, run: Output, server: Server
) -> None:
    first = run(*ONLINE, "--select", "EX001")
    server.asked.clear()
    second = run(*ONLINE, "--select", "EX001")
    assert second[:2] == first[:2]
    assert not server.asked
    assert "of 2 more the answer was known" in second[2]


def test_answers_can_be_kept_in_a_file_and_are_when_the_run_fails(
    site: Path, run: Output, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "links.json"
    assert run(*ONLINE, "--link-cache", str(file))[0] == 1
    kept = json.loads(file.read_text())
    assert {each["verdict"] for each in kept["answers"]} >= {"ok", "dead"}
    assert not (tmp_path / "cache").exists()
    server.asked.clear()
    run(*ONLINE, "--link-cache", str(file))
    assert not server.asked


def test_no_link_cache_neither_reads_nor_keeps(
    site: Path, run: Output, server: Server, tmp_path: Path
) -> None:
    for _ in range(2):
        server.asked.clear()
        run(*ONLINE, "--no-link-cache", "--select", "EX001")
        assert server.asked
    assert not (tmp_path / "cache").exists()


def test_a_strangers_site_cannot_make_rdmlint_ask_inside(
    site: Path, run: Output, server: Server
) -> None:
    code, out, _ = run(*ONLINE, "--untrusted", "--select", "EX001")
    assert (code, out, server.asked) == (0, "", [])


def test_a_pull_request_is_a_strangers_whatever_is_said(
    site: Path, run: Output, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    run(*ONLINE)
    assert not server.asked


def test_answers_that_a_stranger_may_have_brought_along_are_not_taken(
    site: Path, run: Output
) -> None:
    code, _, err = run(*ONLINE, "--untrusted", "--link-cache", "links.json")
    assert code == 2
    assert "--link-cache lies in the site" in err


def test_addresses_that_are_ignored_are_not_asked_for(
    site: Path, run: Output, server: Server
) -> None:
    text = (site / "rdmlint.toml").read_text()
    write(site, "rdmlint.toml", f'{text}ignore = ["*/404"]\n')
    code, _, _ = run(*ONLINE, "--select", "EX001")
    assert code == 0
    assert not server.methods("/404")


@pytest.mark.parametrize(
    ("glob", "is_covered"),
    [
        ("https://a.se/x", True),
        ("https://a.se/", False),
        ("https://a.se/*", True),
        ("*a.se*", True),
        ("*/x", True),
        ("*/y", False),
        ("https://*.se/*x", True),
        ("https://a.se/x*x", False),
        ("*", True),
    ],
)
def test_a_star_stands_for_any_text(glob: str, is_covered: bool) -> None:
    assert fits("https://a.se/x", glob) is is_covered


def test_a_glob_of_many_stars_takes_no_longer() -> None:
    started = time.perf_counter()
    assert not fits("a" * 100_000, "*a" * 400 + "*b")
    assert time.perf_counter() - started < 0.05


# --- Changes ------------------------------------------------------------------------


def git(site: Path, *words: str) -> None:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *name, "-c", "init.defaultBranch=main", *words]
    subprocess.run(command, cwd=site, check=True, capture_output=True)


def test_since_asks_only_for_links_on_changed_lines(
    site: Path, run: Output, server: Server
) -> None:
    git(site, "init")
    git(site, "add", ".")
    git(site, "commit", "-m", "first")
    path = site / "content" / "a.md"
    path.write_text(path.read_text() + f"[c]({server.url('/410')})\n")
    write(site, "content/new ö.md", f"---\ntitle: N\n---\n[d]({server.url('/999')})\n")
    run(*ONLINE, "--since", "HEAD", "--select", "EX001,EX002")
    assert {each.path for each in server.asked} == {"/410", "/999"}


@pytest.mark.parametrize("commit", ["nope", "--output=x", "-x", "HEAD~9"])
def test_since_a_commit_that_is_not_there_is_refused(
    site: Path, run: Output, commit: str
) -> None:
    git(site, "init")
    code, _, err = run(*ONLINE, f"--since={commit}")
    assert code == 2
    assert "there is no commit" in err


@pytest.mark.parametrize(
    "words",
    [["--since", "x"], ["--untrusted"], ["--link-cache=x"], ["--no-link-cache"]],
)
def test_how_to_ask_is_refused_where_nothing_says_to_ask(
    site: Path, run: Output, words: list[str]
) -> None:
    code, _, err = run("check", *words)
    assert code == 2
    assert "write --external" in err


# --- Fixes --------------------------------------------------------------------------


def test_a_page_that_moved_is_mended_on_request_and_asked_for_once(
    site: Path, run: Output, server: Server
) -> None:
    old = server.url("/301?/new")
    write(site, "content/a.md", f"---\ntitle: A\n---\n[a]({old}#x)\n")
    words = ("--fix", "--unsafe-fixes", "--select", "EX003")
    run(*ONLINE, *words)
    assert server.url("/new#x") in (site / "content" / "a.md").read_text()
    assert len(server.methods("/301?/new")) == 1


# --- links check, links explain ---------------------------------------------------


def test_a_machine_that_gets_no_answer_at_all_says_so_once(
    site: Path, run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rdmlint.commands import online
    from rdmlint.probe.run import Results

    def unplugged(wanted: dict[str, object], *_: object, **__: object) -> Results:
        return Results({url: lost(url) for url in wanted})

    def lost(url: str) -> Answer:
        hop = Hop("HEAD", url)
        return Answer(url, Verdict.UNVERIFIABLE, Cause.CONNECTION, "x", hops=(hop,))

    monkeypatch.setattr(online, "probe", unplugged)
    hosts = " ".join(f"<https://{name}.se/>" for name in ("one", "two", "three"))
    write(site, "content/hosts.md", hosts)
    code, out, err = run(*ONLINE, "--select", "EX001,EX002")
    assert (code, out) == (0, "")
    assert "probably offline" in err


def test_links_check_tells_of_the_whole_site(site: Path, run: Output) -> None:
    code, out, _ = run("links", "check")
    assert code == 1
    assert "content/b.md:4:16\n" in out
    assert "2 external links: 1 ok, 1 dead, 0 unverifiable." in out


def test_links_check_tells_of_addresses(
    site: Path, run: Output, server: Server
) -> None:
    code, out, _ = run("links", "check", server.url("/page"), "--format", "json")
    (found,) = json.loads(out)
    assert code == 0
    assert (found["verdict"], found["places"]) == ("ok", [])


def test_links_check_refuses_what_is_no_address(site: Path, run: Output) -> None:
    code, _, err = run("links", "check", "content/a.md")
    assert code == 2
    assert "is no address on the web" in err


def test_links_explain_tells_every_step_and_asks_anew(
    site: Path, run: Output, server: Server
) -> None:
    url = server.url("/301?/404")
    run("links", "explain", url)
    server.asked.clear()
    code, out, _ = run("links", "explain", url)
    assert code == 0
    assert server.asked
    lines = out.splitlines()
    assert lines[0] == url
    assert lines[1].startswith(f"  1. HEAD {url} at 127.0.0.1: 301 Moved Permanently, ")
    assert lines[2] == f"     leads to {server.url('/404')}"
    assert "dead: it answers 404 Not Found, and did so when it was looked at" in out
    assert "Before, on " in out


# --- Ends and progress --------------------------------------------------------------


def test_ctrl_c_ends_with_what_is_known(site: Path, server: Server) -> None:
    hanging = server.url("/drip", host="127.0.0.7")
    write(site, "content/c.md", f"---\ntitle: C\n---\n[a]({hanging})\n")
    command = [sys.executable, "-m", "rdmlint", *ONLINE, "--select", "EX001"]
    with subprocess.Popen(
        command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + 20
        while not server.methods("/drip") and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "not asked for: the run was interrupted." in err
    assert "Traceback" not in err
    assert os.path.exists(os.environ["RDMLINT_CACHE_DIR"])


def test_progress_says_how_far_and_what_is_waited_for() -> None:
    progress = Progress(340, 2_000, 12, 50, 4.0, ("slow.se", "x\x1b.se"))
    assert progress_line(progress, 100) == (
        "340 of 2,000 links, 12 of 50 hosts, 85 a second; "
        "waiting for slow.se, x\\x1b.se"
    )
    assert len(progress_line(progress, 40)) < 40


def test_a_run_that_nobody_watches_is_silent(site: Path, run: Output) -> None:
    _, _, err = run(*ONLINE)
    assert "\r" not in err
