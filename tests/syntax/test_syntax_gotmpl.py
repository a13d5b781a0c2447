from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdmlint.syntax.gotmpl import read
from stopwatch import at_most


def codes(source: str) -> list[tuple[str, str]]:
    return [(action.kind, action.code) for action in read(source.encode()).actions]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ .Title }}", [("pipeline", ".Title")]),
        ("{{- .Title -}}", [("pipeline", ".Title")]),
        (
            "{{if .X}}a{{else if .Y}}b{{end}}",
            [("if", "if .X"), ("else", "else if .Y"), ("end", "end")],
        ),
        ('{{ print "}}" }}', [("pipeline", 'print "}}"')]),
        (r'{{ print "\"}}" }}', [("pipeline", r'print "\"}}"')]),
        ("{{ print `}}\n\\` }}", [("pipeline", "print `}}\n\\`")]),
        ("{{ eq '}' 1 }}", [("pipeline", "eq '}' 1")]),
        ("{{/* a }} {{ b */}}x", [("comment", "")]),
        ("{{- /* a */ -}}x", [("comment", "")]),
        ("{{ with\n  .X\n}}{{end}}", [("with", "with\n  .X"), ("end", "end")]),
        (
            "{{ endpoint }}{{ ending.x }}",
            [("pipeline", "endpoint"), ("pipeline", "ending.x")],
        ),
        ("{{}}", [("pipeline", "")]),
        ("{ { x } }", []),
    ],
)
def test_actions_are_found_as_go_finds_them(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(source) == expected


def test_places_count_bytes() -> None:
    source = "åä{{ x }}".encode()
    (action,) = read(source).actions
    assert source[action.span.start : action.span.end] == b"{{ x }}"


def test_nesting_follows_the_blocks() -> None:
    source = (
        "{{ define `a` }}{{ if x }}{{ y }}{{ else }}{{ z }}{{ end }}{{ end }}{{ w }}"
    )
    actions = read(source.encode()).actions
    assert [(a.kind, a.parent) for a in actions] == [
        ("define", None),
        ("if", 0),
        ("pipeline", 1),
        ("else", 0),
        ("pipeline", 3),
        ("end", 3),
        ("end", 0),
        ("pipeline", None),
    ]


@pytest.mark.parametrize("source", ["a{{ x", "a{{ `x }}", 'a{{ "x\n" }}', "a{{/* }}"])
def test_an_action_without_end_hides_the_rest(source: str) -> None:
    template = read(source.encode())
    assert not template.is_whole
    assert template.masked(source.encode()).strip() == b"a"


def test_a_masked_template_is_as_long_and_keeps_its_lines() -> None:
    source = '<a é="{{ if x }}\r\ny{{ end\n}}">'.encode()
    expected = '<a é="~~~~~~~~~~\r\ny~~~~~~\n~~">'.encode()
    assert read(source).masked(source, b"~") == expected


def test_an_unmatched_end_is_no_fault() -> None:
    assert codes("{{ end }}{{ else }}") == [("end", "end"), ("else", "else")]


def test_constants_are_no_code() -> None:
    (action,) = read(b'{{ print ".Inner" `.Inner` .Inner }}').actions
    assert action.bare == 'print "" "" .Inner'


@given(st.text(alphabet="{}/*-\"'` \n\\aé", max_size=40))
def test_masking_keeps_the_length(source: str) -> None:
    data = source.encode()
    assert len(read(data).masked(data)) == len(data)


@pytest.mark.parametrize(
    "piece", ["{{", "{{/*", "{{/* }}", '{{"', '{{"\\', "{{`}}", "{{'", "{{ if }}", "}"]
)
def test_hostile_input_takes_no_time(piece: str) -> None:
    data = (piece * (100_000 // len(piece))).encode()
    with at_most(0.5):
        template = read(data)
        template.masked(data)
