from rdmlint.hugo.config import ConfigMenuEntry
from rdmlint.hugo.menus import (
    MenuEntry,
    Owner,
    of_config,
    of_page,
    order,
    with_page,
)
from rdmlint.model import Entry, Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

OWNER = Owner("content/p.md", "en", "Title", 7)


def text(of: str, start: int = 0) -> Scalar:
    return Scalar(Span(start, start + len(of)), "string", of)


NULL = Scalar(Span(0, 0), "null", None)


def mapping(**of: Value) -> Mapping:
    return Mapping(
        Span(0, 0), tuple(Entry(key, Span(1, 5), value) for key, value in of.items())
    )


def entries(value: Value) -> list[MenuEntry]:
    return list(of_page(value, OWNER))


def test_a_name_makes_one_entry_with_the_pages_title_and_weight() -> None:
    (entry,) = entries(text("Main, footer", 10))
    assert (entry.menu, entry.key, entry.weight) == ("Main, footer", "Title", 7)
    assert entry.span == Span(10, 22)


def test_a_list_of_names_makes_several_entries() -> None:
    names = Sequence(Span(0, 0), (text("a"), Scalar(Span(3, 4), "int", 5)))
    assert [(entry.menu, entry.is_shared) for entry in entries(names)] == [
        ("a", True),
        ("5", True),
    ]
    one = Sequence(Span(0, 0), (text("a"),))
    assert [entry.is_shared for entry in entries(one)] == [False]


def test_a_map_gives_menus_with_what_their_entries_say() -> None:
    value = mapping(
        Main=mapping(
            name=text("N"),
            Identifier=text("id", 20),
            parent=text("up", 30),
            weight=text("010", 40),
        ),
        side=NULL,
    )
    main, side = entries(value)
    assert main == MenuEntry(
        menu="main",
        key="id",
        name="N",
        identifier="id",
        parent="up",
        weight=8,
        path="content/p.md",
        span=Span(1, 5),
        is_from_page=True,
        weight_span=Span(40, 43),
        parent_span=Span(30, 32),
        identifier_span=Span(20, 22),
    )
    assert (side.menu, side.key, side.weight) == ("side", "Title", 7)


def test_of_a_weight_of_zero_the_page_gives_its_own() -> None:
    (entry,) = entries(mapping(main=mapping(weight=Scalar(Span(3, 4), "int", 0))))
    assert entry.weight == 7


def test_a_weight_that_is_no_number_is_none() -> None:
    (entry,) = entries(mapping(main=mapping(weight=text("abc"))))
    assert entry.weight is None


def test_a_blank_weight_counts_as_none() -> None:
    (entry,) = entries(mapping(main=mapping(weight=text(""))))
    assert entry.weight == 7


def test_a_truth_value_is_a_number_where_a_text_is_wanted() -> None:
    yes, no = (Scalar(Span(0, 0), "bool", value) for value in (True, False))
    (entry,) = entries(mapping(main=mapping(identifier=yes, parent=no)))
    assert (entry.key, entry.identifier, entry.parent) == ("1", "1", "0")


def test_entries_of_a_configuration_go_by_weight_name_and_identifier() -> None:
    made = [
        of_config(ConfigMenuEntry("main", identifier, name, weight=weight), "en")
        for identifier, name, weight in (
            ("e", "b", 0),
            ("d", "B", 0),
            ("c", "a", 0),
            ("b", "a", 0),
            ("a", "z", 2),
            ("f", "z", -1),
        )
    ]
    assert "".join(entry.key for entry in sorted(made, key=order)) == "fabcde"


def test_an_entry_without_a_name_has_that_of_its_page() -> None:
    bare = of_config(ConfigMenuEntry("main"), "en")
    named = with_page(bare, "Guides")
    assert (named.key, named.name, named.has_known_key) == ("Guides", "Guides", True)
    assert not with_page(bare, None).has_known_key
    known = with_page(of_config(ConfigMenuEntry("main", "i"), "en"), None)
    assert (known.key, known.has_known_key) == ("i", True)
    own = of_config(ConfigMenuEntry("main", None, "N"), "en")
    assert with_page(own, "Guides") == own


def test_forms_that_hugo_refuses_make_no_entry() -> None:
    for value in (
        mapping(name=text("main"), weight=Scalar(Span(0, 0), "int", 3)),
        Sequence(Span(0, 0), (mapping(main=NULL),)),
        mapping(main=text("foo")),
        NULL,
        Sequence(Span(0, 0)),
    ):
        assert entries(value) == []


def test_a_configured_entry_is_keyed_by_identifier_else_name() -> None:
    assert of_config(ConfigMenuEntry("main", "i", "n"), "en").key == "i"
    assert of_config(ConfigMenuEntry("main", None, "n"), "en").key == "n"
    assert of_config(ConfigMenuEntry("main"), "en").key == ""
