import re
from collections.abc import Iterator

import pytest

from hugo_cases import cases
from rdmlint.hugo.paths import dated_name, normalise, place, split_name

PUBLISHED = re.compile(r"(\S*) \((page|section|home) (\S+) (\S+) (\w+)\)")


def file_name_cases() -> Iterator[tuple[str, str, frozenset[str], str]]:
    for case in cases("C7"):
        name, languages = case.input.decode(), frozenset({"en"})
        if name.startswith("[en,fr] "):
            name, languages = name.removeprefix("[en,fr] "), frozenset({"en", "fr"})
        yield case.id, name, languages, case.output


@pytest.mark.parametrize(
    ("name", "languages", "output"),
    [pytest.param(*case[1:], id=case[0]) for case in file_name_cases()],
)
def test_a_file_name_gives_the_page_that_hugo_makes_of_it(
    name: str, languages: frozenset[str], output: str
) -> None:
    found = place(name, languages=languages)
    pages = {
        (kind, logical, language)
        for _, kind, logical, _, language in PUBLISHED.findall(output)
    }
    if not pages:
        is_skipped = name.startswith(".") or name.endswith("~")
        assert is_skipped or found.kind == "resource"
        return
    kind = "section" if found.kind == "branch" else "page"
    assert (kind, found.logical, found.language or "en") in pages


def test_only_the_last_segment_carries_a_language() -> None:
    found = place("x.fr/a.md", languages={"en", "fr"})
    assert (found.logical, found.language) == ("/x.fr/a", None)


def test_a_code_that_is_no_language_of_the_site_stays_in_the_name() -> None:
    assert place("a.de.md", languages={"en", "fr"}).logical == "/a.de"


def test_the_name_ends_at_the_leftmost_identifier() -> None:
    assert split_name("a.fr.b.md", {"fr"}) == ("a", "fr", "md", ())


def test_a_wrapped_language_counts_as_one() -> None:
    assert split_name("a._language_fr_.md", {"fr"}) == ("a", "fr", "md", ())


def test_dots_inside_a_wrapped_identifier_do_not_split_it() -> None:
    assert split_name("a._version_v1.0.0_.md", {"en"}) == (
        "a",
        None,
        "md",
        ("version_v1.0.0",),
    )


def test_a_bundle_stands_for_its_directory() -> None:
    assert place("S One/INDEX.MD").logical == "/s-one"
    assert place("_index.md").logical == "/"


def test_a_content_adapter_is_no_page() -> None:
    assert place("s/_content.gotmpl").kind == "adapter"


def test_a_file_of_another_kind_keeps_its_extension() -> None:
    found = place("S One/Img X.PNG")
    assert (found.kind, found.logical) == ("resource", "/s-one/img-x.png")


def test_a_name_can_begin_with_a_date() -> None:
    dated = dated_name("2024-02-29-Some title_")
    assert dated is not None
    assert (dated[0].isoformat(), dated[1]) == ("2024-02-29T00:00:00", "Some title")


def test_a_name_can_begin_with_a_date_and_a_time() -> None:
    dated = dated_name("2024-02-29 10-11-12-x")
    assert dated is not None
    assert (dated[0].isoformat(), dated[1]) == ("2024-02-29T10:11:12", "x")


@pytest.mark.parametrize("name", ["2024-02-30-x", "2024-2-9-x", "x", ""])
def test_what_is_no_date_is_none(name: str) -> None:
    assert dated_name(name) is None


def test_a_name_of_many_dots_is_split_in_linear_time() -> None:
    name = "._" * 50_000 + ".md"
    assert split_name(name, {"en"})[2] == "md"


def test_letters_are_lowered_one_by_one() -> None:
    assert normalise("TEKNİK ΟΔΟΣ") == "teknik-οδοσ"
