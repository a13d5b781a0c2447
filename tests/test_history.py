"""What the git history of a site says of addresses, and the rule that looks at it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rdmlint import app, history
from rdmlint.settings import from_toml

OLD = "https://nbis.example.org/support"
NEW = "https://nbis.example.org/get-support"
LINE = "- [NBIS support]({}) helps with bioinformatics.\n"

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None, reason="there is no git on this machine"
)


class Checkout:
    """A site in a checkout of its own, without what the user's git is told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q")
        (root / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')

    def git(self, *words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
            cwd=self.root,
            check=True,
            env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
            | {"PATH": str(Path(shutil.which("git") or "git").parent)}
            | {"GIT_COMMITTER_DATE": "2026-01-31T23:30:00Z"},
        )

    def commit(self, message: str, **files: str) -> None:
        """Write *files*, by the stem of their names, and commit them."""
        for name, text in files.items():
            file = self.root / "content" / f"{name.replace('__', '/')}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def found(self) -> list[tuple[str, int, str]]:
        """Return path, line and message of what is reported."""
        text = b'select = ["EX008"]\n'
        root = str(self.root)
        report = app.check(from_toml(text, path=f"{root}/rdmlint.toml", root=root))
        return [(each.path, each.start.line, each.message) for each in report.shown]


@pytest.fixture
def site(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_an_address_replaced_elsewhere_is_named_with_what_replaced_it(
    site: Checkout,
) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}#people).\n")
    site.commit("Fix broken links", a=LINE.format(NEW))
    assert site.found() == [
        (
            "content/b.md",
            1,
            f"This address was replaced by {NEW} in content/a.md on 2026-01-31",
        )
    ]


def test_the_fix_writes_the_newer_address_where_no_fragment_is(site: Checkout) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}), [me]({OLD}#me).\n")
    site.commit("Fix broken links", a=LINE.format(NEW))
    root = str(site.root)
    settings = from_toml(b'select = ["EX008"]', path=f"{root}/rdmlint.toml", root=root)
    report = app.check(settings)
    fixes = [each.fix for each in report.shown]
    assert [fix and fix.edits[0].new for fix in fixes] == [NEW, None]


def test_a_commit_that_is_not_about_links_says_nothing(site: Checkout) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}).\n")
    site.commit("Say it better", a=LINE.format(NEW))
    assert not site.found()


def test_an_address_that_came_back_is_right(site: Checkout) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=LINE.format(NEW))
    site.commit("Fix links again", a=LINE.format(OLD))
    assert not site.found()


def test_an_address_that_its_file_has_still_was_not_replaced(site: Checkout) -> None:
    both = LINE.format(OLD) + f"Write to [us]({OLD}).\n"
    site.commit("pages", a=both, b=f"See [us]({OLD}).\n")
    site.commit("Fix link", a=both.replace(OLD, NEW, 1))
    assert site.found() == []


def test_a_page_with_both_addresses_means_both(site: Checkout) -> None:
    both = f"See [us]({OLD}), and for help [the support]({NEW}).\n"
    site.commit("pages", a=LINE.format(OLD), b=both, c=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=LINE.format(NEW))
    assert [each[0] for each in site.found()] == ["content/c.md"]


def test_a_page_that_is_newer_knew_the_address(site: Checkout) -> None:
    page = f"---\ndate: 2026-{{}}\n---\nSee [us]({OLD}).\n"
    older, newer = page.format("01-31"), page.format("02-01")
    site.commit("pages", a=LINE.format(OLD), b=older, c=newer)
    site.commit("Fix links", a=LINE.format(NEW))
    assert [each[0] for each in site.found()] == ["content/b.md"]


def test_an_address_replaced_by_several_is_left_alone(site: Checkout) -> None:
    line = LINE.format(OLD)
    site.commit("pages", a=line, b=line, c=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=LINE.format(NEW))
    site.commit("Fix links", b=LINE.format("https://nbis.example.org/other"))
    assert not site.found()


@pytest.mark.parametrize(
    "line",
    [
        "- [NBIS helpdesk]({}) helps with bioinformatics.\n",
        "{}\n",
    ],
)
def test_a_line_that_changed_more_or_says_nothing_is_no_proof(
    line: str, site: Checkout
) -> None:
    before = LINE if "helpdesk" in line else line
    site.commit("pages", a=before.format(OLD), b=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=line.format(NEW))
    assert not site.found()


@pytest.mark.parametrize(
    "new",
    ["https://elsewhere.example.net/", f"{OLD}?lang=sv#x", f"{OLD}#people"],
)
def test_another_thing_to_look_at_is_no_replacement(new: str, site: Checkout) -> None:
    old = f"{OLD}?lang=en" if "?" in new else OLD
    site.commit("pages", a=LINE.format(old), b=f"See [us]({old}).\n")
    site.commit("Fix links", a=LINE.format(new))
    assert not site.found()


@pytest.mark.parametrize(
    ("old", "new", "is_moved"),
    [
        ("tree/main/docs", "tree/1a2b3c4/docs?from_branch=main", False),
        ("tree/main/a.md", "blob/ab56dd4e8f1c/a.md", False),
        ("blob/1a2b3c4/a.md", "blob/main/a.md", False),
        ("tree/main/docs", "tree/1a2b3c4/manual", True),
        ("tree/main/docs", "tree/1a2b3c4", True),
        ("tree/master/docs", "tree/facade/docs", True),
        ("book/1144670471", "book/1144670472", True),
    ],
)
def test_a_commit_that_is_pinned_moves_nothing(
    old: str, new: str, is_moved: bool, site: Checkout
) -> None:
    forge = "https://forge.example.org/nbis/tools/"
    site.commit("pages", a=LINE.format(forge + old), b=f"See [us]({forge}{old}).\n")
    site.commit("Fix links", a=LINE.format(forge + new))
    assert bool(site.found()) is is_moved


def test_another_owner_is_believed_when_it_happened_twice(site: Checkout) -> None:
    new = "https://elsewhere.example.net/"
    twice = LINE.format(OLD) + f"- [NBIS]({OLD}) has other services too.\n"
    site.commit("pages", a=twice, b=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=twice.replace(OLD, new))
    assert [each[0] for each in site.found()] == ["content/b.md"]


def test_a_site_below_the_checkout_is_seen_by_its_own_paths(tmp_path: Path) -> None:
    site = Checkout(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "hugo.toml").rename(tmp_path / "docs/hugo.toml")
    site.commit("x", **{"../docs/content/a": LINE.format(OLD)})
    site.commit("x", **{"../docs/content/b": f"See [us]({OLD}).\n"})
    site.commit("Fix links", **{"../docs/content/a": LINE.format(NEW)})
    site.root = tmp_path / "docs"
    assert [each[2] for each in site.found()] == [
        f"This address was replaced by {NEW} in content/a.md on 2026-01-31"
    ]


def test_without_a_checkout_nothing_is_read(tmp_path: Path) -> None:
    assert history.reading(str(tmp_path)) is None


def test_without_git_nothing_is_read(
    site: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.commit("pages", a=LINE.format(OLD))
    monkeypatch.setenv("PATH", str(site.root))
    assert history.reading(str(site.root)) is None


def test_a_history_that_is_broken_says_nothing(site: Checkout) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=LINE.format(NEW))
    (site.root / ".git/HEAD").write_text("ref: refs/heads/none\n")
    assert not site.found()


def test_what_a_repository_would_run_is_not_run(site: Checkout) -> None:
    site.commit("pages", a=LINE.format(OLD), b=f"See [us]({OLD}).\n")
    site.commit("Fix links", a=LINE.format(NEW))
    (site.root / ".gitattributes").write_text("*.md diff=own\n")
    trap = site.root / "trap"
    for key in ("diff.external", "diff.own.textconv", "diff.own.command"):
        site.git("config", key, f"touch {trap}; cat")
    site.git("config", "core.fsmonitor", f"touch {trap}")
    site.git("config", "core.pager", f"touch {trap}")
    trap.unlink(missing_ok=True)
    assert site.found()
    assert not trap.exists()
