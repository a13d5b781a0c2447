from __future__ import annotations

import pytest

from rdmlint.model import Known, Toggle
from rdmlint.parse.components import components, named_ids, toggles
from rdmlint.syntax.html import read
from rdmlint.text import Span
from stopwatch import at_most


def toggles_in(source: str, computed: tuple[Span, ...] = ()) -> tuple[Toggle, ...]:
    return toggles(read(source.encode(), computed=computed).elements)


def the_toggle(attributes: str, rest: str = "") -> Toggle:
    (toggle,) = toggles_in(f"<button {attributes}>x</button>{rest}")
    return toggle


@pytest.mark.parametrize(
    ("attributes", "decides", "selector"),
    [
        ('data-bs-target="#p"', "data-bs-target", "#p"),
        ('href="#p"', "href", "#p"),
        ('data-bs-target="#p" href="#q"', "data-bs-target", "#p"),
        ('data-bs-target="" href="#q"', "href", "#q"),
        ('data-bs-target="#" href="#q"', "href", "#q"),
        ('data-bs-target href="#q"', "href", "#q"),
        ('href="/page/#p"', "href", "#p"),
        ('href="https://x.org/a#p#q"', "href", "#p"),
        ('href=".multi"', "href", ".multi"),
        ('href="/page/"', "href", None),
        ('href="#"', "href", None),
        ('href=""', "href", None),
        ('data-bs-target="" href=""', "data-bs-target", None),
        ('data-bs-target="#"', "data-bs-target", None),
        ('data-bs-target="p"', "data-bs-target", "p"),
        ("", None, None),
    ],
)
def test_bootstrap_5_takes_the_selector_from(
    attributes: str, decides: str | None, selector: str | None
) -> None:
    toggle = the_toggle(f'data-bs-toggle="collapse" {attributes}')
    assert toggle.major == 5
    assert (toggle.target.name if toggle.target else None) == decides
    assert toggle.selector == selector


@pytest.mark.parametrize(
    ("attributes", "selector"),
    [
        ('data-target="#p"', "#p"),
        ('data-target="#" href="#q"', "#q"),
        ('href="/page/#p"', "/page/#p"),
        ('data-bs-target="#p"', None),
    ],
)
def test_bootstrap_4_takes_href_as_it_is(attributes: str, selector: str | None) -> None:
    toggle = the_toggle(f'data-toggle="collapse" {attributes}')
    assert (toggle.major, toggle.selector) == (4, selector)


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("#a", ("a",)),
        ("#a, #b", ("a", "b")),
        ("#a.b", ("a.b",)),
        ("#1", ("1",)),
        ("#å:x", ("å:x",)),
        (".a", None),
        ("#a .b", None),
        ("a", None),
        ("#a,", None),
        ("#", None),
        (r"#a\.b", None),
    ],
)
def test_ids_that_a_selector_names(selector: str, ids: tuple[str, ...] | None) -> None:
    assert named_ids(selector) == ids


@pytest.mark.parametrize(
    ("selector", "targets"),
    [
        ("#a", (1, 4)),
        ("#b,#a", (1, 2, 4)),
        (".m", (1, 3)),
        (".m.n", (3,)),
        ("#b, .m", (1, 2, 3)),
        ("#none", ()),
        (".none", ()),
        ("div .m", None),
        ("p", None),
    ],
)
def test_what_a_selector_selects_in_the_file(
    selector: str, targets: tuple[int, ...] | None
) -> None:
    rest = '<p id=a class=m></p><p id=b></p><p class="m n"></p><p id=a></p>'
    toggle = the_toggle(f'data-bs-toggle=collapse data-bs-target="{selector}"', rest)
    assert toggle.targets == targets


@pytest.mark.parametrize("kind", ["tooltip", "popover", "dropdown", "button"])
def test_a_toggle_that_opens_nothing_else_keeps_its_link(kind: str) -> None:
    toggle = the_toggle(f'data-bs-toggle="{kind}" href="/x/#y"')
    assert toggle.kind == kind
    assert toggle.target is None


@pytest.mark.parametrize("attributes", ["data-bs-toggle", 'data-bs-toggle=""', "id=x"])
def test_without_a_kind_there_is_no_toggle(attributes: str) -> None:
    assert toggles_in(f"<a {attributes} href='#x'>x</a>") == ()


def test_of_both_majors_the_newer_counts() -> None:
    toggle = the_toggle('data-toggle="modal" data-bs-toggle="collapse"')
    assert (toggle.major, toggle.kind) == (5, "collapse")


def test_a_computed_target_selects_nothing_known() -> None:
    (toggle,) = toggles_in(
        "<a data-bs-toggle=collapse href='#XXX'></a><p id=XXX></p>", (Span(33, 36),)
    )
    assert toggle.target is not None
    assert toggle.selector is None
    assert toggle.targets is None


@pytest.mark.parametrize("selector", ["#x", ".m", ".m.n", "#x, .m", "div div"])
def test_many_toggles_take_no_time(selector: str) -> None:
    toggle = f"<a data-bs-toggle=collapse href='#' data-bs-target='{selector}'"
    elements = read(f"{toggle} id=x class='m n'></a>".encode() * 2000).elements
    with at_most(0.5):
        found = toggles(elements)
    assert found[0].targets is None


@pytest.mark.parametrize(
    ("attributes", "kind", "is_open"),
    [
        ('class="collapse"', "collapse", Known.NO),
        ('class="accordion-collapse collapse show"', "collapse", Known.YES),
        ('class="tab-pane fade"', "tab-pane", Known.NO),
        ('class="tab-pane active"', "tab-pane", Known.YES),
        ('class="modal fade"', "modal", Known.NO),
        ('class="offcanvas offcanvas-start"', "offcanvas", Known.NO),
        ('class="dropdown-menu"', "dropdown-menu", Known.NO),
        ('class="carousel slide"', "carousel", Known.YES),
        ('class="accordion"', "accordion", Known.YES),
        ('class="collapse navbar-collapse"', "collapse", Known.UNKNOWN),
        ('class="collapse d-md-block"', "collapse", Known.UNKNOWN),
        ('class="collapse" style="display: block"', "collapse", Known.UNKNOWN),
    ],
)
def test_a_component_is_told_by_its_class_and_so_is_whether_it_is_open(
    attributes: str, kind: str, is_open: Known
) -> None:
    (found,) = components(read(f"<div {attributes}>x</div>".encode()).elements)
    assert (found.kind, found.is_open) == (kind, is_open)


def test_what_only_sounds_like_a_component_is_none() -> None:
    source = b'<i class="collapsed"></i><i class="offcanvas-lg modal-body"></i><i></i>'
    assert components(read(source).elements) == ()


@pytest.mark.parametrize(
    ("attributes", "major"),
    [
        ('data-bs-slide="next" data-bs-target="#p"', 5),
        ('data-bs-slide-to="0" data-bs-target="#p"', 5),
        ('data-slide="prev" href="#p"', 4),
    ],
)
def test_what_steps_through_a_carousel_is_a_toggle(attributes: str, major: int) -> None:
    toggle = the_toggle(attributes)
    assert (toggle.kind, toggle.major, toggle.ids) == ("carousel", major, ("p",))
