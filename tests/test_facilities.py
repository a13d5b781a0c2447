"""The registry of facilities: what it says of addresses and names, and its draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from rdmlint import app, facilities, settings
from rdmlint.cli import main
from rdmlint.commands import config as config_command
from rdmlint.errors import ConfigError
from rdmlint.facilities import Facility, collected
from rdmlint.settings import FacilitySettings

ROOT = Path(__file__).parent.parent

ALM = Facility(
    "alm",
    "Advanced Light Microscopy",
    "https://www.example.org/units/alm/",
    abbreviations=("ALM",),
    former_names=("Bright Light",),
    former_urls=("http://alm.example.net",),
)

REGISTRY = collected(
    (ALM, Facility("nmr", "Swedish NMR Centre", "http://nmr.example.net/")),
    ("www.example.org/units/*",),
    (("https://www.example.org/facilities/", "https://www.example.org/units/"),),
)


def a_site(root: Path, **files: str) -> Path:
    """Write a site with *files*, `__` for `/` and a trailing `_` for `.md`."""
    (root / "hugo.toml").write_text(
        'baseURL = "https://rdm.example.org/"\n[markup.goldmark.renderer]\nunsafe=true\n'
    )
    for name, text in files.items():
        file = root / "content" / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/units/alm/",
        "https://www.example.org/units/alm",
        "https://www.example.org/units/alm/#contact",
        "//www.example.org/units/alm/",
    ],
)
def test_the_canonical_address_is_right(url: str) -> None:
    standing = REGISTRY.standing(url)
    assert standing is not None
    assert standing.facility is ALM
    assert standing.canonical is None


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/units/alm/",
        "https://example.org/units/alm/",
        "https://www.example.org/units/ALM/",
        "https://www.example.org/facilities/alm",
        "http://alm.example.net/",
    ],
)
def test_any_other_address_of_a_facility_has_the_canonical_one_beside_it(
    url: str,
) -> None:
    standing = REGISTRY.standing(url)
    assert standing is not None
    assert standing.facility is ALM
    assert standing.canonical == ALM.url
    assert standing.is_sure


def test_https_is_as_right_as_a_canonical_address_by_http() -> None:
    standing = REGISTRY.standing("https://nmr.example.net")
    assert standing is not None
    assert standing.canonical is None


def test_what_only_a_rule_about_beginnings_knows_is_not_sure() -> None:
    standing = REGISTRY.standing("https://www.example.org/facilities/fish/prices")
    assert standing is not None
    assert standing.facility is None
    assert standing.canonical == "https://www.example.org/units/fish/prices"
    assert not standing.is_sure


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/units/alm/prices/",
        "https://www.example.org/units/alm/?lang=sv",
        "https://www.example.org/units/",
        "https://www.example.org/",
        "https://zenodo.org/units/alm",
        "/units/alm/",
        "mailto:alm@example.org",
        "",
    ],
)
def test_of_other_addresses_nothing_is_known(url: str) -> None:
    assert REGISTRY.standing(url) is None


def test_a_page_where_facilities_lie_is_nobodys_until_it_is_listed() -> None:
    standing = REGISTRY.standing("https://www.example.org/units/fish")
    assert standing is not None
    assert (standing.facility, standing.canonical) == (None, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Advanced light-microscopy unit", "Advanced Light Microscopy"),
        ("The Swedish NMR Centre", "Swedish NMR Centre"),
        ("Chemistry & Biology", "chemistry and biology"),
        ("Core Facility", "core facility"),
    ],
)
def test_names_are_told_apart_by_what_they_say(one: str, other: str) -> None:
    assert facilities.folded(one) == facilities.folded(other)


def test_successors_are_followed_to_one_that_is_open() -> None:
    chain = collected(
        (
            Facility("a", "A", "https://a.example.org", closed="2020", successor="b"),
            Facility("b", "B", "https://b.example.org", closed="2021", successor="c"),
            Facility("c", "C", "https://c.example.org"),
            Facility("x", "X", "https://x.example.org", closed="2020", successor="y"),
            Facility("y", "Y", "https://y.example.org", closed="2020", successor="x"),
        )
    )
    last = chain.successor(chain.facilities["a"])
    assert last is not None
    assert last.id == "c"
    assert chain.successor(chain.facilities["x"]) is None


# --- The registry that comes with rdmlint ---------------------------------------------


@pytest.mark.parametrize("name", facilities.shipped_names())
def test_a_shipped_registry_is_as_its_schema_and_itself_want_it(name: str) -> None:
    import jsonschema

    schema = json.loads((ROOT / "schemas/facilities.schema.json").read_text())
    data = yaml.safe_load(Path(facilities.shipped(name)).read_text())
    jsonschema.Draft202012Validator(schema).validate(data)
    (source,) = facilities.sources(
        FacilitySettings(extends=name), str(ROOT), lambda _: None
    )
    assert source.value is not None
    assert not list(facilities.clashes(source.value))


def test_all_shipped_registries_can_be_named() -> None:
    assert facilities.shipped_names() == settings.REGISTRIES


def test_units_that_moved_are_known_to_the_shipped_registry(tmp_path: Path) -> None:
    a_site(
        tmp_path,
        page="[ALM](https://www.scilifelab.se/facilities/alm/)\n"
        "[ESCG](http://escg.se/)\n",
    )
    found = findings(tmp_path, '[facilities]\nextends = "scilifelab"\n')
    assert [each[:2] for each in found] == [("FR002", 1), ("FR002", 2)]


def findings(root: Path, text: str) -> list[tuple[str, int, str]]:
    """Return code, line and message of what the family finds on the site at *root*."""
    file = root / "rdmlint.toml"
    file.write_text(f'select = ["FR"]\n{text}')
    report = app.check(settings.read_file(str(file), root=str(root)))
    return [(each.code, each.start.line, each.message) for each in report.shown]


def test_an_entry_of_the_site_replaces_the_shipped_one(tmp_path: Path) -> None:
    a_site(tmp_path, page="[ALM](https://www.scilifelab.se/units/alm/)\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/facilities.yaml").write_text(
        "facilities:\n  - id: advanced-light-microscopy\n    name: ALM\n"
        "    url: https://www.scilifelab.se/units/alm/\n"
    )
    assert not findings(tmp_path, '[facilities]\nextends = "scilifelab"\n')


def test_a_selector_sees_links_of_markdown_and_of_html_where_they_stand(
    tmp_path: Path,
) -> None:
    a_site(
        tmp_path,
        page='<div class="list">\n\n[In](https://in.example.net/)\n'
        '<p><a href="https://html.example.net/">x</a></p>\n\n</div>\n\n'
        "[Out](https://out.example.net/)\n",
    )
    (tmp_path / "units.yaml").write_text(
        "facilities:\n  - {id: a, name: A, url: https://a.example.net/}\n"
    )
    found = findings(
        tmp_path, '[facilities]\nregistry = "units.yaml"\nselect = ".list a"\n'
    )
    assert [each[:2] for each in found] == [("FR001", 3), ("FR001", 4)]


def test_a_registry_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    a_site(tmp_path, page="x")
    (tmp_path / "units.yaml").write_text("facilities: [\n")
    found = findings(tmp_path, '[facilities]\nregistry = "units.yaml"\n')
    assert [each[0] for each in found] == ["FR007"]


# --- Settings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('registry = "none.yaml"', "There is no file none.yaml"),
        ('registry = "../x.yaml"', "This leads out of the site: ../x.yaml"),
        ('extends = "scilife"', "`extends` cannot be `scilife`"),
        (
            'pages = ["https://x.se/"]',
            "`https://x.se/` is no host with an optional path",
        ),
        ('select = "a["', "`a[` is no CSS selector"),
        ('hosts = ["x.se"]', "`hosts` is no setting"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_of_at_its_place(
    text: str, message: str, tmp_path: Path
) -> None:
    data = f"[facilities]\n{text}\n".encode()
    path = str(tmp_path / "rdmlint.toml")
    with pytest.raises(ConfigError) as caught:
        settings.from_toml(data, path=path, root=str(tmp_path))
    assert message in str(caught.value)
    assert caught.value.line == 2


def test_the_settings_are_shown_as_they_are_written(tmp_path: Path) -> None:
    text = '[facilities]\nextends = "scilifelab"\npages = ["x.se/*"]\n'
    path = str(tmp_path / "rdmlint.toml")
    found = settings.from_toml(text.encode(), path=path, root=str(tmp_path))
    assert text in config_command.show(found)


# --- The draft ------------------------------------------------------------------------


PAGES = (
    "[Light Unit](https://www.example.se/units/light/#a) "
    "[Contact us](https://www.example.se/units/light/)\n"
    "[LU](https://www.example.se/units/light) [Zenodo](https://zenodo.org)\n"
    "[Fish Unit](http://www.example.se/units/fish/?x=1)\n"
    "[Mass Unit](https://www.example.se/units/mass/)\n"
    "[Gene Unit](https://www.example.se/units/gene/)\n"
)


def test_a_draft_groups_links_by_address_and_is_a_registry(tmp_path: Path) -> None:
    import jsonschema

    text = drafted(a_site(tmp_path, page=PAGES))
    data = yaml.safe_load(text)
    schema = json.loads((ROOT / "schemas/facilities.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["pages"] == ["example.se/units/*"]
    assert [(each["id"], each["name"], each["url"]) for each in data["facilities"]] == [
        ("gene-unit", "Gene Unit", "https://www.example.se/units/gene/"),
        ("light-unit", "Light Unit", "https://www.example.se/units/light/"),
        ("mass-unit", "Mass Unit", "https://www.example.se/units/mass/"),
    ]
    assert "# content/page.md:1, content/page.md:2" in text


def drafted(root: Path, *words: str) -> str:
    file = root / "draft.yaml"
    assert main(["facilities", "init", str(root), "-yq", "-o", str(file), *words]) == 0
    return file.read_text()


def test_a_draft_takes_what_lies_where_the_user_says(tmp_path: Path) -> None:
    data = yaml.safe_load(
        drafted(a_site(tmp_path, page=PAGES), "--pages", "zenodo.org")
    )
    assert [each["name"] for each in data["facilities"]] == ["Zenodo"]
    assert data["pages"] == ["zenodo.org"]


def test_records_of_data_are_drafted_too(tmp_path: Path) -> None:
    a_site(tmp_path, page="x")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/links.json").write_text(
        '{"items": [{"title": "Core Facility", "url": "https://core.example.se/"}]}'
    )
    data = yaml.safe_load(drafted(tmp_path))
    assert data["facilities"] == [
        {
            "id": "core-facility",
            "name": "Core Facility",
            "url": "https://core.example.se/",
        }
    ]


def test_a_file_that_is_there_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_site(tmp_path, page=PAGES)
    (tmp_path / "draft.yaml").write_text("mine")
    words = ["facilities", "init", str(tmp_path), "-y", "-o"]
    assert main([*words, str(tmp_path / "draft.yaml")]) == 2
    assert (tmp_path / "draft.yaml").read_text() == "mine"
    assert "is there already" in capsys.readouterr().err


def test_the_draft_of_a_site_is_written_into_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(a_site(tmp_path, page=PAGES))
    assert main(["facilities", "init", "--yes", "--quiet"]) == 0
    assert main(["check", "--select", "FR", "--quiet"]) == 0
    assert (tmp_path / "data/facilities.yaml").exists()


def test_a_site_that_links_to_shipped_units_gets_that_registry(tmp_path: Path) -> None:
    from rdmlint.commands import init

    a_site(tmp_path, page="[A](https://www.scilifelab.se/units/spatial-proteomics/)\n")
    assert 'extends = "scilifelab"' in init.draft(str(tmp_path))
    a_site(tmp_path, page="[A](https://zenodo.org)\n")
    assert "scilifelab" not in init.draft(str(tmp_path))
