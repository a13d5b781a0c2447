"""Characters that stand where a template wants text."""

from __future__ import annotations

import pytest

from rdmlint.syntax.gotmpl import read
from rdmlint.syntax.gotmpl_characters import characters
from stopwatch import at_most


def found(source: str) -> list[str]:
    data = source.encode()
    return [
        data[span.start : span.end].decode() for span in characters(data, read(data))
    ]


# What Hugo 0.168 printed of each: /47, /47, a47b, a/b, false, /a, 47, /a/, 10, a/98.
@pytest.mark.parametrize(
    "action",
    [
        "{{ '/' | relURL }}",
        "{{ relURL '/' }}",
        '{{ delimit (slice "a" "b") \'/\' }}',
        '{{ replace "a/b" \'/\' "x" }}',
        "{{ hasPrefix \"/a\" '/' }}",
        "{{ strings.TrimPrefix '/' \"/a\" }}",
        "{{- '/' -}}",
        "{{ trim \"/a/\" '/' }}",
        "{{ '/' | urlize }}",
        "{{ path.Join \"a\" '/' }}",
        "{{ $x := '/' | relURL }}",
        "{{ $x = (relURL '/') }}",
        "åä {{ .Å | absLangURL '/' }}",
    ],
)
def test_what_hugo_takes_for_another_text_is_found(action: str) -> None:
    assert found(action) == ["'/'"]


@pytest.mark.parametrize(
    "action",
    [
        "{{ if eq (index .Title 0) '/' }}{{ end }}",
        "{{ printf \"%c\" '/' | relURL }}",
        "{{ eq '/' 47 | relURL }}",
        "{{ $x := '/' }}",
        "{{ slice '/' | delimit }}",
        "{{ delimit (slice '/') \",\" }}",
        "{{/* relURL '/' */}}",
        "{{ relURL `'/'` }} '/'",
        "{{ relURL 'ab' }}",
        "{{ ) '/' }}",
    ],
)
def test_numbers_and_text_are_left_alone(action: str) -> None:
    assert found(action) == []


@pytest.mark.parametrize("part", ["'a'", "(", "'", "| 'a' ", "relURL 'a' | ", "a"])
def test_hostile_actions_are_read_in_linear_time(part: str) -> None:
    with at_most(1.0):
        found("{{ relURL " + part * (100_000 // len(part)) + " }}")
