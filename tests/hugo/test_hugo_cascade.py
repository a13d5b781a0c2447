from collections.abc import Mapping as Dict

from rdmlint.hugo.cascade import Cascades, Place
from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

AT = Span(0, 0)


def value(of: object) -> Value:
    if isinstance(of, Dict):
        return mapping(**of)
    if isinstance(of, list):
        return Sequence(AT, tuple(value(item) for item in of))
    assert isinstance(of, str | int)
    return Scalar(AT, "string", of)


def mapping(**of: object) -> Mapping:
    return Mapping(AT, tuple(Entry(key, AT, value(each)) for key, each in of.items()))


def said(found: Value | None) -> object:
    return found.value if isinstance(found, Scalar) else found


PAGE = Place("/sec/a/p", "page")


def test_the_pages_own_value_comes_first() -> None:
    cascades = Cascades([("en", "/", value({"toc": "home"}))])
    assert said(cascades.value(PAGE, mapping(TOC="own"), "toc")) == "own"


def test_the_pages_own_cascade_reaches_itself() -> None:
    own = mapping(cascade={"toc": "mine"})
    assert said(Cascades([]).value(PAGE, own, "toc")) == "mine"


def test_the_nearest_branch_wins_then_home_then_the_configuration() -> None:
    branches = [
        ("en", "/", value({"a": "home", "b": "home"})),
        ("en", "/sec", value({"a": "sec"})),
        ("en", "/other", value({"a": "other"})),
    ]
    cascades = Cascades(branches, (mapping(a="site", b="site", c="site"),))
    assert [said(cascades.value(PAGE, None, key)) for key in "abcd"] == [
        "sec",
        "home",
        "site",
        None,
    ]


def test_of_several_maps_the_first_that_fits_gives_the_value() -> None:
    given = value(
        [
            {"foo": "one", "target": {"path": "/sec/**"}},
            {"foo": "two", "params": {"foo": "four"}},
        ]
    )
    cascades = Cascades([("en", "/sec", given)])
    assert said(cascades.value(PAGE, None, "foo")) == "one"
    assert said(cascades.value(Place("/sec", "section"), None, "foo")) == "four"


def test_targets_choose_by_kind_environment_and_path() -> None:
    for target, expected in (
        ({"kind": "{page,section}"}, "x"),
        ({"kind": "term"}, None),
        ({"environment": "development"}, None),
        ({"path": "/sec/a/*"}, "x"),
        ({"path": "/sec/a/p.md"}, None),
    ):
        cascades = Cascades([], (mapping(k="x", target=target),))
        assert said(cascades.value(PAGE, None, "k")) == expected


def test_targets_choose_by_the_languages_of_their_matrix() -> None:
    for languages, expected in (
        (["en"], "x"),
        (["sv", "e*"], "x"),
        (["sv"], None),
        ("sv", None),
    ):
        target = {"sites": {"matrix": {"languages": languages}}}
        cascades = Cascades([], (mapping(k="x", target=target),))
        assert said(cascades.value(PAGE, None, "k")) == expected


def test_own_params_count_but_not_for_keys_of_hugo_itself() -> None:
    own = mapping(params={"toc": "p", "weight": 7, "menu": "foot"}, menu="main")
    cascades = Cascades([])
    assert said(cascades.value(PAGE, own, "toc")) == "p"
    assert said(cascades.value(PAGE, own, "menu")) == "foot"
    assert cascades.value(PAGE, own, "weight") is None


def test_a_cascade_of_another_language_does_not_reach() -> None:
    cascades = Cascades([("fr", "/sec", value({"a": "fr"}))])
    assert cascades.value(PAGE, None, "a") is None
