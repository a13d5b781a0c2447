"""The Python API: one function, and the types of what it returns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rdmlint


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of two pages that cannot be read, and a file beside them."""
    (tmp_path / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    for name in ("a", "b"):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "page.md").write_bytes(b"\xff\n")
    return tmp_path


def paths(report: rdmlint.Report) -> list[str]:
    return [finding.path for finding in report.shown]


def test_a_site_is_checked_from_any_path_in_it(site: Path) -> None:
    everything = ["content/a/page.md", "content/b/page.md"]
    assert paths(rdmlint.check_site(site)) == everything
    assert paths(rdmlint.check_site(str(site / "content"))) == everything
    assert paths(rdmlint.check_site(site / "content/b")) == everything[1:]
    assert paths(rdmlint.check_site(site / "content/a/page.md")) == everything[:1]


def test_a_report_is_made_of_plain_values(site: Path) -> None:
    report = rdmlint.check_site(site)
    finding = report.shown[0]
    assert isinstance(report, rdmlint.Report)
    assert isinstance(finding, rdmlint.Diagnostic)
    assert finding.severity is rdmlint.Severity.ERROR
    assert finding.start == rdmlint.Position(1, 1)
    assert finding.span == rdmlint.Span(0, 1)
    assert (report.has_failed, report.exit_code) == (True, 1)


def test_rules_are_chosen_by_any_iterable_of_words(site: Path) -> None:
    assert rdmlint.check_site(site, ignore=["file-unreadable"]).shown == ()
    assert rdmlint.check_site(site, select=(word for word in ["LK"])).shown == ()
    assert len(rdmlint.check_site(site, select=["RD004"]).shown) == 2


def test_a_configuration_can_be_named(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "strict.toml"
    file.write_text('[severity]\nRD004 = "info"\n')
    report = rdmlint.check_site(site, config=file)
    assert {f.severity for f in report.shown} == {rdmlint.Severity.INFO}
    assert not report.has_failed


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"select": ["XX999"]}, "unknown rule 'XX999'"),
        ({"config": "nowhere.toml"}, "nowhere.toml"),
        ({"today": "soon"}, "'soon' is no date such as 2030-01-31"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(
    site: Path, arguments: dict[str, Any], error: str
) -> None:
    with pytest.raises(rdmlint.UsageError, match=error):
        rdmlint.check_site(site, **arguments)


def test_where_there_is_no_site_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(rdmlint.SiteError):
        rdmlint.check_site(tmp_path)
    with pytest.raises(rdmlint.UsageError):
        rdmlint.check_site(tmp_path / "nowhere")


def test_the_day_decides_what_is_published(site: Path) -> None:
    (site / "content/new.md").write_text("---\npublishDate: 2030-05-01\n---\n")
    (site / "content/a/page.md").write_text("[new](/new/)\n")
    for today, codes in {"2030-04-30": {"LK006"}, "2030-05-02": set()}.items():
        report = rdmlint.check_site(site, select=["LK"], today=today)
        assert {finding.code for finding in report.shown} == codes


def test_all_names_are_there_and_no_others() -> None:
    for name in rdmlint.__all__:
        assert getattr(rdmlint, name) is not None
    assert set(rdmlint.__all__) <= set(dir(rdmlint))
    with pytest.raises(AttributeError, match="no attribute 'check_sites'"):
        rdmlint.check_sites  # noqa: B018


def test_importing_the_package_imports_nothing_of_it() -> None:
    program = "import sys, rdmlint; print([m for m in sys.modules if 'rdmlint' in m])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "rdmlint.model" not in done.stdout
    assert "'rdmlint'" in done.stdout
