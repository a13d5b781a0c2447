"""Data files on a whole site: what is read, what addresses mean, what init sees."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rdmlint import app
from rdmlint.commands import records
from rdmlint.errors import ConfigError
from rdmlint.model import Known
from rdmlint.settings import DataContract, Settings

READS = "{{ range hugo.Data.links }}{{ .url }}{{ end }}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the root of a site with two pages and templates that read data."""
    write(tmp_path, "hugo.toml", 'baseURL = "https://rdm.example.org/"\n')
    write(tmp_path, "layouts/home.html", READS)
    write(tmp_path, "content/guide.md", "---\ntitle: Guide\n---\n## Aim\n")
    write(tmp_path, "content/share.md", "---\ntitle: Sharing\n---\n")
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    """Write *text* to *path* below *root*."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def targets(site: Path, records: object) -> dict[str, Known]:
    """Return for each address in the data file *records* whether it leads somewhere."""
    write(site, "data/links.json", json.dumps(records))
    index = app.take_stock(Settings(root=str(site)))
    (page,) = index.data_files
    return {link.url: index.target(page, link).exists for link in page.links}


def test_a_path_is_judged_where_others_of_its_key_lead_somewhere(site: Path) -> None:
    links = [{"url": url} for url in ("/guide/#aim", "/share/", "/gone/")]
    assert targets(site, links) == {
        "/guide/#aim": Known.YES,
        "/share/": Known.YES,
        "/gone/": Known.NO,
    }


def test_paths_that_templates_put_something_before_are_not_judged(site: Path) -> None:
    assert targets(site, [{"url": "/img/a.png"}, {"url": "/img/b.png"}]) == {
        "/img/a.png": Known.UNKNOWN,
        "/img/b.png": Known.UNKNOWN,
    }


def test_the_sites_own_address_is_judged_anywhere(site: Path) -> None:
    url = "https://rdm.example.org/gone/"
    assert targets(site, {"note": url}) == {url: Known.NO}


def test_data_that_no_template_reads_is_not_judged(site: Path) -> None:
    (site / "layouts/home.html").write_text("{{ .Title }}")
    url = "https://rdm.example.org/gone/"
    assert targets(site, {"note": url}) == {url: Known.UNKNOWN}


def test_files_that_are_excluded_are_not_read(site: Path) -> None:
    write(site, "data/old.json", "[")
    write(site, "data/new.json", "{}")
    settings = Settings(root=str(site), exclude=("data/old.json",))
    index = app.take_stock(settings)
    assert [page.path for page in index.data_files] == ["data/new.json"]


def test_data_of_a_theme_is_not_the_sites_own(site: Path) -> None:
    write(site, "hugo.toml", 'baseURL = "https://x.org/"\ntheme = "t"\n')
    write(site, "themes/t/data/a.json", "[")
    write(site, "data/b.json", "{}")
    index = app.take_stock(Settings(root=str(site)))
    assert [page.path for page in index.data_files] == ["data/b.json"]


def catalogue(count: int) -> dict[str, Any]:
    """Return a catalogue of *count* records that have much in common."""
    return {
        "phases": ["Plan", "Share"],
        "items": [
            {
                "id": f"r{n}",
                "title": f"Resource {n}",
                "url": f"https://x.org/{n}",
                "phase": ["Plan", "Share"][: 1 + n % 2],
                "related": [f"r{(n + 1) % count}"],
                "topic": ("Guide", "Sharing", "Storing")[n % 3],
            }
            for n in range(count)
        ],
    }


def suggested(site: Path, data: object) -> list[dict[str, Any]]:
    """Return the contracts that *data* shows, as the file for them is read."""
    write(site, "data/links.json", json.dumps(data))
    write(site, "content/store.md", "---\ntitle: Storing\n---\n")
    index = app.take_stock(Settings(root=str(site)))
    text = "\n".join(records.lines(index))
    found: list[dict[str, Any]] = tomllib.loads(text).get("data", [])
    return found


def test_init_sees_what_records_have_in_common(site: Path) -> None:
    assert suggested(site, catalogue(20)) == [
        {
            "files": ["data/links.json"],
            "records": "items[]",
            "required": ["id", "title", "url", "phase", "related", "topic"],
            "non-empty": ["phase", "related"],
            "unique": ["id", "title", "url"],
            "vocabularies": {"phase": "phases"},
            "references": {"related": "items[].id", "topic": "page.title"},
        }
    ]


def test_init_takes_a_few_for_outliers_and_reports_them_afterwards(
    site: Path,
) -> None:
    data = catalogue(40)
    del data["items"][3]["topic"]
    data["items"][4]["phase"] = ["Plann"]
    data["items"][5]["related"] = ["r-6"]
    data["items"][7]["id"] = "r8"
    (contract,) = suggested(site, data)
    assert "topic" in contract["required"]
    assert contract["unique"] == ["id", "title", "url"]
    index = app.take_stock(Settings(root=str(site)))
    (found,) = records.suggestions(index)
    settings = Settings(root=str(site), data=(found.contract,), select=("DT004",))
    assert [finding.message for finding in app.check(settings).shown] == [
        "Record `Resource 3` has no `topic`",
        "`Plann` is not in `phases`, as `phase` should be; the nearest is `Plan`",
        "No `items[].id` is `r-6`, to which `related` refers; the nearest is `r6`",
        "No `items[].id` is `r7`, to which `related` refers",
        "`id` is that of Record `Resource 7`: `r8`",
    ]


def test_init_asks_nothing_of_few_records_and_of_those_that_differ(site: Path) -> None:
    assert suggested(site, catalogue(3)) == []
    assert suggested(site, [{f"k{n}": n} for n in range(20)]) == []


def test_addresses_and_titles_that_two_records_share_may_be_meant(site: Path) -> None:
    data = catalogue(40)
    data["items"][7] |= {"url": "https://x.org/8", "title": "Resource 9"}
    (contract,) = suggested(site, data)
    assert contract["unique"] == ["id"]


def test_files_that_show_the_same_share_a_contract(site: Path) -> None:
    items = [{"name": f"N{n}", "unit": "A"} for n in range(6)]
    write(site, "data/a.json", json.dumps(items))
    write(site, "data/b.yaml", msgspec.json.encode(items).decode())
    index = app.take_stock(Settings(root=str(site)))
    (found,) = records.suggestions(index)
    assert found.contract.files == ("data/a.json", "data/b.yaml")


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ("{}", "names no draft of JSON Schema in `$schema`"),
        ("[", "is no JSON object that can be read"),
        (
            '{"$schema": "http://json-schema.org/draft-07/schema#",'
            ' "$ref": "https://example.org/x.json"}',
            "cannot be used",
        ),
        (
            '{"$schema": "http://json-schema.org/draft-07/schema#",'
            ' "properties": {"a": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}}',
            "cannot be used",
        ),
    ],
)
def test_a_schema_for_data_that_cannot_be_used_ends_the_run(
    site: Path, schema: str, why: str
) -> None:
    write(site, "x.json", schema)
    contract = DataContract(("data/*",), schema=str(site / "x.json"))
    with pytest.raises(ConfigError) as caught:
        app.check(Settings(root=str(site), data=(contract,)))
    assert f"The schema of data files {why}" in str(caught.value)
