"""Whole pages of Bootstrap controls, under all rules about markup and links at once."""

from __future__ import annotations

from pathlib import Path

import pytest

import rdmlint
from rule_harness import CONFIG, unmarked

CODES = ("BS", "AR", "HT", "LK")


def findings(root: Path, page: str) -> list[tuple[str, str]]:
    """Return the code and place of what is reported, as the text that is marked."""
    data, _ = unmarked(page.encode())
    (root / "content").mkdir()
    (root / "content/page.md").write_bytes(data)
    (root / "hugo.toml").write_bytes(CONFIG)
    report = rdmlint.check_site(root, select=CODES, today="2026-01-01")
    return [
        (one.code, f"{one.start.line}:{data[one.span.start : one.span.end].decode()}")
        for one in report.shown
    ]


def expected(page: str, code: str) -> list[tuple[str, str]]:
    """Return *code* with each place that *page* marks."""
    data, spans = unmarked(page.encode())
    lines = [data[:start].count(b"\n") + 1 for start, _ in sorted(spans)]
    texts = [data[start:end].decode() for start, end in sorted(spans)]
    return [(code, f"{line}:{text}") for line, text in zip(lines, texts, strict=True)]


def phase(number: int) -> str:
    return (
        f'<a class="btn btn-primary" data-bs-toggle="collapse" href="#phase{number}" '
        f'role="button" aria-expanded="false" aria-controls="phase{number}">\n'
        f"  Phase {number}\n</a>\n"
        f'<div class="collapse" id="phase{number}">\n'
        '  <div class="card card-body">\n    <ul>\n'
        f'      <li><a href="https://unit{number}.example.se/">R&D unit</a></li>\n'
        "    </ul>\n  </div>\n</div>\n\n"
    )


PAGE = (
    "---\ntitle: Data life cycle\ntoc: True\n---\n\n## Collect\n\n"
    + "".join(phase(number) for number in (1, 2, 3, 4))
    + '<!--\n## Later\n\n<a href="#nowhere" data-bs-toggle="collapse">x</a>\n'
    '<div id="phase1"></div>\n-->\n'
)


def test_a_page_of_controls_wired_right_is_left_alone(tmp_path: Path) -> None:
    assert findings(tmp_path, PAGE) == []


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("BS001", 'href="#phase3"', 'href="«#phase33»"'),
        ("BS004", 'aria-controls="phase2"', 'aria-controls="«phase1»"'),
        ("BS004", 'aria-controls="phase2"', 'aria-controls="«#phase2»"'),
        (
            "BS007",
            'aria-expanded="false" aria-controls="phase4"',
            'aria-expanded="«true»" aria-controls="phase4"',
        ),
        (
            "BS006",
            '<a class="btn btn-primary" data-bs-toggle="collapse" href="#phase1" '
            'role="button" aria-expanded="false"',
            '<«a» class="btn btn-primary" data-bs-toggle="collapse" href="#phase1" '
            'role="button"',
        ),
        (
            "BS005",
            '<a class="btn btn-primary" data-bs-toggle="collapse" href="#phase1" '
            'role="button" aria-expanded="false" aria-controls="phase1"',
            '<«a» class="btn btn-primary" data-bs-toggle="collapse" href="#phase1" '
            'role="button" aria-expanded="false"',
        ),
        (
            "BS011",
            '<a class="btn btn-primary" data-bs-toggle="collapse" href="#phase1" '
            'role="button"',
            '<«a» class="btn btn-primary" data-bs-toggle="collapse" href="#phase1"',
        ),
        ("BS009", '<div class="collapse" id="phase2">', '<«div» id="phase2">'),
        (
            "AR001",
            '<div class="card card-body">\n    <ul>\n      <li><a href="https://unit4',
            '<div class="card card-body" id="«phase4»">\n    <ul>\n      '
            '<li><a href="https://unit4',
        ),
        ("AR001", "## Collect", '## Collect\n\n<p id="«collect»">x</p>'),
        (
            "HT003",
            '    <ul>\n      <li><a href="https://unit1',
            '    <ul>\n<«ul»></ul>\n      <li><a href="https://unit1',
        ),
        ("LK002", "## Collect", "## Collect\n\n[x](«#phase5»)"),
    ],
)
def test_one_thing_broken_is_one_finding_at_its_place(
    tmp_path: Path, code: str, right: str, wrong: str
) -> None:
    assert PAGE.count(right) == 1
    page = PAGE.replace(right, wrong)
    found = findings(tmp_path, page)
    assert found == expected(page, code)


def test_the_id_of_a_panel_broken_is_said_once_where_it_is_asked_for(
    tmp_path: Path,
) -> None:
    page = PAGE.replace('id="phase3"', 'id="fase3"').replace(
        'href="#phase3"', 'href="«#phase3»"'
    )
    assert findings(tmp_path, page) == expected(page, "BS001")


def test_buttons_with_an_address_are_told_and_nothing_else(tmp_path: Path) -> None:
    page = PAGE.replace("<a class", '<button type="button" class').replace(
        "\n</a>", "\n</button>"
    )
    page = page.replace('href="#phase', '«href="#phase').replace(
        '" role="button"', '"» role="button"'
    )
    found = findings(tmp_path, page)
    assert [one for one in found if one[0] == "BS010"] == expected(page, "BS010")
    # That the role is told twice is mended along with it.
    assert {code for code, _ in found} == {"BS010"}


# The structures that Bootstrap's own pages on collapse and accordion document.
DOCUMENTED = {
    "link and button": (
        '<p>\n<a class="btn" data-bs-toggle="collapse" href="#more" role="button" '
        'aria-expanded="false" aria-controls="more">By link</a>\n'
        '<button class="btn" type="button" data-bs-toggle="collapse" '
        'data-bs-target="#more" aria-expanded="false" aria-controls="more">By button'
        '</button>\n</p>\n<div class="collapse" id="more">\n'
        '<div class="card card-body">Text</div>\n</div>\n'
    ),
    "horizontal": (
        '<p><button type="button" data-bs-toggle="collapse" data-bs-target="#wide" '
        'aria-expanded="false" aria-controls="wide">Go</button></p>\n'
        '<div style="min-height: 9em">\n<div class="collapse collapse-horizontal" '
        'id="wide"><div class="card" style="width: 9em">Text</div></div>\n</div>\n'
    ),
    "several": (
        '<p>\n<a data-bs-toggle="collapse" href="#first" role="button" '
        'aria-expanded="false" aria-controls="first">First</a>\n'
        '<button type="button" data-bs-toggle="collapse" data-bs-target="#second" '
        'aria-expanded="false" aria-controls="second">Second</button>\n'
        '<button type="button" data-bs-toggle="collapse" data-bs-target=".both" '
        'aria-expanded="false" aria-controls="first second">Both</button>\n</p>\n'
        '<div class="row">\n<div class="col"><div class="collapse both" id="first">1'
        '</div></div>\n<div class="col"><div class="collapse both" id="second">2</div>'
        "</div>\n</div>\n"
    ),
    "accordion": (
        '<div class="accordion" id="all">\n'
        + "".join(
            f'<div class="accordion-item">\n<h2 class="accordion-header">\n'
            f'<button class="accordion-button{closed}" type="button" '
            f'data-bs-toggle="collapse" data-bs-target="#{name}" '
            f'aria-expanded="{"false" if closed else "true"}" aria-controls="{name}">'
            f'{name}</button>\n</h2>\n<div id="{name}" class="accordion-collapse '
            f'collapse{"" if closed else " show"}" data-bs-parent="#all">\n'
            '<div class="accordion-body"><strong>Text</strong> and <code>.code</code>'
            "</div>\n</div>\n</div>\n"
            for name, closed in (("one", ""), ("two", " collapsed"))
        )
        + "</div>\n"
    ),
    "always open": (
        '<div class="accordion accordion-flush" id="flush">\n'
        '<div class="accordion-item">\n<h2 class="accordion-header"><button '
        'class="accordion-button collapsed" type="button" data-bs-toggle="collapse" '
        'data-bs-target="#flush-one" aria-expanded="false" aria-controls="flush-one">'
        'One</button></h2>\n<div id="flush-one" class="accordion-collapse collapse">\n'
        '<div class="accordion-body">Text</div>\n</div>\n</div>\n</div>\n'
    ),
    "navbar": (
        '<nav class="navbar">\n<button class="navbar-toggler" type="button" '
        'data-bs-toggle="collapse" data-bs-target="#nav" aria-controls="nav" '
        'aria-expanded="false" aria-label="Menu"><span class="navbar-toggler-icon">'
        '</span></button>\n<div class="collapse navbar-collapse" id="nav">\n<ul '
        'class="navbar-nav"><li class="nav-item dropdown"><a class="nav-link '
        'dropdown-toggle" href="#" role="button" data-bs-toggle="dropdown" '
        'aria-expanded="false">More</a><ul class="dropdown-menu"><li><a '
        'class="dropdown-item" href="/">Home</a></li></ul></li></ul>\n</div>\n</nav>\n'
    ),
    "modal": (
        '<button type="button" data-bs-toggle="modal" data-bs-target="#q">Go</button>\n'
        '<div class="modal fade" id="q" tabindex="-1" aria-labelledby="ask-title" '
        'aria-hidden="true">\n<div class="modal-dialog"><div class="modal-content">\n'
        '<h5 class="modal-title" id="ask-title">Ask</h5>\n</div></div>\n</div>\n'
    ),
    "tabs": (
        '<ul class="nav nav-tabs" role="tablist">\n<li class="nav-item" '
        'role="presentation"><button class="nav-link active" id="a-tab" '
        'data-bs-toggle="tab" data-bs-target="#a" type="button" role="tab" '
        'aria-controls="a" aria-selected="true">A</button></li>\n</ul>\n'
        '<div class="tab-content"><div class="tab-pane fade show active" id="a" '
        'role="tabpanel" aria-labelledby="a-tab">Text</div></div>\n'
    ),
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_what_bootstrap_documents_is_left_alone(tmp_path: Path, name: str) -> None:
    assert findings(tmp_path, f"Text.\n\n{DOCUMENTED[name]}") == []


CONTROL = (
    '<button type="button" data-bs-toggle="collapse" data-bs-target="#side" '
    'aria-expanded="«{}»" aria-controls="side">Menu</button>\n'
)


@pytest.mark.parametrize(
    ("told", "layouts", "is_found"),
    [
        ("true", {"_partials/side.html": '<nav class="collapse" id="side"></nav>'}, 1),
        (
            "false",
            {"_partials/side.html": '<nav class="collapse show" id="side"></nav>'},
            1,
        ),
        ("false", {"_partials/side.html": '<nav class="collapse" id="side"></nav>'}, 0),
        # Two have the id, or the template decides: it cannot be told.
        (
            "true",
            {
                "_partials/a.html": '<nav class="collapse" id="side"></nav>',
                "_partials/b.html": '<nav class="collapse show" id="side"></nav>',
            },
            0,
        ),
        (
            "true",
            {"_partials/a.html": '<nav class="collapse {{ .x }}" id="side"></nav>'},
            0,
        ),
    ],
)
def test_a_control_is_held_to_the_panel_that_a_template_has(
    told: str, layouts: dict[str, str], is_found: int, tmp_path: Path
) -> None:
    for path, text in layouts.items():
        file = tmp_path / "layouts" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    page = CONTROL.format(told)
    assert findings(tmp_path, page) == expected(page, "BS007") * is_found
