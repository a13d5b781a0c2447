"""The diff of fixes: what `git apply` takes, and what a terminal cannot obey."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rdmlint.report import diff


def unified(before: str, after: str, path: str = "content/a.md") -> str:
    """Return the exact diff of two texts."""
    return diff.unified(path, before.encode(), after.encode(), is_shown=False)


def test_a_change_is_shown_with_three_lines_around_it() -> None:
    before = "".join(f"{number}\n" for number in range(1, 10))
    assert unified(before, before.replace("5\n", "five\n")) == (
        "--- a/content/a.md\n+++ b/content/a.md\n@@ -2,7 +2,7 @@\n"
        " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )


def test_changes_far_from_each_other_are_told_of_apart() -> None:
    before = "".join(f"{number}\n" for number in range(1, 31))
    said = unified(before, before.replace("2\n", "", 1).replace("30\n", "thirty"))
    assert [line for line in said.splitlines() if line.startswith("@@")] == [
        "@@ -1,5 +1,4 @@",
        "@@ -27,4 +26,4 @@",
    ]
    assert said.endswith("-30\n+thirty\n\\ No newline at end of file\n")


def test_very_many_lines_between_changes_cost_no_comparison() -> None:
    before = "a\n" + "b\nc\n" * diff.MOST_COMPARED + "a\n"
    said = unified(before, before.replace("a", "x"))
    assert said.count("@@ ") == 1
    assert said.count("\n-b\n") == diff.MOST_COMPARED


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("content/å b.md", "--- a/content/å b.md\t"),
        ("content/a\nb.md", r'--- "a/content/a\012b.md"'),
        ('content/"\\.md', r'--- "a/content/\"\\.md"'),
    ],
)
def test_an_odd_name_is_written_as_git_does(path: str, header: str) -> None:
    assert unified("a", "b", path).split("\n")[0] == header


def test_a_terminal_obeys_nothing_of_it() -> None:
    said = diff.unified("a.md", b"\x1b[2J\ta\r\n", b"b\n", is_shown=True)
    assert said.endswith("-\\x1b[2J    a\\r\n+b\n")


LINES = st.lists(st.sampled_from(["a", "b", "c\r", "", "é"]), max_size=25)


@settings(max_examples=25)
@given(LINES, LINES, st.booleans(), st.booleans())
def test_git_makes_of_the_one_text_the_other(
    before: list[str], after: list[str], ends: bool, still_ends: bool
) -> None:
    old = "\n".join(before) + "\n" * ends
    new = "\n".join(after) + "\n" * still_ends
    if old == new or not old or not new:
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_bytes(old.encode())
        subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "-"],
            input=unified(old, new, "a.md").encode(),
            cwd=folder,
            check=True,
        )
        assert file.read_bytes() == new.encode()
