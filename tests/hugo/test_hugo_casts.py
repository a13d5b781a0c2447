import pytest

from rdmlint.hugo import casts
from rdmlint.model import Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

AT = Span(0, 0)


def written(text: str) -> Scalar:
    return Scalar(AT, "string", text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (written("5"), 5),
        (written("010"), 8),
        (written("0x1F"), 31),
        (written("5.0"), 5),
        (written("-3"), -3),
        (Scalar(AT, "float", 5.7), 5),
        (Scalar(AT, "bool", True), 1),
        (written("abc"), None),
        (written("08"), None),
        (written(" 5"), None),
        (written("1e3"), None),
        (written("9" * 5000), None),
        (Scalar(AT, "null", None), None),
        (Sequence(AT, (Scalar(AT, "int", 1),)), None),
        (None, None),
    ],
)
def test_whole_numbers_are_read_as_go_casts_them(
    value: Value | None, expected: int | None
) -> None:
    assert casts.whole(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Scalar(AT, "bool", True), True),
        (written("true"), True),
        (written("T"), True),
        (Scalar(AT, "int", 1), True),
        (written("yes"), False),
        (written("tRue"), False),
        (Scalar(AT, "int", 0), False),
        (Mapping(AT), False),
        (None, False),
    ],
)
def test_only_what_go_reads_as_true_is_true(
    value: Value | None, expected: bool
) -> None:
    assert casts.truth(value) is expected


def test_text_of_lists_and_maps_is_empty() -> None:
    assert casts.text(Sequence(AT, (written("a"),))) == ""
    assert casts.text(Mapping(AT)) == ""


def test_text_of_numbers_and_booleans_is_what_go_prints() -> None:
    assert casts.text(Scalar(AT, "float", 1.5)) == "1.5"
    assert casts.text(Scalar(AT, "float", 2.0)) == "2"
    assert casts.text(Scalar(AT, "bool", True)) == "true"


def test_a_string_of_words_is_a_list_of_them() -> None:
    assert casts.texts(written("/a  /b")) == ("/a", "/b")
    assert casts.texts(Sequence(AT, (written("a b"), Scalar(AT, "int", 5)))) == (
        "a b",
        "5",
    )
    assert casts.texts(Mapping(AT)) == ()
