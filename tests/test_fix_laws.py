"""Laws of fixes: nothing new is wrong, and a second time changes nothing.

Pages are put together from the examples of all rules that offer a fix, and all rules
that run by default look at them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rdmlint import app, fixing
from rdmlint.model import Report, Safety
from rdmlint.rule import Bad
from rdmlint.settings import Settings, built_in_profile
from rule_harness import CONFIG, TODAY, importable, unmarked

HEAD = "---\ntitle: T\nmenu: main\nweight: 1\ntoc: true\n---\n"

REVEALED = {"scheme-typo": "insecure-link", "link-syntax-broken": "link-target-missing"}
"""What could not be seen before a rule's finding was mended: there was no link."""


def example_pages() -> tuple[str, ...]:
    """Return the bodies of pages in examples that say what a fix gives.

    Where shortcodes are at fault, nothing else is known of a page, so a fix lets more
    be seen.
    """
    return tuple(
        unmarked(example.source.encode())[0].decode()
        for entry in importable()[0].values()
        if entry.family != "shortcodes"
        for example in entry.rule.examples
        if isinstance(example, Bad)
        and example.fixed is not None
        and example.source is not None
        and not (example.files or example.config or example.options)
        and not example.source.startswith(("---", "+++", "{", "«", "\ufeff"))
    )


def wanted(root: Path) -> Settings:
    """Return the settings of a site without any of its own."""
    return Settings(root=str(root), profiles=(built_in_profile(),), today=TODAY)


def tally(report: Report) -> Counter[tuple[str, str]]:
    """Return how often each rule speaks of each file."""
    return Counter((each.path, each.rule) for each in report.shown)


def test_there_are_many_examples_to_put_together() -> None:
    assert len(example_pages()) > 40


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(example_pages()), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([fixing.SAFE, fixing.ANY]),
)
def test_fixing_brings_up_nothing_and_fixing_twice_is_fixing_once(
    bodies: list[str],
    ending: str,
    has_bom: bool,
    ends: bool,
    safeties: frozenset[Safety],
) -> None:
    text = HEAD + "\n\n".join(bodies).rstrip("\n") + "\n" * ends
    data = b"\xef\xbb\xbf" * has_bom + text.replace("\n", ending).encode()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "hugo.toml").write_bytes(CONFIG)
        file = root / "content/page.md"
        file.write_bytes(data)
        before = app.check(wanted(root))
        once = app.fix(wanted(root), safeties)
        after = file.read_bytes()
        if safeties == fixing.SAFE:
            new = tally(once.report) - tally(before)
            hidden = {REVEALED.get(each.rule) for each in once.report.fixed}
            assert {rule for _, rule in new} <= hidden, after.decode()
        assert once.report.shown == app.check(wanted(root)).shown
        assert app.fix(wanted(root), safeties).files == ()
        assert file.read_bytes() == after
        assert after.startswith(b"\xef\xbb\xbf") == has_bom
        if ending == "\r\n":
            assert after.count(b"\n") == after.count(b"\r\n")
