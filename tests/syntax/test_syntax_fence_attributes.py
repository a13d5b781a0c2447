"""Which attributes of code fences Hugo reads: each was put to the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from hugo_failures import LAYOUT, run_hugo
from rdmlint.syntax.fence_attributes import fault
from rule_harness import unmarked, write
from stopwatch import at_most

REFUSED = r"""
go «{ }»
go «{a}»
go «{,}»
go «{a=}»
go «{a=b;c=d}»
go «{a=b/c}»
go «{a='b'}»
go «{a=é}»
go «{1=a}»
go «{a=+}»
go «{a=1e}»
go «{a=1-2}»
go «{a=.b}»
go «{.a!}»
go «{.a+b}»
go «{class=5}»
go «{class=true}»
go «{a="x}»y"}
go «{a="b","c"=d}»
go «{a=[1,]}»
go «{a=[ ]}»
go {«{c d}» {a=b}
«{r, echo=FALSE}»
go {a=«null»}
go {linenostart=«"1.5"»}
go {linenostart=«[1]»}
go {tabwidth=«x»}
go {noclasses=«yes»}
go {hl_inline=«[1]»}
go {style=«[1]»}
"""

ALLOWED = r"""
go {}
go {.a, }
go {.a .b #a #b}
go {#}
go {a=[1 2]}
go {a=[ 1, [2, "x"]]}
go {a=1. b=-1 c=+1.5E-3}
go {a="x\"y\\z\q"}
go {:=a _a=b a_b.c:d-e=f}
go {a =  b , c= d}
go {a=b} {c d}
go {a=b
go a}
go{a=b}
go {{a=b}}
go {class=a .b class="c"}
go {linenostart="5" tabwidth="0x4" linenos=x style=5}
go {linenostart=true tabwidth=1.5}
go {linenostart=""}
go {noclasses="t" guesssyntax=1 hl_inline=false}
go {hl_lines=["1-2",3] title="é" .é}
"""


def lines(text: str) -> list[bytes]:
    return [line.encode() for line in text.split("\n") if line]


@pytest.mark.parametrize("line", lines(REFUSED))
def test_it_is_refused_at_its_place(line: bytes) -> None:
    text, places = unmarked(line)
    found = fault(text, 0, len(text))
    assert found is not None
    assert [(found.start, found.end)] == places


@pytest.mark.parametrize("line", lines(ALLOWED))
def test_it_is_allowed(line: bytes) -> None:
    assert fault(line, 0, len(line)) is None


def test_hugo_reads_what_is_allowed(tmp_path: Path) -> None:
    body = b"".join(b"```%b\nx\n```\n\n" % line for line in lines(ALLOWED))
    site = {"layouts/all.html": LAYOUT, "content/p.md": body, "hugo.toml": b""}
    write(tmp_path / "site", site)
    code, said = run_hugo(tmp_path / "site", tmp_path / "out")
    assert code == 0, said


def test_hostile_attributes_are_read_in_linear_time() -> None:
    for part in (b"a=", b"[", b'a="', b'\\"', b"a=[1", b"a=1,", b".a", b"1e"):
        text = b"{" + part * 100_000 + b"}"
        with at_most(1.0):
            fault(text, 0, len(text))
