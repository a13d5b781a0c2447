"""Reading a site's files, and holding them as they were first read."""

from __future__ import annotations

from pathlib import Path

from rdmlint.hugo import disk
from rdmlint.model import Fault


def test_a_held_file_says_what_it_said_first_or_what_was_put_in_its_place(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    name, ground = str(file), str(tmp_path)
    with disk.held() as files:
        assert disk.read(name, ground) == b"one"
        file.write_bytes(b"two")
        assert disk.read(name, ground) == b"one"
        files[str(file.resolve())] = b"three"
        assert disk.read(name, ground) == b"three"
        assert isinstance(disk.read(name, ground, limit=4), Fault)
    assert disk.read(name, ground) == b"two"
    assert not disk.is_holding()


def test_a_held_file_is_not_read_through_a_link_out_of_the_ground(
    tmp_path: Path,
) -> None:
    (tmp_path / "site").mkdir()
    secret = tmp_path / "secret.md"
    secret.write_bytes(b"secret")
    (tmp_path / "site/a.md").symlink_to(secret)
    with disk.held() as files:
        files[str(secret.resolve())] = b"secret"
        found = disk.read(str(tmp_path / "site/a.md"), str(tmp_path / "site"))
    assert isinstance(found, Fault)


def test_what_cannot_be_read_is_not_held(tmp_path: Path) -> None:
    with disk.held() as files:
        assert isinstance(disk.read(str(tmp_path / "a.md"), str(tmp_path)), Fault)
        assert files == {}
