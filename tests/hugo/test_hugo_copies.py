from __future__ import annotations

from pathlib import Path

from rdmlint import app, fixing
from rdmlint.settings import Settings
from rule_harness import CONFIG


def mended(root: Path, page: str) -> str:
    """Return *page* after all ids that are there twice were renamed, where they can."""
    (root / "content").mkdir()
    (root / "hugo.toml").write_bytes(CONFIG)
    file = root / "content/page.md"
    file.write_text(page)
    app.fix(Settings(root=str(root), select=("AR001",)), fixing.ANY)
    return file.read_text()


def block(name: str, text: str) -> str:
    """Return a control and its panel."""
    return (
        f'<a data-bs-toggle="collapse" href="#{name}" role="button" '
        f'aria-controls="{name}">{text}</a>\n<div class="collapse" id="{name}">\n'
        f'<h3 id="{name}-title">{text}</h3>\n</div>\n'
    )


def test_a_copied_block_takes_the_name_of_its_control(tmp_path: Path) -> None:
    page = block("one", "Find") + block("one", "Share data!").replace("-title", "-t")
    assert mended(tmp_path, page) == block("one", "Find") + block(
        "share-data", "Share data!"
    ).replace('id="share-data-title"', 'id="one-t"')


def test_what_is_around_the_copy_alone_belongs_to_it(tmp_path: Path) -> None:
    def wrapped(name: str, text: str) -> str:
        return (
            f'<section>\n<div class="collapse" id="{name}">…</div>\n'
            f'<label for="{name}">{text}</label>\n</section>\n'
        )

    page = wrapped("one", "First") + wrapped("one", "Second")
    assert mended(tmp_path, page) == wrapped("one", "First") + wrapped(
        "second", "Second"
    )


def test_three_of_a_name_become_three_names(tmp_path: Path) -> None:
    page = "".join(
        block("one", "Go").replace("-title", f"-{number}") for number in range(3)
    )
    found = mended(tmp_path, page)
    assert [found.count(f'id="{name}"') for name in ("one", "go", "go-2")] == [1, 1, 1]
    assert [found.count(f'href="#{name}"') for name in ("one", "go", "go-2")] == [
        1,
        1,
        1,
    ]


def test_a_name_that_is_taken_is_not_given(tmp_path: Path) -> None:
    page = "## Share\n\n" + block("one", "Find") + block("one", "Share")
    page = page.replace('<h3 id="one-title">', "<h3>")
    assert 'href="#share-2"' in mended(tmp_path, page)


def test_what_may_belong_to_the_first_is_left_alone(tmp_path: Path) -> None:
    page = (
        '<div class="collapse" id="one">…</div>\n'
        '<button type="button" data-bs-toggle="collapse" data-bs-target="#one">Go'
        '</button>\n<div class="collapse" id="one">…</div>\n'
    )
    assert mended(tmp_path, page) == page


def test_without_a_text_there_is_no_name(tmp_path: Path) -> None:
    page = '<i id="one">…</i>\n\n<b id="one">…</b>\n'
    assert mended(tmp_path, page) == page


def test_an_id_that_only_begins_alike_stays(tmp_path: Path) -> None:
    page = block("one", "Find") + block("one", "Share").replace("-title", "-t")
    page = page.replace("</h3>", '</h3> <a href="#one-title">Up</a>')
    assert mended(tmp_path, page).count('href="#one-title"') == 2
