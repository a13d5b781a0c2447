"""What rdmlint says of markup is what the real Bootstrap does with it, in a browser.

Needs Chromium, and the releases that `scripts/browser` fetches; else it is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import rdmlint
from browser import Tab, chromium, tab
from rule_harness import CONFIG

RELEASES = Path(__file__).parent.parent / ".bootstrap"
VERSIONS = ("4.6.2", "5.0.1", "5.1.3", "5.2.3", "5.3.9")

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="there is no Chromium here"),
    pytest.mark.skipif(
        not all((RELEASES / f"bootstrap-{version}").is_dir() for version in VERSIONS),
        reason="scripts/browser has not fetched the releases of Bootstrap",
    ),
    pytest.mark.xdist_group("browser"),
]

OLD, FIRST = ("4.6.2",), ("5.0.1",)
FIVES = VERSIONS[1:]
UNESCAPED = VERSIONS[:4]
"""Releases that do not escape ids in selectors."""

PANEL = '<div class="collapse" id="p">Text</div>'
GOOD = 'aria-expanded="false" aria-controls="p"'


class Row(NamedTuple):
    """Markup, what a click on `#t` does by version, and the codes that are reported.

    *does* is `opens`, `closes`, `nothing` or `stops` (with an error of the script);
    *says* are codes, of a version the last entry that names it counts.
    """

    html: str
    does: tuple[tuple[tuple[str, ...], str], ...]
    says: tuple[tuple[tuple[str, ...], str], ...] = ()


def button(attributes: str) -> str:
    """Return a control of collapse with these attributes."""
    told = 'type="button" id="t" data-bs-toggle="collapse"'
    return f"<button {told} {attributes}>Go</button>"


def link(attributes: str) -> str:
    """Return a link that controls collapse, with these attributes."""
    return f'<a id="t" data-bs-toggle="collapse" {attributes}>Go</a>'


WORKS = ((VERSIONS, "opens"),)
DEAD = ((VERSIONS, "nothing"),)
TARGET = 'data-bs-target="#p"'

ROWS = {
    "button": Row(button(f"{TARGET} {GOOD}") + PANEL, WORKS),
    "link": Row(link(f'href="#p" role="button" {GOOD}') + PANEL, WORKS),
    "link without role": Row(
        link(f'href="#p" {GOOD}') + PANEL, WORKS, ((VERSIONS, "BS011"),)
    ),
    "button with href": Row(
        button(f'href="#p" role="button" {GOOD}') + PANEL,
        WORKS,
        ((VERSIONS, "BS010"),),
    ),
    "link without address": Row(
        link(f'{TARGET} role="button" {GOOD}') + PANEL, WORKS, ((VERSIONS, "BS013"),)
    ),
    "passive element": Row(
        f'<div id="t" data-bs-toggle="collapse" {TARGET} {GOOD}>Go</div>' + PANEL,
        WORKS,
        ((VERSIONS, "BS014"),),
    ),
    "no panel": Row(
        button('data-bs-target="#q" aria-expanded="false"') + PANEL,
        DEAD,
        ((VERSIONS, "BS001"),),
    ),
    "no dialog": Row(
        '<button type="button" id="t" data-bs-toggle="modal" data-bs-target="#q">Go'
        "</button>",
        ((OLD, "nothing"), (FIVES, "stops")),
        ((VERSIONS, "BS022"),),
    ),
    "no side panel": Row(
        '<button type="button" id="t" data-bs-toggle="offcanvas" data-bs-target="#q">Go'
        "</button>",
        ((FIVES, "stops"),),
        ((FIVES, "BS024"),),
    ),
    "no menu": Row(
        '<div><button type="button" id="t" data-bs-toggle="dropdown">Go</button>'
        '<ul class="menu"><li>One</li></ul></div>',
        ((VERSIONS, "stops"),),
        ((VERSIONS, "BS027"),),
    ),
    "no panel of a tab": Row(
        '<ul class="nav" role="tablist"><li class="nav-item"><button type="button" '
        'class="nav-link" id="t" role="tab" data-bs-toggle="tab" '
        'data-bs-target="#q">Go</button></li></ul>',
        DEAD,
        ((VERSIONS, "BS025"),),
    ),
    "no number sign": Row(
        button(f'data-bs-target="p1" {GOOD}').replace('"p"', '"p1"')
        + PANEL.replace('"p"', '"p1"'),
        DEAD,
        ((VERSIONS, "BS003"),),
    ),
    "dot in the id": Row(
        button(f'data-bs-target="#p.b" {GOOD}').replace('"p"', '"p.b"')
        + PANEL.replace('"p"', '"p.b"'),
        ((UNESCAPED, "nothing"), (("5.3.9",), "opens")),
        ((VERSIONS, "BS003"),),
    ),
    "digit before the id": Row(
        button(f'data-bs-target="#1p" {GOOD}').replace('"p"', '"1p"')
        + PANEL.replace('"p"', '"1p"'),
        ((OLD, "nothing"), (VERSIONS[1:4], "stops"), (("5.3.9",), "opens")),
        ((VERSIONS, "BS003"),),
    ),
    "space in the id": Row(
        button('data-bs-target="#p q" aria-expanded="false"')
        + PANEL.replace('"p"', '"p q"'),
        DEAD,
        ((VERSIONS, "AR010 BS003"),),
    ),
    "whole address": Row(
        link(f'href="/page/#p" role="button" {GOOD}') + PANEL,
        ((OLD, "nothing"), (FIVES, "opens")),
        ((OLD, "BS003"),),
    ),
    "two targets": Row(
        link(f'{TARGET} href="#q" role="button" {GOOD}')
        + PANEL
        + '<div class="collapse" id="q">Other</div>',
        WORKS,
        ((VERSIONS, "BS033"),),
    ),
    "state not told": Row(
        button(f'{TARGET} aria-controls="p"') + PANEL, WORKS, ((VERSIONS, "BS006"),)
    ),
    "closed is told open": Row(
        button(f'{TARGET} aria-controls="p" aria-expanded="true"') + PANEL,
        WORKS,
        ((VERSIONS, "BS007"),),
    ),
    "open is told closed": Row(
        button(f"{TARGET} {GOOD}") + PANEL.replace("collapse", "collapse show"),
        ((VERSIONS, "closes"),),
        ((VERSIONS, "BS007"),),
    ),
    "class of the panel": Row(
        button(f"{TARGET} {GOOD}") + '<div id="p">Text</div>',
        WORKS,
        ((VERSIONS, "BS009"),),
    ),
    "parent that is not there": Row(
        button(f"{TARGET} {GOOD}")
        + PANEL.replace("id=", 'data-bs-parent="#nowhere" id='),
        ((("4.6.2", "5.0.1"), "stops"), (VERSIONS[2:], "opens")),
        ((VERSIONS, "BS018"),),
    ),
    "names of another version": Row(
        button(f"{TARGET} {GOOD}").replace("data-bs-", "data-%-") + PANEL,
        DEAD,
        ((VERSIONS, "BS017"),),
    ),
    "several panels": Row(
        button('data-bs-target=".all" aria-expanded="false" aria-controls="p q"')
        + PANEL.replace("collapse", "collapse all")
        + '<div class="collapse all" id="q">Other</div>',
        WORKS,
    ),
    "same id twice": Row(
        button(f"{TARGET} {GOOD}") + PANEL + PANEL, WORKS, ((VERSIONS, "AR001"),)
    ),
    "accordion": Row(
        '<div class="accordion" id="acc"><h2 class="accordion-header">'
        + button(f'class="accordion-button collapsed" {TARGET} {GOOD}')
        + '</h2><div class="accordion-collapse collapse" id="p" '
        'data-bs-parent="#acc">Text</div></div>',
        WORKS,
    ),
    "dialog": Row(
        '<button type="button" id="t" data-bs-toggle="modal" data-bs-target="#p">Go'
        '</button><div class="modal" id="p" tabindex="-1" aria-labelledby="h" '
        'aria-hidden="true"><div class="modal-dialog"><div class="modal-content">'
        '<h5 class="modal-title" id="h">Title</h5></div></div></div>',
        WORKS,
    ),
    "state on the panel": Row(
        button(f"{TARGET} {GOOD}") + PANEL.replace("id=", 'aria-expanded="false" id='),
        WORKS,
        ((VERSIONS, "BS006"),),
    ),
}

NEVER_DEAD = frozenset({"opens", "closes"})
KILLS = frozenset(
    "BS001 BS003 BS017 BS018 BS022 BS024 BS025 BS027".split()  # noqa: SIM905
)
"""Codes that say, as an error, that a click does nothing."""


def of(version: str, told: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    """Return what *told* has for *version*; "": nothing."""
    return next((what for versions, what in told if version in versions), "")


def markup(row: Row, version: str) -> str:
    """Return the markup of *row* in the names that *version* knows."""
    html = row.html
    if version in OLD:
        html = html.replace("data-bs-", "data-")
    return html.replace("data-%-", "data-bs-" if version in OLD else "data-")


def document(row: Row, version: str, folder: Path) -> Path:
    """Write the markup of *row* as a page that loads *version*."""
    release = RELEASES / f"bootstrap-{version}/dist"
    jquery = RELEASES / "jquery-3.7.1/dist/jquery.js"
    needed = f'<script src="{jquery.as_uri()}"></script>' if version in OLD else ""
    file = folder / "page.html"
    file.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
        f'<link rel="stylesheet" href="{(release / "css/bootstrap.css").as_uri()}">'
        "<style>* { transition: none !important }</style>"
        f"<body>{markup(row, version)}{needed}"
        f'<script src="{(release / "js/bootstrap.bundle.js").as_uri()}"></script>'
        "</body></html>"
    )
    return file


@pytest.fixture(scope="module")
def page() -> Iterator[Tab]:
    with tab() as opened:
        yield opened


IS_SHOWN = (
    "(() => { const p = document.querySelectorAll('.collapse, .collapsing, .modal,"
    " #p'); return [...p].some(e => e.classList.contains('show')); })()"
)


def done(page: Tab) -> str:
    """Return what a click on `#t` does."""
    before = page.value(IS_SHOWN)
    page.value("document.getElementById('t').click()")
    if page.wait_for(f"{IS_SHOWN} !== {str(before).lower()}", seconds=0.6):
        return "closes" if before else "opens"
    return "stops" if page.errors else "nothing"


def reported(row: Row, version: str, root: Path) -> list[tuple[str, str]]:
    """Return code and severity of what rdmlint says, each code once."""
    address = f"https://cdn.jsdelivr.net/npm/bootstrap@{version}/dist/js/bootstrap.js"
    (root / "content").mkdir()
    (root / "layouts").mkdir()
    (root / "hugo.toml").write_bytes(CONFIG)
    (root / "layouts/baseof.html").write_text(f'<script src="{address}"></script>')
    (root / "content/page.html").write_text(
        f"---\ntitle: T\n---\n{markup(row, version)}\n"
    )
    shown = rdmlint.check_site(root, select=("BS", "AR")).shown
    return sorted({(one.code, one.severity.value) for one in shown})


CASES = [
    pytest.param(row, version, id=f"{name}, {version}")
    for name, row in ROWS.items()
    for version in VERSIONS
    if of(version, row.does)
]


@pytest.mark.parametrize(("row", "version"), CASES)
def test_a_click_does_what_rdmlint_says(
    row: Row, version: str, page: Tab, tmp_path: Path
) -> None:
    page.open(document(row, version, tmp_path))
    happened = done(page)
    said = reported(row, version, tmp_path)
    assert happened == of(version, row.does), page.errors
    assert " ".join(code for code, _ in said) == of(version, row.says)
    is_dead = any(code in KILLS and grave == "error" for code, grave in said)
    assert is_dead == (happened not in NEVER_DEAD)


def reached(page: Tab) -> bool:
    """Tell whether the Tab key comes to `#t`."""
    page.press("Tab")
    return bool(page.value("document.activeElement.id === 't'"))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("name", "is_reached", "keys", "code"),
    [
        ("button", True, {"Enter", " "}, None),
        ("link", True, {"Enter"}, "BS012"),
        ("link without address", False, set[str](), "BS013"),
        ("passive element", False, set[str](), "BS014"),
    ],
)
def test_keys_do_what_rdmlint_says(
    name: str,
    is_reached: bool,
    keys: set[str],
    code: str | None,
    version: str,
    page: Tab,
    tmp_path: Path,
) -> None:
    row = ROWS[name]
    file = document(row, version, tmp_path)
    working: set[str] = set()
    for key in ("Enter", " "):
        page.open(file)
        assert reached(page) == is_reached
        page.press(key)
        if page.wait_for(IS_SHOWN, seconds=0.4):
            working.add(key)
    assert working == keys
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_bytes(CONFIG)
    (tmp_path / "content/page.html").write_text(
        f"---\ntitle: T\n---\n{markup(row, version)}\n"
    )
    shown = rdmlint.check_site(tmp_path, select=("BS012", "BS013", "BS014")).shown
    assert [one.code for one in shown] == ([code] if code else [])


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_told_at_first_stays_until_the_first_click(
    version: str, page: Tab, tmp_path: Path
) -> None:
    page.open(document(ROWS["closed is told open"], version, tmp_path))
    told = "document.getElementById('t').getAttribute('aria-expanded')"
    assert page.value(told) == "true"
    assert page.value("document.getElementById('p').offsetHeight") == 0
    assert done(page) == "opens"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_panel_without_its_class_is_seen_while_told_closed(
    version: str, page: Tab, tmp_path: Path
) -> None:
    page.open(document(ROWS["class of the panel"], version, tmp_path))
    assert page.value("document.getElementById('p').offsetHeight") > 0


def group(panel: str) -> Row:
    """Return two panels whose controls name their group; the open one has *panel*."""
    return Row(
        '<div id="acc"><button type="button" id="t" data-bs-toggle="collapse" '
        'data-bs-parent="#acc" data-bs-target="#p" aria-expanded="false" '
        'aria-controls="p">Go</button><div class="collapse" id="p">Text</div>'
        '<button type="button" data-bs-toggle="collapse" data-bs-target="#q" '
        'aria-expanded="true" aria-controls="q">Go</button>'
        f'<div class="collapse show" id="q"{panel}>Text</div></div>',
        (),
    )


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("panel", ["", ' data-bs-parent="#acc"'])
def test_a_parent_on_the_control_closes_only_what_rdmlint_says(
    panel: str, version: str, page: Tab, tmp_path: Path
) -> None:
    row = group(panel)
    page.open(document(row, version, tmp_path))
    page.value("document.getElementById('t').click()")
    assert page.wait_for("document.getElementById('p').classList.contains('show')")
    is_alone = not page.wait_for(
        "!document.getElementById('q').classList.contains('show')", seconds=0.5
    )
    said = reported(row, version, tmp_path)
    assert is_alone == any(code == "BS019" for code, _ in said)


def test_a_link_into_a_closed_panel_shows_nothing(page: Tab, tmp_path: Path) -> None:
    row = Row(
        '<a id="l" href="#deep">Down</a>'
        + button(f"{TARGET} {GOOD}")
        + '<div class="collapse" id="p"><h2 id="deep">Deep</h2></div>',
        (),
    )
    page.open(document(row, "5.3.9", tmp_path))
    page.value("document.getElementById('l').click()")
    assert page.wait_for("location.hash === '#deep'")
    assert page.value("document.getElementById('deep').offsetHeight") == 0
    assert reported(row, "5.3.9", tmp_path) == [("BS030", "warning")]
