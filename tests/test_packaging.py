"""The distribution: built, opened, installed and run away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import rdmlint

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    """Run *command* in *where*, bounded in time."""
    return subprocess.run(
        command, cwd=where, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of an sdist and of the wheel that was built from it."""
    where = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--outdir", where, ROOT, where=where)
    assert built.returncode == 0, built.stdout + built.stderr
    return where


@pytest.fixture(scope="module")
def in_wheel(distribution: Path) -> set[str]:
    """Return the names of the files in the wheel."""
    (wheel,) = distribution.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.slow
@pytest.mark.xdist_group("packaging")
class TestDistribution:
    """All tests that need the built distribution; one worker builds it once."""

    def test_the_wheel_holds_every_module(self, in_wheel: set[str]) -> None:
        source = ROOT / "src"
        modules = {p.relative_to(source).as_posix() for p in source.rglob("*.py")}
        assert modules <= in_wheel

    def test_the_wheel_holds_the_schemas(self, in_wheel: set[str]) -> None:
        schemas = {
            f"rdmlint/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")
        }
        assert schemas
        assert schemas <= in_wheel

    def test_the_wheel_says_that_it_is_typed(self, in_wheel: set[str]) -> None:
        assert "rdmlint/py.typed" in in_wheel

    def test_the_wheel_holds_the_licence(self, in_wheel: set[str]) -> None:
        information = f"rdmlint-{rdmlint.__version__}.dist-info"
        assert f"{information}/licenses/LICENSE" in in_wheel

    def test_the_wheel_holds_nothing_but_the_package(self, in_wheel: set[str]) -> None:
        tops = {PurePosixPath(name).parts[0] for name in in_wheel}
        assert tops == {"rdmlint", f"rdmlint-{rdmlint.__version__}.dist-info"}

    def test_the_sdist_holds_what_a_packager_tests_with(
        self, distribution: Path
    ) -> None:
        (sdist,) = distribution.glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            names = {name.partition("/")[2] for name in archive.getnames()}
        assert {
            "LICENSE",
            "README.md",
            "pyproject.toml",
            "scripts/test",
            "site-fixtures/curators/expected.txt",
            "src/rdmlint/py.typed",
            "tests/test_packaging.py",
        } <= names

    def test_an_installed_wheel_checks_a_site_away_from_the_checkout(
        self, distribution: Path, tmp_path: Path
    ) -> None:
        environment = tmp_path / "environment"
        venv.create(environment, with_pip=True)
        programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
        (wheel,) = distribution.glob("*.whl")
        pip = (programs / "python", "-m", "pip", "install", "--quiet", wheel)
        installed = run(*pip, where=tmp_path)
        assert installed.returncode == 0, installed.stderr

        version = run(programs / "rdmlint", "--version", where=tmp_path)
        assert version.stdout == f"rdmlint {rdmlint.__version__}\n"

        site = tmp_path / "site"
        (site / "content").mkdir(parents=True)
        (site / "hugo.toml").write_text('baseURL = "https://rdm.example.org/"\n')
        (site / "content/storage.md").write_text("---\ntitle: Storage\n---\nText.\n")
        checked = run(
            programs / "python", "-m", "rdmlint", "check", "content", where=site
        )
        assert checked.returncode == 1, checked.stderr
        assert "content/storage.md:1:1: error[FM007]" in checked.stdout
