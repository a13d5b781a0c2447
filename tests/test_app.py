"""The whole of a run, from settings to the report."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from engine_bench import known, page_rule, places
from rdmlint import app, sharing
from rdmlint.errors import SiteError
from rdmlint.hugo.config import read_config
from rdmlint.hugo.discover import discover
from rdmlint.model import FrontMatter, Heading, Link, Page, Report, Violation
from rdmlint.parse import pages
from rdmlint.parse.page import parse_page
from rdmlint.rule import AnyRule
from rdmlint.settings import Settings, built_in_profile, from_toml
from rdmlint.text import Span

CONFIG = 'baseURL = "https://rdm.example.org/"\n'


def each_heading(heading: Heading, ctx: Any) -> Iterator[Violation]:
    """Report every heading by its text."""
    yield Violation(heading.text_span, heading.text)


HEADINGS = page_rule("ZZ001", "heading-there", each_heading, on=Heading)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of two pages with a heading each."""
    for path, text in {
        "hugo.toml": CONFIG,
        "content/a.md": "# One\n\n[b](/b/#two) [out](https://example.com/)\n",
        "content/b.md": "---\ntitle: B\n---\n\n# Two\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def checked(site: Path, *rules: AnyRule, **settings: Any) -> Report:
    """Return the report of *rules* on *site*."""
    wanted = Settings(root=str(site), profiles=(built_in_profile(),), **settings)
    return app.check(wanted, rules=known(rules or [HEADINGS]))


def test_a_run_reports_what_rules_say_and_what_it_looked_at(site: Path) -> None:
    report = checked(site)
    assert places(report.shown) == ["content/a.md:1:3 ZZ001", "content/b.md:5:3 ZZ001"]
    assert report.root == str(site)
    assert (report.stats.pages, report.stats.links, report.stats.rules) == (2, 2, 4)
    assert 0 < report.stats.seconds < 10


def test_two_runs_say_the_same(site: Path) -> None:
    assert checked(site).shown == checked(site).shown


def test_a_rule_sees_the_whole_site_whatever_is_shown(site: Path) -> None:
    seen: list[str] = []

    def look(page: Page, ctx: Any) -> Iterator[Violation]:
        seen.append(page.path)
        yield Violation(Span(0, 0), "x")

    rule = page_rule("ZZ001", "looks", look)
    report = checked(site, rule, shown=("content/b.md",))
    assert seen == ["content/a.md", "content/b.md"]
    assert places(report.shown) == ["content/b.md:1:1 ZZ001"]


def test_excluded_files_exist_but_are_not_looked_at(site: Path) -> None:
    report = checked(site, exclude=("b.md",))
    assert places(report.shown) == ["content/a.md:1:3 ZZ001"]
    assert report.stats.pages == 1


def test_pages_of_a_theme_are_for_others_to_mend(site: Path) -> None:
    (site / "hugo.toml").write_text(f'{CONFIG}theme = "t"\n')
    (site / "themes/t/content").mkdir(parents=True)
    (site / "themes/t/content/c.md").write_text("# Three\n")
    assert checked(site).stats.pages == 3
    assert places(checked(site).shown) == [
        "content/a.md:1:3 ZZ001",
        "content/b.md:5:3 ZZ001",
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("hugo.toml", 'title = "x"\nbaseURL = \n', (2, 11)),
        ("hugo.toml", "title = 'x'\ntitle = 'y'\n", (2, 1)),
        ("config.yaml", "title: x\nparams: [a\n", (2, 9)),
        ("config/_default/params.toml", "a = 1\nb == 2\n", (2, 4)),
    ],
)
def test_a_configuration_that_hugo_cannot_read_is_an_error_at_its_place(
    site: Path, name: str, text: str, place: tuple[int, int]
) -> None:
    if not name.startswith("config/"):
        (site / "hugo.toml").unlink()
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text)
    with pytest.raises(SiteError) as error:
        checked(site)
    assert error.value.path is not None
    assert error.value.path.endswith(name)
    assert (error.value.line, error.value.column) == place
    assert error.value.hint == "Hugo cannot build this site either"


def test_while_the_configuration_is_broken_only_single_files_are_judged(
    site: Path,
) -> None:
    (site / "hugo.toml").write_text("title = \n")
    (site / "content/b.md").write_text("---\na: b: c\n---\n[x](/nowhere/)\n")
    settings = Settings(root=str(site), profiles=(built_in_profile(),))
    assert places(app.check(settings).shown) == [
        "content/b.md:2:5 FM003",
        "hugo.toml:1:9 HC001",
    ]


def test_settings_know_the_version_of_hugo_better(site: Path) -> None:
    seen: list[str | None] = []

    def look(page: Page, ctx: Any) -> Iterable[Violation]:
        seen.append(ctx.site.config.hugo_version)
        return ()

    checked(site, page_rule("ZZ001", "looks", look), hugo_version="0.120.4")
    assert seen == ["0.120.4"] * 2


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(site: Path, is_enabled: bool) -> None:
    during: list[bool] = []

    def look(page: Page, ctx: Any) -> Iterable[Violation]:
        during.append(gc.isenabled())
        return ()

    was_enabled = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        checked(site, page_rule("ZZ001", "looks", look))
        assert gc.isenabled() is is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_a_reader_that_raises_is_told_of_and_the_run_goes_on(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shaky(path: str, *rest: Any) -> Page:
        if path.endswith("a.md"):
            raise RecursionError("maximum recursion depth exceeded")
        return parse_page(path, *rest)

    monkeypatch.setattr(pages, "parse_page", shaky)
    report = checked(site)
    assert places(report.shown) == ["content/a.md:1:1 RD005", "content/b.md:5:3 ZZ001"]
    assert report.shown[0].message == (
        "Reading it crashed: RecursionError: maximum recursion depth exceeded"
    )
    assert report.exit_code == 3


# --- What is not judged -----------------------------------------------------------


def each_link(link: Link, ctx: Any) -> Iterable[Violation]:
    """Look at every link, and raise at one that leads to `/crash/`."""
    if link.url == "/crash/":
        raise ValueError(link.url)
    return ()


LINKS = page_rule("ZZ002", "link-there", each_link, on=Link)


def test_what_cannot_be_known_is_counted_by_its_reason(site: Path) -> None:
    (site / "hugo.toml").write_text(f'{CONFIG}theme = "gone"\n')
    (site / "content/a.md").write_text("[x](/nowhere/) [y](/nothing/)\n")
    reasons = dict(checked(site, LINKS).stats.not_judged)
    assert reasons["gone is not on disk"] == 1
    assert sum(reasons.values()) == 3


def test_what_no_rule_looks_at_needs_no_judging(site: Path) -> None:
    (site / "hugo.toml").write_text(f'{CONFIG}theme = "gone"\n')
    (site / "content/a.md").write_text("[x](/nowhere/) [y](/nothing/)\n")
    assert checked(site).stats.not_judged == (("gone is not on disk", 1),)


def test_after_a_crash_nothing_is_asked_again(site: Path) -> None:
    (site / "hugo.toml").write_text(f'{CONFIG}theme = "gone"\n')
    (site / "content/a.md").write_text("[x](/nowhere/) [y](/crash/)\n")
    report = checked(site, LINKS)
    assert report.has_crashed
    assert report.stats.not_judged == ()


def test_addresses_of_other_sites_are_not_counted(site: Path) -> None:
    assert checked(site, LINKS).stats.not_judged == ()


def test_a_site_whose_configuration_is_not_there_may_have_any_theme(
    site: Path,
) -> None:
    (site / "hugo.toml").unlink()
    (site / "content/a.md").write_text("[x](/nowhere/)\n")
    reasons = dict(checked(site, LINKS).stats.not_judged)
    assert reasons["Hugo's configuration is not on disk"] == 1
    assert sum(reasons.values()) == 2


# --- The built-in contract --------------------------------------------------------


def lacks_keys(page: Page, ctx: Any) -> Iterator[Violation]:
    """Stand for the rule of the contract: report pages without front matter."""
    if page.front_matter is None:
        yield Violation(Span(0, 0), "x")


CONTRACT = page_rule("FM007", "keys-missing", lacks_keys)


def test_a_site_that_keeps_no_contract_is_told_where_it_comes_from(site: Path) -> None:
    (site / "content/c.md").write_text("# Three\n")
    assert checked(site, CONTRACT).notes == (
        "No configuration of rdmlint was found, so pages were held to its built-in "
        "contract (title, menu, weight, toc), which 2 of 3 pages do not keep; a site "
        'states its own in rdmlint.toml, such as [[profiles]] paths = ["content/**"] '
        'required = ["title"]; `rdmlint init` drafts what fits.',
    )


def test_a_page_or_two_that_break_the_contract_need_no_explanation(site: Path) -> None:
    assert checked(site, CONTRACT).notes == ()


def test_a_site_with_a_configuration_knows_its_contract(site: Path) -> None:
    (site / "content/c.md").write_text("# Three\n")
    report = checked(site, CONTRACT, config_path=str(site / "rdmlint.toml"))
    assert report.notes == ()


def test_section_and_home_pages_do_not_count_for_the_contract(site: Path) -> None:
    (site / "content/c").mkdir()
    (site / "content/c/_index.md").write_text("# Section\n")
    (site / "content/_index.md").write_text("# Home\n")

    def free(block: FrontMatter, ctx: Any) -> Iterator[Violation]:
        yield Violation(Span(0, 0), "x")

    rule = page_rule("FM007", "keys-missing", free, on=FrontMatter)
    # One page of two has front matter: half is not most.
    assert checked(site, rule).notes == ()


# --- Several processes ------------------------------------------------------------


def test_facts_are_the_same_for_any_number_of_processes(site: Path) -> None:
    for number in range(7):
        text = f"---\nbig: {10**30 + number}\n---\n# Å {number}\n<p id=x>[a](b)</p>\n"
        (site / f"content/p{number}.md").write_text(text)
    (site / "content/latin.md").write_bytes(b"---\ntitle: \xf6\n---\n")
    config = read_config(str(site))
    found = discover(str(site), config)
    markup = msgspec.structs.replace(config.markup, unsafe=True)
    one = pages.parse_pages(found, markup, processes=1)
    assert [page.path for page in one] == [file.path for file in found.content]
    for count in (2, 3, 20):
        assert pages.parse_pages(found, markup, processes=count) == one


def test_a_share_that_does_not_come_back_is_parsed_here(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def dies(path: str, *rest: Any) -> Page:
        if os.getpid() != here:
            os._exit(9)
        return parse_page(path, *rest)

    config = read_config(str(site))
    found = discover(str(site), config)
    one = pages.parse_pages(found, config.markup, processes=1)
    monkeypatch.setattr(pages, "parse_page", dies)
    assert pages.parse_pages(found, config.markup, processes=2) == one


def test_few_files_are_not_worth_a_process() -> None:
    few = pages.WORTH_PROCESSES - 1
    assert sharing.processes_for(few, pages.WORTH_PROCESSES) == 1


@pytest.mark.parametrize(
    ("shown", "kept"),
    [(("pages",), ()), (("pages/a", "pages"), ()), (("pages/a",), ("pages/a",))],
)
def test_the_content_directory_of_the_configuration_means_the_whole_site(
    tmp_path: Path, shown: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    (tmp_path / "hugo.toml").write_text('contentDir = "pages"\n')
    settings = Settings(root=str(tmp_path), shown=shown)
    config = read_config(str(tmp_path))
    assert app.with_whole_site(settings, config).shown == kept


def test_one_of_several_content_directories_narrows(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(
        "[languages.en]\ncontentDir = 'en'\n[languages.sv]\ncontentDir = 'sv'\n"
    )
    settings = Settings(root=str(tmp_path), shown=("sv",))
    config = read_config(str(tmp_path))
    assert app.with_whole_site(settings, config) == settings


def test_a_configuration_of_many_thousand_values_is_read(site: Path) -> None:
    entries = "".join(f"[[menus.main]]\nname = 'n{n}'\n" for n in range(12_000))
    (site / "hugo.toml").write_text(CONFIG + entries)
    assert checked(site).stats.pages == 2


def test_a_contract_that_fits_no_data_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
    (tmp_path / "data").mkdir()
    (tmp_path / "data/units.json").write_text("[]")
    for name, notes in (("units", 0), ("unit", 1)):
        text = f'[[data]]\nfiles = ["data/{name}.json"]\n'.encode()
        path = str(tmp_path / "rdmlint.toml")
        report = app.check(from_toml(text, path=path, root=str(tmp_path)))
        assert len([each for each in report.notes if "[[data]]" in each]) == notes
