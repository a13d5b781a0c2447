"""Settings: what files and flags say, and where they say what cannot be."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from rdmlint.commands import config
from rdmlint.errors import ConfigError, UsageError
from rdmlint.model import Severity
from rdmlint.settings import (
    EXTERNAL_KEYS,
    PROFILE_KEYS,
    READERS,
    DataContract,
    External,
    Flags,
    Profile,
    Settings,
    built_in_profile,
    find_config,
    from_toml,
    load,
    nearest,
    shipped_schema,
)
from rdmlint.text import Position

SCHEMA: dict[str, Any] = json.loads(
    Path(shipped_schema("rdmlint.schema.json")).read_text()
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the root of a site, in a repository, where the run starts."""
    root = tmp_path / "site"
    (root / "content/topics").mkdir(parents=True)
    (root / "content/topics/a.md").write_text("")
    (root / "layouts").mkdir()
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(root)
    return root


def loaded(site: Path, *paths: str, **options: Any) -> Settings:
    """Return the settings of the one site that *paths* lie in."""
    (found,) = load(paths or ["."], find_root=lambda _: site, **options)
    return found


def said(site: Path, text: str) -> Settings:
    """Return what *text* says as the configuration of *site*."""
    path = os.path.join(site, "rdmlint.toml")
    return from_toml(text.encode(), path=path, root=os.fspath(site))


# --- Without a file ---------------------------------------------------------------


def test_without_a_configuration_the_built_in_contract_holds(site: Path) -> None:
    found = loaded(site)
    assert found == Settings(root=str(site), profiles=(built_in_profile(),))
    (profile,) = found.profiles
    assert profile.required == ("title", "menu", "weight", "toc")
    assert profile.is_built_in
    assert profile.paths == ("**",)


def test_the_schema_of_the_built_in_contract_is_there() -> None:
    schema = built_in_profile().schema
    assert schema is not None
    Draft202012Validator.check_schema(json.loads(Path(schema).read_text()))


# --- Paths ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        (["."], ()),
        (["content"], ()),
        (["content/"], ()),
        (["content/topics"], ("content/topics",)),
        (["content/topics/", "layouts"], ("content/topics", "layouts")),
        (["content/topics/a.md", "content/topics/a.md"], ("content/topics/a.md",)),
        (["content/topics", "content"], ()),
        (["content/../content/topics"], ("content/topics",)),
    ],
)
def test_paths_narrow_what_is_shown(
    site: Path, paths: list[str], shown: tuple[str, ...]
) -> None:
    assert loaded(site, *paths).shown == shown


def test_a_path_through_a_link_is_found_in_the_site(site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(site / "content/topics")
    assert loaded(site, str(link)).shown == ("content/topics",)


def test_paths_of_several_sites_are_several_settings(site: Path) -> None:
    blog = site.parent / "blog"
    (blog / "content").mkdir(parents=True)
    (blog / "rdmlint.toml").write_text('ignore = ["LK"]\n')

    def find_root(path: str) -> Path:
        return blog if "blog" in path else site

    paths = ["content/topics", "../blog", "layouts"]
    first, second = load(paths, find_root=find_root)
    assert (first.root, first.shown) == (str(site), ("content/topics", "layouts"))
    assert (second.root, second.ignore) == (str(blog), ("LK",))


def test_a_path_that_does_not_exist_is_told_of_with_the_nearest_name(
    site: Path,
) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(site, "contnet")
    assert str(caught.value) == (
        "no such file or directory: contnet (did you mean content?)"
    )
    with pytest.raises(UsageError, match=r"did you mean content/topics\?"):
        loaded(site, "content/topcis")
    with pytest.raises(UsageError, match=r"no such file or directory: x/y/z$"):
        loaded(site, "x/y/z")


# --- Which file -------------------------------------------------------------------


def test_the_first_file_upward_counts_alone(site: Path) -> None:
    above = site.parent
    assert find_config(str(site)) is None
    (above / "rdmlint.toml").write_text("")
    assert find_config(str(site)) == str(above / "rdmlint.toml")
    (site / "pyproject.toml").write_text('[tool.other]\nname = "rdmlint"\n')
    assert find_config(str(site)) == str(above / "rdmlint.toml")
    (site / "pyproject.toml").write_text('[tool.rdmlint]\nignore = ["BS"]\n')
    assert find_config(str(site)) == str(site / "pyproject.toml")
    (site / ".rdmlint.toml").write_text("")
    assert find_config(str(site)) == str(site / ".rdmlint.toml")
    (site / "rdmlint.toml").write_text("")
    assert find_config(str(site)) == str(site / "rdmlint.toml")


def test_no_file_is_looked_for_above_the_repository(site: Path) -> None:
    (site.parent / "rdmlint.toml").write_text('ignore = ["BS"]\n')
    (site / ".git").write_text("gitdir: elsewhere\n")
    assert find_config(str(site)) is None


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ('[tool.rdmlint]\nignore = ["BS"]\n', True),
        ('[tool.rdmlint.severity]\nBS = "info"\n', True),
        ('[tool]\nrdmlint.ignore = ["BS"]\n', True),
        ("[tool.rdmlint]\n[", True),
        ('[project]\ndependencies = ["rdmlint"]\n', False),
        ("[tool.rdmlint-like]\nx = 1\n", False),
        ('[project]\nname = "rdmlint', False),
        ("# rdmlint\n" + "#" * (1 << 20), False),
    ],
)
def test_a_pyproject_counts_where_it_configures_rdmlint(
    site: Path, text: str, *, is_ours: bool
) -> None:
    (site / "pyproject.toml").write_text(text)
    assert (find_config(str(site)) is not None) is is_ours


def test_a_link_to_a_configuration_stays_in_the_repository(site: Path) -> None:
    outside = site.parent.parent / f"{site.parent.name}-secret.toml"
    outside.write_text('token = "x"\n')
    (site.parent / "common.toml").write_text('ignore = ["BS"]\n')
    (site / "rdmlint.toml").symlink_to("../common.toml")
    assert loaded(site).ignore == ("BS",)
    (site / "rdmlint.toml").unlink()
    (site / "rdmlint.toml").symlink_to(outside)
    with pytest.raises(ConfigError, match="leads out of the repository") as caught:
        loaded(site)
    assert "token" not in str(caught.value)


def test_in_pyproject_the_table_of_rdmlint_counts(site: Path) -> None:
    (site / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.rdmlint]\nignore = ["BS"]\n'
    )
    found = loaded(site)
    assert found.ignore == ("BS",)
    assert found.config_path == str(site / "pyproject.toml")


def test_isolated_reads_no_file_and_config_reads_that_one(site: Path) -> None:
    (site / "rdmlint.toml").write_text('ignore = ["BS"]\n')
    (site / "other.toml").write_text('ignore = ["LK"]\n')
    assert loaded(site, isolated=True).ignore == ()
    assert loaded(site, config="other.toml").ignore == ("LK",)
    with pytest.raises(UsageError, match=r"otehr\.toml \(did you mean other\.toml\?\)"):
        loaded(site, config="otehr.toml")


def test_a_file_that_is_none_is_refused(site: Path) -> None:
    with pytest.raises(ConfigError, match="content: This is no file"):
        loaded(site, config="content")


def test_a_file_of_megabytes_is_refused(site: Path) -> None:
    (site / "rdmlint.toml").write_bytes(b"#" * (1 << 20) + b"\n")
    with pytest.raises(ConfigError, match="at most 1 MiB"):
        loaded(site)


# --- What a file says -------------------------------------------------------------

FULL = """\
select = ["BS", "missing-alt-text"]
extend-select = ["BS012"]
ignore = ["LK001"]
exclude = ["content/drafts/**"]
fixable = ["BS", "RD001"]
unfixable = ["BS002"]
fail-on = "warning"
bootstrap = "v5.0.1"
hugo-version = "0.168.0"
environment = "staging"

[per-file-ignores]
"content/news/**" = ["LK", "IM001"]

[severity]
LK = "info"

[[profiles]]
name = "rdm"
paths = ["content/**"]

[[profiles]]
name = "topics"
paths = ["content/topics/**"]
required = ["title", "toc", "title"]
schema = "schemas/topic.json"

[[data]]
files = ["data/*.json"]
records = "items[]"
required = ["title", "who.name"]
non-empty = ["type"]
unique = ["id"]
vocabularies = { phase = "phases", level = "data/terms.yaml:levels" }
references = { related = "items[].id", topic = "page.title" }
schema = "schemas/topic.json"

[rules.heading-increment]
most = 2
names = ["a"]
"""


def test_every_setting_is_read(site: Path) -> None:
    (site / "schemas").mkdir()
    (site / "schemas/topic.json").write_text("{}")
    (site / "data").mkdir()
    (site / "data/terms.yaml").touch()
    assert msgspec.structs.replace(said(site, FULL), places={}) == Settings(
        root=str(site),
        select=("BS", "missing-alt-text"),
        extend_select=("BS012",),
        ignore=("LK001",),
        exclude=("content/drafts/**",),
        fixable=("BS", "RD001"),
        unfixable=("BS002",),
        fail_on=Severity.WARNING,
        bootstrap="5.0.1",
        hugo_version="0.168.0",
        environment="staging",
        per_file_ignores=(("content/news/**", ("LK", "IM001")),),
        severity=(("LK", Severity.INFO),),
        profiles=(
            msgspec.structs.replace(built_in_profile(), paths=("content/**",)),
            Profile(
                name="topics",
                paths=("content/topics/**",),
                required=("title", "toc"),
                schema=str(site / "schemas/topic.json"),
            ),
        ),
        data=(
            DataContract(
                ("data/*.json",),
                records="items[]",
                required=("title", "who.name"),
                non_empty=("type",),
                unique=("id",),
                vocabularies=(("phase", "phases"), ("level", "data/terms.yaml:levels")),
                references=(("related", "items[].id"), ("topic", "page.title")),
                schema=str(site / "schemas/topic.json"),
            ),
        ),
        rules={"heading-increment": {"most": 2, "names": ["a"]}},
        config_path=str(site / "rdmlint.toml"),
    )


def test_a_profile_without_a_name_is_called_after_its_pages(site: Path) -> None:
    (profile,) = said(site, '[[profiles]]\npaths = ["a/**", "b/**"]\n').profiles
    assert profile == Profile(name="a/**", paths=("a/**", "b/**"))


def test_profiles_of_a_site_stand_in_for_the_built_in_one(site: Path) -> None:
    assert said(site, "").profiles == (built_in_profile(),)
    assert said(site, "profiles = []").profiles == ()


def test_never_lets_nothing_fail_a_run(site: Path) -> None:
    assert said(site, 'fail-on = "never"').fail_on is None


def test_words_that_are_judged_later_keep_their_places(site: Path) -> None:
    (site / "schemas").mkdir()
    (site / "schemas/topic.json").write_text("{}")
    (site / "data").mkdir()
    (site / "data/terms.yaml").touch()
    found = said(site, FULL)
    assert found.places == {
        ("select", "BS"): Position(1, 11),
        ("select", "missing-alt-text"): Position(1, 17),
        ("extend-select", "BS012"): Position(2, 18),
        ("ignore", "LK001"): Position(3, 11),
        ("fixable", "BS"): Position(5, 12),
        ("fixable", "RD001"): Position(5, 18),
        ("unfixable", "BS002"): Position(6, 14),
        ('per-file-ignores."content/news/**"', "LK"): Position(13, 22),
        ('per-file-ignores."content/news/**"', "IM001"): Position(13, 28),
        ("severity", "LK"): Position(16, 1),
        ("rules.heading-increment", "heading-increment"): Position(38, 8),
        ("rules.heading-increment", "most"): Position(39, 1),
        ("rules.heading-increment", "names"): Position(40, 1),
    }
    in_file = found.error("ignore", "LK001", "unknown rule", hint="try LK002")
    assert isinstance(in_file, ConfigError)
    assert str(in_file) == "rdmlint.toml:3:11: unknown rule (try LK002)"
    by_flag = found.error("ignore", "XX", "unknown rule")
    assert isinstance(by_flag, UsageError)
    assert str(by_flag) == "unknown rule"


def test_what_a_file_says_of_other_sites_is_read_and_shown(site: Path) -> None:
    settings = said(
        site,
        "[external]\nignore = ['https://x.se/*']\nconnections = 3\ninterval = 1\n"
        "timeout = 9.5\nmax-seconds = 60\nmax-requests = 10\nread-pages = true\n"
        "allow-networks = ['10.0.0.0/8', 'fd00::/8']\nallow-ports = [8080]\n",
    )
    assert settings.external == External(
        ignore=("https://x.se/*",),
        connections=3,
        interval=1.0,
        timeout=9.5,
        max_seconds=60.0,
        max_requests=10,
        read_pages=True,
        networks=("10.0.0.0/8", "fd00::/8"),
        ports=(8080,),
    )
    assert said(site, config.show(settings)).external == settings.external
    Draft202012Validator(SCHEMA).validate(tomllib.loads(config.show(settings)))


def test_the_schema_has_the_settings_for_other_sites() -> None:
    properties = SCHEMA["properties"]["external"]["properties"]
    assert properties.keys() == set(EXTERNAL_KEYS)


# --- What a file cannot say -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["BS"]', "1:1: `selct` is no setting (did you mean `select`?)"),
        ('a = 1\nfail_on = "x"', "1:1: `a` is no setting (there are select, "),
        ('fail_on = "x"', "1:1: `fail_on` is no setting (did you mean `fail-on`?)"),
        (
            '[tool.rdmlint]\nselect = ["BS"]',
            "1:2: `tool` is no setting "
            "(outside of pyproject.toml, write no [tool.rdmlint])",
        ),
        (
            'select = "BS"',
            "1:10: `select` must be a list, not text "
            '(such as select = ["BS", "missing-alt-text"])',
        ),
        ("select = [1]", "1:11: `select` must be a list of texts; this is a number"),
        ('exclude = ["a", " "]', "1:17: `exclude` holds an empty text"),
        (
            'external = "x"',
            "1:12: `external` must be a table, not text",
        ),
        (
            "[external]\nconnections = 0",
            "2:15: `connections` cannot be 0 (it lies between 1 and 20)",
        ),
        (
            '[external]\ninterval = "1"',
            "2:12: `interval` must be a number, not text",
        ),
        (
            '[external]\nallow-networks = ["10.0.0.1/8"]',
            "2:19: `10.0.0.1/8` is no network (such as 10.1.0.0/16)",
        ),
        (
            "[external]\nread-pages = 1",
            "2:14: `read-pages` must be true or false, not a number",
        ),
        (
            "[external]\nconection = 1",
            "2:1: `conection` is no setting (did you mean `connections`?)",
        ),
        (
            'fail-on = "eror"',
            "1:11: `fail-on` cannot be `eror` (did you mean `error`?)",
        ),
        (
            'fail-on = "x"',
            "1:11: `fail-on` cannot be `x` "
            "(it is one of error, warning, info and never)",
        ),
        (
            "hugo-version = 0.168",
            "1:16: `hugo-version` must be text, not a number "
            '(write it in quotes: hugo-version = "0.168")',
        ),
        (
            'hugo-version = "newest"',
            "1:16: `hugo-version` cannot be `newest` "
            '(a version is written like "0.168.0")',
        ),
        ('environment = "../x"', "1:15: `environment` cannot be `../x`"),
        ("per-file-ignores = true", "1:20: `per-file-ignores` must be a table, not "),
        ('[severity]\nBS = "eror"', "2:6: `severity.BS` cannot be `eror`"),
        ("[rules]\nBS004 = 1", "2:9: `rules.BS004` must be a table, not a number"),
        ('[profiles]\npaths = ["x"]', "1:2: `profiles` is a list of tables"),
        ('profiles = ["x"]', "1:13: `profiles` must be a table, not text"),
        ('[[profiles]]\nrequired = ["x"]', "1:1: This profile says not which pages"),
        ("[[profiles]]\npaths = []", "2:9: `paths` names no page"),
        (
            '[[profiles]]\npaths = ["x"]\nrequird = ["x"]',
            "3:1: `requird` is no key of a profile (did you mean `required`?)",
        ),
        (
            '[[profiles]]\npaths = ["x"]\nschema = "../x.json"',
            "3:10: `schema` leads out of the site: ../x.json",
        ),
        (
            '[[profiles]]\npaths = ["x"]\nschema = "https://example.org/x.json"',
            "3:10: `schema` must be a file of the site, not an address",
        ),
        (
            '[[profiles]]\npaths = ["x"]\nschema = "schemas/topci.json"',
            "3:10: There is no schema at schemas/topci.json "
            "(did you mean `topic.json`?)",
        ),
        ('[data]\nfiles = ["x"]', "1:2: `data` is a list of tables"),
        ('[[data]]\nrecords = "x"', "1:1: This contract says not which data files"),
        ('[[data]]\nfiles = ["x"]\nrecord = "y"', "3:1: `record` is no key of a data"),
        (
            '[[data]]\nfiles = ["x"]\nrecords = "items[0]"',
            "3:11: `items[0]` is no path into data (such as items[])",
        ),
        ('[[data]]\nfiles = ["x"]\nunique = ["a..b"]', "3:11: `a..b` is no path"),
        (
            '[[data]]\nfiles = ["x"]\nvocabularies = { a = ["b"] }',
            "3:22: `vocabularies.a` must be text, not a list",
        ),
        (
            '[[data]]\nfiles = ["x"]\nreferences = { a = "data/none.json:id" }',
            "3:20: There is no file data/none.json",
        ),
        (
            '[[data]]\nfiles = ["x"]\nreferences = { a = "../none.json:id" }',
            "3:20: This leads out of the site: ../none.json",
        ),
        ("select = ", "1:10: "),
        ("bootstrap = '5'\nbootstrap = '4'", "2:1: "),
        (f'exclude = ["{"a" * 1_001}"]', "1:12: A glob has at most 1,000 characters"),
    ],
)
def test_what_cannot_be_is_told_of_at_its_place(
    site: Path, text: str, message: str
) -> None:
    (site / "schemas").mkdir()
    (site / "schemas/topic.json").write_text("{}")
    (site / "data").mkdir()
    (site / "data/terms.yaml").touch()
    with pytest.raises(ConfigError) as caught:
        said(site, text)
    assert str(caught.value).startswith(f"rdmlint.toml:{message}")


def test_a_schema_may_not_be_reached_by_a_link_out_of_the_site(site: Path) -> None:
    (site.parent / "x.json").write_text("{}")
    (site / "x.json").symlink_to("../x.json")
    with pytest.raises(ConfigError, match="leads out of the site"):
        said(site, '[[profiles]]\npaths = ["x"]\nschema = "x.json"')


# --- Flags ------------------------------------------------------------------------


def test_select_replaces_and_the_other_flags_add(site: Path) -> None:
    (site / "rdmlint.toml").write_text(
        'select = ["BS"]\nignore = ["BS001"]\nexclude = ["a"]\nfail-on = "warning"\n'
        'fixable = ["BS"]\nunfixable = ["BS002"]\n'
    )
    flags = Flags(
        select=("LK",),
        extend_select=("AR",),
        ignore=("LK001",),
        fixable=("LK",),
        unfixable=("LK002",),
        exclude=("b",),
        fail_on="never",
    )
    found = loaded(site, flags=flags)
    assert found.select == ("LK",)
    assert found.extend_select == ("AR",)
    assert found.ignore == ("BS001", "LK001")
    assert found.exclude == ("a", "b")
    assert found.fixable == ("LK",)
    assert found.unfixable == ("BS002", "LK002")
    assert found.fail_on is None
    assert (loaded(site).select, loaded(site).fixable) == (("BS",), ("BS",))
    assert loaded(site).fail_on is Severity.WARNING


# --- The schema of the file, and the file that `config show` prints ---------------


def test_the_schema_knows_every_setting_and_no_other() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() == READERS.keys()
    assert SCHEMA["$defs"]["profile"]["properties"].keys() == set(PROFILE_KEYS)


def test_the_schema_takes_what_is_read_and_refuses_what_is_not() -> None:
    import tomllib

    validator = Draft202012Validator(SCHEMA)
    validator.validate(tomllib.loads(FULL))
    for text in ('selct = ["BS"]', 'select = "BS"', 'fail-on = "eror"', "[[profiles]]"):
        assert not validator.is_valid(tomllib.loads(text)), text


def test_the_schema_with_the_options_of_rules_is_one_too() -> None:
    whole = json.loads(config.schema())
    Draft202012Validator.check_schema(whole)
    validator = Draft202012Validator(whole)
    assert validator.is_valid({"rules": {"rule-crashed": {}}})
    assert validator.is_valid({"rules": {"RD005": {}}})
    assert not validator.is_valid({"rules": {"RD005": {"no-such-option": 1}}})
    assert not validator.is_valid({"rules": {"no-such-rule": {}}})


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        "",
        'fail-on = "never"\nexclude = ["a\\"b\\\\c\\u0007d\\u202e"]\nprofiles = []\n',
        '[rules.BS004]\na = true\nb = [1.5, "x"]\nc = { d = -1, "e f" = [] }\n',
    ],
)
def test_what_config_show_prints_means_the_same(site: Path, text: str) -> None:
    (site / "schemas").mkdir()
    (site / "schemas/topic.json").write_text("{}")
    (site / "data").mkdir()
    (site / "data/terms.yaml").touch()
    found = said(site, text)
    again = said(site, config.show(found))
    assert msgspec.structs.replace(again, places={}) == msgspec.structs.replace(
        found, places={}
    )


# --- Suggestions ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "near"), [("CONTENT", "content"), ("conten", "content"), ("xyz", None)]
)
def test_the_nearest_word_is_offered_if_it_is_near(word: str, near: str | None) -> None:
    assert nearest(word, ["content", "static"]) == near
