"""What a site's git history says of addresses: which were replaced, and by which."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Final

import msgspec

from rdmlint.hugo.outward import trimmed

if TYPE_CHECKING:
    from subprocess import Popen

COMMITS: Final = 2_000
"""The newest commits that are looked at."""

LARGEST: Final = 32 << 20
"""Bytes of changes that are looked at; what is older is not."""

PATIENCE: Final = 5.0
"""Seconds that git is waited for, from when its answer is needed."""

FILES: Final = ("*.md", "*.html", "*.json", "*.yaml", "*.yml", "*.toml")

ABOUT_LINKS: Final = re.compile(
    rb"\b(?:links?|urls?|addresse?s?|404|dead|broken|moved)\b", re.IGNORECASE
)
"""Words of a commit's message by which it mends addresses, and not what is said."""

ENOUGH: Final = 12
"""Letters around an address that make a line the same line as before."""

_URL: Final = re.compile(rb"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
_STEM: Final = re.compile(rb"://([A-Za-z0-9./%-]*[A-Za-z0-9/%-])")
"""The plain beginning of an address: the same whatever the sentence goes on with."""


class Replacement(msgspec.Struct, frozen=True):
    """An address that was replaced by another one, in a line that else stayed so.

    Both are as written, without fragment. *path* is the file, POSIX, from the site
    root, *day* the commit's in ISO form, in UTC.
    """

    old: str
    new: str
    path: str
    day: str


class History:
    """The changes of a checkout, which git reads while other work goes on."""

    def __init__(self, process: Popen[bytes], output: IO[bytes]) -> None:
        """Take the running *process*, which writes to the file *output*."""
        self._process = process
        self._output = output

    def replacements(self, urls: Collection[str]) -> dict[str, Replacement]:
        """Return what became of *urls*, those that were surely replaced.

        Each is as written, without its fragment. An address that came back later, or
        was replaced by several, is not among them. A history that cannot be read says
        nothing.
        """
        commits = tuple(commits_of(self._read()))
        meant = (commit for commit in commits if commit.is_meant)
        wanted = frozenset(map(str.encode, urls))
        # Few were replaced at all: what else became of those is all there is to know.
        olds = {change.replacement.old.encode() for change in changes(meant, wanted)}
        return surely(changes(commits, wanted & olds))

    def close(self) -> None:
        """End git, if it still reads, and let go of what it wrote."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def _read(self) -> bytes:
        from subprocess import TimeoutExpired

        try:
            code = self._process.wait(PATIENCE)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = 1
        if code:
            return b""
        self._output.seek(0)
        return self._output.read(LARGEST)


def reading(root: str) -> History | None:
    """Let git begin to read the changes of the site at absolute *root*.

    None: it is in no checkout, or there is no git. Git is told to run no program that
    the repository names, and to fetch nothing.
    """
    if not _is_checkout(root):
        return None
    import subprocess
    import tempfile

    command = [
        *("git", "-c", "core.fsmonitor=false", "-C", root, "log", "-p"),
        *("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv"),
        *("--no-renames", "--no-merges", "--no-notes", "--no-show-signature"),
        "--diff-filter=M",  # a file that is new, or gone, has no line replaced
        *("--relative", f"--max-count={COMMITS}", "--format=%x01%ct%n%B%x02"),
        *("--src-prefix=a/", "--dst-prefix=b/", "--", *FILES),
    ]
    environment = {
        **os.environ,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    output = tempfile.TemporaryFile()  # noqa: SIM115  # closed once it is read
    try:
        process = subprocess.Popen(  # noqa: S603  # nothing of it is the site's
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError:
        output.close()
        return None
    return History(process, output)


def _is_checkout(root: str) -> bool:
    folder = os.path.realpath(root)
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return False
    return True


# --- From a log to replacements -------------------------------------------------------


class Commit(msgspec.Struct, frozen=True):
    """What a commit changed: *diff*, as git writes it, on *day*, as of `Replacement`.

    *is_meant*: its message is about links.
    """

    day: str
    is_meant: bool
    diff: bytes


class Change(msgspec.Struct, frozen=True):
    """An address for an address in a line; *is_meant*: the commit is about links."""

    replacement: Replacement
    is_meant: bool


def commits_of(log: bytes) -> Iterator[Commit]:
    """Yield the commits in *log*, newest first."""
    for commit in log.split(b"\n\x01"):
        message, _, diff = commit.partition(b"\x02\n")
        seconds, _, words = message.lstrip(b"\x01").partition(b"\n")
        yield Commit(_day(seconds), ABOUT_LINKS.search(words) is not None, diff)


def changes(commits: Iterable[Commit], wanted: frozenset[bytes]) -> Iterator[Change]:
    """Yield the changes that *commits* made, in their order, to or from *wanted*.

    Nearly all that changes in a site holds none of *wanted*: it is passed over as early
    as can be, by commit, then by file, then by hunk.
    """
    stems = frozenset(_STEM.findall(b"\n".join(wanted)))
    for commit in commits if stems else ():
        if not _names_any(commit.diff, stems):
            continue
        for path, hunk in _hunks(commit.diff, stems):
            for old, new in _pairs(hunk, wanted):
                replacement = Replacement(old, new, path, commit.day)
                yield Change(replacement, commit.is_meant)


def _hunks(diff: bytes, stems: frozenset[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and lines of each hunk of *diff* that replaces and names one."""
    for file in diff.split(b"\ndiff --git "):
        if not _names_any(file, stems):
            continue
        head, *hunks = file.split(b"\n@@ ")
        named = head.rpartition(b"\n+++ b/")[2]
        path = named.rstrip(b"\t").decode("utf-8", "replace")
        for hunk in hunks:
            if b"\n-" in hunk and b"\n+" in hunk and _names_any(hunk, stems):
                yield path, hunk


def _names_any(text: bytes, stems: frozenset[bytes]) -> bool:
    """Tell whether *text* names an address with one of *stems*."""
    return not stems.isdisjoint(_STEM.findall(text))


def _day(seconds: bytes) -> str:
    if not seconds.isdigit() or len(seconds) > 11:
        return ""
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def _pairs(hunk: bytes, wanted: frozenset[bytes]) -> Iterator[tuple[str, str]]:
    """Yield old and new address of lines that are else the same, and like no other."""
    lines = [line for line in hunk.split(b"\n")[1:] if b"://" in line]
    before = [(_frame(line), line[1:]) for line in lines if line.startswith(b"-")]
    frames = {frame for frame, _ in before}
    after: dict[bytes, list[list[bytes]]] = {}
    for line in lines:
        if line.startswith(b"+") and _frame(line) in frames:
            rest, urls = _masked(line[1:])
            after.setdefault(rest, []).append(urls)
    for _, line in before if after else ():
        rest, urls = _masked(line)
        twins = after.get(rest, [])
        if len(twins) != 1 or len(twins[0]) != len(urls):
            continue
        if sum(map(str.isalpha, rest.decode("utf-8", "replace"))) < ENOUGH:
            continue
        for old, new in zip(urls, twins[0], strict=True):
            if old != new and (old in wanted or new in wanted):
                yield old.decode("utf-8", "replace"), new.decode("utf-8", "replace")


def _frame(line: bytes) -> bytes:
    """Return what stands around the addresses of *line*, after its mark.

    Quicker than `_masked`, and the same for all lines that differ in addresses alone.
    """
    return b" ".join(b"\0".join(_URL.split(line[1:])).split())


def _masked(line: bytes) -> tuple[bytes, list[bytes]]:
    """Return *line* with its addresses taken out, and these, without fragments."""
    urls: list[bytes] = []

    def take(found: re.Match[bytes]) -> bytes:
        url = trimmed(found.group().decode("utf-8", "surrogateescape"))
        length = len(url.encode("utf-8", "surrogateescape"))
        urls.append(found.group()[:length].partition(b"#")[0])
        return b"\0" + found.group()[length:]

    return b" ".join(_URL.sub(take, line).split()), urls


def surely(found: Iterable[Change]) -> dict[str, Replacement]:
    """Return by old address those of *found*, newest first, that were meant to last."""
    newest: dict[str, Change | None] = {}
    targets: dict[str, Counter[str]] = {}
    for change in found:
        old, new = change.replacement.old, change.replacement.new
        newest.setdefault(new, None)  # it is right, or was, after what follows
        newest.setdefault(old, change)
        targets.setdefault(old, Counter())[new] += 1
    return {
        old: change.replacement
        for old, change in newest.items()
        if change is not None
        and change.is_meant
        and len(targets[old]) == 1
        and _is_likely(old, change.replacement.new, targets[old].total())
    }


def _is_likely(old: str, new: str, count: int) -> bool:
    """Tell whether *new* is what *old* became, and not something else to look at."""
    if old.partition("?")[0] == new.partition("?")[0]:
        return old.partition("?")[2] == ""
    if _is_other_state(old, new):
        return False
    return _site(old) == _site(new) or count > 1


def _is_other_state(old: str, new: str) -> bool:
    """Tell whether both are one file, of which one address pins a commit.

    A page that is to speak of what was there once pins it; others mean the newest.
    """
    paths = [url.partition("?")[0].split("/") for url in (old, new)]
    parts = [pair for pair in zip(*paths, strict=False) if pair[0] != pair[1]]
    return (
        len(paths[0]) == len(paths[1])
        and any(_COMMIT.fullmatch(part) for pair in parts for part in pair)
        and all(
            any(map(_COMMIT.fullmatch, pair)) or set(pair) <= _VIEWS for pair in parts
        )
    )


_COMMIT: Final = re.compile(r"(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}")
_VIEWS: Final = frozenset(("tree", "blob", "raw"))
"""What forges call the views of a file or directory, before the commit."""


def _site(url: str) -> str:
    """Return the last two labels of the host of *url*, which mostly are one owner's."""
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    return ".".join(host.split(".")[-2:])
