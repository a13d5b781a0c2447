from pathlib import Path

import pytest

from rdmlint.hugo.config import HugoConfig
from rdmlint.hugo.discover import Site
from rdmlint.hugo.files import StaticFile
from rdmlint.hugo.static_pages import StaticPages
from rdmlint.model import Known


def pages(root: Path, data: bytes) -> StaticPages:
    (root / "static/b").mkdir(parents=True)
    (root / "static/a.html").write_bytes(data)
    (root / "static/b/index.html").write_bytes(data)
    files = (
        StaticFile("static/a.html", "/a.html"),
        StaticFile("static/b/index.html", "/b/index.html"),
        StaticFile("static/c.pdf", "/c.pdf"),
    )
    return StaticPages(Site(str(root), HugoConfig(), static=files))


def test_ids_and_names_of_a_static_page_count(tmp_path: Path) -> None:
    found = pages(tmp_path, b"<h2 ID=one></h2><a name='two'></a>")
    for url in ("/a.html", "/b/index.html", "/b/", "/b"):
        for name in ("one", "two"):
            assert found.fragment(url, name) == (Known.YES, None)
        assert found.fragment(url, "three") == (Known.NO, None)


def test_what_is_no_static_page_takes_any_fragment(tmp_path: Path) -> None:
    found = pages(tmp_path, b"")
    assert found.fragment("/c.pdf", "page").count(Known.YES) == 1
    assert found.fragment("/other.html", "x")[0] is Known.YES


@pytest.mark.parametrize(
    "data",
    [
        b"<p id=one><SCRIPT>",
        b"<frameset><frame src=x>",
        b'<meta http-equiv="refresh" content="0; url=/x">',
        "<p id='\xe9'>".encode("latin-1"),
        "<p id='a'>".encode("utf-16-le"),
    ],
)
def test_what_may_have_more_ids_than_stand_there_is_unknown(
    tmp_path: Path, data: bytes
) -> None:
    known, reason = pages(tmp_path, data).fragment("/a.html", "one")
    assert known is Known.UNKNOWN
    assert reason == "what the scripts of a static page do"
