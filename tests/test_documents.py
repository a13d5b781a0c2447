"""The project's own documents: what they cite and link to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HUGO_RULE = re.compile(r"HUGO-[A-Z0-9]+-\d+")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "changelog.d/*.md")
    for path in ROOT.glob(pattern)
)


def defined_hugo_rules() -> list[str]:
    """Return the ids that `docs/hugo/semantics.md` explains, in its order."""
    text = (ROOT / "docs/hugo/semantics.md").read_text()
    return re.findall(rf"^\s*- \*\*({HUGO_RULE.pattern})\*\*", text, re.MULTILINE)


def test_every_behaviour_of_hugo_has_its_own_id() -> None:
    ids = defined_hugo_rules()
    assert len(ids) > 150
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("where", ["src", "tests", "docs", "schemas", "site-fixtures"])
def test_every_cited_behaviour_of_hugo_is_written_down(where: str) -> None:
    known = set(defined_hugo_rules())
    unknown = {
        f"{path.relative_to(ROOT)}: {cited}"
        for path in (ROOT / where).rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".json"}
        for cited in HUGO_RULE.findall(path.read_text(errors="replace"))
        if cited not in known
    }
    assert not unknown


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_links_to_files_that_exist(document: str) -> None:
    text = (ROOT / document).read_text()
    prose = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
        if "://" not in target:
            assert (ROOT / document).parent.joinpath(target).exists(), target


def test_a_change_is_told_in_a_file_named_after_its_kind() -> None:
    names = {path.name for path in (ROOT / "changelog.d").iterdir()} - {"README.md"}
    kinds = ("added", "changed", "fixed", "removed")
    assert names
    for name in names:
        assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(kinds)})\.md", name), name
